"""Asks about a claim that somebody has written: what, if anything, has to change before it goes out."""

from __future__ import annotations

from collections.abc import Sequence

from macros.rules.assistants import LastUnits, OwnBlocks, UntimedMarked, UntimedUnmarked
from macros.rules.claim_reasons import Beside, PlanModifier, ShownSeparate
from macros.rules.edits import NoEdit
from macros.rules.modifiers import AlreadyAbove, KxNeeded, KxNotNeeded
from macros.rules.reason import Reason
from macros.rules.units import DayUnits, OneTimedCode, TimedTotal
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.asks.claims import lines_of, settled_claim, unpriced_steps
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question
from macros.scenarios.written import changes, written_lines
from macros.text.wording import counted

Changes = tuple[tuple[str, str, str], ...]


def _fix(question: Question) -> Key:
    right = lines_of(settled_claim(question))
    found = changes(written_lines(question), right)
    steps = unpriced_steps(question)
    return key_from(steps, found, _why(steps, found))


_DECIDES: dict[str, tuple[type[Reason], ...]] = {
    "units": (OneTimedCode, TimedTotal, DayUnits),
    "marked": (LastUnits, UntimedMarked, UntimedUnmarked, OwnBlocks),
    "mark": (Beside,),
    "therapy": (PlanModifier,),
    "kx": (KxNeeded, AlreadyAbove, KxNotNeeded),
    "separate": (ShownSeparate, NoEdit),
}
"""The reasons that decide each kind of change."""


NO_EDIT_SAID = "No edit in force joins these codes, so that modifier is not needed."


def _why(steps: Sequence[Reason], found: Changes) -> str:
    """The reasons that decide what is changed; of a claim that stands, those of the modifiers that it was most likely to lack."""
    kinds = [kind for _, kind, _ in found] or ["marked", "separate", "kx", "therapy"]
    said = [next((step.text for of in _DECIDES[kind] for step in steps if isinstance(step, of)), "") for kind in kinds]
    said = list(dict.fromkeys(text for text in said if text))
    return " ".join(said if found else said[:1]) or NO_EDIT_SAID


def write_changes(question: Question, found: Changes) -> str:
    """`Bill 2 units of 97112, with CQ on 1 of them`"""
    said = [_written(code, kind, to) for code, kind, to in found]
    text = ", and ".join(said) or "send it as it stands"
    return text[0].upper() + text[1:]


def _written(code: str, kind: str, to: str) -> str:
    match kind:
        case "units":
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
    Ask("claim-fix", "what has to change in a written claim", SINGLE, "claims", _fix, write_changes, judgment=True),
)
