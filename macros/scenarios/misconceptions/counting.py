"""Wrong ways to count units, most of them seen in print.

Each function takes the question and returns the units it would give each code, in whatever way is wrong, with what
to say about it; None where the method does not apply. The claim, its total or its timed minutes become the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.rules.units import MEDICARE, cap_for, count_units, midpoint_units
from macros.scenarios.asks.counting import claim_of
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question


@dataclass(frozen=True)
class WrongCount:
    """The units of a wrong method, and what to say. `timed_total` is set where it adds up other minutes."""

    units: Mapping[str, int]
    did: str
    timed_total: int | None = None


def _timed(question: Question) -> dict[str, int]:
    timed: dict[str, int] = {}
    for service in question.services:
        if service.timed:
            timed[service.code] = timed.get(service.code, 0) + service.minutes
    return timed


def _untimed(question: Question) -> dict[str, int]:
    return {service.code: service.minutes for service in question.services if not service.timed}


def _whole_claim(question: Question, timed_units: Mapping[str, int]) -> dict[str, int]:
    return {**timed_units, **dict.fromkeys(_untimed(question), 1)}


def midpoint(question: Question) -> WrongCount | None:
    """Counts each code by itself, as the midpoint method does, where the payer pools the minutes."""
    if question.rule != MEDICARE:
        return None
    timed = _timed(question)
    did = (
        "counted each code by itself, which is the midpoint method. "
        f"Medicare first adds up all timed minutes: {sum(timed.values())} allow {cap_for(sum(timed.values()))} in all."
    )
    return WrongCount(_whole_claim(question, {code: midpoint_units(m) for code, m in timed.items()}), did)


def pool_minutes(question: Question) -> WrongCount | None:
    """Pools the minutes of all codes, as Medicare does, where the payer counts each code by itself."""
    if question.rule == MEDICARE:
        return None
    pooled = count_units(question.services, MEDICARE).acceptable[0]
    did = "added up the minutes of all codes, as Medicare does. This payer counts each code by itself."
    return WrongCount(pooled, did)


def drop_remainders(question: Question) -> WrongCount | None:
    """Bills full 15-minute blocks alone and throws the left-over minutes away."""
    timed = _timed(question)
    did = "billed full 15-minute blocks alone. Left-over minutes are not thrown away: " + (
        "they stay in the day's total, which can earn one unit more."
        if question.rule == MEDICARE
        else "8 or more of a code make one unit more."
    )
    return WrongCount(_whole_claim(question, {code: m // 15 for code, m in timed.items()}), did)


def round_each_up(question: Question) -> WrongCount | None:
    """Rounds every code up to the next unit, however few minutes began it."""
    timed = _timed(question)
    did = "rounded every code up. A begun unit does not count by itself: the minutes must reach the next 8, 23, 38 …"
    return WrongCount(_whole_claim(question, {code: -(-m // 15) for code, m in timed.items()}), did)


def all_on_one_code(question: Question) -> WrongCount | None:
    """Puts the whole day's units on the code with the most minutes."""
    timed = _timed(question)
    if len(timed) < 2:
        return None
    most = max(timed, key=lambda code: timed[code])
    cap = cap_for(sum(timed.values()))
    did = f"put every unit on {most}. " + (
        "Each code keeps the units of its own full 15-minute blocks, and left-over minutes are compared."
        if question.rule == MEDICARE
        else "This payer counts each code by itself."
    )
    return WrongCount(_whole_claim(question, {most: cap}), did)


def most_minutes_wins(question: Question) -> WrongCount | None:
    """Gives the last units to the code with the most minutes in all, not to the one with the most left over."""
    timed = _timed(question)
    full = {code: m // 15 for code, m in timed.items()}
    extra = cap_for(sum(timed.values())) - sum(full.values())
    if question.rule != MEDICARE or len(timed) < 2 or extra < 1:
        return None
    ranked = sorted(timed, key=lambda code: (-timed[code], code))
    did = (
        "gave the next unit to the code with the most minutes in all. "
        "Once the full blocks are billed, the left-over minutes are compared."
    )
    return WrongCount(_whole_claim(question, {code: full[code] + (code in ranked[:extra]) for code in timed}), did)


def smallest_rest_wins(question: Question) -> WrongCount | None:
    """Gives the last units to the codes with the fewest minutes left over."""
    timed = _timed(question)
    full = {code: m // 15 for code, m in timed.items()}
    extra = cap_for(sum(timed.values())) - sum(full.values())
    if question.rule != MEDICARE or len(timed) < 2 or not 0 < extra < len(timed):
        return None
    ranked = sorted(timed, key=lambda code: (timed[code] % 15, code))
    did = "gave the unit to the code with fewer minutes left over. The larger remainder gets it."
    return WrongCount(_whole_claim(question, {code: full[code] + (code in ranked[:extra]) for code in timed}), did)


def untimed_in_total(question: Question) -> WrongCount | None:
    """Adds the minutes of untimed codes to the timed total."""
    timed, untimed = _timed(question), _untimed(question)
    if not untimed or not timed:
        return None
    total = sum(timed.values()) + sum(untimed.values())
    most = max(timed, key=lambda code: timed[code])
    right = {code: m // 15 for code, m in timed.items()}
    right[most] += max(0, cap_for(total) - sum(right.values()))
    did = f"added the untimed minutes ({sum(untimed.values())}) to the timed total. They never enter it."
    return WrongCount(_whole_claim(question, right), did, timed_total=total)


def untimed_by_minutes(question: Question) -> WrongCount | None:
    """Counts an untimed code by its minutes, as if it were timed."""
    untimed = _untimed(question)
    if not untimed or question.counted.unsettled:
        return None
    units = {**question.counted.acceptable[0], **{code: max(1, cap_for(m)) for code, m in untimed.items()}}
    code, minutes = max(untimed.items(), key=lambda pair: pair[1])
    did = f"counted {code} by its {minutes} minutes. It is untimed: 1 unit however long it took."
    return WrongCount(units, did, timed_total=sum(untimed.values()))


def untimed_forgotten(question: Question) -> WrongCount | None:
    """Leaves the untimed code off the claim."""
    untimed = _untimed(question)
    if not untimed or question.counted.unsettled:
        return None
    units = {code: count for code, count in question.counted.acceptable[0].items() if code not in untimed}
    return WrongCount(units, f"left out {' and '.join(untimed)}. An untimed code is 1 unit of its own.")


def unit_each_eight(question: Question) -> WrongCount | None:
    """Bills a unit for every 8 minutes of a code."""
    timed = _timed(question)
    did = "billed a unit for every 8 minutes. The unit is 15 minutes long; 8 is only where the first one begins to count."
    return WrongCount(_whole_claim(question, {code: m // 8 for code, m in timed.items()}), did)


def boundary_off_by_one(question: Question) -> WrongCount | None:
    """Reads the table one minute off: more than 8, 23, 38 … instead of 8, 23, 38 or more."""
    timed = _timed(question)
    total = sum(timed.values())
    if question.rule == MEDICARE and len(timed) > 1:
        return None
    did = f"asked for more than 8 minutes in the next unit. 8 are enough, and so are 23 or 38: {total} is in the higher row."
    return WrongCount(_whole_claim(question, {code: (m + 6) // 15 for code, m in timed.items()}), did)


def full_fifteen(question: Question) -> WrongCount | None:
    """Divides the day's minutes by 15 and drops the rest."""
    timed = _timed(question)
    total = sum(timed.values())
    if len(timed) != 1:
        return None
    did = f"divided {total} by 15 and dropped the rest. The last unit counts from its 8th minute on."
    return WrongCount(_whole_claim(question, {code: m // 15 for code, m in timed.items()}), did)


_METHODS: dict[str, tuple[str, Callable[[Question], WrongCount | None]]] = {
    "midpoint": ("Counts each code by itself", midpoint),
    "pool-minutes": ("Pools the minutes of all codes", pool_minutes),
    "drop-remainders": ("Throws left-over minutes away", drop_remainders),
    "round-each-up": ("Rounds every code up", round_each_up),
    "all-on-one-code": ("Puts every unit on one code", all_on_one_code),
    "most-minutes-wins": ("Gives the last unit to the longest service", most_minutes_wins),
    "smallest-rest-wins": ("Gives the last unit to the smaller remainder", smallest_rest_wins),
    "untimed-in-total": ("Adds untimed minutes to the timed total", untimed_in_total),
    "untimed-by-minutes": ("Counts an untimed code by its minutes", untimed_by_minutes),
    "untimed-forgotten": ("Leaves the untimed code out", untimed_forgotten),
    "unit-each-eight": ("Bills a unit for every 8 minutes", unit_each_eight),
    "boundary-off-by-one": ("Reads the table one minute off", boundary_off_by_one),
    "full-fifteen": ("Wants all 15 minutes of the last unit", full_fifteen),
}


def _answers(method: Callable[[Question], WrongCount | None], question: Question, ask: str) -> list[WrongAnswer]:
    count = method(question)
    if count is None:
        return []
    if ask == "timed-total":
        return [] if count.timed_total is None else [WrongAnswer(count.timed_total, count.did)]
    value = claim_of(count.units)
    return [WrongAnswer(value if ask in {"claim", "every-claim"} else sum(units for _, units in value), count.did)]


def _untimed_left_out(question: Question, claim: Any) -> WrongAnswer | None:
    """A claim, itself right or wrong, without the untimed codes."""
    untimed = _untimed(question)
    if not isinstance(claim, tuple) or not untimed:
        return None
    did = f"left out {' and '.join(untimed)}, too. An untimed code is 1 unit of its own."
    return WrongAnswer(tuple(line for line in claim if line[0] not in untimed), did)


_SECOND = {"untimed-forgotten": _untimed_left_out}


def _misconception(name: str, title: str, method: Callable[[Question], WrongCount | None]) -> Misconception:
    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        return _answers(method, question, ask)

    asks = {"claim", "every-claim", "total-units"} | ({"timed-total"} if name in ADDS_OTHER_MINUTES else set())
    return Misconception(name, title, frozenset(asks), answers, method, _SECOND.get(name))


ADDS_OTHER_MINUTES = {"untimed-in-total", "untimed-by-minutes"}
"""The methods that come to other timed minutes, and so can answer `timed-total`."""

COUNTING = {name: _misconception(name, title, method) for name, (title, method) in _METHODS.items()}
