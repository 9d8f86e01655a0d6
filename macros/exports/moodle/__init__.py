"""Moodle XML, for Moodle 4.3 and later."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

from lxml import etree

from macros.exports.cover import Cover
from macros.exports.format import Exported, Format, LeftOut, by_topic, carried
from macros.exports.moodle.answers import ANSWERS, ANSWERS_44, Answers
from macros.exports.moodle.elements import add, add_html, add_text
from macros.scenarios.item import Item
from macros.text.markdown_text import one_line, rendered

COPYRIGHT = "CPT copyright 2026 American Medical Association. All rights reserved."


def _write(kinds: Mapping[str, Callable[[Item], Answers]], items: Sequence[Item], cover: Cover) -> Exported:
    left_out: list[LeftOut] = []
    topic = None
    file = io.BytesIO()
    # Question by question: a tree of the whole bank would need a gigabyte.
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("quiz"):
            for item, answers in carried(by_topic(items), lambda item: kinds[item.kind](item), left_out):
                if item.topic != topic:
                    topic = item.topic
                    xml.write(_category(topic))
                xml.write(_question(item, answers, cover))
    return Exported(file.getvalue(), tuple(left_out))


def _category(topic: str) -> etree._Element:
    question = etree.Element("question", type="category")
    add_text(question, "category", f"$course$/top/Guide 97112/{topic}")
    return question


def _question(item: Item, answers: Answers, cover: Cover) -> etree._Element:
    question = etree.Element("question", type=answers.type)
    add_text(question, "name", item.id)
    add_html(question, "questiontext", rendered(item.full_text) + answers.stem)
    add_html(question, "generalfeedback", _worked(item, cover))
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


def _worked(item: Item, cover: Cover) -> str:
    steps = "".join(f"<li>{one_line(step)}</li>" for step in item.explanation)
    sources = "; ".join(escape(source.title, quote=False) for source in item.sources)
    return f"<ol>{steps}</ol><p>Taught on: {cover.pages[item.topic].html}.</p><p>Sources: {sources}. {COPYRIGHT}</p>"


FORMAT = Format("moodle", ".xml", "Moodle XML, for Moodle 4.3 and later", ANSWERS, partial(_write, ANSWERS))
FORMAT_44 = Format("moodle-4.4", ".xml", "Moodle XML with ordering questions, from 4.4", ANSWERS_44, partial(_write, ANSWERS_44))
