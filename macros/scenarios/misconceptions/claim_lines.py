"""What the families about claim lines share: a method that rewrites the right lines into wrong ones.

A method takes the question and a claim, right or already wrong, and gives the lines that someone would write who works that
way, with the feedback; None where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from macros.scenarios.asks.claims import Lines, acceptable_claims, lines_of, settled_claim
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question
from macros.scenarios.written import changes, written_lines

Method = Callable[[Question, Lines], WrongAnswer | None]


def wrong_lines(question: Question, ask: str, method: Method) -> list[WrongAnswer]:
    """What a wrong method makes of each acceptable claim in a claim grid; elsewhere, of the one settled claim.

    Where a written claim is to be corrected, it is what this learner would correct.
    """
    claims = acceptable_claims(question) if ask == "claim-grid" else (settled_claim(question),)
    made = [wrong for claim in claims if (wrong := method(question, lines_of(claim))) is not None]
    if ask == "claim-fix":
        return [replace(wrong, value=changes(written_lines(question), wrong.value)) for wrong in made]
    return [wrong for wrong in made if wrong.value]  # nobody bills nothing


def of_modifiers(methods: Mapping[str, tuple[str, Method]]) -> dict[str, Misconception]:
    """The misconceptions of a family by name, each of which can also be made on top of a claim that is already wrong."""
    return {name: _of_modifiers(name, title, method) for name, (title, method) in methods.items()}


def _of_modifiers(name: str, title: str, method: Method) -> Misconception:
    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        return wrong_lines(question, ask, method)

    def upon(question: Question, value: Any) -> WrongAnswer | None:
        return method(question, value) if question.scenario.ask != "claim-fix" else None

    return Misconception(name, title, frozenset({"claim-lines", "claim-grid", "claim-fix"}), answers, method, upon)
