"""Judging a situation by a table of decisions: the first row whose conditions hold gives the verdict and its reason.

A matter ("is a therapist's skill needed here?") looks at a few features of a situation, each with a few values. Its rows come
from docs/data/judgments*.yml with the facts that they rest on; nothing here knows what any of them is about. A matter that
another rule settles, such as who may provide the service, has that rule in place of rows. Whoever overlooks a feature
sees another value in its place, and the same rows or rule give what such a person would say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from macros.rules.reason import NothingRead, Reason
from macros.rules.refused import Refused

UNSETTLED = "unsettled"
"""The verdict where another rule decides and finds no source that was read. No question is asked on it."""

_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")

Features = Mapping[str, str]
"""The value of each feature of a situation, by the feature's name."""


def holds(when: Mapping[str, Collection[str]], features: Features) -> bool:
    """Whether a situation has one of the values named for each feature."""
    return all(features[name] in values for name, values in when.items())


@dataclass(frozen=True)
class Row:
    """One row of a matter: it holds where every feature of `when` has one of the values named."""

    id: str
    when: Mapping[str, frozenset[str]]
    verdict: str
    because: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    """What is judged: the features looked at, with the values of each, and the rows in the order in which they are tried.

    In place of rows, `by` is the rule that decides: the reasons that it finds, of which the last names the verdict.
    """

    id: str
    features: Mapping[str, tuple[str, ...]]
    rows: tuple[Row, ...] = ()
    by: Callable[[Features], Sequence[Reason]] | None = None


@dataclass(frozen=True)
class Ruling(Reason):
    """The row that decides a situation, as a reason: its sentence, and the facts it rests on.

    Where no source settles the situation, the verdict is UNSETTLED.
    """

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
    if matter.by:
        return _ruling(matter.id, matter.by(features))
    for row in matter.rows:
        if holds(row.when, features):
            return Ruling(matter.id, row.id, row.verdict, row.because, row.cites)
    shown = ", ".join(f"{name}: {features[name]}" for name in matter.features)
    raise Refused(f"no row of `{matter.id}` holds for {shown}", "add a row for it, or a last row without `when`")


def _ruling(matter: str, reasons: Sequence[Reason]) -> Ruling:
    """What another rule's reasons say, as one. The last kind names the verdict: NeverIncidentTo, `never-incident-to`."""
    name = _INNER_CAPITAL.sub("-", reasons[-1].kind).lower()
    verdict = UNSETTLED if any(isinstance(reason, NothingRead) for reason in reasons) else name
    cites = tuple(dict.fromkeys(fact for reason in reasons for fact in reason.cites))
    return Ruling(matter, name, verdict, " ".join(reason.text for reason in reasons), cites)


def looked_at(matter: Matter, features: Features) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The features that are looked at until one decides, in the order in which the rows ask for them, and those that are left.

    Where another rule decides, the first are those of which one other value would lead to another ruling.
    """
    seen: dict[str, None] = {}
    if matter.by:
        now = judge(matter, features).row
        seen = {name: None for name, _, then in changes(matter, features) if then.row != now}
    for row in matter.rows:
        for name, values in row.when.items():
            seen[name] = None
            if features[name] not in values:
                break
        else:
            break
    return tuple(seen), tuple(name for name in matter.features if name not in seen)


def every_situation(matter: Matter) -> Iterator[Features]:
    """Every combination of values that a situation of this matter could have."""
    for values in product(*matter.features.values()):
        yield dict(zip(matter.features, values, strict=True))


def changes(matter: Matter, features: Features) -> Iterator[tuple[str, str, Ruling]]:
    """What each change of one feature would make of a situation: the feature, its new value, and the ruling then.

    A change after which no source settles the situation is left out.
    """
    for name, values in matter.features.items():
        for value in values:
            if value != features[name]:
                ruling = judge(matter, {**features, name: value})
                if ruling.verdict != UNSETTLED:
                    yield name, value, ruling
