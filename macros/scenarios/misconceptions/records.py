"""What a record must hold, where, and by whose rule.

Clinics hand down one template for everything. In it these learners cannot tell the plan of care from the progress report, nor
what Medicare requires from good practice, from another payer's rule, or from what Medicare plainly does not require. The wrong
options come from docs/data/documentation.yml: a corrected fact corrects the questions.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.requirement import Requirement
from macros.scenarios.asks.records import WHOSE_RULE, whose_rule
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.scenarios.records import teachable
from macros.text.wording import sentence_case

MISSED = {
    ("medicare-required", "good-practice"): "Medicare's own rules name it, so it is more than advice.",
    ("medicare-required", "payer"): "Medicare's own rules name it, and no other payer has to ask for it.",
    ("good-practice", "medicare-required"): "No Medicare rule requires it. It is advice that makes the record stronger.",
    ("good-practice", "payer"): "No payer's rule that we read requires it. It is advice.",
    ("payer", "medicare-required"): "It is not on Medicare's list. Another payer asks for it.",
    ("payer", "good-practice"): "A payer asks for it, so for its own patients it is more than advice.",
}
"""What was missed, by whose rule an element is and whose it was taken for."""


def _others(question: Question) -> tuple[Requirement, list[Requirement]]:
    """The requirement asked about, or the first of several, and those that its document does not require in other words."""
    several = question.scenario.ask == "every-element"
    asked: Requirement = question.records(Requirement)[0] if several else question.record(Requirement)
    required = question.library.required_concepts(asked.document)
    return asked, [other for other in teachable(question.library, "requirements") if other.concept not in required]


def _document_name(question: Question, document: str) -> str:
    return question.library.document(document).name.lower()


def other_document(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes what another document must hold for something that this one must hold, or the other way round."""
    asked, others = _others(question)
    if ask == "document":
        for document in question.library.documents:
            if asked.concept not in question.library.required_concepts(document.id):
                yield WrongAnswer(document.id, f"The {document.name.lower()} has another purpose. {document.purpose}")
        return
    for other in others:
        if other.document != asked.document and other.authority == "medicare" and other.status == "required":
            named = _document_name(question, other.document)
            belongs = "" if named in other.text else f"It belongs in the {named}. "
            yield WrongAnswer(other.id, f"{belongs}{other.text}")


def good_practice_as_rule(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes good practice for a rule of Medicare."""
    asked, others = _others(question)
    for other in others:
        if other.document == asked.document and other.authority == "good-practice":
            yield WrongAnswer(other.id, f"Medicare does not require it. {other.text}")


def payer_rule_as_medicare(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another payer's rule for a rule of Medicare."""
    asked, others = _others(question)
    for other in others:
        if other.document == asked.document and other.authority == "payer" and other.status == "required":
            short = (other.payer or "").rpartition("(")[2].rstrip(")")
            yield WrongAnswer(other.id, other.text if short in other.text else f"It is a rule of {other.payer}. {other.text}")


def not_required_as_rule(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes something that Medicare plainly leaves out for a requirement."""
    asked, others = _others(question)
    for other in others:
        if other.document == asked.document and other.authority == "medicare" and other.status == "not-required":
            yield WrongAnswer(other.id, other.text)


def rule_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives an element to the wrong authority."""
    asked: Requirement = question.record(Requirement)
    for answer, feedback in _wrong_authorities(asked):
        yield WrongAnswer(answer, feedback)


def rule_of_another_of_several(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of several elements to the wrong authority."""
    for requirement in question.records(Requirement):
        for answer, feedback in _wrong_authorities(requirement):
            yield WrongAnswer((sentence_case(requirement.element), answer), feedback)


def _wrong_authorities(requirement: Requirement) -> Iterable[tuple[str, str]]:
    """Every authority that an element does not belong to, with the feedback; none where the element is of no kind asked about."""
    right = whose_rule(requirement)
    for answer in WHOSE_RULE:
        if right and answer != right:
            yield answer, MISSED[right, answer]


def document_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Looks for an element in the document that holds another one."""
    requirements: list[Requirement] = question.records(Requirement)
    for requirement in requirements:
        belongs = f"It belongs in the {_document_name(question, requirement.document)}"
        elsewhere = (other.document for other in requirements if other.document != requirement.document)
        for document in dict.fromkeys(elsewhere):
            feedback = f"{belongs}, not in the {_document_name(question, document)}."
            yield WrongAnswer((sentence_case(requirement.element), document), feedback)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "document-of-another": ("Looks in another element's document", {"match-documents"}, document_of_another),
    "other-document": ("Looks in the wrong document", {"element", "every-element", "missing", "document"}, other_document),
    "good-practice-as-rule": ("Takes good practice for a rule", {"element", "every-element", "missing"}, good_practice_as_rule),
    "payer-rule-as-medicare": (
        "Takes a payer's rule for Medicare's",
        {"element", "every-element", "missing"},
        payer_rule_as_medicare,
    ),
    "not-required-as-rule": ("Requires what is not required", {"element", "every-element", "missing"}, not_required_as_rule),
    "rule-of-another-of-several": (
        "Names the wrong authority for one of several",
        {"match-authorities"},
        rule_of_another_of_several,
    ),
    "rule-of-another": ("Gives the rule to the wrong authority", {"authority"}, rule_of_another),
}

RECORDS = family(_METHODS)
