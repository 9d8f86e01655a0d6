"""A term of the glossary is linked where a page first uses it: in its prose, and in what its macros write."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.page_terms import page_terms
from macros.pages.term_links import linked_names
from tests.pages.rendering import EXTENSIONS, ROOT, pages, rendered, shown

GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../")
GLOSSARY = ROOT / "docs/reference/glossary.md"
FACTS = ROOT / "docs/reference/facts.md"


def link(term: str, text: str) -> str:
    return f'<a class="term-link" href="../reference/glossary/#{term}">{text}</a>'


APART = {
    *("a", "button", "caption", "code", "form", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "nav", "pre", "script"),
    *("select", "style", "summary", "svg", "template", "thead"),
}
"""Elements whose text is no running text."""

LEFT_ALONE = [
    *(f"<{tag}>a unit</{tag}>" for tag in sorted(APART - {"caption", "thead"})),
    "<table><caption>a unit</caption><thead><tr><th>a unit</th></tr></thead></table>",
    "## A unit, in a heading",
    "`a unit` in code",
    "```console\n$ guide units a unit\n```",
    "[a unit](edits.md) in a link",
    '<a href="x">a unit</a>',
    '<p title="a unit">Nothing.</p>',
    "<form>\n<p>A unit.</p>\n</form>",
    "<svg><title>A unit</title></svg>",
    '<span class="badge badge--medicare">unit</span>',
    '<details class="sources">\n<ul><li>A unit</li></ul>\n</details>',
    '<div class="quiz">\n<p>A unit.</p>\n</div>',
    "<!-- a unit -->",
    "## A heading that says so {: #unit }",
]


def html_of(text: str) -> str:
    """The HTML of a page's text."""
    return markdown.markdown(text, extensions=EXTENSIONS)


def linked(text: str) -> str:
    """The HTML of a page's text with its terms linked."""
    return html_of(page_terms(text, LINKS))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert linked(text) == html_of(text)
    after = linked(f"{text}\n\nThen a unit.")
    assert after == html_of(f"{text}\n\nThen a unit.").replace("Then a unit", f"Then a {link('unit', 'unit')}")


def test_a_page_links_a_term_once_in_prose_or_in_what_a_macro_wrote() -> None:
    page = "# Title\n\nA unit, **total timed\nminutes**.\n\n<div>\n<p>A unit &amp; a timed code.</p>\n</div>\n\nA unit again.\n"
    assert linked(page) == html_of(page).replace("A unit,", f"A {link('unit', 'unit')},").replace(
        "total timed\nminutes", link("total-timed-minutes", "total timed\nminutes")
    ).replace("a timed code", f"a {link('timed-code', 'timed code')}")


def test_several_terms_of_one_text_are_linked_in_their_places() -> None:
    """Before an element, in it and after it, with what stands between."""
    made = linked("KX, then MPPR <b>and a unit</b> or GP, and a tie, 5 > 4 & so on.")
    assert made == (
        f"<p>{link('kx', 'KX')}, then {link('mppr', 'MPPR')} <b>and a {link('unit', 'unit')}</b> or {link('gp', 'GP')}, "
        "and a tie, 5 &gt; 4 &amp; so on.</p>"
    )


@pytest.mark.parametrize(
    "already",
    [
        "[units](glossary.md#unit)",
        '<a class="term-link" href="../glossary/#unit">units</a>',
        '<form><a href="../reference/glossary/#unit">units</a></form>',
    ],
)
def test_a_term_that_a_page_links_itself_is_not_linked_again(already: str) -> None:
    assert linked(f"{already}\n\nand a unit") == html_of(f"{already}\n\nand a unit")


def test_a_page_that_does_not_ask_for_it_has_no_terms_linked() -> None:
    assert html_of("A unit.") == "<p>A unit.</p>"


def test_the_glossary_at_the_end_of_a_page_is_taken_away_whatever_its_names_and_texts_are() -> None:
    """Also where an address holds what would end a comment. So the text of a page changes whenever its glossary does."""
    page = page_terms("A unit.", Links(GUIDE.library, "up--><b>/"))
    made = html_of(page)
    assert re.sub("<[^>]*>", "", made) == "A unit."
    assert made.count("<") == 4
    assert page != page_terms("A unit.", LINKS)


class _Tags(HTMLParser):
    """What a browser is given tag by tag, but for the links of terms."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, ...]] = []
        self.text = ""
        self._term_links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "term-link") in attrs:
            self._term_links += 1
            return
        self._add(tag, *(f"{name}={value or ''}" for name, value in attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._term_links:
            self._term_links -= 1
        elif tag not in VOID:
            self._add(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def _add(self, *tag: str) -> None:
        self.tags.append((self.text, *tag))
        self.text = ""


VOID = {"br", "hr", "img", "input", "link", "meta", "progress"}


def tags(html: str) -> list[tuple[str, ...]]:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return [*parser.tags, (parser.text,)]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_nothing_else_on_a_page_is_changed(page: Path) -> None:
    """The page is read by a parser that shares nothing with the one that linked the terms."""
    text = rendered(page)
    assert tags(html_of(text)) == tags(markdown.markdown(text.partition("<!-- terms of")[0], extensions=EXTENSIONS))


MARKS = frozenset({"badge", "code", "modifier", "verdict", "sources", "quiz", "tool", "note--marks"})


class _Read(HTMLParser):
    """The running text of a page, and the terms that it links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.linked: set[str] = set()
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.linked.update(re.findall(r"glossary(?:\.md|/)#(.+)$", given.get("href", "")))
        if tag in {"br", "hr", "img", "input", "link", "meta", "progress"}:
            return
        classes = set(given.get("class", "").replace("__", "--").split())
        self._open.append((tag, tag in APART or bool(classes & MARKS)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(apart for _, apart in self._open):
            self.text.append(data)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_every_term_that_a_page_uses_is_linked_on_it(page: Path) -> None:
    """By another way than the filter's: the page is made into HTML and its running text is read."""
    if page in (GLOSSARY, FACTS):
        return  # there each term stands under its own heading; the rows of all facts are kept light
    read = _Read()
    read.feed(shown(page))
    text = " ".join(" ".join(read.text).split())
    missing = {
        term.id
        for term in GUIDE.library.terms
        if term.term in linked_names(term)
        and term.id not in read.linked
        and re.search(rf"(?<![\w-]){re.escape(term.term)}(?![\w-])", text)
    }
    assert not missing, "let the page begin with {% filter terms_linked %} and end with {% endfilter %}"
