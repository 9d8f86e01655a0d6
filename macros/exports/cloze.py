"""Cloze, Moodle's embedded answers: a claim as a table with a fixed row for every line that it could have.

Moodle grades each cell by itself and cannot look for a line in another row. So the rows are given: each code of the visit
twice, once without an assistant's modifier and once with one, whether or not it earns a unit there. The code is printed, the
units and the modifiers are asked, and there is no order to get wrong. What the claim does not hold is answered with 0 and
`no line`, so the rows give nothing away.

A cell of a line weighs as much as all the cells that stay empty: who leaves everything empty earns little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from macros.exports.one_line import feedback
from macros.scenarios.item import ClaimGrid, GridLine, has_assistant_modifier

SEVERAL_CLAIMS = "several claims are acceptable, and Moodle's embedded answers know one"
SAME_ROW = "the claim has two lines of one code that Moodle's embedded answers could not tell apart"

NO_LINE, PLAIN = "no line", "no modifier"
HOW = (
    "Each code has a row for its line without an assistant's modifier (CQ or CO) and a row for its line with one. Give the units "
    "of each line and all its modifiers. Where the claim has no such line, write 0 and choose “no line”."
)


@dataclass(frozen=True)
class Place:
    """A row of the table: a code, with or without an assistant's modifier."""

    code: str
    marked: bool

    @property
    def label(self) -> str:
        """The row's name for a reader."""
        return f"{self.code} {'with' if self.marked else 'without'} CQ or CO"


@dataclass(frozen=True)
class Cells:
    """What stands in a row: the units, and the modifiers as they are chosen."""

    units: int
    modifiers: str


EMPTY = Cells(0, NO_LINE)


def why_not(grid: ClaimGrid) -> str | None:
    """Why a grid cannot be asked this way; None where it can."""
    if len(grid.acceptable) != 1:
        return SEVERAL_CLAIMS
    return SAME_ROW if _filled(grid.acceptable[0]) is None else None


def cloze(grid: ClaimGrid) -> str:
    """The table as HTML with Moodle's codes in it, for a grid that has no reason against it."""
    right = _filled(grid.acceptable[0])
    assert right is not None
    places = [Place(code, marked) for code, _ in grid.codes for marked in (False, True) if not marked or _has_marks(grid)]
    told = _told(grid, places, right)
    weight = max(1, 2 * sum(place not in right for place in places))
    rows = []
    for place in places:
        key = right.get(place, EMPTY)
        known = told[place]
        counts = weight if place in right else 1
        units = _cell(counts, "NUMERICAL", [(str(key.units), True), *((each, False) for each in known.units)], known.units)
        choices = [(each, each == key.modifiers) for each in _choices(grid, place)]
        modifiers = _cell(counts, "MULTICHOICE", choices, known.modifiers)
        label = place.label if _has_marks(grid) else place.code
        rows.append(f"<tr><th>{label}</th><td>{units}</td><td>{modifiers}</td></tr>")
    return f"<p>{HOW}</p><table><tr><th>Line</th><th>Units</th><th>Modifiers</th></tr>{''.join(rows)}</table>"


def _has_marks(grid: ClaimGrid) -> bool:
    return any(has_assistant_modifier(each) for each in grid.modifiers)


def _filled(lines: Iterable[GridLine]) -> dict[Place, Cells] | None:
    """The rows that a claim fills; None where two of its lines belong into the same one."""
    filled: dict[Place, Cells] = {}
    for line in lines:
        place = Place(line.code, has_assistant_modifier(line.modifiers))
        if place in filled:
            return None
        filled[place] = Cells(line.units, line.modifiers or PLAIN)
    return filled


def _choices(grid: ClaimGrid, place: Place) -> list[str]:
    fitting = [each for each in grid.modifiers if each and has_assistant_modifier(each) == place.marked]
    return [NO_LINE, *([] if place.marked else [PLAIN]), *fitting]


@dataclass(frozen=True)
class _Known:
    """What is said to known wrong answers in a row, by the units and by the modifiers that were given."""

    units: dict[str, list[str]]
    modifiers: dict[str, list[str]]


def _told(grid: ClaimGrid, places: Iterable[Place], right: Mapping[Place, Cells]) -> dict[Place, _Known]:
    """The feedback of each wrong claim, at the cells that show it.

    A wrong claim that lacks a line or has one too many is told there alone: another number of units in a line that both have
    could come from elsewhere.
    """
    told = {place: _Known({}, {}) for place in places}
    for wrong in grid.wrong:
        given = _filled(wrong.lines)
        if given is None:
            continue
        moved = set(given) ^ set(right)
        for place in moved or set(right):
            if place not in told:
                continue
            was, key = given.get(place, EMPTY), right.get(place, EMPTY)
            if was.units != key.units:
                _add(told[place].units, str(was.units), feedback(wrong))
            if was.modifiers != key.modifiers:
                _add(told[place].modifiers, was.modifiers, feedback(wrong))
    return told


def _add(known: dict[str, list[str]], value: str, html: str) -> None:
    said = known.setdefault(value, [])
    if html not in said:
        said.append(html)


def _cell(weight: int, kind: str, answers: Iterable[tuple[str, bool]], known: Mapping[str, list[str]]) -> str:
    exact = ":0" if kind == "NUMERICAL" else ""
    alternatives = []
    for text, correct in answers:
        said = "Right." if correct else " Or: ".join(known.get(text, ()))
        after = f"#{_quoted(said)}" if said else ""
        alternatives.append(f"{'=' if correct else '%0%'}{text}{exact}{after}")
    return f"{{{weight}:{kind}:{'~'.join(alternatives)}}}"


def _quoted(html: str) -> str:
    """Feedback in which nothing is taken for Moodle's own signs. Moodle reads its entities once more, so it is escaped twice.

    Moodle takes a backslash away before `#` and `}`, but leaves it before `~`, which is therefore told as an entity.
    """
    return re.sub(r"([#}])", r"\\\1", escape(html, quote=False)).replace("~", "&#126;")
