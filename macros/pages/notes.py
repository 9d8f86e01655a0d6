"""Weak and strong notes: two sheets side by side, each element that is met marked in the margin, each missing one left empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.facts.library import Library
from macros.facts.note import Fault, Note, NotePair
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.records import REQUIRED, Element
from macros.text.markdown_text import in_heading, unbroken

WHOSE = {"medicare": "Medicare", "advised": "Medicare advises", "good-practice": "good practice"}
"""Whose an element is, as the margin says it."""

HYPHENATED = {"one-on-one": "One-on-one", "short-term-goals": "Short-term goals"}
"""Concepts whose dashes are no spaces."""


@dataclass(frozen=True)
class Mark:
    """One mark in the margin: the element's short name, whose it is, its full names and the facts that ask for it."""

    name: str
    kind: str
    whose: str
    full: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A sentence of the sheet with the marks beside it."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Sheet:
    """One note as it is shown."""

    strong: bool
    lines: tuple[Line, ...]
    missing: tuple[Mark, ...]
    faults: tuple[Fault, ...]
    against: tuple[tuple[str, tuple[str, ...]], ...]
    billed: tuple[str, ...]
    lacks_required: bool


def notes(library: Library, links: Links) -> str:
    """Every pair under its heading, in the order of the file. The page shows the one that its address names, or the first."""
    parts = []
    for pair in library.notes:
        first = " .pair--first" if pair is library.notes[0] else ""
        parts.append(f"## {in_heading(pair.title)} {{: #{pair.id} .pair{first} }}")
        parts.append(
            html(
                "note_pair.html.j2",
                pair=pair,
                document=library.document(pair.document),
                sheets=[sheet(library, pair, pair.weak), sheet(library, pair, pair.strong)],
                links=links,
            )
        )
    return "\n\n".join(parts)


def note_list(library: Library) -> str:
    """The titles of the pairs by document, with links to the pairs."""
    lists = []
    for document in library.documents:
        titles = [f"[{pair.title}](#{pair.id})" for pair in library.notes if pair.document == document.id]
        if titles:
            lists.append(f"- **{document.name}:** {', '.join(titles)}")
    return "\n".join(lists)


def sheet(library: Library, pair: NotePair, note: Note) -> Sheet:
    """A note with what it meets, and as missing what Medicare requires and what the pair's other note holds."""
    asked = library.asked_elements(pair.document)
    read = library.read_note(pair, note)
    other = pair.strong if note is pair.weak else pair.weak
    lacking = [*read.reading.missing, *(element for element in read.reading.advised if element.concept in other.concepts)]
    names = dict.fromkeys(element.concept for element in lacking)
    return Sheet(
        strong=note is pair.strong,
        lines=tuple(Line(sentence.says, tuple(mark(asked, name) for name in sentence.concepts)) for sentence in note.says),
        missing=tuple(mark(lacking, name) for name in names),
        faults=pair.weak.faults if note is pair.weak else (),
        against=tuple((step.text, step.cites) for step in read.against),
        billed=tuple(unbroken(f"{code} × {units}") for code, units in note.billed.items()),
        lacks_required=bool(read.reading.missing),
    )


def mark(elements: Sequence[Element], concept: str) -> Mark:
    """The mark of a concept: Medicare's where Medicare requires it, else of those who recommend it."""
    of_concept = [element for element in elements if element.concept == concept]
    kinds = [_kind(element) for element in of_concept]
    kind = next(kind for kind in WHOSE if kind in kinds)
    of_kind = [element for element in of_concept if _kind(element) == kind]
    # An element that is always asked for says it better than one asked for only if something is so.
    of_kind = [element for element in of_kind if element.only_if is None] or of_kind
    name = HYPHENATED.get(concept, concept.replace("-", " ").capitalize())
    return Mark(name, kind, WHOSE[kind], "; ".join(element.name for element in of_kind), tuple(element.id for element in of_kind))


def _kind(element: Element) -> str:
    if element.by == "medicare":
        return "medicare" if element.status == REQUIRED else "advised"
    return element.by
