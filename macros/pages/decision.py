"""The decision figure: a chain of questions, drawn as SVG, and again as a list."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.templating import html

WIDTH, BOX, LINE, GAP = 380, 246, 18, 26
"""Drawing units: the whole width, that of a question's box, the height of a line, the room for a no between two boxes."""

LETTERS = 30
"""How many letters of a question fit on a line of its box, in the widest of the system fonts."""

CHIP = 55
"""The space that a code takes; two are side by side."""


@dataclass(frozen=True)
class Chip:
    """A code, and where its left upper corner is."""

    code: str
    x: int
    y: int


@dataclass(frozen=True)
class Question:
    """A box with the lines of a question, and the codes that its yes leads to."""

    y: int
    height: int
    lines: tuple[str, ...]
    chips: tuple[Chip, ...]

    @property
    def middle(self) -> int:
        """Where the arrow to the codes leaves the box."""
        return self.y + self.height // 2


def decision_figure(library: Library, links: Links) -> str:
    """The chain as one block: a figure with title and description, and the same questions as an ordered list."""
    questions: list[Question] = []
    for step in library.decision.steps:
        below = questions[-1].y + questions[-1].height + GAP if questions else 1
        questions.append(_question(step.ask, step.leads_to, below))
    end = questions[-1].y + questions[-1].height + GAP
    last = _lines(library.decision.otherwise)
    return html(
        "decision.html.j2",
        questions=questions,
        steps=library.decision.steps,
        anchors={code: neighbour.id for neighbour in library.neighbours for code in neighbour.codes},
        otherwise=library.decision.otherwise,
        end={"y": end, "height": _height(len(last)), "lines": last},
        width=WIDTH,
        box=BOX,
        line=LINE,
        gap=GAP,
        height=end + _height(len(last)) + 1,
        links=links,
    )


def _question(ask: str, codes: tuple[str, ...], y: int) -> Question:
    lines = _lines(ask)
    rows = (len(codes) + 1) // 2
    height = max(_height(len(lines)), rows * 28 + 8)
    first = y + height // 2 - rows * 14
    chips = (Chip(code, WIDTH - 2 * CHIP + i % 2 * CHIP, first + i // 2 * 28) for i, code in enumerate(codes))
    return Question(y, height, lines, tuple(chips))


def _lines(text: str) -> tuple[str, ...]:
    """As few lines as there can be, and these about equally long."""
    fewest = len(textwrap.wrap(text, LETTERS))
    width = next(width for width in range(1, LETTERS + 1) if len(textwrap.wrap(text, width)) == fewest)
    return tuple(textwrap.wrap(text, width))


def _height(lines: int) -> int:
    return lines * LINE + 16
