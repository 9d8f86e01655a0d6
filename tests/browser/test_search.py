"""The site's own search finds what readers look for, by the words they use and misspell."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from macros.guide import Guide
from macros.pages import values
from tests.built_sites import builder_of, built_site
from tests.loopback import served
from tests.proof import proof

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

FIRST = 3
"""Pages; headings of one page count once."""

ANSWERING = {
    "8 minute rule": "minutes-and-units",
    "eight minute rule": "minutes-and-units",
    "rule of eights": "minutes-and-units",
    "how many minutes is a unit": "minutes-and-units",
    "how many units is 38 minutes": "minutes-and-units",
    "97112 time requirement": "minutes-and-units",
    "neuro re-ed": "what-97112-covers",
    "neuromuscular reeducation": "what-97112-covers",
    "what is 97112": "what-97112-covers",
    "cpt 97112": "what-97112-covers",
    "97112 vs 97110": "neighbours",
    "97112 vs 97530": "neighbours",
    "97112 vs 97116": "neighbours",
    "97112 group": "neighbours",
    "can i bill 97112 and 97530 together": "edits",
    "97112 and 97140 same day": "edits",
    "97112 with 97140": "edits",
    "ncci edits": "edits",
    "modifier 59": "modifiers",
    "gp modifier": "modifiers",
    "mue 97112": "modifiers",
    "kx modifier 2026": "thresholds",
    "therapy cap 2026": "thresholds",
    "cq modifier": "assistants",
    "pta supervision": "assistants",
    "who can bill 97112": "who-may-bill",
    "can a pta bill 97112": "who-may-bill",
    "chiropractor 97112": "who-may-bill",
    "athletic trainer": "who-may-bill",
    "massage therapist": "who-may-bill",
    "can a student bill": "who-may-bill",
    "can an aide do 97112": "who-may-bill",
    "slp 97112": "who-may-bill",
    "telehealth": "who-may-bill",
    "97112 icd-10": "coverage",
    "diagnosis codes for 97112": "coverage",
    "medical necessity": "coverage",
    "maintenance therapy jimmo": "coverage",
    "how much does medicare pay for 97112": "rates",
    "97112 reimbursement 2026": "rates",
    "97112 rate": "rates",
    "conversion factor 2026": "rates",
    "mppr": "payment",
    "co-50": "denials",
    "97112 denied": "denials",
    "appeal letter": "appeal-letter",
    "progress report due": "deadlines",
    "timely filing": "deadlines",
    "97112 documentation": "documentation",
    "97112 documentation example": "notes",
    "97112 goals": "phrases",
    "sample evaluation": "samples",
    "tricare": "other-payers",
    "uhc prior authorization": "other-payers",
    "physical therapy bill": "patients",
}
"""What people type, and the page of the reference that has to come first."""

FEE = values.fee(Guide.load(ROOT).library, "97112")

ANSWERS_AT_ONCE = {
    "what is 97112": "skilled, one-on-one treatment",
    "97112 vs 97110": "97110",
    "97112 vs 97530": "97530",
    "97112 vs 97116": "97116",
    "how many minutes is a unit": "8 to 22 minutes",
    "97112 time requirement": "8 to 22 minutes",
    "chiropractor 97112": "chiropractor",
    "athletic trainer": "athletic trainer",
    "massage therapist": "massage therapist",
    "can a pta bill 97112": "PTA",
    "slp 97112": "SLP",
    "can a student bill": "student",
    "can an aide do 97112": "aide",
    "97112 rate": FEE,
    "97112 with 97140": "no edit",
    "modifier 59": "59",
    "97112 documentation example": "strong note",
    "telehealth": "telehealth",
    "97112 group": "97150",
    "97112 denied": "remittance",
    "97112 icd-10": "ICD-10",
    "medical necessity": "skill",
}
"""The questions that people ask most, and words of their answer, on a phone's first screen of the page that comes first."""

MISSPELLED = {
    "eight-minute": "minutes-and-units",
    "KX": "thresholds",
    "CQ": "assistants",
    "propioception": "glossary",
    "proprioseption": "glossary",
}
TYPED = {"8 minute rule": "minutes-and-units", **MISSPELLED}
ON_ZENSICAL = {**TYPED, "KX": "modifiers"}
"""Its search finds the page that says when KX goes on a line, and leads to the year's amount, before that of the amounts."""

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


FIRST_SCREEN = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const words = [];
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    const { height, bottom } = range.getBoundingClientRect();
    const holder = walker.currentNode.parentElement;
    if (height && bottom <= innerHeight && holder.checkVisibility()) words.push(walker.currentNode.textContent);
  }
  return words.join("").replace(/\\s+/g, " ");
}"""


@pytest.fixture(scope="module", params=["mkdocs", proof("zensical")])
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
def test_the_page_that_answers_comes_first(page: Page, site: str) -> None:
    page.goto(site)
    listed = dict(zip(ANSWERING, answers(page, [*ANSWERING]), strict=True))
    others = {words: listed[words][:2] for words, name in ANSWERING.items() if listed[words][:1] != [f"reference/{name}/"]}
    assert others == {}


@ON_MKDOCS
def test_a_phones_first_screen_answers(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for words, answer in ANSWERS_AT_ONCE.items():
        page.goto(f"{site}reference/{ANSWERING[words]}/")
        assert answer in page.evaluate(FIRST_SCREEN), words


@ON_MKDOCS
def test_other_words_and_misspellings_find_the_page(page: Page, site: str) -> None:
    page.goto(site)
    listed = dict(zip(MISSPELLED, answers(page, [*MISSPELLED]), strict=True))
    for words, name in MISSPELLED.items():
        assert f"reference/{name}/" in listed[words][:FIRST], (words, listed[words])


@pytest.mark.parametrize("words", ["8 minute rule", *(proof(words) for words in MISSPELLED)])
def test_what_is_typed_finds_the_page(request: pytest.FixtureRequest, page: Page, site: str, words: str) -> None:
    page.goto(site)
    open_search(page)
    page.keyboard.type(words)
    page.locator('a[href*="?h="]').first.wait_for(state="attached")
    page.wait_for_timeout(500)
    # Read at once, for the list is written anew while words come in.
    addresses = page.eval_on_selector_all('a[href*="?h="]', "links => links.map(link => link.getAttribute('href'))")
    pages = list(dict.fromkeys(address.partition("?")[0] for address in addresses))[:FIRST]
    name = (ON_ZENSICAL if builder_of(request.node) == "zensical" else TYPED)[words]
    assert any(address.endswith(f"reference/{name}/") for address in pages), pages


@pytest.mark.parametrize("way", ["click", "key"])
def test_the_index_comes_when_somebody_searches(page: Page, site: str, way: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(("search.json", "search_index.json"))]
    if way == "click":
        open_search(page)
    else:
        page.keyboard.press("/")
        page.wait_for_timeout(500)
    page.keyboard.type("mppr")
    # The theme closes its search once, a moment after the page has loaded; on a busy machine that is after these letters.
    page.locator('a[href*="?h="]').first.wait_for(state="attached")
    assert [url for url in asked if url.endswith(("search.json", "search_index.json"))] != []


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
