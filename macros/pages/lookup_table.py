"""Every answer that a form can ask a rule for, worked out before the page is read, in a table that a browser walks.

The table is a decision diagram: at each node one feature is looked at, and its value leads to the next node or to an answer.
What leads to the same place is one node, so that tens of thousands of combinations of values take a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer", bound=Hashable)


class Open(Exception):
    """A rule looked at a feature that has no value yet."""

    def __init__(self, feature: str):
        super().__init__(feature)
        self.feature = feature


class Values:
    """Values of some features. To look at one of the others raises Open, so that the rule shows what it depends on."""

    def __init__(self, known: Mapping[str, Any]):
        self._known = known

    def __getattr__(self, feature: str) -> Any:
        try:
            return self._known[feature]
        except KeyError:
            raise Open(feature) from None


@dataclass(frozen=True)
class LookupTable(Generic[Answer]):
    """The answers, each once, and the way to them.

    A node is the number of a feature, then for each of its values in order where it leads: to the node of that number, or,
    where the number is negative, to an answer, -1 being the first. `start` is where a walk begins.
    """

    features: Mapping[str, Sequence[Any]]
    nodes: Sequence[Sequence[int]]
    answers: Sequence[Answer]
    start: int

    def as_json(self, written: Callable[[Answer], Any]) -> dict[str, Any]:
        """The table as data; `written` is what stands for an answer."""
        return {
            "features": {name: list(values) for name, values in self.features.items()},
            "nodes": [list(node) for node in self.nodes],
            "answers": [written(answer) for answer in self.answers],
            "start": self.start,
        }


def lookup_table(features: Mapping[str, Sequence[Any]], answer: Callable[[Any], Answer]) -> LookupTable[Answer]:
    """The table of what `answer` returns for every combination of the values; it reads them as attributes of what it is given."""
    numbers = {name: number for number, name in enumerate(features)}
    answers: dict[Answer, int] = {}
    nodes: dict[tuple[int, ...], int] = {}

    def place(known: Mapping[str, Any]) -> int:
        try:
            return -1 - answers.setdefault(answer(Values(known)), len(answers))
        except Open as left:
            feature = left.feature
        places = [place({**known, feature: value}) for value in features[feature]]
        if len(set(places)) == 1:
            return places[0]
        return nodes.setdefault((numbers[feature], *places), len(nodes))

    start = place({})
    return LookupTable(features, list(nodes), list(answers), start)
