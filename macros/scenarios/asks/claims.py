"""Asks about a whole visit under Medicare: claim lines with modifiers, assistants, KX and the threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from macros.rules.assistants import (
    AssistantReason,
    EightMinutes,
    LastUnits,
    MoreThanTenth,
    NoPart,
    NotMoreThanTenth,
    NotYetRequired,
    OneOfTwo,
    OwnBlocks,
    UntimedMarked,
    UntimedUnmarked,
    whose_minutes,
)
from macros.rules.claim import ClaimResult, Line
from macros.rules.claim_reasons import Beside, PlanModifier, ShownSeparate, TwoLines
from macros.rules.edits import NoEdit, NoRunInForce
from macros.rules.modifiers import AlreadyAbove, KxNeeded, KxNotNeeded, has_assistant_modifier
from macros.rules.payment import PriceReason
from macros.rules.reason import NothingRead, Reason
from macros.rules.units import (
    BlocksSuffice,
    DayUnits,
    FullBlocks,
    NextUnit,
    NoTimedService,
    OneTimedCode,
    TimedTotal,
    Untimed,
)
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.asks.counting import why_these_units
from macros.scenarios.item import CLAIM_LINES, NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault

Lines = tuple[tuple[str, int, tuple[str, ...]], ...]
"""Claim lines as an answer: code, units and modifiers of each, in the order of the visit."""

TIED = "The minutes left over tie, so the clinician chooses which of these codes has the last unit."
NO_ASSISTANT = "No unit holds minutes that an assistant provided without the therapist."

_IN_BRIEF: Mapping[type[Reason], str] = {
    NoPart: "The assistant provided none of the last unit without the therapist.",
    EightMinutes: "Eight of the therapist's minutes in the last unit are enough to keep it unmarked.",
    MoreThanTenth: "The assistant's share of the last unit is more than the tenth that may stay unmarked.",
    NotMoreThanTenth: "The assistant's share of the last unit is within the tenth that may stay unmarked.",
    OneOfTwo: "Two units are left and each person provided most of one, so one is marked and one is not.",
    UntimedMarked: "An untimed service is tested as a whole, and the assistant's share of it is over a tenth.",
    UntimedUnmarked: "An untimed service is tested as a whole, and the assistant's share of it is not over a tenth.",
    NotYetRequired: "Only service dates from 2020 on need the assistant's modifier.",
    OwnBlocks: "Full blocks stay with whoever provided them, and no last unit is left to test.",
    ShownSeparate: "The record shows separate services, which is what the modifier on the edited line says.",
    KxNeeded: "The year's total is above the threshold, and that is when KX is needed.",
    AlreadyAbove: "The year was above the threshold before this visit, and that is when KX is needed.",
    KxNotNeeded: "Even with this visit, the year's total is not above the threshold.",
    PlanModifier: "The therapy modifier follows the discipline of the plan of care.",
    Beside: "CQ goes with GP under a PT plan, and CO with GO under an OT plan.",
    NoEdit: "No edit joins these two codes, so neither line needs a modifier for the pair.",
    NoRunInForce: "No edit joins these two codes on that day, so neither line needs a modifier for the pair.",
}
"""Why a reason decides as it does, to whoever answered right: the worked steps tell it with its numbers."""


def in_brief(reason: Reason) -> str:
    """Why a reason decides, in other words than its step; the step's own where there are none."""
    return next((said for kind, said in _IN_BRIEF.items() if isinstance(reason, kind)), reason.text)


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


def whose_steps(question: Question) -> tuple[Reason, ...]:
    """Whose the minutes are that `given` names by what happened in them."""
    return whose_minutes(*(question.given_whole(name, "0") for name in ("together", "alone", "nobodys")))


def _lines(question: Question) -> Key:
    lines = lines_of(settled_claim(question))
    steps = unpriced_steps(question)
    return key_from(steps, lines, _why_these(steps) or _why_no_kx(steps) or why_these_units(question))


_WHY_A_LINE: tuple[tuple[type[Reason], ...], ...] = (
    (LastUnits, UntimedMarked, UntimedUnmarked, OwnBlocks),
    (ShownSeparate,),
    (KxNeeded, AlreadyAbove),
)
"""The reasons that decide about lines, beside the units: of the assistant, of an edit, and of KX."""


def _why_these(steps: Sequence[Reason]) -> str:
    """The reasons that decided about the modifiers; nothing where none did."""
    said = [next((step for kind in kinds for step in steps if isinstance(step, kind)), None) for kinds in _WHY_A_LINE]
    return " ".join(in_brief(reason) for reason in said if reason)


def _why_no_kx(steps: Sequence[Reason]) -> str:
    """Why no line needs KX, in a year with amounts before the visit; nothing otherwise."""
    return next((in_brief(step) for step in steps if isinstance(step, KxNotNeeded) and step.before), "")


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
    steps = unpriced_steps(question)
    return key_from(
        steps, claims, _why_these(steps) or (TIED if len(claims) > 1 else _why_no_kx(steps) or why_these_units(question))
    )


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
    return key_from((*whose_steps(question), *steps), marked, _why_so_many_marked(steps))


def _why_so_many_marked(steps: Sequence[Reason]) -> str:
    """The reasons that decided about the assistant's modifier: of a code the last units, and full blocks where none is left."""
    for kinds in (NotYetRequired, (LastUnits, UntimedMarked, UntimedUnmarked), OwnBlocks):
        said = dict.fromkeys(in_brief(step) for step in steps if isinstance(step, kinds))
        if said:
            return " ".join(said)
    return NO_ASSISTANT


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
    step = f"The {question.day.year} threshold is ${threshold:,}, and ${threshold:,} − ${before:,} = ${left:,}."
    why = "KX is for a total above the threshold, so the year may come right up to it without KX."
    return Key(left, why, (step,), ("M-04", "M-05"))


def _number(question: Question, value: Any) -> str:
    return str(value)


CLAIM_ASKS = (
    Ask("claim-grid", "the claim's lines, filled in cell by cell, under Medicare", CLAIM_LINES, "claims", _grid, write_lines),
    Ask("claim-lines", "the claim's lines with units and modifiers, under Medicare", SINGLE, "claims", _lines, write_lines),
    Ask(
        "assistant-units",
        "how many units need the assistant's modifier",
        NUMBER,
        "claims",
        _assistant_units,
        _number,
        label="Units with the assistant's modifier",
        maximum=99,
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
