"""What the bank asks, counted, beside the goals: how many different questions and ways to a key, how much of it is judgment, and
how far a guesser comes who knows no rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from macros.scenarios.asks import ASKS
from macros.scenarios.bank import Bank, Entry, bank_form
from macros.scenarios.draw import spread
from macros.scenarios.review.check import Review
from macros.scenarios.review.distinct import questions_of
from macros.scenarios.review.guesser import Guess
from macros.scenarios.template import Scenario
from macros.scenarios.topic import Topic

QUESTIONS, QUESTIONS_OF_A_TOPIC = 1500, 60
PATHS, PATHS_OF_A_TOPIC = 400, 20
VIGNETTES = 200
JUDGMENT = 0.45
GLANCE = 0.05
IN_A_ROW, ALIKE_IN_A_ROW = 10, 2
"""The goals."""

SETS, ITEMS_OF_A_SET = 100, 24
"""Mixed sets that are drawn to see how much of them is judgment, and how many questions each has."""

ROWS = 50
"""Forms of a topic that are drawn to see how often ten in a row ask the same."""


@dataclass(frozen=True)
class ScenarioCount:
    """What one scenario asks."""

    scenario: str
    level: int
    ask: str
    judgment: bool
    questions: int
    paths: int
    guess: Guess | None
    same_units: float
    glance: float
    reckoned: int | None

    def as_json(self) -> dict[str, Any]:
        """The counts in their public JSON form."""
        guess = self.guess
        return {
            "scenario": self.scenario, "level": self.level, "ask": self.ask, "judgment": self.judgment,
            "questions": self.questions, "paths": self.paths,
            "guesser": guess.as_json() if guess else None,
            "same_units": round(self.same_units, 3), "glance": round(self.glance, 3),
            "reckoned_level": self.reckoned,
        }  # fmt: skip


@dataclass(frozen=True)
class TopicCount:
    """What a topic asks, and scenario by scenario.

    `row` is how many of ten in a row ask the same, in the worst form of many; `rows_over` the share of forms beyond the goal.
    """

    topic: str
    stems: int
    questions: int
    paths: int
    judgment: float
    row: int
    rows_over: float
    scenarios: tuple[ScenarioCount, ...]

    def as_json(self) -> dict[str, Any]:
        """The counts in their public JSON form."""
        return {
            "topic": self.topic, "stems": self.stems, "questions": self.questions, "paths": self.paths,
            "judgment": round(self.judgment, 3), "alike_in_ten": self.row, "forms_over": round(self.rows_over, 3),
            "scenarios": [each.as_json() for each in self.scenarios],
        }  # fmt: skip


@dataclass(frozen=True)
class BankCount:
    """What the whole bank asks. `twice` are questions that are in the bank a second time, `two_levels` those at two levels."""

    topics: tuple[TopicCount, ...]
    stems: int
    questions: int
    paths: int
    vignettes: int
    judgment: float
    twice: int
    two_levels: int

    def as_json(self) -> dict[str, Any]:
        """The counts in their public JSON form."""
        return {
            "stems": self.stems, "questions": self.questions, "paths": self.paths, "vignettes": self.vignettes,
            "judgment": round(self.judgment, 3), "twice": self.twice, "two_levels": self.two_levels,
            "missed": list(missed_goals(self)),
            "topics": [each.as_json() for each in self.topics],
        }  # fmt: skip


def bank_count(topics: Sequence[Topic], bank: Bank, reviews: Mapping[str, Review]) -> BankCount:
    """The counts of some topics. `reviews` say what was seen of each scenario, by its id."""
    asked = list(chain.from_iterable(reviews[s.id].asked for topic in topics for s in topic.scenarios))
    entries = {topic.id: [entry for entry in bank.entries(topic.id) if entry.item] for topic in topics}
    judgment = {topic.id: {s.id for s in topic.scenarios if ASKS[s.ask].judgment} for topic in topics}
    sets = [_mixed_set(entries, seed) for seed in range(SETS)]
    in_sets = [entry.scenario in judgment[entry.topic] for drawn in sets for entry in drawn]
    levels: dict[str, set[int]] = {}
    seen = Counter[str]()
    for topic in topics:
        for scenario in topic.scenarios:
            for substance in reviews[scenario.id].substance:
                levels.setdefault(substance, set()).add(scenario.level)
                seen[substance] += 1
    return BankCount(
        tuple(_of_topic(topic, entries[topic.id], judgment[topic.id], reviews) for topic in topics),
        len({each.stem for each in asked}),
        questions_of(asked),
        len({each.path for each in asked}),
        len({record for each in asked for kind, record in each.records if kind.startswith("Example ")}),
        sum(in_sets) / len(in_sets) if in_sets else 0.0,
        sum(count - 1 for count in seen.values()),
        sum(len(found) > 1 for found in levels.values()),
    )


def missed_goals(count: BankCount) -> Iterator[str]:
    """What the whole bank falls short of, a sentence for each goal that it misses."""
    at_least = [
        ("the bank", "different questions", count.questions, QUESTIONS),
        ("the bank", "ways to a key", count.paths, PATHS),
        ("the bank", "vignettes", count.vignettes, VIGNETTES),
        *((each.topic, "different questions", each.questions, QUESTIONS_OF_A_TOPIC) for each in count.topics),
        *((each.topic, "ways to a key", each.paths, PATHS_OF_A_TOPIC) for each in count.topics),
    ]
    at_most = [
        ("the bank", "questions asked twice", count.twice, 0),
        ("the bank", "questions at two levels", count.two_levels, 0),
        *((each.topic, f"of {IN_A_ROW} in a row that ask the same", each.row, ALIKE_IN_A_ROW) for each in count.topics),
    ]
    yield from (f"{whose} has {has} {what}, fewer than {goal}" for whose, what, has, goal in at_least if has < goal)
    yield from (f"{whose} has {has} {what}, more than {goal}" for whose, what, has, goal in at_most if has > goal)
    if count.judgment < JUDGMENT:
        yield f"{count.judgment:.0%} of mixed sets is judgment, less than {JUDGMENT:.0%}"
    scenarios = [each for topic in count.topics for each in topic.scenarios]
    yield from (f"{each.scenario} can be guessed at: {guess.said}" for each, guess in _over(scenarios))
    for each in scenarios:
        if each.glance > GLANCE:
            yield f"{each.scenario}: GP, GO and 59 alone decide {each.glance:.0%}, more than {GLANCE:.0%}"
        if each.same_units > GLANCE:
            yield f"{each.scenario}: all options have the same units in {each.same_units:.0%}, more than {GLANCE:.0%}"


def _of_topic(topic: Topic, entries: Sequence[Entry], judgment: set[str], reviews: Mapping[str, Review]) -> TopicCount:
    asked = [each for scenario in topic.scenarios for each in reviews[scenario.id].asked]
    forms = [bank_form(entries, IN_A_ROW, seed) for seed in range(ROWS)]
    alike = [max(Counter(entry.asks for entry in form).values(), default=0) for form in forms]
    drawn = [entry for form in forms for entry in form]
    return TopicCount(
        topic.id,
        len({each.stem for each in asked}),
        questions_of(asked),
        len({each.path for each in asked}),
        sum(entry.scenario in judgment for entry in drawn) / (len(drawn) or 1),
        max(alike, default=0),
        sum(most > ALIKE_IN_A_ROW for most in alike) / len(alike),
        tuple(_of_scenario(scenario, reviews[scenario.id]) for scenario in topic.scenarios),
    )


def _of_scenario(scenario: Scenario, review: Review) -> ScenarioCount:
    return ScenarioCount(
        scenario.id,
        scenario.level,
        scenario.ask,
        ASKS[scenario.ask].judgment,
        questions_of(review.asked),
        len({each.path for each in review.asked}),
        review.guess,
        review.same_units,
        review.glance,
        review.level,
    )


def _mixed_set(entries: Mapping[str, Sequence[Entry]], seed: int) -> Iterator[Entry]:
    """A set over all topics, as docs/assets/quiz/address.js draws it: of each as many, and by lot one more."""
    names = sorted(entries, key=lambda name: spread(f"{seed}:{name}"))
    each, over = divmod(ITEMS_OF_A_SET, len(names))
    for place, name in enumerate(names):
        yield from bank_form(entries[name], each + (place < over), seed)


def written_report(count: BankCount) -> dict[str, Any]:
    """What the page on the bank shows: the goals, and the counts by topic."""
    over = {topic.topic: sum(1 for _ in _over(topic.scenarios)) for topic in count.topics}
    return {
        "questions": {"goal": QUESTIONS, "of_a_topic": QUESTIONS_OF_A_TOPIC, "counted": count.questions},
        "paths": {"goal": PATHS, "of_a_topic": PATHS_OF_A_TOPIC, "counted": count.paths},
        "vignettes": {"goal": VIGNETTES, "counted": count.vignettes},
        "judgment": {"goal": JUDGMENT, "counted": round(count.judgment, 2)},
        "guessed": {"goal": 0, "counted": sum(over.values())},
        "topics": {
            topic.topic: {
                "questions": topic.questions,
                "paths": topic.paths,
                "judgment": round(topic.judgment, 2),
                "alike_in_ten": topic.row,
                "guessed": over[topic.topic],
            }
            for topic in count.topics
        },
    }


def report_lines(count: BankCount, *, whole: bool) -> Iterator[str]:
    """The report in lines: topic by topic, with the goals in the head, and then what a guesser finds."""
    yield f"{'topic':<11} {'questions':>9} {'stems':>6} {'paths':>6} {'judgment':>9} {'alike in ten':>13}"
    least, paths, alike = f"≥ {QUESTIONS_OF_A_TOPIC}", f"≥ {PATHS_OF_A_TOPIC}", f"≤ {ALIKE_IN_A_ROW}"
    yield f"{'goal':<11} {least:>9} {'':>6} {paths:>6} {'':>9} {alike:>13}"
    for topic in count.topics:
        over = f"  ({topic.rows_over:.0%} of forms over)" if topic.rows_over else ""
        counts = f"{topic.questions:>9} {topic.stems:>6} {topic.paths:>6} {topic.judgment:>9.0%} {topic.row:>13}"
        yield f"{topic.topic:<11} {counts}{over}"
    if whole:
        yield f"{'in all':<11} {count.questions:>9} {count.stems:>6} {count.paths:>6} {count.judgment:>9.0%}"
        yield f"{'goal':<11} {f'≥ {QUESTIONS}':>9} {'':>6} {f'≥ {PATHS}':>6} {f'≥ {JUDGMENT:.0%}':>9}"
        yield f"{count.vignettes} vignettes (goal: ≥ {VIGNETTES}); judgment is that of {SETS} mixed sets of {ITEMS_OF_A_SET}."
    yield f"{count.twice} questions asked twice (goal: 0), {count.two_levels} at two levels (goal: 0)."
    yield ""
    if not whole:
        yield f"{'scenario':<34} level {'ask':<22} {'questions':>9} {'paths':>6}"
        for each in (each for topic in count.topics for each in topic.scenarios):
            ask = f"{each.ask}{' *' if each.judgment else ''}"
            level = f"{each.level}" if each.reckoned in {each.level, None} else f"{each.level} → {each.reckoned}"
            yield f"{each.scenario:<34} {level:>5} {ask:<22} {each.questions:>9} {each.paths:>6}"
        yield "* asks for judgment; → is the level that the way to the key has"
        yield ""
    yield from _guesses(count)


def _guesses(count: BankCount) -> Iterator[str]:
    scenarios = [each for topic in count.topics for each in topic.scenarios]
    tried = [each for each in scenarios if each.guess is not None]
    over = list(_over(tried))
    yield f"A guesser was tried on {len(tried)} scenarios and is beyond the bar in {len(over)} (goal: 0):"
    for each, guess in sorted(over, key=lambda pair: -pair[1].beyond):
        yield f"  {each.scenario}: {guess.said}"
    for each in scenarios:
        if each.glance > GLANCE:
            yield f"  {each.scenario}: GP, GO and 59 alone decide {each.glance:.0%} (goal: ≤ {GLANCE:.0%})"
        if each.same_units > GLANCE:
            yield f"  {each.scenario}: all options have the same units in {each.same_units:.0%} (goal: ≤ {GLANCE:.0%})"


def _over(scenarios: Iterable[ScenarioCount]) -> Iterator[tuple[ScenarioCount, Guess]]:
    for each in scenarios:
        if each.guess is not None and each.guess.beyond > each.guess.allowed:
            yield each, each.guess
