"""No key rests on what nobody here has read: neither by a fact that it cites nor by a reason that it is reached through."""

from __future__ import annotations

from macros.facts.library import Library
from macros.rules.reason import NothingRead
from macros.scenarios.asks.ask import Key


def unread_in(library: Library, key: Key) -> str | None:
    """What a key rests on that was not read or not verified; None where there is nothing."""
    for reason in key.reasons:
        if isinstance(reason, NothingRead):
            return f"no source settles it ({reason.clause})"
    for name in key.cites:
        standing = library.standing(name)
        if standing.checked == "unverified":
            return f"it rests on {name}, which is unverified"
        if standing.unread:
            return f"it rests on {name}, of which this was not read: {standing.unread}"
    return None
