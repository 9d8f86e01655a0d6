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
from macros.exports.format import NUMBER_ALONE, readable_name
from macros.exports.gift import LETTER, answered_by_letter
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.exports.sample import BY_ID, COVER, ITEMS, lines_in_words, plain

READER = Path(__file__).parents[1] / "browser" / "node" / "node_modules" / "gift-pegjs"
PROGRAM = Path(__file__).parent / "read_gift.cjs"
TYPES = {SINGLE: "MC", FIND: "MC", MULTIPLE: "MC", CLAIM_LINES: "MC", NUMBER: "Numerical", MATCH: "Matching"}


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found and READER.is_dir():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("NO GIFT READER: npm has not installed gift-pegjs, and CI=true asks for it")
    pytest.skip("NO GIFT READER: npm has not installed gift-pegjs")


def read(node: str, items: list[Item]) -> dict[str, dict[str, Any]]:
    """The questions that the reader finds, by their ids."""
    content = FORMATS["gift"].write(items, COVER).content
    done = subprocess.run([node, PROGRAM, READER], input=content, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = [each for each in json.loads(done.stdout) if each["type"] != "Category"]
    assert len({each["title"] for each in found}) == len(found) == len({each["id"] for each in found})
    return {each["id"]: each for each in found}


def text(part: dict[str, Any] | None) -> str:
    return plain(part["text"]) if part else ""


def test_the_reader_finds_every_question_that_is_not_left_out(node: str) -> None:
    left_out = {each.item: each.why for each in FORMATS["gift"].write(ITEMS, COVER).left_out}
    assert {BY_ID[name].kind for name in left_out} <= {ORDER, CLAIM_LINES}
    assert all(BY_ID[name].kind == ORDER or len(BY_ID[name].grid.acceptable) > 1 for name in left_out)  # type: ignore[union-attr]
    found = read(node, ITEMS)
    assert set(found) == set(BY_ID) - set(left_out)
    for name, question in found.items():
        item = BY_ID[name]
        in_order = item.kind == FIND or (item.kind == SINGLE and item.ordered)
        assert question["type"] == ("Short" if in_order else TYPES[item.kind]), name
        assert plain(question["title"]) == plain(readable_name(BY_ID[name]))
        assert question["tags"] == [f"level {BY_ID[name].level}", BY_ID[name].topic]
        assert question["stem"]["format"] == "html"
        told = plain(BY_ID[name].full_text)
        if item.kind == CLAIM_LINES:
            told += " Tick every line of the claim, and no other."
        if in_order:
            told = " ".join([told, *(f"{option.id}) {plain(option.text)}" for option in item.options), LETTER])
        if item.kind == NUMBER and item.fields[0].maximum >= 1000:
            told += f" {NUMBER_ALONE}"
        assert text(question["stem"]) == told


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
        elif item.kind == CLAIM_LINES:
            assert {text(c["text"]) for c in choices if c["weight"] > 0} == lines_in_words(item)
            assert sum(c["weight"] for c in choices) < 0.001, "ticking everything earns nothing"
        elif answered_by_letter(item):
            # Moodle shuffles choices. These stand in the question in their order, and the letter is the answer.
            assert [text(c["text"]) for c in choices] == [option.id for option in item.options]
            assert [c["weight"] in {None, 100} for c in choices] == [option.correct for option in item.options]
            for choice, option in zip(choices, item.options, strict=True):
                assert plain(option.feedback) in text(choice["feedback"])
        else:
            assert [text(c["text"]) for c in choices] == [plain(option.text) for option in item.options]
            for choice, option in zip(choices, item.options, strict=True):
                assert plain(option.feedback) in text(choice["feedback"])
                assert option.misconception_title in text(choice["feedback"])
                right = choice["isCorrect"] if item.kind != MULTIPLE else choice["weight"] > 0
                assert right == option.correct


@pytest.mark.parametrize("kind", [SINGLE, MULTIPLE])
def test_a_percentage_at_the_beginning_of_an_option_stays_text(node: str, kind: str) -> None:
    item = next(item for item in ITEMS if item.kind == kind and not item.ordered and item.case is None)
    odd = tuple(replace(option, text=f"%50%of the {option.id}") for option in item.options)
    (question,) = read(node, [replace(item, options=odd)]).values()
    assert [text(choice["text"]) for choice in question["choices"]] == [option.text for option in odd]
    (plain_question,) = read(node, [item]).values()
    shares = [[(c["isCorrect"], c["weight"]) for c in each["choices"]] for each in (question, plain_question)]
    assert shares[0] == shares[1]


def test_no_blank_line_stands_inside_a_question() -> None:
    odd = [replace(item, stem=f"{item.stem}\n\n\n1. a\n\n2. b") for item in ITEMS[:50]]
    content = FORMATS["gift"].write(odd, COVER).content.decode()
    blocks = [block for block in content.split("\n\n") if "::[html]" in block]
    assert len(blocks) == len(odd)
    assert all(block.rstrip().endswith("}") for block in blocks)


def test_signs_of_gift_in_a_text_stay_text(node: str) -> None:
    odd = "1. {a} = b ~ c # d : e \\ f -> 50% // g\n\n::h:: $i"
    item = next(item for item in ITEMS if item.kind == SINGLE and not item.ordered and item.case is None)
    first, *others = item.options
    (question,) = read(node, [replace(item, stem=odd, options=(replace(first, text=f"x {odd}", feedback=odd), *others))]).values()
    assert text(question["choices"][0]["text"]) == plain(f"x {odd}")
    assert plain(odd) in text(question["choices"][0]["feedback"])
