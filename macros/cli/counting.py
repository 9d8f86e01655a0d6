"""Units and edits, asked by code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.cli.bad_input import BadInput, day_of, told_in_one_line

if TYPE_CHECKING:
    from macros.facts.countable import Countable
    from macros.rules.visit import Service


@click.command()
@click.argument("services", nargs=-1, metavar="CODE=MINUTES...")
@click.option("--rule", default="medicare", show_default=True, help="medicare, midpoint or capped-midpoint.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def units(root: Path, services: tuple[str, ...], rule: str, as_json: bool) -> None:
    """Count the units of one patient's day, such as: guide units 97112=24 97110=23"""
    from macros.reading.hint import did_you_mean
    from macros.rules.units import RULES, count_units

    if rule not in RULES:
        raise BadInput(f"there is no rule `{rule}`; {did_you_mean(rule, RULES)}")
    codes = _countable(root) if services else {}
    visit = [_service(codes, text) for text in services]
    with told_in_one_line("write services such as 97112=24 97110=23"):
        counted = count_units(visit, rule)
    order = list(dict.fromkeys(service.code for service in visit))
    claims = [{code: claim[code] for code in order if code in claim} for claim in counted.acceptable]
    if as_json:
        data = {
            "rule": counted.rule,
            "total_timed_minutes": counted.total_timed_minutes,
            "acceptable": claims,
            "steps": [step.text for step in counted.steps],
            "unsettled": counted.unsettled and counted.unsettled.text,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for step in counted.steps:
        click.echo(f"  {step.text}")
    for claim in claims:
        click.echo(", ".join(f"{code} × {count}" for code, count in claim.items()) or "Nothing is billed.")
    if counted.unsettled:
        click.echo(f"Unsettled: {counted.unsettled}")


def _countable(root: Path) -> Mapping[str, Countable]:
    """The codes that can be counted; the whole guide is read only where they are not kept."""
    from macros.reading.kept import Kept

    def read() -> Mapping[str, Countable]:
        from macros.guide import Guide

        return Guide.load(root).library.countable

    return Kept(root).result("countable codes", read)


def _service(codes: Mapping[str, Countable], text: str) -> Service:
    from macros.facts.countable import service_of

    match = re.fullmatch(r"([^=\s]+)=([^=\s]*)", text)
    if not match:
        raise BadInput(f"`{text}` is not a service; write the code, = and its minutes, such as 97112=24")
    code, minutes = match[1].upper(), match[2]
    if not re.fullmatch(r"-?[0-9]{1,9}", minutes):
        raise BadInput(f"`{minutes}` is not a number of minutes for {code}; write whole minutes, such as {code}=24")
    with told_in_one_line("write whole minutes from 0 to 1440"):
        return service_of(codes, code, int(minutes))


@click.command()
@click.argument("first", metavar="CODE")
@click.argument("second", metavar="CODE")
@click.option("--on", "day", help="The service date, such as 2026-03-02.  [default: the day of the table that was read]")
@click.option("--table", default="practitioner", show_default=True, help="practitioner or hospital.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def edits(root: Path, first: str, second: str, day: str | None, table: str, as_json: bool) -> None:
    """Whether two codes on one day are edited, which denies, and whether a modifier opens it."""
    from macros.guide import Guide
    from macros.reading.hint import did_you_mean
    from macros.rules.edits import TABLES

    if table not in TABLES:
        raise BadInput(f"there is no table `{table}`; {did_you_mean(table, TABLES)}")
    with told_in_one_line("name two codes"):
        answer = Guide.load(root).library.edit(first.upper(), second.upper(), day_of(day) if day else None, table)
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
            "as_of": answer.as_of.isoformat(),
            "steps": [step.text for step in answer.steps],
            "unsettled": answer.unsettled and answer.unsettled.text,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for step in answer.steps:
        click.echo(f"  {step.text}")
    click.echo({True: f"Edited: {answer.denies} denies.", False: "Not edited.", None: "Unsettled."}[answer.active])
