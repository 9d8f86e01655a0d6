"""Asks about a claim that somebody has written: what, if anything, has to change before it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros.rules.assistants import LastUnits, OwnBlocks, UntimedMarked, UntimedUnmarked
from macros.rules.claim_reasons import Beside, PlanModifier, ShownSeparate
from macros.rules.edits import NoEdit, NoRunInForce
from macros.rules.modifiers import AlreadyAbove, KxNeeded, KxNotNeeded
from macros.rules.reason import Reason
from macros.rules.units import DayUnits, TooFewMinutes
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.asks.claims import in_brief, lines_of, settled_claim, unpriced_steps, whose_steps, write_lines
from macros.scenarios.item import CLAIM_LINES
from macros.scenarios.question import Question
from macros.scenarios.written import changes, written_lines
from macros.text.wording import counted, listed

Changes = tuple[tuple[str, str, str], ...]


_DECIDES: dict[str, tuple[type[Reason], ...]] = {
    "units": (DayUnits, TooFewMinutes),
    "marked": (LastUnits, UntimedMarked, UntimedUnmarked, OwnBlocks),
    "mark": (Beside,),
    "therapy": (PlanModifier,),
    "kx": (KxNeeded, AlreadyAbove, KxNotNeeded),
    "separate": (ShownSeparate, NoEdit, NoRunInForce),
}
"""The reasons that decide each kind of change."""


def _corrected(question: Question) -> Key:
    right = lines_of(settled_claim(question))
    written = written_lines(question)
    change = write_changes(question, changes(written, right))
    steps = unpriced_steps(question)
    key = key_from((*whose_steps(question), *steps), (right,), _why(steps, changes(written, right)))
    return replace(key, explanation=(*key.explanation, f"The claim read {write_lines(question, written)}. {change}."))


NO_EDIT_SAID = "No edit in force joins these codes, so that modifier is not needed."


def _why(steps: Sequence[Reason], found: Changes) -> str:
    """The reasons that decide what is changed; of a claim that stands, those of the modifiers that it was most likely to lack."""
    kinds = [kind for _, kind, _ in found] or ["marked", "separate", "kx", "therapy"]
    said = [next((_said(step) for of in _DECIDES[kind] for step in steps if isinstance(step, of)), "") for kind in kinds]
    said = list(dict.fromkeys(text for text in said if text))
    return " ".join(said if found else said[:1]) or NO_EDIT_SAID


def _said(reason: Reason) -> str:
    """Why a reason decides; of the day's units, how many minutes of whomever allow them."""
    if isinstance(reason, DayUnits):
        return f"Everyone's minutes together are {reason.total}, and they allow {counted(reason.units, 'timed unit')}."
    return in_brief(reason)


def write_changes(question: Question, found: Changes) -> str:
    """`Bill 2 units of 97112, with CQ on 1 of them`"""
    left_out = {code for code, kind, to in found if (kind, to) == ("units", "0")}
    said = [_written(code, kind, to) for code, kind, to in found if code not in left_out or kind == "units"]
    text = listed(said) or "send it as it stands"
    return text[0].upper() + text[1:]


def _written(code: str, kind: str, to: str) -> str:
    match kind:
        case "units":
            if to == "0":
                return f"leave {code} off the claim"
            return f"bill {counted(int(to), 'unit')} of {code}"
        case "marked":
            marked, _, units = to.partition(" of ")
            if marked == "0":
                return f"take the assistant's modifier off {code}"
            if marked == units:
                every = {"1": "the unit", "2": "both units"}.get(units, f"all {units} units")
                return f"put the assistant's modifier on {every} of {code}"
            return f"put the assistant's modifier on {marked} of the {units} units of {code}"
        case "separate":
            return f"add {to} to {code}" if to else f"take the modifier for separate services off {code}"
        case "kx":
            return "add KX" if to else "take KX off"
        case "therapy":
            return f"use {to} on every line" if to else "leave the therapy modifier out"
        case _:
            return f"use {to} for the assistant"


CLAIM_CHECK_ASKS = (
    Ask(
        "claim-corrected",
        "a written claim as it should go out, filled in cell by cell",
        CLAIM_LINES,
        "claims",
        _corrected,
        write_lines,
        judgment=True,
    ),
)
