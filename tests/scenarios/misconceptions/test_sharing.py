"""Wrong answers on whose minutes are whose, and on what an assistant may do, each worked by hand."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.sharing import SHARING
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import made_up, wrong_values


def shared(minutes: int, assistant: int, **given: str) -> Question:
    """A visit of 97112, with minutes of the assistant alone, and what is given of the others."""
    services = [{"code": "97112", "minutes": minutes, "assistant": assistant}]
    visit = {"payer_rule": "medicare", "service_date": "2026-03-02", "services": services}
    return made_up("assistant-units", given=given, visit=visit)


UNITS: list[tuple[str, Question, list[int]]] = [
    # 20 of the therapist with 12 of both, 5 of the assistant: 32 + 5 = 37 minutes, 2 units.
    # To the assistant go 12 + 5 = 17: a block of each, and no unit left. 1 is marked.
    ("joint-minutes-to-the-assistant", shared(37, 5, together="12"), [1]),
    ("joint-minutes-to-the-assistant", shared(37, 5, together="0"), []),
    # 15 of the therapist and 12 of the assistant: 27 minutes, 2 units; as the therapist's own none is marked.
    ("supervised-minutes-to-the-therapist", shared(27, 12), [0]),
    ("supervised-minutes-to-the-therapist", shared(27, 0), []),
    # 20 + 10 = 30 minutes; with 10 of rest to the assistant 40 minutes are 3 units: a block of each, and 5 with 5 left: 2 marked.
    ("others-minutes-counted", shared(30, 10, nobodys="10"), [2]),
    ("others-minutes-counted", shared(30, 10), []),
    # With the rest to the therapist 30 + 10 = 40: two blocks of the therapist, and 10 of the assistant left: 1 marked.
    ("others-minutes-to-the-therapist", shared(30, 10, nobodys="10"), [1]),
    ("others-minutes-to-the-therapist", shared(30, 10), []),
]


@pytest.mark.parametrize(("name", "question", "units"), UNITS)
def test_the_units_are_those_worked_by_hand(name: str, question: Question, units: list[int]) -> None:
    assert wrong_values(name, question) == units


def test_an_evaluations_minutes_do_not_spare_a_unit() -> None:
    """5 of the therapist and 10 of the assistant are 1 unit, marked. With 30 of an evaluation the therapist has 35: 2 blocks, and
    5 against the 10 of the assistant left over: 1 of the 3 is marked. With 33 the therapist has 38: 8 are left, and none is."""
    for evaluation, marked in ((30, 1), (33, 0)):
        services = [
            {"code": "97161", "minutes": evaluation},
            {"code": "97112", "minutes": 15, "assistant": 10},
        ]
        question = made_up(
            "assistant-units", visit={"payer_rule": "medicare", "service_date": "2026-03-02", "services": services}
        )
        assert wrong_values("evaluation-minutes-counted", question) == [marked]


TASKS: list[tuple[str, dict[str, str], list[str]]] = [
    ("task-misread", {"judges": "no", "evaluates": "no"}, ["therapist"]),
    ("task-misread", {"judges": "yes", "evaluates": "no"}, ["assistant"]),
    ("task-misread", {"judges": "no", "evaluates": "yes"}, ["assistant"]),
    ("co-signature-cures", {"judges": "yes", "evaluates": "no"}, ["co-signed"]),
    ("presence-cures", {"judges": "no", "evaluates": "no"}, ["in-the-room"]),
]


@pytest.mark.parametrize(("name", "given", "answers"), TASKS)
def test_the_answers_on_a_task(name: str, given: dict[str, str], answers: list[str]) -> None:
    assert wrong_values(name, made_up("assistant-task", given=given)) == answers


def test_every_method_has_a_case() -> None:
    assert {name for name, *_ in (*UNITS, *TASKS)} | {"evaluation-minutes-counted"} == set(SHARING)
