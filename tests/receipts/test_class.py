"""What a class of receipts shows, counted a second time in Python."""

from __future__ import annotations

import csv
import io
import random
import statistics
from collections import Counter
from typing import Any

import pytest

from tests.receipts.conftest import Ask


def graded(name: str, marks: dict[str, bool], *, ended: int = 1, said: int | None = None, gone: int = 0) -> dict[str, Any]:
    """A receipt with its answers graded: each question `topic/number`, each wrong answer with a misconception of its topic."""
    outcomes = [
        {
            "id": id_, "topic": id_.partition("/")[0], "right": right, "given": True, "fits": True, "hint": id_.endswith("1"),
            "tries": 1, "slips": [] if right else [f"Slip of {id_.partition('/')[0]}."],
        }
        for id_, right in marks.items()
    ]  # fmt: skip
    items = [[f"{id_.replace('/', ':')}", [["answer", "a"], 1, 0]] for id_ in marks]
    right = sum(marks.values()) if said is None else said
    receipt = {"name": name, "title": "", "bank": 2, "ended": ended, "spent": 60, "right": right, "items": items}
    return {"receipt": receipt, "outcomes": outcomes, "gone": [{"name": "x:y", "why": "gone", "count": gone}] if gone else []}


QUESTIONS = [f"{topic}/{number}" for topic in ("units", "edits", "plans") for number in range(4)]


def a_class(count: int, seed: int) -> list[dict[str, Any]]:
    """Learners of different skill; the first question is missed by those who know the rest."""
    chance = random.Random(seed)
    all_: list[dict[str, Any]] = []
    for number in range(count):
        skill = chance.random()
        marks = {id_: chance.random() < skill for id_ in QUESTIONS}
        marks[QUESTIONS[0]] = chance.random() > skill
        marks[QUESTIONS[-1]] = True
        all_.append(graded(f"Learner {number}", marks))
    return all_


@pytest.mark.parametrize("count", [5, 29, 30, 200])
def test_questions_are_measured_as_statistics_say(count: int, ask: Ask) -> None:
    rows = a_class(count, 7)
    found = {each["id"]: each for each in ask("measured", rows)}
    assert set(found) == set(QUESTIONS)
    for id_ in QUESTIONS:
        ones, others = [], []
        for row in rows:
            marks = {each["id"]: int(each["right"]) for each in row["outcomes"]}
            ones.append(marks.pop(id_))
            others.append(sum(marks.values()) / len(marks))
        assert (found[id_]["right"], found[id_]["asked"]) == (sum(ones), count)
        if count < 30 or len(set(ones)) == 1:
            assert found[id_]["discrimination"] is None
        else:
            assert found[id_]["discrimination"] == pytest.approx(statistics.correlation(ones, others))
    if count == 200:
        assert found[QUESTIONS[0]]["discrimination"] < 0 < found[QUESTIONS[1]]["discrimination"]
    shares = [each["right"] / each["asked"] for each in ask("measured", rows)]
    assert shares == sorted(shares)


def test_scores_topics_and_misconceptions_are_counted(ask: Ask) -> None:
    rows = a_class(60, 3)
    marks = [(row["receipt"]["name"], each["topic"], each["right"]) for row in rows for each in row["outcomes"]]
    needs = ask("needs", rows)
    assert {each["name"]: each["all"]["right"] for each in needs["learners"]} == {
        name: sum(right for own, _, right in marks if own == name) for name in {name for name, *_ in marks}
    }
    shares = [each["all"]["right"] for each in needs["learners"]]
    assert shares == sorted(shares)
    for learner in needs["learners"]:
        for topic, tally in learner["topics"].items():
            own = [right for name, of, right in marks if (name, of) == (learner["name"], topic)]
            assert (tally["right"], tally["asked"]) == (sum(own), len(own))
    assert {each["id"]: each["right"] for each in needs["topics"]} == Counter(topic for _, topic, right in marks if right)
    slips = ask("misconceptions", rows)
    assert {each["name"]: each["count"] for each in slips} == Counter(
        f"Slip of {topic}." for _, topic, right in marks if not right
    )
    for slip in slips:
        assert set(slip["who"]) == {name for name, topic, right in marks if not right and f"Slip of {topic}." == slip["name"]}
    tenths = ask("tenths", rows)
    expected = [0] * 10
    for row in rows:
        right = sum(each["right"] for each in row["outcomes"])
        expected[min(9, 10 * right // len(QUESTIONS))] += 1
    assert tenths == expected


@pytest.mark.parametrize(
    ("said", "gone", "earned"),
    [(2, 0, True), (3, 0, False), (1, 0, False), (3, 1, True), (4, 2, True), (5, 2, False), (1, 2, False)],
)
def test_a_score_is_earned_by_its_answers(said: int, gone: int, earned: bool, ask: Ask) -> None:
    marks = {"units/0": True, "units/1": True, "units/2": False}
    assert ask("rows", [graded("Ana", marks, said=said, gone=gone)]) == [{"right": 2, "asked": 3, "earned": earned}]


def test_attempts_of_one_learner_are_put_in_time_and_one_counts(ask: Ask) -> None:
    two = {"units/0": True, "units/1": True}
    none = dict.fromkeys(two, False)
    half = {"units/0": True, "units/1": False}
    rows = [
        graded("Ana Ruiz", half, ended=30),
        graded("ana  RUIZ ", none, ended=10),
        graded("Ana Ruiz", two, ended=20),
        graded("", none, ended=5),
        graded("", two, ended=6),
        graded("Bo", {"edits/0": True}, ended=1),
    ]
    for which, counting in (("first", 10), ("last", 30), ("best", 20)):
        found = ask("placed", rows, which)
        ana = [each for each in found if each[0].lower().startswith("ana")]
        assert [(ended, attempt, attempts) for _, ended, attempt, attempts, _ in ana] == [(10, 1, 3), (20, 2, 3), (30, 3, 3)]
        assert [ended for _, ended, *_, counts in ana if counts] == [counting]
        # Who gave no name is nobody's second attempt, and stands last.
        assert [each[0] for each in found[-2:]] == ["", ""]
        assert [each[2:] for each in found[-2:]] == [[1, 1, True], [1, 1, True]]


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", 'a "quoted", name', "line\nbreak", "O'Neil", "Ana"]
)
def test_a_cell_is_never_a_formula(name: str, ask: Ask) -> None:
    text: str = ask("csv", [graded(name, {"units/0": True})])
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["name"].removeprefix("'") == name
    assert row["name"].lstrip()[0] not in "=+-@\uff1d"
    assert (row["right"], row["of"], row["percent"], row["Topic units"], row["units/0"]) == ("1", "1", "100", "1 of 1", "right")


def test_nothing_is_measured_of_no_receipts(ask: Ask) -> None:
    assert ask("measured", []) == []
    assert ask("needs", []) == {"learners": [], "topics": []}
    assert ask("tenths", []) == [0] * 10
