"""Judging a count: somebody's claim, the last unit, minutes to gain or to lose, another payer's rule.

Whoever counts by a wrong method also judges by it: finds fault with a right claim and none with a wrong one. Others read the
table of units from the wrong end: 15 minutes for a unit, 8 for each, a row that begins a minute later; or they round what a
reviewer strikes by itself, as if each piece of a day were counted alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.rules.units import UNIT_MINUTES, cap_for, midpoint_units, minutes_for
from macros.scenarios.asks.counting import claim_of, write_claim
from macros.scenarios.asks.judged_counts import (
    CHANGES_NOTHING,
    EARNS,
    FEWER,
    LEFT_OUT,
    LIFTS,
    MEDICARE_MORE,
    MORE,
    OTHER_CODE,
    OTHER_MORE,
    SAME_CLAIM,
    SUPPORTED,
    colleagues_units,
    last_unit,
    struck,
    units_given,
    verdict_on,
)
from macros.scenarios.draw import stable_hash
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.miscounts import MISCOUNTS, RIGHT, WORKINGS, Working, longest
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import counted

NEAR, SHORTEST = 14, 10
"""Minutes by which a visit of another option differs at most from the right one, and the fewest of one of its services."""


def agrees_with_colleague(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Follows the colleague's reasoning and finds nothing wrong."""
    working: Working = question.record(Working)
    if working.id != RIGHT:
        if ask == "claim-verdict":
            yield WrongAnswer(SUPPORTED, f"{working.misses}.")
        else:
            yield WrongAnswer(RIGHT, "Counted by the rule, the same minutes make another claim.")


def judges_by_wrong_method(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Judges the claim by a wrong method of their own."""
    units = colleagues_units(question)
    working: Working = question.record(Working)
    for name, miscount in MISCOUNTS.items():
        own = miscount(question.timed)
        if own and name != working.id:
            verdict = verdict_on(units, [claim_of(own)])
            yield WrongAnswer(verdict, f"That would be so if {_way(name)}, which is not Medicare's rule.")


def errs_the_other_way(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Sees that a claim needs a second look, and not in which way it is right or wrong."""
    working: Working = question.record(Working)
    units = colleagues_units(question)
    billed, right = sum(units.values()), sum(question.counted.acceptable[0].get(code, 0) for code in question.timed)
    both = f"{counted(billed, 'timed unit')}, and the minutes support {right}"
    said = {
        MORE: f"The claim has {both}.",
        FEWER: f"The claim has {both}.",
        OTHER_CODE: f"Moving a unit would not help: the claim has {both}.",
    }
    if billed == right:
        said[MORE] = f"The number of units is right; {'so is' if working.id == RIGHT else 'what is wrong is'} the code of each."
        said[FEWER] = f"No unit is missing: the minutes support {counted(right, 'timed unit')}, and the claim has as many."
        said[OTHER_CODE] = "Each code has the units that its minutes earn."
    for verdict, missed in said.items():
        yield WrongAnswer(verdict, missed)


def _way(name: str) -> str:
    return {
        "midpoint": "each code were counted by itself",
        "drop-remainders": "left-over minutes were thrown away",
        "round-each-up": "every block that was started were a unit",
        "unit-each-eight": "every 8 minutes made a unit",
        "boundary-off-by-one": "each unit started a minute later",
        "full-fifteen": "the last unit took 15 full minutes",
        "all-on-one-code": "the whole day went on one code",
        "most-minutes-wins": "the longest service took the last unit",
        "smallest-rest-wins": "the code with fewer minutes left over took the last unit",
        "short-left-out": "a short service stayed out of the total",
        "one-for-every-service": "each service were a unit",
        "day-rounded-up": "the day's total were rounded up",
    }[name]


_WOULD_BILL = (
    "That mistake would bill {}, and this claim does not.",
    "Whoever made that mistake would send {}, which is another claim.",
    "That leads to {}, and so it cannot be what went wrong here.",
    "With that mistake the claim would be {}.",
)
"""What another mistake would have led to, in turn, for two of them can lead to the same claim."""


def blames_another_step(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Finds a mistake in the working that it does not make."""
    working: Working = question.record(Working)
    units = claim_of(colleagues_units(question))
    others = [other for other in WORKINGS if other.id not in {working.id, RIGHT}]
    for place, other in enumerate(sorted(others, key=lambda other: stable_hash(question.id, other.id))):
        own = other.units(question.timed)
        if own is not None and claim_of(own) != units:
            claim = write_claim(question, claim_of(own)) if any(own.values()) else "no timed unit at all"
            yield WrongAnswer(other.id, _WOULD_BILL[place % len(_WOULD_BILL)].format(claim))


def longest_takes_last(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives the last unit to the code with the most minutes in all."""
    most = longest(question.timed)
    if most:
        yield WrongAnswer(
            (most,), f"{most} has the most minutes in all, but only what is left over after full blocks is compared."
        )


def smallest_takes_last(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives the last unit to the code with the fewest minutes left over."""
    rest = {code: minutes % UNIT_MINUTES for code, minutes in question.timed.items()}
    fewest = min(rest, key=lambda code: (rest[code], code))
    said = f"{fewest} has the fewest minutes left over; the code with the most comes first."
    if rest[fewest] == max(rest.values()):
        said = f"No code comes before another here: each has {counted(rest[fewest], 'minute')} left over."
    yield WrongAnswer((fewest,), said)


def last_in_time_takes_last(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives the last unit to the service that came last in the visit."""
    code = list(question.timed)[-1]
    yield WrongAnswer((code,), "The order of the visit decides nothing; the minutes left over do.")


def rest_earns_nothing(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives no code a last unit, because no left-over minutes fill a block."""
    yield WrongAnswer((), "Left-over minutes stay in the day's total, and the total allows one more unit.")


def rest_always_earns(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives a last unit to the code with the most minutes left over, though the full blocks use up the day's units."""
    rest = {code: minutes % UNIT_MINUTES for code, minutes in question.timed.items()}
    most = max(rest, key=lambda code: (rest[code], code))
    if not last_unit(question):
        yield WrongAnswer((most,), f"{most} has the most minutes left over, but the full blocks already use up the day's units.")


def clinician_always_chooses(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Leaves it to the clinician which of the two codes with most minutes left over gets the last unit."""
    rest = {code: minutes % UNIT_MINUTES for code, minutes in question.timed.items()}
    first_two = tuple(sorted(sorted(rest, key=lambda code: (-rest[code], code))[:2]))
    if len(first_two) == 2:
        one, other = (f"{code} has {rest[code]}" for code in first_two)
        yield WrongAnswer(first_two, f"The clinician chooses only between equal minutes left over; here {one} and {other}.")


def _row(question: Question) -> tuple[int, int]:
    total = question.counted.total_timed_minutes
    return total, cap_for(total)


def to_the_full_quarter(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts to the next multiple of 15, or from the last one."""
    if ask in {"least-minutes", "minutes-range"}:
        units = units_given(question)
        low = units * UNIT_MINUTES
        said = f"{low} minutes would fill every unit, but the last one counts from its eighth minute."
        yield WrongAnswer(low if ask == "least-minutes" else (low, low + 14), said)
        return
    total, _ = _row(question)
    value = UNIT_MINUTES - total % UNIT_MINUTES if ask == "minutes-to-next" else total % UNIT_MINUTES
    yield WrongAnswer(value, "A unit counts 7 minutes before its quarter hour is full: at 8, 23, 38 minutes and so on.")


def a_whole_unit(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes 15 minutes for every further unit, whatever the day has already."""
    if ask == "minutes-to-next":
        total, units = _row(question)
        yield WrongAnswer(
            UNIT_MINUTES, f"The next unit starts at {minutes_for(units + 1)[0]} minutes, and the day already has {total}."
        )
        return
    yield WrongAnswer(7, "Seven minutes is the margin past a full quarter hour, not what this day has to spare.")


def eight_for_each(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes 8 minutes for the length of every unit."""
    if ask in {"least-minutes", "minutes-range"}:
        units = units_given(question)
        said = "Eight minutes are enough for the first unit only; each further unit takes 15 more."
        yield WrongAnswer(8 * units if ask == "least-minutes" else (8 * units, 8 * units + 7), said)
        return
    total, _ = _row(question)
    value = 8 - total % 8 if ask == "minutes-to-next" else total % 8
    yield WrongAnswer(value, "Each further unit takes 15 minutes; 8 is only where the first one starts to count.")


def row_off_by_one(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Begins each row of the table a minute late."""
    said = "A unit counts as soon as 8, 23, 38 minutes and so on are reached, not a minute later."
    if ask in {"least-minutes", "minutes-range"}:
        low, high = minutes_for(units_given(question))
        yield WrongAnswer(low + 1 if ask == "least-minutes" else (low + 1, high + 1), said)
        return
    total, units = _row(question)
    if ask == "minutes-to-next":
        yield WrongAnswer(minutes_for(units + 1)[0] - total + 1, said)
    elif total > minutes_for(units)[0]:
        yield WrongAnswer(total - minutes_for(units)[0] - 1, said)


def loses_the_unit(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Names the minute with which the unit is lost, not the last one before it."""
    total, units = _row(question)
    value = total - minutes_for(units)[0] + 1
    yield WrongAnswer(value, f"With {value} fewer, the day falls below {minutes_for(units)[0]} minutes and a unit is gone.")


def one_code_alone(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Looks at the left-over minutes of one code, not at the day's total."""
    if len(question.timed) < 2:
        return
    code = question.given("more", next(iter(question.timed)))
    if code not in question.timed:
        raise QuestionFault(f"the visit has no minutes of `{code}`", "name a timed code of the visit", ("given", "more"))
    minutes = question.timed[code]
    units = midpoint_units(minutes)
    low, high = minutes_for(units)[0], minutes_for(units + 1)[0]
    value = high - minutes if ask == "minutes-to-next" else minutes - low
    if value >= 0:
        yield WrongAnswer(value, f"That looks at {code} alone. What counts is the day's total, {_row(question)[0]} minutes.")


def untimed_fills_the_row(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reads the table with all minutes of the visit, untimed ones too."""
    untimed = sum(service.minutes for service in question.services if not service.timed)
    total = question.counted.total_timed_minutes + untimed
    units = cap_for(total)
    if untimed:
        value = minutes_for(units + 1)[0] - total if ask == "minutes-to-next" else total - minutes_for(units)[0]
        yield WrongAnswer(value, f"The untimed code adds none of its {counted(untimed, 'minute')} to the timed total.")


def rounds_up_to_units(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a unit begin with the first minute after the last full quarter hour."""
    units = units_given(question)
    low = (units - 1) * UNIT_MINUTES + 1
    said = f"At {counted(low, 'minute')} the last unit has only started; it counts from {minutes_for(units)[0]}."
    yield WrongAnswer(low if ask == "least-minutes" else (low, units * UNIT_MINUTES), said)


def row_below(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reads the row of one unit fewer."""
    units = units_given(question)
    if units > 1:
        low, high = minutes_for(units - 1)
        yield WrongAnswer(
            low if ask == "least-minutes" else (low, high),
            f"{low} to {high} minutes are the range for {counted(units - 1, 'unit')}.",
        )


def struck_by_itself(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Turns the struck minutes into units by themselves."""
    out = struck(question)
    yield WrongAnswer(
        midpoint_units(out), "Rejected minutes are not turned into units by themselves. Count the minutes that remain."
    )


def struck_rounded_up(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a unit back for every quarter hour that was begun."""
    out = struck(question)
    yield WrongAnswer(-(-out // UNIT_MINUTES), "A unit is lost only if the minutes that remain are too few for it.")


def struck_full_blocks(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a unit back for full quarter hours alone."""
    out = struck(question)
    yield WrongAnswer(out // UNIT_MINUTES, "Fewer than 15 minutes can cost a unit if the day had few minutes to spare.")


def all_units_lost(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the whole day's units back."""
    _, units = _row(question)
    yield WrongAnswer(units, "The minutes that remain are still documented and still earn their units.")


def same_everywhere(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes all payers to count alike."""
    yield WrongAnswer(SAME_CLAIM, "Medicare adds up the day's minutes; the midpoint method counts each code by itself.")


def medicare_always_more(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Believes that pooling minutes always earns more."""
    yield WrongAnswer(
        MEDICARE_MORE,
        "Adding up the minutes helps where small remainders combine, and costs where each code is past its midpoint.",
    )


def medicare_always_less(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Believes that the midpoint method always earns more."""
    yield WrongAnswer(OTHER_MORE, "The midpoint method allows more only where several codes are past their midpoint.")


def drops_short(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Leaves a service of fewer than 8 minutes out of everything."""
    yield WrongAnswer(LEFT_OUT, "Eight minutes is the minimum for the day's timed total, not for each service.")


def short_always_lifts(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Believes that a short service always brings another code a unit."""
    yield WrongAnswer(LIFTS, "The minutes join the total, but they bring a unit only if the total reaches the next one.")


def short_keeps_its_unit(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives every service that was provided a unit of its own."""
    yield WrongAnswer(EARNS, "Providing a service does not earn a unit: full blocks come first, then the most minutes left over.")


def short_changes_nothing(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Believes that fewer than 8 minutes never change a claim."""
    yield WrongAnswer(CHANGES_NOTHING, "A few minutes can lift the day's total to one more unit, as here.")


def visit_by_wrong_method(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Accepts a visit that has the units only by a wrong method: one visit for each method, none for two."""
    right = tuple(service.minutes for service in question.services)
    codes = [service.code for service in question.services]
    units = sum(question.counted.acceptable[0].values())
    moves = [(a, b) for a in range(-NEAR, NEAR + 1) for b in range(-NEAR, NEAR + 1) if (a, b) != (0, 0)]
    moves.sort(key=lambda move: stable_hash(question.id, *map(str, move)))
    taken = set()
    for name in ("midpoint", "drop-remainders", "round-each-up", "full-fifteen", "unit-each-eight"):
        for a, b in moves:
            visit = (right[0] + a, right[1] + b)
            timed = dict(zip(codes, visit, strict=True))
            own = MISCOUNTS[name](timed) if min(visit) >= SHORTEST else None
            total = cap_for(sum(visit))
            if own is not None and sum(own.values()) == units != total and visit not in taken:
                taken.add(visit)
                said = f"{sum(visit)} total timed minutes make {total}. They would make {units} only if {_way(name)}."
                yield WrongAnswer(visit, said)
                break


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "agrees-with-colleague": ("Follows the colleague", {"claim-verdict", "working-step"}, agrees_with_colleague),
    "judges-by-wrong-method": ("Judges by a wrong method", {"claim-verdict"}, judges_by_wrong_method),
    "errs-the-other-way": ("Misses which way a claim errs", {"claim-verdict"}, errs_the_other_way),
    "blames-another-step": ("Finds a mistake that was not made", {"working-step"}, blames_another_step),
    "longest-takes-last": ("Gives the last unit to the longest service", {"last-unit"}, longest_takes_last),
    "smallest-takes-last": ("Gives the last unit to the smaller remainder", {"last-unit"}, smallest_takes_last),
    "last-in-time-takes-last": ("Gives the last unit to the last service", {"last-unit"}, last_in_time_takes_last),
    "rest-earns-nothing": ("Gives no code the last unit", {"last-unit"}, rest_earns_nothing),
    "rest-always-earns": ("Gives a unit that the day does not have", {"last-unit"}, rest_always_earns),
    "clinician-always-chooses": ("Leaves every last unit to the clinician", {"last-unit"}, clinician_always_chooses),
    "to-the-full-quarter": (
        "Counts in full quarter hours",
        {"minutes-to-next", "minutes-to-spare", "least-minutes", "minutes-range"},
        to_the_full_quarter,
    ),
    "a-whole-unit": ("Takes a fixed number of minutes", {"minutes-to-next", "minutes-to-spare"}, a_whole_unit),
    "eight-for-each": (
        "Takes 8 minutes for every unit",
        {"minutes-to-next", "minutes-to-spare", "least-minutes", "minutes-range"},
        eight_for_each,
    ),
    "row-off-by-one": (
        "Begins each row a minute late",
        {"minutes-to-next", "minutes-to-spare", "least-minutes", "minutes-range"},
        row_off_by_one,
    ),
    "loses-the-unit": ("Names the minute that costs the unit", {"minutes-to-spare"}, loses_the_unit),
    "one-code-alone": ("Looks at one code alone", {"minutes-to-next", "minutes-to-spare"}, one_code_alone),
    "untimed-fills-the-row": (
        "Reads the table with untimed minutes too",
        {"minutes-to-next", "minutes-to-spare"},
        untimed_fills_the_row,
    ),
    "rounds-up-to-units": ("Lets a unit begin with its first minute", {"least-minutes", "minutes-range"}, rounds_up_to_units),
    "row-below": ("Reads the row of one unit fewer", {"least-minutes", "minutes-range"}, row_below),
    "struck-by-itself": ("Counts the struck minutes by themselves", {"units-lost"}, struck_by_itself),
    "struck-rounded-up": ("Takes back whatever was begun", {"units-lost"}, struck_rounded_up),
    "struck-full-blocks": ("Takes back full quarter hours alone", {"units-lost"}, struck_full_blocks),
    "all-units-lost": ("Takes back the whole day", {"units-lost"}, all_units_lost),
    "same-everywhere": ("Takes all payers to count alike", {"payers-compared"}, same_everywhere),
    "medicare-always-more": ("Believes that pooling always earns more", {"payers-compared"}, medicare_always_more),
    "medicare-always-less": ("Believes that midpoint always earns more", {"payers-compared"}, medicare_always_less),
    "drops-short": ("Leaves a short service out of the total", {"short-service"}, drops_short),
    "short-always-lifts": ("Lets a short service lift another code", {"short-service"}, short_always_lifts),
    "short-keeps-its-unit": ("Gives every service a unit", {"short-service"}, short_keeps_its_unit),
    "short-changes-nothing": ("Lets a short service change nothing", {"short-service"}, short_changes_nothing),
    "visit-by-wrong-method": ("Accepts a visit by a wrong method", {"visit-for-units"}, visit_by_wrong_method),
}

JUDGED_COUNTS = family(_METHODS)
