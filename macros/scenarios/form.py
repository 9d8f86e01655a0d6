"""Forms: an ordered set of Items from a topic and a seed, the same for everybody who has the seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from macros.scenarios.compose import compose, questions
from macros.scenarios.draw import stable_hash
from macros.scenarios.item import Item

if TYPE_CHECKING:
    from macros.guide import Guide, Topic
    from macros.scenarios.template import Scenario

TRIES_FOR_NEW = 200


def form(guide: Guide, topics: Sequence[Topic], count: int, seed: int) -> list[Item]:
    """Up to `count` different items, drawn in turn from all scenarios of the topics.

    Fewer are returned only where the scenarios have no more different items to give.
    """
    pairs = [(topic, scenario) for topic in topics for scenario in topic.scenarios]
    pairs.sort(key=lambda pair: stable_hash(seed, pair[1].id))
    drawn = {scenario.id: _different(guide, topic, scenario, seed) for topic, scenario in pairs}
    items: list[Item] = []
    while drawn and len(items) < count:
        for name in list(drawn):
            item = next(drawn[name], None)
            if item is None:
                del drawn[name]
            elif len(items) < count:
                items.append(item)
    return items


def _different(guide: Guide, topic: Topic, scenario: Scenario, seed: int) -> Iterator[Item]:
    seen: set[str] = set()
    drawn = questions(guide, scenario, seed)
    while True:
        found = next((q for q in islice(drawn, TRIES_FOR_NEW) if q.id not in seen), None)
        if found is None:
            return
        seen.add(found.id)
        yield compose(found, topic)
