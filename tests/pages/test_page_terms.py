"""A term of the glossary is linked where a page first uses it: in its prose, and in what its macros write."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.page_terms import page_terms
from macros.pages.term_links import linked_names
from tests.pages.rendering import ROOT, pages, shown

GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../")
GLOSSARY = ROOT / "docs/reference/glossary.md"


def link(term: str, text: str) -> str:
    return f'<a class="term-link" href="../reference/glossary/#{term}">{text}</a>'


APART = {
    *("a", "button", "caption", "code", "form", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "nav", "pre", "script"),
    *("select", "style", "summary", "svg", "template", "thead"),
}
"""Elements whose text is no running text."""

LEFT_ALONE = [
    *(f"<{tag}>a unit</{tag}>" for tag in sorted(APART)),
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
    "A heading that says so {#unit}",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert page_terms(text, LINKS) == text
    after = page_terms(f"{text}\n\nThen a unit.", LINKS)
    assert after == f"{text}\n\nThen a {link('unit', 'unit')}."


def test_a_page_links_a_term_once_in_prose_or_in_what_a_macro_wrote() -> None:
    page = "# Title\n\nA unit, **total timed\nminutes**.\n\n<div>\n<p>A unit &amp; a timed code.</p>\n</div>\n"
    made = page_terms(page, LINKS)
    assert made == page.replace("A unit,", f"A {link('unit', 'unit')},").replace(
        "total timed\nminutes", link("total-timed-minutes", "total timed\nminutes")
    ).replace("a timed code", f"a {link('timed-code', 'timed code')}")


@pytest.mark.parametrize("already", ["[units](glossary.md#unit)", '<a class="term-link" href="../glossary/#unit">units</a>'])
def test_a_term_that_a_page_links_itself_is_not_linked_again(already: str) -> None:
    assert page_terms(f"{already} and a unit", LINKS) == f"{already} and a unit"


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
    if page == GLOSSARY:
        return  # there each term stands under its own heading
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
