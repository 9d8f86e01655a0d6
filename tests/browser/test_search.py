"""The site's own search finds what readers look for, by the words they use and misspell."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page

from tests.built_sites import built_site
from tests.loopback import served

pytestmark = pytest.mark.browser

FIRST = 3
"""Pages; headings of one page count once."""

WANTED = {
    "8 minute rule": "minutes-and-units",
    "eight-minute": "minutes-and-units",
    "KX": "modifiers",
    "CQ": "assistants",
    "propioception": "glossary",
    "proprioseption": "glossary",
    "telehealth": "what-97112-covers",
}

ON_MKDOCS = pytest.mark.parametrize("site", ["mkdocs"], indirect=True)
"""For what asks Material's search script itself; Zensical has a search of its own, which `make proof` types into."""

ANSWERS = """async (queries) => {
  const { search } = JSON.parse(document.getElementById("__config").textContent);
  const { config, docs } = await (await fetch("search/search_index.json")).json();
  const worker = new Worker(search);
  const answer = (type, data) => new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data.data);
    worker.postMessage({ type, data });
  });
  await answer(0, { config, docs, options: {} });
  const answers = [];
  for (const query of queries) answers.push((await answer(2, query)).items.map((headings) => headings[0].location));
  worker.terminate();
  return answers;
}"""
"""The theme's own script is asked in the theme's own way, as the box on the page does with every letter that is typed."""


@pytest.fixture(scope="module", params=["mkdocs", pytest.param("zensical", marks=pytest.mark.proof)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with its search, which the other tests do without."""
    with served(built_site(request.param, tmp_path_factory)) as address:
        yield address


def answers(page: Page, queries: Sequence[str]) -> list[list[str]]:
    """The pages that the search answers each query with, best first."""
    listed: list[list[str]] = page.evaluate(ANSWERS, queries)
    return [[location.partition("#")[0] for location in locations] for locations in listed]


def open_search(page: Page) -> None:
    page.locator("[data-md-component=search-query], .md-search__button").first.click()
    page.wait_for_timeout(500)


@ON_MKDOCS
def test_search_finds_the_page(page: Page, site: str) -> None:
    page.goto(site)
    found = dict(zip(WANTED, answers(page, [*WANTED]), strict=True))
    for words, wanted in WANTED.items():
        assert f"reference/{wanted}/" in found[words][:FIRST], (words, found[words])


@pytest.mark.parametrize("words", ["8 minute rule", *(pytest.param(words, marks=pytest.mark.proof) for words in [*WANTED][1:])])
def test_what_is_typed_finds_the_page(page: Page, site: str, words: str) -> None:
    page.goto(site)
    open_search(page)
    page.keyboard.type(words)
    page.locator('a[href*="?h="]').first.wait_for()
    page.wait_for_timeout(500)
    # Read at once, for the list is written anew while words come in.
    addresses = page.eval_on_selector_all('a[href*="?h="]', "links => links.map(link => link.getAttribute('href'))")
    pages = list(dict.fromkeys(address.partition("?")[0] for address in addresses))[:FIRST]
    assert any(address.endswith(f"reference/{WANTED[words]}/") for address in pages), pages


CHARACTERS = string.ascii_lowercase + string.digits


@ON_MKDOCS
def test_every_letter_and_digit_can_be_searched(page: Page, site: str) -> None:
    """Each of them expands to every word that begins with it, so no word of the index makes the search fail.

    The page fails the test for any warning, and the search warns of a query that it cannot answer.
    """
    page.goto(site)
    found = answers(page, CHARACTERS)
    assert {character for character, listed in zip(CHARACTERS, found, strict=True) if not listed} == set()


@pytest.mark.proof
def test_every_letter_and_digit_can_be_typed(page: Page, site: str) -> None:
    page.goto(site)
    open_search(page)
    page.keyboard.type("unit")
    page.locator('a[href*="?h="]').first.wait_for()
    for character in CHARACTERS:
        page.keyboard.press("Control+A")
        page.keyboard.type(character)
        page.wait_for_timeout(250)
    page.wait_for_timeout(1000)


@ON_MKDOCS
def test_the_ends_of_two_words_are_told_apart(page: Page, site: str) -> None:
    """1 followed by the 234th end is no longer taken for 1 followed by the second and 3 followed by the fourth."""
    page.goto(site)
    script = page.evaluate("JSON.parse(document.getElementById('__config').textContent).search")
    page.evaluate(page.request.get(site + script).text())
    keys = page.evaluate(
        """[{ 1: { id: 234 } }, { 1: { id: 2 }, 3: { id: 4 } }]
          .map((edges) => String(Object.assign(new lunr.TokenSet(), { edges })))"""
    )
    assert keys[0] != keys[1]
