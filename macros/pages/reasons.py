"""The sentences of the rules as JSON, for the calculators: the browser reckons, and says what the rules say."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from macros.rules.reason import kinds_of_phrases


def sentences(*modules: ModuleType) -> dict[str, dict[str, Any]]:
    """What every kind of reason and phrase of these modules of the rules says and cites, by its name."""
    names = {module.__name__ for module in modules}
    return {
        kind.__name__: {"says": kind.says, **({"cites": kind.cites} if kind.cites else {})}
        for kind in kinds_of_phrases()
        if kind.__module__ in names
    }
