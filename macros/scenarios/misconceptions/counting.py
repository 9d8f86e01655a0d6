"""What the families about units share: a wrong count of the visit, and the answers that follow from it.

A method takes the question and returns the units it would give each code, with what to say about it; None where it does
not apply. The claim, its total or its timed minutes become the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.scenarios.asks.counting import claim_of
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question


@dataclass(frozen=True)
class WrongCount:
    """The units of each code by a wrong method, and the feedback. `timed_total` are minutes, where it adds up other ones."""

    units: Mapping[str, int]
    feedback: str
    timed_total: int | None = None


Method = Callable[[Question], WrongCount | None]
CLAIMS_AND_TOTALS = frozenset({"claim", "every-claim", "total-units"})
"""The asks that every wrong count can answer."""


def timed_minutes(question: Question) -> dict[str, int]:
    """The minutes of each timed code, services of one code added up."""
    return question.timed


def untimed_minutes(question: Question) -> dict[str, int]:
    """The minutes of each untimed code."""
    return {service.code: service.minutes for service in question.services if not service.timed}


def whole_claim(question: Question, timed_units: Mapping[str, int]) -> dict[str, int]:
    """The units of the timed codes, and one unit of each untimed code."""
    return {**timed_units, **dict.fromkeys(untimed_minutes(question), 1)}


Redistribution = Callable[[Mapping[str, int], int], Mapping[str, int] | None]
"""The units of each timed code, by its minutes and the timed units of the day; None where it does not apply."""


def upon_a_count(method: Method, redistribute: Redistribution) -> Callable[[Question, Any], WrongAnswer | None]:
    """The same slip on top of a wrong claim: its timed units, handed out in this way."""

    def upon(question: Question, value: Any) -> WrongAnswer | None:
        first = method(question) if question.scenario.ask == "claim" else None
        if first is None:
            return None
        timed = timed_minutes(question)
        units = redistribute(timed, sum(count for code, count in value if code in timed))
        return None if units is None else WrongAnswer(claim_of(whole_claim(question, units)), first.feedback)

    return upon


def wrong_count(
    name: str,
    title: str,
    method: Method,
    *,
    of_timed_total: bool = False,
    upon: Callable[[Question, Any], WrongAnswer | None] | None = None,
) -> Misconception:
    """The misconception of a wrong count. `of_timed_total`: it comes to other timed minutes, too."""

    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        count = method(question)
        if count is None:
            return []
        if ask == "timed-total":
            return [] if count.timed_total is None else [WrongAnswer(count.timed_total, count.feedback)]
        claim = claim_of(count.units)
        return [WrongAnswer(sum(units for _, units in claim) if ask == "total-units" else claim, count.feedback)]

    asks = CLAIMS_AND_TOTALS | ({"timed-total"} if of_timed_total else set())
    return Misconception(name, title, asks, answers, method, upon)


def wrong_counts(
    methods: Mapping[str, tuple[str, Method]], redistributed: Mapping[str, Redistribution] | None = None
) -> dict[str, Misconception]:
    """The misconceptions of a family by name, from the title and the method of each; some hand out a wrong count, too."""
    upon = {name: upon_a_count(methods[name][1], each) for name, each in (redistributed or {}).items()}
    return {name: wrong_count(name, title, method, upon=upon.get(name)) for name, (title, method) in methods.items()}
