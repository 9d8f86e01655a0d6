"""FSRS-6 in whole days, written from its published formulas: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

W = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The default parameters of FSRS-6 as they are published."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
GRADES = {"wrong": AGAIN, "helped": HARD, "right": GOOD}
LONGEST = 180
FACTOR = 0.9 ** (-1 / W[20]) - 1


@dataclass(frozen=True)
class Memory:
    """How well a skill is known: the days until nine of ten recall it, and how hard it is from 1 to 10."""

    stability: float
    difficulty: float
    day: int

    @property
    def due(self) -> int:
        """The day on which it comes back."""
        return self.day + min(LONGEST, max(1, math.floor(self.stability + 0.5)))


def _first_difficulty(grade: int) -> float:
    return W[4] - math.exp(W[5] * (grade - 1)) + 1


def review(before: Memory | None, day: int, grade: int) -> Memory:
    """The memory after one more answer on a day."""
    if before is None:
        return Memory(W[grade - 1], min(10, max(1, _first_difficulty(grade))), day)
    stability, hardness = before.stability, before.difficulty
    recall = (1 + FACTOR * max(0, day - before.day) / stability) ** -W[20]
    if grade == AGAIN:
        lapsed = W[11] * hardness ** -W[12] * ((stability + 1) ** W[13] - 1) * math.exp(W[14] * (1 - recall))
        after = min(lapsed, stability)
    else:
        growth = math.exp(W[8]) * (11 - hardness) * stability ** -W[9] * (math.exp(W[10] * (1 - recall)) - 1)
        after = stability * (1 + growth * (W[15] if grade == HARD else 1))
    damped = hardness - W[6] * (grade - 3) * (10 - hardness) / 9
    harder = W[7] * _first_difficulty(EASY) + (1 - W[7]) * damped
    return Memory(max(0.001, after), min(10, max(1, harder)), day)


def after(answers: Iterable[tuple[int, str]], begun: Memory | None = None) -> Memory:
    """The memory after answers, each with its day and outcome, in their order."""
    memory = begun
    for day, outcome in answers:
        memory = review(memory, day, GRADES[outcome])
    assert memory is not None
    return memory
