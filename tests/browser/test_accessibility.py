"""axe-core over the pages, light and dark, and over quizzes and tools while they are used; no page is wider than the screen."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Page, expect

from tests.built_sites import built_site
from tests.proof import proof

AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; without it a test is skipped aloud, or fails where CI asks for it."""
    if not AXE.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("NO AXE: npm has not installed axe-core, and CI=true asks for it")
        pytest.skip("NO AXE: npm has not installed axe-core")
    return AXE.read_text("utf-8")


RUN = """(rules) => axe.run({ resultTypes: ["violations"], ...rules })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)))"""
"""Run axe and name what is wrong. This happens within the page, for all that axe returns is large."""


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds: everything in light, then the contrast in dark, where only the colors differ."""
    page.emulate_media(reduced_motion="reduce")
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    scheme = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert scheme == "default"
    light: list[str] = page.evaluate(RUN, {})
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    dark: list[str] = page.evaluate(RUN, {"runOnly": ["color-contrast"]})
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    return [*light, *(f"dark: {fault}" for fault in dark)]


SHORTEN = """(before) => {
  const repeatable = new Set(["DETAILS", "DIV", "FORM", "LI", "P", "SECTION", "TABLE", "TR", "UL"]);
  const kind = (element) => JSON.stringify([
    element.tagName, [...element.classList].sort(), element.getAttribute("role"), element.getAttribute("type"), element.hidden,
  ]);
  const stands = (element) => kind(element.parentElement) + kind(element);
  const kept = new Map(Object.entries(before));
  const known = (element) => kept.get(stands(element)) >= 3;
  window.leftOut = [];
  const thin = (parent) => {
    for (const child of [...parent.children]) {
      if (repeatable.has(child.tagName) && known(child) && [...child.querySelectorAll("*")].every(known)) {
        const place = document.createComment("");
        child.replaceWith(place);
        window.leftOut.push([place, child]);
      } else {
        kept.set(stands(child), (kept.get(stands(child)) ?? 0) + 1);
        thin(child);
      }
    }
  };
  thin(document.body);
  return Object.fromEntries(kept);
}"""
"""Leave out what holds only kinds of elements, in kinds of elements, that have been shown three times before: of the
article and of the navigation around it. What was shown how often is taken from one page to the next."""

RESTORE = "() => { for (const [place, child] of window.leftOut.reverse()) place.replaceWith(child); }"


def shortened_violations(page: Page, axe: str, shown: dict[str, int] | None = None) -> list[str]:
    """What axe finds on a page without repetition: of a hundred terms, rows or facts alike, the first three.

    `shown` is how often axe has met each kind of element on the pages before, and is written on.
    """
    shown = {} if shown is None else shown
    shown |= page.evaluate(SHORTEN, shown)
    faults = violations(page, axe)
    page.evaluate(RESTORE)
    return faults


NARROWEST = ((320, 1), (640, 2))
WIDTHS = (*NARROWEST, (360, 1), (1440, 1))
"""Pixels, and how many times larger the text is; text that a reader enlarges brings the layout of narrow screens."""


def too_wide(page: Page, widths: Iterable[tuple[int, int]]) -> list[str]:
    """The widths at which the page is wider than the screen, with everything on it unfolded."""
    page.evaluate("document.querySelectorAll('article details').forEach(each => { each.open = true })")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate("base = parseFloat(getComputedStyle(document.documentElement).fontSize)")
    wide = []
    for width, text in widths:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("times => { document.documentElement.style.fontSize = times > 1 ? `${base * times}px` : '' }", text)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wide.append(f"{over} px wider than {width}, text {text} times as large")
    return wide


Kind = tuple[str, ...]


def kinds_of(page: Path) -> tuple[set[tuple[Kind, ...]], int]:
    """Every kind of element on a page, each with the kind that it stands in, and how many elements there are.

    A kind is what style and role go by: the tag, the classes, the role and the type.
    """

    def kind(element: lxml.html.HtmlElement) -> Kind:
        return (str(element.tag), *sorted(element.classes), element.get("role", ""), element.get("type", ""))

    body = lxml.html.fromstring(page.read_bytes()).find("body")
    assert body is not None
    elements = [element for element in body.iter() if isinstance(element.tag, str)]
    return {tuple(kind(each) for each in (element.getparent(), element) if each is not None) for element in elements}, len(
        elements
    )


def pages_with_every_kind(site: Path) -> set[str]:
    """So few pages that every kind of element of the site is on one of them; short ones rather than long ones."""
    kinds = {page.parent.relative_to(site).as_posix(): kinds_of(page) for page in site.rglob("index.html")}
    missing = set().union(*(kinds_on_page for kinds_on_page, _ in kinds.values()))
    chosen: set[str] = set()
    while missing:
        name = max(kinds, key=lambda name: (len(kinds[name][0] & missing) / (300 + kinds[name][1]), name))
        missing -= kinds[name][0]
        chosen.add("" if name == "." else f"{name}/")
    return chosen


PARTS = 2
"""The pages that axe reads are walked in so many tests, so that both workers have some."""


@pytest.mark.parametrize("part", [pytest.param(part, marks=pytest.mark.xdist_group(f"pages {part}")) for part in range(PARTS)])
def test_every_kind_of_element_is_accessible_and_fits_every_screen(
    page: Page, site: str, pages: list[str], axe: str, tmp_path_factory: pytest.TempPathFactory, part: int
) -> None:
    """axe reads pages that together have every kind of element, each a few times; with `make proof`, everything on all."""
    chosen = pages_with_every_kind(built_site("mkdocs", tmp_path_factory))
    assert chosen <= set(pages)
    faults = {}
    shown: dict[str, int] = {}
    for name in sorted(chosen)[part::PARTS]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + name)
        faults[name or "home"] = [*shortened_violations(page, axe, shown), *too_wide(page, WIDTHS)]
    assert {name: lines for name, lines in faults.items() if lines} == {}


ARTICLE = """async (address) => {
  const loaded = (asked) => new Promise((done) => { asked.onload = done; });
  const within = (name, element) => {
    const box = document.createElement("div");
    box.className = name;
    element.replaceWith(box);
    box.append(element);
    return box;
  };
  const asked = new XMLHttpRequest();
  asked.responseType = "document";
  asked.open("GET", address);
  asked.send();
  await loaded(asked);
  const known = [...document.styleSheets].map(({ href }) => href);
  for (const style of asked.response.querySelectorAll("link[rel=stylesheet]:not([media])")) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(style.getAttribute("href"), address);
    if (!known.includes(link.href)) {
      document.head.append(link);
      await loaded(link);
    }
  }
  const article = document.importNode(asked.response.querySelector("article"), true);
  document.querySelector("article").replaceWith(article);
  for (const table of article.querySelectorAll("table:not([class])")) {
    within("md-typeset__scrollwrap", within("md-typeset__table", table));
  }
}"""
"""Show the article of another page in the place of this one's: a page need not be opened for its text to be laid out. (The
policy of the pages leaves no other way to read HTML. The theme's own script puts tables into boxes that scroll.)"""


def test_the_text_of_every_page_fits_where_it_has_least_room(lenient_page: Page, site: str, pages: list[str]) -> None:
    """Its tools do not run; those pages are opened by the test above, and with `make proof`, all are."""
    page = lenient_page  # An address within the text leads elsewhere from here.
    page.goto(f"{site}contribute/")
    faults = {}
    for name in pages:
        page.evaluate(ARTICLE, site + name)
        faults[name or "home"] = too_wide(page, NARROWEST)
    assert {name: lines for name, lines in faults.items() if lines} == {}


@pytest.mark.proof
def test_no_page_has_a_violation_or_is_too_wide(page: Page, site: str, pages: list[str], axe: str) -> None:
    for name in pages:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + name)
        assert violations(page, axe) == [], name
        assert too_wide(page, WIDTHS) == [], name


@pytest.mark.parametrize("topic", ["units", "records", "modifiers", *map(proof, ("assistants", "appeals", "codes"))])
def test_no_answered_question_has_a_violation(page: Page, site: str, axe: str, topic: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}practice/{topic}/")
    page.wait_for_selector(".item__actions:visible")
    for form in page.locator("form.item").all():
        if form.locator(".option input").count():
            form.locator(".option input").first.check()
        elif form.locator(".item__field input").count():
            form.locator("input").fill("3")
        elif form.locator("select").count():
            for select in form.locator("select").all():
                select.select_option(index=1)
            for number in form.locator("input[type=number]").all():
                number.fill("1")
        form.get_by_role("button", name="Check").click()
        expect(form.locator(".item__result")).to_be_focused()  # All that comes late is there.
    assert shortened_violations(page, axe) == []


def test_no_tool_has_a_violation_while_it_is_used(page: Page, site: str, axe: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}practice/set/#seed=3&topics=units:3,records:3,assistants:3&bank=1")
    page.wait_for_selector("form.item")
    assert shortened_violations(page, axe) == []
    page.goto(f"{site}practice/exam/")
    page.get_by_role("button", name="Begin the exam").click()
    page.wait_for_selector("form.item:visible")
    assert shortened_violations(page, axe) == []
    page.get_by_role("button", name="All questions, and hand in").click()
    assert shortened_violations(page, axe) == []
    page.get_by_role("button", name="Hand in anyway").click()
    page.wait_for_selector(".session-end__topics")
    assert shortened_violations(page, axe) == []


@pytest.mark.parametrize("width", [360, 1440])
def test_practice_has_no_violation_whatever_it_knows(page: Page, site: str, axe: str, width: int) -> None:
    """With nothing answered; then with something due, something left unfinished and topics that stand each way."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{site}practice/")
    assert violations(page, axe) == []
    page.evaluate(
        """() => {
          const now = Date.now(), day = 86400000;
          const item = (topic) => ({ topic, level: 1, times: 1, right: 1, last: now });
          const session = { title: "Practice: edits", seed: 1, ids: ["a", "b"], place: 0, answers: {}, checked: ["a"],
            counted: ["a"], helped: [], flags: [], spent: 0, begun: now, last: now, ended: null };
          const skills = { "x": [[now - 3 * day, "wrong"]], "y": [[now, "right"]] };
          for (let place = 0; place < 40; place += 1) skills[`z${place}`] = [[now - 2 * day, "right"], [now, "right"]];
          const topics = { x: "edits", y: "units", z: "scope" };
          const items = Object.fromEntries(Object.keys(skills).map((skill) => [`${skill}-1`, item(topics[skill[0]])]));
          const days = Object.fromEntries([0, 1].map((back) => [new Date(now - back * day).toISOString().slice(0, 10), 3]));
          localStorage.guide97112 = JSON.stringify({ version: 1, items, skills, days });
          const pages = { "/practice/edits/": session, "/practice/units/": session };
          localStorage["guide97112.sessions"] = JSON.stringify({ version: 2, pages });
        }"""
    )
    page.reload()
    expect(page.locator(".today__card--due")).to_be_visible()
    expect(page.locator(".skills__word[data-word=Solid]")).to_have_count(1)
    page.get_by_text("1 more unfinished").click()
    assert violations(page, axe) == []
    assert too_wide(page, WIDTHS) == []
