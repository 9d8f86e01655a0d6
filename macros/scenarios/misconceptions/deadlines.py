"""Counting days to a deadline.

"Within 30 days" invites every way of counting there is: the first day counted or not, months for days, working days, or the days
of another deadline. Progress reports count treatment days, not calendar days, and claims have a calendar year where many
plans have 90 days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from macros.rules.deadline_reasons import FilingYear
from macros.rules.deadlines import AppealAmounts, filing_due
from macros.rules.vocabulary import APPEAL_LEVEL_NAMES, AppealLevel
from macros.scenarios.asks import deadlines
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.text.wording import long_date


def _days_counted(question: Question) -> int | None:
    """The calendar days of the deadline asked for; None where it counts something else, or where the plan ends sooner."""
    periods = question.library.periods
    counted = {
        "certification": periods.certification,
        "recertification": periods.recertification,
        "next-recertification": periods.recertification,
        **periods.appeals,
    }
    days = counted.get(question.given("what"))
    if days is None or deadlines.due(question).due != question.day + timedelta(days=days):
        return None
    return days


def first_day_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the first day as day one, and so comes out a day early. A report counts its first visit, and rightly."""
    due = deadlines.due(question).due
    if due is not None and (_days_counted(question) is not None or question.given("what") in {"filing", "verbal-order"}):
        yield WrongAnswer(due - timedelta(days=1), "Counting begins on the day after, which leaves one day more.")


def day_too_many(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the first day that is late for the last one in time."""
    due = deadlines.due(question).due
    if due is not None:
        yield WrongAnswer(due + timedelta(days=1), f"{long_date(due)} is the last day; one day later is too late.")


def months_for_days(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes months for days: one for 30, three for 90, and so on."""
    days = _days_counted(question)
    if days is None:
        return
    month = question.day.month - 1 + days // 30
    try:
        wrong = date(question.day.year + month // 12, month % 12 + 1, question.day.day)
    except ValueError:
        return
    yield WrongAnswer(wrong, f"The rule counts {days} days, and months differ in length.")


def weeks_for_months(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes four weeks for each 30 days."""
    days = _days_counted(question)
    if days is not None:
        weeks = days // 30 * 4
        yield WrongAnswer(question.day + timedelta(weeks=weeks), f"The rule counts {days} days, and {weeks} weeks are fewer.")


def working_days(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts working days where calendar days are meant."""
    days = _days_counted(question)
    if days is None:
        return
    day, counted = question.day, 0
    while counted < days:
        day += timedelta(days=1)
        counted += day.weekday() < 5
    yield WrongAnswer(day, "Calendar days are counted, weekends included.")


def days_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the days of another deadline."""
    periods = question.library.periods
    if ask == "appeal-days":
        right = periods.appeals[question.given("level")]
        for level, days in periods.appeals.items():
            if days != right:
                yield WrongAnswer(days, f"{days} days belong to another level: {APPEAL_LEVEL_NAMES[level]}.")
        return
    due_in = _days_counted(question)
    known = {periods.spoken_signature, periods.certification, periods.recertification, *periods.appeals.values()}
    for other in sorted(known - {due_in} if due_in else set()):
        feedback = f"A limit of {other} days is for something else; here it is {due_in} days."
        yield WrongAnswer(question.day + timedelta(days=other), feedback)


def thirty_days_for_a_report(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts calendar days, or working days, where treatment days are meant."""
    if question.given("what") == "progress-report":
        of_treatment = "The report is due by the 10th treatment day."
        yield WrongAnswer(question.day + timedelta(weeks=2), "Those are ten working days; what counts is days of treatment.")
        yield WrongAnswer(question.day + timedelta(days=10), of_treatment)
        yield WrongAnswer(question.day + timedelta(days=30), "30 days is older wording; today treatment days count.")


def first_visit_left_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts treatment days from the one after the first, because the first was an evaluation."""
    if question.given("what") == "progress-report" and deadlines.last_report(question) is None:
        day = deadlines.treatment_days(question)[10]
        yield WrongAnswer(day, "The first visit counts, even if it was only an evaluation.")


def one_visit_short(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Stops at the ninth treatment day."""
    if question.given("what") == "progress-report":
        before = max(day for day in deadlines.treatment_days(question) if day < _due(question))
        yield WrongAnswer(before, "The report is due by the 10th treatment day; this is the 9th.")


def report_counts_on_in_tens(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Has a report due at every tenth treatment day of the episode, whenever the last one was written."""
    if question.given("what") == "progress-report" and deadlines.last_report(question) is not None:
        days = deadlines.treatment_days(question)
        yield WrongAnswer(days[9], "The last report came early, and the count of ten starts over after it.")
        yield WrongAnswer(days[19], "That is treatment day 20 of the episode; the ten are counted from the last report.")


def report_a_visit_late(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts a treatment day too many after the last report."""
    if question.given("what") == "progress-report" and deadlines.last_report(question) is not None:
        after = min(day for day in deadlines.treatment_days(question) if day > _due(question))
        yield WrongAnswer(after, "This is the 11th treatment day after the last report.")


def booked_visits_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts visits that were booked and missed as treatment days."""
    if question.given("what") == "progress-report" and question.given("missed", ""):
        yield WrongAnswer(deadlines.booked_days(question)[9], "A missed visit is not a treatment day.")


def begins_anew_after_a_miss(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Begins to count anew after a visit that was missed."""
    missed = deadlines.missed_visits(question)
    if question.given("what") == "progress-report" and missed:
        last = deadlines.booked_days(question)[missed[-1] - 1]
        after = [day for day in deadlines.treatment_days(question) if day > last]
        yield WrongAnswer(after[9], "A missed visit is left out of the count, and what came before it still counts.")


def verbal_order_forgotten(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts 30 days from the first treatment although a verbal order leaves more for the signature."""
    if question.given("what") == "verbal-order":
        due = question.day + timedelta(days=question.library.periods.certification)
        yield WrongAnswer(due, "A verbal order within the 30 days leaves 14 days of its own for the signature.")


def verbal_order_alone(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts from the verbal order alone: its 14 days where the 30 run longer, or 30 days of its own."""
    if question.given("what") == "verbal-order":
        spoken, periods = question.day_of(question.given("spoken")), question.library.periods
        fortnight = spoken + timedelta(days=periods.spoken_signature)
        yield WrongAnswer(fortnight, "The 30 days from the first treatment run longer than the 14 from the verbal order.")
        month = spoken + timedelta(days=periods.certification)
        yield WrongAnswer(month, "The 30 days run from the first treatment; from the verbal order there are 14.")


def a_week_ahead(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a clinic's habit of asking a week ahead for the last day."""
    if question.given("what") in {"recertification", "next-recertification"}:
        yield WrongAnswer(_due(question) - timedelta(weeks=1), "Asking a week ahead is wise, but the last day is a week later.")


def early_days_added(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Adds the days that were left when a plan was recertified early, or keeps to the day of the first 90."""
    if question.given("what") == "next-recertification":
        first = question.day_of(question.given("first"))
        days = question.library.periods.recertification
        anew = "The 90 days start over on the day of the recertification."
        yield WrongAnswer(first + timedelta(days=2 * days), anew)
        yield WrongAnswer(first + timedelta(days=days), anew)


def _due(question: Question) -> date:
    due = deadlines.due(question).due
    assert due is not None
    return due


def filing_misjudged(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another time for filing a claim than one calendar year."""
    if question.given("what") == "filing":
        for days in (90, 180):
            feedback = f"Some plans give {days} days. Medicare gives one calendar year."
            yield WrongAnswer(question.day + timedelta(days=days), feedback)
        to_the_end = "Medicare's year runs from the service date; it does not wait for December 31."
        yield WrongAnswer(date(question.day.year + 1, 12, 31), to_the_end)
        yield WrongAnswer(date(question.day.year, 12, 31), "Medicare's year runs from the service date, into the next year.")


def time_from_another_day(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the right time from another day of the story, such as that on which the letter was opened or the claim was sent."""
    right = deadlines.due(question).due
    days = _days_counted(question)
    for day in map(question.day_of, question.given("instead", "").split()):
        if question.given("what") == "filing":
            counted = next(step.service_date for step in deadlines.due(question).steps if isinstance(step, FilingYear))
            wrong, begins = filing_due(day).due, long_date(counted)
        elif days is not None:
            wrong, begins = day + timedelta(days=days), f"the day on which the decision came, {long_date(question.day)}"
        else:
            continue
        if wrong != right:
            yield WrongAnswer(wrong, f"That is counted from {long_date(day)}, but the time runs from {begins}.")


def amount_of_another_year(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the amount of the year of the decision, or of another year than that of the request."""
    asked = question.day_of(question.given("asked"))
    for year, amounts in question.library.appeal_amounts.items():
        if year != asked.year:
            found = deadlines.asked_level(question, amounts={asked.year: amounts})
            feedback = f"The amount is that of the year in which the request is made, {asked.year}, and not of {year}."
            yield WrongAnswer((found.in_time, found.enough), feedback)


def amount_of_the_other_level(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a court's amount for a hearing's, or the other way round."""
    swapped = {year: AppealAmounts(known.court, known.hearing) for year, known in question.library.appeal_amounts.items()}
    found = deadlines.asked_level(question, amounts=swapped)
    yield WrongAnswer((found.in_time, found.enough), "A hearing and a court require different amounts; this is the other's.")


def one_condition_forgotten(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Looks at one of the two conditions alone, the amount or the days, or at neither."""
    found = deadlines.asked_level(question)
    if not found.enough:
        yield WrongAnswer((found.in_time, True), "This level requires an amount in dispute, and this one does not reach it.")
    if not found.in_time:
        yield WrongAnswer((True, found.enough), "The 60 days run from the receipt of the decision below, and they are over.")
    if not found.enough and not found.in_time:
        yield WrongAnswer((True, True), "This level has two conditions, and neither of them is met.")


def condition_misjudged(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts too few days, or sets the amount too high, and so sees a condition that is not met."""
    found = deadlines.asked_level(question)
    if found.enough:
        yield WrongAnswer((found.in_time, False), "The amount in dispute reaches what the year of the request requires.")
    if found.in_time:
        yield WrongAnswer((False, found.enough), "The request is made before the last day.")
    if found.enough and found.in_time:
        yield WrongAnswer((False, False), "Both conditions are met: the request is on time, and the amount is reached.")
    if found.enough != found.in_time:
        yield WrongAnswer((found.enough, found.in_time), "This condition is met; it is the other one that is not.")


def another_level(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Mixes up the order of the levels of appeal."""
    here = AppealLevel(question.given("level"))
    for level in AppealLevel:
        if level.number not in {here.number, here.number + 1}:
            feedback = f"This is level {level.number}, and level {here.number + 1} is next."
            yield WrongAnswer(level.value, feedback)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "first-day-counted": ("Counts the first day as day one", {"due"}, first_day_counted),
    "day-too-many": ("Takes the first late day for the last in time", {"due"}, day_too_many),
    "months-for-days": ("Takes months for days", {"due"}, months_for_days),
    "weeks-for-months": ("Takes four weeks for a month", {"due"}, weeks_for_months),
    "working-days": ("Counts working days", {"due"}, working_days),
    "days-of-another": ("Takes the days of another deadline", {"due", "appeal-days"}, days_of_another),
    "thirty-days-for-a-report": ("Counts calendar days for a report", {"due"}, thirty_days_for_a_report),
    "first-visit-left-out": ("Leaves the first visit out of the treatment days", {"due"}, first_visit_left_out),
    "one-visit-short": ("Stops a treatment day short", {"due"}, one_visit_short),
    "time-from-another-day": ("Counts from another day of the story", {"due"}, time_from_another_day),
    "amount-of-another-year": ("Takes the amount of another year", {"level-open"}, amount_of_another_year),
    "amount-of-the-other-level": ("Takes the amount of the other level", {"level-open"}, amount_of_the_other_level),
    "one-condition-forgotten": ("Forgets the amount or the days", {"level-open"}, one_condition_forgotten),
    "condition-misjudged": ("Misjudges the amount or the days", {"level-open"}, condition_misjudged),
    "report-counts-on-in-tens": ("Counts on in tens", {"due"}, report_counts_on_in_tens),
    "report-a-visit-late": ("Stops a treatment day late", {"due"}, report_a_visit_late),
    "booked-visits-counted": ("Counts missed visits", {"due"}, booked_visits_counted),
    "begins-anew-after-a-miss": ("Starts over after a missed visit", {"due"}, begins_anew_after_a_miss),
    "verbal-order-forgotten": ("Forgets the verbal order", {"due"}, verbal_order_forgotten),
    "verbal-order-alone": ("Counts from the verbal order alone", {"due"}, verbal_order_alone),
    "a-week-ahead": ("Takes a habit for the last day", {"due"}, a_week_ahead),
    "early-days-added": ("Does not start the 90 days over", {"due"}, early_days_added),
    "filing-misjudged": ("Takes another time to file", {"due"}, filing_misjudged),
    "another-level": ("Mixes up the levels of appeal", {"next-level"}, another_level),
}

DEADLINES = family(_METHODS)
