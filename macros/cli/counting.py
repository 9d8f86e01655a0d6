"""Units and edits, asked by code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.cli.bad_input import BadInput, day_of, list_of, told_in_one_line

if TYPE_CHECKING:
    from macros.facts.countable import CountingTables
    from macros.rules.assistants import SplitUnits
    from macros.rules.edits import EditAnswer
    from macros.rules.units import UnitsResult
    from macros.rules.visit import Service


@click.command()
@click.argument("services", nargs=-1, metavar="CODE=MINUTES...")
@click.option("--rule", default="medicare", show_default=True, help="medicare, midpoint or capped-midpoint.")
@click.option("--on", "day", help="The service date, by which CQ and CO are decided, such as 2026-03-02.  [default: today]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def units(root: Path, services: tuple[str, ...], rule: str, day: str | None, as_json: bool) -> None:
    """Count the units of one patient's day, such as: guide units 97112=24 97110=23

    \b
    Minutes or clock times, parted by spaces, commas, semicolons or lines:
      guide units 97112=24,97110="23 min"
      guide units "97112=9:00 AM to 9:24 AM; 97110=9:24 AM-9:47 AM"
    Minutes of an assistant apart from the therapist, with CQ (or CO):
      guide units 97112=15 97112:CQ=13
    A pasted list, from standard input:
      guide units - < times.txt
    """
    from macros.facts.countable import CountingTables
    from macros.inputs.typed import read_services, services_of
    from macros.reading.hint import did_you_mean
    from macros.rules.units import MEDICARE, RULES, count_units

    if rule not in RULES:
        raise BadInput(f"there is no rule `{rule}`; {did_you_mean(rule, RULES)}")
    on = day_of(day) if day else date.today()
    with told_in_one_line("write services such as 97112=24 97110=23"):
        typed = read_services(list_of(services))
        tables = _tables(root) if typed else CountingTables({}, frozenset(), {}, {})
        visit = services_of(typed, tables.codes, tables.real)
        counted = count_units(visit, rule)
    order = list(dict.fromkeys(service.code for service in visit))
    warnings = _not_as_counted(tables, counted) if rule == MEDICARE else []
    claims = [{code: claim[code] for code in order if code in claim} for claim in counted.acceptable]
    mark = next((service.mark for service in typed if service.mark), "")
    shares = [_shares(visit, claim, on, mark) for claim in claims] if mark and rule == MEDICARE else []
    parted = [share for claim in shares for share in claim.values()]
    steps = list(dict.fromkeys([*counted.steps, *(step for share in parted for step in share.steps)]))
    unsettled = list(dict.fromkeys(reason for reason in (counted.unsettled, *(share.unsettled for share in parted)) if reason))
    if as_json:
        data = {
            "rule": counted.rule,
            "total_timed_minutes": counted.total_timed_minutes,
            "acceptable": claims,
            "with_modifier": [{code: share.with_modifier for code, share in claim.items()} for claim in shares],
            "open": [{code: share.open for code, share in claim.items() if share.open} for claim in shares],
            "steps": [step.text for step in steps],
            "warnings": warnings,
            "unsettled": " ".join(reason.text for reason in unsettled) or None,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for step in steps:
        click.echo(f"  {step.text}")
    for claim, share in zip(claims, shares or [{} for _ in claims], strict=True):
        lines = [line for code, count in claim.items() for line in _lines(code, count, share.get(code), mark)]
        click.echo(", ".join(lines) or "Nothing is billed.")
    for warning in warnings:
        click.echo(f"Mind: {warning}")
    if mark and rule != MEDICARE:
        click.echo(f"Mind: which units carry {mark} is the payer's own; only the units are counted here.")
    for reason in unsettled:
        click.echo(f"Unsettled: {reason}")


def _not_as_counted(tables: CountingTables, counted: UnitsResult) -> list[str]:
    """What Medicare does not pay as it was counted: codes that it wants by another name or not at all, units above a limit."""
    from macros.rules.coverage import not_as_billed

    reasons = (reason for claim in counted.acceptable for reason in not_as_billed(claim, tables.not_paid_as_is, tables.limits))
    return list(dict.fromkeys(map(str, reasons)))


def _tables(root: Path) -> CountingTables:
    """What counting needs; the whole guide is read only where it is not kept."""
    from macros.reading.kept import Kept

    def read() -> CountingTables:
        from macros.guide import Guide

        return Guide.load(root).library.counting

    return Kept(root).result("counting tables", read)


def _shares(visit: Sequence[Service], claim: Mapping[str, int], on: date, mark: str) -> dict[str, SplitUnits]:
    """The units of each code of a claim, parted by who provided them."""
    from macros.rules.assistants import shared_units

    by_code = {code: [service for service in visit if service.code == code] for code in claim}
    return {code: shared_units(by_code[code], units, on, mark) for code, units in claim.items()}


def _lines(code: str, units: int, share: SplitUnits | None, mark: str) -> list[str]:
    """The units of a code as `guide price` reads them: those with the assistant's modifier apart."""
    if share is None:
        return [f"{code} × {units}"]
    parts = ((code, share.without, ""), (f"{code}:{mark}", share.with_modifier, ""), (code, share.open, f" ({mark} not settled)"))
    return [f"{name} × {count}{note}" for name, count, note in parts if count]


@click.command()
@click.argument("first", metavar="CODE")
@click.argument("second", metavar="CODE")
@click.option("--on", "day", help="The service date, such as 2026-03-02.  [default: the day of the newest table that was read]")
@click.option("--table", default="practitioner", show_default=True, help="practitioner or hospital.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def edits(root: Path, first: str, second: str, day: str | None, table: str, as_json: bool) -> None:
    """Whether two codes on one day are edited, which denies, and whether a modifier is allowed."""
    from macros.guide import Guide
    from macros.reading.hint import did_you_mean
    from macros.rules.edits import TABLES

    if table not in TABLES:
        raise BadInput(f"there is no table `{table}`; {did_you_mean(table, TABLES)}")
    first, second = first.upper(), second.upper()
    library = Guide.load(root).library
    with told_in_one_line("name two codes"):
        answer = library.edit(first, second, day_of(day) if day else None, table)
    pays = library.tables.not_paid_as_is
    coverage = [pays[code].text for code in (first, second) if code in pays]
    if as_json:
        data = {
            "active": answer.active,
            "denies": answer.denies,
            "modifier_opens": answer.modifier_opens,
            "rows": [
                {
                    "column_1": row.column_1,
                    "column_2": row.column_2,
                    "indicator": row.indicator_in(table),
                    "from": row.since and row.since.isoformat(),
                    "until": row.until and row.until.isoformat(),
                    "from_inferred": row.inferred,
                }
                for row in answer.rows
            ],
            "as_of": answer.as_of and answer.as_of.isoformat(),
            "coverage": coverage,
            "steps": [step.text for step in answer.steps],
            "unsettled": answer.unsettled and answer.unsettled.text,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for warning in coverage:
        click.echo(f"Mind: {warning}")
    for step in answer.steps:
        click.echo(f"  {step.text}")
    click.echo(_verdict(answer) + (" The edits do not decide coverage." if coverage else ""))


def _verdict(answer: EditAnswer) -> str:
    if answer.active is None:
        return "Unsettled."
    if not answer.active:
        return "Not edited."
    if answer.modifier_opens:
        return f"Edited: {answer.denies} denies, unless the services were separate, the record shows it, and a modifier says so."
    return f"Edited: {answer.denies} denies. No modifier is allowed."
