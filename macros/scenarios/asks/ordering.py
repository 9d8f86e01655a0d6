"""Asks that put things in order: levels of appeal, what falls due, who is next for a unit, which practice expense is highest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from macros.rules.deadlines import Deadline, certification_due, filing_due, progress_report_due, recertification_due
from macros.rules.units import MEDICARE, UNIT_MINUTES
from macros.rules.vocabulary import APPEAL_LEVEL_NAMES, AppealLevel
from macros.scenarios.asks.ask import Ask, Key, Part
from macros.scenarios.asks.deadlines import level_fact, treatment_days
from macros.scenarios.item import ORDER
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import counted, long_date


def _key(parts: Sequence[Part], cites: Sequence[str], steps: Sequence[str] = ()) -> Key:
    """A key of parts in their right order."""
    if len(parts) < 3:
        raise QuestionFault(f"{len(parts)} things have hardly an order", "name three or more", ("given",))
    explanation = (*steps, *(f"{part.text}: {part.feedback}" for part in parts))
    return Key(tuple(part.value for part in parts), "", explanation, tuple(dict.fromkeys(cites)), (), tuple(parts))


def _appeals(question: Question) -> Key:
    asked = question.given("levels").split()
    odd = [name for name in asked if name not in tuple(AppealLevel)]
    if odd or len(set(asked)) < len(asked):
        raise QuestionFault(
            f"`{' '.join(odd or asked)}` are no levels of appeal", f"use {', '.join(AppealLevel)}", ("given", "levels")
        )
    parts, cites = [], []
    for level in sorted((AppealLevel(name) for name in asked), key=lambda level: level.number):
        fact = level_fact(question, level)
        parts.append(Part(level.value, APPEAL_LEVEL_NAMES[level], f"Level {level.number} of {len(AppealLevel)}."))
        cites.append(fact.id)
    return _key(parts, cites)


def _dated(question: Question) -> list[tuple[date, str, str, Deadline]]:
    ends = question.day_of(question.given("plan_ends", "")) if question.given("plan_ends", "") else None
    periods = question.library.periods
    events = {
        "certification": ("The first certification of the plan", certification_due(question.day, periods=periods)),
        "recertification": ("The recertification", recertification_due(question.day, ends, periods=periods)),
        "progress-report": ("The first progress report", progress_report_due(treatment_days(question), periods=periods)),
        "filing": ("The claim for the first visit", filing_due(question.day)),
    }
    dated: list[tuple[date, str, str, Deadline]] = []
    for name in question.given("events", " ".join(events)).split():
        if name not in events:
            raise QuestionFault(f"`{name}` has no deadline here", f"use {', '.join(events)}", ("given", "events"))
        text, deadline = events[name]
        if deadline.due is None:
            raise QuestionFault(f"no day is known for {name}", "give more treatment days", ("given",))
        dated.append((deadline.due, name, text, deadline))
    return sorted(dated, key=lambda row: row[0])


def _due_is_settled(question: Question) -> bool:
    return not any(deadline.runs_on for *_, deadline in _dated(question))


def _due(question: Question) -> Key:
    dated = _dated(question)
    if not _due_is_settled(question):
        raise QuestionFault("a last day to file is no workday", "draw another day", ("given",))
    if len({day for day, _, _, _ in dated}) < len(dated):
        raise QuestionFault("two of them are due on the same day", "narrow what varies", ("given",))
    parts = [Part(name, text, f"Due {long_date(day)}.") for day, name, text, _ in dated]
    return _key(parts, [fact for *_, deadline in dated for step in deadline.steps for fact in step.cites])


def _rests(question: Question) -> Key:
    if question.rule != MEDICARE:
        raise QuestionFault("only Medicare compares what is left over", "use payer_rule: medicare", ("visit", "payer_rule"))
    rests = {service.code: service.minutes % UNIT_MINUTES for service in question.services if service.timed}
    if len(set(rests.values())) < len(rests):
        raise QuestionFault("two codes have as many minutes left over", "let `require` keep them apart", ("require",))
    minutes = {service.code: service.minutes for service in question.services}
    parts = [
        Part(
            code,
            f"{code} ({counted(minutes[code], 'minute')})",
            _left_over(minutes[code]),
        )
        for code in sorted(rests, key=lambda code: -rests[code])
    ]
    step = "Take out the full 15-minute blocks; a unit that remains goes to the code with the most minutes left over."
    return _key(parts, ("U-04",), (step,))


def _left_over(minutes: int) -> str:
    """What is left of the minutes of a code once its full blocks are taken out."""
    blocks, rest = divmod(minutes, UNIT_MINUTES)
    if not blocks:
        return f"no full block, so all {minutes} are left over."
    return f"{minutes} less {counted(blocks, 'full block')} of {UNIT_MINUTES} leaves {rest}."


def _expenses(question: Question) -> Key:
    codes = question.given("codes").split()
    year = question.library.tables.schedule.fees.get(question.day.year, {})
    unknown = [code for code in codes if code not in year]
    if unknown:
        raise QuestionFault(f"there is no fee for {unknown[0]} in {question.day.year}", "name other codes", ("given", "codes"))
    expenses = {code: year[code].practice_expense for code in codes}
    if len(set(expenses.values())) < len(expenses):
        raise QuestionFault("two codes have the same practice expense", "name other codes", ("given", "codes"))
    ranked = sorted(expenses, key=lambda code: -expenses[code])
    parts = [
        Part(code, f"{code} ({question.library.codes[code].name})", f"{expenses[code]} for practice expense.") for code in ranked
    ]
    return _key(parts, ("P-02", "P-03"), ("The unit with the day's highest practice expense is paid in full.",))


def _text(question: Question, value: object) -> str:
    raise AssertionError("the parts of an order carry their own text")


ORDER_ASKS = (
    Ask("appeal-order", "levels of appeal in their order", ORDER, "deadlines", _appeals, _text),
    Ask("due-order", "what falls due first, and what later", ORDER, "deadlines", _due, _text, settled=_due_is_settled),
    Ask("rest-order", "codes by the minutes left over", ORDER, "counting", _rests, _text),
    Ask("expense-order", "codes by their practice expense", ORDER, "payment", _expenses, _text),
)
