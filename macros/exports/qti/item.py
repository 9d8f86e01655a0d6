"""One item as a QTI 2.1 element: what is declared, what is shown, how it is scored, and what is said afterwards."""

from __future__ import annotations

from lxml import etree

from macros.exports.cover import Cover
from macros.exports.feedback import worked_html
from macros.exports.qti.answers import ANSWERS, Answers
from macros.exports.qti.build import base_value, element, markup
from macros.scenarios.item import Item
from macros.text.markdown_text import rendered

WORKED, RIGHT = "WORKED", "RIGHT"
"""The outcomes that name what is said after every answer, and after the right one."""


def assessment_item(item: Item, cover: Cover) -> etree._Element:
    """The item. Raises NotCarried where QTI cannot hold it as it is."""
    answers = ANSWERS[item.kind](item)
    return element(
        "assessmentItem",
        *answers.responses,
        _outcome("SCORE", "single", "float", "0"),
        _outcome("MAXSCORE", "single", "float", "1"),
        *(_outcome(name, "single", "identifier") for name in _outcomes_of_feedback(answers)),
        element("itemBody", markup("div", rendered(item.full_text)), *answers.body),
        _processing(answers),
        *_said(item, answers, cover),
        identifier=item.id,
        title=f"{item.topic}, level {item.level}",
        adaptive="false",
        timeDependent="false",
    )


def _outcome(name: str, cardinality: str, kind: str, value: str = "") -> etree._Element:
    default = [element("defaultValue", element("value", text=value))] if value else []
    return element("outcomeDeclaration", *default, identifier=name, cardinality=cardinality, baseType=kind)


def _set(name: str, value: etree._Element) -> etree._Element:
    return element("setOutcomeValue", value, identifier=name)


def _outcomes_of_feedback(answers: Answers) -> list[str]:
    return list(dict.fromkeys([WORKED, RIGHT, *(case.outcome for case in answers.said)]))


def _say(outcome: str, name: str) -> etree._Element:
    return _set(outcome, base_value("identifier", name))


def _processing(answers: Answers) -> etree._Element:
    right = element("responseIf", answers.right, _set("SCORE", base_value("float", "1")), _say(RIGHT, "f-right"))
    wrong = element("responseElse", _set("SCORE", base_value("float", "0")))
    cases = [
        element("responseCondition", element("responseIf", case.holds, _say(case.outcome, case.id))) for case in answers.said
    ]
    worked = _say(WORKED, "f-worked")
    return element("responseProcessing", worked, element("responseCondition", right, wrong), *cases)


def _said(item: Item, answers: Answers, cover: Cover) -> list[etree._Element]:
    of_answers = ((case.outcome, case.id, f"<p>{case.html}</p>") for case in answers.said)
    told = [(RIGHT, "f-right", "<p>Right.</p>"), *of_answers, (WORKED, "f-worked", worked_html(item, cover))]
    return [
        markup("modalFeedback", html, outcomeIdentifier=outcome, identifier=name, showHide="show") for outcome, name, html in told
    ]
