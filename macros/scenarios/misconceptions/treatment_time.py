"""Which minutes of a visit count: rest, work around the treatment, other hands, other people.

These learners take the clock on the wall for treatment time, or ask of treatment what no rule asks: a hand on the patient, the
therapist in person, a room without onlookers, one unbroken stretch. Some know that a note has two totals and take them for two
piles, where one holds the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from macros.rules.reason import Reason
from macros.rules.treatment_time import (
    AideTime,
    Beside,
    By,
    GroupTime,
    NoContact,
    NotWithPatient,
    OtherBills,
    Place,
    RestTime,
    UntimedTime,
)
from macros.rules.units import UNIT_MINUTES, cap_for, count_units
from macros.scenarios.asks.counting import claim_of
from macros.scenarios.asks.minutes import TIMED_APART, told_of, totals
from macros.scenarios.misconceptions.misconception import Answers, Misconception, WrongAnswer, family
from macros.scenarios.question import Logged, Question

Misplaced = Callable[[Logged], str | None]
"""Where somebody puts minutes who works that way; None where the method leaves them where they belong."""

COUNTED = {"total-units", "claim"}
LOGGED = {"minute-kind", "timed-total", "treatment-total", "note-totals", "sort-minutes", *COUNTED}


def counts_everything(entry: Logged) -> str | None:
    """Counts all minutes from coming in to leaving as timed minutes."""
    return Place.TIMED if entry.place is not Place.TIMED else None


def total_is_clock(entry: Logged) -> str | None:
    """Takes the total treatment time for all the time that the visit takes."""
    return Place.TOTAL if entry.place is Place.NEITHER else None


def untimed_not_in_total(entry: Logged) -> str | None:
    """Leaves untimed services out of both totals."""
    return Place.NEITHER if entry.place is Place.TOTAL else None


def timed_apart(entry: Logged) -> str | None:
    """Takes the two totals of the note for two piles: what is in one is not in the other."""
    return TIMED_APART


def hands_on_only(entry: Logged) -> str | None:
    """Counts only minutes in which a hand is on the patient."""
    return Place.NEITHER if entry.place is Place.TIMED and not entry.stretch.hands_on else None


def assistant_left_out(entry: Logged) -> str | None:
    """Leaves an assistant's minutes out."""
    return Place.NEITHER if entry.place is Place.TIMED and entry.stretch.stretch.by is By.ASSISTANT else None


def onlooker_makes_group(entry: Logged) -> str | None:
    """Takes one-on-one treatment for a group as soon as somebody else is in the room."""
    return Place.TOTAL if entry.place is Place.TIMED and entry.stretch.stretch.beside is Beside.ONLOOKER else None


def one_stretch_only(entry: Logged) -> str | None:
    """Counts the first unbroken stretch of treatment alone."""
    return Place.NEITHER if entry.place is Place.TIMED and entry.stretch.again else None


_MISSED: Mapping[str, str] = {
    "timed-apart": "Timed minutes are treatment, so they are part of the total treatment minutes too.",
    "hands-on-only": "Skilled verbal cueing is treatment; no rule requires hands on the patient.",
    "assistant-left-out": "An assistant's one-on-one treatment is therapy, so its minutes count.",
    "onlooker-makes-group": "Only one patient is treated; an onlooker does not make it a group.",
    "one-stretch-only": "Treatment may come in several stretches, as long as each is skilled.",
}


_TAKEN_FOR_TIMED: Mapping[type[Reason], str] = {
    RestTime: "The clock runs on during a rest, but the treatment does not.",
    NotWithPatient: "Timed minutes are spent with the patient, not on the patient's behalf.",
    AideTime: "One-on-one is not enough: a therapist or an assistant has to treat.",
    NoContact: "Exercise that nobody guides is not billed, however useful it is.",
    OtherBills: "One discipline bills the time that two share, and here it is the other one.",
    GroupTime: "Timed codes are one-on-one, and a group has a code of its own.",
    UntimedTime: "An untimed code adds nothing to the timed minutes.",
}

_NOT_IN_TIMED: Mapping[str, str] = {
    "total-is-clock": "The total is treatment, timed and untimed, and not all the time on the clock.",
    "untimed-not-in-total": "Untimed treatment is treatment too, so it belongs in the total.",
    "timed-apart": "No minutes are timed without being part of the total.",
}


def _missed(name: str, entry: Logged) -> str:
    """What a method missed: what else the minutes are, or, where they count, what no rule asks for."""
    if entry.place is Place.TIMED:
        return _MISSED[name]
    return _NOT_IN_TIMED.get(name) or _TAKEN_FOR_TIMED[type(entry.reason)]


def _answers(name: str, method: Misplaced) -> Answers:
    def answers(question: Question, ask: str) -> Iterable[WrongAnswer]:
        changed = {entry.stretch.id: place for entry in question.log if (place := method(entry)) is not None}
        if not changed or (name in _KINDS_ONLY and ask not in _KINDS_ONLY[name]):
            return
        first = next(entry for entry in question.log if entry.stretch.id in changed)
        feedback = _missed(name, first)
        if ask == "sort-minutes":
            for entry in question.log:
                if entry.stretch.id in changed:
                    yield WrongAnswer((told_of(question, entry), changed[entry.stretch.id]), _missed(name, entry))
            return
        value = changed[first.stretch.id] if ask == "minute-kind" else _recounted(question, ask, changed)
        if value is not None:
            yield WrongAnswer(value, feedback)

    return answers


def _recounted(question: Question, ask: str, changed: Mapping[str, str]) -> object:
    """The number or claim that follows when these stretches are put elsewhere."""
    timed, total = totals(question)
    for entry in question.log:
        now = changed.get(entry.stretch.id, entry.place)
        timed += entry.minutes * ((now in {Place.TIMED, TIMED_APART}) - (entry.place is Place.TIMED))
        total += entry.minutes * ((now in {Place.TIMED, Place.TOTAL}) - (entry.place is not Place.NEITHER))
    if ask == "timed-total":
        return timed
    if ask == "treatment-total":
        return total
    if ask == "note-totals":
        return (timed, total)
    places = {entry.stretch.id: Place(changed.get(entry.stretch.id, entry.place)) for entry in question.log}
    counted = count_units(question.with_log(question.planned, places), question.rule)
    if len(counted.acceptable) != 1:
        return None
    claim = claim_of(counted.acceptable[0])
    return claim if ask == "claim" else sum(units for _, units in claim)


def half_of_shared(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives each discipline half of the minutes in which both are with the patient, whoever bills them."""
    timed, _ = totals(question)
    shared = sum(entry.minutes for entry in question.log if entry.stretch.stretch.beside is Beside.OTHER_DISCIPLINE)
    if shared:
        yield WrongAnswer(timed + shared // 2, "The other discipline bills all of these minutes, so there is no half to bill.")


def only_the_entry(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the minutes of the last entry for the day's."""
    yield WrongAnswer(question.log[-1].minutes, "That is one part of the visit; add up all one-on-one minutes under timed codes.")


def timed_total_for_total(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the timed minutes for the total treatment time."""
    timed, total = totals(question)
    said = f"Total treatment time includes untimed services too: {timed} + {total - timed} = {total}."
    if total > timed:
        yield WrongAnswer(timed if ask == "treatment-total" else (timed, timed), said)


def units_for_minutes(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Writes the billed units times 15 in place of the minutes."""
    timed, total = totals(question)
    billed = cap_for(timed) * UNIT_MINUTES
    said = "The note shows the actual minutes, not the units times 15."
    if billed != timed:
        yield WrongAnswer(billed + total - timed if ask == "treatment-total" else (billed, billed + total - timed), said)


def untimed_left_out_of_total(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the untimed services alone as the rest of the time, beside the timed minutes."""
    timed, total = totals(question)
    said = f"The total is the timed and untimed minutes together, {total}."
    if total - timed:
        yield WrongAnswer(total - timed if ask == "treatment-total" else (timed, total - timed), said)


_METHODS: dict[str, tuple[str, Misplaced]] = {
    "counts-everything": ("Counts all the time in the clinic", counts_everything),
    "total-is-clock": ("Takes the total for the time on the clock", total_is_clock),
    "untimed-not-in-total": ("Leaves untimed services out of the total", untimed_not_in_total),
    "timed-apart": ("Takes the two totals for two piles", timed_apart),
    "hands-on-only": ("Counts hands-on minutes alone", hands_on_only),
    "assistant-left-out": ("Leaves an assistant's minutes out", assistant_left_out),
    "onlooker-makes-group": ("Takes an onlooker for a group", onlooker_makes_group),
    "one-stretch-only": ("Counts one unbroken stretch alone", one_stretch_only),
}
_KINDS_ONLY: Mapping[str, set[str]] = {"timed-apart": {"minute-kind", "note-totals"}}
"""The asks to which a method answers that puts minutes where no claim can count them."""

TREATMENT_TIME = {
    name: Misconception(name, title, frozenset(_KINDS_ONLY.get(name, LOGGED)), _answers(name, method), method)
    for name, (title, method) in _METHODS.items()
}

_OF_TOTALS: dict[str, tuple[str, set[str], Answers]] = {
    "half-of-shared": ("Splits shared minutes in half", {"timed-total"}, half_of_shared),
    "only-the-entry": ("Takes one entry for the day", {"timed-total"}, only_the_entry),
    "timed-total-for-total": ("Takes timed minutes for the total", {"treatment-total", "note-totals"}, timed_total_for_total),
    "units-for-minutes": ("Writes units times 15", {"treatment-total", "note-totals"}, units_for_minutes),
    "untimed-left-out-of-total": (
        "Takes untimed minutes for the total",
        {"treatment-total", "note-totals"},
        untimed_left_out_of_total,
    ),
}
TREATMENT_TIME |= family(_OF_TOTALS)
