"""A note that is read sentence by sentence.

Reviewing feels like proofreading: these learners blame the sentence that reads poorly, miss an element because it is worded
unlike the rule, or miss what would only be good practice. What a note lacks is computed from the concepts its sentences meet.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.note import NotePair
from macros.rules.records import REQUIRED
from macros.scenarios.asks.notes import sentences
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.text.wording import listed


def sound_sentence_blamed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Blames a sentence that is sound, or that Medicare does not ask for."""
    pair: NotePair = question.record(NotePair)
    # What is always required comes last, so that it names a concept that a condition names too.
    required = {
        element.concept: element.name
        for element in sorted(question.library.asked_elements(pair.document), key=lambda element: element.only_if is None)
        if element.by == "medicare" and element.status == REQUIRED
    }
    advised: dict[str, str] = {}
    for element in question.library.asked_elements(pair.document):
        if element.by == "good-practice":
            advised.setdefault(element.concept, element.name)
    for place, sentence in enumerate(sentences(question)):
        met = [required[name] for name in sentence.concepts if name in required]
        beside = [advised[name] for name in sentence.concepts if name in advised]
        if met:
            yield WrongAnswer(place, f"It shows {listed(met)}.")
        elif beside:
            yield WrongAnswer(place, f"It shows {listed(beside)}, which is good practice and not required here.")
        else:
            yield WrongAnswer(place, "Medicare requires nothing of this sentence, so nothing is missing here.")


def read_past(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Misses an element that the note does hold."""
    pair: NotePair = question.record(NotePair)
    for element in question.library.asked_elements(pair.document):
        if element.by == "medicare" and element.status == REQUIRED and element.only_if is None:
            holding = next((sentence.says for sentence in pair.strong.says if element.concept in sentence.concepts), None)
            if holding:
                yield WrongAnswer(element.id, f"It is there: {holding}")


def good_practice_missed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Misses what is good practice alone."""
    pair: NotePair = question.record(NotePair)
    for element in question.library.asked_elements(pair.document):
        if element.by == "good-practice" and element.concept not in pair.strong.concepts:
            fact = question.library.fact(element.id)
            yield WrongAnswer(element.id, fact.text)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "sound-sentence-blamed": (
        "Blames a sound sentence",
        {"failing-sentence"},
        sound_sentence_blamed,
    ),
    "read-past": ("Reads past what the note holds", {"missing-element"}, read_past),
    "good-practice-missed": ("Misses good practice in place of a rule", {"missing-element"}, good_practice_missed),
}

NOTES = family(_METHODS)
