"""Keys about amounts, held to a second way to work them out: fractions of the published values, and a count visit by visit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from macros.rules.shares import shares
from macros.scenarios.asks import ASKS
from tests.oracle import allowed
from tests.scenarios.misconceptions.made_up import about, published


def cents(amount: Fraction) -> Decimal:
    """Dollars rounded half up to cents."""
    return Decimal(int(amount * 100 + Fraction(1, 2))) / 100


@pytest.mark.parametrize("sequestration", [False, True])
@pytest.mark.parametrize("assistant", [False, True])
@pytest.mark.parametrize("deductible", ["0", "10", "40", "120"])
@pytest.mark.parametrize("amount", ["57.61", "65", "100", "107.37"])
def test_an_amount_is_shared_as_the_statute_has_it(amount: str, deductible: str, assistant: bool, sequestration: bool) -> None:
    """Each part of the whole, taken in turn: what is open, a fifth of the rest, and Medicare's part of what is left."""
    rest = max(Fraction(amount) - Fraction(deductible), Fraction(0))
    patient = Fraction(amount) - rest + Fraction(cents(rest / 5))
    medicare = rest * Fraction(4, 5) * (Fraction(17, 20) if assistant else 1)
    paid = cents(Fraction(cents(medicare)) * Fraction(49, 50)) if sequestration else cents(medicare)
    found = shares(Decimal(amount), Decimal(deductible), assistant=assistant, sequestration=sequestration)
    assert (found.medicare, found.patient) == (paid, cents(patient))
    assert found.clinic == found.medicare + found.patient


PAIRS = [
    ("97112=2|97112=2", "97112=4"),
    ("97112=2|97112=1", "97112=3"),
    ("97112=1|97530=1", "97112=1 97530=1"),
    ("97112=2 97140=1", "97112=2"),
    ("97112=1 97110=2", "97112=1 97110=1"),
]


@pytest.mark.parametrize(("more", "less"), PAIRS)
def test_a_difference_is_that_of_two_prices_of_the_oracle(more: str, less: str) -> None:
    fees = published("fees")

    def total(text: str) -> Fraction:
        days = [[part.partition("=") for part in day.split()] for day in text.split("|")]
        return sum(
            (allowed([(code, int(units), False) for code, _, units in day], "2026-03-02", fees) for day in days), Fraction(0)
        )

    assert ASKS["difference"].key(about(more=more, less=less)).value == cents(total(more) - total(less))


@pytest.mark.parametrize("discipline", ["PT", "OT", "SLP"])
@pytest.mark.parametrize("patient", [0, 240])
def test_each_threshold_counts_its_own_disciplines(discipline: str, patient: int) -> None:
    question = about(pt="900", slp="400", ot="700", patient=str(patient), last_year="500", discipline=discipline)
    assert ASKS["toward-threshold"].key(question).value == {"PT": 1300, "SLP": 1300, "OT": 700}[discipline] + patient


@pytest.mark.parametrize("before", range(400, 2480, 190))
@pytest.mark.parametrize("each", [55, 72, 80, 110, 124])
def test_visits_fit_as_long_as_the_total_is_not_above_the_threshold(before: int, each: int) -> None:
    (limit,) = [row["pt_and_slp"] for row in published("thresholds")["years"] if row["year"] == 2026]
    visits, total = 0, before
    while total + each <= limit:
        visits, total = visits + 1, total + each
    assert ASKS["visits-left"].key(about(before=str(before), each=str(each))).value == visits
