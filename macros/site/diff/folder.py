"""Reading a folder that holds a revision: the rows of its YAML and its pages. Its YAML was found sound before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from macros.facts.library import DATA, schema_of
from macros.pages.citing import LESSON, TABLE, cited_in, readers_pages
from macros.reading.uses import digest
from macros.scenarios.loading import CASES, TOPICS
from macros.site.diff.snapshot import Page, Row, Snapshot, questions_of, unwrapped
from macros.site.page_check import pages

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FACTS = ("facts", "requirements")
"""Lists of docs/data whose rows are facts."""

NAMING = ("code", "year", "kind", "from", "table", "as_of", "column_1", "column_2", "part", "missing", "says", "ask")
"""What tells rows without an id apart, as far as they have it."""

PYTHON = ("macros/facts", "macros/rules", "macros/scenarios")
"""Where the Python is that a key may rest on."""

Rows = dict[str, Row]


def snapshot_of(root: Path, questions: Iterable[Mapping[str, Any]], home: Path) -> Snapshot:
    """What a folder says, with its questions as `answers.py` lists them, computed by the Python at `home`."""
    facts, rows = rows_of_data(root)
    scenarios, cases = rows_of_quizzes(root)
    return Snapshot(facts, rows, scenarios, cases, questions_of(questions), pages_of(root), python_of(home))


def rows_of_data(root: Path) -> tuple[Rows, Rows]:
    """The facts by their ids, and all other rows of docs/data by schema, list and name."""
    facts: Rows = {}
    rows: Rows = {}
    for path in sorted((root / DATA).glob("*.yml")):
        file = f"{DATA}/{path.name}"
        for row in _rows(file, "", _content(path)):
            if row.collection in FACTS:
                facts[row.id] = Row(row.id, row.collection, file, {**row.fields, "file": file})
            else:
                _add(rows, f"{schema_of(path.stem)} {row.collection} {row.id}", row)
    return facts, rows


def _add(rows: Rows, name: str, row: Row) -> None:
    """File a row under a name; another one of the same name gets a number."""
    number = 2
    free = name
    while free in rows:
        free, number = f"{name} #{number}", number + 1
    rows[free] = row


def _rows(file: str, name: str, content: Mapping[str, Any], within: str = "") -> Iterator[Row]:
    """The rows of every list of records in a mapping, and one row of what else is in it, where there is something."""
    rest: dict[str, Any] = {}
    for key, value in content.items():
        of_list = f"{name}.{key}" if name else key
        if not _is_records(value):
            rest[key] = value
            continue
        for place, record in enumerate(value, start=1):
            inner = {key: part for key, part in record.items() if _has_ids(part)}
            plain = {key: part for key, part in record.items() if key not in inner}
            row = Row(_name(record, place), of_list, file, flat(plain), within)
            yield row
            yield from _rows(file, of_list, inner, row.id)
    if rest:
        yield Row("head", name, file, flat(rest))


def _name(record: Mapping[str, Any], place: int) -> str:
    if "id" in record:
        return str(record["id"])
    named = [str(record[key]) for key in NAMING if key in record and not isinstance(record[key], dict | list)]
    return " ".join(named) or f"{place}"


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) for record in value)


def _has_ids(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) and "id" in record for record in value)


def flat(content: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """The values of a mapping with those of the mappings in it, under names with dots. Records with ids go by these."""
    values: dict[str, Any] = {}
    for key, value in content.items():
        name = f"{before}{key}"
        if _has_ids(value):
            value = {record["id"]: {key: part for key, part in record.items() if key != "id"} for record in value}
        if isinstance(value, dict) and value:
            values |= flat(value, f"{name}.")
        else:
            values[name] = unwrapped(value)
    return values


def rows_of_quizzes(root: Path) -> tuple[Rows, Rows]:
    """The scenarios and the cases by their ids."""
    scenarios: Rows = {}
    for path in sorted((root / TOPICS).glob("*.yml")):
        content = _content(path)
        for scenario in content["scenarios"]:
            scenarios[scenario["id"]] = Row(
                scenario["id"], "scenarios", f"{TOPICS}/{path.name}", {**flat(scenario), "topic": content["topic"]}
            )
    cases: Rows = {}
    for path in sorted((root / CASES).glob("*.yml")):
        content = _content(path)
        cases[content["case"]] = Row(content["case"], "cases", f"{CASES}/{path.name}", flat(content))
    return scenarios, cases


def pages_of(root: Path) -> dict[str, Page]:
    """Every page by its path in the checkout."""
    documents: dict[str, list[str]] = {}
    for requirement in _records_of(root, "documentation", "requirements"):
        documents.setdefault(requirement["document"], []).append(requirement["id"])
    lessons = {lesson["id"]: set(_rests_on(lesson)) for lesson in _records_of(root, "lessons", "lessons")}
    stating = {f"docs/{page}" for page in readers_pages(root)}
    read: dict[str, Page] = {}
    for page in pages(root):
        text = (root / page).read_text("utf-8", "replace")
        cites: set[str] = set()
        if page in stating:
            cites.update(cited_in(text))
            cites.update(name for document in TABLE.findall(text) for name in documents.get(document, ()))
            cites.update(name for call in LESSON.finditer(text) for name in lessons.get(call["name"], ()))
        read[page] = Page(digest("\n".join(text.splitlines())), frozenset(cites))
    return read


def _records_of(root: Path, file: str, of_list: str) -> list[dict[str, Any]]:
    path = root / DATA / f"{file}.yml"
    return list(_content(path).get(of_list) or ()) if path.is_file() else []


def _rests_on(value: object) -> Iterator[str]:
    """The facts that a record names anywhere in it."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "rests_on" and isinstance(part, list):
                yield from map(str, part)
            else:
                yield from _rests_on(part)
    elif isinstance(value, list):
        for part in value:
            yield from _rests_on(part)


def python_of(home: Path) -> dict[str, str]:
    """A hash of each file of Python that a key may rest on, by its path."""
    files = [path for place in PYTHON for path in sorted((home / place).rglob("*.py"))]
    return {path.relative_to(home).as_posix(): digest(path.read_bytes()) for path in files}


def _content(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        content: dict[str, Any] = yaml.load(file, _LOADER)
    return content
