"""Who pays what, what a change makes, and what counts toward the threshold.

These learners know the 80 and the 20 percent, and not what comes first. They forget an open deductible, take the
assistant's cut or sequestration off the whole amount, compare days as if the reduction did not know them apart, and count toward
a threshold what belongs to another one, or leave out what the patient pays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from macros.rules.payment import Billed, price
from macros.rules.shares import Shares, shares
from macros.scenarios.asks.amounts import (
    amount_of,
    counted,
    days_given,
    days_priced,
    part_of,
    share_given,
    visits_before,
    year_amounts,
)
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question

CENT = Decimal("0.01")
CUT, SEQUESTERED = Decimal("0.85"), Decimal("0.98")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def deductible_forgotten(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Shares the amount as if the deductible were met."""
    allowed, deductible, assistant, sequestration = share_given(question)
    if deductible:
        found = shares(allowed, Decimal(0), assistant=assistant, sequestration=sequestration)
        yield WrongAnswer(part_of(question, found), "The patient first pays what is left of the deductible.")


def deductible_off_medicare(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the deductible off Medicare's 80 percent, instead of off the allowed amount."""
    allowed, deductible, assistant, sequestration = share_given(question)
    if deductible:
        whole = shares(allowed, Decimal(0), assistant=assistant, sequestration=sequestration)
        medicare = max(whole.medicare - deductible, Decimal(0))
        found = Shares(medicare, allowed - medicare, ())
        yield WrongAnswer(
            part_of(question, found), "The deductible comes off the allowed amount; only the rest is split 80 to 20."
        )


def whole_amount_paid(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets Medicare pay all that it allows, or the patient nothing."""
    allowed, _, assistant, sequestration = share_given(question)
    paid = _cents(allowed * (CUT if assistant else 1) * (SEQUESTERED if sequestration else 1))
    found = Shares(paid, Decimal(0), ())
    yield WrongAnswer(
        part_of(question, found),
        "Medicare does not pay all that it allows: the patient owes the rest of the deductible and 20 percent of what is left.",
    )


def shares_changed_around(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives Medicare 20 percent and the patient 80."""
    allowed, deductible, assistant, sequestration = share_given(question)
    right = shares(allowed, deductible, assistant=assistant, sequestration=sequestration)
    if question.given("whose") != "clinic":
        owner = "the patient's" if question.given("whose") == "medicare" else "Medicare's"
        yield WrongAnswer(part_of(question, Shares(right.patient, right.medicare, ())), f"That is {owner} part.")


def cut_off_the_whole(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the 15 percent for an assistant off the whole allowed amount, the patient's share too."""
    allowed, deductible, assistant, sequestration = share_given(question)
    if assistant:
        found = shares(_cents(allowed * CUT), deductible, sequestration=sequestration)
        yield WrongAnswer(
            part_of(question, found), "The cut for CQ and CO falls on Medicare's share; the allowed amount stays whole."
        )


def cut_left_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays a line with CQ or CO like any other."""
    allowed, deductible, assistant, sequestration = share_given(question)
    if assistant:
        found = shares(allowed, deductible, sequestration=sequestration)
        yield WrongAnswer(part_of(question, found), "Medicare pays only 85 percent of its usual share of a line with CQ or CO.")


def sequestration_left_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Leaves sequestration out."""
    allowed, deductible, assistant, sequestration = share_given(question)
    if sequestration:
        found = shares(allowed, deductible, assistant=assistant)
        yield WrongAnswer(part_of(question, found), "Sequestration still takes 2 percent off what Medicare pays.")


def sequestration_off_the_whole(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the 2 percent off the whole allowed amount, the patient's share too."""
    allowed, deductible, assistant, sequestration = share_given(question)
    if sequestration:
        found = shares(_cents(allowed * SEQUESTERED), deductible, assistant=assistant)
        yield WrongAnswer(part_of(question, found), "Sequestration comes last, and only off Medicare's part.")


def _each_in_full(lines: Sequence[Billed], question: Question) -> Decimal:
    return price(lines, question.day, question.library.tables.schedule).without_reduction


def _compared(
    question: Question, amount: Callable[[Sequence[Sequence[Billed]]], Decimal], feedback: str
) -> Iterable[WrongAnswer]:
    """The difference by another way to price days."""
    if question.given("compare", "allowed") != "allowed":
        return
    found = amount(days_given(question, "more")) - amount(days_given(question, "less"))
    if found >= 0:
        yield WrongAnswer(found, feedback)


def every_unit_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Compares as if each unit were paid in full."""
    feedback = "Only one unit of a day is paid in full; the others lose half of their practice expense."
    return _compared(question, lambda days: sum((_each_in_full(day, question) for day in days), Decimal(0)), feedback)


def days_run_together(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces all units of several days as if they were one day."""

    def together(days: Sequence[Sequence[Billed]]) -> Decimal:
        lines = [line for day in days for line in day]
        return price(lines, question.day, question.library.tables.schedule).total

    return _compared(question, together, "The reduction looks at one day: each day has one unit in full.")


def codes_reduced_apart(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays one unit of each code in full."""

    def apart(days: Sequence[Sequence[Billed]]) -> Decimal:
        schedule = question.library.tables.schedule
        return sum((price([line], question.day, schedule).total for day in days for line in day), Decimal(0))

    return _compared(question, apart, "The reduction looks at the whole day: one unit in all is paid in full.")


def all_units_halved(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces every unit of a day, and leaves none in full."""

    def halved(days: Sequence[Sequence[Billed]]) -> Decimal:
        schedule = question.library.tables.schedule
        total = Decimal(0)
        for day in days:
            for line in day:
                twice = price([Billed(line.code, 2)], question.day, schedule).lines[0].amounts
                total += twice[1] * line.units
        return total

    return _compared(question, halved, "One unit of each day keeps its whole practice expense.")


def half_fee_compared(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Halves the whole fee of each further unit, and not its practice expense alone."""

    def halved(days: Sequence[Sequence[Billed]]) -> Decimal:
        total = Decimal(0)
        for day in days:
            fees = [_each_in_full([Billed(line.code, 1)], question) for line in day for _ in range(line.units)]
            total += max(fees) + sum((_cents(fee / 2) for fee in fees), Decimal(0)) - _cents(max(fees) / 2)
        return total

    return _compared(question, halved, "Only the practice expense of the other units is halved, not their whole fee.")


def amount_instead_of_difference(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of the two amounts for what they differ by."""
    amount = amount_of(question, days_priced(question, "more"))
    yield WrongAnswer(amount, "That is the whole amount for one of the two; the question is the difference between them.")


def every_discipline_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts PT, OT and SLP toward one threshold."""
    amounts = year_amounts(question)
    total = amounts["pt"] + amounts["slp"] + amounts["ot"] + amounts["patient"]
    yield WrongAnswer(total, "There are two thresholds: PT and speech therapy share one, and OT has its own.")


def own_discipline_alone(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the discipline's own amount alone."""
    amounts = year_amounts(question)
    if question.discipline != "OT":
        own = amounts[question.discipline.lower()] + amounts["patient"]
        yield WrongAnswer(own, "PT and speech therapy share one threshold, so both count.")


def patients_share_left_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts what Medicare paid, without the patient's share."""
    if year_amounts(question)["patient"]:
        total = counted(question, question.discipline) - year_amounts(question)["patient"]
        yield WrongAnswer(total, "The allowed amount counts, and it includes the patient's share.")


def last_year_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts last year's amount too."""
    if year_amounts(question)["last_year"]:
        total = counted(question, question.discipline) + year_amounts(question)["last_year"]
        yield WrongAnswer(total, "The count starts over each calendar year.")


def crossing_visit_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the visit that passes the threshold among those below it."""
    before, each, limit = visits_before(question)
    yield WrongAnswer((limit - before) // each + 1, "The last of those visits takes the total above the threshold.")


def review_line_for_threshold(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts visits up to the threshold for targeted review."""
    before, each, limit = visits_before(question)
    line = int(question.library.tables.thresholds[question.day.year].medical_review)
    yield WrongAnswer((line - before) // each, f"${line:,} is where targeted medical review starts; the threshold is ${limit:,}.")


def year_begun_anew(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the visits of a whole year, without what was allowed before."""
    before, each, limit = visits_before(question)
    if before:
        yield WrongAnswer(limit // each, f"${before:,} has already counted toward the threshold this year.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "deductible-forgotten": ("Forgets an open deductible", {"share"}, deductible_forgotten),
    "deductible-off-medicare": ("Takes the deductible off Medicare's share", {"share"}, deductible_off_medicare),
    "whole-amount-paid": ("Takes what is allowed for what is paid", {"share"}, whole_amount_paid),
    "shares-changed-around": ("Changes the shares around", {"share"}, shares_changed_around),
    "cut-off-the-whole": ("Cuts the whole amount for an assistant", {"share"}, cut_off_the_whole),
    "cut-left-out": ("Leaves the assistant's cut out", {"share"}, cut_left_out),
    "sequestration-left-out": ("Leaves sequestration out", {"share"}, sequestration_left_out),
    "sequestration-off-the-whole": ("Takes sequestration off the whole amount", {"share"}, sequestration_off_the_whole),
    "every-unit-in-full": ("Compares units in full", {"difference"}, every_unit_in_full),
    "days-run-together": ("Reduces days together", {"difference"}, days_run_together),
    "codes-reduced-apart": ("Reduces each code by itself", {"difference"}, codes_reduced_apart),
    "all-units-halved": ("Leaves no unit in full", {"difference"}, all_units_halved),
    "half-fee-compared": ("Halves the whole fee when comparing", {"difference"}, half_fee_compared),
    "amount-instead-of-difference": ("Gives an amount for the difference", {"difference"}, amount_instead_of_difference),
    "every-discipline-counted": ("Counts all disciplines together", {"toward-threshold"}, every_discipline_counted),
    "own-discipline-alone": ("Counts one of two that share", {"toward-threshold"}, own_discipline_alone),
    "patients-share-left-out": ("Leaves the patient's share out", {"toward-threshold"}, patients_share_left_out),
    "last-year-counted": ("Counts last year too", {"toward-threshold"}, last_year_counted),
    "crossing-visit-counted": ("Counts the visit that crosses", {"visits-left"}, crossing_visit_counted),
    "review-line-for-threshold": ("Counts up to the line of review", {"visits-left"}, review_line_for_threshold),
    "year-begun-anew": ("Forgets what was allowed before", {"visits-left"}, year_begun_anew),
}

AMOUNTS = family(_METHODS)
