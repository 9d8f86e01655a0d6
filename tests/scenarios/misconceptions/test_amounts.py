"""Wrong shares, differences and sums, each worked by hand from the rates of 2026.

A unit of 97112 is 32.73 in full and 24.88 with half of its practice expense, one of 97110 is 29.06 and 22.21.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from macros.scenarios.misconceptions.amounts import AMOUNTS
from tests.scenarios.misconceptions.made_up import about, wrong_values

OPEN = {"allowed": "100", "deductible": "40"}
OF_AN_ASSISTANT = {"allowed": "100", "assistant": "yes"}
SEQUESTERED = {"allowed": "100", "sequestration": "yes"}

SHARES: list[tuple[str, dict[str, str], str, list[str]]] = [
    # Right with 40 open: the patient 40 + 12, Medicare 48.
    ("deductible-forgotten", OPEN, "medicare", ["80.00"]),
    ("deductible-forgotten", OPEN, "patient", ["20.00"]),
    ("deductible-forgotten", {"allowed": "100"}, "patient", []),
    ("deductible-off-medicare", OPEN, "medicare", ["40.00"]),  # 80 - 40
    ("deductible-off-medicare", OPEN, "patient", ["60.00"]),
    ("whole-amount-paid", OPEN, "medicare", ["100.00"]),
    ("whole-amount-paid", OF_AN_ASSISTANT, "medicare", ["85.00"]),
    ("whole-amount-paid", SEQUESTERED, "patient", ["0"]),
    ("shares-changed-around", {"allowed": "100"}, "patient", ["80.00"]),
    ("shares-changed-around", {"allowed": "100"}, "clinic", []),
    # Right for an assistant: Medicare 68, the patient 20, the clinic 88.
    ("cut-off-the-whole", OF_AN_ASSISTANT, "clinic", ["85.00"]),
    ("cut-off-the-whole", OF_AN_ASSISTANT, "patient", ["17.00"]),
    ("cut-left-out", OF_AN_ASSISTANT, "medicare", ["80.00"]),
    ("cut-left-out", {"allowed": "100"}, "medicare", []),
    # Right with sequestration: Medicare 78.40, the patient 20.
    ("sequestration-left-out", SEQUESTERED, "medicare", ["80.00"]),
    ("sequestration-off-the-whole", SEQUESTERED, "patient", ["19.60"]),
    ("sequestration-off-the-whole", SEQUESTERED, "clinic", ["98.00"]),
]

TWO_DAYS = {"more": "97112=2|97112=2", "less": "97112=4"}
"""Right: 2 x 57.61 = 115.22, less 32.73 + 3 x 24.88 = 107.37: 7.85."""
TWO_CODES = {"more": "97112=2 97110=1", "less": "97112=2"}
"""Right: 22.21."""

DIFFERENCES: list[tuple[str, dict[str, str], list[str]]] = [
    ("every-unit-in-full", TWO_DAYS, ["0.00"]),
    ("every-unit-in-full", TWO_CODES, ["29.06"]),
    ("days-run-together", TWO_DAYS, ["0.00"]),
    ("codes-reduced-apart", TWO_CODES, ["29.06"]),
    ("all-units-halved", TWO_DAYS, ["0.00"]),
    ("all-units-halved", TWO_CODES, ["22.21"]),
    ("half-fee-compared", TWO_DAYS, ["16.36"]),  # 2 x (32.73 + 16.37) - (32.73 + 3 x 16.37)
    ("half-fee-compared", TWO_CODES, ["14.53"]),
    ("amount-instead-of-difference", TWO_DAYS, ["115.22"]),
]

YEAR = {"pt": "900", "slp": "400", "ot": "700"}
SUMS: list[tuple[str, dict[str, str], list[int]]] = [
    ("every-discipline-counted", YEAR, [2000]),
    ("own-discipline-alone", YEAR, [900]),
    ("own-discipline-alone", {**YEAR, "discipline": "SLP"}, [400]),
    ("own-discipline-alone", {**YEAR, "discipline": "OT"}, []),
    ("patients-share-left-out", {**YEAR, "patient": "200"}, [1300]),
    ("patients-share-left-out", YEAR, []),
    ("last-year-counted", {**YEAR, "last_year": "300"}, [1600]),
]

VISITS: list[tuple[str, int]] = [
    # 2,480 - 2,000 = 480 dollars are 6 visits of 80.
    ("crossing-visit-counted", 7),
    ("review-line-for-threshold", 12),  # 1,000 dollars to 3,000
    ("year-begun-anew", 31),
]


@pytest.mark.parametrize(("name", "given", "whose", "amounts"), SHARES)
def test_the_wrong_shares(name: str, given: dict[str, str], whose: str, amounts: list[str]) -> None:
    assert wrong_values(name, about(**given, whose=whose), "share") == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(("whose", "owner"), [("medicare", "the patient's part"), ("patient", "Medicare's part")])
def test_shares_changed_around_name_their_owner(whose: str, owner: str) -> None:
    (wrong,) = AMOUNTS["shares-changed-around"].answers(about(allowed="100", whose=whose), "share")
    assert owner in wrong.feedback


@pytest.mark.parametrize(("name", "given", "amounts"), DIFFERENCES)
def test_the_wrong_differences(name: str, given: dict[str, str], amounts: list[str]) -> None:
    assert wrong_values(name, about(**given), "difference") == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(("name", "given", "sums"), SUMS)
def test_the_wrong_sums(name: str, given: dict[str, str], sums: list[int]) -> None:
    assert wrong_values(name, about(**given), "toward-threshold") == sums


@pytest.mark.parametrize(("name", "visits"), VISITS)
def test_the_wrong_visits(name: str, visits: int) -> None:
    assert wrong_values(name, about(before="2000", each="80"), "visits-left") == [visits]


def test_every_wrong_amount_has_a_case() -> None:
    assert {name for name, *_ in (*SHARES, *DIFFERENCES, *SUMS, *VISITS)} == set(AMOUNTS)
