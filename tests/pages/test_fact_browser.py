"""The page of all facts: each once, with all that is known of it, in few elements."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from macros.guide import Guide
from macros.pages.fact_browser import cited_on, fact_browser
from macros.pages.links import Links
from tests.command import ROOT
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(ROOT)
CITED = {"U-04": ["reference/minutes-and-units.md", "index.md"]}


@cache
def page(repository: str = "") -> str:
    return fact_browser(GUIDE.library, Links(GUIDE.library, "../../", repository), CITED)


def rows(text: str) -> dict[str, str]:
    """What stands at each anchor, up to the next."""
    parts = re.split(r'<div id="([^"]+)"', text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def written() -> Iterator[tuple[str, dict[str, object]]]:
    """Every fact as its file has it, read by YAML alone."""
    for path in sorted((ROOT / "docs/data").glob("*.yml")):
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for key in ("facts", "requirements"):
            for fact in content.get(key, []) if isinstance(content, dict) else []:
                yield path.name, fact


def words(shown: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", shown)).split())


def test_every_fact_of_every_file_is_there_once_with_its_words_dates_and_sources() -> None:
    shown = rows(page())
    facts = list(written())
    assert len(facts) > 500
    assert sorted(shown) == sorted(str(fact["id"]) for _, fact in facts)
    titles = {source["id"]: source["title"] for source in plain_yaml(ROOT / "docs/data/sources.yml")["sources"]}
    for file, fact in facts:
        text = words(shown[str(fact["id"])])
        for field in ("text", "payer", "from", "until", "as_of", "unread"):
            assert " ".join(str(fact.get(field, "")).split()) in text, (fact["id"], field)
        for source in fact["sources"]:  # type: ignore[attr-defined]
            assert " ".join(titles[source].split()) in text, fact["id"]
        assert f"In docs/data/{file}, line " in text, fact["id"]


def test_a_row_leads_to_the_pages_that_cite_the_fact() -> None:
    shown = rows(page())
    assert re.search(
        r'Cited in <a href="../../reference/minutes-and-units/">[^<]+</a>, <a href="../../">[^<{]+</a>\. \nIn docs/data',
        shown["U-04"],
    )
    assert "Data only: no page cites it." in shown["U-05"]


def test_a_page_of_readers_that_cites_is_found(tmp_path: Path) -> None:
    for name in ("index", "reference/new", "contribute/facts"):
        (tmp_path / f"docs/{name}.md").parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"docs/{name}.md").write_text('# A page\n\nWords. {{ cite("U-04", "U-05") }}\n')
    assert cited_on(tmp_path) == dict.fromkeys(("U-04", "U-05"), ("index.md", "reference/new.md"))


def test_the_line_named_is_that_of_the_fact() -> None:
    for name in ("U-04", "D-23a", "E-07"):
        path, line = re.search(r"In (docs/data/\S+\.yml), line (\d+)\.", rows(page())[name]).groups()  # type: ignore[union-attr]
        assert re.search(rf"\bid: {name}\b", (ROOT / path).read_text("utf-8").splitlines()[int(line) - 1])


def test_with_a_repository_the_line_can_be_opened() -> None:
    shown = rows(page("https://github.com/example/guide"))
    assert re.search(r'href="https://github\.com/example/guide/blob/main/docs/data/units\.yml#L\d+"', shown["U-04"])
    assert "line " not in words(shown["U-04"])


@pytest.mark.parametrize("repository", ["", "https://github.com/example/guide"])
def test_a_row_is_light(repository: str) -> None:
    elements = len(re.findall(r"<[a-z]", page(repository)))
    assert elements / len(rows(page(repository))) < 7
