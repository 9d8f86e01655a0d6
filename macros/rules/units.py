"""How minutes become units: Medicare's total-time rule, the midpoint method, and the capped midpoint.

Sources: Medicare Claims Processing Manual (Pub. 100-04) chapter 5 section 20.2 for Medicare; the introduction of the
CPT code book, as reported by others, for the midpoint; Pinnacol on Colorado workers' compensation for the capped
midpoint. Facts U-01 to U-12 of docs/data/units.yml state each sentence with its source; the reasons cite them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.visit import MAX_MINUTES, Service

UNIT_MINUTES = 15
MEDICARE, MIDPOINT, CAPPED_MIDPOINT = "medicare", "midpoint", "capped-midpoint"
RULES = (MEDICARE, MIDPOINT, CAPPED_MIDPOINT)

Units = Mapping[str, int]
"""Code to billed units; a code without a unit is left out."""


@dataclass(frozen=True)
class CodeMinutes(Phrase):
    """The timed minutes of one code, as a part of the day's sum."""

    code: str
    minutes: int

    says = "{minutes} ({code})"


@dataclass(frozen=True)
class Blocks(Phrase):
    """The full 15-minute blocks of one code, and the minutes left over."""

    code: str
    minutes: int
    full: int
    rest: int

    says = "{code} {minutes:minute} → {full} × 15, {rest} left over"


@dataclass(frozen=True)
class Remainder(Phrase):
    """The minutes of one code that its full blocks leave over."""

    code: str
    minutes: int

    says = "{code} {minutes}"


class UnitsReason(Reason):
    """A reason on the way from minutes to units."""


@dataclass(frozen=True)
class NoTimedService(UnitsReason):
    """The day has untimed services alone."""

    says = "No timed service was provided, so the day has 0 timed minutes."
    cites = ("U-01",)


@dataclass(frozen=True)
class OneTimedCode(UnitsReason):
    """One code has all timed minutes of the day."""

    code: str
    total: int

    says = "{code} is the only timed code: {total:total timed minute}."
    cites = ("U-01",)


@dataclass(frozen=True)
class TimedTotal(UnitsReason):
    """The timed minutes of several codes, added up."""

    parts: tuple[CodeMinutes, ...]
    total: int

    says = "Add up the timed minutes: {parts: + } = {total:total timed minute}."
    cites = ("U-01",)


@dataclass(frozen=True)
class TooFewMinutes(UnitsReason):
    """The day has fewer than 8 timed minutes."""

    total: int

    says = "The total of {total:minute} is below 8, so no timed unit is billed."
    cites = ("U-07",)


@dataclass(frozen=True)
class DayUnits(UnitsReason):
    """The units that the total allows; `low` and `high` are the fewest and the most minutes that make so many."""

    total: int
    units: int
    low: int
    high: int

    says = "{total} total timed minutes → {units:unit} for the day ({low}–{high} minutes)."
    cites = ("U-02",)


@dataclass(frozen=True)
class FullBlocks(UnitsReason):
    """The full blocks of every timed code."""

    blocks: tuple[Blocks, ...]

    says = "Full 15-minute blocks first: {blocks:; }."
    cites = ("U-03",)


@dataclass(frozen=True)
class BlocksSuffice(UnitsReason):
    """No unit is left after the full blocks."""

    units: int

    says = "The full blocks already make {units:unit}, all that the day's total allows."
    cites = ("U-01",)


@dataclass(frozen=True)
class NextUnit(UnitsReason):
    """The only timed code earns one more unit with its left-over minutes, 8 to 14."""

    code: str
    rest: int

    says = "The {rest:minute} left over bring the total to one more unit: {code} gets it."
    cites = ("U-02",)


@dataclass(frozen=True)
class Remainders(UnitsReason):
    """Units are left after the full blocks, so the left-over minutes are compared."""

    units: int
    remainders: tuple[Remainder, ...]

    says = "{units:unit} left to assign. Compare the left-over minutes: {remainders:, }."
    cites = ("U-04",)


@dataclass(frozen=True)
class ShortServices(Remainders):
    """The same comparison on a day on which no code has a full block."""

    cites = ("U-08",)


@dataclass(frozen=True)
class MostLeft(UnitsReason):
    """The codes with the most minutes left over, each of which gets a unit."""

    units: int
    codes: tuple[str, ...]

    says = "{units:unit goes/units go, one each,} to {codes:and}."
    cites = ("U-04",)


@dataclass(frozen=True)
class LongestShort(MostLeft):
    """The codes that get a unit each on a day on which no code has a full block."""

    cites = ("U-08",)


@dataclass(frozen=True)
class Tie(UnitsReason):
    """Codes with the same minutes left over, more of them than units to assign."""

    codes: tuple[str, ...]
    rest: int
    units: int

    says = (
        "{codes:and} tie at {rest:minute} left over, with {units:unit} to assign: "
        "the clinician chooses, and every such claim is acceptable."
    )
    cites = ("U-05",)


@dataclass(frozen=True)
class EachAlone(UnitsReason):
    """Under the midpoint method the total decides nothing."""

    total: int

    says = "The timed minutes add up to {total}, but each code is counted by itself."
    cites = ("U-10",)


@dataclass(frozen=True)
class Midpoint(UnitsReason):
    """The units of one code by itself: full units of `length` minutes, and one more from `half` minutes left over."""

    code: str
    minutes: int
    length: int
    full: int
    rest: int
    half: int
    units: int

    says = (
        "{code}: {minutes:minute} = {full} × {length} and {rest} left over; {half} or more left over earn one more → "
        "{units:unit}."
    )
    cites = ("U-09",)


@dataclass(frozen=True)
class DayLimit(UnitsReason):
    """What the total allows beside what the codes earn one by one."""

    total: int
    cap: int
    units: int

    says = "The day's limit for {total:total timed minute} is {cap:unit}; the codes add up to {units}."
    cites = ("U-11",)


@dataclass(frozen=True)
class NoCodeGivesWay(UnitsReason, NothingRead):
    """Unsettled: the codes earn more than the day allows."""

    units: int
    cap: int

    says = "The codes add up to {units:unit} and the day allows {cap}; no source says which code gives way."
    cites = ("U-12",)


@dataclass(frozen=True)
class Untimed(UnitsReason):
    """An untimed code is one unit."""

    code: str

    says = "{code} is untimed: 1 unit however long it takes, and its minutes stay out of the timed total."
    cites = ("U-06",)


@dataclass(frozen=True)
class UnitsResult:
    """Every acceptable way to bill the units of one day, and the reasoning.

    `total_timed_minutes` counts timed codes alone. `acceptable` has more than one entry on a tie, and none when
    the sources do not settle the answer; then `unsettled` says why.
    """

    rule: str
    total_timed_minutes: int
    acceptable: tuple[Units, ...]
    steps: tuple[Reason, ...]
    unsettled: Reason | None = None

    @property
    def tie(self) -> bool:
        """Whether the clinician may choose between several claims."""
        return len(self.acceptable) > 1


def count_units(services: Sequence[Service], rule: str = MEDICARE) -> UnitsResult:
    """Count the units of one patient's day under `rule` (one of RULES).

    Services with the same code are added up. Raises Refused for an empty visit, an unknown rule, more than 1440
    minutes in all, a code that is both timed and untimed, or units other than 15 minutes under a rule that pools.
    """
    if rule not in RULES:
        raise Refused(f"there is no rule {rule!r}", f"use one of {', '.join(RULES)}")
    if not services:
        raise Refused("the visit has no services")
    timed, untimed = _by_code(services, rule)
    total = sum(timed.values())
    if total > MAX_MINUTES:
        raise Refused(f"{total} timed minutes are more than a day holds ({MAX_MINUTES})")
    if rule == MEDICARE:
        result = _medicare(timed)
    else:
        lengths = {service.code: service.unit_minutes for service in services}
        result = _midpoint(timed, lengths, capped=rule == CAPPED_MIDPOINT)
    return _with_untimed(result, untimed)


def cap_for(total_minutes: int) -> int:
    """The timed units of a day with so many timed minutes: none below 8, one from 8 to 22, then one more each 15 (U-02)."""
    return (total_minutes + 7) // UNIT_MINUTES


def minutes_for(units: int) -> tuple[int, int]:
    """The fewest and the most total timed minutes that make so many units: (38, 52) for 3 (U-02)."""
    return (max(0, units * UNIT_MINUTES - 7), units * UNIT_MINUTES + 7)


def midpoint_units(minutes: int, unit_minutes: int = UNIT_MINUTES) -> int:
    """Units of one code by itself: a unit counts once more than half of it is reached (U-09)."""
    return (minutes + (unit_minutes - 1) // 2) // unit_minutes


def _by_code(services: Sequence[Service], rule: str) -> tuple[dict[str, int], dict[str, int]]:
    timed: dict[str, int] = {}
    untimed: dict[str, int] = {}
    for service in services:
        minutes = timed if service.timed else untimed
        minutes[service.code] = minutes.get(service.code, 0) + service.minutes
        if service.timed and rule != MIDPOINT and service.unit_minutes != UNIT_MINUTES:
            raise Refused(f"{service.code}: the {rule} rule counts units of 15 minutes, not {service.unit_minutes}")
    both = sorted(timed.keys() & untimed.keys())
    if both:
        raise Refused(f"{both[0]} is given as timed and as untimed")
    return timed, untimed


def _medicare(timed: Mapping[str, int]) -> UnitsResult:
    """Full blocks first, then one unit each to the largest left-over minutes until the day's cap is reached."""
    total = sum(timed.values())
    cap = cap_for(total)
    full = {code: minutes // UNIT_MINUTES for code, minutes in timed.items()}
    rest = {code: minutes % UNIT_MINUTES for code, minutes in timed.items()}
    extra = cap - sum(full.values())
    ranked = sorted(rest, key=lambda code: (-rest[code], code))
    cut = rest[ranked[extra - 1]] if extra else None
    sure = [code for code in ranked if cut is not None and rest[code] > cut]
    tied = [code for code in ranked if rest[code] == cut]
    choices = list(combinations(tied, extra - len(sure))) if extra else [()]
    acceptable = [{code: full[code] + (code in {*sure, *chosen}) for code in timed} for chosen in choices]
    steps = _medicare_steps(timed, cap, full, rest, extra, sure, tied)
    return UnitsResult(MEDICARE, total, _settled(acceptable), tuple(steps))


def _medicare_steps(
    timed: Mapping[str, int],
    cap: int,
    full: Mapping[str, int],
    rest: Mapping[str, int],
    extra: int,
    sure: Sequence[str],
    tied: Sequence[str],
) -> list[Reason]:
    if not timed:
        return [NoTimedService()]
    total = sum(timed.values())
    steps: list[Reason] = [
        TimedTotal(tuple(CodeMinutes(code, minutes) for code, minutes in timed.items()), total)
        if len(timed) > 1
        else OneTimedCode(next(iter(timed)), total)
    ]
    if cap == 0:
        return [*steps, TooFewMinutes(total)]
    steps.append(DayUnits(total, cap, *minutes_for(cap)))
    blocks = sum(full.values())
    if blocks:
        steps.append(FullBlocks(tuple(Blocks(code, timed[code], full[code], rest[code]) for code in timed)))
    if not extra:
        return [*steps, BlocksSuffice(cap)]
    if len(timed) == 1:
        return [*steps, *(NextUnit(code, minutes) for code, minutes in rest.items())]
    ranked = sorted(rest, key=lambda code: (-rest[code], code))
    compared, won = (Remainders, MostLeft) if blocks else (ShortServices, LongestShort)
    steps.append(compared(extra, tuple(Remainder(code, rest[code]) for code in ranked)))
    open_units = extra - len(sure)
    if len(tied) == open_units:
        return [*steps, won(extra, (*sure, *tied))]
    if sure:
        steps.append(won(len(sure), tuple(sure)))
    return [*steps, Tie(tuple(tied), rest[tied[0]], open_units)]


def _midpoint(timed: Mapping[str, int], lengths: Mapping[str, int], *, capped: bool) -> UnitsResult:
    """Each code by itself; capped, the sum may not pass the day's total-time units, and who gives way is unsettled (U-12)."""
    total = sum(timed.values())
    units = {code: midpoint_units(minutes, lengths[code]) for code, minutes in timed.items()}
    steps: list[Reason] = [EachAlone(total)] if timed else []
    for code, minutes in timed.items():
        length = lengths[code]
        steps.append(Midpoint(code, minutes, length, minutes // length, minutes % length, length // 2 + 1, units[code]))
    if not capped:
        return UnitsResult(MIDPOINT, total, _settled([units]), tuple(steps))
    cap, units_counted = cap_for(total), sum(units.values())
    steps.append(DayLimit(total, cap, units_counted))
    if units_counted <= cap:
        return UnitsResult(CAPPED_MIDPOINT, total, _settled([units]), tuple(steps))
    unsettled = NoCodeGivesWay(units_counted, cap)
    return UnitsResult(CAPPED_MIDPOINT, total, (), (*steps, unsettled), unsettled)


def _with_untimed(result: UnitsResult, untimed: Mapping[str, int]) -> UnitsResult:
    if not untimed:
        return result
    one_each = dict.fromkeys(untimed, 1)
    acceptable = [{**one_each, **units} for units in result.acceptable]
    steps = (*result.steps, *(Untimed(code) for code in untimed))
    return UnitsResult(result.rule, result.total_timed_minutes, _settled(acceptable), steps, result.unsettled)


def _settled(claims: Sequence[Mapping[str, int]]) -> tuple[Units, ...]:
    """The claims without codes that earned nothing, each once, in an order that never depends on the input's."""
    seen = {tuple(sorted((code, units) for code, units in claim.items() if units)) for claim in claims}
    return tuple(MappingProxyType(dict(claim)) for claim in sorted(seen))
