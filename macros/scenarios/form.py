"""Forms: an ordered set of Items from a topic and a seed, the same for everybody who has the seed."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

from macros.facts.library import Library
from macros.reading.progress import Progress, unseen
from macros.scenarios.asks import ASKS
from macros.scenarios.case import Case, drawn_cases
from macros.scenarios.compose import compose, questions, range_of
from macros.scenarios.draw import draw_id, stable_hash
from macros.scenarios.expressions import condition
from macros.scenarios.hand import Hand, HandApart, HandLost, Place
from macros.scenarios.item import Item
from macros.scenarios.question import Question
from macros.scenarios.template import Scenario
from macros.scenarios.topic import Topic

MANY = 200
"""So many items are worth a second process."""

STEPS = 10
"""In so many steps a long form is drawn, and then written, so that somebody who waits sees how far it is."""

TRIES_FOR_NEW, TRIES_IN_STRATUM = 200, 2000

KEPT_WHOLE = 20
"""So many questions that wait for their turn are kept with all that was worked out of them."""

WHOLE = 2000
"""Items that represent a scenario in the whole bank; where it has more, this many draws of it."""
WHOLE_CASES = 100
"""Draws of a case that represent it in the whole bank."""


def form(
    library: Library,
    topics: Sequence[Topic],
    count: int,
    seed: int,
    processes: int = 1,
    before: int = 0,
    progress: Progress = unseen,
) -> list[Item]:
    """Up to `count` different items, drawn in turn from all scenarios of the topics; many are drawn in several processes.

    Two items do not rest on the same term, statement or other record, nor are they of one family, because one might give
    away the answer of the other; the form has such a pair only where nothing else is left.

    A question that is set wholly before the year `before` is drawn for the topic of past years alone.

    Fewer are returned only where the scenarios have no more different items to give. With several processes, nobody hears
    what was read (macros/reading/uses.py): a result that is kept is drawn in one.
    """
    pairs = [(topic, scenario) for topic in topics for scenario in topic.scenarios]
    pairs.sort(key=lambda pair: stable_hash(seed, pair[1].id))
    streams = {_name(topic, scenario): (topic.id, _of_topic(library, topic, scenario, seed, before)) for topic, scenario in pairs}
    if processes > 1 and count >= MANY:
        dealt = [_name(*pair) for pair in sorted(pairs, key=lambda pair: pair[1].visit is None)]  # visits take longest
        first, *others = [Hand({name: streams[name] for name in dealt[place::processes]}) for place in range(processes)]
        with suppress(HandLost):
            return _of_hands([first, *map(HandApart, others)], list(streams), count, progress)
        return form(library, topics, count, seed, before=before, progress=progress)
    return _of_hands([Hand(streams)], list(streams), count, progress)


def _name(topic: Topic, scenario: Scenario) -> str:
    """What a scenario is called in a form; that of past years may be in it beside the scenario's own topic."""
    return f"{topic.id} {scenario.id}" if topic.before else scenario.id


def _of_topic(library: Library, topic: Topic, scenario: Scenario, seed: int, before: int) -> Iterator[Question]:
    """The different questions of a scenario that its topic asks: those of past years are asked by the topic of past years."""
    drawn = different(library, scenario, seed)
    if topic.before:
        return (question for question in drawn if question.is_past(topic.before))
    if not scenario.may_be_past(before):
        return drawn
    return (question for question in drawn if not question.is_past(before))


def _of_hands(hands: Sequence[Hand | HandApart], names: Sequence[str], count: int, progress: Progress) -> list[Item]:
    """The items of a form whose scenarios were dealt into hands, taken in the order of their names."""

    def from_each(what: str, asked: Sequence[Any]) -> list[Any]:
        for hand, of_hand in zip(hands, asked, strict=True):
            hand.begin(what, of_hand)
        return [hand.result() for hand in hands]

    hand_of: dict[str, int] = {}
    waiting: dict[str, deque[set[str]]] = {name: deque() for name in names}
    taken = Counter[str]()
    chosen: list[Place] = []
    kept_back: list[Place] = []
    records_used: set[str] = set()
    rounds = -(-count // len(names)) if names else 0  # so many there are at least
    ahead = -(-rounds // STEPS)
    while waiting and len(chosen) < count:
        if not any(waiting.values()):
            for number, drawn in enumerate(from_each("records", [ahead] * len(hands))):
                hand_of |= dict.fromkeys(drawn, number)
                for name in drawn.keys() & waiting.keys():
                    waiting[name] += drawn[name]
            rounds -= ahead
            ahead = max(1, min(ahead, rounds))
            progress(len(chosen), 2 * count)
        for name in list(waiting):
            if not waiting[name]:
                del waiting[name]
                continue
            records = waiting[name].popleft()
            place = (name, taken[name])
            taken[name] += 1
            if records_used & records:
                kept_back.append(place)
            elif len(chosen) < count:
                chosen.append(place)
                records_used |= records
    asked = [*chosen, *kept_back[: count - len(chosen)]]
    items: list[Item] = []
    step = -(-len(asked) // STEPS) or 1
    for begin in range(0, len(asked), step):
        some = asked[begin : begin + step]
        made = from_each("items", [[place for place in some if hand_of[place[0]] == number] for number in range(len(hands))])
        in_turn = list(map(iter, made))
        items += [next(in_turn[hand_of[name]]) for name, _ in some]
        progress(count + len(items), count + len(asked))
    return items


def narrowed(
    topics: Sequence[Topic], levels: Collection[int] = (), scenarios: Collection[str] = (), kinds: Collection[str] = ()
) -> list[Topic]:
    """The topics with only the scenarios of these levels, names and kinds of question; a topic that keeps none is left out.

    Empty means any.
    """
    kept = []
    for topic in topics:
        chosen = tuple(
            scenario
            for scenario in topic.scenarios
            if (not levels or scenario.level in levels)
            and (not scenarios or scenario.id in scenarios)
            and (not kinds or ASKS[scenario.ask].kind in kinds)
        )
        if chosen:
            kept.append(replace(topic, scenarios=chosen))
    return kept


def every_item(library: Library, topics: Sequence[Topic]) -> Iterator[list[Item]]:
    """The whole bank, scenario by scenario."""
    for topic in topics:
        for scenario in topic.scenarios:
            drawn = range_of(library, scenario, WHOLE)
            yield [compose(question, topic.id) for question in drawn if not topic.before or question.is_past(topic.before)]


def every_case_item(library: Library, cases: Sequence[Case]) -> Iterator[list[Item]]:
    """Many draws of every case, case by case."""
    for case in cases:
        yield [item for drawn in drawn_cases(library, case, 0, WHOLE_CASES) for item in drawn.items]


def with_cases(library: Library, cases: Iterable[Case], seed: int) -> list[Item]:
    """The items of each of these cases, one draw of each, whole and in their order."""
    return [item for case in cases for drawn in drawn_cases(library, case, seed, 1) for item in drawn.items]


def different(library: Library, scenario: Scenario, seed: int) -> Iterator[Question]:
    """Different questions of a scenario; one of each kind of draw in turn, begun at another for each seed.

    Two that differ in nothing that the answer rests on are one question.
    """
    seen: set[str] = set()
    told = frozenset(scenario.vary) - scenario.names_used
    strata: list[str | None] = [*scenario.kinds_of_draw.values()] or [None]
    begin = int(stable_hash(seed, scenario.id, "stratum")[:8], 16) % len(strata)
    waiting = _of_strata(library, scenario, seed, (*strata[begin:], *strata[:begin]))
    while waiting:
        for drawn in list(waiting):
            new = (q for q in islice(drawn, TRIES_FOR_NEW) if _decisive(q, told) not in seen)
            question = next(new, None)
            if question is None:
                waiting.remove(drawn)
                continue
            seen.add(_decisive(question, told))
            yield question


def _decisive(question: Question, told: frozenset[str]) -> str:
    """A hash of what was drawn, without the texts and numbers that are only told."""
    kept = {name: value for name, value in question.draw.items() if name not in told or not isinstance(value, str | int)}
    return draw_id(question.scenario, kept) if len(kept) < len(question.draw) else question.id


def _of_strata(library: Library, scenario: Scenario, seed: int, strata: Sequence[str | None]) -> list[Iterator[Question]]:
    """The draws of a scenario for a seed that belong to each stratum, each of which ends where none comes for long.

    All strata look at the same draws, so that what a draw comes to is worked out once. What one of them comes past on the way to
    its own waits for the others; of the many that a rare stratum comes past, only the draw is kept.
    """
    drawn = questions(library, scenario, seed)
    conditions = [condition(stratum) if stratum else None for stratum in strata]
    found: list[deque[Question]] = [deque() for _ in strata]
    failed = [0] * len(strata)

    def look_at_another() -> bool:
        question = next(drawn, None)
        if question is None:
            return False
        for place, holds in enumerate(conditions):
            if failed[place] >= TRIES_IN_STRATUM:
                continue
            if holds is None or holds(question.names_for_require):
                failed[place] = 0
                few = len(found[place]) < KEPT_WHOLE
                found[place].append(question if few else Question(library, scenario, question.draw))
            else:
                failed[place] += 1
        return True

    def of_stratum(place: int) -> Iterator[Question]:
        while True:
            if found[place]:
                yield found[place].popleft()
            elif failed[place] >= TRIES_IN_STRATUM or not look_at_another():
                return

    return list(map(of_stratum, range(len(strata))))
