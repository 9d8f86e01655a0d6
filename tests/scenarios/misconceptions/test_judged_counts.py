"""Wrong judgments of counts and wrong places of minutes, each worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.judged_counts import JUDGED_COUNTS
from macros.scenarios.misconceptions.treatment_time import TREATMENT_TIME
from macros.scenarios.miscounts import MISCOUNTS, WORKINGS
from macros.scenarios.question import Question
from tests.scenarios.counts_judged import WAYS
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up

Given = dict[str, str] | None

WORKING = {working.id: working for working in WORKINGS}
STRETCH = {stretch.id: stretch for stretch in LIBRARY.stretches}
KIM = LIBRARY.patients[0]


def visit(minutes: dict[str, int], ask: str = "claim", working: str | None = None, given: Given = None) -> Question:
    services = [{"code": code, "minutes": count} for code, count in minutes.items()]
    draw = {"working": WORKING[working]} if working else {}
    return made_up(ask, given, draw, {"payer_rule": "medicare", "services": services})


def answers(name: str, question: Question, ask: str) -> list[Any]:
    assert ask in MISCONCEPTIONS[name].asks
    found = list(MISCONCEPTIONS[name].answers(question, ask))
    assert all(answer.feedback.endswith(".") for answer in found)
    return [answer.value for answer in found]


TWO = {"97112": 24, "97110": 22}  # 46: 3 units, one block each, 9 and 7 left over
CASES: list[tuple[str, str, Question, list[Any]]] = [
    ("agrees-with-colleague", "claim-verdict", visit(TWO, working="round-each-up"), ["supported"]),
    ("agrees-with-colleague", "working-step", visit(TWO, working="round-each-up"), ["medicare"]),
    ("agrees-with-colleague", "claim-verdict", visit(TWO, working="medicare"), []),
    # 2 + 2 units were billed. By themselves the codes make 2 + 1, so the claim looks too high; by eights 3 + 2, too low.
    ("judges-by-wrong-method", "claim-verdict", visit({"97112": 24, "97110": 22}, working="round-each-up"), ["more", "fewer"]),
    ("errs-the-other-way", "claim-verdict", visit(TWO, working="medicare"), ["more", "fewer", "other-code"]),
    ("longest-takes-last", "last-unit", visit({"97112": 31, "97110": 22}), [("97112",)]),
    ("longest-takes-last", "last-unit", visit({"97112": 22, "97110": 22}), []),
    ("smallest-takes-last", "last-unit", visit(TWO), [("97110",)]),
    ("last-in-time-takes-last", "last-unit", visit(TWO), [("97110",)]),
    ("rest-earns-nothing", "last-unit", visit(TWO), [()]),
    ("rest-always-earns", "last-unit", visit({"97112": 18, "97110": 17}), [("97112",)]),
    ("rest-always-earns", "last-unit", visit(TWO), []),
    ("clinician-always-chooses", "last-unit", visit(TWO), [("97110", "97112")]),
    # 46 minutes: the row 38 to 52; 53 is the next.
    ("to-the-full-quarter", "minutes-to-next", visit(TWO), [14]),
    ("to-the-full-quarter", "minutes-to-spare", visit(TWO), [1]),
    ("to-the-full-quarter", "least-minutes", visit(TWO, given={"units": "3"}), [45]),
    ("to-the-full-quarter", "minutes-range", visit(TWO, given={"units": "3"}), [(45, 59)]),
    ("a-whole-unit", "minutes-to-next", visit(TWO), [15]),
    ("a-whole-unit", "minutes-to-spare", visit(TWO), [7]),
    ("eight-for-each", "minutes-to-next", visit(TWO), [2]),
    ("eight-for-each", "minutes-to-spare", visit(TWO), [6]),
    ("eight-for-each", "least-minutes", visit(TWO, given={"units": "3"}), [24]),
    ("eight-for-each", "minutes-range", visit(TWO, given={"units": "3"}), [(24, 31)]),
    ("row-off-by-one", "minutes-to-next", visit(TWO), [8]),
    ("row-off-by-one", "minutes-to-spare", visit(TWO), [7]),
    ("row-off-by-one", "least-minutes", visit(TWO, given={"units": "3"}), [39]),
    ("row-off-by-one", "minutes-range", visit(TWO, given={"units": "3"}), [(39, 53)]),
    ("loses-the-unit", "minutes-to-spare", visit(TWO), [9]),
    # 24 minutes of 97112 alone: the row 23 to 37.
    ("one-code-alone", "minutes-to-next", visit(TWO), [14]),
    # Asked for more of the other code, its 22 minutes alone: the row ends there.
    ("one-code-alone", "minutes-to-next", visit(TWO, given={"more": "97110"}), [1]),
    ("one-code-alone", "minutes-to-spare", visit(TWO), [1]),
    ("one-code-alone", "minutes-to-spare", visit({"97112": 24}), []),
    # 24 timed and 30 untimed minutes: 54, in the row 53 to 67.
    ("untimed-fills-the-row", "minutes-to-next", visit({"97112": 24, "97161": 30}), [14]),
    ("untimed-fills-the-row", "minutes-to-spare", visit({"97112": 24, "97161": 30}), [1]),
    ("rounds-up-to-units", "least-minutes", visit(TWO, given={"units": "3"}), [31]),
    ("rounds-up-to-units", "minutes-range", visit(TWO, given={"units": "3"}), [(31, 45)]),
    ("row-below", "least-minutes", visit(TWO, given={"units": "3"}), [23]),
    ("row-below", "minutes-range", visit(TWO, given={"units": "3"}), [(23, 37)]),
    ("row-below", "least-minutes", visit(TWO, given={"units": "1"}), []),
    ("struck-by-itself", "units-lost", visit(TWO, given={"struck": "9"}), [1]),
    ("struck-rounded-up", "units-lost", visit(TWO, given={"struck": "16"}), [2]),
    ("struck-full-blocks", "units-lost", visit(TWO, given={"struck": "16"}), [1]),
    ("all-units-lost", "units-lost", visit(TWO, given={"struck": "9"}), [3]),
    ("same-everywhere", "payers-compared", visit(TWO), ["same"]),
    ("medicare-always-more", "payers-compared", visit(TWO), ["medicare"]),
    ("medicare-always-less", "payers-compared", visit(TWO), ["other"]),
    ("drops-short", "short-service", visit({"97112": 20, "97110": 5}), ["left-out"]),
    ("short-always-lifts", "short-service", visit({"97112": 20, "97110": 5}), ["lifts"]),
    ("short-keeps-its-unit", "short-service", visit({"97112": 20, "97110": 5}), ["earns"]),
    ("short-changes-nothing", "short-service", visit({"97112": 20, "97110": 5}), ["nothing"]),
]


@pytest.mark.parametrize(("name", "ask", "question", "expected"), CASES)
def test_the_wrong_judgment_is_the_one_worked_by_hand(name: str, ask: str, question: Question, expected: list[Any]) -> None:
    found = answers(name, question, ask)
    assert list(dict.fromkeys(found)) == expected if name != "judges-by-wrong-method" else set(expected) <= set(found)


def test_another_mistake_is_blamed_only_where_it_gives_another_claim() -> None:
    question = visit(TWO, "working-step", "round-each-up")
    found = answers("blames-another-step", question, "working-step")
    assert "round-each-up" not in found
    assert "medicare" not in found
    billed = {"97112": 2, "97110": 2}
    assert all({c: n for c, n in WAYS[name](TWO).items() if n} != billed for name in found)


def test_a_visit_of_a_wrong_method_has_the_units_by_that_method_alone() -> None:
    for visit_minutes in answers("visit-by-wrong-method", visit(TWO, "visit-for-units"), "visit-for-units"):
        total = sum(visit_minutes)
        assert not 38 <= total <= 52
        timed = dict(zip(TWO, visit_minutes, strict=True))
        assert 3 in {sum(WAYS[name](timed).values()) for name in WAYS if name not in {"medicare", "short-left-out"}}


def test_the_wrong_methods_are_those_that_the_words_describe() -> None:
    """Over many visits, the arithmetic of each method is what somebody works out who reads its words."""
    for first in range(3, 50, 4):
        for second in range(4, 50, 5):
            timed = {"97112": first, "97110": second}
            for name, miscount in MISCOUNTS.items():
                units = miscount(timed)
                if units is not None and name in WAYS and not (name == "short-left-out" and not units):
                    shown = {code: count for code, count in units.items() if count}
                    assert shown == {code: count for code, count in WAYS[name](timed).items() if count}, (name, timed)


def logged(stretch: str, minutes: int = 9, ask: str = "timed-total") -> Question:
    entry = {"stretch": "stretch", "minutes": minutes}
    services = [{"code": "97112", "minutes": 20}]
    plan = {"payer_rule": "medicare", "services": services, "log": [entry]}
    return made_up(ask, None, {"stretch": STRETCH[stretch], "who": KIM}, plan)


PLACES: list[tuple[str, str, str | None]] = [
    ("counts-everything", "rests-in-chair", "timed"),
    ("counts-everything", "joins-group", "timed"),
    ("counts-everything", "no-touch", None),
    ("total-is-clock", "writes-note", "total"),
    ("total-is-clock", "joins-group", None),
    ("untimed-not-in-total", "joins-group", "neither"),
    ("untimed-not-in-total", "aide-walks", None),
    ("timed-apart", "no-touch", "timed-apart"),
    ("timed-apart", "aide-walks", "timed-apart"),
    ("hands-on-only", "no-touch", "neither"),
    ("hands-on-only", "student-watches", None),
    ("assistant-left-out", "assistant-cues", "neither"),
    ("assistant-left-out", "aide-counts", None),
    ("onlooker-makes-group", "family-watches", "total"),
    ("onlooker-makes-group", "joins-group", None),
    ("one-stretch-only", "after-a-pause", "neither"),
    ("one-stretch-only", "no-touch", None),
]


@pytest.mark.parametrize(("name", "stretch", "place"), PLACES)
def test_the_wrong_place_and_the_wrong_totals(name: str, stretch: str, place: str | None) -> None:
    """20 minutes of 97112 and 9 more of which somebody gets wrong where they go."""
    question = logged(stretch)
    assert answers(name, question, "minute-kind") == ([] if place is None else [place])
    if place is None or name == "timed-apart":
        return
    timed = 20 + 9 * (place == "timed")
    assert answers(name, question, "timed-total") == [timed]
    assert answers(name, question, "treatment-total") == [20 + 9 * (place != "neither")]
    assert answers(name, question, "note-totals") == [(timed, 20 + 9 * (place != "neither"))]
    assert answers(name, question, "total-units") == [
        (2 if place == "timed" else 1) + (stretch == "joins-group" and place == "total")
    ]


def test_wrong_totals_of_a_note() -> None:
    question = logged("joins-group")
    assert answers("timed-total-for-total", question, "treatment-total") == [20]
    assert answers("timed-total-for-total", question, "note-totals") == [(20, 20)]
    assert answers("units-for-minutes", question, "note-totals") == [(15, 24)]
    assert answers("untimed-left-out-of-total", question, "note-totals") == [(20, 9)]
    assert answers("only-the-entry", question, "timed-total") == [9]
    assert answers("half-of-shared", logged("occupational-therapist-leads", 10), "timed-total") == [25]
    assert answers("timed-apart", logged("no-touch"), "note-totals") == [(29, 20)]


def test_every_misconception_has_a_case() -> None:
    alone = {"blames-another-step", "visit-by-wrong-method"}
    totals = {
        "timed-total-for-total",
        "units-for-minutes",
        "untimed-left-out-of-total",
        "only-the-entry",
    }
    assert {name for name, *_ in CASES} | alone == set(JUDGED_COUNTS)
    assert {name for name, *_ in PLACES} | totals | {"half-of-shared"} == set(TREATMENT_TIME)


def test_what_a_method_misses_is_said_of_no_other_method() -> None:
    """Several methods never add up the day, and several drop minutes; a sentence that says no more fits more than one of them."""
    faults = {working.id: working.misses for working in WORKINGS}
    assert sum("added up" not in working.says for working in WORKINGS) > 1
    assert not [name for name, fault in faults.items() if "never adds up" in fault]
    by_code = [name for name, fault in faults.items() if "each code" in fault]
    of_the_day = [name for name, fault in faults.items() if "the day" in fault and name != "all-on-one-code"]
    assert not [working.id for working in WORKINGS if working.id in by_code and "added up" in working.says]
    assert not [working.id for working in WORKINGS if working.id in of_the_day and "added up" not in working.says]
