"""Every fact on one page, each in a row with its anchor: what it says, whose rule it is, how checked, and where it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.facts.fact import Fact
from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.facts.source import Source
from macros.pages.citing import citing_pages, readers_pages
from macros.pages.links import Links
from macros.pages.reference import CHECKED, whose
from macros.pages.templating import html
from macros.reading.uses import note

WHOSE = {"medicare": "Medicare", "payer": "Other payers", "good-practice": "Good practice", "code": "The code itself"}


_ATTRIBUTES = re.compile(r"\s*\{[^}]*\}$")
"""What a heading has behind its words, such as { .home }."""


@dataclass(frozen=True)
class Row:
    """A fact as the page shows it."""

    fact: Fact
    whose: str
    checked: str
    sources: tuple[Source, ...]
    element: str
    place: tuple[str, int]
    pages: tuple[tuple[str, str], ...]
    """Title and address of each page that cites it."""


def cited_on(root: Path, rows: Mapping[str, Sequence[str]] | None = None) -> Mapping[str, tuple[str, ...]]:
    """The pages for readers that cite each fact, by its id; `rows` are the facts in the tables of documents."""
    note("mkdocs.yml")  # where a new page is named
    return citing_pages(root, readers_pages(root), rows)


def fact_browser(library: Library, links: Links, citing: Mapping[str, Iterable[str]]) -> str:
    """The filter, then every fact under its subject and section, with the pages that cite it."""
    titles = _titles(library)
    parts = [html("fact_filter.html.j2", total=len(library.facts), subjects=titles, whose=WHOSE, checked=CHECKED)]
    for subject, title in titles.items():
        parts.append(f"## {title} {{#about-{subject}}}")
        for heading, facts in _sections(library, subject):
            rows = [_row(library, links, fact, citing.get(fact.id, ())) for fact in facts]
            parts.append(html("fact_rows.html.j2", subject=subject, heading=heading, rows=rows, links=links))
    return "\n\n".join(parts)


def _titles(library: Library) -> dict[str, str]:
    """What the files of facts are called, by their names; those without a fact are left out."""
    titles = {subject.name: subject.title for subject in library.subjects.values() if subject.facts}
    documented = library.requirements or library.documentation_facts
    return titles | ({"documentation": "Documentation"} if documented else {})


def _row(library: Library, links: Links, fact: Fact, pages: Iterable[str]) -> Row:
    return Row(
        fact,
        whose(fact),
        CHECKED[fact.checked][0],
        tuple(library.sources[name] for name in fact.sources),
        fact.element if isinstance(fact, Requirement) else "",
        library.place(fact),
        tuple((_ATTRIBUTES.sub("", links.title(page)), links.page(page)) for page in pages),
    )


def _sections(library: Library, subject: str) -> Iterator[tuple[str, list[Fact]]]:
    """The sections of a file of facts; of documentation, its documents and then the record as a whole."""
    if subject != "documentation":
        content = library.subjects[subject]
        for section in content.sections:
            yield section.title, [fact for fact in content.facts if fact.section == section.id]
        return
    for document in library.documents:
        yield document.name, [fact for fact in library.requirements if fact.document == document.id]
    yield "The record as a whole", list(library.documentation_facts)
