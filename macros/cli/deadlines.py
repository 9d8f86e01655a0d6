"""By when something is due: certification, progress report, records, claim, appeal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import BadInput, day_of, told_in_one_line
from macros.rules import deadlines
from macros.rules.deadline_reasons import LastDay, LastDayIsToday
from macros.rules.vocabulary import DEADLINE_COUNTS_FROM, DEADLINE_NAMES, AppealLevel, DeadlineKind
from macros.text.wording import long_date

if TYPE_CHECKING:
    from macros.facts.library import Library
    from macros.rules.deadlines import Deadline

FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True)
class Asked:
    """What was typed: the days that the deadline counts from, the days given by option, and the day as of which it is judged."""

    days: tuple[date, ...]
    options: Mapping[str, date]
    on: date


@dataclass(frozen=True)
class Counted:
    """A deadline, and where days were given that decide it whether it was met: None while it is open."""

    deadline: Deadline
    decided: bool = False
    met: bool | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of deadline: how it is counted, the options that it takes, and whether it counts from many days."""

    count: Callable[[Library, Asked], Counted]
    options: tuple[str, ...] = ()
    many: bool = False


def _certification(library: Library, asked: Asked) -> Counted:
    first = asked.days[0]
    if not asked.options:
        return Counted(deadlines.certification_due(first, periods=library.periods))
    given = asked.options
    found = deadlines.certified(
        first,
        asked.on,
        given.get("signed"),
        periods=library.periods,
        spoken=given.get("spoken"),
        order=given.get("order"),
        sent=given.get("sent"),
    )
    return Counted(deadlines.Deadline(found.due, found.steps), True, found.met)


def _recertification(library: Library, asked: Asked) -> Counted:
    return Counted(deadlines.recertification_due(asked.days[0], asked.options.get("plan_ends"), periods=library.periods))


def _progress_report(library: Library, asked: Asked) -> Counted:
    found = deadlines.progress_report_due(asked.days, asked.options.get("last_report"), periods=library.periods)
    written = asked.options.get("written")
    if found.due is None or written is None:
        return Counted(found)
    late = deadlines.report_delayed(found.due, written, periods=library.periods)
    return Counted(deadlines.Deadline(found.due, (*found.steps, *late)), True, not late)


def _records_request(library: Library, asked: Asked) -> Counted:
    return Counted(deadlines.records_request_due(asked.days[0], periods=library.periods))


def _filing(library: Library, asked: Asked) -> Counted:
    return Counted(deadlines.filing_due(asked.days[0]))


def _appeal(level: AppealLevel) -> Kind:
    def count(library: Library, asked: Asked) -> Counted:
        return Counted(deadlines.appeal_due(level, asked.days[0], library.appeal_amounts, periods=library.periods))

    return Kind(count)


KINDS: Mapping[str, Kind] = {
    DeadlineKind.CERTIFICATION: Kind(_certification, ("signed", "spoken", "order", "sent")),
    DeadlineKind.RECERTIFICATION: Kind(_recertification, ("plan_ends",)),
    DeadlineKind.PROGRESS_REPORT: Kind(_progress_report, ("last_report", "written"), many=True),
    DeadlineKind.RECORDS_REQUEST: Kind(_records_request),
    DeadlineKind.FILING: Kind(_filing),
    **{level.value: _appeal(level) for level in AppealLevel},
}
"""Each kind of deadline by the word that is typed."""


@click.command()
@click.argument("what", required=False)
@click.argument("days", nargs=-1, metavar="DAY...")
@click.option("--on", "on", help="Judge as of this day.  [default: today]")
@click.option("--signed", help="certification: the day of the signature.")
@click.option("--spoken", help="certification: the day of a verbal order.")
@click.option("--order", help="certification: the day of a signed order on file.")
@click.option("--sent", help="certification: the day on which the plan was sent to the one who ordered.")
@click.option("--plan-ends", help="recertification: the last day of the plan's own duration.")
@click.option("--last-report", help="progress-report: the day of the last report.")
@click.option("--written", help="progress-report: the day on which it was written.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def deadline(
    root: Path, /, what: str | None, days: tuple[str, ...], on: str | None, as_json: bool, **options: str | None
) -> None:
    """By when something is due under Medicare and why, such as: guide deadline filing 2026-03-02

    Without WHAT, the kinds of deadlines and the days that each counts from.
    """
    from macros.guide import Guide

    if what is None:
        width = max(len(name) for name in KINDS)
        for name in KINDS:
            click.echo(f"{name:<{width}}  {DEADLINE_NAMES[name]}; DAY is {DEADLINE_COUNTS_FROM[name]}")
        return
    name = "records-request" if what.lower() == "adr" else what.lower()
    kind = _kind(name)
    given = {option: _day(text) for option, text in options.items() if text is not None}
    for option in given:
        if option not in kind.options:
            owner = next(other for other, known in KINDS.items() if option in known.options)
            raise BadInput(f"`--{option.replace('_', '-')}` goes with {owner}, not with {name}; leave it out")
    if not days or (len(days) > 1 and not kind.many):
        raise BadInput(f"{name} counts from {DEADLINE_COUNTS_FROM[name]}; write guide deadline {name} 2026-03-02")
    asked = Asked(tuple(_day(text) for text in days), given, _day(on) if on else date.today())
    with told_in_one_line("correct the days"):
        found = kind.count(Guide.load(root).library, asked)
    if as_json:
        click.echo(json.dumps(_as_json(name, found, asked.on), ensure_ascii=False, indent=2))
        return
    for step in found.deadline.steps:
        click.echo(f"  {step.text} ({', '.join(step.cites)})")
    click.echo(_due(found.deadline))
    click.echo(_verdict(found, asked.on))


def _kind(name: str) -> Kind:
    from macros.reading.hint import did_you_mean

    if name not in KINDS:
        raise BadInput(f"there is no deadline `{name}`; {did_you_mean(name, KINDS)}")
    return KINDS[name]


def _day(text: str) -> date:
    day = day_of(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"{text} is too far off; write a day from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _due(found: Deadline) -> str:
    return f"Due: {found.due:%A}, {long_date(found.due)}." if found.due is not None else "Nothing is due yet."


def _verdict(found: Counted, on: date) -> str:
    """Whether it was met, where the days given say so; else how many days are left, or have passed since."""
    if found.decided and found.met is not None:
        return "In time." if found.met else "Not in time."
    standing = deadlines.standing(found.deadline, on)
    if standing is None:
        return "Count again when there are more treatment days."
    today = on == date.today() and isinstance(standing, LastDay)
    return (LastDayIsToday() if today else standing).text


def _as_json(name: str, found: Counted, on: date) -> dict[str, Any]:
    due = found.deadline.due
    last = found.deadline.runs_to
    return {
        "what": name,
        "due": due and due.isoformat(),
        "runs_to": last and last.isoformat(),
        "on": on.isoformat(),
        "days_left": None if due is None else (due - on).days,
        "met": found.met,
        "steps": [{"text": step.text, "cites": list(step.cites)} for step in found.deadline.steps],
    }
