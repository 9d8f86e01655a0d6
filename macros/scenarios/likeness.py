"""How alike the options of a question are. A guesser takes the one most like the others, for wrong ones are made from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_TOKEN = re.compile(r"[\w$.,×%]+")


def likeness(texts: Sequence[str]) -> list[float]:
    """How much each text shares with all the others together."""
    return [sum(_shared(text, other) for j, other in enumerate(texts) if j != i) for i, text in enumerate(texts)]


def central(texts: Sequence[str], place: int) -> float:
    """How often somebody would take the text at `place` who takes the one most like all the others: between 0 and 1."""
    scores = likeness(texts)
    best = max(scores)
    first = [i for i, score in enumerate(scores) if score > best - 1e-9]
    return 1 / len(first) if place in first else 0.0


@lru_cache(maxsize=65536)
def _shared(one: str, other: str) -> float:
    """The share of the words of two texts that both have; a word that stands twice counts twice."""
    if one > other:
        return _shared(other, one)
    a, b = _tokens(one), _tokens(other)
    return len(a & b) / (len(a | b) or 1)


@lru_cache(maxsize=65536)
def _tokens(text: str) -> frozenset[tuple[str, int]]:
    seen: Counter[str] = Counter()
    found = []
    for token in _TOKEN.findall(text.lower()):
        word = token.strip(".,")
        seen[word] += 1
        found.append((word, seen[word]))
    return frozenset(found)
