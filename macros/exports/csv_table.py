"""A table for spreadsheets and for programs: one row an item, UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from macros.exports.exported import Exported, Format
from macros.scenarios.item import MATCH, ORDER, Item, claim_text

COLUMNS = ("id", "topic", "level", "kind", "question", "choices", "key", "feedback", "explanation", "sources")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula; an apostrophe before it keeps it text."""


def _write(items: Sequence[Item], title: str) -> Exported:
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in items:
        table.writerow([_safe(cell) for cell in _row(item)])
    return Exported(("\ufeff" + file.getvalue()).encode())


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _row(item: Item) -> list[str]:
    choices = [f"{option.id}) {option.text}" for option in item.options]
    feedback = [f"{option.id}) {option.feedback}" for option in item.options if option.feedback]
    for field in item.fields:
        feedback += [f"{each.value}: {each.feedback}" for each in field.wrong]
    if item.grid is not None:
        key = " or ".join(claim_text(claim) for claim in item.grid.acceptable)
        feedback += [f"{claim_text(each.lines)}: {each.feedback}" for each in item.grid.wrong]
    elif item.kind == MATCH:
        choices = [f"{row.id}. {row.text}" for row in item.rows] + choices
        key = "; ".join(f"{row.id} {row.answer}" for row in item.rows)
        feedback = [f"{row.id}. {row.feedback}" for row in item.rows]
    elif isinstance(item.answer, tuple):
        key = (" then " if item.kind == ORDER else " ").join(item.answer)
    else:
        key = str(item.answer)
    texts = [item.id, item.topic, str(item.level), item.kind, item.told]
    sources = [f"{source.title} {source.url or ''}".strip() for source in item.sources]
    return [*texts, "\n".join(choices), key, "\n".join(feedback), "\n".join(item.explanation), "\n".join(sources)]


FORMAT = Format("csv", ".csv", "a table, one row an item", _write)
