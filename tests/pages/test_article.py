"""The article, checked: every statement with its verdict and facts, and counts that are counted."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages.article import VERDICTS, article_count, article_omissions, article_statements, article_topics
from macros.pages.links import Links
from tests.small_checkout import spoil, write_small_checkout

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
LINKS = Links(GUIDE.library, "../")
ARTICLE = GUIDE.library.article


def test_every_statement_stands_with_its_verdict_why_page_and_facts() -> None:
    shown = html.unescape(article_statements(GUIDE.library, LINKS))
    rows = re.findall(r'<tr id="statement-(\d+)">(.*?)</tr>', shown, re.S)
    assert [number for number, _ in rows] == [str(i) for i in range(1, len(ARTICLE.statements) + 1)]
    for (_, row), each in zip(rows, ARTICLE.statements, strict=True):
        assert f">{each.says}<" in row
        assert f">{each.why}<" in row
        assert re.findall(r'class="verdict verdict--(\w+)"', row) == [each.verdict]
        assert f"</svg> {each.verdict}</span>" in row, "a verdict is a word, not only a color"
        assert f'href="{LINKS.page(each.page)}"' in row
        assert tuple(re.findall(r'class="fact__id"[^>]*>([^<]+)<', row)) == each.rests_on
        assert len(re.findall(r"<td data-label=", row)) == 3, "on a phone each cell carries its label"


def test_the_counts_are_counted() -> None:
    counts = Counter(each.verdict for each in ARTICLE.statements)
    assert {verdict: article_count(GUIDE.library, verdict) for verdict in VERDICTS} == {
        verdict: str(counts[verdict])  # type: ignore[index]
        for verdict in VERDICTS
    }
    assert article_count(GUIDE.library) == str(len(ARTICLE.statements)) == "28"
    assert [article_count(GUIDE.library, verdict) for verdict in ("right", "loose", "wrong")] == ["10", "11", "7"]
    shown = article_statements(GUIDE.library, LINKS)
    assert re.findall(r'class="tally__count">(\d+)<', shown) == ["10", "11", "7"]


def test_another_verdict_changes_the_counts(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    assert (article_count(Guide.load(root).library, "right"), article_count(Guide.load(root).library, "wrong")) == ("1", "0")
    spoil(root, "docs/data/article.yml", "verdict: right", "verdict: wrong")
    assert (article_count(Guide.load(root).library, "right"), article_count(Guide.load(root).library, "wrong")) == ("0", "1")


def test_no_count_is_typed_on_the_page() -> None:
    page = (GUIDE.root / "docs/reference/the-article.md").read_text("utf-8")
    words = re.sub(r"\A---.*?\n---|\{\{.*?\}\}|97112", "", page, flags=re.S)
    assert not re.search(r"\d", words)


def test_a_verdict_that_there_is_not_is_told() -> None:
    with pytest.raises(ValueError, match=r"^there is no verdict `rihgt`; did you mean `right`\?$"):
        article_count(GUIDE.library, "rihgt")


def test_every_omission_and_every_topic_leads_to_a_page() -> None:
    omissions = html.unescape(article_omissions(GUIDE.library, LINKS))
    for omission in ARTICLE.omissions:
        assert f'<th scope="row">{omission.missing}</th>' in omissions
        assert f'href="{LINKS.page(omission.page)}"' in omissions
        for fact in omission.rests_on:
            assert f'href="{LINKS.fact(fact)}"' in omissions
    topics = html.unescape(article_topics(GUIDE.library, LINKS))
    assert sum("question" in topic.part for topic in ARTICLE.topics) == 8
    for topic in ARTICLE.topics:
        assert f'<th scope="row">{topic.part}</th>' in topics
        for page in topic.pages:
            assert f'<a href="{LINKS.page(page)}">{LINKS.title(page)}</a>' in topics
