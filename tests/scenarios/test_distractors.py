"""Which distractors are shown: over many items the key is the longest, the first or the most like the others by chance alone."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from macros.scenarios.distractors import MAX_DISTRACTORS, Written, beside_one, beside_several
from macros.scenarios.looks import central, left_by_modifiers
from macros.scenarios.misconceptions.misconception import WrongAnswer

WORDS = ["balance", "gait", "strength", "reach", "cue", "dose", "pain", "brace", "ramp", "step", "turn", "chair"]


def option(value: object, text: str) -> Written:
    return (value, text, WrongAnswer(value, "Because."))


def phrase(random: Random, words: int) -> str:
    return " ".join(random.choices(WORDS, k=words))


def test_a_key_that_is_long_by_nature_is_the_longest_by_chance_alone() -> None:
    ranks = Counter[int]()
    likest = 0.0
    for number in range(400):
        random = Random(number)
        key = option("key", phrase(random, 7))
        wrong = [option(n, phrase(random, random.randint(2, 12))) for n in range(9)]
        shown = beside_one(key, wrong, f"made-up-{number}", "A stem about gait.", None)
        assert len(shown) == MAX_DISTRACTORS
        ranks[sum(len(text) < len(key[1]) for _, text, _ in shown)] += 1
        likest += central([key[1], *(text for _, text, _ in shown)], 0)
    assert all(50 <= ranks[rank] <= 140 for rank in range(4)), ranks
    assert max(ranks[0], ranks[3]) <= 120, "neither the longest nor the shortest is a good guess"
    assert 50 <= likest <= 120


def test_a_key_among_numbers_stands_at_every_place() -> None:
    places = Counter[int]()
    for number in range(400):
        wrong = [option(n, f"${n}.00") for n in (10, 20, 30, 40, 60, 70, 80, 90)]
        shown = beside_one((50, "$50.00", "Right."), wrong, f"made-up-{number}", "How much?", int)
        assert len(shown) in {2, 3}
        places[sum(value < 50 for value, _, _ in shown) * 3 // len(shown)] += 1
    assert all(70 <= places[place] <= 130 for place in range(4)), places


def test_options_that_are_claims_differ_in_units_and_are_not_decided_by_modifiers() -> None:
    wrong = [
        option(1, "97112 × 2 GO"),
        option(2, "97112 × 2"),
        option(3, "97112 × 2 GP 59"),
        option(4, "97112 × 3 GP"),
        option(5, "97112 × 1 GP; 97110 × 1 GP"),
    ]
    for number in range(60):
        shown = beside_one(("key", "97112 × 2 GP", "Right."), wrong, f"made-up-{number}", "Which lines?", None)
        texts = ["97112 × 2 GP", *(text for _, text, _ in shown)]
        assert left_by_modifiers(texts) != [0]
        assert "97112 × 3 GP" in texts


def test_of_several_right_options_the_longest_is_right_by_lot_alone() -> None:
    longest = 0
    for number in range(300):
        random = Random(number)
        right = [("a", phrase(random, 3), "Right."), ("b", phrase(random, 4), "Right.")]
        wrong = [option(n, phrase(random, random.randint(1, 9))) for n in range(9)]
        shown = beside_several(right, wrong, f"made-up-{number}", "Which of these?")
        assert len(shown) == MAX_DISTRACTORS
        longest += max(len(text) for _, text, _ in right) > max(len(text) for _, text, _ in shown)
    assert 30 <= longest <= 135, "by chance in two of five"


def test_the_same_question_shows_the_same_options_and_few_are_all_shown() -> None:
    wrong = [option(n, phrase(Random(n), n + 1)) for n in range(8)]
    key: Written = ("key", "a key", "Right.")
    assert beside_one(key, wrong, "one", "Stem.", None) == beside_one(key, wrong, "one", "Stem.", None)
    assert len({tuple(text for _, text, _ in beside_one(key, wrong, str(n), "Stem.", None)) for n in range(30)}) > 5
    assert {value for value, _, _ in beside_one(key, wrong[:2], "one", "Stem.", None)} == {0, 1}
    assert {value for value, _, _ in beside_several([key], wrong[:3], "one", "Stem.")} == {0, 1, 2}


@pytest.mark.parametrize("side", [(10, 20, 30, 40), (60, 70, 80, 90)])
def test_where_all_wrong_numbers_lie_on_one_side_they_are_shown(side: tuple[int, ...]) -> None:
    shown = beside_one((50, "$50", "Right."), [option(n, f"${n}") for n in side], "one", "How much?", int)
    assert {value for value, _, _ in shown} <= set(side)
    assert len(shown) >= 2
