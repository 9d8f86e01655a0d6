"""Keys of the asks that judge a count or sort the minutes of a log, found again by other means.

Units come from the table of tests/oracle.py; where minutes go was typed by a person for each stretch, after reading its text; a
colleague's claim is read out of the stem and worked out once more from what the colleague says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from macros.scenarios.item import Item
from macros.scenarios.question import Question
from tests import oracle

Minutes = Mapping[str, int]

TIMED = {
    *("no-touch", "judges-each-try", "assistant-goes-on", "assistant-cues", "student-watches"),
    *("family-watches", "aide-stands-by", "after-a-pause"),
}
TOTAL = {"joins-group": "97150", "shares-therapist": "97150", "circuit-of-three": "97150"}
NEITHER = {
    *("rests-in-chair", "lies-until-steady", "rests-between-tries", "rests-watched", "blood-pressure-rest"),
    *("sets-up", "reads-chart", "plans-session", "writes-note", "calls-doctor", "cleans-equipment"),
    *("aide-counts", "aide-walks", "aide-repeats", "goes-on-alone", "alone-with-sheet", "turns-to-other-patient"),
    *("occupational-therapist-leads", "physical-therapist-leads"),
}


def place(stretch: str) -> str:
    """Where the minutes of a stretch go, as a person read it."""
    (found,) = [name for name, ids in (("timed", TIMED), ("total", TOTAL), ("neither", NEITHER)) if stretch in ids]
    return found


def minutes_of(question: Question) -> tuple[dict[str, int], int]:
    """The timed minutes of each code, and all untimed minutes, the log included."""
    timed: dict[str, int] = {}
    untimed = 0
    for service in question.planned:
        if service.timed:
            timed[service.code] = timed.get(service.code, 0) + service.minutes
        else:
            untimed += service.minutes
    for entry in question.log:
        where = place(entry.stretch.id)
        if where == "timed":
            timed[entry.code] = timed.get(entry.code, 0) + entry.minutes
        untimed += entry.minutes * (where == "total")
    return timed, untimed


def right(item: Item) -> str:
    return next(option.text for option in item.options if option.correct)


def blocks(timed: Minutes) -> dict[str, int]:
    return {code: len(range(15, minutes + 1, 15)) for code, minutes in timed.items()}


def handed_out(timed: Minutes, units: int, order: list[str]) -> dict[str, int]:
    """Full blocks, and one unit each to the first codes of an order until the units are used up."""
    given = blocks(timed)
    for code in order:
        if sum(given.values()) < units:
            given[code] += 1
    return given


def by_rest(timed: Minutes, sign: int) -> list[str]:
    return sorted(timed, key=lambda code: (sign * (timed[code] - 15 * blocks(timed)[code]), code))


def _kept(timed: Minutes) -> dict[str, int]:
    kept = {code: minutes for code, minutes in timed.items() if minutes > 7}
    return dict(next(iter(oracle.medicare(kept))))


WAYS: Mapping[str, Callable[[Minutes], Mapping[str, int]]] = {
    "medicare": lambda timed: dict(next(iter(oracle.medicare(timed)))),
    "midpoint": oracle.midpoint,
    "drop-remainders": blocks,
    "round-each-up": lambda timed: {code: len(range(0, minutes, 15)) for code, minutes in timed.items()},
    "unit-each-eight": lambda timed: {code: len(range(8, minutes + 1, 8)) for code, minutes in timed.items()},
    "full-fifteen": lambda timed: handed_out(timed, len(range(15, sum(timed.values()) + 1, 15)), by_rest(timed, -1)),
    "all-on-one-code": lambda timed: {max(timed, key=lambda code: timed[code]): oracle.table_units(sum(timed.values()))},
    "most-minutes-wins": lambda timed: handed_out(
        timed, oracle.table_units(sum(timed.values())), sorted(timed, key=lambda code: (-timed[code], code))
    ),
    "smallest-rest-wins": lambda timed: handed_out(timed, oracle.table_units(sum(timed.values())), by_rest(timed, 1)),
    "short-left-out": _kept,
    "one-for-every-service": lambda timed: {code: max(1, count) for code, count in blocks(timed).items()},
    "day-rounded-up": lambda timed: handed_out(timed, len(range(0, sum(timed.values()), 15)), by_rest(timed, -1)),
}
"""What a colleague bills who works as the words say."""

MISSES = {
    "misses nothing": "medicare",
    "to the nearest unit": "midpoint",
    "throws away all that a service has left over": "drop-remainders",
    "every service upward": "round-each-up",
    "for the length of every block": "unit-each-eight",
    "stops at the full blocks": "full-fifteen",
    "whole day on the longest service": "all-on-one-code",
    "to the biggest total": "most-minutes-wins",
    "backward": "smallest-rest-wins",
    "drops brief services": "short-left-out",
}


def claim_told(item: Item) -> frozenset[tuple[str, int]]:
    return frozenset((code, int(units)) for code, units in re.findall(r"(\d{5}) × (\d+)", item.stem))


def positive(units: Mapping[str, int]) -> frozenset[tuple[str, int]]:
    return frozenset((code, count) for code, count in units.items() if count)


def claim_verdict(question: Question, item: Item) -> None:
    timed, _ = minutes_of(question)
    acceptable = oracle.medicare(timed)
    told = claim_told(item)
    billed, units = sum(count for _, count in told), oracle.table_units(sum(timed.values()))
    text = right(item)
    assert text.startswith("Yes") == (told in acceptable)
    assert ("more units than the minutes" in text) == (billed > units)
    assert ("support more units" in text) == (billed < units)
    assert ("another code" in text) == (billed == units and told not in acceptable)
    assert told == positive(WAYS[question.draw["working"].id](timed))


def working_step(question: Question, item: Item) -> None:
    timed, _ = minutes_of(question)
    told = claim_told(item)
    for option in item.options:
        (way,) = [name for words, name in MISSES.items() if words in option.text]
        assert (way == question.draw["working"].id) == option.correct
        assert (positive(WAYS[way](timed)) == told) == option.correct, option.text


def last_unit(question: Question, item: Item) -> None:
    timed, _ = minutes_of(question)
    full = blocks(timed)
    may = {code for claim in oracle.medicare(timed) for code, units in claim if units > full[code]}
    assert set(re.findall(r"\d{5}", right(item))) == may
    assert right(item).startswith("No code") == (not may)
    assert right(item).startswith("The clinician") == (len(may) > 1)


def _total(question: Question) -> int:
    return sum(minutes_of(question)[0].values())


def minutes_to_next(question: Question, item: Item) -> None:
    total = _total(question)
    assert isinstance(item.answer, int)
    assert oracle.table_units(total + item.answer) == oracle.table_units(total) + 1
    assert oracle.table_units(total + item.answer - 1) == oracle.table_units(total)


def minutes_to_spare(question: Question, item: Item) -> None:
    total = _total(question)
    assert isinstance(item.answer, int)
    assert oracle.table_units(total - item.answer) == oracle.table_units(total)
    assert oracle.table_units(total - item.answer - 1) == oracle.table_units(total) - 1


def _row(question: Question) -> list[int]:
    units = int(question.given("units"))
    return [total for total in range(200) if oracle.table_units(total) == units]


def least_minutes(question: Question, item: Item) -> None:
    assert item.answer == _row(question)[0]


def minutes_range(question: Question, item: Item) -> None:
    row = _row(question)
    assert right(item) == f"{row[0]} to {row[-1]} minutes"


def units_lost(question: Question, item: Item) -> None:
    total, out = _total(question), int(question.given("struck"))
    assert item.answer == oracle.table_units(total) - oracle.table_units(total - out)


def payers_compared(question: Question, item: Item) -> None:
    timed, _ = minutes_of(question)
    medicare, other = oracle.table_units(sum(timed.values())), sum(oracle.midpoint(timed).values())
    text = right(item)
    assert text.startswith("Medicare allows more") == (medicare > other)
    assert text.startswith("The other payer allows more") == (medicare < other)
    assert ("the same units" in text) == (medicare == other)
    if medicare == other:
        assert oracle.medicare(timed) == {positive(oracle.midpoint(timed))}, "on the same codes, as the option says"


def short_service(question: Question, item: Item) -> None:
    timed, _ = minutes_of(question)
    (short,) = [code for code, minutes in timed.items() if minutes < 8]
    (claim,) = oracle.medicare(timed)
    (without,) = oracle.medicare({code: minutes for code, minutes in timed.items() if code != short})
    text = right(item)
    assert (f"earn {short} a unit" in text) == (short in dict(claim))
    assert ("another code" in text) == (short not in dict(claim) and claim != without)
    assert ("stays what it was" in text) == (claim == without)


def visit_for_units(question: Question, item: Item) -> None:
    units = question.draw["billed"]
    for option in item.options:
        minutes = [int(n) for n in re.findall(r"(\d+) minute", option.text)]
        assert (oracle.table_units(sum(minutes)) == units) == option.correct, option.text


def minute_kind(question: Question, item: Item) -> None:
    (entry,) = question.log
    where = place(entry.stretch.id)
    timed = "counted" if where == "timed" else "omitted"
    treatment = "excluded" if where == "neither" else "included"
    assert right(item) == f"Timed minutes: {timed}; total treatment minutes: {treatment}"


def treatment_total(question: Question, item: Item) -> None:
    timed, untimed = minutes_of(question)
    assert item.answer == sum(timed.values()) + untimed


def note_totals(question: Question, item: Item) -> None:
    timed, untimed = minutes_of(question)
    numbers = [int(n) for n in re.findall(r"\d+", right(item))]
    assert numbers == [sum(timed.values()), sum(timed.values()) + untimed]


def sort_minutes(question: Question, item: Item) -> None:
    texts = {"timed": "Both totals", "total": "Total treatment minutes only", "neither": "Neither total"}
    letters = {option.id: option.text for option in item.options}
    expected = {entry.minutes: texts[place(entry.stretch.id)] for entry in question.log}
    found = {int(re.findall(r"(\d+) minutes", row.text)[0]): letters[row.answer] for row in item.rows}
    assert found == expected


JUDGED: Mapping[str, Callable[[Question, Item], None]] = {
    "claim-verdict": claim_verdict,
    "working-step": working_step,
    "last-unit": last_unit,
    "minutes-to-next": minutes_to_next,
    "minutes-to-spare": minutes_to_spare,
    "least-minutes": least_minutes,
    "minutes-range": minutes_range,
    "units-lost": units_lost,
    "payers-compared": payers_compared,
    "short-service": short_service,
    "visit-for-units": visit_for_units,
    "minute-kind": minute_kind,
    "treatment-total": treatment_total,
    "note-totals": note_totals,
    "sort-minutes": sort_minutes,
}
