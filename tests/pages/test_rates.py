"""Rates on pages: every dollar worked out by hand from the plain data, and nothing proposed without its mark."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any

import pytest

from macros.guide import Guide
from macros.pages import rates
from macros.pages.links import Links
from tests import oracle
from tests.pages.rendering import ROOT, pages, rendered, shown
from tests.pages.test_amounts import plain, raw, rows

LIBRARY = Guide.load(ROOT).library
FEES: dict[str, Any] = raw("fees")
CENT = Decimal("0.01")
HALF = Decimal("0.5")
NATIONAL = {"work": 1, "practice_expense": 1, "malpractice": 1}


def by_hand(code: str, year: int, factor: float, place: dict[str, Any] = NATIONAL, share: Decimal = Decimal(1)) -> str:
    """Relative values times indices times factor, from the YAML alone."""
    (values,) = (row["values"][code] for row in FEES["fees"] if row["year"] == year)
    parts = {name: Decimal(str(values[name])) * Decimal(str(place[name])) for name in ("work", "practice_expense", "malpractice")}
    parts["practice_expense"] *= share
    return f"${(sum(parts.values()) * Decimal(str(factor))).quantize(CENT, ROUND_HALF_UP)}"


def usual(year: int) -> float:
    """The factor at the end of a year, of those in no qualifying payment model."""
    amounts: list[float] = [
        row["amount"] for row in FEES["conversion_factors"] if row["until"] == f"{year}-12-31" and row["kind"] != "qualifying"
    ]
    return amounts[-1]


def test_what_we_know_by_heart() -> None:
    assert by_hand("97112", 2026, 33.4009) == "$32.73"
    assert by_hand("97112", 2026, 33.4009, share=HALF) == "$24.88"
    assert by_hand("97112", 2019, 36.0391) == "$35.68"


def test_the_chart_has_a_column_for_every_year_with_a_fee_and_none_for_2018() -> None:
    html = rates.rates_chart(LIBRARY, "97112")
    names = [int(found) for found in re.findall(r'class="column__name"[^>]*>(\d+)<', html)]
    values = re.findall(r'class="column__value"[^>]*>([^<]+)<', html)
    heights = [float(found) for found in re.findall(r'<rect class="column[^"]*" [^>]*height="([0-9.]+)"', html)]
    assert names == list(range(2018, 2027))
    assert (values[0], heights[0]) == ("none", 0)
    assert "2018: not known" in html
    for year, value, height in list(zip(names, values, heights, strict=True))[1:]:
        assert f"${value}" == by_hand("97112", year, usual(year)), year
        assert abs(height / heights[-1] - float(value) / float(values[-1])) < 0.01, "columns begin at zero"
    assert "$0" not in plain(html)


def test_the_fees_table_is_reckoned_for_every_conversion_factor() -> None:
    found = rows(rates.fees_table(LIBRARY, "97112"))
    assert len(found) == len(FEES["conversion_factors"])
    for row, factor in zip(found, reversed(FEES["conversion_factors"]), strict=True):
        year = int(factor["from"][:4])
        assert row[2:] == [
            str(factor["amount"]),
            by_hand("97112", year, factor["amount"]),
            by_hand("97112", year, factor["amount"], share=HALF),
        ]
        both = oracle.allowed([("97112", 2, False)], str(factor["from"]), FEES, qualifying=factor["kind"] == "qualifying")
        assert Decimal(row[3].strip("$")) + Decimal(row[4].strip("$")) == both
    with pytest.raises(ValueError, match="no fee for 97533 in 2026; name another code"):
        rates.fees_table(LIBRARY, "97533")


def test_the_codes_of_the_table_have_the_fees_of_this_year() -> None:
    codes = list(FEES["fees"][-1]["values"])
    found = rows(rates.rates_by_code(LIBRARY, " ".join(codes)))
    assert [row[0] for row in found] == codes
    for code, _, *amounts in found:
        assert amounts == [by_hand(code, 2026, 33.4009), by_hand(code, 2026, 33.4009, share=HALF)], code
    with pytest.raises(ValueError, match="no fee for 97533 in 2026; name another code"):
        rates.rates_by_code(LIBRARY, "97112 97533")


def test_the_evaluations_that_the_page_calls_alike_are_paid_alike() -> None:
    for like, others in {"97161": ("97162", "97163"), "97165": ("97166", "97167")}.items():
        assert {by_hand(code, 2026, 33.4009) for code in others} == {by_hand(like, 2026, 33.4009)}


def test_the_picker_has_every_place_with_its_own_fee() -> None:
    html = rates.place_picker(LIBRARY, "97112", Links(LIBRARY, "../../"))
    options = re.findall(r'<option data-full="([^"]+)" data-reduced="([^"]+)" data-indices="([^"]+)">([^<]+)</option>', html)
    assert [unescape(name) for *_, name in options] == ["National average", *(place["name"] for place in FEES["localities"])]
    for (full, reduced, indices, name), place in zip(options[1:], FEES["localities"], strict=True):
        assert full == by_hand("97112", 2026, 33.4009, place), name
        assert reduced == by_hand("97112", 2026, 33.4009, place, HALF), name
        assert [float(index) for index in re.findall(r"[0-9.]+", indices)] == [
            place["work"], place["practice_expense"], place["malpractice"],
        ], name  # fmt: skip
    grouped = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', html)
    assert {state: options.count("<option") for state, options in grouped}["California"] == 29
    assert "Ohio" not in dict(grouped), "a state of one place needs no heading"


def test_the_table_of_places_has_the_lowest_and_the_highest() -> None:
    found = rows(rates.rates_by_place(LIBRARY, "97112"))
    every = sorted(Decimal(by_hand("97112", 2026, 33.4009, place).strip("$")) for place in FEES["localities"])
    shown_amounts = [Decimal(row[1].strip("$")) for row in found]
    assert shown_amounts == [*every[:3], Decimal("32.73"), *every[-3:]]
    by_name = {place["name"]: place for place in FEES["localities"]}
    for name, full, reduced in [row for row in found if row[0] != "National average"]:
        assert full == by_hand("97112", 2026, 33.4009, by_name[name])
        assert reduced == by_hand("97112", 2026, 33.4009, by_name[name], HALF)


def test_the_indices_are_those_that_the_file_states_for_floors() -> None:
    """Addendum E: a work index of 1.5 in Alaska, at least 1.0 elsewhere, and a practice expense of 1.0 in the frontier states."""
    by_id = {place["id"]: place for place in FEES["localities"]}
    assert len(by_id) == len(FEES["localities"]) == 109
    assert by_id["alaska"]["work"] == 1.5
    assert all(place["work"] >= 1 for place in by_id.values())
    assert all(
        by_id[state]["practice_expense"] >= 1 for state in ("montana", "nevada", "north-dakota", "south-dakota", "wyoming")
    )


def test_the_patients_share_is_a_fifth() -> None:
    assert rates.patient_share(LIBRARY, "97112") == "$6.55"
    assert rates.patient_share(LIBRARY, "97112", "later") == "$4.98"


def proposed_numbers() -> set[str]:
    """Every number that is only proposed, as a page could show it."""
    numbers = set()
    for row in FEES["proposed_factors"]:
        numbers.add(str(row["amount"]))
        numbers.update(by_hand("97112", 2026, row["amount"], share=share).strip("$") for share in (Decimal(1), HALF))
    return numbers


def test_the_proposed_table_marks_every_amount() -> None:
    html = rates.proposed_rates(LIBRARY, "97112")
    assert "PROPOSED" in html.partition("<caption>")[2].partition("</caption>")[0]
    cells = [cell for row in rows(html) for cell in row[1:]]
    assert {cell.removesuffix(" (proposed)").strip("$") for cell in cells} == proposed_numbers()
    assert all(cell.endswith(" (proposed)") for cell in cells)


def test_no_page_shows_a_proposed_amount_without_saying_so() -> None:
    """In each smallest block of a page that holds one: a cell, a paragraph, a list item, a definition."""
    seen = 0
    for page in pages():
        text = rendered(page)
        if not any(number in text for number in proposed_numbers()):
            continue
        blocks = re.split(r"</?(?:td|th|p|li|dd|dt|caption|summary|option|div|desc|title)\b[^>]*>|\n\s*\n", text)
        for block in blocks:
            if any(re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", block) for number in proposed_numbers()):
                seen += 1
                assert "proposed" in block.casefold(), f"{page.name}: {plain(block)}"
    assert seen >= len(proposed_numbers())


def test_nothing_is_priced_with_a_proposed_factor() -> None:
    proposed = {Decimal(str(row["amount"])) for row in FEES["proposed_factors"]}
    assert proposed.isdisjoint(factor.amount for factor in LIBRARY.tables.schedule.factors)
    assert max(factor.until.year for factor in LIBRARY.tables.schedule.factors) == 2026


def test_the_patients_page_reads_at_grade_seven() -> None:
    from tests.bench.reading import grade, prose

    text = prose(f"<article>{shown(ROOT / 'docs/reference/patients.md')}</article>")
    assert len(text.split()) > 400
    assert grade(text) <= 7
