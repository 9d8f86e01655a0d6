"""The content security policy in a real browser: nothing of ours offends against it, and nothing that was slipped in runs."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, new_page
from tests.built_sites import built_site
from tests.loopback import Quiet, served
from tests.proof import proof

pytestmark = pytest.mark.browser

NOTES = """
window.offended = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.offended.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} at ${event.sourceFile}`));
"""


def sending(site: Path) -> type[Quiet]:
    """Serves a site as a host does that reads its `_headers`."""
    _, *lines = (site / "_headers").read_text("utf-8").splitlines()

    class Sending(Quiet):
        def end_headers(self) -> None:
            for line in lines:
                self.send_header(*line.strip().split(": ", 1))
            super().end_headers()

    return Sending


@pytest.fixture(scope="module", params=["mkdocs", proof("zensical")])
def hardened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site as one builder makes it, with its search and with its headers."""
    site = built_site(request.param, tmp_path_factory)
    with served(site, sending(site)) as address:
        yield address


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """A page that notes what offends against its policy; workers count too, for the console hears of them."""
    context = browser.new_context()
    context.add_init_script(NOTES)
    page = new_page(context)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    said: list[str] = []
    page.__dict__["said"] = said
    yield page
    context.close()


def offended(page: Page) -> list[str]:
    noted: list[str] = page.evaluate("window.offended")
    return noted


def search(page: Page) -> None:
    page.locator("[data-md-component=search-query], .md-search__button").first.click()
    page.keyboard.type("units", delay=50)
    expect(page.locator("a[href*='?h='], a[href*='?q=']").first).to_be_visible()


def answer_to_the_end(page: Page) -> None:
    page.locator(".tool__begin, [data-action=begin], .button--primary").first.click()
    form = page.locator("form.item:visible").first
    form.wait_for()
    fields = form.locator("input:visible, select:visible")
    if fields.count():
        fields.first.check() if fields.first.get_attribute("type") in {"radio", "checkbox"} else fields.first.focus()
    form.locator("[type=submit]:visible").first.click()


def build_a_file(page: Page) -> None:
    page.locator(".tool__begin").click()
    expect(page.locator(".builder__row").first).to_be_visible()
    page.locator("[data-action=download]").click()
    with page.expect_download():
        page.locator(".builder__formats button").first.click()


def paste(page: Page) -> None:
    page.locator(".results__paste").fill("<img src=x onerror=alert(1)>")
    page.locator("[data-action=add]").click()
    expect(page.locator(".tool__status")).not_to_be_empty()


def nothing(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


WALK: dict[str, Callable[[Page], None]] = {
    "": search,
    "reference/facts/": nothing,
    "reference/sources/": nothing,
    "reference/rates/": nothing,
    "reference/calculator/": nothing,
    "reference/claim-builder/": nothing,
    "reference/which-code/": nothing,
    "reference/appeal-letter/": nothing,
    "practice/units/": answer_to_the_end,
    "practice/set/": nothing,
    "practice/exam/": nothing,
    "practice/review/": nothing,
    "practice/progress/": nothing,
    "practice/cases/numb-feet/": nothing,
    "trainers/": build_a_file,
    "trainers/results/": paste,
    "trainers/lessons/documentation/": nothing,
    "contribute/": nothing,
    "404.html": nothing,
}
"""A page of each kind, and what is done on it."""


def test_no_page_of_any_kind_offends_against_its_policy(watched: Page, hardened: str) -> None:
    for address, does in WALK.items():
        watched.goto(hardened + address)
        does(watched)
        assert offended(watched) == [], address
        assert [text for text in watched.__dict__["said"] if "404" not in text or address != "404.html"] == [], address


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another host, which has a script to offer and notes who asks for it."""

    asked: list[str] = []

    class Script(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()
            self.wfile.write(b"window.ran = 'a script from elsewhere'")

        def log_message(self, *arguments: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Script)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/evil.js", asked
    server.shutdown()
    server.server_close()


ATTACKS = {
    # what is tried: (the script that tries it, the directive that stops it)
    "an inline script": (
        "const made = document.createElement('script'); made.append('window.ran = 1'); document.body.append(made)",
        {"This document requires 'TrustedScript' assignment."},  # Chromium reports nothing else of it
    ),
    "an inline script that is written": ("document.write('<script>window.ran = 1</script>')", {"require-trusted-types-for"}),
    "a script from elsewhere": (
        "const made = document.createElement('script'); made.setAttribute('src', '@'); document.body.append(made)",
        {"script-src-elem", "require-trusted-types-for"},
    ),
    "a worker from elsewhere": ("new Worker('@')", {"worker-src", "require-trusted-types-for"}),
    "a module from elsewhere": ("import('@').catch(() => {})", {"script-src-elem"}),
    "an eval": ("eval('window.ran = 1')", {"script-src", "require-trusted-types-for"}),
    "a function of text": ("new Function('window.ran = 1')()", {"script-src", "require-trusted-types-for"}),
    "a timer of text": ("setTimeout('window.ran = 1')", {"script-src", "require-trusted-types-for"}),
    "an attribute of an event": (
        "document.body.innerHTML += '<img src=x onerror=\"window.ran = 1\">'",
        {"require-trusted-types-for", "script-src-attr"},
    ),
    "a template within": (
        "document.body.innerHTML = '<template><b onclick=\"window.ran = 1\"></template>'",
        {"require-trusted-types-for"},
    ),
    "a frame of its own": ("document.body.innerHTML = '<iframe srcdoc=x></iframe>'", {"require-trusted-types-for"}),
    "an address that runs": (
        "const made = document.createElement('a'); made.href = 'javascript:window.ran=1'; made.click()",
        {"require-trusted-types-for", "script-src-elem", "script-src-attr"},
    ),
    "an address with a tab": (
        "document.body.innerHTML = '<a href=\"java\\tscript:window.ran=1\">a</a>'",
        {"require-trusted-types-for"},
    ),
    "a policy of its own": ("trustedTypes.createPolicy('mine', { createHTML: (text) => text })", {"trusted-types"}),
    "a style on an element": ("document.body.setAttribute('style', 'color: red')", {"style-src-attr"}),
    "a picture from elsewhere": ("new Image().src = '@'", {"img-src"}),
    "a request elsewhere": ("fetch('@').catch(() => {})", {"connect-src"}),
    "a form sent elsewhere": (
        "const made = document.createElement('form'); made.action = '@'; document.body.append(made); made.submit()",
        {"form-action"},
    ),
    "another base": ("const made = document.createElement('base'); made.href = '@'; document.head.append(made)", {"base-uri"}),
    "a frame": ("const made = document.createElement('iframe'); made.src = '@'; document.body.append(made)", {"frame-src"}),
}


def stopped_by(page: Page) -> set[str]:
    """The directives that stopped something, and how what the console says of it begins."""
    said = {text.partition(" An HTMLScript")[0] for text in page.__dict__["said"]}
    return said | {text.split(" ", 1)[0] for text in offended(page)}


def test_nothing_that_was_slipped_in_runs(watched: Page, hardened: str) -> None:
    """The page runs each attack a moment later, by itself: a browser lets a debugger do more than a page."""
    with elsewhere() as (host, asked):
        for name, (attack, stops) in ATTACKS.items():
            watched.goto(hardened + "contribute/")
            watched.__dict__["said"].clear()
            source = attack.replace("@", host)
            watched.evaluate(f"() => void setTimeout(() => {{ {source} }})")
            until = time.monotonic() + PATIENCE / 1000
            while not (signs := stopped_by(watched)) & stops and time.monotonic() < until:
                watched.wait_for_timeout(20)  # to wait for a function, Playwright would need an eval
            assert signs & stops, f"{name}: {signs}"
            assert watched.evaluate("window.ran") is None, name
        assert asked == []


def test_what_is_inert_passes(watched: Page, hardened: str) -> None:
    """The default policy refuses what runs and changes nothing else."""
    watched.goto(hardened + "contribute/")
    inert = '<p class="a">1 &lt; 2 <a href="../x/#seed=1">on</a><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></p>'
    shown = watched.evaluate(
        "(text) => { const made = document.createElement('template'); made.innerHTML = text; return made.innerHTML }", inert
    )
    assert shown.startswith('<p class="a">1 &lt; 2 <a href="../x/#seed=1">on</a>')
    assert offended(watched) == []
