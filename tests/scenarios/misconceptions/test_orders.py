"""Wrong orders, each set by hand: the family of orders."""

from __future__ import annotations

from typing import Any

import pytest

from macros.scenarios.misconceptions.orders import OF_ORDERS
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import made_up, wrong_values


def appeals(levels: str) -> Question:
    return made_up("appeal-order", {"levels": levels})


def visit(ask: str, minutes: dict[str, int]) -> Question:
    services = [{"code": code, "minutes": count} for code, count in minutes.items()]
    return made_up(ask, visit={"payer_rule": "medicare", "services": services})


# From March 2, 2026, at Mondays, Wednesdays and Fridays: the report by March 23, the certification by April 1, the
# recertification by May 31.
DUE = made_up("due-order", {"day": "2026-03-02", "every": "2 2 3", "events": "certification recertification progress-report"})
# 47 minutes of 97112 leave 2 after 45, 23 of 97110 leave 8 after 15, 35 of 97140 leave 5 after 30.
RESTS = visit("rest-order", {"97112": 47, "97110": 23, "97140": 35})
# 10 minutes leave all 10.
WITH_UNTIMED = visit("rest-order", {"97112": 18, "97110": 22, "97140": 10, "G0283": 40})
SAME_MINUTES = visit("rest-order", {"97112": 20, "97110": 20, "97140": 23})

CASES: list[tuple[str, Question, list[Any]]] = [
    ("order-reversed", appeals("council redetermination hearing"), [("council", "hearing", "redetermination")]),
    ("order-reversed", DUE, [("recertification", "certification", "progress-report")]),
    ("order-reversed", RESTS, [("97112", "97140", "97110")]),
    (
        "neighbors-swapped",
        appeals("court redetermination hearing reconsideration"),
        [
            ("reconsideration", "redetermination", "hearing", "court"),
            ("redetermination", "hearing", "reconsideration", "court"),
            ("redetermination", "reconsideration", "court", "hearing"),
        ],
    ),
    (
        "neighbors-swapped",
        DUE,
        [("certification", "progress-report", "recertification"), ("progress-report", "recertification", "certification")],
    ),
    ("neighbors-swapped", RESTS, [("97140", "97110", "97112"), ("97110", "97112", "97140")]),
    ("minutes-ranked", RESTS, [("97112", "97140", "97110")]),
    ("minutes-ranked", WITH_UNTIMED, [("97110", "97112", "97140")]),
    ("minutes-ranked", SAME_MINUTES, []),
]


@pytest.mark.parametrize(("name", "question", "orders"), CASES)
def test_the_wrong_order_is_the_one_set_by_hand(name: str, question: Question, orders: list[Any]) -> None:
    assert wrong_values(name, question) == orders


def test_practice_expenses_turned_around_begin_with_the_lowest() -> None:
    # In 2019 the practice expense of 97530 was 0.67, of 97112 0.47, and of 97110 0.40.
    question = made_up("expense-order", {"codes": "97112 97110 97530", "day": "2019-03-04"})
    assert wrong_values("order-reversed", question) == [("97110", "97112", "97530")]
    assert wrong_values("neighbors-swapped", question) == [("97112", "97530", "97110"), ("97530", "97110", "97112")]


def test_every_wrong_order_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(OF_ORDERS)
