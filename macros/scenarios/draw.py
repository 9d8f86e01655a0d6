"""Drawing: the values that one seed picks for a scenario.

Everything is seeded with the scenario's id and the seed alone, and uses only `random()` and a hash, which are the
same on every Python: adding a scenario changes no other scenario's draws.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from math import prod
from random import Random
from typing import Any, TypeVar

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.facts.patient import Patient
from macros.scenarios.expressions import condition
from macros.scenarios.records import described, teachable
from macros.scenarios.template import Choices, Domain, Drawn, Scenario, Scene, Span

Draw = Mapping[str, Any]
Value = TypeVar("Value")

_AS_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode

FULL_RANGE = 2000
"""A scenario with at most so many combinations is drawn by listing them all."""


def values_of(domain: Domain, library: Library) -> Sequence[Any]:
    """Every value a variable can take, in a fixed order. Records that are unverified or no longer in force are left out."""
    if isinstance(domain, Span):
        return range(domain.low, domain.high + 1, domain.step)
    if isinstance(domain, Choices):
        return domain.values
    return library.remember(("values", domain), lambda: _records_of(domain, library))


def _records_of(domain: Drawn, library: Library) -> Sequence[Any]:
    holds = condition(domain.where) if domain.where else lambda names: True
    return [record for record in teachable(library, domain.collection) if holds(described(library, record))]


def values_to_draw(scenario: Scenario, library: Library) -> dict[str, Sequence[Any]]:
    """Every value of every variable of a scenario. Found once for many draws, for conditions on records take long."""
    return {name: values_of(domain, library) for name, domain in scenario.vary.items()}


def combinations_of(scenario: Scenario, library: Library) -> int:
    """How many combinations of values there are, before `require`."""
    return _combinations(values_to_draw(scenario, library))


def every_draw(scenario: Scenario, library: Library) -> Iterator[Draw]:
    """All combinations in order; `require` is the caller's to apply."""
    values = values_to_draw(scenario, library)
    return (_draw_at(values, index) for index in range(_combinations(values)))


def random_draws(scenario: Scenario, library: Library, seed: int) -> Iterator[Draw]:
    """Endless draws of a scenario, the same for the same seed."""
    values = values_to_draw(scenario, library)
    return (_draw_at(values, number) for number in _random_numbers(scenario, values, seed))


def draws_again(scenario: Scenario, library: Library, seed: int, made: Callable[[Draw], Value]) -> Iterator[Value]:
    """What is made of each of the same endless draws, made once where a draw comes again. For scenarios with few draws."""
    values = values_to_draw(scenario, library)
    known: dict[int, Value] = {}
    for number in _random_numbers(scenario, values, seed):
        if number not in known:
            known[number] = made(_draw_at(values, number))
        yield known[number]


def _random_numbers(scenario: Scenario, values: Mapping[str, Sequence[Any]], seed: int) -> Iterator[int]:
    size = _combinations(values)
    generator = Random(f"{scenario.id}:{seed}")
    while size:
        yield int(generator.random() * size)


def is_story(possible: Sequence[Any]) -> bool:
    """Whether a variable with these values tells a story alone: it is drawn of the cast."""
    return bool(possible) and isinstance(possible[0], Patient)


def _combinations(values: Mapping[str, Sequence[Any]]) -> int:
    return prod(len(possible) for possible in values.values() if not possible or not is_story(possible))


def _draw_at(values: Mapping[str, Sequence[Any]], index: int) -> Draw:
    """The combination with this number, counting with the last variable fastest.

    A patient of the cast does not make another question of the same values: the values choose the patient.
    """
    draw: dict[str, Any] = {}
    stories = [name for name, possible in values.items() if is_story(possible)]
    for name in reversed([name for name in values if name not in stories]):
        index, position = divmod(index, len(values[name]))
        draw[name] = values[name][position]
    for name in stories:
        draw[name] = values[name][int(stable_hash(name, plain_draw(draw))[:8], 16) % len(values[name])]
    return {name: draw[name] for name in values}


def plain_draw(draw: Draw) -> dict[str, Any]:
    """The draw as it is remembered: numbers, text, and the ids of records and scenes."""
    return {
        name: value.id if isinstance(value, Record | Scene) else value  # type: ignore[union-attr]
        for name, value in draw.items()
    }


def draw_id(scenario: Scenario, draw: Draw) -> str:
    """The scenario's id and a short hash of the draw: the same question has the same id in every export."""
    return f"{scenario.id}-{stable_hash(plain_draw(draw))[:8]}"


def stable_hash(*parts: Any) -> str:
    """A hash that is the same on every machine and Python."""
    texts_alone = all(type(part) is str for part in parts)
    # The first is what the encoder gives for a list of texts, in a third of the time.
    text = f"[{', '.join(map(encode_basestring, parts))}]" if texts_alone else _AS_JSON(parts)
    return hashlib.sha256(text.encode()).hexdigest()


def spread(text: str) -> int:
    """A number from 0 to 2**32 - 1 that the player computes too: FNV-1a with the last mixing of MurmurHash3."""
    number = 0x811C9DC5
    for byte in text.encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16
