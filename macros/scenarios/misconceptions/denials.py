"""Codes on a remittance.

They look alike and are met seldom. These learners take one for another, and so look in the wrong place first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.facts.denial_code import DenialCode
from macros.scenarios.draw import stable_hash
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.scenarios.records import teachable

_NUMBER = re.compile(r"\d")


def another_denial(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a code for another that calls for another way. Codes with the same way first are left out: both might be right."""
    asked: DenialCode = question.record(DenialCode)
    others = [other for other in teachable(question.library, "denials") if other.remedies[0] != asked.remedies[0]]
    for other in sorted(others, key=lambda other: stable_hash(question.id, other.id)):
        if not _NUMBER.search(other.check):  # It names the code that it is for.
            code = f"code {other.code}" if other.code.isdigit() else other.code
            yield WrongAnswer(other.id, f'That is where to look after {code}: "{other.says}"')


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "another-denial": ("Takes a code on the remittance for another", {"denial-check"}, another_denial),
}

DENIALS = family(_METHODS)
