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
    OfficeSupervisionNotRead,
    ProfessionNotRead,
    SupervisedAssistant,
    who_may_furnish,
)
from macros.rules.vocabulary import Payer, Profession

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
