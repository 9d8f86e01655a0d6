"""What a misconception is: a named wrong method, with the answer it gives and what to say to someone who gave it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from macros.scenarios.question import Question


@dataclass(frozen=True)
class WrongAnswer:
    """An answer that a wrong method gives, and what somebody did to get it.

    `did` is a sentence without its subject, and how to see the mistake: "counted working days. Calendar days are meant."
    `then` is the same for a second slip upon the first. `misconception` is the method's name in YAML, filled in where the
    answers of several are gathered.
    """

    value: Any
    did: str
    misconception: str = ""
    then: str = ""

    @property
    def slips(self) -> tuple[str, ...]:
        """What was done wrong, one slip after the other, each without its subject."""
        return (self.did, self.then) if self.then else (self.did,)


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
