"""Days on which the federal government works: a last day to file that falls on any other runs on to the next workday.

Source: 5 U.S.C. 6103 names the legal public holidays; one that falls on a Saturday is kept on the Friday before, on a Sunday
on the Monday after. Days off by executive order are not known here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6

JUNETEENTH_FROM = 2021


def is_workday(day: date) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a federal holiday."""
    return day.weekday() < SATURDAY and day not in days_off(day.year)


def next_workday(day: date) -> date:
    """The day itself where it is a workday, else the first one after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


@cache
def days_off(year: int) -> frozenset[date]:
    """The days of a year on which a holiday is kept; the next January 1 may be one of them."""
    return frozenset(_kept(holiday) for near in (year, year + 1) for holiday in _holidays(near))


def _holidays(year: int) -> list[date]:
    """The legal public holidays of a year, on their own days."""
    days = [
        date(year, 1, 1),
        _nth(year, 1, MONDAY, 3),
        _nth(year, 2, MONDAY, 3),
        _nth(year, 6, MONDAY, 1) - timedelta(days=7),  # the last Monday of May
        date(year, 7, 4),
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        date(year, 11, 11),
        _nth(year, 11, THURSDAY, 4),
        date(year, 12, 25),
    ]
    return [*days, date(year, 6, 19)] if year >= JUNETEENTH_FROM else days


def _kept(holiday: date) -> date:
    shift = {SATURDAY: -1, SUNDAY: 1}.get(holiday.weekday(), 0)
    return holiday + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
