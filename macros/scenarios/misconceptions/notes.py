"""Wrong ideas about a note that is read sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.note import NotePair
from macros.facts.note_reading import asked_elements
from macros.rules.records import REQUIRED
from macros.scenarios.asks.notes import sentences
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question


def sound_sentence_blamed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Blames a sentence that is sound, or that Medicare does not ask for."""
    pair: NotePair = question.record(NotePair)
    required = {
        each.concept: each.name
        for each in asked_elements(question.library.requirements, pair.document)
        if each.by == "medicare" and each.status == REQUIRED
    }
    for place, sentence in enumerate(sentences(question)):
        met = [required[name] for name in sentence.concepts if name in required]
        gives = f"it gives {' and '.join(met)}" if met else "Medicare asks nothing of it that it lacks"
        yield WrongAnswer(place, f"blamed a sound sentence: {gives}.")


def read_past(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Misses an element that the note does hold."""
    pair: NotePair = question.record(NotePair)
    for each in asked_elements(question.library.requirements, pair.document):
        if each.by == "medicare" and each.status == REQUIRED and each.only_if is None:
            sentence = next((sentence.says for sentence in pair.strong.says if each.concept in sentence.concepts), None)
            if sentence:
                yield WrongAnswer(each.id, f"read past it. The note holds it: {sentence}")


def good_practice_missed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Misses what is good practice alone."""
    pair: NotePair = question.record(NotePair)
    for each in asked_elements(question.library.requirements, pair.document):
        if each.by == "good-practice" and each.concept not in pair.strong.concepts:
            fact = question.library.facts[each.id]
            yield WrongAnswer(each.id, f"missed good practice. The note lacks it, and Medicare does not require it. {fact.text}")


NOTES = {
    name: Misconception(name, title, frozenset(asks), answers, answers)
    for name, title, asks, answers in (
        (
            "sound-sentence-blamed",
            "Blames a sound sentence",
            {"failing-sentence", "sentence-against-units"},
            sound_sentence_blamed,
        ),
        ("read-past", "Reads past what the note holds", {"missing-element"}, read_past),
        ("good-practice-missed", "Misses good practice in place of a rule", {"missing-element"}, good_practice_missed),
    )
}
