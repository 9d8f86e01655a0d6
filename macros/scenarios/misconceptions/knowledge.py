"""Statements about 97112, and terms of billing.

Half-truths travel from page to page; these learners let a loose or wrong one pass, or reject one that holds. Terms that
stand beside each other in the manuals (GP and GO, direct and general supervision) are taken for one another.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.article import Statement
from macros.facts.glossary import Term
from macros.scenarios.asks.knowledge import VERDICTS
from macros.scenarios.draw import stable_hash
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.scenarios.records import teachable
from macros.text.wording import sentence_case

NEAREST_TERMS = 4
"""Terms among which distractors are chosen, the nearest first."""


def read_too_kindly(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a wrong or a loose statement pass for more than it is."""
    yield from _other_verdicts(question, kinder=True)


def read_too_harshly(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a right or a loose statement for less than it is."""
    yield from _other_verdicts(question, kinder=False)


def _other_verdicts(question: Question, *, kinder: bool) -> Iterable[WrongAnswer]:
    statement: Statement = question.record(Statement)
    verdicts = list(VERDICTS)
    right = verdicts.index(statement.verdict)
    for verdict in verdicts[:right] if kinder else verdicts[right + 1 :]:
        yield WrongAnswer(verdict, f"{VERDICTS[statement.verdict]}. {statement.why}")


def neighbouring_term(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a term of the same family for another: a short form for a short form, one that rests on the same facts."""
    asked: Term = question.record(Term)
    others = [term for term in teachable(question.library, "terms") if term.id != asked.id]
    nearest = sorted(others, key=lambda term: (-_kinship(asked, term), stable_hash(question.id, term.id)))[:NEAREST_TERMS]
    for term in nearest:
        yield WrongAnswer(term.id, f"That is {term.term}." if ask == "meaning" else f"{sentence_case(term.term)}: {term.means}")


def _kinship(one: Term, other: Term) -> int:
    """How near two terms are: by the facts that they rest on, by their pages, and by whether both are short forms."""
    subjects = {fact[0] for fact in one.rests_on} & {fact[0] for fact in other.rests_on}
    shared = bool(set(one.rests_on) & set(other.rests_on))
    return 4 * shared + 3 * (_is_short_form(one) == _is_short_form(other)) + 4 * (one.see == other.see) + bool(subjects)


def _is_short_form(term: Term) -> bool:
    """Whether a term is such as KX, 59 or MPPR."""
    return term.term.upper() == term.term


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "read-too-kindly": ("Judges a statement too kindly", {"verdict"}, read_too_kindly),
    "read-too-harshly": ("Judges a statement too harshly", {"verdict"}, read_too_harshly),
    "neighbouring-term": ("Mixes up terms of one subject", {"term", "meaning"}, neighbouring_term),
}

KNOWLEDGE = family(_METHODS)
