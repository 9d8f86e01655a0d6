"""By when something is due: certification, recertification, progress report, claim, appeal.

Sources: Medicare Benefit Policy Manual (Pub. 100-02) chapter 15 section 220; 42 CFR 424.24; contractors on filing and
appeals. Facts D-17a, D-18a to D-19, D-20, D-30 and N-01 to N-10 state each sentence. Days are calendar days unless
treatment days are said; a due day is the last day that is in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from macros.rules.modifiers import dollars
from macros.rules.step import Step

CERTIFICATION_DAYS = 30
RECERTIFICATION_DAYS = 90
REPORT_TREATMENT_DAYS = 10
ORDER_EXCEPTION_FROM = date(2025, 1, 1)
"""From this service date a signed order and proof of sending may stand in for the first signature (D-18a, D-18b)."""

APPEAL_DAYS: Mapping[str, int] = {
    "redetermination": 120,
    "reconsideration": 180,
    "hearing": 60,
    "council": 60,
    "court": 60,
}
"""Days from receipt of the decision below, in the order of the levels (N-05 to N-09)."""

DEADLINES_CITED = (
    "D-17a",
    "D-18a",
    "D-18b",
    "D-19",
    "D-20",
    "D-21",
    "D-30",
    *(f"N-{number:02}" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10)),
)
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


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


def certification_due(first_treatment: date) -> Deadline:
    """The last day for the first certification: 30 days after the first treatment, and an evaluation counts as one."""
    due = first_treatment + timedelta(days=CERTIFICATION_DAYS)
    return Deadline(due, (Step(f"First treatment {first_treatment} + {CERTIFICATION_DAYS} days = {due}.", ("D-17a",)),))


def certified(
    first_treatment: date, today: date, signed: date | None = None, *, order: date | None = None, sent: date | None = None
) -> Certified:
    """Whether the first plan is certified in time.

    `signed` is the day of the certifying signature, `order` that of a signed and dated order on file, `sent` the day on which
    the plan was sent to the one who ordered. Raises ValueError where a day is before the first treatment, except an order.
    """
    for name, day in (("signature", signed), ("sending", sent)):
        if day is not None and day < first_treatment:
            raise ValueError(f"the {name} of {day} is before the first treatment of {first_treatment}; correct one of them")
    found = certification_due(first_treatment)
    due = first_treatment + timedelta(days=CERTIFICATION_DAYS)
    steps = list(found.steps)
    if signed is not None and signed <= due:
        return Certified(True, due, (*steps, Step(f"Signed on {signed}: in time.", ("D-17a",))))
    if first_treatment >= ORDER_EXCEPTION_FROM and order is not None and sent is not None and sent <= due and order <= due:
        text = f"A signed order of {order} is on file and the plan was sent on {sent}: no signature is needed for the first plan."
        return Certified(True, due, (*steps, Step(text, ("D-18a", "D-18b"))))
    if signed is None and today <= due:
        return Certified(None, due, (*steps, Step(f"No signature yet, and {due} has not passed.", ("D-17a",))))
    if order is not None and first_treatment < ORDER_EXCEPTION_FROM:
        steps.append(Step("Before 2025 an order did not stand in for the signature.", ("D-18a",)))
    late = f"signed on {signed}, after {due}" if signed else f"{due} has passed without a signature"
    return Certified(False, due, (*steps, Step(f"Not in time: {late}. A late certification needs its reason.", ("D-21",))))


def recertification_due(first_treatment: date, plan_ends: date | None = None) -> Deadline:
    """The last day for the next certification: 90 days after the first treatment under the plan, or its end if sooner.

    Raises ValueError where the plan ends before it began.
    """
    if plan_ends is not None and plan_ends < first_treatment:
        raise ValueError(f"the plan ends on {plan_ends}, before its first treatment of {first_treatment}; correct one of them")
    latest = first_treatment + timedelta(days=RECERTIFICATION_DAYS)
    steps = [Step(f"{first_treatment} + {RECERTIFICATION_DAYS} days = {latest}.", ("D-20",))]
    if latest >= ORDER_EXCEPTION_FROM:
        steps.append(Step("An order on file does not stand in for this signature.", ("D-19",)))
    if plan_ends is not None and plan_ends < latest:
        steps.append(Step(f"The plan ends sooner, on {plan_ends}.", ("D-20",)))
        return Deadline(plan_ends, tuple(steps))
    return Deadline(latest, tuple(steps))


def progress_report_due(treatment_days: Sequence[date], last_report: date | None = None) -> Deadline:
    """The 10th treatment day since the episode began or since the last report: by then a report is due.

    `treatment_days` are all treatment days of the episode, in any order; the first counts even if it was only an evaluation.
    A day of treatment on which the last report was written belongs to that report. `due` is None while fewer than ten
    days are known. Raises ValueError for an episode without days.
    """
    if not treatment_days:
        raise ValueError("the episode has no treatment day; name the days")
    counted = sorted({day for day in treatment_days if last_report is None or day > last_report})
    since = f"since the report of {last_report}" if last_report else f"since the episode began on {min(treatment_days)}"
    if len(counted) < REPORT_TREATMENT_DAYS:
        told = f"{len(counted)} treatment days {since}: the report is due by the {REPORT_TREATMENT_DAYS}th"
        return Deadline(None, (Step(f"{told}.", ("D-30",)),))
    due = counted[REPORT_TREATMENT_DAYS - 1]
    return Deadline(due, (Step(f"The {REPORT_TREATMENT_DAYS}th treatment day {since} is {due}.", ("D-30",)),))


def filing_due(service_date: date) -> Deadline:
    """The last day to file the claim: one calendar year after the service date.

    For a professional claim the service date is the line's from date, for an institutional one the through date.
    """
    try:
        due = service_date.replace(year=service_date.year + 1)
    except ValueError:
        due = date(service_date.year + 1, 2, 28)
        told = Step(f"{service_date} counts to February 28: {due}.", ("N-03",))
        return Deadline(due, (Step("The claim must be filed within one calendar year.", ("N-01", "N-02")), told))
    return Deadline(due, (Step(f"One calendar year from {service_date}: {due}.", ("N-01", "N-02")),))


def appeal_due(level: str, received: date, amounts: Mapping[int, AppealAmounts]) -> Deadline:
    """The last day to ask for a level of appeal, `received` being the day on which the decision below came.

    The steps say how much must be in dispute where the level wants an amount, by the year in which the request is due.
    Raises ValueError for an unknown level.
    """
    if level not in APPEAL_DAYS:
        raise ValueError(f"there is no level `{level}`; use one of {', '.join(APPEAL_DAYS)}")
    days = APPEAL_DAYS[level]
    due = received + timedelta(days=days)
    cited = f"N-{5 + list(APPEAL_DAYS).index(level):02}"
    steps = [Step(f"Received {received} + {days} days = {due}.", (cited,))]
    if level in {"hearing", "court"}:
        for year in dict.fromkeys((received.year, due.year)):
            known = amounts.get(year)
            if known is None:
                told = f"What a request in {year} needs in dispute is not in the data."
            else:
                told = f"A request in {year} needs {dollars(known.hearing if level == 'hearing' else known.court)} in dispute."
            steps.append(Step(told, ("N-10",)))
    return Deadline(due, tuple(steps))
