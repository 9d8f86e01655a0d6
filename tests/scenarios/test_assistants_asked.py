"""Keys about assistants, held to a second way to work them out: minute by minute, as CMS tells it."""

from __future__ import annotations

import pytest

from macros.scenarios.asks import ASKS
from macros.scenarios.asks.assistants import Limit, most_minutes, units_marked
from tests.scenarios.misconceptions.made_up import about, made_up, visit
from tests.scenarios.money_checks import marked_by_hand


@pytest.mark.parametrize("therapist", range(8, 30))
def test_the_most_minutes_after_the_therapist_are_those_of_a_count_minute_by_minute(therapist: int) -> None:
    question = about(therapist=str(therapist))
    most = 0
    while marked_by_hand(therapist, most + 1) == 0:
        most += 1
    settled = marked_by_hand(therapist, most + 1) is not None and most > 0
    ask = ASKS["assistant-most"]
    assert ask.settled is not None
    assert ask.settled(question) is settled
    if settled:
        assert ask.key(question).value == most


@pytest.mark.parametrize("allowed", [0, 1])
@pytest.mark.parametrize("whole", range(15, 61))
def test_the_most_minutes_of_a_visit_are_those_of_a_count_minute_by_minute(whole: int, allowed: int) -> None:
    question = about(whole=str(whole), allowed=str(allowed))
    most: int | None = None
    for assistant in range(whole + 1):
        marked = marked_by_hand(whole - assistant, assistant)
        if marked is None or marked > allowed:
            most = None if marked is None else assistant - 1
            break
    ask = ASKS["assistant-most"]
    assert ask.settled is not None
    assert ask.settled(question) is (most is not None and most > 0)
    if most:
        assert ask.key(question).value == most
        assert ASKS["assistant-plan"].key(about(whole=str(whole), allowed=str(allowed))).value == (whole - most, most)


@pytest.mark.parametrize("whole", [20, 30, 40, 50, 60])
def test_a_tenth_of_a_group_is_still_unmarked(whole: int) -> None:
    assert ASKS["assistant-most"].key(about(whole=str(whole), timed="no")).value == whole // 10


def test_a_limit_that_no_source_settles_has_no_answer() -> None:
    """A group of 45: 4 minutes are 9 percent; 5 are 11 percent, and 4.5 minutes rounded are 5 too."""
    question = about(whole="45", timed="no")
    limit = Limit(timed=False, allowed=0, whole=45)
    assert most_minutes(limit, lambda units, therapist, own, timed: units_marked(units, therapist, own, timed, question)) is None


VERDICTS: list[tuple[tuple[str, int, int], tuple[int, int, str]]] = [
    (("97112", 40, 10), (1, 3, "MoreThanTenth")),  # 30 and 10: two blocks, and 10 minutes of the assistant alone
    (("97112", 30, 5), (0, 2, "EightMinutes")),  # 25 and 5: 10 of the therapist are left
    (("97112", 35, 20), (1, 2, "OwnBlocks")),  # 15 and 20: a block of each
    (("97112", 26, 13), (1, 2, "OneOfTwo")),  # 13 and 13
    (("97112", 40, 15), (1, 3, "NoPart")),  # 25 and 15: a block of each, and 10 of the therapist alone
    (("97150", 40, 5), (1, 1, "UntimedMarked")),
    (("97150", 40, 4), (0, 1, "UntimedUnmarked")),
]


@pytest.mark.parametrize(("service", "verdict"), VERDICTS)
def test_the_verdict_names_the_reason_that_decides(service: tuple[str, int, int], verdict: tuple[int, int, str]) -> None:
    assert ASKS["assistant-verdict"].key(visit(service)).value == verdict


TASKS = {
    ("no", "no"): "assistant",
    ("yes", "no"): "therapist",
    ("no", "yes"): "therapist",
    ("yes", "yes"): "therapist",
}


@pytest.mark.parametrize(("judges", "evaluates"), TASKS)
def test_an_assistant_neither_judges_nor_evaluates(judges: str, evaluates: str) -> None:
    question = made_up("assistant-task", given={"judges": judges, "evaluates": evaluates})
    assert ASKS["assistant-task"].key(question).value == TASKS[judges, evaluates]


@pytest.mark.parametrize("ask", ["assistant-units", "claim-corrected"])
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("together", "The 9 minutes in which both treat the patient together count as the therapist's."),
        ("alone", "The 9 minutes in which the assistant treats alone count as the assistant's, whoever supervises."),
        ("nobodys", "The 9 minutes in which neither of them treats the patient are left out before units are counted."),
    ],
)
def test_the_first_step_says_whose_the_minutes_are_that_the_stem_tells_of(named: str, said: str, ask: str) -> None:
    given = {"together": "0", "alone": "0", "nobodys": "0", named: "9"}
    shared = {"payer_rule": "medicare", "year_to_date": 0, "services": [{"code": "97112", "minutes": 30, "assistant": 12}]}
    told = made_up(ask, given, visit=shared)
    assert ASKS[ask].key(told).explanation[0] == said
    untold = made_up(ask, visit=shared)
    assert ASKS[ask].key(told).explanation[1:] == ASKS[ask].key(untold).explanation
