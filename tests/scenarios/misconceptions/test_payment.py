"""Wrong dollars, each worked by hand from the relative values of 2026: the family of the multiple-procedure reduction.

Work, practice expense (PE) and malpractice, times 33.4009:

    97112: 0.50 + 0.470 + 0.01 = 0.980 -> 32.7329 = 32.73     97112:    half of the PE 0.745 -> 24.8837 = 24.88
    97110: 0.45 + 0.410 + 0.01 = 0.870 -> 29.0588 = 29.06     97110:    half of the PE 0.665 -> 22.2116 = 22.21
    97530: 0.44 + 0.600 + 0.01 = 1.050 -> 35.0709 = 35.07     97530:    half of the PE 0.750 -> 25.0507 = 25.05

and at the assistant's 85 percent:

    97110: 29.0588 -> 24.7000 = 24.70, with half of the PE 22.2116 -> 18.8799 = 18.88
    97530: 35.0709 -> 29.8103 = 29.81, with half of the PE 25.0507 -> 21.2931 = 21.29

With 80 percent of the PE, as in 2011:

    97112: 0.50 + 0.376 + 0.01 = 0.886 -> 29.5932 = 29.59
    97110: 0.45 + 0.328 + 0.01 = 0.788 -> 26.3199 = 26.32, at 85 percent 22.3719 = 22.37
    97530: 0.44 + 0.480 + 0.01 = 0.930 -> 31.0628 = 31.06, at 85 percent 26.4034 = 26.40
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
    # The assistant's units at 85 percent. Right is 32.73 + 24.88 + 18.88 = 76.49.
    ("no-reduction", "97112=2 97110:CQ=1", "90.16"),  # 32.73 + 32.73 + 24.70
    ("every-unit-reduced", "97112=2 97110:CQ=1", "68.64"),  # 24.88 + 24.88 + 18.88
    ("half-of-the-fee", "97112=2 97110:CQ=1", "61.45"),  # 32.73 + 16.37 + 12.35
    ("reduction-of-2011", "97112=2 97110:CQ=1", "84.69"),  # 32.73 + 29.59 + 22.37
    ("each-code-in-full-once", "97112=2 97110:CQ=1", "82.31"),  # 32.73 + 24.88 + 24.70
    ("lowest-in-full", "97112=2 97110:CQ=1", "74.46"),  # 24.88 + 24.88 + 24.70
    # The assistant's code is the one paid in full. Right is 29.81 + 21.29 + 24.88 = 75.98.
    ("no-reduction", "97530:CQ=2 97112=1", "92.35"),  # 29.81 + 29.81 + 32.73
    ("every-unit-reduced", "97530:CQ=2 97112=1", "67.46"),  # 21.29 + 21.29 + 24.88
    ("half-of-the-fee", "97530:CQ=2 97112=1", "61.09"),  # 29.81 + 14.91 (of 14.905) + 16.37
    ("reduction-of-2011", "97530:CQ=2 97112=1", "85.80"),  # 29.81 + 26.40 + 29.59
    ("each-code-in-full-once", "97530:CQ=2 97112=1", "83.83"),  # 29.81 + 21.29 + 32.73
    ("lowest-in-full", "97530:CQ=2 97112=1", "75.31"),  # 21.29 + 21.29 + 32.73
    # Each unit is rounded by itself: 35.07 + 4 x 31.06. Unrounded, 4 x 31.0628 would bring a cent more.
    ("reduction-of-2011", "97530=5", "159.31"),
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


def test_every_wrong_price_has_a_case() -> None:
    assert {name for name, *_ in CASES} | {"another-in-full"} == set(PAYMENT)
