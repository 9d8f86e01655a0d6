"""Statements about 97112, and terms of billing.

Half-truths travel from page to page; these learners let a loose or wrong one pass, or reject one that holds. Terms that
stand beside each other in the manuals (GP and GO, direct and general supervision) are taken for one another.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.article import Statement
from macros.facts.glossary import Term
from macros.scenarios.asks.knowledge import VERDICTS, is_short_form
from macros.scenarios.draw import stable_hash
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.scenarios.records import teachable
from macros.text.wording import sentence_case

MISREAD = {
    ("right", "loose"): "Nothing in it has to be taken back or added before it is true.",
    ("right", "wrong"): "No rule speaks against it.",
    ("loose", "right"): "It needs a correction before anyone can rely on it.",
    ("loose", "wrong"): "Part of it is true.",
    ("wrong", "right"): "The rules say otherwise.",
    ("wrong", "loose"): "What it claims is not true even in part.",
}
"""What was missed, by how a statement holds and how it was judged."""

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
        yield WrongAnswer(verdict, MISREAD[statement.verdict, verdict])


def neighbouring_term(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a term of the same family for another: a short form for a short form, one that rests on the same facts."""
    asked: Term = question.record(Term)
    others = [term for term in teachable(question.library, "terms") if term.id != asked.id]
    nearest = sorted(others, key=lambda term: (-_kinship(asked, term), stable_hash(question.id, term.id)))[:NEAREST_TERMS]
    for term in nearest:
        yield WrongAnswer(
            term.id, f"The term for that is “{term.term}.”" if ask == "meaning" else f"{sentence_case(term.term)}: {term.means}"
        )


SUBJECTS = (
    {"rates", "payment", "denials"},
    {"denials", "documentation"},
    {"modifiers", "assistants", "edits", "minutes-and-units"},
    {"what-97112-covers", "neighbours", "examples"},
)
"""Reference pages whose terms could be taken for one another."""

NEAR_FACTS = 8
"""Facts of one letter whose numbers are no further apart stand under one heading, more or less."""


def _kinship(one: Term, other: Term) -> int:
    """How near two terms are: by the facts that they rest on, by their pages, and by whether both are short forms."""
    shared = bool(set(one.rests_on) & set(other.rests_on))
    near = any(
        first[0] == second[0] and abs(_number(first) - _number(second)) <= NEAR_FACTS
        for first in one.rests_on
        for second in other.rests_on
    )
    alike = 4 * (one.see == other.see) + 4 * any({_page(one), _page(other)} <= subject for subject in SUBJECTS)
    return 4 * shared + 3 * (is_short_form(one) == is_short_form(other)) + alike + 2 * near


def _number(fact: str) -> int:
    return int("".join(filter(str.isdigit, fact)))


def _page(term: Term) -> str:
    return (term.see or "").removeprefix("reference/").removesuffix(".md")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "read-too-kindly": ("Judges a statement too kindly", {"verdict"}, read_too_kindly),
    "read-too-harshly": ("Judges a statement too harshly", {"verdict"}, read_too_harshly),
    "neighbouring-term": ("Mixes up terms of one subject", {"term", "meaning"}, neighbouring_term),
}

KNOWLEDGE = family(_METHODS)
