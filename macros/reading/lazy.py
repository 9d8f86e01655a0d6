"""An attribute that is computed at its first use.

As functools.cached_property, which until Python 3.12 takes a lock at each first use: a question has ten of these, and a check
asks tens of thousands of questions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 (used as a decorator)
    """Computes the attribute once and leaves the value in the object, where the next use finds it without coming here."""

    def __init__(self, method: Callable[[Any], Value]):
        self.method = method
        self.name = method.__name__
        self.__doc__ = method.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> lazy[Value]: ...
    @overload
    def __get__(self, owner: object, kind: type[Any]) -> Value: ...
    def __get__(self, owner: object | None, kind: type[Any]) -> lazy[Value] | Value:
        if owner is None:
            return self
        value: Value = self.method(owner)
        owner.__dict__[self.name] = value
        return value
