"""The page of all facts in a real browser: filtered by each field, by its address, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.facts.fact import Fact
from macros.guide import Guide

pytestmark = pytest.mark.browser

LIBRARY = Guide.load(Path(__file__).resolve().parents[2]).library
FACTS = LIBRARY.facts
COUNT = ".filters__count"


def shown(page: Page) -> set[str]:
    rows: list[str] = page.eval_on_selector_all(
        "[data-is]", "rows => rows.filter(row => !row.closest('[hidden]')).map(row => row.id)"
    )
    return set(rows)


def matching(fits: Callable[[Fact], bool]) -> set[str]:
    return {name for name, fact in FACTS.items() if fits(fact)}


def test_each_field_filters_and_its_state_stands_in_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}reference/facts/")
    assert shown(page) == set(FACTS)
    expect(page.locator(COUNT)).to_have_text(f"{len(FACTS)} facts")
    for label, value, wanted in (
        ("Whose rule", "payer", matching(lambda fact: fact.authority == "payer")),
        ("How it was checked", "unverified", matching(lambda fact: fact.checked == "unverified")),
        ("Subject", "units", {fact.id for fact in LIBRARY.subjects["units"].facts}),
    ):
        page.get_by_label(label).select_option(value)
        assert shown(page) == wanted
        expect(page.locator(COUNT)).to_have_text(f"{len(wanted)} of {len(FACTS)} facts")
        page.reload()
        assert shown(page) == wanted, "the address keeps the filter"
        page.get_by_role("button", name="Clear filters").click()
        assert shown(page) == set(FACTS)


def test_all_words_must_be_there(page: Page, site: str) -> None:
    page.goto(f"{site}reference/facts/")
    page.get_by_label("Words").fill("midpoint UNITS")
    found = shown(page)
    texts = matching(lambda fact: "midpoint" in fact.text.lower() and "units" in fact.text.lower())
    assert 3 < len(texts) < 30
    assert texts <= found
    assert page.locator("h2:visible", has_text="Denials and appeals").count() == 0
    page.get_by_label("Words").fill("no fact has these words")
    expect(page.locator(COUNT)).to_contain_text("No fact matches")


def test_an_address_leads_to_its_fact_whatever_is_filtered(page: Page, site: str) -> None:
    page.goto(f"{site}reference/facts/#subject=units")
    assert "N-12" not in shown(page)
    page.evaluate("location.hash = 'N-12'")
    expect(page.locator("[id='N-12']")).to_be_in_viewport()


def test_without_javascript_every_fact_is_listed(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}reference/facts/#U-04")
    expect(page.locator("#fact-filter")).to_be_hidden()
    assert page.locator("[data-is]").count() == len(FACTS)
    expect(page.locator("[id='U-04']")).to_be_in_viewport()
    context.close()
