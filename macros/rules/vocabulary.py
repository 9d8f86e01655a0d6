"""The words that YAML files, rules and pages share: each list is written here, once, with the names that readers see.

A member is a string and equals the word of the YAML file, so that models, JSON and conditions compare it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import EnumType, StrEnum
from functools import cache

from macros.rules.refused import Refused


class PayerRule(StrEnum):
    """How a payer counts units."""

    MEDICARE = "medicare"
    MIDPOINT = "midpoint"
    CAPPED_MIDPOINT = "capped-midpoint"


PAYER_RULE_NAMES: Mapping[str, str] = {
    PayerRule.MEDICARE: "Medicare (total time)",
    PayerRule.MIDPOINT: "Midpoint",
    PayerRule.CAPPED_MIDPOINT: "Capped midpoint",
}


class Discipline(StrEnum):
    """Under whose plan of care a service is provided."""

    PT = "PT"
    OT = "OT"
    SLP = "SLP"


DISCIPLINE_NAMES: Mapping[str, str] = {
    Discipline.PT: "Physical therapy (PT)",
    Discipline.OT: "Occupational therapy (OT)",
    Discipline.SLP: "Speech-language pathology (SLP)",
}


class Setting(StrEnum):
    """Where the patient is treated, as the claim sees it."""

    PRIVATE_PRACTICE = "private-practice"
    PHYSICIAN_OFFICE = "physician-office"
    HOSPITAL_OUTPATIENT = "hospital-outpatient"
    SKILLED_NURSING = "skilled-nursing"
    REHAB_AGENCY = "rehab-agency"
    CORF = "corf"
    HOME_HEALTH_AGENCY = "home-health-agency"


SETTING_NAMES: Mapping[str, str] = {
    Setting.PRIVATE_PRACTICE: "Private practice",
    Setting.PHYSICIAN_OFFICE: "Physician's office",
    Setting.HOSPITAL_OUTPATIENT: "Hospital, outpatient",
    Setting.SKILLED_NURSING: "Skilled nursing facility",
    Setting.REHAB_AGENCY: "Rehabilitation agency",
    Setting.CORF: "Comprehensive outpatient rehabilitation facility",
    Setting.HOME_HEALTH_AGENCY: "Home health agency",
}


class Stay(StrEnum):
    """A stay or an episode in which Medicare pays for therapy in one sum with the rest, or that there is none."""

    NONE = "none"
    PART_A = "part-a"
    HOME_HEALTH = "home-health"


class Telehealth(StrEnum):
    """Where the patient is during a video session."""

    HOME = "home"
    ELSEWHERE = "elsewhere"


class EditTable(StrEnum):
    """Whose table of edits and unit limits holds."""

    PRACTITIONER = "practitioner"
    HOSPITAL = "hospital"


class Pays(StrEnum):
    """What Medicare pays for a code that it does not pay as it is."""

    NOT_COVERED = "not-covered"
    BUNDLED = "bundled"
    OTHER_CODE = "other-code"


class SeparateReason(StrEnum):
    """Why two edited services of one day were separate."""

    ENCOUNTER = "encounter"
    STRUCTURE = "structure"
    PRACTITIONER = "practitioner"
    NO_OVERLAP = "no-overlap"
    MINUTES = "minutes"


SEPARATE_REASON_NAMES: Mapping[str, str] = {
    SeparateReason.ENCOUNTER: "yes: another encounter of the day",
    SeparateReason.STRUCTURE: "yes: another part of the body",
    SeparateReason.PRACTITIONER: "yes: another practitioner",
    SeparateReason.NO_OVERLAP: "yes: no overlap in what was done",
    SeparateReason.MINUTES: "yes: other minutes, and nothing more exact",
}


class Payer(StrEnum):
    """Whose rule says who may provide a service."""

    MEDICARE = "medicare"
    TRICARE = "tricare"
    OTHER = "other"


PAYER_NAMES: Mapping[str, str] = {
    Payer.MEDICARE: "Medicare",
    Payer.TRICARE: "TRICARE",
    Payer.OTHER: "Another payer",
}


class Profession(StrEnum):
    """Who provides a service."""

    PHYSICAL_THERAPIST = "physical-therapist"
    OCCUPATIONAL_THERAPIST = "occupational-therapist"
    PHYSICAL_THERAPIST_ASSISTANT = "physical-therapist-assistant"
    OCCUPATIONAL_THERAPY_ASSISTANT = "occupational-therapy-assistant"
    PHYSICIAN = "physician"
    NURSE_PRACTITIONER = "nurse-practitioner"
    PHYSICIAN_ASSISTANT = "physician-assistant"
    CLINICAL_NURSE_SPECIALIST = "clinical-nurse-specialist"
    ATHLETIC_TRAINER = "athletic-trainer"
    MASSAGE_THERAPIST = "massage-therapist"
    RECREATION_THERAPIST = "recreation-therapist"
    KINESIOTHERAPIST = "kinesiotherapist"
    AIDE = "aide"
    CHIROPRACTOR = "chiropractor"
    NATUROPATH = "naturopath"
    SPEECH_LANGUAGE_PATHOLOGIST = "speech-language-pathologist"
    STUDENT = "student"


PROFESSION_NAMES: Mapping[str, str] = {
    Profession.PHYSICAL_THERAPIST: "Physical therapist",
    Profession.OCCUPATIONAL_THERAPIST: "Occupational therapist",
    Profession.PHYSICAL_THERAPIST_ASSISTANT: "Physical therapist assistant (PTA)",
    Profession.OCCUPATIONAL_THERAPY_ASSISTANT: "Occupational therapy assistant (OTA)",
    Profession.PHYSICIAN: "Physician",
    Profession.NURSE_PRACTITIONER: "Nurse practitioner (NP)",
    Profession.PHYSICIAN_ASSISTANT: "Physician assistant (PA)",
    Profession.CLINICAL_NURSE_SPECIALIST: "Clinical nurse specialist (CNS)",
    Profession.ATHLETIC_TRAINER: "Athletic trainer",
    Profession.MASSAGE_THERAPIST: "Massage therapist",
    Profession.RECREATION_THERAPIST: "Recreation therapist",
    Profession.KINESIOTHERAPIST: "Kinesiotherapist",
    Profession.AIDE: "Aide",
    Profession.CHIROPRACTOR: "Chiropractor",
    Profession.NATUROPATH: "Naturopath",
    Profession.SPEECH_LANGUAGE_PATHOLOGIST: "Speech-language pathologist",
    Profession.STUDENT: "Therapy student",
}

INITIALS: Mapping[str, Profession] = {
    **dict.fromkeys(("pt", "lpt", "rpt"), Profession.PHYSICAL_THERAPIST),
    **dict.fromkeys(("ot", "otr"), Profession.OCCUPATIONAL_THERAPIST),
    **dict.fromkeys(("pta", "lpta"), Profession.PHYSICAL_THERAPIST_ASSISTANT),
    **dict.fromkeys(("ota", "cota"), Profession.OCCUPATIONAL_THERAPY_ASSISTANT),
    **dict.fromkeys(("md", "do"), Profession.PHYSICIAN),
    **dict.fromkeys(("np", "fnp", "crnp"), Profession.NURSE_PRACTITIONER),
    "pa": Profession.PHYSICIAN_ASSISTANT,
    "cns": Profession.CLINICAL_NURSE_SPECIALIST,
    **dict.fromkeys(("at", "atc"), Profession.ATHLETIC_TRAINER),
    "lmt": Profession.MASSAGE_THERAPIST,
    **dict.fromkeys(("tech", "technician"), Profession.AIDE),
    "dc": Profession.CHIROPRACTOR,
    "nd": Profession.NATUROPATH,
    "slp": Profession.SPEECH_LANGUAGE_PATHOLOGIST,
    **dict.fromkeys(("spt", "sot", "spta", "sota", "ots", "otas"), Profession.STUDENT),
}
"""What clinicians write for a profession, in lower case."""


class Supervision(StrEnum):
    """How close a supervisor is, from none to the closest."""

    NONE = "none"
    GENERAL = "general"
    DIRECT = "direct"
    PERSONAL = "personal"

    def is_enough_for(self, required: Supervision) -> bool:
        """Whether it is as close as what is required."""
        closeness = list(Supervision)
        return closeness.index(self) >= closeness.index(required)


class Target(StrEnum):
    """What a stretch of treatment trains."""

    BALANCE = "balance"
    COORDINATION = "coordination"
    POSTURE = "posture"
    POSITION_SENSE = "position-sense"
    MOVEMENT_PATTERN = "movement-pattern"
    GAZE = "gaze"
    SENSATION = "sensation"
    MUSCLE_TIMING = "muscle-timing"
    STRENGTH = "strength"
    STAMINA = "stamina"
    MOTION = "motion"
    TISSUE = "tissue"
    RELAXATION = "relaxation"
    WALKING = "walking"
    TASK = "task"
    DAILY_LIVING = "daily-living"
    THINKING = "thinking"
    SENSORY_PROCESSING = "sensory-processing"
    DEVICE_USE = "device-use"


TARGET_NAMES: Mapping[str, str] = {
    Target.BALANCE: "balance",
    Target.COORDINATION: "coordination",
    Target.POSTURE: "posture",
    Target.POSITION_SENSE: "position sense",
    Target.MOVEMENT_PATTERN: "movement pattern",
    Target.GAZE: "gaze",
    Target.SENSATION: "how the skin answers touch",
    Target.MUSCLE_TIMING: "timing of muscles",
    Target.STRENGTH: "strength",
    Target.STAMINA: "stamina",
    Target.MOTION: "range of motion",
    Target.TISSUE: "length of tissue",
    Target.RELAXATION: "relaxation",
    Target.WALKING: "walking",
    Target.TASK: "a task",
    Target.DAILY_LIVING: "daily living",
    Target.THINKING: "attention, memory or planning",
    Target.SENSORY_PROCESSING: "how sensation is taken in and answered",
    Target.DEVICE_USE: "use of the device",
}


class Action(StrEnum):
    """What the clinician does."""

    CORRECTS = "corrects"
    DOSES = "doses"
    HANDLES = "handles"
    MASSAGES = "massages"
    TEACHES = "teaches"
    FITS = "fits"
    ATTENDS = "attends"
    STARTS = "starts"
    MEASURES = "measures"
    REPOSITIONS = "repositions"
    MANIPULATES = "manipulates"
    WATCHES = "watches"


ACTION_NAMES: Mapping[str, str] = {
    Action.CORRECTS: "guided and corrected the movement",
    Action.DOSES: "set load, repetitions or time",
    Action.HANDLES: "moved a joint or stretched tissue by hand",
    Action.MASSAGES: "massaged soft tissue",
    Action.TEACHES: "taught a method or equipment",
    Action.FITS: "fitted the device, or trained its use",
    Action.ATTENDS: "stayed with the treatment the whole time",
    Action.STARTS: "set up the treatment and left",
    Action.MEASURES: "measured and wrote a report",
    Action.REPOSITIONS: "moved the head through set positions",
    Action.MANIPULATES: "gave the spine a thrust, as a chiropractor",
    Action.WATCHES: "was present without using a therapist's skill",
}
"""What the clinician did, in the past tense."""


class Modality(StrEnum):
    """An agent or an instrument that is used."""

    STIMULATION = "stimulation"
    ULTRASOUND = "ultrasound"
    TRACTION = "traction"
    BIOFEEDBACK = "biofeedback"


MODALITY_NAMES: Mapping[str, str] = {
    Modality.STIMULATION: "electrical stimulation",
    Modality.ULTRASOUND: "ultrasound",
    Modality.TRACTION: "machine traction",
    Modality.BIOFEEDBACK: "a recorded body signal",
}


class Device(StrEnum):
    """What is worn, and fitted or trained with."""

    ORTHOSIS = "orthosis"
    PROSTHESIS = "prosthesis"


DEVICE_NAMES: Mapping[str, str] = {device: device.value for device in Device}


class DocumentKind(StrEnum):
    """The documents of an episode of care; docs/data/documentation.yml says what each must contain."""

    EVALUATION = "evaluation"
    PLAN_OF_CARE = "plan-of-care"
    CERTIFICATION = "certification"
    TREATMENT_NOTE = "treatment-note"
    PROGRESS_REPORT = "progress-report"
    DISCHARGE_REPORT = "discharge-report"


class Authority(StrEnum):
    """Whose rule a fact is."""

    MEDICARE = "medicare"
    PAYER = "payer"
    GOOD_PRACTICE = "good-practice"
    CODE = "code"


class Status(StrEnum):
    """Whether a document must hold an element."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    NOT_REQUIRED = "not-required"


class ClaimKind(StrEnum):
    """Whose claim it is: a practitioner's, with a day for each line, or a facility's, from a day through another."""

    PROFESSIONAL = "professional"
    INSTITUTIONAL = "institutional"


class AppealLevel(StrEnum):
    """The levels of a Medicare appeal, in their order."""

    REDETERMINATION = "redetermination"
    RECONSIDERATION = "reconsideration"
    HEARING = "hearing"
    COUNCIL = "council"
    COURT = "court"

    @property
    def number(self) -> int:
        """The place among the levels, from 1."""
        return list(AppealLevel).index(self) + 1


APPEAL_LEVEL_NAMES: Mapping[str, str] = {
    AppealLevel.REDETERMINATION: "Redetermination by the contractor",
    AppealLevel.RECONSIDERATION: "Reconsideration by an independent contractor (QIC)",
    AppealLevel.HEARING: "Hearing before an administrative law judge",
    AppealLevel.COUNCIL: "Review by the Appeals Council",
    AppealLevel.COURT: "Federal court",
}

APPEAL_LEVEL_PHRASES: Mapping[str, str] = {
    AppealLevel.REDETERMINATION: "a redetermination",
    AppealLevel.RECONSIDERATION: "a reconsideration",
    AppealLevel.HEARING: "a hearing before a judge",
    AppealLevel.COUNCIL: "a review by the Appeals Council",
    AppealLevel.COURT: "a federal court",
}
"""A level of appeal as it is written inside a sentence."""


class PeriodName(StrEnum):
    """What a period of days, or of treatment days, leads up to: the rows of docs/data/periods.yml."""

    CERTIFICATION = "certification"
    SPOKEN_SIGNATURE = "spoken-signature"
    RECERTIFICATION = "recertification"
    PROGRESS_REPORT = "progress-report"
    DELAYED_REPORT = "delayed-report"
    RECORDS_REQUEST = "records-request"
    REDETERMINATION = AppealLevel.REDETERMINATION.value
    RECONSIDERATION = AppealLevel.RECONSIDERATION.value
    HEARING = AppealLevel.HEARING.value
    COUNCIL = AppealLevel.COUNCIL.value
    COURT = AppealLevel.COURT.value


class DeadlineKind(StrEnum):
    """What is due."""

    CERTIFICATION = PeriodName.CERTIFICATION.value
    RECERTIFICATION = PeriodName.RECERTIFICATION.value
    PROGRESS_REPORT = PeriodName.PROGRESS_REPORT.value
    RECORDS_REQUEST = PeriodName.RECORDS_REQUEST.value
    FILING = "filing"
    REDETERMINATION = AppealLevel.REDETERMINATION.value
    RECONSIDERATION = AppealLevel.RECONSIDERATION.value
    HEARING = AppealLevel.HEARING.value
    COUNCIL = AppealLevel.COUNCIL.value
    COURT = AppealLevel.COURT.value


DEADLINE_NAMES: Mapping[str, str] = {
    DeadlineKind.CERTIFICATION: "the first certification of a plan of care",
    DeadlineKind.RECERTIFICATION: "the next certification",
    DeadlineKind.PROGRESS_REPORT: "the progress report",
    DeadlineKind.RECORDS_REQUEST: "records that a contractor asked for (ADR)",
    DeadlineKind.FILING: "the claim",
    **{level: f"level {level.number} of a Medicare appeal: {APPEAL_LEVEL_NAMES[level]}" for level in AppealLevel},
}

DEADLINE_COUNTS_FROM: Mapping[str, str] = {
    DeadlineKind.CERTIFICATION: "the first treatment, an evaluation included",
    DeadlineKind.RECERTIFICATION: "the first treatment under the plan",
    DeadlineKind.PROGRESS_REPORT: "every treatment day of the episode",
    DeadlineKind.RECORDS_REQUEST: "the date of the request",
    DeadlineKind.FILING: "the service date",
    **dict.fromkeys(AppealLevel, "the day you received the decision below"),
}
"""The day or the days that each deadline counts from."""


def refuse_unknown(noun: str, word: str | None, words: Iterable[str]) -> None:
    """Raises Refused where the word is not among the known ones: there is no `noun` of that name."""
    if isinstance(words, EnumType) and word in _words_of(words):
        return
    known = tuple(words)
    if word not in known:
        raise Refused(f"there is no {noun} `{word}`", f"use one of {', '.join(known)}")


@cache
def _words_of(words: EnumType) -> frozenset[str]:
    """To go through a StrEnum again at each question takes a large share of a check."""
    return frozenset(map(str, words))
