"""What learners make of a claim that somebody else has written.

A claim on paper looks finished. Beside those who would write it another way (their families are those of the claim's lines) there
are those who let it pass.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.asks.claims import lines_of, settled_claim
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.scenarios.written import changes, written_lines
from macros.text.wording import listed

LOOKS_AT = {
    "units": "the units",
    "marked": "the assistant's modifier",
    "mark": "the assistant's modifier",
    "separate": "the modifier for separate services",
    "kx": "KX",
    "therapy": "the therapy modifier",
}
"""Where to look again, by the kind of change that a claim needs."""


def claim_trusted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets the claim pass as it was written."""
    found = changes(written_lines(question), lines_of(settled_claim(question)))
    if found:
        look = listed(list(dict.fromkeys(LOOKS_AT[kind] for _, kind, _ in found)))
        yield WrongAnswer(written_lines(question), f"The claim does not match the visit yet. Look again at {look}.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "claim-trusted": ("Lets the written claim pass", {"claim-corrected"}, claim_trusted),
}

CLAIM_CHECKS = family(_METHODS)
