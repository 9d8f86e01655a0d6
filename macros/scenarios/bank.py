"""The bank: every question that can be practised, each with the edition from which it is there.

What an edition published stays listed for good, so that a form drawn from it stays the same. What it published and what
is no longer a sound question (its scenario was changed or removed) is withdrawn: it keeps its place and is not asked.
What no edition has published yet belongs to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.scenarios.compose import compose, is_drawn
from macros.scenarios.draw import Draw, plain_draw, stable_hash, values_to_draw
from macros.scenarios.form import different
from macros.scenarios.item import Item
from macros.scenarios.question import Question, QuestionFault

if TYPE_CHECKING:
    from macros.guide import Guide, Topic
    from macros.scenarios.template import Scenario

ITEMS_EACH = 8
"""Questions that a scenario has in the bank at least, where it gives so many different ones."""
DRAFT_SEED = 1
TRIES = 300


Values = Mapping[str, Sequence[Any]]
"""Every value of every variable of a scenario; found once for all of its draws, for conditions on records take long."""


@dataclass(frozen=True)
class Entry:
    """One question of the bank. `topic` and `level` are those it was first published with; `item` is None once withdrawn."""

    id: str
    scenario: str
    topic: str
    level: int
    edition: int
    draw: Mapping[str, Any]
    records: frozenset[str]
    item: Item | None
    family: str | None = None


def last_edition(guide: Guide) -> int:
    """The number of the last edition that was published; 0 before the first."""
    return len(guide.editions)


def current_edition(guide: Guide) -> int:
    """The edition that everything in the bank belongs to: the next one, where something is not yet published."""
    return max((entry.edition for topic in guide.topics for entry in entries(guide, topic.id)), default=0)


def entries(guide: Guide, topic: str) -> tuple[Entry, ...]:
    """What the bank holds of a topic: what was published, in that order, and then what is not yet."""
    return _entries(guide.root, guide.stamp, topic)


@cache
def _entries(root: Path, stamp: tuple[object, ...], name: str) -> tuple[Entry, ...]:
    from macros.guide import Guide

    guide = Guide.load(root)
    topic = guide.topic(name)
    scenarios = {each.id: (topic, each) for topic in guide.topics for each in topic.scenarios}
    values = cache(lambda name: values_to_draw(scenarios[name][1], guide))
    filed: dict[str, tuple[str, int, str | None]] = {}
    found: list[Entry] = []
    for edition in guide.editions:
        for each in edition.scenarios:
            first_topic, level, family = filed.setdefault(each.id, (each.topic, each.level, each.family))
            if first_topic != name:
                continue
            home = scenarios.get(each.id)
            for draw in each.draws:
                item = _item(guide, *home, values(each.id), draw) if home else None
                rests = _records(guide, draw, family)
                found.append(Entry(item_id(each.id, draw), each.id, name, level, edition.edition, draw, rests, item, family))
    for scenario in topic.scenarios:
        if filed.get(scenario.id, (name, 0, None))[0] == name:
            published = [entry for entry in found if entry.scenario == scenario.id]
            found.extend(_drafts(guide, topic, scenario, values(scenario.id), published))
    return tuple(found)


def bank_form(entries_asked: Iterable[Entry], count: int, seed: int) -> list[Entry]:
    """A form of up to `count` entries, one of each scenario in turn. The player's docs/assets/quiz/form.js does the same.

    An entry that rests on a record already told comes only where nothing else is left. A withdrawn entry keeps its
    place; who shows the form leaves it out, so that nobody's other items change.
    """
    waiting: dict[str, list[Entry]] = {}
    for entry in sorted(entries_asked, key=lambda entry: (spread(f"{seed}:{entry.id}"), entry.id)):
        waiting.setdefault(entry.scenario, []).append(entry)
    turns = [waiting[name] for name in sorted(waiting, key=lambda name: (spread(f"{seed}:{name}"), name))]
    in_turn = [entry for turn in zip_longest(*turns) for entry in turn if entry is not None]
    chosen: list[Entry] = []
    kept_back: list[Entry] = []
    told: set[str] = set()
    for entry in in_turn:
        if told & entry.records:
            kept_back.append(entry)
        else:
            chosen.append(entry)
            told |= entry.records
    return [*chosen, *kept_back][:count]


def spread(text: str) -> int:
    """A number from 0 to 2**32 - 1 that the player finds too: FNV-1a with the last mixing of MurmurHash3."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    found = (found ^ found >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    found = (found ^ found >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return found ^ found >> 16


def _drafts(guide: Guide, topic: Topic, scenario: Scenario, values: Values, published: list[Entry]) -> Iterator[Entry]:
    """What a scenario still lacks of its questions, to be published with the next edition.

    It has `ITEMS_EACH`, and beyond them one for every record that none of them tells of, so that each example, statement or
    element that a scenario can ask about is asked about.
    """
    asked = [entry for entry in published if entry.item is not None]
    lacking = ITEMS_EACH - len(asked)
    known = {entry.id for entry in published}
    family = next(
        (each.family for edition in guide.editions for each in edition.scenarios if each.id == scenario.id), scenario.family
    )
    untold = _records_of(guide, values).difference(*(entry.records for entry in asked))
    if lacking <= 0 and not untold:
        return
    for draw, item in islice(different_draws(guide, topic, scenario), TRIES):
        rests = _records(guide, draw, family)
        if item.id in known or (lacking <= 0 and not untold & rests):
            continue
        yield Entry(item.id, scenario.id, topic.id, scenario.level, last_edition(guide) + 1, draw, rests, item, family)
        lacking -= 1
        untold -= rests
        if lacking <= 0 and not untold:
            return


def _records(guide: Guide, draw: Mapping[str, Any], family: str | None) -> frozenset[str]:
    """What two items of a form do not share: the records that were drawn, by their ids, and the family of the scenario."""
    drawn = {value for value in draw.values() if isinstance(value, str) and value in guide.record_ids}
    return frozenset(drawn | ({f"family {family}"} if family else set()))


def _records_of(guide: Guide, values: Values) -> frozenset[str]:
    """The ids of all records that the variables of a scenario can take."""
    plain = {plain_draw({name: value})[name] for name, each in values.items() for value in each}
    return frozenset(value for value in plain if isinstance(value, str) and value in guide.record_ids)


def different_draws(guide: Guide, topic: Topic, scenario: Scenario) -> Iterator[tuple[dict[str, Any], Item]]:
    """Different questions of a scenario, one of each stratum in turn, with what was drawn for them."""
    for question in different(guide, scenario, DRAFT_SEED):
        yield plain_draw(question.draw), compose(question, topic)


def item_id(scenario: str, draw: Mapping[str, Any]) -> str:
    """The id of the question that a published draw gives, whether or not it can still be asked."""
    return f"{scenario}-{stable_hash(dict(draw))[:8]}"


def _item(guide: Guide, topic: Topic, scenario: Scenario, values: Values, plain: Mapping[str, Any]) -> Item | None:
    """The item of a published draw; None where the scenario, as it is now, does not give it."""
    draw = _drawn(values, plain)
    if draw is None:
        return None
    question = Question(guide, scenario, draw)
    try:
        return compose(question, topic) if is_drawn(question) else None
    except QuestionFault:
        return None


def _drawn(values: Values, plain: Mapping[str, Any]) -> Draw | None:
    """The draw that was written down: each value found again among those that its variable can take."""
    if set(plain) != set(values):
        return None
    draw: dict[str, Any] = {}
    for name, each in values.items():
        same = [value for value in each if plain_draw({name: value})[name] == plain[name]]
        if not same:
            return None
        draw[name] = same[0]
    return draw
