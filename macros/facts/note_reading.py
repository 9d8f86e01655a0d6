"""The notes of a pair, read as a reviewer for Medicare reads them: what is met, what is missing, what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from macros.facts.code import Code
from macros.facts.note import Note, NotePair
from macros.facts.requirement import Requirement
from macros.rules.deadlines import Periods, progress_report_due
from macros.rules.records import REQUIRED, Element, Reading, contradictions, read_record
from macros.rules.step import Step
from macros.rules.units import UNIT_MINUTES, count_units
from macros.rules.visit import Service

PROGRESS_REPORT = "progress-report"


@dataclass(frozen=True)
class NoteReading:
    """What a note lacks, and where it contradicts itself, its units or its deadline."""

    reading: Reading
    against: tuple[Step, ...]

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
        and requirement.authority in {"medicare", "good-practice"}
        and requirement.status != "not-required"
    )


def needed_sentences(requirements: Iterable[Requirement], pair: NotePair) -> dict[str, int]:
    """The place of the one sentence of the strong note that meets a concept that Medicare always requires, by concept.

    Sentences that meet two such concepts are left out: without one of them, more than one thing would be missing.
    """
    required = {
        element.concept
        for element in asked_elements(requirements, pair.document)
        if element.by == "medicare" and element.status == REQUIRED and element.only_if is None
    }
    places: dict[str, int] = {}
    for place, sentence in enumerate(pair.strong.says):
        met = required.intersection(sentence.concepts)
        elsewhere = {name for i, other in enumerate(pair.strong.says) if i != place for name in other.concepts}
        if len(met) == 1 and not met & elsewhere:
            places[met.pop()] = place
    return places


def read_note(
    requirements: Sequence[Requirement], codes: Mapping[str, Code], periods: Periods, pair: NotePair, note: Note
) -> NoteReading:
    """Read one note of a pair. Every code that it names must be known."""
    day = note.date or pair.date
    reading = read_record(asked_elements(requirements, pair.document), pair.document, note.concepts, day)
    timed = {code: units for code, units in note.billed.items() if codes[code].timed}
    against = [*contradictions(note.timed_minutes, note.total_minutes, timed), *_by_code(codes, note)]
    if pair.document == PROGRESS_REPORT and pair.treatment_days:
        due = progress_report_due(pair.treatment_days, pair.last_report, periods=periods)
        if due.due is not None and day > due.due:
            against += [*due.steps, Step(f"The report of {day} is late.", ("D-30",))]
    return NoteReading(reading, tuple(against))


def _by_code(codes: Mapping[str, Code], note: Note) -> list[Step]:
    if not note.minutes:
        return []
    steps = []
    added = sum(minutes for code, minutes in note.minutes.items() if codes[code].timed)
    if note.timed_minutes is not None and added != note.timed_minutes:
        text = f"The timed codes' minutes add up to {added}, and the note's total is {note.timed_minutes}."
        steps.append(Step(text, ("D-23a",)))
    services = [
        Service(code, minutes, codes[code].timed, codes[code].unit_minutes or UNIT_MINUTES)
        for code, minutes in note.minutes.items()
    ]
    billed = {code: units for code, units in note.billed.items() if units}
    claims = [{code: units for code, units in claim.items() if units} for claim in count_units(services).acceptable]
    if billed not in claims:
        billed_units = ", ".join(f"{units} of {code}" for code, units in billed.items())
        steps.append(Step(f"The minutes of each code do not make the units billed: {billed_units or 'none'}.", ("D-24c",)))
    return steps
