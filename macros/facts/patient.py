"""The cast: made-up patients, each written once, of whom any scenario may tell."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Record, Slug, Text, Whole
from macros.rules.refused import Refused
from macros.rules.vocabulary import Setting

NEUROMUSCULAR = "97112"
MEDICARE_AGE = 65
OLDEST = 110

TITLES = {"Mr.": ("he", "him", "his"), "Mrs.": ("she", "her", "her"), "Ms.": ("she", "her", "her")}
"""How a patient is addressed, and the pronouns: he does, with him, his knee."""


def _age(number: int) -> int:
    if not 0 < number <= OLDEST:
        raise Refused(f"nobody is {number} years old", f"write a whole number from 1 to {OLDEST}")
    return number


def _name(text: str) -> str:
    title, _, family = text.partition(" ")
    if title not in TITLES or not family:
        raise Refused(f"`{text}` is not a name with its title", f"begin with one of {', '.join(TITLES)}")
    return text


def _goes_on(text: str) -> str:
    if text.endswith("."):
        raise Refused(f"`{text}` ends a sentence that goes on", "leave the full stop out")
    return text


def _sentence(text: str) -> str:
    if not text.endswith("."):
        raise Refused(f"`{text}` is not a sentence", "end it with a full stop")
    return text


Phrase = Annotated[Text, AfterValidator(_goes_on)]


class Patient(Record):
    """A made-up patient. Every text is a story: no answer rests on it.

    `history` goes on after the name ("Mr. Kim, 70, had a stroke in May"), `goal` after "wants to", and what is done in each
    code after "12 minutes of". `found` is a sentence of its own.
    """

    id: Slug
    name: Annotated[Text, AfterValidator(_name)]
    age: Annotated[Whole, AfterValidator(_age)]
    discipline: Literal["PT", "OT"]
    setting: Literal[
        "private-practice",
        "physician-office",
        "hospital-outpatient",
        "skilled-nursing",
        "rehab-agency",
    ]
    insured_by: Literal["medicare", "private"]
    group: Literal["neurologic", "orthopedic", "vestibular", "amputation", "other"]
    diagnosis: Phrase
    history: Phrase
    found: Annotated[Text, AfterValidator(_sentence)]
    goal: Phrase
    does: dict[CodeNumber, Phrase]

    @property
    def pronouns(self) -> tuple[str, str, str]:
        """he, him, his."""
        return TITLES[self.name.partition(" ")[0]]

    @property
    def place(self) -> str:
        """Where the patient is treated, as a sentence says it after "at"."""
        return PLACES[Setting(self.setting)].format(he=self.pronouns[0])

    @model_validator(mode="after")
    def _has_97112(self) -> Self:
        if NEUROMUSCULAR not in self.does:
            raise Refused(f"`does` lacks {NEUROMUSCULAR}", f"say what {self.name} does in {NEUROMUSCULAR}")
        return self

    @model_validator(mode="after")
    def _old_enough(self) -> Self:
        if self.insured_by == "medicare" and self.age < MEDICARE_AGE:
            raise Refused(
                f"{self.name} is {self.age} and insured by Medicare, which a question would have to explain",
                f"let the patient be {MEDICARE_AGE} or older, or `insured_by: private`",
            )
        return self


PLACES = {
    Setting.PRIVATE_PRACTICE: "a private practice",
    Setting.PHYSICIAN_OFFICE: "a physician's office",
    Setting.HOSPITAL_OUTPATIENT: "a hospital outpatient department",
    Setting.SKILLED_NURSING: "the nursing home where {he} lives",
    Setting.REHAB_AGENCY: "a rehabilitation agency",
}


class PatientsFile(Record):
    """docs/data/patients.yml"""

    patients: tuple[Patient, ...]
