"""Medically unlikely edits (MUE): how many units of a code one provider may bill for one patient and day.

Sources: the CMS tables of July 2024 and October 2026; Medicare contractors on the adjudication indicator. Facts M-11 to M-13
state each sentence; the reason cites them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from macros.rules.reason import Reason
from macros.rules.refused import Refused

MEANING = {
    1: "a limit for each claim line",
    2: "a limit for the day that cannot be overridden",
    3: "a limit for the day that can be appealed with records",
}
"""What the adjudication indicators say (M-12)."""


@dataclass(frozen=True)
class UnitLimit:
    """The most units of a code for one patient and day in one table of `as_of`, and the adjudication indicator (1, 2 or 3)."""

    code: str
    table: str
    units: int
    indicator: int
    as_of: date


@dataclass(frozen=True)
class OverLimit(Reason):
    """A code has more units on one day than its limit."""

    code: str
    units: int
    most: int
    table: str
    read: date
    indicator: int
    meaning: str

    says = (
        "{code}: {units:unit is/units are} above the limit of {most} a day (MUE) in the {table} table of {read:date} (indicator "
        "{indicator}: {meaning}). They are counted here all the same."
    )
    cites = ("M-11", "M-12", "M-13")


def over_limit(units: int, limit: UnitLimit) -> OverLimit | None:
    """What to know where so many units of the code are above its limit; None where they are not.

    A limit of 0 is that of a code which Medicare does not take: that says more, and no appeal changes it. Raises Refused for
    negative units.
    """
    if units < 0:
        raise Refused(f"units cannot be negative ({units})")
    if units <= limit.units or limit.units == 0:
        return None
    return OverLimit(limit.code, units, limit.units, limit.table, limit.as_of, limit.indicator, MEANING[limit.indicator])


def over_limits(units: Mapping[str, int], limits: Mapping[tuple[str, str], UnitLimit], tables: Iterable[str]) -> list[OverLimit]:
    """What to know of the codes of a day that are above their limits in these tables; `limits` are by table and code."""
    known = [(count, limits.get((table, code))) for code, count in units.items() for table in tables]
    return [over for count, limit in known if limit and (over := over_limit(count, limit))]
