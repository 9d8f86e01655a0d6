"""The rules of item writing: each finds what it is for, and the bank keeps them all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.scenarios.compose import compose, range_of
from macros.scenarios.item import FIND, MULTIPLE, NUMBER, SINGLE, Item, Option
from macros.scenarios.item_writing import faults
from macros.scenarios.template import Scenario

GUIDE = Guide.load(Path(__file__).resolve().parents[2])


def scenario(**changed: object) -> Scenario:
    plain = {
        "id": "made-up",
        "level": 1,
        "teaches": [],
        "vary": {"nmr": "8..40"},
        "stem": "Medicare: {{ nmr }}?",
        "ask": "claim",
        "wrong": [],
    }
    return Scenario.model_validate({**plain, **changed})


def item(
    number: int = 0,
    key: int = 0,
    texts: tuple[str, ...] = ("one", "two", "six"),
    stem: str = "What does Medicare say?",
    level: int = 1,
) -> Item:
    options = tuple(Option("abcd"[i], text, i == key, "Because.") for i, text in enumerate(texts))
    return Item(f"made-up-{number}", "made-up", "units", level, SINGLE, stem, options, (), "abcd"[key], ("So.",), (), None, None)


def names(found: object) -> list[str]:
    return [what.partition("]")[0].strip("[") for _, what, _ in found]  # type: ignore[attr-defined]


def test_a_sound_set_of_questions_has_no_fault() -> None:
    assert names(faults(scenario(), [item(n, key=n % 3) for n in range(30)])) == []


FAULTS = {
    "told": (scenario(stem="Medicare?"), [item()]),
    "all-or-none": (scenario(), [item(texts=("one", "two", "All of the above"))]),
    "negative": (scenario(), [item(stem="A visit. Which is not billed to Medicare?")]),
    "long-stem": (scenario(), [item(stem="Medicare " + "word " * 120)]),
    "payer": (scenario(), [item(stem="How is the day billed?")]),
    "parallel": (scenario(), [item(texts=("One.", "two", "six"))]),
    "same-place": (scenario(), [item(n, key=1) for n in range(12)]),
    "longest": (
        scenario(),
        [item(n, key=n % 3, texts=tuple("longer" if i == n % 3 else "no" for i in range(3))) for n in range(12)],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_rule_finds_what_it_is_for(name: str) -> None:
    asked, items = FAULTS[name]
    assert names(faults(asked, items)) == [name]


SOUND = {
    "a marked negative": (scenario(), [item(stem="Which is **not** billed to Medicare?")]),
    "a negative before the question": (scenario(), [item(stem="He does not walk. What does Medicare say?")]),
    "a long stem at level 3": (scenario(level=3), [item(stem="Medicare " + "word " * 120, level=3)]),
    "few questions with one place": (scenario(), [item(n, key=1) for n in range(11)]),
    "a constant need not be told": (scenario(vary={"day": ["2026-03-02"]}, stem="Medicare?"), [item()]),
    "another ask needs no payer": (scenario(ask="term"), [item(stem="Which is it?")]),
}


@pytest.mark.parametrize(("asked", "items"), SOUND.values(), ids=SOUND)
def test_what_is_sound_is_let_through(asked: Scenario, items: list[Item]) -> None:
    assert names(faults(asked, items)) == []


def test_the_key_stands_in_every_place_alike_over_the_shuffled_bank() -> None:
    """Chi-square over the questions whose options are shuffled: 3 degrees of freedom, 16.27 at one in a thousand."""
    places: Counter[int] = Counter()
    for topic in GUIDE.topics:
        for each in topic.scenarios:
            if each.ask in {"claim", "claim-lines", "activity", "element", "term", "meaning", "missing", "document"}:
                for question in range_of(GUIDE, each, 200):
                    made = compose(question, topic)
                    if len(made.options) == 4:
                        places[next(i for i, option in enumerate(made.options) if option.correct)] += 1
    total = sum(places.values())
    assert total > 1000
    chi_square = sum((places[place] - total / 4) ** 2 / (total / 4) for place in range(4))
    assert chi_square < 16.27, places


def test_every_wrong_answer_names_what_was_done() -> None:
    for topic in GUIDE.topics:
        for each in topic.scenarios:
            for question in range_of(GUIDE, each, 20):
                made = compose(question, topic)
                if made.kind in {SINGLE, MULTIPLE, FIND}:
                    assert all(len(option.feedback) > 10 for option in made.options if not option.correct)
                for row in made.rows:
                    assert len(row.feedback) > 10
                if made.kind == NUMBER:
                    assert all(len(wrong.feedback) > 10 for field in made.fields for wrong in field.wrong)
                elif made.grid:
                    assert made.grid.wrong
                    assert all(len(wrong.feedback) > 10 for wrong in made.grid.wrong)
                else:
                    assert made.options or made.rows


def test_a_third_of_the_scenarios_are_cases_of_several_sentences() -> None:
    told = [each.stem.count(". ") + each.stem.count(".\n") >= 2 for topic in GUIDE.topics for each in topic.scenarios]
    assert sum(told) * 3 >= len(told)


def test_forty_misconceptions_are_named() -> None:
    from macros.scenarios.misconceptions import MISCONCEPTIONS

    used = {name for topic in GUIDE.topics for each in topic.scenarios for name in each.wrong}
    assert used <= set(MISCONCEPTIONS)
    assert len(used) >= 40
