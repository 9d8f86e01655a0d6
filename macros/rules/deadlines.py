"""By when something is due: certification, recertification, progress report, claim, appeal.

Sources: Medicare Benefit Policy Manual (Pub. 100-02) chapter 15 section 220; 42 CFR 424.24; contractors on filing, appeals
and requests for records. Facts D-17a to D-20, D-30, D-30a, N-01 to N-11a and N-42 state each sentence. Days are
calendar days unless treatment days are said; a due day is the last day that is in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from macros.rules.deadline_reasons import (
    APPEAL_DUE,
    AmountInDispute,
    AmountNotKnown,
    AppealNotSettled,
    AskedInTime,
    AskedTooLate,
    CertificationDue,
    ConfirmedInTime,
    CountsFromLine,
    CountsFromThrough,
    DaysLeft,
    DaysPast,
    DeadlineReason,
    DelayedReport,
    DelayedTooLong,
    EnoughInDispute,
    EvaluationNeedsOrder,
    FiledNextWorkday,
    FilingYear,
    LastDay,
    LeapDay,
    NeverSigned,
    NextRecertification,
    NoWorkday,
    OrderCameTooEarly,
    OrderCertifiesEvaluation,
    OrderDoesNotRecertify,
    OrderStandsIn,
    PlanEndsSooner,
    PlanInTime,
    PlanTooLate,
    RecertificationDue,
    RecordsRequestDue,
    ReportDue,
    ReportLate,
    ReportNotYetDue,
    SignatureCertifiesEvaluation,
    SignedInTime,
    SignedLate,
    SinceEpisodeBegan,
    SinceReport,
    SpokenApproval,
    StillOnTime,
    StillOnTimeNotSettled,
    StillOpen,
    TooLittleInDispute,
    VerbalOrderChangesNothing,
)
from macros.rules.reason import Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.vocabulary import AppealLevel, ClaimKind, refuse_unknown
from macros.rules.workdays import is_workday, next_workday
from macros.text.wording import long_date

ORDER_EXCEPTION_FROM = date(2025, 1, 1)
"""From this service date a signed order and proof of sending may stand in for the first signature (D-18a, D-18b)."""


@dataclass(frozen=True)
class Periods:
    """How many days each deadline runs: calendar days, and treatment days for the progress report (`reports`).

    `delayed_report` are the days in which a report that missed its last day is made up, `records_request` those to send the
    records that a contractor asked for. `appeals` holds the days from receipt of the decision below for each of AppealLevel.
    """

    certification: int
    spoken_signature: int
    recertification: int
    reports: int
    delayed_report: int
    records_request: int
    appeals: Mapping[str, int]


@dataclass(frozen=True)
class Deadline:
    """A due day with the reasoning; `due` is None where nothing is due yet."""

    due: date | None
    steps: tuple[Reason, ...]

    @property
    def runs_on(self) -> bool:
        """Whether the last day to file or to appeal is no workday, so that something may still be in time after it."""
        return any(isinstance(step, NoWorkday) for step in self.steps)

    @property
    def runs_to(self) -> date | None:
        """The next workday, where the last day is none."""
        return next_workday(self.due) if self.due is not None and self.runs_on else None


@dataclass(frozen=True)
class AppealAmounts:
    """Dollars that must be in dispute for requests of one year: for a hearing, and for a federal court."""

    hearing: Decimal
    court: Decimal


@dataclass(frozen=True)
class LevelOpen:
    """Whether a level of appeal that takes an amount in dispute is open to a request: in time, and with enough in dispute."""

    in_time: bool
    enough: bool
    steps: tuple[Reason, ...]


@dataclass(frozen=True)
class Certified:
    """Whether a first certification is in time. `met` is None while `due`, the last day that counts here, has not passed."""

    met: bool | None
    due: date
    steps: tuple[Reason, ...]


def standing(deadline: Deadline, on: date) -> Phrase | None:
    """How many days are left on a day, or have passed since; None where nothing is due yet."""
    due, last = deadline.due, deadline.runs_to
    if due is None:
        return None
    if on == due:
        return LastDay(on)
    if on < due:
        return DaysLeft((due - on).days, on)
    if last is not None and on <= last:
        settled = any(isinstance(step, FiledNextWorkday) for step in deadline.steps)
        return StillOnTime() if settled else StillOnTimeNotSettled()
    return DaysPast(days_late(due, on), on)


def days_late(due: date, done: date) -> int:
    """How many days after its last day something was done; 0 where it was in time."""
    return max(0, (done - due).days)


def plan_written(written: date, first_treatment: date) -> PlanInTime:
    """Whether the plan of care was written by the first treatment: a PlanInTime, or a PlanTooLate."""
    return (PlanTooLate if written > first_treatment else PlanInTime)(written, first_treatment)


def certification_due(first_treatment: date, *, periods: Periods) -> Deadline:
    """The last day for the first certification, counted from the first treatment; an evaluation counts as one."""
    due = first_treatment + timedelta(days=periods.certification)
    return Deadline(due, (CertificationDue(first_treatment, periods.certification, due),))


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

    `signed` is the day of the certifying signature, `spoken` that of a verbal order, `order` that of a signed and
    dated order on file, `sent` the day on which the plan was sent to the one who ordered. Raises Refused where a day is
    before the first treatment, except an order, and where the signature is before the verbal order.
    """
    if spoken is not None and signed is not None and signed < spoken:
        what = f"the signature of {long_date(signed)} is before the verbal order of {long_date(spoken)}"
        raise Refused(what, "correct one of them")
    for name, day in (("signature", signed), ("verbal order", spoken), ("sending", sent)):
        if day is not None and day < first_treatment:
            what = f"the {name} of {long_date(day)} is before the first treatment of {long_date(first_treatment)}"
            raise Refused(what, "correct one of them")
    due = first_treatment + timedelta(days=periods.certification)
    steps: list[Reason] = [CertificationDue(first_treatment, periods.certification, due)]
    if signed is not None and signed <= due:
        return Certified(True, due, (*steps, SignedInTime(signed)))
    confirmed_by = spoken + timedelta(days=periods.spoken_signature) if spoken is not None and spoken <= due else None
    if spoken is not None and confirmed_by is not None:
        later = confirmed_by > due
        steps.append(SpokenApproval(spoken, confirmed_by) if later else VerbalOrderChangesNothing(spoken, due))
        if signed is not None and signed <= confirmed_by:
            return Certified(True, confirmed_by, (*steps, ConfirmedInTime(signed)))
    if first_treatment >= ORDER_EXCEPTION_FROM and order is not None and sent is not None and sent <= due and order <= due:
        return Certified(True, due, (*steps, OrderStandsIn(order, sent)))
    last = max(due, confirmed_by or due)
    if signed is None and today <= last:
        return Certified(None, last, (*steps, StillOpen(last)))
    if order is not None and first_treatment < ORDER_EXCEPTION_FROM:
        steps.append(OrderCameTooEarly())
    return Certified(False, last, (*steps, SignedLate(signed, last) if signed else NeverSigned(last)))


def recertification_due(first_treatment: date, plan_ends: date | None = None, *, periods: Periods) -> Deadline:
    """The last day for the next certification, counted from the first treatment under the plan, or its end if sooner.

    Raises Refused where the plan ends before it began.
    """
    if plan_ends is not None and plan_ends < first_treatment:
        what = f"the plan ends on {long_date(plan_ends)}, before its first treatment of {long_date(first_treatment)}"
        raise Refused(what, "correct one of them")
    latest = first_treatment + timedelta(days=periods.recertification)
    steps: list[Reason] = [RecertificationDue(first_treatment, periods.recertification, latest)]
    if latest >= ORDER_EXCEPTION_FROM:
        steps.append(OrderDoesNotRecertify())
    if plan_ends is not None and plan_ends < latest:
        return Deadline(plan_ends, (*steps, PlanEndsSooner(plan_ends)))
    return Deadline(latest, tuple(steps))


def next_recertification_due(recertified: date, *, periods: Periods) -> Deadline:
    """The last day for the certification after a recertification, counted from the day on which that was signed."""
    due = recertified + timedelta(days=periods.recertification)
    return Deadline(due, (NextRecertification(recertified, periods.recertification, due),))


def evaluation_certified(order: date | None = None, signed: date | None = None) -> DeadlineReason:
    """What certifies an evaluation that was the only service of its episode; an order may be dated after it."""
    if order is not None:
        return OrderCertifiesEvaluation(order)
    return SignatureCertifiesEvaluation(signed) if signed is not None else EvaluationNeedsOrder()


def progress_report_due(treatment_days: Sequence[date], last_report: date | None = None, *, periods: Periods) -> Deadline:
    """The treatment day, the 10th say, since the episode began or since the last report: by then a report is due.

    `treatment_days` are all treatment days of the episode, in any order; the first counts even if it was only an evaluation.
    A day of treatment on which the last report was written belongs to that report. `due` is None while too few
    days are known. Raises Refused for an episode without days.
    """
    if not treatment_days:
        raise Refused("the episode has no treatment day", "name the days")
    counted = sorted({day for day in treatment_days if last_report is None or day > last_report})
    since = SinceReport(last_report) if last_report else SinceEpisodeBegan(min(treatment_days))
    if len(counted) < periods.reports:
        return Deadline(None, (ReportNotYetDue(len(counted), since, periods.reports),))
    due = counted[periods.reports - 1]
    return Deadline(due, (ReportDue(periods.reports, since, due),))


def report_delayed(due: date, written: date, *, periods: Periods) -> tuple[Reason, ...]:
    """What follows where a progress report came after its last day: how late it is, and whether it was made up in time."""
    late = days_late(due, written)
    if not late:
        return ()
    last = due + timedelta(days=periods.delayed_report)
    kind = DelayedTooLong if written > last else DelayedReport
    return ReportLate(written, due, late), kind(periods.delayed_report, last)


def records_request_due(requested: date, *, periods: Periods) -> Deadline:
    """The last day for the records that a contractor asked for, counted from the date of its request."""
    due = requested + timedelta(days=periods.records_request)
    return Deadline(due, (RecordsRequestDue(requested, periods.records_request, due),))


def filing_counts_from(claim: str, first: date, through: date) -> CountsFromLine:
    """From which day of a claim the year for filing counts: a line's from date on a professional claim, else the through date."""
    refuse_unknown("kind of claim", claim, ClaimKind)
    return CountsFromLine(first) if claim == ClaimKind.PROFESSIONAL else CountsFromThrough(through)


def filing_due(service_date: date) -> Deadline:
    """The last day to file the claim: one calendar year after the service date.

    For a professional claim the service date is the line's from date, for an institutional one the through date. Where that
    day is not a workday the steps say until when the claim still counts as filed in time.
    """
    leap_day = (service_date.month, service_date.day) == (2, 29)
    due = service_date.replace(year=service_date.year + 1, day=28 if leap_day else service_date.day)
    steps: list[Reason] = [FilingYear(service_date, due)]
    if leap_day:
        steps.append(LeapDay(due))
    if not is_workday(due):
        steps.append(FiledNextWorkday(due, next_workday(due)))
    return Deadline(due, tuple(steps))


def appeal_due(level: str, received: date, amounts: Mapping[int, AppealAmounts], *, periods: Periods) -> Deadline:
    """The last day to ask for a level of appeal, `received` being the day on which the decision below came.

    The steps say how much must be in dispute where the level needs an amount, by the year in which the request is due.
    Where the day is not a workday the steps say that it was not settled here. Raises Refused for an unknown level.
    """
    refuse_unknown("level of appeal", level, AppealLevel)
    asked = AppealLevel(level)
    days = periods.appeals[asked]
    due = received + timedelta(days=days)
    steps: list[Reason] = [APPEAL_DUE[asked](received, days, due)]
    if asked in {AppealLevel.HEARING, AppealLevel.COURT}:
        for year in dict.fromkeys((received.year, due.year)):
            known = amounts.get(year)
            if known is None:
                steps.append(AmountNotKnown(year))
            else:
                steps.append(AmountInDispute(year, known.hearing if asked == AppealLevel.HEARING else known.court))
    if not is_workday(due):
        steps.append(AppealNotSettled(due))
    return Deadline(due, tuple(steps))


def level_open(
    level: str, received: date, asked: date, amount: Decimal, amounts: Mapping[int, AppealAmounts], *, periods: Periods
) -> LevelOpen:
    """Whether a hearing or a federal court is open to a request that is made on the day `asked`, with so many dollars in dispute.

    The amount is that of the year of the request. Raises Refused for a level that takes no amount, for a request before the
    decision came, and for a year whose amount is not in the data.
    """
    if level not in {AppealLevel.HEARING, AppealLevel.COURT}:
        raise Refused(f"`{level}` takes no amount in dispute", f"use {AppealLevel.HEARING} or {AppealLevel.COURT}")
    if asked < received:
        what = f"the request of {long_date(asked)} is before the decision of {long_date(received)}"
        raise Refused(what, "correct one of them")
    known = amounts.get(asked.year)
    if known is None:
        raise Refused(f"the amounts of {asked.year} are not in the data", f"use one of {', '.join(map(str, sorted(amounts)))}")
    due = appeal_due(level, received, amounts, periods=periods)
    assert due.due is not None
    needed = known.hearing if level == AppealLevel.HEARING else known.court
    in_time, enough = asked <= due.due, amount >= needed
    return LevelOpen(
        in_time,
        enough,
        (
            due.steps[0],
            (AskedInTime if in_time else AskedTooLate)(asked, due.due),
            (EnoughInDispute if enough else TooLittleInDispute)(asked.year, amount, needed),
        ),
    )
