"""The one check of a checkout: everything that can be wrong in facts, scenarios and pages."""

from __future__ import annotations

from pathlib import Path

from macros.guide import Guide
from macros.reading.problem import Problem, ProblemsFound
from macros.scenarios.review.check import DRAWS
from macros.scenarios.review.check import problems as scenario_problems
from macros.site.page_check import page_problems
from macros.site.page_numbers import stray_numbers


def check(root: Path, draws: int = DRAWS) -> Guide:
    """Everything that can be wrong in facts, scenarios and pages. Raises ProblemsFound with all of it."""
    guide = Guide.load(root)
    found: list[Problem] = [*scenario_problems(guide.library, guide.quizzes, guide.bank, draws), *stray_numbers(guide.library)]
    if not found:
        found = page_problems(root)
    if found:
        raise ProblemsFound(found)
    return guide
