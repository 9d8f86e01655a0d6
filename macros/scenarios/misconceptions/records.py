"""Wrong ideas about which code an activity supports, and about what a record must hold.

The wrong options come from facts of the neighbouring kind: corrected facts correct the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from macros.facts.example import Example
from macros.facts.requirement import Requirement
from macros.scenarios.asks.records import WHOSE_RULE, whose_rule
from macros.scenarios.draw import teachable
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question


def neighbour_code(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Chooses the neighbour that the activity looks like: by its name or its deficit, not by what was trained and how."""
    example: Example = question.record(Example)
    for each in example.confused_with:
        yield WrongAnswer(each.code, each.because)


def neighbour_code_of_several(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of several activities the code of a neighbour that it looks like."""
    for example in question.records(Example):
        for each in example.confused_with:
            yield WrongAnswer(each.code, each.because)


def neighbour_activity(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an activity that supports a neighbour for one that supports this code."""
    example: Example = question.record(Example)
    for other in teachable("examples", question.guide):
        if other.code != example.code and example.code in {each.code for each in other.confused_with}:
            yield WrongAnswer(other.id, f"This supports {other.code}: {other.because}")


def _others(question: Question) -> tuple[Requirement, list[Requirement]]:
    """The requirement asked about, and those that the same document does not require under another wording."""
    asked: Requirement = question.record(Requirement)
    required = question.guide.required_concepts(asked.document)
    return asked, [each for each in teachable("requirements", question.guide) if each.concept not in required]


def other_document(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes what another document must hold for something that this one must hold, or the other way round."""
    asked, others = _others(question)
    if ask == "document":
        for document in question.guide.documents:
            if asked.concept not in question.guide.required_concepts(document.id):
                name = question.guide.document(asked.document).name.lower()
                yield WrongAnswer(document.id, f"Medicare does not ask for it there: it belongs in the {name}. {asked.text}")
        return
    for each in others:
        if each.document != asked.document and each.authority == "medicare" and each.status == "required":
            name = question.guide.document(each.document).name.lower()
            yield WrongAnswer(each.id, f"Medicare asks for this in the {name}, not here. {each.text}")


def good_practice_as_rule(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes good practice for a rule of Medicare."""
    asked, others = _others(question)
    for each in others:
        if each.document == asked.document and each.authority == "good-practice":
            yield WrongAnswer(each.id, f"This is good practice; Medicare does not require it. {each.text}")


def payer_rule_as_medicare(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another payer's rule for a rule of Medicare."""
    asked, others = _others(question)
    for each in others:
        if each.document == asked.document and each.authority == "payer" and each.status == "required":
            yield WrongAnswer(each.id, f"{each.payer} asks for this; Medicare does not. {each.text}")


def not_required_as_rule(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes something that Medicare plainly leaves out for a requirement."""
    asked, others = _others(question)
    for each in others:
        if each.document == asked.document and each.authority == "medicare" and each.status == "not-required":
            yield WrongAnswer(each.id, f"Medicare does not require this. {each.text}")


def rule_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives an element to the wrong authority."""
    asked: Requirement = question.record(Requirement)
    right = whose_rule(asked)
    for answer in WHOSE_RULE:
        if right and answer != right:
            yield WrongAnswer(answer, f"{WHOSE_RULE[right]}. {asked.text}")


def rule_of_another_of_several(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of several elements to the wrong authority."""
    for answer, told in WHOSE_RULE.items():
        yield WrongAnswer(answer, f"{told}: of each element by itself.")


_METHODS: dict[str, tuple[str, set[str], Callable[[Question, str], Iterable[WrongAnswer]]]] = {
    "neighbour-code": ("Codes by the look of the activity", {"code"}, neighbour_code),
    "neighbour-code-of-several": ("Codes one of several by its look", {"match-codes"}, neighbour_code_of_several),
    "neighbour-activity": ("Takes a neighbour's activity for this code's", {"activity"}, neighbour_activity),
    "other-document": ("Looks in the wrong document", {"element", "every-element", "document"}, other_document),
    "good-practice-as-rule": ("Takes good practice for a rule", {"element", "every-element", "missing"}, good_practice_as_rule),
    "payer-rule-as-medicare": (
        "Takes a payer's rule for Medicare's",
        {"element", "every-element", "missing"},
        payer_rule_as_medicare,
    ),
    "not-required-as-rule": ("Requires what is not required", {"element", "every-element", "missing"}, not_required_as_rule),
    "rule-of-another-of-several": (
        "Gives one of several to the wrong authority",
        {"match-authorities"},
        rule_of_another_of_several,
    ),
    "rule-of-another": ("Gives the rule to the wrong authority", {"authority"}, rule_of_another),
}

RECORDS = {
    name: Misconception(name, title, frozenset(asks), answers, answers) for name, (title, asks, answers) in _METHODS.items()
}
