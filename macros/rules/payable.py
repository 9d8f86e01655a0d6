"""Which services of a visit Medicare pays at all: by the discipline that a code belongs to, and by who treated.

What cannot be paid is taken out before units are counted, so that its minutes never make a unit of another code. Sources:
change request 10176, the coding edits manual, Medicare Benefit Policy Manual chapter 15, as facts M-02a and S-06a to S-15
state them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from macros.rules.furnishing import (
    ASSISTANTS,
    DEPENDS,
    NOT_ALLOWED,
    THERAPIST_OF,
    THERAPISTS,
    EvaluationIsTheTherapists,
    ManipulationIsNoTherapy,
    Work,
    who_may_furnish,
)
from macros.rules.modifiers import THERAPY_MODIFIER
from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.visit import Service
from macros.rules.vocabulary import Discipline, Payer, Profession, refuse_unknown
from macros.text.wording import in_words


@dataclass(frozen=True)
class OfOneDiscipline(Reason):
    """A code that belongs to one discipline, under a plan of another."""

    code: str
    owner: str
    modifier: str
    discipline: str

    says = "Medicare takes {code} only with {modifier}, under a plan of care of {owner}, and this plan is {discipline}."
    cites = ("M-02a",)


@dataclass(frozen=True)
class NoSpeechTherapy(Reason):
    """A code of PT and OT under a plan of speech-language pathology."""

    code: str

    says = (
        "Medicare's coding edits manual, as quoted in 2018 and 2019, counts {code} as work of PT and OT. GN on the line passes "
        "the check for a modifier and does not make the claim right, unless the contractor's own text allows it."
    )
    cites = ("S-14a", "S-14c", "S-14d")


@dataclass(frozen=True)
class UnderTheOtherPlan(Reason):
    """A physical therapist under an OT plan, or an occupational therapist under a PT plan."""

    says = (
        "Under Medicare, a physical therapist does not treat under an OT plan of care, nor an occupational therapist under a PT "
        "plan."
    )
    cites = ("S-15",)


@dataclass(frozen=True)
class OtherPlanNotRead(NothingRead):
    """A therapist of one discipline under another's plan, where speech-language pathology is one of the two."""

    says = "No source that was read covers this therapist under a plan of care of this discipline."
    cites = ("S-15",)


@dataclass(frozen=True)
class NotPayable(Phrase):
    """A service that Medicare does not pay, and why."""

    code: str
    why: tuple[Reason, ...]

    says = "{code} is not payable. {why: }"


@dataclass(frozen=True)
class OnNoLine(NotPayable):
    """A service whose code is on no line of a therapy claim, and why."""

    says = "{code} is on no line. {why: }"


@dataclass(frozen=True)
class AssistantWithoutTherapist(NothingRead):
    """An assistant's minutes of a code whose other minutes are those of somebody who is no therapist of the plan."""

    says = (
        "An assistant's services are never billed incident to a physician or other practitioner, and only a therapist's minutes "
        "count against the assistant's. How both count beside another profession's minutes of the same code was not read."
    )
    cites = ("S-09a", "T-05")


@dataclass(frozen=True)
class AssistantNotPayable(NotPayable):
    """The assistant's minutes of a service, and why they are not payable."""

    minutes: int

    says = "{code}: {minutes:minute} of the assistant are on no line. {why: }"


@dataclass(frozen=True)
class DependsOnWho(Phrase):
    """Services whose payment depends on who treated, and on what."""

    codes: tuple[str, ...]
    who: str
    why: tuple[Reason, ...]

    says = "Whether Medicare pays {codes:and} depends on who treated ({who}). {why: }"


@dataclass(frozen=True)
class EvaluationShared(Phrase):
    """An evaluation of which an assistant gave a part."""

    code: str
    assistant: int

    says = (
        "{code}: an assistant, who may not evaluate, gave {assistant:minute} of it. It is payable only if the therapist's own "
        "part is a whole evaluation, and the line counts that part alone."
    )
    cites = ("S-06f", "S-06i")


@dataclass(frozen=True)
class Payable:
    """The services that may be paid, and what was said of these and of the others."""

    services: tuple[Service, ...]
    not_payable: tuple[NotPayable, ...]
    steps: tuple[Reason, ...]
    warnings: tuple[Phrase, ...]


def payable(
    services: Sequence[Service], discipline: str, on: date, setting: str, works: Mapping[str, Work], *, incident_to: bool = False
) -> Payable:
    """The services of a Medicare visit that may be paid.

    Minutes of an assistant stay where those of whoever treated besides cannot be paid. Raises Refused for an unknown
    profession, and for an assistant's minutes that are not written as such.
    """
    found = _Found([], {}, {}, {})
    for service in services:
        _judge(service, discipline, on, setting, works.get(service.code, Work()), incident_to, found)
    _without_assistants_of_others(THERAPIST_OF[discipline], found)
    shared = _evaluations_with_an_assistant(found.services, works)
    kept = []
    for service in found.services:
        if service.code not in shared:
            kept.append(service)
        elif shared[service.code] == sum(other.minutes for other in found.services if other.code == service.code):
            found.not_payable[NotPayable(service.code, (EvaluationIsTheTherapists(),))] = None
        else:
            found.warnings[EvaluationShared(service.code, shared[service.code])] = None
            kept.append(replace(service, minutes=service.minutes - service.assistant, assistant=0))
    depends = [DependsOnWho(tuple(dict.fromkeys(codes)), in_words(who), why) for (who, why), codes in found.depends.items()]
    reasons = [phrase.why for phrase in found.not_payable] + [phrase.why for phrase in depends]
    steps = dict.fromkeys(reason for why in reasons for reason in why)
    return Payable(tuple(kept), tuple(found.not_payable), tuple(steps), (*depends, *found.warnings))


@dataclass(frozen=True)
class Verdict:
    """What Medicare makes of a service by its code and by who treated.

    `refusal` is the kind of phrase that takes the service out, None where it stays, and `why` its reasons, or on what the payment
    depends. An assistant's minutes may stay where the others are taken out. `by_another` marks what somebody else than the plan's
    therapist treated.
    """

    refusal: type[NotPayable] | None = None
    why: tuple[Reason, ...] = ()
    assistant_stays: bool = False
    by_another: bool = False


@dataclass(frozen=True)
class _Found:
    """What was found so far. Phrases are keys, so that each is said once; `depends` has the codes by who treated and why."""

    services: list[Service]
    not_payable: dict[NotPayable, None]
    depends: dict[tuple[str, tuple[Reason, ...]], list[str]]
    warnings: dict[Phrase, None]


def _judge(service: Service, discipline: str, on: date, setting: str, work: Work, incident_to: bool, found: _Found) -> None:
    """Keep what may be paid of a service, and note what not, or on what it depends."""
    code = service.code
    verdict = verdict_on(code, discipline, on, setting, work, service.treated_by, incident_to=incident_to)
    if verdict.refusal is None:
        found.services.append(service)
        if verdict.why:
            found.depends.setdefault((service.treated_by or THERAPIST_OF[discipline], verdict.why), []).append(code)
        return
    found.not_payable[verdict.refusal(code, verdict.why)] = None
    if verdict.assistant_stays and service.assistant:
        found.services.append(replace(service, minutes=service.assistant, treated_by=None))


def verdict_on(
    code: str, discipline: str, on: date, setting: str, work: Work, treated_by: str | None, *, incident_to: bool = False
) -> Verdict:
    """What Medicare makes of a code under a plan of the discipline; without `treated_by` the plan's therapist treats.

    Raises Refused for an unknown profession, and for an assistant, whose minutes are written as such.
    """
    if why_not := no_line(work):
        return Verdict(OnNoLine, (why_not,))
    if work.disciplines and discipline not in work.disciplines:
        return Verdict(NotPayable, (other_discipline(code, discipline, work.disciplines),))
    if treated_by is None or treated_by == THERAPIST_OF[discipline]:
        return Verdict()
    refuse_unknown("profession", treated_by, Profession)
    if treated_by in ASSISTANTS:
        assistant = in_words(treated_by)
        raise Refused(f"{code}: a {assistant} is named as the one who treated", "write the minutes as those of the assistant")
    answer, why = answered(treated_by, discipline, on, setting, work, incident_to)
    if answer == NOT_ALLOWED:
        return Verdict(NotPayable, why, assistant_stays=True)
    return Verdict(None, why, by_another=True)


def no_line(work: Work) -> Reason | None:
    """Why a code is on no line of a therapy claim to Medicare, whoever treated; None where it may be on one."""
    return ManipulationIsNoTherapy() if work.manipulation else work.coverage


def other_discipline(code: str, discipline: str, owners: tuple[str, ...]) -> Reason:
    """Why Medicare does not take a code of these disciplines under a plan of another."""
    if len(owners) == 1:
        return OfOneDiscipline(code, owners[0], THERAPY_MODIFIER[owners[0]], discipline)
    return NoSpeechTherapy(code)


def answered(
    who: str, discipline: str, on: date, setting: str, work: Work, incident_to: bool = False
) -> tuple[str, tuple[Reason, ...]]:
    """The answer for somebody else than the plan's own therapist, and its reasons."""
    furnishing = who_may_furnish(who, Payer.MEDICARE, on, setting, incident_to=incident_to, work=work)
    if furnishing.answer == NOT_ALLOWED or who not in THERAPIST_OF.values():
        return furnishing.answer, furnishing.steps
    both = who in THERAPISTS and discipline in {Discipline.PT, Discipline.OT}
    return (NOT_ALLOWED, (UnderTheOtherPlan(),)) if both else (DEPENDS, (OtherPlanNotRead(),))


def _without_assistants_of_others(own: str, found: _Found) -> None:
    """Take out the assistant's minutes of each code of which another profession than the plan's therapist gave the others."""
    others = {service.code for service in found.services if service.treated_by not in {None, own}}
    theirs: dict[str, int] = {}
    kept = []
    for service in found.services:
        if service.code not in others or not service.assistant:
            kept.append(service)
            continue
        theirs[service.code] = theirs.get(service.code, 0) + service.assistant
        if service.minutes > service.assistant:
            kept.append(replace(service, minutes=service.minutes - service.assistant, assistant=0))
    found.services[:] = kept
    for code, minutes in theirs.items():
        found.not_payable[AssistantNotPayable(code, (AssistantWithoutTherapist(),), minutes)] = None


def _evaluations_with_an_assistant(services: Sequence[Service], works: Mapping[str, Work]) -> dict[str, int]:
    """The assistant's minutes of each evaluation in which an assistant had a part."""
    minutes: dict[str, int] = {}
    for service in services:
        if service.assistant and works.get(service.code, Work()).evaluation:
            minutes[service.code] = minutes.get(service.code, 0) + service.assistant
    return minutes
