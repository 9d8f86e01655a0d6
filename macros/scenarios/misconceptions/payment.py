"""The multiple-procedure reduction: what Medicare allows for a day's units.

The reduction is known by its short name and by half of its rule. These learners halve the whole fee, reduce every unit or none,
pay one unit of each code in full, pick the wrong unit, or know the 20 percent of the years before 2013.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from macros.rules.payment import Billed, price
from macros.scenarios.asks import payment
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question

EARLIER_SHARE = Decimal("0.8")
"""What was left of the other units' practice expense in 2011, when the reduction in offices was 20 percent (P-28)."""
CENT = Decimal("0.01")


def _unit_prices(question: Question) -> tuple[list[Billed], dict[str, Decimal], dict[str, Decimal]]:
    """The lines, and the dollars that a unit of each code is allowed in full and reduced."""
    lines = payment.billed(question)
    schedule = question.library.tables.schedule
    full, reduced = {}, {}
    for line in lines:
        twice = price([Billed(line.code, 2)], question.day, schedule, question.given("locality", "national"))
        full[line.code], reduced[line.code] = twice.lines[0].amounts
    return lines, full, reduced


def _in_full(question: Question) -> str:
    """The code of the unit that is paid in full."""
    return next(line.code for line in payment.priced(question).lines if line.in_full)


def _day(lines: list[Billed], amounts: dict[str, Decimal]) -> Decimal:
    """Dollars of the day where each unit of a code is allowed so much."""
    return sum((amounts[line.code] * line.units for line in lines), Decimal(0))


def no_reduction(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays every unit in full."""
    feedback = "One unit of a patient's day is paid in full; every other unit loses half of its practice expense."
    yield WrongAnswer(payment.priced(question).without_reduction, feedback)


def every_unit_reduced(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces every unit, the first too."""
    lines, _, reduced = _unit_prices(question)
    feedback = f"One unit of the day is paid in full, the one with the highest practice expense: {_in_full(question)}."
    yield WrongAnswer(_day(lines, reduced), feedback)


def half_of_the_fee(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Halves the whole fee of the other units, not only their practice expense."""
    lines, full, _ = _unit_prices(question)
    best = _in_full(question)
    halves = {code: (amount / 2).quantize(CENT, ROUND_HALF_UP) for code, amount in full.items()}
    feedback = "Only the practice expense is halved; work and malpractice are paid in full."
    yield WrongAnswer(_day(lines, halves) + full[best] - halves[best], feedback)


def reduction_of_2011(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces the practice expense of the other units by 20 percent, as in 2011."""
    lines, full, reduced = _unit_prices(question)
    best = _in_full(question)
    # Half of the practice expense is the difference of the two amounts; 20 percent is two fifths of it.
    milder = {code: (full[code] - (full[code] - reduced[code]) * (1 - EARLIER_SHARE) * 2) for code in full}
    total = (_day(lines, milder) + full[best] - milder[best]).quantize(CENT, ROUND_HALF_UP)
    yield WrongAnswer(total, "In 2011 the practice expense of the other units lost 20 percent; now it loses 50 percent.")


def each_code_in_full_once(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays the first unit of every code in full."""
    lines, full, reduced = _unit_prices(question)
    total = sum((full[line.code] + reduced[line.code] * (line.units - 1) for line in lines), Decimal(0))
    yield WrongAnswer(total, "The reduction looks at the whole day: one unit in all is paid in full.")


def lowest_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays the unit with the lowest practice expense in full."""
    lines, full, reduced = _unit_prices(question)
    values = question.library.tables.schedule.fees[question.day.year]
    lowest = min((line.code for line in lines), key=lambda code: values[code].practice_expense)
    feedback = f"It is the unit with the highest practice expense that is paid in full: {_in_full(question)}, not {lowest}."
    yield WrongAnswer(_day(lines, reduced) + full[lowest] - reduced[lowest], feedback)


def another_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another code for the one paid in full: the first, the longest, the one with the most work."""
    values = question.library.tables.schedule.fees[question.day.year]
    best = _in_full(question)
    for line in payment.priced(question).lines:
        if line.code != best:
            mine, highest = values[line.code].practice_expense, values[best].practice_expense
            feedback = f"The highest practice expense decides: {best} has {highest}, and {line.code} has {mine}."
            yield WrongAnswer(line.code, feedback)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "no-reduction": ("Pays every unit in full", {"price"}, no_reduction),
    "every-unit-reduced": ("Reduces every unit", {"price"}, every_unit_reduced),
    "half-of-the-fee": ("Halves the whole fee", {"price"}, half_of_the_fee),
    "reduction-of-2011": ("Reduces as in 2011", {"price"}, reduction_of_2011),
    "each-code-in-full-once": ("Pays one unit of each code in full", {"price"}, each_code_in_full_once),
    "lowest-in-full": ("Pays the cheapest unit in full", {"price"}, lowest_in_full),
    "another-in-full": ("Picks another unit to pay in full", {"in-full"}, another_in_full),
}

PAYMENT = family(_METHODS)
