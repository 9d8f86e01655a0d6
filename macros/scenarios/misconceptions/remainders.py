"""Which code gets the last unit: left-over minutes given to the wrong code.

These learners have the day's total right and then hand out its units wrongly. The belief behind it is that the longest service
of the day "wins", as charts that ask for the primary code suggest; or they know that left-over minutes are compared and
compare them the wrong way round.
"""

from __future__ import annotations

from macros.rules.units import MEDICARE, cap_for
from macros.scenarios import miscounts
from macros.scenarios.misconceptions.counting import Method, Redistribution, WrongCount, timed_minutes, whole_claim, wrong_counts
from macros.scenarios.question import Question


def all_on_one_code(question: Question) -> WrongCount | None:
    """Puts the whole day's units on the code with the most minutes."""
    timed = timed_minutes(question)
    if len(timed) < 2:
        return None
    most = max(timed, key=lambda code: timed[code])
    feedback = (
        f"{most} was not the whole visit: each code keeps the units of its own full 15-minute blocks, "
        "and then left-over minutes are compared."
        if question.rule == MEDICARE
        else f"{most} was not the whole visit: each code has its own minutes and its own units."
    )
    return WrongCount(whole_claim(question, {most: cap_for(sum(timed.values()))}), feedback)


def most_minutes_wins(question: Question) -> WrongCount | None:
    """Gives the last units to the codes with the most minutes in all, not to those with the most left over."""
    units = _left_to(question, miscounts.most_minutes_wins)
    feedback = "Once the full 15-minute blocks are billed, only the left-over minutes are compared."
    return None if units is None else WrongCount(whole_claim(question, units), feedback)


def smallest_rest_wins(question: Question) -> WrongCount | None:
    """Gives the last units to the codes with the fewest minutes left over."""
    units = _left_to(question, miscounts.smallest_rest_wins)
    feedback = "The unit goes to the code with more minutes left over."
    return None if units is None else WrongCount(whole_claim(question, units), feedback)


def _left_to(question: Question, miscount: miscounts.Miscount) -> miscounts.Timed | None:
    return miscount(timed_minutes(question)) if question.rule == MEDICARE else None


_METHODS: dict[str, tuple[str, Method]] = {
    "all-on-one-code": ("Puts every unit on one code", all_on_one_code),
    "most-minutes-wins": ("Gives the last unit to the longest service", most_minutes_wins),
    "smallest-rest-wins": ("Gives the last unit to the smaller remainder", smallest_rest_wins),
}

_REDISTRIBUTED: dict[str, Redistribution] = {
    "all-on-one-code": miscounts.all_of_a_day,
    "most-minutes-wins": miscounts.to_the_most_minutes,
    "smallest-rest-wins": miscounts.to_the_smallest_rest,
}

REMAINDERS = wrong_counts(_METHODS, _REDISTRIBUTED)
