"""What each question of the bank adds to a file of each format: from it the browser puts an assignment together.

One file for a topic or a case and a format, fetched only when somebody downloads. It is packed, for the same words come in every
piece; its name holds a hash of its content, so that a page never meets pieces of other data.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from macros.exports import FORMATS, NotCarried
from macros.exports.cover import Cover
from macros.exports.format import category_of
from macros.exports.pieces import Frame
from macros.guide import Guide
from macros.pages.case_page import draws_shown
from macros.pages.cover import cover_of
from macros.pages.pools import GENERATED
from macros.scenarios.case import Case
from macros.scenarios.draw import stable_hash
from macros.scenarios.item import Item
from macros.scenarios.topic import Topic

PIECES = GENERATED / "pieces"

OF_CASE = "case-"
"""How the name of a case begins where topics and cases stand side by side."""

OFFERED = {
    "moodle-4.4": "Moodle 4.4 and later",
    "moodle": "Moodle 4.3",
    "qti12": "Canvas and others (QTI 1.2)",
    "imscc": "Common Cartridge 1.1",
    "qti21": "QTI 2.1",
    "qti30": "QTI 3.0",
    "scorm12": "SCORM 1.2",
    "scorm2004": "SCORM 2004",
    "gift": "GIFT",
    "anki-text": "Anki (text to import)",
    "csv": "Table (CSV)",
}
"""The formats that a page offers, the most asked for first."""


ALIKE = {name: next(first for first in OFFERED if FORMATS[first].pieces is FORMATS[name].pieces) for name in OFFERED}
"""The first format to which an item adds the same as to each: they share one file of pieces."""

WRITTEN = tuple(dict.fromkeys(ALIKE.values()))


@dataclass(frozen=True)
class Packed:
    """A file of pieces: its name, and what is in it."""

    name: str
    content: bytes


def frames_of(guide: Guide) -> dict[str, Frame]:
    """What holds the pieces of a form in each format that a page offers."""
    cover = cover_of(guide, "")
    frames = {name: FORMATS[name].frame for name in OFFERED}
    return {name: frame(cover) for name, frame in frames.items() if frame}


def frame_files(frame: Frame) -> Packed:
    """The files that every form of a format has, as a file beside its pieces: formats with the same ones share it."""
    text = json.dumps(dict(frame.files), ensure_ascii=False).encode()
    return Packed(f"frame-{hashlib.sha256(text).hexdigest()[:12]}.pieces", gzip.compress(text, mtime=0))


def topic_pieces(guide: Guide, topic: Topic) -> dict[str, Packed]:
    """The pieces of what can be asked of a topic, by the format."""
    return guide.kept.result(f"pieces {topic.id}", lambda: _packed(guide, topic.id, _items_of_topic(guide, topic.id)))


def case_pieces(guide: Guide, case: Case) -> dict[str, Packed]:
    """The pieces of each draw of a case that its page can show, by the format."""
    return guide.kept.result(f"case-pieces {case.id}", lambda: _packed(guide, OF_CASE + case.id, _items_of_case(guide, case.id)))


def _items_of_topic(guide: Guide, name: str) -> Iterable[Item]:
    return (entry.item for entry in guide.bank.entries(name) if entry.item)


def _items_of_case(guide: Guide, name: str) -> Iterable[Item]:
    return (item for drawn in draws_shown(guide, guide.quizzes.case(name)) for item in drawn.items)


def _packed(guide: Guide, name: str, items: Iterable[Item]) -> dict[str, Packed]:
    by_scenario: dict[str, list[Item]] = {}
    for item in items:
        by_scenario.setdefault(item.scenario, []).append(item)
    written = [_written(guide, of_scenario) for of_scenario in by_scenario.values()]
    made = {}
    for format_name in WRITTEN:
        text = f"{{{','.join(pieces[format_name] for pieces in written)}}}".encode()
        digest = hashlib.sha256(text).hexdigest()[:12]
        made[format_name] = Packed(f"{format_name}-{name}-{digest}.pieces", gzip.compress(text, mtime=0))
    return {format_name: made[first] for format_name, first in ALIKE.items()}


def _written(guide: Guide, items: Sequence[Item]) -> dict[str, str]:
    """The pieces of a scenario's items as members of a JSON object, by the format.

    They are kept under a hash of the items, so that a change of one scenario writes no other's anew.
    """

    def made() -> dict[str, str]:
        cover = cover_of(guide, "")
        return {
            name: json.dumps(
                {item.id: {"category": category_of(item), **_added(name, item, cover)} for item in items},
                ensure_ascii=False,
                separators=(",", ":"),
            )[1:-1]
            for name in WRITTEN
        }

    return guide.kept.result(f"pieces of {items[0].scenario} {stable_hash(*map(repr, items))}", made)


def _added(format_name: str, item: Item, cover: Cover) -> dict[str, Any]:
    """What an item adds to a file of a format, or why the format cannot carry it."""
    add = FORMATS[format_name].pieces
    assert add
    try:
        return {"pieces": add(item, cover).as_json()}
    except NotCarried as reason:
        return {"kind": item.kind, "why": str(reason)}
