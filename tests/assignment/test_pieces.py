"""The pieces beside the pages: of every question that can be asked, in every format, and the same as the command's."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from macros.exports import FORMATS
from macros.exports.format import BEYOND
from macros.exports.pieces import Pieces, assembled
from macros.pages.cover import cover_of
from macros.pages.pieces import ALIKE, OFFERED, case_pieces, topic_pieces
from macros.scenarios.item import Item
from tests.exports.sample import GUIDE

TOPIC = "plans"
ITEMS = {entry.item.id: entry.item for entry in GUIDE.bank.entries(TOPIC) if entry.item}
CASE = GUIDE.quizzes.cases[0]


@pytest.fixture(scope="module")
def pieces() -> dict[str, Any]:
    """The pieces of a topic by the format, unpacked as the browser unpacks them."""
    made = topic_pieces(GUIDE, GUIDE.quizzes.topic(TOPIC))
    return {name: json.loads(gzip.decompress(file.content)) for name, file in made.items()}


@pytest.mark.parametrize("name", OFFERED)
def test_every_question_has_its_piece_or_the_reason_why_not(name: str, pieces: dict[str, Any]) -> None:
    whole = FORMATS[name].write(list(ITEMS.values()), cover_of(GUIDE, "All of it"))
    assert set(pieces[name]) == set(ITEMS)
    assert {item: each["why"] for item, each in pieces[name].items() if "why" in each} == {
        each.item: each.why for each in whole.left_out if each.kind != BEYOND
    }


@pytest.mark.parametrize("name", OFFERED)
def test_a_form_of_pieces_is_the_form_that_the_command_writes(name: str, pieces: dict[str, Any]) -> None:
    items: list[tuple[Item, Pieces]] = [
        (ITEMS[item], Pieces(**each["pieces"])) for item, each in list(pieces[name].items())[::7] if "pieces" in each
    ]
    frame = FORMATS[name].frame
    assert frame
    cover = cover_of(GUIDE, "A form")
    by_command = FORMATS[name].write([item for item, _ in items], cover)
    assert assembled(frame(cover), items, cover) == by_command.content


def test_the_parts_of_a_case_stand_together() -> None:
    file = json.loads(gzip.decompress(case_pieces(GUIDE, CASE)["gift"].content))
    assert {each["category"] for each in file.values()} == {f"cases/{CASE.id}"}
    assert len(file) % len(CASE.parts) == 0


def test_the_same_pieces_have_the_same_bytes_and_name() -> None:
    first, second = (topic_pieces(GUIDE, GUIDE.quizzes.topic("people")) for _ in range(2))
    assert first == second
    assert all(file.name.startswith(f"{ALIKE[name]}-people-") for name, file in first.items())
