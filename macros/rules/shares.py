"""Who pays what of an allowed amount: the deductible, the patient's 20 percent, CQ and CO, and sequestration.

Sources: 42 USC 1395m(k) and (v), and two contractors on sequestration. Facts P-34, P-35, P-42, T-04a and P-08 state each
sentence; the reasons cite them. Dollars are rounded to cents for each part.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from macros.rules.payment import ASSISTANT_SHARE, CENT, MEDICARE_SHARE
from macros.rules.reason import Reason
from macros.rules.refused import Refused

SEQUESTRATION = Decimal("0.02")
"""What sequestration takes off what Medicare pays (P-42)."""


class ShareReason(Reason):
    """A reason on the way from what is allowed to who pays it."""


@dataclass(frozen=True)
class DeductibleFirst(ShareReason):
    """What is open of the deductible is the patient's."""

    applied: Decimal
    rest: Decimal

    says = "{applied:dollars} of it goes to the deductible and is the patient's to pay; {rest:dollars} is left to share."
    cites = ("P-34", "P-35")


@dataclass(frozen=True)
class SharedInFive(ShareReason):
    """Medicare's 80 percent and the patient's 20."""

    rest: Decimal
    medicare: Decimal
    patient: Decimal

    says = "Of {rest:dollars} Medicare pays 80 percent, {medicare:dollars}, and the patient 20 percent, {patient:dollars}."
    cites = ("P-34",)


@dataclass(frozen=True)
class CutForAssistant(ShareReason):
    """Medicare pays 85 percent of its own share."""

    before: Decimal
    after: Decimal

    says = (
        "With CQ or CO, Medicare pays 85 percent of its {before:dollars} share, {after:dollars}; the patient's share stays the "
        "same. This is our reading of the statute."
    )
    cites = ("T-04a", "P-08")


@dataclass(frozen=True)
class Sequestered(ShareReason):
    """Sequestration comes last, off what Medicare pays."""

    before: Decimal
    after: Decimal

    says = (
        "Sequestration takes 2 percent off Medicare's {before:dollars}, which leaves {after:dollars}; the patient's share stays "
        "the same."
    )
    cites = ("P-42",)


@dataclass(frozen=True)
class Shares:
    """What Medicare and the patient pay, and why."""

    medicare: Decimal
    patient: Decimal
    steps: tuple[Reason, ...]

    @property
    def clinic(self) -> Decimal:
        """What the clinic gets in all."""
        return self.medicare + self.patient


def shares(allowed: Decimal, deductible: Decimal, *, assistant: bool = False, sequestration: bool = False) -> Shares:
    """Who pays an allowed amount of one line; `deductible` is what is open of it before. Raises Refused for negative dollars."""
    if allowed < 0 or deductible < 0:
        raise Refused("dollars cannot be negative")
    applied = min(allowed, deductible)
    rest = allowed - applied
    steps: list[Reason] = [DeductibleFirst(applied, rest)] if applied else []
    medicare, coinsurance = _cents(rest * MEDICARE_SHARE), _cents(rest * (1 - MEDICARE_SHARE))
    steps.append(SharedInFive(rest, medicare, coinsurance))
    if assistant:
        before, medicare = medicare, _cents(rest * MEDICARE_SHARE * ASSISTANT_SHARE)
        steps.append(CutForAssistant(before, medicare))
    if sequestration:
        before, medicare = medicare, _cents(medicare * (1 - SEQUESTRATION))
        steps.append(Sequestered(before, medicare))
    return Shares(medicare, applied + coinsurance, tuple(steps))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
