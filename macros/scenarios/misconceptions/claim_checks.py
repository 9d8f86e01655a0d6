"""What learners make of a claim that somebody else has written.

A claim on paper looks finished. Beside those who would write it another way (their families are those of the claim's lines) there
are those who let it pass.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.asks.claim_checks import write_changes
from macros.scenarios.asks.claims import lines_of, settled_claim
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.misconceptions.modifiers import fifty_nine_by_habit, kx_always, kx_forgotten, other_discipline
from macros.scenarios.question import Question
from macros.scenarios.written import changes, written_lines


def claim_trusted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets the claim pass as it was written."""
    found = changes(written_lines(question), lines_of(settled_claim(question)))
    if found:
        change = write_changes(question, found)
        yield WrongAnswer((), f"The visit does not support the claim as it stands: {change[0].lower()}{change[1:]}.")


def half_corrected(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Corrects one of several things that are wrong, and lets the others pass."""
    found = changes(written_lines(question), lines_of(settled_claim(question)))
    for left in found if len(found) > 1 else ():
        kept = tuple(change for change in found if change != left)
        rest = write_changes(question, (left,))
        yield WrongAnswer(kept, f"Right, but not enough: {rest[0].lower()}{rest[1:]}, too.")


def another_thing_corrected(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Corrects something that was right, and lets what is wrong pass."""
    written = written_lines(question)
    found = changes(written, lines_of(settled_claim(question)))
    wanted = write_changes(question, found)
    for method in (kx_always, kx_forgotten, other_discipline, fifty_nine_by_habit):
        made = method(question, written)
        value = changes(written, made.value) if made else ()
        if value and not set(value) <= set(found):
            yield WrongAnswer(value, f"That was right as it was written. What has to be done: {wanted[0].lower()}{wanted[1:]}.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "half-corrected": ("Corrects one of several things", {"claim-fix"}, half_corrected),
    "another-thing-corrected": ("Corrects what was right", {"claim-fix"}, another_thing_corrected),
    "claim-trusted": ("Lets the written claim pass", {"claim-fix"}, claim_trusted),
}

CLAIM_CHECKS = family(_METHODS)
