"""What to write instead of a name that nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the nearest known one, or the whole list where it is short."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if 0 < len(names) <= 12:
        return "use one of " + ", ".join(f"`{name}`" for name in names)
    return "check the spelling"
