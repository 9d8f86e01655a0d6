"""What the bank asks, counted: two draws are one question, two records are two, and a guesser finds what gives a key away."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from macros.cli.bank import PROVEN
from macros.guide import Guide
from macros.scenarios.asks import ASKS
from macros.scenarios.bank import bank_form
from macros.scenarios.compose import compose, range_of
from macros.scenarios.item import SINGLE, Item, Option
from macros.scenarios.review.bank_report import VIGNETTES, BankCount, ScenarioCount, TopicCount, bank_count, missed_goals
from macros.scenarios.review.check import review_scenario
from macros.scenarios.review.distinct import Asked, Masker, questions_of
from macros.scenarios.review.guesser import BAR, STRATEGIES, Guess, glance, guess, same_units
from macros.scenarios.review.levels import level_of, level_of_most
from macros.scenarios.template import Scenario
from tests.command import ROOT, guide
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(ROOT)


def scenario(**changed: object) -> Scenario:
    plain = {
        "id": "made-up",
        "level": 1,
        "teaches": [],
        "vary": {"nmr": "16..60"},
        "visit": {"payer_rule": "medicare", "services": [{"code": "97112", "minutes": "nmr"}]},
        "stem": "Mr. Hill, 70, is treated for {{ nmr }} minutes of 97112. How many units does Medicare pay?",
        "ask": "total-units",
        "wrong": ["full-fifteen", "round-each-up"],
    }
    return Scenario.model_validate({**plain, **changed})


def asked(*scenarios: Scenario) -> list[Asked]:
    found = []
    for each in scenarios:
        masker = Masker(each)
        for question in range_of(GUIDE.library, each, 40):
            found.append(masker.asked(question, compose(question, "units")))
    return found


def test_other_minutes_are_the_same_question() -> None:
    assert questions_of(asked(scenario())) == 1


def test_another_patient_around_the_same_visit_is_the_same_question() -> None:
    other = scenario(stem="Ms. Diaz, 42, trains her balance after a fall: {{ nmr }} minutes. How many units does Medicare pay?")
    assert questions_of(asked(scenario(), other)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"ask": "timed-total"},
        {"stem": "Mr. Hill has {{ nmr }} minutes of 97112. At how many units does a reviewer for Medicare arrive?"},
        {"wrong": ["full-fifteen", "boundary-off-by-one"]},
    ],
    ids=["another ask", "another question", "other wrong methods"],
)
def test_what_is_asked_in_another_way_is_another_question(changed: dict[str, object]) -> None:
    assert questions_of(asked(scenario(), scenario(**changed))) == 2


def test_a_text_on_which_the_answer_rests_counts_and_any_other_does_not() -> None:
    plain = {
        "visit": None,
        "ask": "who",
        "vary": {"profession": ["athletic-trainer", "massage-therapist", "aide"], "name": ["Mr. Bo", "a neighbor", "Dr. Li"]},
        "given": {"profession": "profession", "payer": "medicare", "day": "2026-03-02"},
        "stem": "{{ name }} asks in a private practice on March {{ 3 }}, 2026. May {{ profession | a }} bill 97112 to Medicare?",
        "wrong": ["license-pays", "rule-left-open", "named-profession-shut-out"],
    }
    assert questions_of(asked(scenario(**plain))) == 3


def test_a_patient_of_the_cast_makes_no_question_of_its_own() -> None:
    told = scenario(
        vary={"nmr": "16..60", "patient": {"from": "patients", "where": '"97112" in does'}},
        stem="{{ patient.name }} has {{ nmr }} minutes of {{ patient.does['97112'] }}. How many units does Medicare pay?",
    )
    assert questions_of(asked(told)) == 1


TWO_CODES = {"payer_rule": "medicare", "services": [{"code": "97112", "minutes": "nmr"}, {"code": "97110", "minutes": 20}]}
RECALL = {"visit": None, "ask": "appeal-days", "vary": {"level": ["council"]}, "given": {"level": "level"}}

JUDGED = {"id": "discharge", "says": "discharge her", "judges": "yes"}
TASK = {"visit": None, "ask": "assistant-task", "wrong": ["task-misread", "co-signature-cures", "presence-cures"]}
MOST = {"visit": None, "ask": "assistant-most", "vary": {"whole": [30, 45]}, "given": {"whole": "whole", "day": "2026-03-02"}}


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, 1),
        ({"visit": TWO_CODES}, 2),
        ({**RECALL, "wrong": ["days-of-another"]}, 1),
        ({**TASK, "vary": {"task": [JUDGED]}, "given": {"judges": "{{ task.judges }}"}}, 2),
        ({**TASK, "vary": {"task": ["discharge her"]}, "given": {"judges": "yes"}}, 1),
        ({**MOST, "wrong": ["eight-minutes-ignored", "more-minutes-decide"]}, 2),
    ],
    ids=["one thing read off", "one rule applied", "recalled", "a scene that decides", "one case alone", "tried on two splits"],
)
def test_a_level_is_reckoned_from_the_way_to_the_key(changed: dict[str, object], level: int) -> None:
    made = scenario(**{"stem": "How many does Medicare pay or give?", **changed})
    assert {level_of(question, compose(question, "units")) for question in range_of(GUIDE.library, made, 40)} == {level}


def test_where_wrong_answers_break_two_rules_or_two_claims_are_right_the_level_is_the_highest() -> None:
    (question, *_) = range_of(GUIDE.library, scenario(visit=TWO_CODES), 5)
    made = compose(question, "units")
    (field,) = made.fields
    other = replace(field.wrong[0], misconception="assistant-forgotten")
    assert level_of(question, replace(made, fields=(replace(field, wrong=(*field.wrong, other)),))) == 3
    right = tuple(Option(name, name, True, "Right.") for name in "ab")
    assert level_of(question, replace(made, options=right)) == 3


def test_who_lets_a_written_claim_pass_breaks_no_second_rule() -> None:
    (question, *_) = range_of(GUIDE.library, scenario(visit=TWO_CODES), 5)
    made = compose(question, "units")
    (field,) = made.fields
    trusted = replace(field.wrong[0], misconception="claim-trusted")
    assert level_of(question, replace(made, fields=(replace(field, wrong=(*field.wrong, trusted)),))) == 2


def test_the_typed_level_stands_where_many_questions_have_it() -> None:
    assert level_of_most(2, [2] * 41 + [3] * 59) == 2
    assert level_of_most(2, [2] * 39 + [3] * 61) == 3
    assert level_of_most(1, [2, 2, 3]) == 2


def test_each_record_that_decides_is_a_question_and_combinations_of_them_are_not() -> None:
    one = {"visit": None, "ask": "code", "stem": "{{ example.activity }} Which code?", "wrong": ["neighbour-code"]}
    where = 'code == "97112" and confused_codes | length >= 2'
    single = scenario(**one, vary={"example": {"from": "examples", "where": where}})
    examples = [each for each in GUIDE.library.examples if each.code == "97112" and len(each.confused_with) >= 2]
    assert questions_of(asked(single)) == len(examples) > 5
    three = Asked("s", "q", frozenset({("Example a", "1"), ("Example b", "2")}), "p")
    more = Asked("s", "q", frozenset({("Example a", "1"), ("Example b", "3")}), "p")
    assert questions_of([three, more]) == 2


def item(number: int, texts: tuple[str, ...], key: int, *, ordered: bool = False, stem: str = "What does Medicare pay?") -> Item:
    options = tuple(Option("abcd"[i], text, i == key, "Because.") for i, text in enumerate(texts))
    made = Item(f"made-up-{number}", "made-up", "units", 1, SINGLE, stem, options, (), "abcd"[key], ("So.",), (), None, None)
    return replace(made, ordered=ordered)


def by_lot(number: int, texts: tuple[str, ...], stem: str = "What does Medicare pay?", *, ordered: bool = False) -> Item:
    """The first text is right; it may stand anywhere."""
    shown = list(texts)
    if not ordered:
        Random(number).shuffle(shown)
    return item(number, tuple(shown), shown.index(texts[0]), ordered=ordered, stem=stem)


GIVEN_AWAY = {
    "the longest option": ("quite a lot longer", "short one", "brief", "tiny"),
    "the shortest option": ("no", "longer than", "longer as well", "longest of all here"),
    "the option with most words of the stem": (
        "what medicare sends",
        "something unheard",
        "nobody noticed",
        "elsewhere",
    ),
    "the option with most modifiers": ("97112 × 1 GP KX", "97110 × 1 ab cd", "97116 × 1 ef gh", "97530 × 1 ij kl"),
    "the option that hedges": ("if it may vary", "it did happen.", "it was as told", "it is all done"),
    "the only option of its form": ("yes it does so", "no, it is two!", "no, it is not", "no, it was ten"),
}


@pytest.mark.parametrize("strategy", GIVEN_AWAY)
def test_the_guesser_finds_what_gives_a_key_away(strategy: str) -> None:
    items = [by_lot(n, GIVEN_AWAY[strategy]) for n in range(60)]
    scores = STRATEGIES[strategy]
    for each in items:
        scored = scores(each)
        assert max(range(4), key=scored.__getitem__) == next(i for i, option in enumerate(each.options) if option.correct)
    found = guess(items)
    assert found is not None
    assert found.share == 1
    assert found.chance == 0.25


def test_the_guesser_finds_a_key_that_stands_in_the_middle() -> None:
    found = guess([item(n, ("1", "2", "3"), 1, ordered=True) for n in range(40)])
    assert found is not None
    assert found.share == 1


def test_the_guesser_gains_nothing_where_the_key_falls_by_lot() -> None:
    """The texts are of all lengths and forms, and nothing shows which is right: what fits one half fails on the other."""
    texts = (
        "one unit of it",
        "nothing at all, whatever",
        "if two",
        "all of these",
        "97112 × 1 GP",
        "97110 × 2 GP KX",
    )
    beyond = []
    for lot in range(20):
        random = Random(lot)
        items = [item(n + 1000 * lot, tuple(random.sample(texts, 4)), random.randrange(4)) for n in range(200)]
        found = guess(items)
        assert found is not None
        beyond.append(found.beyond)
    assert abs(sum(beyond) / len(beyond)) < 0.02
    assert sum(each > BAR + 0.04 for each in beyond) <= 2


def test_few_questions_show_no_pattern() -> None:
    assert guess([by_lot(n, GIVEN_AWAY["the longest option"]) for n in range(8)]) is None


def test_options_that_agree_in_units_and_modifiers_that_decide_are_counted() -> None:
    alike = by_lot(1, ("97112 × 2 GP", "97112 × 2 GO", "97112 × 2", "97112 × 1 GP; 97112 × 1 GP 59"))
    counted = by_lot(2, ("97112 × 2 GP", "97112 × 3 GP", "97112 × 1 GP"))
    assert same_units([alike, counted]) == 0.5
    assert glance([alike, counted]) == 0.5
    assert same_units([by_lot(3, ("yes", "no", "perhaps"))]) == 0


def test_a_form_of_the_report_is_the_form_that_a_learner_gets() -> None:
    (topic,) = (topic for topic in GUIDE.quizzes.topics if topic.id == "units")
    entries = [entry for entry in GUIDE.bank.entries("units") if entry.item]
    assert all(entry.asks for entry in entries)
    reviews = {each.id: review_scenario(GUIDE.library, "units", each, 60) for each in topic.scenarios}
    count = bank_count([topic], GUIDE.bank, reviews)
    (of_units,) = count.topics
    most = 0
    for seed in range(50):
        asks = [entry.asks for entry in bank_form(entries, 10, seed)]
        most = max(most, *(asks.count(each) for each in asks))
    assert of_units.row == most
    assert of_units.questions == count.questions <= sum(each.questions for each in of_units.scenarios)


def test_the_command_reports_on_a_topic_a_scenario_and_the_whole() -> None:
    whole = guide("bank", "--report").stdout
    assert f"goal: ≥ {VIGNETTES}" in whole
    assert all(topic.id in whole for topic in GUIDE.quizzes.topics)
    data = json.loads(guide("bank", "--report", "units", "--json").stdout)
    assert [topic["topic"] for topic in data["topics"]] == ["units"]
    one = guide("bank", "--scenario", "two-timed-codes").stdout
    assert "two-timed-codes" in one
    assert "three-timed-codes" not in one


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bank", "--report", "unit"), "there is no topic `unit`; did you mean `units`?"),
        (("bank", "--scenario", "two-timed-code"), "there is no scenario `two-timed-code`"),
        (("bank", "edits", "--scenario", "two-timed-codes"), "leave one of the two out"),
    ],
)
def test_a_name_that_is_not_there_gets_one_clear_line(words: tuple[str, ...], says: str) -> None:
    done = guide(*words)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def report() -> Any:
    """What the command reports on the whole bank."""
    return json.loads(guide("bank", "--report", "--json").stdout)


def test_the_bank_reaches_its_goals(report: Any) -> None:
    """The goals as they were set, each typed here once more."""
    assert report["questions"] >= 1500
    assert report["paths"] >= 400
    assert report["vignettes"] >= 200
    assert report["judgment"] >= 0.45
    assert report["twice"] == 0
    assert report["two_levels"] == 0
    assert len(report["topics"]) == 12
    for topic in report["topics"]:
        assert topic["questions"] >= 60, topic["topic"]
        assert topic["paths"] >= 20, topic["topic"]
        assert topic["alike_in_ten"] <= 2, topic["topic"]
        assert topic["forms_over"] == 0, topic["topic"]
    scenarios = [each for topic in report["topics"] for each in topic["scenarios"]]
    tried = [each for each in scenarios if each["guesser"]]
    assert len(tried) > 100
    for each in tried:
        found = each["guesser"]
        assert found["right"] - found["chance"] <= 0.05 + 0.5 / found["questions"] ** 0.5 + 0.001, (each["scenario"], found)
    for each in scenarios:
        assert each["same_units"] <= 0.05, each["scenario"]
        assert each["glance"] <= 0.05, each["scenario"]
    assert report["missed"] == []


def counted(**changed: Any) -> BankCount:
    """A bank that just reaches its goals, but for what is changed in it, in its one topic or in its one scenario."""
    values: dict[str, Any] = {"judgment": 0.45, "guess": Guess("the longest option", 0.35, 0.25, 100), "same_units": 0.05}
    values |= {"glance": 0.05, "of_topic": 60, "paths_of_topic": 20, "row": 2}
    values |= {"questions": 1500, "paths": 400, "vignettes": 200, "twice": 0, "two_levels": 0, **changed}
    scenario = ScenarioCount("made-up", 1, "claim", False, 60, 20, values["guess"], values["same_units"], values["glance"], 1)
    topic = TopicCount("units", 9, values["of_topic"], values["paths_of_topic"], 0.5, values["row"], 0.0, (scenario,))
    names = ("questions", "paths", "vignettes", "judgment", "twice", "two_levels")
    return BankCount((topic,), 9, *(values[name] for name in names))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"questions": 1499}, "the bank has 1499 different questions, fewer than 1500"),
        ({"paths": 399}, "the bank has 399 ways to a key, fewer than 400"),
        ({"vignettes": 199}, "the bank has 199 vignettes, fewer than 200"),
        ({"of_topic": 59}, "units has 59 different questions, fewer than 60"),
        ({"paths_of_topic": 19}, "units has 19 ways to a key, fewer than 20"),
        ({"judgment": 0.44}, "44% of mixed sets is judgment, less than 45%"),
        ({"twice": 1}, "the bank has 1 questions asked twice, more than 0"),
        ({"two_levels": 1}, "the bank has 1 questions at two levels, more than 0"),
        ({"row": 3}, "units has 3 of 10 in a row that ask the same, more than 2"),
        (
            {"guess": Guess("the longest option", 0.36, 0.25, 100)},
            "made-up can be guessed at: the longest option is right in 36% of 100 questions, by chance in 25%",
        ),
        ({"glance": 0.06}, "made-up: GP, GO and 59 alone decide 6%, more than 5%"),
        ({"same_units": 0.06}, "made-up: all options have the same units in 6%, more than 5%"),
    ],
)
def test_each_goal_that_is_missed_is_named(changed: dict[str, Any], said: str) -> None:
    assert list(missed_goals(counted())) == []
    assert list(missed_goals(counted(**changed))) == [said]


def test_the_page_on_the_bank_shows_goals_that_are_reached() -> None:
    written = plain_yaml(ROOT / "docs/contribute/bank.yml")
    for name in ("questions", "paths", "vignettes", "judgment"):
        assert written[name]["counted"] >= written[name]["goal"], name
    assert written["guessed"] == {"goal": 0, "counted": 0}
    for name, topic in written["topics"].items():
        assert topic["questions"] >= written["questions"]["of_a_topic"], name
        assert topic["paths"] >= written["paths"]["of_a_topic"], name
        assert topic["alike_in_ten"] <= 2, name
        assert topic["guessed"] == 0, name


def test_the_page_on_the_bank_claims_no_more_than_is_there(report: Any) -> None:
    """It may lag behind a bank that grows; whoever releases runs `guide bank --report --write`."""
    written = plain_yaml(ROOT / "docs/contribute/bank.yml")
    assert set(written["topics"]) == {topic["topic"] for topic in report["topics"]}
    assert written["questions"]["counted"] <= 1.02 * report["questions"], "run: guide bank --report --write"
    assert written["paths"]["counted"] <= 1.02 * report["paths"], "run: guide bank --report --write"
    assert written["judgment"]["counted"] <= report["judgment"] + 0.03, "run: guide bank --report --write"
    for topic in report["topics"]:
        assert written["topics"][topic["topic"]]["questions"] <= 1.1 * topic["questions"] + 5, topic["topic"]


def test_only_the_whole_report_is_written() -> None:
    done = guide("bank", "units", "--write")
    assert done.returncode != 0
    assert "leave the topics and scenarios out" in done.stderr


def test_the_list_of_scenarios_says_how_each_kind_of_key_is_proven() -> None:
    assert {ask.subject for ask in ASKS.values()} <= set(PROVEN)
