"""What of others is in the built site: each file of it is listed with its license, and what is listed is there."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest

from macros.pages.third_party import Library, libraries, within
from macros.site.finishing import OTHER_LANGUAGES, finish
from tests.built_sites import built_sites
from tests.pages.rendering import rendered
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = libraries(ROOT)
THEMES = {"mkdocs": "Material for MkDocs", "zensical": "Zensical"}
PERMISSIVE = {"MIT", "0BSD", "ISC", "Apache-2.0", "W3C", "CC-BY-4.0"}
"""Licenses that ask for no more than to be named."""


def shipped(site: Path) -> list[str]:
    """Every script, style, font and program of a site that is not one of ours, by its path from the top."""
    kinds = {".js", ".mjs", ".css", ".map", ".wasm", ".woff", ".woff2", ".ttf", ".otf", ".eot"}
    paths = [path for path in site.rglob("*") if path.suffix in kinds or path.parent.name == "vendor"]
    ours = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*") if "vendor" not in path.parts}
    return sorted(name for path in paths if path.is_file() and (name := path.relative_to(site).as_posix()) not in ours)


def holder(name: str, theme: str) -> Library | None:
    """The library that a file belongs to, in a site with this theme."""
    listed = [each for each in LIBRARIES if each.name == theme or each.name not in THEMES.values()]
    return next((each for each in listed if any(fnmatch.fnmatchcase(name, pattern) for pattern in each.files)), None)


@pytest.mark.builds
def test_every_file_of_others_in_the_site_is_listed(tmp_path_factory: pytest.TempPathFactory) -> None:
    for builder, site in built_sites(tuple(THEMES), tmp_path_factory).items():
        found = shipped(site)
        assert len(found) >= 12, "the vendor files and those of a theme"
        assert [name for name in found if holder(name, THEMES[builder]) is None] == []
        theme = next(each for each in LIBRARIES if each.name == THEMES[builder])
        assert [pattern for pattern in theme.files if not list(site.glob(pattern))] == [], "what is listed is there"
        scripts = {
            Path(re.sub(r"^(\.*/)+", "", address)).name
            for page in site.rglob("*.html")
            for address in re.findall(r"""<script\b[^>]*?\bsrc=["']?([^"'\s>]+)""", page.read_text("utf-8"))
        }
        assert len(scripts) >= 2
        assert scripts <= {path.name for path in site.rglob("*.js")}, "no page loads a script from elsewhere"


@pytest.mark.builds
def test_what_stands_inside_the_theme_is_listed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The map of Material's script names its sources, Zensical's list of licenses its packages."""
    sites = built_sites(tuple(THEMES), tmp_path_factory)
    named = {name.lower() for name in within(ROOT)}
    maps = "".join(path.read_text("utf-8") for path in sites["mkdocs"].rglob("*.map"))
    packages = set(re.findall(r"node_modules/((?:@[\w.-]+/)?[\w.-]+)/", maps))
    assert {"rxjs", "lunr"} <= packages
    licenses = (sites["zensical"] / "assets/javascripts/LICENSE").read_text("utf-8")
    told = dict(re.findall(r"Package: ([\w.-]+)@\S+\nLicense: (\S+)", licenses))
    assert len(told) >= 4
    assert (packages | set(told)) - named == set()
    ours = {name.lower(): license for name, (license, _) in within(ROOT).items()}
    assert {name: ours[name] for name in told} == told


def test_every_vendored_file_is_listed_and_has_its_license_beside_it() -> None:
    files = sorted((ROOT / "docs/assets/vendor").iterdir())
    assert len(files) >= 9
    for path in files:
        library = holder(f"assets/vendor/{path.name}", "")
        assert library is not None, path.name
        beside = (path.parent / f"{path.name.partition('.')[0]}.LICENSE.txt").read_text("utf-8")
        assert f"{library.license} License" in beside
        assert library.copyright in beside
        assert f"{library.name} {library.version}" in (ROOT / "NOTICE").read_text("utf-8")


def test_the_themes_have_the_version_that_is_locked() -> None:
    locked = "".join((ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in ("runtime", "development"))
    for library in LIBRARIES:
        if library.name in THEMES.values():
            assert f"\n{library.package.rpartition('/')[2].replace('@', '==')} " in locked, (
                f"set its version in {library.package}"
            )


def test_nothing_that_a_browser_gets_asks_for_more_than_to_be_named() -> None:
    listed = plain_yaml(ROOT / "docs/contribute/third-party.yml")
    assert {each["license"] for each in (*listed["libraries"], *listed["within"])} <= PERMISSIVE
    held = {name for library in LIBRARIES for name in library.within}
    assert held == set(within(ROOT)), "each name inside a library is listed with its license, and the other way round"


def test_the_page_names_every_library_with_its_license() -> None:
    page = rendered(ROOT / "docs/contribute/trust.md")
    for name, license, owner in (
        *((each.name, each.license, each.copyright) for each in LIBRARIES),
        *((name, *about) for name, about in within(ROOT).items()),
    ):
        row = next(row for row in page.split("<tr>") if f'<th scope="row">{name}</th>' in row)
        assert license in row
        assert owner.replace('"', "&#34;") in row


def test_the_search_of_other_languages_stays_out_of_a_site_in_english(tmp_path: Path) -> None:
    """Some of these scripts come without a license. A site in another language keeps them, for its search loads them."""
    for languages, kept in (('["en"]', False), ('["en", "es"]', True)):
        site = tmp_path / str(kept)
        (site / OTHER_LANGUAGES).mkdir(parents=True)
        (site / OTHER_LANGUAGES / "tinyseg.js").write_text("1", "utf-8")
        (site / "search").mkdir()
        (site / "search/search_index.json").write_text(f'{{"config":{{"lang":{languages}}},"docs":[]}}', "utf-8")
        finish(site)
        assert (site / OTHER_LANGUAGES).exists() == kept
