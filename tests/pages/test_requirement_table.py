"""The requirement tables of the documentation page against the plain YAML."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages.citing import citing_pages
from macros.pages.links import Links
from macros.pages.requirement_table import facts_in_rows, required, requirement_table
from macros.rules.refused import Refused
from macros.site.page_check import uncited_facts
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../")
RAW = plain_yaml(ROOT / "docs/data/documentation.yml")
BY_ID = {each["id"]: each for each in RAW["requirements"]}

GROUPS = {
    ("medicare", "required"): "medicare-requires",
    ("medicare", "recommended"): "medicare-recommends",
    ("medicare", "not-required"): "medicare-does-not-require",
    ("payer", "required"): "other-payers-ask-for",
    ("good-practice", "recommended"): "good-practice",
}
"""The end of a group's anchor, by the authority and the status of its rows."""


def table(document: str) -> str:
    return html.unescape(requirement_table(GUIDE.library, document, LINKS))


def rows(document: str) -> list[tuple[str, str, str, str, str]]:
    """Group, element, fact, whose rule and whether required, of each row of a document's table."""
    found = []
    for group, body in re.findall(r'(?s)<tbody id="([^"]+)">(.*?)</tbody>', table(document)):
        cells = r'<th scope="row">(.*?) <a class="cite" href="#([^"]+)">\2</a></th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>'
        found += [(group, *row) for row in re.findall(cells, body)]
    return found


def test_every_requirement_stands_once_under_its_document_and_by_whose_rule_it_is() -> None:
    seen = []
    for document in RAW["documents"]:
        for group, element, fact, whose, _ in rows(document["id"]):
            raw = BY_ID[fact]
            assert raw["document"] == document["id"]
            assert group == f"{document['id']}-{GROUPS[raw['authority'], raw['status']]}"
            assert element.casefold() == raw["element"].casefold()
            assert whose == raw.get("payer", {"medicare": "Medicare", "good-practice": "Good practice"}.get(raw["authority"]))
            seen.append(fact)
    assert sorted(seen) == sorted(BY_ID)


def test_a_table_says_what_its_document_is_for_and_when_it_is_due() -> None:
    for document in RAW["documents"]:
        caption = table(document["id"]).partition("</caption>")[0]
        assert document["purpose"] in caption
        assert document["when"][1:] in caption
        assert all(f'href="#{fact}"' in caption for fact in document["rests_on"])


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("D-23a", "Always"),
        ("D-23f", "Yes, if more than one person took part"),
        ("D-18a", "Yes, since 2025, if the first signature is missing"),
        ("D-11c", "Always; if it is missing, the manual assumes one treatment"),
        ("D-06c", "No, but recommended"),
        ("D-25", "No"),
        ("D-72b", "No, but it helps"),
        ("D-10a", "Yes, since 2023, by others' account"),
        ("D-71", "Yes"),
        ("D-34b", "We expect so; not verified"),
    ],
)
def test_whether_an_element_is_required_is_said_in_a_few_words(fact: str, words: str) -> None:
    requirement = next(each for each in GUIDE.library.requirements if each.id == fact)
    assert required(requirement) == words
    assert [row[4] for row in rows(BY_ID[fact]["document"]) if row[2] == fact] == [words]


def test_no_row_calls_required_what_is_not() -> None:
    for document in RAW["documents"]:
        for _, _, fact, _, words in rows(document["id"]):
            raw = BY_ID[fact]
            assert words.startswith(("Always", "Yes", "We expect")) == (raw["status"] == "required"), fact
            assert ("not verified" in words) == (raw["checked"] == "unverified"), fact


def test_the_fold_says_how_many_rows_it_holds_and_whose() -> None:
    for document in RAW["documents"]:
        open_part, _, folded = table(document["id"]).partition("<details>")
        assert {row[0].removeprefix(f"{document['id']}-") for row in rows(document["id"]) if f">{row[2]}</a>" in open_part} <= {
            "medicare-requires",
            "medicare-recommends",
        }
        if folded:
            assert f"<summary>{len(re.findall(r'<th scope=.row', folded))} more: what " in folded
    assert "<summary>24 more: what Medicare does not require, what other payers ask for, what good practice adds<" in table(
        "treatment-note"
    )


def test_a_row_cites_its_fact_as_a_mark_in_the_text_does() -> None:
    uncited = {fact.id for fact in uncited_facts(GUIDE)}
    assert not uncited & set(BY_ID)
    assert (
        citing_pages(ROOT, ["reference/notes.md"], facts_in_rows(GUIDE.library)).keys()
        < citing_pages(ROOT, ["reference/notes.md", "reference/documentation.md"], facts_in_rows(GUIDE.library)).keys()
    )


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(Refused, match="there is no document `treatment-notes`; did you mean `treatment-note`"):
        requirement_table(GUIDE.library, "treatment-notes", LINKS)
