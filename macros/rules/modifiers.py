"""Which modifiers stand on a therapy line: the plan's discipline (GP, GO, GN), the assistant (CQ, CO), and KX.

Sources: change request 10176 on the therapy modifiers, the CMS Therapy Services page on CQ, CO and KX. Facts M-01, M-03
to M-07, M-16 and A-07 state each sentence; the steps cite them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from macros.rules.step import Step
from macros.rules.vocabulary import Discipline, SeparateReason

DISCIPLINES = tuple(Discipline)
PT, OT, SLP = DISCIPLINES

THERAPY_MODIFIER: Mapping[str, str] = {PT: "GP", OT: "GO", SLP: "GN"}
"""The modifier of the plan of care that a line was furnished under (M-01)."""

ASSISTANT_MODIFIER: Mapping[str, str] = {PT: "CQ", OT: "CO"}
"""The assistant's modifier stands beside the therapy modifier of the same discipline (A-07); SLP has none."""

SEPARATE_MODIFIER: Mapping[str, str] = {
    SeparateReason.ENCOUNTER: "XE",
    SeparateReason.STRUCTURE: "XS",
    SeparateReason.PRACTITIONER: "XP",
    SeparateReason.NO_OVERLAP: "XU",
    SeparateReason.MINUTES: "59",
}
"""Why two edited services were separate, and the modifier that says so (M-08, M-09, M-10)."""

MODIFIERS_CITED = ("A-07", "M-01", "M-03", "M-04", "M-05", "M-06", "M-08", "M-09", "M-10", "M-16")
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


@dataclass(frozen=True)
class Threshold:
    """Dollars of one calendar year, for PT and SLP together and for OT by itself, and the line of targeted review."""

    year: int
    pt_and_slp: Decimal
    ot: Decimal
    medical_review: Decimal

    def amount(self, discipline: str) -> Decimal:
        """The year's KX threshold for a discipline."""
        return self.ot if discipline == OT else self.pt_and_slp


@dataclass(frozen=True)
class KxAnswer:
    """Whether the visit's lines need KX; None where the amounts are not known, and then `why` says what is missing.

    `crosses` marks a visit that begins at or below the threshold and ends above it. `review` says that the running
    total is above the line of targeted review.
    """

    needed: bool | None
    steps: tuple[Step, ...]
    crosses: bool = False
    review: bool = False
    why: str | None = None


def kx_for(threshold: Threshold | None, discipline: str, year_to_date: Decimal | None, visit: Decimal | None) -> KxAnswer:
    """Whether a visit's lines need KX.

    `year_to_date` is what Medicare allowed for the patient this calendar year before the visit, in dollars, for the
    threshold's disciplines; `visit` is what the visit adds. A total equal to the threshold is not above it. Raises ValueError
    for an unknown discipline and for negative dollars.
    """
    if discipline not in DISCIPLINES:
        raise ValueError(f"there is no discipline {discipline!r}: use one of {', '.join(DISCIPLINES)}")
    if any(amount is not None and amount < 0 for amount in (year_to_date, visit)):
        raise ValueError("dollars cannot be negative")
    if threshold is None:
        return _not_known("the threshold of that year is not in the data")
    if year_to_date is None:
        return _not_known("the visit does not say what was allowed this year before it")
    limit = threshold.amount(discipline)
    whose = "OT" if discipline == OT else "PT and SLP together"
    total = year_to_date + (visit or 0)
    steps = [Step(f"The threshold of {threshold.year} for {whose} is {dollars(limit)}.", ("M-04", "M-05"))]
    if year_to_date <= limit and visit is None:
        known = _not_known("what this visit adds is not known")
        return KxAnswer(None, (*steps, *known.steps), why=known.why)
    sum_told = f"{dollars(year_to_date)} before the visit and {dollars(visit or Decimal(0))} for it make {dollars(total)}"
    needed, crosses = total > limit, year_to_date <= limit < total
    verdict = "above the threshold: KX, if the record shows the need" if needed else "not above it: no KX"
    steps.append(Step(f"{sum_told}: {verdict}.", ("M-03", "M-04")))
    review = total > threshold.medical_review
    if review:
        steps.append(Step(f"{dollars(total)} is above {dollars(threshold.medical_review)}: Medicare may review.", ("M-06",)))
    return KxAnswer(needed, tuple(steps), crosses, review)


def dollars(amount: Decimal) -> str:
    """$2,480 or $79.82: cents only where there are any."""
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


def _not_known(why: str) -> KxAnswer:
    return KxAnswer(None, (Step(f"KX is not decided: {why}.", ("M-04",)),), why=why)
