"""The glossary: what each term of the field means, by all the names that people look for it under."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from macros.facts.fact import Checked, FactId, Flag, Record, Slug, Text, at_least_one
from macros.rules.refused import Refused


class Term(Record):
    """One term. `also` holds other names, full forms and common misspellings; all are shown, so that search finds them.

    `linked: false` keeps the word from being linked in facts, where it has other meanings too.
    """

    id: Slug
    term: Text
    also: tuple[Text, ...] = ()
    means: Text
    see: Text | None = None
    linked: Flag = True
    rests_on: tuple[FactId, ...] = ()
    sources: Annotated[tuple[Slug, ...], at_least_one("a term without a source")]
    checked: Checked

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the term is called, its own name first."""
        return (self.term, *self.also)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [name.casefold() for name in self.names]
        if len(set(names)) < len(names):
            raise Refused("`term` and `also` hold the same name twice", "keep one of them")
        return self


class GlossaryFile(Record):
    """docs/data/glossary.yml"""

    terms: tuple[Term, ...]
