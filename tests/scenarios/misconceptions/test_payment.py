"""Wrong dollars, each worked by hand from the relative values of 2026: the family of the multiple-procedure reduction.

Work, practice expense (PE) and malpractice, times 33.4009:

    97112: 0.50 + 0.470 + 0.01 = 0.980 -> 32.7329 = 32.73     97112:    half of the PE 0.745 -> 24.8837 = 24.88
    97110: 0.45 + 0.410 + 0.01 = 0.870 -> 29.0588 = 29.06     97110:    half of the PE 0.665 -> 22.2116 = 22.21
    97530: 0.44 + 0.600 + 0.01 = 1.050 -> 35.0709 = 35.07     97530:    half of the PE 0.750 -> 25.0507 = 25.05

With 80 percent of the PE, as in 2011:

    97112: 0.50 + 0.376 + 0.01 = 0.886 -> 29.5932 = 29.59
    97110: 0.45 + 0.328 + 0.01 = 0.788 -> 26.3199 = 26.32
    97530: 0.44 + 0.480 + 0.01 = 0.930 -> 31.0628 = 31.06

Of a line Medicare pays 80 percent, or 68 (85 percent of 80) where CQ is on it, rounded once for the line.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.payment import PAYMENT
from tests.scenarios.misconceptions.made_up import about, published, wrong_values

CASES: list[tuple[str, str, str]] = [
    # 97112 has the highest practice expense. Right is 32.73 + 24.88 + 22.21 = 79.82.
    ("no-reduction", "97112=2 97110=1", "94.52"),  # 32.73 + 32.73 + 29.06
    ("every-unit-reduced", "97112=2 97110=1", "71.97"),  # 24.88 + 24.88 + 22.21
    ("half-of-the-fee", "97112=2 97110=1", "63.63"),  # 32.73 + 16.37 (of 16.365) + 14.53
    ("reduction-of-2011", "97112=2 97110=1", "88.64"),  # 32.73 + 29.59 + 26.32
    ("each-code-in-full-once", "97112=2 97110=1", "86.67"),  # 32.73 + 24.88 + 29.06
    ("lowest-in-full", "97112=2 97110=1", "78.82"),  # 24.88 + 24.88 + 29.06
    # Each unit is rounded by itself: 35.07 + 4 x 31.06. Unrounded, 4 x 31.0628 would bring a cent more.
    ("reduction-of-2011", "97530=5", "159.31"),
]

PAID: list[tuple[str, str, str]] = [
    # CQ is on 97110. Allowed 57.61 and 22.21; right is 46.09 (of 46.088) + 15.10 (of 15.1028) = 61.19.
    ("no-reduction", "97112=2 97110:CQ=1", "72.13"),  # 0.80 x 65.46 = 52.368, 0.68 x 29.06 = 19.7608
    ("every-unit-reduced", "97112=2 97110:CQ=1", "54.91"),  # 0.80 x 49.76 = 39.808, 0.68 x 22.21 = 15.1028
    ("half-of-the-fee", "97112=2 97110:CQ=1", "49.16"),  # 0.80 x (32.73 + 16.37) = 39.28, 0.68 x 14.53 = 9.8804
    ("reduction-of-2011", "97112=2 97110:CQ=1", "67.76"),  # 0.80 x (32.73 + 29.59) = 49.856, 0.68 x 26.32 = 17.8976
    ("each-code-in-full-once", "97112=2 97110:CQ=1", "65.85"),  # 0.80 x 57.61 = 46.088, 0.68 x 29.06 = 19.7608
    ("lowest-in-full", "97112=2 97110:CQ=1", "59.57"),  # 0.80 x 49.76 = 39.808, 0.68 x 29.06 = 19.7608
    ("assistant-cut-forgotten", "97112=2 97110:CQ=1", "63.86"),  # 46.09 + 0.80 x 22.21 = 17.768
    ("coinsurance-forgotten", "97112=2 97110:CQ=1", "76.49"),  # 57.61 + 0.85 x 22.21 = 18.8785
    ("cut-on-every-line", "97112=2 97110:CQ=1", "54.27"),  # 0.68 x 57.61 = 39.1748, 15.10
    # CQ is on 97530, the code of the unit paid in full. Allowed 60.12 and 24.88; right is 40.88 (of 40.8816) + 19.90 = 60.78.
    ("no-reduction", "97530:CQ=2 97112=1", "73.88"),  # 0.68 x 70.14 = 47.6952, 0.80 x 32.73 = 26.184
    ("every-unit-reduced", "97530:CQ=2 97112=1", "53.97"),  # 0.68 x 50.10 = 34.068, 0.80 x 24.88 = 19.904
    ("half-of-the-fee", "97530:CQ=2 97112=1", "48.87"),  # 0.68 x (35.07 + 17.54) = 35.7748, 0.80 x 16.37 = 13.096
    ("reduction-of-2011", "97530:CQ=2 97112=1", "68.64"),  # 0.68 x (35.07 + 31.06) = 44.9684, 0.80 x 29.59 = 23.672
    ("each-code-in-full-once", "97530:CQ=2 97112=1", "67.06"),  # 40.88, 0.80 x 32.73 = 26.184
    ("lowest-in-full", "97530:CQ=2 97112=1", "60.25"),  # 0.68 x 50.10 = 34.068, 0.80 x 32.73 = 26.184
    ("assistant-cut-forgotten", "97530:CQ=2 97112=1", "68.00"),  # 0.80 x 60.12 = 48.096, 19.90
    ("coinsurance-forgotten", "97530:CQ=2 97112=1", "75.98"),  # 0.85 x 60.12 = 51.102, 24.88
    ("cut-on-every-line", "97530:CQ=2 97112=1", "57.80"),  # 40.88, 0.68 x 24.88 = 16.9184
]


def test_the_figures_that_the_cases_were_worked_from() -> None:
    fees = published("fees")
    (factor,) = [row["amount"] for row in fees["conversion_factors"] if row["from"].startswith("2026") and row["kind"] == "other"]
    (values,) = [year["values"] for year in fees["fees"] if year["year"] == 2026]
    assert factor == 33.4009
    assert values["97112"] == {"work": 0.5, "practice_expense": 0.47, "malpractice": 0.01}
    assert values["97110"] == {"work": 0.45, "practice_expense": 0.41, "malpractice": 0.01}
    assert values["97530"] == {"work": 0.44, "practice_expense": 0.6, "malpractice": 0.01}


@pytest.mark.parametrize(("name", "lines", "dollars"), CASES)
def test_the_wrong_dollars_are_those_worked_by_hand(name: str, lines: str, dollars: str) -> None:
    assert wrong_values(name, about(lines=lines), "price") == [Decimal(dollars)]


@pytest.mark.parametrize(("name", "lines", "dollars"), PAID)
def test_the_wrong_payments_are_those_worked_by_hand(name: str, lines: str, dollars: str) -> None:
    assert wrong_values(name, about(lines=lines), "paid") == [Decimal(dollars)]


@pytest.mark.parametrize(
    ("name", "dollars"),
    [
        ("no-reduction", "73.08"),
        ("every-unit-reduced", "54.84"),
        ("half-of-the-fee", "54.81"),
        ("reduction-of-2011", "69.43"),
    ],
)
def test_the_indices_of_a_place_hold_for_wrong_dollars_too(name: str, dollars: str) -> None:
    """Two units of 97112 in Manhattan.

    0.5 x 1.064 = 0.532, 0.47 x 1.162 = 0.54614, 0.01 x 1.586 = 0.01586. Whole: 1.094 -> 36.5406 = 36.54, halved 18.27.
    Half of the PE: 0.532 + 0.27307 + 0.01586 = 0.82093 -> 27.4198 = 27.42.
    80 percent of the PE: 0.532 + 0.436912 + 0.01586 = 0.984772 -> 32.8923 = 32.89.
    """
    (place,) = [row for row in published("fees")["localities"] if row["id"] == "manhattan"]
    assert (place["work"], place["practice_expense"], place["malpractice"]) == (1.064, 1.162, 1.586)
    assert wrong_values(name, about(lines="97112=2", locality="manhattan"), "price") == [Decimal(dollars)]


def test_each_other_code_of_the_day_may_be_taken_for_the_one_paid_in_full() -> None:
    question = about(lines="97110=3 97112=1 97140=1")
    answers = list(MISCONCEPTIONS["another-in-full"].answers(question, "in-full"))
    assert [answer.value for answer in answers] == ["97110", "97140"]
    assert "97112 has 0.47, and 97110 has 0.41" in answers[0].feedback


def test_a_day_of_one_code_has_no_other_to_pay_in_full() -> None:
    assert wrong_values("another-in-full", about(lines="97112=3"), "in-full") == []


def test_a_place_priced_at_national_rates() -> None:
    """Two units of 97112: 32.73 + 24.88."""
    assert wrong_values("indices-left-out", about(lines="97112=2", locality="manhattan"), "price") == [Decimal("57.61")]


def test_the_factor_of_the_other_days_of_2024() -> None:
    """0.50 + 0.50 + 0.01 = 1.01, halved 0.76: with 33.2875 33.62 + 25.30, with 32.7442 33.07 + 24.89."""
    assert wrong_values("factor-of-the-other-days", about(lines="97112=2", day="2024-02-05"), "price") == [Decimal("58.92")]
    assert wrong_values("factor-of-the-other-days", about(lines="97112=2", day="2024-06-03"), "price") == [Decimal("57.96")]
    assert wrong_values("factor-of-the-other-days", about(lines="97112=2", day="2022-06-01"), "price") == []


def test_every_wrong_price_has_a_case() -> None:
    elsewhere = {"another-in-full", "indices-left-out", "factor-of-the-other-days"}
    assert {name for name, *_ in (*CASES, *PAID)} | elsewhere == set(PAYMENT)
