"""What a scenario can ask. Each ask says what the key is, how an answer is written, and why the key is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.facts.example import Example
from macros.facts.requirement import Requirement
from macros.scenarios.item import NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault

Claim = tuple[tuple[str, int], ...]
"""A claim as an answer: (code, units) pairs, sorted; equal claims are equal answers."""


@dataclass(frozen=True)
class Key:
    """The right answer, with its reasoning and the facts it rests on."""

    value: Any
    feedback: str
    explanation: tuple[str, ...]
    cites: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """One kind of question.

    `subject` names what misconceptions must speak about ("counting", "example", "requirement"). `sort_key` is set where
    the options have a natural order; else they are shuffled. `label` names the field of a number.
    """

    name: str
    meaning: str
    kind: str
    subject: str
    key: Callable[[Question], Key]
    write: Callable[[Question, Any], str]
    sort_key: Callable[[Any], Any] | None = None
    label: str = ""
    maximum: int = 0


def claim_of(units: Mapping[str, int]) -> Claim:
    """The claim as an answer, codes without units left out."""
    return tuple(sorted((code, count) for code, count in units.items() if count))


def write_claim(question: Question, claim: Claim) -> str:
    """`97112 × 2, 97110 × 1`, in the order in which the visit names the services."""
    order = [service.code for service in question.services]
    lines = [f"{code} × {count}" for code, count in sorted(claim, key=lambda line: order.index(line[0]))]
    return ", ".join(lines) or "Nothing is billed"


def _counting_key(question: Question, value: Any, right: str) -> Key:
    steps = question.counted.steps
    cites = tuple(dict.fromkeys(fact for step in steps for fact in step.cites))
    return Key(value, right, tuple(step.text for step in steps), cites)


def _claim(question: Question) -> Key:
    claims = [claim_of(units) for units in question.counted.acceptable]
    if question.counted.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({question.counted.unsettled})", "add `not unsettled` to `require`", ("ask",)
        )
    if len(claims) != 1:
        raise QuestionFault(f"{len(claims)} claims are acceptable", "add `tie == false` to `require`", ("ask",))
    return _counting_key(question, claims[0], f"Right: {write_claim(question, claims[0])}.")


def _total_units(question: Question) -> Key:
    totals = {sum(units.values()) for units in question.counted.acceptable}
    if len(totals) != 1:
        raise QuestionFault("no source settles the answer", "add `not unsettled` to `require`", ("ask",))
    total = totals.pop()
    return _counting_key(question, total, f"Right: {total} in all.")


def _timed_total(question: Question) -> Key:
    total = question.counted.total_timed_minutes
    timed = {service.code: service.minutes for service in question.services if service.timed}
    sum_text = " + ".join(f"{minutes} ({code})" for code, minutes in timed.items())
    steps = [f"Only timed codes count: {sum_text} = {total} total timed minutes."]
    steps += [
        f"{service.code} is untimed: its {service.minutes} minutes stay out of the timed total."
        for service in question.services
        if not service.timed
    ]
    return Key(total, f"Right: {total} minutes.", tuple(steps), ("U-01", "U-06"))


def _code(question: Question) -> Key:
    example: Example = question.record(Example)
    neighbours = tuple(f"Not {each.code}: {each.because}" for each in example.confused_with)
    explanation = (f"{example.code} fits: {example.because}", *neighbours)
    return Key(example.code, example.because, explanation, example.rests_on, example.sources)


def _write_code(question: Question, code: str) -> str:
    return f"{code} ({question.guide.codes[code].name})"


def _activity(question: Question) -> Key:
    example: Example = question.record(Example)
    explanation = (f"{example.code} fits: {example.because}",)
    return Key(example.id, example.because, explanation, example.rests_on, example.sources)


def _write_activity(question: Question, example_id: str) -> str:
    return next(example.activity for example in question.guide.examples if example.id == example_id)


def _element(question: Question) -> Key:
    requirement: Requirement = question.record(Requirement)
    return Key(requirement.id, requirement.text, (requirement.text,), (requirement.id,))


def _write_element(question: Question, requirement_id: str) -> str:
    element = next(each.element for each in question.guide.requirements if each.id == requirement_id)
    return element[0].upper() + element[1:]


def _document(question: Question) -> Key:
    requirement: Requirement = question.record(Requirement)
    return Key(requirement.document, requirement.text, (requirement.text,), (requirement.id,))


def _write_document(question: Question, document: str) -> str:
    return question.guide.document(document).name


WHOSE_RULE = {
    "medicare-required": "Medicare requires it",
    "good-practice": "Medicare does not require it; it is good practice",
    "payer": "Medicare does not require it; another payer asks for it",
}


def whose_rule(requirement: Requirement) -> str | None:
    """Whose rule an element is, or None where the three answers do not tell it apart."""
    if requirement.authority == "medicare" and requirement.status == "required":
        return "medicare-required"
    if requirement.authority in {"good-practice", "payer"} and requirement.status != "not-required":
        return requirement.authority
    return None


def _authority(question: Question) -> Key:
    requirement: Requirement = question.record(Requirement)
    answer = whose_rule(requirement)
    if answer is None:
        mend = 'narrow `where`, such as status == "required"'
        raise QuestionFault(f"{requirement.id} is none of the three kinds that are asked", mend, ("vary",))
    return Key(answer, requirement.text, (requirement.text,), (requirement.id,))


ASKS = {
    ask.name: ask
    for ask in (
        Ask("claim", "the units of each code on the claim", SINGLE, "counting", _claim, write_claim),
        Ask(
            "total-units",
            "the units in all",
            NUMBER,
            "counting",
            _total_units,
            lambda q, v: str(v),
            label="Units in all",
            maximum=99,
        ),
        Ask(
            "timed-total",
            "the total timed minutes",
            NUMBER,
            "counting",
            _timed_total,
            lambda q, v: str(v),
            label="Total timed minutes",
            maximum=1440,
        ),
        Ask("code", "the code that an activity supports", SINGLE, "example", _code, _write_code, sort_key=str),
        Ask("activity", "the activity that supports a code", SINGLE, "example", _activity, _write_activity),
        Ask("element", "an element that Medicare requires in a document", SINGLE, "requirement", _element, _write_element),
        Ask("document", "the document that must hold an element", SINGLE, "requirement", _document, _write_document),
        Ask(
            "authority",
            "whose rule an element is",
            SINGLE,
            "requirement",
            _authority,
            lambda q, v: WHOSE_RULE[v],
            sort_key=list(WHOSE_RULE).index,
        ),
    )
}
"""Every ask by its name in YAML."""
