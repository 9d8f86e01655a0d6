"""What is wrong in a file that a contributor wrote, and where: one type, written in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place. Lines and columns count from 1, as editors show them."""

    path: str
    line: int
    column: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.what}; {self.fix}"


class ProblemsFound(Exception):
    """Raised when reading cannot go on: carries every problem found in the run, sorted by place."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadFile(ProblemsFound):
    """The faults of a file that was named on the command line, rather than of the checkout."""
