"""The tool that counts deadlines, and its table. Numbers, days off and sentences are those of the rules; the browser counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.reasons import sentences, whole_cents
from macros.pages.templating import html
from macros.rules import deadline_reasons
from macros.rules.cited import cited_by
from macros.rules.deadline_reasons import (
    APPEAL_DUE,
    AppealNotSettled,
    CertificationDue,
    DeadlineReason,
    FiledNextWorkday,
    FilingYear,
    NoWorkday,
    RecertificationDue,
    RecordsRequestDue,
    ReportDue,
)
from macros.rules.deadlines import ORDER_EXCEPTION_FROM
from macros.rules.vocabulary import (
    APPEAL_LEVEL_NAMES,
    DEADLINE_COUNTS_FROM,
    DEADLINE_NAMES,
    AppealLevel,
    DeadlineKind,
    PeriodName,
)
from macros.rules.workdays import days_off
from macros.text.wording import counted, dollars, sentence_case

YEARS = range(2018, 2041)
"""The days off of these years are in the page; what is counted begins in the first and ends in the last but one."""

FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1] - 2, 12, 31)

STEPS: Mapping[str, type[DeadlineReason]] = {
    DeadlineKind.CERTIFICATION: CertificationDue,
    DeadlineKind.RECERTIFICATION: RecertificationDue,
    DeadlineKind.RECORDS_REQUEST: RecordsRequestDue,
    DeadlineKind.FILING: FilingYear,
    **{level.value: kind for level, kind in APPEAL_DUE.items()},
}
"""The reason for the last day of each kind: the day counted from, the days, and the due day, in its fields."""

RUNS_ON: Mapping[str, type[NoWorkday]] = {
    DeadlineKind.FILING: FiledNextWorkday,
    **dict.fromkeys(AppealLevel, AppealNotSettled),
}
"""What is said where the last day is no workday."""


def deadline_finder(library: Library, links: Links, served: Links) -> str:
    """The form, and what the browser counts with."""
    return html(
        "deadline_finder.html.j2",
        linked=links.top,
        kinds={kind: sentence_case(DEADLINE_NAMES[kind]) for kind in DeadlineKind if kind.value not in list(AppealLevel)},
        levels={level: f"{level.number}. {APPEAL_LEVEL_NAMES[level]}" for level in AppealLevel},
        first=FIRST.isoformat(),
        last=LAST.isoformat(),
        tables=json.dumps(deadline_tables(library), ensure_ascii=False, separators=(",", ":")),
        facts=json.dumps({name: served.fact(name) for name in sorted(cited_by(deadline_reasons))}),
    )


def deadline_tables(library: Library) -> dict[str, Any]:
    """The numbers of days, the amounts, the days off, and the sentences."""
    amounts = library.appeal_amounts
    return {
        "kinds": {kind: _kind(library, kind) for kind in DeadlineKind},
        "amounts": {
            AppealLevel.HEARING: {year: whole_cents(each.hearing) for year, each in amounts.items()},
            AppealLevel.COURT: {year: whole_cents(each.court) for year, each in amounts.items()},
        },
        "signatureFrom": ORDER_EXCEPTION_FROM.isoformat(),
        "reports": library.periods.reports,
        "daysOff": sorted(day.isoformat() for year in YEARS for day in days_off(year)),
        "says": sentences(deadline_reasons),
    }


def _kind(library: Library, kind: str) -> dict[str, Any]:
    """The days of a kind, None for a calendar year; its reason, with the names of its fields for both days; and what runs on."""
    asks = sentence_case(DEADLINE_COUNTS_FROM[kind])
    if kind == DeadlineKind.PROGRESS_REPORT:
        return {"asks": asks, "step": ReportDue.__name__}
    names = [field.name for field in fields(STEPS[kind])]  # type: ignore[arg-type]
    runs_on = RUNS_ON.get(kind)
    return {
        "asks": asks,
        "days": None if kind == DeadlineKind.FILING else _days(library, kind),
        "step": STEPS[kind].__name__,
        "fields": [names[0], names[-1]],
        "runsOn": runs_on.__name__ if runs_on else None,
    }


def deadlines_table(library: Library, links: Links) -> str:
    """Every period: what is due, what it counts from, how long it is, and its fact."""
    facts = {period.id.value: period.fact for period in library.periods_file.periods}
    rows = []
    for kind in DeadlineKind:
        fact = facts.get(kind.value) or FilingYear.cites[0]
        rows.append((sentence_case(DEADLINE_NAMES[kind]), sentence_case(DEADLINE_COUNTS_FROM[kind]), _time(library, kind), fact))
        if kind == DeadlineKind.CERTIFICATION:
            days = counted(library.periods.spoken_signature, "day")
            fact = facts[PeriodName.SPOKEN_SIGNATURE]
            rows.append(("The signature after a verbal order", "The day of the order", days, fact))
        if kind == DeadlineKind.PROGRESS_REPORT:
            days = counted(library.periods.delayed_report, "day")
            rows.append(
                (
                    "A progress report that missed its day",
                    "The day it was due",
                    f"{days}, by one company's account",
                    facts[PeriodName.DELAYED_REPORT],
                )
            )
    return html("deadlines_table.html.j2", rows=rows, links=links)


def _time(library: Library, kind: str) -> str:
    if kind == DeadlineKind.FILING:
        return "1 calendar year"
    if kind == DeadlineKind.PROGRESS_REPORT:
        return f"by treatment day {library.periods.reports}"
    if kind == DeadlineKind.RECORDS_REQUEST:
        return f"{counted(_days(library, kind), 'day')}, unless the letter says otherwise"
    amounts: dict[int, Decimal] = {}
    if kind == AppealLevel.HEARING:
        amounts = {year: each.hearing for year, each in library.appeal_amounts.items()}
    if kind == AppealLevel.COURT:
        amounts = {year: each.court for year, each in library.appeal_amounts.items()}
    needs = ", ".join(f"{dollars(amount)} in {year}" for year, amount in amounts.items())
    return f"{counted(_days(library, kind), 'day')}{f'; in dispute: {needs}' if needs else ''}"


def _days(library: Library, kind: str) -> int:
    periods = library.periods
    days: dict[str, int] = {
        DeadlineKind.CERTIFICATION: periods.certification,
        DeadlineKind.RECERTIFICATION: periods.recertification,
        DeadlineKind.RECORDS_REQUEST: periods.records_request,
        **periods.appeals,
    }
    return days[kind]
