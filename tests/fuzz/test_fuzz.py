"""Hostile files end well: some in each run, others tomorrow; thousands in `make proof`, twenty thousand by `make fuzz`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from macros.guide import Guide
from macros.reading.problem import Problem
from macros.scenarios.draw import every_draw
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.template import Scenario
from tests.command import ROOT
from tests.fuzz.judging import Subject, faults_of_problems, faulty_line, judged, mutation, subjects
from tests.fuzz.mutations import BLOCKS, ESCAPES, FILES
from tests.plain_yaml import plain_yaml
from tests.seeds import daily_seed
from tests.small_checkout import TOPIC

SOME, MANY = 100, 5_000


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Subject]:
    return subjects(tmp_path_factory.mktemp("fuzz"))


def found(known: list[Subject], count: int) -> list[str]:
    faults = []
    for number in range(count):
        subject, name, data = mutation(known, daily_seed(), number)
        for fault in judged(subject, data):
            faults.append(f"python -m tests.fuzz --only {number}: {subject.name}, {name}: {fault}")
    return faults


def test_mutations_of_our_files_end_well(known: list[Subject]) -> None:
    assert found(known, SOME) == []


@pytest.mark.proof
def test_many_mutations_of_our_files_end_well(known: list[Subject]) -> None:
    assert found(known, MANY) == []


def test_every_subject_is_sound_as_it_stands(known: list[Subject]) -> None:
    """A mutation of what is refused already would show little. What is handed in is taken, and the small checkout is sound."""
    for subject in known:
        if "real" not in subject.path.parts:
            assert judged(subject, subject.original) == []


def of_topic(known: list[Subject]) -> Subject:
    return next(subject for subject in known if subject.name == "quizzes/units.yml" and "small" in subject.path.parts)


def test_files_that_are_none_of_ours_end_well(known: list[Subject]) -> None:
    for file in Random(daily_seed()).sample(FILES, 10):
        assert judged(of_topic(known), file) == [], file[:40]


@pytest.mark.proof
def test_no_file_that_is_none_of_ours_ends_badly(known: list[Subject]) -> None:
    for file in FILES:
        assert judged(of_topic(known), file) == [], file[:40]


PLACES = {
    "stem": ("A visit of", "A visit {text} of"),
    "require": ("not tie and nmr % 15 != exercise % 15", "'{expression}'"),
    "stratum": ("    visit:", "    strata: {one: '{expression}'}\n    visit:"),
    "where": ("      exercise: 8..40", "      exercise: 8..40\n      term: {from: terms, where: '{expression}'}"),
    "given": ("    visit:", "    given: {day: '{text}'}\n    visit:"),
    "minutes": ("minutes: exercise", "minutes: '{expression}'"),
    "dollars": ("      services:", "      year_to_date: '{expression}'\n      services:"),
    "scene": ("      exercise: 8..40", "      exercise: 8..40\n      scene: [{id: one, says: '{text}'}, {id: two, says: x}]"),
    "code": ('code: "97110"', "code: '{expression}'"),
    "payer's rule": ("payer_rule: medicare", "payer_rule: 'nmr.{expression}'"),
}
"""Where a scenario's YAML is evaluated: what is replaced in the small checkout's, and by what."""

FEW_ESCAPES = (ESCAPES[0], ESCAPES[1], ESCAPES[4], ESCAPES[5], ESCAPES[9], "'x'|center(1000000000)", "1" + "+1" * 3000)


@pytest.mark.parametrize("place", PLACES)
def test_no_field_that_is_evaluated_lets_anything_out(known: list[Subject], place: str) -> None:
    """Known escapes in each field: refused at their place, in one line, in two seconds."""
    for escape in FEW_ESCAPES:
        assert judged(of_topic(known), with_escape(place, escape)) == [], escape[:60]


@pytest.mark.proof
@pytest.mark.parametrize("place", PLACES)
def test_no_known_escape_gets_out_of_any_field(known: list[Subject], place: str) -> None:
    for escape in (*ESCAPES, *BLOCKS):
        assert judged(of_topic(known), with_escape(place, escape)) == [], escape[:60]


def with_escape(place: str, escape: str) -> bytes:
    """The topic of the small checkout with this in a field of it."""
    old, new = PLACES[place]
    assert old in TOPIC
    text = escape if escape in BLOCKS else "{{ " + escape + " }}"
    filled = new.replace("{text}", text if place == "stem" else text.replace("'", "''"))
    return TOPIC.replace(old, filled.replace("{expression}", escape.replace("'", "''")), 1).encode()


FOUND = {
    "an amount of four thousand digits": ("docs/data/fees.yml", "practice_expense: 2", "practice_expense: " + "9" * 4_000),
    "a fact with a number of five thousand digits": ("docs/data/units.yml", "within 7 days", f"within {'9' * 5_000} days"),
    "a rule of no payer, where strata are": (
        "quizzes/units.yml",
        "    visit:\n      payer_rule: medicare",
        "    strata: {one: total > 30}\n    visit:\n      payer_rule: nobody",
    ),
    "days of ten thousand years": (
        "quizzes/units.yml",
        "      exercise:",
        '      day: "0001-01-01..9999-12-31"\n      exercise:',
    ),
    "minutes that are a text": ("quizzes/units.yml", "minutes: exercise", "minutes: \"'x'\""),
    "dollars that are a text": ("quizzes/units.yml", "      services:", "      year_to_date: \"'x'\"\n      services:"),
    "a number without end": ("quizzes/units.yml", "{{ nmr }}", "{{ 1e999 }}"),
    "an integer without end": ("quizzes/units.yml", "{{ nmr }}", "{{ " + "9" * 5_000 + " }}"),
    "brackets within brackets": ("quizzes/units.yml", "{{ nmr }}", "{{ " + "(" * 400 + "nmr" + ")" * 400 + " }}"),
    "a filter that lacks its name": ("quizzes/units.yml", "{{ nmr }}", "{{ nmr | what_if }}"),
    "a day that is none": ("quizzes/units.yml", "{{ nmr }}", "{{ nmr | long_date }}"),
    "a key of two lines": ("docs/data/scope.yml", "authority: code", '"authority\\nx": code'),
    "a mark of direction": ("docs/data/scope.yml", "one-on-one", "one-on-one\u202e"),
    "a name of thirty thousand letters": ("docs/data/scope.yml", "authority: code", "authority" + "x" * 30_000 + ": code"),
}
"""What was found to end badly, in the small checkout: the file, what is replaced, and by what."""


@pytest.mark.parametrize(("name", "old", "new"), FOUND.values(), ids=FOUND)
def test_what_ended_badly_ends_well(known: list[Subject], name: str, old: str, new: str) -> None:
    subject = next(subject for subject in known if subject.name == name and "small" in subject.path.parts)
    text = subject.original.decode()
    assert old in text
    assert judged(subject, text.replace(old, new, 1).encode()) == []


def test_what_is_given_is_a_number_where_one_is_needed() -> None:
    library = Guide.load(ROOT).library
    plain = Scenario.model_validate(plain_yaml(ROOT / "quizzes/units.yml")["scenarios"][0])
    draw = next(every_draw(plain, library))
    for text, whole, dollars in (
        ("15", 15, 15),
        ("33.40", None, Decimal("33.40")),
        ("97112:CQ", None, None),
        ("9" * 5_000, None, None),
    ):
        question = Question(library, plain.model_copy(update={"given": {"n": text}}), draw)
        for read, value in ((question.given_whole, whole), (question.given_dollars, dollars)):
            if value is not None:
                assert read("n") == value
                continue
            with pytest.raises(QuestionFault) as caught:
                read("n")
            assert caught.value.field == ("given", "n")


def test_what_should_not_be_is_seen(tmp_path: Path) -> None:
    """The judge itself: a traceback, a long wait, a changed file, a line without its place, and one that hides what it says."""

    def subject(way: object) -> Subject:
        return Subject("a.yml", b"a: 1\n", way, tmp_path / "a.yml")  # type: ignore[arg-type]

    def waits(path: Path) -> list[str]:
        while True:
            pass

    def changes(path: Path) -> list[str]:
        path.write_text("b: 1\n")
        return []

    assert "ZeroDivisionError" in judged(subject(lambda path: [str(1 // 0)]), b"x")[0]
    assert "processor time" in judged(subject(waits), b"x", 0.05)[0]
    assert judged(subject(changes), b"x") == ["the file was changed"]
    assert faults_of_problems([Problem("a.yml", 0, 1, "is wrong", "fix it")], b"x")
    assert faults_of_problems([Problem("a.yml", 9, 1, "is wrong", "fix it")], b"x")
    assert [bool(faulty_line(text)) for text in ("a\u202eb", "a\x1b", "x" * 2_000, "a b")] == [True, True, True, False]
