"""GIFT, read back by a reader of its own: npm's gift-pegjs, which shares nothing with what writes it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from macros.exports import FORMATS
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.exports.sample import BY_ID, COVER, ITEMS, plain

READER = Path(__file__).parents[1] / "browser" / "node" / "node_modules" / "gift-pegjs"
PROGRAM = Path(__file__).parent / "read_gift.cjs"
TYPES = {SINGLE: "MC", FIND: "MC", MULTIPLE: "MC", NUMBER: "Numerical", MATCH: "Matching"}


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found and READER.is_dir():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("NO GIFT READER: npm has not installed gift-pegjs, and CI=true asks for it")
    pytest.skip("NO GIFT READER: npm has not installed gift-pegjs")


def read(node: str, items: list[Item]) -> dict[str, dict[str, Any]]:
    """The questions that the reader finds, by their titles."""
    content = FORMATS["gift"].write(items, COVER).content
    done = subprocess.run([node, PROGRAM, READER], input=content, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = [each for each in json.loads(done.stdout) if each["type"] != "Category"]
    assert len({each["title"] for each in found}) == len(found)
    return {each["title"]: each for each in found}


def text(part: dict[str, Any] | None) -> str:
    return plain(part["text"]) if part else ""


def test_the_reader_finds_every_question_that_is_not_left_out(node: str) -> None:
    left_out = {each.item: each.why for each in FORMATS["gift"].write(ITEMS, COVER).left_out}
    assert {BY_ID[name].kind for name in left_out} == {ORDER, CLAIM_LINES}
    found = read(node, ITEMS)
    assert set(found) == set(BY_ID) - set(left_out)
    for name, question in found.items():
        assert question["type"] == TYPES[BY_ID[name].kind], name
        assert question["stem"]["format"] == "html"
        assert text(question["stem"]) == plain(BY_ID[name].full_text)


def test_the_reader_finds_the_key_the_feedback_and_the_page(node: str) -> None:
    for name, question in read(node, ITEMS).items():
        item = BY_ID[name]
        worked = text(question["globalFeedback"])
        assert all(plain(step) in worked for step in item.explanation), name
        assert f"Taught on: {COVER.pages[item.topic].title}" in worked
        choices = question.get("choices", [])
        if item.kind == NUMBER:
            assert [c["text"]["number"] for c in choices if c["weight"] is None] == [item.answer]
            assert {c["text"]["range"] for c in choices} == {0}
            wrong = {c["text"]["number"]: text(c["feedback"]) for c in choices if c["weight"] == 0}
            assert set(wrong) == {each.value for each in item.fields[0].wrong}
            assert all(plain(each.feedback) in wrong[each.value] for each in item.fields[0].wrong)
        elif item.kind == MATCH:
            texts = {option.id: plain(option.text) for option in item.options}
            pairs = [(text(p["subquestion"]), p["subanswer"]) for p in question["matchPairs"]]
            assert [pair for pair in pairs if pair[0]] == [(plain(row.text), texts[row.answer]) for row in item.rows]
            assert {answer for _, answer in pairs} == set(texts.values())
        else:
            assert [text(c["text"]) for c in choices] == [plain(option.text) for option in item.options]
            for choice, option in zip(choices, item.options, strict=True):
                assert plain(option.feedback) in text(choice["feedback"])
                assert option.misconception_title in text(choice["feedback"])
                right = choice["isCorrect"] if item.kind != MULTIPLE else choice["weight"] > 0
                assert right == option.correct


def test_signs_of_gift_in_a_text_stay_text(node: str) -> None:
    odd = "1. {a} = b ~ c # d : e \\ f -> 50% // g\n\n::h:: $i"
    item = next(item for item in ITEMS if item.kind == SINGLE and item.case is None)
    first, *others = item.options
    (question,) = read(node, [replace(item, stem=odd, options=(replace(first, text=f"x {odd}", feedback=odd), *others))]).values()
    assert text(question["choices"][0]["text"]) == plain(f"x {odd}")
    assert plain(odd) in text(question["choices"][0]["feedback"])
