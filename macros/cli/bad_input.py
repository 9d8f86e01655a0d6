"""What was typed cannot be worked with: one clear line, and exit 2."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from macros.reading.problem import BadFile, ProblemsFound
from macros.rules.refused import Refused

Result = TypeVar("Result")


class BadInput(click.ClickException):
    """What was typed cannot be worked with; exit 2."""

    exit_code = 2


@contextmanager
def told_in_one_line(fix: str) -> Iterator[None]:
    """Turn what a rule refuses into one line; `fix` says what to do where the rule does not."""
    try:
        yield
    except Refused as refused:
        raise BadInput(f"{refused.what}; {refused.fix or fix}") from None


def day_of(text: str) -> date:
    """The day that was typed."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput(f"`{text}` is not a date; write it as 2026-03-02")


def list_of(arguments: Sequence[str]) -> str:
    """A list that was typed, in one argument or several; `-` alone stands for standard input."""
    if list(arguments) != ["-"]:
        return " ".join(arguments)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("standard input is not text in UTF-8; save it as UTF-8") from None


def read_input(path: Path, reading: Callable[[Path], Result]) -> Result:
    """What `reading` makes of a file that was named; its faults are those of what was typed, not of the checkout."""
    try:
        return reading(path)
    except ProblemsFound as found:
        raise BadFile(found.problems) from None
