"""Codes that Medicare does not pay as they are: it does not cover the service, bundles it, or takes another code for it.

Facts E-12, E-13 and U-23 state each sentence; the reasons cite them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.rules.edits import TABLES
from macros.rules.limits import UnitLimit, over_limits
from macros.rules.reason import NothingRead, Reason
from macros.rules.vocabulary import Pays


@dataclass(frozen=True)
class NotCovered(NothingRead):
    """Medicare does not cover the service."""

    code: str

    says = "{code}: Medicare gave it non-covered status in 2020; what holds today was not read. Do not count on payment."
    cites = ("E-13",)


@dataclass(frozen=True)
class Bundled(NothingRead):
    """Medicare pays nothing of its own for the code."""

    code: str

    says = "{code}: Medicare is said to pay nothing of its own for it; no source of this guide says so."
    cites = ("E-12",)


@dataclass(frozen=True)
class OtherCode(Reason):
    """Medicare takes another code for the service."""

    code: str
    instead: str

    says = "{code}: Medicare does not take it; for Medicare the service is {instead}."
    cites = ("U-23",)


def not_paid_as_is(code: str, pays: Pays, instead: str | None) -> Reason:
    """Why Medicare does not pay the code as it is."""
    if pays == Pays.OTHER_CODE:
        return OtherCode(code, instead or "another code")
    return NotCovered(code) if pays == Pays.NOT_COVERED else Bundled(code)


def not_as_billed(
    units: Mapping[str, int], not_paid: Mapping[str, Reason], limits: Mapping[tuple[str, str], UnitLimit]
) -> list[Reason]:
    """What to know of a day's units: codes that Medicare does not pay as they are, codes above a limit in either table."""
    return [*(not_paid[code] for code in units if code in not_paid), *over_limits(units, limits, TABLES)]
