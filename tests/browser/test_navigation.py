"""Any page of the reference is two taps away on a phone, and every tab is there to be read on a desk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from macros.site.build import COMMANDS
from tests.loopback import served
from tests.proof import proof

ROOT = Path(__file__).resolve().parents[2]
NAV: list[Mapping[str, Any]] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)["nav"]
SMALL = 7
"""Pages of the largest group that the drawer lists."""

pytestmark = pytest.mark.browser


def names(entries: list[Any]) -> list[str]:
    """The pages of a part of the navigation."""
    return [page for entry in entries for page in ([entry] if isinstance(entry, str) else _pages(next(iter(entry.values()))))]


def _pages(value: str | list[Any]) -> list[str]:
    return [value] if isinstance(value, str) else names(value)


def address(page: str) -> str:
    """Where a page is served, from the top of the site."""
    return "" if page == "index.md" else f"{page.removesuffix('.md').removesuffix('/index')}/"


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The navigation, the theme and the style of the site, with pages of one heading."""
    folder = tmp_path_factory.mktemp(f"navigation-{request.param}")
    for page in names([*NAV]):
        path = folder / "docs" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {page}\n\n## A heading\n\nWords.\n", "utf-8")
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - macros.pages.page_terms\n", "")
    before, _, rest = settings.partition("  - macros:\n")
    settings = before + "\n" + rest.partition("\n\n")[2]
    (folder / "mkdocs.yml").write_text(settings.replace("  /reference/claim-form.md\n", ""), "utf-8")
    (folder / "macros").mkdir()
    (folder / "quizzes").mkdir()
    command = [sys.executable, "-m", *(word for word in COMMANDS[request.param] if word != "--strict")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(folder / "site") as top:
        yield top


GROUPS = [entry for entry in NAV if len(names([entry])) <= SMALL]
FIRSTS = ["", "practice/units/", proof("reference/edits/"), proof("contribute/where/")]
SEEN = """links => links.filter(link => link.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  && link.getBoundingClientRect().height >= 30 && link.getBoundingClientRect().left >= 0).map(link => link.href)"""


def open_drawer(page: Page) -> None:
    page.locator("label.md-header__button[for=__drawer]").click()
    page.wait_for_timeout(500)


@pytest.mark.parametrize("first", FIRSTS)
def test_the_drawer_lists_every_page_of_the_groups(page: Page, site: str, first: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + first)
    open_drawer(page)
    listed = page.eval_on_selector_all(".md-nav--primary a:not(.md-nav--secondary a)", SEEN)
    wanted = {site + address(name) for name in names(GROUPS)}
    assert wanted - set(listed) <= {site + first}, "the page that is open is named, and need not be a link"


def test_two_taps_open_the_last_page_of_the_list(page: Page, site: str) -> None:
    """Also where the open group comes first, which the theme would show alone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/what-97112-covers/")
    for name in (names(GROUPS)[-2], "reference/edits.md"):
        open_drawer(page)
        page.locator(f".md-nav--primary a[href$='{address(name).split('/')[-2]}/']:visible").first.click()
        page.wait_for_url(f"**/{address(name)}")


@pytest.mark.parametrize("width", [1220, 1280, 1440])
def test_every_tab_stands_in_one_row(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}reference/edits/")
    row = page.locator(".md-tabs__list")
    assert row.locator(".md-tabs__item:visible").count() == len(NAV)
    assert row.evaluate("row => row.scrollWidth - row.clientWidth") <= 0
    last = row.locator(".md-tabs__link").last.bounding_box()
    assert last
    assert last["x"] + last["width"] <= width


def test_a_wide_screen_shows_the_open_group_alone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site}reference/edits/")
    listed = page.eval_on_selector_all(
        ".md-nav--primary a.md-nav__link, .drawer-group a",
        "links => links.filter(link => link.checkVisibility()).map(link => link.href)",
    )
    (group,) = [entry for entry in NAV if "reference/edits.md" in names([entry])]
    assert [link for link in listed if "#" not in link] == [f"{site}{address(name)}" for name in names([group])]
