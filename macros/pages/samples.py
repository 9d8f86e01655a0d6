"""Sample documents: record files as sheets of paper, a mark in the margin of each line, and what `guide record` finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.inputs.record_file import RecordFile, read_record_file
from macros.pages.links import Links
from macros.pages.notes import HYPHENATED, WHOSE, Mark
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.reading.markup import refuse_markup
from macros.reading.uses import exists, note
from macros.reading.validation import validated
from macros.reading.yaml_source import read
from macros.rules.refused import Refused
from macros.rules.vocabulary import Authority, Status
from macros.text.markdown_text import unbroken
from macros.text.wording import counted, long_date

SAMPLES = "docs/reference/samples"
"""Where the record files are; readers can download them."""


@dataclass(frozen=True)
class Sample:
    """One record file as it is shown."""

    name: str
    title: str
    lines: tuple[tuple[Mark, str], ...]
    billed: tuple[str, ...]
    whole: bool
    in_time: bool


def samples(library: Library, names: Iterable[str], links: Links) -> str:
    """One sheet with these record files, one below the other, as they would stand in a patient's record."""
    return html("samples.html.j2", samples=[_sample(library, name) for name in names], links=links)


def sample_paths(root: Path) -> list[Path]:
    """Every sample of the checkout."""
    return sorted((root / SAMPLES).glob("*.yml"))


def _sample(library: Library, name: str) -> Sample:
    path = f"{SAMPLES}/{name}.yml"
    if not exists(library.root, path):
        known = [each.stem for each in sample_paths(library.root)]
        raise Refused(f"there is no sample `{name}`", did_you_mean(name, known))
    note(path)
    source = read(library.root / path)
    refuse_markup(source)
    file = validated(RecordFile, source)
    answer = read_record_file(library.root / path, library)
    document = library.document(file.document)
    asked = [each for each in library.requirements if each.document == file.document]
    return Sample(
        name=name,
        title=f"{document.name}, {long_date(file.date)}",
        lines=tuple((_mark(asked, concept), _words(concept, value)) for concept, value in file.holds.items()),
        billed=tuple(unbroken(f"{code} × {units}") for code, units in file.billed.items()),
        whole=not (answer.reading.missing or answer.contradictions or answer.signature.faults),
        in_time=answer.certified.met is True if answer.certified else answer.due is not None and not answer.days_late,
    )


def _words(concept: str, value: object) -> str:
    if concept.endswith("-minutes") and isinstance(value, int):
        return f"{concept.replace('-', ' ').capitalize()}: {counted(value, 'minute')}."
    return str(value)


def _mark(asked: Iterable[Requirement], concept: str) -> Mark:
    """The mark of a line: of those whose element it is, the one who asks for it most firmly."""
    kind, whose, requirement = min(
        ((_kind(each), _whose(each), each) for each in asked if each.concept == concept), key=lambda found: KINDS.index(found[0])
    )
    name = HYPHENATED.get(concept, concept.replace("-", " ").capitalize())
    return Mark(name, kind, whose, requirement.element, (requirement.id,))


KINDS = ("medicare", "advised", "good-practice", "payer", "free")
"""Whose an element can be, the firmest first; what is `free` nobody asks for."""


def _kind(requirement: Requirement) -> str:
    if requirement.status == Status.NOT_REQUIRED:
        return "free"
    if requirement.authority == Authority.MEDICARE:
        return "medicare" if requirement.status == Status.REQUIRED else "advised"
    return requirement.authority


def _whose(requirement: Requirement) -> str:
    others = {"payer": "some payers", "free": "not required"}
    kind = _kind(requirement)
    return others.get(kind) or WHOSE[kind]
