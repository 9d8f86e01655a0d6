"""A table for spreadsheets and for programs: one row an item, UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from macros.exports.cover import Cover
from macros.exports.exported import Exported, Format
from macros.exports.one_line import Said
from macros.scenarios.item import MATCH, ORDER, Item, claim_text

COLUMNS = ("id", "topic", "level", "kind", "question", "choices", "key", "feedback", "explanation", "sources", "page")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula; an apostrophe before it keeps it text."""


def _write(items: Sequence[Item], cover: Cover) -> Exported:
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in items:
        table.writerow([_safe(cell) for cell in _row(item, cover)])
    return Exported(("\ufeff" + file.getvalue()).encode())


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _row(item: Item, cover: Cover) -> list[str]:
    choices = [f"{option.id}) {option.text}" for option in item.options]
    feedback = [f"{option.id}) {_said(option)}" for option in item.options if option.feedback]
    for field in item.fields:
        feedback += [f"{each.value}: {_said(each)}" for each in field.wrong]
    if item.grid is not None:
        key = " or ".join(claim_text(claim) for claim in item.grid.acceptable)
        feedback += [f"{claim_text(each.lines)}: {_said(each)}" for each in item.grid.wrong]
    elif item.kind == MATCH:
        choices = [f"{row.id}. {row.text}" for row in item.rows] + choices
        key = "; ".join(f"{row.id} {row.answer}" for row in item.rows)
        feedback = [f"{row.id}. {row.feedback}" for row in item.rows]
        feedback += [f"{row.id} {each.option}: {_said(each)}" for row in item.rows for each in row.wrong]
    elif isinstance(item.answer, tuple):
        key = (" then " if item.kind == ORDER else " ").join(item.answer)
        feedback += [f"{' then '.join(each.order)}: {_said(each)}" for each in item.orders]
    else:
        key = str(item.answer)
    texts = [item.id, item.topic, str(item.level), item.kind, item.told]
    sources = [f"{source.title} {source.url or ''}".strip() for source in item.sources]
    told = ["\n".join(lines) for lines in (feedback, item.explanation, sources)]
    return [*texts, "\n".join(choices), key, *told, cover.pages[item.topic].text]


def _said(wrong: Said) -> str:
    """What is said to someone who gave an answer, with the name of the wrong method before it where there is one."""
    return f"{wrong.misconception_title}. {wrong.feedback}" if wrong.misconception_title else wrong.feedback


FORMAT = Format("csv", ".csv", "a table, one row an item", _write)
