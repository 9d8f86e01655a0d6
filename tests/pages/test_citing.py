"""Cited facts: their numbers on a page, what stands under each, and that every fact keeps its anchor."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html as lxml_html

from macros.guide import Guide
from macros.pages.citing import cited_in, citing_pages, marks_kept
from macros.pages.page_macros import page_macros
from macros.rules.refused import Refused
from tests.small_checkout import spoil, write_small_checkout

PAGE = """# Minutes

One. {{ cite("U-04") }} Two. {{ cite("U-02", 'U-04') }}

| a | b {{ cite("D-23a") }} |
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "docs/reference").mkdir(parents=True)
    return write_small_checkout(tmp_path)


def _macros(checkout: Path, page: str, text: str) -> dict[str, Callable[..., str]]:
    (checkout / "docs" / page).write_text(text, "utf-8")
    url = page.removesuffix(".md") + "/"
    env = SimpleNamespace(conf={}, page=SimpleNamespace(url=url, file=SimpleNamespace(src_uri=page)))
    return page_macros(checkout, env)


def _marks(markup: str) -> list[tuple[str | None, str | None]]:
    return [(link.text, link.get("href")) for link in lxml_html.fromstring(markup).iter("a")]


def test_a_fact_has_the_number_of_its_first_mark_on_the_page(checkout: Path) -> None:
    macros = _macros(checkout, "reference/minutes-and-units.md", PAGE)
    assert _marks(macros["cite"]("U-04")) == [("1", "#U-04")]
    assert _marks(macros["cite"]("U-02", "U-04")) == [("2", "#U-02"), ("1", "#U-04")]
    assert _marks(macros["cite"]("D-23a")) == [("3", "#D-23a")]


def test_the_proof_lists_each_cited_fact_under_its_number_and_the_others_of_the_subject_once(checkout: Path) -> None:
    macros = _macros(checkout, "reference/minutes-and-units.md", PAGE)
    tree = lxml_html.fromstring(macros["proof"]("units").split("\n\n", 1)[1])
    library = Guide.load(checkout).library
    numbered = [entry.get("id") for entry in tree.xpath("./details/ol/li")]
    folded = [entry.get("id") for entry in tree.xpath("./details/ul/li")]
    assert numbered == ["U-04", "U-02", "D-23a"]
    assert sorted([*numbered, *folded]) == sorted([*(fact.id for fact in library.subjects["units"].facts), "D-23a"])
    for entry in tree.xpath(".//li"):
        fact = library.facts[entry.get("id")]
        words = " ".join(entry.text_content().split())
        assert " ".join(fact.text.split()) in words
        assert all(library.sources[name].title in words for name in fact.sources)


def test_a_mark_that_is_no_fact_is_one_line_at_its_place(checkout: Path) -> None:
    macros = _macros(checkout, "reference/minutes-and-units.md", '# Minutes\n\n{{ cite("U-4") }}\n')
    with pytest.raises(Refused, match=r"there is no fact `U-4`; did you mean `U-04`\?"):
        macros["cite"]("U-4")
    with pytest.raises(Refused, match="`cite` names no fact"):
        macros["cite"]()


def test_what_is_not_verified_says_so_in_the_margin_and_in_its_class(checkout: Path) -> None:
    spoil(checkout, "docs/data/other-payers.yml", "checked: copy", "checked: unverified")
    macros = _macros(checkout, "reference/minutes-and-units.md", '# Minutes\n\n{{ cite("O-01") }}\n')
    shown = macros["cite"]("O-01")
    assert "cite--unverified" in shown
    assert "not verified" in shown


def test_calls_are_read_as_a_contributor_writes_them() -> None:
    assert cited_in("""{{ cite("A-01", 'B-02') }} {{cite( "C-03" ,"D-04a")}} cite(name) recite("X-09")""") == [
        *("A-01", "B-02", "C-03", "D-04a")
    ]


def test_the_pages_that_cite_a_fact_are_known(checkout: Path) -> None:
    (checkout / "docs/reference/payment.md").write_text('{{ cite("U-04") }}', "utf-8")
    (checkout / "docs/reference/edits.md").write_text('{{ cite("U-04", "U-05") }} {{ cite("U-04") }}', "utf-8")
    pages = ["reference/payment.md", "reference/edits.md"]
    assert citing_pages(checkout, pages) == {"U-04": tuple(pages), "U-05": ("reference/edits.md",)}


def test_every_page_that_cites_says_at_its_end_what_it_cites() -> None:
    """A mark without its fact at the end of the page would lead nowhere."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    pages = {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in docs.rglob("*.md")}
    readers = {page: text for page, text in pages.items() if not page.startswith(("contribute/", "generated/"))}
    without = [page for page, text in readers.items() if cited_in(text) and len(re.findall(r"\{\{ proof\(", text)) != 1]
    assert not without


def test_no_line_begins_with_a_mark(checkout: Path) -> None:
    mark = _macros(checkout, "reference/minutes-and-units.md", PAGE)["cite"]("U-04")
    assert marks_kept(f"One. {mark} Two.\n{mark}") == f"One.\N{NO-BREAK SPACE}{mark} Two.\N{NO-BREAK SPACE}{mark}"
