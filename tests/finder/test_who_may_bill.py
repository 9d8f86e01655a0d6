"""Who may provide it: the browser finds on each day what the rule says, and the days between two changes are all alike."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from macros.guide import Guide
from macros.pages.who_may_bill import who_tables
from macros.rules.furnishing import Furnishing, who_may_furnish
from macros.rules.vocabulary import Payer, Profession, Setting, Supervision
from tests.command import ROOT
from tests.finder.conftest import Find
from tests.seeds import daily_seed

LIBRARY = Guide.load(ROOT).library
TABLES = who_tables(LIBRARY)
FIRST = date(2018, 1, 1)


def by_rule(answer: Furnishing) -> dict[str, Any]:
    """What run.mjs writes of an answer."""
    return {
        "answer": answer.answer,
        "settled": answer.settled,
        "supervision": answer.supervision,
        "reasons": [{"text": step.text, "cites": list(step.cites)} for step in answer.steps],
    }


def compare(find: Find, choices: list[dict[str, Any]]) -> list[Any]:
    found = find("who", TABLES, choices)
    for choice, theirs in zip(choices, found, strict=True):
        given = {**choice, "on": date.fromisoformat(choice["on"])}
        assert theirs["now"] == by_rule(who_may_furnish(**given)), choice
    return found


def test_every_choice_without_more_is_answered_as_by_the_rule_around_each_change(find: Find) -> None:
    days = ["2018-01-01", "2020-04-15", "2020-04-16", "2024-12-31", "2025-01-01", "2026-11-27"]
    each = product(Profession, Payer, Setting, days)
    compare(find, [{"profession": who, "payer": payer, "setting": where, "on": day} for who, payer, where, day in each])


def test_every_day_of_nine_years_is_answered_as_by_the_rule(find: Find) -> None:
    """Random choices, a new one each day, supervision and incident-to included."""
    random = Random(f"{daily_seed()}, who")
    choices = [
        {
            "profession": random.choice([Profession.PHYSICAL_THERAPIST_ASSISTANT, *Profession]),
            "payer": random.choice(list(Payer)),
            "setting": random.choice([Setting.PRIVATE_PRACTICE, *Setting]),
            "on": (FIRST + timedelta(days=ahead)).isoformat(),
            "incident_to": random.random() < 0.2,
            "supervision": random.choice([None, None, *Supervision]),
        }
        for ahead in range(9 * 365)
    ]
    found = compare(find, choices)
    assert {each["now"]["answer"] for each in found} == {"allowed", "not allowed", "depends"}


@pytest.mark.parametrize("profession", [Profession.PHYSICAL_THERAPIST_ASSISTANT, Profession.OCCUPATIONAL_THERAPY_ASSISTANT])
def test_no_answer_changes_between_the_days_that_are_known(profession: str) -> None:
    """Every day: a change that no span begins with would be missed by the browser."""
    starts = {span["since"] for span in TABLES["spans"]}
    for payer, setting in product(Payer, (Setting.PRIVATE_PRACTICE, Setting.REHAB_AGENCY)):
        answers = [who_may_furnish(profession, payer, FIRST + timedelta(days=ahead), setting) for ahead in range(9 * 365)]
        for ahead in range(1, len(answers)):
            day = (FIRST + timedelta(days=ahead)).isoformat()
            assert answers[ahead] == answers[ahead - 1] or day in starts, day


def test_other_days_are_told_where_their_answer_differs(find: Find) -> None:
    assistant = {"profession": "physical-therapist-assistant", "payer": "medicare", "on": "2026-03-02"}
    (private, agency) = find("who", TABLES, [{**assistant, "setting": name} for name in ("private-practice", "rehab-agency")])
    assert private["others"] == [["January 1, 2018", "December 31, 2024", "direct"]]
    assert agency["others"] == []
    (early,) = find("who", TABLES, [{**assistant, "on": "2017-12-31", "setting": "private-practice"}])
    assert early is None
