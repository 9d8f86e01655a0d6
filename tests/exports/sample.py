"""The items that the tests of exports try: three of every scenario and a draw of every case, so every kind of every topic."""

from __future__ import annotations

import csv
import html
import io
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from macros.exports import FORMATS
from macros.exports.anki.deck import COLLECTION
from macros.guide import Guide
from macros.pages.cover import cover_of
from macros.scenarios.case import drawn_cases
from macros.scenarios.compose import compose, questions
from macros.scenarios.item import Item

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
ITEMS: list[Item] = []
for _topic in GUIDE.quizzes.topics:
    for _scenario in _topic.scenarios:
        _drawn = {question.id: question for question, _ in zip(questions(GUIDE.library, _scenario, 5), range(3), strict=False)}
        ITEMS += [compose(question, _topic.id) for question in _drawn.values()]
for _case in GUIDE.quizzes.cases:
    ITEMS += [item for drawn in drawn_cases(GUIDE.library, _case, 5, 1) for item in drawn.items]
BY_ID = {item.id: item for item in ITEMS}
COVER = cover_of(GUIDE, "A form")
OF_TEXT = [name for name in FORMATS if name != "pdf"]
"""The formats whose text is read from their bytes. A PDF is laid out, which takes long, and has tests of its own."""


def plain(text: str) -> str:
    """The text of a piece of HTML."""
    bare = re.sub(r"<[^>]+>", " ", text).replace("**", " ")
    return " ".join(html.unescape(bare).replace("\xa0", " ").split())


def text_of(content: bytes) -> str:
    """The text of a file, of an archive that of all its files, with the signs of the format read."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            if COLLECTION in opened.namelist():
                return "\n".join(text for note in notes_in(opened.read(COLLECTION)) for text in note)
            texts = [opened.read(path).decode() for path in opened.namelist()]
        # HTML that stands in QTI 1.2 as text.
        return "\n".join(html.unescape(text) if "questestinterop" in text else text for text in texts)
    if content.startswith(b"#separator:Tab"):
        return "\n".join("\t".join(row) for row in csv.reader(io.StringIO(content.decode(), newline=""), delimiter="\t"))
    return content.decode().replace("\\:", ":").replace("\\=", "=")


def notes_in(collection: bytes) -> list[tuple[str, str, str]]:
    """The notes of a collection of Anki: the name of each for good, its tags and its fields."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(collection)
        return connection.execute("SELECT guid, tags, flds FROM notes ORDER BY id").fetchall()


def lines_in_words(item: Item) -> set[str]:
    """The lines of the one acceptable claim, as a question with choices writes them."""
    assert item.grid is not None
    (claim,) = item.grid.acceptable
    return {f"{x.code}, {x.units} unit{'s' if x.units > 1 else ''}, {x.modifiers or 'no modifier'}" for x in claim}
