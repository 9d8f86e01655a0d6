"""Minutes of a therapist and an assistant: which of their units need CQ, and what more than 10 percent means, computed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from macros.facts.library import Library
from macros.facts.source import Source
from macros.pages.data_table import data_table
from macros.rules.assistants import (
    EightMinutes,
    LastUnits,
    MoreThanTenth,
    NoPart,
    NotMoreThanTenth,
    NoWayToDivide,
    OneOfTwo,
    OwnBlocks,
    WaysDiffer,
    above_a_tenth,
    shared_units,
)
from macros.rules.modifiers import ASSISTANT_MODIFIER, THERAPY_MODIFIER
from macros.rules.refused import Refused
from macros.rules.units import MEDICARE, count_units
from macros.rules.vocabulary import Discipline
from macros.text.markdown_text import unbroken

DAY = date(2026, 3, 2)
"""The day of the examples: the rule has been the same since 2022."""

LAST_UNIT: Mapping[type[LastUnits], str] = {
    NoPart: "the therapist's alone",
    EightMinutes: "the therapist has 8 or more",
    MoreThanTenth: "the assistant has over 10 percent",
    NotMoreThanTenth: "the assistant has 10 percent or less",
    OneOfTwo: "two units: one each",
    WaysDiffer: "not settled",
    NoWayToDivide: "not settled",
}
"""What decides the units that full blocks leave, in a few words."""


def shared_minutes_table(library: Library, code: str, *splits: str) -> str:
    """A row for each split such as "20+25", therapist and assistant, of a visit with this one timed code under a PT plan."""
    return data_table(
        f"Visits of {code} alone, shared by a PT and a PTA",
        ("PT + PTA", "Units", "Full blocks of each", "Left over", "What decides the rest", "On the claim"),
        [_shared(library, code, split) for split in splits],
        sources=_sources(library, "T-05", "T-06", "A-01"),
    )


def _shared(library: Library, code: str, split: str) -> tuple[str, ...]:
    match = re.fullmatch(r"([0-9]+)\+([0-9]+)", split)
    if not match:
        raise Refused(f"`{split}` is no split of minutes", "write the therapist's and the assistant's, such as 20+25")
    therapist, assistant = int(match[1]), int(match[2])
    service = library.service(code, therapist + assistant, assistant, DAY)
    units = count_units([service], MEDICARE).acceptable[0].get(code, 0)
    therapy, marked = THERAPY_MODIFIER[Discipline.PT], ASSISTANT_MODIFIER[Discipline.PT]
    result = shared_units([service], units, DAY, marked)
    own = next((step for step in result.steps if isinstance(step, OwnBlocks)), OwnBlocks(code, 0, 0))
    last = next((step for step in result.steps if isinstance(step, LastUnits)), None)
    lines = [
        (result.without, therapy),
        (result.with_modifier, f"{therapy} {marked}"),
        (result.open, f"{therapy} ({marked} not settled)"),
    ]
    return (
        unbroken(f"{therapist} + {assistant} min"),
        str(units),
        f"{own.therapist} + {own.assistant}",
        f"{last.therapist} + {last.assistant}" if last else "–",
        LAST_UNIT[type(last)] if last else "nothing is left",
        "; ".join(unbroken(f"{count} × {modifiers}") for count, modifiers in lines if count),
    )


def tenth_table(library: Library, *minutes: int) -> str:
    """For a unit or an untimed service of so many minutes: from which minute of the assistant on it has more than 10 percent."""
    ways = list(above_a_tenth(1, 1))
    return data_table(
        "The assistant's minutes from which the modifier is due",
        ("Minutes of the unit or service", *(f"By {way}" for way in ways), "So"),
        [_tenth(all_minutes, ways) for all_minutes in minutes],
        sources=_sources(library, "T-05", "A-08"),
    )


def _tenth(minutes: int, ways: Sequence[str]) -> tuple[str, ...]:
    first = [next(own for own in range(1, minutes + 1) if above_a_tenth(own, minutes)[way]) for way in ways]
    low, high = min(first), max(first)
    sure = f"due from {high}"
    return (str(minutes), *map(str, first), sure if low == high else f"{low} is not settled; {sure}")


def _sources(library: Library, *facts: str) -> list[Source]:
    return [library.sources[name] for name in dict.fromkeys(name for fact in facts for name in library.facts[fact].sources)]
