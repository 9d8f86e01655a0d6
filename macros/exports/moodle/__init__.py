"""Moodle XML, for Moodle 4.3 and later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

from lxml import etree

from macros.exports.cover import Cover
from macros.exports.feedback import worked_html, wrong_orders_html
from macros.exports.format import Format, number_alone, readable_name
from macros.exports.moodle.answers import ANSWERS, ANSWERS_44, ANSWERS_OF_CELLS, Answers
from macros.exports.moodle.elements import add, add_html, add_text
from macros.exports.pieces import CATEGORY, Document, Frame, Pieces, writer
from macros.exports.ticked import ticked
from macros.scenarios.item import Item
from macros.text.markdown_text import rendered

HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n<quiz>\n"


def _frame(cover: Cover) -> Frame:
    path = f"$course$/top/{escape(cover.guide.replace('/', '//'))}/{CATEGORY}"
    category = f'<question type="category"><category><text>{path}</text></category></question>\n'
    return Frame((Document("form.xml", HEAD, "</quiz>\n", category),), archive=False)


def _pieces(kinds: Mapping[str, Callable[[Item], Answers]], as_asked: Callable[[Item], Item], item: Item, cover: Cover) -> Pieces:
    asked = number_alone(as_asked(item))
    question = _question(readable_name(item), asked, kinds[item.kind](asked), cover)
    return Pieces({"form.xml": etree.tostring(question, encoding="unicode")})


def _question(name: str, item: Item, answers: Answers, cover: Cover) -> etree._Element:
    question = etree.Element("question", type=answers.type)
    add_text(question, "name", name)
    add_html(question, "questiontext", rendered(item.full_text) + answers.stem)
    add_html(question, "generalfeedback", worked_html(item, cover) + _wrong_orders(item))
    if answers.type != "cloze":
        add(question, "defaultgrade", "1")
    add(question, "penalty", "0")
    add(question, "hidden", "0")
    add(question, "idnumber", item.id)
    question.extend(answers.elements)
    tags = etree.SubElement(question, "tags")
    for tag in (f"level {item.level}", item.topic):
        add_text(tags, "tag", tag)
    etree.indent(question, "")
    question.tail = "\n"
    return question


def _wrong_orders(item: Item) -> str:
    """What is said of known wrong orders. Moodle has no feedback for one order, so it stands after the worked steps."""
    said = "".join(f"<li>{order}</li>" for order in wrong_orders_html(item))
    return f"<p>Other orders:</p><ul>{said}</ul>" if said else ""


LARGEST = 25_000_000
"""Bytes of a file that Moodle still imports with the memory it usually has."""


def _format(
    name: str, about: str, kinds: Mapping[str, Callable[[Item], Answers]], as_asked: Callable[[Item], Item] = ticked
) -> Format:
    of_item = partial(_pieces, kinds, as_asked)
    return Format(name, ".xml", about, kinds, writer(_frame, of_item), _frame, of_item, largest=LARGEST)


FORMAT = _format("moodle", "Moodle XML, for Moodle 4.3 and later", ANSWERS)
FORMAT_44 = _format("moodle-4.4", "Moodle XML with ordering questions, from 4.4", ANSWERS_44)
FORMAT_CELLS = _format(
    "moodle-cells", "Moodle XML, from 4.4, with a mark for each cell of a claim", ANSWERS_OF_CELLS, lambda item: item
)
