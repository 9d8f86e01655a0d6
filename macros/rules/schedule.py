"""Clock times become minutes: what each code was given, by whom, and where the times contradict each other.

One patient's minutes count once, and one clinician's one-on-one minutes with several patients cannot overlap. Facts S-04a to
S-04c, S-40, S-61 and T-05 state each sentence. Times are minutes since midnight, 0 to 1440.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    `assistant` says that the clinician is a PTA or OTA. Times are minutes since midnight; `end` is the first minute after.
    """

    code: str
    start: int
    end: int
    patient: str = ""
    clinician: str | None = None
    assistant: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MAX_MINUTES:
            raise Refused(f"{self.code}: {clock(self.start)}-{clock(self.end)} does not run forward within one day")


@dataclass(frozen=True)
class Clash(Phrase):
    """Two blocks (by their place in the list) that cannot both be true, from one minute to another; `rule` says why."""

    first: int
    second: int
    start: int
    end: int

    rule: ClassVar[str] = "one patient's minutes count once"

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


def read_schedule(blocks: Sequence[Block], patient: str) -> Schedule:
    """Read a day's blocks, of any number of patients, for one of them.

    A minute that therapist and assistant spend together on one code counts once, as the therapist's (T-05).
    """
    given = {}
    for code in dict.fromkeys(block.code for block in blocks if block.patient == patient):
        own = [block for block in blocks if block.patient == patient and block.code == code]
        everyone = _minutes(own)
        therapist = _minutes([block for block in own if not block.assistant])
        given[code] = Given(len(everyone), len(everyone - therapist))
    clashes = [clash for pair in combinations(range(len(blocks)), 2) if (clash := _clash(blocks, *pair))]
    alone = [i for i, block in enumerate(blocks) if block.code == GROUP and not _has_company(blocks, block)]
    return Schedule(MappingProxyType(given), tuple(clashes), tuple(alone))


def clock(minute: int) -> str:
    """10:05 for 605."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _minutes(blocks: Sequence[Block]) -> set[int]:
    return {minute for block in blocks for minute in range(block.start, block.end)}


def _clash(blocks: Sequence[Block], first: int, second: int) -> Clash | None:
    one, two = blocks[first], blocks[second]
    start, end = max(one.start, two.start), min(one.end, two.end)
    if start >= end or one.clinician is None or two.clinician is None:
        return None
    if one.patient == two.patient:
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
