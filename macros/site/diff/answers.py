"""Every question that a checkout asks, with its key and what that key rests on, as plain data.

Keys are computed, so an earlier revision's keys are those that its own Python computes. That is why this module is also run as a
script, in a process of its own, with the Python of an earlier revision to import from: `python -P answers.py CHECKOUT` prints
JSON. It imports as little as it can, and only what earlier revisions have as well.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import macros
from macros.guide import Guide
from macros.pages.case_page import DRAWS
from macros.pages.quiz import PAGE_SEED
from macros.reading.problem import ProblemsFound
from macros.reading.uses import noted
from macros.scenarios.asks import ASKS
from macros.scenarios.bank import Entry
from macros.scenarios.case import compose_case, different_cases
from macros.scenarios.draw import plain_draw, stable_hash, values_to_draw
from macros.scenarios.item import CLAIM_LINES, MATCH, MULTIPLE, NUMBER, ORDER, Item, claim_text
from macros.scenarios.question import Question

FORMAT = 1
"""The version of what is printed. Answers of another version are not read."""

Answer = dict[str, Any]
"""One question with its key, as JSON."""


def answers(guide: Guide) -> list[Answer]:
    """Every question of the bank and of the cases, withdrawn ones included."""
    found: list[Answer] = []
    for topic in guide.quizzes.topics:
        found += guide.kept.result(f"answers {FORMAT} of {topic.id}", partial(_of_topic, guide, topic.id))
    for case in guide.quizzes.cases:
        found += guide.kept.result(f"answers {FORMAT} of case {case.id}", partial(_of_case, guide, case.id))
    return found


def _of_topic(guide: Guide, topic: str) -> list[Answer]:
    return [_of_entry(guide, entry) for entry in guide.bank.entries(topic)]


def _of_entry(guide: Guide, entry: Entry) -> Answer:
    filed = {"id": entry.id, "home": entry.scenario, "topic": entry.topic, "edition": entry.edition}
    if entry.item is None:
        return {**filed, "withdrawn": entry.withdrawn}
    home = guide.quizzes.scenario(entry.scenario)
    assert home is not None
    values = values_to_draw(home[1], guide.library)
    draw = {
        name: next(value for value in possible if plain_draw({name: value})[name] == entry.draw[name])
        for name, possible in values.items()
    }
    return {**filed, **_asked(Question(guide.library, home[1], draw), entry.item)}


def _of_case(guide: Guide, name: str) -> list[Answer]:
    """The questions of the draws that the page of a case shows."""
    case = guide.quizzes.case(name)
    found: list[Answer] = []
    for asked in different_cases(guide.library, case, PAGE_SEED, DRAWS + 1):
        items = compose_case(guide.library, case, asked).items
        for question, item in zip(asked, items, strict=True):
            fresh = Question(guide.library, question.scenario, question.draw)
            found.append({"id": item.id, "home": case.id, "topic": item.topic, "edition": 0, **_asked(fresh, item)})
    return found


def _asked(question: Question, item: Item) -> Answer:
    ask = ASKS[question.scenario.ask]
    with noted() as names:
        key = ask.key(question)
    # Parts stand in the order of the draw, so that they are the same ones in both revisions.
    value = [part.value for part in key.parts] if item.kind == MATCH else key.value
    unordered = item.kind in {MULTIPLE, CLAIM_LINES}
    return {
        "level": item.level,
        "stem": item.full_text,
        "key": key_in_words(item),
        "value": plain(frozenset(value) if unordered else value),
        "cites": sorted(key.cites),
        "reads": sorted(name for name in names if name.endswith(".yml")),
        "draws": sorted(str(value) for value in plain_draw(question.draw).values() if isinstance(value, str)),
        "words": {
            "options": stable_hash(*sorted([o.text for o in item.options] + [row.text for row in item.rows]), *_grid(item)),
            "feedback": stable_hash(*_feedback(item)),
            "worked steps": stable_hash(*item.explanation),
            "sources": stable_hash(*sorted(f"{source.id} {source.title} {source.url}" for source in item.sources)),
        },
    }


def _grid(item: Item) -> list[str]:
    return [] if item.grid is None else [*(f"{code} {name}" for code, name in item.grid.codes), *item.grid.modifiers]


def _feedback(item: Item) -> Iterator[str]:
    yield getattr(item, "why", "")  # earlier items have none
    yield from sorted(option.feedback for option in item.options)
    for row in item.rows:
        yield from (row.feedback, *sorted(wrong.feedback for wrong in row.wrong))
    yield from (wrong.feedback for field in item.fields for wrong in field.wrong)
    yield from sorted(order.feedback for order in item.orders)
    yield from sorted(claim.feedback for claim in (item.grid.wrong if item.grid else ()))


def key_in_words(item: Item) -> str:
    """The right answer as a learner reads it, in one line."""
    text = {option.id: option.text for option in item.options}
    if item.kind == CLAIM_LINES:
        assert item.grid is not None
        said = " or ".join(sorted(claim_text(claim) for claim in item.grid.acceptable))
    elif item.kind == NUMBER:
        said = f"{item.fields[0].label}: {item.answer}"
    elif item.kind == MATCH:
        said = "; ".join(sorted(f"{row.text}: {text[row.answer]}" for row in item.rows))
    elif item.kind in {MULTIPLE, ORDER}:
        assert isinstance(item.answer, tuple)
        said = (", then " if item.kind == ORDER else "; ").join(text[name] for name in item.answer)
    else:
        said = text[str(item.answer)]
    return " ".join(said.split())


def plain(value: Any) -> Any:
    """A value of a key as JSON that is the same for the same answer, whatever the class is called that holds it."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    if isinstance(value, Iterable):
        named = getattr(value, "id", None)
        return named if isinstance(named, str) else [plain(part) for part in value]
    if is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    return str(value)


def main() -> None:
    """Print the answers of a checkout; what is wrong in it goes to standard error, line by line."""
    gc.disable()
    root = Path(sys.argv[1])
    try:
        found = answers(Guide.load(root))
    except ProblemsFound as problems:
        sys.exit("\n".join(map(str, problems.problems)))
    python = str(Path(macros.__file__).resolve().parents[1])
    json.dump({"format": FORMAT, "python": python, "questions": found}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
