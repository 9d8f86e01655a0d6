"""The lessons: every fault is told at its line, and those that are published keep what they promise."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest

from macros.facts.lesson import MINUTES, points_of
from macros.guide import Guide
from macros.pages.lessons import form_address, form_of, handout_page, lesson_page
from macros.reading.problem import Problem, ProblemsFound
from macros.rules.vocabulary import Authority
from macros.site.lesson_check import lesson_problems
from tests.small_checkout import spoil, write_small_checkout

ROOT = Path(__file__).resolve().parents[2]
FILE = "docs/data/lessons.yml"

CASE = """\
case: foam
title: Foam
about: On foam.
vary:
  nmr: 8..40
story: "Mr. Kim stands on foam for {{ nmr }} minutes."
parts:
""" + "".join(
    f"""\
  - id: part-{number}
    topic: units
    level: 1
    teaches: [total-time]
    visit:
      payer_rule: medicare
      services: [{{code: "97112", minutes: nmr}}]
    stem: How many units?
    ask: total-units
    wrong: [full-fifteen]
"""
    for number in range(5)
)

LESSON = """\
lessons:
  - id: counting
    title: "Counting"
    aim: "Everybody counts."
    topics: [units]
    objectives:
      - id: count
        says: "Count the units."
        skills: [two-codes]
    reading:
      - {page: index.md, why: "all of it."}
    plan:
      - {minutes: 40, name: "Count", does: "Count together."}
      - {minutes: 5, name: "Exit", does: "Count alone."}
    form:
      say: "Count."
      questions: [units:@first@]
    discussions:
      - case: foam
        talk:
          - asks: "How many units?"
            good:
              - says: "Within {{ days('certification') }} days."
                rests_on: [S-01]
    handout:
      title: "Count"
      use: "Count."
      parts:
        - title: "Table"
          figure: units
        - title: "Yours"
          lines:
            - says: "97112 for ____ minutes"
    worked: ["They counted."]
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout with a case and a lesson that asks the first question of its topic."""
    monkeypatch.chdir(tmp_path)
    root = write_small_checkout(tmp_path)
    (root / "quizzes/cases").mkdir()
    (root / "quizzes/cases/foam.yml").write_text(CASE)
    (root / FILE).write_text(LESSON.replace("@first@", questions(root)[0]))
    return root


def questions(root: Path) -> list[str]:
    return [entry.id for entry in Guide.load(root).bank.entries("units") if entry.item]


def problems_of(root: Path) -> list[Problem]:
    try:
        return lesson_problems(Guide.load(root))
    except ProblemsFound as found:
        return list(found.problems)


def test_a_sound_lesson_has_no_fault(checkout: Path) -> None:
    assert problems_of(checkout) == []


FAULTS = {
    # name: (old text, new text, lines below `old`, column, what is said)
    "a plan that is too long": ("minutes: 40", "minutes: 41", 0, 7, "the plan takes 46 minutes; let its parts add up to 45"),
    "a part of no time": ("minutes: 5", "minutes: 0", 0, 19, "a part of 0 minutes; write 1 or more"),
    "a verb that nobody sees": (
        '"Count the units."',
        '"Understand units."',
        0,
        15,
        "`Understand` is nothing that a trainer",
    ),
    "an unknown field": ("    aim:", "    aims:", 0, 5, "`aims` is not a field here; did you mean `aim`?"),
    "no such page": ("page: index.md", "page: reference/none.md", 0, 16, "there is no page docs/reference/none.md"),
    "no such fact": ("[S-01]", "[S-99]", 0, 28, "there is no fact `S-99`"),
    "a skill twice": ("[two-codes]", "[two-codes, two-codes]", 0, 29, "the skill `two-codes` is already under `count`"),
    "no such skill": ("[two-codes]", "[two-codes, three]", 0, 29, "there is no skill `three`"),
    "no such topic": ("topics: [units]", "topics: [units, unit]", 0, 21, "there is no topic `unit`; did you mean `units`?"),
    "no such case": ("case: foam", "case: foan", 0, 15, "there is no case `foan`; did you mean `foam`?"),
    "no name of a question": ("units:@first@", "@first@", 0, 19, "does not name a question; write its topic and its id"),
    "no such question": ("units:@first@", "units:two-codes-00000000", 0, 19, "there is no question `units:two-codes-00000000`"),
    "a question that is drawn no more": (
        "units:@first@",
        "units:two-codes-00000000",
        0,
        19,
        "what `two-codes` draws from may have changed: take another of its skill, such as units:two-codes-",
    ),
    "another topic": ("units:@first@", "codes:@first@", 0, 19, "is not on a topic of the lesson; take one of units"),
    "asked twice": ("units:@first@", "units:@first@, units:@first@", 0, 45, "is asked twice; keep it once"),
    "a typed number": ("They counted.", "They counted to 12.", 0, 14, "12 is typed; let braces write it"),
    "a number of no cited fact": ("days.", "days, or 31.", 0, 23, "31 is typed, and no fact that this point rests on holds it"),
    "an unknown number": ("days('certification')", "weeks('certification')", 0, 23, "no number is known as"),
    "what reaches out": ("days('certification')", "days.func.__globals__", 0, 23, "the braces cannot be read"),
    "an unknown period": (
        "'certification'",
        "'certifications'",
        0,
        23,
        "there is no `certifications` here",
    ),
    "an unknown figure": ("figure: units", "figure: unit", 0, 19, "`unit` is not a known `figure`; did you mean `units`?"),
    "an empty part": ("          figure: units\n", "", -1, 11, "the part `Table` is empty; give it `lines` or a `figure`"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_place(checkout: Path, fault: str) -> None:
    old, new, below, column, said = FAULTS[fault]
    first = questions(checkout)[0]
    line = spoil(checkout, FILE, old.replace("@first@", first), new.replace("@first@", first))
    found = problems_of(checkout)
    assert found, "the fault was not seen"
    told = next((problem for problem in found if said in str(problem)), found[0])
    assert said in str(told)
    assert (told.path, told.line, told.column) == (FILE, line + below, column), str(told)


def test_a_point_of_two_voices_is_told(checkout: Path) -> None:
    spoil(checkout, "docs/data/other-payers.yml", "authority: medicare", "authority: good-practice")
    line = spoil(checkout, FILE, "[S-01]", "[S-01, T-05]")
    assert problems_of(checkout) == [], "the definition of the code goes with every voice"
    spoil(checkout, FILE, "[S-01, T-05]", "[T-05, O-01]")
    (told,) = problems_of(checkout)
    assert (told.line, told.column) == (line - 1, 17)
    assert told.what == "rests on facts of good-practice and of medicare"
    assert told.fix == "write one point for each: whose rule it is is never mixed"


def test_an_objective_that_nothing_asks_is_told(checkout: Path) -> None:
    line = spoil(checkout, FILE, "    reading:", '      - {id: idle, says: "Name it.", skills: [foam-part-0]}\n    reading:')
    said = {problem.line: problem.what for problem in problems_of(checkout)}
    assert said[line].startswith(("there is no skill", "no question of the form asks `idle`"))


def test_a_withdrawn_question_is_told_with_another_of_its_skill(checkout: Path) -> None:
    """An edition publishes a draw, and then a condition of its scenario leaves it out."""
    drawn = Guide.load(checkout).bank.entries("units")[0]
    (checkout / "quizzes/editions").mkdir()
    minutes = ", ".join(f"{name}: {value}" for name, value in drawn.draw.items())
    (checkout / "quizzes/editions/1.yml").write_text(
        "edition: 1\npublished: '2026-11-26'\nscenarios:\n  - id: two-codes\n    topic: units\n    level: 3\n    draws:\n"
        f"      - {{{minutes}}}\n"
    )
    assert problems_of(checkout) == []
    spoil(checkout, "quizzes/units.yml", "require: not tie", f"require: nmr != {drawn.draw['nmr']} and not tie")
    (told,) = problems_of(checkout)
    assert told.what == f"the question `{drawn.id}` was withdrawn: the conditions of its scenario now leave it out"
    others = questions(checkout)
    assert told.fix.startswith("take another of its skill, such as units:two-codes-")
    assert told.fix.rpartition(":")[2] in others
    assert drawn.id not in others


GUIDE = Guide.load(ROOT)
LESSONS = GUIDE.library.lessons


def test_there_are_six_lessons_of_45_minutes() -> None:
    assert len(LESSONS) == 6
    for lesson in LESSONS:
        minutes = [stretch.minutes for stretch in lesson.plan]
        assert [*accumulate(minutes)][-1] == MINUTES == 45
        assert min(minutes) >= 3


def test_what_is_published_is_sound() -> None:
    assert lesson_problems(GUIDE) == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_each_question_is_asked_and_asks_an_objective(lesson: object) -> None:
    (shown,) = [each for each in LESSONS if each is lesson]
    asked = form_of(GUIDE, shown)
    assert 8 <= len(asked) <= 12
    assert {each.objective.id for each in asked} == {objective.id for objective in shown.objectives}
    assert {each.item.topic for each in asked} <= set(shown.topics)
    assert [f"{each.item.topic}:{each.item.id}" for each in asked] == list(shown.form.questions)
    assert f"items={','.join(shown.form.questions)}&title=" in form_address(GUIDE, shown)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_each_lesson_has_its_pages_and_two_cases(lesson: object) -> None:
    (shown,) = [each for each in LESSONS if each is lesson]
    for page, macro in ((lesson_page(shown), "lesson"), (handout_page(shown), "handout")):
        text = (ROOT / "docs" / page).read_text("utf-8")
        assert f'{{{{ {macro}("{shown.id}") }}}}' in text
        assert "{{ proof() }}" in text
    assert len({discussion.case for discussion in shown.discussions}) == 2


def test_no_point_speaks_with_two_voices() -> None:
    for lesson in LESSONS:
        for loc, point in points_of(lesson):
            voices = {GUIDE.library.facts[name].authority for name in point.rests_on} - {Authority.CODE}
            assert len(voices) <= 1, (lesson.id, loc)


def test_a_point_that_speaks_of_medicare_rests_on_its_rule() -> None:
    """Its own words say whose rule it is, where they say so at all."""
    for lesson in LESSONS:
        for loc, point in points_of(lesson):
            if "Medicare" in point.says and point.rests_on:
                whose = {GUIDE.library.facts[name].authority for name in point.rests_on}
                assert whose <= {Authority.MEDICARE, Authority.CODE}, (lesson.id, loc)
