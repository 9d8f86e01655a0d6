"""What a document of the record lacks, by whom it is required and since when; and where its numbers contradict each other.

What each document must contain is data (docs/data/documentation.yml); here it is compared with what a document does contain.
Sources: Medicare Benefit Policy Manual chapter 15 section 220.3 for the agreement of minutes and units (D-24c).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from macros.rules.reason import Reason
from macros.rules.refused import Refused
from macros.rules.units import cap_for, minutes_for
from macros.rules.vocabulary import Authority, Status

REQUIRED, RECOMMENDED = Status.REQUIRED, Status.RECOMMENDED


@dataclass(frozen=True)
class TimedOverTotal(Reason):
    """More timed minutes than minutes in all."""

    timed: int
    total: int

    says = "The timed total, {timed:minute}, is more than the {total:minute} of the whole treatment."
    cites = ("D-23a", "D-23b")


class UnitsContradicted(Reason):
    """The units billed do not follow from the minutes of the note."""


@dataclass(frozen=True)
class UnitsNotOfTotal(UnitsContradicted):
    """The units that the timed total makes, and those billed, which take `low` to `high` minutes."""

    timed: int
    units: int
    billed: int
    low: int
    high: int

    says = (
        "The timed total of {timed:minute} makes {units:timed unit}, not {billed}; "
        "{billed:timed unit takes/timed units take} {low} to {high} minutes."
    )
    cites = ("D-24c",)


@dataclass(frozen=True)
class DefaultAssumed(Reason):
    """An element that the document does not state, and what the manual assumes in its place."""

    element: str
    assumed: str

    says = "Not stated: {element}. Medicare's manual then assumes {assumed}; the regulation still asks for it."
    cites = ("D-14", "D-14a")


@dataclass(frozen=True)
class Element:
    """One element that somebody asks for in a document.

    `by` is "medicare", "good-practice" or a payer's name; `only_if` says, in words, when it applies at all; `if_unstated` what
    is assumed where the document does not state it.
    """

    id: str
    document: str
    concept: str
    name: str
    status: str
    by: str
    since: date | None = None
    until: date | None = None
    only_if: str | None = None
    if_unstated: str | None = None


@dataclass(frozen=True)
class Reading:
    """What a document lacks.

    `missing` are required elements; `missing_if` those required only if something is so; `advised` are recommended ones that it
    lacks; `assumed` are required ones that the manual fills in, so that the document is not void without them. An element of
    Medicare is in force on the service date; elements of other payers count only for that payer.
    """

    missing: tuple[Element, ...]
    missing_if: tuple[Element, ...]
    advised: tuple[Element, ...]
    assumed: tuple[Element, ...] = ()


def read_record(elements: Sequence[Element], document: str, held: Collection[str], on: date, payer: str | None = None) -> Reading:
    """Compare the concepts that a document holds with what is required or recommended on the day.

    Without a `payer` only Medicare's requirements and good practice are read; with one, that payer's in place of Medicare's.
    """
    asked = [
        element
        for element in elements
        if element.document == document
        and element.concept not in held
        and (element.since is None or element.since <= on)
        and (element.until is None or on <= element.until)
        and element.by in {payer or Authority.MEDICARE, Authority.GOOD_PRACTICE}
    ]
    required = [element for element in asked if element.status == REQUIRED]
    return Reading(
        tuple(element for element in required if element.only_if is None and element.if_unstated is None),
        tuple(element for element in required if element.only_if is not None),
        tuple(element for element in asked if element.status == RECOMMENDED),
        tuple(element for element in required if element.only_if is None and element.if_unstated is not None),
    )


def contradictions(timed: int | None, total: int | None, billed: Mapping[str, int]) -> tuple[Reason, ...]:
    """Where a treatment note's minutes contradict each other or the timed units billed to Medicare.

    `timed` and `total` are the note's two totals in minutes, None where it lacks one. `billed` holds the units of each timed
    code. Raises Refused for negative numbers.
    """
    if any(number is not None and number < 0 for number in (timed, total, *billed.values())):
        raise Refused("minutes and units cannot be negative", "write 0 or more")
    reasons: list[Reason] = []
    if timed is not None and total is not None and timed > total:
        reasons.append(TimedOverTotal(timed, total))
    units = sum(billed.values())
    if timed is not None and billed and units != cap_for(timed):
        reasons.append(UnitsNotOfTotal(timed, cap_for(timed), units, *minutes_for(units)))
    return tuple(reasons)
