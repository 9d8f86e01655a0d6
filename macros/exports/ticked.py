"""A claim as a question with several right answers, for readers that cannot grade a claim as a whole in a table.

The lines that the claim could have are choices, of which those that it has are ticked. A line that is not needed is left alone,
and nothing says how many there are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from macros.exports.feedback import feedback_text
from macros.exports.format import NotCarried
from macros.scenarios.item import CLAIM_LINES, CLAIM_ROWS, MULTIPLE, ClaimGrid, GridLine, Item, Option, shows_assistant
from macros.text.wording import counted

SEVERAL_CLAIMS = "several claims are acceptable, and a question of this kind knows one"
NO_LINES = "the right claim has no line to tick"
TICK = "Tick every line of the claim, and no other."
CHOICES = 2 * CLAIM_ROWS
"""The same number for every question. At least half of them are wrong: ticking everything earns nothing."""

MOST_UNITS = 6


LETTERS = "abcdefghijklmnop"


def ticked(item: Item) -> Item:
    """The item; a claim to fill in as a question with several right answers. Raises NotCarried where it has not one key."""
    grid = item.grid
    if item.kind != CLAIM_LINES or grid is None:
        return item
    lines = possible_lines(grid)
    (claim,) = grid.acceptable
    if not claim:
        raise NotCarried(NO_LINES)
    options = tuple(
        Option(letter, line_text(line), line in claim, "Right." if line in claim else _said(grid, line))
        for letter, line in zip(LETTERS, lines, strict=False)
    )
    right = tuple(option.id for option in options if option.correct)
    return replace(item, kind=MULTIPLE, stem=f"{item.stem}\n\n{TICK}", options=options, answer=right, grid=None)


def _said(grid: ClaimGrid, line: GridLine) -> str:
    return " Or: ".join(dict.fromkeys(feedback_text(wrong) for wrong in grid.wrong if line in wrong.lines))


def line_text(line: GridLine) -> str:
    """A line as a choice: `97112, 2 units, GP CQ`."""
    return ", ".join([line.code, counted(line.units, "unit"), line.modifiers or "no modifier"])


def possible_lines(grid: ClaimGrid) -> list[GridLine]:
    """The lines of the claim and of the known wrong ones, and others like them, by code, units and modifiers."""
    if len(grid.acceptable) != 1:
        raise NotCarried(SEVERAL_CLAIMS)
    (claim,) = grid.acceptable
    known = [line for lines in (claim, *(wrong.lines for wrong in grid.wrong)) for line in lines]
    lines = [*dict.fromkeys([*known, *_alike(grid)])][:CHOICES]
    codes = [code for code, _ in grid.codes]
    return sorted(lines, key=lambda line: (codes.index(line.code), shows_assistant(line.modifiers), line.units, line.modifiers))


def _alike(grid: ClaimGrid) -> list[GridLine]:
    """Lines with other units and modifiers that somebody could have thought of, the plainest first."""
    modifiers = [choice for choice in grid.modifiers if choice]
    made = [GridLine(code, units, marks) for units, marks, (code, _) in product(range(1, MOST_UNITS + 1), modifiers, grid.codes)]
    return sorted(made, key=lambda line: (len(line.modifiers.split()), line.units))
