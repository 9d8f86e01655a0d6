"""The rules of item writing: each finds what it is for, and the bank keeps them all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from textstat import textstat

from macros.guide import Guide
from macros.scenarios.case import drawn_cases
from macros.scenarios.compose import compose, questions, range_of
from macros.scenarios.form import form
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
        "visit": VISIT,
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


VISIT = {"payer_rule": "medicare", "services": [{"code": "97112", "minutes": "nmr"}]}


def ordered(made: Item) -> Item:
    return replace(made, ordered=True)


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
    "detail": (scenario(vary={"nmr": "8..40", "age": "60..80"}, visit=VISIT, stem="Medicare: {{ nmr }} {{ age }}?"), [item()]),
    "middle": (
        scenario(),
        [ordered(item(n, key=1 + n % 2, texts=("1", "2", "3", "4"))) for n in range(12)],
    ),
    "odd-one-out": (
        scenario(),
        [item(n, key=n % 3, texts=tuple("see 2" if i == n % 3 else "see a" for i in range(3))) for n in range(12)],
    ),
    "same-place": (scenario(), [item(n, key=1) for n in range(12)]),
    "longest": (
        scenario(),
        [item(n, key=n % 3, texts=tuple("longer" if i == n % 3 else ("no", "so", "we")[i] for i in range(3))) for n in range(12)],
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
    "a constant need not be told": (scenario(vary={"day": ["2026-03-02"]}, visit=None, stem="Medicare?"), [item()]),
    "a detail that is marked": (
        scenario(vary={"nmr": "8..40", "age": "60..80"}, stem="Medicare: {{ nmr }} {{ age }}?", details=["age"]),
        [item()],
    ),
    "options without an order have no middle": (
        scenario(),
        [item(n, key=1 + n % 2, texts=("1", "2", "3", "4")) for n in range(12)],
    ),
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


def test_the_key_is_the_longest_option_no_more_often_than_chance_allows() -> None:
    """Over the bank: each question counts one in so many options, and the sum stays within three standard deviations."""
    longest, expected, variance = 0, 0.0, 0.0
    for topic in GUIDE.topics:
        for each in topic.scenarios:
            for question in range_of(GUIDE, each, 40):
                made = compose(question, topic)
                lengths = Counter(len(option.text) for option in made.options)
                if made.kind != SINGLE or lengths[max(lengths)] > 1:
                    continue
                chance = 1 / len(made.options)
                longest += max(made.options, key=lambda option: len(option.text)).correct
                expected, variance = expected + chance, variance + chance * (1 - chance)
    assert expected > 100
    assert longest <= expected + 3 * variance**0.5, (longest, expected)


def told_in_bank() -> list[str]:
    texts = [each.stem for topic in GUIDE.topics for each in topic.scenarios]
    return texts + [case.story for case in GUIDE.cases]


def test_the_people_of_the_vignettes_differ() -> None:
    """Women and men alike, young and old, and hardly two of one name; no age is told of only one sex."""
    text = " ".join(told_in_bank())
    people = set(re.findall(r"\b(Mr|Mrs|Ms)\. ([A-Z]\w+)", text))
    men = sum(title == "Mr" for title, _ in people)
    assert len(people) >= 25
    assert 0.35 <= men / len(people) <= 0.65, (men, len(people))
    assert len({name for _, name in people}) >= 0.9 * len(people)
    ages = [int(found) for found in re.findall(r"\b(?:Mr|Mrs|Ms)\. \w+, (\d{2})\b", text)]
    assert min(ages) < 40
    assert max(ages) > 80
    assert len(set(ages)) >= 12


HIGHEST_GRADE = 12


def test_stems_can_be_read() -> None:
    """The reading grade of all stems of a topic together, and of the stories of cases, by textstat."""
    for topic in GUIDE.topics:
        stems = " ".join(compose(range_of(GUIDE, each, 1)[0], topic).stem for each in topic.scenarios)
        assert textstat.automated_readability_index(stems) <= HIGHEST_GRADE, topic.id
    stories = " ".join(drawn_cases(GUIDE, case, 0, 1)[0].story for case in GUIDE.cases)
    assert textstat.automated_readability_index(stories) <= HIGHEST_GRADE


def test_no_form_tells_the_answer_of_one_item_in_another() -> None:
    """No two items of a form rest on one term, statement or other record, as long as there are others."""
    for seed in range(20):
        for topic in GUIDE.topics:
            items = form(GUIDE, (topic,), 6, seed)
            ids = {scenario.id: scenario for scenario in topic.scenarios}
            records: list[str] = []
            for made in items:
                drawn = islice(questions(GUIDE, ids[made.scenario], seed), 2000)
                question = next(each for each in drawn if each.id == made.id)
                records += [f"{type(v).__name__} {v.id}" for v in question.draw.values() if hasattr(v, "id")]
            assert len(set(records)) == len(records), (topic.id, seed)


def test_a_third_of_the_scenarios_are_cases_of_several_sentences() -> None:
    told = [each.stem.count(". ") + each.stem.count(".\n") >= 2 for topic in GUIDE.topics for each in topic.scenarios]
    assert sum(told) * 3 >= len(told)


def test_forty_misconceptions_are_named() -> None:
    from macros.scenarios.misconceptions import MISCONCEPTIONS

    used = {name for topic in GUIDE.topics for each in topic.scenarios for name in each.wrong}
    assert used <= set(MISCONCEPTIONS)
    assert len(used) >= 40
