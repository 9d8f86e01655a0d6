"""What every export gives back: the file, and what could not be carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from macros.exports.cover import Cover
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item


def by_topic(items: Sequence[Item]) -> list[Item]:
    """The items topic by topic, in the order in which each topic first appears: for formats with categories."""
    topics = list(dict.fromkeys(item.topic for item in items))
    return sorted(items, key=lambda item: topics.index(item.topic))


@dataclass(frozen=True)
class LeftOut:
    """An item that a format cannot carry as it is, and why. It is left out, never bent."""

    item: str
    kind: str
    why: str


KIND_NAMES = {
    SINGLE: "with one right answer",
    MULTIPLE: "with several right answers",
    NUMBER: "that asks for a number",
    CLAIM_LINES: "with a claim to fill in",
    MATCH: "to match",
    ORDER: "to put in order",
    FIND: "on a note",
}
"""What a question of each kind is called where its being left out is told."""


@dataclass(frozen=True)
class Reason:
    """Why so many items of a kind are left out."""

    kind: str
    why: str
    count: int

    @property
    def text(self) -> str:
        """The reason with its number, for a reader."""
        return f"{self.count} {KIND_NAMES[self.kind]}, for {self.why}"


def reasons(left_out: Iterable[LeftOut]) -> list[Reason]:
    """What is left out, counted by kind and reason: for whoever is told of it."""
    counted = Counter((each.kind, each.why) for each in left_out)
    return [Reason(kind, why, count) for (kind, why), count in sorted(counted.items())]


@dataclass(frozen=True)
class Exported:
    """The bytes of a file, and the items that are not in it. The same items always give the same bytes."""

    content: bytes
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Format:
    """A format: its name on the command line, what it is for, and how items and a cover become its file."""

    name: str
    suffix: str
    about: str
    write: Callable[[Sequence[Item], Cover], Exported]
