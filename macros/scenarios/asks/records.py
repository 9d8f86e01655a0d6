"""Asks about which code an activity supports, and about what a document must hold."""

from __future__ import annotations

from macros.facts.example import Example
from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.scenarios.asks.ask import Ask, Key, Part, behind, quoted
from macros.scenarios.item import MULTIPLE, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import sentence_case

DETAILS = {
    "people": "The clinician's attention",
    "problem": "The problem",
    "place": "Where it is done",
    "intervention": "What is done",
    "cue": "The cue",
    "dose": "The dose",
    "aim": "What it is for",
}
"""What a detail of an activity says of it, as a worked step begins."""


def _code(question: Question) -> Key:
    example: Example = question.record(Example)
    return _of_example(question, example, example.code)


def read_closely(example: Example) -> tuple[str, ...]:
    """The problem, what is done, the cue and the aim of an activity, and last what decides against its twin."""
    telling = {"problem", "intervention", "cue", "aim", example.decided_by}
    details = [(name, words) for name, words in example.details.items() if name in telling]
    order = sorted(details, key=lambda detail: detail[0] == example.decided_by)
    return tuple(f"{DETAILS[name]}: {quoted(words)}" for name, words in order)


def _of_example(question: Question, example: Example, value: str) -> Key:
    reasons = example.features.choice.steps
    also = tuple(f"{other.code} fits, too: {other.because}" for other in example.also_fits)
    rules = tuple(reason.text for reason in reasons)
    explanation = (*read_closely(example), *also, *rules, *behind(question.library, example.rests_on, *rules))
    return Key(value, example.because, explanation, example.rests_on, example.sources, reasons=reasons)


def _write_code(question: Question, code: str) -> str:
    return f"{code} ({question.library.codes[code].name})"


def _activity(question: Question) -> Key:
    example: Example = question.record(Example)
    return _of_example(question, example, example.id)


def _write_activity(question: Question, example_id: str) -> str:
    return question.library.vignette(example_id).activity


def _element(question: Question) -> Key:
    requirement: Requirement = question.record(Requirement)
    return Key(requirement.id, requirement.text, whole_list(question.library, requirement.document), (requirement.id,))


def whole_list(library: Library, document: str) -> tuple[str, ...]:
    """What a document is for, and then all that Medicare always requires in it."""
    about = library.document(document)
    asked = [
        each.element
        for each in library.requirements
        if each.document == document and each.authority == "medicare" and each.status == "required" and each.only_if is None
    ]
    return (
        f"What the {about.name.lower()} is for: {about.purpose}",
        f"All that Medicare always requires in it: {'; '.join(asked)}.",
    )


def _every_element(question: Question) -> Key:
    """The elements drawn, each about something else, of one document, and each always required there by Medicare."""
    drawn: list[Requirement] = question.records(Requirement)
    odd = next(
        (
            requirement
            for requirement in drawn
            if requirement.only_if or requirement.authority != "medicare" or requirement.status != "required"
        ),
        None,
    )
    if odd is not None:
        raise QuestionFault(f"{odd.id} is not always required by Medicare", "narrow `where`", ("vary",))
    if (
        len({requirement.concept for requirement in drawn}) < len(drawn)
        or len({requirement.document for requirement in drawn}) > 1
    ):
        raise QuestionFault("two of them are about one thing, or of two documents", "let `require` keep them apart", ("require",))
    names = tuple(requirement.id for requirement in drawn)
    parts = tuple(Part(requirement.id, requirement.element, requirement.text) for requirement in drawn)
    return Key(names, "", whole_list(question.library, drawn[0].document), names, parts=parts)


def write_requirement(question: Question, requirement_id: str) -> str:
    """What a requirement asks a document to show, as an option."""
    return sentence_case(_requirement(question, requirement_id).element)


def concept(question: Question, requirement_id: str) -> str:
    """What a requirement is about: others say the same of another document, or for another payer, in other words."""
    return _requirement(question, requirement_id).concept


def _requirement(question: Question, requirement_id: str) -> Requirement:
    return next(requirement for requirement in question.library.requirements if requirement.id == requirement_id)


def _document(question: Question) -> Key:
    requirement: Requirement = question.record(Requirement)
    document = question.library.document(requirement.document)
    steps = (f"When it is written: {document.when}", f"What it is for: {document.purpose}")
    return Key(requirement.document, requirement.text, steps, (requirement.id,))


def _write_document(question: Question, document: str) -> str:
    return question.library.document(document).name


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
        fix = 'narrow `where`, such as status == "required"'
        raise QuestionFault(f"{requirement.id} is none of the three kinds that are asked", fix, ("vary",))
    steps = whole_list(question.library, requirement.document)
    return Key(answer, requirement.text, steps, (requirement.id,))


RECORD_ASKS = (
    Ask(
        "every-element",
        "every listed element that Medicare requires in a document",
        MULTIPLE,
        "requirement",
        _every_element,
        write_requirement,
        about=concept,
    ),
    Ask("code", "the code that an activity supports", SINGLE, "example", _code, _write_code, sort_key=str, judgment=True),
    Ask("activity", "the activity that supports a code", SINGLE, "example", _activity, _write_activity, judgment=True),
    Ask(
        "element",
        "an element that Medicare requires in a document",
        SINGLE,
        "requirement",
        _element,
        write_requirement,
        about=concept,
    ),
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
