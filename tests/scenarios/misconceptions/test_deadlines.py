"""Wrong due days, each counted on a calendar by hand: the family of deadlines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from macros.scenarios.asks import deadlines
from macros.scenarios.draw import every_draw
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.deadlines import DEADLINES
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.template import Scenario
from tests.plain_yaml import plain_yaml
from tests.scenarios.misconceptions.made_up import LIBRARY, ROOT, made_up, wrong_values

# Counted from Monday, March 2, 2026: 14 days are March 16, 30 are April 1 (the 29th is March 31), 60 are May 1,
# 90 are May 31, 120 are June 30, and 180 are August 29.
CERTIFICATION = {"what": "certification", "day": "2026-03-02"}
RECERTIFICATION = {"what": "recertification", "day": "2026-03-02"}
ENDS_SOONER = {**RECERTIFICATION, "plan_ends": "2026-04-30"}
ENDS_LATER = {**RECERTIFICATION, "plan_ends": "2026-06-30"}
HEARING = {"what": "hearing", "day": "2026-03-02"}
FILING = {"what": "filing", "day": "2026-03-02"}
# Mondays, Wednesdays and Fridays: March 2, 4, 6, 9, 11, 13, 16, 18, 20 (the 9th), 23 (the 10th), 25 (the 11th).
REPORT = {"what": "progress-report", "day": "2026-03-02", "every": "2 2 3"}
REPORTED, MISSED = {**REPORT, "reported": "6"}, {**REPORT, "missed": "3 6"}
TELEPHONE = {"what": "verbal-order", "day": "2026-03-02", "spoken": "2026-03-23"}
RECERTIFIED = {"what": "next-recertification", "day": "2026-05-18", "first": "2026-03-02"}

DUE: list[tuple[str, dict[str, str], list[str]]] = [
    ("first-day-counted", CERTIFICATION, ["2026-03-31"]),
    ("first-day-counted", RECERTIFICATION, ["2026-05-30"]),
    ("first-day-counted", FILING, ["2027-03-01"]),
    # 2028 has a February 29.
    ("first-day-counted", {"what": "filing", "day": "2027-03-01"}, ["2028-02-29"]),
    # A report counts its first visit, and rightly; the plan's own end is a day that nobody counts to.
    ("first-day-counted", REPORT, []),
    ("first-day-counted", ENDS_SOONER, []),
    ("first-day-counted", ENDS_LATER, ["2026-05-30"]),
    ("day-too-many", CERTIFICATION, ["2026-04-02"]),
    ("day-too-many", ENDS_SOONER, ["2026-05-01"]),
    ("day-too-many", HEARING, ["2026-05-02"]),
    ("day-too-many", REPORT, ["2026-03-24"]),
    ("months-for-days", CERTIFICATION, ["2026-04-02"]),
    ("months-for-days", RECERTIFICATION, ["2026-06-02"]),
    ("months-for-days", HEARING, ["2026-05-02"]),
    ("months-for-days", {"what": "redetermination", "day": "2026-03-02"}, ["2026-07-02"]),
    ("months-for-days", {"what": "reconsideration", "day": "2026-03-02"}, ["2026-09-02"]),
    # Three months from November are February of the next year; one month from November is still this year.
    ("months-for-days", {"what": "recertification", "day": "2026-11-02"}, ["2027-02-02"]),
    ("months-for-days", {"what": "certification", "day": "2026-11-02"}, ["2026-12-02"]),
    # There is no February 30.
    ("months-for-days", {"what": "certification", "day": "2026-01-30"}, []),
    ("months-for-days", ENDS_SOONER, []),
    ("months-for-days", FILING, []),
    ("months-for-days", REPORT, []),
    # Four weeks for 30 days, and twelve for 90.
    ("weeks-for-months", CERTIFICATION, ["2026-03-30"]),
    ("weeks-for-months", RECERTIFICATION, ["2026-05-25"]),
    ("weeks-for-months", ENDS_SOONER, []),
    ("weeks-for-months", REPORT, []),
    # Thirty working days are six weeks, 60 are 12 and 90 are 18.
    ("working-days", CERTIFICATION, ["2026-04-13"]),
    ("working-days", HEARING, ["2026-05-25"]),
    ("working-days", RECERTIFICATION, ["2026-07-06"]),
    # Counted from a Saturday, the first working day is Monday, March 9, and the 30th the Friday of the sixth week.
    ("working-days", {"what": "certification", "day": "2026-03-07"}, ["2026-04-17"]),
    ("working-days", ENDS_SOONER, []),
    ("working-days", FILING, []),
    ("days-of-another", CERTIFICATION, ["2026-03-16", "2026-05-01", "2026-05-31", "2026-06-30", "2026-08-29"]),
    ("days-of-another", HEARING, ["2026-03-16", "2026-04-01", "2026-05-31", "2026-06-30", "2026-08-29"]),
    ("days-of-another", ENDS_SOONER, []),
    ("days-of-another", FILING, []),
    # Ten working days from Monday, March 2, are two weeks.
    ("thirty-days-for-a-report", REPORT, ["2026-03-16", "2026-03-12", "2026-04-01"]),
    ("thirty-days-for-a-report", CERTIFICATION, []),
    ("first-visit-left-out", REPORT, ["2026-03-25"]),
    # Once a week: the 11th visit is ten weeks after the first, the 9th eight weeks.
    ("first-visit-left-out", {**REPORT, "every": "7"}, ["2026-05-11"]),
    ("first-visit-left-out", HEARING, []),
    ("one-visit-short", REPORT, ["2026-03-20"]),
    ("one-visit-short", {**REPORT, "every": "7"}, ["2026-04-27"]),
    ("one-visit-short", RECERTIFICATION, []),
    # First treated on March 2 and approved by telephone on March 23: a signature is in time until April 6, 14 days later.
    ("verbal-order-forgotten", TELEPHONE, ["2026-04-01"]),
    ("verbal-order-alone", TELEPHONE, ["2026-04-06", "2026-04-22"]),
    ("verbal-order-alone", {**TELEPHONE, "spoken": "2026-03-09"}, ["2026-03-23", "2026-04-08"]),
    ("first-day-counted", TELEPHONE, ["2026-04-05"]),
    ("verbal-order-forgotten", CERTIFICATION, []),
    ("verbal-order-alone", CERTIFICATION, []),
    ("a-week-ahead", ENDS_SOONER, ["2026-04-23"]),
    ("a-week-ahead", CERTIFICATION, []),
    # Begun on March 2 and recertified on May 18: the next 90 days end on August 16, and not on May 31 or August 29.
    ("early-days-added", RECERTIFIED, ["2026-08-29", "2026-05-31"]),
    ("early-days-added", RECERTIFICATION, []),
    ("weeks-for-months", RECERTIFIED, ["2026-08-10"]),
    # A report on March 13, the 6th day: the next ten are March 16 to April 6. The 10th day of all is March 23, the 20th April 15.
    ("report-counts-on-in-tens", REPORTED, ["2026-03-23", "2026-04-15"]),
    ("report-counts-on-in-tens", REPORT, []),
    ("report-a-visit-late", REPORTED, ["2026-04-08"]),
    ("report-a-visit-late", REPORT, []),
    ("one-visit-short", REPORTED, ["2026-04-03"]),
    ("first-visit-left-out", REPORTED, []),
    # March 6 and 13 were missed, so that March 27 is the 10th day; ten days after the last miss are March 16 to April 6.
    ("booked-visits-counted", MISSED, ["2026-03-23"]),
    ("booked-visits-counted", REPORT, []),
    ("begins-anew-after-a-miss", MISSED, ["2026-04-06"]),
    ("begins-anew-after-a-miss", REPORT, []),
    ("one-visit-short", MISSED, ["2026-03-25"]),
    ("filing-misjudged", FILING, ["2026-05-31", "2026-08-29", "2027-12-31", "2026-12-31"]),
    ("filing-misjudged", CERTIFICATION, []),
    # Dated February 23 and opened March 16: 60 days later are April 24 and May 15. The day itself is right.
    ("time-from-another-day", {**HEARING, "instead": "2026-02-23 2026-03-16 2026-03-02"}, ["2026-04-24", "2026-05-15"]),
    ("time-from-another-day", HEARING, []),
    # A professional claim counts from March 2, an institutional one from the through date.
    ("time-from-another-day", {**FILING, "instead": "2026-03-20 2026-04-06"}, ["2027-03-20", "2027-04-06"]),
    ("time-from-another-day", {**FILING, "claim": "institutional", "through": "2026-03-20", "instead": "2026-03-02 2026-03-20"},
     ["2027-03-02"]),
    ("time-from-another-day", {**REPORT, "instead": "2026-03-04"}, []),
]  # fmt: skip

# A hearing: 60 days from March 2 are May 1, and a request of 2026 takes $200; of 2025, $190; a court takes $1,960.
ASKED = {"level": "hearing", "day": "2026-03-02", "asked": "2026-05-01", "amount": "195"}
LATE = {**ASKED, "asked": "2026-05-04", "amount": "250"}
NEITHER = {**ASKED, "asked": "2026-05-04", "amount": "120"}
OPEN = {**ASKED, "amount": "2000"}

NOT_DATED: list[tuple[str, str, dict[str, str], list[Any]]] = [
    # Levels of 60 days have two others of other days: 120 for a redetermination, 180 for a reconsideration.
    ("days-of-another", "appeal-days", {"level": "hearing"}, [120, 180]),
    ("days-of-another", "appeal-days", {"level": "redetermination"}, [180, 60, 60, 60]),
    # Neither the level itself nor the one that follows, which is right.
    # Each answer: whether in time, and whether enough.
    ("amount-of-another-year", "level-open", ASKED, [(True, True)]),
    ("amount-of-another-year", "level-open", {**ASKED, "asked": "2025-12-15", "day": "2025-12-01"}, [(True, False)]),
    ("amount-of-another-year", "level-open", OPEN, [(True, True)]),
    ("amount-of-the-other-level", "level-open", LATE, [(False, False)]),
    ("amount-of-the-other-level", "level-open", {**ASKED, "level": "court", "amount": "250"}, [(True, True)]),
    ("one-condition-forgotten", "level-open", ASKED, [(True, True)]),
    ("one-condition-forgotten", "level-open", LATE, [(True, True)]),
    ("one-condition-forgotten", "level-open", NEITHER, [(False, True), (True, False), (True, True)]),
    ("one-condition-forgotten", "level-open", OPEN, []),
    ("condition-misjudged", "level-open", OPEN, [(True, False), (False, True), (False, False)]),
    ("condition-misjudged", "level-open", ASKED, [(False, False), (False, True)]),
    ("condition-misjudged", "level-open", LATE, [(False, False), (True, False)]),
    ("condition-misjudged", "level-open", NEITHER, []),
    ("another-level", "next-level", {"level": "redetermination"}, ["hearing", "council", "court"]),
    ("another-level", "next-level", {"level": "reconsideration"}, ["redetermination", "council", "court"]),
    ("another-level", "next-level", {"level": "council"}, ["redetermination", "reconsideration", "hearing"]),
]


@pytest.mark.parametrize(("name", "given", "days"), DUE)
def test_the_wrong_due_day_is_the_one_counted_by_hand(name: str, given: dict[str, str], days: list[str]) -> None:
    assert wrong_values(name, made_up("due", given)) == [date.fromisoformat(day) for day in days]


def test_what_is_said_of_a_year_counted_from_another_day_names_the_day_that_counts() -> None:
    """An institutional claim counts from its through date, and not from the day on which treatment began."""
    given = {**FILING, "claim": "institutional", "through": "2026-03-20", "instead": "2026-03-02"}
    (answer,) = MISCONCEPTIONS["time-from-another-day"].answers(made_up("due", given), "due")
    assert answer.feedback == "That is counted from March 2, 2026, but the time runs from March 20, 2026."


@pytest.mark.parametrize(("name", "ask", "given", "values"), NOT_DATED)
def test_the_wrong_level_or_number_of_days(name: str, ask: str, given: dict[str, str], values: list[Any]) -> None:
    assert wrong_values(name, made_up(ask, given)) == values


def test_nobody_counts_to_a_day_before_the_decision_came() -> None:
    """The visit is months before a hearing or the Council, so that 60 days from it are over when the decision comes."""
    scenarios = plain_yaml(ROOT / "quizzes" / "appeals.yml")["scenarios"]
    scenario = Scenario.model_validate(next(each for each in scenarios if each["id"] == "letter-that-waited"))
    days = {"redetermination": 120, "reconsideration": 180, "hearing": 60, "council": 60}
    counted_from = set()
    for draw in every_draw(scenario, LIBRARY):
        question = Question(LIBRARY, scenario, draw)
        begins = [date.fromisoformat(day) for day in question.given("instead").split()]
        assert min(begins) + timedelta(days=days[draw["level"]]) > question.day
        counted_from.add((draw["level"], len(begins)))
    assert counted_from == {("redetermination", 4), ("reconsideration", 4), ("hearing", 3), ("council", 3)}


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("missed", "3 6th", "`3 6th` is not a list of whole numbers from 1 to"),
        ("missed", "0", "`0` is not a list of whole numbers from 1 to"),
        ("missed", "3 11", "`3 11` is not a list of whole numbers from 1 to"),
        ("missed", "9" * 5_000, "is not a list of whole numbers from 1 to"),
        ("every", "two", "`two` is not a list of whole numbers from 1 to"),
        ("every", "0", "`0` is not a list of whole numbers from 1 to"),
        ("every", "9999999", "`9999999` is not a list of whole numbers from 1 to"),
        ("every", '{{ "" }}', "`every` is empty"),
        ("reported", "eighth", "`eighth` is not a list of whole numbers from 1 to"),
        ("reported", "40", "`40` is not a list of whole numbers from 1 to"),
        ("reported", "3 8", "the last report was written on one day"),
    ],
)
def test_visits_that_are_no_numbers_are_a_fault_at_their_line(name: str, text: str, what: str) -> None:
    question = made_up("due", {**REPORT, name: text})
    readers: list[Callable[[Question], object]] = [deadlines.due, partial(wrong_values, "one-visit-short")]
    if name == "missed":
        readers.append(partial(wrong_values, "begins-anew-after-a-miss"))
    for read in readers:
        with pytest.raises(QuestionFault) as caught:
            read(question)
        assert what in caught.value.what
        assert caught.value.field == ("given", name)


def test_every_wrong_deadline_has_a_case() -> None:
    assert {name for name, *_ in (*DUE, *NOT_DATED)} == set(DEADLINES)
