"""How minutes round to units: wrong arithmetic with the 8-minute rule, most of it seen in print.

These learners know that 8 minutes matter and that a unit has 15, but not what is rounded. Some round each code by itself, as
the midpoint method of the code book does and as many billing pages explain "the 8-minute rule"; others pool the minutes for
a payer that does not. Some drop whatever is short of 15 minutes, some bill a unit for whatever was begun, some divide by 8, and
some read "8 minutes or more" as "more than 8".
"""

from __future__ import annotations

from macros.rules.units import MEDICARE, UNIT_MINUTES, cap_for, count_units, midpoint_units
from macros.scenarios import miscounts
from macros.scenarios.misconceptions.counting import Method, WrongCount, timed_minutes, whole_claim, wrong_counts
from macros.scenarios.question import Question
from macros.text.wording import counted, listed


def midpoint(question: Question) -> WrongCount | None:
    """Counts each code by itself, as the midpoint method does, where the payer pools the minutes."""
    if question.rule != MEDICARE:
        return None
    timed = timed_minutes(question)
    total = sum(timed.values())
    feedback = (
        "That is the midpoint method. Medicare first adds up all timed minutes: "
        f"{counted(total, 'minute')} {'allows' if total == 1 else 'allow'} {counted(cap_for(total), 'timed unit')} for the day."
    )
    return WrongCount(whole_claim(question, miscounts.midpoint(timed)), feedback)


def pool_minutes(question: Question) -> WrongCount | None:
    """Pools the minutes of all codes, as Medicare does, where the payer counts each code by itself."""
    if question.rule == MEDICARE:
        return None
    pooled = count_units(question.services, MEDICARE).acceptable[0]
    return WrongCount(pooled, "This payer counts each code by itself; left-over minutes of two codes are never added together.")


def drop_remainders(question: Question) -> WrongCount | None:
    """Bills only full 15-minute blocks and throws the left-over minutes away."""
    feedback = (
        "Left-over minutes stay in the day's total, which can earn one more unit."
        if question.rule == MEDICARE
        else "Within each code, 8 or more minutes left over earn one more unit."
    )
    return WrongCount(whole_claim(question, miscounts.drop_remainders(timed_minutes(question))), feedback)


def round_each_up(question: Question) -> WrongCount | None:
    """Rounds every code up to the next unit, however few minutes began it."""
    whose = "the day's total" if question.rule == MEDICARE else "each code"
    feedback = f"Starting a unit is not enough: {whose} must reach 8, 23, 38 minutes and so on."
    return WrongCount(whole_claim(question, miscounts.round_each_up(timed_minutes(question))), feedback)


def unit_each_eight(question: Question) -> WrongCount | None:
    """Bills a unit for every 8 minutes of a code."""
    feedback = "A unit is 15 minutes long; 8 minutes is only where the first one starts to count."
    return WrongCount(whole_claim(question, miscounts.unit_each_eight(timed_minutes(question))), feedback)


def boundary_off_by_one(question: Question) -> WrongCount | None:
    """Reads the table one minute off: more than 8, 23, 38 … instead of 8, 23, 38 or more."""
    timed = timed_minutes(question)
    if question.rule == MEDICARE and len(timed) > 1:
        return None
    on_the_line = [
        f"{counted(m, 'minute')} of {code} {'makes' if m == 1 else 'make'} {counted(midpoint_units(m), 'unit')}"
        for code, m in timed.items()
        if m % UNIT_MINUTES == 8
    ]
    feedback = (
        f"A new unit starts at 8, 23, 38 minutes and so on, not a minute later{': ' if on_the_line else ''}{listed(on_the_line)}."
    )
    return WrongCount(whole_claim(question, {code: (m + 6) // UNIT_MINUTES for code, m in timed.items()}), feedback)


def full_fifteen(question: Question) -> WrongCount | None:
    """Divides the day's minutes by 15 and drops the rest."""
    timed = timed_minutes(question)
    if question.rule != MEDICARE:
        return None
    total = sum(timed.values())
    feedback = f"Dividing {total} by 15 drops what is left over. The last unit counts from its eighth minute."
    return WrongCount(whole_claim(question, miscounts.by_fifteen(timed)), feedback)


def one_for_every_service(question: Question) -> WrongCount | None:
    """Gives each service a unit, however short it was."""
    timed = timed_minutes(question)
    units = miscounts.one_for_every_service(timed)
    given_away = [code for code in timed if timed[code] < UNIT_MINUTES and not _earned(question, code)]
    if not given_away:
        feedback = "Full blocks are not all that counts: minutes left over can earn a unit too."
    elif question.rule == MEDICARE:
        feedback = "Providing a service does not earn a unit: it takes a full block, or more minutes left over than the others."
    else:
        feedback = "Providing a service does not earn a unit: under this payer's method it takes 8 minutes."
    return WrongCount(whole_claim(question, units), feedback)


def _earned(question: Question, code: str) -> bool:
    """Whether a code has a unit in every acceptable claim."""
    return all(units.get(code, 0) for units in question.counted.acceptable)


def day_rounded_up(question: Question) -> WrongCount | None:
    """Rounds the day's total up to full quarter hours."""
    timed = timed_minutes(question)
    if question.rule != MEDICARE:
        return None
    total = sum(timed.values())
    feedback = (
        f"{counted(total, 'minute')} make {counted(cap_for(total), 'timed unit')}: the last unit needs 8 minutes of its own."
    )
    return WrongCount(whole_claim(question, miscounts.day_rounded_up(timed)), feedback)


def short_left_out(question: Question) -> WrongCount | None:
    """Leaves services of fewer than 8 minutes out before anything is added up."""
    timed = timed_minutes(question)
    units = miscounts.short_left_out(timed) if question.rule == MEDICARE and len(timed) > 1 else None
    if units is None:
        return None
    short = listed([f"{counted(m, 'minute')} of {code}" for code, m in timed.items() if m < miscounts.SHORT])
    return WrongCount(whole_claim(question, units), f"However short, the {short} belong in the day's total.")


_METHODS: dict[str, tuple[str, Method]] = {
    "midpoint": ("Counts each code by itself", midpoint),
    "pool-minutes": ("Pools the minutes of all codes", pool_minutes),
    "drop-remainders": ("Throws left-over minutes away", drop_remainders),
    "round-each-up": ("Rounds every code up", round_each_up),
    "unit-each-eight": ("Bills a unit for every 8 minutes", unit_each_eight),
    "boundary-off-by-one": ("Reads the table one minute off", boundary_off_by_one),
    "full-fifteen": ("Wants all 15 minutes of the last unit", full_fifteen),
    "one-for-every-service": ("Gives each service a unit", one_for_every_service),
    "day-rounded-up": ("Rounds the day's total up", day_rounded_up),
    "short-left-out": ("Leaves a short service out of the total", short_left_out),
}

ROUNDING = wrong_counts(_METHODS)
