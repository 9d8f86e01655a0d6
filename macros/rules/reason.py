"""Reasons: what a rule found on its way to an answer, as values.

A rule yields reasons; other code compares their fields and never takes a sentence apart. Each kind of reason is a small frozen
dataclass that knows its sentence (`says`, filled in from its fields) and the facts it rests on (`cites`). The browser gets both
as JSON, so that a sentence is written once:

    @dataclass(frozen=True)
    class DayUnits(Reason):
        total: int
        units: int
        low: int
        high: int

        says = "{total} total timed minutes → {units:unit} for the day ({low}–{high} minutes)."
        cites = ("U-02",)

In `says`, `{total}` is a field and `{units:unit}` a field with a format:

- `unit`, `minute` or another noun: the number with its noun, `1 unit`, `3 units`; `loss/losses` names an odd plural
- `dollars`: $2,480 or $79.82
- `date`: March 2, 2026
- `and`, `or`: a list of words, `97110 and 97112`
- `; ` or another separator that ends with a space: a list of phrases or words, joined
- `dollars + ` or `dollars or`: a list of dollars, joined so
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from macros.text.wording import counted, dollars, listed, long_date

_FIELD = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_SENTENCE = re.compile(r"[A-Z0-9${].*\.\Z", re.DOTALL)
_FACT = re.compile(r"[A-Z]{1,2}-[0-9]{2,3}[a-z]?\Z")


@cache
def _parts(says: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """The pieces of a sentence: fixed words, or the name of a field and its format."""
    pieces: list[tuple[str, str | None, str | None]] = []
    end = 0
    for field in _FIELD.finditer(says):
        pieces += [(says[end : field.start()], None, None), ("", field[1], field[2])]
        end = field.end()
    return (*pieces, (says[end:], None, None))


class Phrase:
    """Words that are filled in from the fields of the dataclass that says them: a part of a sentence."""

    says: ClassVar[str] = ""
    cites: ClassVar[tuple[str, ...]] = ()

    @property
    def text(self) -> str:
        """The words, filled in."""
        words = [fixed if name is None else _written(getattr(self, name), form) for fixed, name, form in _parts(self.says)]
        return "".join(words)

    @property
    def clause(self) -> str:
        """The words without their full stop, to stand inside another sentence."""
        return self.text.removesuffix(".")

    def __str__(self) -> str:
        return self.text


class Reason(Phrase):
    """One line of reasoning: a whole sentence, and the ids of the facts that it rests on."""

    @property
    def kind(self) -> str:
        """The kind of this reason. Two ways to a key differ where the kinds of their reasons do."""
        return type(self).__name__

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "says" in cls.__dict__:
            _hold(cls)


class NothingRead(Reason):
    """A reason which says that no source that was read settles the matter. No key stands on one."""


def _hold(kind: type[Reason]) -> None:
    """Raises TypeError for a kind of reason that is no sentence or rests on nothing, as soon as it is defined."""
    if not _SENTENCE.match(kind.says):
        raise TypeError(f"{kind.__name__} says no sentence: {kind.says!r}")
    if not kind.cites or not all(_FACT.match(fact) for fact in kind.cites):
        raise TypeError(f"{kind.__name__} does not name the facts that it rests on")


def kinds_of_phrases(above: type[Phrase] = Phrase) -> Iterator[type[Phrase]]:
    """Every kind of phrase and reason that says something, among the modules that are loaded."""
    for kind in above.__subclasses__():
        if kind.says:
            yield kind
        yield from kinds_of_phrases(kind)


def _written(value: Any, form: str | None) -> str:
    if form is None:
        return str(value)
    if form == "dollars":
        return dollars(value)
    if form.startswith("dollars "):
        return _written([dollars(amount) for amount in value], form.removeprefix("dollars"))
    if form == "date":
        return long_date(value)
    if form.strip() in {"and", "or"}:
        return listed(value, form.strip())
    if form.endswith(" "):
        return form.join(str(part) for part in value)
    return counted(value, form)
