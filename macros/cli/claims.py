"""From a visit to a claim, and from units to dollars."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import BadInput, day_of, list_of, read_input, told_in_one_line
from macros.rules.refused import Refused

if TYPE_CHECKING:
    from macros.guide import Guide
    from macros.inputs.typed import TypedLine
    from macros.rules.claim import ClaimResult, Draft, Line
    from macros.rules.day import DayClaims, DayResult
    from macros.rules.payable import NotPayable
    from macros.rules.payment import Billed, Price
    from macros.rules.reason import Reason

VISIT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("visit_file", metavar="VISIT.yml", type=VISIT)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def claim(root: Path, visit_file: Path, as_json: bool) -> None:
    """Every acceptable claim for a visit: lines, units, modifiers, payment, and the reasoning.

    A day of several disciplines has a claim for each.
    """
    from macros.guide import Guide
    from macros.inputs.visit_file import read_visit
    from macros.reading.problem import BadFile
    from macros.rules.claim import claim_for
    from macros.rules.day import day_for

    guide = Guide.load(root)
    read = read_input(visit_file, lambda path: read_visit(path, guide.library))
    heard = read.warnings
    try:
        if len(read.visits) > 1:
            _print_day(day_for(read.visits, guide.library.tables, clock=read.clock), heard, as_json=as_json)
            return
        result = claim_for(read.visits[0], guide.library.tables)
    except Refused as refused:
        raise BadFile([read.source.problem(("services",), refused.what, refused.fix or "correct the visit")]) from None
    if as_json:
        click.echo(json.dumps(_claim_as_json(result, heard), ensure_ascii=False, indent=2))
        return
    for step in result.steps:
        click.echo(f"  {step.text}")
    for number, (lines, priced) in enumerate(zip(result.acceptable, result.prices, strict=True)):
        _print_claim("or" if number else "Claim:", lines, priced)
    for number, open_claim in enumerate(result.open, start=len(result.acceptable)):
        _print_claim("or, not settled:" if number else "Claim, not settled:", open_claim.lines, open_claim.price)
    for refusal in result.not_payable:
        click.echo(str(refusal))
    for warning in (*heard, *result.warnings):
        click.echo(f"Mind: {warning}")
    for reason in _not_settled(result):
        click.echo(f"Unsettled: {reason}")


def _print_claim(heading: str, lines: tuple[Line, ...], priced: Price | None) -> None:
    click.echo(heading)
    _print_lines(lines)
    if priced:
        click.echo(f"  allowed: ${priced.total}. {priced.paid_by}.")


def _not_settled(result: ClaimResult) -> list[Reason]:
    """What is not settled, each reason once."""
    return list(dict.fromkeys([*filter(None, [result.unsettled]), *(reason for claim in result.open for reason in claim.why)]))


def _print_lines(lines: tuple[Line, ...]) -> None:
    for line in lines:
        denied = f"  denies beside {line.denied_by}" if line.denied_by else ""
        click.echo(f"  {line.code} × {line.units}  {line.modifiers_text}{denied}".rstrip())
    if not lines:
        click.echo("  Nothing is billed.")


def _print_day(result: DayResult, heard: tuple[str, ...], *, as_json: bool) -> None:
    """The claims of a day of several disciplines: how each was counted, what holds for all together, and every way to bill."""
    if as_json:
        click.echo(json.dumps(_day_as_json(result, heard), ensure_ascii=False, indent=2))
        return
    for discipline, draft in result.drafts.items():
        click.echo(f"{discipline}:")
        for step in _counting(draft):
            click.echo(f"  {step.text}")
        for refusal in draft.not_payable:
            click.echo(f"  {refusal}")
    click.echo("Together:")
    for step in result.steps:
        click.echo(f"  {step.text}")
    for number, day in enumerate([*result.acceptable, *result.open]):
        if day.why:
            click.echo("or, not settled:" if number else "Not settled:")
        elif number:
            click.echo("or")
        for claim in day.claims:
            click.echo(f"Claim for {claim.discipline}:")
            _print_lines(claim.lines)
            if claim.allowed:
                click.echo(f"  allowed: {' or '.join(f'${amount}' for amount in claim.allowed)}")
        if day.price:
            click.echo(f"The day: allowed ${day.price.total}. {day.price.paid_by}.")
    for warning in (*heard, *result.warnings):
        click.echo(f"Mind: {warning}")
    for discipline, unsettled in result.unsettled.items():
        click.echo(f"Unsettled for {discipline}: {unsettled}")


def _counting(draft: Draft) -> tuple[Reason, ...]:
    """How the units of one discipline were counted, and who treated."""
    return tuple(dict.fromkeys([*draft.steps, *(step for claim in draft.claims for step in claim.steps)]))


def _day_as_json(result: DayResult, heard: tuple[str, ...]) -> dict[str, Any]:
    return {
        "disciplines": [
            {
                "discipline": discipline,
                "total_timed_minutes": draft.units.total_timed_minutes,
                "not_payable": [_refusal_as_json(refusal) for refusal in draft.not_payable],
                "steps": [step.text for step in _counting(draft)],
                "unsettled": draft.unsettled and draft.unsettled.text,
            }
            for discipline, draft in result.drafts.items()
        ],
        "acceptable": [_day_claims_as_json(day) for day in result.acceptable],
        "open": [{**_day_claims_as_json(day), "why": [reason.text for reason in day.why]} for day in result.open],
        "steps": [step.text for step in result.steps],
        "warnings": [*heard, *map(str, result.warnings)],
    }


def _day_claims_as_json(day: DayClaims) -> dict[str, Any]:
    return {
        "claims": [
            {
                "discipline": claim.discipline,
                "lines": [_line_as_json(line) for line in claim.lines],
                "allowed": [str(amount) for amount in claim.allowed],
            }
            for claim in day.claims
        ],
        "payment": day.price and _price_as_json(day.price),
    }


def _refusal_as_json(refusal: NotPayable) -> dict[str, Any]:
    return {"code": refusal.code, "why": [why.text for why in refusal.why]}


def _claim_as_json(result: ClaimResult, heard: tuple[str, ...]) -> dict[str, Any]:
    priced = [price for price in result.prices if price is not None]
    payment = None
    if priced and len(priced) == len(result.prices):
        payment = {
            **_price_as_json(priced[0]),
            "totals": [str(price.total) for price in priced],
        }
    return {
        "acceptable": [[_line_as_json(line) for line in lines] for lines in result.acceptable],
        "not_payable": [_refusal_as_json(refusal) for refusal in result.not_payable],
        "total_timed_minutes": result.units.total_timed_minutes,
        "steps": [step.text for step in result.steps],
        "warnings": [*heard, *map(str, result.warnings)],
        "unsettled": " ".join(reason.text for reason in _not_settled(result)) or None,
        "open": [
            {
                "lines": [_line_as_json(line) for line in claim.lines],
                "payment": claim.price and _price_as_json(claim.price),
                "why": [reason.text for reason in claim.why],
            }
            for claim in result.open
        ],
        "payment": payment,
    }


def _line_as_json(line: Line) -> dict[str, Any]:
    data: dict[str, Any] = {"code": line.code, "units": line.units, "modifiers": list(line.modifiers)}
    if line.open_modifier:
        data["open_modifier"] = line.open_modifier
    return {**data, "denied_by": line.denied_by} if line.denied_by else data


@click.command()
@click.argument("lines", nargs=-1, required=True, metavar="CODE=UNITS...")
@click.option("--on", "day", required=True, help="The service date, such as 2026-03-02.")
@click.option("--locality", default="national", show_default=True, help="A place of docs/data/fees.yml.")
@click.option("--qualifying", is_flag=True, help="The provider takes part in a qualifying payment model (from 2026).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def price(root: Path, lines: tuple[str, ...], day: str, locality: str, qualifying: bool, as_json: bool) -> None:
    """What Medicare allows for a day's units, such as: guide price 97112=2 97110=1 --on 2026-03-02

    Units with an assistant's modifier are written 97112:CQ=1 (or :CO). `-` reads the lines from standard input.
    """
    from macros.guide import Guide
    from macros.inputs.typed import read_lines
    from macros.rules.payment import price as price_lines

    guide = Guide.load(root)
    with told_in_one_line("write lines such as 97112=2 97110=1"):
        billed = [_billed(guide, line) for line in read_lines(list_of(lines))]
    works = guide.library.tables.works
    refused = [line for line in billed if line.assistant and works[line.code].evaluation]
    if refused:
        raise BadInput(f"{refused[0].code} with CQ or CO is not payable, for an assistant may not evaluate; leave it out")
    on = day_of(day)
    with told_in_one_line("write lines such as 97112=2 97110=1"):
        priced = price_lines(billed, on, guide.library.tables.schedule, locality, qualifying=qualifying)
    warnings = _not_as_billed(guide, billed)
    if as_json:
        click.echo(json.dumps({**_price_as_json(priced), "warnings": warnings}, ensure_ascii=False, indent=2))
        return
    for step in priced.steps:
        click.echo(f"  {step.text}")
    for line in priced.lines if priced.unsettled is None else ():
        click.echo(f"{line.code} × {line.units}{'  with CQ or CO' if line.assistant else ''}  ${line.allowed}")
    click.echo(f"Allowed: ${priced.total}. {priced.paid_by}.")
    for warning in warnings:
        click.echo(f"Mind: {warning}")


def _not_as_billed(guide: Guide, billed: list[Billed]) -> list[str]:
    """The codes that Medicare does not pay as they are, and those above a unit limit in either table."""
    from macros.rules.coverage import not_as_billed

    tables = guide.library.tables
    units = Counter[str]()
    for line in billed:
        units[line.code] += line.units
    return [reason.text for reason in not_as_billed(units, tables.not_paid_as_is, tables.limits)]


def _billed(guide: Guide, line: TypedLine) -> Billed:
    from macros.rules.payment import Billed

    if line.code not in guide.library.codes:
        raise BadInput(f"`{line.code}` is not a code of this guide; {guide.library.code_hint(line.code)}")
    with told_in_one_line("write 1 or more"):
        return Billed(line.code, line.units, bool(line.mark))


def _price_as_json(priced: Price) -> dict[str, Any]:
    settled = priced.unsettled is None
    return {
        "lines": [
            {
                "code": line.code,
                "units": line.units,
                "assistant": line.assistant,
                "in_full": line.in_full if settled else None,
                "amounts": [str(amount) for amount in line.amounts] if settled else None,
                "allowed": str(line.allowed) if settled else None,
                "medicare": str(line.paid.medicare) if settled else None,
                "patient": str(line.paid.patient) if settled else None,
            }
            for line in priced.lines
        ],
        "total": str(priced.total),
        "paid": [{"medicare": str(paid.medicare), "patient": str(paid.patient)} for paid in priced.paid],
        "without_reduction": str(priced.without_reduction),
        "conversion_factor": str(priced.factor),
        "steps": [step.text for step in priced.steps],
        "unsettled": priced.unsettled and priced.unsettled.text,
    }
