"""Prices against the independent method, by properties, and against worked payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.guide import Guide
from macros.rules import payment
from macros.rules.cited import cited_by
from macros.rules.payment import Billed, ConversionFactor, Fee, FeeSchedule, Locality, OrderOpen, Price, price
from macros.text.wording import long_date
from tests import oracle

ROOT = Path(__file__).resolve().parents[2]
RAW = yaml.safe_load((ROOT / "docs/data/fees.yml").read_text("utf-8"))
WORKED = yaml.safe_load((ROOT / "tests/worked/payments.yml").read_text("utf-8"))
SCHEDULE = Guide.load(ROOT).library.tables.schedule
CODES = sorted(SCHEDULE.fees[2026])
PLACES = ["national", *(place.id for place in SCHEDULE.localities)]

lines = st.lists(st.builds(Billed, st.sampled_from(CODES), st.integers(1, 4), st.booleans()), min_size=1, max_size=4)
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def units_of(billed: list[Billed]) -> list[oracle.Unit]:
    return [(line.code, line.assistant) for line in billed for _ in range(line.units)]


def as_fractions(found: Price) -> set[Fraction]:
    return {Fraction(str(total)) for total in found.totals}


@settings(max_examples=400)
@given(lines, days, st.booleans())
def test_any_day_in_the_nation_agrees_with_the_oracle(billed: list[Billed], on: date, qualifying: bool) -> None:
    found = price(billed, on, SCHEDULE, qualifying=qualifying)
    assert as_fractions(found) == oracle.totals(units_of(billed), on.isoformat(), RAW, qualifying=qualifying)
    assert (found.total is None) == (len(found.totals) > 1) == (found.unsettled is not None)


@settings(max_examples=300)
@given(lines, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(PLACES))
def test_any_place_of_2026_agrees_with_the_oracle(billed: list[Billed], on: date, place: str) -> None:
    found = price(billed, on, SCHEDULE, place)
    assert as_fractions(found) == oracle.totals(units_of(billed), on.isoformat(), RAW, place)


@pytest.mark.parametrize("worked", WORKED, ids=lambda each: f"{each.get('place', 'national')} {' '.join(each['units'])}")
def test_worked_payments_are_reproduced_to_the_cent(worked: dict[str, object]) -> None:
    billed = [Billed(code, int(units)) for code, _, units in (text.partition("=") for text in worked["units"])]  # type: ignore[attr-defined]
    found = price(billed, date.fromisoformat(str(worked["day"])), SCHEDULE, str(worked.get("place", "national")))
    assert [str(amount) for line in found.lines for amount in line.amounts] == worked["amounts"]
    assert str(found.total) == worked["total"]
    assert str(found.without_reduction) == worked["without"]


# The total relative values that the research printed for 97112, one for each year.
PRINTED = {2019: "0.99", 2020: "1.00", 2021: "1.01", 2022: "1.01", 2023: "1.01", 2024: "1.01", 2025: "0.99", 2026: "0.98"}


@pytest.mark.parametrize(("year", "total"), PRINTED.items())
def test_the_values_of_97112_add_up_to_what_was_printed(year: int, total: str) -> None:
    fee = SCHEDULE.fees[year]["97112"]
    assert fee.work + fee.practice_expense + fee.malpractice == Decimal(total)


@given(lines, days)
def test_the_order_of_lines_and_the_way_units_are_written_never_matter(billed: list[Billed], on: date) -> None:
    found = price(billed, on, SCHEDULE)
    assert price(billed[::-1], on, SCHEDULE).totals == found.totals
    one_by_one = [Billed(line.code, 1, line.assistant) for line in billed for _ in range(line.units)]
    assert price(one_by_one, on, SCHEDULE).totals == found.totals
    assert sum(line.in_full for line in found.lines) == 1
    assert sum((line.allowed for line in found.lines), Decimal(0)) == found.totals[0]


@given(lines, days)
def test_a_day_is_the_sum_of_its_units_but_for_the_reduction(billed: list[Billed], on: date) -> None:
    found = price(billed, on, SCHEDULE)
    alone = [price([Billed(line.code, 1, line.assistant)], on, SCHEDULE).totals[0] for line in billed for _ in range(line.units)]
    assert found.without_reduction == sum(alone, Decimal(0))
    assert found.totals[0] <= found.without_reduction
    if len(alone) == 1:
        assert found.totals == (found.without_reduction,)


@given(lines, days)
def test_a_day_with_the_assistants_modifier_never_pays_more_than_without(billed: list[Billed], on: date) -> None:
    without = [Billed(line.code, line.units) for line in billed]
    assert price(billed, on, SCHEDULE).totals[0] <= price(without, on, SCHEDULE).totals[0]
    if on < date(2022, 1, 1):
        assert price(billed, on, SCHEDULE).totals == price(without, on, SCHEDULE).totals


@given(lines, days, st.sampled_from(CODES))
def test_one_more_unit_never_lowers_what_is_allowed(billed: list[Billed], on: date, code: str) -> None:
    without = [Billed(line.code, line.units) for line in billed]
    assert price([*without, Billed(code, 1)], on, SCHEDULE).totals[0] > price(without, on, SCHEDULE).totals[0]


@pytest.mark.parametrize(
    ("day", "qualifying", "factor"),
    [
        ("2020-01-01", False, "36.0896"),
        ("2020-12-31", True, "36.0896"),
        ("2024-03-08", False, "32.7442"),
        ("2024-03-09", False, "33.2875"),
        ("2025-12-31", True, "32.3465"),
        ("2026-01-01", False, "33.4009"),
        ("2026-01-01", True, "33.5675"),
    ],
)
def test_the_conversion_factor_is_chosen_by_day_and_kind(day: str, qualifying: bool, factor: str) -> None:
    found = price([Billed("97112", 1)], date.fromisoformat(day), SCHEDULE, qualifying=qualifying)
    assert str(found.factor) == factor
    assert factor in found.steps[0].text


def test_85_percent_begins_with_2022() -> None:
    for day, share in (("2021-12-31", Decimal(1)), ("2022-01-01", Decimal("0.85"))):
        on = date.fromisoformat(day)
        fee = SCHEDULE.fees[on.year]["97112"]
        factor = next(each.amount for each in SCHEDULE.factors if each.since <= on <= each.until)
        exact = (fee.work + fee.practice_expense + fee.malpractice) * factor * share
        (paid,) = price([Billed("97112", 1, assistant=True)], on, SCHEDULE).totals
        assert abs(paid - exact) <= Decimal("0.005")


def test_one_of_two_equal_units_with_the_modifier_is_unsettled_and_says_both_totals() -> None:
    # 32.73 + 0.85 x 24.88367 = 53.88, or 0.85 x 32.732882 + 24.88 = 52.70
    found = price([Billed("97112", 1), Billed("97112", 1, assistant=True)], date(2026, 3, 2), SCHEDULE)
    assert found.totals == (Decimal("53.88"), Decimal("52.70"))
    assert found.total is None
    assert found.unsettled == found.steps[-1] == OrderOpen(found.totals)


def made_up(**expenses: str) -> FeeSchedule:
    """Two codes of one work value, so that only the practice expense and malpractice tell them apart."""
    values = {code: Fee(code, Decimal(1), *(Decimal(part) for part in parts.split("/"))) for code, parts in expenses.items()}
    return FeeSchedule({2020: values}, (ConversionFactor(date(2020, 1, 1), date(2020, 12, 31), Decimal(10)),))


def test_half_a_cent_is_rounded_upward_once_for_each_unit() -> None:
    schedule = made_up(A="0.0025/0")  # in full 10.025, halved 10.0125
    found = price([Billed("A", 3)], date(2020, 5, 1), schedule)
    assert [str(amount) for amount in found.lines[0].amounts] == ["10.03", "10.01", "10.01"]
    assert str(found.total) == "30.05"


def test_of_equal_practice_expenses_the_highest_fee_is_paid_in_full() -> None:
    schedule = made_up(A="0.4/0.01", B="0.4/0.02", C="0.3/9")
    found = price([Billed("A", 1), Billed("B", 1), Billed("C", 1)], date(2020, 5, 1), schedule)
    assert [line.in_full for line in found.lines] == [0, 1, 0]


def test_where_the_dearer_unit_is_the_assistants_either_may_be_the_one_in_full() -> None:
    schedule = FeeSchedule(
        {2026: {code: Fee(code, Decimal(work), Decimal("0.4"), Decimal(0)) for code, work in (("A", "1"), ("B", "0.9"))}},
        (ConversionFactor(date(2026, 1, 1), date(2026, 12, 31), Decimal(10)),),
    )
    found = price([Billed("A", 1, assistant=True), Billed("B", 1)], date(2026, 5, 1), schedule)
    # A in full: 0.85 x 14 + 11 = 22.90; B in full: 0.85 x 12 + 13 = 23.20
    assert [str(total) for total in found.totals] == ["23.20", "22.90"]


@pytest.mark.parametrize(
    ("billed", "day", "place", "said"),
    [
        ([], "2026-03-02", "national", "^there is nothing to price; name a code and its units$"),
        ([Billed("97112", 1)], "2019-12-31", "national", "2019; the data holds those of 2020-01-01 to 2026-12-31"),
        ([Billed("97112", 1)], "2027-01-01", "national", "no conversion factor for January 1, 2027"),
        ([Billed("97533", 1)], "2026-03-02", "national", "^there is no fee for 97533 in 2026; leave it out$"),
        ([Billed("97112", 1)], "2025-03-02", "ohio", "indices of Ohio are not in the data for March 2, 2025"),
        ([Billed("97112", 1)], "2026-03-02", "ohoi", "no locality `ohoi`; use one of national, dallas"),
    ],
)  # fmt: skip
def test_what_cannot_be_priced_is_said(billed: list[Billed], day: str, place: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        price(billed, date.fromisoformat(day), SCHEDULE, place)


def test_a_year_without_fees_and_a_schedule_without_factors_are_said() -> None:
    factor = ConversionFactor(date(2020, 1, 1), date(2020, 12, 31), Decimal(10))
    with pytest.raises(ValueError, match=r"^there is no fee for A in 2020; leave it out$"):
        price([Billed("A", 1)], date(2020, 5, 1), FeeSchedule({}, (factor,)))
    with pytest.raises(ValueError, match=r"^there is no conversion factor for May 1, 2020; the data holds those of no day$"):
        price([Billed("A", 1)], date(2020, 5, 1), FeeSchedule({}, ()))


def test_the_indices_of_a_place_hold_from_their_first_day_to_their_last() -> None:
    place = Locality("here", "Here", Decimal(2), since=date(2020, 2, 1), until=date(2020, 2, 29))
    always = Locality("there", "There", Decimal(3))
    schedule = FeeSchedule(made_up(A="0/0").fees, made_up(A="0/0").factors, (place, always))
    for day in ("2020-02-01", "2020-02-29"):
        assert str(price([Billed("A", 1)], date.fromisoformat(day), schedule, "here").total) == "20.00"
    for day in ("2020-01-31", "2020-03-01"):
        assert str(price([Billed("A", 1)], date.fromisoformat(day), schedule, "there").total) == "30.00"
        with pytest.raises(ValueError, match=f"^the indices of Here are not in the data for {long_date(day)}; use national$"):
            price([Billed("A", 1)], date.fromisoformat(day), schedule, "here")


def told(billed: list[Billed], on: date, schedule: FeeSchedule = SCHEDULE, **how: bool) -> list[str]:
    return [step.text for step in price(billed, on, schedule, **how).steps]  # type: ignore[arg-type]


def test_the_kind_of_conversion_factor_is_told_from_2026() -> None:
    one = [Billed("97112", 1)]
    assert told(one, date(2025, 3, 3))[0] == "The conversion factor on March 3, 2025 is 32.3465."
    assert told(one, date(2026, 3, 2), qualifying=True)[0] == (
        "The conversion factor on March 2, 2026 in a qualifying payment model is 33.5675."
    )
    assert told(one, date(2026, 3, 2))[-1] == "The day is allowed $32.73."


def test_the_reduction_is_told_from_the_second_unit_on() -> None:
    text = (
        "97112 has the highest practice expense, 0.47: one unit of it is paid in full, and every other unit of the day with "
        "half of its practice expense."
    )
    on = date(2026, 3, 2)
    assert [text in told([Billed("97112", units)], on) for units in (1, 2, 3)] == [False, True, True]


def test_the_85_percent_is_told_where_it_is_paid() -> None:
    text = "A unit with the assistant's modifier is paid at 85 percent of its fee schedule amount."

    def says(on: date, *, assistant: bool) -> bool:
        return text in told([Billed("97112", 1, assistant)], on)

    assert says(date(2022, 1, 1), assistant=True)
    assert not says(date(2022, 1, 1), assistant=False)
    assert not says(date(2021, 12, 31), assistant=True)


def test_an_open_price_is_told_with_both_totals_and_why() -> None:
    found = price([Billed("97112", 1), Billed("97112", 1, assistant=True)], date(2026, 3, 2), SCHEDULE)
    assert found.steps[-1].text == (
        "The day is allowed $53.88 or $52.70: no source says whether the assistant's 85 percent comes before the choice of "
        "the unit paid in full."
    )
    assert [(line.units, line.assistant) for line in found.lines] == [(1, False), (1, True)]


def test_a_priced_line_is_the_line_that_was_billed() -> None:
    billed = [Billed("97112", 2), Billed("97110", 1, assistant=True)]
    found = price(billed, date(2026, 3, 2), SCHEDULE)
    assert [Billed(line.code, line.units, line.assistant) for line in found.lines] == billed


@pytest.mark.parametrize("units", [0, -1, True, 1.5])
def test_a_line_has_units(units: float) -> None:
    with pytest.raises(ValueError, match="not a number of units"):
        Billed("97112", units)  # type: ignore[arg-type]


@given(lines, days, st.booleans())
def test_steps_are_sentences_that_cite_facts(billed: list[Billed], on: date, qualifying: bool) -> None:
    for step in price(billed, on, SCHEDULE, qualifying=qualifying).steps:
        assert step.text.endswith(".")
        assert step.cites
        assert set(step.cites) <= cited_by(payment)
