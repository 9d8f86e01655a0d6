"""By when something is due: certification, recertification, progress report, claim, appeal.

Sources: Medicare Benefit Policy Manual (Pub. 100-02) chapter 15 section 220; 42 CFR 424.24; contractors on filing and
appeals. Facts D-17a to D-20, D-30, N-01 to N-11a state each sentence. Days are calendar days unless
treatment days are said; a due day is the last day that is in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from macros.rules.modifiers import dollars
from macros.rules.step import Step
from macros.rules.vocabulary import AppealLevel, refuse_unknown
from macros.rules.workdays import is_workday, next_workday

ORDER_EXCEPTION_FROM = date(2025, 1, 1)
"""From this service date a signed order and proof of sending may stand in for the first signature (D-18a, D-18b)."""

DEADLINES_CITED = (
    "D-17a",
    "D-17b",
    "D-18a",
    "D-18b",
    "D-19",
    "D-20",
    "D-21",
    "D-30",
    "N-03a",
    "N-11a",
    *(f"N-{number:02}" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10)),
)
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


@dataclass(frozen=True)
class Periods:
    """How many days each deadline runs: calendar days, and treatment days for the progress report (`reports`).

    `appeals` holds the days from receipt of the decision below for each of AppealLevel.
    """

    certification: int
    spoken_signature: int
    recertification: int
    reports: int
    appeals: Mapping[str, int]


@dataclass(frozen=True)
class Deadline:
    """A due day with the reasoning; `due` is None where nothing is due yet."""

    due: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class AppealAmounts:
    """Dollars that must be in dispute for requests of one year: for a hearing, and for a federal court."""

    hearing: Decimal
    court: Decimal


@dataclass(frozen=True)
class Certified:
    """Whether a first certification is in time. `met` is None while the last day has not passed."""

    met: bool | None
    due: date
    steps: tuple[Step, ...]


def certification_due(first_treatment: date, *, periods: Periods) -> Deadline:
    """The last day for the first certification, counted from the first treatment; an evaluation counts as one."""
    due = first_treatment + timedelta(days=periods.certification)
    return Deadline(due, (Step(f"First treatment {first_treatment} + {periods.certification} days = {due}.", ("D-17a",)),))


def certified(
    first_treatment: date,
    today: date,
    signed: date | None = None,
    *,
    periods: Periods,
    spoken: date | None = None,
    order: date | None = None,
    sent: date | None = None,
) -> Certified:
    """Whether the first plan is certified in time.

    `signed` is the day of the certifying signature, `spoken` that of an approval by word of mouth, `order` that of a signed and
    dated order on file, `sent` the day on which the plan was sent to the one who ordered. Raises ValueError where a day is
    before the first treatment, except an order, and where the signature is before the spoken approval.
    """
    if spoken is not None and signed is not None and signed < spoken:
        raise ValueError(f"the signature of {signed} is before the spoken approval of {spoken}; correct one of them")
    for name, day in (("signature", signed), ("spoken approval", spoken), ("sending", sent)):
        if day is not None and day < first_treatment:
            raise ValueError(f"the {name} of {day} is before the first treatment of {first_treatment}; correct one of them")
    found = certification_due(first_treatment, periods=periods)
    due = first_treatment + timedelta(days=periods.certification)
    steps = list(found.steps)
    if signed is not None and signed <= due:
        return Certified(True, due, (*steps, Step(f"Signed on {signed}: in time.", ("D-17a",))))
    confirmed_by = spoken + timedelta(days=periods.spoken_signature) if spoken is not None and spoken <= due else None
    if confirmed_by is not None:
        steps.append(Step(f"Approved by word of mouth on {spoken}: a signature is due by {confirmed_by}.", ("D-17b",)))
        if signed is not None and signed <= confirmed_by:
            return Certified(True, due, (*steps, Step(f"Signed on {signed}: in time.", ("D-17b",))))
    if first_treatment >= ORDER_EXCEPTION_FROM and order is not None and sent is not None and sent <= due and order <= due:
        text = f"A signed order of {order} is on file and the plan was sent on {sent}: no signature is needed for the first plan."
        return Certified(True, due, (*steps, Step(text, ("D-18a", "D-18b"))))
    last = max(due, confirmed_by or due)
    if signed is None and today <= last:
        return Certified(None, due, (*steps, Step(f"No signature yet, and {last} has not passed.", ("D-17a",))))
    if order is not None and first_treatment < ORDER_EXCEPTION_FROM:
        steps.append(Step("Before 2025 an order did not stand in for the signature.", ("D-18a",)))
    late = f"signed on {signed}, after {last}" if signed else f"{last} has passed without a signature"
    return Certified(False, due, (*steps, Step(f"Not in time: {late}. A late certification needs its reason.", ("D-21",))))


def recertification_due(first_treatment: date, plan_ends: date | None = None, *, periods: Periods) -> Deadline:
    """The last day for the next certification, counted from the first treatment under the plan, or its end if sooner.

    Raises ValueError where the plan ends before it began.
    """
    if plan_ends is not None and plan_ends < first_treatment:
        raise ValueError(f"the plan ends on {plan_ends}, before its first treatment of {first_treatment}; correct one of them")
    latest = first_treatment + timedelta(days=periods.recertification)
    steps = [Step(f"{first_treatment} + {periods.recertification} days = {latest}.", ("D-20",))]
    if latest >= ORDER_EXCEPTION_FROM:
        steps.append(Step("An order on file does not stand in for this signature.", ("D-19",)))
    if plan_ends is not None and plan_ends < latest:
        steps.append(Step(f"The plan ends sooner, on {plan_ends}.", ("D-20",)))
        return Deadline(plan_ends, tuple(steps))
    return Deadline(latest, tuple(steps))


def progress_report_due(treatment_days: Sequence[date], last_report: date | None = None, *, periods: Periods) -> Deadline:
    """The treatment day, the 10th say, since the episode began or since the last report: by then a report is due.

    `treatment_days` are all treatment days of the episode, in any order; the first counts even if it was only an evaluation.
    A day of treatment on which the last report was written belongs to that report. `due` is None while too few
    days are known. Raises ValueError for an episode without days.
    """
    if not treatment_days:
        raise ValueError("the episode has no treatment day; name the days")
    counted = sorted({day for day in treatment_days if last_report is None or day > last_report})
    since = f"since the report of {last_report}" if last_report else f"since the episode began on {min(treatment_days)}"
    if len(counted) < periods.reports:
        told = f"{len(counted)} treatment days {since}: the report is due by the {periods.reports}th"
        return Deadline(None, (Step(f"{told}.", ("D-30",)),))
    due = counted[periods.reports - 1]
    return Deadline(due, (Step(f"The {periods.reports}th treatment day {since} is {due}.", ("D-30",)),))


def filing_due(service_date: date) -> Deadline:
    """The last day to file the claim: one calendar year after the service date.

    For a professional claim the service date is the line's from date, for an institutional one the through date. Where that
    day is not a workday the steps say until when the claim still counts as filed in time.
    """
    try:
        due = service_date.replace(year=service_date.year + 1)
    except ValueError:
        due = date(service_date.year + 1, 2, 28)
        within = Step("The claim must be filed within one calendar year.", ("N-01", "N-02"))
        steps = [within, Step(f"{service_date} counts to February 28: {due}.", ("N-03",))]
    else:
        steps = [Step(f"One calendar year from {service_date}: {due}.", ("N-01", "N-02"))]
    if not is_workday(due):
        told = f"{due} is not a federal workday: a claim filed on the next one, {next_workday(due)}, still counts as in time"
        steps.append(Step(f"{told}.", ("N-03a",)))
    return Deadline(due, tuple(steps))


def appeal_due(level: str, received: date, amounts: Mapping[int, AppealAmounts], *, periods: Periods) -> Deadline:
    """The last day to ask for a level of appeal, `received` being the day on which the decision below came.

    The steps say how much must be in dispute where the level wants an amount, by the year in which the request is due.
    Where the day is not a workday the steps say that it was not settled here. Raises ValueError for an unknown level.
    """
    refuse_unknown("level of appeal", level, AppealLevel)
    days = periods.appeals[level]
    due = received + timedelta(days=days)
    cited = f"N-{5 + list(AppealLevel).index(AppealLevel(level)):02}"
    steps = [Step(f"Received {received} + {days} days = {due}.", (cited,))]
    if level in {"hearing", "court"}:
        for year in dict.fromkeys((received.year, due.year)):
            known = amounts.get(year)
            if known is None:
                told = f"What a request in {year} needs in dispute is not in the data."
            else:
                told = f"A request in {year} needs {dollars(known.hearing if level == 'hearing' else known.court)} in dispute."
            steps.append(Step(told, ("N-10",)))
    if not is_workday(due):
        steps.append(Step(f"{due} is not a federal workday; no text on that was read for appeals.", ("N-11a",)))
    return Deadline(due, tuple(steps))
