"""Where the project has a repository, whatever stands in the data leads from its page to its line of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from macros.facts.fact import Record
from macros.guide import Guide
from macros.pages.links import Links
from tests.pages.rendering import ROOT, rendered

GUIDE = Guide.load(ROOT)
REPOSITORY = "https://example.org/guide"
LINKS = Links(GUIDE.library, "../", f"{REPOSITORY}/")

SHOWN: dict[str, Iterable[Record]] = {
    "what-97112-covers": GUIDE.library.subjects["scope"].facts,
    "coverage": GUIDE.library.subjects["coverage"].facts,
    "assistants": GUIDE.library.subjects["assistants"].facts,
    "minutes-and-units": GUIDE.library.subjects["units"].facts,
    "modifiers": [fact for fact in GUIDE.library.subjects["modifiers"].facts if fact.section == "therapy"],
    "edits": [
        *GUIDE.library.subjects["edits"].facts,
        *(f for f in GUIDE.library.subjects["modifiers"].facts if f.section == "more-pairs"),
    ],
    "payment": [fact for fact in GUIDE.library.subjects["payment"].facts if fact.section != "patients"],
    "patients": [fact for fact in GUIDE.library.subjects["payment"].facts if fact.section == "patients"],
    "denials": GUIDE.library.subjects["denials"].facts,
    "claim-form": GUIDE.library.subjects["claim-form"].facts,
    "other-payers": GUIDE.library.subjects["other-payers"].facts,
    "documentation": [*GUIDE.library.documents, *GUIDE.library.requirements, *GUIDE.library.documentation_facts],
    "examples": GUIDE.library.examples,
    "neighbours": GUIDE.library.neighbours,
    "notes": GUIDE.library.notes,
    "thresholds": GUIDE.library.thresholds.years,
    "glossary": GUIDE.library.terms,
    "the-article": [*GUIDE.library.article.statements, *GUIDE.library.article.omissions, *GUIDE.library.article.topics],
    "sources": GUIDE.library.sources.values(),
    "not-verified": [fact for fact in GUIDE.library.facts.values() if fact.checked == "unverified"],
}
"""What each page shows out of the data."""


@pytest.mark.parametrize("page", SHOWN)
def test_a_page_leads_to_the_line_of_everything_that_it_shows(page: str) -> None:
    path = ROOT / f"docs/reference/{page}.md"
    links = set(re.findall(r'<a[^>]* href="([^"]+)"', rendered(path, REPOSITORY)))
    wanted = {LINKS.edit(record) for record in SHOWN[page]}
    assert wanted
    assert wanted <= links
    assert REPOSITORY not in rendered(path), "without a repository there is nothing to open"


def test_a_line_is_the_one_on_which_the_record_begins() -> None:
    named: list[tuple[Record, str]] = [(fact, f"id: {name}") for name, fact in GUIDE.library.facts.items()]
    named += [(source, f"id: {name}") for name, source in GUIDE.library.sources.items()]
    named += [(term, f"id: {term.id}") for term in GUIDE.library.terms]
    named += [(example, f"id: {example.id}") for example in GUIDE.library.examples]
    named += [(year, f"year: {year.year}") for year in GUIDE.library.thresholds.years]
    for record, text in named:
        path, line = GUIDE.library.place(record)
        assert text in (ROOT / path).read_text("utf-8").splitlines()[line - 1]


def test_an_address_is_made_of_repository_file_and_line() -> None:
    path, line = GUIDE.library.place(GUIDE.library.facts["U-04"])
    assert LINKS.edit(GUIDE.library.facts["U-04"]) == f"{REPOSITORY}/blob/main/{path}#L{line}"
    assert Links(GUIDE.library, "../").edit(GUIDE.library.facts["U-04"]) is None
