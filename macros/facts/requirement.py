"""Documentation: the documents of an episode, and what each must hold, by whose rule."""

from __future__ import annotations

from typing import Literal

from macros.facts.fact import Fact, FactId, Record, Slug, Text
from macros.facts.subject import SectionFact


class Document(Record):
    """A document of the record. `when` says when it is due under Medicare."""

    id: Slug
    name: Text
    purpose: Text
    when: Text
    rests_on: tuple[FactId, ...]


class Requirement(Fact):
    """One element of one document: required, recommended, or (so that nobody teaches otherwise) not required.

    `only_if` says, in words, when it is asked for at all; without it, always.
    """

    document: Slug
    element: Text
    concept: Slug
    status: Literal["required", "recommended", "not-required"]
    only_if: Text | None = None


class DocumentationFile(Record):
    """docs/data/documentation.yml"""

    documents: tuple[Document, ...]
    requirements: tuple[Requirement, ...]
    facts: tuple[SectionFact, ...]
