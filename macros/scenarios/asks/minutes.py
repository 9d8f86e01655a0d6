"""Asks about a visit's log: which of its minutes count, and which totals the note shows."""

from __future__ import annotations

from dataclasses import dataclass

from macros.facts.patient import Patient
from macros.rules.reason import Reason
from macros.rules.treatment_time import Place
from macros.scenarios.asks.ask import Ask, Key, Part, key_from
from macros.scenarios.expressions import told
from macros.scenarios.item import MATCH, NUMBER, SINGLE
from macros.scenarios.question import Logged, Question, QuestionFault
from macros.text.wording import counted, sentence_case

TIMED_APART = "timed-apart"
"""A wrong place: among the timed minutes, and not in the total."""

PLACES = {
    Place.TIMED: "To both totals: the timed minutes and the total treatment minutes",
    TIMED_APART: "To the timed minutes, and not to the total treatment minutes",
    Place.TOTAL: "To the total treatment minutes, and not to the timed minutes",
    Place.NEITHER: "Neither to the timed minutes nor to the total treatment minutes",
}
SHORT_PLACES = {Place.TIMED: "timed minutes", Place.TOTAL: "total treatment minutes alone", Place.NEITHER: "outside both totals"}


@dataclass(frozen=True)
class TreatmentTotal(Reason):
    """The total treatment minutes of a visit."""

    timed: int
    untimed: int
    total: int

    says = "Total treatment minutes: {timed} timed + {untimed} untimed = {total}."
    cites = ("D-23b",)


@dataclass(frozen=True)
class TimedMinutes(Reason):
    """The total timed minutes of a visit."""

    timed: int

    says = "Total timed minutes: {timed}."
    cites = ("D-23a", "U-01")


def log_of(question: Question) -> tuple[Logged, ...]:
    """The log of the visit. Raises QuestionFault where there is none."""
    if not question.log:
        raise QuestionFault("this asks about the log of a visit, and there is none", "add `log:` to the visit", ("visit",))
    return question.log


def totals(question: Question) -> tuple[int, int]:
    """Total timed minutes, and total treatment minutes."""
    timed = sum(service.minutes for service in question.services if service.timed)
    return timed, sum(service.minutes for service in question.services)


def _steps(question: Question) -> tuple[Reason, ...]:
    timed, total = totals(question)
    return (
        *(entry.reason for entry in question.log),
        TimedMinutes(timed),
        TreatmentTotal(timed, total - timed, total),
    )


def write_totals(question: Question, value: tuple[int, int]) -> str:
    """`38 timed minutes, 50 minutes in all`"""
    return f"{counted(value[0], 'timed minute')}, {counted(value[1], 'minute')} in all"


def told_of(question: Question, entry: Logged) -> str:
    """The text of a stretch, told of the question's patient."""
    patient = next((name for name, value in question.draw.items() if isinstance(value, Patient)), None)
    if patient is None:
        raise QuestionFault("no patient of the cast is drawn", "draw one variable with from: patients", ("vary",))
    return sentence_case(told(entry.stretch.text, question.names[patient], entry.minutes))


def _kind(question: Question) -> Key:
    (entry,) = log_of(question)[:1]
    return key_from((entry.reason,), entry.place, entry.reason.text)


def _treatment_total(question: Question) -> Key:
    _, total = totals(question)
    return key_from(_steps(question), total, f"{counted(total, 'minute')}.")


def _note_totals(question: Question) -> Key:
    timed, total = totals(question)
    right = "Only timed codes make the first total. The second holds every minute of treatment, and nothing else."
    return key_from(_steps(question), (timed, total), right)


def every_kind(question: Question) -> bool:
    """Whether the log has minutes of each place, no stretch twice and no two that are told alike."""
    return (
        {entry.place for entry in question.log} == set(Place)
        and len({entry.stretch.id for entry in question.log}) == len(question.log)
        and len({type(entry.reason) for entry in question.log}) == len(question.log)
    )


def _sorted(question: Question) -> Key:
    parts = tuple(Part(entry.place, told_of(question, entry), entry.reason.text) for entry in log_of(question))
    key = key_from(tuple(entry.reason for entry in question.log), None, "")
    return Key((), "", key.explanation, key.cites, (), parts, key.reasons)


MINUTES_ASKS = (
    Ask(
        "minute-kind",
        "where the minutes of the visit's one log entry go: timed minutes, the total alone, or neither",
        SINGLE,
        "minutes",
        _kind,
        lambda q, v: PLACES[v],
        judgment=True,
    ),
    Ask(
        "treatment-total",
        "the total treatment minutes of the note",
        NUMBER,
        "minutes",
        _treatment_total,
        lambda q, v: str(v),
        label="Total treatment minutes",
        maximum=1440,
    ),
    Ask("note-totals", "the two totals of the note", SINGLE, "minutes", _note_totals, write_totals),
    Ask(
        "sort-minutes",
        "where the minutes of each stretch of the log go",
        MATCH,
        "minutes",
        _sorted,
        lambda q, v: sentence_case(SHORT_PLACES[v]),
        sort_key=lambda v: list(SHORT_PLACES).index(v),
        settled=every_kind,
        judgment=True,
    ),
)
