"""What the families about claim lines share: a method that rewrites the right lines into wrong ones.

A method takes the question and a claim, right or already wrong, and gives the lines that someone would write who works that
way, with the feedback; None where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from macros.scenarios.asks.claims import Lines, acceptable_claims, lines_of, settled_claim
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question

Method = Callable[[Question, Lines], WrongAnswer | None]

GRIDS = frozenset({"claim-grid", "claim-corrected"})
"""The asks in which the claim is filled in cell by cell."""


def wrong_lines(question: Question, ask: str, method: Method) -> list[WrongAnswer]:
    """What a wrong method makes of each acceptable claim in a claim grid; elsewhere, of the one settled claim.

    Where a written claim is to be corrected, it is what this learner would send.
    """
    claims = acceptable_claims(question) if ask in GRIDS else (settled_claim(question),)
    made = [wrong for claim in claims if (wrong := method(question, lines_of(claim))) is not None]
    return [wrong for wrong in made if wrong.value]  # nobody bills nothing


def of_modifiers(methods: Mapping[str, tuple[str, Method]]) -> dict[str, Misconception]:
    """The misconceptions of a family by name, each of which can also be made on top of a claim that is already wrong."""
    return {name: _of_modifiers(name, title, method) for name, (title, method) in methods.items()}


def _of_modifiers(name: str, title: str, method: Method) -> Misconception:
    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        return wrong_lines(question, ask, method)

    return Misconception(name, title, frozenset({"claim-lines", *GRIDS}), answers, method, method)
