"""What a revision says, as plain frozen records: facts, other rows of data, scenarios, questions with their keys, and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One record of a YAML file. `collection` is the list that it stands in, such as `facts`, and `fields` its values by name.

    Nested values have names with dots, such as `values.97112.work`. A row that stands in a list of another row is `within` it.
    """

    id: str
    collection: str
    file: str
    fields: Mapping[str, Any]
    within: str = ""


@dataclass(frozen=True)
class Question:
    """A question with its key. `home` is its scenario or its case; `edition` is 0 for those of cases, which none publishes.

    `value` is the answer as the rules give it, `key` the answer as a learner reads it. The key cites facts, reads files of data
    and rests on the records that were drawn. `words` holds a hash of every part that is worded. A question that is `withdrawn`
    has nothing of that, and says why.
    """

    id: str
    home: str
    topic: str
    edition: int = 0
    level: int = 0
    stem: str = ""
    key: str = ""
    value: Any = None
    cites: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    draws: frozenset[str] = frozenset()
    words: Mapping[str, str] | None = None
    withdrawn: str = ""


@dataclass(frozen=True)
class Page:
    """A page by a hash of its Markdown, and the facts that it cites."""

    text: str
    cites: frozenset[str]


@dataclass(frozen=True)
class Snapshot:
    """A revision. `python` holds a hash of each file of Python that its keys may rest on; all keys are told apart by names."""

    facts: Mapping[str, Row]
    rows: Mapping[str, Row]
    scenarios: Mapping[str, Row]
    cases: Mapping[str, Row]
    questions: Mapping[str, Question]
    pages: Mapping[str, Page]
    python: Mapping[str, str]


_WRAP = re.compile(r"(?<!\n) *\n(?! *(?:\n|[-*+#>|]|[0-9]+[.)]))")
"""The end of a line that Markdown reads as a space."""


def unwrapped(value: Any) -> Any:
    """A text whose lines are wrapped as it pleases the writer, in one line; other values as they are."""
    return _WRAP.sub(" ", value).strip() if isinstance(value, str) else value


def question_of(answer: Mapping[str, Any]) -> Question:
    """A question as `answers.py` prints it."""
    sets = {name: frozenset(answer.get(name, ())) for name in ("cites", "reads", "draws")}
    return Question(**{**answer, **sets, "stem": unwrapped(answer.get("stem", ""))})


def questions_of(found: Iterable[Mapping[str, Any]]) -> dict[str, Question]:
    """Questions as `answers.py` prints them, by their ids."""
    return {answer["id"]: question_of(answer) for answer in found}
