"""The bank: every question that can be practiced, each with the edition from which it is there.

What an edition published stays listed for good, so that a form drawn from it stays the same. What it published and what
is no longer a sound question (its scenario was changed or removed) is withdrawn: it keeps its place and is not asked.
What no edition has published yet belongs to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat, zip_longest
from typing import Any

from macros.facts.library import Library
from macros.reading.kept import Kept
from macros.scenarios.asks import ASKS
from macros.scenarios.compose import compose, is_drawn, questions
from macros.scenarios.draw import (
    FULL_RANGE,
    Draw,
    combinations_of,
    is_story,
    plain_draw,
    spread,
    stable_hash,
    values_to_draw,
)
from macros.scenarios.form import different
from macros.scenarios.item import Item
from macros.scenarios.loading import Quizzes
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.records import record_ids
from macros.scenarios.review.distinct import Masker
from macros.scenarios.template import Scenario
from macros.scenarios.topic import Topic
from macros.scenarios.withdrawn import DRAWS_OTHERS, LEFT_OUT, SCENARIO_GONE, Withdrawn, no_longer_drawn, no_longer_sound

ITEMS_EACH = 8
"""Questions that a scenario has in the bank at least, where it gives so many different ones."""
DRAFT_SEED = 1
TRIES = 300
NEWEST = 10**6
"""Whatever edition is the last."""


Values = Mapping[str, Sequence[Any]]
"""Every value of every variable of a scenario."""


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
    withdrawn: str = ""
    """Why a published question is not asked any more; empty while it is."""
    said: str = ""
    """What a learner who follows an old link reads of that."""
    judged: int = 0
    """The edition from which its scenario counts as one of judgment; 0 where it does not."""
    past: int = 0
    """The edition from which it is a question of past years, which no form takes up unasked; 0 where it is none."""
    asks: str = ""
    """What two questions share that ask the same of other numbers or people (macros/scenarios/review/distinct.py)."""


class Bank:
    """The bank of a library and its quizzes, built topic by topic, when a topic is first needed."""

    def __init__(self, library: Library, quizzes: Quizzes, kept: Kept):
        self.library = library
        self._quizzes = quizzes
        self._kept = kept

    @property
    def last_edition(self) -> int:
        """The number of the last edition that was published; 0 before the first."""
        return len(self._quizzes.editions)

    @property
    def current_edition(self) -> int:
        """The edition that everything in the bank belongs to: the next one, where something is not yet published."""
        return max((max(entry.edition, entry.past) for entry in self.every_entry()), default=0)

    def every_entry(self) -> Iterator[Entry]:
        """What the bank holds, each once."""
        return (entry for topic in self._quizzes.headings for entry in self.entries(topic.id))

    def entries(self, topic: str) -> tuple[Entry, ...]:
        """What the bank holds of a topic: what was published, in that order, and then what is not yet.

        The topic of past years holds what the others hold of them.
        """
        return self._kept.result(f"bank {topic}", lambda: self._made(topic))

    def _of_past(self, name: str) -> tuple[Entry, ...]:
        past = [entry for entry in self.every_entry() if entry.past]
        return tuple(replace(entry, past=0, item=replace(entry.item, topic=name)) for entry in past if entry.item)

    def _past(self, question: Question) -> int:
        """The edition from which a question is one of past years; 0 where it is none."""
        known = [edition for edition in self._quizzes.editions if edition.before is not None and question.is_past(edition.before)]
        later = self.last_edition + 1 if question.is_past(self._quizzes.before) else 0
        return min((edition.edition for edition in known), default=later)

    def _made(self, name: str) -> tuple[Entry, ...]:
        library, quizzes = self.library, self._quizzes
        topic = quizzes.topic(name)
        if topic.before:
            return self._of_past(name)
        judged = self._judged(topic)
        filed: dict[str, tuple[str, int, str | None]] = {}
        entries: list[Entry] = []
        for edition in quizzes.editions:
            for listed in edition.scenarios:
                first_topic, level, family = filed.setdefault(listed.id, (listed.topic, listed.level, listed.family))
                if first_topic != name:
                    continue
                home = quizzes.scenario(listed.id)
                masker = Masker(home[1]) if home else None
                for draw in listed.draws:
                    asked = _asked(library, name, home[1], draw) if home else SCENARIO_GONE
                    rests = _records(library, draw, family)
                    name_of = item_id(listed.id, draw)
                    entry = Entry(name_of, listed.id, name, level, edition.edition, draw, rests, None, family)
                    entry = replace(entry, judged=judged.get(listed.id, 0))
                    if isinstance(asked, Withdrawn):
                        entries.append(replace(entry, withdrawn=asked.what, said=asked.said))
                    elif masker is not None:
                        same = masker.asked(*asked).same
                        entries.append(replace(entry, item=asked[1], asks=same, past=self._past(asked[0])))
        for scenario in topic.scenarios:
            if filed.get(scenario.id, (name, 0, None))[0] == name:
                published = [entry for entry in entries if entry.scenario == scenario.id]
                family = filed[scenario.id][2] if scenario.id in filed else scenario.family
                drafts = _drafts(library, topic, scenario, family, published)
                of_judgment = judged.get(scenario.id, 0)
                entries.extend(
                    replace(draft, edition=self.last_edition + 1, judged=of_judgment, past=self._past(question))
                    for question, draft in drafts
                )
        return tuple(entries)

    def _judged(self, topic: Topic) -> Mapping[str, int]:
        """By scenario the edition from which it counts as one of judgment: the first that says so, or the next one."""
        judged = {scenario.id: self.last_edition + 1 for scenario in topic.scenarios if ASKS[scenario.ask].judgment}
        for edition in reversed(self._quizzes.editions):
            judged |= dict.fromkeys(edition.judgment, edition.edition)
        return judged


def bank_form(entries_asked: Iterable[Entry], count: int, seed: int, edition: int = NEWEST) -> list[Entry]:
    """A form of up to `count` entries, one of each scenario in turn. The player's docs/assets/quiz/form.js does the same.

    Scenarios of judgment and all others take turns, as far as the edition that the form is drawn from knows of judgment.
    An entry that rests on a record already used comes only where nothing else is left. Withdrawn entries are ordered
    like all others and then left out: the form's other items stay, and the next ones in order fill it up. So are those of past
    years, as far as the edition tells them apart.
    """
    waiting: dict[str, list[Entry]] = {}
    for entry in sorted(entries_asked, key=lambda entry: (spread(f"{seed}:{entry.id}"), entry.id)):
        waiting.setdefault(entry.scenario, []).append(entry)
    names = sorted(waiting, key=lambda name: (spread(f"{seed}:{name}"), name))
    judged = [name for name in names if 0 < waiting[name][0].judged <= edition]
    others = [name for name in names if name not in judged]
    pair = (judged, others) if spread(f"{seed}:judgment") % 2 else (others, judged)
    turns = [waiting[name] for turn in zip_longest(*pair) for name in turn if name is not None]
    in_turn = [entry for turn in zip_longest(*turns) for entry in turn if entry is not None]
    chosen: list[Entry] = []
    kept_back: list[Entry] = []
    records_used: set[str] = set()
    for entry in in_turn:
        if records_used & entry.records:
            kept_back.append(entry)
        else:
            chosen.append(entry)
            records_used |= entry.records
    asked = [entry for entry in (*chosen, *kept_back) if entry.item is not None]
    return [entry for entry in asked if not 0 < entry.past <= edition][:count]


def _drafts(
    library: Library, topic: Topic, scenario: Scenario, family: str | None, published: list[Entry]
) -> Iterator[tuple[Question, Entry]]:
    """What a scenario still lacks of its questions, to be published with the next edition.

    It has `ITEMS_EACH`, and beyond them one for every record that none of them covers, so that each example, statement or
    element that a scenario can ask about is asked about. Random draws may miss the last of many records: where all draws can be
    listed, those records are looked for there.
    """
    asked = [entry for entry in published if entry.item is not None]
    lacking = ITEMS_EACH - len(asked)
    known = {entry.id for entry in published}
    uncovered = _records_of(library, values_to_draw(scenario, library)).difference(*(entry.records for entry in asked))
    if lacking <= 0 and not uncovered:
        return
    masker = Masker(scenario)
    at_random = zip(repeat(True), islice(different(library, scenario, DRAFT_SEED), TRIES), strict=False)
    listed = questions(library, scenario) if combinations_of(scenario, library) <= FULL_RANGE else ()
    for random, question in chain(at_random, zip(repeat(False), listed, strict=False)):
        if not uncovered and not random:
            return
        draw = plain_draw(question.draw)
        rests = _records(library, draw, family)
        if not uncovered & rests and (lacking <= 0 or not random):
            continue
        item = compose(question, topic.id)
        if item.id in known:
            continue
        asks = masker.asked(question, item).same
        yield question, Entry(item.id, scenario.id, topic.id, scenario.level, 0, draw, rests, item, family, asks=asks)
        lacking -= 1
        uncovered -= rests
        if lacking <= 0 and not uncovered:
            return


def _records(library: Library, draw: Mapping[str, Any], family: str | None) -> frozenset[str]:
    """What two items of a form do not share: the records that were drawn, by their ids, and the family of the scenario."""
    drawn = {value for value in draw.values() if isinstance(value, str) and value in record_ids(library)}
    return frozenset(drawn | ({f"family {family}"} if family else set()))


def _records_of(library: Library, values: Values) -> frozenset[str]:
    """The ids of all records that the variables of a scenario can take, patients apart: a story need not be told of each."""
    asked = {name: possible for name, possible in values.items() if not is_story(possible)}
    plain = {plain_draw({name: value})[name] for name, possible in asked.items() for value in possible}
    return frozenset(value for value in plain if isinstance(value, str) and value in record_ids(library))


def item_id(scenario: str, draw: Mapping[str, Any]) -> str:
    """The id of the question that a published draw gives, whether or not it can still be asked."""
    return f"{scenario}-{stable_hash(dict(draw))[:8]}"


def _asked(library: Library, topic: str, scenario: Scenario, plain: Mapping[str, Any]) -> tuple[Question, Item] | Withdrawn:
    """The question of a published draw and its item; where the scenario, as it is now, does not give it, why."""
    draw = _drawn(values_to_draw(scenario, library), plain)
    if isinstance(draw, Withdrawn):
        return draw
    question = Question(library, scenario, draw)
    try:
        if not is_drawn(question):
            return LEFT_OUT
        return question, compose(question, topic)
    except QuestionFault as fault:
        return no_longer_sound(fault.what)


def _drawn(values: Values, plain: Mapping[str, Any]) -> Draw | Withdrawn:
    """The draw that was written down: each value looked up among those its variable can take, or the reason why it is not one."""
    if set(plain) != set(values):
        return DRAWS_OTHERS
    draw: dict[str, Any] = {}
    for name, possible in values.items():
        same = [value for value in possible if plain_draw({name: value})[name] == plain[name]]
        if not same:
            return no_longer_drawn(name, plain[name])
        draw[name] = same[0]
    return draw
