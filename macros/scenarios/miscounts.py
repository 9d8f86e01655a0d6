"""Wrong methods of counting units, as arithmetic on the minutes of each timed code, and how a colleague puts each.

A misconception answers with the method's units; a question may also show somebody's working and claim, and ask what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from macros.facts.fact import Record, Slug, Text
from macros.rules.units import MEDICARE, UNIT_MINUTES, cap_for, count_units, midpoint_units
from macros.rules.visit import Service

Timed = Mapping[str, int]
"""The minutes of each timed code, or the units."""

Miscount = Callable[[Timed], Timed | None]
"""The units by a wrong method; None where it does not apply."""

SHORT = 8
"""Fewer minutes than these make no unit by themselves."""


def medicare(timed: Timed) -> Timed | None:
    """The right units under Medicare; None where the clinician may choose."""
    acceptable = count_units([Service(code, minutes) for code, minutes in timed.items()], MEDICARE).acceptable if timed else ()
    return acceptable[0] if len(acceptable) == 1 else None


def midpoint(timed: Timed) -> Timed:
    """Each code by itself."""
    return {code: midpoint_units(minutes) for code, minutes in timed.items()}


def drop_remainders(timed: Timed) -> Timed:
    """Full 15-minute blocks alone."""
    return {code: minutes // UNIT_MINUTES for code, minutes in timed.items()}


def round_each_up(timed: Timed) -> Timed:
    """A unit for whatever was begun."""
    return {code: -(-minutes // UNIT_MINUTES) for code, minutes in timed.items()}


def unit_each_eight(timed: Timed) -> Timed:
    """A unit for every 8 minutes."""
    return {code: minutes // SHORT for code, minutes in timed.items()}


def boundary_off_by_one(timed: Timed) -> Timed | None:
    """More than 8, 23, 38 … of the only code."""
    return {code: (minutes + 6) // UNIT_MINUTES for code, minutes in timed.items()} if len(timed) == 1 else None


def by_fifteen(timed: Timed) -> Timed:
    """The day's total divided by 15, the rest dropped; then the full blocks, and the most minutes left over."""
    return _by_blocks(timed, sum(timed.values()) // UNIT_MINUTES)


def all_on_one_code(timed: Timed) -> Timed | None:
    """The day's units on the code with the most minutes."""
    most = longest(timed)
    return {most: cap_for(sum(timed.values()))} if most and len(timed) > 1 else None


def most_minutes_wins(timed: Timed) -> Timed | None:
    """The units that are left go to the codes with the most minutes in all."""
    return _left_to(timed, sorted(timed, key=lambda code: (-timed[code], code)))


def smallest_rest_wins(timed: Timed) -> Timed | None:
    """The units that are left go to the codes with the fewest minutes left over."""
    return _left_to(timed, sorted(timed, key=lambda code: (timed[code] % UNIT_MINUTES, code)))


def short_left_out(timed: Timed) -> Timed | None:
    """Services under 8 minutes are left out before anything is added up."""
    kept = {code: minutes for code, minutes in timed.items() if minutes >= SHORT}
    if len(kept) == len(timed):
        return None
    return medicare(kept) if kept else {}


def one_for_every_service(timed: Timed) -> Timed:
    """A unit for each service, however short, and more for further full blocks."""
    return {code: max(1, minutes // UNIT_MINUTES) for code, minutes in timed.items()}


def day_rounded_up(timed: Timed) -> Timed:
    """The day's total rounded up to full quarter hours; then full blocks, and the most minutes left over."""
    return _by_blocks(timed, -(-sum(timed.values()) // UNIT_MINUTES))


def all_of_a_day(timed: Timed, units: int) -> Timed | None:
    """So many units of a day, all on the code with the most minutes."""
    most = longest(timed)
    return {most: units} if most and len(timed) > 1 else None


def to_the_most_minutes(timed: Timed, units: int) -> Timed | None:
    """So many units of a day: the full blocks of each code, and the others to the codes with the most minutes in all."""
    return _some_left(timed, units, sorted(timed, key=lambda code: (-timed[code], code)))


def to_the_smallest_rest(timed: Timed, units: int) -> Timed | None:
    """So many units of a day: the full blocks of each code, and the others to the codes with the fewest minutes left over."""
    return _some_left(timed, units, sorted(timed, key=lambda code: (timed[code] % UNIT_MINUTES, code)))


def longest(timed: Timed) -> str | None:
    """The code with the most minutes; None where two have as many."""
    ranked = sorted(timed.values())
    return max(timed, key=lambda code: timed[code]) if len(ranked) < 2 or ranked[-1] > ranked[-2] else None


def _by_blocks(timed: Timed, units_of_day: int) -> Timed:
    """So many units of a day: the full blocks of each code, and the others to the codes with the most minutes left over."""
    units = drop_remainders(timed)
    ranked = sorted(timed, key=lambda code: (-(timed[code] % UNIT_MINUTES), code))
    return _given(units, units_of_day - sum(units.values()), ranked)


def _left_to(timed: Timed, ranked: list[str]) -> Timed | None:
    return _some_left(timed, cap_for(sum(timed.values())), ranked)


def _some_left(timed: Timed, units_of_day: int, ranked: list[str]) -> Timed | None:
    units = drop_remainders(timed)
    extra = units_of_day - sum(units.values())
    return _given(units, extra, ranked) if len(timed) > 1 and 0 < extra < len(timed) else None


def _given(units: Timed, extra: int, ranked: list[str]) -> Timed:
    return {code: count + (code in ranked[:extra]) for code, count in units.items()}


MISCOUNTS: Mapping[str, Miscount] = {
    "midpoint": midpoint,
    "drop-remainders": drop_remainders,
    "round-each-up": round_each_up,
    "unit-each-eight": unit_each_eight,
    "boundary-off-by-one": boundary_off_by_one,
    "full-fifteen": by_fifteen,
    "all-on-one-code": all_on_one_code,
    "most-minutes-wins": most_minutes_wins,
    "smallest-rest-wins": smallest_rest_wins,
    "short-left-out": short_left_out,
    "one-for-every-service": one_for_every_service,
    "day-rounded-up": day_rounded_up,
}
"""Each wrong method by the name of its misconception."""

RIGHT = "medicare"


class Working(Record):
    """How a colleague explains a claim: the method, the words, and what they miss; nothing where the method is Medicare's."""

    id: Slug
    says: Text
    misses: Text

    def units(self, timed: Timed) -> Timed | None:
        """The units that the colleague gives each timed code."""
        units = medicare(timed) if self.id.startswith(RIGHT) else MISCOUNTS[self.id](timed)
        return None if units is None else {code: count for code, count in units.items() if count}


WORKINGS: tuple[Working, ...] = tuple(
    Working(id=name, says=says, misses=misses)
    for name, says, misses in (
        (
            "medicare",
            "I added up all timed minutes to find the units of the day. Full 15-minute blocks came first, and what was left went "
            "to the code with more minutes left over.",
            "It follows Medicare's rule from start to finish, and misses nothing",
        ),
        (
            "midpoint",
            "I looked at each code by itself. Eight or more minutes past a full block make one more unit of that code.",
            "It rounds every service to the nearest unit, one service at a time",
        ),
        (
            "drop-remainders",
            "I counted the full 15-minute blocks of each code. Whatever is short of 15 minutes is not a unit.",
            "It throws away all that a service has left over, though these remainders add up",
        ),
        (
            "round-each-up",
            "I counted a unit for each 15-minute block that was started, since the therapist was there for it.",
            "It rounds every service upward, so that a single minute earns a unit",
        ),
        (
            "unit-each-eight",
            "I divided the minutes of each code by eight, because eight minutes make a unit.",
            "It takes the least that starts a block for the length of every block",
        ),
        (
            "full-fifteen",
            "I added up all timed minutes and divided by 15. The last few minutes did not fill a block, so they earn nothing.",
            "It stops at the full blocks of the day's total, though 8 or more minutes beyond them make one more unit",
        ),
        (
            "all-on-one-code",
            "I added up all timed minutes to find the units of the day. All went on the code that took most of the session.",
            "It puts the whole day on the longest service and ignores the rest",
        ),
        (
            "most-minutes-wins",
            "I added up all timed minutes to find the units of the day. Full blocks came first, and the last unit went to the "
            "longest service.",
            "It gives the remaining unit to the biggest total, not the biggest remainder",
        ),
        (
            "smallest-rest-wins",
            "I added up all timed minutes to find the units of the day. Full blocks came first, and the last unit went to the "
            "code with fewer minutes left over, to even things out.",
            "It ranks the remainders of the services backward, from the smallest up",
        ),
        (
            "short-left-out",
            "I left out every service under eight minutes. Then I added up the others to find the units of the day.",
            "It drops brief services before it adds, though their minutes count",
        ),
    )
)
