"""The answers of an item in Moodle XML: a small function for each kind, and one table of them all.

What Moodle's importer wants is said beside the line that heeds it. Fractions must be Moodle's own grade options, or the whole
file is refused. Moodle never shuffles: numbers and dates keep their order, and other options are shuffled already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from macros.exports.feedback import feedback_html
from macros.exports.format import NotCarried, not_carried
from macros.exports.grades import GRADES
from macros.exports.moodle.cloze import cloze
from macros.exports.moodle.elements import add, add_cdata, add_html, add_text
from macros.exports.ticked import ticked
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from macros.text.markdown_text import one_line

ORDERING = "Moodle has ordering questions only from 4.4 on (moodle-4.4 holds them)"
FEW_ANSWERS = "a Moodle matching question needs three answers"


@dataclass(frozen=True)
class Answers:
    """The answers of an item: Moodle's type of question, the elements, and HTML that belongs to the end of the stem."""

    type: str
    elements: etree._Element
    stem: str = ""


def single(item: Item) -> Answers:
    """Options of which one is right."""
    return _choices(item, several=False)


def multiple(item: Item) -> Answers:
    """Options of which several are right."""
    return _choices(item, several=True)


def _choices(item: Item, *, several: bool) -> Answers:
    share = GRADES[sum(option.correct for option in item.options)]
    # A wrong choice takes away what a right one gives: ticking everything earns nothing.
    wrong = f"-{share}" if several else "0"
    elements = etree.Element("answers")
    add(elements, "single", "false" if several else "true")
    add(elements, "shuffleanswers", "false")
    add(elements, "answernumbering", "abc")
    # Moodle lists the right answers with commas between: an answer that has some itself is put in quotes, and then every one is.
    quoted = several and any("," in option.text for option in item.options)
    for option in item.options:
        text = f"“{one_line(option.text)}”" if quoted else one_line(option.text)
        answer = add_html(elements, "answer", text, fraction=share if option.correct else wrong)
        add_html(answer, "feedback", feedback_html(option))
    return Answers("multichoice", elements)


def number(item: Item) -> Answers:
    """A whole number, graded without tolerance."""
    (field,) = item.fields
    elements = etree.Element("answers")
    _add_number(elements, int(str(item.answer)), "100", "Right.")
    for wrong in field.wrong:
        _add_number(elements, wrong.value, "0", feedback_html(wrong))
    return Answers("numerical", elements)


def _add_number(elements: etree._Element, value: int, fraction: str, feedback: str) -> None:
    answer = etree.SubElement(elements, "answer", fraction=fraction, format="moodle_auto_format")
    add(answer, "text", str(value))
    add_html(answer, "feedback", feedback)
    add(answer, "tolerance", "0")


def match(item: Item) -> Answers:
    """Rows that are matched with options. Answers are plain text; one without a row is a distractor."""
    if len(item.options) < 3:
        raise NotCarried(FEW_ANSWERS)
    texts = {option.id: option.text for option in item.options}
    used = {row.answer for row in item.rows}
    pairs = [(one_line(row.text), texts[row.answer]) for row in item.rows]
    pairs += [("", option.text) for option in item.options if option.id not in used]
    elements = etree.Element("answers")
    add(elements, "shuffleanswers", "false")
    for row, answer in pairs:
        add_text(add_html(elements, "subquestion", row), "answer", answer)
    return Answers("matching", elements)


def order(item: Item) -> Answers:
    """Options to be put in order, listed in the right one."""
    texts = {option.id: option.text for option in item.options}
    elements = etree.Element("answers")
    for tag, text in ORDERING_SETTINGS.items():
        add(elements, tag, text)
    for place, name in enumerate(item.answer_ids, start=1):
        answer = etree.SubElement(elements, "answer", fraction=str(place), format="html")
        add_cdata(etree.SubElement(answer, "text"), one_line(texts[name]))
    return Answers("ordering", elements)


ORDERING_SETTINGS = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "selectcount": "0",
    "gradingtype": "ABSOLUTE_POSITION",
    "showgrading": "SHOW",
    "numberingstyle": "none",
    "shownumcorrect": "",  # without it the import fails
}


def claim_lines(item: Item) -> Answers:
    """A claim as lines to tick, worth one mark."""
    return multiple(ticked(item))


def claim_cells(item: Item) -> Answers:
    """A claim to be filled in, worth a mark a cell: a table of embedded answers in the stem."""
    assert item.grid is not None
    return Answers("cloze", etree.Element("answers"), cloze(item.grid))


ANSWERS_44: Mapping[str, Callable[[Item], Answers]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: number,
    CLAIM_LINES: claim_lines,
    MATCH: match,
    ORDER: order,
    FIND: single,
}
"""How each kind is written for Moodle 4.4 and later."""

ANSWERS_OF_CELLS: Mapping[str, Callable[[Item], Answers]] = {**ANSWERS_44, CLAIM_LINES: claim_cells}
"""How each kind is written where a claim is filled in cell by cell."""

ANSWERS: Mapping[str, Callable[[Item], Answers]] = {**ANSWERS_44, ORDER: not_carried(ORDERING)}
"""How each kind is written for Moodle 4.3."""
