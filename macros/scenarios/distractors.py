"""Which distractors an item shows, of all that its misconceptions give: such that how the options look leads nobody to the key.

Of each thing that shows in options (how long they are, their place in an order, their modifiers, the words they share with the
stem and with each other) it falls by lot which rank the key has among them (where
others have the same, any rank among these is its own). Of the ways to choose, one is taken that comes near
to all of it. Over many items the key is then the longest as often as any other, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from macros.scenarios.draw import stable_hash
from macros.scenarios.looks import OF_ONE, alike, left_by_modifiers, likeness, shared_with, units_in
from macros.scenarios.misconceptions.misconception import WrongAnswer

MAX_DISTRACTORS, MIN_DISTRACTORS = 3, 2

MOST_OFFERED = 12
"""Distractors among which is chosen."""

MOST_WAYS = 120
"""Ways to choose that are tried."""

PLACE, SAME_UNITS, AT_A_GLANCE, FEWER_OPTIONS = 2.0, 20.0, 3.0, 0.5
"""What counts more than another look, or beside them: whether units or modifiers decide, and that a third distractor is there."""


@dataclass(frozen=True)
class Weights:
    """How much looks count, those of length and modifiers, of words shared with the stem and with the other options."""

    length: float
    modifiers: float
    shared: float
    alike: float


CLAIM, OTHER = Weights(3.0, 2.5, 1.5, 1.5), Weights(1.5, 1.0, 1.0, 1.0)

PARTS = 12
"""The rank that the key is to have falls among so many parts: of three options each is four of them, of four it is three."""

Written = tuple[Any, str, str | WrongAnswer]
"""A value, its text, and its feedback if it is right, or else the wrong answer itself."""

Order = Callable[[Any], Any]

Way = tuple[int, ...]
"""The places of the distractors that are chosen."""


def beside_one(key: Written, distinct: Sequence[Written], name: str, stem: str, order: Order | None) -> list[Written]:
    """Two or three distractors beside one right option. `name` is the question's id, from which the lots fall."""
    offered = _on_both_sides(key, distinct, order) if order else _offered(distinct)
    texts = [key[1], *(text for _, text, _ in offered)]
    # Claims are made of few words, so that more of what shows in them can be chosen.
    units = list(map(units_in, texts))
    weights = CLAIM if units[0] is not None and not order else OTHER
    looks = _looks(texts, stem, weights)
    if order:
        values = [order(value) for value, _, _ in (key, *offered)]
        looks.append((PLACE, [float(sorted(values).index(value)) for value in values]))
    pairs = [[alike(text, other) for other in texts] for text in texts]
    lots = _Lots(name)
    wanted = [lots.below(PARTS) for _ in range(len(looks) + 1)]
    if weights is CLAIM:
        wanted = [
            _rank(look, part) for look, part in zip([*(look for _, look in looks), list(map(sum, pairs))], wanted, strict=True)
        ]

    def cost_of(way: Way, limit: float) -> float:
        count = len(way) + 1
        cost = FEWER_OPTIONS * (len(way) < MAX_DISTRACTORS)
        for (weight, look), part in zip(looks, wanted, strict=False):
            mine, below, same = look[0], 0, 0
            for place in way:
                below += look[place] < mine
                same += look[place] == mine
            cost += weight * max(0, below - part * count // PARTS, part * count // PARTS - below - same)
            if cost >= limit:
                return cost
        shown = (0, *way)
        mine, *others = [round(sum([pairs[place][other] for other in shown]), 9) for place in shown]
        below, same = sum([score < mine for score in others]), others.count(mine)
        cost += weights.alike * max(0, below - wanted[-1] * count // PARTS, wanted[-1] * count // PARTS - below - same)
        if units[0] is not None:
            cost += SAME_UNITS * (len({units[place] for place in shown}) == 1)
            cost += AT_A_GLANCE * (left_by_modifiers([texts[place] for place in shown]) == [0])
        return cost

    # Where options have an order, fewer may be needed for the key to stand at its end.
    sizes = range(MAX_DISTRACTORS, MIN_DISTRACTORS - 1, -1) if order else (min(MAX_DISTRACTORS, len(offered)),)
    best = _cheapest([way for size in sizes for way in _ways(range(1, len(texts)), size, lots)], cost_of)
    return [offered[place - 1] for place in best]


def beside_several(right: Sequence[Written], distinct: Sequence[Written], name: str, stem: str) -> list[Written]:
    """Two or three distractors beside several right options, so that the longest and the like are right by lot alone."""
    offered = _offered(distinct)
    texts = [text for _, text, _ in (*right, *offered)]
    looks = [look for _, look in _looks(texts, stem, OTHER)]
    lots = _Lots(name)
    count = len(right) + MAX_DISTRACTORS
    wanted = [lots.below(count) < len(right) for _ in range(2 * len(looks) + 2)]
    of_right = tuple(range(len(right)))

    def cost_of(way: Way, limit: float) -> float:
        shown = (*of_right, *way)
        like = [0.0] * len(texts)
        for place, score in zip(shown, likeness([texts[place] for place in shown]), strict=True):
            like[place] = score
        cost = 0.0
        for i, look in enumerate((*looks, like)):
            of_key, of_others = [look[place] for place in of_right], [look[place] for place in way]
            highest, lowest = max(of_key) - max(of_others), min(of_others) - min(of_key)
            cost += _missed(highest, wanted[2 * i]) + _missed(lowest, wanted[2 * i + 1])
        return cost

    size = min(MAX_DISTRACTORS, len(offered))
    best = _cheapest(_ways(range(len(right), len(texts)), size, lots), cost_of)
    return [offered[place - len(right)] for place in best]


class _Lots:
    """Numbers that fall by lot, the same for the same question on every machine."""

    def __init__(self, name: str):
        self._left = int(stable_hash(name, "choice"), 16)

    def below(self, count: int) -> int:
        self._left, lot = divmod(self._left, count)
        return lot


def _ways(places: range, size: int, lots: _Lots) -> Iterator[Way]:
    """Ways to choose so many places, in an order that falls by lot, and no more than are tried."""
    ways = list(combinations(places, size))
    if not ways:
        return
    step = next(step for step in (29, 31, 37, 41) if len(ways) % step)
    begin = lots.below(len(ways))
    for turn in range(min(MOST_WAYS, len(ways))):
        yield ways[(begin + turn * step) % len(ways)]


def _cheapest(ways: Iterable[Way], cost_of: Callable[[Way, float], float]) -> Way:
    """The way that costs least, or the first that costs next to nothing."""
    best: Way = ()
    least = float("inf")
    for way in ways:
        cost = cost_of(way, least)
        if cost < least:
            best, least = way, cost
        if cost < 1:
            break
    return best


def _rank(look: Sequence[float], part: int) -> int:
    """The rank that the key is to have, as a part; where no distractor has more, or none has less, with as many ties as can be.

    Such keys lead all others or trail behind them whatever is chosen. Where it can be chosen, keys therefore do so a little less
    often than others.
    """
    key, *others = look
    if key >= max(others):
        return 0
    if key <= min(others):
        return PARTS - 1
    return {PARTS // 6: PARTS // 4, PARTS - 1 - PARTS // 6: PARTS - 1 - PARTS // 4}.get(part, part)


def _missed(lead: float, wanted: bool) -> float:
    """0 where the right options lead as the lot has it, 1 where they do the opposite, one half where they draw level."""
    return abs((lead > 0) + (lead == 0) / 2 - wanted)


def _offered(distinct: Sequence[Written]) -> list[Written]:
    """The first distractors, and of those after them the shortest and the longest."""
    by_length = sorted(distinct[MOST_OFFERED:], key=lambda option: len(option[1]))
    offered = {option[1]: option for option in (*distinct[:MOST_OFFERED], *by_length[:1], *by_length[-1:])}
    return list(offered.values())


def _on_both_sides(key: Written, distinct: Sequence[Written], order: Order) -> list[Written]:
    """The first distractors that come before the key in their order, and the first that come after it."""
    lower = [option for option in distinct if order(option[0]) < order(key[0])]
    higher = [option for option in distinct if order(option[0]) > order(key[0])]
    return [*lower[: MAX_DISTRACTORS + 1], *higher[: MAX_DISTRACTORS + 1]]


def _looks(texts: Sequence[str], stem: str, weights: Weights) -> list[tuple[float, Sequence[float]]]:
    """What shows in each option, as far as they differ in it, and how much it counts."""
    of_one = {"length": weights.length, "modifiers": weights.modifiers}
    looks = [(of_one.get(name, 1.0), [float(look(text)) for text in texts]) for name, look in OF_ONE.items()]
    looks.append((weights.shared, [shared_with(stem, text) for text in texts]))
    return [(weight, look) for weight, look in looks if len(set(look)) > 1]
