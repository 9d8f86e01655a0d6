"""What a document of the record must hold, as a table: what, whose rule it is, and whether it is required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.pages.links import Links
from macros.pages.reference import GROUPS, whose
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused
from macros.rules.vocabulary import Authority, Status
from macros.text.wording import sentence_case


@dataclass(frozen=True)
class Row:
    """One element of a document: its words, whose rule it is, and whether it is required, all as the table says it."""

    id: str
    what: str
    whose: str
    required: str
    asked: bool


def requirement_table(library: Library, document: str, links: Links) -> str:
    """Every element of a document, one group of rows for each of those who ask for it or do not."""
    known = {each.id: each for each in library.documents}
    if document not in known:
        raise Refused(f"there is no document `{document}`", did_you_mean(document, known))
    groups = [(title, _anchor(document, title), _rows(library, document, title)) for title, _ in GROUPS]
    folded = [(title, anchor, rows) for title, anchor, rows in groups if rows and title not in FIRST]
    return html(
        "requirement_table.html.j2",
        document=known[document],
        first=[(anchor, rows) for title, anchor, rows in groups if rows and title in FIRST],
        others=[(anchor, rows) for _, anchor, rows in folded],
        more=f"{sum(len(rows) for _, _, rows in folded)} more: {', '.join(FOLDED[title] for title, _, _ in folded)}",
        links=links,
    )


FIRST = ("Medicare requires", "Medicare recommends, and does not require")
"""The groups that stand open; the others are folded under them."""

FOLDED = {
    "Medicare does not require": "what Medicare does not require",
    "Other payers ask for": "what other payers ask for",
    "Good practice": "what good practice adds",
}
"""The other groups, as the line that opens them says it."""


def _anchor(document: str, title: str) -> str:
    return f"{document}-{title.split(',')[0].lower().replace(' ', '-')}"


def facts_in_rows(library: Library) -> dict[str, list[str]]:
    """The facts of each document's table, by the document's id."""
    return {
        document.id: [each.id for each in library.requirements if each.document == document.id] for document in library.documents
    }


def _rows(library: Library, document: str, title: str) -> Sequence[Row]:
    belongs = dict(GROUPS)[title]
    return [_row(each) for each in library.requirements if each.document == document and belongs(each)]


def _row(requirement: Requirement) -> Row:
    asked = requirement.status != Status.NOT_REQUIRED
    return Row(requirement.id, sentence_case(requirement.element), whose(requirement), required(requirement), asked)


def required(requirement: Requirement) -> str:
    """Whether an element is required, and under which condition, in a few words."""
    if requirement.status == Status.NOT_REQUIRED:
        return "No"
    if requirement.status == Status.RECOMMENDED:
        return "No, but it helps" if requirement.authority == Authority.GOOD_PRACTICE else "No, but recommended"
    if requirement.checked == "unverified":
        return "We expect so; not verified"
    words = ["Yes" if requirement.only_if else "Always" if requirement.authority == Authority.MEDICARE else "Yes"]
    if requirement.since:
        words.append(f", since {requirement.since.year}")
    if requirement.only_if:
        words.append(f", if {requirement.only_if}")
    if requirement.if_unstated:
        words.append(f"; if it is missing, the manual assumes {requirement.if_unstated}")
    if requirement.checked == "quoted":
        words.append(", by others' account")
    return "".join(words)
