"""Who may provide a service, by profession, payer, service date and setting, and under what supervision.

Sources: 42 CFR 410.60, Medicare Benefit Policy Manual chapter 15 sections 220, 230 and 240, the 2025 fee schedule rule, the
coding edits manual, the TRICARE manual, as facts S-06a to S-14d state them. Other payers differ by plan: there the answer is
that it depends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from macros.rules.reason import NothingRead, Reason
from macros.rules.vocabulary import Discipline, Payer, Profession, Setting, Supervision, refuse_unknown

ALLOWED, NOT_ALLOWED, DEPENDS = "allowed", "not allowed", "depends"

ANSWER_NAMES: Mapping[str, str] = {ALLOWED: "Allowed", NOT_ALLOWED: "Not allowed", DEPENDS: "It depends"}

THERAPIST_OF: Mapping[str, str] = {
    Discipline.PT: Profession.PHYSICAL_THERAPIST,
    Discipline.OT: Profession.OCCUPATIONAL_THERAPIST,
    Discipline.SLP: Profession.SPEECH_LANGUAGE_PATHOLOGIST,
}
"""The therapist of each discipline's plan of care."""

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

CHANGES = (TRICARE_ASSISTANTS_FROM, GENERAL_IN_PRACTICE_FROM)
"""Every day on which an answer changed."""


PRACTITIONERS_WORK_IN = frozenset({Setting.PRIVATE_PRACTICE, Setting.PHYSICIAN_OFFICE})
"""Settings in which a practitioner's own therapy is billed under the practitioner's number or incident to (S-06e)."""


MANIPULATION = frozenset({"98940", "98941", "98942"})
"""Codes of spinal manipulation, the one service that Medicare covers from a chiropractor (S-11a)."""

ASSESSMENT = frozenset({"97750"})
"""Codes of a test with a written report. Medicare's manual leaves assessment to therapists (S-06f), and whether that takes in
these codes was not read."""

CAREGIVER_TRAINING = frozenset({"97550", "97551", "97552"})
"""Codes of the training of caregivers, which Medicare pays to PTs, OTs and SLPs (N-147)."""

ACCEPTED_IN_VERMONT = frozenset(
    {
        Profession.PHYSICAL_THERAPIST,
        Profession.CHIROPRACTOR,
        Profession.ATHLETIC_TRAINER,
        Profession.NATUROPATH,
        Profession.PHYSICIAN,
        Profession.NURSE_PRACTITIONER,
        Profession.CLINICAL_NURSE_SPECIALIST,
    }
)
"""Professions that the policy of Blue Cross Blue Shield of Vermont names, NPs and CNSs as advanced practice nurses (S-12a)."""

ACCEPTED_IN_MICHIGAN = frozenset(
    {
        Profession.PHYSICAL_THERAPIST,
        Profession.OCCUPATIONAL_THERAPIST,
        Profession.PHYSICIAN,
        Profession.CHIROPRACTOR,
    }
)
"""Professions of this guide that Michigan's rule on workers' compensation names (S-12c)."""


@dataclass(frozen=True)
class Work:
    """What Medicare ties to a code: the disciplines under whose plan it takes the code (None for every one), whether it is an
    evaluation, which no assistant may do, manipulation of the spine, or training of caregivers.

    `named` says that the sources on who may provide a service were read for this code. `always_therapy` says that the fee file
    marks it as a code that is provided under a plan of therapy whoever provides it (S-05b). `assessment` is a test with a
    written report. `coverage` is why Medicare does not pay the code as it is, None where it does.
    """

    disciplines: tuple[str, ...] | None = None
    evaluation: bool = False
    manipulation: bool = False
    caregivers: bool = False
    named: bool = False
    coverage: Reason | None = None
    always_therapy: bool = False
    assessment: bool = False


OF_97112 = Work((Discipline.PT, Discipline.OT), named=True)


@dataclass(frozen=True)
class FurnishingReason(Reason):
    """A reason for who may provide a service."""


class PayersDiffer(FurnishingReason):
    """A payer whose rules are its own."""

    says = "Payers differ: the contract and the state's scope of practice decide who may bill it."
    cites = ("S-14e",)


class AcceptedInVermont(FurnishingReason):
    """One payer's list."""

    says = "One policy that was read, of Blue Cross Blue Shield of Vermont, accepts this profession for physical therapy."
    cites = ("S-12a",)


class AcceptedInMichigan(FurnishingReason):
    """One state's list for workers' compensation."""

    says = "Michigan's workers' compensation accepts this profession for physical treatment, as far as the license allows."
    cites = ("S-12c",)


class SupervisedInMichigan(FurnishingReason):
    """Assistants in the same state."""

    says = "Michigan's law on workers' compensation accepts a PTA under a licensed physical therapist."
    cites = ("S-12d",)


class NotByMassageTherapistsInMichigan(FurnishingReason):
    """Massage therapists in the same state."""

    says = "Michigan's Court of Appeals held in 2020 that workers' compensation need not pay for a massage therapist's treatment."
    cites = ("S-12e",)


class ListedByTheAssociation(FurnishingReason):
    """Speech-language pathologists and 97112 outside Medicare."""

    says = "The association of speech-language pathologists has listed 97112 among codes used in vestibular rehabilitation."
    cites = ("S-14b",)


class CodeElsewhereNotRead(FurnishingReason, NothingRead):
    """Another code than 97112 and other payers."""

    says = "Payers differ. What was read on who may bill outside Medicare is about 97112, and names no other code."
    cites = ("S-14e",)


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


class EvaluationNotByOtasUnderTricare(FurnishingReason):
    """TRICARE on an evaluation by an OTA."""

    says = "Under TRICARE, an OTA does not evaluate."
    cites = ("S-13a",)


class EvaluationByPtasUnderTricareNotRead(FurnishingReason, NothingRead):
    """TRICARE on an evaluation by a PTA."""

    says = "TRICARE's text on what a PTA may not do was not read; an OTA may not evaluate."
    cites = ("S-13a",)


class Unsupervised(FurnishingReason):
    """Medicare on an assistant without a supervisor."""

    says = "An assistant does not work without supervision."
    cites = ("S-06a",)


class UnsupervisedUnderTricare(Unsupervised):
    """TRICARE on the same."""

    cites = ("S-13",)


class SupervisedAssistant(FurnishingReason):
    """Medicare on assistants."""

    says = "An assistant may provide it under supervision."
    cites = ("S-06a",)


class OfficeSupervisionNotRead(FurnishingReason, NothingRead):
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


class WorkOfPtAndOt(FurnishingReason):
    """Medicare on the codes that its coding edits manual leaves to PT and OT."""

    says = "Medicare's coding edits manual, as quoted in 2018 and 2019, counts the code as work of PT and OT."
    cites = ("S-14a",)


@dataclass(frozen=True)
class EvaluationOfDiscipline(FurnishingReason):
    """Medicare on a therapist's own evaluation."""

    discipline: str

    says = "An evaluation is the therapist's own, and Medicare takes this one under a plan of care of {discipline}."
    cites = ("M-02a", "S-06f")


class CaregiversTrainer(FurnishingReason):
    """Medicare on training of caregivers."""

    says = "Since 2024, Medicare pays PTs, OTs and SLPs for training caregivers under the therapy plan."
    cites = ("N-147",)


class TherapyUnderThePlan(FurnishingReason):
    """Medicare on a therapist and another code that is always therapy."""

    says = (
        "Medicare's regulation on outpatient therapy names no codes: a physical or occupational therapist may provide what is "
        "always therapy, under a written plan and within the state's scope of practice."
    )
    cites = ("S-06j", "S-05a", "S-05b")


class AssistantUnderThePlan(FurnishingReason):
    """Medicare on an assistant and another code that is always therapy."""

    says = (
        "Medicare's regulation on outpatient therapy names no codes: an assistant may provide what is always therapy, under a "
        "therapist's supervision and plan and within the state's scope of practice."
    )
    cites = ("S-06j", "S-05a", "S-05b")


class CodeNotNamed(FurnishingReason, NothingRead):
    """Medicare on a code that the sources on who may provide a service do not name."""

    says = "What was read on who may provide a service names 97112, and not this code."
    cites = ("S-06a",)


class PractitionerMayTreat(FurnishingReason):
    """Medicare on physicians and their like, whatever the code."""

    says = "A physician, PA, NP or CNS may provide therapy where state law allows."
    cites = ("S-06d",)


class PractitionerMay(FurnishingReason):
    """Medicare on physicians and their like."""

    says = "A physician, PA, NP or CNS may provide it where state law allows."
    cites = ("S-06a",)


class PractitionerConditions(FurnishingReason):
    """Medicare on what a practitioner's therapy must meet besides."""

    says = (
        "It is billed under the practitioner's own number or meets every condition of incident-to, and it keeps the rules of "
        "all therapy: plan of care, therapy modifier, record."
    )
    cites = ("S-06e",)


class StandardsOfATherapist(FurnishingReason):
    """Medicare on therapy incident to a physician's service."""

    says = (
        "Whoever provides therapy incident to a physician's service meets the standards for a therapist, except the license; "
        "physicians, PAs, CNSs and NPs need not."
    )
    cites = ("S-06b", "S-06c")


class OnlyTherapistsInAnAgency(FurnishingReason):
    """Medicare on physicians and their like in a rehabilitation agency."""

    says = (
        "In a rehabilitation agency, therapy is provided by a therapist, or by an assistant under one. A physician, PA, NP or "
        "CNS is neither there. That this means no is this guide's own conclusion: no source says it in so many words."
    )
    cites = ("S-06g", "S-06h")


class PractitionerInSettingNotRead(FurnishingReason, NothingRead):
    """Physicians and their like in the other settings."""

    says = "No source that was read covers therapy by a physician, PA, NP or CNS in this setting."
    cites = ("S-06d", "S-06e")


class EvaluationIsTheTherapists(FurnishingReason):
    """Medicare on an evaluation by an assistant."""

    says = "An evaluation is the therapist's own: an assistant may not evaluate."
    cites = ("S-06f", "S-06i")


@dataclass(frozen=True)
class SupervisionTooFar(FurnishingReason):
    """The supervision that there is, is less than what is required."""

    given: str
    required: str

    says = "Medicare requires {required} supervision of an assistant here; {given} supervision is less."
    cites = ("S-06a",)


class AideIsNoTherapy(FurnishingReason):
    """Medicare on aides."""

    says = "What an aide does is not therapy, no matter who supervises."
    cites = ("S-07",)


class NeverBilledAsTherapy(FurnishingReason):
    """Medicare on professions that it never pays for therapy."""

    says = "This profession's services cannot be billed to Medicare as therapy, no matter what state law allows."
    cites = ("S-08",)


class StudentAlone(FurnishingReason):
    """Medicare on students."""

    says = "A student's services alone are not paid under Medicare Part B. What is paid is the therapist's own service."
    cites = ("K-620a",)


class StudentTakesPart(FurnishingReason):
    """Medicare on a therapist's session in which a student takes part."""

    says = (
        "A student may take part in the therapist's session: the therapist is present throughout, directs it, makes the skilled "
        "judgments, treats nobody else meanwhile, and signs the note."
    )
    cites = ("K-620b",)


class ManipulationOnly(FurnishingReason):
    """Medicare on chiropractors."""

    says = "From a chiropractor, Medicare covers only manual manipulation of the spine."
    cites = ("S-11a",)


class ManipulationNotBuilt(FurnishingReason, NothingRead):
    """Medicare on a chiropractor's manipulation."""

    says = "From a chiropractor this is manipulation of the spine. The rules by which Medicare covers it are not in this guide."
    cites = ("S-11a",)


class ManipulationIsNoTherapy(FurnishingReason, NothingRead):
    """Manipulation of the spine under a therapy plan."""

    says = (
        "The code is that of a chiropractor's manipulation of the spine, and not therapy under a plan of care. How a "
        "chiropractor bills it to Medicare, and the code of a therapist's thrust, were not read."
    )
    cites = ("S-11a",)


@dataclass(frozen=True)
class WorkOfOneDiscipline(FurnishingReason):
    """Medicare on a code that belongs to another discipline than the therapist's."""

    owner: str

    says = "Medicare takes this code only under a plan of care of {owner}."
    cites = ("M-02a",)


class NoWorkOfSpeechPathologists(FurnishingReason):
    """Medicare on speech-language pathologists."""

    says = (
        "Medicare's coding edits manual, as quoted in 2018 and 2019, leaves it to PT and OT: speech-language pathologists do not "
        "report it, unless the contractor's own text allows it."
    )
    cites = ("S-14a", "S-14c")


class SpeechPathologyNotRead(FurnishingReason, NothingRead):
    """Speech-language pathologists and codes that the coding edits manual does not name."""

    says = "No source that was read says whether speech-language pathologists report this code to Medicare."
    cites = ("S-14a",)


class ProfessionNotRead(FurnishingReason, NothingRead):
    """A profession on which Medicare's texts were not read."""

    says = "No Medicare source on this profession was read."
    cites = ("S-06a",)


class NoChiropractorsOrNaturopaths(FurnishingReason):
    """TRICARE on chiropractors and naturopaths."""

    says = "TRICARE does not cover physical therapy by chiropractors or naturopaths."
    cites = ("S-12b",)


class TherapistsUnderTricare(FurnishingReason):
    """TRICARE on therapists."""

    says = "TRICARE covers therapy by a licensed physical or occupational therapist whom it has authorized."
    cites = ("S-13b",)


class TricareNotRead(FurnishingReason, NothingRead):
    """A profession on which TRICARE's texts were not read."""

    says = "No TRICARE source on this profession was read."
    cites = ("S-12b",)


@dataclass(frozen=True)
class Furnishing:
    """The answer (ALLOWED, NOT_ALLOWED or DEPENDS), the supervision that an assistant needs, and the reasoning."""

    answer: str
    steps: tuple[Reason, ...]
    supervision: Supervision | None = None

    @property
    def settled(self) -> bool:
        """Whether a source that was read answers."""
        return not any(isinstance(step, NothingRead) for step in self.steps)


def who_may_furnish(
    profession: str,
    payer: str,
    on: date,
    setting: str = Setting.PRIVATE_PRACTICE,
    *,
    incident_to: bool = False,
    supervision: str | None = None,
    work: Work = OF_97112,
) -> Furnishing:
    """Whether a member of this profession may provide a service for this payer on this day: 97112, or other `work`.

    `setting` is one of Setting. `incident_to` asks about billing under a physician's number. `supervision` is what there is, one
    of Supervision; without it the answer supposes what is required. Raises Refused for an unknown word.
    """
    refuse_unknown("profession", profession, Profession)
    refuse_unknown("payer", payer, Payer)
    refuse_unknown("setting", setting, Setting)
    if supervision is not None:
        refuse_unknown("supervision", supervision, Supervision)
    if payer == Payer.OTHER:
        return _elsewhere(profession, work)
    if payer == Payer.MEDICARE and work.manipulation:
        return _manipulation(profession)
    tricare = payer == Payer.TRICARE
    furnishing = _tricare_or_medicare(profession, on, setting, incident_to, supervision, work, tricare=tricare)
    if tricare or work.coverage is None or furnishing.answer == NOT_ALLOWED:
        return furnishing
    return Furnishing(DEPENDS if isinstance(work.coverage, NothingRead) else NOT_ALLOWED, (work.coverage,))


def _elsewhere(profession: str, work: Work) -> Furnishing:
    """Payers other than Medicare and TRICARE, with what bears on this profession alone."""
    if not work.named:
        return Furnishing(DEPENDS, (CodeElsewhereNotRead(),))
    steps: list[Reason] = [PayersDiffer()]
    if profession in ACCEPTED_IN_VERMONT:
        steps.append(AcceptedInVermont())
    if michigan := in_michigan(profession):
        steps.append(michigan)
    if profession == Profession.SPEECH_LANGUAGE_PATHOLOGIST:
        steps.append(ListedByTheAssociation())
    return Furnishing(DEPENDS, tuple(steps))


def in_michigan(profession: str) -> Reason | None:
    """What the law of Michigan's workers' compensation says of a profession that it names; None for any other."""
    if profession in ACCEPTED_IN_MICHIGAN:
        return AcceptedInMichigan()
    if profession == Profession.PHYSICAL_THERAPIST_ASSISTANT:
        return SupervisedInMichigan()
    return NotByMassageTherapistsInMichigan() if profession == Profession.MASSAGE_THERAPIST else None


def _manipulation(profession: str) -> Furnishing:
    """98940 and its like: a chiropractor's, and no therapy."""
    if profession == Profession.CHIROPRACTOR:
        return Furnishing(DEPENDS, (ManipulationNotBuilt(),))
    refused = {Profession.AIDE: AideIsNoTherapy(), **dict.fromkeys(NEVER_THERAPY, NeverBilledAsTherapy())}
    if profession in refused:
        return Furnishing(NOT_ALLOWED, (refused[Profession(profession)],))
    return Furnishing(DEPENDS, (ManipulationIsNoTherapy(),))


def _tricare_or_medicare(
    profession: str, on: date, setting: str, incident_to: bool, supervision: str | None, work: Work, *, tricare: bool
) -> Furnishing:
    if profession in ASSISTANTS:
        found = _tricare_assistant(profession, on, incident_to, work) if tricare else _assistant(on, setting, incident_to, work)
        return _with_supervision(found, supervision, UnsupervisedUnderTricare() if tricare else Unsupervised())
    if tricare:
        return _tricare(profession)
    return _medicare(profession, setting, incident_to, work)


def _assistant(on: date, setting: str, incident_to: bool, work: Work) -> Furnishing:
    if work.evaluation:
        return Furnishing(NOT_ALLOWED, (EvaluationIsTheTherapists(),))
    if incident_to:
        return Furnishing(NOT_ALLOWED, (NeverIncidentTo(),))
    if not (work.named or (work.always_therapy and not work.assessment)):
        return Furnishing(DEPENDS, (CodeNotNamed(),))
    may = SupervisedAssistant() if work.named else AssistantUnderThePlan()
    if setting == Setting.PHYSICIAN_OFFICE:
        return Furnishing(DEPENDS, (may, OfficeSupervisionNotRead()))
    if setting == Setting.PRIVATE_PRACTICE and on < GENERAL_IN_PRACTICE_FROM:
        return Furnishing(ALLOWED, (may, DirectSupervision()), Supervision.DIRECT)
    return Furnishing(ALLOWED, (may, GeneralSupervision()), Supervision.GENERAL)


def _with_supervision(furnishing: Furnishing, given: str | None, unsupervised: Unsupervised) -> Furnishing:
    """The same answer where the supervision that there is suffices, and no where it does not."""
    required = furnishing.supervision
    if given is None or furnishing.answer == NOT_ALLOWED:
        return furnishing
    if given == Supervision.NONE:
        return Furnishing(NOT_ALLOWED, (unsupervised,))
    if required is None or Supervision(given).is_enough_for(required):
        return furnishing
    return Furnishing(NOT_ALLOWED, (*furnishing.steps, SupervisionTooFar(given, required)))


def _tricare_assistant(profession: str, on: date, incident_to: bool, work: Work) -> Furnishing:
    if incident_to:
        return Furnishing(NOT_ALLOWED, (NeverIncidentToUnderTricare(),))
    if on < TRICARE_ASSISTANTS_FROM:
        return Furnishing(NOT_ALLOWED, (AssistantsNotYetRecognized(),))
    if work.evaluation and profession == Profession.OCCUPATIONAL_THERAPY_ASSISTANT:
        return Furnishing(NOT_ALLOWED, (EvaluationNotByOtasUnderTricare(),))
    if work.evaluation:
        return Furnishing(DEPENDS, (EvaluationByPtasUnderTricareNotRead(),))
    return Furnishing(ALLOWED, (AssistantsRecognized(),))


def _medicare(profession: str, setting: str, incident_to: bool, work: Work) -> Furnishing:
    own = next((discipline for discipline, therapist in THERAPIST_OF.items() if therapist == profession), None)
    if own and work.disciplines and own not in work.disciplines and len(work.disciplines) == 1:
        return Furnishing(NOT_ALLOWED, (WorkOfOneDiscipline(work.disciplines[0]),))
    if own and work.caregivers:
        return Furnishing(ALLOWED, (CaregiversTrainer(),))
    if profession in THERAPISTS:
        return _therapist(work, *([StandardsOfATherapist()] if incident_to else []))
    if profession in PRACTITIONERS:
        return _practitioner(setting, work)
    if profession == Profession.AIDE:
        return Furnishing(NOT_ALLOWED, (AideIsNoTherapy(),))
    if profession == Profession.STUDENT:
        return Furnishing(NOT_ALLOWED, (StudentAlone(), StudentTakesPart()))
    if profession in NEVER_THERAPY:
        return Furnishing(NOT_ALLOWED, (NeverBilledAsTherapy(),))
    if profession == Profession.CHIROPRACTOR:
        return Furnishing(NOT_ALLOWED, (ManipulationOnly(),))
    if profession == Profession.SPEECH_LANGUAGE_PATHOLOGIST:
        if work.disciplines and Discipline.SLP not in work.disciplines:
            return Furnishing(NOT_ALLOWED, (NoWorkOfSpeechPathologists(),))
        return Furnishing(DEPENDS, (SpeechPathologyNotRead(),))
    return Furnishing(DEPENDS, (ProfessionNotRead(),))


def _therapist(work: Work, *more: Reason) -> Furnishing:
    """A physical or occupational therapist, and a code that their discipline may report."""
    if work.named:
        return Furnishing(ALLOWED, (TherapistMay(), *more))
    if work.evaluation and work.disciplines:
        return Furnishing(ALLOWED, (EvaluationOfDiscipline(work.disciplines[0]), *more))
    if work.disciplines:
        return Furnishing(ALLOWED, (WorkOfPtAndOt(), *more))
    if work.always_therapy:
        return Furnishing(ALLOWED, (TherapyUnderThePlan(), *more))
    return Furnishing(DEPENDS, (CodeNotNamed(), *more))


def _practitioner(setting: str, work: Work) -> Furnishing:
    """A physician, PA, NP or CNS."""
    may = PractitionerMay() if work.named else PractitionerMayTreat()
    if setting == Setting.REHAB_AGENCY:
        return Furnishing(NOT_ALLOWED, (OnlyTherapistsInAnAgency(),))
    if setting not in PRACTITIONERS_WORK_IN:
        return Furnishing(DEPENDS, (may, PractitionerInSettingNotRead()))
    if not work.named:
        return Furnishing(DEPENDS, (may, CodeNotNamed()))
    return Furnishing(ALLOWED, (may, PractitionerConditions()))


def _tricare(profession: str) -> Furnishing:
    if profession in {Profession.CHIROPRACTOR, Profession.NATUROPATH}:
        return Furnishing(NOT_ALLOWED, (NoChiropractorsOrNaturopaths(),))
    if profession in THERAPISTS:
        return Furnishing(ALLOWED, (TherapistsUnderTricare(),))
    return Furnishing(DEPENDS, (TricareNotRead(),))
