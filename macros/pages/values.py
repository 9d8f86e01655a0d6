"""Single numbers of the data, for running text: what changes with the year is never typed into a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from macros.facts.library import Library
from macros.pages.rates import unit_price, usual_factors
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused
from macros.rules.vocabulary import EditTable
from macros.text.wording import dollars

Value = TypeVar("Value")


def fee(library: Library, code: str, unit: str = "first", year: int | None = None) -> str:
    """Dollars that Medicare allows nationally for a unit of a code outside a facility, at the end of a year.

    The `first` unit is paid in full; a `later` one has half of its practice expense taken off.
    """
    schedule = library.tables.schedule
    factors = usual_factors(schedule)
    year = year or max(factors)
    if year not in factors:
        raise Refused(f"there is no fee for {code} in {year}", "name a year of docs/data/fees.yml")
    return f"${unit_price(schedule, code, factors[year]).of(unit):,.2f}"


def factor(library: Library, year: int | None = None, qualifying: bool = False) -> str:
    """Dollars for one relative value unit, at the end of a year."""
    factors = library.tables.schedule.factors
    year = year or max(known.since.year for known in factors)
    of_year = [known for known in factors if known.since.year == year and bool(known.qualifying) == qualifying]
    if not of_year:
        raise Refused(f"there is no conversion factor for {year}", "name a year of docs/data/fees.yml")
    return f"${max(of_year, key=lambda known: known.until).amount}"


def threshold(library: Library, year: int | None = None, discipline: str = "pt") -> str:
    """Dollars of a calendar year above which a line needs KX: `pt`, which counts SLP too, or `ot`; or the line of `review`."""
    years = {known.year: known for known in library.thresholds.years}
    year = year or max(years)
    if year not in years:
        raise Refused(f"there is no threshold for {year}", "name a year of docs/data/thresholds.yml")
    amounts = {"pt": years[year].pt_and_slp, "ot": years[year].ot, "review": years[year].medical_review}
    return dollars(_named(discipline, amounts))


def days(library: Library, period: str) -> str:
    """Days of a deadline, by its id in docs/data/periods.yml."""
    return str(_named(period, {known.id: known.days for known in library.periods_file.periods}))


def unit_limit(library: Library, code: str, table: str = "practitioner") -> str:
    """Units of a code for one patient and day, in the newest table that was read."""
    limits = {known.value: known for known in EditTable}
    limit = library.tables.limits.get((_named(table, limits), code))
    if limit is None:
        raise Refused(f"there is no unit limit for {code} in {table}", "name a code of docs/data/unit-limits.yml")
    return str(limit.units)


def newest_year(library: Library) -> str:
    """The newest year that the fee schedule was read for."""
    return str(max(library.tables.schedule.fees))


def _named(name: str, known: Mapping[str, Value]) -> Value:
    if name not in known:
        raise Refused(f"there is no `{name}` here", did_you_mean(name, known))
    return known[name]
