"""Which code: the browser finds for an activity what the rule says, with its reasons, what is near, and what has no effect."""

from __future__ import annotations

from dataclasses import asdict
from random import Random
from typing import Any

import pytest

from macros.guide import Guide
from macros.pages.example_questions import example_questions
from macros.pages.links import Links
from macros.pages.which_code import code_tables
from macros.rules.code_choice import (
    FEATURES,
    Activity,
    changes_text,
    choose_code,
    missing_feature,
    near_misses,
    without_effect,
)
from macros.rules.vocabulary import Action, Device, Modality, Target
from tests.command import ROOT
from tests.finder.conftest import Find
from tests.proof import proof
from tests.seeds import daily_seed

GUIDE = Guide.load(ROOT)
LIBRARY = GUIDE.library
QUESTIONS = {name: at for name, at in example_questions(GUIDE).items() if name not in {"X-02", "X-41"}}
"""Where a question on an example is asked; two are left out, so that an example without one is among them."""

TABLES = code_tables(LIBRARY, Links(LIBRARY, "../../"), QUESTIONS)


def by_rule(activity: Activity) -> dict[str, Any]:
    """What run.mjs writes of an activity."""
    choice = choose_code(activity)
    return {
        "codes": list(choice.codes),
        "missing": missing_feature(activity),
        "reasons": [{"text": step.text, "cites": list(step.cites)} for step in choice.steps],
        "near": [[list(miss.codes), changes_text(miss.changes)] for miss in near_misses(activity)],
        "idle": list(without_effect(activity)),
        "examples": [example.id for example in LIBRARY.examples if example.features.activity == activity],
        "practice": practice_of(activity),
    }


def practice_of(activity: Activity) -> str:
    """The question on an example of just this activity, else of the first code that has one, else the page of all."""
    asked = [example for example in LIBRARY.examples if example.id in QUESTIONS]
    same = [example for example in asked if example.features.activity == activity]
    by_code = [example for code in choose_code(activity).codes for example in asked if example.code == code]
    for example in (*same, *by_code):
        return f"../../practice/set/#{QUESTIONS[example.id]}"
    return "../../practice/codes/"


def compare(find: Find, activities: list[Activity]) -> None:
    for activity, theirs in zip(activities, find("code", TABLES, map(asdict, activities)), strict=True):
        assert theirs == by_rule(activity), activity


def random_activities(count: int) -> list[Activity]:
    random = Random(f"{daily_seed()}, activities")
    return [Activity(**{name: random.choice(values) for name, values in FEATURES.items()}) for _ in range(count)]  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [1_000, proof(30_000)])
def test_random_activities_lead_to_the_rules_answer(find: Find, count: int) -> None:
    compare(find, random_activities(count))


def test_every_plain_activity_and_every_example_leads_to_the_rules_answer(find: Find) -> None:
    plain = [Activity(does, trains) for does in Action for trains in (None, *Target)]
    compare(find, [*plain, *(example.features.activity for example in LIBRARY.examples)])


def test_the_features_have_every_word_of_the_rules() -> None:
    assert FEATURES["does"] == tuple(Action)
    for name, words in (("trains", Target), ("modality", Modality), ("device", Device)):
        assert FEATURES[name] == (None, *words)
    assert set(FEATURES) == set(asdict(Activity(Action.CORRECTS)))


def test_practice_is_a_question_of_the_same_activity_of_its_code_or_the_page_of_all() -> None:
    by_example = [practice_of(example.features.activity) for example in LIBRARY.examples]
    assert len(set(by_example)) > 20
    assert practice_of(Activity(Action.WATCHES)) == "../../practice/codes/"


def test_random_activities_are_of_every_kind() -> None:
    answers = [choose_code(activity) for activity in random_activities(1_000)]
    assert len({answer.codes for answer in answers}) >= 12
    assert any(not answer.codes for answer in answers)
    assert any(len(answer.codes) > 1 for answer in answers)
