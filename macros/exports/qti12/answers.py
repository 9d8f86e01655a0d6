"""The answers of an item in QTI 1.2: a small function for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from macros.exports.feedback import feedback_html
from macros.exports.qti12.build import condition, element, equals, material, says, scores
from macros.exports.ticked import ticked
from macros.scenarios.item import Item, Option
from macros.text.markdown_text import one_line

RESPONSE = "response1"


@dataclass(frozen=True)
class Answers:
    """How an item is answered, and what is said and given for an answer.

    `canvas_type` and `profile` are what Canvas and a Common Cartridge call the kind.
    """

    canvas_type: str
    profile: str
    body: Sequence[etree._Element]
    conditions: Sequence[etree._Element]
    feedback: Sequence[tuple[str, str]]


def _label(option: Option) -> etree._Element:
    return element("response_label", material(one_line(option.text)), ident=option.id)


def _choices(item: Item, canvas_type: str, profile: str, cardinality: str, right: etree._Element) -> Answers:
    labels = element("render_choice", *map(_label, item.options))
    said = [option for option in item.options if option.feedback]
    return Answers(
        canvas_type,
        profile,
        [element("response_lid", labels, ident=RESPONSE, rcardinality=cardinality)],
        [
            *(condition(equals(RESPONSE, option.id), says(f"{option.id}_fb"), goes_on=True) for option in said),
            condition(right, scores("100"), goes_on=False),
        ],
        [(f"{option.id}_fb", feedback_html(option)) for option in said],
    )


def single(item: Item) -> Answers:
    """Options of which one is right."""
    right = equals(RESPONSE, str(item.answer))
    return _choices(item, "multiple_choice_question", "cc.multiple_choice.v0p1", "Single", right)


def multiple(item: Item) -> Answers:
    """Options of which several are right: all of them, and no other."""
    chosen = ((option, equals(RESPONSE, option.id)) for option in item.options)
    whole = element("and", *(given if option.correct else element("not", given) for option, given in chosen))
    return _choices(item, "multiple_answers_question", "cc.multiple_response.v0p1", "Multiple", whole)


def claim_lines(item: Item) -> Answers:
    """A claim as lines to tick."""
    return multiple(ticked(item))


def number(item: Item) -> Answers:
    """A whole number, without a margin."""
    entry = element("render_fib", element("response_label", ident="answer1"), fibtype="Decimal")
    bounds = (element(tag, text=str(item.answer), respident=RESPONSE) for tag in ("vargte", "varlte"))
    exact = element("or", equals(RESPONSE, str(item.answer)), element("and", *bounds))
    body = element("response_str", entry, ident=RESPONSE, rcardinality="Single")
    return Answers("numerical_question", "", [body], [condition(exact, scores("100"), goes_on=False)], [])


def match(item: Item) -> Answers:
    """Rows that are matched with options; each row gives its share."""
    share = f"{100 / len(item.rows):.2f}"
    body = [
        element(
            "response_lid",
            material(one_line(row.text)),
            element("render_choice", *map(_label, item.options)),
            ident=f"response_{row.id}",
        )
        for row in item.rows
    ]
    conditions = [
        condition(equals(f"response_{row.id}", row.answer), scores(share, adds=True), goes_on=True) for row in item.rows
    ]
    return Answers("matching_question", "", body, conditions, [])
