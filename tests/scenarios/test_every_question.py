"""One walk over the questions that every scenario can give: each is drawn once, and everything is asked of it.

`make test` takes some questions of each scenario, others each day; `make proof` takes up to 2,000.
"""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from macros.guide import Guide
from macros.scenarios.compose import compose, questions, range_of
from macros.scenarios.draw import FULL_RANGE, combinations_of
from macros.scenarios.question import Question
from macros.scenarios.template import Scenario
from macros.scenarios.topic import Topic
from tests.command import ROOT
from tests.proof import proof
from tests.scenarios.counts_judged import JUDGED
from tests.scenarios.from_the_text import says_what_it_takes
from tests.scenarios.judgment_checks import JUDGMENT_CHECKS
from tests.scenarios.test_bank import KEYS, rests_on_what_was_checked, well_formed
from tests.scenarios.test_bank_rules import CHECKS
from tests.scenarios.test_item_writing import days_are_in_words, wrong_answers, wrong_answers_are_named
from tests.scenarios.vignette_checks import VIGNETTE_CHECKS
from tests.seeds import daily_seed

GUIDE = Guide.load(ROOT)
SCENARIOS = [(topic, scenario) for topic in GUIDE.quizzes.topics for scenario in topic.scenarios]
FOUND_AGAIN = {**CHECKS, **KEYS, **JUDGMENT_CHECKS, **JUDGED, **VIGNETTE_CHECKS}
SOME, ALL = 60, 2000


def drawn(scenario: Scenario, count: int) -> list[Question]:
    """Up to so many different questions of a scenario; others each day, where it has more."""
    if count == ALL:
        return range_of(GUIDE.library, scenario, ALL)
    if combinations_of(scenario, GUIDE.library) <= FULL_RANGE:
        listed = list(questions(GUIDE.library, scenario))
        return Random(f"{daily_seed()} {scenario.id}").sample(listed, min(count, len(listed)))
    return list({each.id: each for each in islice(questions(GUIDE.library, scenario, daily_seed()), count)}.values())


def test_the_key_of_every_ask_is_found_again() -> None:
    assert {scenario.ask for _, scenario in SCENARIOS} <= set(FOUND_AGAIN)


@pytest.mark.parametrize("count", [pytest.param(SOME, id="some"), proof(ALL, id="all")])
@pytest.mark.parametrize(("topic", "scenario"), SCENARIOS, ids=[scenario.id for _, scenario in SCENARIOS])
def test_every_question_is_sound(topic: Topic, scenario: Scenario, count: int) -> None:
    found = drawn(scenario, count)
    assert found
    assert len({question.id for question in found}) == len(found)
    assert topic.page
    wrong = 0
    for question in found:
        item = compose(question, topic.id)
        try:
            assert item.id == question.id
            well_formed(item)
            FOUND_AGAIN[scenario.ask](question, item)
            rests_on_what_was_checked(question)
            wrong_answers_are_named(scenario, item)
            days_are_in_words(item)
            says_what_it_takes(question, item)
        except Exception as error:
            error.add_note(f"The question is {item.id}, drawn as {question.draw}.")
            raise
        wrong += sum(1 for _ in wrong_answers(item))
    assert wrong
