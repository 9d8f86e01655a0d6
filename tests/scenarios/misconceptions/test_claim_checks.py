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
    return made_up("claim-corrected", given=given, visit=visit)


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
        "Bill 3 units of 97112 and put the assistant's modifier on 1 of the 3 units of 97112",
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
    ask = ASKS["claim-corrected"]
    key = ask.key(question)
    assert key.explanation[-1] == f"The claim read {shown}. {change}."
    (right,) = key.value
    assert (ask.write(question, right) == shown) == (change == "Send it as it stands")


@pytest.mark.parametrize(("question", "shown", "change"), CASES)
def test_whoever_trusts_a_claim_sends_it_as_it_stands(question: Question, shown: str, change: str) -> None:
    trusted = [ASKS["claim-corrected"].write(question, value) for value in wrong_values("claim-trusted", question)]
    assert trusted == ([] if change == "Send it as it stands" else [shown])


def test_a_wrong_method_corrects_the_claim_to_its_own() -> None:
    """Whoever lets the longer share decide sees nothing to mark, whatever was written."""
    write = ASKS["claim-corrected"].write
    for question in (written({}, TEN_LEFT), written({"written_marked": "0"}, TEN_LEFT)):
        assert [write(question, value) for value in wrong_values("more-minutes-decide", question)] == ["97112 × 3 GP"]


def test_every_method_has_a_case() -> None:
    assert set(CLAIM_CHECKS) == {"claim-trusted"}


def test_a_written_claim_can_be_filled_in_as_it_should_go_out() -> None:
    """The right claim of 40 minutes, 10 of them the assistant's; whoever trusts the written one fills that in."""
    question = made_up("claim-corrected", given=ONE_MARK_LACKS, visit=FORTY)
    key = ASKS["claim-corrected"].key(question)
    assert key.value == ((("97112", 2, ("GP",)), ("97112", 1, ("GP", "CQ"))),)
    assert key.explanation[-1] == "The claim read 97112 × 3 GP. Put the assistant's modifier on 1 of the 3 units of 97112."
    assert wrong_values("claim-trusted", question) == [(("97112", 3, ("GP",)),)]
    assert wrong_values("claim-trusted", made_up("claim-corrected", given={}, visit=FORTY)) == []


ONE_MARK_LACKS = {"written_marked": "0"}
FORTY = {
    "payer_rule": "medicare",
    "service_date": "2026-03-02",
    "year_to_date": 0,
    "services": [{"code": "97112", "minutes": 40, "assistant": 10}],
}
