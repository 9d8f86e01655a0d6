"""What moved between two snapshots: facts, keys and what moved them, questions, pages, counts. Pure: no files, no git."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from macros.site.diff.snapshot import Page, Question, Row, Snapshot

STEM = "stem"
LEVEL = "level"
KEY = "right answer"
NEVER_PUBLISHED = "it is no longer drawn; no edition had published it"
NOT_SHOWN = "its case no longer shows it"


@dataclass(frozen=True)
class FieldChange:
    """One field of a row: what it was and what it is, None where it is missing.

    Of two lists, only the members that went and those that came.
    """

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ChangedRow:
    """A row that both have, as it is now, and what changed in it."""

    row: Row
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class RowMoves:
    """The rows that came, that changed, and that went."""

    added: tuple[Row, ...]
    changed: tuple[ChangedRow, ...]
    removed: tuple[Row, ...]

    @property
    def all(self) -> tuple[Row, ...]:
        """Every row that is not as it was."""
        return (*self.added, *(each.row for each in self.changed), *self.removed)


class CauseKind(StrEnum):
    """What can move a key."""

    FACT = "fact"
    DATA = "data"
    SCENARIO = "scenario"
    PYTHON = "python"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cause:
    """Something that changed and that a moved key rests on: its id or path, and the file that it is in."""

    kind: CauseKind
    name: str
    file: str


@dataclass(frozen=True)
class MovedKey:
    """A question whose right answer is another one now."""

    question: Question
    old_key: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Withdrawn:
    """A question, as it was, that is not asked any more, and why."""

    question: Question
    why: str


@dataclass(frozen=True)
class Reworded:
    """A question with the same key in other words: which of its parts have others, and how stem and key read before."""

    question: Question
    parts: tuple[str, ...]
    old_stem: str
    old_key: str


class PageMove(StrEnum):
    """How a page changes."""

    TEXT = "text changed"
    FACTS = "cites changed facts"
    BOTH = "text changed, and it cites changed facts"
    ADDED = "new page"
    REMOVED = "page removed"
    RENAMED = "page renamed"


@dataclass(frozen=True)
class MovedPage:
    """A page that changes: the changed facts that it cites, and the path that it had, where it was renamed."""

    path: str
    move: PageMove
    facts: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True)
class Count:
    """How many there were of something, and how many there are."""

    what: str
    before: int
    after: int


@dataclass(frozen=True)
class Moves:
    """Everything that is not as it was."""

    facts: RowMoves
    rows: RowMoves
    scenarios: RowMoves
    cases: RowMoves
    moved: tuple[MovedKey, ...]
    added: tuple[Question, ...]
    withdrawn: tuple[Withdrawn, ...]
    reworded: tuple[Reworded, ...]
    pages: tuple[MovedPage, ...]
    python: tuple[str, ...]
    counts: tuple[Count, ...]

    @property
    def none(self) -> bool:
        """Whether all is as it was."""
        rows = (self.facts, self.rows, self.scenarios, self.cases)
        questions = (self.moved, self.added, self.withdrawn, self.reworded)
        return not any((*(each.all for each in rows), *questions, self.pages, self.python))


def moves(old: Snapshot, new: Snapshot, between: Mapping[str, Question] | None = None) -> Moves:
    """What moved from the old snapshot to the new one.

    `between` holds the old data's questions as the new Python answers them, where both differ in Python: it tells a key that the
    data moved from one that the Python moved.
    """
    facts = _row_moves(old.facts, new.facts)
    rows = _row_moves(old.rows, new.rows)
    scenarios, cases = _row_moves(old.scenarios, new.scenarios), _row_moves(old.cases, new.cases)
    python = tuple(sorted({name for name, _ in old.python.items() ^ new.python.items()}))
    causes = _Causes(old, new, facts, rows, scenarios, cases, python, between)
    moved: list[MovedKey] = []
    added: list[Question] = []
    reworded: list[Reworded] = []
    for name, question in new.questions.items():
        before = old.questions.get(name)
        if question.withdrawn:
            continue
        if before is None or before.withdrawn:
            added.append(question)
        elif _is_moved(before, question):
            moved.append(MovedKey(question, before.key, causes.of(before, question)))
        elif parts := _other_words(before, question):
            reworded.append(Reworded(question, parts, before.stem, before.key))
    gone = [(each, new.questions.get(name)) for name, each in old.questions.items() if not each.withdrawn]
    withdrawn = tuple(Withdrawn(each, _why_gone(each, now)) for each, now in gone if now is None or now.withdrawn)
    return Moves(
        facts,
        rows,
        scenarios,
        cases,
        tuple(moved),
        tuple(added),
        withdrawn,
        tuple(reworded),
        _page_moves(old.pages, new.pages, {row.id for row in facts.all}),
        python,
        _counts(old, new),
    )


def _row_moves(old: Mapping[str, Row], new: Mapping[str, Row]) -> RowMoves:
    changed = []
    for name, row in new.items():
        if name in old and (fields := _field_changes(old[name].fields, row.fields)):
            changed.append(ChangedRow(row, fields))
    return RowMoves(
        tuple(row for name, row in new.items() if name not in old),
        tuple(changed),
        tuple(row for name, row in old.items() if name not in new),
    )


def _field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, *_told_apart(old.get(name), new.get(name)))
        for name in dict.fromkeys([*new, *old])
        if old.get(name) != new.get(name)
    )


def _told_apart(old: Any, new: Any) -> tuple[Any, Any]:
    """Two values; of two lists what only one of them has, unless they differ in their order alone."""
    if not (isinstance(old, list) and isinstance(new, list)):
        return old, new
    went, came = [part for part in old if part not in new], [part for part in new if part not in old]
    return (went, came) if went or came else (old, new)


def _is_moved(old: Question, new: Question) -> bool:
    """Whether the key is another one: other words alone are none, and neither is another name for the same words."""
    return bool(old.value != new.value and old.key != new.key)


def _other_words(old: Question, new: Question) -> tuple[str, ...]:
    """The parts of a question that are worded in another way, or filed at another level."""
    before, after = old.words or {}, new.words or {}
    found = {STEM: old.stem != new.stem, KEY: old.key != new.key}
    found |= {part: before.get(part) != after.get(part) for part in dict.fromkeys([*after, *before])}
    return tuple(part for part, other in {**found, LEVEL: old.level != new.level}.items() if other)


def _why_gone(old: Question, now: Question | None) -> str:
    if now is not None:
        return now.withdrawn
    return NEVER_PUBLISHED if old.edition else NOT_SHOWN


class _Causes:
    """Finds what moved a key among all that changed."""

    def __init__(
        self,
        old: Snapshot,
        new: Snapshot,
        facts: RowMoves,
        rows: RowMoves,
        scenarios: RowMoves,
        cases: RowMoves,
        python: tuple[str, ...],
        between: Mapping[str, Question] | None,
    ):
        self._facts = {row.id: row for row in facts.all}
        self._homes = {row.id: row for row in (*scenarios.all, *cases.all)}
        drawn = frozenset(chain.from_iterable(each.draws for each in (*old.questions.values(), *new.questions.values())))
        every = {**old.rows, **new.rows}.values()
        # A word that is drawn may be the name of a row by chance, so that a list counts as drawn from where most of it is.
        listed = Counter(row.collection for row in every)
        of_drawn = Counter(row.collection for row in every if row.id in drawn)
        kinds = {name for name, count in of_drawn.items() if 2 * count > listed[name]}
        self._records = {row.id: row for row in rows.all if row.collection in kinds}
        self._within = {row.id: row for row in every if row.within and row.collection in kinds}
        self._rows = rows.all
        self._tables = [row for row in rows.all if not row.within and row.collection not in kinds]
        self._python = python
        self._between = between

    def of(self, old: Question, new: Question) -> tuple[Cause, ...]:
        """What of all that changed the key of this question rests on."""
        cited, drawn = sorted(old.cites | new.cites), sorted(old.draws | new.draws)
        reads = old.reads | new.reads
        homes = {(row.within, row.collection) for name in drawn if (row := self._within.get(name))}
        beside = [row for row in self._rows if any(row.within == home != "" and row.collection != own for home, own in homes)]
        tables = [row for row in self._tables if row.file in reads]
        data = [
            *(Cause(CauseKind.FACT, name, self._facts[name].file) for name in cited if name in self._facts),
            *(_of_row(self._records[name]) for name in drawn if name in self._records),
            *map(_of_row, [*beside, *tables]),
        ]
        if new.home in self._homes:
            data.append(Cause(CauseKind.SCENARIO, new.home, self._homes[new.home].file))
        by_python = [Cause(CauseKind.PYTHON, path, path) for path in self._python]
        between = self._between.get(old.id) if self._between is not None else None
        if between is not None and not between.withdrawn:
            if not _is_moved(old, between):
                by_python = []
            elif not _is_moved(between, new):
                data = []
        if not (data or by_python):
            data = [_of_row(row) for row in self._rows if row.file in reads]
        return tuple([*data, *by_python] or [Cause(CauseKind.UNKNOWN, "", "")])


def _of_row(row: Row) -> Cause:
    return Cause(CauseKind.DATA, f"{row.collection} {row.id}", row.file)


def _page_moves(old: Mapping[str, Page], new: Mapping[str, Page], facts: set[str]) -> tuple[MovedPage, ...]:
    gone = {page.text: path for path, page in old.items() if path not in new}
    found: list[MovedPage] = []
    renamed: set[str] = set()
    for path, page in new.items():
        cites = tuple(sorted(page.cites & facts))
        if path not in old:
            was = gone.get(page.text, "")
            renamed.add(was)
            found.append(MovedPage(path, PageMove.RENAMED if was else PageMove.ADDED, cites, was))
        elif old[path].text != page.text:
            found.append(MovedPage(path, PageMove.BOTH if cites else PageMove.TEXT, cites))
        elif cites:
            found.append(MovedPage(path, PageMove.FACTS, cites))
    found += [MovedPage(path, PageMove.REMOVED) for path in old if path not in new and path not in renamed]
    return tuple(found)


def _counts(old: Snapshot, new: Snapshot) -> tuple[Count, ...]:
    def asked(questions: Iterable[Question]) -> Counter[str]:
        return Counter(question.topic for question in questions if not question.withdrawn)

    before, after = asked(old.questions.values()), asked(new.questions.values())
    return (
        Count("facts", len(old.facts), len(new.facts)),
        Count("other rows of data", len(old.rows), len(new.rows)),
        Count("scenarios", len(old.scenarios), len(new.scenarios)),
        Count("cases", len(old.cases), len(new.cases)),
        Count("pages", len(old.pages), len(new.pages)),
        Count("questions", before.total(), after.total()),
        *(Count(f"questions on {topic}", before[topic], after[topic]) for topic in dict.fromkeys([*after, *before])),
    )
