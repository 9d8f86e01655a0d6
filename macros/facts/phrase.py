"""Sentences for the record, all of them ours: phrases that show skill or sink a claim, and goals that can be measured."""

from __future__ import annotations

import re
from typing import Self

from pydantic import model_validator

from macros.facts.fact import FactIds, Record, Slug, Text, Whole
from macros.rules.refused import Refused

SHORT_TERM_WEEKS = 4
"""A goal of so many weeks or fewer is called a short-term goal here."""


class PhrasePair(Record):
    """What to write, what not to write, and why."""

    id: Slug
    supports: Text
    sinks: Text
    because: Text
    rests_on: FactIds


class Problem(Record):
    """A kind of problem that goals are grouped by."""

    id: Slug
    name: Text


class Goal(Record):
    """A goal: its measure, the numbers at the start and to be reached, the week by which, and what the patient will then do."""

    id: Slug
    problem: Slug
    measure: Text
    start: Text
    target: Text
    weeks: Whole
    so_that: Text

    @property
    def short_term(self) -> bool:
        """Whether it is a goal on the way."""
        return self.weeks <= SHORT_TERM_WEEKS

    @model_validator(mode="after")
    def _can_be_measured(self) -> Self:
        for value in (self.start, self.target):
            if not re.search(r"\d", value):
                raise Refused(f"`{value}` has no number", "write the number at the start and the one to reach")
        if self.start == self.target:
            raise Refused("the goal changes nothing", "let `start` and `target` differ")
        if self.weeks < 1:
            raise Refused(f"a goal of {self.weeks} weeks has no date", "write 1 or more")
        return self


class WeakGoal(Record):
    """A goal that sinks a plan, and why."""

    says: Text
    because: Text


class PhrasesFile(Record):
    """docs/data/phrases.yml"""

    phrases: tuple[PhrasePair, ...]
    problems: tuple[Problem, ...]
    goals: tuple[Goal, ...]
    weak_goals: tuple[WeakGoal, ...]
