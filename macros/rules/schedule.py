"""Clock times become minutes: what each code was given, by whom, and where the times contradict each other.

One patient's minutes count once, and one clinician's one-on-one minutes with several patients cannot overlap. Facts S-04a to
S-04c, S-40, S-61, T-05 and K-922a state each sentence. Times are minutes since midnight, 0 to 1440.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import ClassVar

from macros.rules.reason import Phrase
from macros.rules.refused import Refused
from macros.rules.visit import MAX_MINUTES

GROUP = "97150"
"""The code under which one clinician's attention may be shared among patients."""


@dataclass(frozen=True)
class Block:
    """A stretch of time in which a patient was given one code. Without a clinician nobody attended it.

    `assistant` says that the clinician is a PTA or OTA; `discipline` is that of the plan of care. Times are minutes since
    midnight; `end` is the first minute after.
    """

    code: str
    start: int
    end: int
    patient: str = ""
    clinician: str | None = None
    assistant: bool = False
    discipline: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MAX_MINUTES:
            raise Refused(f"{self.code}: {clock(self.start)}-{clock(self.end)} does not run forward within one day")


@dataclass(frozen=True)
class CoTreatment:
    """Minutes in which clinicians of two disciplines treated the patient together: they count for the one that led."""

    start: int
    end: int
    led_by: str


@dataclass(frozen=True)
class Clash(Phrase):
    """Two blocks (by their place in the list) that cannot both be true, from one minute to another; `rule` says why."""

    first: int
    second: int
    start: int
    end: int

    rule: ClassVar[str] = "one patient's minutes count once"
    fix: ClassVar[str] = "correct the times, or the code"

    @property
    def when(self) -> str:
        """The minutes of both: from 10:05 to 10:20."""
        return f"from {clock(self.start)} to {clock(self.end)}"


@dataclass(frozen=True)
class TwoCodesAtOnce(Clash):
    """One patient's minutes under two codes. `patient` is "" where nobody is named."""

    patient: str
    code: str
    other: str

    says = "{whose} minutes {when} are counted under both {code} and {other}"

    @property
    def whose(self) -> str:
        """The patient, in the possessive."""
        return f"{self.patient}'s" if self.patient else "the patient's"


@dataclass(frozen=True)
class TwoDisciplinesAtOnce(TwoCodesAtOnce):
    """One patient's minutes under two disciplines, without a word on who led."""

    discipline: str
    other_discipline: str

    says = "{whose} minutes {when} are counted under both {discipline} ({code}) and {other_discipline} ({other})"
    rule = "two disciplines do not each bill the same minutes"
    fix = "say in `co_treatment:` who led, or correct the times"


@dataclass(frozen=True)
class SameCodeTwice(Clash):
    """One clinician's minutes with one patient under one code, listed twice."""

    clinician: str
    code: str

    says = "{clinician} provides {code} twice {when}"


@dataclass(frozen=True)
class TwoPatientsAtOnce(Clash):
    """One clinician's one-on-one minutes with two patients."""

    clinician: str
    patient: str
    code: str
    other_patient: str
    other: str

    says = "{clinician} is one-on-one with {patient} ({code}) and with {other_patient} ({other}) {when}"
    rule = "one-on-one minutes cannot overlap"


@dataclass(frozen=True)
class Given:
    """Minutes of one code that one patient was given: all, and those of the assistant apart from the therapist."""

    minutes: int
    assistant: int


@dataclass(frozen=True)
class Schedule:
    """What a patient was given, by code, and every contradiction among all blocks. `alone` are group blocks without company."""

    given: Mapping[str, Given]
    clashes: tuple[Clash, ...]
    alone: tuple[int, ...]


def read_schedule(
    blocks: Sequence[Block], patient: str, discipline: str = "", co_treatment: Sequence[CoTreatment] = ()
) -> Schedule:
    """Read a day's blocks, of any number of patients and disciplines, for one patient and one discipline.

    A minute that therapist and assistant spend together on one code counts once, as the therapist's (T-05). One that two
    disciplines spend together counts for the discipline that led (K-922a).
    """
    given = {}
    plan = [block for block in blocks if block.patient == patient and block.discipline == discipline]
    led_by_others = {minute for led in co_treatment if led.led_by != discipline for minute in range(led.start, led.end)}
    for code in dict.fromkeys(block.code for block in plan):
        own = [block for block in plan if block.code == code]
        everyone = _minutes(own) - led_by_others
        therapist = _minutes([block for block in own if not block.assistant])
        given[code] = Given(len(everyone), len(everyone - therapist))
    together = {minute for led in co_treatment for minute in range(led.start, led.end)}
    clashes = [clash for pair in combinations(range(len(blocks)), 2) if (clash := _clash(blocks, *pair, patient, together))]
    alone = [i for i, block in enumerate(blocks) if block.code == GROUP and not _has_company(blocks, block)]
    return Schedule(MappingProxyType(given), tuple(clashes), tuple(alone))


def clock(minute: int) -> str:
    """10:05 for 605."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _minutes(blocks: Sequence[Block]) -> set[int]:
    return {minute for block in blocks for minute in range(block.start, block.end)}


def _clash(blocks: Sequence[Block], first: int, second: int, patient: str, together: Set[int]) -> Clash | None:
    """The contradiction between two blocks; in the minutes `together` it is known which discipline led this patient."""
    one, two = blocks[first], blocks[second]
    start, end = max(one.start, two.start), min(one.end, two.end)
    if start >= end or one.clinician is None or two.clinician is None:
        return None
    if one.patient == two.patient:
        if one.discipline != two.discipline:
            open_minutes = sorted(_minutes([one]) & _minutes([two]) - together)
            if one.patient != patient or not open_minutes:
                return None  # who led another patient's session matters for that patient's claim alone
            start = open_minutes[0]
            end = next(minute for minute in range(start + 1, end + 1) if minute not in open_minutes)
            codes, disciplines = (one.code, two.code), (one.discipline, two.discipline)
            return TwoDisciplinesAtOnce(first, second, start, end, one.patient, *codes, *disciplines)
        if one.code != two.code:
            return TwoCodesAtOnce(first, second, start, end, one.patient, one.code, two.code)
        return SameCodeTwice(first, second, start, end, one.clinician, one.code) if one.clinician == two.clinician else None
    if one.clinician == two.clinician and not one.code == two.code == GROUP:
        return TwoPatientsAtOnce(first, second, start, end, one.clinician, one.patient, one.code, two.patient, two.code)
    return None


def _has_company(blocks: Sequence[Block], block: Block) -> bool:
    return any(
        other.code == GROUP
        and other.patient != block.patient
        and other.clinician == block.clinician
        and max(other.start, block.start) < min(other.end, block.end)
        for other in blocks
    )
