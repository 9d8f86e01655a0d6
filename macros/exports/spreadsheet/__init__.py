"""A table for spreadsheets and for programs: one row an item, UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from macros.exports.cover import Cover
from macros.exports.feedback import feedback_text, rights
from macros.exports.format import Format, printable
from macros.exports.pieces import Document, Frame, Pieces, always, writer
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, GridLine, Item, claim_text

COLUMNS = (
    "id", "topic", "level", "kind", "case", "part", "question", "choices", "key", "codes", "units", "modifiers", "feedback",
    "explanation", "sources", "page", "rights",
)  # fmt: skip
NO_MODIFIER = "none"
FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a formula begins, to a spreadsheet: after spaces too, and in wide signs. An apostrophe before it keeps it text."""


@dataclass(frozen=True)
class Answers:
    """The cells of a row that depend on the kind: the key, and the choices and the feedback line by line.

    `claims` are the acceptable claims, where one is asked.
    """

    key: str
    choices: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    claims: tuple[tuple[GridLine, ...], ...] = ()


def single(item: Item) -> Answers:
    """Options of which one is right."""
    return Answers(str(item.answer), _options(item), _option_feedback(item))


def multiple(item: Item) -> Answers:
    """Options of which several are right."""
    return Answers(" ".join(item.answer_ids), _options(item), _option_feedback(item))


def number(item: Item) -> Answers:
    """A whole number, with what is said to known wrong ones."""
    feedback = [f"{wrong.value}: {feedback_text(wrong)}" for field in item.fields for wrong in field.wrong]
    return Answers(str(item.answer), feedback=tuple(feedback))


def claim_lines(item: Item) -> Answers:
    """A claim to be filled in: every acceptable one is the key."""
    assert item.grid is not None
    key = " or ".join(claim_text(claim) for claim in item.grid.acceptable)
    feedback = tuple(f"{claim_text(wrong.lines)}: {feedback_text(wrong)}" for wrong in item.grid.wrong)
    return Answers(key, feedback=feedback, claims=item.grid.acceptable)


def match(item: Item) -> Answers:
    """Rows that are matched with options."""
    rows = tuple(f"{row.id}. {row.text}" for row in item.rows)
    feedback = [f"{row.id}. {row.feedback}" for row in item.rows]
    feedback += [f"{row.id} {wrong.option}: {feedback_text(wrong)}" for row in item.rows for wrong in row.wrong]
    return Answers("; ".join(f"{row.id} {row.answer}" for row in item.rows), rows + _options(item), tuple(feedback))


def order(item: Item) -> Answers:
    """Options to be put in order."""
    feedback = tuple(f"{' then '.join(wrong.order)}: {feedback_text(wrong)}" for wrong in item.orders)
    return Answers(" then ".join(item.answer_ids), _options(item), _option_feedback(item) + feedback)


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


def _line(cells: Sequence[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue()


FRAME = always(Frame((Document("form.csv", "\ufeff" + _line(COLUMNS), "", xml=False),), archive=False))


def _pieces(item: Item, cover: Cover) -> Pieces:
    return Pieces({"form.csv": _line([_safe(printable(cell)) for cell in _row(item, cover)])})


def _safe(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def _row(item: Item, cover: Cover) -> list[str]:
    answers = ANSWERS[item.kind](item)
    sources = [f"{source.title} {source.url or ''}".strip() for source in item.sources]
    return [
        item.id,
        item.topic,
        str(item.level),
        item.kind,
        item.case.id if item.case else "",
        f"{item.case.part} of {item.case.parts}" if item.case else "",
        item.full_text,
        "\n".join(answers.choices),
        answers.key,
        _column(answers.claims, lambda line: line.code),
        _column(answers.claims, lambda line: str(line.units)),
        _column(answers.claims, lambda line: line.modifiers or NO_MODIFIER),
        "\n".join(answers.feedback),
        "\n".join(item.explanation),
        "\n".join(sources),
        cover.pages[item.topic].text,
        rights(cover),
    ]


def _column(claims: Iterable[Iterable[GridLine]], cell: Callable[[GridLine], str]) -> str:
    """One thing of each line of a claim, a line each; another acceptable claim comes after a line that says `or`."""
    return "\nor\n".join("\n".join(map(cell, claim)) for claim in claims)


FORMAT = Format("csv", ".csv", "a table, one row an item", ANSWERS, writer(FRAME, _pieces), FRAME, _pieces)
