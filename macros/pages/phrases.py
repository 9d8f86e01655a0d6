"""Phrases that support skill beside those that sink a claim, and the bank of goals."""

from __future__ import annotations

from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.templating import html


def phrase_table(library: Library, links: Links) -> str:
    """Each phrase that supports skill, the one that it stands in for, and why."""
    return html("phrase_table.html.j2", phrases=library.phrases.phrases, links=links)


def goal_table(library: Library) -> str:
    """The goals, grouped by the problem that they are for."""
    bank = library.phrases
    groups = [(problem, [goal for goal in bank.goals if goal.problem == problem.id]) for problem in bank.problems]
    return html("goal_table.html.j2", groups=groups)


def weak_goal_table(library: Library) -> str:
    """Goals that sink a plan, and why."""
    return html("weak_goal_table.html.j2", goals=library.phrases.weak_goals)
