"""One line of reasoning, with numbers, that a learner can follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[A-Z0-9$](?!.*\bNone\b)(?=.*[a-z=]).*\.\Z", re.DOTALL)
_FACT = re.compile(r"[A-Z]{1,2}-[0-9]{2,3}[a-z]?\Z")


@dataclass(frozen=True)
class Step:
    """A sentence of the reasoning, without a hole in it, and the ids of the facts that it rests on.

    Raises ValueError where the text is no sentence, and where it rests on no fact.
    """

    text: str
    cites: tuple[str, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not _SENTENCE.match(self.text):
            raise ValueError(f"{self.text!r} is not a sentence")
        if not isinstance(self.cites, tuple) or not self.cites or not all(_FACT.match(fact) for fact in self.cites):
            raise ValueError(f"{self.cites!r} are not the facts that a step rests on")

    def __str__(self) -> str:
        return self.text
