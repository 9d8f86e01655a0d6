"""Asks about units and minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from macros.rules.reason import Reason
from macros.rules.units import CAPPED_MIDPOINT, MEDICARE, UNIT_MINUTES, cap_for
from macros.scenarios.asks.ask import Ask, Key, Part, key_from
from macros.scenarios.item import MULTIPLE, NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import counted, listed

ONE_ON_ONE = "This total holds one-on-one treatment under timed codes, and nothing else."

Claim = tuple[tuple[str, int], ...]
"""A claim as an answer: (code, units) pairs, sorted; equal claims are equal answers."""


def claim_of(units: Mapping[str, int]) -> Claim:
    """The claim as an answer, codes without units left out."""
    return tuple(sorted((code, count) for code, count in units.items() if count))


def write_claim(question: Question, claim: Claim) -> str:
    """`97112 × 2, 97110 × 1`, in the order in which the visit names the services."""
    order = [service.code for service in question.services]
    lines = [f"{code} × {count}" for code, count in sorted(claim, key=lambda line: order.index(line[0]))]
    return ", ".join(lines) or "Nothing is billed"


def steps_of(question: Question) -> tuple[Reason, ...]:
    """Why minutes of the log count or not, and then how the minutes become units."""
    return (*(entry.reason for entry in question.log), *question.counted.steps)


def _claim(question: Question) -> Key:
    claims = [claim_of(units) for units in question.counted.acceptable]
    if question.counted.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({question.counted.unsettled.clause})", "add `not unsettled` to `require`", ("ask",)
        )
    if len(claims) != 1:
        raise QuestionFault(f"{len(claims)} claims are acceptable", "add `tie == false` to `require`", ("ask",))
    return key_from(steps_of(question), claims[0], why_these_units(question))


def why_these_units(question: Question) -> str:
    """How the payer's rule comes to the units of the one acceptable claim, in a sentence."""
    if not question.timed:
        return question.counted.steps[-1].text
    total, untimed = question.counted.total_timed_minutes, any(not service.timed for service in question.services)
    units = sum(units for code, units in question.counted.acceptable[0].items() if code in question.timed)
    apart = " Each untimed code is 1 unit of its own." if untimed else ""
    if question.rule != MEDICARE:
        limit = f" The {counted(units, 'unit')} are within the day's limit." if question.rule == CAPPED_MIDPOINT else ""
        return f"Each code stands alone: every 15 minutes earn a unit, and 8 or more left over earn one more.{limit}{apart}"
    allowed = f"{counted(total, 'timed minute')} {'allows' if total == 1 else 'allow'} {counted(units, 'unit')}"
    full = sum(minutes // UNIT_MINUTES for minutes in question.timed.values())
    if len(question.timed) == 1 or not units:
        return f"{allowed}.{apart}"
    if not full:
        return f"{allowed}. No code has a full block, so the most minutes decide.{apart}"
    if full == units:
        return f"{allowed}, and full 15-minute blocks make all of them.{apart}"
    return f"{allowed}: {full} in full 15-minute blocks, and {units - full} for the most minutes left over.{apart}"


def _every_claim(question: Question) -> Key:
    if question.counted.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({question.counted.unsettled.clause})", "add `not unsettled` to `require`", ("ask",)
        )
    claims = tuple(claim_of(units) for units in question.counted.acceptable)
    if len(claims) > 3:
        raise QuestionFault(f"{len(claims)} claims are acceptable, too many to list", "narrow `require`", ("ask",))
    match = "The units match the day's total and the minutes of each code."
    return replace(key_from(steps_of(question), claims, match), parts=_tied_units(claims) if len(claims) > 1 else ())


def _tied_units(claims: Sequence[Claim]) -> tuple[Part, ...]:
    """Of several claims, which codes have the tied units in each."""
    codes = dict.fromkeys(code for claim in claims for code, _ in claim)
    fewest = {code: min(dict(claim).get(code, 0) for claim in claims) for code in codes}
    parts = []
    for claim in claims:
        get = [code for code, units in claim if units > fewest[code]]
        parts.append(Part(claim, "", f"The tied {'unit goes' if len(get) == 1 else 'units go'} to {listed(get)} here."))
    return tuple(parts)


def _total_units(question: Question) -> Key:
    totals = {sum(units.values()) for units in question.counted.acceptable}
    if len(totals) != 1:
        raise QuestionFault("no source settles the answer", "add `not unsettled` to `require`", ("ask",))
    total = totals.pop()
    return key_from(steps_of(question), total, _why_so_many(question, total))


def _why_so_many(question: Question, total: int) -> str:
    """How the payer's rule comes to this many units in all, in a sentence."""
    timed = question.counted.total_timed_minutes
    apart = sum(not service.timed for service in question.services)
    beside = f", and {'the untimed code is' if apart == 1 else 'each untimed code is'} 1 more" if apart and question.timed else ""
    if not question.timed:
        return f"An untimed code is 1 unit however long it takes, so {counted(apart, 'code')} make {counted(total, 'unit')}."
    if question.rule != MEDICARE:
        limit = ", up to the day's limit" if question.rule == CAPPED_MIDPOINT else ""
        return f"Each code stands alone: every 15 minutes earn a unit, and 8 or more left over earn one more{limit}{beside}."
    full, left = divmod(timed, UNIT_MINUTES)
    earns = cap_for(timed) > full
    if not full:
        there = f"only {timed} {'is' if timed == 1 else 'are'}" if not earns else f"{timed} are"
        return f"The first unit of a day takes 8 timed minutes, and {there} there{beside}."
    if not left:
        return f"{timed} timed minutes are {full} × {UNIT_MINUTES} exactly{beside}."
    enough = "enough for one more unit" if earns else "fewer than the 8 that one more unit takes"
    are = "is" if left == 1 else "are"
    return f"{timed} timed minutes are {full} × {UNIT_MINUTES} and {left} more, which {are} {enough}{beside}."


def _timed_total(question: Question) -> Key:
    total = question.counted.total_timed_minutes
    steps = [entry.reason.text for entry in question.log]
    if len(question.timed) == 1:
        steps.append(f"{listed(question.timed)} is the only timed code: {total} total timed minutes.")
    elif question.timed:
        sum_text = " + ".join(f"{minutes} ({code})" for code, minutes in question.timed.items())
        steps.append(f"Only timed codes count: {sum_text} = {total} total timed minutes.")
    steps += [
        f"{service.code} is untimed: its {counted(service.minutes, 'minute')} stay out of the timed total."
        for service in question.services
        if not service.timed
    ]
    cites = tuple(dict.fromkeys([*(fact for entry in question.log for fact in entry.reason.cites), "U-01", "U-06"]))
    reasons = tuple(entry.reason for entry in question.log)
    return Key(total, ONE_ON_ONE, tuple(steps), cites, reasons=reasons)


COUNTING_ASKS = (
    Ask(
        "every-claim",
        "every claim that is acceptable, so that ties may be asked",
        MULTIPLE,
        "counting",
        _every_claim,
        write_claim,
    ),
    Ask("claim", "the units of each code on the claim", SINGLE, "counting", _claim, write_claim),
    Ask(
        "total-units",
        "the units in all",
        NUMBER,
        "counting",
        _total_units,
        lambda q, v: str(v),
        label="Total units",
        maximum=99,
    ),
    Ask(
        "timed-total",
        "the total timed minutes",
        NUMBER,
        "counting",
        _timed_total,
        lambda q, v: str(v),
        label="Total timed minutes",
        maximum=1440,
    ),
)
