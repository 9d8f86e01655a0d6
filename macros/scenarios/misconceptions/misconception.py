"""What a misconception is: a named wrong method, with the answer it gives and what to say to someone who gave it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from macros.scenarios.question import Question


@dataclass(frozen=True)
class WrongAnswer:
    """An answer that a wrong method gives, and feedback that says what was done and how to see it.

    `misconception` is the method's name in YAML, filled in where the answers of several are gathered.
    """

    value: Any
    feedback: str
    misconception: str = ""


@dataclass(frozen=True)
class Misconception:
    """A named wrong method. `asks` are the asks that it can answer; `answers` gives none where it goes right.

    The docstring of `method` is its entry in the manual. `upon` makes the same slip on top of an answer that is wrong already,
    where that can be done.
    """

    name: str
    title: str
    asks: frozenset[str]
    answers: Callable[[Question, str], Iterable[WrongAnswer]]
    method: Callable[..., Any]
    upon: Callable[[Question, Any], WrongAnswer | None] | None = None
