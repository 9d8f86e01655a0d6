"""A student who knows no rule and is good at tests: how far the looks of the options lead to the key.

Each strategy scores the options of a question, by their length, place, words or modifiers, and takes the highest. A guesser
learns which strategy works on one half of a scenario's questions, and is tried on the other: what chance brings does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.scenarios.draw import stable_hash
from macros.scenarios.item import FIND, MULTIPLE, SINGLE, Item
from macros.scenarios.looks import absolutes, hedges, left_by_modifiers, likeness, modifiers, shared_with, units_in

BAR = 0.05
"""How far beyond chance the looks of options may lead to the key."""

ENOUGH = 12
"""Fewer questions than this show no pattern."""

FEW = 0.5
"""Of few questions a pattern may show by chance alone: this, divided by the root of their number, is allowed beside."""

_FIGURE = re.compile(r"\d")

Scores = list[float]


@dataclass(frozen=True)
class Guess:
    """How the best strategy did on the questions that it was not chosen on, beside chance."""

    strategy: str
    share: float
    chance: float
    questions: int

    @property
    def beyond(self) -> float:
        """How far beyond chance it leads."""
        return self.share - self.chance

    @property
    def allowed(self) -> float:
        """How far it may lead, with what so few questions bring by chance."""
        return float(BAR + FEW / max(1, self.questions) ** 0.5)

    @property
    def said(self) -> str:
        """`the longest option is right in 71% of 400 questions, by chance in 25%`"""
        return f"{self.strategy} is right in {self.share:.0%} of {self.questions} questions, by chance in {self.chance:.0%}"

    def as_json(self) -> dict[str, Any]:
        """The guess in its public JSON form."""
        shares = {"right": round(self.share, 3), "chance": round(self.chance, 3)}
        return {"strategy": self.strategy, **shares, "questions": self.questions}


def guess(items: Sequence[Item]) -> Guess | None:
    """What the guesser reaches over the questions of a scenario; None where too few of them have options to be guessed at."""
    offered = [item for item in items if item.kind in {SINGLE, FIND, MULTIPLE}]
    if len(offered) < ENOUGH:
        return None
    halves: tuple[list[Item], list[Item]] = ([], [])
    for item in offered:
        halves[int(stable_hash(item.id, "half")[:2], 16) % 2].append(item)
    if not all(halves):
        return None
    right = [{name: sum(_hit(item, scores) for item in half) for name, scores in STRATEGIES.items()} for half in halves]
    chance = sum(sum(option.correct for option in item.options) / len(item.options) for item in offered) / len(offered)
    best = [max(STRATEGIES, key=lambda name: hits[name] / len(half)) for hits, half in zip(right, halves, strict=True)]
    hits = right[1][best[0]] + right[0][best[1]]
    overall = max(set(best), key=lambda name: right[0][name] + right[1][name])
    return Guess(overall, hits / len(offered), chance, len(offered))


def same_units(items: Sequence[Item]) -> float:
    """The share of questions on claim lines whose options all have the same units in all: none is decided by counting."""
    on_lines = _on_lines(items)
    return sum(len({units_in(option.text) for option in item.options}) == 1 for item in on_lines) / (len(on_lines) or 1)


def glance(items: Sequence[Item]) -> float:
    """The share of questions on claim lines in which the key alone is left after a look at GP, GO and 59."""
    on_lines = _on_lines(items)
    left = [(item, left_by_modifiers([option.text for option in item.options])) for item in on_lines]
    return sum(len(places) == 1 and item.options[places[0]].correct for item, places in left) / (len(on_lines) or 1)


def _on_lines(items: Sequence[Item]) -> list[Item]:
    """The questions of one right answer whose options are claims with modifiers."""
    return [
        item
        for item in items
        if item.kind == SINGLE and any(units_in(option.text) and modifiers(option.text) for option in item.options)
    ]


def _hit(item: Item, scores: Callable[[Item], Scores]) -> float:
    """How often somebody is right who takes an option with the highest score, by lot where several have it."""
    scored = scores(item)
    best = max(scored)
    taken = [option.correct for option, score in zip(item.options, scored, strict=True) if score > best - 1e-9]
    return sum(taken) / len(taken)


def _of_text(score: Callable[[str], float]) -> Callable[[Item], Scores]:
    return lambda item: [score(option.text) for option in item.options]


def _at(place: int) -> Callable[[Item], Scores]:
    """The option at a place; of options without an order of their own the place changes with each view."""
    return lambda item: [float(item.ordered and i == place % len(item.options)) for i in range(len(item.options))]


def _middle(item: Item) -> Scores:
    if not item.ordered:
        return [0.0] * len(item.options)
    return [-abs(i - (len(item.options) - 1) / 2) for i in range(len(item.options))]


def _shared_with_stem(item: Item) -> Scores:
    return [shared_with(item.full_text, option.text) for option in item.options]


def _alike(item: Item) -> Scores:
    return likeness([option.text for option in item.options])


def _odd(item: Item) -> Scores:
    return [-score for score in _alike(item)]


def _only_of_its_form(item: Item) -> Scores:
    """The one that begins with another word than the others, which agree, or that alone has or lacks a figure."""
    scores = [0.0] * len(item.options)
    for form in (lambda text: text.split()[0].lower(), lambda text: str(bool(_FIGURE.search(text)))):
        forms = [form(option.text) for option in item.options]
        if len(set(forms)) == 2:
            for i, each in enumerate(forms):
                scores[i] += forms.count(each) == 1
    return scores


def _reversed(scores: Callable[[Item], Scores]) -> Callable[[Item], Scores]:
    return lambda item: [-score for score in scores(item)]


STRATEGIES: Mapping[str, Callable[[Item], Scores]] = {
    "the longest option": _of_text(len),
    "the shortest option": _of_text(lambda text: -len(text)),
    "the option in first place": _at(0),
    "the option in second place": _at(1),
    "the option in third place": _at(2),
    "the option in last place": _at(-1),
    "the option in the middle": _middle,
    "the option with most words of the stem": _shared_with_stem,
    "the option with fewest words of the stem": _reversed(_shared_with_stem),
    "the option with most modifiers": _of_text(modifiers),
    "the option with fewest modifiers": _of_text(lambda text: -modifiers(text)),
    "the option that hedges": _of_text(hedges),
    "the option without always or never": _of_text(lambda text: -absolutes(text)),
    "the option most like the others": _alike,
    "the option least like the others": _odd,
    "the only option of its form": _only_of_its_form,
}
"""Each way to guess by its name in messages."""
