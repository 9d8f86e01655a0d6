"""Text that wants to run is shown as it is written, also without the check and without the policy: nothing rests on one guard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PATIENCE
from tests.built_sites import write_small_site
from tests.command import guide_process
from tests.loopback import served
from tests.small_checkout import spoil

pytestmark = pytest.mark.browser

RUNS = """<script>ran()</script>"><img src=x onerror=ran()><svg onload=ran()> [a](javascript:ran()) </textarea></title> ]]>"""
PLAIN = f"{RUNS} {{{{ 97112 * 7 }}}}"
"""For what is no template: it stays as it is."""

SPOILED = (
    ("docs/data/scope.yml", '"The service is one-on-one."', PLAIN),
    ("docs/data/scope.yml", '"The service"', PLAIN),
    ("docs/data/sources.yml", '"A manual"', PLAIN),
    ("docs/data/sources.yml", "CMS", PLAIN),
    ("docs/data/codes.yml", '"balance retraining"', RUNS),
    ("docs/data/patients.yml", "had a stroke in May", PLAIN),
    ("quizzes/units.yml", "From minutes to units", RUNS),
    ("quizzes/units.yml", "about: Count.", f"about: '{RUNS.replace(chr(39), chr(39) * 2)}'"),
)
STEM = ("quizzes/units.yml", "How is it billed to Medicare?", f"How is it billed to Medicare? {RUNS}")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site of hostile texts, of a guide that refuses none of them and has no policy."""
    root = write_small_site(tmp_path_factory.mktemp("hostile"))
    guard = root / "macros/reading/markup.py"
    guard.write_text(f"{guard.read_text('utf-8')}\n\nMARKUP.clear()\n", "utf-8")
    for file, old, new in SPOILED:
        quoted = new if old.startswith("about") else "'" + new.replace("'", "''") + "'"
        spoil(root, file, old, quoted)
    spoil(root, *STEM)
    done = guide_process("build", "--unfinished", root=root, cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "site") as address:
        yield address


def test_hostile_texts_are_shown_and_not_obeyed(hostile: str, browser: Browser) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script("window.times = 0; window.ran = () => window.times++; window.alert = window.ran;")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown = 0
    try:
        for address in ("", "reference/facts/", "practice/units/", "404.html", "generated/downloads/units.html"):
            page.goto(hostile + address)
            if address == "practice/units/":
                page.locator("form.item").first.wait_for()
                page.locator("form.item input").first.check()
                page.evaluate("document.querySelector('form.item').requestSubmit()")
                page.wait_for_timeout(500)
            text = page.locator("body").inner_text()
            shown += text.count("<script>ran()</script>")
            assert "679784" not in text, "no plain text is computed"
            assert page.evaluate("window.times") == 0, address
            for selector in ("img[src=x]", "svg[onload]", "[onerror]", "a[href^='javascript']"):
                assert page.locator(selector).count() == 0, f"{address}: {selector}"
        assert shown >= 4
        assert [url for url in asked if not url.startswith((hostile, "data:"))] == []
        assert [url for url in asked if url.endswith("/x")] == []
    finally:
        context.close()
