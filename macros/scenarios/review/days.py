"""The days that a question tells of: on all of them clinics, offices and contractors are open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.rules.workdays import SATURDAY, is_workday
from macros.scenarios.asks.deadlines import treatment_days
from macros.scenarios.question import Question
from macros.scenarios.review.fault import Fault

WORKING_DAYS = "draw working days, such as 2026-01-05..2026-03-30"
MONDAYS = f"{WORKING_DAYS} step 7, and let `every` add up to 7"


def closed_day(question: Question) -> Fault | None:
    """The first day of a question on which nobody works. A regular visit may fall on a holiday, but not on a weekend."""
    place = ("vary",) if question.scenario.vary else ("given",)
    for day in _days(question):
        if not is_workday(day):
            kind = f"a {day:%A}" if day.weekday() >= SATURDAY else "a federal holiday"
            return Fault(place, f"[weekend] the question tells of {day.isoformat()}, {kind}", WORKING_DAYS)
    if "every" in question.scenario.given:
        for day in treatment_days(question):
            if day.weekday() >= SATURDAY:
                return Fault(place, f"[weekend] a visit falls on {day.isoformat()}, a {day:%A}", MONDAYS)
    return None


def _days(question: Question) -> Iterator[date]:
    """The service date, and every day that is drawn or given; a plan may end on any day."""
    if question.scenario.visit:
        yield question.day
    drawn = [value for value in question.draw.values() if isinstance(value, str)]
    for text in [*drawn, *(question.given(name) for name in question.scenario.given if name != "plan_ends")]:
        try:
            yield date.fromisoformat(text)
        except ValueError:
            continue
