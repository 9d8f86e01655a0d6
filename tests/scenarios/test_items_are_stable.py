"""The same draw gives the same item, now and after content was added."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.scenarios.compose import compose, questions, range_of
from macros.scenarios.expressions import condition
from macros.scenarios.form import MANY, TRIES_FOR_NEW, TRIES_IN_STRATUM, different, form
from macros.scenarios.item import Item
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.template import Scenario
from tests.command import ROOT
from tests.small_checkout import TOPIC, spoil, write_small_checkout

SECOND = TOPIC.split("scenarios:\n")[1].replace("id: two-codes", "id: added-later").replace("8..40", "9..30")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return write_small_checkout(tmp_path)


def all_items(root: Path, scenario_id: str = "two-codes") -> dict[str, dict[str, object]]:
    guide = Guide.load(root)
    topic = guide.quizzes.topic("units")
    scenario = next(each for each in topic.scenarios if each.id == scenario_id)
    return {q.id: compose(q, topic.id).as_json() for q in range_of(guide.library, scenario, 500)}


def test_an_id_is_the_scenario_and_a_hash_of_the_draw(checkout: Path) -> None:
    """Worked out here from the definition, not by calling the code."""
    text = json.dumps([{"exercise": 23, "nmr": 24}], sort_keys=True)
    expected = "two-codes-" + hashlib.sha256(text.encode()).hexdigest()[:8]
    guide = Guide.load(checkout)
    drawn = list(questions(guide.library, guide.quizzes.topics[0].scenarios[0]))
    assert expected in {question.id for question in drawn}
    assert len({question.id for question in drawn}) == len(drawn)


def test_adding_a_scenario_changes_no_other(checkout: Path) -> None:
    before = all_items(checkout)
    path = checkout / "quizzes/units.yml"
    head, rest = path.read_text().split("scenarios:\n")
    path.write_text(f"{head}scenarios:\n{SECOND}{rest}")
    assert all_items(checkout) == before
    assert all_items(checkout, "added-later").keys().isdisjoint(before)


def test_strata_that_look_at_the_same_draws_take_those_that_each_would_find_alone() -> None:
    """Worked out here with a walk of its own for each stratum, which remembers nothing of the others'."""
    guide = Guide.load(ROOT)
    tried = 0
    for scenario in (scenario for topic in guide.quizzes.topics if not topic.before for scenario in topic.scenarios):
        strata = list(scenario.kinds_of_draw.values())
        if len(strata) < 2 or scenario.visit is None or set(scenario.vary) - scenario.names_used:
            continue  # what is only told tells no two questions apart, which is no matter of strata
        tried += 1
        drawn = [question.id for question in islice(different(guide.library, scenario, 7), 12)]
        first = next(place for place, text in enumerate(strata) if drawn[0] in _first_of(guide, scenario, text))
        walks = [_walk(guide, scenario, text) for text in (*strata[first:], *strata[:first])]
        expected: list[str] = []
        while walks and len(expected) < len(drawn):
            for walk in list(walks):
                new = next((name for name in islice(walk, TRIES_FOR_NEW) if name not in expected), None)
                if new is None:
                    walks.remove(walk)
                else:
                    expected.append(new)
        assert drawn == expected[: len(drawn)], scenario.id
    assert tried >= 20


def _first_of(guide: Guide, scenario: Scenario, stratum: str) -> list[str]:
    return list(islice(_walk(guide, scenario, stratum), 1))


def _walk(guide: Guide, scenario: Scenario, stratum: str) -> Iterator[str]:
    """The draws of one stratum, until there is none among very many."""
    failed = 0
    for question in questions(guide.library, scenario, 7):
        if condition(stratum)(question.names_for_require):
            failed = 0
            yield question.id
        else:
            failed += 1
            if failed >= TRIES_IN_STRATUM:
                return


def test_adding_a_topic_changes_no_other(checkout: Path) -> None:
    before = all_items(checkout)
    other = TOPIC.replace("topic: units", "topic: more").replace("two-codes", "other-codes")
    (checkout / "quizzes/a-topic-that-sorts-first.yml").write_text(other)
    assert all_items(checkout) == before


def test_changing_the_rules_of_drawing_keeps_the_items_that_remain(checkout: Path) -> None:
    before = all_items(checkout)
    spoil(checkout, "quizzes/units.yml", "nmr: 8..40", "nmr: 8..20")
    after = all_items(checkout)
    assert 0 < len(after) <= len(before)
    shared = after.keys() & before.keys()
    assert shared
    assert all(after[name] == before[name] for name in shared)


def test_the_same_seed_gives_the_same_form_and_another_seed_another(checkout: Path) -> None:
    guide = Guide.load(checkout)
    first, again, other = ([item.id for item in form(guide.library, guide.quizzes.topics, 8, seed)] for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len(set(first)) == 8


def test_draws_are_the_same_on_every_python(checkout: Path) -> None:
    """Golden draws: a change here would give trainers other questions for the seeds they handed out."""
    guide = Guide.load(checkout)
    drawn = islice(questions(guide.library, guide.quizzes.topics[0].scenarios[0], seed=7), 3)
    assert [(q.draw["nmr"], q.draw["exercise"]) for q in drawn] == GOLDEN


GOLDEN = [(10, 39), (18, 35), (16, 21)]


def test_a_form_has_no_item_twice_and_takes_scenarios_in_turn(checkout: Path) -> None:
    path = checkout / "quizzes/units.yml"
    path.write_text(path.read_text() + SECOND)
    guide = Guide.load(checkout)
    items = form(guide.library, guide.quizzes.topics, 40, seed=3)
    assert len({item.id for item in items}) == 40
    assert {item.scenario for item in items[:2]} == {"two-codes", "added-later"}


def test_a_small_scenario_gives_fewer_rather_than_the_same_twice(checkout: Path) -> None:
    spoil(checkout, "quizzes/units.yml", "nmr: 8..40", "nmr: [24]")
    spoil(checkout, "quizzes/units.yml", "exercise: 8..40", "exercise: [23, 20]")
    guide = Guide.load(checkout)
    assert len(form(guide.library, guide.quizzes.topics, 10, seed=0)) == 2


@pytest.fixture
def dealt(checkout: Path) -> Guide:
    """A guide of four scenarios: two of a family, and one that soon has no more to give."""
    path = checkout / "quizzes/units.yml"
    few = (
        SECOND.replace("id: added-later", "id: few")
        .replace("nmr: 9..30", "nmr: [24]")
        .replace("exercise: 9..30", "exercise: 20..27")
    )
    family = SECOND.replace("    level: 3", "    family: alike\n    level: 3")
    others = [family.replace("added-later", name) for name in ("of-the-family", "of-it-too")]
    path.write_text(path.read_text("utf-8") + few + "".join(others), "utf-8")
    return Guide.load(checkout)


@pytest.mark.parametrize("processes", [2, 3, 9])
def test_a_form_that_is_drawn_in_several_processes_is_the_same(dealt: Guide, processes: int) -> None:
    alone = form(dealt.library, dealt.quizzes.topics, MANY, 3)
    assert len(alone) == MANY
    assert 0 < sum(item.scenario == "few" for item in alone) < MANY // 4
    assert sum(item.scenario in {"of-the-family", "of-it-too"} for item in alone) == 1
    assert form(dealt.library, dealt.quizzes.topics, MANY, 3, processes) == alone


def test_in_several_processes_a_form_ends_where_nothing_is_left(dealt: Guide) -> None:
    alone = form(dealt.library, dealt.quizzes.topics, 20_000, 3)
    assert 400 < len(alone) < 20_000
    assert form(dealt.library, dealt.quizzes.topics, 20_000, 3, 2) == alone


@pytest.mark.parametrize("everywhere", [False, True])
def test_what_fails_in_another_process_is_done_in_this_one(
    dealt: Guide, monkeypatch: pytest.MonkeyPatch, everywhere: bool
) -> None:
    """There it fails again, as a fault of the scenario does, or it does not, as where a process was ended from outside."""
    alone = form(dealt.library, dealt.quizzes.topics, MANY, 3)
    here = os.getpid()

    def composed(question: Question, topic: str) -> Item:
        if everywhere or os.getpid() != here:
            raise QuestionFault("nothing is right", "correct it", ("wrong",))
        return compose(question, topic)

    monkeypatch.setattr("macros.scenarios.hand.compose", composed)
    if everywhere:
        with pytest.raises(QuestionFault, match="nothing is right"):
            form(dealt.library, dealt.quizzes.topics, MANY, 3, 2)
    else:
        assert form(dealt.library, dealt.quizzes.topics, MANY, 3, 2) == alone


def test_an_item_has_exactly_the_published_fields(checkout: Path) -> None:
    item = next(iter(all_items(checkout).values()))
    assert list(item) == [
        "id", "scenario", "topic", "level", "kind", "stem", "options", "answer", "explanation", "sources", "visit", "rule",
    ]  # fmt: skip
    options = item["options"]
    assert isinstance(options, list)
    assert all(list(option) == ["id", "text", "correct", "feedback"] for option in options if option["correct"])
    wrong = [option for option in options if not option["correct"]]
    assert all(list(option) == ["id", "text", "correct", "feedback", "misconception"] for option in wrong)
    assert all(list(option["misconception"]) == ["id", "title"] for option in wrong)
    assert item["sources"] == [{"id": "manual", "title": "A manual", "url": "https://example.org/manual"}]
    assert item["rule"] == "medicare"


def test_a_number_item_has_fields_instead_of_options(checkout: Path) -> None:
    spoil(checkout, "quizzes/units.yml", "ask: claim", "ask: total-units")
    item = next(iter(all_items(checkout).values()))
    assert "options" not in item
    fields = item["fields"]
    assert isinstance(fields, list)
    assert list(fields[0]) == ["id", "label", "min", "max", "feedback"]
    assert item["kind"] == "number"
