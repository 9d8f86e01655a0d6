"""Dollars and limits on pages: thresholds, fees, worked payments and claims, appeals. Every number comes out of data or rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.pages.data_table import behind, data_table
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.claim import Separate, Visit, claim_for
from macros.rules.limits import MEANING, UnitLimit
from macros.rules.payment import Billed, Price, price
from macros.rules.refused import Refused
from macros.rules.vocabulary import APPEAL_LEVEL_NAMES, AppealLevel, EditTable
from macros.text.wording import dollars

WIDTH = 420
"""Drawing units of the figures."""


@dataclass(frozen=True)
class Column:
    """One column of a column figure, in drawing units from the top left; without an amount it has no height."""

    name: str
    value: str
    x: float
    y: float
    width: float


def thresholds_table(library: Library, links: Links | None = None) -> str:
    """The KX thresholds by year as columns, and as a table with the newest year first."""
    years = library.thresholds.years
    values = [(str(year.year), year.pt_and_slp) for year in years]
    figure = columns("thresholds", "KX threshold for PT and SLP together, by year", values, "Dollars of a calendar year.")
    table = sourced_table(
        library,
        "Amounts of each calendar year above which a line needs KX, and above which Medicare may review",
        ("Year", "PT and SLP together", "OT", "Targeted review"),
        [(year.year, dollars(year.pt_and_slp), dollars(year.ot), dollars(year.medical_review)) for year in years[::-1]],
        (name for year in years[::-1] for name in year.sources),
        years[::-1],
        links,
    )
    return f"{figure}\n{table}"


def limits_table(library: Library) -> str:
    """The unit limits (MUE) of the codes that were looked up, equal ones together; a limit of older tables says so."""
    tables = library.unit_limits.tables
    newest = max(table.as_of for table in tables)
    limits = library.tables.limits
    alike: dict[tuple[str, ...], list[str]] = {}
    for code in sorted({code for _, code in limits}):
        found = [limits.get((table, code)) for table in EditTable]
        most = [_limit(limit, newest) for limit in found]
        meant = dict.fromkeys(f"{limit.indicator}: {MEANING[limit.indicator]}" for limit in found if limit)
        alike.setdefault((*most, "; ".join(meant)), []).append(code)
    rows = [(", ".join(codes), *cells) for cells, codes in alike.items()]
    caption = f"Units of a code for one patient and day, in the tables of {newest}"
    head = ("Codes", "Practitioner", "Hospital outpatient", "Indicator")
    return sourced_table(library, caption, head, rows, (name for table in tables for name in table.sources))


def _limit(limit: UnitLimit | None, newest: date) -> str:
    if limit is None:
        return "not read"
    return str(limit.units) if limit.as_of == newest else f"{limit.units} ({limit.as_of})"


def appeals_table(library: Library) -> str:
    """The levels of appeal with their days, and the amounts in controversy of each year."""
    years = library.thresholds.appeals
    rows = []
    for level in AppealLevel:
        needs = [(year.year, {AppealLevel.HEARING: year.hearing, AppealLevel.COURT: year.court}.get(level)) for year in years]
        amounts = ", ".join(f"{dollars(amount)} in {year}" for year, amount in needs if amount is not None)
        rows.append((APPEAL_LEVEL_NAMES[level], f"{library.periods.appeals[level]} days", amounts or "no amount"))
    names = [*(name for year in years for name in year.sources), *library.facts["N-05"].sources]
    caption = "Levels of appeal: days from receipt of the decision below, and what must be in dispute"
    return sourced_table(library, caption, ("Level", "Time to ask", "In dispute"), rows, names)


def worked_price(library: Library, lines: str, day: str) -> str:
    """Units such as "97112=2 97110=1" priced for a day, with bars of what the reduction takes."""
    billed = []
    for part in lines.split():
        match = re.fullmatch(r"([0-9A-Z]{5})=([0-9]{1,2})", part)
        if not match:
            raise Refused(f"`{part}` is not a line", "write the code, = and its units, such as 97112=2")
        billed.append(Billed(match[1], int(match[2])))
    schedule = library.tables.schedule
    priced = price(billed, date.fromisoformat(day), schedule)
    alone = {line.code: price([Billed(line.code, 1)], date.fromisoformat(day), schedule).total for line in billed}
    return html(
        "worked_price.html.j2",
        figure=_payment_bar(priced, alone, re.sub(r"[^0-9A-Z]+", "-", lines)),
        bars=behind("The bars as a table", _bar_table(priced, alone)),
        steps=[step.text for step in priced.steps],
        lines=priced.lines,
        total=priced.total,
        without=priced.without_reduction,
    )


def worked_claim(library: Library, services: str, day: str, separate: str = "", **fields: object) -> str:
    """A visit such as "97112=15+13 97140=22 97161" (therapist + assistant) as claim lines; `fields` are those of a visit.

    `separate` names two codes whose services the record shows to be separate, and why: "97112 97150 encounter".
    """
    on = date.fromisoformat(day)
    listed, summaries = [], []
    for part in services.split():
        match = re.fullmatch(r"([0-9A-Z]{5})(?:=([0-9]{1,4})(?:\+([0-9]{1,4}))?)?", part)
        if not match:
            raise Refused(f"`{part}` is not a service", "write the code and minutes, such as 97112=15+13, or a code alone")
        therapist, assistant = int(match[2] or 0), int(match[3] or 0)
        listed.append(library.service(match[1], therapist + assistant, assistant, on))
        minutes = f": {therapist} minutes" if match[2] else ""
        of_therapist = f"{therapist} minutes by the therapist and {assistant}" if therapist else f"{assistant} minutes"
        by_both = f": {of_therapist} by the assistant" if assistant else minutes
        summaries.append(f"{match[1]}{by_both}")
    before = fields.pop("year_to_date", None)
    year_to_date = None if before is None else Decimal(str(before))
    apart: tuple[Separate, ...] = ()
    if separate:
        *codes, because = separate.split()
        apart = (Separate(frozenset(codes), because),)
    visit = Visit(on, tuple(listed), year_to_date=year_to_date, separate=apart, **fields)  # type: ignore[arg-type]
    result = claim_for(visit, library.tables)
    so_far = dollars(visit.year_to_date) if visit.year_to_date else "Nothing"
    allowed = "" if visit.year_to_date is None else f" {so_far} was allowed this year before."
    return html(
        "worked_claim.html.j2",
        summary=f"{visit.discipline}, {day}. {'; '.join(summaries)}.{allowed}",
        steps=[step.text for step in result.steps],
        claims=[
            *((lines, _allowed(priced), ()) for lines, priced in zip(result.acceptable, result.prices, strict=True)),
            *((claim.lines, _allowed(claim.price), claim.why) for claim in result.open),
        ],
        warnings=result.warnings,
        unsettled=None if result.open else result.unsettled,
        day=day,
    )


def _allowed(priced: Price | None) -> str:
    return f"${priced.total}. {priced.paid_by}" if priced else ""


def _bar_table(priced: Price, alone: dict[str, Decimal]) -> str:
    """What each bar shows: a unit in full, what the reduction takes, and what is left."""
    rows = [
        (line.code, number, f"${alone[line.code]}", f"${alone[line.code] - amount}", f"${amount}")
        for line in priced.lines
        for number, amount in enumerate(line.amounts, start=1)
    ]
    return data_table("Each unit, in the order of the bars", ("Code", "Unit", "In full", "Taken off", "Allowed"), rows)


def _payment_bar(priced: Price, alone: dict[str, Decimal], key: str) -> str:
    units = [(line.code, amount) for line in priced.lines for amount in line.amounts]
    scale = WIDTH / float(max(alone.values()))
    rows = [
        {
            "code": code,
            "amount": f"${amount}" if amount == alone[code] else f"${amount} of ${alone[code]}",
            "paid": float(amount) * scale,
            "cut": float(alone[code] - amount) * scale,
            "y": i * 48,
        }
        for i, (code, amount) in enumerate(units)
    ]
    return html(
        "payment_bar.svg.j2",
        rows=rows,
        key=key,
        width=WIDTH,
        height=len(rows) * 48,
        title=f"Allowed: ${priced.total}, without the reduction ${priced.without_reduction}",
        described="; ".join(f"{row['code']}: {row['amount']}" for row in rows),
    )


def columns(key: str, title: str, values: Sequence[tuple[str, Decimal | None]], caption: str) -> str:
    """Columns on a scale that begins at zero, so that their heights may be compared. An unknown amount has no column."""
    height, base, top = 190, 166, 24
    step = WIDTH / len(values)
    highest = max(amount for _, amount in values if amount is not None)
    drawn = [
        Column(name, _plain(amount), i * step + 3, base - float((amount or 0) / highest) * (base - top), step - 6)
        for i, (name, amount) in enumerate(values)
    ]
    described = "; ".join(f"{name}: {'not known' if amount is None else dollars(amount)}" for name, amount in values)
    return html(
        "columns.svg.j2",
        key=key,
        title=title,
        described=described,
        columns=drawn,
        caption=caption,
        width=WIDTH,
        height=height,
        base=base,
    )


def _plain(amount: Decimal | None) -> str:
    return "none" if amount is None else dollars(amount).lstrip("$")


def sourced_table(
    library: Library,
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    sources: Iterable[str],
    records: Sequence[Record] = (),
    links: Links | None = None,
) -> str:
    """A table with its sources by name, each once."""
    named = [library.sources[name] for name in dict.fromkeys(sources)]
    return data_table(caption, head, rows, sources=named, records=records, links=links)
