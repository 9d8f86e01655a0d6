"""Which modifiers go on a therapy line: the plan's discipline (GP, GO, GN), the assistant (CQ, CO), and KX.

Sources: change request 10176 on the therapy modifiers, the CMS Therapy Services page on CQ, CO and KX. Facts M-01, M-03
to M-07, M-16 and A-07 state each sentence; the reasons cite them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from macros.rules.reason import Reason
from macros.rules.refused import Refused
from macros.rules.vocabulary import Discipline, SeparateReason

DISCIPLINES = tuple(Discipline)
PT, OT, SLP = DISCIPLINES

THERAPY_MODIFIER: Mapping[str, str] = {PT: "GP", OT: "GO", SLP: "GN"}
"""The modifier of the plan of care that a line was furnished under (M-01)."""

ASSISTANT_MODIFIER: Mapping[str, str] = {PT: "CQ", OT: "CO"}
"""The assistant's modifier goes beside the therapy modifier of the same discipline (A-07); SLP has none."""

THRESHOLDS = ((PT, SLP), (OT,))
"""The disciplines whose amounts each KX threshold counts (M-04)."""

_ASSISTANT_MARKS = frozenset(ASSISTANT_MODIFIER.values())


def has_assistant_modifier(modifiers: Iterable[str]) -> bool:
    """Whether these modifiers of one line say that an assistant furnished it (A-07)."""
    return not _ASSISTANT_MARKS.isdisjoint(modifiers)


SEPARATE_MODIFIER: Mapping[str, str] = {
    SeparateReason.ENCOUNTER: "XE",
    SeparateReason.STRUCTURE: "XS",
    SeparateReason.PRACTITIONER: "XP",
    SeparateReason.NO_OVERLAP: "XU",
    SeparateReason.MINUTES: "59",
}
"""Why two edited services were separate, and the modifier that says so (M-08, M-09, M-10)."""


class KxReason(Reason):
    """A reason on the way to KX."""


@dataclass(frozen=True)
class ThresholdOfYear(KxReason):
    """The threshold of a year for PT and SLP together."""

    year: int
    amount: Decimal

    says = "The {year} threshold for PT and SLP together is {amount:dollars}."
    cites = ("M-04", "M-05")


@dataclass(frozen=True)
class OtThresholdOfYear(KxReason):
    """The threshold of a year for OT."""

    year: int
    amount: Decimal

    says = "The {year} threshold for OT is {amount:dollars}."
    cites = ("M-04", "M-05")


@dataclass(frozen=True)
class KxNeeded(KxReason):
    """The visit brings the year above the threshold, or begins above it."""

    before: Decimal
    visit: Decimal
    total: Decimal

    says = (
        "{before:dollars} before the visit and {visit:dollars} for it make {total:dollars}, above the threshold: KX, if "
        "the record shows the need."
    )
    cites = ("M-03", "M-04")


@dataclass(frozen=True)
class AlreadyAbove(KxReason):
    """The year is above the threshold before a visit that has no price."""

    before: Decimal

    says = (
        "{before:dollars} before the visit is above the threshold already: KX, if the record shows the need. What the visit adds "
        "is not known."
    )
    cites = ("M-03", "M-04")


@dataclass(frozen=True)
class KxNotNeeded(KxReason):
    """The year is at or below the threshold after the visit."""

    before: Decimal
    visit: Decimal
    total: Decimal

    says = "{before:dollars} before the visit and {visit:dollars} for it make {total:dollars}, not above the threshold: no KX."
    cites = ("M-03", "M-04")


@dataclass(frozen=True)
class MayReview(KxReason):
    """The year is above the threshold for targeted review."""

    total: Decimal
    line: Decimal

    says = "{total:dollars} is above {line:dollars}, the threshold of targeted medical review: Medicare may review."
    cites = ("M-06",)


@dataclass(frozen=True)
class NoThreshold(KxReason):
    """Open: there is no threshold for the year."""

    says = "KX is not decided: the threshold of that year is not in the data."
    cites = ("M-04",)


@dataclass(frozen=True)
class YearNotTold(KxReason):
    """Open: the visit does not say what the year was allowed before it."""

    says = "KX is not decided: the visit does not say what was allowed this year before it."
    cites = ("M-04",)


@dataclass(frozen=True)
class VisitNotPriced(KxReason):
    """Open: the visit has no price, and the year before it is not above the threshold."""

    says = "KX is not decided: what this visit adds is not known."
    cites = ("M-04",)


@dataclass(frozen=True)
class Threshold:
    """Dollars of one calendar year, for PT and SLP together and for OT by itself, and the threshold for targeted review."""

    year: int
    pt_and_slp: Decimal
    ot: Decimal
    medical_review: Decimal

    def amount(self, discipline: str) -> Decimal:
        """The year's KX threshold for a discipline."""
        return self.ot if discipline == OT else self.pt_and_slp


@dataclass(frozen=True)
class KxAnswer:
    """Whether the visit's lines need KX; None where the amounts are not known, and then `unsettled` says what is missing.

    `crosses` marks a visit that begins at or below the threshold and ends above it. `review` says that the running
    total is above the threshold for targeted review.
    """

    needed: bool | None
    steps: tuple[Reason, ...]
    crosses: bool = False
    review: bool = False
    unsettled: Reason | None = None


def kx_for(threshold: Threshold | None, discipline: str, year_to_date: Decimal | None, visit: Decimal | None) -> KxAnswer:
    """Whether a visit's lines need KX.

    `year_to_date` is what Medicare allowed for the patient this calendar year before the visit, in dollars, for the
    threshold's disciplines; `visit` is what the visit adds. A total equal to the threshold is not above it. Raises Refused
    for an unknown discipline and for negative dollars.
    """
    if discipline not in DISCIPLINES:
        raise Refused(f"there is no discipline {discipline!r}", f"use one of {', '.join(DISCIPLINES)}")
    if any(amount is not None and amount < 0 for amount in (year_to_date, visit)):
        raise Refused("dollars cannot be negative")
    if threshold is None:
        return _open(NoThreshold())
    if year_to_date is None:
        return _open(YearNotTold())
    limit = threshold.amount(discipline)
    of_year = (OtThresholdOfYear if discipline == OT else ThresholdOfYear)(threshold.year, limit)
    if year_to_date <= limit and visit is None:
        return _open(VisitNotPriced(), of_year)
    total = year_to_date + (visit or Decimal(0))
    needed, crosses = total > limit, year_to_date <= limit < total
    steps: tuple[Reason, ...] = (
        of_year,
        AlreadyAbove(year_to_date) if visit is None else (KxNeeded if needed else KxNotNeeded)(year_to_date, visit, total),
    )
    review = total > threshold.medical_review
    if review:
        steps = (*steps, MayReview(total, threshold.medical_review))
    return KxAnswer(needed, steps, crosses, review)


def _open(unsettled: Reason, *before: Reason) -> KxAnswer:
    return KxAnswer(None, (*before, unsettled), unsettled=unsettled)
