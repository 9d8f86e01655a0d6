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


def assistant_split(units: int, therapist: int, assistant: int, year: int) -> tuple[int, int] | None:
    """(units without, units with the modifier), or None where no source settles it.

    Minutes are laid out one by one, as tokens of whoever gave them; blocks of 15 are taken away while a whole one is
    left, and what remains is judged by the sentences of the rule, with exact fractions.
    """
    if year < 2020:
        return units, 0
    tokens = ["T"] * therapist + ["A"] * assistant
    without = with_modifier = 0
    while tokens.count("T") >= 15:
        for _ in range(15):
            tokens.remove("T")
        without += 1
    while tokens.count("A") >= 15:
        for _ in range(15):
            tokens.remove("A")
        with_modifier += 1
    open_units = units - without - with_modifier
    mine, theirs = tokens.count("T"), tokens.count("A")
    if open_units == 0:
        return without, with_modifier
    if open_units == 1:
        share = Fraction(theirs, mine + theirs) if tokens else Fraction(0)
        therapist_alone = year >= 2022 and mine in range(8, 15)
        marked = share > Fraction(1, 10) and not therapist_alone
        return (without, with_modifier + 1) if marked else (without + 1, with_modifier)
    fits = mine in range(9, 15) and theirs in range(9, 15) and mine + theirs in range(23, 29)
    return (without + 1, with_modifier + 1) if year >= 2022 and fits else None


def edit_state(rows: list[dict[str, object]], first: str, second: str, day: str, hospital: bool, as_of: str) -> str:
    """ "active", "inactive" or "unknown" for a pair that has runs, from the plain YAML and by comparing ISO dates as text."""
    states = set()
    for row in rows:
        if {row["column_1"], row["column_2"]} != {first, second}:
            continue
        indicator = row.get("hospital_indicator", row["indicator"]) if hospital else row["indicator"]
        begins, ends = str(row.get("from", "")), str(row.get("until", "9999-12-31"))
        if indicator == 9 or not begins <= day <= ends:
            states.add("inactive")
        else:
            states.add("active" if begins or day >= as_of else "unknown")
    return next(state for state in ("active", "unknown", "inactive") if state in states)
