"""What moved between two revisions, written as text, as Markdown for the summary of a pull request, and as JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from macros.site.diff.moves import Cause, CauseKind, ChangedRow, FieldChange, MovedPage, Moves, RowMoves
from macros.site.diff.revision import Comparison, Side
from macros.site.diff.snapshot import Question, Row
from macros.text.wording import counted

FORMAT = 1
"""The version of the JSON. Fields may come; none goes or means something else without another number."""

LONG, AROUND = 120, 6
"""Letters from which on only a part of a text is shown that changed, and the words around that part."""

HOMES = 8
"""Scenarios and cases that a heading names."""

LONGEST = 300
"""Letters of a value or a stem that are shown; JSON has the whole."""

Entry = TypeVar("Entry")


def summary(moves: Moves) -> str:
    """All that moved in one sentence: `2 keys moved, 3 questions added.`"""
    if moves.none:
        return "Nothing moved."
    keys = f"{counted(len(moves.moved), 'key')} moved" if moves.moved else "No key moved"
    questions = [
        f"{counted(len(those), 'question')} {what}"
        for those, what in ((moves.added, "added"), (moves.withdrawn, "withdrawn"), (moves.reworded, "reworded"))
        if those
    ]
    rows = [
        f"{counted(len(those.all), noun)} changed"
        for those, noun in (
            (moves.facts, "fact"),
            (moves.rows, "other row"),
            (moves.scenarios, "scenario"),
            (moves.cases, "case"),
        )
        if those.all
    ]
    pages = [f"{counted(len(moves.pages), 'page')} changed"] if moves.pages else []
    return ", ".join([keys, *questions, *rows, *pages]) + "."


def cause_in_words(cause: Cause) -> str:
    """`fact U-04 (docs/data/units.yml)`"""
    if cause.kind is CauseKind.UNKNOWN:
        return "nothing that changed is named by its key: look at the data that it is computed from"
    if cause.kind is CauseKind.PYTHON:
        return cause.file
    if cause.kind is CauseKind.DATA:
        return f"{cause.name} in {cause.file}"
    return f"{cause.kind} {cause.name} in {cause.file}"


def causes_in_words(causes: Sequence[Cause], most: int) -> str:
    """What moved a key, as a list."""
    shown = [cause_in_words(cause) for cause in causes[:most]]
    return "; ".join([*shown, *([f"and {len(causes) - most} more"] if len(causes) > most else [])])


def by_home(questions: Sequence[Question]) -> str:
    """How many questions there are, and of which scenarios and cases most of them: `12 (two-codes 8, foam 4)`."""
    counts = Counter(question.home for question in questions)
    most = [f"{home} {count}" for home, count in counts.most_common(HOMES)]
    return f"{len(questions)} ({', '.join([*most, *(['others'] if len(counts) > HOMES else [])])})"


def value_in_words(value: Any) -> str:
    """A value of YAML in one line, in full up to a length."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        text = ", ".join(map(value_in_words, value)) or "nothing"
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return one_line(text)


def pair_in_words(old: Any, new: Any) -> tuple[str, str]:
    """Two values of a field; of two long texts the words in which they differ, with some before and after."""
    if not (isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONG):
        return value_in_words(old), value_in_words(new)
    before, after = old.split(), new.split()
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    rest = zip(reversed(before[shared:]), reversed(after[shared:]), strict=False)
    ending = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    first, last = max(0, shared - AROUND), max(0, ending - AROUND)

    def part(words: list[str]) -> str:
        middle = " ".join(words[first : len(words) - last])
        return one_line(f"{'… ' if first else ''}{middle}{' …' if last else ''}")

    return part(before), part(after)


def one_line(text: str) -> str:
    """A text in one line, with an ellipsis where it is too long to be shown."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _name(row: Row, *, fact: bool) -> str:
    return row.id if fact else f"{row.collection} {row.id}".strip()


# Text


def as_text(comparison: Comparison, most: int) -> str:
    """What moved, to be read in a terminal; of each list no more than `most` entries."""
    moves = comparison.moves
    old, new = comparison.old, comparison.new
    lines = [f"{new.revision}, compared with {old.revision}", summary(moves)]
    lines += [f"Keys of {side.revision} are computed by {side.python}." for side in (old, new)]
    if moves.moved:
        lines += ["", f"Keys that moved: {by_home([moved.question for moved in moves.moved])}"]
        lines += _listed(
            moves.moved,
            most,
            lambda moved: [
                f"  {_question_line(moved.question)}",
                f"    old key: {one_line(moved.old_key)}",
                f"    new key: {one_line(moved.question.key)}",
                f"    because: {causes_in_words(moved.causes, most)}",
            ],
        )
    for title, rows, fact in _row_lists(moves):
        if rows.all:
            lines += ["", f"{title}: {_row_counts(rows)}"]
            lines += _listed([*_tagged(rows)], most, lambda tagged, fact=fact: _row_lines(*tagged, fact=fact))  # type: ignore[misc]
    if moves.python:
        lines += ["", f"Python that keys rest on: {counted(len(moves.python), 'file')} changed"]
        lines += _listed(moves.python, most, lambda path: [f"  {path}"])
    if moves.withdrawn:
        lines += ["", f"Questions withdrawn: {by_home([gone.question for gone in moves.withdrawn])}"]
        lines += _listed(moves.withdrawn, most, lambda gone: [f"  {_question_line(gone.question)}", f"    because: {gone.why}"])
    if moves.added:
        lines += ["", f"Questions added: {by_home(moves.added)}"]
        lines += _listed(moves.added, most, lambda new: [f"  {_question_line(new)}", f"    key: {one_line(new.key)}"])
    if moves.reworded:
        lines += ["", f"Questions reworded, with the same key: {by_home([new.question for new in moves.reworded])}"]
        lines += _listed(
            moves.reworded,
            most,
            lambda new: [f"  {_question_line(new.question)}", f"    other words in: {', '.join(new.parts)}"],
        )
    if moves.pages:
        lines += ["", f"Pages: {len(moves.pages)}"]
        lines += _listed(moves.pages, most, lambda page: [f"  {_page_line(page)}"])
    changed = [count for count in moves.counts if count.before != count.after]
    if changed:
        lines += ["", "Counts"]
        lines += [f"  {count.what}: {count.before} → {count.after}" for count in changed]
    return "\n".join(lines) + "\n"


def _listed(entries: Sequence[Entry], most: int, lines_of: Callable[[Entry], Iterable[str]]) -> Iterator[str]:
    for entry in entries[:most]:
        yield from lines_of(entry)
    if len(entries) > most:
        yield f"  and {len(entries) - most} more, which --all lists"


def _question_line(question: Question) -> str:
    return f"{question.topic}, {question.id}: {one_line(question.stem)}"


def _row_lists(moves: Moves) -> tuple[tuple[str, RowMoves, bool], ...]:
    return (
        ("Facts", moves.facts, True),
        ("Other data", moves.rows, False),
        ("Scenarios", moves.scenarios, True),
        ("Cases", moves.cases, True),
    )


def _row_counts(rows: RowMoves) -> str:
    named = ((rows.added, "added"), (rows.changed, "changed"), (rows.removed, "removed"))
    return ", ".join(f"{len(those)} {what}" for those, what in named if those)


def _tagged(rows: RowMoves) -> Iterator[tuple[str, Row, tuple[FieldChange, ...]]]:
    yield from (("added", row, ()) for row in rows.added)
    yield from (("changed", changed.row, changed.fields) for changed in rows.changed)
    yield from (("removed", row, ()) for row in rows.removed)


def _row_lines(what: str, row: Row, fields: Iterable[FieldChange], *, fact: bool) -> Iterator[str]:
    text = row.fields.get("text") or row.fields.get("stem") or ""
    said = f": {value_in_words(text)}" if text and what != "changed" else ""
    yield f"  {what} {_name(row, fact=fact)} ({row.file}){said}"
    for change in fields:
        yield f"    {change.field}: {' → '.join(pair_in_words(change.old, change.new))}"


def _page_line(page: MovedPage) -> str:
    was = f" from {page.was}" if page.was else ""
    cites = f": {', '.join(page.facts)}" if page.facts else ""
    return f"{page.path}: {page.move}{was}{cites}"


# Markdown

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def escaped(text: str) -> str:
    """A text of the data as Markdown that shows it: no markup, no cell or row of its own, and nobody's name called."""
    return _SPECIAL.sub(r"\\\1", one_line(text)).replace("&", "&amp;").replace("@", "@\N{ZERO WIDTH NON-JOINER}")


def as_markdown(comparison: Comparison, most: int) -> str:
    """What moved, for the summary of a pull request; of each list no more than `most` entries."""
    moves = comparison.moves
    lines = [
        "## What this changes",
        "",
        f"{escaped(str(comparison.new.revision))}, compared with {escaped(str(comparison.old.revision))}. **{summary(moves)}**",
        "",
    ]
    lines += _table(
        "Keys that moved",
        ("topic", "question", "old key", "new key", "because"),
        [
            (
                moved.question.topic,
                f"{moved.question.id}: {moved.question.stem}",
                moved.old_key,
                moved.question.key,
                causes_in_words(moved.causes, 5),
            )
            for moved in moves.moved
        ],
        most,
        folded=False,
    )
    for title, rows, fact in _row_lists(moves):
        cells = [cell for tagged in _tagged(rows) for cell in _row_cells(*tagged, fact=fact)]
        lines += _table(title, ("", "what", "field", "old", "new"), cells, most, count=len(rows.all), folded=not fact)
    lines += _table("Python that keys rest on", ("file",), [(path,) for path in moves.python], most)
    lines += _table(
        "Questions withdrawn",
        ("topic", "question", "because"),
        [(gone.question.topic, f"{gone.question.id}: {gone.question.stem}", gone.why) for gone in moves.withdrawn],
        most,
    )
    lines += _table(
        "Questions added",
        ("topic", "question", "key"),
        [(new.topic, f"{new.id}: {new.stem}", new.key) for new in moves.added],
        most,
    )
    lines += _table(
        "Questions reworded, with the same key",
        ("topic", "question", "other words in"),
        [(new.question.topic, f"{new.question.id}: {new.question.stem}", ", ".join(new.parts)) for new in moves.reworded],
        most,
    )
    lines += _table(
        "Pages",
        ("page", "why", "changed facts"),
        [(page.path, page.move + (f" from {page.was}" if page.was else ""), ", ".join(page.facts)) for page in moves.pages],
        most,
    )
    counts = [(count.what, f"{count.before}", f"{count.after}") for count in moves.counts if count.before != count.after]
    lines += _table("Counts", ("of", "before", "after"), counts, len(counts), folded=False)
    lines += [
        f"Keys of {escaped(str(s.revision))} are computed by {escaped(s.python)}." for s in (comparison.old, comparison.new)
    ]
    return "\n".join(lines) + "\n"


def _row_cells(what: str, row: Row, fields: Sequence[FieldChange], *, fact: bool) -> Iterator[tuple[str, ...]]:
    name = f"{_name(row, fact=fact)} in {row.file}"
    text = value_in_words(row.fields.get("text") or row.fields.get("stem") or "")
    if what != "changed":
        yield (what, name, "", text if what == "removed" else "", text if what == "added" else "")
    for change in fields:
        yield (what, name, change.field, *pair_in_words(change.old, change.new))


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], most: int, *, count: int | None = None, folded: bool = True
) -> list[str]:
    """A heading and a table below it, folded where it is long to read; nothing where there is no row."""
    if not rows:
        return []
    total = len(rows) if count is None else count
    lines = [f"### {title}: {total}" if total and title != "Counts" else f"### {title}", ""]
    if folded:
        lines += ["<details><summary>Show</summary>", ""]
    lines += [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(map(escaped, row))} |" for row in rows[:most]]
    if len(rows) > most:
        lines += ["", f"and {len(rows) - most} more, which `guide diff --all` lists"]
    return [*lines, "", *(["</details>", ""] if folded else [])]


# JSON


def as_json(comparison: Comparison) -> dict[str, Any]:
    """What moved, whole, for programs."""
    moves = comparison.moves
    return {
        "format": FORMAT,
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "facts": _rows(moves.facts),
        "data": _rows(moves.rows),
        "scenarios": _rows(moves.scenarios),
        "cases": _rows(moves.cases),
        "python": list(moves.python),
        "keys_moved": [
            {
                **_question(moved.question),
                "old_key": moved.old_key,
                "new_key": moved.question.key,
                "because": [{"kind": cause.kind, "name": cause.name, "file": cause.file} for cause in moved.causes],
            }
            for moved in moves.moved
        ],
        "questions": {
            "added": [{**_question(new), "key": new.key} for new in moves.added],
            "withdrawn": [{**_question(gone.question), "because": gone.why} for gone in moves.withdrawn],
            "reworded": [
                {**_question(new.question), "parts": list(new.parts), "old_stem": new.old_stem, "old_key": new.old_key}
                for new in moves.reworded
            ],
        },
        "pages": [
            {"path": page.path, "move": page.move.name.lower(), "was": page.was or None, "facts": list(page.facts)}
            for page in moves.pages
        ],
        "counts": [{"of": count.what, "before": count.before, "after": count.after} for count in moves.counts],
    }


def _side(side: Side) -> dict[str, str | None]:
    return {"revision": side.revision.name, "commit": side.revision.commit or None, "computed_by": side.python}


def _question(question: Question) -> dict[str, Any]:
    named = {"id": question.id, "topic": question.topic, "scenario": question.home, "level": question.level}
    return {**named, "edition": question.edition or None, "stem": question.stem}


def _rows(rows: RowMoves) -> dict[str, list[dict[str, Any]]]:
    def changed(each: ChangedRow) -> dict[str, Any]:
        fields = [{"field": change.field, "old": change.old, "new": change.new} for change in each.fields]
        return {**_row(each.row), "fields": fields}

    def whole(row: Row) -> dict[str, Any]:
        return {**_row(row), "fields": dict(row.fields)}

    return {
        "added": [whole(row) for row in rows.added],
        "changed": [changed(each) for each in rows.changed],
        "removed": [whole(row) for row in rows.removed],
    }


def _row(row: Row) -> dict[str, str]:
    return {"id": row.id, "list": row.collection, "file": row.file}
