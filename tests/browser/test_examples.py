"""The filters of the examples page in a real browser: by each field, by keyboard, by address, and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.guide import Guide
from tests.plain_yaml import plain_yaml

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = plain_yaml(ROOT / "docs/data/examples.yml")["examples"]
CODES = plain_yaml(ROOT / "tests/worked/examples.yml")
GUIDE = Guide.load(ROOT)
ALL = len(EXAMPLES)
COUNT = ".filters__count"


def matching(**asked: str) -> list[str]:
    """The ids of the examples with these values, worked out from the data."""
    described = [{**each, "code": CODES[each["id"]]} for each in EXAMPLES]
    return sorted(each["id"] for each in described if all(each[name] == value for name, value in asked.items()))


def shown(page: Page) -> list[str]:
    found: list[str] = page.locator(".example:visible").evaluate_all("all => all.map(each => each.id)")
    return sorted(found)


def headings(page: Page) -> set[str]:
    found: list[str] = page.locator("h2[id^=code-]:visible").evaluate_all("all => all.map(each => each.id)")
    return set(found)


@pytest.mark.parametrize(
    ("label", "field", "value"),
    [
        ("Setting", "setting", "school"),
        ("Body region", "region", "hand"),
        ("Condition", "group", "amputation"),
        ("Code", "code", "G0283"),
    ],
)
def test_each_field_filters_and_its_state_stands_in_the_address(
    page: Page, site: str, label: str, field: str, value: str
) -> None:
    page.goto(f"{site}reference/examples/")
    assert len(shown(page)) == ALL
    expect(page.locator(COUNT)).to_have_text(f"{ALL} examples")
    expect(page.get_by_role("button", name="Clear filters")).to_be_hidden()
    page.get_by_label(label, exact=True).select_option(value)
    expected = matching(**{field: value})
    assert 0 < len(expected) < ALL
    expect(page.locator(COUNT)).to_have_text(f"{len(expected)} of {ALL} examples")
    assert shown(page) == expected
    assert headings(page) == {f"code-{CODES[name].lower()}" for name in expected}
    assert page.locator(".md-nav--secondary li:visible a[href*='#code-']").count() == len(headings(page))
    expect(page).to_have_url(f"{site}reference/examples/#{field}={value}")


def test_filters_narrow_each_other_and_the_address_brings_them_back(page: Page, site: str) -> None:
    page.goto(f"{site}reference/examples/#setting=home&code=97112")
    expected = matching(setting="home", code="97112")
    expect(page.locator(COUNT)).to_have_text(f"{len(expected)} of {ALL} examples")
    assert shown(page) == expected
    expect(page.get_by_label("Setting")).to_have_value("home")
    page.reload()
    assert shown(page) == expected
    page.get_by_label("Body region").select_option("balance")
    assert shown(page) == matching(setting="home", region="balance", code="97112")
    expect(page).to_have_url(f"{site}reference/examples/#setting=home&region=balance&code=97112")
    page.evaluate("location.hash = '#region=hand'")
    expect(page.get_by_label("Setting")).to_have_value("")
    assert shown(page) == matching(region="hand")


def test_an_unknown_value_in_the_address_is_left_out(page: Page, site: str) -> None:
    page.goto(f"{site}reference/examples/#setting=moon&colour=red&region=hand")
    assert shown(page) == matching(region="hand")


def test_an_empty_result_is_said_and_can_be_cleared(page: Page, site: str) -> None:
    assert matching(setting="school", code="97012") == []
    page.goto(f"{site}reference/examples/#setting=school&code=97012")
    expect(page.locator(COUNT)).to_contain_text("No example matches these filters.")
    assert shown(page) == []
    assert headings(page) == set()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(COUNT)).to_have_text(f"{ALL} examples")
    assert len(shown(page)) == ALL
    expect(page).to_have_url(f"{site}reference/examples/")
    expect(page.get_by_label("Setting")).to_be_focused()


def test_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}reference/examples/")
    page.get_by_label("Setting").focus()
    page.keyboard.press("h")
    chosen = page.get_by_label("Setting").input_value()
    assert chosen in {"hospital", "home"}
    assert shown(page) == matching(setting=chosen)
    for label in ("Body region", "Condition", "Code"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear filters")).to_be_focused()
    page.keyboard.press("Enter")
    assert len(shown(page)) == ALL


def test_an_example_that_is_linked_is_shown_whatever_was_filtered(page: Page, site: str) -> None:
    page.goto(f"{site}reference/examples/#X-48")
    expect(page.locator("#X-48")).to_be_in_viewport()
    page.get_by_label("Setting").select_option("school")
    expect(page.locator("#X-48")).to_be_hidden()
    page.evaluate("location.hash = '#X-48'")
    expect(page.locator("#X-48")).to_be_in_viewport()
    assert len(shown(page)) == ALL
    page.get_by_label("Setting").select_option("hospital")
    page.locator("#X-48").get_by_role("link", name="Permanent link to X-48").click()
    assert shown(page) == matching(setting="hospital")


def test_controls_are_large_enough_to_touch_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}reference/examples/#setting=school&code=97012")
    expect(page.locator("form.filters")).to_be_visible()
    for control in page.locator(".filters select, .filters button").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_javascript_every_example_is_listed_and_no_form_is_shown(scriptless_page: Page, site: str) -> None:
    page = scriptless_page
    page.goto(f"{site}reference/examples/#setting=home")
    expect(page.locator("form.filters")).to_be_hidden()
    assert page.locator(".example:visible").count() == ALL


def test_an_example_leads_to_its_own_question(page: Page, site: str) -> None:
    page.goto(f"{site}reference/examples/#X-41")
    page.locator("#X-41").get_by_role("link", name="Try it as a question").click()
    expect(page).to_have_url(re.compile(r"/practice/set/#seed=\d+&topics=codes:1&"))
    asked = page.locator("form.item").get_attribute("id")
    (entry,) = [each for each in GUIDE.bank.entries("codes") if each.item and each.item.id == asked]
    assert "X-41" in entry.records
