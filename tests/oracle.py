"""The independent method: another way to every answer, sharing no code with macros/.

Units under Medicare are found by looking the day's total up in the published table, listing every way to hand so many
units to the codes, and keeping the ways that lie nearest to the minutes really given: those with the least sum of
(minutes - 15 × units)². Why that is the manual's "full blocks first, then the larger remainder": one more unit on a
code lowers its square by 30 × (minutes not yet billed) - 225, so the best claim always gives the next unit to the
code with the most minutes not yet billed. That is a code with a full block left as long as there is one, and then the
one with the largest remainder; equal remainders give equal sums, so every tie is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

TABLE = {
    (0, 7): 0,
    (8, 22): 1,
    (23, 37): 2,
    (38, 52): 3,
    (53, 67): 4,
    (68, 82): 5,
    (83, 97): 6,
    (98, 112): 7,
    (113, 127): 8,
}
"""The table of Medicare Claims Processing Manual chapter 5 section 20.2, typed from a contractor's copy of it."""

Claim = frozenset[tuple[str, int]]


def table_units(total: int) -> int:
    """The day's timed units by the table; past its end the same pattern goes on, 15 minutes a row."""
    low, high, units = 113, 127, 8
    for (first, last), count in TABLE.items():
        if first <= total <= last:
            return count
    while total > high:
        low, high, units = low + 15, high + 15, units + 1
    assert low <= total <= high
    return units


def medicare(minutes: Mapping[str, int]) -> set[Claim]:
    """Every acceptable claim of a day's timed codes."""
    codes = sorted(minutes)
    best: int | None = None
    found: set[Claim] = set()
    for ways in _allocations(table_units(sum(minutes.values())), [minutes[code] for code in codes]):
        distance = sum((minutes[code] - 15 * units) ** 2 for code, units in zip(codes, ways, strict=True))
        if best is None or distance < best:
            best, found = distance, set()
        if distance == best:
            found.add(frozenset((code, units) for code, units in zip(codes, ways, strict=True) if units))
    return found


def _allocations(units: int, minutes: list[int]) -> Iterator[tuple[int, ...]]:
    """Every way to hand out so many units, none to a code beyond the unit that its last minute lies in."""
    if not minutes:
        if units == 0:
            yield ()
        return
    most = 0
    while 15 * most < minutes[0]:
        most += 1
    for first in range(min(most, units) + 1):
        for rest in _allocations(units - first, minutes[1:]):
            yield (first, *rest)


def midpoint(minutes: Mapping[str, int], unit_minutes: int = 15) -> dict[str, int]:
    """Units of each code by itself: the k-th counts when the minutes lie beyond its middle."""
    units = {}
    for code, given in minutes.items():
        count = 0
        while given > count * unit_minutes + Fraction(unit_minutes, 2):
            count += 1
        units[code] = count
    return units


def capped_midpoint(minutes: Mapping[str, int]) -> set[Claim] | None:
    """The midpoint claim where the day's table allows so many units; None where no source says what gives way."""
    units = midpoint(minutes)
    if sum(units.values()) > table_units(sum(minutes.values())):
        return None
    return {frozenset((code, count) for code, count in units.items() if count)}
