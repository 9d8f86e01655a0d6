"""Numbers that a page states in its own words must be in the data, so that a corrected fact corrects every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from pydantic import BaseModel

from macros.facts.library import Library
from macros.guide import Guide
from macros.reading.problem import Problem
from macros.reading.uses import note
from macros.reading.yaml_source import shown_path

STATING = ("index.md", "reference", "practice", "trainers")
"""Pages below docs/ that speak to readers about billing; those for contributors show made-up examples."""

FIX = "take it from a fact, or add the fact first"

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


def stray_numbers(guide: Guide) -> list[Problem]:
    """Every number in the prose of a page that no fact, code, example or table of the data holds."""
    strays = {
        page: guide.kept.result(f"stray numbers of {page}", partial(_strays, guide.library, page)) for page in _pages(guide)
    }
    return [
        Problem(shown_path(guide.root / page), line, column, f"{number} is not a number of the data", FIX)
        for page, places in strays.items()
        for line, column, number in places
    ]


def _strays(library: Library, page: str) -> list[tuple[int, int, str]]:
    """Line, column and the number itself, of each that is not in the data."""
    note(page)
    known = library.remember("numbers of the data", lambda: frozenset(_data_numbers(library)))
    text = (library.root / page).read_text("utf-8")
    asked = {_plain(match) for call in re.findall(r"\{\{.*?\}\}", text, re.DOTALL) for match in re.findall(r"[0-9]+", call)}
    prose = _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return [
        (
            prose.count("\n", 0, match.start()) + 1,
            match.start() - prose.rfind("\n", 0, match.start()),
            match[0].rstrip(","),
        )
        for match in _NUMBER.finditer(prose)
        if _plain(match[1]) not in known | asked
    ]


def _pages(guide: Guide) -> Iterator[str]:
    for name in STATING:
        place = guide.root / "docs" / name
        paths = sorted(place.rglob("*.md")) if place.is_dir() else [place] if place.is_file() else []
        yield from (path.relative_to(guide.root).as_posix() for path in paths)


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
        yield _plain(str(value))
    elif isinstance(value, dict):
        yield from _all_in([*value, *value.values()])
    elif isinstance(value, list | tuple):
        yield from _all_in(value)


def _all_in(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _numbers_in(value)


def _plain(number: str) -> str:
    """2480 for 2,480 and for 2480.00."""
    amount = Decimal(number.replace(",", "").rstrip("."))
    return str(amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize())
