"""What every format gives back: the file, and what it could not carry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from macros.exports.cover import Cover
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item

T = TypeVar("T")


class NotCarried(Exception):
    """A format cannot carry an item as it is; its message is the reason, as readers see it after `for`."""


def not_carried(why: str) -> Callable[[Item], NoReturn]:
    """The cell of a kind that a format never carries."""

    def refuse(item: Item) -> NoReturn:
        raise NotCarried(why)

    return refuse


@dataclass(frozen=True)
class LeftOut:
    """An item that a format cannot carry as it is, and why. It is left out, never bent."""

    item: str
    kind: str
    why: str


def carried(items: Iterable[Item], written: Callable[[Item], T], left_out: list[LeftOut]) -> Iterator[tuple[Item, T]]:
    """Each item with what was written of it. Those that cannot be written are added to `left_out`."""
    for item in items:
        try:
            result = written(item)
        except NotCarried as reason:
            left_out.append(LeftOut(item.id, item.kind, str(reason)))
        else:
            yield item, result


def by_topic(items: Sequence[Item]) -> list[Item]:
    """The items topic by topic, in the order in which each topic first appears: for formats with categories."""
    topics = {topic: place for place, topic in enumerate(dict.fromkeys(item.topic for item in items))}
    return sorted(items, key=lambda item: topics[item.topic])


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without control characters, which no format shows and for which XML readers refuse the whole file.

    Tabs and the ends of lines are kept.
    """
    return _CONTROL.sub("", text)


KIND_NAMES = {
    SINGLE: "with one right answer",
    MULTIPLE: "with several right answers",
    NUMBER: "that asks for a number",
    CLAIM_LINES: "with a claim to fill in",
    MATCH: "to match",
    ORDER: "to put in order",
    FIND: "on a note",
}
"""What a question of each kind is called where readers see that it is left out."""


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
    """What is left out, counted by kind and reason."""
    counts = Counter((entry.kind, entry.why) for entry in left_out)
    return [Reason(kind, why, count) for (kind, why), count in sorted(counts.items())]


@dataclass(frozen=True)
class Exported:
    """The bytes of a file, and the items that are not in it. The same items always give the same bytes."""

    content: bytes
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Format:
    """A format: its name on the command line, how its files end, what it is for, and how it writes items.

    `kinds` has a cell for every kind of item: the function that writes its answers, or `not_carried`. `write` makes the whole
    file of items and a cover.
    """

    name: str
    suffix: str
    about: str
    kinds: Mapping[str, Callable[[Item], Any]]
    write: Callable[[Sequence[Item], Cover], Exported]
