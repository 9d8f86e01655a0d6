"""Cloze, Moodle's embedded answers: a claim as a table with a fixed row for every line that it could have.

Moodle grades each cell by itself and cannot look for a line in another row. So the rows are fixed: each code of the visit
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

from macros.exports.feedback import feedback_html
from macros.exports.format import NotCarried
from macros.scenarios.item import ClaimGrid, GridLine, shows_assistant

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
    """What a row contains: the units, and the modifiers as they are chosen."""

    units: int
    modifiers: str


EMPTY = Cells(0, NO_LINE)


def cloze(grid: ClaimGrid) -> str:
    """The table as HTML with Moodle's codes in it. Raises NotCarried for a grid that cannot be asked this way."""
    if len(grid.acceptable) != 1:
        raise NotCarried(SEVERAL_CLAIMS)
    key = _filled(grid.acceptable[0])
    if key is None:
        raise NotCarried(SAME_ROW)
    has_marks = any(shows_assistant(modifiers) for modifiers in grid.modifiers)
    places = [Place(code, marked) for code, _ in grid.codes for marked in (False, True) if has_marks or not marked]
    feedback = _feedback(grid, places, key)
    weight = max(1, 2 * sum(place not in key for place in places))
    rows = []
    for place in places:
        right = key.get(place, EMPTY)
        wrong = feedback[place]
        share = weight if place in key else 1
        units = _cell(share, "NUMERICAL", [(str(right.units), True), *((count, False) for count in wrong.units)], wrong.units)
        choices = [(choice, choice == right.modifiers) for choice in _choices(grid, place)]
        modifiers = _cell(share, "MULTICHOICE", choices, wrong.modifiers)
        label = place.label if has_marks else place.code
        rows.append(f"<tr><th>{label}</th><td>{units}</td><td>{modifiers}</td></tr>")
    return f"<p>{HOW}</p><table><tr><th>Line</th><th>Units</th><th>Modifiers</th></tr>{''.join(rows)}</table>"


def _filled(lines: Iterable[GridLine]) -> dict[Place, Cells] | None:
    """The rows that a claim fills; None where two of its lines belong into the same one."""
    filled: dict[Place, Cells] = {}
    for line in lines:
        place = Place(line.code, shows_assistant(line.modifiers))
        if place in filled:
            return None
        filled[place] = Cells(line.units, line.modifiers or PLAIN)
    return filled


def _choices(grid: ClaimGrid, place: Place) -> list[str]:
    modifiers = [choice for choice in grid.modifiers if choice and shows_assistant(choice) == place.marked]
    return [NO_LINE, *([] if place.marked else [PLAIN]), *modifiers]


@dataclass(frozen=True)
class CellFeedback:
    """What is said to wrong answers in a row, by the units and by the modifiers that were given."""

    units: dict[str, list[str]]
    modifiers: dict[str, list[str]]


def _feedback(grid: ClaimGrid, places: Iterable[Place], key: Mapping[Place, Cells]) -> dict[Place, CellFeedback]:
    """The feedback of each wrong claim, at the cells that show it.

    Where a wrong claim lacks a line or has one too many, only its feedback is there: another number of units in a line
    that both claims have could come from elsewhere.
    """
    feedback = {place: CellFeedback({}, {}) for place in places}
    for wrong in grid.wrong:
        filled = _filled(wrong.lines)
        if filled is None:
            continue
        moved = set(filled) ^ set(key)
        for place in moved or set(key):
            if place not in feedback:
                continue
            given, right = filled.get(place, EMPTY), key.get(place, EMPTY)
            if given.units != right.units:
                _add(feedback[place].units, str(given.units), feedback_html(wrong))
            if given.modifiers != right.modifiers:
                _add(feedback[place].modifiers, given.modifiers, feedback_html(wrong))
    return feedback


def _add(known: dict[str, list[str]], value: str, html: str) -> None:
    texts = known.setdefault(value, [])
    if html not in texts:
        texts.append(html)


def _cell(weight: int, kind: str, answers: Iterable[tuple[str, bool]], wrong: Mapping[str, list[str]]) -> str:
    exact = ":0" if kind == "NUMERICAL" else ""
    alternatives = []
    for text, correct in answers:
        feedback = "Right." if correct else " Or: ".join(wrong.get(text, ()))
        ending = f"#{_quoted(feedback)}" if feedback else ""
        alternatives.append(f"{'=' if correct else '%0%'}{text}{exact}{ending}")
    return f"{{{weight}:{kind}:{'~'.join(alternatives)}}}"


def _quoted(html: str) -> str:
    """Feedback in which nothing is taken for Moodle's own signs. Moodle reads its entities once more, so it is escaped twice.

    Moodle takes a backslash away before `#` and `}`, but leaves it before `~`, which is therefore written as an entity.
    """
    return re.sub(r"([#}])", r"\\\1", escape(html, quote=False)).replace("~", "&#126;")
