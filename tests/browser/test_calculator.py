"""The units calculator can be used: by keyboard, by address, and with every fault said beside its field."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import bottom, box_of

pytestmark = pytest.mark.browser


def test_minutes_are_typed_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}reference/calculator/")
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 2, 97110 × 1")
    page.locator(".calculator select").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("20")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("20")
    medicare = page.locator(".calculator__rule[data-rule=medicare]")
    expect(medicare.locator(".calculator__claim")).to_have_count(2)
    expect(page.locator(".calculator__status")).to_contain_text(
        "Medicare (total time): 97112 × 2, 97110 × 1 or 97112 × 1, 97110 × 2."
    )
    assert page.url.endswith("#97112=20&97110=20")
    expect(page.locator("[data-why=medicare]")).to_contain_text("the clinician chooses")


def test_an_address_brings_the_day_and_rows_come_and_go(page: Page, site: str) -> None:
    page.goto(f"{site}reference/calculator/#97161=30&97112=7")
    expect(page.locator(".calculator__answer").first).to_have_text("97161 × 1")
    page.get_by_role("button", name="Add a service").click()
    expect(page.locator(".calculator__error").nth(2)).to_have_text("Write the minutes.")
    expect(page.locator(".calculator__rule").first).to_be_hidden()
    page.keyboard.type("1")
    expect(page.locator(".calculator__rule").first).to_be_visible()
    expect(page.locator(".calculator__answer").first).to_have_text("97161 × 1, 97112 × 1")
    page.get_by_role("button", name="Remove service 3").click()
    expect(page.locator(".calculator__row")).to_have_count(2)
    expect(page.locator(".calculator input").nth(1)).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Write the minutes."), ("7.5", "whole number"), ("-3", "whole number"), ("1441", "1440")]
)
def test_what_cannot_be_is_said_beside_its_field(page: Page, site: str, typed: str, said: str) -> None:
    page.goto(f"{site}reference/calculator/#97112=24")
    field = page.locator(".calculator__row input")
    field.fill(typed)
    expect(page.locator(".calculator__row .calculator__error")).to_contain_text(said)
    error = page.locator(".calculator__row .calculator__error").get_attribute("id")
    assert field.get_attribute("aria-describedby") == error
    assert field.get_attribute("aria-invalid") == "true"
    expect(page.locator(".calculator__status")).to_contain_text("Service 1: ")
    expect(page.locator(".calculator__status")).to_contain_text(said)
    expect(page.locator(".calculator__rule").first).to_be_hidden()
    field.fill("8")
    expect(page.locator(".calculator__row .calculator__error")).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 1")


@pytest.mark.parametrize(
    "typed", ["97112=24 97110=23", "97112 24 min, 97110 23 min", "97112: 24, 97110: 23", "97110 (23); 97112 - 24 minutes"]
)
def test_a_day_is_written_in_one_field(page: Page, site: str, typed: str) -> None:
    page.goto(f"{site}reference/calculator/#97140=10")
    page.get_by_label("Or write the day").fill(typed)
    expect(page.locator(".calculator__answer").first).to_have_text(re.compile("^97112 × 2, 97110 × 1$|^97110 × 1, 97112 × 2$"))
    expect(page.locator(".calculator__row")).to_have_count(2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("97112 24, 97999 10", "Not counted here: 97999."),
        ("twenty minutes", "Write each code and its minutes"),
        ("97112 97110 23", "Write each code and its minutes"),
        ("97112 24 10", "Write each code and its minutes"),
    ],
)
def test_a_day_that_cannot_be_read_leaves_the_rows_alone(page: Page, site: str, typed: str, said: str) -> None:
    page.goto(f"{site}reference/calculator/#97140=10")
    day = page.get_by_label("Or write the day")
    day.fill(typed)
    expect(page.locator("#calculator-error-day")).to_contain_text(said)
    assert day.get_attribute("aria-describedby") == "calculator-error-day"
    expect(page.locator(".calculator__row")).to_have_count(1)
    expect(page.locator(".calculator__answer").first).to_have_text("97140 × 1")
    day.fill("97112 24")
    expect(page.locator("#calculator-error-day")).to_be_empty()
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 2")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1440, 900)])
def test_fields_and_units_are_on_the_first_screen(page: Page, site: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}reference/calculator/")
    for part in (page.locator(".calculator__rows"), page.get_by_label("Or write the day")):
        assert bottom(part) <= height
    for answer in page.locator(".calculator__answer").all():
        assert bottom(answer) <= height
    form, result = (box_of(page.locator(f".calculator {part}")) for part in ("form", ".calculator__result"))
    assert (result["x"] >= form["x"] + form["width"]) == (width == 1440)


def test_an_odd_address_is_passed_over(page: Page, site: str) -> None:
    page.goto(f"{site}reference/calculator/#99999=20&97112=abc&<b>")
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 2, 97110 × 1")


def test_the_bar_says_what_the_page_beside_it_says(page: Page, site: str) -> None:
    """The calculator begins with the day that the page works out below, drawn by Python."""
    page.goto(f"{site}reference/calculator/")
    drawn, written = (page.locator(f"{place} svg") for place in (".calculator__figure", ".worked-visit"))
    expect(drawn.locator("title")).to_be_attached()
    texts = [[each.text_content() for each in svg.locator("text").all()] for svg in (drawn, written)]
    assert sorted(filter(None, texts[0])) == sorted(filter(None, texts[1]))
    assert drawn.locator("rect").count() == written.locator("rect").count()
    assert drawn.locator("desc").text_content() == written.locator("desc").text_content()
