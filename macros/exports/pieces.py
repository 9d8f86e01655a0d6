"""Files put together of pieces, one an item. The browser puts the same pieces together in the same way, to the byte.

A format writes what each item adds, and a frame that holds it: nothing in the frame depends on the items but their topics. So a
site can offer the pieces of every item, and a form of any items can be made of them without this program
(docs/assets/assignment/package.js).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from macros.exports.cover import Cover
from macros.exports.format import BEYOND, Exported, LeftOut, by_category, carried, category_of, printable
from macros.scenarios.draw import spread
from macros.scenarios.item import Item

TITLE, FORM, CATEGORY = "@title@", "@form@", "@category@"
"""Stand in a head or a tail for the title of the form and for a name that the same items in the same order always have; and in
what comes before the first item of a category, for its name."""

PASSING, SHARE = "@passing@", "@share@"
"""Stand in a head for the score that passes, of a hundred and of one."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""How a document of XML begins."""

BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
"""What an archive says of when its files were made: the earliest that it can, always."""


@dataclass(frozen=True)
class Document:
    """A text to which each item adds a piece: what comes before them all, after them, and before the first of each category."""

    name: str
    head: str
    tail: str
    of_category: str = ""
    xml: bool = True

    def filled(self, pieces: Iterable[tuple[str, str]], cover: Cover, form: str) -> str:
        """The whole text. Each piece comes with the category of its item."""
        title = printable(cover.title)
        values = {FORM: form, PASSING: str(cover.passing), SHARE: f"{cover.passing / 100:.2f}"}
        values[TITLE] = escape(title) if self.xml else title  # comes last, for it may hold anything
        head, tail = self.head, self.tail
        for name, value in values.items():
            head, tail = head.replace(name, value), tail.replace(name, value)
        text = [head]
        last = None
        for category, piece in pieces:
            if self.of_category and category != last:
                last = category
                text.append(self.of_category.replace(CATEGORY, category))
            text.append(piece)
        return "".join([*text, tail])


@dataclass(frozen=True)
class Frame:
    """What holds the pieces of a form: one document, or an archive of several with the files of the items beside them.

    `files` are the same in every form, by their paths.
    """

    documents: tuple[Document, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    archive: bool = True

    def as_json(self) -> dict[str, Any]:
        """The frame as the browser reads it."""
        documents = [
            {"name": each.name, "head": each.head, "tail": each.tail, "category": each.of_category, "xml": each.xml}
            for each in self.documents
        ]
        return {"documents": documents, "files": dict(self.files), "archive": self.archive}


@dataclass(frozen=True)
class Pieces:
    """What an item adds to a form: a piece for each document, by its name, and files of its own, by their paths."""

    documents: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The pieces as the browser reads them."""
        return {"documents": dict(self.documents), **({"files": dict(self.files)} if self.files else {})}


def always(frame: Frame) -> Callable[[Cover], Frame]:
    """A frame that is the same whatever its cover."""
    return lambda cover: frame


def name_of_form(items: Sequence[Item]) -> str:
    """A short name that the same items in the same order always have."""
    return f"{spread(' '.join(item.id for item in items)):08x}"


def assembled(frame: Frame, pieces: Sequence[tuple[Item, Pieces]], cover: Cover) -> bytes:
    """The file of a form: its items with what each adds, in their order."""
    form = name_of_form([item for item, _ in pieces])
    texts = {}
    for document in frame.documents:
        parts = ((category_of(item), added.documents.get(document.name, "")) for item, added in pieces)
        texts[document.name] = document.filled(parts, cover, form)
    if not frame.archive:
        (text,) = texts.values()
        return text.encode()
    return archive({**frame.files, **texts, **{path: text for _, added in pieces for path, text in added.files.items()}})


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of files by their paths. The same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as opened:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, BEGINNING_OF_TIME)
            entry.create_system = 0  # else the bytes would tell the machine
            opened.writestr(entry, content)
    return made.getvalue()


def writer(
    frame_of: Callable[[Cover], Frame], of_item: Callable[[Item, Cover], Pieces], most: int | None = None
) -> Callable[[Sequence[Item], Cover], Exported]:
    """The function that writes a form as pieces in a frame, of so many items at most."""

    def write(items: Sequence[Item], cover: Cover) -> Exported:
        frame = frame_of(cover)
        within = items if most is None else _first(items, most)
        left_out = [LeftOut(item.id, BEYOND, too_many(most)) for item in items[len(within) :]] if most is not None else []
        ordered = by_category(within) if any(document.of_category for document in frame.documents) else within
        made = list(carried(ordered, lambda item: of_item(item, cover), left_out))
        return Exported(assembled(frame, made, cover), tuple(left_out))

    return write


def too_many(most: int) -> str:
    """Why a question is left out of a format that holds so many."""
    return f"a session holds {most} questions at most"


def _first(items: Sequence[Item], most: int) -> Sequence[Item]:
    """The first items, as many as may be; a case with all its parts or with none."""
    count = min(most, len(items))
    while 0 < count < len(items) and (case := items[count].case) and case.part > 1:
        count -= 1
    return items[:count]
