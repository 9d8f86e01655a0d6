"""GIFT, a plain text that many systems read. A blank line would end a question; a lone `=` would make a short answer of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from macros.exports.cover import Cover
from macros.exports.exported import Exported, Format, LeftOut, by_topic
from macros.exports.moodle import GRADES
from macros.exports.one_line import feedback, one_line
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from macros.text.markdown_text import rendered

NOT_CARRIED = {ORDER: "GIFT has no ordering questions", CLAIM_LINES: "GIFT has no grids"}


def _write(items: Sequence[Item], cover: Cover) -> Exported:
    parts, left_out, topic = [], [], None
    for item in by_topic(items):
        if item.kind in NOT_CARRIED:
            left_out.append(LeftOut(item.id, item.kind, NOT_CARRIED[item.kind]))
            continue
        if item.topic != topic:
            topic = item.topic
            parts.append(f"$CATEGORY: Guide 97112/{topic}")
        parts.append(_question(item, cover))
    notice = "// CPT copyright 2026 American Medical Association. All rights reserved. Our own text: CC BY 4.0, Guide 97112."
    return Exported("\n\n".join([notice, *parts, ""]).encode(), tuple(left_out))


def _question(item: Item, cover: Cover) -> str:
    steps = "".join(f"<li>{one_line(step)}</li>" for step in item.explanation)
    sources = "; ".join(source.title for source in item.sources)
    worked = f"<ol>{steps}</ol><p>Taught on: {cover.pages[item.topic].html}.</p><p>Sources: {one_line(sources)}.</p>"
    answers = _KINDS[item.kind](item)
    lines = [f"::{item.id}::[html]{_text(rendered(item.told))}{{", *answers, f"####{_text(worked)}", "}"]
    return "\n".join(lines)


def _text(text: str) -> str:
    """Text in which nothing is taken for GIFT's own signs, on one line."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", " ".join(text.split()))


def _single(item: Item) -> list[str]:
    return [f"{'=' if o.correct else '~'}{_text(one_line(o.text))}#{_text(feedback(o))}" for o in item.options]


def _multiple(item: Item) -> list[str]:
    share = GRADES[sum(option.correct for option in item.options)]
    return [f"~%{'' if o.correct else '-'}{share}%{_text(one_line(o.text))}#{_text(feedback(o))}" for o in item.options]


def _number(item: Item) -> list[str]:
    (field,) = item.fields
    wrong = [f"=%0%{each.value}:0#{_text(feedback(each))}" for each in field.wrong]
    return ["#", f"={item.answer}:0#Right.", *wrong]


def _match(item: Item) -> list[str]:
    texts = {option.id: option.text for option in item.options}
    used = {row.answer for row in item.rows}
    pairs = [f"={_text(one_line(row.text))} -> {_text(texts[row.answer])}" for row in item.rows]
    return [*pairs, *(f"= -> {_text(option.text)}" for option in item.options if option.id not in used)]


_KINDS: dict[str, Callable[[Item], list[str]]] = {
    SINGLE: _single,
    FIND: _single,
    MULTIPLE: _multiple,
    NUMBER: _number,
    MATCH: _match,
}

FORMAT = Format("gift", ".gift", "GIFT, plain text", _write)
