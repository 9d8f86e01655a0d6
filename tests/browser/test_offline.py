"""The offline worker in a real browser: after one visit the site is there without a network; a newer build takes over cleanly."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.site.finishing import finish, with_policy
from tests.browser.conftest import PATIENCE
from tests.built_sites import built_site
from tests.loopback import served

pytestmark = pytest.mark.browser

READY = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_site("mkdocs", tmp_path_factory)


@pytest.fixture
def changing(built: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "site"
    shutil.copytree(built, folder)
    with served(folder) as address:
        yield address, folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def visited(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(READY)
    return page


def test_after_one_visit_the_site_is_there_without_a_network(context: BrowserContext, changing: tuple[str, Path]) -> None:
    address, _ = changing
    page = visited(context, address)
    context.set_offline(True)
    for name in ("practice/units/", "reference/modifiers/", "practice/cases/numb-feet/"):
        page.goto(address + name)
        expect(page.locator("h1")).to_be_visible()
    page.goto(f"{address}practice/set/#seed=1&topics=units:3,edits:2&bank=1")
    expect(page.locator("form.item")).to_have_count(5)
    page.goto(f"{address}practice/units/")
    page.get_by_role("button", name="New questions").click()
    expect(page.locator(".quiz__status")).to_contain_text("new questions")
    page.goto(f"{address}practice/units")
    assert page.url == f"{address}practice/units/"
    expect(page.locator("h1")).to_contain_text("Practice: minutes to units")
    page.goto(f"{address}nowhere/")
    expect(page.locator("h1")).to_have_text("There is no such page")


def test_a_newer_build_is_offered_and_never_mixed_with_the_old(context: BrowserContext, changing: tuple[str, Path]) -> None:
    address, folder = changing
    page = visited(context, f"{address}practice/units/")
    path = folder / "practice/units/index.html"
    path.write_text(path.read_text("utf-8").replace("Practice: minutes to units", "Practice: a newer page"), "utf-8")
    finish(folder)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Practice: minutes to units")  # Whole and old, until the reader wants the new one.
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((each) => each.update())")
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("h1")).to_contain_text("Practice: a newer page")
    page.wait_for_function("() => caches.keys().then((names) => names.length === 1)")


def test_the_policy_allows_the_scripts_of_the_page_and_no_other(context: BrowserContext, changing: tuple[str, Path]) -> None:
    address, folder = changing
    path = folder / "index.html"
    page = context.new_page()
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_timeout(200)
    assert not blocked
    text = path.read_text("utf-8")
    (folder / "spoiled.html").write_text(
        text.replace("</body>", "<script>document.title = 'taken over'</script></body>"), "utf-8"
    )
    page.goto(f"{address}spoiled.html")
    page.wait_for_timeout(200)
    assert page.title() != "taken over"
    assert any("Content Security Policy" in each for each in blocked)


def test_the_policy_holds_the_hashes_of_inline_scripts_alone() -> None:
    page = with_policy(
        '<html><head><meta charset="utf-8"></head><body><script>alert(1)</script><script src="a.js"></script>'
        '<script type="application/json">{}</script></body></html>'
    )
    # The hash is that of `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
    assert page.count("sha256-") == 2, "this one, and the one that every page begins with"
    assert "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; " in page.partition("script-src 'self' ")[2]
    assert "unsafe" not in page
