"""What a misconception is: a named wrong method, with the answer it gives and what to say to someone who gave it.

Each family has a module of its own; its docstring says what these learners believe and where that comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.scenarios.question import Question


@dataclass(frozen=True)
class WrongAnswer:
    """An answer that a wrong method gives, and feedback that says what its reasoning missed.

    The title of the misconception is shown before the feedback, which therefore does not repeat it. `misconception` is the
    method's name in YAML, filled in where the answers of several are gathered; a slip that stands in the data brings its own name
    and `title`. `then` is the feedback on a second slip made
    on top of the first.
    """

    value: Any
    feedback: str
    misconception: str = ""
    then: str = ""
    title: str = ""

    @property
    def slips(self) -> tuple[str, ...]:
        """The feedback on each slip, one after the other."""
        return (self.feedback, self.then) if self.then else (self.feedback,)


Answers = Callable[[Question, str], Iterable[WrongAnswer]]
"""The wrong answers to a question, by the name of what is asked."""


@dataclass(frozen=True)
class Misconception:
    """A named wrong method. `asks` are the asks that it can answer; `answers` gives none where the method does not apply.

    An answer may happen to be right: a method can be wrong and still hit. Whoever gathers the answers leaves those out.
    The docstring of `method` is its entry in the manual. `upon` makes the same slip on top of an answer that is already wrong,
    where that can be done.
    """

    name: str
    title: str
    asks: frozenset[str]
    answers: Answers
    method: Callable[..., Any]
    upon: Callable[[Question, Any], WrongAnswer | None] | None = None


def family(methods: Mapping[str, tuple[str, set[str], Answers]]) -> dict[str, Misconception]:
    """The misconceptions of a family by name, from the title, the asks and the answers of each."""
    return {
        name: Misconception(name, title, frozenset(asks), answers, answers) for name, (title, asks, answers) in methods.items()
    }
