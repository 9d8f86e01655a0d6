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
from typing import ClassVar

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.vocabulary import AppealLevel, refuse_unknown
from macros.rules.workdays import is_workday, next_workday
from macros.text.wording import long_date

ORDER_EXCEPTION_FROM = date(2025, 1, 1)
"""From this service date a signed order and proof of sending may stand in for the first signature (D-18a, D-18b)."""


class DeadlineReason(Reason):
    """A reason on the way to a due day."""


@dataclass(frozen=True)
class PlanInTime(DeadlineReason):
    """A plan written by the first treatment."""

    written: date
    first_treatment: date

    says = "The plan of {written:date} was written by the first treatment on {first_treatment:date}."
    cites = ("D-12a",)


@dataclass(frozen=True)
class PlanTooLate(PlanInTime):
    """A plan written after the first treatment."""

    says = "The plan of {written:date} was written after the first treatment on {first_treatment:date}."
    cites = ("D-12a",)


@dataclass(frozen=True)
class CertificationDue(DeadlineReason):
    """The last day for the first certification."""

    first_treatment: date
    days: int
    due: date

    says = "The first certification is due within {days:day} of the first treatment on {first_treatment:date}: by {due:date}."
    cites = ("D-17a",)


@dataclass(frozen=True)
class SignedInTime(DeadlineReason):
    """A signature by the last day."""

    signed: date

    says = "The plan was signed on {signed:date}, in time."
    cites = ("D-17a",)


@dataclass(frozen=True)
class SpokenApproval(DeadlineReason):
    """A verbal order in time that leaves more days for the signature, and the last of them."""

    spoken: date
    confirmed_by: date

    says = "The plan was approved by verbal order on {spoken:date}, so the last day for the signature is {confirmed_by:date}."
    cites = ("D-17b",)


@dataclass(frozen=True)
class VerbalOrderChangesNothing(DeadlineReason):
    """A verbal order whose days for the signature end no later than the days that every plan has."""

    spoken: date
    due: date

    says = "The verbal order of {spoken:date} changes nothing here: the last day for the signature is still {due:date}."
    cites = ("D-17a", "D-17b")


@dataclass(frozen=True)
class ConfirmedInTime(SignedInTime):
    """A signature by the last day that a verbal order leaves."""

    cites = ("D-17b",)


@dataclass(frozen=True)
class OrderStandsIn(DeadlineReason):
    """An order on file and proof of sending, in place of the first signature."""

    order: date
    sent: date

    says = (
        "A signed order of {order:date} is on file and the plan was sent on {sent:date}: together they count as the signature on "
        "the first plan."
    )
    cites = ("D-18a", "D-18b")


@dataclass(frozen=True)
class StillOpen(DeadlineReason):
    """No signature, and time left."""

    last: date

    says = "There is no signature yet, and the last day, {last:date}, has not passed."
    cites = ("D-17a",)


@dataclass(frozen=True)
class OrderCameTooEarly(DeadlineReason):
    """An order on file for a plan that began before orders could stand in."""

    says = "Before 2025, an order on file did not replace the signature."
    cites = ("D-18a",)


@dataclass(frozen=True)
class SignedLate(DeadlineReason):
    """A signature after the last day."""

    signed: date
    last: date

    says = "The plan was signed on {signed:date}, after {last:date}, so it is late. A late certification must give the reason."
    cites = ("D-21",)


@dataclass(frozen=True)
class NeverSigned(DeadlineReason):
    """No signature, and no time left."""

    last: date

    says = "The last day, {last:date}, has passed without a signature. A late certification must give the reason."
    cites = ("D-21",)


@dataclass(frozen=True)
class RecertificationDue(DeadlineReason):
    """The last day for the next certification, unless the plan ends sooner."""

    first_treatment: date
    days: int
    latest: date

    says = "The next certification is due within {days:day} of the first treatment on {first_treatment:date}: by {latest:date}."
    cites = ("D-20",)


@dataclass(frozen=True)
class OrderDoesNotRecertify(DeadlineReason):
    """An order stands in for the first signature only."""

    says = "This one needs a signature: by one account, an order on file counts for the first certification only."
    cites = ("D-19",)


@dataclass(frozen=True)
class NextRecertification(DeadlineReason):
    """The last day for the certification that follows a recertification."""

    recertified: date
    days: int
    due: date

    says = "The plan was recertified on {recertified:date}; the next recertification is due within {days:day}: by {due:date}."
    cites = ("D-20",)


@dataclass(frozen=True)
class EvaluationServesAsPlan(DeadlineReason):
    """An episode of one evaluation: no plan beside it."""

    says = "The evaluation was the only service, so it serves as the plan of care if it gives a diagnosis."
    cites = ("D-17c",)


@dataclass(frozen=True)
class OrderCertifiesEvaluation(DeadlineReason):
    """An order for the one evaluation, whenever it was given."""

    order: date

    says = "The evaluation was the only service, and the order of {order:date} certifies it: there is no plan to certify."
    cites = ("D-17c",)


@dataclass(frozen=True)
class SignatureCertifiesEvaluation(DeadlineReason):
    """A practitioner's signature under the one evaluation."""

    signed: date

    says = "The evaluation was the only service, and the signature of {signed:date} certifies it: there is no plan to certify."
    cites = ("D-17d",)


@dataclass(frozen=True)
class EvaluationNeedsOrder(DeadlineReason):
    """One evaluation, and neither an order nor a certification of it."""

    says = (
        "The evaluation was the only service: there is no plan to certify, but payment still takes an order or a certification "
        "of the evaluation."
    )
    cites = ("D-17d",)


@dataclass(frozen=True)
class PlanEndsSooner(DeadlineReason):
    """The plan's own end comes first."""

    plan_ends: date

    says = "The plan ends sooner, on {plan_ends:date}."
    cites = ("D-20",)


@dataclass(frozen=True)
class SinceEpisodeBegan(Phrase):
    """Treatment days are counted from the first one of the episode."""

    began: date

    says = "since the episode began on {began:date}"


@dataclass(frozen=True)
class SinceReport(Phrase):
    """Treatment days are counted after the last report."""

    last_report: date

    says = "since the report of {last_report:date}"


@dataclass(frozen=True)
class ReportDue(DeadlineReason):
    """The treatment day by which the report is due."""

    number: int
    since: SinceEpisodeBegan | SinceReport
    due: date

    says = "Treatment day {number} {since} is {due:date}."
    cites = ("D-30",)


@dataclass(frozen=True)
class ReportNotYetDue(DeadlineReason):
    """Too few treatment days so far."""

    days: int
    since: SinceEpisodeBegan | SinceReport
    number: int

    says = "{days:treatment day} {since}; the report is due by treatment day {number}."
    cites = ("D-30",)


@dataclass(frozen=True)
class ReportLate(DeadlineReason):
    """A report that was written after its last day."""

    written: date
    due: date
    days: int

    says = "The report of {written:date} is late by {days:day}: it was due by {due:date}."
    cites = ("D-30",)


@dataclass(frozen=True)
class DelayedReport(DeadlineReason):
    """Until when a report that missed its last day is made up."""

    days: int
    last: date

    says = (
        "By one account of Medicare's manual, a delayed report is made up within {days:day}, here by {last:date}, and the record "
        "says why it was missed."
    )
    cites = ("D-30a",)


@dataclass(frozen=True)
class DelayedTooLong(DelayedReport):
    """A report that was not made up in time either."""

    says = (
        "By one account of Medicare's manual, a delayed report is made up within {days:day}; this one came after {last:date}, "
        "the last of them."
    )
    cites = ("D-30a",)


@dataclass(frozen=True)
class RecordsRequestDue(DeadlineReason):
    """The last day for records that a contractor asked for."""

    requested: date
    days: int
    due: date

    says = (
        "Contractors read here give {days:day} from the date of the request, {requested:date}: until {due:date}. The letter "
        "names the days that you have, and the letter decides."
    )
    cites = ("N-42",)


@dataclass(frozen=True)
class FilingYear(DeadlineReason):
    """The last day to file: a calendar year after the service date."""

    service_date: date
    due: date

    says = "The claim is due within one calendar year of {service_date:date}: by {due:date}."
    cites = ("N-01", "N-02")


@dataclass(frozen=True)
class LeapDay(DeadlineReason):
    """A service on February 29, whose year ends on February 28."""

    due: date

    says = "The year after a February 29 ends on February 28, here {due:date}."
    cites = ("N-03",)


class NoWorkday(DeadlineReason):
    """The last day is no federal workday, so that the time may run on."""


@dataclass(frozen=True)
class FiledNextWorkday(NoWorkday):
    """Until when a claim still counts as filed on time."""

    due: date
    next_day: date

    says = "{due:date} is not a federal workday; a claim filed on the next one, {next_day:date}, still counts as on time."
    cites = ("N-03a",)


@dataclass(frozen=True)
class AppealNotSettled(NoWorkday, NothingRead):
    """No source that was read says whether the time for an appeal runs on."""

    due: date

    says = "{due:date} is not a federal workday; no source that was read says whether the time for an appeal runs on."
    cites = ("N-11a",)


@dataclass(frozen=True)
class AppealDue(DeadlineReason):
    """The last day to ask for a level of appeal; each level rests on a fact of its own."""

    received: date
    days: int
    due: date

    says = "The decision was received on {received:date}, and this level is open for {days:day}: until {due:date}."
    cites: ClassVar[tuple[str, ...]] = ("N-05", "N-06", "N-07", "N-08", "N-09")


class RedeterminationDue(AppealDue):
    """The last day to ask the contractor."""

    cites = ("N-05",)


class ReconsiderationDue(AppealDue):
    """The last day to ask an independent contractor."""

    cites = ("N-06",)


class HearingDue(AppealDue):
    """The last day to ask for a hearing."""

    cites = ("N-07",)


class CouncilDue(AppealDue):
    """The last day to ask the Appeals Council."""

    cites = ("N-08",)


class CourtDue(AppealDue):
    """The last day to file with a federal court."""

    cites = ("N-09",)


APPEAL_DUE: Mapping[AppealLevel, type[AppealDue]] = {
    AppealLevel.REDETERMINATION: RedeterminationDue,
    AppealLevel.RECONSIDERATION: ReconsiderationDue,
    AppealLevel.HEARING: HearingDue,
    AppealLevel.COUNCIL: CouncilDue,
    AppealLevel.COURT: CourtDue,
}
"""The reason for the last day of each level, which names the fact that the level rests on."""


@dataclass(frozen=True)
class AmountInDispute(DeadlineReason):
    """The dollars that a request of a year needs."""

    year: int
    amount: Decimal

    says = "A request made in {year} needs {amount:dollars} in dispute."
    cites = ("N-10",)


@dataclass(frozen=True)
class AmountNotKnown(DeadlineReason):
    """A year whose amount was not read."""

    year: int

    says = "The amount that a request made in {year} needs in dispute is not in the data."
    cites = ("N-10",)


@dataclass(frozen=True)
class LastDay(Phrase):
    """A day that is the due day."""

    on: date

    says = "{on:date} is the last day."


class LastDayIsToday(Phrase):
    """The due day is today."""

    says = "Today is the last day."


@dataclass(frozen=True)
class DaysLeft(Phrase):
    """A day before the due day."""

    days: int
    on: date

    says = "{days:day is/days are} left from {on:date}."


@dataclass(frozen=True)
class DaysPast(Phrase):
    """A day after the due day, and after whatever runs on from it."""

    days: int
    on: date

    says = "That was {days:day} before {on:date}."


class StillOnTime(Phrase):
    """A day after the due day on which a claim still counts as filed on time."""

    says = "Still on time."


class StillOnTimeNotSettled(Phrase):
    """A day after the due day, of which no source says whether it is in time."""

    says = "Whether that is still on time is not settled."


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
