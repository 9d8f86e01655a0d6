"""Items as files for other readers: a package for each family of formats, and one line in FORMATS for each format.

A new format is a package here that gives a `Format` (macros/exports/format.py), and its line in FORMATS. It provides:

- `name` and `suffix`: what it is called on the command line, and how its files end;
- `about`: what it is for, in a few words;
- `kinds`: a table with a cell for every kind of item (KINDS in macros/scenarios/item.py). A cell is a small function that
  writes the answers of such an item, or `not_carried("why")`, so a kind that was forgotten is a cell that is missing;
- `write`: the function from items and a cover to an `Exported`: the bytes of the file, and every item that is not in it.
  The same items always give the same bytes. An item that the format cannot hold as it is, is left out and counted, never bent:
  whatever raises `NotCarried` while it is written is left out by `carried`.

Texts of items are Markdown: `rendered` and `one_line` (macros/text/markdown_text.py) make HTML of them, and `feedback_html`
puts the name of the misconception first. Text that may hold control characters passes through `printable`.
"""

from macros.exports import anki, gift, moodle, qti, qti12, scorm, sheet, spreadsheet
from macros.exports.cover import Cover
from macros.exports.format import Exported, Format, NotCarried, Unavailable, reasons

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        moodle.FORMAT,
        moodle.FORMAT_44,
        moodle.FORMAT_CELLS,
        gift.FORMAT,
        qti12.FORMAT,
        qti.FORMAT_21,
        qti.FORMAT_30,
        qti12.FORMAT_CARTRIDGE,
        scorm.FORMAT_12,
        scorm.FORMAT_2004,
        anki.FORMAT,
        anki.FORMAT_TEXT,
        spreadsheet.FORMAT,
        sheet.FORMAT,
        sheet.FORMAT_PDF,
    )
}

__all__ = ["FORMATS", "Cover", "Exported", "Format", "NotCarried", "Unavailable", "reasons"]
