"""The multiple-procedure reduction and the assistant's modifier: what Medicare allows for a day's units, and what it pays.

The reduction is known by its short name and by half of its rule. These learners halve the whole fee, reduce every unit or none,
pay one unit of each code in full, pick the wrong unit, or know the 20 percent of the years before 2013. Of the assistant's cut
they know a percentage, and not of what: they forget it or the coinsurance, or cut lines that the therapist furnished.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from macros.rules.payment import Billed, price
from macros.scenarios.asks import payment
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.text.wording import long_date

EARLIER_SHARE = Decimal("0.8")
"""What was left of the other units' practice expense in 2011, when the reduction in offices was 20 percent (P-28)."""
CENT = Decimal("0.01")
MEDICARE, ASSISTANT = Decimal("0.8"), Decimal("0.85")
"""What Medicare pays of what it allows (P-34), and what it pays of that for an assistant (T-04a)."""

Allowed = Mapping[Billed, Decimal]
"""Dollars that a learner takes to be allowed for each line."""


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _unit_prices(question: Question) -> tuple[dict[Billed, Decimal], dict[Billed, Decimal]]:
    """The dollars that a unit of each line is allowed in full and reduced."""
    schedule, locality = question.library.tables.schedule, question.given("locality", "national")
    full, reduced = {}, {}
    for line in payment.billed(question):
        twice = price([replace(line, units=2)], question.day, schedule, locality)
        full[line], reduced[line] = twice.lines[0].amounts
    return full, reduced


def _prices_of_2011(question: Question) -> dict[Billed, Decimal]:
    """The dollars of a unit of each line with the practice expense that was left in 2011."""
    schedule, locality = question.library.tables.schedule, question.given("locality", "national")
    fees = {
        code: replace(fee, practice_expense=fee.practice_expense * EARLIER_SHARE)
        for code, fee in schedule.fees[question.day.year].items()
    }
    milder = replace(schedule, fees={question.day.year: fees})
    return {
        line: price([replace(line, units=1)], question.day, milder, locality).without_reduction
        for line in payment.billed(question)
    }


def _in_full(question: Question) -> Billed:
    """The line of the unit that is paid in full."""
    return next(Billed(line.code, line.units, line.assistant) for line in payment.priced(question).lines if line.in_full)


def _day(units: Mapping[Billed, Decimal], full: Billed | None = None, first: Mapping[Billed, Decimal] | None = None) -> Allowed:
    """The lines where each unit is allowed so much, but the first unit of the line in full as much as `first` says."""
    first = first or units
    return {line: amount * (line.units - (line == full)) + first[line] * (line == full) for line, amount in units.items()}


def _answer(ask: str, allowed: Allowed) -> Decimal:
    """What this learner takes to be allowed in all; or what Medicare pays of that, where that is asked."""
    if ask == "price":
        return sum(allowed.values(), Decimal(0))
    shares = {line: MEDICARE * (ASSISTANT if line.assistant else 1) for line in allowed}
    return sum((_cents(amount * shares[line]) for line, amount in allowed.items()), Decimal(0))


def no_reduction(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays every unit in full."""
    full, _ = _unit_prices(question)
    feedback = "One unit of a patient's day is paid in full; every other unit loses half of its practice expense."
    yield WrongAnswer(_answer(ask, _day(full)), feedback)


def every_unit_reduced(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces every unit, the first too."""
    _, reduced = _unit_prices(question)
    feedback = f"One unit of the day is paid in full, the one with the highest practice expense: {_in_full(question).code}."
    yield WrongAnswer(_answer(ask, _day(reduced)), feedback)


def half_of_the_fee(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Halves the whole fee of the other units, not only their practice expense."""
    full, _ = _unit_prices(question)
    halves = {line: _cents(amount / 2) for line, amount in full.items()}
    feedback = "Only the practice expense is halved; work and malpractice are paid in full."
    yield WrongAnswer(_answer(ask, _day(halves, _in_full(question), full)), feedback)


def reduction_of_2011(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces the practice expense of the other units by 20 percent, as in 2011."""
    full, _ = _unit_prices(question)
    feedback = "In 2011 the other units lost 20 percent of their practice expense; now they lose 50 percent."
    yield WrongAnswer(_answer(ask, _day(_prices_of_2011(question), _in_full(question), full)), feedback)


def indices_left_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Prices a place at national rates."""
    national = price(payment.billed(question), question.day, question.library.tables.schedule)
    yield WrongAnswer(national.total, "Each part is multiplied by its local GPCI before the conversion factor.")


def factor_of_the_other_days(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the conversion factor of the year's other days."""
    schedule = question.library.tables.schedule
    for factor in schedule.factors:
        if factor.since.year == question.day.year and not factor.since <= question.day <= factor.until:
            other = price(payment.billed(question), factor.since, schedule)
            yield WrongAnswer(other.total, f"On {long_date(question.day)} a different conversion factor applied.")


def each_code_in_full_once(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays the first unit of every code in full."""
    full, reduced = _unit_prices(question)
    allowed = {line: full[line] + reduced[line] * (line.units - 1) for line in full}
    yield WrongAnswer(_answer(ask, allowed), "The reduction looks at the whole day: one unit in all is paid in full.")


def lowest_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays the unit with the lowest practice expense in full."""
    full, reduced = _unit_prices(question)
    values = question.library.tables.schedule.fees[question.day.year]
    lowest = min(full, key=lambda line: values[line.code].practice_expense)
    best = _in_full(question).code
    feedback = f"The unit paid in full is the one with the highest practice expense: {best}, not {lowest.code}."
    yield WrongAnswer(_answer(ask, _day(reduced, lowest, full)), feedback)


def _allowed(question: Question) -> dict[Billed, Decimal]:
    """What Medicare really allows for each line."""
    lines = payment.priced(question).lines
    return {Billed(line.code, line.units, line.assistant): line.allowed for line in lines}


def assistant_cut_forgotten(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays an assistant's line like a therapist's."""
    paid = sum((_cents(amount * MEDICARE) for amount in _allowed(question).values()), Decimal(0))
    yield WrongAnswer(paid, "From 2022 Medicare pays 85 percent of its usual share of a line with CQ or CO.")


def coinsurance_forgotten(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the allowed amount for what Medicare pays, and 85 percent of it for an assistant."""
    allowed = _allowed(question)
    paid = sum((_cents(amount * (ASSISTANT if line.assistant else 1)) for line, amount in allowed.items()), Decimal(0))
    yield WrongAnswer(paid, "The patient owes 20 percent of what is allowed; Medicare pays no more than the other 80.")


def cut_on_every_line(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Cuts the therapist's lines too."""
    paid = sum((_cents(amount * MEDICARE * ASSISTANT) for amount in _allowed(question).values()), Decimal(0))
    yield WrongAnswer(paid, "Only a line with CQ or CO is paid less; the therapist's lines are paid as usual.")


def another_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another code for the one paid in full: the first, the longest, the one with the most work."""
    values = question.library.tables.schedule.fees[question.day.year]
    best = _in_full(question).code
    for line in payment.priced(question).lines:
        if line.code != best:
            mine, highest = values[line.code].practice_expense, values[best].practice_expense
            feedback = f"The highest practice expense decides: {best} has {highest}, and {line.code} has {mine}."
            yield WrongAnswer(line.code, feedback)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "no-reduction": ("Pays every unit in full", {"price", "paid"}, no_reduction),
    "every-unit-reduced": ("Reduces every unit", {"price", "paid"}, every_unit_reduced),
    "half-of-the-fee": ("Halves the whole fee", {"price", "paid"}, half_of_the_fee),
    "reduction-of-2011": ("Reduces as in 2011", {"price", "paid"}, reduction_of_2011),
    "indices-left-out": ("Leaves the place's indices out", {"price"}, indices_left_out),
    "factor-of-the-other-days": ("Takes another day's factor", {"price"}, factor_of_the_other_days),
    "each-code-in-full-once": ("Pays one unit of each code in full", {"price", "paid"}, each_code_in_full_once),
    "lowest-in-full": ("Pays the cheapest unit in full", {"price", "paid"}, lowest_in_full),
    "assistant-cut-forgotten": ("Forgets the assistant's cut", {"paid"}, assistant_cut_forgotten),
    "coinsurance-forgotten": ("Forgets the coinsurance", {"paid"}, coinsurance_forgotten),
    "cut-on-every-line": ("Cuts every line of the day", {"paid"}, cut_on_every_line),
    "another-in-full": ("Picks another unit to pay in full", {"in-full"}, another_in_full),
}

PAYMENT = family(_METHODS)
