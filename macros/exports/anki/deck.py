"""The package of decks: a collection by genanki, and the same bytes for the same cards on every day.

genanki gives what it writes the time of the day, and SQLite and ZIP note their versions and times. So the time is the day of the
cover, and the collection is packed anew.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import genanki

from macros.exports.pieces import archive
from macros.scenarios.draw import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

COLLECTION, MEDIA = "collection.anki2", "media"
FIRST_ID = 1 << 30
"""From here on stand the ids of decks: Anki wants them large, so that they are nobody else's."""

MODEL_ID = 1597112001
"""The id of the kind of note. It never changes: with another one Anki would add every note a second time."""

FIELDS = ("Question", "Key", "Why", "Steps", "Page")

QUESTION = "{{Question}}"
ANSWER = """{{FrontSide}}
<hr id="answer">
<div class="key">{{Key}}</div>
{{#Why}}<div class="why">{{Why}}</div>{{/Why}}
{{#Steps}}<div class="steps">{{Steps}}</div>{{/Steps}}
<div class="page">{{Page}}</div>"""

CSS = """.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.5; text-align: left; }
.card { margin: 0 auto; max-width: 40em; padding: 0 .5em; }
.key { font-weight: bold; }
.why, .steps { font-size: .9em; }
.page { font-size: .75em; opacity: .8; }
"""


@dataclass(frozen=True)
class Card:
    """A note with its one card: its name for good, its deck, its fields in the order of FIELDS, and its tags."""

    guid: str
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def _model() -> genanki.Model:
    template = {"name": "Card", "qfmt": QUESTION, "afmt": ANSWER}
    return genanki.Model(MODEL_ID, "Guide 97112", fields=[{"name": name} for name in FIELDS], templates=[template], css=CSS)


def deck_id(name: str) -> int:
    """The id of a deck, the same for good."""
    return FIRST_ID + spread(name) % FIRST_ID


def _decks(cards: Sequence[Card]) -> list[genanki.Deck]:
    """A deck for each name, in the order in which it first appears. New cards come in the order of the form."""
    model = _model()
    decks = {name: genanki.Deck(deck_id(name), name) for name in dict.fromkeys(card.deck for card in cards)}
    for place, card in enumerate(cards, start=1):
        note = genanki.Note(model, list(card.fields), tags=list(card.tags), guid=card.guid, due=place)
        decks[card.deck].add_note(note)
    return list(decks.values())


def package(cards: Sequence[Card], day: date) -> bytes:
    """The bytes of the package. Notes count as changed on `day`: by it Anki tells which of two is the newer one."""
    changed = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    ids: Iterator[int] = count(int(changed * 1000))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / COLLECTION
        with closing(sqlite3.connect(path)) as connection:
            genanki.Package(_decks(cards)).write_to_db(connection.cursor(), changed, ids)
            connection.commit()
            connection.execute("VACUUM")
        content = path.read_bytes()
    return archive({COLLECTION: _without_versions(content), MEDIA: "{}"})


CHANGES, VALID_FOR, WRITTEN_BY = 24, 92, 96
"""Where the head of an SQLite file counts its changes, repeats that count, and names the version that wrote it."""

ONE = (1).to_bytes(4, "big")
ANY_VERSION = (3_008_000).to_bytes(4, "big")


def _without_versions(content: bytes) -> bytes:
    """The file with the same counts and version in its head, whatever wrote it. SQLite does not rest on them."""
    head = bytearray(content[:100])
    for place, value in ((CHANGES, ONE), (VALID_FOR, ONE), (WRITTEN_BY, ANY_VERSION)):
        head[place : place + 4] = value
    return bytes(head) + content[100:]
