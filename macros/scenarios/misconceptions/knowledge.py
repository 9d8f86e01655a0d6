"""Wrong ideas about statements, terms and what a document lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from macros.facts.article import Statement
from macros.facts.glossary import Term
from macros.facts.requirement import Requirement
from macros.scenarios.asks.knowledge import VERDICTS
from macros.scenarios.draw import stable_hash, teachable
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question


def read_too_kindly_or_harshly(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a loose statement for a right or a wrong one, or the other way round."""
    statement: Statement = question.record(Statement)
    for verdict in VERDICTS:
        if verdict != statement.verdict:
            yield WrongAnswer(verdict, f"{VERDICTS[statement.verdict]}. {statement.why}")


def neighbouring_term(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a term of the same subject for another."""
    asked: Term = question.record(Term)
    others = [each for each in teachable("terms", question.guide) if each.id != asked.id and each.see == asked.see]
    for each in sorted(others, key=lambda term: stable_hash(question.id, term.id)):
        yield WrongAnswer(each.id, f"{each.term}: {each.means}")


def held_taken_for_missing(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Overlooks in the record what stands there."""
    asked: Requirement = question.record(Requirement)
    for each in teachable("requirements", question.guide):
        if (
            each.document == asked.document
            and each.authority == "medicare"
            and each.status == "required"
            and each.only_if is None
            and each.concept != asked.concept
        ):
            yield WrongAnswer(each.id, f"The record holds it. {asked.text}")


_METHODS: dict[str, tuple[str, set[str], Callable[[Question, str], Iterable[WrongAnswer]]]] = {
    "read-too-kindly-or-harshly": ("Judges a statement too kindly or harshly", {"verdict"}, read_too_kindly_or_harshly),
    "neighbouring-term": ("Mixes up terms of one subject", {"term", "meaning"}, neighbouring_term),
    "held-taken-for-missing": ("Overlooks what the record holds", {"missing"}, held_taken_for_missing),
}

KNOWLEDGE = {
    name: Misconception(name, title, frozenset(asks), answers, answers) for name, (title, asks, answers) in _METHODS.items()
}
