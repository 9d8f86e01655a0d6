"""The amounts of a question's day, by names that texts may use: an item shows what its answer is worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.rules.payment import Billed, FeeSchedule, price

if TYPE_CHECKING:
    from macros.scenarios.question import Question


class FeesOfDay:
    """`fees["97112"]`: the relative values of a code on the day, and the dollars of a unit in full and reduced."""

    def __init__(self, question: Question):
        self._question = question

    def __getitem__(self, code: str) -> Mapping[str, Decimal]:
        question = self._question
        place = question.given("locality", "national")
        schedule = question.library.tables.schedule
        return question.library.remember(("fees", code, question.day, place), lambda: _fees(schedule, code, question.day, place))


class AmountsOfYear:
    """`year.threshold`, `year.review` and `year.factor` of the day; the last is the one outside a qualifying model.

    `year.work_index`, `year.expense_index` and `year.malpractice_index` are those of `given.locality`, and `year.place` its name.
    """

    def __init__(self, question: Question):
        self._question = question

    def __getitem__(self, name: str) -> Decimal | int | str:
        question = self._question
        if name == "number":
            return question.day.year
        if name == "factor":
            return price([Billed("97112", 1)], question.day, question.library.tables.schedule).factor
        if name.endswith("_index") or name == "place":
            place = next(
                each
                for each in question.library.tables.schedule.localities
                if each.id == question.given("locality") and (each.since is None or each.since <= question.day)
            )
            if name == "place":
                return place.name
            indices = {"work": place.work, "expense": place.practice_expense, "malpractice": place.malpractice}
            return indices[name.removesuffix("_index")]
        amounts = question.library.tables.thresholds[question.day.year]
        return {"threshold": amounts.amount("PT"), "review": amounts.medical_review}[name]


def _fees(schedule: FeeSchedule, code: str, day: date, place: str) -> Mapping[str, Decimal]:
    values = schedule.fees[day.year][code]
    whole, reduced = price([Billed(code, 2)], day, schedule, place).lines[0].amounts
    return {
        "work": values.work,
        "expense": values.practice_expense,
        "malpractice": values.malpractice,
        "whole": whole,
        "reduced": reduced,
    }
