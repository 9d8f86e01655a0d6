"""Which units were furnished in whole or in part by an assistant (CQ for a PTA, CO for an OTA).

Sources: Social Security Act 1834(v); the CMS Therapy Services page and its billing examples; Medicare Claims
Processing Manual (Pub. 100-04) chapter 5 section 20.1. Facts T-04 to T-06 and A-01 to A-06 state each sentence; the
steps cite them. Before 2020 no modifier was required; from 2020 the 10 percent test alone applies; from 2022 it has
two exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.rules.step import Step
from macros.rules.units import UNIT_MINUTES

REQUIRED_FROM = date(2020, 1, 1)
EXCEPTIONS_FROM = date(2022, 1, 1)

ASSISTANT_CITED = ("A-01", "A-02", "A-03", "A-04", "A-05", "T-04", "T-05", "T-06")
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


@dataclass(frozen=True)
class SplitUnits:
    """The units of one code, parted: `without` the assistant modifier, and `with_modifier`.

    Where the sources do not settle it both are None and `unsettled` says why.
    """

    without: int | None
    with_modifier: int | None
    steps: tuple[Step, ...]
    unsettled: str | None = None


def split_units(units: int, therapist: int, assistant: int, on: date) -> SplitUnits:
    """Part the billed units of one timed code.

    `units` are those that the minutes rule gave the code. `therapist` are the whole minutes that the therapist gave, alone or
    together with the assistant; `assistant` those that the assistant gave apart from the therapist. Raises ValueError
    for negative numbers and for units that these minutes cannot make.
    """
    _checked(units, therapist, assistant)
    if on < REQUIRED_FROM:
        return SplitUnits(units, 0, (Step("Before 2020 no assistant modifier was required.", ("T-04",)),))
    own, rest = divmod(therapist, UNIT_MINUTES)
    theirs, assistants_rest = divmod(assistant, UNIT_MINUTES)
    left = units - own - theirs
    steps = []
    if own or theirs:
        text = f"Full 15-minute blocks go to whoever gave them: {own} by the therapist, {theirs} by the assistant."
        steps.append(Step(text, ("A-01",)))
    if left == 0:
        return SplitUnits(own, theirs, tuple(steps))
    given = f"therapist {rest} minutes, assistant {assistants_rest}"
    if left == 1:
        step, modifier = _last_unit(rest, assistants_rest, given, exceptions=on >= EXCEPTIONS_FROM)
        return SplitUnits(own + (not modifier), theirs + modifier, (*steps, step))
    together = rest + assistants_rest
    if on >= EXCEPTIONS_FROM and 9 <= rest <= 14 and 9 <= assistants_rest <= 14 and 23 <= together <= 28:
        text = f"Two units left and {given}, {together} together: one with the modifier and one without."
        return SplitUnits(own + 1, theirs + 1, (*steps, Step(text, ("T-06",))))
    why = f"two units are left, with {given}, and no source says how to part them"
    return SplitUnits(None, None, (*steps, Step(f"Unsettled: {why}.", ("A-05",))), why)


def untimed_needs_modifier(therapist: int, assistant: int, on: date) -> bool:
    """Whether an untimed service needs the modifier: the 10 percent test looks at the whole service (A-04)."""
    _checked(0, therapist, assistant)
    return on >= REQUIRED_FROM and _more_than_a_tenth(therapist, assistant)


def _last_unit(rest: int, assistants: int, given: str, *, exceptions: bool) -> tuple[Step, bool]:
    if assistants == 0:
        return Step(f"One unit left: {given}. The assistant had no part in it: no modifier.", ("A-02",)), False
    if exceptions and rest >= 8:
        return Step(f"One unit left: {given}. The therapist gave 8 minutes or more of it: no modifier.", ("T-06",)), False
    modifier = _more_than_a_tenth(rest, assistants)
    share = f"{assistants} of {rest + assistants} minutes are {'more' if modifier else 'not more'} than 10 percent"
    return Step(f"One unit left: {given}; {share}: {'the' if modifier else 'no'} modifier.", ("T-05", "A-03")), modifier


def _more_than_a_tenth(therapist: int, assistant: int) -> bool:
    return 10 * assistant > therapist + assistant


def _checked(units: int, therapist: int, assistant: int) -> None:
    for name, minutes in (("therapist", therapist), ("assistant", assistant)):
        if isinstance(minutes, bool) or not isinstance(minutes, int) or minutes < 0:
            raise ValueError(f"the {name}'s minutes are {minutes!r}; give whole minutes, 0 or more")
    full = (therapist + assistant) // UNIT_MINUTES
    if units and not full <= units <= full + 1:
        raise ValueError(f"{therapist} + {assistant} minutes cannot make {units} units")
