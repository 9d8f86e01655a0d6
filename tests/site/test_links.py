"""What a page, question, script or style of the built site names is there; what is elsewhere has a day on which it was seen.

Links from page to page, with their anchors, are in tests/site/test_building.py.
"""

from __future__ import annotations

import html
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from macros.pages.third_party import other_links
from tests.built_sites import built_sites
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
BUILDERS = ("mkdocs", "zensical")
ELSEWHERE = re.compile(r"(?:https?:)?//")

pytestmark = pytest.mark.builds


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return built_sites(BUILDERS, tmp_path_factory)


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def target(site: Path, file: Path, address: str) -> Path:
    """The file that an address leads to from another file; one that begins with a slash begins at the top of the site."""
    plain = re.split(r"[?#]", address)[0]
    path = site / plain.lstrip("/") if plain.startswith("/") else file.parent / plain
    return path / "index.html" if path.is_dir() else path


def anchors(page: Path) -> set[str]:
    return set(re.findall(r"""\bid=["']?([^"'\s>]+)""", text_of(page)))


def test_everything_that_a_page_loads_is_there(sites: dict[str, Path]) -> None:
    """Also on the page for lost addresses, which stands at no place of its own."""
    for site in sites.values():
        loaded = 0
        for page in sorted(site.rglob("*.html")):
            tags = re.findall(r"<(?:link|script|img|source|iframe|use)\b[^>]*>", text_of(page))
            for address in re.findall(r"""\b(?:href|src)=["']?([^"'\s>]+)""", " ".join(tags)):
                if not address.startswith(("data:", "#")) and not ELSEWHERE.match(address):
                    loaded += 1
                    assert target(site, page, html.unescape(address)).is_file(), f"{page.relative_to(site)}: {address}"
        assert loaded > 500
        lost = re.findall(r"""<a\b[^>]*?\bhref=["']?([^"'\s>#]+)""", text_of(site / "404.html"))
        assert len(lost) >= 5
        for address in lost:
            assert target(site, site / "404.html", html.unescape(address)).is_file(), f"404.html: {address}"


def test_everything_that_a_script_or_a_style_names_is_there(sites: dict[str, Path]) -> None:
    for site in sites.values():
        modules = [path for path in site.glob("assets/**/*.js") if "javascripts" not in path.parts]
        named = [
            (path, address)
            for path in modules
            for address in re.findall(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}/[^"']+)["']""", text_of(path))
        ]
        named += [
            (path, address)
            for path in site.glob("assets/**/*.css")
            for address in re.findall(r"""url\(["']?([^"')]+)""", text_of(path))
            if not address.startswith(("data:", "#", "%23"))
        ]
        assert len(named) > 100
        assert [
            f"{path.relative_to(site)}: {address}" for path, address in named if not target(site, path, address).is_file()
        ] == []


def test_everything_that_is_kept_offline_or_installed_is_there(sites: dict[str, Path]) -> None:
    for site in sites.values():
        listed = re.search(r"\bFILES\s*=\s*(\[[^\]]*\])", text_of(site / "sw.js"))
        assert listed
        files = json.loads(listed[1])
        assert len(files) > 200
        assert [name for name in files if not target(site, site / "sw.js", name).is_file()] == []
        manifest = json.loads(text_of(site / "manifest.webmanifest"))
        for address in (manifest["start_url"], *(icon["src"] for icon in manifest["icons"])):
            assert target(site, site / "manifest.webmanifest", address).is_file(), address


def test_every_link_of_a_question_leads_to_a_page_and_its_place(sites: dict[str, Path]) -> None:
    """A question is fetched from a file, so no page holds its links before it is shown."""
    for site in sites.values():
        links = {
            html.unescape(link)
            for path in site.glob("generated/questions/*.json")
            for form in json.loads(text_of(path)).values()
            for link in re.findall(r"""\bhref=["']?([^"'\s>]+)""", form)
        }
        assert len(links) > 50
        within = {link.removeprefix("@top@/") for link in links if link.startswith("@top@/")}
        assert within
        assert [link for link in links if not link.startswith("@top@/") and not ELSEWHERE.match(link)] == []
        for link in sorted(within):
            page = target(site, site / "index.html", link)
            assert page.is_file(), link
            anchor = link.partition("#")[2]
            assert not anchor or "=" in anchor or anchor in anchors(page), link


def test_every_address_elsewhere_has_the_day_on_which_it_was_seen(sites: dict[str, Path]) -> None:
    """Those of sources have it in their data. The others are listed; a day that nobody noted is said to be unknown."""
    seen: dict[str, date | None] = {}
    for source in plain_yaml(ROOT / "docs/data/sources.yml")["sources"]:
        for address in filter(None, (source.get("url"), source.get("copy_url"))):
            seen[address] = date.fromisoformat(source["read"])
    listed = plain_yaml(ROOT / "docs/contribute/third-party.yml")["links"]
    for link in listed:
        seen[link["address"]] = date.fromisoformat(link["seen"]) if "seen" in link else None
    found: set[str] = set()
    for site in sites.values():
        texts = [text_of(page) for page in site.rglob("*.html")]
        texts += [form for path in site.glob("generated/questions/*.json") for form in json.loads(text_of(path)).values()]
        found |= {
            html.unescape(link) for text in texts for link in re.findall(r"""<a\b[^>]*?\bhref=["']?(https?:[^"'\s>]+)""", text)
        }
    assert len(found) > 300
    assert found - set(seen) == set(), "list it in docs/contribute/third-party.yml"
    assert {link["address"] for link in listed} <= found, "no page leads there any more"
    assert all(day is None or day <= date.today() for day in seen.values())


def test_the_page_lists_the_addresses_beside_the_sources() -> None:
    table = other_links(ROOT)
    for link in plain_yaml(ROOT / "docs/contribute/third-party.yml")["links"]:
        row = next(row for row in table.split("<tr>") if link["address"] in row)
        assert link.get("seen", "no day was noted") in row
