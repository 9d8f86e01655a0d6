"""Items for other readers, one module a format: a plain dictionary, no registration."""

from macros.exports import csv_table, gift, moodle, sheet
from macros.exports.cover import Cover
from macros.exports.exported import Exported, Format, reasons

FORMATS: dict[str, Format] = {
    each.name: each for each in (moodle.FORMAT, moodle.FORMAT_44, gift.FORMAT, csv_table.FORMAT, sheet.FORMAT)
}

__all__ = ["FORMATS", "Cover", "Exported", "Format", "reasons"]
