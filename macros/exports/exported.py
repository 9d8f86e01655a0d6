"""What every export gives back: the file, and what could not be carried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from macros.scenarios.item import Item


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


@dataclass(frozen=True)
class Exported:
    """The bytes of a file, and the items that are not in it. The same items always give the same bytes."""

    content: bytes
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Format:
    """A format: its name on the command line, what it is for, and how items become its file. `title` names the form."""

    name: str
    suffix: str
    about: str
    write: Callable[[Sequence[Item], str], Exported]
