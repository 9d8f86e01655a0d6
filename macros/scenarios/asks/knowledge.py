"""Asks that rest on statements and terms of the data: what a rule cannot compute, and a corrected fact corrects."""

from __future__ import annotations

from macros.facts.article import Statement
from macros.facts.glossary import Term
from macros.facts.requirement import Requirement
from macros.scenarios.asks.ask import Ask, Key, behind
from macros.scenarios.asks.records import concept, whole_list, write_requirement
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import sentence_case

VERDICTS = {
    "right": "It holds as it stands",
    "loose": "Part of it is true, part is not",
    "wrong": "It is wrong",
}


RULES_SHOWN = 2
"""So many of the rules that a statement is judged by are shown."""


def _verdict(question: Question) -> Key:
    statement: Statement = question.record(Statement)
    facts = [question.library.facts[name].text for name in statement.rests_on]
    steps = tuple(text for text in facts if text not in statement.why)[:RULES_SHOWN]
    return Key(statement.verdict, statement.why, steps, statement.rests_on, question.library.article.sources)


def _term(question: Question) -> Key:
    term: Term = question.record(Term)
    right = f"That is what “{term.term}” means in billing." if is_short_form(term) else f"That is what “{term.term}” means."
    steps = behind(question.library, term.rests_on, term.means) or (f"{sentence_case(term.term)}: {term.means}",)
    return Key(term.id, right, steps, term.rests_on, term.sources)


def is_short_form(term: Term) -> bool:
    """Whether a term is such as KX, 59 or MPPR."""
    return term.term.upper() == term.term


def _write_term(question: Question, term_id: str) -> str:
    return sentence_case(next(term.term for term in question.library.terms if term.id == term_id))


def _write_meaning(question: Question, term_id: str) -> str:
    return next(term.means for term in question.library.terms if term.id == term_id)


def _missing(question: Question) -> Key:
    requirement: Requirement = question.record(Requirement)
    if requirement.only_if is not None or requirement.authority != "medicare" or requirement.status != "required":
        raise QuestionFault(f"{requirement.id} is not always required by Medicare", "narrow `where`", ("vary",))
    return Key(requirement.id, requirement.text, whole_list(question.library, requirement.document), (requirement.id,))


KNOWLEDGE_ASKS = (
    Ask(
        "verdict",
        "how a statement of the article holds",
        SINGLE,
        "knowledge",
        _verdict,
        lambda q, v: VERDICTS[v],
        sort_key=list(VERDICTS).index,
    ),
    Ask("term", "the term that has a meaning", SINGLE, "knowledge", _term, _write_term),
    Ask("meaning", "the meaning that a term has", SINGLE, "knowledge", _term, _write_meaning),
    Ask("missing", "the element that a document lacks", SINGLE, "knowledge", _missing, write_requirement, about=concept),
)
