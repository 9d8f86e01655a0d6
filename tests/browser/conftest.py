"""A built site on loopback, and a real Chromium to open it in."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    FloatRect,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.chromium import FLAGS, find_chromium
from tests.built_sites import builder_of, built_site
from tests.loopback import Quiet, served
from tests.proof import proof

PATIENCE = 120_000
"""Milliseconds after which what a test waits for will not come, on the slowest machine."""

expect.set_options(timeout=PATIENCE)


class _WithoutSearch(Quiet):
    """Serves the site with an empty search, for every page loads the index; tests/browser/test_search.py has its own."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if not self.path.endswith("/search/search_index.json"):
            return super().send_head()
        index = json.loads(Path(self.translate_path(self.path)).read_text("utf-8"))
        body = json.dumps(index | {"docs": []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


shipped = pytest.mark.parametrize("site", ["mkdocs"], indirect=True)
"""For what is counted in pixels or bytes of the theme that is shipped: its successor's script and header are larger."""


def is_zensicals(error: Error, request: pytest.FixtureRequest) -> bool:
    """Whether Zensical's own script complains, which takes what an address of ours says after # for the id of an element."""
    if builder_of(request.node) != "zensical" or "/assets/javascripts/" not in (error.stack or ""):
        return False
    return any(text in str(error) for text in ("is not a valid selector", "URI malformed"))


def stored(page: Page, name: str = "guide97112") -> Any:
    """What the browser remembers, once it has painted: the player keeps an answer right after its verdict is seen."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return json.loads(page.evaluate("name => localStorage.getItem(name)", name) or "null")


@pytest.fixture(scope="session", params=["mkdocs", proof("zensical")])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site as one builder makes it.

    tests/site/test_building.py shows that the builders' pages are the same; `make proof` drives those of both.
    """
    with served(built_site(request.param, tmp_path_factory), _WithoutSearch) as address:
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


def new_page(context: BrowserContext, view: str = "all") -> Page:
    """A page that is open once its player has come: a reader sees no button of it before, so no test presses one.
    The player of questions below other things comes when they are scrolled to.

    Its quizzes show all questions at once, unless `view` says otherwise; "" leaves that to the site.
    """
    context.set_default_timeout(PATIENCE)
    if view:
        context.add_init_script(f"try {{ localStorage.setItem('guide97112.view', '{view}') }} catch {{}}")
    page = context.new_page()
    for name in ("goto", "reload"):
        setattr(page, name, _until_it_lives(page, getattr(page, name)))
    return page


def _until_it_lives(page: Page, opens: Callable[..., Response | None]) -> Callable[..., Response | None]:
    def opened(*arguments: object, **options: object) -> Response | None:
        response = opens(*arguments, **options)
        page.wait_for_selector("[data-waiting='']:not(h2 ~ .quiz *)", state="detached")
        return response

    return opened


def box_of(part: Locator) -> FloatRect:
    """Where a part of the page is drawn, in pixels from the top left of the screen."""
    box = part.bounding_box()
    assert box is not None, f"{part} is not drawn"
    return box


def bottom(part: Locator) -> float:
    """How far down the screen a part of the page reaches, in pixels."""
    box = box_of(part)
    return box["y"] + box["height"]


DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


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
def lenient_page(tab: Page, site: str) -> Iterator[Page]:
    """The tab as if it were new, for tests in which the site meets errors."""
    forget(tab, site)
    tab.set_viewport_size(DESK)
    yield tab
    for other in tab.context.pages:
        if other != tab:
            other.close()
    tab.unroute_all(behavior="ignoreErrors")
    tab.emulate_media(media="null", reduced_motion="null", color_scheme="null")
    tab.goto("about:blank")


def students_page(request: pytest.FixtureRequest, browser: Browser, *, narrow: bool) -> Iterator[Page]:
    """The browser of a student who is here for the first time, one question at a time as the site has it: a phone, or a desk."""
    context = browser.new_context(viewport=PHONE if narrow else DESK, has_touch=narrow, service_workers="block")
    page = new_page(context, view="")
    faults: list[str] = []
    page.on("pageerror", lambda error: None if is_zensicals(error, request) else faults.append(str(error)))
    yield page
    context.close()
    assert not faults


@pytest.fixture
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A phone that a student holds for the first time."""
    yield from students_page(request, browser, narrow=True)


@pytest.fixture(scope="session")
def _scriptless_tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless_page(_scriptless_tab: Page) -> Iterator[Page]:
    """A tab that runs no script, which tests share as they share the other."""
    _scriptless_tab.set_viewport_size(DESK)
    yield _scriptless_tab
    _scriptless_tab.emulate_media(media="null")
    _scriptless_tab.goto("about:blank")


@pytest.fixture
def page(request: pytest.FixtureRequest, lenient_page: Page, site: str) -> Iterator[Page]:
    """The tab as if it were new, in which every error of the console and every request to another host fails the test."""
    tab = lenient_page
    faults: list[str] = []
    blocked = "Service Worker registration blocked"  # by this fixture: tests/browser/test_offline.py has its own

    def read_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and blocked not in message.text:
            faults.append(message.text)

    def read_error(error: Error) -> None:
        if not is_zensicals(error, request):
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
    assert faults == []
