"""Files of plain facts in sections: docs/data/scope.yml and docs/data/units.yml."""

from __future__ import annotations

from macros.facts.fact import Fact, Record, Section, Slug


class SectionFact(Fact):
    """A fact with its place on the page."""

    section: Slug


class SubjectFile(Record):
    """The facts of one subject, in the order of its page."""

    sections: tuple[Section, ...]
    facts: tuple[SectionFact, ...]
