"""97112 beside its nearest neighbours: a row for each code, of which only the words are written and the rest is computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.facts.library import Library
from macros.facts.neighbour import GUIDED, ComparedCode
from macros.pages.links import Links
from macros.pages.templating import html
from macros.pages.values import fee
from macros.rules.edits import PRACTITIONER
from macros.rules.vocabulary import EditTable


@dataclass(frozen=True)
class ComparedRow:
    """A row as it is shown: the words of the data, and what Medicare's files say of the code."""

    words: ComparedCode
    anchor: str
    counted: str
    fee: str
    limit: str
    edit: str


def comparison(library: Library, links: Links) -> str:
    """The table of every compared code."""
    year = max(library.tables.schedule.fees)
    anchors = {code: neighbour.id for neighbour in library.neighbours for code in neighbour.codes}
    return html(
        "comparison.html.j2",
        guided=GUIDED,
        year=year,
        newest=library.edit_pairs.as_of,
        rows=[_row(library, words, year, anchors.get(words.code, "")) for words in library.comparison],
        links=links,
    )


def _row(library: Library, words: ComparedCode, year: int, anchor: str) -> ComparedRow:
    code = library.codes[words.code]
    counted = f"yes, {code.unit_minutes} min" if code.timed else "no"
    return ComparedRow(
        words, anchor, counted, fee(library, words.code, year=year), _limit(library, words.code), _edit(library, words.code)
    )


def _limit(library: Library, code: str) -> str:
    limit = library.tables.limits.get((EditTable.PRACTITIONER, code))
    if limit is None:
        return "not read"
    newest = max(known.as_of for known in library.tables.limits.values())
    return f"{limit.units}{_read(limit.as_of, newest)}"


def _edit(library: Library, code: str) -> str:
    if code == GUIDED:
        return "–"
    answer = library.edit(GUIDED, code, None, PRACTITIONER)
    if answer.active is None or answer.as_of is None:
        return "not read"
    read = _read(answer.as_of, library.edit_pairs.as_of)
    if not answer.active:
        return f"none{read}"
    opens = "a modifier that applies can open it" if answer.modifier_opens else "no modifier opens it"
    return f"yes: {answer.denies} is denied; {opens}{read}"


def _read(as_of: date, newest: date) -> str:
    """The month of an older table than the newest."""
    return "" if as_of == newest else f" ({as_of:%B %Y})"
