"""The year's threshold and KX.

Two amounts go by the name of "the cap": the threshold above which a line needs KX, and the higher line of targeted review.
These learners take one for the other, remember last year's amount, or add KX to be safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.text.wording import dollars


def _before(question: Question) -> Decimal:
    """Dollars that Medicare allowed this calendar year before the visit."""
    assert question.year_to_date is not None
    return question.year_to_date


def kx_at_the_review_line(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the threshold for targeted review for the threshold of KX."""
    year = question.library.tables.thresholds[question.day.year]
    limit = f"KX is needed above the year's threshold, {dollars(year.amount(question.discipline))}."
    feedback = f"{dollars(year.medical_review)} is where targeted medical review starts. {limit}"
    yield WrongAnswer(int(year.medical_review - _before(question)), feedback)


def last_years_threshold(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Uses the threshold of the year before."""
    thresholds, year = question.library.tables.thresholds, question.day.year
    if question.year_to_date is None or year - 1 not in thresholds:
        return
    earlier = thresholds[year - 1].amount(question.discipline)
    if earlier > question.year_to_date:
        limit = dollars(thresholds[year].amount(question.discipline))
        feedback = f"{dollars(earlier)} was the {year - 1} threshold; in {year} it is {limit}."
        yield WrongAnswer(int(earlier - question.year_to_date), feedback)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "kx-at-the-review-line": ("Takes $3,000 for the threshold", {"threshold-room"}, kx_at_the_review_line),
    "last-years-threshold": ("Takes last year's threshold", {"threshold-room"}, last_years_threshold),
}

THRESHOLDS = family(_METHODS)
