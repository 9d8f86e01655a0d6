"""GIFT, a plain text that many systems read. A blank line would end a question; a lone `=` would make a short answer of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from macros.exports.cover import Cover
from macros.exports.feedback import feedback_html
from macros.exports.format import Exported, Format, LeftOut, by_topic, carried, not_carried, printable
from macros.exports.grades import GRADES
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from macros.text.markdown_text import one_line, rendered

NOTICE = "// CPT copyright 2026 American Medical Association. All rights reserved. Our own text: CC BY 4.0, Guide 97112."


def _write(items: Sequence[Item], cover: Cover) -> Exported:
    parts: list[str] = [NOTICE]
    left_out: list[LeftOut] = []
    topic = None
    for item, answers in carried(by_topic(items), lambda item: ANSWERS[item.kind](item), left_out):
        if item.topic != topic:
            topic = item.topic
            parts.append(f"$CATEGORY: Guide 97112/{topic}")
        parts.append(_question(item, answers, cover))
    return Exported("\n\n".join([*parts, ""]).encode(), tuple(left_out))


def _question(item: Item, answers: Sequence[str], cover: Cover) -> str:
    steps = "".join(f"<li>{one_line(step)}</li>" for step in item.explanation)
    sources = "; ".join(escape(source.title, quote=False) for source in item.sources)
    worked = f"<ol>{steps}</ol><p>Taught on: {cover.pages[item.topic].html}.</p><p>Sources: {sources}.</p>"
    return "\n".join([f"::{item.id}::[html]{_text(rendered(item.full_text))}{{", *answers, f"####{_text(worked)}", "}"])


_SIGNS = re.compile(r"([\\~=#{}:])")


def _text(text: str) -> str:
    """Text in which nothing is taken for GIFT's own signs, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(printable(text).split()))


def single(item: Item) -> list[str]:
    """Options of which one is right."""
    return [f"{'=' if o.correct else '~'}{_text(one_line(o.text))}#{_text(feedback_html(o))}" for o in item.options]


def multiple(item: Item) -> list[str]:
    """Options of which several are right. A wrong choice takes away what a right one gives."""
    share = GRADES[sum(option.correct for option in item.options)]
    return [
        f"~%{'' if option.correct else '-'}{share}%{_text(one_line(option.text))}#{_text(feedback_html(option))}"
        for option in item.options
    ]


def number(item: Item) -> list[str]:
    """A whole number, graded without tolerance."""
    (field,) = item.fields
    wrong = [f"=%0%{answer.value}:0#{_text(feedback_html(answer))}" for answer in field.wrong]
    return ["#", f"={item.answer}:0#Right.", *wrong]


def match(item: Item) -> list[str]:
    """Rows that are matched with options. Answers are plain text; one without a row is a distractor."""
    texts = {option.id: option.text for option in item.options}
    used = {row.answer for row in item.rows}
    pairs = [f"={_text(one_line(row.text))} -> {_text(texts[row.answer])}" for row in item.rows]
    return [*pairs, *(f"= -> {_text(option.text)}" for option in item.options if option.id not in used)]


ANSWERS: Mapping[str, Callable[[Item], list[str]]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: number,
    CLAIM_LINES: not_carried("GIFT has no grids"),
    MATCH: match,
    ORDER: not_carried("GIFT has no ordering questions"),
    FIND: single,
}
"""The lines of the answers of each kind."""

FORMAT = Format("gift", ".gift", "GIFT, plain text", ANSWERS, _write)
