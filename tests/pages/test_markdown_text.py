"""Our texts survive on their way to HTML, and the HTML survives the page's own Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.guide import Guide
from macros.pages import article, contributing, reference
from macros.pages.comparison import comparison
from macros.pages.decision import decision_figure
from macros.pages.glossary import glossary
from macros.pages.links import Links
from macros.pages.neighbours import neighbour_pair
from macros.pages.quiz import Ways, quiz
from macros.text.markdown_text import inline, one_line, rendered, unbroken

GUIDE = Guide.load(Path(__file__).resolve().parents[2])

SAME = ["the patient's gaze", "a_b_c", "2 * 3 = 6", "item # 4", "8–22 minutes", "5 × 5"]


@pytest.mark.parametrize("text", SAME)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert inline(text) == text
    assert rendered(text) == f"<p>{text}</p>"


def test_html_in_a_text_is_shown_and_not_obeyed() -> None:
    assert inline("under <8 minutes, <b>not</b> bold") == "under &lt;8 minutes, &lt;b&gt;not&lt;/b&gt; bold"


SNIPPETS = (
    *"ab12 .,:;-+*_`[]()<>&\\#!\n\t$“'\"|~={}×—é\x02\x0c",
    *("97112 × 2", "1. ", "12) ", "- ", "**", "&amp;", "https://x.y", "\n\n", "    ", ": ", "a@b.c", "]: "),
)


SIGNS = (
    *("a _b_ c", "a *b* c", "a `b` c", "a <b> c", "a & b", "a \\_ b"),
    *("1. a", "- a", "a\tb", "# a", "a\n# b"),
)


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_of_markdown_takes_the_long_way(text: str) -> None:
    assert rendered(text) == markdown.markdown(text.replace("<", "&lt;"), extensions=["sane_lists"])


@pytest.mark.parametrize(
    "text", ["a [b](c) d", "a ![b](c)", "[here]: https://a.example", "See [here].", "a <https://a.example> b"]
)
def test_what_looks_like_a_link_is_text(text: str) -> None:
    assert rendered(text) == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert rendered(f"{text}\n\nSee [here].").endswith("<p>See [here].</p>")


@given(st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join))
def test_the_short_way_of_a_plain_line_leads_to_what_markdown_makes_of_it(text: str) -> None:
    """By a Markdown instance made for this text alone: nothing is left over of the texts before it."""
    assert rendered(text) == markdown.markdown(unbroken(text).replace("<", "&lt;"), extensions=["sane_lists"])


@pytest.mark.parametrize("text", ["1. The first", "12) x", "- dash", "* star", "+ plus", "# head", "2026. A year"])
def test_one_line_is_never_a_list_or_a_heading(text: str) -> None:
    assert one_line(text) == text


def test_a_code_stays_with_its_units() -> None:
    space = "\N{NO-BREAK SPACE}"
    assert unbroken("97112 × 2, G0283 × 1") == f"97112{space}×{space}2, G0283{space}×{space}1"
    assert unbroken("1 × 15 and 9 left over") == "1 × 15 and 9 left over"


def blocks() -> Iterator[str]:
    """What macros put on a page as one block of HTML."""
    facts = [fact for subject in GUIDE.library.subjects.values() for fact in subject.facts]
    yield from (reference.fact_html(GUIDE.library, fact) for fact in (*facts, *GUIDE.library.requirements))
    yield from (quiz(GUIDE, topic.id, 6, Ways("../", "../")) for topic in GUIDE.quizzes.topics)
    yield reference.units_table(GUIDE.library, 8)
    yield reference.worked_visit(GUIDE.library, "97112=24 97110=23")
    yield contributing.asks_table()
    yield contributing.misconceptions_table()
    links = Links(GUIDE.library, "../")
    pages = (
        glossary(GUIDE.library, links),
        reference.facts(GUIDE.library, "scope", None, links),
    )
    yield from (block for page in pages for block in page.split("\n\n") if not block.startswith("#"))
    yield decision_figure(GUIDE.library, links)
    yield comparison(GUIDE.library, links)
    yield from (neighbour_pair(GUIDE.library, neighbour.id, links) for neighbour in GUIDE.library.neighbours)
    yield article.article_statements(GUIDE.library, links)
    yield article.article_omissions(GUIDE.library, links)
    yield article.article_topics(GUIDE.library, links)


def test_a_pages_markdown_leaves_our_html_alone() -> None:
    reader = markdown.Markdown(extensions=["attr_list", "md_in_html", "tables", "toc"])
    for block in blocks():
        assert block.startswith(("<div", "<figure", "<nav", "<section"))
        assert "\n\n" not in block
        made = reader.reset().convert(f"Before.\n\n{block}\n\nAfter.")
        assert made.split("\n\n") == [f"<p>Before.</p>\n{block}", "<p>After.</p>"]
