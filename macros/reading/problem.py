"""What is wrong in a file that a contributor wrote, and where: one type, written in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""Characters that nobody sees, or that change how their neighbors are read: control characters but tab and line ends, marks of
direction and of zero width, line separators, surrogates, and code points that are no characters."""

LONGEST_WHAT, LONGEST_FIX = 600, 600
"""Characters that are told of a fault, and of how to fix it. What somebody wrote may stand in both, and may be endless."""

MOST_PROBLEMS = 100
"""Faults of one file that are told at once: whoever reads them is helped by no more."""


def one_line(text: str) -> str:
    """The text as one line on which every character can be seen: an invisible one stands as its number."""
    return UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", " ".join(text.split()))


def _shortened(text: str, longest: int) -> str:
    """The text, or its beginning and its end, which says what is wrong with what stands between."""
    line = one_line(text[: 2 * longest] + text[-longest:] if len(text) > 3 * longest else text)
    return line if len(line) <= longest else f"{line[: longest // 2]} … {line[3 - longest // 2 :]}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place. Lines and columns count from 1, as editors show them."""

    path: str
    line: int
    column: int
    what: str
    fix: str

    def __post_init__(self) -> None:
        for name, longest in (("what", LONGEST_WHAT), ("fix", LONGEST_FIX)):
            object.__setattr__(self, name, _shortened(getattr(self, name), longest))

    def __str__(self) -> str:
        return f"{one_line(self.path)}:{self.line}:{self.column}: {self.what}; {self.fix}"


class ProblemsFound(Exception):
    """Raised when reading cannot go on: carries every problem found in the run, sorted by place."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadFile(ProblemsFound):
    """The faults of a file that was named on the command line, rather than of the checkout."""
