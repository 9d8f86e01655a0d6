"""Asks about units and minutes."""

from __future__ import annotations

from collections.abc import Mapping

from macros.rules.reason import Reason
from macros.rules.units import MEDICARE
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.item import MULTIPLE, NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import counted

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
    return key_from(steps_of(question), claims[0], _why_these_units(question))


def _why_these_units(question: Question) -> str:
    """How the payer's rule comes to the units of the one acceptable claim, in a sentence."""
    if not question.timed:
        return question.counted.steps[-1].text
    total, untimed = question.counted.total_timed_minutes, any(not service.timed for service in question.services)
    units = sum(units for code, units in question.counted.acceptable[0].items() if code in question.timed)
    apart = " Each untimed code is 1 unit of its own." if untimed else ""
    if question.rule != MEDICARE:
        return f"Each timed code is counted by itself: 15 minutes are a unit, and 8 or more left over are one more.{apart}"
    allowed = f"{counted(total, 'timed minute')} in all {'allows' if total == 1 else 'allow'} {counted(units, 'unit')}"
    if len(question.timed) == 1 or not units:
        return f"{allowed}.{apart}"
    return f"{allowed}: full 15-minute blocks come first, then the most minutes left over.{apart}"


def _every_claim(question: Question) -> Key:
    if question.counted.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({question.counted.unsettled.clause})", "add `not unsettled` to `require`", ("ask",)
        )
    claims = tuple(claim_of(units) for units in question.counted.acceptable)
    if len(claims) > 3:
        raise QuestionFault(f"{len(claims)} claims are acceptable, too many to list", "narrow `require`", ("ask",))
    return key_from(steps_of(question), claims, "Acceptable: the minutes support it.")


def _total_units(question: Question) -> Key:
    totals = {sum(units.values()) for units in question.counted.acceptable}
    if len(totals) != 1:
        raise QuestionFault("no source settles the answer", "add `not unsettled` to `require`", ("ask",))
    total = totals.pop()
    return key_from(steps_of(question), total, f"{total} in all.")


def _timed_total(question: Question) -> Key:
    total = question.counted.total_timed_minutes
    sum_text = " + ".join(f"{minutes} ({code})" for code, minutes in question.timed.items())
    steps = [entry.reason.text for entry in question.log]
    if question.timed:
        steps.append(f"Only timed codes count: {sum_text} = {total} total timed minutes.")
    steps += [
        f"{service.code} is untimed: its {counted(service.minutes, 'minute')} stay out of the timed total."
        for service in question.services
        if not service.timed
    ]
    cites = tuple(dict.fromkeys([*(fact for entry in question.log for fact in entry.reason.cites), "U-01", "U-06"]))
    reasons = tuple(entry.reason for entry in question.log)
    return Key(total, f"{counted(total, 'minute')}.", tuple(steps), cites, reasons=reasons)


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
        label="Units in all",
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
