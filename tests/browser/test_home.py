"""The home page's bar moves and counts; the rates page shows the fee of the place that is chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import oracle

pytestmark = pytest.mark.browser


def test_moving_minutes_changes_units_and_moves_nothing_else(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site)
    sliders = page.locator("[data-calculator=sliders]")
    sliders.scroll_into_view_if_needed()
    expect(sliders.locator("form[data-waiting]")).to_have_count(0)
    first, second = sliders.get_by_role("slider").all()
    place = "document.querySelector('[data-calculator=sliders] form').getBoundingClientRect().top + scrollY"
    first.focus()  # the page goes to it
    before = page.evaluate(place)
    for minutes, other in ((25, 23), (45, 23), (45, 0), (0, 0), (7, 7), (8, 8)):
        first.fill(str(minutes))
        second.fill(str(other))
        claims = oracle.medicare({"97112": minutes, "97110": other})
        won = sliders.locator(".bar-won").all_text_contents()
        for code, text in zip(("97112", "97110"), won, strict=True):
            numbers = sorted({dict(claim).get(code, 0) for claim in claims})
            assert text == f"{' or '.join(map(str, numbers))} {'unit' if numbers[-1] == 1 else 'units'}", (minutes, other)
        expect(sliders.locator("output").first).to_have_text(f"{minutes} min")
        assert page.evaluate(place) == before, "the sliders stay where the thumb is"


def test_the_fee_of_a_place_stands_under_the_list(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/rates/")
    picker = page.locator("[data-places]")
    fee = picker.get_by_role("status")
    expect(fee).to_contain_text("$32.73")
    picker.get_by_label("Where is the patient treated?").select_option("Ohio")
    expect(fee).to_contain_text("97112 in 2026: $31.37 for the unit that is paid in full, $24.20 for a later one.")
    expect(fee).to_contain_text("1.0, 0.913 and 1.008")
