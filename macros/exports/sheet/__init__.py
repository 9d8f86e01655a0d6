"""A printable sheet: versions A to D with the same items in another order, an answer sheet for each, and the key apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, Undefined
from markupsafe import Markup

from macros.exports.cover import Cover
from macros.exports.format import Exported, Format, printable
from macros.scenarios.draw import spread
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
    environment.filters["text_after"] = text_after
    environment.filters["key"] = key
    environment.filters["claim_text"] = claim_text
    return environment.get_template("sheet.html.j2")


@dataclass(frozen=True)
class Part:
    """A part of the sheet whose pages are counted by themselves, and what stands at the foot of each."""

    id: str
    label: str


PARTS = (
    *(
        part
        for name in VERSIONS
        for part in (
            Part(f"version-{name.lower()}", f"Version {name}"),
            Part(f"answers-{name.lower()}", f"Answer sheet, version {name}"),
        )
    ),
    Part("key", "Key"),
)


def sheet(items: Sequence[Item], cover: Cover, totals: Mapping[str, int] | None = None) -> str:
    """The sheet as HTML. Where the number of pages of each part is known, it stands at the foot of each page."""
    versions = [version(name, items) for name in VERSIONS]
    page = _template().render(versions=versions, cover=cover, title=cover.title, parts=PARTS, totals=totals)
    return printable(page)


def _write(items: Sequence[Item], cover: Cover) -> Exported:
    return Exported(sheet(items, cover).encode())


def _write_pdf(items: Sequence[Item], cover: Cover) -> Exported:
    # Its library is loaded only when somebody wants a PDF.
    from macros.exports.sheet.pdf import pdf

    return Exported(pdf([part.id for part in PARTS], lambda totals: sheet(items, cover, totals)))


def text_after(item: Item, before: Item | Undefined) -> str:
    """What must be read of an item after the one before it: the story of a case and its record stand there once."""
    case = item.case
    known = None if isinstance(before, Undefined) else before.case
    if case is None or known is None or (case.id, case.story) != (known.id, known.story):
        return item.full_text
    new = case.record[len(known.record) :] if case.record[: len(known.record)] == known.record else case.record
    return "\n\n".join(part for part in (*new, item.stem) if part)


def version(name: str, items: Sequence[Item]) -> Version:
    """A version: A keeps the order drawn; in the others items, and options without an order of their own, are shuffled.

    The browser orders them in the same way (docs/assets/assignment/versions.js).
    """
    if name == VERSIONS[0]:
        return Version(name, tuple(items))
    # The parts of a case stay together and in their order.
    order = sorted(items, key=lambda item: (spread(f"{name}:{item.case.id if item.case else item.id}"), _part(item)))
    return Version(name, tuple(_reordered(name, item) for item in order))


def _part(item: Item) -> int:
    return item.case.part if item.case else 0


def _reordered(name: str, item: Item) -> Item:
    if item.ordered or item.kind not in {SINGLE, MULTIPLE, MATCH, ORDER}:
        return item
    shown = sorted(item.options, key=lambda option: spread(f"{name}:{item.id}:{option.id}"))
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
    return ", ".join(item.answer_ids)


def _order(item: Item) -> str:
    return " → ".join(item.answer_ids)


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
FORMAT_PDF = Format("pdf", ".pdf", "the printable sheet as a tagged PDF", KEYS, _write_pdf)
