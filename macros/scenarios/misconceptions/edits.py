"""Edits between two codes on one day, and modifier 59.

Older pages list pairs that have since been deleted, the two columns are easily turned round, and 59 has the name of a key to
everything. These learners remember that "the pair is edited" without asking which code denies, on which day, and whether
the indicator allows any modifier.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.asks import edits
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question

NO_EDIT = "No edit is in force for this pair on that day"


def columns_reversed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets the column 1 code deny."""
    answer = edits.answered(question)
    if answer.active:
        paid = "second" if answer.denies == question.given("first") else "first"
        yield WrongAnswer(paid, f"The column 2 code denies, and here that is {answer.denies}.")


def every_pair_edited(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes two therapy codes on one day for an edited pair, as many pages still do."""
    if edits.answered(question).active:
        return
    if ask == "edit-remedy":
        yield WrongAnswer("if-separate", f"{NO_EDIT}, whatever older pages say.")
        return
    for answer in ("first", "second"):
        yield WrongAnswer(answer, f"Nothing in the table denies {question.given(answer)} on that day.")


def edit_overlooked(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an edited pair for a free one."""
    answer = edits.answered(question)
    if answer.active:
        feedback = f"This pair has an edit on that day: without a modifier, {answer.denies} denies."
        if not answer.modifier_opens:
            feedback = f"This pair has an edit on that day, and {answer.denies} denies."
        yield WrongAnswer("neither" if ask == "edit" else "none", feedback)


def both_deny(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an edit for a ban on both codes."""
    answer = edits.answered(question)
    feedback = f"An edit denies one code of a pair, here {answer.denies}; the other is paid."
    yield WrongAnswer("both", feedback if answer.active else f"{NO_EDIT}, so both codes are paid.")


def fifty_nine_opens_everything(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes 59 for a key to every pair."""
    answer = edits.answered(question)
    separate = "59 says that the services were separate, and only the record can show that."
    if answer.active and not answer.modifier_opens:
        yield WrongAnswer("always", "59 does nothing on this edit: the indicator is 0.")
        yield WrongAnswer("if-separate", "Indicator 0 allows no modifier, however separate the services were.")
    else:
        yield WrongAnswer("always", separate if answer.active else f"{NO_EDIT}, so there is nothing for 59 to bypass.")


def nothing_opens(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an edit on which a modifier is allowed for one on which none is."""
    answer = edits.answered(question)
    if not answer.active or answer.modifier_opens:
        allowed = "This pair has indicator 1: a modifier is allowed where the services were separate and the record shows it."
        yield WrongAnswer("never", allowed if answer.active else "Both codes are paid here, because the pair has no edit.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "columns-reversed": ("Turns the two columns of an edit around", {"edit"}, columns_reversed),
    "every-pair-edited": ("Sees an edit where none is in force", {"edit", "edit-remedy"}, every_pair_edited),
    "edit-overlooked": ("Overlooks an edit", {"edit", "edit-remedy"}, edit_overlooked),
    "both-deny": ("Lets both codes deny", {"edit"}, both_deny),
    "fifty-nine-opens-everything": ("Thinks that 59 bypasses every edit", {"edit-remedy"}, fifty_nine_opens_everything),
    "nothing-opens": ("Takes indicator 1 for 0", {"edit-remedy"}, nothing_opens),
}

EDITS = family(_METHODS)
