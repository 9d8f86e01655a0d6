"""The sentences of the rules as JSON, for the calculators: the browser reckons, and says what the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

from macros.rules.reason import Phrase, kinds_of_phrases


def sentences(*modules: ModuleType) -> dict[str, dict[str, Any]]:
    """What every kind of reason and phrase of these modules of the rules says and cites, by its name.

    Sorted by name: the order in which modules are imported changes no file, and so no file's name.
    """
    names = {module.__name__ for module in modules}
    return {
        kind.__name__: {"says": kind.says, **({"cites": kind.cites} if kind.cites else {})}
        for kind in sorted(kinds_of_phrases(), key=lambda kind: kind.__name__)
        if kind.__module__ in names
    }


def phrase_as_json(phrase: Phrase, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """A reason as the browser yields it: its kind, and its fields but for those that the browser fills in."""
    assert is_dataclass(phrase)
    names = [field.name for field in fields(phrase) if field.name not in set(without)]
    return {
        "kind": type(phrase).__name__,
        **{name: _plain(getattr(phrase, name), f"{{{name}:dollars" in phrase.says) for name in names},
    }


def _plain(value: Any, dollars: bool) -> Any:
    if isinstance(value, tuple):
        return [_plain(part, dollars) for part in value]
    if isinstance(value, Phrase):
        return phrase_as_json(value)
    if isinstance(value, Decimal):
        return whole_cents(value) if dollars else str(value)
    return value.isoformat() if isinstance(value, date) else value


def whole_cents(amount: Decimal) -> int:
    """Dollars as the browser counts them."""
    return int(amount * 100)
