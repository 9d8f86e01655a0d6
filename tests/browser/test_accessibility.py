"""axe-core over every page, light and dark, and over a quiz before and after answering."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import new_page

AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _axe() -> None:
    if not AXE.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("NO AXE: npm has not installed axe-core, and CI=true asks for it")
        pytest.skip("NO AXE: npm has not installed axe-core")


def opened(browser: Browser, scheme: Literal["light", "dark"]) -> BrowserContext:
    """A context into whose pages a script may be put in spite of the policy."""
    return browser.new_context(
        color_scheme=scheme,
        bypass_csp=True,
        service_workers="block",
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    )


@pytest.fixture(params=["light", "dark"])
def read_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = opened(browser, request.param)
    yield new_page(context)
    context.close()


TOLD = ".then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)))"
"""What axe finds, told within the page: the whole of its findings is large."""


def violations(page: Page, rules: str = "") -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(f"axe.run({{ resultTypes: ['violations'] {rules} }}){TOLD}")
    return found


def test_no_page_has_a_violation(browser: Browser, site: str, pages: list[str]) -> None:
    """Read whole in light; in dark only the colours differ."""
    context = opened(browser, "light")
    page = new_page(context)
    for name in pages:
        page.goto(site + name)
        assert violations(page) == [], name
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        assert violations(page, ", runOnly: ['color-contrast']") == [], f"{name}, dark"
    context.close()


@pytest.mark.parametrize("topic", ["units", "assistants", "records", "appeals", "codes", "modifiers"])
def test_no_answered_question_has_a_violation(read_page: Page, site: str, topic: str) -> None:
    read_page.goto(f"{site}practice/{topic}/")
    read_page.wait_for_selector(".item__actions:visible")
    for form in read_page.locator("form.item").all():
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
    assert violations(read_page) == []


def test_no_tool_has_a_violation_while_it_is_used(read_page: Page, site: str) -> None:
    read_page.goto(f"{site}practice/set/#seed=3&topics=units:3,records:3,assistants:3&bank=1")
    read_page.wait_for_selector("form.item")
    assert violations(read_page) == []
    read_page.goto(f"{site}practice/exam/")
    read_page.get_by_role("button", name="Begin the exam").click()
    read_page.wait_for_selector("form.item:visible")
    assert violations(read_page) == []
    read_page.get_by_role("button", name="Hand in", exact=True).click()
    assert violations(read_page) == []
    read_page.get_by_role("button", name="Hand in anyway").click()
    assert violations(read_page) == []
