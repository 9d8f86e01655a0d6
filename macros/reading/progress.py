"""How far a longer piece of work has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with what is done, and with all that there is to do."""


def unseen(done: int, total: int) -> None:
    """Nobody watches."""
