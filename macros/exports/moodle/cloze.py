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

from macros.exports.claim_rows import EMPTY, HOW_TO_FILL, Cells, Row, choices_of, filled_rows, has_marks, rows_of
from macros.exports.feedback import feedback_html
from macros.exports.format import NotCarried
from macros.exports.ticked import SEVERAL_CLAIMS
from macros.scenarios.item import ClaimGrid

SAME_ROW = "the claim has two lines of one code that Moodle's embedded answers could not tell apart"


def cloze(grid: ClaimGrid) -> str:
    """The table as HTML with Moodle's codes in it. Raises NotCarried for a grid that cannot be asked this way."""
    if len(grid.acceptable) != 1:
        raise NotCarried(SEVERAL_CLAIMS)
    key = filled_rows(grid.acceptable[0])
    if key is None:
        raise NotCarried(SAME_ROW)
    places = rows_of(grid)
    feedback = _feedback(grid, places, key)
    weight = max(1, 2 * sum(place not in key for place in places))
    rows = []
    for place in places:
        right = key.get(place, EMPTY)
        wrong = feedback[place]
        share = weight if place in key else 1
        units = _cell(share, "NUMERICAL", [(str(right.units), True), *((count, False) for count in wrong.units)], wrong.units)
        choices = [(choice, choice == right.modifiers) for choice in choices_of(grid, place)]
        modifiers = _cell(share, "MULTICHOICE", choices, wrong.modifiers)
        label = place.label if has_marks(grid) else place.code
        rows.append(f"<tr><th>{label}</th><td>{units}</td><td>{modifiers}</td></tr>")
    return f"<p>{HOW_TO_FILL}</p><table><tr><th>Line</th><th>Units</th><th>Modifiers</th></tr>{''.join(rows)}</table>"


@dataclass(frozen=True)
class CellFeedback:
    """What is said to wrong answers in a row, by the units and by the modifiers that were given."""

    units: dict[str, list[str]]
    modifiers: dict[str, list[str]]


def _feedback(grid: ClaimGrid, places: Iterable[Row], key: Mapping[Row, Cells]) -> dict[Row, CellFeedback]:
    """The feedback of each wrong claim, at the cells that show it.

    Where a wrong claim lacks a line or has one too many, only its feedback is there: another number of units in a line
    that both claims have could come from elsewhere.
    """
    feedback = {place: CellFeedback({}, {}) for place in places}
    for wrong in grid.wrong:
        filled = filled_rows(wrong.lines)
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
