"""What a page needs to put an assignment together, and the questions that an assignment names.

A name is the id of a question or of a draw of a case; its topic may stand before it, as in the address of an assignment:
`units:two-timed-codes-4a57a086`, `case-numb-feet:numb-feet-1c2d3e4f`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from macros.exports import FORMATS
from macros.exports.cover import PASSING
from macros.exports.format import KIND_NAMES
from macros.exports.pieces import too_many
from macros.guide import Guide
from macros.pages.case_page import case_pool, draws_shown
from macros.pages.pieces import OF_CASE, OFFERED, case_pieces, frame_files, frames_of, topic_pieces
from macros.pages.settings import settings
from macros.rules.refused import Refused
from macros.scenarios.bank import Entry
from macros.scenarios.case import Case
from macros.scenarios.item import Item

INDEX = "index.json"
"""The file beside the pieces that names them. Its own name never changes, so that no page need be made anew with a piece."""


def index(guide: Guide) -> str:
    """The index: the formats with their frames, the file of pieces of each topic and case, and the pools of the cases."""
    topics = [guide.quizzes.topic(topic.id) for topic in guide.quizzes.headings_and_past]
    formats = []
    for name, frame in frames_of(guide).items():
        format = FORMATS[name]
        formats.append(
            {
                "name": name,
                "label": OFFERED[name],
                "suffix": format.suffix,
                "frame": frame.as_json() | {"files": {}},
            }
            | ({"most": format.most, "beyond": too_many(format.most)} if format.most is not None else {})
            | ({"files": frame_files(frame).name} if frame.files else {})
        )
    made = {topic.id: topic_pieces(guide, topic) for topic in topics}
    made |= {f"{OF_CASE}{case.id}": case_pieces(guide, case) for case in guide.quizzes.cases}
    pieces = {name: {format_name: file.name for format_name, file in files.items()} for name, files in made.items()}
    cases = {
        case.id: {"title": case.title, "pool": f"cases/{case_pool(guide, case).listed.name}"} for case in guide.quizzes.cases
    }
    whole = {"guide": settings(guide.root).name, "formats": formats, "passing": PASSING, "kinds": KIND_NAMES}
    return json.dumps({**whole, "pieces": pieces, "cases": cases}, ensure_ascii=False)


def items_named(guide: Guide, names: Iterable[str]) -> list[Item]:
    """The items of an assignment in its order, a draw of a case with all its parts. Refuses a name that gives none."""
    return [item for name in dict.fromkeys(names) for item in _named(guide, name)]


def _named(guide: Guide, name: str) -> Iterator[Item]:
    home, _, own = name.rpartition(":")
    case = _case(guide, home, own)
    if case is not None:
        yield from _drawn(guide, case, own)
        return
    topics = [topic.id for topic in guide.quizzes.headings_and_past if home in {"", topic.id}]
    if not topics:
        raise Refused(f"`{name}`: there is no topic or case `{home}`", "take names from the link of an assignment")
    yield _item(_entry(guide, topics, name, own))


def _case(guide: Guide, home: str, own: str) -> Case | None:
    wanted = home.removeprefix(OF_CASE) if home.startswith(OF_CASE) else "" if home else own.rpartition("-")[0]
    return next((case for case in guide.quizzes.cases if case.id == wanted), None)


def _drawn(guide: Guide, case: Case, own: str) -> tuple[Item, ...]:
    for drawn in draws_shown(guide, case):
        if drawn.id == own:
            return drawn.items
    raise Refused(f"the case {case.id} is no longer drawn as `{own}`", "draw it anew on the page for trainers, or take it out")


def _entry(guide: Guide, topics: Iterable[str], name: str, own: str) -> Entry:
    for topic in topics:
        for entry in guide.bank.entries(topic):
            if entry.id == own:
                return entry
    raise Refused(f"there is no question `{name}`", "take names from the link of an assignment, or from `guide quiz --json`")


def _item(entry: Entry) -> Item:
    if entry.item is None:
        raise Refused(f"the question `{entry.id}` was withdrawn: {entry.withdrawn}", "take another, or leave it out")
    return entry.item
