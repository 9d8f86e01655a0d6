"""Item pools: the bank as the player reads it. A pool says what may be drawn of a topic or a case; the HTML of its questions is
in files of their own, of which a page fetches those that it shows.

A pool's name holds a hash of its content, and so do the names of the files that it names. So a page never meets a pool of other
data or of older markup, nor questions of another pool.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.guide import Guide
from macros.pages.item_form import item_form
from macros.pages.written import written
from macros.rules.units import MEDICARE
from macros.scenarios.bank import Entry
from macros.scenarios.draw import stable_hash
from macros.scenarios.item import Item
from macros.scenarios.topic import Topic

GENERATED = Path("docs") / "generated"
"""The folder of what is written beside the pages before a build."""

QUESTIONS = GENERATED / "questions"

FULL = 40_000
"""Characters beyond which a file takes no other question. So it holds some ten, which are about 4 kB compressed; ten questions of
ten scenarios are as many files."""

OWN = 8
"""Signs of an id that are its own, after the name of its scenario or case."""

EMPTY = {"level": 0, "edition": 0, "judged": 0, "past": 0, "records": [], "payer": "", "kind": "", "withdrawn": "", "file": 0}
"""What a pool says of a question, and leaves out where it is this of all questions of a scenario."""


@dataclass(frozen=True)
class Written:
    """A file beside the pages: its name, and what is in it."""

    name: str
    content: str


@dataclass(frozen=True)
class Pool:
    """What may be drawn, and the files of questions that it names."""

    listed: Written
    questions: tuple[Written, ...]


@dataclass(frozen=True)
class Pooled:
    """A question or a draw of a case: what drawing and finding need to know, and its HTML, which it lacks once withdrawn."""

    scenario: str
    id: str
    known: Mapping[str, Any]
    html: str | None


def payer_of(item: Item) -> str:
    """Whose rules a question is about: "medicare", or "other" where another payer's come in; "" where it names no payer."""
    if item.rule not in {None, MEDICARE}:
        return "other"
    if item.rule == MEDICARE or "Medicare" in item.stem:
        return "medicare"
    return "other" if "payer" in item.stem else ""


def pool(guide: Guide, topic: Topic) -> Pool:
    """A topic's pool."""
    return guide.kept.result(f"pool {topic.id}", lambda: _pool(guide, topic.id))


def _pool(guide: Guide, name: str) -> Pool:
    return pool_of(name, "questions/", (_pooled(guide, entry) for entry in guide.bank.entries(name)))


def _pooled(guide: Guide, entry: Entry) -> Pooled:
    known: dict[str, Any] = {"level": entry.level, "edition": entry.edition, "judged": entry.judged, "past": entry.past}
    known |= {"records": sorted(entry.records), "withdrawn": entry.said}
    if entry.item is None:
        return Pooled(entry.scenario, entry.id, known, None)
    # An item of past years still leads to the page that teaches it.
    html = item_form(guide.library, guide.quizzes.heading(entry.topic), entry.item, written(guide, entry.item, entry))
    return Pooled(entry.scenario, entry.id, {**known, "payer": payer_of(entry.item), "kind": entry.item.kind}, html)


def pool_of(name: str, way: str, items: Iterable[Pooled]) -> Pool:
    """The pool of these items. `way` leads from its folder to the files of questions.

    What all questions of a scenario have in common is said once, and the rest in columns: so every list is a third lighter.
    docs/assets/quiz/pools.js reads it.
    """
    by_scenario: dict[str, list[Pooled]] = {}
    for item in items:
        by_scenario.setdefault(item.scenario, []).append(item)
    written: list[Written] = []
    scenarios = []
    for scenario, those in by_scenario.items():
        files = [_questions(name, part) for part in _parts([item for item in those if item.html is not None])]
        written += [file for file, _ in files]
        file_of = {item_id: at for at, (_, ids) in enumerate(files) for item_id in ids}
        known = [{**EMPTY, **item.known, "file": file_of.get(item.id, 0)} for item in those]
        columns = {key: [one[key] for one in known] for key in EMPTY}
        shared = {key: column[0] for key, column in columns.items() if all(value == column[0] for value in column)}
        scenarios.append(
            {
                "scenario": scenario,
                "files": [way + file.name for file, _ in files],
                "ids": "".join(item.id[-OWN:] for item in those),
                "all": {key: value for key, value in shared.items() if value != EMPTY[key]},
                "each": {key: column for key, column in columns.items() if key not in shared},
            }
        )
    content = json.dumps({"of": name, "scenarios": scenarios}, ensure_ascii=False, separators=(",", ":"))
    return Pool(Written(f"{name}-{stable_hash(content)[:12]}.json", content), tuple(written))


def _parts(items: Sequence[Pooled]) -> Iterator[list[Pooled]]:
    """The items in files: each takes more until it is full, so that what is added later changes the last one alone."""
    part: list[Pooled] = []
    size = 0
    for item in items:
        length = len(item.html or "")
        if part and size + length > FULL:
            yield part
            part, size = [], 0
        part.append(item)
        size += length
    if part:
        yield part


def _questions(name: str, items: Sequence[Pooled]) -> tuple[Written, list[str]]:
    """A file of questions, and the ids of those in it."""
    content = json.dumps({item.id: item.html for item in items}, ensure_ascii=False, separators=(",", ":"))
    return Written(f"{name}-{stable_hash(content)[:12]}.json", content), [item.id for item in items]
