"""Asks about a pair of codes on one day, under Medicare's edits."""

from __future__ import annotations

from macros.rules.edits import EditAnswer
from macros.rules.refused import Refused
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question, QuestionFault

REMEDIES = {
    "none": "No modifier, since the pair has no edit on that day",
    "if-separate": "59 or an X modifier, if the record shows separate services",
    "never": "No modifier, since none bypasses this edit: one code is paid",
    "always": "59 on one line, since both codes are on one claim",
}

WHY = {
    "none": "Without an edit there is nothing for a modifier to bypass.",
    "if-separate": "Indicator 1 allows a modifier, and the record decides whether one is right.",
    "never": "With indicator 0 Medicare pays one of the two, and a modifier changes nothing.",
}
"""Why each remedy is right, where it is."""


def answered(question: Question) -> EditAnswer:
    """What the edits say; a pair or day that they leave open makes no question."""
    first, second = question.given("first"), question.given("second")
    table = question.given("table", "practitioner")
    try:
        answer = question.library.edit(first, second, question.day, table)
    except Refused as error:
        raise QuestionFault(error.what, error.fix or "fix `given`", ("given",)) from None
    if answer.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({answer.unsettled.clause})", "draw another pair or a later day", ("given",)
        )
    return answer


def _edit(question: Question) -> Key:
    answer = answered(question)
    outcome = "neither"
    if answer.active:
        outcome = "first" if answer.denies == question.given("first") else "second"
    why = "No edit is in force for these two, so both lines are paid."
    if answer.active:
        why = f"{answer.denies} is in column 2 of an edit that is in force, and the claim has no modifier."
    return key_from(answer.steps, outcome, why)


def _write_edit(question: Question, outcome: str) -> str:
    first, second = question.given("first"), question.given("second")
    texts = {
        "first": f"{first} denies, and {second} is paid",
        "second": f"{second} denies, and {first} is paid",
        "neither": "Both are paid; neither denies",
        "both": "Neither is paid; both deny",
    }
    return texts[outcome]


def _remedy(question: Question) -> Key:
    edit = answered(question)
    answer = ("if-separate" if edit.modifier_opens else "never") if edit.active else "none"
    return key_from(edit.steps, answer, WHY[answer])


EDIT_ASKS = (
    Ask("edit", "which line of a pair denies", SINGLE, "edits", _edit, _write_edit),
    Ask(
        "edit-remedy",
        "which modifier a pair calls for",
        SINGLE,
        "edits",
        _remedy,
        lambda q, v: REMEDIES[v],
    ),
)
