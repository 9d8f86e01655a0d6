"""Where a question is written: its scenario, or its part of a case, and the records of the data that it was drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.guide import Guide
from macros.pages.repository import Place, repository_at
from macros.pages.settings import settings
from macros.scenarios.bank import Entry
from macros.scenarios.item import Item
from macros.scenarios.records import collection
from macros.scenarios.template import Drawn

NOUNS = {
    "examples": "example",
    "vignettes": "vignette",
    "requirements": "requirement",
    "statements": "statement",
    "terms": "term",
    "notes": "note",
    "flaws": "flaw",
    "patients": "patient",
    "situations": "situation",
    "stretches": "stretch of time",
    "denials": "denial code",
}
"""What one record is called of each collection that stands in the data; the colleagues' workings stand in Python."""


@dataclass(frozen=True)
class Lead:
    """What is written, where, and the address of its line; "" without a repository."""

    noun: str
    place: Place
    address: str


@dataclass(frozen=True)
class Written:
    """The lines that a question is made from, its own first, and the address at which it is reported; "" without a repository."""

    leads: tuple[Lead, ...]
    report: str


def written(guide: Guide, item: Item, entry: Entry | None = None) -> Written:
    """Where an item is written; with its entry of the bank, also where what it was drawn from is."""
    repository = repository_at(settings(guide.root).repository)
    places = [("question", Place(*guide.quizzes.place(item.scenario)))]
    places += _drawn_from(guide, entry) if entry else ()
    leads = tuple(Lead(noun, place, repository.line(place) if repository else "") for noun, place in dict.fromkeys(places))
    return Written(leads, repository.report_question(item.id, leads[0].place) if repository else "")


def _drawn_from(guide: Guide, entry: Entry) -> Iterator[tuple[str, Place]]:
    home = guide.quizzes.scenario(entry.scenario)
    for name, domain in home[1].vary.items() if home else ():
        if isinstance(domain, Drawn) and domain.collection in NOUNS:
            record = _records(guide.library, domain.collection).get(entry.draw.get(name))
            if record is not None:
                yield NOUNS[domain.collection], Place(*guide.library.place(record))


def _records(library: Library, name: str) -> Mapping[Any, Record]:
    """The records of a collection as their file lists them, by id."""
    if name == "situations":
        return library.remember(
            "situations as written", lambda: {each.id: each for matter in library.matters.values() for each in matter.situations}
        )
    return library.remember(("as written", name), lambda: {record.id: record for record in collection(library, name)})
