"""Wrong answers about who may furnish 97112, each written by hand from facts S-06a to S-14b."""

from __future__ import annotations

import pytest

from macros.scenarios.asks import ASKS
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.furnishing import FURNISHING
from macros.scenarios.question import QuestionFault
from tests.scenarios.misconceptions.made_up import about, wrong_values

THERAPIST = {"profession": "physical-therapist"}  # allowed (S-06a)
ASSISTANT = {"profession": "physical-therapist-assistant"}  # allowed under supervision (S-06a)
INCIDENT_TO = {**ASSISTANT, "incident_to": "yes"}  # not allowed (S-09a)
AIDE = {"profession": "aide"}  # not allowed (S-07)
CHIROPRACTOR = {"profession": "chiropractor"}  # not allowed (S-11a)
CHIROPRACTOR_ELSEWHERE = {**CHIROPRACTOR, "payer": "other"}  # depends (S-12a)
SPEECH = {"profession": "speech-language-pathologist"}  # not allowed (S-14a)
SPEECH_ELSEWHERE = {**SPEECH, "payer": "other"}  # depends (S-14b)

WHO: list[tuple[str, dict[str, str], list[str]]] = [
    ("license-pays", AIDE, ["allowed"]),
    ("license-pays", CHIROPRACTOR, ["allowed"]),
    ("license-pays", INCIDENT_TO, ["allowed"]),
    ("license-pays", THERAPIST, []),
    ("license-pays", CHIROPRACTOR_ELSEWHERE, []),
    ("rule-left-open", AIDE, ["depends"]),
    ("rule-left-open", THERAPIST, ["depends"]),
    ("rule-left-open", SPEECH_ELSEWHERE, []),
    ("named-profession-shut-out", THERAPIST, ["not allowed"]),
    ("named-profession-shut-out", ASSISTANT, ["not allowed"]),
    ("named-profession-shut-out", AIDE, []),
    ("named-profession-shut-out", SPEECH_ELSEWHERE, []),
    ("one-rule-for-every-payer", CHIROPRACTOR_ELSEWHERE, ["allowed", "not allowed"]),
    ("one-rule-for-every-payer", SPEECH_ELSEWHERE, ["allowed", "not allowed"]),
    ("license-pays", SPEECH, ["allowed"]),
    ("one-rule-for-every-payer", CHIROPRACTOR, []),
    ("one-rule-for-every-payer", THERAPIST, []),
]

# S-10a and S-10b: direct in private practice until the end of 2024; general since, and in institutions before.
SUPERVISION: list[tuple[str, str, str, list[str]]] = [
    ("supervision-of-another-day", "private-practice", "2024-12-31", ["general"]),
    ("supervision-of-another-day", "private-practice", "2025-01-01", ["direct"]),
    ("supervision-of-another-day", "rehab-agency", "2024-12-31", ["direct"]),
    ("supervision-overlooked", "private-practice", "2024-12-31", ["none"]),
    ("supervision-overlooked", "rehab-agency", "2025-01-01", ["none"]),
]


@pytest.mark.parametrize(("name", "given", "answers"), WHO)
def test_the_wrong_answer_is_the_one_written_by_hand(name: str, given: dict[str, str], answers: list[str]) -> None:
    assert wrong_values(name, about(**given), "who") == answers


@pytest.mark.parametrize(("name", "setting", "day", "answers"), SUPERVISION)
def test_the_wrong_supervision_is_the_one_written_by_hand(name: str, setting: str, day: str, answers: list[str]) -> None:
    assert wrong_values(name, about(**ASSISTANT, setting=setting, day=day), "supervision") == answers


@pytest.mark.parametrize(
    ("name", "ask", "given", "said"),
    [
        ("license-pays", "who", AIDE, "the payer's own rule"),
        ("rule-left-open", "who", INCIDENT_TO, "a rule of its own"),
        ("one-rule-for-every-payer", "who", CHIROPRACTOR_ELSEWHERE, "contract may"),
        ("supervision-of-another-day", "supervision", {**ASSISTANT, "day": "2024-12-31"}, "became enough"),
        ("supervision-of-another-day", "supervision", {**ASSISTANT, "day": "2025-01-01"}, "was the rule in private practice"),
        ("supervision-overlooked", "supervision", {**ASSISTANT, "day": "2024-12-31"}, "always supervised"),
    ],
)
def test_the_feedback_gives_the_reason(name: str, ask: str, given: dict[str, str], said: str) -> None:
    answers = list(MISCONCEPTIONS[name].answers(about(**given), ask))
    assert answers
    assert all(said in answer.feedback for answer in answers)


EMPLOYED = "physical-therapist physical-therapist-assistant athletic-trainer aide chiropractor"
OFFICE = {"among": EMPLOYED, "setting": "physician-office"}
# Incident to a physician the PT may (S-06b). The PTA may not (S-09a), nor the trainer (S-08),
# the aide (S-07) or the chiropractor (S-11a).
AMONG: list[tuple[str, dict[str, str], list[str]]] = [
    ("another-license-counts", {**OFFICE, "incident_to": "yes"}, ["athletic-trainer", "chiropractor"]),
    ("help-at-hand-counts", {**OFFICE, "incident_to": "yes"}, ["aide"]),
    ("help-at-hand-counts", {"among": "physical-therapist student"}, ["student"]),
    ("employment-counts", {**OFFICE, "incident_to": "yes"}, ["physical-therapist-assistant"]),
    ("employment-counts", {"among": "physical-therapist-assistant aide"}, []),
]


@pytest.mark.parametrize(("name", "given", "answers"), AMONG)
def test_those_who_are_wrongly_chosen_are_those_written_by_hand(name: str, given: dict[str, str], answers: list[str]) -> None:
    assert wrong_values(name, about(**given), "one-who-may") == answers


@pytest.mark.parametrize("among", ["physical-therapist physical-therapist-assistant aide", "aide student", "aide naturopath"])
def test_exactly_one_of_those_to_choose_from_may(among: str) -> None:
    with pytest.raises(QuestionFault, match="may or might"):
        ASKS["one-who-may"].key(about(among=among))


def test_every_wrong_answer_about_people_has_a_case() -> None:
    assert {name for cases in (WHO, SUPERVISION, AMONG) for name, *_ in cases} == set(FURNISHING)
