"""The two sides of a card: what is asked, and the key with why, for each kind of item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from macros.exports.feedback import feedback_html, wrong_orders_html
from macros.exports.format import printable
from macros.exports.ticked import line_text
from macros.scenarios.item import (
    CLAIM_LINES,
    FIND,
    MATCH,
    MULTIPLE,
    NUMBER,
    ORDER,
    SINGLE,
    GridLine,
    Item,
    Option,
)  # fmt: skip
from macros.text.markdown_text import one_line


@dataclass(frozen=True)
class Sides:
    """What a card asks below the question's text; its key; and why each known answer is right or wrong. All are HTML."""

    asked: str
    key: str
    why: tuple[str, ...] = ()


def field(html: str) -> str:
    """HTML as a field of a note holds it: on one line, and with no braces that a template could take for its own."""
    return printable(html).replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;").replace("\n", " ")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<div>{line}</div>" for line in lines)


def _lettered(option: Option) -> str:
    return f"{option.id}) {one_line(option.text)}"


def _options(item: Item) -> str:
    return _lines(map(_lettered, item.options))


def _of_options(item: Item) -> tuple[str, ...]:
    """What is said of each option, the right ones first."""
    ordered = sorted(item.options, key=lambda option: not option.correct)
    return tuple(f"{option.id}) {feedback_html(option)}" for option in ordered if option.feedback)


def single(item: Item) -> Sides:
    """Options of which one is right."""
    return Sides(_options(item), _lines(_lettered(option) for option in item.options if option.correct), _of_options(item))


def multiple(item: Item) -> Sides:
    """Options of which several are right."""
    sides = single(item)
    return Sides(f"<div>Choose every one that is right.</div>{sides.asked}", sides.key, sides.why)


def number(item: Item) -> Sides:
    """A whole number, asked by its label."""
    (place,) = item.fields
    why = tuple(f"{wrong.value:,}: {feedback_html(wrong)}" for wrong in place.wrong)
    return Sides(f"<div>{one_line(place.label)}: ?</div>", f"<div>{one_line(place.label)}: {item.answer:,}</div>", why)


def claim_lines(item: Item) -> Sides:
    """A claim, asked by what a line holds. Nothing says how many lines it has."""
    assert item.grid is not None
    key = "<div>or</div>".join(_lines(_claim_lines(claim)) for claim in item.grid.acceptable)
    why = tuple(f"{'; '.join(_claim_lines(wrong.lines))}: {feedback_html(wrong)}" for wrong in item.grid.wrong)
    return Sides("<div>Write the claim: the code, the units and the modifiers of each line.</div>", key, why)


def _claim_lines(lines: tuple[GridLine, ...]) -> list[str]:
    return [line_text(line) for line in lines] or ["Nothing is billed."]


def match(item: Item) -> Sides:
    """Rows that are matched with options."""
    texts = {option.id: one_line(option.text) for option in item.options}
    rows = {row.id: one_line(row.text) for row in item.rows}
    why = [f"{rows[row.id]}: {one_line(row.feedback)}" for row in item.rows if row.feedback]
    why += [f"{rows[row.id]} → {texts[wrong.option]}: {feedback_html(wrong)}" for row in item.rows for wrong in row.wrong]
    listed = "".join(f"<li>{text}</li>" for text in rows.values())
    asked = f"<div>Which of the letters fits each?</div><ul>{listed}</ul>{_options(item)}"
    return Sides(asked, _lines(f"{rows[row.id]} → {texts[row.answer]}" for row in item.rows), tuple(why))


def order(item: Item) -> Sides:
    """Options to be put in order."""
    texts = {option.id: one_line(option.text) for option in item.options}
    key = "".join(f"<li>{texts[name]}</li>" for name in item.answer_ids)
    return Sides(
        f"<div>Put these in order.</div>{_options(item)}", f"<ol>{key}</ol>", (*_of_options(item), *wrong_orders_html(item))
    )


SIDES: Mapping[str, Callable[[Item], Sides]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: number,
    CLAIM_LINES: claim_lines,
    MATCH: match,
    ORDER: order,
    FIND: single,
}
"""The sides of a card of each kind."""
