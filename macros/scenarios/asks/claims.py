"""Asks about a whole visit under Medicare: claim lines with modifiers, assistants, KX and the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from macros.rules.assistants import AssistantReason, LastUnits, OwnBlocks, UntimedMarked, UntimedUnmarked
from macros.rules.claim import ClaimResult, Line
from macros.rules.claim_reasons import ShownSeparate, TwoLines
from macros.rules.modifiers import AlreadyAbove, KxNeeded, KxNotNeeded, KxReason, has_assistant_modifier
from macros.rules.payment import PriceReason
from macros.rules.reason import NothingRead, Reason
from macros.rules.units import (
    BlocksSuffice,
    DayUnits,
    FullBlocks,
    MostLeft,
    NextUnit,
    NoTimedService,
    OneTimedCode,
    Remainders,
    TimedTotal,
    Untimed,
)
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.item import CLAIM_LINES, NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault

Lines = tuple[tuple[str, int, tuple[str, ...]], ...]
"""Claim lines as an answer: code, units and modifiers of each, in the order of the visit."""

KX_ANSWERS = {
    "needed": "Yes, because the year's total is above the threshold",
    "not-needed": "No, because the year's total is not above the threshold",
    "review-line": "No, because the year's total is below the line of review",
    "always": "Yes, because all lines of the year carry it",
}


def lines_of(lines: tuple[Line, ...]) -> Lines:
    """The claim as an answer."""
    return tuple((line.code, line.units, line.modifiers) for line in lines)


def write_lines(question: Question, lines: Lines) -> str:
    """`97112 × 1 GP; 97112 × 1 GP CQ`"""
    return "; ".join(f"{code} × {units} {' '.join(modifiers)}".strip() for code, units, modifiers in lines) or "Nothing is billed"


def settled_claim(question: Question) -> tuple[Line, ...]:
    """The one acceptable claim of the visit. A visit that is open, tied or crosses the threshold makes no question."""
    claims = acceptable_claims(question)
    if len(claims) != 1:
        raise QuestionFault(f"{len(claims)} claims are acceptable", "add `not tie` to `require`", ("ask",))
    return claims[0]


def unpriced_steps(question: Question) -> tuple[Reason, ...]:
    """The steps of the claim without those of its price."""
    return tuple(step for step in question.claim.steps if not isinstance(step, PriceReason))


def _lines(question: Question) -> Key:
    lines = lines_of(settled_claim(question))
    steps = unpriced_steps(question)
    return key_from(steps, lines, _why_these(steps) or f"{write_lines(question, lines)}.")


_WHY_A_LINE: tuple[tuple[type[Reason], ...], ...] = (
    (LastUnits, UntimedMarked, UntimedUnmarked, OwnBlocks),
    (ShownSeparate,),
    (KxNeeded, AlreadyAbove),
)
"""The reasons that decide about lines, beside the units: of the assistant, of an edit, and of KX."""


def _why_these(steps: Sequence[Reason]) -> str:
    """The reasons that decided about the modifiers, or the last one about units."""
    said = [next((step for kind in kinds for step in steps if isinstance(step, kind)), None) for kinds in _WHY_A_LINE]
    decided = [reason.text for reason in said if reason]
    of_units = [step.text for step in steps if isinstance(step, BlocksSuffice | NextUnit)]
    of_rest = [step.text for step in steps if isinstance(step, Remainders | MostLeft)]
    return " ".join(decided or of_units[-1:] or of_rest[-2:] or [step.text for step in steps if isinstance(step, DayUnits)])


def acceptable_claims(question: Question) -> tuple[tuple[Line, ...], ...]:
    """Every acceptable claim of the visit, ties included. An open one, or one that crosses the threshold, makes no question."""
    claim: ClaimResult = question.claim
    if claim.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({claim.unsettled.clause})", "add `not claim_unsettled` to `require`", ("ask",)
        )
    unread = next((warning for warning in claim.warnings if isinstance(warning, NothingRead)), None)
    if unread is not None:
        raise QuestionFault(f"no source settles the claim ({unread.clause})", "leave one code of the pair out", ("visit",))
    if claim.crosses:
        raise QuestionFault("the visit itself passes the threshold", "add `not crosses` to `require`", ("ask",))
    if claim.not_payable:
        raise QuestionFault(claim.not_payable[0].text, "leave the code out, or correct the discipline or who treated", ("visit",))
    if claim.depends:
        raise QuestionFault("the answer depends on who treated", "let a therapist of the plan treat", ("visit",))
    if any(line.denied_by for lines in claim.acceptable for line in lines):
        raise QuestionFault(
            "a line denies by an edit", "leave one code of the pair out, or say that they are separate", ("visit",)
        )
    return claim.acceptable


def _grid(question: Question) -> Key:
    claims = tuple(lines_of(lines) for lines in acceptable_claims(question))
    return key_from(unpriced_steps(question), claims, "")


def assistant_units(lines: Lines) -> int:
    """The units on lines with an assistant's modifier."""
    return sum(units for _, units, modifiers in lines if has_assistant_modifier(modifiers))


_ON_THE_WAY_TO_THE_ASSISTANT = (
    NoTimedService,
    OneTimedCode,
    TimedTotal,
    DayUnits,
    FullBlocks,
    BlocksSuffice,
    NextUnit,
    AssistantReason,
    TwoLines,
    Untimed,
)


def _assistant_units(question: Question) -> Key:
    lines = lines_of(settled_claim(question))
    marked = assistant_units(lines)
    steps = tuple(step for step in question.claim.steps if isinstance(step, _ON_THE_WAY_TO_THE_ASSISTANT))
    return key_from(steps, marked, f"{marked}.")


def _kx(question: Question) -> Key:
    lines = settled_claim(question)
    if question.year_to_date is None:
        raise QuestionFault("the visit does not say what was allowed this year", "add `year_to_date` to the visit", ("visit",))
    needed = any("KX" in line.modifiers for line in lines)
    steps = tuple(step for step in question.claim.steps if isinstance(step, KxReason))
    decides = next(step for step in steps if isinstance(step, KxNeeded | AlreadyAbove | KxNotNeeded))
    return key_from(steps, "needed" if needed else "not-needed", decides.text)


def _threshold_room(question: Question) -> Key:
    before = question.year_to_date
    if before is None:
        raise QuestionFault("the visit does not say what was allowed this year", "add `year_to_date` to the visit", ("visit",))
    threshold = question.library.tables.thresholds[question.day.year].amount(question.discipline)
    if before > threshold or before != int(before) or threshold != int(threshold):
        raise QuestionFault(
            f"{before} leaves no whole dollars below {threshold}", "narrow `year_to_date`", ("visit", "year_to_date")
        )
    left = int(threshold - before)
    step = f"The threshold of {question.day.year} is ${threshold:,}; ${threshold:,} − ${before:,} = ${left:,}."
    return Key(left, f"${left:,}.", (step,), ("M-04", "M-05"))


def _number(question: Question, value: Any) -> str:
    return str(value)


CLAIM_ASKS = (
    Ask("claim-grid", "the claim's lines, filled in cell by cell, under Medicare", CLAIM_LINES, "claims", _grid, write_lines),
    Ask("claim-lines", "the claim's lines with units and modifiers, under Medicare", SINGLE, "claims", _lines, write_lines),
    Ask(
        "assistant-units",
        "how many units carry the assistant's modifier",
        NUMBER,
        "claims",
        _assistant_units,
        _number,
        label="Units with the assistant's modifier",
        maximum=99,
    ),
    Ask(
        "kx",
        "whether the visit's lines need KX",
        SINGLE,
        "claims",
        _kx,
        lambda q, v: KX_ANSWERS[v],
    ),
    Ask(
        "threshold-room",
        "the dollars left below the year's threshold",
        NUMBER,
        "claims",
        _threshold_room,
        _number,
        label="Dollars left",
        maximum=9999,
    ),
)
