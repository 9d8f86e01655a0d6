"""Wrong modifiers, each written by hand: KX, the modifier of the plan, and 59."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.modifiers import MODIFIERS
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import Lines, visit, wrong_values

# Above the 2,480 dollars of 2026, and far below; 15 minutes each are a unit each.
ABOVE = visit(("97112", 15), ("97110", 15), year_to_date=2500)
BELOW = visit(("97112", 15), ("97110", 15), year_to_date=100)
OF_OT = visit(("97112", 15), discipline="OT", year_to_date=100)
OF_SLP = visit(("97533", 15), discipline="SLP", year_to_date=100)
WITH_ASSISTANT = visit(("97112", 15, 15), year_to_date=2500)
# 97530 and 97750 have an edit with indicator 1; the column 2 code, 97750, has 59.
SEPARATE = visit(("97530", 15), ("97750", 15), year_to_date=100, separate=[{"codes": ["97530", "97750"], "because": "minutes"}])

CASES: list[tuple[str, Question, Lines | None]] = [
    ("kx-forgotten", ABOVE, (("97112", 1, ("GP",)), ("97110", 1, ("GP",)))),
    ("kx-forgotten", WITH_ASSISTANT, (("97112", 1, ("GP", "CQ")),)),
    ("kx-always", BELOW, (("97112", 1, ("GP", "KX")), ("97110", 1, ("GP", "KX")))),
    ("kx-always", ABOVE, (("97112", 1, ("GP", "KX")), ("97110", 1, ("GP", "KX")))),
    ("kx-always", SEPARATE, (("97530", 1, ("GP", "KX")), ("97750", 1, ("GP", "59", "KX")))),
    ("other-discipline", ABOVE, (("97112", 1, ("GO", "KX")), ("97110", 1, ("GO", "KX")))),
    ("other-discipline", OF_OT, (("97112", 1, ("GP",)),)),
    ("other-discipline", OF_SLP, (("97533", 1, ("GO",)),)),
    ("therapy-modifier-forgotten", BELOW, (("97112", 1, ()), ("97110", 1, ()))),
    ("therapy-modifier-forgotten", WITH_ASSISTANT, (("97112", 1, ("CQ", "KX")),)),
    ("therapy-modifier-forgotten", SEPARATE, (("97530", 1, ()), ("97750", 1, ("59",)))),
    ("fifty-nine-by-habit", ABOVE, (("97112", 1, ("GP", "KX")), ("97110", 1, ("GP", "KX", "59")))),
    ("separate-forgotten", SEPARATE, (("97530", 1, ("GP",)), ("97750", 1, ("GP",)))),
    ("separate-forgotten", BELOW, (("97112", 1, ("GP",)), ("97110", 1, ("GP",)))),
    ("fifty-nine-by-habit", OF_OT, None),
    ("fifty-nine-by-habit", SEPARATE, None),
]


@pytest.mark.parametrize(("name", "question", "lines"), CASES)
def test_the_wrong_modifiers_are_those_written_by_hand(name: str, question: Question, lines: Lines | None) -> None:
    assert wrong_values(name, question, "claim-lines") == ([] if lines is None else [lines])
    assert wrong_values(name, question, "claim-grid") == ([] if lines is None else [lines])


def test_the_second_code_has_59_on_both_of_its_lines() -> None:
    """Of 97110, 40 minutes of which the assistant gave 10, the third unit is the assistant's; 97112 has 1 unit."""
    lines = (("97112", 1, ("GP",)), ("97110", 2, ("GP", "59")), ("97110", 1, ("GP", "CQ", "59")))
    assert wrong_values("fifty-nine-by-habit", visit(("97112", 15), ("97110", 40, 10)), "claim-lines") == [lines]


# A claim above the threshold with an assistant's unit on it, and what someone already made of it.
UPON: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("kx-forgotten", ("GO", "CQ", "KX"), ("GO", "CQ")),
    ("kx-always", ("GO", "CQ"), ("GO", "CQ", "KX")),
    ("separate-forgotten", ("GP", "59", "KX"), ("GP", "KX")),
    ("other-discipline", ("GP", "KX"), ("GO", "KX")),
    ("therapy-modifier-forgotten", ("GP", "KX"), ("KX",)),
    ("therapy-modifier-forgotten", ("GO", "CQ", "KX"), ("CQ", "KX")),
    # Where the modifier of the plan is gone already, there is none to mistake, and the others stay.
    ("other-discipline", ("CQ", "KX"), ("CQ", "KX")),
    ("therapy-modifier-forgotten", ("CQ", "KX"), ("CQ", "KX")),
]


@pytest.mark.parametrize(("name", "before", "after"), UPON)
def test_a_second_slip_changes_its_own_modifier_alone(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    upon = MODIFIERS[name].upon
    assert upon is not None
    second = upon(WITH_ASSISTANT, (("97112", 1, before),))
    assert second is not None
    assert second.value == (("97112", 1, after),)


def test_59_by_habit_as_a_second_slip() -> None:
    upon = MODIFIERS["fifty-nine-by-habit"].upon
    assert upon is not None
    second = upon(BELOW, (("97112", 1, ("GO",)), ("97110", 1, ("GO",))))
    assert second is not None
    assert second.value == (("97112", 1, ("GO",)), ("97110", 1, ("GO", "59")))
    assert upon(BELOW, (("97112", 2, ("GO",)),)) is None


def test_every_wrong_modifier_has_a_case_and_a_case_as_a_second_slip() -> None:
    assert {name for name, *_ in CASES} == set(MODIFIERS)
    assert {name for name, *_ in UPON} | {"fifty-nine-by-habit"} == set(MODIFIERS)
