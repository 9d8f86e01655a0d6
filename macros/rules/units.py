"""How minutes become units: Medicare's total-time rule, the midpoint method, and the capped midpoint.

Sources: Medicare Claims Processing Manual (Pub. 100-04) chapter 5 section 20.2 for Medicare; the introduction of the
CPT code book, as reported by others, for the midpoint; Pinnacol on Colorado workers' compensation for the capped
midpoint. Facts U-01 to U-12 of docs/data/units.yml state each sentence with its source; the steps cite them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from macros.rules.step import Step
from macros.rules.visit import MAX_MINUTES, Service

UNIT_MINUTES = 15
MEDICARE, MIDPOINT, CAPPED_MIDPOINT = "medicare", "midpoint", "capped-midpoint"
RULES = (MEDICARE, MIDPOINT, CAPPED_MIDPOINT)

CITED = tuple(f"U-{number:02}" for number in range(1, 13))
"""The facts that the steps cite; `guide check` fails when the data lacks one."""

Units = Mapping[str, int]
"""Code to billed units; a code without a unit is left out."""


@dataclass(frozen=True)
class UnitsResult:
    """Every acceptable way to bill the units of one day, and the reasoning.

    `total_timed_minutes` counts timed codes alone. `acceptable` has more than one entry on a tie, and none when
    the sources do not settle the answer; then `unsettled` says why.
    """

    rule: str
    total_timed_minutes: int
    acceptable: tuple[Units, ...]
    steps: tuple[Step, ...]
    unsettled: str | None = None

    @property
    def tie(self) -> bool:
        """Whether the clinician may choose between several claims."""
        return len(self.acceptable) > 1


def count_units(services: Sequence[Service], rule: str = MEDICARE) -> UnitsResult:
    """Count the units of one patient's day under `rule` (one of RULES).

    Services with the same code are added up. Raises ValueError for an empty visit, an unknown rule, more than 1440
    minutes in all, a code that is both timed and untimed, or units other than 15 minutes under a rule that pools.
    """
    if rule not in RULES:
        raise ValueError(f"unknown rule {rule!r}: use one of {', '.join(RULES)}")
    if not services:
        raise ValueError("the visit has no services")
    timed, untimed = _by_code(services, rule)
    total = sum(timed.values())
    if total > MAX_MINUTES:
        raise ValueError(f"{total} timed minutes are more than a day holds ({MAX_MINUTES})")
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
            raise ValueError(f"{service.code}: the {rule} rule counts units of 15 minutes, not {service.unit_minutes}")
    both = sorted(timed.keys() & untimed.keys())
    if both:
        raise ValueError(f"{both[0]} is given as timed and as untimed")
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
) -> list[Step]:
    if not timed:
        return [Step("No timed service was given: the day has 0 timed minutes.", ("U-01",))]
    total = sum(timed.values())
    sum_text = " + ".join(str(minutes) for minutes in timed.values())
    added = f"{sum_text} = {total}" if len(timed) > 1 else str(total)
    low, high = minutes_for(cap)
    if cap == 0:
        per_code = ", ".join(f"{code} {minutes}" for code, minutes in timed.items())
        return [
            Step(f"Timed minutes: {added} ({per_code}).", ("U-01",)),
            Step(f"{total} total timed minutes are fewer than 8: no timed unit is billed.", ("U-07",)),
        ]
    steps = [
        Step(f"Add up the timed minutes: {added} total timed minutes.", ("U-01",)),
        Step(f"{total} total timed minutes → {_units(cap)} for the day ({low}–{high} minutes).", ("U-02",)),
    ]
    if sum(full.values()):
        blocks = "; ".join(f"{code} {timed[code]} minutes → {full[code]} × 15, {rest[code]} left over" for code in timed)
        steps.append(Step(f"Full 15-minute blocks first: {blocks}.", ("U-03",)))
    if not extra:
        steps.append(Step(f"The full blocks already make {_units(cap)}: left-over minutes earn nothing more.", ("U-01",)))
        return steps
    if len(timed) == 1:
        (code,) = timed
        steps.append(Step(f"{rest[code]} minutes left over bring the total into the next row: {code} gets the unit.", ("U-02",)))
        return steps
    fact = "U-04" if sum(full.values()) else "U-08"
    left = ", ".join(f"{code} {rest[code]}" for code in sorted(rest, key=lambda code: (-rest[code], code)))
    steps.append(Step(f"{_units(extra)} left to give. Compare the left-over minutes: {left}.", (fact,)))
    open_units = extra - len(sure)
    if len(tied) == open_units:
        winners = " and ".join([*sure, *tied])
        steps.append(Step(f"{winners} {'get one each' if extra > 1 else 'gets it'}.", (fact,)))
        return steps
    if sure:
        steps.append(Step(f"{' and '.join(sure)} {'get one each' if len(sure) > 1 else 'gets one'}.", (fact,)))
    steps.append(
        Step(
            f"{' and '.join(tied)} are equal, with {rest[tied[0]]} minutes left over each and {_units(open_units)} to give: "
            "the clinician chooses, and every such claim is acceptable.",
            ("U-05",),
        )
    )
    return steps


def _midpoint(timed: Mapping[str, int], lengths: Mapping[str, int], *, capped: bool) -> UnitsResult:
    """Each code by itself; capped, the sum may not pass the day's total-time units, and who gives way is unsettled (U-12)."""
    total = sum(timed.values())
    units = {code: midpoint_units(minutes, lengths[code]) for code, minutes in timed.items()}
    steps = [Step(f"The timed minutes are {total} in all, but each code is counted by itself.", ("U-10",))] if timed else []
    for code, minutes in timed.items():
        length = lengths[code]
        half = length // 2 + 1
        steps.append(
            Step(
                f"{code}: {minutes} minutes = {minutes // length} × {length} and {minutes % length} left over; "
                f"{half} or more left over count as one more → {_units(units[code])}.",
                ("U-09",),
            )
        )
    if not capped:
        return UnitsResult(MIDPOINT, total, _settled([units]), tuple(steps))
    cap, wanted = cap_for(total), sum(units.values())
    steps.append(
        Step(f"The day's limit: {total} total timed minutes allow {_units(cap)}; the codes add up to {wanted}.", ("U-11",))
    )
    if wanted <= cap:
        return UnitsResult(CAPPED_MIDPOINT, total, _settled([units]), tuple(steps))
    why = f"the codes add up to {_units(wanted)} and the day allows {cap}; no source says which code gives way"
    steps.append(Step(f"Unsettled: {why}.", ("U-12",)))
    return UnitsResult(CAPPED_MIDPOINT, total, (), tuple(steps), why)


def _with_untimed(result: UnitsResult, untimed: Mapping[str, int]) -> UnitsResult:
    if not untimed:
        return result
    one_each = dict.fromkeys(untimed, 1)
    acceptable = [{**one_each, **units} for units in result.acceptable]
    steps = tuple(
        Step(
            f"{code} is untimed: 1 unit, and its {f'{minutes} ' if minutes else ''}minutes stay out of the timed total.",
            ("U-06",),
        )
        for code, minutes in untimed.items()
    )
    return UnitsResult(result.rule, result.total_timed_minutes, _settled(acceptable), (*result.steps, *steps), result.unsettled)


def _settled(claims: Sequence[Mapping[str, int]]) -> tuple[Units, ...]:
    """The claims without codes that earned nothing, each once, in an order that never depends on the input's."""
    seen = {tuple(sorted((code, units) for code, units in claim.items() if units)) for claim in claims}
    return tuple(MappingProxyType(dict(claim)) for claim in sorted(seen))


def _units(count: int) -> str:
    return f"{count} unit" if count == 1 else f"{count} units"
