"""Numbers that a page states in its own words must be in the data, so that a corrected fact corrects every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise

from pydantic import BaseModel

from macros.facts.fact import Fact
from macros.facts.library import Library
from macros.guide import Guide
from macros.pages.citing import CALL, cited_in, readers_pages
from macros.reading.problem import Problem
from macros.reading.uses import note
from macros.reading.yaml_source import shown_path

NOT_OF_THE_DATA = ("is not a number of the data", "take it from a fact, or add the fact first")
NOT_OF_THE_PARAGRAPH = (
    "is in no fact that this paragraph cites",
    "cite the fact that holds it, let a macro write it, or put a made-up example into a div of the class vignette",
)
AMOUNT_FIX = 'let a macro write the amount, such as {{ threshold() }} or {{ fee("97112") }}, or cite the fact that holds it'
"""Of dollars that no cited fact holds: they change each year, and what a macro writes changes with them."""
MODIFIERS = frozenset({"25", "52", "59", "76"})
"""Modifiers that are numbers. Like codes and years they name something, and may stand anywhere."""

_NUMBER = re.compile(r"(?<![\w.#-])\$?([0-9][0-9,]*(?:\.[0-9]+)?)(?![\w-]*[a-z])")
_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)"
    r"|`[^`\n]*`"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{[:#][^}]*\}"
    r"|\]\([^)]*\)"
    r"|<[^>]*>"
    r"|^\s*[0-9]+\.\s",  # the number of a list entry
    re.DOTALL | re.MULTILINE,
)


_VIGNETTE = re.compile(r"^<div class=\"vignette\" markdown>.*?^</div>", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"^(?:[ \t]*(?:[-*]|[0-9]+\.)[ \t]|\||[ \t]*$)", re.MULTILINE)
"""Where a paragraph, the entry of a list or the row of a table begins or ends."""
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
_YEAR = re.compile(r"20[0-9][0-9]\Z")


@dataclass(frozen=True)
class _Stray:
    """A number without a fact: where it stands in its file, how it is written, what is wrong, and how to fix it."""

    line: int
    column: int
    number: str
    what: str
    fix: str


def stray_numbers(guide: Guide) -> list[Problem]:
    """Every number in the prose of a page that no fact, code, example or table of the data holds.

    On a page that cites, a number must be in a fact that its own paragraph cites. A made-up example, in a `div` of the class
    vignette, may have numbers of its own.
    """
    pages = [f"docs/{page}" for page in readers_pages(guide.root)]
    strays = {page: guide.kept.result(f"stray numbers of {page}", partial(_strays, guide.library, page)) for page in pages}
    return [
        Problem(shown_path(guide.root / page), stray.line, stray.column, f"{stray.number} {stray.what}", stray.fix)
        for page, found in strays.items()
        for stray in found
    ]


def numbers_in_prose(text: str) -> list[str]:
    """The numbers that a text types itself, outside of braces and code, as they are written."""
    return [match[0].rstrip(",") for match in _NUMBER.finditer(_NOT_PROSE.sub(_blank, text))]


def named_numbers(library: Library, facts: Iterable[Fact]) -> Set[str]:
    """The numbers that a text may type: billing codes, modifiers, and those that these facts state."""
    stated = {number for fact in facts for number in _numbers_in(fact.model_dump(exclude={"id", "sources", "checked"}))}
    return stated | MODIFIERS | library.edit_codes


def _strays(library: Library, page: str) -> list[_Stray]:
    note(page)
    text = (library.root / page).read_text("utf-8")
    prose = _NOT_PROSE.sub(_blank, _VIGNETTE.sub(_blank, text))
    if CALL.search(text):
        return list(_uncited(library, text, _HEADING.sub(_blank, prose)))
    known = library.remember("numbers of the data", lambda: frozenset(_data_numbers(library))) | _asked(text)
    return list(_strays_in(prose, 0, len(prose), known, *NOT_OF_THE_DATA))


def _uncited(library: Library, text: str, prose: str) -> Iterator[_Stray]:
    """The numbers that stand in a paragraph without a fact that holds them. `prose` is the text with all else blanked out."""
    bounds = [0, *(match.start() for match in _BLOCK.finditer(text)), len(text)]
    for start, end in pairwise(bounds):
        block = text[start:end]
        facts = [library.fact(name) for name in cited_in(block) if name in library.facts]
        years = set(filter(_YEAR.match, re.findall(r"[0-9]+", block)))
        known = named_numbers(library, facts) | _asked(block) | years
        for stray in _strays_in(prose, start, end, known, *NOT_OF_THE_PARAGRAPH):
            yield replace(stray, fix=AMOUNT_FIX) if stray.number.startswith("$") else stray


def _strays_in(prose: str, start: int, end: int, known: Set[str], what: str, fix: str) -> Iterator[_Stray]:
    for match in _NUMBER.finditer(prose, start, end):
        if _plain(match[1]) not in known:
            line = prose.count("\n", 0, match.start()) + 1
            yield _Stray(line, match.start() - prose.rfind("\n", 0, match.start()), match[0].rstrip(","), what, fix)


def _asked(text: str) -> set[str]:
    """The numbers that the macros of a text are given."""
    calls = re.findall(r"\{\{.*?\}\}", text, re.DOTALL)
    return {_plain(number) for call in calls for number in re.findall(r"[0-9]+", CALL.sub("", call))}


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _data_numbers(library: Library) -> Iterator[str]:
    records: list[BaseModel] = [
        *library.facts.values(),
        *library.codes.values(),
        *library.examples,
        *library.documents,
        library.thresholds,
        library.fees,
        library.unit_limits,
    ]
    for record in records:
        yield from _numbers_in(record.model_dump(exclude={"id", "sources", "rests_on", "checked"}))


def _numbers_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (_plain(number) for number in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", value))
    elif isinstance(value, date):
        yield from (str(value.year), str(value.month), str(value.day))
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | Decimal):
        yield _plain(f"{value:f}" if isinstance(value, Decimal) else str(value))
    elif isinstance(value, dict):
        yield from _all_in([*value, *value.values()])
    elif isinstance(value, list | tuple):
        yield from _all_in(value)


def _all_in(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _numbers_in(value)


def _plain(number: str) -> str:
    """2480 for 2,480 and for 2480.00."""
    whole, _, part = number.replace(",", "").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole
