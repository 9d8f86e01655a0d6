"""Strict YAML: what a contributor wrote is what the site reads, and every value keeps its place in the file.

Plain PyYAML takes the last of two equal keys, reads ``10:30`` as 630 and ``NO`` as false, and expands
aliases without end. Here each of these is a problem at its line and column. A file is read from parser events,
so nothing is resolved behind the writer's back: a plain scalar is null, true, false, a whole number, a decimal
number or text, and whatever YAML 1.1 would have made something else of must be put in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.reading.problem import MOST_PROBLEMS, UNSEEN, Problem, ProblemsFound

MAX_BYTES = 1 << 19
MAX_DEPTH = 40
MAX_TEXT = 20_000
"""Characters of one text. The longest of ours has eight hundred."""

MAX_KEY = 200
"""Characters of a key, which problems name."""

MAX_DIGITS = 18
"""Characters of a number. More of them do not survive in the numbers that a computer adds up."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null"}
_BOOLEANS = {"true": True, "false": False}
_YAML_1_1_BOOLEANS = {"y", "n", "yes", "no", "on", "off", "true", "false"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
_CLOCK_TIME = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ]+[0-9]{1,2}:.*)?\Z")
_ODD_NUMBER = re.compile(r"[-+]?(0[xob]?[0-9a-fA-F_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9_]+|\.(inf|nan))\Z", re.I)

Loc = Sequence[str | int]
"""The way to a value: mapping keys and list indexes from the top of the file."""


@dataclass(frozen=True)
class Node:
    """One value with its place. `value` is a scalar, a list of nodes, or a dict from key to node."""

    value: object
    line: int
    column: int
    key_places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def plain(self) -> object:
        """The value without places: what PyYAML would have given, had the file meant only what it says."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class YamlSource:
    """A file that was read. Its top node, with every place in it, is read again where it was not kept."""

    def __init__(self, file: Path, top: Node | None = None):
        self.file = file
        self._top = top

    @property
    def path(self) -> str:
        """The file's name as problems show it."""
        return shown_path(self.file)

    @property
    def top(self) -> Node:
        """The top node of the file."""
        if self._top is None:
            self._top = read_text(_text_of(self.file, self.path), self.path)
        return self._top

    def __repr__(self) -> str:
        return f"YamlSource({self.file.as_posix()!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {"file": self.file, "_top": None}

    def plain(self) -> object:
        """Everything in the file as plain Python values."""
        return self.top.plain()

    def place(self, loc: Loc, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `loc`, or of its key; of the nearest parent where there is none."""
        node = self.top
        place = (node.line, node.column)
        for step in loc:
            children = node.value
            if isinstance(children, dict) and step in children:
                key_place = node.key_places[str(step)]
                node = children[step]
                place = key_place if of_key else (node.line, node.column)
            elif isinstance(children, list) and isinstance(step, int) and step < len(children):
                node = children[step]
                place = (node.line, node.column)
        return place

    def problem(self, loc: Loc, what: str, fix: str, *, of_key: bool = False) -> Problem:
        """A problem at `loc`."""
        line, column = self.place(loc, of_key=of_key)
        return Problem(self.path, line, column, what, fix)


def shown_path(path: Path) -> str:
    """The path as a person at the prompt would type it: relative where it lies below the working directory."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def read(path: Path) -> YamlSource:
    """Read one file strictly.

    Raises ProblemsFound with every problem of the file; after a syntax error nothing more can be checked.
    """
    source = YamlSource(path)
    source.top  # noqa: B018 (read now, so that its problems are raised now)
    return source


def _text_of(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise _one(name, 1, 1, f"cannot be read ({reason})", "check the name and its rights") from None
    if len(raw) > MAX_BYTES:
        raise _one(name, 1, 1, "is larger than 512 KiB", "split it into several files")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise _one(name, line, column, "is not UTF-8 text here", "save the file as UTF-8") from None
    unseen = UNSEEN.search(text)
    if unseen:
        before_it = text[: unseen.start()]
        line, column = before_it.count("\n") + 1, len(before_it.rpartition("\n")[2]) + 1
        raise _one(name, line, column, _holds(unseen[0]), "delete it")
    return text


_FIXES = {
    "\\t": "indent with spaces",
    "tab": "indent with spaces",
    "mapping values are not allowed": "put a text that holds a colon into double quotes",
    "did not find expected '-' indicator": "indent this line as far as the fields above it",
    "did not find expected key": 'indent this line as far as the fields above it; within double quotes write \\" for a quote',
}
"""What to do, by what the reader of YAML says is wrong."""


def read_text(text: str, name: str) -> Node:
    """Read YAML that is already text; `name` is the file that problems name."""
    reader = _Reader(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(part for part in (error.context, error.problem) if part)
        fix = next((fix for sign, fix in _FIXES.items() if sign in said), "fix the YAML here or on the line above")
        raise ProblemsFound([*reader.problems, Problem(name, line, column, f"is not valid YAML ({said})", fix)]) from None
    except yaml.YAMLError as error:
        raise _one(name, 1, 1, f"is not valid YAML ({' '.join(str(error).split())})", "fix the YAML") from None
    if reader.problems:
        raise ProblemsFound(reader.problems)
    if reader.top is None:
        raise _one(name, 1, 1, "is empty", "write the file's first field, or delete the file")
    return reader.top


def _holds(unseen: str) -> str:
    """`holds the control character U+0007`"""
    kind = "control" if ord(unseen) < 0xA0 else "invisible"
    return f"holds the {kind} character U+{ord(unseen):04X}"


def _one(path: str, line: int, column: int, what: str, fix: str) -> ProblemsFound:
    return ProblemsFound([Problem(path, line, column, what, fix)])


@dataclass
class _Open:
    """A list or mapping whose end has not been read yet."""

    node: Node
    key: str | None = None
    waits_for_value: bool = False


class _Reader:
    """Builds nodes from parser events, noting problems as it goes on."""

    def __init__(self, name: str):
        self.name = name
        self.top: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        self._take(event)
        if len(self.problems) >= MOST_PROBLEMS:
            raise ProblemsFound(self.problems)

    def _take(self, event: yaml.Event) -> None:
        assert event.start_mark is not None, "the parser marks every event"
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._say(line, column, "a second document begins here", "keep one document in a file: delete the `---`")
                raise ProblemsFound(self.problems)
            return
        if isinstance(event, yaml.AliasEvent):
            self._say(line, column, f"the alias *{event.anchor} is not allowed", "write the value out")
            self._place(Node(None, line, column))
            return
        if isinstance(event, yaml.NodeEvent):
            if event.anchor:
                self._say(line, column, f"the anchor &{event.anchor} is not allowed", "delete it")
            tag = getattr(event, "tag", None)
            if tag:
                self._say(line, column, f"the tag {tag} is not allowed", "delete it")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line, column)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(self._open) >= MAX_DEPTH:
                self._say(line, column, f"is nested deeper than {MAX_DEPTH} levels", "write it flatter")
                raise ProblemsFound(self.problems)
            node = Node([] if isinstance(event, yaml.SequenceStartEvent) else {}, line, column)
            self._open.append(_Open(node))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._place(self._open.pop().node)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        parent = self._open[-1] if self._open else None
        is_key = parent is not None and isinstance(parent.node.value, dict) and not parent.waits_for_value
        text = event.value
        plain = not event.style  # the C parser says "", the Python one None
        unseen = UNSEEN.search(text)  # by an escape such as "\\u202E": the file itself holds none
        if unseen:
            self._say(line, column, _holds(unseen[0]), "delete its escape")
        elif is_key and (len(text) > MAX_KEY or "\n" in text):
            self._say(line, column, f"the key is longer than {MAX_KEY} characters, or than a line", "write a name there")
            text = text[:MAX_KEY]
        elif len(text) > MAX_TEXT:
            self._say(line, column, f"the text has {len(text)} characters, and {MAX_TEXT} are the most", "split it")
            text = text[:MAX_TEXT]
        if is_key:
            if plain and (_INTEGER.match(text) or _ODD_NUMBER.match(text) or _CLOCK_TIME.match(text)):
                self._say(line, column, f"the key {text} is a number here", f'write it in quotes: "{text}"')
            elif plain and text.lower() in _YAML_1_1_BOOLEANS:
                self._say(line, column, f"the key {text} means true or false to YAML", f'write it in quotes: "{text}"')
            elif plain and text == "<<":
                self._say(line, column, "the merge key << is not allowed", "write the fields out")
            self._place(Node(text, line, column))
        else:
            self._place(Node(self._plain_value(text, line, column) if plain else text, line, column))

    def _plain_value(self, text: str, line: int, column: int) -> object:
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if text.lower() in _YAML_1_1_BOOLEANS or text.lower() == "null":
            if text.lower() == "null":
                self._say(line, column, f"{text} is an empty value to YAML", f'write null, or "{text}" in quotes for the word')
            else:
                meant = "true" if text.lower() in {"y", "yes", "on", "true"} else "false"
                self._say(
                    line,
                    column,
                    f"{text} is read as {meant} by some YAML readers",
                    f'write {meant}, or "{text}" in quotes for the word',
                )
            return text
        if _INTEGER.match(text):
            return int(text) if len(text) <= MAX_DIGITS else text
        if _DECIMAL.match(text):
            if len(text) > MAX_DIGITS:
                self._say(line, column, f"the number has {len(text)} characters", f"write at most {MAX_DIGITS}")
            return float(text)
        if _CLOCK_TIME.match(text):
            self._say(
                line, column, f"the clock time {text} is read as a number by some YAML readers", f'write it in quotes: "{text}"'
            )
        elif _DATE.match(text):
            self._say(line, column, f"the date {text} is not in quotes", f'write it in quotes: "{text}"')
        elif _ODD_NUMBER.match(text):
            self._say(
                line,
                column,
                f"the number {text} is read differently by different readers",
                f'write it plainly, or in quotes: "{text}"',
            )
        return text

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs: top, list entry, key or value."""
        if not self._open:
            if self.top is None:
                self.top = node
            return
        parent = self._open[-1]
        children = parent.node.value
        if isinstance(children, list):
            children.append(node)
        elif isinstance(children, dict):
            if not parent.waits_for_value:
                parent.waits_for_value = True
                parent.key = self._key(parent.node, node)
            else:
                parent.waits_for_value = False
                if parent.key is not None:
                    children[parent.key] = node

    def _key(self, mapping: Node, node: Node) -> str | None:
        if not isinstance(node.value, str):
            self._say(node.line, node.column, "a key that is not text", "write a name before the colon")
            return None
        if node.value in mapping.key_places:
            first, _ = mapping.key_places[node.value]
            self._say(node.line, node.column, f"the key `{node.value}` is used twice (first on line {first})", "keep one of them")
            return None
        mapping.key_places[node.value] = (node.line, node.column)
        return node.value

    def _say(self, line: int, column: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.name, line, column, what, fix))
