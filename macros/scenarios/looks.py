"""How the options of a question look to somebody who knows no rule: how long they are, what they share, what they carry.

Distractors are chosen by it (macros/scenarios/compose.py), and a guesser is tried on it (macros/scenarios/review/guesser.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

_TOKEN = re.compile(r"[\w$.,×%]+")
_WORD = re.compile(r"\d[\d,.]*\d|[a-z0-9]+")
_MODIFIER = re.compile(r"\b(?:GP|GO|GN|CQ|CO|KX|59|X[EPSU]|76|GA|GY)\b")
_HEDGE = re.compile(r"\b(if|may|can|could|where|when|unless|only|depends|some|partly|usually|often|without)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\b(always|never|all|every|any|none|nobody|whenever|whatever|must|cannot|only)\b", re.IGNORECASE)
_LINE = re.compile(r"\b[0-9A-Z]\d{4} × (\d+)")


@lru_cache(maxsize=65536)
def modifiers(text: str) -> int:
    """How many modifiers an option has."""
    return len(_MODIFIER.findall(text))


@lru_cache(maxsize=65536)
def hedges(text: str) -> int:
    """How many words of an option leave something open: if, may, unless."""
    return len(_HEDGE.findall(text))


@lru_cache(maxsize=65536)
def absolutes(text: str) -> int:
    """How many words of an option leave nothing open: always, never, every."""
    return len(_ABSOLUTE.findall(text))


OF_ONE: Mapping[str, Callable[[str], int]] = {"length": len, "modifiers": modifiers, "hedges": hedges, "absolutes": absolutes}
"""What shows in one option alone."""


def shared_with(stem: str, text: str) -> float:
    """The share of the words of an option that stand in the stem; a word that stands twice counts twice."""
    words, known = _words(text), frozenset(_words(stem))
    return sum(word in known for word in words) / (len(words) or 1)


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(text.lower()) if len(word) > 3 or word.isdigit())


def likeness(texts: Sequence[str]) -> list[float]:
    """How much each text shares with all the others together."""
    return [sum(alike(text, other) for j, other in enumerate(texts) if j != i) for i, text in enumerate(texts)]


def central(texts: Sequence[str], place: int) -> float:
    """How often somebody would take the text at `place` who takes the one most like all the others: between 0 and 1."""
    scores = likeness(texts)
    best = max(scores)
    first = [i for i, score in enumerate(scores) if score > best - 1e-9]
    return 1 / len(first) if place in first else 0.0


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> float:
    """The share of the words of two texts that both have; a word that stands twice counts twice."""
    if one > other:
        return alike(other, one)
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


@lru_cache(maxsize=65536)
def units_in(text: str) -> int | None:
    """The units of an option that is a claim, `97112 × 2 GP; 97110 × 1 GP`, in all; None where it is no claim."""
    units = _LINE.findall(text)
    return sum(map(int, units)) if units else None


@lru_cache(maxsize=65536)
def _therapy(text: str) -> tuple[int, int, int, bool]:
    """The lines of an option that is a claim, how many carry GP and GO, and whether one has 59."""
    words = text.replace(";", " ").split()
    return len(_LINE.findall(text)), words.count("GP"), words.count("GO"), "59" in words


def left_by_modifiers(texts: Sequence[str]) -> list[int]:
    """The places of the options that are left after a look at GP, GO and 59 alone.

    Gone are those with 59, and those that lack on a line the therapy modifier that most options have.
    """
    seen = [_therapy(text) for text in texts]
    of_therapy = 1 if sum(bool(each[1]) for each in seen) >= sum(bool(each[2]) for each in seen) else 2
    return [place for place, each in enumerate(seen) if each[of_therapy] >= each[0] and not each[3 - of_therapy] and not each[3]]
