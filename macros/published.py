"""Published worked examples, and whether the rules agree with them: what `guide verify` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, RootModel

from macros.facts.fact import Flag, Record, Text, Whole
from macros.problem import ProblemsFound
from macros.rules.units import MEDICARE, MIDPOINT, count_units
from macros.rules.visit import Service
from macros.validation import validated
from macros.yaml_source import read

COVERED = {"cms_total_time": MEDICARE, "ama_midpoint": MIDPOINT}
"""The rules that are built, by the name the examples give them."""

AGREE, DIFFER, DISPUTED, NOT_COVERED = "agree", "differ", "disputed", "not covered"

Claim = dict[str, Annotated[int, Field(strict=True, ge=0)]]


def _listed(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class PublishedService(Record):
    """A service of an example. Its code may be a placeholder such as ANY15, and need not be one the site teaches."""

    code: Text
    minutes: Whole | None
    timed: Flag
    unit_minutes: Whole | None = None
    by: dict[str, Whole] | None = None
    concurrent_assistant_minutes: Whole | None = None


class PublishedExample(Record):
    """An example as a source printed it. `expected` lists every claim that the source accepts."""

    id: Text
    rule: Literal["cms_total_time", "ama_midpoint", "cq_co", "scenario"]
    rule_year: Literal[2020, 2022] | None = None
    services: tuple[PublishedService, ...]
    total_timed_minutes: Whole | None = None
    expected: Annotated[tuple[Claim, ...] | None, BeforeValidator(_listed)] = None
    expected_total_units: Whole | None = None
    expected_modifiers: Any = None
    expected_modifiers_other_rule_year: Any = None
    expected_origin: Text | None = None
    other_inputs: Any = None
    recomputed: Any = None
    agrees_with_recomputation: Flag | None = None
    disputed: Flag = False
    dispute_reason: Text | None = None
    source: Text | None = None
    url: Text | None = None
    kind: Literal["primary", "secondary"] | None = None
    retrieval: Literal["full", "partial", "recalled"] | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    notes: Text | None = None


class PublishedFile(RootModel[tuple[PublishedExample, ...]]):
    """A file of published examples: a list."""


@dataclass(frozen=True)
class Outcome:
    """What became of one example; `said` explains all but agreement."""

    example: PublishedExample
    verdict: str
    said: str = ""


def verify(path: Path) -> list[Outcome]:
    """Compare every example of a file with the rules. Raises ProblemsFound where the file is not one of examples."""
    source = read(path)
    examples = validated(PublishedFile, source).root
    problems = [source.problem((), "holds no example", "write a list of examples")] if not examples else []
    problems += [
        source.problem((i, "id"), f"the id `{example.id}` stands twice", "give each example its own id")
        for i, example in enumerate(examples)
        if example.id in {earlier.id for earlier in examples[:i]}
    ]
    outcomes = []
    for i, example in enumerate(examples):
        if example.expected is None and example.expected_total_units is None:
            problems.append(source.problem((i,), "nothing is expected", "add `expected` or `expected_total_units`"))
        elif example.rule not in COVERED:
            outcomes.append(Outcome(example, NOT_COVERED, f"no rule for {example.rule} is built yet"))
        else:
            try:
                outcomes.append(_compared(example))
            except ValueError as error:
                problems.append(source.problem((i, "services"), str(error), "correct the example"))
    if problems:
        raise ProblemsFound(problems)
    return outcomes


def summary(outcomes: list[Outcome]) -> str:
    """`41 agree, 0 differ, 5 disputed, 12 not covered`"""
    counts = Counter(outcome.verdict for outcome in outcomes)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in (AGREE, DIFFER, DISPUTED, NOT_COVERED))


def _compared(example: PublishedExample) -> Outcome:
    if any(service.minutes is None for service in example.services):
        raise ValueError(f"{example.id} gives no minutes for a service")
    services = [Service(s.code, s.minutes or 0, s.timed, s.unit_minutes or 15) for s in example.services]
    counted = count_units(services, COVERED[example.rule])
    found = [dict(claim) for claim in counted.acceptable]
    differences = []
    if example.total_timed_minutes not in {None, counted.total_timed_minutes}:
        differences.append(f"{example.total_timed_minutes} timed minutes printed, {counted.total_timed_minutes} counted")
    if example.expected is not None and not _same(example.expected, found):
        printed = " or ".join(map(_written, example.expected))
        differences.append(f"{printed} printed, {' or '.join(map(_written, found))} counted")
    totals = {sum(claim.values()) for claim in found}
    if example.expected_total_units is not None and totals != {example.expected_total_units}:
        differences.append(f"{example.expected_total_units} units printed, {' or '.join(map(str, sorted(totals)))} counted")
    if example.disputed:
        if differences:
            return Outcome(example, DISPUTED, "; ".join(differences))
        return Outcome(example, DIFFER, "marked as disputed, but the rule agrees with it")
    return Outcome(example, DIFFER, "; ".join(differences)) if differences else Outcome(example, AGREE)


def _same(expected: tuple[Claim, ...], found: list[dict[str, int]]) -> bool:
    def as_set(claims: Any) -> set[frozenset[tuple[str, int]]]:
        return {frozenset((code, units) for code, units in claim.items() if units) for claim in claims}

    return as_set(expected) == as_set(found)


def _written(claim: Mapping[str, int]) -> str:
    return ", ".join(f"{code} × {units}" for code, units in sorted(claim.items())) or "nothing"
