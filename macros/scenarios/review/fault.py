"""A fault of a scenario: where in it, what is wrong, and how to fix it. Its line is looked up when it is reported."""

from __future__ import annotations

from dataclasses import dataclass

from macros.reading.problem import Problem
from macros.scenarios.case import Case
from macros.scenarios.topic import Topic

Field = tuple[str | int, ...]
"""The way to a field of a scenario or of a case: keys and places in lists."""


@dataclass(frozen=True)
class Fault:
    """One fault at one field. A fault is kept with what was checked; lines above it may come and go meanwhile."""

    field: Field
    what: str
    fix: str

    def in_topic(self, topic: Topic, index: int) -> Problem:
        """The fault of the topic's scenario at this place of its list, at its line."""
        what = f"{topic.scenarios[index].id}: {self.what}"
        return topic.source.problem(("scenarios", index, *self.field), what, self.fix)

    def in_case(self, case: Case) -> Problem:
        """The fault of a case, at its line."""
        index = self.field[1] if self.field[0] == "parts" else None
        name = case.parts[index].scenario.id if isinstance(index, int) else case.id
        return case.source.problem(self.field, f"{name}: {self.what}", self.fix)
