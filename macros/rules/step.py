"""One line of reasoning, with numbers, that a learner can follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A sentence of the reasoning and the ids of the facts that it rests on."""

    text: str
    cites: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text
