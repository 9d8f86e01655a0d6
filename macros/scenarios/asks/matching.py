"""Asks that match things with what each belongs to: activities with codes, elements with documents and authorities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from macros.facts.example import Example
from macros.facts.requirement import Requirement
from macros.scenarios.asks.ask import Ask, Key, Part
from macros.scenarios.asks.records import WHOSE_RULE, whole_list, whose_rule
from macros.scenarios.item import MATCH
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import sentence_case


def _key(parts: Sequence[Part], steps: Iterable[str], cites: Iterable[str], sources: Iterable[str] = ()) -> Key:
    texts = [part.text for part in parts]
    if len(set(texts)) < len(texts):
        raise QuestionFault(
            "one thing is drawn twice", "add a condition such as `first.id != second.id` to `require`", ("require",)
        )
    if len({part.value for part in parts}) < 2:
        raise QuestionFault("everything belongs to the same", "let what is drawn differ, by `require`", ("require",))
    return Key((), "", tuple(dict.fromkeys(steps)), tuple(dict.fromkeys(cites)), tuple(dict.fromkeys(sources)), tuple(parts))


def _codes(question: Question) -> Key:
    examples: list[Example] = question.records(Example)
    for example in examples:
        if example.also_fits:
            what = f"{example.id} also fits {example.also_fits[0].code}, and would be marked wrong under it"
            raise QuestionFault(what, "leave it out by `where: not also_codes`", ("vary",))
    parts = [Part(example.code, example.activity, f"{example.code} fits: {example.because}") for example in examples]
    cites = [fact for example in examples for fact in example.rests_on]
    steps = [step.text for example in examples for step in example.features.choice.steps]
    return _key(parts, steps, cites, [source for example in examples for source in example.sources])


def _documents(question: Question) -> Key:
    drawn: list[Requirement] = question.records(Requirement)
    for requirement in drawn:
        elsewhere = [
            d.name for d in question.library.documents if requirement.concept in question.library.required_concepts(d.id)
        ]
        if len(elsewhere) != 1:
            raise QuestionFault(f"{requirement.id} belongs in {len(elsewhere)} documents", "narrow `where`", ("vary",))
    documents = [question.library.document(requirement.document) for requirement in drawn]
    return _key(
        [Part(requirement.document, sentence_case(requirement.element), requirement.text) for requirement in drawn],
        [f"What the {document.name.lower()} is for: {document.purpose}" for document in documents],
        [requirement.id for requirement in drawn],
    )


def _authorities(question: Question) -> Key:
    drawn: list[Requirement] = question.records(Requirement)
    parts = []
    for requirement in drawn:
        whose = whose_rule(requirement)
        if whose is None:
            raise QuestionFault(f"{requirement.id} is none of the three kinds that are asked", "narrow `where`", ("vary",))
        parts.append(Part(whose, sentence_case(requirement.element), requirement.text))
    lists = [step for requirement in drawn for step in whole_list(question.library, requirement.document)]
    return _key(parts, lists, [requirement.id for requirement in drawn])


def _write_code(question: Question, code: Any) -> str:
    return f"{code} ({question.library.codes[code].name})"


MATCH_ASKS = (
    Ask(
        "match-codes", "the code that each activity supports", MATCH, "example", _codes, _write_code, sort_key=str, judgment=True
    ),
    Ask(
        "match-documents",
        "the document that must hold each element",
        MATCH,
        "requirement",
        _documents,
        lambda q, v: q.library.document(v).name,
    ),
    Ask(
        "match-authorities",
        "whose rule each element is",
        MATCH,
        "requirement",
        _authorities,
        lambda q, v: WHOSE_RULE[v],
        sort_key=list(WHOSE_RULE).index,
    ),
)
