"""KX against the plain YAML, and the unit limits against what was read of the tables of July 2024."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.guide import Guide
from macros.rules import modifiers
from macros.rules.cited import cited_by
from macros.rules.limits import UnitLimit, over_limit
from macros.rules.modifiers import DISCIPLINES, KxNeeded, KxNotNeeded, NoThreshold, Threshold, VisitNotPriced, YearNotTold, kx_for
from macros.text.wording import dollars

ROOT = Path(__file__).resolve().parents[2]
TABLES = Guide.load(ROOT).library.tables
LIMIT = Threshold(2026, Decimal(2480), Decimal(2500), Decimal(3000))

# Read in the research, year by year; both amounts have always been equal.
READ = {2018: 2010, 2019: 2040, 2020: 2080, 2021: 2110, 2022: 2150, 2023: 2230, 2024: 2330, 2025: 2410, 2026: 2480}


def test_the_thresholds_are_those_that_were_read() -> None:
    assert list(TABLES.thresholds) == list(READ)
    for year, each in TABLES.thresholds.items():
        assert [int(each.pt_and_slp), int(each.ot), int(each.medical_review)] == [READ[year], READ[year], 3000]


cents = st.integers(0, 400_000)


@given(cents, cents, st.sampled_from(DISCIPLINES))
def test_kx_is_needed_exactly_above_the_threshold(before: int, visit: int, discipline: str) -> None:
    found = kx_for(LIMIT, discipline, Decimal(before) / 100, Decimal(visit) / 100)
    limit = 250_000 if discipline == "OT" else 248_000
    assert found.needed == (before + visit > limit)
    assert found.crosses == (before <= limit < before + visit)
    assert found.review == (before + visit > 300_000)
    assert found.unsettled is None
    assert all(step.text.endswith(".") and set(step.cites) <= cited_by(modifiers) and step.cites for step in found.steps)
    assert type(found.steps[1]) is (KxNeeded if found.needed else KxNotNeeded)


def test_what_is_not_known_is_not_decided() -> None:
    for threshold, before, visit, unsettled in (
        (None, Decimal(0), Decimal(0), NoThreshold()),
        (LIMIT, None, Decimal(50), YearNotTold()),
        (LIMIT, Decimal(2480), None, VisitNotPriced()),
    ):
        found = kx_for(threshold, "PT", before, visit)
        assert found.needed is None
        assert found.unsettled == found.steps[-1] == unsettled
        assert not found.crosses
        assert not found.review


def test_above_the_threshold_before_the_visit_its_price_does_not_matter() -> None:
    assert kx_for(LIMIT, "SLP", Decimal("2480.01"), None).needed is True


def test_the_steps_name_whose_threshold_it_is() -> None:
    assert "for OT is $2,500." in kx_for(LIMIT, "OT", Decimal(0), Decimal(0)).steps[0].text
    assert "for PT and SLP together is $2,480." in kx_for(LIMIT, "SLP", Decimal(0), Decimal(0)).steps[0].text


@pytest.mark.parametrize(
    ("discipline", "before", "visit", "said"),
    [
        ("AT", 1, 1, r"no discipline 'AT'; use one of PT, OT, SLP$"),
        ("PT", -1, 1, "^dollars cannot be negative$"),
        ("PT", 1, -1, "^dollars cannot be negative$"),
    ],
)
def test_impossible_amounts_are_refused(discipline: str, before: int, visit: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        kx_for(LIMIT, discipline, Decimal(before), Decimal(visit))


@pytest.mark.parametrize(("amount", "told"), [("2480", "$2,480"), ("79.8", "$79.80"), ("0", "$0"), ("1234.567", "$1,234.57")])
def test_dollars_have_cents_only_where_there_are_any(amount: str, told: str) -> None:
    assert dollars(Decimal(amount)) == told


# Units and indicator, typed by hand from what was read: by table and code, with the day of the table.
OCTOBER, JULY = date(2026, 10, 1), date(2024, 7, 1)
LIMITS = {
    ("practitioner", "97112"): (4, 3, OCTOBER), ("hospital", "97112"): (6, 3, OCTOBER),
    ("practitioner", "97110"): (6, 3, OCTOBER), ("hospital", "97110"): (8, 3, OCTOBER),
    ("practitioner", "97116"): (4, 3, OCTOBER), ("hospital", "97116"): (4, 3, OCTOBER),
    ("practitioner", "97140"): (6, 3, OCTOBER), ("hospital", "97140"): (6, 3, OCTOBER),
    ("practitioner", "97530"): (6, 3, OCTOBER), ("hospital", "97530"): (6, 3, OCTOBER),
    ("practitioner", "97161"): (1, 2, OCTOBER), ("hospital", "97161"): (1, 2, OCTOBER),
    ("practitioner", "97162"): (1, 2, OCTOBER), ("practitioner", "97163"): (1, 2, OCTOBER),
    ("practitioner", "97113"): (6, 3, JULY), ("hospital", "97113"): (6, 3, OCTOBER),
    ("practitioner", "97150"): (1, 3, JULY), ("hospital", "97150"): (2, 3, OCTOBER),
    ("practitioner", "97535"): (8, 3, JULY), ("practitioner", "97750"): (8, 3, JULY),
    ("practitioner", "95992"): (1, 2, JULY), ("hospital", "95992"): (1, 2, OCTOBER),
    ("hospital", "97542"): (8, 3, OCTOBER), ("hospital", "97130"): (7, 3, OCTOBER), ("hospital", "97129"): (1, 2, OCTOBER),
    ("hospital", "97014"): (0, 3, OCTOBER), ("hospital", "97010"): (1, 3, OCTOBER), ("hospital", "97551"): (2, 3, OCTOBER),
    ("hospital", "98940"): (1, 2, OCTOBER), ("hospital", "97032"): (4, 3, OCTOBER),
}  # fmt: skip
ONLY_HOSPITAL = {"97010", "97014", "97016", "97018", "97022", "97542", "98940", "97129", "97550", "G0283"}


@pytest.mark.parametrize("key", LIMITS, ids=" ".join)
def test_the_limits_are_those_that_were_read(key: tuple[str, str]) -> None:
    limit = TABLES.limits[key]
    assert (limit.units, limit.indicator, limit.as_of) == LIMITS[key]
    assert (limit.table, limit.code) == key


def test_a_limit_that_was_read_in_one_table_is_not_taken_for_the_other() -> None:
    assert not {code for table, code in TABLES.limits if table == "practitioner"} & ONLY_HOSPITAL


@pytest.mark.parametrize("key", LIMITS, ids=" ".join)
def test_a_limit_is_passed_only_above_it(key: tuple[str, str]) -> None:
    limit, (most, _, day) = TABLES.limits[key], LIMITS[key]
    written = {OCTOBER: "October 1, 2026", JULY: "July 1, 2024"}[day]
    for units in range(most + 1):
        assert over_limit(units, limit) is None
    step = over_limit(most + 1, limit)
    if most == 0:  # the code is not taken at all, which its coverage says, and nothing can be appealed
        assert step is None
        assert key[1] in TABLES.not_paid_as_is
        return
    assert step is not None
    said = f"{most + 1} units are above the limit of {most} a day (MUE) in the {key[0]} table of {written}"
    assert f"{key[1]}: {said}" in step.text
    assert step.cites == ("M-11", "M-12", "M-13")


@pytest.mark.parametrize(("indicator", "word"), [(1, "claim line"), (2, "cannot be overridden"), (3, "appeal")])
def test_the_indicator_says_what_can_be_done(indicator: int, word: str) -> None:
    step = over_limit(2, UnitLimit("97112", "practitioner", 1, indicator, date(2024, 7, 1)))
    assert step is not None
    assert word in step.text


def test_limits_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="negative"):
        over_limit(-1, TABLES.limits["hospital", "97112"])
