"""The notes of a pair, read as a reviewer for Medicare reads them: what is met, what is missing, what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from macros.facts.code import Code
from macros.facts.note import Note, NotePair
from macros.facts.requirement import Requirement
from macros.rules.deadlines import Periods, progress_report_due, report_delayed
from macros.rules.reason import Phrase, Reason
from macros.rules.records import REQUIRED, Element, Reading, UnitsContradicted, contradictions, read_record
from macros.rules.units import UNIT_MINUTES, count_units
from macros.rules.visit import Service
from macros.rules.vocabulary import Authority, DocumentKind, Status


@dataclass(frozen=True)
class MinutesDoNotAddUp(Reason):
    """The minutes of the timed codes, and another timed total."""

    added: int
    total: int

    says = "The minutes of the timed codes add up to {added}, but the note's timed total is {total}."
    cites = ("D-23a",)


@dataclass(frozen=True)
class BilledUnits(Phrase):
    """Units billed of one code."""

    units: int
    code: str

    says = "{units} of {code}"


@dataclass(frozen=True)
class UnitsNotOfCodes(UnitsContradicted):
    """No acceptable claim of the minutes of each code has the units billed."""

    billed: tuple[BilledUnits, ...]

    says = "The minutes of each code do not support the units billed: {billed:, }."
    cites = ("D-24c",)


@dataclass(frozen=True)
class NothingBilled(UnitsContradicted):
    """The minutes of the codes make units, and none is billed."""

    says = "The minutes of each code support units, but none is billed."
    cites = ("D-24c",)


@dataclass(frozen=True)
class NoteReading:
    """What a note lacks, and where it contradicts itself, its units or its deadline."""

    reading: Reading
    against: tuple[Reason, ...]

    @property
    def spoiled(self) -> bool:
        """Whether something is missing that Medicare always requires, or something in it is wrong."""
        return bool(self.reading.missing or self.against)


def asked_elements(requirements: Iterable[Requirement], document: str) -> tuple[Element, ...]:
    """What Medicare and good practice ask of a document, in the order of the data."""
    return tuple(
        requirement.as_element()
        for requirement in requirements
        if requirement.document == document
        and requirement.authority in {Authority.MEDICARE, Authority.GOOD_PRACTICE}
        and requirement.status != Status.NOT_REQUIRED
    )


def needed_sentences(asked: Iterable[Element], pair: NotePair) -> dict[str, int]:
    """The place of the one sentence of the strong note that meets a concept that Medicare always requires, by concept.

    `asked` is what is asked of the document.

    Sentences that meet two such concepts are left out: without one of them, more than one thing would be missing.
    """
    required = {
        element.concept
        for element in asked
        if element.by == Authority.MEDICARE and element.status == REQUIRED and element.only_if is None
    }
    places: dict[str, int] = {}
    for place, sentence in enumerate(pair.strong.says):
        met = required.intersection(sentence.concepts)
        elsewhere = {name for i, other in enumerate(pair.strong.says) if i != place for name in other.concepts}
        if len(met) == 1 and not met & elsewhere:
            places[met.pop()] = place
    return places


def read_note(asked: Sequence[Element], codes: Mapping[str, Code], periods: Periods, pair: NotePair, note: Note) -> NoteReading:
    """Read one note of a pair. `asked` is what is asked of the document; every code that the note names must be known."""
    day = note.date or pair.date
    reading = read_record(tuple(asked), pair.document, note.concepts, day)
    timed = {code: units for code, units in note.billed.items() if codes[code].timed}
    against = [*contradictions(note.timed_minutes, note.total_minutes, timed), *_by_code(codes, note)]
    if pair.document == DocumentKind.PROGRESS_REPORT and pair.treatment_days:
        due = progress_report_due(pair.treatment_days, pair.last_report, periods=periods)
        if due.due is not None and day > due.due:
            against += [*due.steps, *report_delayed(due.due, day, periods=periods)]
    return NoteReading(reading, tuple(against))


def _by_code(codes: Mapping[str, Code], note: Note) -> list[Reason]:
    if not note.minutes:
        return []
    contradicted: list[Reason] = []
    added = sum(minutes for code, minutes in note.minutes.items() if codes[code].timed)
    if note.timed_minutes is not None and added != note.timed_minutes:
        contradicted.append(MinutesDoNotAddUp(added, note.timed_minutes))
    services = [
        Service(code, minutes, codes[code].timed, codes[code].unit_minutes or UNIT_MINUTES)
        for code, minutes in note.minutes.items()
    ]
    billed = {code: units for code, units in note.billed.items() if units}
    claims = [{code: units for code, units in claim.items() if units} for claim in count_units(services).acceptable]
    if billed not in claims:
        units = tuple(BilledUnits(count, code) for code, count in billed.items())
        contradicted.append(UnitsNotOfCodes(units) if units else NothingBilled())
    return contradicted
