"""A reader checks a sentence: its mark opens the fact where it is cited, and a link to a fact unfolds it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import bottom, box_of

pytestmark = pytest.mark.browser

MINUTES = "reference/minutes-and-units/"


def test_a_mark_opens_its_fact_under_the_paragraph_and_closes_it_by_keyboard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}{MINUTES}")
    mark = page.locator(".cite").nth(1)
    number, name = mark.inner_text(), str(mark.get_attribute("href")).removeprefix("#")
    assert number == "2"
    words = page.locator(f"#{name} > p").first.text_content()
    mark.click()
    shown = page.locator(".cited")
    expect(shown).to_contain_text(str(words))
    expect(shown).to_contain_text(name)
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert box_of(shown)["y"] >= bottom(mark) - 16
    assert box_of(shown)["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    other = page.locator(".cite").nth(3)
    other.focus()
    page.keyboard.press("Enter")
    expect(shown).to_have_count(1)
    expect(mark).not_to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(other).to_be_focused()


def test_a_link_to_a_fact_unfolds_it(page: Page, site: str) -> None:
    for name in ("U-04", "U-50"):
        page.goto("about:blank")
        page.goto(f"{site}{MINUTES}#{name}")
        expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_without_scripts_a_mark_leads_to_the_fact(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}{MINUTES}")
    mark = page.locator(".cite").first
    name = str(mark.get_attribute("href")).removeprefix("#")
    mark.click()
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    context.close()


def test_a_wide_screen_says_in_the_margin_who_states_it(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site}{MINUTES}")
    paragraph = page.locator(".md-content__inner > p", has=page.locator(".cites")).first
    note = paragraph.locator(".aside").first
    expect(note).to_be_visible()
    text, margin = box_of(paragraph), box_of(note)
    assert margin["x"] >= text["x"] + text["width"]
    assert text["y"] - 4 <= margin["y"] <= text["y"] + text["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1000, "height": 900})
    expect(note).to_be_hidden()
