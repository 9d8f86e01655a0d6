"""Documentation: the documents of an episode, and what each must hold, by whose rule."""

from __future__ import annotations

from macros.facts.fact import Fact, FactId, Record, Slug, Text
from macros.facts.subject import SectionFact
from macros.rules.records import Element
from macros.rules.vocabulary import Status


class Document(Record):
    """A document of the record. `when` says when it is due under Medicare."""

    id: Slug
    name: Text
    purpose: Text
    when: Text
    rests_on: tuple[FactId, ...]


class Requirement(Fact):
    """One element of one document: required, recommended, or (so that nobody teaches otherwise) not required.

    `only_if` says, in words, when it is required at all; without it, always. `if_unstated` says what Medicare's manual assumes
    where the document does not state the element.
    """

    document: Slug
    element: Text
    concept: Slug
    status: Status
    only_if: Text | None = None
    if_unstated: Text | None = None

    def as_element(self) -> Element:
        """The element as the rules take it."""
        by = self.payer or self.authority
        return Element(
            self.id,
            self.document,
            self.concept,
            self.element,
            self.status,
            by,
            self.since,
            self.until,
            self.only_if,
            self.if_unstated,
        )


class DocumentationFile(Record):
    """docs/data/documentation.yml"""

    documents: tuple[Document, ...]
    requirements: tuple[Requirement, ...]
    facts: tuple[SectionFact, ...]
