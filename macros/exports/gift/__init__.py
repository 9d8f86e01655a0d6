"""GIFT, a plain text that many systems read. A blank line would end a question; a lone `=` would make a short answer of it.

Moodle shuffles the options of every choice question that it reads from GIFT. Where they have an order of their own, such as
numbers, dates and the sentences of a note, they stand in the question's text with their letters, and the letter is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from macros.exports.cover import Cover
from macros.exports.feedback import feedback_html, rights, worked_html
from macros.exports.format import Format, not_carried, number_alone, printable, readable_name
from macros.exports.grades import GRADES
from macros.exports.pieces import CATEGORY, Document, Frame, Pieces, writer
from macros.exports.ticked import ticked
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from macros.text.markdown_text import one_line, rendered


def _frame(cover: Cover) -> Frame:
    guide = _text(cover.guide.replace("/", "//"))
    head, of_category = f"// {rights(cover)}\n\n", f"$CATEGORY: {guide}/{CATEGORY}\n\n"
    return Frame((Document("form.gift", head, "", of_category, xml=False),), archive=False)


def _pieces(item: Item, cover: Cover) -> Pieces:
    asked = number_alone(lettered(ticked(item)))
    return Pieces({"form.gift": "\n".join([*_question(readable_name(item), asked, ANSWERS[item.kind](asked), cover), "", ""])})


def _question(name: str, item: Item, answers: Sequence[str], cover: Cover) -> list[str]:
    head = f"::{_text(name)}::[html]{_text(rendered(item.full_text))}{{"
    known = f"// [id:{item.id}] [tag:level {item.level}] [tag:{item.topic}]"
    return [known, head, *answers, f"####{_text(worked_html(item, cover))}", "}"]


LETTER = "Write the letter of your answer."


def lettered(item: Item) -> Item:
    """The item; where its options have an order of their own, with them in its text."""
    if not answered_by_letter(item):
        return item
    return replace(item, stem="\n\n".join([item.stem, *(f"{option.id}) {option.text}" for option in item.options), LETTER]))


def answered_by_letter(item: Item) -> bool:
    """Whether the options of an item with one right answer must not be shuffled."""
    return item.kind == FIND or (item.kind == SINGLE and item.ordered)


_SIGNS = re.compile(r"([\\~=#{}:])")


def _text(text: str) -> str:
    """Text in which nothing is taken for GIFT's own signs, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(printable(text).split()))


def single(item: Item) -> list[str]:
    """Options of which one is right."""
    if answered_by_letter(item):
        return [f"={'' if o.correct else '%0%'}{o.id}#{_text(feedback_html(o))}" for o in item.options]
    return [f"{'=' if o.correct else '~'}{_option(o.text)}#{_text(feedback_html(o))}" for o in item.options]


def _option(text: str) -> str:
    """The text of an option. A percentage at its beginning would be its share of the marks."""
    shown = _text(one_line(text))
    return f"&\\#37;{shown[1:]}" if shown.startswith("%") else shown


def multiple(item: Item) -> list[str]:
    """Options of which several are right. A wrong choice takes away what a right one gives."""
    share = GRADES[sum(option.correct for option in item.options)]
    return [
        f"~%{'' if option.correct else '-'}{share}%{_option(option.text)}#{_text(feedback_html(option))}"
        for option in item.options
    ]


def claim_lines(item: Item) -> list[str]:
    """A claim as lines to tick."""
    return multiple(ticked(item))


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
    CLAIM_LINES: claim_lines,
    MATCH: match,
    ORDER: not_carried("GIFT has no ordering questions"),
    FIND: single,
}
"""The lines of the answers of each kind."""

FORMAT = Format("gift", ".gift", "GIFT, plain text", ANSWERS, writer(_frame, _pieces), _frame, _pieces)
