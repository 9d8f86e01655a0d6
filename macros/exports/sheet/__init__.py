"""A printable sheet: versions A to D with the same items in another order, an answer sheet for each, and the key apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from macros.exports.cover import Cover
from macros.exports.format import Exported, Format, printable
from macros.scenarios.draw import stable_hash
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item, MatchRow, claim_text
from macros.text.markdown_text import one_line, rendered

VERSIONS = ("A", "B", "C", "D")
LETTERS = "abcdefghijklmnop"


@dataclass(frozen=True)
class Version:
    """One version of the sheet: its letter, and its items in their order, lettered anew."""

    name: str
    items: tuple[Item, ...]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["one_line"] = lambda text: Markup(one_line(text))
    environment.filters["rendered"] = lambda text: Markup(rendered(text))
    environment.filters["key"] = key
    environment.filters["claim_text"] = claim_text
    return environment.get_template("sheet.html.j2")


def _write(items: Sequence[Item], cover: Cover) -> Exported:
    versions = [version(name, items) for name in VERSIONS]
    return Exported(printable(_template().render(versions=versions, cover=cover, title=cover.title)).encode())


def version(name: str, items: Sequence[Item]) -> Version:
    """A version: A keeps the order drawn; in the others items, and options without an order of their own, are shuffled."""
    if name == VERSIONS[0]:
        return Version(name, tuple(items))
    # The parts of a case stay together and in their order.
    order = sorted(items, key=lambda item: (stable_hash(name, item.case.id if item.case else item.id), _part(item)))
    return Version(name, tuple(_reordered(name, item) for item in order))


def _part(item: Item) -> int:
    return item.case.part if item.case else 0


def _reordered(name: str, item: Item) -> Item:
    if item.ordered or item.kind not in {SINGLE, MULTIPLE, MATCH, ORDER}:
        return item
    shown = sorted(item.options, key=lambda option: stable_hash(name, item.id, option.id))
    letter = {option.id: LETTERS[place] for place, option in enumerate(shown)}
    options = tuple(replace(option, id=letter[option.id]) for option in shown)
    rows = tuple(_relettered(row, letter) for row in item.rows)
    orders = tuple(replace(wrong, order=tuple(letter[name] for name in wrong.order)) for wrong in item.orders)
    right = item.answer
    answer = tuple(letter[name] for name in right) if isinstance(right, tuple) else letter[str(right)]
    if item.kind == MULTIPLE:
        answer = tuple(sorted(answer))
    return replace(item, options=options, rows=rows, orders=orders, answer=answer)


def _relettered(row: MatchRow, letter: Mapping[str, str]) -> MatchRow:
    wrongs = tuple(replace(wrong, option=letter[wrong.option]) for wrong in row.wrong)
    return replace(row, answer=letter[row.answer], wrong=wrongs)


def _option_id(item: Item) -> str:
    return str(item.answer)


def _option_ids(item: Item) -> str:
    assert isinstance(item.answer, tuple)
    return ", ".join(item.answer)


def _order(item: Item) -> str:
    assert isinstance(item.answer, tuple)
    return " → ".join(item.answer)


def _pairs(item: Item) -> str:
    return ", ".join(f"{row.id}{row.answer}" for row in item.rows)


def _claims(item: Item) -> str:
    assert item.grid is not None
    return " or ".join(claim_text(claim) for claim in item.grid.acceptable)


KEYS: Mapping[str, Callable[[Item], str]] = {
    SINGLE: _option_id,
    MULTIPLE: _option_ids,
    NUMBER: lambda item: str(item.answer),
    CLAIM_LINES: _claims,
    MATCH: _pairs,
    ORDER: _order,
    FIND: _option_id,
}
"""How the key writes the answer of each kind. The template has how the sheet asks each kind."""


def key(item: Item) -> str:
    """The answer as the key writes it."""
    return KEYS[item.kind](item)


FORMAT = Format("html", ".html", "a printable sheet in four versions, with answer sheets and a key", KEYS, _write)
