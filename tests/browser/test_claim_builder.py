"""The claim builder can be used: by keyboard, by address, at every width, and with every fault said beside its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.guide import Guide
from macros.pages.claim_builder import countable
from tests.browser.conftest import bottom, box_of

GUIDE = Guide.load(Path(__file__).resolve().parents[2])

pytestmark = pytest.mark.browser


def test_a_visit_is_typed_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&discipline=PT&before=2400&97112=20+18")
    lines = page.locator(".calculator__lines tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("97112")
    page.get_by_label("Plan of care").focus()
    page.keyboard.press("O")
    expect(lines.first).to_contain_text("GO")
    expect(lines.nth(1)).to_contain_text("GO CO")
    page.get_by_label("Service 1, minutes by the assistant alone").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0")
    expect(lines).to_have_count(1)
    expect(page.locator(".calculator__status")).to_contain_text("97112 × 1 GO")
    assert "97112=20" in page.url


def test_who_treated_is_asked_and_what_is_not_payable_is_said(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&97112=24")
    expect(page.locator(".calculator__lines")).to_contain_text("GP")
    page.get_by_label("Treated by").select_option("chiropractor")
    expect(page.locator(".calculator__warnings")).to_contain_text("97112 is not payable.")
    expect(page.locator(".calculator__claims")).to_contain_text("Nothing is billed.")
    assert "by=chiropractor" in page.url


def test_a_settled_claim_stands_beside_one_that_is_not(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&discipline=PT&setting=private-practice&before=0&97112=12+8&97530=20")
    claims = page.locator(".calculator__lines")
    expect(claims).to_have_count(2)
    expect(claims.first.locator("tbody tr").first).to_contain_text("GP")
    expect(claims.first).not_to_contain_text("not settled")
    expect(claims.first).to_contain_text("$85")
    expect(claims.nth(1).locator("tbody tr").first).to_contain_text("GP (CQ not settled)")
    expect(claims.nth(1)).to_contain_text("$84.83")
    expect(page.locator(".calculator__claims")).to_contain_text("Unsettled: 97112: person by person, two units are left")
    status = page.locator(".calculator__status")
    expect(status).to_contain_text("97112 × 1 GP, 97530 × 2 GP or unsettled: 97112 × 2 GP (CQ not settled), 97530 × 1 GP.")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_an_edit_is_asked_about_and_the_answer_stays(page: Page, site: str) -> None:
    pair = next(
        sorted({row.column_1, row.column_2})
        for row in GUIDE.library.edit_pairs.rows
        if row.indicator == 1
        and row.until is None
        and {row.column_1, row.column_2} <= {code.code for code in countable(GUIDE.library)}
    )
    address = f"{site}reference/claim-builder/#on=2026-03-02&setting=private-practice&{pair[0]}=30&{pair[1]}=30"
    page.goto(address)
    expect(page.locator(".calculator__warnings")).to_contain_text("denies beside")
    page.locator(".calculator__separate select").select_option("structure")
    expect(page.locator(".calculator__lines")).to_contain_text("XS")
    expect(page.locator(".calculator__warnings")).not_to_contain_text("denies beside")
    kept = page.url
    page.goto("about:blank")
    page.goto(kept)
    expect(page.locator(".calculator__lines")).to_contain_text("XS")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Allowed this year", "-3", "Write dollars"),
        ("Allowed this year", "1e9", "Write dollars"),
        ("Service date", "2017-12-31", "The data begins on"),
        ("Service date", "", "Write the day."),
        ("Service 1, minutes by the therapist", "7.5", "whole number"),
        ("Service 1, minutes by the assistant alone", "1441", "1440"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(page: Page, site: str, field: str, typed: str, said: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&97112=24")
    expect(page.locator(".calculator__result")).to_be_visible()
    given = page.get_by_label(field)
    given.fill(typed)
    error = page.locator(".calculator__error", has_text=said)
    expect(error).to_be_visible()
    assert given.get_attribute("aria-describedby") == error.get_attribute("id")
    expect(page.locator(".calculator__result")).to_be_hidden()


def test_an_odd_address_breaks_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=x&discipline=MD&locality=<b>&before=many&99999=3&97112=8&97140")
    expect(page.locator(".calculator__status")).to_contain_text("Allowed this year ($)")
    page.get_by_label("Allowed this year ($)").fill("100")
    expect(page.locator(".calculator__lines tbody tr")).to_have_count(1)


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1440, 900)])
def test_fields_and_claim_are_on_the_first_screen(page: Page, site: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}reference/claim-builder/")
    lines = page.locator(".calculator__lines tbody tr")
    expect(lines).to_have_count(3)
    for part in (page.get_by_label("Service date"), page.locator(".calculator__rows"), lines.last):
        assert bottom(part) <= height
    form, result = (box_of(page.locator(f".calculator {part}")) for part in ("form", ".calculator__result"))
    assert (result["x"] >= form["x"] + form["width"]) == (width == 1440)


def test_what_a_phone_folds_is_named_and_opens_where_something_is_wrong(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&97112=24&setting=hospital-outpatient&locality=ohio&before=900")
    expect(page.get_by_label("Treated by")).to_be_hidden()
    fold = page.locator(".calculator summary")
    expect(fold).to_have_text("Visit: Hospital, outpatient · Ohio · $900 so far")
    page.goto("about:blank")
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&97112=24&before=many")
    expect(page.locator(".calculator__error", has_text="Write dollars")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("about:blank")
    page.goto(f"{site}reference/claim-builder/")
    expect(page.get_by_label("Treated by")).to_be_visible()


def test_the_steps_stand_under_the_line_that_they_are_about(page: Page, site: str) -> None:
    page.goto(
        f"{site}reference/claim-builder/#on=2026-03-02&discipline=PT&setting=private-practice&before=2200&97112=20+18&97530=25"
    )
    parts = page.locator(".calculator__why h3")
    expect(parts).to_have_text(
        [
            "The whole visit",
            "97112 × 1 GP, 97112 × 1 GP CQ",
            "97530 × 2 GP",
            "Edits between the lines",
            "Payment and the year's total",
        ]
    )
    under = [page.locator(f".calculator__why h3:nth-of-type({n}) + ol").inner_text() for n in range(1, 6)]
    assert "63 total timed minutes" in under[0]
    assert all(step.startswith("97112") for step in under[1].splitlines())
    assert all(step.startswith("97530") for step in under[2].splitlines())
    assert "No edit of 97112 with 97530" in under[3]
    assert "2026 threshold" in under[4]


def test_the_builder_fits_every_width(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/")
    expect(page.locator(".calculator__lines")).to_be_visible()
    for width in (320, 360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        for field in page.locator(".calculator :is(select, input, .button):visible").all():
            box = field.bounding_box()
            assert box is not None, width
            assert box["height"] >= 44, width
