"""Notes: pairs of a weak and a strong document, sentence by sentence. What either lacks is not written here; it is computed."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Day, FactIds, Record, Slug, Text, Whole
from macros.rules.refused import Refused

DAY_MINUTES = 1440


def _count(number: int) -> int:
    if not 0 <= number <= DAY_MINUTES:
        raise Refused(f"{number} cannot be", f"write a whole number from 0 to {DAY_MINUTES}")
    return number


Count = Annotated[Whole, AfterValidator(_count)]

TIMED, TOTAL = "timed-minutes", "total-minutes"
"""The concepts that a sentence meets by its number, not by being listed."""


class Sentence(Record):
    """One sentence of a note, the concepts of docs/data/documentation.yml that it meets, and the minutes that it gives."""

    says: Text
    meets: tuple[Slug, ...] = ()
    timed_minutes: Count | None = None
    total_minutes: Count | None = None
    minutes: dict[CodeNumber, Count] = Field(default_factory=dict)

    @property
    def concepts(self) -> tuple[str, ...]:
        """Everything that the sentence meets."""
        given = [name for name, number in ((TIMED, self.timed_minutes), (TOTAL, self.total_minutes)) if number is not None]
        return (*self.meets, *given)

    @model_validator(mode="after")
    def _gives_its_minutes(self) -> Self:
        for name in (TIMED, TOTAL):
            if name in self.meets:
                raise Refused(f"`{name}` needs its number", f"write `{name.replace('-', '_')}: 30` instead")
        for number in (self.timed_minutes, self.total_minutes, *self.minutes.values()):
            if number is not None and not re.search(rf"(?<!\d){number}(?!\d)", self.says):
                raise Refused(f"{number} minutes are not in the sentence", "let words and numbers agree")
        return self


def _sentences(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    if not sentences:
        raise Refused("the note is empty", "write its sentences")
    for name in ("timed_minutes", "total_minutes"):
        if len([sentence for sentence in sentences if getattr(sentence, name) is not None]) > 1:
            raise Refused(f"two sentences give `{name}`", "keep one of them")
    return sentences


class Note(Record):
    """What one writer put down, and the units billed of each code. `date` is its day where that is not the pair's."""

    date: Day | None = None
    says: Annotated[tuple[Sentence, ...], AfterValidator(_sentences)]
    billed: dict[CodeNumber, Count] = Field(default_factory=dict)

    @property
    def concepts(self) -> frozenset[str]:
        """Everything that some sentence meets."""
        return frozenset(name for sentence in self.says for name in sentence.concepts)

    @property
    def timed_minutes(self) -> int | None:
        """The total of timed minutes that the note gives."""
        return next((sentence.timed_minutes for sentence in self.says if sentence.timed_minutes is not None), None)

    @property
    def total_minutes(self) -> int | None:
        """The total of all treatment minutes that the note gives."""
        return next((sentence.total_minutes for sentence in self.says if sentence.total_minutes is not None), None)

    @property
    def minutes(self) -> dict[str, int]:
        """The minutes of each code, where the note gives them."""
        minutes: dict[str, int] = {}
        for sentence in self.says:
            for code, number in sentence.minutes.items():
                minutes[code] = minutes.get(code, 0) + number
        return minutes


class Fault(Record):
    """Something wrong with a note that no list of elements shows, such as a wrong code."""

    says: Text
    rests_on: FactIds


class WeakNote(Note):
    """The weak one of a pair."""

    faults: tuple[Fault, ...] = ()


class NotePair(Record):
    """A made-up case, written down badly and well. The days matter to a progress report only."""

    id: Slug
    title: Text
    document: Slug
    date: Day
    case: Text
    weak: WeakNote
    strong: Note
    lesson: Text
    rests_on: FactIds
    treatment_days: tuple[Day, ...] = ()
    last_report: Day | None = None


class Flaw(Record):
    """A sentence that looks as if it met a concept of a document and does not, and why. Questions put it into a strong note."""

    id: Slug
    document: Slug
    concept: Slug
    says: Text
    because: Text
    rests_on: FactIds


class NotesFile(Record):
    """docs/data/notes.yml"""

    notes: tuple[NotePair, ...]
    flaws: tuple[Flaw, ...]
