"""When a fact must be looked at again: at its own `review_by`, or at the soonest of its sources'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from macros.facts.fact import Fact
from macros.facts.library import Library
from macros.reading.problem import Problem
from macros.reading.yaml_source import shown_path

GRACE = timedelta(days=30)
"""How long after its day `guide check` only warns about a fact; after that it fails."""


@dataclass(frozen=True)
class Review:
    """A fact and the day by which it must be looked at again."""

    fact: Fact
    by: date

    def overdue(self, on: date) -> bool:
        """Whether the day has passed."""
        return on > self.by

    def expired(self, on: date) -> bool:
        """Whether the grace period has passed too."""
        return on > self.by + GRACE


def review_by(library: Library, fact: Fact) -> date:
    """The day by which a fact must be looked at again."""
    return fact.review_by or min(library.sources[name].review_by for name in fact.sources)


def newest_reading(library: Library) -> date:
    """The last day on which a source was read. It moves whenever a fact is corrected, and is the same on every machine."""
    return max(source.read for source in library.sources.values())


def reviews(library: Library) -> list[Review]:
    """Every fact with its day, the soonest first, and by id within a day."""
    by_fact = [Review(fact, review_by(library, fact)) for fact in library.facts.values()]
    return sorted(by_fact, key=lambda review: (review.by, review.fact.id))


def overdue(library: Library, on: date) -> tuple[list[Problem], list[Problem]]:
    """The facts that are past their day, with their lines: those past the grace period, and those still within it."""
    expired: list[Problem] = []
    warned: list[Problem] = []
    for review in reviews(library):
        if review.overdue(on):
            path, line = library.place(review.fact)
            what = f"{review.fact.id} was to be looked at again by {review.by}"
            fix = "read its sources again and set their `read` and `review_by`"
            problem = Problem(shown_path(library.root / path), line, 1, what, fix)
            (expired if review.expired(on) else warned).append(problem)
    return expired, warned
