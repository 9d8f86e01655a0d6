"""Cards for Anki: a package with its decks (.apkg), and a text of two fields that Anki imports, which a browser can make too.

Both name each note by the id of its item, so that what is imported again takes the place of the note that is there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from macros.exports.anki.cards import SIDES, field
from macros.exports.cover import Cover
from macros.exports.feedback import page_html, steps_html
from macros.exports.format import Exported, Format, LeftOut, carried, category_of
from macros.exports.pieces import Document, Frame, Pieces, always, writer
from macros.scenarios.item import Item
from macros.text.markdown_text import rendered

BELOW = "::"
"""Stands between a deck and the one in it, and between a tag and the one below it."""


def deck_of(item: Item, cover: Cover) -> str:
    """The deck of an item: one for each topic and each case."""
    return BELOW.join([cover.guide, *category_of(item).split("/")])


def tags_of(item: Item) -> list[str]:
    """What Anki can search for: the topic, the skill and the level, and the case of a part of one."""
    tags = {
        "topic": item.topic,
        "skill": item.scenario,
        "level": str(item.level),
        **({"case": item.case.id} if item.case else {}),
    }
    return [f"{name}{BELOW}{value}" for name, value in tags.items()]


def fields_of(item: Item, cover: Cover) -> dict[str, str]:
    """The fields of a note, by their names."""
    sides = SIDES[item.kind](item)
    fields = {
        "Question": rendered(item.full_text) + sides.asked,
        "Key": sides.key,
        "Why": "".join(f"<p>{line}</p>" for line in sides.why),
        "Steps": steps_html(item),
        "Page": page_html(item, cover),
    }
    return {name: field(html) for name, html in fields.items()}


def _package(items: Sequence[Item], cover: Cover) -> Exported:
    # Its libraries are loaded only when somebody wants a deck.
    from macros.exports.anki.deck import Card, package

    left_out: list[LeftOut] = []
    fields = carried(items, lambda item: fields_of(item, cover), left_out)
    cards = [Card(item.id, deck_of(item, cover), tuple(of_item.values()), tuple(tags_of(item))) for item, of_item in fields]
    return Exported(package(cards, cover.day), tuple(left_out))


def _line(cells: Sequence[str]) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter="\t", lineterminator="\n").writerow(cells)
    return file.getvalue()


HEAD = """#separator:Tab
#html:true
#guid column:3
#deck column:4
#tags column:5
#columns:Front\tBack\tguid\tdeck\ttags
"""
"""What Anki reads before the notes. Without it Anki guesses the separator, and takes another one than the file has.

Front and back come first, for Anki fills the fields of a kind of note in the order of the columns, whatever they are called.
"""

TEXT_FRAME = always(Frame((Document("form.txt", HEAD, "", xml=False),), archive=False))


def _pieces(item: Item, cover: Cover) -> Pieces:
    question, *answer = fields_of(item, cover).values()
    return Pieces({"form.txt": _line([question, "".join(answer), item.id, deck_of(item, cover), " ".join(tags_of(item))])})


FORMAT = Format("anki", ".apkg", "a package for Anki, a deck for each topic", SIDES, _package)
FORMAT_TEXT = Format(
    "anki-text", ".txt", "notes for Anki as text, of two fields", SIDES, writer(TEXT_FRAME, _pieces), TEXT_FRAME, _pieces
)
