"""Who may furnish 97112: the sentences of the sources as a table, on both sides of each day that changed one."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from macros.rules.cited import CITED_FACTS
from macros.rules.furnishing import (
    ALLOWED,
    DEPENDS,
    NOT_ALLOWED,
    OF_97112,
    OfficeSupervisionNotRead,
    ProfessionNotRead,
    SupervisedAssistant,
    Work,
    who_may_furnish,
)
from macros.rules.vocabulary import Payer, Profession, Setting, Supervision
from tests import oracle

TODAY = date(2026, 3, 2)

# profession, payer -> answer, read from the sources' sentences.
READ = {
    ("physical-therapist", "medicare"): ALLOWED,
    ("occupational-therapist", "medicare"): ALLOWED,
    ("physician", "medicare"): ALLOWED,
    ("nurse-practitioner", "medicare"): ALLOWED,
    ("physician-assistant", "medicare"): ALLOWED,
    ("clinical-nurse-specialist", "medicare"): ALLOWED,
    ("physical-therapist-assistant", "medicare"): ALLOWED,
    ("occupational-therapy-assistant", "medicare"): ALLOWED,
    ("aide", "medicare"): NOT_ALLOWED,
    ("athletic-trainer", "medicare"): NOT_ALLOWED,
    ("massage-therapist", "medicare"): NOT_ALLOWED,
    ("recreation-therapist", "medicare"): NOT_ALLOWED,
    ("kinesiotherapist", "medicare"): NOT_ALLOWED,
    ("chiropractor", "medicare"): NOT_ALLOWED,
    ("speech-language-pathologist", "medicare"): NOT_ALLOWED,
    ("speech-language-pathologist", "other"): DEPENDS,
    ("naturopath", "medicare"): DEPENDS,
    ("student", "medicare"): NOT_ALLOWED,
    ("physical-therapist", "tricare"): ALLOWED,
    ("occupational-therapist", "tricare"): ALLOWED,
    ("physician", "tricare"): DEPENDS,
    ("chiropractor", "tricare"): NOT_ALLOWED,
    ("naturopath", "tricare"): NOT_ALLOWED,
    ("physical-therapist-assistant", "tricare"): ALLOWED,
    ("occupational-therapy-assistant", "tricare"): ALLOWED,
    ("chiropractor", "other"): DEPENDS,
    ("athletic-trainer", "other"): DEPENDS,
    ("physical-therapist", "other"): DEPENDS,
}


@pytest.mark.parametrize(
    ("asked", "answer"), READ.items(), ids=lambda value: "-".join(value) if isinstance(value, tuple) else value
)
def test_what_the_sources_say(asked: tuple[str, str], answer: str) -> None:
    assert who_may_furnish(*asked, TODAY).answer == answer


@pytest.mark.parametrize("assistant", ["physical-therapist-assistant", "occupational-therapy-assistant"])
@pytest.mark.parametrize(
    ("day", "setting", "supervision"),
    [
        (date(2024, 12, 31), "private-practice", "direct"),
        (date(2025, 1, 1), "private-practice", "general"),
        (date(2024, 12, 31), "rehab-agency", "general"),
        (date(2025, 1, 1), "rehab-agency", "general"),
    ],
)
def test_supervision_of_assistants_changed_in_private_practice(assistant: str, day: date, setting: str, supervision: str) -> None:
    found = who_may_furnish(assistant, "medicare", day, setting)
    assert (found.answer, found.supervision) == (ALLOWED, supervision)
    assert [step.cites for step in found.steps] == [("S-06a",), ("S-10a" if supervision == "direct" else "S-10b",)]
    if setting == "private-practice":
        assert who_may_furnish(assistant, "medicare", day) == found


@pytest.mark.parametrize(("payer", "fact"), [("medicare", "S-09a"), ("tricare", "S-09b")])
def test_an_assistant_is_never_billed_incident_to_a_physician(payer: str, fact: str) -> None:
    found = who_may_furnish("physical-therapist-assistant", payer, TODAY, incident_to=True)
    assert found.answer == NOT_ALLOWED
    assert found.supervision is None
    assert found.steps[0].cites == (fact,)


@pytest.mark.parametrize(("day", "answer"), [(date(2020, 4, 15), NOT_ALLOWED), (date(2020, 4, 16), ALLOWED)])
def test_tricare_recognizes_assistants_from_its_rule_on(day: date, answer: str) -> None:
    found = who_may_furnish("occupational-therapy-assistant", "tricare", day)
    assert found.answer == answer
    assert [step.cites for step in found.steps] == [("S-13",)]


def test_what_was_not_read_is_told_apart_from_what_others_quote() -> None:
    assert who_may_furnish("speech-language-pathologist", "medicare", TODAY).steps[0].cites == ("S-14a", "S-14c")
    assert who_may_furnish("naturopath", "medicare", TODAY).steps == (ProfessionNotRead(),)


def test_every_profession_is_answered_by_every_payer_with_a_reason() -> None:
    for profession, payer, incident_to in product(Profession, Payer, (False, True)):
        found = who_may_furnish(profession, payer, TODAY, incident_to=incident_to)
        assert found.answer in {ALLOWED, NOT_ALLOWED, DEPENDS}
        assert found.steps
        assert (found.supervision is not None) <= (found.answer == ALLOWED)
        for step in found.steps:
            assert step.text.endswith(".")
            assert set(step.cites) <= CITED_FACTS
            assert step.cites


PRACTITIONERS = ("physician", "nurse-practitioner", "physician-assistant", "clinical-nurse-specialist")


@pytest.mark.parametrize("profession", PRACTITIONERS)
@pytest.mark.parametrize(
    ("setting", "answer", "fact"),
    [
        ("private-practice", ALLOWED, "S-06e"),
        ("physician-office", ALLOWED, "S-06e"),
        ("rehab-agency", NOT_ALLOWED, "S-06h"),
        ("hospital-outpatient", DEPENDS, "S-06d"),
        ("skilled-nursing", DEPENDS, "S-06d"),
    ],
)
def test_a_practitioner_may_in_an_office_and_never_in_an_agency(profession: str, setting: str, answer: str, fact: str) -> None:
    found = who_may_furnish(profession, "medicare", TODAY, setting)
    assert found.answer == answer
    assert fact in found.steps[-1].cites
    assert found.settled == (answer != DEPENDS)


def test_a_therapist_incident_to_a_physician_meets_the_standards_and_a_practitioner_need_not() -> None:
    therapist = who_may_furnish("physical-therapist", "medicare", TODAY, "physician-office", incident_to=True)
    assert (therapist.answer, therapist.steps[-1].cites) == (ALLOWED, ("S-06b", "S-06c"))
    practitioner = who_may_furnish("nurse-practitioner", "medicare", TODAY, "physician-office", incident_to=True)
    assert practitioner.answer == ALLOWED
    assert not any("S-06b" in step.cites for step in practitioner.steps)


@pytest.mark.parametrize("profession", ["physical-therapist-assistant", "occupational-therapy-assistant"])
def test_an_assistant_does_not_evaluate(profession: str) -> None:
    found = who_may_furnish(profession, "medicare", TODAY, work=Work(("PT",), evaluation=True))
    assert (found.answer, found.steps[0].cites) == (NOT_ALLOWED, ("S-06f", "S-06i"))


@pytest.mark.parametrize(
    ("day", "supervision", "answer"),
    [
        ("2024-12-31", "none", NOT_ALLOWED),
        ("2024-12-31", "general", NOT_ALLOWED),
        ("2024-12-31", "direct", ALLOWED),
        ("2024-12-31", "personal", ALLOWED),
        ("2025-01-01", "none", NOT_ALLOWED),
        ("2025-01-01", "general", ALLOWED),
    ],
)
def test_supervision_that_is_too_far_is_not_enough(day: str, supervision: str, answer: str) -> None:
    found = who_may_furnish("physical-therapist-assistant", "medicare", date.fromisoformat(day), supervision=supervision)
    assert found.answer == answer


def test_speech_language_pathologists_and_a_code_that_the_manual_does_not_name() -> None:
    assert who_may_furnish("speech-language-pathologist", "medicare", TODAY, work=Work()).answer == DEPENDS


WORKS = (
    OF_97112,
    Work(),
    Work(("PT", "OT")),
    Work(("PT",), evaluation=True),
    Work(("OT",), evaluation=True),
    Work(always_therapy=True),
    Work(always_therapy=True, assessment=True),
)
DAYS = ("2019-06-03", "2020-04-15", "2020-04-16", "2024-12-31", "2025-01-01", "2026-03-02")


def test_every_profession_payer_setting_day_and_supervision_agree_with_the_oracle() -> None:
    """20,000 answers and more."""
    for who, payer, setting, incident_to, supervision, work, day in product(
        Profession, Payer, Setting, (False, True), (None, *Supervision), WORKS, DAYS
    ):
        found = who_may_furnish(
            who, payer, date.fromisoformat(day), setting, incident_to=incident_to, supervision=supervision, work=work
        )
        expected = oracle.may_treat(
            who,
            payer,
            day,
            setting,
            incident_to,
            supervision,
            work.disciplines,
            work.evaluation,
            work.named,
            work.always_therapy,
            work.assessment,
        )
        assert found.answer == expected, (who, payer, setting, incident_to, supervision, work, day)


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="no profession `coach`; use one of physical-therapist"):
        who_may_furnish("coach", "medicare", TODAY)
    with pytest.raises(ValueError, match="no payer `aetna`; use one of medicare, tricare, other"):
        who_may_furnish("aide", "aetna", TODAY)
    with pytest.raises(ValueError, match="no setting `gym`; use one of private-practice"):
        who_may_furnish("aide", "medicare", TODAY, "gym")


def test_an_assistant_in_a_physicians_office_is_not_settled() -> None:
    for day in (date(2024, 12, 31), TODAY):
        found = who_may_furnish("physical-therapist-assistant", "medicare", day, "physician-office")
        assert (found.answer, found.supervision) == (DEPENDS, None)
        assert found.steps == (SupervisedAssistant(), OfficeSupervisionNotRead())
        assert not found.settled
    assert who_may_furnish("physical-therapist", "medicare", TODAY, "physician-office").answer == ALLOWED
