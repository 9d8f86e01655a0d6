"""The player in a second engine: the system's own Firefox, which Playwright cannot drive, through tests/browser/marionette.py.

A smoke test: a question answered right and one wrong, a set from a link, a calculator, and what is remembered after a reload.
Where there is no Firefox it is left out aloud; GUIDE_FIREFOX names one, which then has to run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

from tests.browser.marionette import Firefox, running
from tests.built_sites import built_site
from tests.loopback import served

NAMES = ("firefox-esr", "firefox")
PATIENCE = 60.0

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("Firefox")]


def find_firefox() -> str | None:
    """The Firefox that GUIDE_FIREFOX names, else one on the PATH."""
    named = os.environ.get("GUIDE_FIREFOX")
    if named is not None:
        assert named, "GUIDE_FIREFOX is empty: no Firefox was found"
        return named
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A running Firefox."""
    executable = find_firefox()
    if executable is None:
        pytest.skip("NO FIREFOX: the player is tried in Chromium alone; install firefox-esr to try it in a second engine")
    with running(executable, tmp_path_factory.mktemp("firefox") / "profile", PATIENCE) as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built_site("mkdocs", tmp_path_factory)) as address:
        yield address


@pytest.fixture(scope="module")
def opened(firefox: Firefox, site: str) -> Callable[[str], None]:
    """Opens a page of the site, and waits until its scripts have come, also those that come once the end of the page is near."""

    def open_page(path: str) -> None:
        firefox.open("about:blank")
        firefox.open(site + path)
        firefox.run("scrollTo(0, document.body.scrollHeight)")
        firefox.until("return !document.querySelector(\"[data-waiting='']\")", f"the scripts of {path}")

    return open_page


ALL_AT_ONCE = "localStorage.setItem('guide97112.view', 'all')"
LINK = "practice/set/#seed=7&topics=units:4,edits:2&levels=1,2,3&bank=1"


def answered(firefox: Firefox, chosen: str) -> str:
    """Answer a question of one choice with the option that is chosen; what the page says of it."""
    singles = "[...document.querySelectorAll('form.item[data-kind=single]')]"
    form = firefox.run(f"return {singles}.find(form => !form.querySelector('input:checked')).id")
    firefox.click(f"[id='{form}'] {chosen} .option__row")
    firefox.click(f"[id='{form}'] button[type=submit]")
    firefox.until(f"return document.querySelector(\"[id='{form}'] .item__result\").innerText.trim()", "what is said of an answer")
    said: str = firefox.run(f"return document.querySelector(\"[id='{form}'] .item__result\").innerText")
    return said


def test_questions_are_drawn_graded_and_remembered(firefox: Firefox, opened: Callable[[str], None]) -> None:
    opened("")
    firefox.run(ALL_AT_ONCE)
    opened(LINK)
    firefox.until("return document.querySelectorAll('form.item').length === 6", "six questions of a link")
    ids = "return [...document.querySelectorAll('form.item')].map(form => form.id)"
    drawn = firefox.run(ids)
    assert answered(firefox, ".option[data-correct]").startswith("Right")
    assert not answered(firefox, ".option:not([data-correct])").startswith("Right")
    kept = firefox.run("return Object.keys(JSON.parse(localStorage.guide97112).items ?? {}).length")
    assert kept == 2
    opened(LINK)
    firefox.until("return document.querySelectorAll('form.item').length === 6", "the same questions after a reload")
    assert firefox.run(ids) == drawn, "a link gives the same questions, in the same order"


def test_the_policy_of_a_page_lets_its_own_scripts_run_and_no_other(firefox: Firefox, opened: Callable[[str], None]) -> None:
    """Where a browser has Trusted Types, text cannot even become a script: that throws."""
    opened("reference/calculator/")
    firefox.run(
        "const script = document.createElement('script');"
        "try { script.textContent = 'document.title = 9'; document.head.append(script) } catch {}"
    )
    assert firefox.run("return document.title") != "9"
    assert firefox.run("return document.querySelectorAll('.calculator input').length") > 1
