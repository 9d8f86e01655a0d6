"""What is said on the way to a due day, and of a day before or after it, as values. macros/rules/deadlines.py yields them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.vocabulary import AppealLevel


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
class CountsFromLine(DeadlineReason):
    """The day from which the year counts for one line of a professional claim."""

    day: date

    says = "On a professional claim the year counts from the from date of each line, here {day:date}."
    cites = ("N-02",)


@dataclass(frozen=True)
class CountsFromThrough(CountsFromLine):
    """The day from which the year counts for an institutional claim."""

    says = "On an institutional claim the year counts from the through date, here {day:date}."


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
class AskedInTime(DeadlineReason):
    """A request for a level of appeal that is made by its last day."""

    asked: date
    due: date

    says = "The request of {asked:date} is in time: the last day is {due:date}."
    cites = ("N-07", "N-09")


@dataclass(frozen=True)
class AskedTooLate(AskedInTime):
    """A request for a level of appeal that is made after its last day."""

    says = "The request of {asked:date} is too late: the last day was {due:date}."


@dataclass(frozen=True)
class EnoughInDispute(DeadlineReason):
    """Dollars in dispute that reach what the year of the request takes."""

    year: int
    amount: Decimal
    needed: Decimal

    says = "A request made in {year} requires {needed:dollars} in dispute, and {amount:dollars} is enough."
    cites = ("N-07", "N-09", "N-10")


@dataclass(frozen=True)
class TooLittleInDispute(EnoughInDispute):
    """Dollars in dispute that do not reach it."""

    says = "A request made in {year} requires {needed:dollars} in dispute, and {amount:dollars} is too little."


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
