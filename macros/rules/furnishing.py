"""Who may provide 97112, by profession, payer, service date and setting, and under what supervision.

Sources: 42 CFR 410.60, Medicare Benefit Policy Manual chapter 15 sections 220, 230 and 240, the 2025 fee schedule rule, the
TRICARE manual, as facts S-06a to S-14b state them. Other payers differ by plan: there the answer is that it depends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.rules.reason import Reason
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


@dataclass(frozen=True)
class FurnishingReason(Reason):
    """A reason for who may provide 97112."""


class NothingRead(FurnishingReason):
    """No source that was read settles it, so that no question is asked of it."""


class PayersDiffer(FurnishingReason):
    """A payer whose rules are its own."""

    says = "Payers differ: the plan and the state's scope of practice decide who may bill it."
    cites = ("S-12a", "S-14b")


class NeverIncidentTo(FurnishingReason):
    """Medicare on an assistant under a physician's number."""

    says = "An assistant's services are never billed incident to a physician's."
    cites = ("S-09a",)


class NeverIncidentToUnderTricare(NeverIncidentTo):
    """TRICARE on the same."""

    cites = ("S-09b",)


class AssistantsNotYetRecognized(FurnishingReason):
    """TRICARE before its rule on assistants."""

    says = "On that day, TRICARE did not recognize assistants yet."
    cites = ("S-13",)


class AssistantsRecognized(FurnishingReason):
    """TRICARE since its rule on assistants."""

    says = "TRICARE recognizes assistants who are supervised."
    cites = ("S-13",)


class SupervisedAssistant(FurnishingReason):
    """Medicare on assistants."""

    says = "An assistant may provide it under supervision."
    cites = ("S-06a",)


class OfficeSupervisionNotRead(NothingRead):
    """The supervision of an assistant in a physician's office."""

    says = "No source that was read covers the supervision of an assistant in a physician's office."
    cites = ("S-10b",)


class DirectSupervision(FurnishingReason):
    """Private practice before 2025."""

    says = "In private practice before 2025, the supervision had to be direct."
    cites = ("S-10a",)


class GeneralSupervision(FurnishingReason):
    """Every other setting, and private practice from 2025 on."""

    says = "General supervision is enough, unless the state requires more."
    cites = ("S-10b",)


class TherapistMay(FurnishingReason):
    """Medicare on therapists."""

    says = "A physical or occupational therapist may provide it."
    cites = ("S-06a",)


class PractitionerMay(FurnishingReason):
    """Medicare on physicians and their like."""

    says = "A physician, PA, NP or CNS may provide it where state law allows."
    cites = ("S-06a",)


class AideIsNoTherapy(FurnishingReason):
    """Medicare on aides."""

    says = "What an aide does is not therapy, no matter who supervises."
    cites = ("S-07",)


class NeverBilledAsTherapy(FurnishingReason):
    """Medicare on professions that it never pays for therapy."""

    says = "This profession's services cannot be billed to Medicare as therapy, no matter what state law allows."
    cites = ("S-08",)


class ManipulationOnly(FurnishingReason):
    """Medicare on chiropractors."""

    says = "From a chiropractor, Medicare covers only manual manipulation of the spine."
    cites = ("S-11a",)


class NoWorkOfSpeechPathologists(FurnishingReason):
    """Medicare on speech-language pathologists."""

    says = (
        "Medicare's coding edits manual, as quoted in 2018 and 2019, leaves it to PT and OT: speech-language pathologists do not "
        "report it, unless the contractor's own text allows it."
    )
    cites = ("S-14a", "S-14c")


class ProfessionNotRead(NothingRead):
    """A profession on which Medicare's texts were not read."""

    says = "No Medicare source on this profession was read."
    cites = ("S-06a",)


class NoChiropractorsOrNaturopaths(FurnishingReason):
    """TRICARE on chiropractors and naturopaths."""

    says = "TRICARE does not cover physical therapy by chiropractors or naturopaths."
    cites = ("S-12b",)


class TricareNotRead(NothingRead):
    """A profession on which TRICARE's texts were not read."""

    says = "No TRICARE source on this profession was read."
    cites = ("S-12b",)


@dataclass(frozen=True)
class Furnishing:
    """The answer (ALLOWED, NOT_ALLOWED or DEPENDS), the supervision that an assistant needs, and the reasoning."""

    answer: str
    steps: tuple[FurnishingReason, ...]
    supervision: str | None = None

    @property
    def settled(self) -> bool:
        """Whether a source that was read answers."""
        return not any(isinstance(step, NothingRead) for step in self.steps)


def who_may_furnish(
    profession: str, payer: str, on: date, setting: str = Setting.PRIVATE_PRACTICE, *, incident_to: bool = False
) -> Furnishing:
    """Whether a member of this profession may provide 97112 for this payer on this day.

    `setting` is one of Setting; it matters for the supervision of assistants. `incident_to` asks about billing under a
    physician's number. Raises Refused for an unknown profession, payer or setting.
    """
    refuse_unknown("profession", profession, Profession)
    refuse_unknown("payer", payer, Payer)
    refuse_unknown("setting", setting, Setting)
    if payer == Payer.OTHER:
        return Furnishing(DEPENDS, (PayersDiffer(),))
    if profession in ASSISTANTS:
        return _tricare_assistant(on, incident_to) if payer == Payer.TRICARE else _assistant(on, setting, incident_to)
    return _tricare(profession) if payer == Payer.TRICARE else _medicare(profession)


def _assistant(on: date, setting: str, incident_to: bool) -> Furnishing:
    if incident_to:
        return Furnishing(NOT_ALLOWED, (NeverIncidentTo(),))
    if setting == Setting.PHYSICIAN_OFFICE:
        return Furnishing(DEPENDS, (SupervisedAssistant(), OfficeSupervisionNotRead()))
    if setting == Setting.PRIVATE_PRACTICE and on < GENERAL_IN_PRACTICE_FROM:
        return Furnishing(ALLOWED, (SupervisedAssistant(), DirectSupervision()), "direct")
    return Furnishing(ALLOWED, (SupervisedAssistant(), GeneralSupervision()), "general")


def _tricare_assistant(on: date, incident_to: bool) -> Furnishing:
    if incident_to:
        return Furnishing(NOT_ALLOWED, (NeverIncidentToUnderTricare(),))
    if on < TRICARE_ASSISTANTS_FROM:
        return Furnishing(NOT_ALLOWED, (AssistantsNotYetRecognized(),))
    return Furnishing(ALLOWED, (AssistantsRecognized(),))


def _medicare(profession: str) -> Furnishing:
    if profession in THERAPISTS:
        return Furnishing(ALLOWED, (TherapistMay(),))
    if profession in PRACTITIONERS:
        return Furnishing(ALLOWED, (PractitionerMay(),))
    if profession == Profession.AIDE:
        return Furnishing(NOT_ALLOWED, (AideIsNoTherapy(),))
    if profession in NEVER_THERAPY:
        return Furnishing(NOT_ALLOWED, (NeverBilledAsTherapy(),))
    if profession == Profession.CHIROPRACTOR:
        return Furnishing(NOT_ALLOWED, (ManipulationOnly(),))
    if profession == Profession.SPEECH_LANGUAGE_PATHOLOGIST:
        return Furnishing(NOT_ALLOWED, (NoWorkOfSpeechPathologists(),))
    return Furnishing(DEPENDS, (ProfessionNotRead(),))


def _tricare(profession: str) -> Furnishing:
    if profession in {Profession.CHIROPRACTOR, Profession.NATUROPATH}:
        return Furnishing(NOT_ALLOWED, (NoChiropractorsOrNaturopaths(),))
    return Furnishing(DEPENDS, (TricareNotRead(),))
