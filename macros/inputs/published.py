"""Published worked examples, and whether the rules agree with them: what `guide verify` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, RootModel

from macros.facts.fact import Flag, Record, Text, Whole
from macros.reading.problem import ProblemsFound
from macros.reading.validation import validated
from macros.reading.yaml_source import read
from macros.rules.assistants import EXCEPTIONS_FROM, REQUIRED_FROM, WaysDiffer, split_units, untimed_needs_modifier
from macros.rules.modifiers import has_assistant_modifier
from macros.rules.units import MEDICARE, MIDPOINT, Units, count_units, minutes_for
from macros.rules.visit import Service

COUNTED_BY = {"cms_total_time": MEDICARE, "ama_midpoint": MIDPOINT, "cq_co": MEDICARE, "scenario": MEDICARE}
"""The rule that counts the units, by the name the examples give theirs."""

AGREE, DIFFER, DISPUTED, NOT_COVERED = "agree", "differ", "disputed", "not covered"

Lines = frozenset[tuple[str, int, bool]]
"""A claim's lines: code, units, and whether it has the assistant modifier."""

Claim = dict[str, Annotated[int, Field(strict=True, ge=0)]]


def _listed(value: object) -> object:
    return [value] if isinstance(value, dict) else value


def _claims_listed(value: object) -> object:
    """One claim, a list of lines, means a list of that claim alone."""
    return [value] if isinstance(value, list) and value and not isinstance(value[0], list) else value


class PublishedService(Record):
    """A service of an example. Its code may be a placeholder such as ANY15, and need not be one the site teaches."""

    code: Text
    minutes: Whole | None
    timed: Flag
    unit_minutes: Whole | None = None
    by: dict[str, Whole] | None = None
    concurrent_assistant_minutes: Whole | None = None


class PublishedLine(Record):
    """A claim line as a source printed it; of the modifiers only CQ and CO are compared."""

    code: Text
    units: Annotated[int, Field(strict=True, ge=0)]
    modifiers: tuple[Text, ...]


class PublishedExample(Record):
    """An example as a source printed it. `expected` lists every claim that the source accepts."""

    id: Text
    rule: Literal["cms_total_time", "ama_midpoint", "cq_co", "scenario"]
    rule_year: Literal[2020, 2022] | None = None
    services: tuple[PublishedService, ...]
    total_timed_minutes: Whole | None = None
    expected: Annotated[tuple[Claim, ...] | None, BeforeValidator(_listed)] = None
    expected_total_units: Whole | None = None
    expected_modifiers: Annotated[tuple[tuple[PublishedLine, ...], ...] | None, BeforeValidator(_claims_listed)] = None
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
        source.problem((i, "id"), f"the id `{example.id}` is used twice", "give each example its own id")
        for i, example in enumerate(examples)
        if example.id in {earlier.id for earlier in examples[:i]}
    ]
    outcomes = []
    for i, example in enumerate(examples):
        if example.expected is None and example.expected_total_units is None:
            problems.append(source.problem((i,), "nothing is expected", "add `expected` or `expected_total_units`"))
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


class _Unsettled(Exception):
    """The sources do not settle an example: it can be neither right nor wrong."""


def _compared(example: PublishedExample) -> Outcome:
    differences: list[str] = []
    try:
        for minutes in _possible_minutes(example):
            differences = _differences(example, minutes)
            if differences:
                break
    except _Unsettled as error:
        return Outcome(example, NOT_COVERED, f"unsettled: {error}")
    if example.disputed:
        if differences:
            return Outcome(example, DISPUTED, "; ".join(differences))
        return Outcome(example, DIFFER, "marked as disputed, but the rule agrees with it")
    return Outcome(example, DIFFER, "; ".join(differences)) if differences else Outcome(example, AGREE)


def _possible_minutes(example: PublishedExample) -> list[list[int]]:
    """The minutes of the services; where a source prints units and no minutes, all minutes that make these units."""
    if all(service.minutes is not None for service in example.services):
        return [[service.minutes or 0 for service in example.services]]
    if len(example.services) > 1 or not example.expected:
        raise ValueError(f"{example.id} gives no minutes for a service")
    units = sum(example.expected[0].values())
    low, high = minutes_for(units)
    return [[minutes] for minutes in range(low, high + 1)]


def _differences(example: PublishedExample, minutes: list[int]) -> list[str]:
    services = [Service(s.code, m, s.timed, s.unit_minutes or 15) for s, m in zip(example.services, minutes, strict=True)]
    counted = count_units(services, COUNTED_BY[example.rule])
    claims = [dict(claim) for claim in counted.acceptable]
    differences = []
    if example.total_timed_minutes not in {None, counted.total_timed_minutes}:
        differences.append(f"{example.total_timed_minutes} timed minutes printed, {counted.total_timed_minutes} counted")
    if example.expected is not None:
        disciplines = sorted({code.split(":")[0] for claim in example.expected for code in claim if ":" in code})
        counted_claims = [shared for claim in claims for shared in _shared(claim, disciplines)] if disciplines else claims
        if not _same(example.expected, counted_claims):
            printed = " or ".join(map(_written, example.expected))
            differences.append(f"{printed} printed, {' or '.join(map(_written, counted_claims))} counted")
    totals = {sum(claim.values()) for claim in claims}
    if example.expected_total_units is not None and totals != {example.expected_total_units}:
        differences.append(f"{example.expected_total_units} units printed, {' or '.join(map(str, sorted(totals)))} counted")
    if example.expected_modifiers is not None:
        expected_lines = {_printed_lines(claim) for claim in example.expected_modifiers}
        counted_lines = {_counted_lines(example, minutes, claim) for claim in counted.acceptable}
        if expected_lines != counted_lines:
            differences.append(f"{_lines_written(expected_lines)} printed, {_lines_written(counted_lines)} counted")
    return differences


def _shared(claim: Units, disciplines: list[str]) -> list[dict[str, int]]:
    """Every way in which disciplines that treated together can share a patient's units: each unit is billed once."""
    ((code, units),) = claim.items()
    first, second = disciplines
    ways = [{f"{first}:{code}": n, f"{second}:{code}": units - n} for n in range(units + 1)]
    return [{name: count for name, count in way.items() if count} for way in ways]


def _printed_lines(claim: tuple[PublishedLine, ...]) -> Lines:
    return frozenset((line.code, line.units, has_assistant_modifier(line.modifiers)) for line in claim if line.units)


def _counted_lines(example: PublishedExample, minutes: list[int], claim: Units) -> Lines:
    """The claim's lines with the assistant modifier where it is due, by the rule of the example's year.

    A disputed example is judged by the rule in force, which is what disputes it.
    """
    on = REQUIRED_FROM if example.rule_year == 2020 and not example.disputed else EXCEPTIONS_FROM
    lines = set()
    for service, given in zip(example.services, minutes, strict=True):
        units = claim.get(service.code, 0)
        assistant = (service.by or {}).get("assistant", 0)
        if service.timed:
            parted = split_units(service.code, units, given - assistant, assistant, on)
            if parted.unsettled:
                raise _Unsettled(str(parted.unsettled))
            lines |= {(service.code, parted.without, False), (service.code, parted.with_modifier, True)}
        else:
            needed = untimed_needs_modifier(given - assistant, assistant, on)
            if needed is None:
                raise _Unsettled(str(WaysDiffer(service.code, given - assistant, assistant, given)))
            lines.add((service.code, units, needed))
    return frozenset(line for line in lines if line[1])


def _lines_written(claims: set[Lines]) -> str:
    written = [", ".join(f"{code} × {n}{' with' if m else ''}" for code, n, m in sorted(claim)) for claim in claims]
    return " or ".join(sorted(written))


def _same(expected: tuple[Claim, ...], counted: list[dict[str, int]]) -> bool:
    def as_set(claims: Any) -> set[frozenset[tuple[str, int]]]:
        return {frozenset((code, units) for code, units in claim.items() if units) for claim in claims}

    return as_set(expected) == as_set(counted)


def _written(claim: Mapping[str, int]) -> str:
    return ", ".join(f"{code} × {units}" for code, units in sorted(claim.items())) or "nothing"
