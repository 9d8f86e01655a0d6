"""A claim as a table with a fixed row for every line that it could have: for readers that grade a cell at its place.

Each code of the visit has two rows, one without an assistant's modifier and one with one, whether or not it earns a unit there.
The code is printed, the units and the modifiers are asked, and there is no order to get wrong. What the claim does not hold is
answered with 0 and `no line`, so the rows give nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from macros.scenarios.item import ClaimGrid, GridLine, shows_assistant

NO_LINE, PLAIN = "no line", "no modifier"
HOW_TO_FILL = (
    "Each code has a row for its line without an assistant's modifier (CQ or CO) and a row for its line with one. Give the units "
    "of each line and all its modifiers. Where the claim has no such line, write 0 and choose “no line”."
)


@dataclass(frozen=True)
class Row:
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


def has_marks(grid: ClaimGrid) -> bool:
    """Whether a line of the claim may have an assistant's modifier, so that each code has two rows."""
    return any(shows_assistant(modifiers) for modifiers in grid.modifiers)


def rows_of(grid: ClaimGrid) -> list[Row]:
    """The rows of a claim's table."""
    marks = (False, True) if has_marks(grid) else (False,)
    return [Row(code, marked) for code, _ in grid.codes for marked in marks]


def filled_rows(lines: Iterable[GridLine]) -> dict[Row, Cells] | None:
    """The rows that a claim fills; None where two of its lines belong into the same one."""
    filled: dict[Row, Cells] = {}
    for line in lines:
        row = Row(line.code, shows_assistant(line.modifiers))
        if row in filled:
            return None
        filled[row] = Cells(line.units, line.modifiers or PLAIN)
    return filled


def choices_of(grid: ClaimGrid, row: Row) -> list[str]:
    """What may be chosen for the modifiers of a row."""
    modifiers = [choice for choice in grid.modifiers if choice and shows_assistant(choice) == row.marked]
    return [NO_LINE, *([] if row.marked else [PLAIN]), *modifiers]
