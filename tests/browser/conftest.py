"""A built site on loopback, and a real Chromium to open it in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

from tests.browser.chromium import FLAGS, find_chromium
from tests.built_sites import built_site
from tests.loopback import served


@pytest.fixture(scope="session", params=["mkdocs", pytest.param("zensical", marks=pytest.mark.proof)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site as one builder makes it.

    tests/site/test_building.py shows that the builders' pages are the same; `make proof` drives those of both.
    """
    with served(built_site(request.param, tmp_path_factory)) as address:
        yield address


@pytest.fixture(scope="session")
def pages() -> list[str]:
    """The address of every page, from the top of the site."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    names = [path.relative_to(docs).as_posix().removesuffix(".md") for path in sorted(docs.rglob("*.md"))]
    return [f"{name.removesuffix('index').strip('/')}/".lstrip("/") for name in names]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium; without one the test is skipped aloud, or fails where CI asks for it."""
    executable = find_chromium()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("NO BROWSER: no Chromium can be had, and CI=true asks for one")
        pytest.skip("NO BROWSER: no Chromium can be had")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(executable), args=FLAGS)
        yield running
        running.close()


def new_page(context: BrowserContext) -> Page:
    """A page that is open once its player has come: a reader sees no button of it before, so no test presses one."""
    page = context.new_page()
    for name in ("goto", "reload"):
        setattr(page, name, _until_it_lives(page, getattr(page, name)))
    return page


def _until_it_lives(page: Page, opens: Callable[..., Response | None]) -> Callable[..., Response | None]:
    def opened(*arguments: object, **options: object) -> Response | None:
        response = opens(*arguments, **options)
        page.wait_for_selector("[data-waiting]", state="detached")
        return response

    return opened


DESK: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The one tab that tests share: Chromium needs longer for a new one than for a page."""
    context = browser.new_context(viewport=DESK, service_workers="block")
    yield new_page(context)
    context.close()


def forget(tab: Page, site: str) -> None:
    """Erase what the site keeps in the browser."""
    session = tab.context.new_cdp_session(tab)
    session.send("Storage.clearDataForOrigin", {"origin": site.rstrip("/"), "storageTypes": "all"})
    session.detach()


@pytest.fixture
def page(tab: Page, site: str) -> Iterator[Page]:
    """The tab as if it were new, in which every error of the console and every request to another host fails the test."""
    forget(tab, site)
    tab.set_viewport_size(DESK)
    faults: list[str] = []
    blocked = "Service Worker registration blocked"  # by this fixture: tests/browser/test_offline.py has its own

    def read_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and blocked not in message.text:
            faults.append(message.text)

    def read_error(error: Error) -> None:
        faults.append(str(error))

    def read_request(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            faults.append(request.url)

    tab.on("console", read_console)
    tab.on("pageerror", read_error)
    tab.on("request", read_request)
    yield tab
    tab.remove_listener("console", read_console)
    tab.remove_listener("pageerror", read_error)
    tab.remove_listener("request", read_request)
    for other in tab.context.pages:
        if other != tab:
            other.close()
    tab.unroute_all(behavior="ignoreErrors")
    tab.emulate_media(media="null", reduced_motion="null")
    tab.goto("about:blank")
    assert faults == []
