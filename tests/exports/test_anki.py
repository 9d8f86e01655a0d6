"""Decks, imported by Anki's own core, and the text that Anki imports. What is asked and its key are compared with the items."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from macros.exports import FORMATS
from macros.exports.anki.deck import COLLECTION, deck_id
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.exports.sample import BY_ID, COVER, GUIDE, ITEMS, notes_in, plain, text_of

PACKAGE = FORMATS["anki"].write(ITEMS, COVER).content
FIELDS = ["Question", "Key", "Why", "Steps", "Page"]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """An empty collection. Without Anki's core the test is skipped aloud, or fails where CI asks for it."""
    try:
        from anki.collection import Collection
    except ImportError:
        if os.environ.get("CI") == "true":
            pytest.fail("NO ANKI: pip has not installed anki, and CI=true asks for it")
        pytest.skip("NO ANKI: pip has not installed anki, so no deck is imported")
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def import_package(collection: Any, content: bytes, *, always: bool = False) -> dict[str, int]:
    """What Anki says of each note of a package: how many are new, updated, duplicates and so on."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS

    path = Path(collection.path).with_name("deck.apkg")
    path.write_bytes(content)
    options = ImportAnkiPackageOptions(update_notes=ALWAYS) if always else ImportAnkiPackageOptions()
    return counts(collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)))


def import_text(collection: Any, content: bytes) -> dict[str, int]:
    """The same of a text, with everything as Anki guesses it or the text says."""
    from anki.collection import ImportCsvRequest

    path = Path(collection.path).with_name("notes.txt")
    path.write_bytes(content)
    metadata = collection.get_csv_metadata(str(path), None)
    return counts(collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)))


def counts(answer: Any) -> dict[str, int]:
    log = answer.log
    return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting") if getattr(log, name)}


def notes(collection: Any) -> dict[str, Any]:
    return {note.guid: note for note in map(collection.get_note, collection.find_notes(""))}


def right(item: Item) -> list[str]:
    """What the key must say, by the item alone."""
    texts = {option.id: plain(option.text) for option in item.options}
    if item.kind == NUMBER:
        return [f"{item.fields[0].label}: {item.answer:,}"]
    if item.kind == MATCH:
        return [f"{plain(row.text)} → {texts[row.answer]}" for row in item.rows]
    if item.kind == ORDER:
        return [" ".join(texts[name] for name in item.answer_ids)]
    if item.kind == CLAIM_LINES:
        assert item.grid is not None
        claims = [
            " ".join(f"{x.code}, {x.units} unit{'s' if x.units > 1 else ''}, {x.modifiers or 'no modifier'}" for x in claim)
            for claim in item.grid.acceptable
        ]
        return [" or ".join(claim or "Nothing is billed." for claim in claims)]
    assert item.kind in {SINGLE, MULTIPLE, FIND}
    return [" ".join(f"{option.id}) {plain(option.text)}" for option in item.options if option.correct)]


def test_anki_imports_every_item_with_its_fields_tags_and_deck(collection: Any) -> None:
    assert import_package(collection, PACKAGE) == {"new": len(ITEMS)}
    assert (collection.note_count(), collection.card_count()) == (len(ITEMS), len(ITEMS))
    found = notes(collection)
    assert set(found) == set(BY_ID)
    for name, note in found.items():
        item = BY_ID[name]
        assert note.keys() == FIELDS
        asked = plain(note["Question"])
        assert asked.startswith(plain(item.full_text)), name
        assert all(plain(option.text) in asked for option in item.options)
        assert plain(note["Key"]) == " ".join(right(item)) or item.kind == MATCH
        assert all(text in plain(note["Key"]) for text in right(item)), name
        assert all(plain(option.feedback) in plain(note["Why"]) for option in item.options)
        assert all(plain(step) in plain(note["Steps"]) for step in item.explanation)
        assert plain(COVER.pages[item.topic].html) in plain(note["Page"])
        assert "CPT copyright" in note["Page"]
        case = [f"case::{item.case.id}"] if item.case else []
        assert sorted(note.tags) == sorted([f"topic::{item.topic}", f"skill::{item.scenario}", f"level::{item.level}", *case])
        (card,) = note.cards()
        deck = f"cases::{item.case.id}" if item.case else item.topic
        assert collection.decks.name(card.did) == f"Guide 97112::{deck}"


def test_the_front_shows_what_is_asked_and_the_back_the_key(collection: Any) -> None:
    import_package(collection, PACKAGE)
    for name, note in list(notes(collection).items())[::17]:
        (card,) = note.cards()
        front, back = plain(card.question()), plain(card.answer())
        assert plain(note["Question"]) in front
        assert plain(note["Steps"]) not in front, name
        assert all(plain(note[field]) in back for field in FIELDS)


def test_the_parts_of_a_case_come_in_their_order(collection: Any) -> None:
    import_package(collection, PACKAGE)
    case = next(item.case.id for item in ITEMS if item.case)
    found = notes(collection)
    parts = [item for item in ITEMS if item.case and item.case.id == case]
    due = [found[item.id].cards()[0].due for item in sorted(parts, key=lambda item: item.case.part if item.case else 0)]
    assert due == sorted(due)
    assert len(set(due)) == len(parts)


def test_a_second_import_adds_none_and_a_newer_file_updates(collection: Any) -> None:
    some = ITEMS[:40]
    import_package(collection, FORMATS["anki"].write(some, COVER).content)
    assert import_package(collection, FORMATS["anki"].write(some, COVER).content) == {"duplicate": 40}
    newer = [replace(item, explanation=("Another step.",)) for item in some]
    assert import_package(collection, FORMATS["anki"].write(newer, COVER).content) == {"duplicate": 40}, "not a day newer"
    later = replace(COVER, day=COVER.day + timedelta(days=1))
    assert import_package(collection, FORMATS["anki"].write(newer, later).content) == {"updated": 40}
    assert {plain(note["Steps"]) for note in notes(collection).values()} == {"Another step."}
    assert import_package(collection, FORMATS["anki"].write(some, COVER).content, always=True) == {"updated": 40}
    assert collection.note_count() == 40


def test_four_hundred_questions_become_four_hundred_notes(collection: Any) -> None:
    """With nothing chosen by hand. Anki takes the separator, the columns and the decks from the head of the text."""
    entries = [entry.item for topic in GUIDE.quizzes.topics[:5] for entry in GUIDE.bank.entries(topic.id)[:90] if entry.item]
    items = [*entries, *(item for item in ITEMS if item.case or item.kind in {ORDER, MATCH, CLAIM_LINES})]
    items = list({item.id: item for item in items}.values())[-400:]
    content = FORMATS["anki-text"].write(items, COVER).content
    assert import_text(collection, content) == {"new": 400}
    found = notes(collection)
    assert set(found) == {item.id for item in items}
    for item in items:
        note = found[item.id]
        assert note.keys() == ["Front", "Back"]
        assert plain(note["Front"]).startswith(plain(item.full_text))
        assert all(text in plain(note["Back"]) for text in right(item))
        assert f"skill::{item.scenario}" in note.tags
    assert import_text(collection, content) == {"duplicate": 400}
    assert collection.note_count() == 400


def test_braces_in_a_text_stay_text(collection: Any) -> None:
    odd = replace(ITEMS[0], stem="{{Key}} {{c1::a}} {{{b}}} }}", explanation=("{{FrontSide}}",))
    assert all("{{" not in text_of(FORMATS[name].write([odd], COVER).content) for name in ("anki", "anki-text"))
    import_package(collection, FORMATS["anki"].write([odd], COVER).content)
    (note,) = notes(collection).values()
    assert plain(note["Question"]).startswith("{{Key}} {{c1::a}} {{{b}}} }}")
    assert "{{FrontSide}}" in plain(note.cards()[0].answer())


def collection_in(content: bytes) -> bytes:
    """The collection of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(COLLECTION)


def rows(content: bytes, query: str) -> list[Any]:
    """What the collection of a package answers to a query."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(collection_in(content))
        return connection.execute(query).fetchall()


def test_ids_never_change() -> None:
    """Whoever has a deck would get every note a second time."""
    assert deck_id("Guide 97112::units") == 1967001191
    assert list(json.loads(rows(PACKAGE, "SELECT models FROM col")[0][0])) == ["1597112001"]
    assert {guid for guid, _, _ in notes_in(collection_in(PACKAGE))} == set(BY_ID)


def test_the_collection_is_whole_and_says_nothing_of_the_day_or_the_machine() -> None:
    assert rows(PACKAGE, "PRAGMA integrity_check") == [("ok",)]
    assert rows(PACKAGE, "SELECT DISTINCT mod FROM notes") == [(1767225600,)], "January 1, 2026, as the cover says"
    major, minor, patch = sqlite3.sqlite_version_info
    assert int.from_bytes(collection_in(PACKAGE)[96:100], "big") != major * 1_000_000 + minor * 1000 + patch
