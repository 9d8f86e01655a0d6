"""What every format gives back: the file, and what it could not carry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from macros.exports.cover import Cover
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item

if TYPE_CHECKING:
    from macros.exports.pieces import Frame, Pieces

T = TypeVar("T")


class NotCarried(Exception):
    """A format cannot carry an item as it is; its message is the reason, as readers see it after `for`."""


class Unavailable(Exception):
    """A format needs what this machine does not have; the message says what, and what to do."""


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


def category_of(item: Item) -> str:
    """Where formats with categories put an item: with its topic, or with the other parts of its case."""
    return f"cases/{item.case.id}" if item.case else item.topic


def by_category(items: Sequence[Item]) -> list[Item]:
    """The items category by category, in the order in which each first appears."""
    places = {category: place for place, category in enumerate(dict.fromkeys(map(category_of, items)))}
    return sorted(items, key=lambda item: places[category_of(item)])


NAME_LENGTH = 60
"""Characters of a question's own words in its name."""


def readable_name(item: Item) -> str:
    """What a question is called in a list: its topic or case, its scenario, its draw, and how it ends. No two share a name."""
    asked = one_line_text(item.stem)
    short = asked if len(asked) <= NAME_LENGTH else f"…{asked[-NAME_LENGTH:].partition(' ')[2]}"
    if item.case:
        return f"{item.case.title}, {item.case.part} of {item.case.parts}: {short}"
    draw = item.id.rpartition("-")[2]
    return f"{item.topic}, {item.scenario.replace('-', ' ')} ({draw}): {short}"


def one_line_text(text: str) -> str:
    """Markdown of ours on one line, without its marks."""
    return " ".join(printable(text).replace("**", "").split())


NUMBER_ALONE = "Write the number alone, without a dollar sign or a comma."
LARGE = 1000


def number_alone(item: Item) -> Item:
    """The item; where a number may be large, with how it is typed: readers grade $1,089 as wrong, or as a bit more than 1."""
    if item.kind == NUMBER and any(field.maximum >= LARGE for field in item.fields):
        return replace(item, stem=f"{item.stem}\n\n{NUMBER_ALONE}")
    return item


_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text without control characters, which no format shows and for which XML readers refuse the whole file, nor those
    that turn the direction of what follows, so that a reader sees other words than a grader.

    Tabs and the ends of lines are kept.
    """
    return _CONTROL.sub("", text)


BEYOND = "beyond"
"""Stands in place of the kind of a question that is left out because there are too many."""

KIND_NAMES = {
    SINGLE: "with one right answer",
    MULTIPLE: "with several right answers",
    NUMBER: "that asks for a number",
    CLAIM_LINES: "with a claim to fill in",
    MATCH: "to match",
    ORDER: "to put in order",
    FIND: "on a note",
    BEYOND: "at the end",
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
    file of items and a cover. A format whose files are put together of pieces, and so in the browser too, gives the `frame` and
    what an item adds to it (macros/exports/pieces.py), and how many items it holds at `most`, where it does not hold any number.
    `largest` is how many bytes its readers take, where they fail at more. `passes` says whether a score passes or fails there.
    """

    name: str
    suffix: str
    about: str
    kinds: Mapping[str, Callable[[Item], Any]]
    write: Callable[[Sequence[Item], Cover], Exported]
    frame: Callable[[Cover], Frame] | None = None
    pieces: Callable[[Item, Cover], Pieces] | None = None
    most: int | None = None
    largest: int | None = None
    passes: bool = False


def in_parts(format: Format, items: Sequence[Item], cover: Cover) -> list[tuple[str, Exported]]:
    """What is too large for its readers, as a file with a name for each topic and case; a topic too large, as several."""
    parts = []
    for category in dict.fromkeys(map(category_of, items)):
        name = category.replace("/", "-")
        files = list(_halved(format, [item for item in items if category_of(item) == category], cover))
        parts += [(f"{name}-{number}" if len(files) > 1 else name, made) for number, made in enumerate(files, start=1)]
    return parts


def _halved(format: Format, items: Sequence[Item], cover: Cover) -> Iterator[Exported]:
    made = format.write(items, cover)
    if format.largest is None or len(made.content) <= format.largest or len(items) < 2:
        yield made
        return
    middle = len(items) // 2
    yield from _halved(format, items[:middle], cover)
    yield from _halved(format, items[middle:], cover)
