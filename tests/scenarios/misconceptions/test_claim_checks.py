"""What is said of a claim that somebody has written: worked by hand for claims that are right and for claims that are not."""

from __future__ import annotations

import pytest

from macros.scenarios.asks import ASKS
from macros.scenarios.misconceptions.claim_checks import CLAIM_CHECKS
from macros.scenarios.question import Question
from macros.scenarios.written import Written
from tests.scenarios.misconceptions.made_up import made_up, wrong_values


def written(given: dict[str, str], *services: tuple[str, int, int], **rest: object) -> Question:
    """A visit and the claim that somebody wrote of it."""
    named = [{"code": code, "minutes": minutes, "assistant": assistant} for code, minutes, assistant in services]
    visit = {"payer_rule": "medicare", "service_date": "2026-03-02", "year_to_date": 0, "services": named, **rest}
    return made_up("claim-fix", given=given, visit=visit)


# 30 of the therapist and 10 of the assistant: 3 units, the last of which is the assistant's. Right: 2 GP, 1 GP CQ.
TEN_LEFT = ("97112", 40, 10)

CASES: list[tuple[Question, str, str]] = [
    (written({}, TEN_LEFT), "97112 × 2 GP; 97112 × 1 GP CQ", "Send it as it stands"),
    (
        written({"written_marked": "0"}, TEN_LEFT),
        "97112 × 3 GP",
        "Put the assistant's modifier on 1 of the 3 units of 97112",
    ),
    (
        written({"written_units": "4", "written_marked": "2"}, TEN_LEFT),
        "97112 × 2 GP; 97112 × 2 GP CQ",
        "Bill 3 units of 97112, and put the assistant's modifier on 1 of the 3 units of 97112",
    ),
    (written({"written_therapy": "GO"}, TEN_LEFT), "97112 × 2 GO; 97112 × 1 GO CQ", "Use GP on every line"),
    (written({"written_therapy": "none"}, TEN_LEFT), "97112 × 2; 97112 × 1 CQ", "Use GP on every line"),
    (written({"written_mark": "CO"}, TEN_LEFT), "97112 × 2 GP; 97112 × 1 GP CO", "Use CQ for the assistant"),
    (written({"written_kx": "yes"}, TEN_LEFT), "97112 × 2 GP KX; 97112 × 1 GP CQ KX", "Take KX off"),
    (written({"written_kx": "no"}, TEN_LEFT, year_to_date=2500), "97112 × 2 GP; 97112 × 1 GP CQ", "Add KX"),
    # 97530 and 97140 have no edit in 2026.
    (
        written({"written_code": "97140", "written_separate": "59"}, ("97530", 15, 0), ("97140", 15, 0)),
        "97530 × 1 GP; 97140 × 1 GP 59",
        "Take the modifier for separate services off 97140",
    ),
    # 97750 is column 2 beside 97530; done at other minutes, it takes 59.
    (
        written(
            {"written_code": "97750", "written_separate": "none"},
            ("97530", 15, 0),
            ("97750", 15, 0),
            separate=[{"codes": ["97530", "97750"], "because": "minutes"}],
        ),
        "97530 × 1 GP; 97750 × 1 GP",
        "Add 59 to 97750",
    ),
]


@pytest.mark.parametrize(("question", "shown", "change"), CASES)
def test_the_change_is_the_one_worked_by_hand(question: Question, shown: str, change: str) -> None:
    assert str(Written(question)) == shown
    ask = ASKS["claim-fix"]
    key = ask.key(question)
    assert ask.write(question, key.value) == change
    assert key.feedback


@pytest.mark.parametrize(("question", "shown", "change"), CASES)
def test_whoever_trusts_a_claim_sends_it_as_it_stands(question: Question, shown: str, change: str) -> None:
    assert wrong_values("claim-trusted", question) == ([] if change == "Send it as it stands" else [()])


def test_a_wrong_method_corrects_the_claim_to_its_own() -> None:
    """Whoever lets the longer share decide sees nothing to mark, and finds the right claim wrong."""
    write = ASKS["claim-fix"].write
    right = written({}, TEN_LEFT)
    assert [write(right, value) for value in wrong_values("more-minutes-decide", right)] == [
        "Take the assistant's modifier off 97112"
    ]
    unmarked = written({"written_marked": "0"}, TEN_LEFT)
    assert [write(unmarked, value) for value in wrong_values("more-minutes-decide", unmarked)] == ["Send it as it stands"]


# OT, 3 units of which the assistant has one: right is GO with CO on 1. It was written with GP and without CO.
TWO_FAULTS = written({"written_therapy": "GP", "written_marked": "0"}, TEN_LEFT, discipline="OT")


def test_one_of_two_faults_is_not_all() -> None:
    write = ASKS["claim-fix"].write
    assert {write(TWO_FAULTS, value) for value in wrong_values("half-corrected", TWO_FAULTS)} == {
        "Put the assistant's modifier on 1 of the 3 units of 97112",
        "Use GO on every line",
    }
    assert wrong_values("half-corrected", written({"written_marked": "0"}, TEN_LEFT)) == []


def test_what_was_right_may_be_corrected_instead() -> None:
    write = ASKS["claim-fix"].write
    one_fault = written({"written_marked": "0"}, TEN_LEFT)
    assert {write(one_fault, value) for value in wrong_values("another-thing-corrected", one_fault)} == {
        "Add KX",
        "Use GO on every line",
    }


def test_every_method_has_a_case() -> None:
    assert set(CLAIM_CHECKS) == {"claim-trusted", "half-corrected", "another-thing-corrected"}
