"""What Medicare allows for a unit: by year, by code, by place, and as proposed. All from the parts of the fee schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Literal

from macros.facts.library import Library
from macros.pages.amounts import columns, sourced_table
from macros.pages.data_table import behind
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.payment import CENT, MEDICARE_SHARE, NATIONAL, Billed, ConversionFactor, FeeSchedule, Locality, price
from macros.rules.refused import Refused

KINDS = {None: "", True: ", qualifying payment model", False: ", all others"}
SHOWN = 3
"""How many of the lowest and of the highest places stand in the table."""


@dataclass(frozen=True)
class UnitPrice:
    """Dollars of a unit that is paid in full, and of one that keeps half of its practice expense."""

    full: Decimal
    reduced: Decimal

    def of(self, unit: str) -> Decimal:
        """The `first` unit of a day, or a `later` one."""
        if unit not in ("first", "later"):
            raise Refused(f"`{unit}` is no unit", "write first or later")
        return self.full if unit == "first" else self.reduced


@dataclass(frozen=True)
class PlacePrice:
    """A unit's price in one place, with the place's state."""

    place: Locality
    state: str
    unit: UnitPrice


def rates_chart(library: Library, code: str, links: Links | None = None) -> str:
    """A code's national fee by year as columns, with every conversion factor in the table behind them.

    A year with thresholds and no fee, such as 2018, stands there without a column: it is not known, and it is not nothing.
    """
    schedule = library.tables.schedule
    usual = usual_factors(schedule)
    years = sorted({*usual, *(year.year for year in library.thresholds.years)})
    first = {year: unit_price(schedule, code, usual[year]).full if year in usual else None for year in years}
    figure = columns(
        "rates",
        f"National Medicare fee of a first unit of {code}, by year",
        [(str(year), first[year]) for year in years],
        "Dollars at the end of each year, outside a qualifying payment model. The columns begin at zero.",
    )
    return f"{figure}\n{behind('Every factor, and what a later unit is worth', fees_table(library, code, links))}"


def fees_table(library: Library, code: str, links: Links | None = None) -> str:
    """A code's relative values and fee under each conversion factor, the newest first, in full and reduced."""
    schedule = library.tables.schedule
    rows = []
    factors = library.fees.conversion_factors[::-1]
    for factor in schedule.factors[::-1]:
        unit, fee = unit_price(schedule, code, factor), schedule.fees[factor.since.year][code]
        whole_year = (factor.since.month, factor.until.month) == (1, 12) and factor.since.year == factor.until.year
        when = str(factor.since.year) if whole_year else f"{factor.since} to {factor.until}"
        values = f"{fee.work} + {fee.practice_expense} + {fee.malpractice}"
        rows.append((f"{when}{KINDS[factor.qualifying]}", values, factor.amount, f"${unit.full}", f"${unit.reduced}"))
    names = [name for row in factors for name in row.sources]
    return sourced_table(
        library,
        f"What Medicare allows nationally for a unit of {code}",
        ("Service date", "Work + practice expense + malpractice", "Conversion factor", "In full", "Reduced"),
        rows,
        [*names, *(name for year in library.fees.fees for name in year.sources)],
        factors,
        links,
    )


def rates_by_code(library: Library, codes: str, links: Links | None = None) -> str:
    """The newest year's national fee of codes such as "97110 97112"."""
    schedule, factor = library.tables.schedule, _newest(library)
    year = library.fees.fees[-1]
    rows = []
    for code in codes.split():
        unit = unit_price(schedule, code, factor)
        rows.append((code, library.codes[code].name, f"${unit.full}", f"${unit.reduced}"))
    caption = f"What Medicare allows nationally for a unit in {year.year}, outside a qualifying payment model"
    return sourced_table(library, caption, ("Code", "What it is", "In full", "Reduced"), rows, year.sources, (), links)


def rates_by_place(library: Library, code: str, links: Links | None = None) -> str:
    """The places where a unit is allowed least and most, with the national average between them."""
    prices = sorted(_by_place(library, code), key=lambda found: (found.unit.full, found.place.name))
    national = unit_price(library.tables.schedule, code, _newest(library))
    ends = [
        *((found.place.name, found.unit) for found in prices[:SHOWN]),
        ("National average", national),
        *((found.place.name, found.unit) for found in prices[-SHOWN:]),
    ]
    rows = [(name, f"${unit.full}", f"${unit.reduced}") for name, unit in ends]
    caption = f"{code} in {_newest(library).since.year}: the {SHOWN} lowest and the {SHOWN} highest of {len(prices)} places"
    names = [name for row in library.fees.localities for name in row.sources]
    return sourced_table(library, caption, ("Place", "In full", "Reduced"), rows, names, (), links)


def place_picker(library: Library, code: str, links: Links) -> str:
    """A list of every place; the fee of the one that is chosen stands under it. The script only shows what stands here."""
    prices = _by_place(library, code)
    states = [(state, list(group)) for state, group in groupby(prices, key=lambda found: found.state)]
    national = PlacePrice(NATIONAL, "", unit_price(library.tables.schedule, code, _newest(library)))
    year = _newest(library).since.year
    return html("place_picker.html.j2", code=code, national=national, states=states, year=year, linked=links.top)


def proposed_rates(library: Library, code: str, links: Links | None = None) -> str:
    """What a unit would be allowed at factors that are proposed, by the newest relative values. Every amount says so."""
    if not library.fees.proposed_factors:
        raise Refused("there is no proposed factor in docs/data/fees.yml", "take the macro out of the page")
    schedule, newest = library.tables.schedule, _newest(library)
    rows = []
    for proposed in library.fees.proposed_factors:
        unit = unit_price(schedule, code, replace(newest, amount=proposed.amount))
        kind = KINDS[proposed.kind == "qualifying"].removeprefix(", ")
        amounts = (f"{amount} (proposed)" for amount in (proposed.amount, f"${unit.full}", f"${unit.reduced}"))
        rows.append((f"{proposed.year}, {kind}", *amounts))
    caption = f"PROPOSED, not final: {code} at the relative values of {newest.since.year}"
    names: Iterable[str] = [name for row in library.fees.proposed_factors for name in row.sources]
    head = ("Year", "Conversion factor", "In full", "Reduced")
    return sourced_table(library, caption, head, rows, names, library.fees.proposed_factors, links)


def patient_share(library: Library, code: str, unit: Literal["first", "later"] = "first") -> str:
    """The patient's part of a unit of the newest year, with the deductible met: of one paid in full, or of a later one."""
    allowed = unit_price(library.tables.schedule, code, _newest(library)).of(unit)
    return f"${(allowed * (1 - MEDICARE_SHARE)).quantize(CENT, ROUND_HALF_UP)}"


def unit_price(schedule: FeeSchedule, code: str, factor: ConversionFactor, place: Locality = NATIONAL) -> UnitPrice:
    """What a unit of a code is allowed under one factor: as the day's first, paid in full, and as a later one of the day."""
    if code not in schedule.fees.get(factor.since.year, {}):
        raise Refused(f"there is no fee for {code} in {factor.since.year}", "name another code")
    only = FeeSchedule(schedule.fees, (factor,), schedule.localities)
    (line,) = price([Billed(code, 2)], factor.since, only, place.id, qualifying=factor.qualifying is True).lines
    return UnitPrice(*line.amounts)


def usual_factors(schedule: FeeSchedule) -> dict[int, ConversionFactor]:
    """The last factor of each year, the newest last, for those who take part in no qualifying payment model."""
    return {factor.until.year: factor for factor in schedule.factors if factor.qualifying is not True}


def _newest(library: Library) -> ConversionFactor:
    return list(usual_factors(library.tables.schedule).values())[-1]


def _by_place(library: Library, code: str) -> Sequence[PlacePrice]:
    schedule, factor = library.tables.schedule, _newest(library)
    states = {row.id: row.state for row in library.fees.localities}
    on: date = factor.since
    return [
        PlacePrice(place, states[place.id], unit_price(schedule, code, factor, place))
        for place in schedule.localities
        if (place.since or on) <= on <= (place.until or on)
    ]
