"""Which units were furnished in whole or in part by an assistant (CQ for a PTA, CO for an OTA).

Sources: Social Security Act 1834(v); the CMS Therapy Services page and its billing examples; Medicare Claims
Processing Manual (Pub. 100-04) chapter 5 section 20.1. Facts T-04 to T-06 and A-01 to A-06 state each sentence; the
reasons cite them. Before 2020 no modifier was required; from 2020 the 10 percent test alone applies; from 2022 it has
two exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from macros.rules.reason import NothingRead, Reason
from macros.rules.refused import Refused
from macros.rules.units import UNIT_MINUTES
from macros.rules.visit import Service

REQUIRED_FROM = date(2020, 1, 1)
EXCEPTIONS_FROM = date(2022, 1, 1)

MODIFIER_ABOVE_PERCENT = 10
"""The assistant's largest share of a unit, or of an untimed service, that needs no modifier (T-05)."""

THERAPIST_MINUTES_OF_THE_LAST_UNIT = 8
"""With so many minutes of the therapist the last unit has no modifier (T-06)."""

EACH_IN_THE_EXCEPTION = (9, 14)
TOGETHER_IN_THE_EXCEPTION = (23, 28)
"""Minutes left over from each of the two, and together, where two units are left (T-06)."""


class AssistantReason(Reason):
    """A reason on the way to the assistant's modifier on the lines of one code."""


@dataclass(frozen=True)
class NotYetRequired(AssistantReason):
    """The service date is before the modifier was required."""

    code: str

    says = "{code}: before 2020 Medicare required no assistant modifier."
    cites = ("T-04",)


@dataclass(frozen=True)
class OwnBlocks(AssistantReason):
    """The full blocks of each person, which that person is billed for."""

    code: str
    therapist: int
    assistant: int

    says = (
        "{code}: each full 15-minute block belongs to the person who provided it: {therapist} to the therapist, "
        "{assistant} to the assistant."
    )
    cites = ("A-01",)


@dataclass(frozen=True)
class LastUnits(AssistantReason):
    """What is left of a code after the full blocks of each person, by the minutes that each has left over.

    `marked` is how many of the units left need the modifier; None where no source says.
    """

    code: str
    therapist: int
    assistant: int
    together: int

    marked: ClassVar[int | None] = 0


class NoPart(LastUnits):
    """The assistant has no minutes in the last unit."""

    says = (
        "{code}: person by person, one unit is left, with {therapist:minute} from the therapist and none from the "
        "assistant alone: no modifier."
    )
    cites = ("A-02",)


class EightMinutes(LastUnits):
    """The therapist provided 8 minutes or more of the last unit."""

    says = (
        "{code}: person by person, one unit is left, with {therapist:minute} from the therapist and "
        "{assistant} from the assistant. The "
        "therapist provided 8 minutes or more: no modifier."
    )
    cites = ("T-06",)


class MoreThanTenth(LastUnits):
    """The assistant's share of the last unit calls for the modifier."""

    says = (
        "{code}: person by person, one unit is left, and the assistant provided {assistant} of its "
        "{together:minute}, more than 10 percent: "
        "the modifier is required."
    )
    cites = ("T-05", "A-03")
    marked = 1


class NotMoreThanTenth(LastUnits):
    """The assistant's share of the last unit is too small for the modifier."""

    says = (
        "{code}: person by person, one unit is left, and the assistant provided {assistant} of its "
        "{together:minute}, not more than 10 "
        "percent: no modifier."
    )
    cites = ("T-05", "A-03")


class OneOfTwo(LastUnits):
    """The exception for two units left."""

    says = (
        "{code}: person by person, two units are left, with {therapist:minute} from the therapist and "
        "{assistant} from the assistant, "
        "{together} together: one unit with the modifier and one without."
    )
    cites = ("T-06",)
    marked = 1


class WaysDiffer(LastUnits, NothingRead):
    """Unsettled: the ways to work out the 10 percent of the last unit, or of an untimed service, do not agree."""

    says = (
        "{code}: the assistant provided {assistant} of {together:minute}. CMS is said to have two ways to work out the 10 "
        "percent; they can differ here, and neither text was read."
    )
    cites = ("A-08",)
    marked = None


class NoWayToDivide(LastUnits, NothingRead):
    """Unsettled: two units are left, and the exception does not cover them."""

    says = (
        "{code}: person by person, two units are left, with {therapist:minute} from the therapist and "
        "{assistant} from the assistant, and "
        "no source says how to divide them."
    )
    cites = ("A-05",)
    marked = None


@dataclass(frozen=True)
class UntimedMarked(AssistantReason):
    """An untimed service with the assistant's modifier."""

    code: str
    assistant: int
    minutes: int
    modifier: str

    says = "{code} is untimed, and the assistant provided {assistant} of its {minutes:minute}, more than 10 percent: {modifier}."
    cites = ("A-04",)


@dataclass(frozen=True)
class UntimedUnmarked(AssistantReason):
    """An untimed service in which the assistant's share is too small for the modifier."""

    code: str
    assistant: int
    minutes: int

    says = (
        "{code} is untimed, and the assistant provided {assistant} of its {minutes:minute}, not more than 10 percent: no "
        "assistant modifier."
    )
    cites = ("A-04",)


@dataclass(frozen=True)
class SplitUnits:
    """The units of one code, parted: `without` the assistant modifier, and `with_modifier`.

    `open` are the units of which no source settles how many need the modifier; `unsettled` then says why.
    """

    without: int
    with_modifier: int
    steps: tuple[Reason, ...]
    open: int = 0
    unsettled: Reason | None = None


def shared_units(services: Sequence[Service], units: int, on: date, modifier: str) -> SplitUnits:
    """Part the billed units of one code, timed or not, by the minutes of the day's `services` of that code."""
    code, timed = services[0].code, services[0].timed
    minutes = sum(service.minutes for service in services)
    assistant = sum(service.assistant for service in services)
    if not assistant:
        return SplitUnits(units, 0, ())
    if timed:
        return split_units(code, units, minutes - assistant, assistant, on)
    if on < REQUIRED_FROM:
        return SplitUnits(units, 0, (NotYetRequired(code),))
    needed = untimed_needs_modifier(minutes - assistant, assistant, on)
    if needed is None:
        differ = WaysDiffer(code, minutes - assistant, assistant, minutes)
        return SplitUnits(0, 0, (differ,), units, differ)
    if needed:
        return SplitUnits(0, units, (UntimedMarked(code, assistant, minutes, modifier),))
    return SplitUnits(units, 0, (UntimedUnmarked(code, assistant, minutes),))


@dataclass(frozen=True)
class TreatedTogether(Reason):
    """Minutes in which both treat the patient."""

    minutes: int

    says = "The {minutes:minute} in which both treat the patient together count as the therapist's."
    cites = ("T-05",)


@dataclass(frozen=True)
class AssistantAlone(Reason):
    """Minutes in which the therapist supervises, and does not treat."""

    minutes: int

    says = "The {minutes:minute} in which the assistant treats alone count as the assistant's, whoever supervises."
    cites = ("T-05",)


@dataclass(frozen=True)
class NobodysMinutes(Reason):
    """Minutes in which neither of the two treats the patient."""

    minutes: int

    says = "The {minutes:minute} in which neither of them treats the patient are left out before units are counted."
    cites = ("U-25",)


def whose_minutes(together: int, alone: int, nobodys: int) -> tuple[Reason, ...]:
    """Whose the minutes are of which a record tells what happened in them, as far as there are any."""
    said = ((TreatedTogether, together), (AssistantAlone, alone), (NobodysMinutes, nobodys))
    return tuple(kind(minutes) for kind, minutes in said if minutes)


def split_units(code: str, units: int, therapist: int, assistant: int, on: date) -> SplitUnits:
    """Part the billed units of one timed code.

    `units` are those that the minutes rule gave the code. `therapist` are the whole minutes that the therapist gave, alone or
    together with the assistant; `assistant` those that the assistant gave apart from the therapist. Raises Refused
    for negative numbers and for units that these minutes cannot make.
    """
    _checked(units, therapist, assistant)
    if on < REQUIRED_FROM:
        return SplitUnits(units, 0, (NotYetRequired(code),))
    own, rest = divmod(therapist, UNIT_MINUTES)
    theirs, assistants_rest = divmod(assistant, UNIT_MINUTES)
    left = units - own - theirs
    steps: tuple[Reason, ...] = (OwnBlocks(code, own, theirs),) if own or theirs else ()
    if left == 0:
        return SplitUnits(own, theirs, steps)
    kind = last_units(left, rest, assistants_rest, on)
    reason = kind(code, rest, assistants_rest, rest + assistants_rest)
    if kind.marked is None:
        return SplitUnits(own, theirs, (*steps, reason), left, reason)
    return SplitUnits(own + left - kind.marked, theirs + kind.marked, (*steps, reason))


def last_units(left: int, therapist: int, assistant: int, on: date) -> type[LastUnits]:
    """What is said of the one or two units that the full blocks leave, by the minutes that each person has left over."""
    exceptions = on >= EXCEPTIONS_FROM
    if left == 1:
        if assistant == 0:
            return NoPart
        if exceptions and therapist >= THERAPIST_MINUTES_OF_THE_LAST_UNIT:
            return EightMinutes
        more = _more_than_a_tenth(assistant, therapist + assistant)
        return WaysDiffer if more is None else MoreThanTenth if more else NotMoreThanTenth
    low, high = EACH_IN_THE_EXCEPTION
    least, most = TOGETHER_IN_THE_EXCEPTION
    fits = low <= therapist <= high and low <= assistant <= high and least <= therapist + assistant <= most
    return OneOfTwo if exceptions and fits else NoWayToDivide


def untimed_needs_modifier(therapist: int, assistant: int, on: date) -> bool | None:
    """Whether an untimed service needs the modifier: the 10 percent test looks at the whole service (A-04). None if unsettled."""
    _checked(0, therapist, assistant)
    return _more_than_a_tenth(assistant, therapist + assistant) if on >= REQUIRED_FROM and assistant else False


def above_a_tenth(assistant: int, minutes: int) -> Mapping[str, bool]:
    """Whether the assistant's share is above 10 percent, by each way to work that out (A-08).

    The share is taken exactly, or rounded to a whole percent; or the minutes' tenth is rounded to a whole minute, and the
    assistant has at least one more.
    """
    most = MODIFIER_ABOVE_PERCENT
    return {
        "the exact share": 100 * assistant > most * minutes,
        "whole percent": (200 * assistant + minutes) // (2 * minutes) > most,
        "whole minutes": assistant > (2 * most * minutes + 100) // 200,
    }


def _more_than_a_tenth(assistant: int, minutes: int) -> bool | None:
    """Whether the assistant's share is above 10 percent, by every way to work that out; None where they differ."""
    ways = set(above_a_tenth(assistant, minutes).values())
    return ways.pop() if len(ways) == 1 else None


def _checked(units: int, therapist: int, assistant: int) -> None:
    for name, minutes in (("therapist", therapist), ("assistant", assistant)):
        if isinstance(minutes, bool) or not isinstance(minutes, int) or minutes < 0:
            raise Refused(f"the {name}'s minutes are {minutes!r}", "write whole minutes, 0 or more")
    full = (therapist + assistant) // UNIT_MINUTES
    if units and not full <= units <= full + 1:
        raise Refused(f"{therapist} + {assistant} minutes cannot make {units} units")
