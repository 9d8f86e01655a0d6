"""The schedule in node, by a set clock, against FSRS written a second time from its formulas and against published examples."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from macros.guide import Guide
from tests.in_node import copy_modules, node_or_skip
from tests.schedule import fsrs
from tests.seeds import daily_seed

ROOT = Path(__file__).resolve().parents[2]
DAY = 86_400_000
MONDAY = 20_780
"""November 23, 2026, counted from January 1, 1970."""
NOW = MONDAY * DAY + DAY // 2
OUTCOMES = ("right", "helped", "wrong")

Ask = Callable[..., list[Any]]


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Results of the browser's modules in node; without one the test is skipped aloud, or fails where CI asks for it."""
    node = node_or_skip("the schedule is not compared")
    program = Path(__file__).with_name("run.mjs")
    folder = copy_modules(tmp_path_factory.mktemp("schedule"), program, "quiz", "vendor", "elements.js")

    def asked(*questions: list[Any], zone: str = "UTC") -> list[Any]:
        lines = "\n".join(map(json.dumps, questions))
        run = subprocess.run(
            [node, "run.mjs"], cwd=folder, input=lines, text=True, capture_output=True, env={**os.environ, "TZ": zone}
        )
        assert run.returncode == 0, run.stderr
        return [json.loads(line) for line in run.stdout.splitlines()]

    return asked


def item(topic: str = "units", **more: int) -> dict[str, Any]:
    """What is remembered of a question."""
    return {"topic": topic, "level": 1, "times": 1, "right": 0, "last": NOW, **more}


def remembered(answers: dict[str, list[tuple[int, str]]], **items: dict[str, Any]) -> dict[str, Any]:
    """What the browser remembers of skills that were answered, each by its days from MONDAY on and the outcomes."""
    skills = {skill: [[NOW + day * DAY, outcome] for day, outcome in given] for skill, given in answers.items()}
    return {"version": 1, "days": {}, "items": {f"{skill}-a1": item() for skill in skills} | items, "skills": skills}


def test_the_library_is_the_one_that_is_pinned() -> None:
    vendor = ROOT / "docs/assets/vendor"
    assert hashlib.sha256((vendor / "ts-fsrs.js").read_bytes()).hexdigest() == (
        "ad4a4b3b7e259fcbf02764454c8f9db4ea3bf5aae2f473198129ecb7728f1a19"
    )
    assert "MIT License" in (vendor / "ts-fsrs.LICENSE.txt").read_text("utf-8")


def test_the_library_gives_the_intervals_that_are_published(ask: Ask) -> None:
    """Those of py-fsrs, `test_review_card`: reviews that are each graded Good, on the day they are due."""
    [intervals] = ask(["intervals", ["Good"] * 5])
    assert intervals == [2, 11, 46, 163, 497]


def test_a_skill_answered_right_each_time_waits_longer_and_half_a_year_at_most(ask: Ask) -> None:
    days, on = [], 0
    for _ in range(6):
        days.append(on)
        [[card]] = ask(["cards", remembered({"a": [(day, "right") for day in days]})])
        on = card["due"] - MONDAY
    assert [later - earlier for earlier, later in zip(days, [*days[1:], on], strict=True)] == [2, 11, 46, 163, 180, 180]


@pytest.mark.parametrize(("outcome", "days"), [("right", 2), ("helped", 1), ("wrong", 1)])
def test_when_a_skill_comes_back_the_first_time(ask: Ask, outcome: str, days: int) -> None:
    [[card]] = ask(["cards", remembered({"a": [(0, outcome)]})])
    assert card == {"skill": "a", "topic": "units", "due": MONDAY + days, "solid": False}


def test_due_days_are_those_of_the_formulas(ask: Ask) -> None:
    chance = Random(daily_seed())
    histories = [[(chance.randrange(90), chance.choice(OUTCOMES)) for _ in range(chance.randint(1, 9))] for _ in range(500)]
    skills = {f"s{place}": sorted(answers, key=lambda answer: answer[0]) for place, answers in enumerate(histories)}
    [cards] = ask(["cards", remembered(skills)])
    assert len(cards) == len(skills)
    for card in cards:
        memory = fsrs.after((MONDAY + day, outcome) for day, outcome in skills[card["skill"]])
        if abs(memory.stability % 1 - 0.5) > 1e-6:  # A half falls either way by its last digit.
            assert card["due"] == memory.due, skills[card["skill"]]
            assert card["solid"] == (memory.due - memory.day >= 7)


def test_what_is_said_of_tomorrow_is_what_is_due_tomorrow(ask: Ask) -> None:
    outcomes = {f"s{n}": [(day, OUTCOMES[(n + day) % 3]) for day in range(n % 5 + 1)] for n in range(30)}
    stored = remembered(outcomes)
    days = range(40)
    says = ask(*(["coming", stored, NOW + day * DAY] for day in days))
    lists = ask(*(["dueBy", stored, MONDAY + day] for day in days))
    for day in days[:-1]:
        assert says[day]["today"] == len(lists[day])
        assert says[day]["today"] + says[day]["tomorrow"] == says[day + 1]["today"]
    assert any(said["tomorrow"] for said in says)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_days_are_those_of_the_readers_calendar(ask: Ask, zone: str) -> None:
    """An answer late in the evening and one the next morning are a day apart, and a night with 23 hours is a night."""
    local = ZoneInfo(zone)
    moments = [
        datetime(2026, 3, 7, 23, 50, tzinfo=local),
        datetime(2026, 3, 8, 6, 0, tzinfo=local),
        datetime(2026, 3, 8, 23, 59, tzinfo=local),
    ]
    milliseconds = [int(moment.timestamp() * 1000) for moment in moments]
    days = ask(*(["day", when] for when in milliseconds), zone=zone)
    names = ask(*(["name", day] for day in days), zone=zone)
    assert names == ["2026-03-07", "2026-03-08", "2026-03-08"]
    stored = remembered({"a": [(0, "wrong")]}) | {"skills": {"a": [[milliseconds[0], "wrong"]]}}
    said = ask(["coming", stored, milliseconds[0]], ["coming", stored, milliseconds[1]], zone=zone)
    assert said == [{"today": 0, "tomorrow": 1}, {"today": 1, "tomorrow": 0}]


BOXES = (0, 1, 3, 7, 14, 30)


@pytest.mark.parametrize("box", range(6))
def test_what_earlier_versions_kept_in_boxes_is_due_on_the_same_day(ask: Ask, box: int) -> None:
    due = NOW + 5 * DAY
    left = remembered({}, **{"a-1": item(box=box, due=due)})
    [[card], same] = ask(["cards", left], ["parsed", left])
    assert card == {"skill": "a", "topic": "units", "due": MONDAY + 5, "solid": BOXES[box] >= 7}
    assert same == left  # It is read as it was, and nothing of it is lost.


@pytest.mark.parametrize("box", range(1, 6))
def test_an_answer_moves_on_what_was_in_a_box(ask: Ask, box: int) -> None:
    due = NOW
    left = remembered({"a": [(1, "right")]}, **{"a-1": item(box=box, due=due)})
    [[card]] = ask(["cards", left])
    missed = fsrs.review(None, 0, fsrs.AGAIN)
    begun = fsrs.Memory(max(missed.stability, BOXES[box]), missed.difficulty, MONDAY - BOXES[box])
    assert card["due"] == fsrs.after([(MONDAY + 1, "right")], begun).due
    assert card["due"] - MONDAY - 1 > BOXES[box]


def test_of_several_questions_of_a_skill_the_one_due_first_counts(ask: Ask) -> None:
    boxes = {"a-1": item(box=4, due=NOW + 9 * DAY), "a-2": item(box=1, due=NOW + DAY), "a-3": item(), "b-1": item("edits")}
    [cards] = ask(["cards", remembered({}, **boxes)])
    assert [(card["skill"], card["due"]) for card in cards] == [("a", MONDAY + 1)]


def test_a_skill_that_two_topics_ask_for_is_of_the_one_where_it_was_answered_last(ask: Ask) -> None:
    """Its own topic and that of past years share it; browsers that keep its questions in another order agree."""
    own, past = item("edits", last=NOW + DAY), item("how-it-was", last=NOW)
    answers = {"skills": {"a": [[NOW, "wrong"], [NOW + DAY, "right"]]}}
    orders = [{"a-1": own, "a-2": past}, {"a-2": past, "a-1": own}]
    found = ask(*(["cards", remembered({}, **items) | answers] for items in orders))
    assert [[card["topic"] for card in cards] for cards in found] == [["edits"], ["edits"]]


def test_answers_are_remembered_by_skill_and_those_of_cases_are_not(ask: Ask) -> None:
    answers = [
        [{"id": "two-codes-ab12", "topic": "units", "level": 2, "right": True}, NOW],
        [{"id": "two-codes-cd34", "topic": "units", "level": 2, "right": True, "helped": True}, NOW + 1],
        [{"id": "two-codes-ab12", "topic": "units", "level": 2, "right": False, "helped": True}, NOW + DAY],
        [{"id": "a-case-ef56", "topic": "plans", "level": 1, "right": False, "alone": False}, NOW + DAY],
    ]
    [stored] = ask(["remembered", answers])
    assert stored["skills"] == {"two-codes": [[NOW, "right"], [NOW + 1, "helped"], [NOW + DAY, "wrong"]]}
    assert stored["items"]["two-codes-ab12"] == {"topic": "units", "level": 2, "times": 2, "right": 1, "last": NOW + DAY}
    assert stored["days"] == {"2026-11-23": 2, "2026-11-24": 2}
    assert "a-case-ef56" in stored["items"]


def test_an_answer_leaves_the_box_of_its_question_as_the_start(ask: Ask) -> None:
    old = remembered({}, **{"a-1": item(box=2, due=NOW)})
    [stored] = ask(["remembered", [], old])
    assert stored["items"]["a-1"]["box"] == 2


def test_two_browsers_give_one_history_in_either_order(ask: Ask) -> None:
    here = remembered({"a": [(0, "wrong"), (2, "right")], "b": [(1, "right")]})
    there = remembered({"a": [(0, "wrong"), (1, "right")], "c": [(1, "helped")]})
    one, other = ask(["remembered", [], here, there, here], ["remembered", [], there, here, there])
    cards, others = ask(["cards", one], ["cards", other])
    assert sorted(cards, key=lambda card: card["skill"]) == sorted(others, key=lambda card: card["skill"])
    assert len(one["skills"]["a"]) == 3
    memory = fsrs.after([(MONDAY, "wrong"), (MONDAY + 1, "right"), (MONDAY + 2, "right")])
    assert next(card["due"] for card in cards if card["skill"] == "a") == memory.due


SPOILED = [[[NOW, "good"]], [[NOW]], [NOW, "right"], [[-1, "right"]], [["1", "right"]], {"0": [NOW, "right"]}, None]


@pytest.mark.parametrize("answers", SPOILED, ids=map(str, SPOILED))
def test_spoiled_answers_are_not_read(ask: Ask, answers: object) -> None:
    stored = remembered({"a": [(0, "right")]})
    good, spoiled = ask(["parsed", stored], ["parsed", stored | {"skills": {"a": answers}}])
    assert good == stored
    assert spoiled is None


def test_how_a_topic_stands(ask: Ask) -> None:
    solid, missed = [(0, "right"), (2, "right")], [(2, "wrong")]
    stored = remembered({"a": solid, "b": solid, "c": solid, "d": missed})
    now = NOW + 2 * DAY
    enough, few, new, later = ask(
        ["standing", stored, 4, now],
        ["standing", stored, 5, now],
        ["standing", remembered({}), 5, now],
        ["standing", stored, 4, now + DAY],
    )
    assert enough == {"due": 0, "met": 4, "solid": 3, "word": "Solid"}
    assert few["word"] == "Learning"
    assert new == {"due": 0, "met": 0, "solid": 0, "word": "New"}
    assert later["due"] == 1


@pytest.mark.parametrize(
    ("days", "row"),
    [([], 0), ([0], 1), ([-1], 1), ([-2], 0), ([0, -1, -2], 3), ([-1, -2, -4], 2), ([0, -2], 1)],
)
def test_a_day_that_is_not_over_breaks_no_row(ask: Ask, days: list[int], row: int) -> None:
    practiced = {f"{datetime.fromtimestamp((NOW + day * DAY) / 1000, UTC):%Y-%m-%d}": 3 for day in days}
    assert ask(["row", practiced, NOW]) == [row]


def test_the_skill_of_a_question_is_its_scenario() -> None:
    """The player takes the last part off an id, for what is remembered names questions alone."""
    for entry in Guide.load(ROOT).bank.every_entry():
        assert re.sub(r"-[^-]*$", "", entry.id) == entry.scenario
