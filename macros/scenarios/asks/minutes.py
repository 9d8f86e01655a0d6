"""Asks about a visit's log: which of its minutes count, and which totals the note shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from macros.facts.patient import Patient
from macros.rules.reason import Reason
from macros.rules.treatment_time import (
    AideTime,
    GroupTime,
    NoContact,
    NotWithPatient,
    OtherBills,
    Place,
    RestTime,
    TreatedOneOnOne,
    UntimedTime,
)
from macros.scenarios.asks.ask import Ask, Key, Part, key_from
from macros.scenarios.expressions import told
from macros.scenarios.item import MATCH, NUMBER, SINGLE
from macros.scenarios.question import Logged, Question, QuestionFault
from macros.text.wording import counted, sentence_case

TIMED_APART = "timed-apart"
"""A wrong place: among the timed minutes, and not in the total."""

PLACES = {
    Place.TIMED: "Timed minutes: counted; total treatment minutes: included",
    TIMED_APART: "Timed minutes: counted; total treatment minutes: excluded",
    Place.TOTAL: "Timed minutes: omitted; total treatment minutes: included",
    Place.NEITHER: "Timed minutes: omitted; total treatment minutes: excluded",
}
SHORT_PLACES = {Place.TIMED: "both totals", Place.TOTAL: "total treatment minutes only", Place.NEITHER: "neither total"}

_WHY: Mapping[type[Reason], str] = {
    RestTime: "Nobody is treating the patient during a rest.",
    NotWithPatient: "It is work for the patient, but not treatment of the patient.",
    AideTime: "It takes a therapist or an assistant to make it therapy.",
    NoContact: "No therapist or assistant is with the patient in that time.",
    OtherBills: "Those minutes are already on the other discipline's claim.",
    GroupTime: "A group is treatment, so it is in the total; it is not one-on-one, so it is not timed.",
    UntimedTime: "It is treatment, so it is in the total; its code is not billed by time.",
    TreatedOneOnOne: "It is skilled treatment of one patient; timed minutes are always part of the total.",
}
"""Why each kind of minutes belongs where it does, as it is said to whoever put them there."""


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
    """`38 timed minutes, 50 total treatment minutes`"""
    return f"{counted(value[0], 'timed minute')}, {counted(value[1], 'total treatment minute')}"


def told_of(question: Question, entry: Logged) -> str:
    """The text of a stretch, told of the question's patient."""
    patient = next((name for name, value in question.draw.items() if isinstance(value, Patient)), None)
    if patient is None:
        raise QuestionFault("no patient of the cast is drawn", "draw one variable with from: patients", ("vary",))
    return sentence_case(told(entry.stretch.text, question.names[patient], entry.minutes))


def _kind(question: Question) -> Key:
    (entry,) = log_of(question)[:1]
    return key_from((entry.reason,), entry.place, _WHY[type(entry.reason)])


def _treatment_total(question: Question) -> Key:
    _, total = totals(question)
    why = "Every minute of skilled treatment is in this total, whether or not its code is billed by time."
    key = key_from(_steps(question), total, why)
    untimed = [service for service in question.services if not service.timed]
    beside = [
        f"{service.code} is untimed: its {counted(service.minutes, 'minute')} count in the total alone." for service in untimed
    ]
    return replace(key, explanation=(*key.explanation[:-1], *([] if question.log else beside), key.explanation[-1]))


def _note_totals(question: Question) -> Key:
    timed, total = totals(question)
    right = "The first total has timed codes only; the second has every minute of treatment and nothing else."
    return key_from(_steps(question), (timed, total), right)


def every_kind(question: Question) -> bool:
    """Whether the log has minutes of each place, no stretch twice and no two that are told alike."""
    return (
        {entry.place for entry in question.log} == set(Place)
        and len({entry.stretch.id for entry in question.log}) == len(question.log)
        and len({type(entry.reason) for entry in question.log}) == len(question.log)
    )


def _sorted(question: Question) -> Key:
    parts = tuple(Part(entry.place, told_of(question, entry), _WHY[type(entry.reason)]) for entry in log_of(question))
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
