"""What no question of the bank does: tell of a closed day, come back at another level, or say one thing twice in its options."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from macros.facts.article import ArticleFile
from macros.guide import Guide
from macros.rules.claim import SETTINGS
from macros.rules.refused import Refused
from macros.rules.vocabulary import PayerRule
from macros.scenarios.compose import compose, range_of
from macros.scenarios.review.bank_writing import bank_problems
from macros.scenarios.review.check import review_scenario, substance_of
from macros.scenarios.review.days import closed_day
from macros.scenarios.template import Choices, Scenario
from macros.site.check import reviews_of
from tests.command import ROOT
from tests.plain_yaml import plain_yaml
from tests.scenarios.test_item_writing import bank_faults, checkout_of

GUIDE = Guide.load(ROOT)
SCENARIOS = [(topic, scenario) for topic in GUIDE.quizzes.topics for scenario in topic.scenarios]

HOLIDAYS_OF_2026 = {
    *("2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03"),
    *("2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25"),
}
"""As the Office of Personnel Management lists them; July 4 is a Saturday."""


def scenario_of(vary: dict[str, Any], given: dict[str, str]) -> Scenario:
    return Scenario.model_validate(
        {"id": "made-up", "level": 1, "teaches": [], "vary": vary, "given": given, "stem": "Medicare?", "ask": "due", "wrong": []}
    )


def test_a_span_of_days_holds_its_working_days_alone() -> None:
    domain = scenario_of({"day": "2026-01-01..2026-12-31"}, {}).vary["day"]
    assert isinstance(domain, Choices)
    every = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    expected = [
        day.isoformat() for day in every if day.strftime("%a") not in {"Sat", "Sun"} and day.isoformat() not in HOLIDAYS_OF_2026
    ]
    assert list(domain.values) == expected
    assert len(expected) == 250


def test_a_step_of_seven_days_keeps_the_weekday() -> None:
    domain = scenario_of({"day": "2026-01-05..2026-03-02 step 7"}, {}).vary["day"]
    assert isinstance(domain, Choices)
    assert domain.values == ("2026-01-05", "2026-01-12", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-23", "2026-03-02")


@pytest.mark.parametrize("span", ["2026-01-10..2026-01-11", "2026-03-02..2026-02-27", "2026-01-05..2026-01-09 step 0"])
def test_a_span_without_a_working_day_is_refused(span: str) -> None:
    with pytest.raises((Refused, ValueError), match="holds no working day"):
        scenario_of({"day": span}, {})


@pytest.mark.parametrize(
    ("vary", "given", "what"),
    [
        ({"day": ["2026-03-07"]}, {"what": "certification", "day": "day"}, "2026-03-07, a Saturday"),
        ({"n": [1]}, {"what": "certification", "day": "2026-07-03"}, "2026-07-03, a federal holiday"),
        ({"n": [1]}, {"what": "certification", "day": "2026-03-02", "signed": "2026-03-08"}, "2026-03-08, a Sunday"),
        (
            {"n": [1]},
            {"what": "progress-report", "day": "2026-03-03", "every": "2 2 3"},
            "a visit falls on 2026-03-07, a Saturday",
        ),
        ({"n": [1]}, {"what": "progress-report", "day": "2026-03-02", "every": "2 2 3"}, ""),
        ({"n": [1]}, {"what": "recertification", "day": "2026-03-02", "plan_ends": "2026-05-30"}, ""),
    ],
)
def test_a_closed_day_is_a_fault(vary: dict[str, Any], given: dict[str, str], what: str) -> None:
    (question,) = range_of(GUIDE.library, scenario_of(vary, given), 5)
    fault = closed_day(question)
    assert (what in fault.what if fault else "") if what else fault is None


def test_no_question_of_the_bank_tells_of_a_weekend() -> None:
    """Found again in the words of the stems: a day there, other than one a question asks to find, is a day of work."""
    months = [f"{date(2026, month, 1):%B}" for month in range(1, 13)]
    day_in_words = re.compile(rf"\b({'|'.join(months)}) (\d{{1,2}}), (\d{{4}})")
    for topic in GUIDE.quizzes.topics:
        for entry in GUIDE.bank.entries(topic.id):
            for month, day, year in day_in_words.findall(entry.item.stem if entry.item else ""):
                told = date(int(year), months.index(month) + 1, int(day))
                assert told.strftime("%a") not in {"Sat", "Sun"}, entry.id


def test_a_level_that_is_not_the_reckoned_one_is_a_fault_at_its_line(tmp_path: Path) -> None:
    guide = checkout_of(tmp_path, "", "So it is.")
    path = guide.root / "quizzes/units.yml"
    text = path.read_text("utf-8")
    assert bank_faults(guide) == []
    last = text.rindex("level: 2")
    path.write_text(f"{text[:last]}level: 1{text[last + len('level: 2') :]}", "utf-8")
    (fault,) = bank_faults(Guide.load(guide.root))
    assert f"quizzes/units.yml:{text[:last].count(chr(10)) + 1}:" in fault
    assert "made-1: [level] most of its questions are of level 2" in fault
    assert "write `level: 2`, or ask what takes 1" in fault


def test_one_question_at_two_levels_is_a_fault_at_its_line(tmp_path: Path) -> None:
    guide = checkout_of(tmp_path, "", "So it is.")
    path = guide.root / "quizzes/units.yml"
    text = path.read_text("utf-8")
    last = text.rindex("level: 2")
    path.write_text(f"{text[:last]}level: 1{text[last + len('level: 2') :]}", "utf-8")
    changed = Guide.load(guide.root)
    reviews = reviews_of(changed, changed.quizzes.topics, lambda done, total: None)
    (fault,) = [str(each) for each in bank_problems(changed.quizzes, changed.bank, reviews) if "two-levels" in str(each)]
    assert f"quizzes/units.yml:{text[: text.index('level: 2')].count(chr(10)) + 1}:" in fault
    assert "made-0: [two-levels] at level 2 it asks" in fault
    assert "that made-1 asks at level 1" in fault


SAME_VISIT = (
    "two-units-shared",
    "who-was-there",
    "biller-counts-cq",
    "software-rounds-each-person",
    "worked-side-by-side",
    "an-ota-and-the-others",
)
"""Scenarios in which a therapist and an assistant share 97112 and nothing else."""


@pytest.mark.parametrize(("one", "other"), list(combinations(SAME_VISIT, 2)))
def test_no_question_is_asked_by_two_scenarios(one: str, other: str) -> None:
    assert not _asked_by(one) & _asked_by(other)


@cache
def _asked_by(name: str) -> frozenset[str]:
    return next(review_scenario(GUIDE.library, topic.id, each, 150).substance for topic, each in SCENARIOS if each.id == name)


def test_questions_that_differ_in_the_key_or_in_a_step_are_not_one() -> None:
    topic, scenario = next((topic, each) for topic, each in SCENARIOS if each.id == "two-timed-codes")
    items = [compose(question, topic.id) for question in range_of(GUIDE.library, scenario, 60)]
    assert len({substance_of(item) for item in items}) == len({(item.explanation, item.options) for item in items})
    assert review_scenario(GUIDE.library, topic.id, scenario, 60).substance == {substance_of(item) for item in items}


@cache
def concepts() -> dict[str, str]:
    """What each documentation requirement is about, by its words, from the plain YAML."""
    documentation = plain_yaml(ROOT / "docs/data/documentation.yml")
    return {fact["element"].lower(): fact["concept"] for fact in documentation["requirements"]}


def test_no_two_options_name_one_requirement_in_other_words() -> None:
    asked = 0
    for topic, scenario in SCENARIOS:
        if scenario.ask not in {"element", "every-element", "missing"}:
            continue
        for question in range_of(GUIDE.library, scenario, 400):
            item = compose(question, topic.id)
            about = [concepts()[option.text.lower()] for option in item.options]
            assert len(set(about)) == len(about), (item.id, about)
            asked += 1
    assert asked > 40


def test_a_statement_on_which_readers_may_differ_is_shown_and_never_asked() -> None:
    file = ArticleFile.model_validate(plain_yaml(ROOT / "docs/data/article.yml"))
    arguable = {statement.id for statement in file.statements if statement.arguable}
    assert arguable == {f"statement-{number:02}" for number in (1, 2, 4, 5, 9, 10, 13, 14, 15, 18, 20, 21, 23, 26, 28)}
    drawn = {
        question.draw["statement"].id
        for _, scenario in SCENARIOS
        if scenario.ask == "verdict"
        for question in range_of(GUIDE.library, scenario, 400)
    }
    assert not drawn & arguable
    assert len(drawn) >= 12
    assert {statement.verdict for statement in file.statements if statement.id in drawn} == {"right", "loose", "wrong"}


def test_no_count_of_units_passes_for_a_claim_where_two_codes_are_edited() -> None:
    """The `claim` ask keys units without modifiers: where an edit of the day calls for one, the question says so."""
    for topic, scenario in SCENARIOS:
        if scenario.ask != "claim" or scenario.visit is None:
            continue
        for question in range_of(GUIDE.library, scenario, 3):
            if question.rule != PayerRule.MEDICARE:
                continue
            item = compose(question, topic.id)
            table = SETTINGS[scenario.visit.setting]
            for first, second in combinations(dict.fromkeys(service.code for service in question.services), 2):
                answer = GUIDE.library.tables.edit(first, second, question.day, table)
                assert not answer.active or "modifier" in item.full_text, (scenario.id, first, second, item.full_text)
