"""Prices against the independent method, by properties, and against worked payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.guide import Guide
from macros.rules import payment
from macros.rules.cited import cited_by
from macros.rules.payment import (
    Billed,
    ConversionFactor,
    DayPaid,
    Fee,
    FeeSchedule,
    FullUnitOpen,
    Locality,
    Paid,
    Price,
    price,
)
from macros.text.wording import long_date
from tests import oracle
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
RAW = plain_yaml(ROOT / "docs/data/fees.yml")
WORKED = plain_yaml(ROOT / "tests/worked/payments.yml")
SCHEDULE = Guide.load(ROOT).library.tables.schedule
CODES = sorted(SCHEDULE.fees[2026])
PLACES = ["national", *(place.id for place in SCHEDULE.localities)]

lines = st.lists(st.builds(Billed, st.sampled_from(CODES), st.integers(1, 4), st.booleans()), min_size=1, max_size=4)
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def agree(found: Price, billed: list[Billed], on: date, **how: Any) -> None:
    """The rule and the oracle allow the same, and leave the same open on who pays what."""
    expected = oracle.payments([(line.code, line.units, bool(line.assistant)) for line in billed], on.isoformat(), RAW, **how)
    answers = {(Fraction(found.total), Fraction(paid.medicare), Fraction(paid.patient)) for paid in found.paid}
    assert expected is not None
    assert oracle.is_payment(answers, expected), (answers, expected)
    assert (len(found.paid) > 1) == (found.unsettled is not None)


@settings(max_examples=400)
@given(lines, days, st.booleans())
def test_any_day_in_the_nation_agrees_with_the_oracle(billed: list[Billed], on: date, qualifying: bool) -> None:
    agree(price(billed, on, SCHEDULE, qualifying=qualifying), billed, on, qualifying=qualifying)


@settings(max_examples=300)
@given(lines, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(PLACES))
def test_any_place_of_2026_agrees_with_the_oracle(billed: list[Billed], on: date, place: str) -> None:
    agree(price(billed, on, SCHEDULE, place), billed, on, place=place)


@pytest.mark.parametrize("worked", WORKED, ids=lambda each: f"{each.get('place', 'national')} {' '.join(each['units'])}")
def test_worked_payments_are_reproduced_to_the_cent(worked: dict[str, object]) -> None:
    lines = [text.partition("=") for text in worked["units"]]  # type: ignore[attr-defined]
    billed = [Billed(code.removesuffix(":CQ"), int(units), ":CQ" in code) for code, _, units in lines]
    found = price(billed, date.fromisoformat(str(worked["day"])), SCHEDULE, str(worked.get("place", "national")))
    assert [str(amount) for line in found.lines for amount in line.amounts] == worked["amounts"]
    assert str(found.total) == worked["total"]
    assert str(found.without_reduction) == worked["without"]
    assert [str(paid.medicare) for paid in found.paid] == worked["medicare"]
    assert [str(paid.patient) for paid in found.paid] == worked["patient"]


# The total relative values of codes of equipment and of wheelchair work, typed from the files of the years 2019 to 2026.
TOTALS = {
    "97016": ("0.36", "0.35", "0.35", "0.35", "0.35", "0.35", "0.36", "0.36"),
    "97018": ("0.20", "0.17", "0.17", "0.17", "0.17", "0.17", "0.19", "0.18"),
    "97542": ("0.94", "0.94", "0.94", "0.94", "0.95", "0.95", "0.95", "0.93"),
}


@pytest.mark.parametrize("code", TOTALS)
def test_compression_wax_and_wheelchair_work_have_a_fee_in_every_year(code: str) -> None:
    for year, total in zip(range(2019, 2027), TOTALS[code], strict=True):
        fee = SCHEDULE.fees[year][code]
        assert sum(Fraction(str(part)) for part in (fee.work, fee.practice_expense, fee.malpractice)) == Fraction(total), year


# The total relative values that the research printed for 97112, one for each year.
PRINTED = {2019: "0.99", 2020: "1.00", 2021: "1.01", 2022: "1.01", 2023: "1.01", 2024: "1.01", 2025: "0.99", 2026: "0.98"}


@pytest.mark.parametrize(("year", "total"), PRINTED.items())
def test_the_values_of_97112_add_up_to_what_was_printed(year: int, total: str) -> None:
    fee = SCHEDULE.fees[year]["97112"]
    assert fee.work + fee.practice_expense + fee.malpractice == Decimal(total)


@given(lines, days)
def test_the_order_of_lines_and_the_way_units_are_written_never_matter(billed: list[Billed], on: date) -> None:
    found = price(billed, on, SCHEDULE)
    assert price(billed[::-1], on, SCHEDULE).total == found.total
    one_by_one = [Billed(line.code, 1, line.assistant) for line in billed for _ in range(line.units)]
    assert price(one_by_one, on, SCHEDULE).total == found.total
    assert sum(line.in_full for line in found.lines) == 1
    assert sum((line.allowed for line in found.lines), Decimal(0)) == found.total
    assert sum((line.paid.medicare for line in found.lines), Decimal(0)) == found.paid[0].medicare


@given(lines, days)
def test_a_day_is_the_sum_of_its_units_but_for_the_reduction(billed: list[Billed], on: date) -> None:
    found = price(billed, on, SCHEDULE)
    alone = [price([Billed(line.code, 1, line.assistant)], on, SCHEDULE).total for line in billed for _ in range(line.units)]
    assert found.without_reduction == sum(alone, Decimal(0))
    assert found.total <= found.without_reduction
    if len(alone) == 1:
        assert found.total == found.without_reduction


@given(lines, days)
def test_the_assistants_modifier_changes_what_medicare_pays_and_nothing_else(billed: list[Billed], on: date) -> None:
    found, without = price(billed, on, SCHEDULE), price([Billed(line.code, line.units) for line in billed], on, SCHEDULE)
    cents = Decimal("0.01") * len(billed)
    assert (found.total, found.without_reduction) == (without.total, without.without_reduction)
    assert abs(found.paid[0].patient - without.paid[0].patient) <= cents
    assert sum((line.paid.medicare + line.paid.patient for line in without.lines), Decimal(0)) == without.total
    if on < date(2022, 1, 1):
        assert (found.paid, found.cut) == (without.paid, False)
    for paid in found.paid:
        assert without.paid[0].medicare * Decimal("0.85") - cents <= paid.medicare <= without.paid[0].medicare + cents


@given(lines, days)
def test_a_line_with_the_modifier_brings_88_percent_of_what_it_is_allowed_from_2022(billed: list[Billed], on: date) -> None:
    for line in price(billed, on, SCHEDULE).lines:
        share = Decimal("0.88") if line.assistant and on >= date(2022, 1, 1) else Decimal(1)
        assert abs(line.paid.medicare + line.paid.patient - line.allowed * share) <= Decimal("0.01")


@given(lines, days, st.sampled_from(CODES))
def test_one_more_unit_never_lowers_what_is_allowed(billed: list[Billed], on: date, code: str) -> None:
    without = [Billed(line.code, line.units) for line in billed]
    assert price([*without, Billed(code, 1)], on, SCHEDULE).total > price(without, on, SCHEDULE).total


@pytest.mark.parametrize(
    ("day", "qualifying", "factor"),
    [
        ("2019-01-01", False, "36.0391"),
        ("2019-12-31", True, "36.0391"),
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


@pytest.mark.parametrize(
    ("day", "medicare", "patient"),
    [
        # 2021: 1.01 x 34.8931 = 35.242031, allowed 35.24. Medicare 28.192, the patient 7.048.
        ("2021-12-31", "28.19", "7.05"),
        # 2022: 1.01 x 34.6062 = 34.952262, allowed 34.95. Medicare 0.68 x 34.95 = 23.766, the patient 6.99.
        ("2022-01-01", "23.77", "6.99"),
    ],
)
def test_medicare_pays_68_percent_of_a_line_with_cq_from_2022(day: str, medicare: str, patient: str) -> None:
    found = price([Billed("97112", 1, assistant=True)], date.fromisoformat(day), SCHEDULE)
    assert found.paid == (Paid(Decimal(medicare), Decimal(patient)),)


def test_of_two_equal_units_one_with_the_modifier_it_is_open_which_is_paid_in_full() -> None:
    # Allowed 32.73 + 24.88 either way. Without CQ in full: 26.184 and 0.68 x 24.88; with CQ in full: 0.68 x 32.73 and 19.904.
    found = price([Billed("97112", 1), Billed("97112", 1, assistant=True)], date(2026, 3, 2), SCHEDULE)
    assert found.total == Decimal("57.61")
    assert [paid.medicare for paid in found.paid] == [Decimal("43.10"), Decimal("42.16")]
    assert found.unsettled == found.steps[-1] == FullUnitOpen((Decimal("43.10"), Decimal("42.16")))


def test_two_equal_units_of_the_same_kind_leave_nothing_open() -> None:
    for assistant in (False, True):
        billed = [Billed("97110", 1, assistant), Billed("97116", 1, assistant)]
        assert price(billed, date(2026, 3, 2), SCHEDULE).unsettled is None
    before = [Billed("97112", 1), Billed("97112", 1, assistant=True)]
    assert price(before, date(2021, 3, 2), SCHEDULE).unsettled is None


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


def test_the_modifier_does_not_change_which_unit_is_paid_in_full() -> None:
    schedule = FeeSchedule(
        {2026: {code: Fee(code, Decimal(work), Decimal("0.4"), Decimal(0)) for code, work in (("A", "1"), ("B", "0.9"))}},
        (ConversionFactor(date(2026, 1, 1), date(2026, 12, 31), Decimal(10)),),
    )
    found = price([Billed("A", 1, assistant=True), Billed("B", 1)], date(2026, 5, 1), schedule)
    # A has the higher fee, 14 against 13, and CQ leaves it alone: 14 + 11. Medicare pays 0.68 x 14 + 0.8 x 11.
    assert [line.in_full for line in found.lines] == [1, 0]
    assert (found.total, found.paid) == (Decimal("25.00"), (Paid(Decimal("18.32"), Decimal("5.00")),))


@pytest.mark.parametrize(
    ("billed", "day", "place", "said"),
    [
        ([], "2026-03-02", "national", "^there is nothing to price; name a code and its units$"),
        ([Billed("97112", 1)], "2018-12-31", "national", "^the guide has no fee for 2018; it has those of 2019-01-01 to 2026-"),
        ([Billed("97112", 1)], "2027-01-01", "national", "^the guide has no fee for 2027; "),
        ([Billed("97533", 1)], "2026-03-02", "national", "^the guide has no fee for 97533 in 2026; leave it out$"),
        ([Billed("97112", 1)], "2025-03-02", "ohio", "indices of Ohio are not in the data for March 2, 2025"),
        ([Billed("97112", 1)], "2026-03-02", "ohoi", "no locality `ohoi`; use national, or the id of one of the 109 places"),
    ],
)  # fmt: skip
def test_what_cannot_be_priced_is_said(billed: list[Billed], day: str, place: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        price(billed, date.fromisoformat(day), SCHEDULE, place)


def test_a_year_without_fees_and_a_schedule_without_factors_are_said() -> None:
    factor = ConversionFactor(date(2020, 1, 1), date(2020, 12, 31), Decimal(10))
    with pytest.raises(ValueError, match=r"^the guide has no fee for A in 2020; leave it out$"):
        price([Billed("A", 1)], date(2020, 5, 1), FeeSchedule({}, (factor,)))
    with pytest.raises(ValueError, match=r"^the guide has no fee for 2020; it has those of no day$"):
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
        "The conversion factor on March 2, 2026, in a qualifying alternative payment model, is 33.5675."
    )
    assert told(one, date(2026, 3, 2))[-1] == "With one unit alone, the day is allowed $32.73."


def test_the_reduction_is_told_from_the_second_unit_on() -> None:
    text = (
        "97112 has the highest practice expense, 0.47: one unit of it is paid in full, and every other unit of the day with "
        "half of its practice expense."
    )
    on = date(2026, 3, 2)
    assert [text in told([Billed("97112", units)], on) for units in (1, 2, 3)] == [False, True, True]


def test_the_cut_and_who_pays_are_told_where_they_matter() -> None:
    text = (
        "A line with CQ or CO keeps its allowed amount. Medicare pays 68 percent of it, which is 85 percent of its usual 80, and "
        "the patient 20. This is our reading of the statute: CMS gives no example with coinsurance, and the remittance, with "
        "remark N851, decides."
    )

    def says(on: date, *, assistant: bool) -> bool:
        return text in told([Billed("97112", 1, assistant)], on)

    assert says(date(2022, 1, 1), assistant=True)
    assert not says(date(2022, 1, 1), assistant=False)
    assert not says(date(2021, 12, 31), assistant=True)
    found = price([Billed("97112", 1, assistant=True)], date(2026, 3, 2), SCHEDULE)
    assert found.steps[-1] == DayPaid(Decimal("22.26"), Decimal("6.55"))
    assert found.steps[-1].text == (
        "With the deductible met and before sequestration, Medicare pays $22.26 of the day and the patient $6.55."
    )


def test_an_open_payment_is_told_with_both_amounts_and_why() -> None:
    found = price([Billed("97112", 1), Billed("97112", 1, assistant=True)], date(2026, 3, 2), SCHEDULE)
    assert found.steps[-1].text == (
        "Medicare pays $43.10 or $42.16 of the day: a unit with CQ or CO and one without tie, and no source says which of them "
        "is paid in full."
    )
    assert found.paid_by.text == ("Medicare pays $43.10 or $42.16, the patient $11.53 (deductible met, before sequestration)")
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
