"""What stands in the head of every page, and the page for an address that leads nowhere."""

from __future__ import annotations

import json
import struct
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest

from tests.built_sites import built_sites

pytestmark = pytest.mark.builds

DOCS = Path(__file__).resolve().parents[2] / "docs"
BUILDERS = ("mkdocs", "zensical")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return built_sites(BUILDERS, tmp_path_factory)


def pages(site: Path) -> dict[str, lxml.html.HtmlElement]:
    """The pages that are written as Markdown, by their address from the top."""
    names = [path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")]
    addresses = [f"{name.removesuffix('index').strip('/')}/".lstrip("/") for name in names]
    return {address: lxml.html.fromstring((site / address / "index.html").read_bytes()) for address in addresses}


def meta(page: lxml.html.HtmlElement, name: str) -> list[str]:
    return [str(content) for content in page.xpath(f'//head/meta[@name="{name}" or @property="{name}"]/@content')]


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_page_has_a_description_of_its_own(built: dict[str, Path], builder: str) -> None:
    described = {address: meta(page, "description") for address, page in pages(built[builder]).items()}
    assert len(described) >= 80
    assert {address: found for address, found in described.items() if [50 <= len(text) <= 160 for text in found] != [True]} == {}
    assert [text for text, times in Counter(found[0] for found in described.values()).items() if times > 1] == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_shared_page_has_its_title_and_no_address_that_nobody_set(built: dict[str, Path], builder: str) -> None:
    for address, page in pages(built[builder]).items():
        (title,), (shared,) = meta(page, "og:title"), meta(page, "og:description")
        assert title.strip(), address
        assert [shared] == meta(page, "description"), address
        assert not meta(page, "og:image") + meta(page, "og:url") + meta(page, "twitter:card"), address


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_site_can_be_installed(built: dict[str, Path], builder: str) -> None:
    site = built[builder]
    for address, page in pages(site).items():
        (link,) = page.xpath('//head/link[@rel="manifest"]/@href')
        assert urljoin(f"https://x.example/{address}", link) == "https://x.example/manifest.webmanifest", address
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    assert (site / manifest["start_url"] / "index.html").is_file()
    sizes = set()
    for icon in manifest["icons"]:
        file = site / icon["src"]
        assert file.stat().st_size < 10_000
        if file.suffix == ".png":
            width, height = struct.unpack(">II", file.read_bytes()[16:24])
            assert icon["sizes"] == f"{width}x{height}"
            sizes.add((width, icon.get("purpose", "any")))
    assert sizes == {(192, "any"), (512, "any"), (512, "maskable")}
    card = site / "assets/card.png"
    assert struct.unpack(">II", card.read_bytes()[16:24]) == (1200, 630)
    assert card.stat().st_size < 60_000


@pytest.mark.parametrize("builder", BUILDERS)
def test_an_address_that_leads_nowhere_leads_on(built: dict[str, Path], builder: str) -> None:
    site = built[builder]
    page = lxml.html.fromstring((site / "404.html").read_bytes())
    assert page.xpath("//article//h1")[0].text_content() == "There is no such page"
    assert page.xpath('//*[@data-md-component="search"]')
    links = [str(href) for href in page.xpath("//article//li/a/@href")]
    assert len(links) >= 6
    assert all((site / link.lstrip("/") / "index.html").is_file() for link in links), links
