"""The answers of an item in QTI: a small function for each kind, and one table of them all.

Each answer is right or not, as on the site: a response is compared whole, and a half earns nothing. Numbers are compared by two
bounds, for readers differ in how they take a tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from macros.exports.claim_rows import EMPTY, HOW_TO_FILL, Row, choices_of, filled_rows, has_marks, rows_of
from macros.exports.feedback import feedback_html
from macros.exports.format import NotCarried
from macros.exports.qti.build import base_value, element, markup
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, ClaimGrid, GridLine, Item
from macros.text.markdown_text import one_line

RESPONSE, FEEDBACK = "RESPONSE", "FEEDBACK"


@dataclass(frozen=True)
class Case:
    """What is said where a condition holds: the id of the feedback, the condition, the HTML, and the outcome that names it.

    Cases of which two can hold at once have an outcome each: readers differ in how they add a name to a list of names.
    """

    id: str
    holds: etree._Element
    html: str
    outcome: str = FEEDBACK


@dataclass(frozen=True)
class Answers:
    """How an item is answered: its responses, what the reader sees, when the answer is right, and what is said of it."""

    responses: Sequence[etree._Element]
    body: Sequence[etree._Element]
    right: etree._Element
    said: Sequence[Case]


def _response(name: str, cardinality: str, kind: str, values: Iterable[str]) -> etree._Element:
    correct = element("correctResponse", *(element("value", text=value) for value in values))
    return element("responseDeclaration", correct, identifier=name, cardinality=cardinality, baseType=kind)


def _variable(name: str) -> etree._Element:
    return element("variable", identifier=name)


def _is_right(name: str = RESPONSE) -> etree._Element:
    return element("match", _variable(name), element("correct", identifier=name))


def _is(name: str, kind: str, value: str) -> etree._Element:
    return element("match", _variable(name), base_value(kind, value))


def _has(kind: str, value: str) -> etree._Element:
    return element("member", base_value(kind, value), _variable(RESPONSE))


def _is_number(name: str, value: int) -> etree._Element:
    """Whether a number is this one. Some readers take what was left empty for 0, so something has to be there."""
    bounds = (element(tag, _variable(name), base_value("float", str(value))) for tag in ("gte", "lte"))
    return element("and", element("not", element("isNull", _variable(name))), *bounds)


def _choices(item: Item, prompt: str, most: int) -> etree._Element:
    options = [markup("simpleChoice", one_line(option.text), identifier=f"c-{option.id}") for option in item.options]
    return element(
        "choiceInteraction",
        element("prompt", text=prompt),
        *options,
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxChoices=str(most),
    )


def single(item: Item) -> Answers:
    """Options of which one is right."""
    right = [f"c-{item.answer}"]
    said = [Case(f"f-{o.id}", _is(RESPONSE, "identifier", f"c-{o.id}"), feedback_html(o)) for o in item.options if o.feedback]
    return Answers([_response(RESPONSE, "single", "identifier", right)], [_choices(item, "Choose one.", 1)], _is_right(), said)


def multiple(item: Item) -> Answers:
    """Options of which several are right."""
    right = [f"c-{name}" for name in item.answer_ids]
    said = [
        Case(f"f-{o.id}", _has("identifier", f"c-{o.id}"), feedback_html(o), f"{FEEDBACK}-{o.id}")
        for o in item.options
        if o.feedback
    ]
    body = [_choices(item, "Choose every one that is right.", 0)]
    return Answers([_response(RESPONSE, "multiple", "identifier", right)], body, _is_right(), said)


def number(item: Item) -> Answers:
    """A whole number."""
    (field,) = item.fields
    entry = element("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="6")
    line = element("p", text=f"{field.label}: ")
    line.append(entry)
    said = [Case(f"f-{i}", _is_number(RESPONSE, wrong.value), feedback_html(wrong)) for i, wrong in enumerate(field.wrong, 1)]
    key = int(str(item.answer))
    return Answers([_response(RESPONSE, "single", "float", [str(key)])], [line], _is_number(RESPONSE, key), said)


def match(item: Item) -> Answers:
    """Rows that are matched with options."""
    rows = [markup("simpleAssociableChoice", one_line(row.text), identifier=f"r-{row.id}", matchMax="1") for row in item.rows]
    options = [
        markup("simpleAssociableChoice", one_line(option.text), identifier=f"c-{option.id}", matchMax="0")
        for option in item.options
    ]
    asked = element(
        "matchInteraction",
        element("prompt", text="Choose what fits each."),
        element("simpleMatchSet", *rows),
        element("simpleMatchSet", *options),
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxAssociations=str(len(item.rows)),
    )
    pairs = [f"r-{row.id} c-{row.answer}" for row in item.rows]
    said = [
        Case(
            f"f-{row.id}-{wrong.option}",
            _has("directedPair", f"r-{row.id} c-{wrong.option}"),
            feedback_html(wrong),
            f"{FEEDBACK}-{row.id}",
        )
        for row in item.rows
        for wrong in row.wrong
    ]
    return Answers([_response(RESPONSE, "multiple", "directedPair", pairs)], [asked], _is_right(), said)


def order(item: Item) -> Answers:
    """Options to be put in order."""
    options = [markup("simpleChoice", one_line(option.text), identifier=f"c-{option.id}") for option in item.options]
    prompt = element("prompt", text="Put these in order.")
    asked = element("orderInteraction", prompt, *options, responseIdentifier=RESPONSE, shuffle="false", orientation="vertical")
    said = [
        Case(
            f"f-{i}",
            element(
                "match",
                _variable(RESPONSE),
                element("ordered", *(base_value("identifier", f"c-{name}") for name in wrong.order)),
            ),
            feedback_html(wrong),
        )
        for i, wrong in enumerate(item.orders, 1)
    ]
    right = [f"c-{name}" for name in item.answer_ids]
    return Answers([_response(RESPONSE, "ordered", "identifier", right)], [asked], _is_right(), said)


def claim_lines(item: Item) -> Answers:
    """A claim to be filled in: a row for each line that it could have, all of which must be right together.

    Every acceptable claim is right, and the feedback on a known wrong one is about all of it.
    """
    grid = item.grid
    assert grid is not None
    places = rows_of(grid)
    claims = [filled_rows(claim) for claim in grid.acceptable]
    if not all(claim is not None for claim in claims):
        raise NotCarried("the claim has two lines of one code that a table with fixed rows could not tell apart")
    responses: list[etree._Element] = []
    rows: list[etree._Element] = []
    for i, place in enumerate(places, 1):
        cells = (claims[0] or {}).get(place, EMPTY)
        choices = choices_of(grid, place)
        responses.append(_response(f"UNITS{i}", "single", "float", [str(cells.units)]))
        responses.append(_response(f"MODIFIERS{i}", "single", "identifier", [f"m-{choices.index(cells.modifiers)}"]))
        units = element("textEntryInteraction", responseIdentifier=f"UNITS{i}", expectedLength="3")
        inline = [element("inlineChoice", text=choice, identifier=f"m-{n}") for n, choice in enumerate(choices)]
        modifiers = element("inlineChoiceInteraction", *inline, responseIdentifier=f"MODIFIERS{i}", shuffle="false")
        label = place.label if has_marks(grid) else place.code
        rows.append(element("tr", element("th", text=label), element("td", units), element("td", modifiers)))
    head = element("tr", *(element("th", text=text) for text in ("Line", "Units", "Modifiers")))
    table = element("table", element("thead", head), element("tbody", *rows))
    how = element("p", text=HOW_TO_FILL)
    acceptable = [_is_claim(grid, places, claim) for claim in grid.acceptable]
    right = acceptable[0] if len(acceptable) == 1 else element("or", *acceptable)
    said = [
        Case(f"f-{i}", _is_claim(grid, places, wrong.lines), feedback_html(wrong))
        for i, wrong in enumerate(grid.wrong, 1)
        if filled_rows(wrong.lines) is not None
    ]
    return Answers(responses, [how, table], right, said)


def _is_claim(grid: ClaimGrid, rows: Sequence[Row], lines: Iterable[GridLine]) -> etree._Element:
    """Whether every row says what this claim has there."""
    filled = filled_rows(lines) or {}
    cells: list[etree._Element] = []
    for i, row in enumerate(rows, 1):
        wanted = filled.get(row, EMPTY)
        cells.append(_is_number(f"UNITS{i}", wanted.units))
        cells.append(_is(f"MODIFIERS{i}", "identifier", f"m-{choices_of(grid, row).index(wanted.modifiers)}"))
    return element("and", *cells)


ANSWERS: Mapping[str, Callable[[Item], Answers]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: number,
    CLAIM_LINES: claim_lines,
    MATCH: match,
    ORDER: order,
    FIND: single,
}
"""How each kind is asked."""
