"""Cases: every part's key found again by the independent method, the parts linked by one draw, and nothing told too late."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from macros.facts.example import Example
from macros.facts.judgment import JudgedSituation
from macros.guide import Guide
from macros.reading.problem import ProblemsFound
from macros.rules.claim import SETTINGS
from macros.rules.vocabulary import EditTable
from macros.scenarios.case import Case, DrawnCase, compose_case, different_cases, drawn_cases
from macros.scenarios.item import NUMBER, Item
from macros.scenarios.question import Question, QuestionFault
from macros.site.check import check_quizzes
from tests.command import guide as run_guide
from tests.scenarios.judgment_checks import JUDGMENT_CHECKS
from tests.scenarios.test_bank import EXAMPLES, READ_CODES, claim_in, expected_totals
from tests.scenarios.test_bank_rules import CHECKS
from tests.small_checkout import spoil, write_small_checkout

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
DRAWS = 60

each_case = pytest.mark.parametrize("case", GUIDE.quizzes.cases, ids=[case.id for case in GUIDE.quizzes.cases])


@cache
def draws_of(name: str) -> list[tuple[tuple[Question, ...], DrawnCase]]:
    case = GUIDE.quizzes.case(name)
    return [(asked, compose_case(GUIDE.library, case, asked)) for asked in different_cases(GUIDE.library, case, 0, DRAWS)]


def test_there_are_twenty_cases_of_five_to_eight_parts_from_all_topics() -> None:
    assert len(GUIDE.quizzes.cases) >= 20
    assert all(5 <= len(case.parts) <= 8 for case in GUIDE.quizzes.cases)
    assert {part.topic for case in GUIDE.quizzes.cases for part in case.parts} == {topic.id for topic in GUIDE.quizzes.topics}
    assert len({case.story for case in GUIDE.quizzes.cases}) == len(GUIDE.quizzes.cases)


@each_case
def test_every_case_has_a_code_to_choose_and_a_goal_an_entry_or_a_need_to_judge(case: Case) -> None:
    asks = [part.scenario.ask for part in case.parts]
    assert "code" in asks
    assert set(asks) & {"judgment", "judgment-next", "judgment-reason"}


PARTS_OF_A_CASE = {"a goal", "the need for skill", "a note", "a code", "a claim"}
LACKING = {
    # Whether care is skilled is judged by Medicare's rules, and another payer pays for these three.
    "at-the-toy-table": {"the need for skill"},
    "shoulder-blade": {"the need for skill"},
    # No source says how TRICARE counts units.
    "knee-that-drifts": {"the need for skill", "a claim"},
}


def part_of(question: Question) -> str | None:
    ask = question.scenario.ask
    if ask.startswith("judgment"):
        matter = question.record(JudgedSituation).matter
        return {"goal": "a goal", "skilled-need": "the need for skill", "entry": "a note"}.get(matter)
    return {"code": "a code", "missing": "a note", "claim": "a claim", "claim-lines": "a claim", "claim-grid": "a claim"}.get(ask)


@each_case
def test_every_case_has_a_goal_a_need_a_note_a_code_and_a_claim(case: Case) -> None:
    asked, _ = draws_of(case.id)[0]
    assert {part_of(question) for question in asked} - {None} == PARTS_OF_A_CASE - LACKING.get(case.id, set())


def counted(question: Question, item: Item) -> None:
    assert item.visit is not None
    claims, timed_minutes = expected_totals(item.visit)
    for service in item.visit["services"]:
        assert str(service["minutes"]) in item.full_text or "alone" in item.full_text
    if item.kind == NUMBER:
        totals = {sum(units for _, units in claim) for claim in claims}
        assert {item.answer} == ({timed_minutes} if question.scenario.ask == "timed-total" else totals)
        return
    assert len(claims) == 1
    for option in item.options:
        assert (claim_in(option.text) in claims) == option.correct


def code(question: Question, item: Item) -> None:
    for option in item.options:
        assert (option.text.split()[0] == READ_CODES[question.record(Example).id]) == option.correct
    activity = next(each["activity"] for each in EXAMPLES if each["id"] == question.record(Example).id)
    assert " ".join(activity.split()) in item.full_text


PROOFS = {**CHECKS, **JUDGMENT_CHECKS, **dict.fromkeys(("claim", "total-units", "timed-total"), counted), "code": code}


@each_case
def test_every_key_of_every_part_is_found_again(case: Case) -> None:
    drawn = draws_of(case.id)
    assert len(drawn) >= 50
    for asked, made in drawn:
        for question, item in zip(asked, made.items, strict=True):
            PROOFS[question.scenario.ask](question, item)


@each_case
def test_all_parts_share_one_draw_and_the_record_only_grows(case: Case) -> None:
    for asked, made in draws_of(case.id)[:10]:
        assert all(question.draw == asked[0].draw for question in asked)
        for place, item in enumerate(made.items, start=1):
            assert item.case is not None
            assert (item.case.part, item.case.parts) == (place, len(made.items))
            assert item.case.record == made.items[-1].case.record[:place]  # type: ignore[union-attr]
            assert item.full_text.startswith(made.story)


def test_a_case_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    case = GUIDE.quizzes.cases[0]
    one, again, other = (drawn_cases(GUIDE.library, case, seed, 2) for seed in (1, 1, 2))
    assert [each.id for each in one] == [each.id for each in again]
    assert {each.id for each in one} != {each.id for each in other}


CASE = """\
case: a-case
title: A case
about: A case for the tests.
vary:
  nmr: 8..37
story: |
  A Medicare patient is treated for {{ nmr }} minutes of 97112, all one-on-one.
parts:
"""
PART = """\
  - id: part-{n}
    topic: units
    level: 1
    teaches: [total-time]
    visit:
      payer_rule: medicare
      services:
        - {{code: "97112", minutes: nmr}}
    stem: How many units does that make?
    ask: total-units
    wrong: [boundary-off-by-one, full-fifteen, round-each-up]
"""


def checkout_with(tmp_path: Path, text: str) -> Path:
    root = write_small_checkout(tmp_path)
    (root / "quizzes/cases").mkdir()
    (root / "quizzes/cases/a-case.yml").write_text(text, "utf-8")
    return root


SOUND = CASE + "".join(PART.format(n=n) for n in range(1, 6))


def faults_in(root: Path) -> list[str]:
    try:
        guide = Guide.load(root)
        check_quizzes(guide, lambda done, total: None)
        return []
    except ProblemsFound as found:
        return [str(each) for each in found.problems]


def test_a_sound_case_has_no_fault(tmp_path: Path) -> None:
    assert faults_in(checkout_with(tmp_path, SOUND)) == []


FAULTS = {
    "told later": (
        "{{ nmr }} minutes of 97112, all one-on-one.",
        "some minutes of 97112.",
        "[told] `nmr` varies and the stem does not tell it",
    ),
    "an unknown name in the story": ("{{ nmr }}", "{{ nrm }}", "`nrm` is not a variable of this scenario; did you mean `nmr`?"),
    "an unknown topic": ("topic: units", "topic: unit", "there is no topic `unit`; did you mean `units`?"),
    "an unknown ask": ("ask: total-units", "ask: total-unit", "nothing is known to ask as `total-unit`"),
    "an id twice": ("id: part-2", "id: part-1", "the id `a-case-part-1` is already in"),
    "too few parts": (PART.format(n=5), "", "a case of 4 parts; write 5 to 8"),
    "its own vary": ("    level: 1", "    vary: {nmr: 8..9}\n    level: 1", "vary"),
    "nothing to draw": ("story: |", "require: nmr > 90\nstory: |", "leave nothing to draw"),
    "an unknown wrong method": ("boundary-off-by-one", "boundary-off-by-two", "a-case-part-1: there is no misconception"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_case_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    old, new, said = FAULTS[name]
    root = checkout_with(tmp_path, SOUND)
    spoil(root, "quizzes/cases/a-case.yml", old, new)
    found = faults_in(root)
    assert found
    assert all("quizzes/cases/a-case.yml:" in each for each in found)
    assert any(said in each for each in found), found


def test_a_case_is_drawn_previewed_and_exported_whole(tmp_path: Path) -> None:
    root = checkout_with(tmp_path, SOUND)
    drawn = run_guide("quiz", "a-case", "--json", root=root)
    assert drawn.stdout.count('"part":') == 5
    assert "a-case-part-5" in run_guide("preview", root / "quizzes/cases/a-case.yml", root=root).stdout
    target = tmp_path / "a-case.html"
    done = run_guide("export", "--format", "html", "--cases", "a-case", "-o", str(target), root=root)
    assert (done.returncode, "5 of 5 items written" in done.stderr) == (0, True)
    assert target.read_text("utf-8").count("How many units does that make?") >= 20
    bad = run_guide("export", "--format", "html", "--cases", "a-cas", "-o", str(target), root=root)
    assert (bad.returncode, bad.stderr) == (2, "guide: there is no case `a-cas`; did you mean `a-case`?\n")


@each_case
def test_a_case_names_the_table_of_its_setting(case: Case) -> None:
    """Where the story says whose table of edits judges the claims, it is that of the visits' setting (M-15)."""
    named = {table for table in EditTable if f"{table} table" in case.story}
    visits = [question.scenario.visit for question in draws_of(case.id)[0][0]]
    settings = {visit.setting for visit in visits if visit and visit.payer_rule == "medicare"}
    assert named <= {SETTINGS[setting] for setting in settings}


def test_a_part_asks_about_the_record_that_given_names() -> None:
    (asked, _) = draws_of("leak-on-standing")[0]
    named = {question.scenario.id: question.record(Example).id for question in asked if question.scenario.ask == "code"}
    assert named == {"leak-on-standing-second-visit": "X-280", "leak-on-standing-sixth-week": "X-281"}
    with pytest.raises(QuestionFault, match="one example, and 2 are drawn") as fault:
        asked[0].record(Example)
    assert "name one of them as `example` in `given`" in fault.value.fix
