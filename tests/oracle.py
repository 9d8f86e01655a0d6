"""The independent method: another way to every answer, sharing no code with macros/.

Units under Medicare are found by looking the day's total up in the published table, listing every way to hand so many
units to the codes, and keeping the ways that lie nearest to the minutes really given: those with the least sum of
(minutes - 15 × units)². Why that is the manual's "full blocks first, then the larger remainder": one more unit on a
code lowers its square by 30 × (minutes not yet billed) - 225, so the best claim always gives the next unit to the
code with the most minutes not yet billed. That is a code with a full block left as long as there is one, and then the
one with the largest remainder; equal remainders give equal sums, so every tie is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

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
        marked = False if year >= 2022 and mine in range(8, 15) else above_a_tenth(mine, theirs)
        if marked is None:
            return None
        return (without, with_modifier + 1) if marked else (without + 1, with_modifier)
    fits = mine in range(9, 15) and theirs in range(9, 15) and mine + theirs in range(23, 29)
    return (without + 1, with_modifier + 1) if year >= 2022 and fits else None


def above_a_tenth(therapist: int, assistant: int) -> bool | None:
    """Whether the assistant's share is above 10 percent; None where the exact share, the share as a whole percent and the tenth
    as a whole minute do not all say the same. Rounding is by decimal arithmetic, halves upward.
    """
    total = Decimal(therapist + assistant)
    if not assistant:
        return False
    percent = (Decimal(100 * assistant) / total).quantize(Decimal(1), ROUND_HALF_UP)
    least = (total / 10).quantize(Decimal(1), ROUND_HALF_UP) + 1
    answers = {Fraction(assistant, therapist + assistant) > Fraction(1, 10), percent > 10, assistant >= least}
    return answers.pop() if len(answers) == 1 else None


def edit_state(raw: Any, first: str, second: str, day: str, hospital: bool) -> str:
    """ "active", "inactive" or "unknown" for a pair, from the plain YAML and by comparing ISO dates as text."""
    table = "hospital" if hospital else "practitioner"
    read = {str(each["id"]): each for each in raw["readings"]}
    pair = {first, second}
    copies: list[tuple[str, bool]] = []
    for each in raw["readings"]:
        listed = pair <= set(each.get("between", ())) or any(
            pair == {looked["code"], other} for looked in each.get("pairs", ()) for other in looked["with"]
        )
        if listed and table in each["tables"]:
            copies.append((each["as_of"], "in_force_only" in each))
    runs = []
    for row in raw["rows"]:
        of_row = read[row["reading"]] if "reading" in row else raw["readings"][0]
        if {row["column_1"], row["column_2"]} == pair and row.get("only_in", table) == table and table in of_row["tables"]:
            runs.append((row, of_row["as_of"]))
            copies.append((of_row["as_of"], "in_force_only" in of_row))
    if not any(not in_force_only or as_of <= day for as_of, in_force_only in copies):
        return "unknown"
    states = {"inactive"}
    for row, seen in runs:
        indicator = row.get("hospital_indicator", row["indicator"]) if hospital else row["indicator"]
        begins, ends = str(row.get("from", "")), str(row.get("until", "9999-12-31"))
        if indicator != 9 and begins <= day <= ends:
            states.add("active" if begins or day >= seen else "unknown")
    return next(state for state in ("active", "unknown", "inactive") if state in states)


def edit_of(raw: Any, first: str, second: str, day: str, hospital: bool) -> tuple[str, bool] | None:
    """The code that denies and whether a modifier opens the pair; None where no edit is known to be in force."""
    for row in raw["rows"]:
        if {row["column_1"], row["column_2"]} != {first, second}:
            continue
        alone = {"readings": raw["readings"], "rows": [row]}
        if edit_state(alone, first, second, day, hospital) == "active":
            indicator = row.get("hospital_indicator", row["indicator"]) if hospital else row["indicator"]
            return str(row["column_2"]), indicator == 1
    return None


CLOSENESS = ("none", "general", "direct", "personal")


def may_treat(
    who: str,
    payer: str,
    day: str,
    setting: str,
    incident_to: bool,
    supervision: str | None,
    disciplines: Any,
    evaluation: bool,
    named: bool = True,
    therapy: bool = False,
    assessment: bool = False,
) -> str:
    """ "allowed", "not allowed" or "depends": every sentence that forbids and every one that allows, whichever comes first.

    One that forbids wins over one that allows, and where none speaks it depends. `disciplines` and `evaluation` are those of
    the code in the plain YAML; `named` says that it is 97112, the one code that the sentences which allow name. The manual leaves
    codes of PT and OT to therapists, and evaluations to those of one discipline. `therapy` says that the plain YAML has a fee for
    the code, which only codes that are always therapy have; the regulation leaves these to therapists and their assistants.
    """
    assistant = who.endswith("assistant") and "therap" in who
    therapist = who in ("physical-therapist", "occupational-therapist")
    practitioner = who in ("physician", "nurse-practitioner", "physician-assistant", "clinical-nurse-specialist")
    office = setting in ("private-practice", "physician-office")
    if payer == "other":
        return "depends"
    if payer == "tricare":
        forbidden = [
            assistant and (incident_to or day < "2020-04-16" or supervision == "none"),
            evaluation and who == "occupational-therapy-assistant",
            who in ("chiropractor", "naturopath"),
        ]
        allowed = [assistant and not evaluation, therapist]
    else:
        needed = "direct" if setting == "private-practice" and day < "2025-01-01" else "general"
        enough = supervision is None or CLOSENESS.index(supervision) >= CLOSENESS.index(needed)
        initials = {"physical-therapist": "PT", "occupational-therapist": "OT"}
        forbidden = [
            assistant and evaluation,
            therapist and disciplines is not None and initials[who] not in disciplines,
            assistant and (incident_to or supervision == "none"),
            (named or (therapy and not assessment)) and assistant and setting != "physician-office" and not enough,
            who in ("aide", "chiropractor", "student"),
            who in ("athletic-trainer", "massage-therapist", "recreation-therapist", "kinesiotherapist"),
            who == "speech-language-pathologist" and disciplines is not None and "SLP" not in disciplines,
            practitioner and setting == "rehab-agency",
        ]
        allowed = [
            therapist and (named or bool(disciplines) or therapy),
            named and practitioner and office,
            (named or (therapy and not assessment)) and assistant and setting != "physician-office",
        ]
    return "not allowed" if any(forbidden) else "allowed" if any(allowed) else "depends"


Paid = tuple[dict[str, tuple[bool, int, int]], set[str], set[str]]
"""The minutes that may be paid, by code (timed, therapist, assistant); the codes that lose some; those that depend."""


def paid(visit: Any, data: Any) -> Paid:
    """Who gave each minute decides whether it may be paid: a therapist's of the plan, an assistant's, or somebody else's."""
    rows = {row["code"]: row for row in data["codes"]["codes"]}
    plan = str(visit["discipline"])
    therapists = {"PT": "physical-therapist", "OT": "occupational-therapist", "SLP": "speech-language-pathologist"}
    minutes: dict[str, tuple[bool, int, int]] = {}
    lost, open_codes, others = set(), set(), set()
    for code, timed, mine, theirs, who in visit["services"]:
        owners, evaluation = rows[code].get("disciplines"), rows[code].get("evaluation", False)
        unpaid = "medicare" in rows[code] or code in ("98940", "98941", "98942")
        if unpaid or (owners is not None and plan not in owners):
            lost.add(code)
            continue
        answer = "allowed"
        if who and who != therapists[plan]:
            if who in therapists.values():
                own = {v: k for k, v in therapists.items()}[who]
                answer = "depends" if "SLP" in (plan, own) and (owners is None or own in owners) else "not allowed"
            else:
                answer = may_treat(
                    who, "medicare", visit["day"], visit["setting"], False, None, owners, evaluation, code == "97112"
                )
                if answer == "allowed":
                    open_codes.add(code)
            if answer != "not allowed":
                others.add(code)
        if answer == "depends":
            open_codes.add(code)
        if answer == "not allowed":
            lost.add(code)
            if not theirs:
                continue
            mine = 0
        before = minutes.get(code, (timed, 0, 0))
        minutes[code] = (timed, before[1] + mine, before[2] + theirs)
    for code, (timed, mine, theirs) in list(minutes.items()):
        if code in others and theirs:
            lost.add(code)
            minutes[code] = (timed, mine, theirs := 0)
            if not mine:
                del minutes[code]
        if rows[code].get("evaluation") and theirs:
            (open_codes if mine else lost).add(code)
            minutes[code] = (timed, mine, 0)
            if not mine:
                del minutes[code]
    return minutes, lost, open_codes


Payment = tuple[Fraction, Fraction, Fraction]
"""Dollars of a day: what is allowed, what Medicare pays of it, and what the patient pays."""

BilledLine = tuple[str, int, bool]
"""Code, units, and whether the assistant's modifier is on the line."""


def payments(
    lines: list[BilledLine], day: str, fees: Any, place: str = "national", qualifying: bool = False
) -> list[set[Payment]] | None:
    """Every payment that the sources leave open for a day's lines; None where the data cannot price them.

    Each unit in turn is tried as the one that is paid in full. Nothing is left out of a day but half of the practice
    expense of the others, so the choice by the highest practice expense is the one that makes the exact sum the largest, and
    of these the highest fee is taken. Where units with the modifier and units without are equals, either may be the one: the
    payments are in two sets, one for each. Within a set they differ by a cent at most, from rounding.

    The patient pays a fifth of each line. Medicare pays what is left, and of a line with the modifier, from 2022, it keeps
    back 15 of each 100 cents.
    """
    dollars = _unit_dollars({code for code, _, _ in lines}, day, fees, place, qualifying)
    if dollars is None:
        return None
    units = []
    for line, (code, count, marked) in enumerate(lines):
        units += [(line, code, marked and day >= "2022-01-01")] * count

    def payment(full: int) -> Payment:
        allowed, medicare, patient = Fraction(0), Fraction(0), Fraction(0)
        for line in range(len(lines)):
            own = [(i, code, marked) for i, (at, code, marked) in enumerate(units) if at == line]
            amount = sum((_cents(dollars(code, i == full)) for i, code, _ in own), Fraction(0))
            rest = amount - amount / 5
            kept_back = rest * 15 / 100 if own[0][2] else Fraction(0)
            allowed, medicare, patient = allowed + amount, medicare + _cents(rest - kept_back), patient + _cents(amount / 5)
        return allowed, medicare, patient

    sets: dict[bool, set[Payment]] = {}
    for i in _first_in_rank([code for _, code, _ in units], dollars):
        sets.setdefault(units[i][2], set()).add(payment(i))
    return list(sets.values())


def _first_in_rank(codes: list[str], dollars: Callable[[str, bool], Fraction]) -> list[int]:
    """The units that may be the one paid in full."""
    sums = [sum((dollars(code, i == full) for i, code in enumerate(codes)), Fraction(0)) for full in range(len(codes))]
    most = max(sums)
    first = [i for i, total in enumerate(sums) if total == most]
    highest = max(dollars(codes[i], True) for i in first)
    return [i for i in first if dollars(codes[i], True) == highest]


def _unit_dollars(codes: set[str], day: str, fees: Any, place: str, qualifying: bool) -> Callable[[str, bool], Fraction] | None:
    """The exact fee of a unit, in full or with half of its practice expense; None where the data cannot price these codes."""
    factor = None
    for row in fees["conversion_factors"]:
        if row["from"] <= day <= row["until"] and row["kind"] in ("all", "qualifying" if qualifying else "other"):
            factor = _exact(row["amount"])
    values: dict[str, Any] = {}
    for year in fees["fees"]:
        if str(year["year"]) == day[:4]:
            values = year["values"]
    index = {"work": Fraction(1), "practice_expense": Fraction(1), "malpractice": Fraction(1)}
    if place != "national":
        found = [p for p in fees["localities"] if p["id"] == place and p["from"] <= day <= p["until"]]
        if not found:
            return None
        index = {part: _exact(found[0][part]) for part in index}
    if factor is None or not codes <= values.keys():
        return None

    @cache
    def dollars(code: str, in_full: bool) -> Fraction:
        parts = {part: _exact(values[code][part]) * index[part] for part in index}
        if not in_full:
            parts["practice_expense"] /= 2
        return sum(parts.values(), Fraction(0)) * factor

    return dollars


def allowed(lines: list[BilledLine], day: str, fees: Any, place: str = "national", qualifying: bool = False) -> Fraction:
    """What a day's lines are allowed, which is the same whoever furnished them."""
    found = payments(lines, day, fees, place, qualifying)
    assert found is not None
    (total,) = {payment[0] for each in found for payment in each}
    return total


def is_payment(answers: set[Payment], found: list[set[Payment]]) -> bool:
    """Whether these answers are what the sources leave open: one out of every set, and nothing else."""
    return answers <= set().union(*found) and all(answers & each for each in found) and len(answers) <= len(found)


@cache
def _exact(number: object) -> Fraction:
    """The number as it is written, not as a binary fraction."""
    return Fraction(str(number))


def _cents(amount: Fraction) -> Fraction:
    """Rounded to cents, half a cent upward."""
    return Fraction((amount * 100 + Fraction(1, 2)).__floor__(), 100)


ClaimLine = tuple[str, int, frozenset[str], bool]
"""Code, units, modifiers, and whether an edit makes the line deny."""


Possible = dict[frozenset[ClaimLine], list[set[Payment]]]
"""Claims that the sources leave possible, with what may be paid for each: nothing where all deny or the data cannot price it."""


def claims(visit: Any, data: Any) -> list[Possible]:
    """Every alternative of a visit under Medicare, from plain values and the plain YAML: each as the claims that it may become.

    A settled alternative is one claim. Where no source says which units need the assistant's modifier, the alternative is every
    claim that keeps the full blocks of each person.

    The visit is {"day", "discipline", "setting", "hospital", "year_to_date", "place", "qualifying", "separate": {pair: modifier},
    "services": [(code, timed, therapist, assistant, treated by)]}, each code once.
    """
    year = int(str(visit["day"])[:4])
    services = paid(visit, data)[0]
    letter = {"PT": "P", "OT": "O", "SLP": "N"}[str(visit["discipline"])]
    timed = {code: mine + theirs for code, (is_timed, mine, theirs) in services.items() if is_timed}
    untimed = [code for code, (is_timed, _, _) in services.items() if not is_timed]
    alternatives = []
    for way in medicare(timed):
        partings = []
        for code, units in [*sorted(way), *((code, 1) for code in untimed)]:
            is_timed, mine, theirs = services[code]
            partings.append([(code, split) for split in possible_splits(units, mine, theirs, year, is_timed)])
        possible: Possible = {}
        for chosen in product(*partings):
            lines = [(code, n, marked) for code, split in chosen for n, marked in zip(split, (False, True), strict=True) if n]
            claim, payment = _finished(lines, visit, data, letter)
            possible[claim] = payment or []
        alternatives.append(possible)
    return alternatives


def possible_splits(units: int, therapist: int, assistant: int, year: int, timed: bool) -> list[tuple[int, int]]:
    """(units without, units with the modifier): the one that the sources settle, or all that they leave possible.

    An untimed service is marked whole or not at all. Of a timed code all partings are listed, and those stay that leave each
    person's full blocks with that person.
    """
    if not timed:
        marked = above_a_tenth(therapist, assistant) if year >= 2020 else False
        return [(0, units) if way else (units, 0) for way in ((False, True) if marked is None else (marked,))]
    settled = assistant_split(units, therapist, assistant, year)
    if settled is not None:
        return [settled]
    every = [(without, units - without) for without in range(units + 1)]
    return [(without, marked) for without, marked in every if 15 * (without + 1) > therapist and 15 * (marked + 1) > assistant]


def _finished(
    lines: list[BilledLine], visit: Any, data: Any, letter: str
) -> tuple[frozenset[ClaimLine], list[set[Payment]] | None]:
    day = str(visit["day"])
    denied, opened = _edits({code for code, _, _ in lines}, visit, data)
    standing = [line for line in lines if line[0] not in denied]
    possible = payments(standing, day, data["fees"], str(visit["place"]), bool(visit["qualifying"])) if standing else None
    limits = {str(row["year"]): row["ot" if letter == "O" else "pt_and_slp"] for row in data["thresholds"]["years"]}
    limit, before = limits.get(day[:4]), visit["year_to_date"]
    (added,) = {payment[0] for each in possible for payment in each} if possible else {Fraction(0)}
    kx = limit is not None and before is not None and _exact(before) + added > limit
    claim = frozenset(
        (
            code,
            count,
            frozenset(
                {f"G{letter}"}
                | ({f"C{'Q' if letter == 'P' else 'O'}"} if marked else set())
                | opened.get(code, set())
                | ({"KX"} if kx else set())
            ),
            code in denied,
        )
        for code, count, marked in lines
    )
    return claim, possible


def _edits(unsorted: set[str], visit: Any, data: Any) -> tuple[set[str], dict[str, set[str]]]:
    """The codes that deny on a day with these codes, and those that a modifier opens."""
    day = str(visit["day"])
    denied: set[str] = set()
    opened: dict[str, set[str]] = {}
    codes = sorted(unsorted)
    for i, first in enumerate(codes):
        for second in codes[i + 1 :]:
            edit = edit_of(data["edit-pairs"], first, second, day, bool(visit["hospital"]))
            if edit is None:
                continue
            modifier = visit["separate"].get(frozenset({first, second}))
            if edit[1] and modifier:
                opened.setdefault(edit[0], set()).add(modifier)
            else:
                denied.add(edit[0])
    for modifiers in opened.values():
        if len(modifiers) > 1:
            modifiers.discard("59")
    return denied, opened


DayLine = tuple[str, ClaimLine]
"""A discipline, and a line of its claim."""

DayWay = tuple[list[set[Payment]], dict[str, set[Fraction]]]
"""What may be paid of a day, and the dollars that each discipline's claim may be allowed."""


def days(visits: list[Any], data: Any) -> list[dict[frozenset[DayLine], DayWay]]:
    """Every alternative of a day of several disciplines, as the ways to bill it that stay possible: one if settled."""
    alone = [claims({**visit, "year_to_date": None}, data) for visit in visits]
    return [_days_of(visits, list(alternatives), data) for alternatives in product(*alone)]


def _days_of(visits: list[Any], alone: list[Possible], data: Any) -> dict[frozenset[DayLine], DayWay]:
    """Every way to bill a day, from the claims that each discipline may have alone.

    Each discipline's lines are those of its visit alone. Then all codes of the day are held against each other, and each unit of
    the day in turn is tried as the one paid in full. PT and SLP put their dollars into one pot, OT into another.
    """
    found: dict[frozenset[DayLine], DayWay] = {}
    day, fees = str(visits[0]["day"]), data["fees"]
    for way in product(*alone):
        lines = [
            (str(visit["discipline"]), code, count, not modifiers.isdisjoint({"CQ", "CO"}))
            for visit, claim in zip(visits, way, strict=True)
            for code, count, modifiers, _ in sorted(claim, key=str)
        ]
        denied, opened = _edits({line[1] for line in lines}, visits[0], data)
        standing = [line for line in lines if line[1] not in denied]
        place, qualifying = str(visits[0]["place"]), bool(visits[0]["qualifying"])
        paid_for = payments([line[1:] for line in standing], day, fees, place, qualifying) if standing else None
        pots: list[dict[str, Fraction]] = []
        dollars = _unit_dollars({line[1] for line in standing}, day, fees, place, qualifying)
        units = [(discipline, code) for discipline, code, count, _ in standing for _ in range(count)]
        for full in _first_in_rank([code for _, code in units], dollars) if dollars and units else ():
            pots.append({str(visit["discipline"]): Fraction(0) for visit in visits})
            for i, (discipline, code) in enumerate(units):
                pots[-1][discipline] += _cents(dollars(code, i == full)) if dollars else 0
        kx: set[str] = set()
        for row in data["thresholds"]["years"]:
            for limit, shared in ((row["pt_and_slp"], ("PT", "SLP")), (row["ot"], ("OT",))):
                own = [visit for visit in visits if visit["discipline"] in shared]
                if str(row["year"]) != day[:4] or not own or own[0]["year_to_date"] is None:
                    continue
                added = [sum(pot.get(discipline, Fraction(0)) for discipline in shared) for pot in pots] or [Fraction(0)]
                if all(_exact(own[0]["year_to_date"]) + amount > limit for amount in added):
                    kx.update(shared)
        letters = {"PT": ("GP", "CQ"), "OT": ("GO", "CO"), "SLP": ("GN", "")}
        billed = frozenset(
            (
                discipline,
                (
                    code,
                    count,
                    frozenset(letters[discipline][: 1 + marked])
                    | opened.get(code, set())
                    | ({"KX"} if discipline in kx else set()),
                    code in denied,
                ),
            )
            for discipline, code, count, marked in lines
        )
        found[billed] = (paid_for or [], {str(v["discipline"]): {pot[str(v["discipline"])] for pot in pots} for v in visits})
    return found


def over_limit(units: int, code: str, hospital: bool, raw: Any) -> bool:
    """Whether so many units of a code are above its limit, from the plain YAML."""
    table = "hospital" if hospital else "practitioner"
    rows = [row for each in raw["tables"] if each["table"] == table for row in each["rows"] if row["code"] == code]
    return any(units > row["units"] for row in rows)
