"""Wrong ideas about which code an activity supports, and about what a record must hold.

The wrong options come from facts of the neighbouring kind: corrected facts correct the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from macros.facts.example import Example
from macros.facts.glossary import Term
from macros.facts.requirement import Requirement
from macros.scenarios.asks.matching import capital
from macros.scenarios.asks.records import WHOSE_RULE, whose_rule
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question
from macros.scenarios.records import teachable


def neighbour_code(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Chooses the neighbour that the activity looks like: by its name or its deficit, not by what was trained and how."""
    example: Example = question.record(Example)
    for each in example.confused_with:
        yield WrongAnswer(each.code, f"coded it as {each.code}, which it looks like. {each.because}")


def neighbour_code_of_several(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of several activities the code of a neighbour that it looks like."""
    for example in question.records(Example):
        for each in example.confused_with:
            did = f"coded it as {each.code}, which it looks like. {each.because}"
            yield WrongAnswer((example.activity, each.code), did)


def code_of_another_activity(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives an activity the code of another one on the list, which it does not even look like."""
    drawn: list[Example] = question.records(Example)
    for example in drawn:
        for code in dict.fromkeys(other.code for other in drawn if other.code != example.code):
            did = f"gave it {code}, which belongs to another of them. {example.code} fits: {example.because}"
            yield WrongAnswer((example.activity, code), did)


def neighbour_activity(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an activity that supports a neighbour for one that supports this code."""
    example: Example = question.record(Example)
    for other in teachable(question.library, "examples"):
        if other.code != example.code and example.code in {each.code for each in other.confused_with}:
            yield WrongAnswer(other.id, f"took what supports {other.code}. {other.because}")


def _others(question: Question) -> tuple[Requirement, list[Requirement]]:
    """The requirement asked about, and those that the same document does not require under another wording."""
    asked: Requirement = next(value for value in question.draw.values() if isinstance(value, Requirement))
    required = question.library.required_concepts(asked.document)
    return asked, [each for each in teachable(question.library, "requirements") if each.concept not in required]


def other_document(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes what another document must hold for something that this one must hold, or the other way round."""
    asked, others = _others(question)
    if ask == "document":
        for document in question.library.documents:
            if asked.concept not in question.library.required_concepts(document.id):
                name = question.library.document(asked.document).name.lower()
                yield WrongAnswer(document.id, f"looked in the wrong document: it belongs in the {name}. {asked.text}")
        return
    for each in others:
        if each.document != asked.document and each.authority == "medicare" and each.status == "required":
            name = question.library.document(each.document).name.lower()
            yield WrongAnswer(each.id, f"took what belongs in the {name}. {each.text}")


def good_practice_as_rule(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes good practice for a rule of Medicare."""
    asked, others = _others(question)
    for each in others:
        if each.document == asked.document and each.authority == "good-practice":
            yield WrongAnswer(each.id, f"took good practice for a rule; Medicare does not require it. {each.text}")


def payer_rule_as_medicare(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another payer's rule for a rule of Medicare."""
    asked, others = _others(question)
    for each in others:
        if each.document == asked.document and each.authority == "payer" and each.status == "required":
            yield WrongAnswer(each.id, f"took the rule of another payer, {each.payer}, for Medicare's. {each.text}")


def not_required_as_rule(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes something that Medicare plainly leaves out for a requirement."""
    asked, others = _others(question)
    for each in others:
        if each.document == asked.document and each.authority == "medicare" and each.status == "not-required":
            yield WrongAnswer(each.id, f"required what Medicare leaves out. {each.text}")


def rule_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives an element to the wrong authority."""
    asked: Requirement = question.record(Requirement)
    right = whose_rule(asked)
    for answer in WHOSE_RULE:
        if right and answer != right:
            yield WrongAnswer(answer, f"took {RULE_IN_WORDS[right]} for {RULE_IN_WORDS[answer]}. {asked.text}")


def rule_of_another_of_several(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of several elements to the wrong authority."""
    for each in question.records(Requirement):
        right = whose_rule(each)
        for answer in WHOSE_RULE:
            if right and answer != right:
                did = f"took {RULE_IN_WORDS[right]} for {RULE_IN_WORDS[answer]}. {each.text}"
                yield WrongAnswer((capital(each.element), answer), did)


def document_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Looks for an element in the document that holds another one."""
    drawn: list[Requirement] = question.records(Requirement)
    for each in drawn:
        for document in dict.fromkeys(other.document for other in drawn if other.document != each.document):
            names = [question.library.document(name).name.lower() for name in (document, each.document)]
            did = f"looked for it in the {names[0]}. It belongs in the {names[1]}. {each.text}"
            yield WrongAnswer((capital(each.element), document), did)


def term_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives a meaning the term of another one on the list."""
    drawn: list[Term] = question.records(Term)
    for each in drawn:
        for other in drawn:
            if other.id != each.id:
                yield WrongAnswer((each.means, other.id), f"took it for {other.term}: {other.means} This is {each.term}.")


RULE_IN_WORDS = {
    "medicare-required": "a rule of Medicare",
    "good-practice": "good practice",
    "payer": "another payer's rule",
}

_METHODS: dict[str, tuple[str, set[str], Callable[[Question, str], Iterable[WrongAnswer]]]] = {
    "neighbour-code": ("Codes by the look of the activity", {"code"}, neighbour_code),
    "neighbour-code-of-several": ("Codes one of several by its look", {"match-codes"}, neighbour_code_of_several),
    "code-of-another-activity": ("Gives an activity another one's code", {"match-codes"}, code_of_another_activity),
    "document-of-another": ("Looks in another element's document", {"match-documents"}, document_of_another),
    "term-of-another": ("Mixes up the terms of a list", {"match-terms"}, term_of_another),
    "neighbour-activity": ("Takes a neighbour's activity for this code's", {"activity"}, neighbour_activity),
    "other-document": ("Looks in the wrong document", {"element", "every-element", "missing", "document"}, other_document),
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
