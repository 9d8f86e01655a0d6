"""Every fact that a rule's steps cite. The data must contain each of them: a rule without its sentence teaches nothing."""

from __future__ import annotations

from types import ModuleType

from macros.rules import (
    assistant_tasks,
    assistants,
    circumstances,
    claim_reasons,
    code_choice,
    coverage,
    day,
    deadline_reasons,
    edits,
    furnishing,
    limits,
    modifiers,
    payable,
    payment,
    records,
    shares,
    signatures,
    treatment_time,
    units,
    what_if,
)
from macros.rules.reason import kinds_of_phrases

BEHIND_TABLES = ("M-08", "M-10", "M-15", "M-16", "P-24")
"""Facts behind the tables of the rules (SEPARATE_MODIFIER, SETTINGS, the always therapy codes), which no sentence cites."""


def cited_by(*modules: ModuleType) -> frozenset[str]:
    """The facts that the reasons and warnings of these modules cite."""
    names = {module.__name__ for module in modules}
    return frozenset(fact for kind in kinds_of_phrases() if kind.__module__ in names for fact in kind.cites)


CITED_FACTS: frozenset[str] = cited_by(
    assistant_tasks,
    assistants,
    circumstances,
    claim_reasons,
    code_choice,
    coverage,
    day,
    deadline_reasons,
    edits,
    furnishing,
    limits,
    modifiers,
    payable,
    payment,
    records,
    shares,
    signatures,
    treatment_time,
    units,
    what_if,
).union(BEHIND_TABLES)
