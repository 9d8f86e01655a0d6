"""What is read while something is made, by name.

A kept result is out of date once anything that it rests on has changed. Nobody lists by hand what that is: whoever hands out a
file or a record notes its name, and whoever makes something listens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")

_listening: list[set[str]] = []


def note(name: str) -> None:
    """Say that what goes by this name was read."""
    if _listening:
        _listening[-1].add(name)


def note_all(names: Iterable[str]) -> None:
    """Say that all of these were read."""
    if _listening:
        _listening[-1].update(names)


def exists(root: Path, path: str) -> bool:
    """Whether a file of the checkout is there; noted, for something may rest on that alone."""
    note(f"exists {path}")
    return (root / path).is_file()


def page_title(root: Path, path: str) -> str | None:
    """The first heading of a page of the checkout; noted, for something may rest on that line alone."""
    note(f"title {path}")
    return first_heading(root / path)


def first_heading(page: Path) -> str | None:
    """The words of the first heading of a Markdown file; None where it has none, or is not there."""
    try:
        lines = page.read_text("utf-8").splitlines()
    except OSError:
        return None
    return next((line[2:].strip() for line in lines if line.startswith("# ")), None)


@contextmanager
def noted() -> Iterator[set[str]]:
    """The names of all that is read inside the block. Whoever listens outside of it hears them too."""
    names: set[str] = set()
    _listening.append(names)
    try:
        yield names
    finally:
        _listening.pop()
        note_all(names)


@contextmanager
def unnoted() -> Iterator[None]:
    """Whatever is read inside the block concerns nobody who listens outside."""
    outside = list(_listening)
    _listening.clear()
    try:
        yield
    finally:
        _listening[:] = outside


def digest(text: str | bytes) -> str:
    """A short hash: two texts that differ have different ones."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:32]


class Remembering:
    """Holds what was computed once, and says at each later use again what it was computed from."""

    def __init__(self) -> None:
        self._remembered: dict[Hashable, tuple[Any, frozenset[str]]] = {}

    def remember(self, key: Hashable, made: Callable[[], Value]) -> Value:
        """The value under that key, computed at its first use."""
        known = self._remembered.get(key)
        if known is None:
            with noted() as names:
                value = made()
            self._remembered[key] = (value, frozenset(names))
            return value
        note_all(known[1])
        found: Value = known[0]
        return found

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_remembered": {}}


class derived(Generic[Value]):  # noqa: N801 (used as a decorator)
    """A property of something that remembers: computed at its first use, from what it reads then."""

    def __init__(self, method: Callable[[Any], Value]):
        self.method = method
        self.name = method.__name__
        self.__doc__ = method.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> derived[Value]: ...
    @overload
    def __get__(self, owner: Remembering, kind: type[Any]) -> Value: ...
    def __get__(self, owner: Remembering | None, kind: type[Any]) -> derived[Value] | Value:
        if owner is None:
            return self
        return owner.remember(self.name, lambda: self.method(owner))
