"""Wrong counts of units, each worked by hand: the families of rounding, remainders and untimed codes."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.remainders import REMAINDERS
from macros.scenarios.misconceptions.rounding import ROUNDING
from macros.scenarios.misconceptions.untimed import UNTIMED
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import made_up


def visit(rule: str, minutes: dict[str, int]) -> Question:
    services = [{"code": code, "minutes": count} for code, count in minutes.items()]
    return made_up("claim", visit={"payer_rule": rule, "services": services})


CASES: list[tuple[str, str, dict[str, int], dict[str, int] | None]] = [
    # 24 + 23 = 47 minutes are 3 units in all; by itself each code has 1 block of 15 and 9 or 8 left over.
    ("midpoint", "medicare", {"97112": 24, "97110": 23}, {"97112": 2, "97110": 2}),
    ("midpoint", "medicare", {"97112": 23, "97110": 22}, {"97112": 2, "97110": 1}),
    ("midpoint", "midpoint", {"97112": 24, "97110": 23}, None),
    # 20 + 10 = 30 minutes are 2 units; the second goes to the 10 left over, not to the 5.
    ("pool-minutes", "midpoint", {"97112": 20, "97110": 10}, {"97112": 1, "97110": 1}),
    ("pool-minutes", "medicare", {"97112": 20, "97110": 10}, None),
    ("drop-remainders", "medicare", {"97112": 24, "97110": 14}, {"97112": 1}),
    ("round-each-up", "medicare", {"97112": 16, "97110": 15}, {"97112": 2, "97110": 1}),
    ("unit-each-eight", "medicare", {"97112": 24, "97110": 23}, {"97112": 3, "97110": 2}),
    ("boundary-off-by-one", "medicare", {"97112": 23}, {"97112": 1}),
    ("boundary-off-by-one", "medicare", {"97112": 24}, {"97112": 2}),
    ("boundary-off-by-one", "medicare", {"97112": 23, "97110": 8}, None),
    ("full-fifteen", "medicare", {"97112": 29}, {"97112": 1}),
    # 38 minutes hold 15 twice: a block of 97112, and one for the 14 that it leaves over.
    ("full-fifteen", "medicare", {"97112": 29, "97110": 9}, {"97112": 2}),
    ("full-fifteen", "midpoint", {"97112": 29}, None),
    ("one-for-every-service", "medicare", {"97112": 34, "97110": 4}, {"97112": 2, "97110": 1}),
    # 46 minutes begin a fourth quarter hour: a block each, and one for the 9 and one for the 7 that are left over.
    ("day-rounded-up", "medicare", {"97112": 24, "97110": 22}, {"97112": 2, "97110": 2}),
    ("day-rounded-up", "midpoint", {"97112": 24}, None),
    # Without the 6 minutes of 97110, 20 make 1 unit; with them 26 make 2.
    ("short-left-out", "medicare", {"97112": 20, "97110": 6}, {"97112": 1}),
    ("short-left-out", "medicare", {"97112": 20, "97110": 8}, None),
    ("short-left-out", "medicare", {"97112": 6}, None),
    ("all-on-one-code", "medicare", {"97112": 24, "97110": 23}, {"97112": 3}),
    ("all-on-one-code", "medicare", {"97112": 24}, None),
    # 31 + 22 = 53 minutes are 4 units, 3 of them full blocks; left over are 1 and 7.
    ("most-minutes-wins", "medicare", {"97112": 31, "97110": 22}, {"97112": 3, "97110": 1}),
    ("most-minutes-wins", "medicare", {"97112": 30, "97110": 15}, None),
    ("smallest-rest-wins", "medicare", {"97112": 24, "97110": 23}, {"97112": 1, "97110": 2}),
    ("smallest-rest-wins", "midpoint", {"97112": 24, "97110": 23}, None),
    # 20 timed and 25 untimed minutes: 45 would be 3 units.
    ("untimed-in-total", "medicare", {"97112": 20, "G0283": 25}, {"97112": 3, "G0283": 1}),
    ("untimed-by-minutes", "medicare", {"97112": 20, "G0283": 25}, {"97112": 1, "G0283": 2}),
    ("untimed-forgotten", "medicare", {"97112": 20, "G0283": 25}, {"97112": 1}),
    ("untimed-forgotten", "medicare", {"97112": 20}, None),
]


@pytest.mark.parametrize(("name", "rule", "minutes", "units"), CASES)
def test_the_wrong_count_is_the_one_worked_by_hand(
    name: str, rule: str, minutes: dict[str, int], units: dict[str, int] | None
) -> None:
    question = visit(rule, minutes)
    claims = [answer.value for answer in MISCONCEPTIONS[name].answers(question, "claim")]
    totals = [answer.value for answer in MISCONCEPTIONS[name].answers(question, "total-units")]
    assert claims == ([] if units is None else [tuple(sorted(units.items()))])
    assert totals == ([] if units is None else [sum(units.values())])


@pytest.mark.parametrize(("name", "total"), [("untimed-in-total", 45), ("untimed-by-minutes", 25)])
def test_the_wrong_timed_minutes(name: str, total: int) -> None:
    answers = MISCONCEPTIONS[name].answers(visit("medicare", {"97112": 20, "G0283": 25}), "timed-total")
    assert [answer.value for answer in answers] == [total]


def test_an_untimed_code_can_be_left_out_of_a_wrong_claim_too() -> None:
    upon = MISCONCEPTIONS["untimed-forgotten"].upon
    assert upon is not None
    second = upon(visit("medicare", {"97112": 20, "G0283": 25}), (("97112", 3), ("G0283", 1)))
    assert second is not None
    assert second.value == (("97112", 3),)


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("all-on-one-code", {"97112": 4}),
        ("most-minutes-wins", {"97112": 3, "97110": 1}),
        ("smallest-rest-wins", {"97112": 2, "97110": 2}),
    ],
)
def test_the_units_of_a_wrong_count_are_handed_out_wrongly(name: str, second: dict[str, int]) -> None:
    """40 and 19 minutes: 3 full blocks, 10 and 4 left over. The first slip came to 4 units, on whatever codes."""
    plain = {"payer_rule": "medicare", "services": [{"code": "97112", "minutes": 40}, {"code": "97110", "minutes": 19}]}
    upon = MISCONCEPTIONS[name].upon
    assert upon is not None
    made = upon(made_up("claim", visit=plain), (("97112", 1), ("97110", 3)))
    assert made is not None
    assert dict(made.value) == second
    assert upon(made_up("total-units", visit=plain), 4) is None


def test_every_wrong_count_has_a_case() -> None:
    assert {name for name, *_ in CASES} == {*ROUNDING, *REMAINDERS, *UNTIMED}
