"""Files of plain facts in sections, such as docs/data/scope.yml and docs/data/units.yml."""

from __future__ import annotations

from macros.facts.fact import Fact, Record, Section, Slug, Text


class SectionFact(Fact):
    """A fact with its place on the page."""

    section: Slug


class SubjectFile(Record):
    """The facts of one subject: what the subject is called, the page that shows them, and their sections in its order."""

    title: Text | None = None
    page: Text | None = None

    sections: tuple[Section, ...]
    facts: tuple[SectionFact, ...]
