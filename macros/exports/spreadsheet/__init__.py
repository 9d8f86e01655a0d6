"""A table for spreadsheets and for programs: one row an item, UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from macros.exports.cover import Cover
from macros.exports.feedback import feedback_text
from macros.exports.format import Exported, Format, printable
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item, claim_text

COLUMNS = ("id", "topic", "level", "kind", "question", "choices", "key", "feedback", "explanation", "sources", "page")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula; an apostrophe before it keeps it text."""


@dataclass(frozen=True)
class Answers:
    """The cells of a row that depend on the kind: the key, and the choices and the feedback line by line."""

    key: str
    choices: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()


def single(item: Item) -> Answers:
    """Options of which one is right."""
    return Answers(str(item.answer), _options(item), _option_feedback(item))


def multiple(item: Item) -> Answers:
    """Options of which several are right."""
    return Answers(" ".join(_names(item)), _options(item), _option_feedback(item))


def number(item: Item) -> Answers:
    """A whole number, with what is said to known wrong ones."""
    feedback = [f"{wrong.value}: {feedback_text(wrong)}" for field in item.fields for wrong in field.wrong]
    return Answers(str(item.answer), feedback=tuple(feedback))


def claim_lines(item: Item) -> Answers:
    """A claim to be filled in: every acceptable one is the key."""
    assert item.grid is not None
    key = " or ".join(claim_text(claim) for claim in item.grid.acceptable)
    return Answers(key, feedback=tuple(f"{claim_text(wrong.lines)}: {feedback_text(wrong)}" for wrong in item.grid.wrong))


def match(item: Item) -> Answers:
    """Rows that are matched with options."""
    rows = tuple(f"{row.id}. {row.text}" for row in item.rows)
    feedback = [f"{row.id}. {row.feedback}" for row in item.rows]
    feedback += [f"{row.id} {wrong.option}: {feedback_text(wrong)}" for row in item.rows for wrong in row.wrong]
    return Answers("; ".join(f"{row.id} {row.answer}" for row in item.rows), rows + _options(item), tuple(feedback))


def order(item: Item) -> Answers:
    """Options to be put in order."""
    feedback = tuple(f"{' then '.join(wrong.order)}: {feedback_text(wrong)}" for wrong in item.orders)
    return Answers(" then ".join(_names(item)), _options(item), _option_feedback(item) + feedback)


def _names(item: Item) -> tuple[str, ...]:
    assert isinstance(item.answer, tuple)
    return item.answer


def _options(item: Item) -> tuple[str, ...]:
    return tuple(f"{option.id}) {option.text}" for option in item.options)


def _option_feedback(item: Item) -> tuple[str, ...]:
    return tuple(f"{option.id}) {feedback_text(option)}" for option in item.options if option.feedback)


ANSWERS: Mapping[str, Callable[[Item], Answers]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: number,
    CLAIM_LINES: claim_lines,
    MATCH: match,
    ORDER: order,
    FIND: single,
}
"""The cells of each kind."""


def _write(items: Sequence[Item], cover: Cover) -> Exported:
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in items:
        table.writerow([_safe(printable(cell)) for cell in _row(item, cover)])
    return Exported(("\ufeff" + file.getvalue()).encode())


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _row(item: Item, cover: Cover) -> list[str]:
    answers = ANSWERS[item.kind](item)
    sources = [f"{source.title} {source.url or ''}".strip() for source in item.sources]
    return [
        item.id,
        item.topic,
        str(item.level),
        item.kind,
        item.full_text,
        "\n".join(answers.choices),
        answers.key,
        "\n".join(answers.feedback),
        "\n".join(item.explanation),
        "\n".join(sources),
        cover.pages[item.topic].text,
    ]


FORMAT = Format("csv", ".csv", "a table, one row an item", ANSWERS, _write)
