"""What every page of the reference keeps to: a description of its own, words that can be read in minutes, and plain language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from macros.text.markdown_text import rendered
from tests.bench.reading import grade, prose
from tests.command import ROOT

PAGES = sorted((ROOT / "docs/reference").glob("*.md"))
MOST_WORDS = 1500
HARDEST = 10
FOR_PATIENTS = 7
ENOUGH_WORDS = 100
"""Of sentences, for a grade to mean anything."""

NOT_WORDS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[:#][^}]*\}|<[^>]*>|(?<=\])\([^)]*\)", re.DOTALL)


def parts(page: Path) -> tuple[dict[str, object], str]:
    """The front matter of a page and its own Markdown, without what macros write into it."""
    _, front, text = page.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front), NOT_WORDS.sub(" ", text)


def name(page: Path) -> str:
    return page.stem


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_is_read_in_minutes(page: Path) -> None:
    assert len(re.findall(r"[A-Za-z0-9][\w’'.-]*", parts(page)[1])) <= MOST_WORDS


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_pages_own_words_are_plain(page: Path) -> None:
    text = prose(f"<article>{rendered(re.sub(r'^[|].*$', '', parts(page)[1], flags=re.MULTILINE))}</article>")
    if len(text.split()) >= ENOUGH_WORDS:
        assert grade(text) <= (FOR_PATIENTS if page.stem == "patients" else HARDEST), text


def test_each_page_has_a_description_of_its_own() -> None:
    described = {page.stem: parts(page)[0].get("description") for page in PAGES}
    assert [name for name, text in described.items() if not text] == []
    assert len(set(described.values())) == len(described)
    assert [name for name, text in described.items() if not 50 <= len(str(text)) <= 200] == []
