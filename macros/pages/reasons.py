"""The sentences of the rules as JSON, for the calculators: the browser reckons, and says what the rules say."""

from __future__ import annotations

from dataclasses import fields
from types import ModuleType
from typing import Any

from macros.rules.reason import Phrase, kinds_of_phrases


def sentences(*modules: ModuleType) -> dict[str, dict[str, Any]]:
    """What every kind of reason and phrase of these modules of the rules says and cites, by its name."""
    names = {module.__name__ for module in modules}
    return {
        kind.__name__: {"says": kind.says, **({"cites": kind.cites} if kind.cites else {})}
        for kind in kinds_of_phrases()
        if kind.__module__ in names
    }


def phrase_as_json(phrase: Phrase) -> dict[str, Any]:
    """A reason whose fields are plain words, as the rules in the browser yield it: the name of its kind, and its fields."""
    return {"kind": type(phrase).__name__, **{field.name: getattr(phrase, field.name) for field in fields(phrase)}}  # type: ignore[arg-type]
