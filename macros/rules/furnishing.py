"""Who may furnish 97112, by profession, payer, service date and setting, and under what supervision.

Sources: 42 CFR 410.60, Medicare Benefit Policy Manual chapter 15 sections 220, 230 and 240, the 2025 fee schedule rule, the
TRICARE manual, as facts S-06a to S-14b state them. Other payers differ by plan: there the answer is that it depends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.rules.step import Step
from macros.rules.vocabulary import Payer, Profession, Setting, refuse_unknown

ALLOWED, NOT_ALLOWED, DEPENDS = "allowed", "not allowed", "depends"

THERAPISTS = frozenset({Profession.PHYSICAL_THERAPIST, Profession.OCCUPATIONAL_THERAPIST})
ASSISTANTS = frozenset({Profession.PHYSICAL_THERAPIST_ASSISTANT, Profession.OCCUPATIONAL_THERAPY_ASSISTANT})
PRACTITIONERS = frozenset(
    {
        Profession.PHYSICIAN,
        Profession.NURSE_PRACTITIONER,
        Profession.PHYSICIAN_ASSISTANT,
        Profession.CLINICAL_NURSE_SPECIALIST,
    }
)
NEVER_THERAPY = frozenset(
    {
        Profession.ATHLETIC_TRAINER,
        Profession.MASSAGE_THERAPIST,
        Profession.RECREATION_THERAPIST,
        Profession.KINESIOTHERAPIST,
    }
)
"""Professions whose services Medicare never pays as therapy (S-08)."""

GENERAL_IN_PRACTICE_FROM = date(2025, 1, 1)
"""From this day general supervision of assistants is enough in private practice (S-10b)."""

TRICARE_ASSISTANTS_FROM = date(2020, 4, 16)
"""From this day TRICARE recognizes assistants (S-13)."""

FURNISHING_CITED = (
    "S-06a", "S-07", "S-08", "S-09a", "S-09b", "S-10a", "S-10b", "S-11a", "S-12a", "S-12b", "S-13", "S-14a", "S-14b",
)  # fmt: skip
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


@dataclass(frozen=True)
class Furnishing:
    """The answer (ALLOWED, NOT_ALLOWED or DEPENDS), the supervision that an assistant needs, and the reasoning."""

    answer: str
    steps: tuple[Step, ...]
    supervision: str | None = None


def who_may_furnish(
    profession: str, payer: str, on: date, setting: str = Setting.PRIVATE_PRACTICE, *, incident_to: bool = False
) -> Furnishing:
    """Whether a member of this profession may furnish 97112 for this payer on this day.

    `setting` is one of Setting; it matters for the supervision of assistants. `incident_to` asks about billing under a
    physician's number. Raises ValueError for an unknown profession, payer or setting.
    """
    refuse_unknown("profession", profession, Profession)
    refuse_unknown("payer", payer, Payer)
    refuse_unknown("setting", setting, Setting)
    if payer == Payer.OTHER:
        text = "Payers differ: the plan and state scope of practice decide who may bill it."
        return Furnishing(DEPENDS, (Step(text, ("S-12a", "S-14b")),))
    if profession in ASSISTANTS:
        return _assistant(payer, on, setting, incident_to)
    if payer == Payer.TRICARE:
        return _tricare(profession)
    return _medicare(profession)


def _assistant(payer: str, on: date, setting: str, incident_to: bool) -> Furnishing:
    if incident_to:
        text = "The services of an assistant are never billed incident to a physician's."
        return Furnishing(NOT_ALLOWED, (Step(text, ("S-09a" if payer == Payer.MEDICARE else "S-09b",)),))
    if payer == Payer.TRICARE:
        if on < TRICARE_ASSISTANTS_FROM:
            return Furnishing(NOT_ALLOWED, (Step("TRICARE did not yet recognize assistants on that day.", ("S-13",)),))
        return Furnishing(ALLOWED, (Step("TRICARE recognizes supervised assistants.", ("S-13",)),))
    steps = [Step("A supervised assistant may furnish it.", ("S-06a",))]
    if setting == Setting.PHYSICIAN_OFFICE:
        steps.append(Step("No text on the supervision of an assistant in a physician's office was read.", ("S-10b",)))
        return Furnishing(DEPENDS, tuple(steps))
    if setting == Setting.PRIVATE_PRACTICE and on < GENERAL_IN_PRACTICE_FROM:
        steps.append(Step("In private practice before 2025 the supervision had to be direct.", ("S-10a",)))
        return Furnishing(ALLOWED, tuple(steps), "direct")
    steps.append(Step("General supervision is enough, unless the state asks for more.", ("S-10b",)))
    return Furnishing(ALLOWED, tuple(steps), "general")


def _medicare(profession: str) -> Furnishing:
    if profession in THERAPISTS:
        return Furnishing(ALLOWED, (Step("A physical or occupational therapist may furnish it.", ("S-06a",)),))
    if profession in PRACTITIONERS:
        text = "A physician, PA, NP or CNS may furnish it where state law allows."
        return Furnishing(ALLOWED, (Step(text, ("S-06a",)),))
    if profession == Profession.AIDE:
        return Furnishing(NOT_ALLOWED, (Step("What an aide does is not therapy, whoever supervises.", ("S-07",)),))
    if profession in NEVER_THERAPY:
        text = "The services of this profession cannot be billed to Medicare as therapy, whatever state law allows."
        return Furnishing(NOT_ALLOWED, (Step(text, ("S-08",)),))
    if profession == Profession.CHIROPRACTOR:
        text = "From a chiropractor Medicare covers only manual manipulation of the spine."
        return Furnishing(NOT_ALLOWED, (Step(text, ("S-11a",)),))
    if profession == Profession.SPEECH_LANGUAGE_PATHOLOGIST:
        text = "Accounts differ on speech-language pathologists; scope of practice and the contractor decide."
        return Furnishing(DEPENDS, (Step(text, ("S-14a", "S-14b")),))
    return Furnishing(DEPENDS, (Step("No text on this profession was read.", ("S-06a",)),))


def _tricare(profession: str) -> Furnishing:
    if profession in {Profession.CHIROPRACTOR, Profession.NATUROPATH}:
        text = "TRICARE does not cover physical therapy by chiropractors or naturopaths."
        return Furnishing(NOT_ALLOWED, (Step(text, ("S-12b",)),))
    return Furnishing(DEPENDS, (Step("No TRICARE text on this profession was read.", ("S-12b",)),))
