"""Judging a situation by a table of decisions: the first row whose conditions hold gives the verdict and its reason.

A matter ("is a therapist's skill needed here?") looks at a few features of a situation, each with a few values. Its rows come
from docs/data/judgments*.yml with the facts that they rest on; nothing here knows what any of them is about. Whoever overlooks a
feature sees another value in its place, and the same rows give what such a person would say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from macros.rules.reason import Reason
from macros.rules.refused import Refused

Features = Mapping[str, str]
"""The value of each feature of a situation, by the feature's name."""


@dataclass(frozen=True)
class Row:
    """One row of a matter: it holds where every feature of `when` has one of the values named."""

    id: str
    when: Mapping[str, frozenset[str]]
    verdict: str
    because: str
    cites: tuple[str, ...]

    def holds(self, features: Features) -> bool:
        """Whether a situation has all that the row asks for."""
        return all(features[name] in values for name, values in self.when.items())


@dataclass(frozen=True)
class Matter:
    """What is judged: the features looked at, with the values of each, and the rows in the order in which they are tried."""

    id: str
    features: Mapping[str, tuple[str, ...]]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Ruling(Reason):
    """The row that decides a situation, as a reason: its sentence, and the facts it rests on."""

    matter: str
    row: str
    verdict: str
    because: str
    cites: tuple[str, ...]  # type: ignore[misc] # each ruling has its own

    @property
    def kind(self) -> str:
        """The row, for each is a reason of its own kind."""
        return f"{self.matter} {self.row}"

    @property
    def text(self) -> str:
        """The row's sentence."""
        return self.because


def judge(matter: Matter, features: Features) -> Ruling:
    """What the matter's rows say of a situation. Raises Refused for a feature or value unknown, and where no row holds."""
    for name, values in matter.features.items():
        if features.get(name) not in values:
            raise Refused(f"`{name}` is {features.get(name)!r}", f"use one of {', '.join(values)}")
    for row in matter.rows:
        if row.holds(features):
            return Ruling(matter.id, row.id, row.verdict, row.because, row.cites)
    shown = ", ".join(f"{name}: {features[name]}" for name in matter.features)
    raise Refused(f"no row of `{matter.id}` holds for {shown}", "add a row for it, or a last row without `when`")


def every_situation(matter: Matter) -> Iterator[Features]:
    """Every combination of values that a situation of this matter could have."""
    for values in product(*matter.features.values()):
        yield dict(zip(matter.features, values, strict=True))


def changes(matter: Matter, features: Features) -> Iterator[tuple[str, str, Ruling]]:
    """What each change of one feature would make of a situation: the feature, its new value, and the ruling then."""
    for name, values in matter.features.items():
        for value in values:
            if value != features[name]:
                yield name, value, judge(matter, {**features, name: value})
