"""The site's own search finds what readers look for, by the words they use and misspell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FIRST = 3
"""Pages; headings of one page count once."""


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("8 minute rule", "minutes-and-units"),
        ("eight-minute", "minutes-and-units"),
        ("KX", "modifiers"),
        ("CQ", "assistants"),
        ("propioception", "glossary"),
        ("proprioseption", "glossary"),
        ("telehealth", "what-97112-covers"),
    ],
)
def test_search_finds_the_page(page: Page, site: str, words: str, wanted: str) -> None:
    page.goto(site)
    page.locator("[data-md-component=search-query], .md-search__button").first.click()
    page.wait_for_timeout(500)
    page.keyboard.type(words)
    page.locator('a[href*="?h="]').first.wait_for(timeout=15_000)
    page.wait_for_timeout(500)
    # Read at once, for the list is written anew while words come in.
    addresses = page.eval_on_selector_all('a[href*="?h="]', "links => links.map(link => link.getAttribute('href'))")
    pages = list(dict.fromkeys(address.partition("?")[0] for address in addresses))[:FIRST]
    assert any(address.endswith(f"reference/{wanted}/") for address in pages), pages


def test_every_letter_and_digit_can_be_searched(page: Page, site: str) -> None:
    """Each of them expands to every word that begins with it, so no word of the index makes the search fail.

    The page fails the test for any warning, and the search warns of a query that it cannot answer.
    """
    page.goto(site)
    page.locator("[data-md-component=search-query], .md-search__button").first.click()
    page.wait_for_timeout(500)
    page.keyboard.type("unit")
    page.locator('a[href*="?h="]').first.wait_for(timeout=60_000)
    for character in "abcdefghijklmnopqrstuvwxyz0123456789":
        page.keyboard.press("Control+A")
        page.keyboard.type(character)
        page.wait_for_timeout(250)
    page.wait_for_timeout(1000)
