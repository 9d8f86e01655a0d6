"""Goals and phrases: every one is on its page, a goal can be measured, and none is passed off as anybody's rule."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from macros.facts.phrase import Goal
from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.phrases import goal_table, phrase_table, weak_goal_table
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
RAW = plain_yaml(ROOT / "docs/data/phrases.yml")
GOAL = {
    "id": "foam",
    "problem": "balance",
    "measure": "Foam",
    "start": "4",
    "target": "15 seconds",
    "weeks": 3,
    "so_that": "showers",
}


def test_every_goal_stands_under_its_problem_with_its_week_and_purpose() -> None:
    shown = html.unescape(goal_table(GUIDE.library))
    seen = 0
    for problem, body in re.findall(r'(?s)<tbody id="goals-([^"]+)">(.*?)</tbody>', shown):
        for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", body):
            goal = next(each for each in RAW["goals"] if row.startswith(f"{each['measure']} from {each['start']} to "))
            assert goal["problem"] == problem
            assert f"{goal['target']}</th>" in row
            assert f">week {goal['weeks']} ({'STG' if goal['weeks'] <= 4 else 'LTG'})<" in row
            assert f">{goal['so_that']}<" in row
            seen += 1
    assert seen == len(RAW["goals"]) >= 30


def test_goals_are_for_all_the_problems_that_97112_treats() -> None:
    assert {goal["problem"] for goal in RAW["goals"]} >= {
        "balance",
        "proprioception",
        "posture",
        "coordination",
        "vestibular",
        "sensation",
    }


@pytest.mark.parametrize(
    "change", [{"start": "poor"}, {"target": "better"}, {"target": "4"}, {"weeks": 0}, {"so_that": ""}, {"measure": " "}]
)
def test_a_goal_that_cannot_be_measured_is_refused(change: dict[str, object]) -> None:
    assert Goal.model_validate(GOAL).short_term
    with pytest.raises(ValidationError):
        Goal.model_validate(GOAL | change)


def test_every_phrase_stands_beside_the_one_that_it_replaces() -> None:
    shown = html.unescape(phrase_table(GUIDE.library, Links(GUIDE.library, "../../")))
    rows = re.findall(r'(?s)<tr id="([^"]+)">(.*?)</tr>', shown)
    assert [name for name, _ in rows] == [each["id"] for each in RAW["phrases"]]
    for (_, row), each in zip(rows, RAW["phrases"], strict=True):
        for field in ("supports", "sinks", "because"):
            assert each[field] in row
        assert re.findall(r'<a class="fact__id"[^>]*>([^<]+)<', row) == each["rests_on"]


def test_weak_goals_say_why_they_fail() -> None:
    shown = html.unescape(weak_goal_table(GUIDE.library))
    assert all(each["says"] in shown and each["because"] in shown for each in RAW["weak_goals"])


def test_nothing_in_the_bank_speaks_for_medicare_but_with_a_fact_of_it() -> None:
    for each in RAW["phrases"]:
        if "Medicare" in each["because"]:
            assert any(GUIDE.library.fact(fact).authority == "medicare" for fact in each["rests_on"])
    for each in (*RAW["goals"], *RAW["weak_goals"]):
        assert "Medicare" not in str(each)
