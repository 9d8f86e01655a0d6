"""The cast: patients who are plausible, told of in whole sentences, and whose choice makes no other question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.reading.problem import ProblemsFound
from macros.scenarios.compose import compose, range_of
from macros.scenarios.draw import plain_draw
from macros.site.check import check_quizzes
from tests.command import ROOT
from tests.plain_yaml import plain_yaml
from tests.small_checkout import TOPIC, spoil, write_small_checkout

GUIDE = Guide.load(ROOT)
CAST = plain_yaml(ROOT / "docs/data/patients.yml")["patients"]
OF_THE_CAST = TOPIC.replace("    vary:\n", "    vary:\n      who: {from: patients}\n").replace(
    "A visit of", "{{ who.name }} {{ who.history }}. A visit of"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = write_small_checkout(tmp_path)
    (root / "quizzes/units.yml").write_text(OF_THE_CAST, "utf-8")
    patients = root / "docs/data/patients.yml"
    first = patients.read_text("utf-8").partition("patients:\n")[2]
    patients.write_text(patients.read_text("utf-8") + first.replace("kim", "lee").replace("Mr. Kim", "Mrs. Lee"), "utf-8")
    return root


def drawn(root: Path) -> list[dict[str, object]]:
    guide = Guide.load(root)
    (topic,) = guide.quizzes.topics
    return [plain_draw(question.draw) for question in range_of(guide.library, topic.scenarios[0], 5000)]


def test_a_patient_makes_no_other_question_of_the_same_numbers(checkout: Path) -> None:
    """Two patients, and still one question for each pair of minutes; both are told of about as often."""
    draws = drawn(checkout)
    numbers = [tuple(value for name, value in draw.items() if name != "who") for draw in draws]
    assert len(numbers) == len(set(numbers)) > 100
    lee = sum(draw["who"] == "lee" for draw in draws)
    assert 0.3 < lee / len(draws) < 0.7


def test_no_answer_rests_on_who_is_told_of(checkout: Path) -> None:
    guide = Guide.load(checkout)
    (topic,) = guide.quizzes.topics
    for question in range_of(guide.library, topic.scenarios[0], 40):
        for patient in guide.library.patients:
            other = type(question)(question.library, question.scenario, {**question.draw, "who": patient})
            assert compose(other, topic.id).explanation == compose(question, topic.id).explanation


def test_the_bank_does_not_ask_once_for_each_patient() -> None:
    """A scenario of the cast has as many questions in the bank as any other."""
    for entry in GUIDE.bank.entries("units"):
        assert not entry.item or "{" not in entry.item.stem
    of_the_cast = [entry for entry in GUIDE.bank.entries("units") if entry.scenario == "first-visit" and not entry.edition < 2]
    assert 0 < len(of_the_cast) <= 8


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("age: 70", "age: 61", "Mr. Kim is 61 and insured by Medicare"),
        ("age: 70", "age: 170", "nobody is 170 years old"),
        ("name: Mr. Kim", "name: Kim", "`Kim` is not a name with its title"),
        ("history: had a stroke in May", "history: had a stroke in May.", "ends a sentence that goes on"),
        ("found: He leans to the left.", "found: leans to the left", "is not a sentence"),
        ('"97112": finding the middle in sitting', '"97116": walking', "`does` lacks 97112"),
        ('"97110": leg presses', '"97111": leg presses', "there is no code `97111`"),
    ],
)
def test_a_patient_who_cannot_be_is_told_at_the_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    root = write_small_checkout(tmp_path)
    spoil(root, "docs/data/patients.yml", old, new)
    with pytest.raises(ProblemsFound) as found:
        Guide.load(root)
    assert any(what in str(problem) and "patients.yml:" in str(problem) for problem in found.value.problems), found.value.problems


def test_a_field_that_a_patient_lacks_is_told(checkout: Path) -> None:
    """Mr. Kim has no untimed code, so no scenario can tell of one."""
    path = checkout / "quizzes/units.yml"
    path.write_text(path.read_text("utf-8").replace('code: "97110"', "code: who.beside"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        check_quizzes(Guide.load(checkout), lambda done, total: None)
    assert "beside" in str(found.value.problems[0])
    assert ":10:" in str(found.value.problems[0])


def test_the_cast_is_as_mixed_as_a_clinic() -> None:
    men = sum(patient["name"].startswith("Mr.") for patient in CAST) / len(CAST)
    assert 0.4 <= men <= 0.6
    assert len(CAST) >= 40
    for field, fewest in (("group", 5), ("setting", 4), ("age", 20), ("diagnosis", 30)):
        assert len({patient[field] for patient in CAST}) >= fewest, field
    assert sum(patient["discipline"] == "OT" for patient in CAST) >= 10


def test_what_is_told_of_a_patient_is_short_and_says_the_right_pronoun() -> None:
    """A stem tells of two or three things that are done, so each is a short phrase; a man is never called she."""
    for patient in CAST:
        texts = [patient["history"], patient["found"], patient["goal"], *patient["does"].values()]
        other = r"\b(she|her|hers)\b" if patient["name"].startswith("Mr.") else r"\b(he|him|his)\b"
        for text in texts:
            assert len(text.split()) <= 16, (patient["id"], text)
            if text != patient["goal"]:
                assert not re.search(other, text, re.IGNORECASE), (patient["id"], text)
        assert len(patient["does"]) >= 3, patient["id"]
        assert len(set(patient["does"].values())) == len(patient["does"])
