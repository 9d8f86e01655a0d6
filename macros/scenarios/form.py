"""Forms: an ordered set of Items from a topic and a seed, the same for everybody who has the seed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.scenarios.case import Case, drawn_cases
from macros.scenarios.compose import compose, questions, range_of
from macros.scenarios.draw import stable_hash
from macros.scenarios.expressions import condition
from macros.scenarios.item import Item
from macros.scenarios.question import Question
from macros.scenarios.template import Scenario
from macros.scenarios.topic import Topic

TRIES_FOR_NEW, TRIES_IN_STRATUM = 200, 2000
WHOLE = 2000
"""Items that represent a scenario in the whole bank; where it has more, this many draws of it."""
WHOLE_CASES = 100
"""Draws of a case that represent it in the whole bank."""


def form(library: Library, topics: Sequence[Topic], count: int, seed: int) -> list[Item]:
    """Up to `count` different items, drawn in turn from all scenarios of the topics.

    Two items do not rest on the same term, statement or other record, nor are they of one family, because one might give
    away the answer of the other; the form has such a pair only where nothing else is left.

    Fewer are returned only where the scenarios have no more different items to give.
    """
    pairs = [(topic, scenario) for topic in topics for scenario in topic.scenarios]
    pairs.sort(key=lambda pair: stable_hash(seed, pair[1].id))
    topic_of = {scenario.id: topic.id for topic, scenario in pairs}
    drawn = {scenario.id: different(library, scenario, seed) for _, scenario in pairs}
    chosen: list[Question] = []
    kept_back: list[Question] = []
    records_used: set[str] = set()
    while drawn and len(chosen) < count:
        for name in list(drawn):
            question = next(drawn[name], None)
            if question is None:
                del drawn[name]
                continue
            records = records_of(question)
            if records_used & records:
                kept_back.append(question)
            elif len(chosen) < count:
                chosen.append(question)
                records_used |= records
    asked = [*chosen, *kept_back[: count - len(chosen)]]
    return [compose(question, topic_of[question.scenario.id]) for question in asked]


def narrowed(topics: Sequence[Topic], levels: Collection[int] = (), scenarios: Collection[str] = ()) -> list[Topic]:
    """The topics with only the scenarios of these levels and names; a topic that keeps none is left out. Empty means any."""
    kept = []
    for topic in topics:
        chosen = tuple(
            scenario
            for scenario in topic.scenarios
            if (not levels or scenario.level in levels) and (not scenarios or scenario.id in scenarios)
        )
        if chosen:
            kept.append(replace(topic, scenarios=chosen))
    return kept


def every_item(library: Library, topics: Sequence[Topic]) -> Iterator[list[Item]]:
    """The whole bank, scenario by scenario."""
    for topic in topics:
        for scenario in topic.scenarios:
            yield [compose(question, topic.id) for question in range_of(library, scenario, WHOLE)]


def every_case_item(library: Library, cases: Sequence[Case]) -> Iterator[list[Item]]:
    """Many draws of every case, case by case."""
    for case in cases:
        yield [item for drawn in drawn_cases(library, case, 0, WHOLE_CASES) for item in drawn.items]


def with_cases(library: Library, cases: Iterable[Case], seed: int) -> list[Item]:
    """The items of each of these cases, one draw of each, whole and in their order."""
    return [item for case in cases for drawn in drawn_cases(library, case, seed, 1) for item in drawn.items]


def records_of(question: Question) -> set[str]:
    """What a question does not share with another of its form: records of the data, each by its kind and id, and its family."""
    records = {f"{type(record).__name__} {record.id}" for record in question.draw.values() if isinstance(record, Record)}  # type: ignore[attr-defined]
    return records | ({f"family {question.scenario.family}"} if question.scenario.family else set())


def different(library: Library, scenario: Scenario, seed: int) -> Iterator[Question]:
    """Different questions of a scenario; where it names strata, one of each in turn, begun at another for each seed."""
    seen: set[str] = set()
    strata: list[str | None] = [*scenario.strata.values()] or [None]
    begin = int(stable_hash(seed, scenario.id, "stratum")[:8], 16) % len(strata)
    waiting = [_drawn(library, scenario, seed, stratum) for stratum in (*strata[begin:], *strata[:begin])]
    while waiting:
        for drawn in list(waiting):
            question = next((q for q in islice(drawn, TRIES_FOR_NEW) if q.id not in seen), None)
            if question is None:
                waiting.remove(drawn)
                continue
            seen.add(question.id)
            yield question


def _drawn(library: Library, scenario: Scenario, seed: int, stratum: str | None) -> Iterator[Question]:
    """The draws of a scenario for a seed that belong to a stratum. Ends where none comes for long."""
    holds = condition(stratum) if stratum else None
    failed = 0
    for question in questions(library, scenario, seed):
        if holds is None or holds(question.names_for_require):
            failed = 0
            yield question
        elif (failed := failed + 1) >= TRIES_IN_STRATUM:
            return
