"""Asks about by when something is due, and about the levels of appeal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from macros.facts.fact import Fact
from macros.rules.deadline_reasons import APPEAL_DUE
from macros.rules.deadlines import (
    Certified,
    Deadline,
    LevelOpen,
    appeal_due,
    certification_due,
    certified,
    filing_counts_from,
    filing_due,
    level_open,
    next_recertification_due,
    progress_report_due,
    recertification_due,
)
from macros.rules.reason import Reason
from macros.rules.refused import Refused
from macros.rules.vocabulary import APPEAL_LEVEL_NAMES, AppealLevel
from macros.scenarios.asks.ask import Ask, Key, behind, key_from
from macros.scenarios.item import NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import listed, long_date

WHAT = ("certification", "verbal-order", "recertification", "next-recertification", "progress-report", "filing", *AppealLevel)

BOOKED = 31
"""Visits that are booked from the first day on: enough for two reports and a day, with ten visits missed."""

LONGEST_GAP = 31
"""The most days from one booked visit to the next."""

CERTIFIED = {
    True: "In time, by a signature or by what stands in for it",
    False: "Not in time: a late certification, for which the record must give the reason",
    None: "Still open: the last day has not passed",
}


def due(question: Question) -> Deadline:
    """The deadline of what is given."""
    what = question.given("what")
    if what == "certification":
        return certification_due(question.day, periods=question.library.periods)
    if what == "verbal-order":
        spoken = question.day_of(question.given("spoken"))
        open_until = certified(question.day, spoken, spoken=spoken, periods=question.library.periods)
        return Deadline(open_until.due, open_until.steps)
    if what == "next-recertification":
        return next_recertification_due(question.day, periods=question.library.periods)
    if what == "recertification":
        ends = question.given("plan_ends", "")
        return recertification_due(question.day, question.day_of(ends) if ends else None, periods=question.library.periods)
    if what == "progress-report":
        return progress_report_due(treatment_days(question), last_report(question), periods=question.library.periods)
    if what == "filing":
        return filing(question)
    if what in list(AppealLevel):
        return appeal_due(what, question.day, question.library.appeal_amounts, periods=question.library.periods)
    raise QuestionFault(f"`{what}` has no deadline here", f"use one of {', '.join(WHAT)}", ("given", "what"))


def filing(question: Question) -> Deadline:
    """The year for filing, from the service date or from the one of a claim's two days that its kind names."""
    claim = question.given("claim", "")
    if not claim:
        return filing_due(question.day)
    try:
        counts = filing_counts_from(claim, question.day, question.day_of(question.given("through")))
    except Refused as refused:
        raise QuestionFault(refused.what, refused.fix, ("given", "claim")) from None
    deadline = filing_due(counts.day)
    return Deadline(deadline.due, (counts, *deadline.steps))


def booked_days(question: Question) -> Sequence[date]:
    """The days booked from the first on, each so many days after the last (`given.every`, such as "2 2 3")."""
    gaps = question.given_places("every", LONGEST_GAP, "2 2 3")
    if not gaps:
        raise QuestionFault("`every` is empty", 'write the days from visit to visit, such as "2 2 3"', ("given", "every"))
    return _booked(question.day, gaps)


@lru_cache(maxsize=4096)
def _booked(first: date, gaps: tuple[int, ...]) -> tuple[date, ...]:
    days = [first]
    while len(days) < BOOKED:
        days.append(days[-1] + timedelta(days=gaps[(len(days) - 1) % len(gaps)]))
    return tuple(days)


def treatment_days(question: Question) -> list[date]:
    """The days booked without those that the patient missed (`given.missed`, such as "3 6" for the third and the sixth)."""
    missed = missed_visits(question)
    return [day for place, day in enumerate(booked_days(question), 1) if place not in missed]


def missed_visits(question: Question) -> tuple[int, ...]:
    """The visits that the patient missed, of the first ten booked."""
    return question.given_places("missed", 10, "")


def last_report(question: Question) -> date | None:
    """The treatment day on which the last report was written (`given.reported`, such as "8" for the eighth), if one was."""
    reported = question.given_places("reported", 10, "")
    if len(reported) > 1:
        raise QuestionFault("the last report was written on one day", "keep one number", ("given", "reported"))
    return treatment_days(question)[reported[0] - 1] if reported else None


def due_is_settled(question: Question) -> bool:
    """Whether the last day is one on which something can be filed: of any other, no question is asked."""
    return not due(question).runs_on


def _due(question: Question) -> Key:
    deadline = due(question)
    if deadline.due is None:
        raise QuestionFault("nothing is due yet", "give more days", ("given",))
    if not due_is_settled(question):
        raise QuestionFault(f"the last day, {long_date(deadline.due)}, is no workday", "draw another day", ("given",))
    last_day = long_date(deadline.due)
    why = next((step.text for step in deadline.steps if last_day in step.text), f"{last_day}.")
    return _said_once(question, deadline.steps, deadline.due, why, _counted_out(question, deadline.due))


def _said_once(question: Question, steps: Sequence[Reason], value: Any, why: str, *counted_out: str) -> Key:
    """A key whose worked steps do not repeat its feedback: in place of it they count out the days, and end with the rule."""
    key = key_from(steps, value, why)
    before = tuple(text for text in key.explanation if text != why)
    return replace(key, explanation=(*before, *filter(None, counted_out), *behind(question.library, key.cites, why, *before)))


def _counted_out(question: Question, due: date) -> str:
    """How the last day is reached, where it is reached by counting."""
    if question.given("what") == "progress-report":
        reported = last_report(question)
        days = [day for day in treatment_days(question) if reported is None or day > reported]
        again = f"The report of {_month_and_day(reported)} starts the count again. " if reported else ""
        return f"{again}The ten treatment days: {listed(_month_and_day(day) for day in days if day <= due)}."
    first = question.day + timedelta(days=1)
    days_counted = (due - question.day).days
    if question.given("what") in {"filing", "verbal-order"}:
        return ""
    return f"Day 1 is {_month_and_day(first)}; day {days_counted} is the last."


def _month_and_day(day: date) -> str:
    return f"{day:%B} {day.day}"


def _write_day(question: Question, day: date) -> str:
    return long_date(day)


def level_fact(question: Question, level: AppealLevel) -> Fact:
    """The fact that says how long a level of appeal is open."""
    return question.library.fact(APPEAL_DUE[level].cites[0])


def _appeal_days(question: Question) -> Key:
    level = question.given("level")
    if level not in list(AppealLevel):
        raise QuestionFault(f"`{level}` is not a level", f"use one of {', '.join(AppealLevel)}", ("given", "level"))
    days = question.library.periods.appeals[level]
    fact = level_fact(question, AppealLevel(level))
    return Key(days, _days_of_levels(question), (fact.text,), (fact.id,))


_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def _days_of_levels(question: Question) -> str:
    """How long each of the five levels leaves, those with as many days together."""
    days = question.library.periods.appeals
    alike = {count: [_ORDINALS[level.number - 1] for level in AppealLevel if days[level] == count] for count in days.values()}
    said = [f"{count} days at the {listed(places)} level{'s' if len(places) > 1 else ''}" for count, places in alike.items()]
    return f"Medicare allows {listed(said)}."


def _next_level(question: Question) -> Key:
    level = question.given("level")
    *before_another, _ = AppealLevel
    if level not in before_another:
        raise QuestionFault(f"nothing comes after `{level}`", f"use one of {', '.join(before_another)}", ("given", "level"))
    following = list(AppealLevel)[AppealLevel(level).number]
    fact = level_fact(question, following)
    right = f"It is level {following.number} of {len(AppealLevel)}, and no level can be skipped."
    return Key(following.value, right, (fact.text,), (fact.id,))


BOTH_COUNT = "Two conditions count: the days since the decision came, and the amount for the year of the request."

LEVEL_OPEN = {
    (True, True): "Yes: the request is in time, and the amount is enough",
    (False, True): "No: the request is late, although the amount is enough",
    (True, False): "No: the amount is too low, although the request is in time",
    (False, False): "No: the request is late, and the amount is too low",
}


def asked_level(question: Question, **otherwise: Any) -> LevelOpen:
    """Whether the level of appeal that is given is open; `otherwise` replaces what is given, as a misconception has it."""
    facts = {
        "level": question.given("level"),
        "received": question.day,
        "asked": question.day_of(question.given("asked")),
        "amount": question.given_dollars("amount"),
        "amounts": question.library.appeal_amounts,
        **otherwise,
    }
    try:
        return level_open(**facts, periods=question.library.periods)
    except Refused as refused:
        raise QuestionFault(refused.what, refused.fix, ("given",)) from None


def _level_open(question: Question) -> Key:
    found = asked_level(question)
    value = (found.in_time, found.enough)
    return key_from(found.steps, value, BOTH_COUNT)


def certification(question: Question) -> Certified:
    """How the first certification of the plan stands, of the days that are given."""

    def optional(name: str) -> date | None:
        text = question.given(name, "")
        return question.day_of(text) if text else None

    try:
        return certified(
            question.day,
            question.day_of(question.given("today")),
            optional("signed"),
            periods=question.library.periods,
            order=optional("order"),
            sent=optional("sent"),
        )
    except Refused as refused:
        raise QuestionFault(refused.what, refused.fix, ("given",)) from None


def _certified(question: Question) -> Key:
    found = certification(question)
    return _said_once(question, found.steps, found.met, found.steps[-1].text)


DEADLINE_ASKS = (
    Ask(
        "level-open",
        "whether a hearing or a court is open, by the day and the amount",
        SINGLE,
        "deadlines",
        _level_open,
        lambda q, v: LEVEL_OPEN[v],
    ),
    Ask(
        "due",
        "the last day on which something is in time",
        SINGLE,
        "deadlines",
        _due,
        _write_day,
        sort_key=str,
        settled=due_is_settled,
    ),
    Ask(
        "certified",
        "whether a plan's first certification is in time",
        SINGLE,
        "deadlines",
        _certified,
        lambda q, v: CERTIFIED[v],
        sort_key=list(CERTIFIED).index,
    ),
    Ask(
        "appeal-days",
        "the days in which a level of appeal is asked for",
        NUMBER,
        "deadlines",
        _appeal_days,
        lambda q, v: str(v),
        label="Days",
        maximum=999,
    ),
    Ask(
        "next-level",
        "the level of appeal that follows",
        SINGLE,
        "deadlines",
        _next_level,
        lambda q, v: APPEAL_LEVEL_NAMES[v],
        sort_key=list(AppealLevel).index,
    ),
)
