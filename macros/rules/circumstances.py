"""What changes a Medicare claim beside people, minutes and codes: stays, critical access, telehealth, students, maintenance.

Sources: Medicare's manuals and CMS's page, mostly as others quote them, as facts S-16b, M-16, T-07, S-17a to S-17c, N-145a,
N-145b, K-620a, K-620b and D-36 state them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.visit import Service
from macros.rules.vocabulary import Setting, Stay, Telehealth

ON_THE_LIST_FROM = date(2020, 3, 1)
"""97112 is on Medicare's telehealth list from this day (S-17b)."""

LAPSED_FROM, RESTORED_ON = date(2025, 10, 1), date(2026, 2, 3)
"""The authority of therapists in telehealth lapsed, and a law signed on the second day covers the gap (S-17a)."""

TELEHEALTH_UNTIL = date(2027, 12, 31)
"""The last day of that authority (T-07)."""

INTERIM_FROM, FOR_GOOD_FROM = date(2020, 1, 1), date(2021, 1, 1)
"""Maintenance therapy by assistants, in the interim and for good (D-36)."""

PLACE_OF_SERVICE = {Telehealth.HOME: "10", Telehealth.ELSEWHERE: "02"}
"""What a professional claim for telehealth carries by N-145a, which was not verified."""

PROFESSIONAL = frozenset({Setting.PRIVATE_PRACTICE, Setting.PHYSICIAN_OFFICE})
"""Settings that bill on a professional claim."""


@dataclass(frozen=True)
class Circumstances:
    """What else is so on the day. `stay` is None where nobody says whether Medicare pays for therapy in another way."""

    stay: str | None = None
    critical_access: bool = False
    telehealth: str | None = None
    maintenance: bool = False


NOTHING_SPECIAL = Circumstances()
"""A day on which none of this is so, or nobody says so."""


@dataclass(frozen=True)
class PartAStay(Reason):
    """Therapy in a Part A stay."""

    says = (
        "During a Part A stay in a skilled nursing facility, therapy is part of the bundled payment. It is not billed to Part B."
    )
    cites = ("S-16b",)


@dataclass(frozen=True)
class HomeHealthEpisode(Reason):
    """Therapy in a home health episode."""

    says = "During a home health episode, therapy is part of the bundled payment. It is not billed to Part B."
    cites = ("S-16b",)


BUNDLED = {Stay.PART_A: PartAStay(), Stay.HOME_HEALTH: HomeHealthEpisode()}
"""Stays that pay for therapy, so that nothing is billed to Part B, and why."""


@dataclass(frozen=True)
class StayUnsaid(Phrase):
    """A skilled nursing facility's visit that does not say whether the patient is in a Part A stay."""

    says = (
        "The claim is for a patient who is not in a Part A stay; in one, nothing is billed to Part B. Where that is so, write "
        "`stay: none`."
    )
    cites = ("S-16a", "S-16b")


@dataclass(frozen=True)
class EpisodeUnsaid(Phrase):
    """A home health agency's visit that does not say whether the patient is in a home health episode."""

    says = (
        "The claim is for a patient who is not in a home health episode; in one, nothing is billed to Part B. Where that is "
        "so, write `stay: none`. The claim goes on type of bill 34X, with the hospital table of edits and limits."
    )
    cites = ("S-16b", "M-15")


UNSAID = {Setting.SKILLED_NURSING: StayUnsaid(), Setting.HOME_HEALTH_AGENCY: EpisodeUnsaid()}
"""What to know in a setting where the visit does not say whether there is such a stay."""


@dataclass(frozen=True)
class NoMarksInCriticalAccess(Reason):
    """Assistants at a critical access hospital."""

    says = "Critical access hospitals do not use CQ and CO."
    cites = ("M-16",)


@dataclass(frozen=True)
class CriticalAccessNotRead(NothingRead):
    """Edits, limits and payment at a critical access hospital."""

    says = (
        "No source that was read says which edits and limits on units hold for therapy at a critical access hospital, or what "
        "Medicare pays there. So the claim has none of them here, and no price."
    )
    cites = ("M-15", "M-16")


@dataclass(frozen=True)
class StudentTookPart(Phrase):
    """A student who took part while the therapist was present."""

    codes: tuple[str, ...]

    says = (
        "A student took part in {codes:and}. It is payable as the therapist's own service if the therapist was present for the "
        "whole session, directed it, made the skilled judgments, answers for the treatment, treated nobody else meanwhile, and "
        "signs the note."
    )
    cites = ("K-620a", "K-620b")


@dataclass(frozen=True)
class StudentWithAssistant(NothingRead):
    """A student who took part in what an assistant gave."""

    codes: tuple[str, ...]

    says = (
        "An assistant gave a part of {codes:and}, and a student took part. What was read on students asks for a therapist who is "
        "present for the whole session; whether an assistant may stand in was not read."
    )
    cites = ("K-620b",)


@dataclass(frozen=True)
class TelehealthPlace(NothingRead):
    """The place of service of a professional telehealth claim."""

    place: str

    says = (
        "Telehealth: a professional claim is said to carry place of service {place}. That was not verified; ask the contractor "
        "before you bill."
    )
    cites = ("N-145a",)


@dataclass(frozen=True)
class TelehealthOfAnInstitution(NothingRead):
    """The mark of an institution's telehealth claim."""

    says = (
        "Telehealth: in 2024 a contractor named modifier 95 for a hospital's therapist with the patient at home. How other "
        "institutions mark telehealth, and what holds today, was not read."
    )
    cites = ("N-145b",)


@dataclass(frozen=True)
class TelehealthListNotSeen(NothingRead):
    """97112 on today's telehealth list."""

    says = "97112 should still be on Medicare's telehealth list, but its row was not seen. Look it up before you bill."
    cites = ("S-17c",)


@dataclass(frozen=True)
class TelehealthOfOtherCodes(NothingRead):
    """Other codes on the telehealth list."""

    codes: tuple[str, ...]

    says = "Whether {codes:and} may be given by telehealth was not read. Look it up in Medicare's list before you bill."
    cites = ("S-17c",)


@dataclass(frozen=True)
class NotYetOnTheList(Phrase):
    """97112 by telehealth before the list had it."""

    says = "97112 was put on Medicare's telehealth list from March 1, 2020. The visit is earlier."
    cites = ("S-17b",)


@dataclass(frozen=True)
class TelehealthLapsed(Phrase):
    """A telehealth visit in the gap of 2025 and 2026."""

    says = (
        "The visit is from the time in which the authority of therapists in telehealth had lapsed (from October 1, 2025) or was "
        "restored for a while. A law signed on February 3, 2026 covered the gap."
    )
    cites = ("S-17a",)


@dataclass(frozen=True)
class TelehealthEnds(Phrase):
    """A telehealth visit after the authority of therapists ends."""

    says = (
        "The authority of therapists to furnish Medicare telehealth runs through December 31, 2027. No text that we read carries "
        "it past that day."
    )
    cites = ("T-07",)


@dataclass(frozen=True)
class NoteOfAVideoSession(Phrase):
    """What a note of a video session tells, as good practice."""

    says = (
        "Good practice for the note of a video session: who helped and how far away, what furniture was used, the plan for an "
        "emergency, and that both sides could see and hear each other."
    )
    cites = ("K-902b",)


@dataclass(frozen=True)
class MaintenanceByAssistant(Reason):
    """Maintenance therapy by an assistant."""

    says = "Since 2021 an assistant may carry out maintenance therapy under Part B."
    cites = ("D-36",)


@dataclass(frozen=True)
class MaintenanceInTheInterim(NothingRead):
    """Maintenance therapy by an assistant in 2020."""

    says = "In 2020 an assistant could carry out maintenance therapy by an interim rule. From which day was not read."
    cites = ("D-36",)


@dataclass(frozen=True)
class MaintenanceBeforeNotRead(NothingRead):
    """Maintenance therapy by an assistant before the interim rule."""

    says = "Assistants may carry out maintenance therapy from 2020 on. What held on this earlier day was not read."
    cites = ("D-36",)


def to_know(services: Sequence[Service], on: date, setting: str, circumstances: Circumstances) -> list[Phrase]:
    """What is worth knowing of the services that may be paid, in these circumstances."""
    codes = tuple(dict.fromkeys(service.code for service in services))
    return [
        *_of_students(services),
        *(_of_telehealth(codes, on, setting, Telehealth(circumstances.telehealth)) if circumstances.telehealth else []),
        *_of_maintenance(services, on, circumstances),
    ]


def _of_students(services: Sequence[Service]) -> list[Phrase]:
    present = [service for service in services if service.student]
    helped = tuple(dict.fromkeys(service.code for service in present if service.assistant))
    found: list[Phrase] = [StudentTookPart(tuple(dict.fromkeys(service.code for service in present)))] if present else []
    return [*found, StudentWithAssistant(helped)] if helped else found


def _of_telehealth(codes: tuple[str, ...], on: date, setting: str, telehealth: Telehealth) -> list[Phrase]:
    found: list[Phrase] = [
        TelehealthPlace(PLACE_OF_SERVICE[telehealth]) if setting in PROFESSIONAL else TelehealthOfAnInstitution()
    ]
    others = tuple(code for code in codes if code != "97112")
    if "97112" in codes:
        found.append(NotYetOnTheList() if on < ON_THE_LIST_FROM else TelehealthListNotSeen())
    if others:
        found.append(TelehealthOfOtherCodes(others))
    if LAPSED_FROM <= on < RESTORED_ON:
        found.append(TelehealthLapsed())
    if on > TELEHEALTH_UNTIL:
        found.append(TelehealthEnds())
    return [*found, NoteOfAVideoSession()]


def _of_maintenance(services: Sequence[Service], on: date, circumstances: Circumstances) -> list[Phrase]:
    if not circumstances.maintenance or not any(service.assistant for service in services) or on >= FOR_GOOD_FROM:
        return []
    return [MaintenanceInTheInterim() if on >= INTERIM_FROM else MaintenanceBeforeNotRead()]


def reasons_for(services: Sequence[Service], on: date, circumstances: Circumstances) -> list[Reason]:
    """What the circumstances settle for the services that may be paid."""
    helped = any(service.assistant for service in services)
    found: list[Reason] = [NoMarksInCriticalAccess()] if helped and circumstances.critical_access else []
    return [*found, MaintenanceByAssistant()] if helped and circumstances.maintenance and on >= FOR_GOOD_FROM else found
