"""Asks that judge a count: a colleague's claim and working, the last unit, minutes to gain or to lose, another payer's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from macros.rules.reason import Reason
from macros.rules.units import (
    MEDICARE,
    MIDPOINT,
    UNIT_MINUTES,
    DayUnits,
    TooFewMinutes,
    Untimed,
    cap_for,
    count_units,
    minutes_for,
)
from macros.rules.visit import Service
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.asks.counting import claim_of, steps_of, write_claim
from macros.scenarios.item import NUMBER, SINGLE
from macros.scenarios.miscounts import WORKINGS, Working
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import counted, listed

SUPPORTED, MORE, FEWER, OTHER_CODE = "supported", "more", "fewer", "other-code"
VERDICTS_ON_CLAIM = {
    SUPPORTED: "Yes, as it is billed",
    MORE: "No, it bills more units than the minutes support",
    FEWER: "No, the minutes support more units than it bills",
    OTHER_CODE: "No, one of its units belongs on another code",
}

MEDICARE_MORE, OTHER_MORE, SAME_CLAIM = "medicare", "other", "same"
COMPARED = {
    MEDICARE_MORE: "Medicare allows more units than the other payer",
    OTHER_MORE: "The other payer allows more units than Medicare",
    SAME_CLAIM: "Medicare and the other payer allow the same units",
}

EARNS, LIFTS, CHANGES_NOTHING, LEFT_OUT = "earns", "lifts", "nothing", "left-out"
SHORT_SERVICE = {
    EARNS: "Add them to the total; they earn {code} a unit of its own",
    LIFTS: "Add them to the total; they bring a unit that goes to another code",
    CHANGES_NOTHING: "Add them to the total; the claim stays what it was without them",
    LEFT_OUT: "Leave them out of the total; they are fewer than 8",
}


@dataclass(frozen=True)
class SpareMinutes(Reason):
    """How far a total is above the row of the table that it is in."""

    total: int
    low: int
    units: int

    says = "{units:unit needs/units need} {low:minute}; the day has {total}."
    cites = ("U-02",)


@dataclass(frozen=True)
class NextRow(Reason):
    """Where the next row of the table begins."""

    total: int
    next_low: int
    units: int

    says = "{units:unit starts/units start} at {next_low:minute}; the day has {total}."
    cites = ("U-02",)


@dataclass(frozen=True)
class RowOfUnits(Reason):
    """The row of the table for so many units."""

    units: int
    low: int
    high: int

    says = "{low} to {high} total timed minutes make {units:timed unit}: {units} × 15 minutes, give or take 7."
    cites = ("U-02", "U-18")


@dataclass(frozen=True)
class AfterTheCut(Reason):
    """The units of a day from which minutes were struck."""

    total: int
    struck: int
    left: int
    units: int

    says = "{total} − {struck} = {left:total timed minute}, which is enough for {units:unit}."
    cites = ("U-01", "U-02")


@dataclass(frozen=True)
class WithoutShort(Reason):
    """The claim that a day would have without its short service."""

    code: str
    minutes: int
    claim: str

    says = "Without the {minutes:minute} of {code} the claim would be {claim}."
    cites = ("U-14", "U-08")


def verdict_on(units: Mapping[str, int], acceptable: list[tuple[tuple[str, int], ...]]) -> str:
    """What is to be said of a claim, beside the claims that are acceptable: all of them have as many units."""
    claim = claim_of(units)
    billed, right = sum(count for _, count in claim), sum(count for _, count in acceptable[0])
    if claim in acceptable:
        return SUPPORTED
    return OTHER_CODE if billed == right else MORE if billed > right else FEWER


def _acceptable(question: Question) -> list[tuple[tuple[str, int], ...]]:
    return [claim_of({code: n for code, n in units.items() if code in question.timed}) for units in question.counted.acceptable]


def colleagues_units(question: Question) -> dict[str, int]:
    """The units of each timed code by the colleague's working."""
    working: Working = question.record(Working)
    units = working.units(question.timed)
    if units is None:
        raise QuestionFault(f"`{working.id}` does not apply to this visit", "narrow `require`", ("require",))
    return dict(units)


def _has_working(question: Question) -> bool:
    """Whether the colleague's way applies, and is wrong where it should be."""
    working: Working = question.record(Working)
    units = working.units(question.timed)
    if not units or question.counted.unsettled or question.counted.tie:
        return False
    return (working.id == "medicare") == (claim_of(units) in _acceptable(question))


def _verdict(question: Question) -> Key:
    verdict = verdict_on(colleagues_units(question), _acceptable(question))
    right = write_claim(question, _acceptable(question)[0])
    return key_from(steps_of(question), verdict, f"The minutes support {right}.")


def _working(question: Question) -> Key:
    working: Working = question.record(Working)
    right = write_claim(question, _acceptable(question)[0])
    return key_from(question.counted.steps, working.id, f"By Medicare's rule the claim is {right}.")


def write_working(question: Question, name: str) -> str:
    """What a working misses."""
    return next(working.misses for working in WORKINGS if working.id == name)


LastUnit = tuple[str, ...]
"""The codes that may get the last unit: one; several, of which the clinician chooses; none where the full blocks take all."""


def last_unit(question: Question) -> LastUnit:
    """Which code carries the one unit that the full blocks leave over."""
    timed = question.timed
    full = {code: minutes // UNIT_MINUTES for code, minutes in timed.items()}
    return tuple(
        sorted({code for units in question.counted.acceptable for code in timed if units.get(code, 0) > full[code]}),
    )


def one_is_left(question: Question) -> bool:
    """Whether the full blocks leave one unit at most."""
    timed = question.timed
    return cap_for(sum(timed.values())) - sum(minutes // UNIT_MINUTES for minutes in timed.values()) <= 1


def _last_unit(question: Question) -> Key:
    if question.rule != MEDICARE or not one_is_left(question):
        raise QuestionFault("more than one unit is left after the full blocks", "narrow `require`", ("require",))
    value = last_unit(question)
    steps = steps_of(question)
    return key_from(steps, value, _why_last_unit(question, value))


def _why_last_unit(question: Question, codes: LastUnit) -> str:
    """How the minutes left over, or the full blocks, decide who gets the last unit."""
    if not codes:
        total = question.counted.total_timed_minutes
        return f"The day's {counted(total, 'minute')} allow {counted(cap_for(total), 'unit')}, and full blocks make as many."
    rest = question.timed[codes[0]] % UNIT_MINUTES
    if len(codes) > 1:
        first = "neither of them" if len(codes) == 2 else "none of them"
        return f"{listed(codes)} each have {counted(rest, 'minute')} left over, so the rule puts {first} first."
    return f"{codes[0]} has the most minutes left over, {rest}."


def write_last_unit(question: Question, codes: LastUnit) -> str:
    """The code, the codes to choose from, or that there is none."""
    if not codes:
        return "No code: the full blocks use up the day's units"
    return codes[0] if len(codes) == 1 else f"The clinician chooses: {listed(codes, 'or')}"


def _to_next(question: Question) -> Key:
    total = question.counted.total_timed_minutes
    units = cap_for(total)
    low, _ = minutes_for(units + 1)
    blocks = f"{units} × {UNIT_MINUTES} + 8" if units else "the 8 minutes of a first unit"
    why = f"One more unit begins with the eighth minute past the full blocks, and {total} + {low - total} = {low} is {blocks}."
    return key_from(_with(question, NextRow(total, low, units + 1)), low - total, why)


def _to_spare(question: Question) -> Key:
    total = question.counted.total_timed_minutes
    units = cap_for(total)
    if not units:
        raise QuestionFault("the day has no unit to lose", "narrow `require`", ("require",))
    low, _ = minutes_for(units)
    why = f"{total} − {total - low} = {low} minutes still make {counted(units, 'unit')}, and one minute fewer would not."
    return key_from(_with(question, SpareMinutes(total, low, units)), total - low, why)


def _with(question: Question, last: Reason) -> tuple[Reason, ...]:
    """What stays out, the steps to the day's units, and one more."""
    steps = steps_of(question)
    end = next((i for i, step in enumerate(steps) if isinstance(step, (DayUnits, TooFewMinutes))), len(steps) - 1)
    untimed = (step for step in steps if isinstance(step, Untimed))
    return (*untimed, *steps[: end + 1], last)


def units_given(question: Question) -> int:
    """The units that `given.units` names."""
    units = question.given_whole("units")
    if units < 1:
        raise QuestionFault("no unit was billed", "draw 1 or more", ("given", "units"))
    return units


def _least(question: Question) -> Key:
    units = units_given(question)
    low, high = minutes_for(units)
    before = f"{counted(units - 1, 'full block')} and " if units > 1 else ""
    why = f"The last unit takes 8 of its 15 minutes, so {before}8 minutes make {counted(units, 'unit')}."
    return key_from((RowOfUnits(units, low, high),), low, why)


def _range(question: Question) -> Key:
    units = units_given(question)
    low, high = minutes_for(units)
    return key_from(
        (RowOfUnits(units, low, high),),
        (low, high),
        f"{counted(units, 'full unit')} would be {units * UNIT_MINUTES} minutes; 7 fewer or 7 more still make {units}.",
    )


def struck(question: Question) -> int:
    """The minutes that a reviewer takes out."""
    minutes = question.given_whole("struck")
    if not 0 < minutes < question.counted.total_timed_minutes:
        raise QuestionFault(f"{minutes} minutes cannot be struck", "narrow `require`", ("given", "struck"))
    return minutes


def _units_lost(question: Question) -> Key:
    total, out = question.counted.total_timed_minutes, struck(question)
    lost = cap_for(total) - cap_for(total - out)
    steps = _with(question, AfterTheCut(total, out, total - out, cap_for(total - out)))
    before, left = (counted(cap_for(minutes), "unit") for minutes in (total, total - out))
    why = f"A cut costs a unit only where too few minutes are left for it: {total} made {before}, and {total - out} make {left}."
    return key_from(steps, lost, why)


def compared(medicare: Mapping[str, int], other: Mapping[str, int]) -> str:
    """How two payers' units of one day differ. Where both allow as many, they allow them on the same codes."""
    ours, theirs = sum(medicare.values()), sum(other.values())
    return MEDICARE_MORE if ours > theirs else OTHER_MORE if ours < theirs else SAME_CLAIM


def by_midpoint(question: Question) -> Mapping[str, int]:
    """The units of the day under a payer that counts by the midpoint method."""
    return count_units(question.services, MIDPOINT).acceptable[0]


def _not_tied(question: Question) -> bool:
    return len(question.counted.acceptable) == 1


def _compared(question: Question) -> Key:
    (medicare,) = question.counted.acceptable
    other = by_midpoint(question)
    value = compared(medicare, other)
    steps = (*question.counted.steps, *count_units(question.services, MIDPOINT).steps[1:])
    right = f"Medicare: {write_claim(question, claim_of(medicare))}. The other payer: {write_claim(question, claim_of(other))}."
    return key_from(steps, value, right)


def short_service(question: Question) -> Service:
    """The one timed service of fewer than 8 minutes."""
    short = [service for service in question.services if service.timed and 0 < service.minutes < 8]
    if len(short) != 1:
        raise QuestionFault(f"{len(short)} services are shorter than 8 minutes", "let `vary` give one", ("vary",))
    return short[0]


def what_short_does(short: str, without: Mapping[str, int], claim: Mapping[str, int]) -> str:
    """What a short service does to a claim."""
    if claim.get(short, 0):
        return EARNS
    return CHANGES_NOTHING if sum(without.values()) == sum(claim.values()) else LIFTS


def _short_is_settled(question: Question) -> bool:
    short = short_service(question)
    others = [service for service in question.services if service is not short]
    return _not_tied(question) and len(count_units(others, MEDICARE).acceptable) == 1


def _short(question: Question) -> Key:
    short = short_service(question)
    others = [service for service in question.services if service is not short]
    without = count_units(others, MEDICARE).acceptable[0]
    (claim,) = question.counted.acceptable
    value = what_short_does(short.code, without, claim)
    step = WithoutShort(short.code, short.minutes, write_claim(question, claim_of(without)))
    return key_from((*question.counted.steps, step), value, _why_short(question, value))


def _why_short(question: Question, value: str) -> str:
    """What the short service's minutes did to the day's total, and which code has more minutes left over."""
    total = question.counted.total_timed_minutes
    units = counted(cap_for(total), "unit")
    if value == CHANGES_NOTHING:
        return f"With them the day has {counted(total, 'minute')}, still in the range for {units}."
    short = short_service(question)
    rest = f"{short.code} has the most left over" if value == EARNS else f"another code has more left over than {short.code}"
    return f"They bring the day to {counted(total, 'minute')} and {units}, and {rest}."


def _write_short(question: Question, value: str) -> str:
    return SHORT_SERVICE[value].format(code=short_service(question).code)


Visit = tuple[int, ...]
"""The minutes of each service of a visit, in their order."""


def _visit_for_units(question: Question) -> Key:
    visit = tuple(service.minutes for service in question.services)
    return key_from(question.counted.steps, visit, _fits(question))


def _fits(question: Question) -> str:
    total = question.counted.total_timed_minutes
    low, high = minutes_for(cap_for(total))
    return f"{total} total timed minutes are in the range for {counted(cap_for(total), 'unit')}, {low} to {high}."


def write_visit(question: Question, visit: Visit) -> str:
    """`24 minutes of 97112 and 23 minutes of 97110`"""
    parts = [f"{counted(n, 'minute')} of {service.code}" for n, service in zip(visit, question.services, strict=True)]
    return listed(parts)


def _number(question: Question, value: Any) -> str:
    return str(value)


JUDGED_COUNT_ASKS = (
    Ask(
        "claim-verdict",
        "whether the claim that a colleague made is supported (draw `from: workings`)",
        SINGLE,
        "counting",
        _verdict,
        lambda q, v: VERDICTS_ON_CLAIM[v],
        settled=_has_working,
        judgment=True,
    ),
    Ask(
        "working-step",
        "what a colleague's way of counting misses (draw `from: workings`)",
        SINGLE,
        "counting",
        _working,
        write_working,
        settled=_has_working,
        judgment=True,
    ),
    Ask("last-unit", "which code carries the last unit", SINGLE, "counting", _last_unit, write_last_unit, settled=one_is_left),
    Ask(
        "minutes-to-next",
        "how many minutes more make one more unit",
        NUMBER,
        "counting",
        _to_next,
        _number,
        label="More minutes",
        maximum=99,
    ),
    Ask(
        "minutes-to-spare",
        "how many minutes can be lost without a unit",
        NUMBER,
        "counting",
        _to_spare,
        _number,
        label="Minutes to spare",
        maximum=99,
    ),
    Ask(
        "least-minutes",
        "the fewest timed minutes for the units in `given.units`",
        NUMBER,
        "counting",
        _least,
        _number,
        label="Fewest total timed minutes",
        maximum=1440,
    ),
    Ask(
        "minutes-range",
        "the timed minutes that the units in `given.units` need",
        SINGLE,
        "counting",
        _range,
        lambda q, v: f"{v[0]} to {v[1]} minutes",
        sort_key=lambda v: v,
    ),
    Ask(
        "units-lost",
        "how many units are lost when the minutes in `given.struck` do not count",
        NUMBER,
        "counting",
        _units_lost,
        _number,
        label="Units lost",
        maximum=99,
    ),
    Ask(
        "payers-compared",
        "how Medicare's units differ from those of a midpoint payer",
        SINGLE,
        "counting",
        _compared,
        lambda q, v: COMPARED[v],
        settled=_not_tied,
        judgment=True,
    ),
    Ask(
        "short-service",
        "what a service of fewer than 8 minutes does to the claim",
        SINGLE,
        "counting",
        _short,
        _write_short,
        settled=_short_is_settled,
        judgment=True,
    ),
    Ask(
        "visit-for-units",
        "which visit supports the units of the one that is drawn",
        SINGLE,
        "counting",
        _visit_for_units,
        write_visit,
        judgment=True,
    ),
)
