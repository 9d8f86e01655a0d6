"""What must hold of every page's layout: nothing moves by itself, everything can be touched, large text fits a small screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page
from tests.proof import proof

pytestmark = pytest.mark.browser

SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""

PAGES = (
    "",
    "practice/units/",
    "practice/",
    "practice/cases/numb-feet/",
    "practice/progress/",
    "practice/set/#seed=7&topics=units,edits&n=6",
    "practice/across/",
    "practice/exam/",
    "reference/claim-builder/",
    "reference/who-may-bill/",
    "reference/rates/",
)


@pytest.mark.parametrize("width", [360, proof(1440)])
def test_nothing_moves_by_itself(page: Page, site: str, width: int) -> None:
    """Each page is open in a tab of its own, comes without anything that the browser kept, and has the time of all others."""
    opened = {}
    for name in PAGES:
        opened[name] = shown = new_page(page.context)
        shown.set_viewport_size({"width": width, "height": 740})
        shown.context.new_cdp_session(shown).send("Network.setCacheDisabled", {"cacheDisabled": True})
        shown.add_init_script(SHIFTS)
        shown.goto(site + name)
        if "#" in name:
            shown.wait_for_selector("form.item")
    page.wait_for_timeout(400)
    for shown in opened.values():
        shown.mouse.wheel(0, 300)  # the tabs go, and the words must stay where they are
    page.wait_for_timeout(300)
    moved = {name: shown.evaluate("window.shifts") for name, shown in opened.items()}
    assert max(moved.values()) < 0.05, moved


def test_text_twice_as_large_fits_the_smallest_screen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 740})
    over = {}
    for name in (*PAGES, "reference/calculator/", "reference/which-code/", "reference/deadlines/", "reference/documentation/"):
        page.goto(site + name)
        page.evaluate(
            "document.documentElement.style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`"
        )
        over[name] = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert max(over.values()) <= 0, over


ALONE = "button, summary, select, .fact__line > a, .downloads a, .open-data__as a, .tool a"
SMALL = """(alone) => [...document.querySelectorAll(`article :is(${alone})`)]
  .map((each) => ({ each, height: each.getBoundingClientRect().height }))
  .filter(({ each, height }) => each.checkVisibility({ visibilityProperty: true }) && height < 43.5)
  .map(({ each, height }) => `${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 20)} ${height}`)"""


@pytest.mark.parametrize(
    "name",
    [
        "practice/units/",
        "practice/progress/",
        "practice/cases/numb-feet/",
        "reference/documentation/",
        "contribute/data/",
        "practice/set/",
    ],
)
def test_what_stands_alone_is_large_enough_to_touch(page: Page, site: str, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + name)
    assert page.evaluate(SMALL, ALONE) == []


def test_the_claim_builder_names_its_fields_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/claim-builder/")
    head = page.locator(".calculator__head")
    expect(head.get_by_text("Therapist", exact=True)).to_be_visible()
    expect(head.get_by_text("Assistant", exact=True)).to_be_visible()


def test_a_claim_builder_without_its_tables_says_so(lenient_page: Page, site: str) -> None:
    page = lenient_page
    page.route("**/generated/claim/*.json", lambda route: route.abort())
    page.goto(f"{site}reference/claim-builder/")
    expect(page.locator(".calculator__failed")).to_contain_text("could not be loaded")
    expect(page.get_by_label("Plan of care")).to_be_hidden()
    page.unroute("**/generated/claim/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Plan of care")).to_be_visible()
    expect(page.locator(".calculator__lines").first).to_be_visible()
