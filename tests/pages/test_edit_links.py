"""Where the project has a repository, whatever stands in the data leads from its page to its line of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from macros.facts.fact import Record
from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.repository import Place, Repository, repository_at
from macros.pages.written import written
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


def _line(path: str, line: int) -> str:
    return (ROOT / path).read_text("utf-8").splitlines()[line - 1]


def test_every_question_names_the_line_of_its_scenario_and_of_what_it_was_drawn_from() -> None:
    """The ids stand on the lines that are named, read here as plain text."""
    nouns = set()
    for entry in GUIDE.bank.every_entry():
        if entry.item is None:
            continue
        own, *drawn = written(GUIDE, entry.item, entry).leads
        assert f"- id: {entry.scenario}" in _line(own.place.path, own.place.line)
        for lead in drawn:
            name = re.search(r"\bid: ([\w-]+)", _line(lead.place.path, lead.place.line))
            assert name is not None, lead
            assert name[1] in entry.draw.values(), f"{entry.id}: {lead}"
            nouns.add(lead.noun)
    assert nouns >= {"situation", "vignette", "patient", "term", "statement", "denial code"}


def test_every_part_of_a_case_names_its_line() -> None:
    for case in GUIDE.quizzes.cases:
        for part in case.parts:
            path, line = GUIDE.quizzes.place(part.scenario.id)
            assert path == f"quizzes/cases/{case.id}.yml"
            assert part.scenario.id == f"{case.id}-{_line(path, line).partition('id:')[2].strip()}"


def test_a_hosts_own_forms_are_used_and_carry_what_is_known() -> None:
    place = Place("quizzes/units.yml", 7)
    github, gitlab = Repository("https://github.com/example/guide"), Repository("https://gitlab.com/example/guide")
    assert github.line(place) == "https://github.com/example/guide/blob/main/quizzes/units.yml#L7"
    assert gitlab.line(place) == "https://gitlab.com/example/guide/-/blob/main/quizzes/units.yml#L7"
    asked = parse_qs(urlsplit(github.report_question("two-codes-1a2b", place)).query)
    assert asked == {"template": ["2-wrong-answer.yml"], "title": ["Answer: two-codes-1a2b"], "item": ["two-codes-1a2b"]}
    fact = parse_qs(urlsplit(github.report_fact("U-04", place)).query)
    for form, field in ((asked["template"][0], "item"), (fact["template"][0], "fact")):
        body = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / form).read_text("utf-8"))["body"]
        assert field in {each["id"] for each in body}, "GitHub fills in the field of that id"
    assert "quizzes%2Funits.yml%2C+line+7" in gitlab.report_question("two-codes-1a2b", place)
    assert [repository_at(url) for url in ("", "nowhere")] == [None, None]


def test_without_a_repository_a_question_names_its_file_in_words() -> None:
    shown = rendered(ROOT / "docs/practice/units.md")
    told = re.findall(r"Written in (quizzes/units\.yml), line (\d+)", shown)
    assert len(told) == shown.count("<form class=")
    assert all("- id: " in _line(path, int(line)) for path, line in told)
