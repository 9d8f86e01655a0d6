"""Federal holidays against calendars typed by hand, and the next workday by properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.workdays import is_workday, next_workday

# The days off on weekdays, as the calendars of these years print them.
CALENDARS = {
    2020: "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25",
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
}

days = st.dates(date(2018, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("year", CALENDARS)
def test_the_holidays_of_a_year(year: int) -> None:
    off = set(CALENDARS[year].split())
    day = date(year, 1, 1)
    while day.year == year:
        assert is_workday(day) == (day.strftime("%a") not in {"Sat", "Sun"} and day.strftime("%m-%d") not in off), day
        day += timedelta(days=1)


@given(days)
def test_the_next_workday_is_the_first_one_that_is_not_before(day: date) -> None:
    found = next_workday(day)
    assert is_workday(found)
    assert 0 <= (found - day).days <= 4
    assert not any(is_workday(day + timedelta(days=ahead)) for ahead in range((found - day).days))
