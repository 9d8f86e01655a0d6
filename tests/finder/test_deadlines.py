"""Deadlines: the browser counts every day of several years as the rules do, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from macros.guide import Guide
from macros.pages.deadline_finder import FIRST, LAST, YEARS, deadline_tables, deadlines_table
from macros.pages.links import Links
from macros.rules import deadlines
from macros.rules.deadline_reasons import LastDay, LastDayIsToday
from macros.rules.deadlines import Deadline, standing
from macros.rules.vocabulary import AppealLevel, DeadlineKind
from macros.rules.workdays import next_workday
from tests.command import ROOT
from tests.finder.conftest import Find
from tests.seeds import daily_seed

LIBRARY = Guide.load(ROOT).library
TABLES = deadline_tables(LIBRARY)
PERIODS = LIBRARY.periods
ONCE: dict[str, Callable[[date], Deadline]] = {
    DeadlineKind.CERTIFICATION: lambda day: deadlines.certification_due(day, periods=PERIODS),
    DeadlineKind.RECERTIFICATION: lambda day: deadlines.recertification_due(day, periods=PERIODS),
    DeadlineKind.RECORDS_REQUEST: lambda day: deadlines.records_request_due(day, periods=PERIODS),
    DeadlineKind.FILING: deadlines.filing_due,
    **{
        level: lambda day, level=level: deadlines.appeal_due(level, day, LIBRARY.appeal_amounts, periods=PERIODS)  # type: ignore[misc]
        for level in AppealLevel
    },
}


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def by_rule(deadline: Deadline, on: date) -> dict[str, Any]:
    """What run.mjs writes of a deadline that is read on a day."""
    assert deadline.due is not None
    left = standing(deadline, on)
    assert left is not None
    return {
        "due": deadline.due.isoformat(),
        "runsTo": deadline.runs_to.isoformat() if deadline.runs_to else None,
        "reasons": [{"text": step.text, "cites": list(step.cites)} for step in deadline.steps],
        "standing": (LastDayIsToday() if isinstance(left, LastDay) else left).text,
    }


@pytest.mark.parametrize("what", ONCE)
def test_every_day_of_four_years_has_the_last_day_of_the_rule(find: Find, what: str) -> None:
    """Read on a day around the last one, where what is said changes; a leap day and the order's exception are among them."""
    random = Random(f"{daily_seed()}, {what}")
    days = every_day(date(2023, 7, 1), date(2027, 6, 30))
    ours = [ONCE[what](day) for day in days]
    on = [deadline.due + timedelta(days=random.randint(-3, 5)) for deadline in ours if deadline.due]
    cases = [{"what": what, "day": day.isoformat(), "on": read.isoformat()} for day, read in zip(days, on, strict=True)]
    theirs = find("deadline", TABLES, cases)
    assert theirs == [by_rule(deadline, read) for deadline, read in zip(ours, on, strict=True)]
    runs_on = {each["runsTo"] is not None for each in theirs}
    assert runs_on == ({True, False} if what == "filing" or what in list(AppealLevel) else {False})


def test_every_workday_of_the_page_is_one_of_the_rules(find: Find) -> None:
    days = every_day(FIRST, date(YEARS[-1], 12, 20))
    assert find("workday", TABLES, [day.isoformat() for day in days]) == [next_workday(day).isoformat() for day in days]
    last = {what: ONCE[what](LAST) for what in ONCE}
    assert all(deadline.due is not None and deadline.due.year < YEARS[-1] for deadline in last.values())


def test_a_plan_that_ends_sooner_is_recertified_sooner(find: Find) -> None:
    first = date(2026, 3, 2)
    ends = every_day(first, first + timedelta(days=120))
    asked = {"what": "recertification", "day": first.isoformat(), "on": "2026-03-02"}
    theirs = find("deadline", TABLES, [{**asked, "planEnds": day.isoformat()} for day in ends])
    assert theirs == [by_rule(deadlines.recertification_due(first, day, periods=PERIODS), first) for day in ends]


def test_a_progress_report_is_due_on_the_treatment_day_that_the_rule_counts(find: Find) -> None:
    """Visits of random weeks, with some missed ones taken out of the calendar: the rule is given the days that were kept."""
    random = Random(f"{daily_seed()}, visits")
    cases, ours = [], []
    for first in every_day(date(2025, 1, 1), date(2026, 12, 31)):
        week = sorted(random.sample(range(7), random.randint(1, 5)))
        report, missed = random.random() < 0.5, random.choice([0, 0, 1, 3])
        begins = first + timedelta(days=1) if report else first
        calendar = [day for day in every_day(begins, first + timedelta(days=140)) if day.isoweekday() % 7 in week]
        calendar = sorted({*calendar, *([] if report else [first])})
        gone = set(random.sample(calendar[1:9], missed))
        kept = [day for day in calendar if day not in gone]
        ours.append(by_rule(deadlines.progress_report_due(kept, first if report else None, periods=PERIODS), first))
        visits = {"day": first.isoformat(), "report": report, "week": week, "missed": missed}
        cases.append({"visits": visits, "on": first.isoformat()})
    assert find("deadline", TABLES, cases) == ours


def test_the_table_has_every_period_with_its_fact() -> None:
    table = deadlines_table(LIBRARY, Links(LIBRARY, "../../"))
    for period in LIBRARY.periods_file.periods:
        assert f"#{period.fact}" in table
        assert str(period.days) in table
    assert "in dispute: $190 in 2025, $200 in 2026" in table
