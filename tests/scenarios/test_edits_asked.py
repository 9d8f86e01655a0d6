"""What a question on edits asks is as of the newest table that was read for its pair, or the question says that it is history.

The newest table comes from the plain YAML, by comparing ISO dates as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.guide import Guide
from macros.scenarios.compose import compose, range_of
from macros.scenarios.question import Question
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
RAW = plain_yaml(ROOT / "docs/data/edit-pairs.yml")
NEWEST = "2026-10-01"
HISTORY = re.compile(r"which of (the two|them) (was denied|denies)|did the pair call for")


def newest_table(pair: set[str], table: str) -> str:
    """The day of the newest reading of a table that has the pair; empty where none has."""
    days = [""]
    for reading in RAW["readings"]:
        listed = pair <= set(reading.get("between", ())) or any(
            pair == {looked_up["code"], other} for looked_up in reading.get("pairs", ()) for other in looked_up["with"]
        )
        if table in reading["tables"] and listed:
            days.append(reading["as_of"])
    for row in RAW["rows"]:
        reading = next(each for each in RAW["readings"] if each["id"] == row.get("reading", RAW["readings"][0]["id"]))
        if pair == {row["column_1"], row["column_2"]} and row.get("only_in", table) == table and table in reading["tables"]:
            days.append(reading["as_of"])
    return max(days)


def every_question() -> Iterator[tuple[str, Question, str]]:
    """Every draw of the scenarios, and of the parts of cases, that ask about an edit, with what the reader sees."""
    guide = Guide.load(ROOT)
    for topic in guide.quizzes.topics:
        for scenario in topic.scenarios:
            if scenario.ask in {"edit", "edit-remedy"}:
                for question in range_of(guide.library, scenario, 2000):
                    yield scenario.id, question, compose(question, topic.id).stem
    for case in guide.quizzes.cases:
        for place, part in enumerate(case.parts):
            if part.scenario.ask in {"edit", "edit-remedy"}:
                for question in range_of(guide.library, part.scenario, 60):
                    yield f"{case.id}/{part.scenario.id}", question, f"{case.text_before(place)} {part.scenario.stem}"


@pytest.fixture(scope="module")
def questions() -> list[tuple[str, Question, str]]:
    return list(every_question())


def table_of(question: Question) -> Any:
    return question.given("table", "practitioner")


def pair_of(question: Question) -> set[str]:
    return {question.given("first"), question.given("second")}


def test_a_question_in_the_present_is_as_of_the_newest_table(questions: list[tuple[str, Question, str]]) -> None:
    present = [(name, question) for name, question, text in questions if not HISTORY.search(" ".join(text.split()))]
    assert len({name for name, _ in present}) > 5
    for name, question in present:
        read = newest_table(pair_of(question), table_of(question))
        assert read == NEWEST <= question.day.isoformat(), (name, question.draw)


def test_a_pair_whose_table_is_older_is_told_in_the_past_with_its_day(questions: list[tuple[str, Question, str]]) -> None:
    older = [asked for asked in questions if newest_table(pair_of(asked[1]), table_of(asked[1])) < NEWEST]
    assert {name for name, _, _ in older} == {"practice-pairs-of-2024", "remedy-in-two-tables", "edits-of-2020"}
    for name, question, text in older:
        told = " ".join(text.split())
        assert newest_table(pair_of(question), table_of(question)), (name, question.draw)
        assert HISTORY.search(told), name
        assert f"{question.day:%B} {question.day.day}, {question.day.year}" in told, name


# The last day of each edit, typed by hand from the dated rows of the practitioner table.
ENDED = {frozenset({"97140", "97530"}): "97530", frozenset({"97530", "97116"}): "97116"}


def test_the_edits_that_ended_with_2019_are_keyed_by_day(questions: list[tuple[str, Question, str]]) -> None:
    dated = [question for name, question, _ in questions if name == "edits-that-ended"]
    keys = set()
    for question in dated:
        item = compose(question, "edits")
        (right,) = [option.text for option in item.options if option.correct]
        denied = ENDED.get(frozenset(pair_of(question))) if question.day.year <= 2019 else None
        assert right.startswith(f"{denied} denies" if denied else "Both are paid; neither denies"), question.draw
        keys.add((denied, question.day.year))
    assert {year for denied, year in keys if denied} == {2019}
    assert {2019, 2026} <= {year for denied, year in keys if not denied}


CODE = re.compile(r"\b[0-9]{5}\b")


def test_the_edit_of_a_situation_is_that_of_the_hospital_table() -> None:
    """Whether the two codes of a situation are edited, looked up in the plain rows: those in force have no last day."""
    judged = [
        matter for matter in plain_yaml(ROOT / "docs/data/judgments-edits.yml")["matters"] if matter["id"] == "edit-modifier"
    ]
    edited = {
        frozenset({row["column_1"], row["column_2"]}): row["indicator"]
        for row in RAW["rows"]
        if "until" not in row and row.get("only_in") != "practitioner"
    }
    for situation in judged[0]["situations"]:
        told = set(CODE.findall(situation["tells"]))
        (other,) = CODE.findall(situation["details"]["edit"])
        assert told == {"97112", other}, situation["id"]
        assert newest_table(told, "hospital") == NEWEST, situation["id"]
        indicator = edited.get(frozenset(told))
        assert (situation["features"]["edit"] == "in-force") == (indicator is not None), situation["id"]
        assert indicator in {None, 1}, "59 and X are allowed for every edited pair of these"


# Each pair that an advice names, what it says of the pair, and whose table it is, written by hand from the advice.
ADVICE = {
    "edit-advice-01": ("97116", "97530", "practitioner"),
    "edit-advice-02": ("97530", "97140", "practitioner"),
    "edit-advice-03": ("97140", "97161", "practitioner"),
    "edit-advice-04": ("97164", "97112", "hospital"),
    "edit-advice-05": ("97112", "97150", "hospital"),
    "edit-advice-06": ("97112", "97761", "hospital"),
    "edit-advice-07": ("95992", "97112", "hospital"),
    "edit-advice-08": ("97112", "97022", "hospital"),
    "edit-advice-09": ("97150", "97112", "hospital"),
    "edit-advice-13": ("97112", "97150", "hospital"),
    "edit-advice-15": ("97112", "95992", "hospital"),
}
"""The line that the advice expects to be denied, the other one, and the table that it goes by."""


def test_an_advice_has_the_edit_and_the_columns_that_its_features_say() -> None:
    library = Guide.load(ROOT).library
    situations = {situation.id: situation for situation in library.situations}
    for name, (lost, other, table) in ADVICE.items():
        features = situations[name].features
        answer = library.edit(lost, other, date(2026, 11, 10), table)
        assert answer.active is (features["edit"] == "as-told"), name
        if answer.active:
            assert (answer.denies == lost) == (features["line"] == "right"), name
