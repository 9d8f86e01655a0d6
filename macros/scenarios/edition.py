"""Editions: the draws that were published, for good. A file of quizzes/editions is written once and never changed.

A link to a form names an edition. It is drawn from what was published up to then, and nothing that is added later,
neither a scenario nor a record of the data, can change it. No answer stands in an edition: only what was drawn.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from macros.facts.fact import Day, Record, Slug, Whole
from macros.rules.refused import Refused


def _plain(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(f"`{value}` cannot be drawn", "an edition is written by `guide edition` alone")
    return value


DrawnValue = Annotated[str | int, BeforeValidator(_plain)]


class PublishedScenario(Record):
    """A scenario as it was filed then, and the draws that were published: a record of the data stands by its id.

    `family` is that of the scenario at the time, so that a later change moves no form.
    """

    id: Slug
    topic: Slug
    level: Literal[1, 2, 3]
    family: Slug | None = None
    draws: tuple[dict[str, DrawnValue], ...]


class Edition(Record):
    """One file of quizzes/editions: what it adds to the editions before it.

    Its forms leave out what is set wholly in the years `before`, unless the past is asked for.
    `judgment` names the scenarios, old ones too, that asked for judgment when it was published: its forms take them by turns.
    """

    edition: Whole
    published: Day
    scenarios: tuple[PublishedScenario, ...]
    judgment: tuple[Slug, ...] = ()
    before: Whole | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [each.id for each in self.scenarios]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise Refused(f"`{twice}` stands twice in this edition", "keep one of them")
        return self
