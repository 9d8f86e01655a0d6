"""Clock times become minutes: what each code was given, by whom, and where the times contradict each other.

One patient's minutes count once, and one clinician's one-on-one minutes with several patients cannot overlap. Facts S-04a to
S-04c, S-40, S-61 and T-05 state each sentence. Times are minutes since midnight, 0 to 1440.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

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
            raise ValueError(f"{self.code}: {clock(self.start)}-{clock(self.end)} does not run forward within one day")


@dataclass(frozen=True)
class Clash:
    """Two blocks (by their place in the list) that cannot both be true, from one minute to another, and why."""

    first: int
    second: int
    start: int
    end: int
    why: str


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
    when = f"from {clock(start)} to {clock(end)}"
    if one.patient == two.patient:
        if one.code != two.code:
            whose = f"{one.patient}'s" if one.patient else "the patient's"
            why = f"{whose} minutes {when} are given to both {one.code} and {two.code}; one patient's minutes count once"
            return Clash(first, second, start, end, why)
        if one.clinician == two.clinician:
            return Clash(first, second, start, end, f"{one.clinician} gives {one.code} twice {when}; the minutes count once")
        return None
    if one.clinician == two.clinician and not one.code == two.code == GROUP:
        why = f"{one.clinician} is one-on-one with {one.patient} ({one.code}) and with {two.patient} ({two.code}) {when}"
        return Clash(first, second, start, end, f"{why}; one-on-one minutes cannot overlap")
    return None


def _has_company(blocks: Sequence[Block], block: Block) -> bool:
    return any(
        other.code == GROUP
        and other.patient != block.patient
        and other.clinician == block.clinician
        and max(other.start, block.start) < min(other.end, block.end)
        for other in blocks
    )
