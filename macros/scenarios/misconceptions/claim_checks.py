"""What learners make of a claim that somebody else has written.

A claim on paper looks finished. Beside those who would write it another way (their families are those of the claim's lines) there
are those who let it pass.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.asks.claim_checks import write_changes
from macros.scenarios.asks.claims import lines_of, settled_claim
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.scenarios.written import changes, written_lines


def claim_trusted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets the claim pass as it was written."""
    found = changes(written_lines(question), lines_of(settled_claim(question)))
    if found:
        change = write_changes(question, found)
        yield WrongAnswer((), f"The visit does not support the claim as it stands: {change[0].lower()}{change[1:]}.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "claim-trusted": ("Lets the written claim pass", {"claim-fix"}, claim_trusted),
}

CLAIM_CHECKS = family(_METHODS)
