"""Where the minutes of a visit go in a Medicare note: into the timed minutes, into the total alone, or into neither.

What decides is what was done in them, who did it, and who else claims them. Sources: the facts on minutes in docs/data/units.yml,
on one-on-one treatment in scope.yml, and the two totals of a treatment note in documentation.yml.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from macros.rules.reason import Reason


class Doing(StrEnum):
    """What goes on with the patient."""

    TREATING = "treating"
    RESTING = "resting"
    BEFORE = "before"
    AFTER = "after"


class By(StrEnum):
    """Who or what treats."""

    THERAPIST = "therapist"
    ASSISTANT = "assistant"
    AIDE = "aide"
    MACHINE = "machine"
    NOBODY = "nobody"


class Beside(StrEnum):
    """Who else has a part in the minutes."""

    NOBODY = "nobody"
    ONLOOKER = "onlooker"
    GROUP = "group"
    OTHER_DISCIPLINE = "other-discipline"


class Place(StrEnum):
    """Where minutes go. Timed minutes are part of the total treatment minutes."""

    TIMED = "timed"
    TOTAL = "total"
    NEITHER = "neither"


@dataclass(frozen=True)
class Stretch:
    """Some minutes of a visit. `beside` other-discipline says that the other discipline leads and bills them; `untimed` that
    the service in them has an untimed code."""

    doing: Doing = Doing.TREATING
    by: By = By.THERAPIST
    beside: Beside = Beside.NOBODY
    untimed: bool = False


class TreatmentTimeReason(Reason):
    """Why minutes go where they go."""


@dataclass(frozen=True)
class RestTime(TreatmentTimeReason):
    """The patient rests."""

    minutes: int

    says = "Rest is not treatment: the {minutes:minute counts/minutes count} toward neither total."
    cites = ("U-26",)


@dataclass(frozen=True)
class NotWithPatient(TreatmentTimeReason):
    """Work before or after the treatment."""

    minutes: int

    says = "Work before or after treatment does not count: the {minutes:minute stays/minutes stay} out of both totals."
    cites = ("U-25",)


@dataclass(frozen=True)
class AideTime(TreatmentTimeReason):
    """An aide works with the patient."""

    minutes: int

    says = "To Medicare an aide's work is not therapy: the {minutes:minute counts/minutes count} toward neither total."
    cites = ("U-29",)


@dataclass(frozen=True)
class NoContact(TreatmentTimeReason):
    """Nobody treats the patient."""

    minutes: int

    says = "Nobody treats the patient in direct contact: the {minutes:minute counts/minutes count} toward neither total."
    cites = ("S-04a", "U-25")


@dataclass(frozen=True)
class OtherBills(TreatmentTimeReason):
    """Another discipline leads the same minutes and bills them."""

    minutes: int

    says = "The other discipline bills the {minutes:minute}, and the same time cannot be billed twice."
    cites = ("K-922a",)


@dataclass(frozen=True)
class GroupTime(TreatmentTimeReason):
    """Treatment in a group."""

    minutes: int

    says = "Group treatment is untimed: the {minutes:minute counts/minutes count} toward total treatment time only."
    cites = ("U-22", "D-23b")


@dataclass(frozen=True)
class UntimedTime(TreatmentTimeReason):
    """A service with an untimed code, a machine's included."""

    minutes: int

    says = "The service is untimed: the {minutes:minute counts/minutes count} toward total treatment time only."
    cites = ("U-06", "D-23b")


@dataclass(frozen=True)
class TreatedOneOnOne(TreatmentTimeReason):
    """The patient is treated one-on-one by somebody whose minutes count."""

    minutes: int

    says = "One-on-one treatment: the {minutes:minute counts/minutes count} as timed minutes and toward total treatment time."
    cites = ("U-25", "S-04a")


def place_of(stretch: Stretch, minutes: int) -> tuple[Place, TreatmentTimeReason]:
    """Where the minutes go, and why."""
    if stretch.doing is Doing.RESTING:
        return Place.NEITHER, RestTime(minutes)
    if stretch.doing is not Doing.TREATING:
        return Place.NEITHER, NotWithPatient(minutes)
    if stretch.beside is Beside.OTHER_DISCIPLINE:
        return Place.NEITHER, OtherBills(minutes)
    if stretch.by is By.AIDE:
        return Place.NEITHER, AideTime(minutes)
    if stretch.by is By.NOBODY:
        return Place.NEITHER, NoContact(minutes)
    if stretch.beside is Beside.GROUP:
        return Place.TOTAL, GroupTime(minutes)
    if stretch.untimed or stretch.by is By.MACHINE:
        return Place.TOTAL, UntimedTime(minutes)
    return Place.TIMED, TreatedOneOnOne(minutes)
