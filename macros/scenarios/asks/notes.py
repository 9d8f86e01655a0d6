"""Asks about a note that is read sentence by sentence: which sentence fails, and what is missing."""

from __future__ import annotations

from macros.facts.note import Flaw, NotePair, Sentence
from macros.scenarios.asks.ask import Ask, Key
from macros.scenarios.asks.records import whole_list, write_requirement
from macros.scenarios.item import FIND, SINGLE
from macros.scenarios.question import Question, QuestionFault


def sentences(question: Question) -> tuple[Sentence, ...]:
    """The sentences of the strong note as the question shows them, with the flaw if one was drawn."""
    pair: NotePair = question.record(NotePair)
    says = pair.strong.says
    if question.scenario.ask == "failing-sentence":
        flaw, place = _flaw(question)
        return (*says[:place], Sentence(says=flaw.says), *says[place + 1 :])
    return says


def _flaw(question: Question) -> tuple[Flaw, int]:
    flaw: Flaw = question.record(Flaw)
    pair: NotePair = question.record(NotePair)
    places = question.library.needed_sentences(pair)
    if flaw.document != pair.document or flaw.concept not in places:
        fix = "add `flaw.document == note.document and flaw.concept in note.needed` to `require`"
        raise QuestionFault(f"the flaw {flaw.id} has no place in the note {pair.id}", fix, ("require",))
    return flaw, places[flaw.concept]


def _failing(question: Question) -> Key:
    flaw, place = _flaw(question)
    pair: NotePair = question.record(NotePair)
    note = pair.strong.model_copy(update={"says": sentences(question)})
    missing = question.library.read_note(pair, note).reading.missing
    if {element.concept for element in missing} != {flaw.concept}:
        raise QuestionFault(f"{flaw.id} spoils more than one element of {pair.id}", "choose another flaw or note", ("vary",))
    lists = whole_list(question.library, pair.document)
    steps = (*lists, *(f"What this note no longer shows: {element.name}." for element in missing))
    return Key(place, flaw.because, steps, (*(element.id for element in missing), *flaw.rests_on))


def _missing(question: Question) -> Key:
    pair: NotePair = question.record(NotePair)
    place = question.given_whole("place")
    note = pair.strong.model_copy(update={"says": (*pair.strong.says[:place], *pair.strong.says[place + 1 :])})
    missing = question.library.read_note(pair, note).reading.missing
    if len(missing) != 1:
        raise QuestionFault(
            f"{len(missing)} required elements are missing", "draw `place` from `note.places`", ("given", "place")
        )
    (element,) = missing
    fact = question.library.fact(element.id)
    return Key(element.id, fact.text, whole_list(question.library, pair.document), (element.id,))


def _write_sentence(question: Question, place: int) -> str:
    return sentences(question)[place].says


NOTE_ASKS = (
    Ask(
        "failing-sentence",
        "the sentence of a note that a flaw was put into",
        FIND,
        "notes",
        _failing,
        _write_sentence,
        sort_key=int,
        judgment=True,
    ),
    Ask(
        "missing-element", "the element that a note no longer holds", SINGLE, "notes", _missing, write_requirement, judgment=True
    ),
)
