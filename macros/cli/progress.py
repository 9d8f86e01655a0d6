"""A progress bar on standard error, where somebody is watching and the work takes longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from macros.reading.progress import Progress, unseen

PATIENCE = 0.7
"""Seconds after which the bar is shown."""


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Give a function to call with the jobs done and the jobs in all. Without a terminal it shows nothing."""
    if not sys.stderr.isatty():
        yield unseen
        return
    begun = time.monotonic()
    bars: list[click._termui_impl.ProgressBar[int]] = []

    def progress(done: int, total: int) -> None:
        if not bars and time.monotonic() - begun > PATIENCE:
            bars.append(click.progressbar(length=total, label=label, file=sys.stderr))
        for bar in bars:
            bar.length = total
            bar.update(done - bar.pos)

    try:
        yield progress
    finally:
        for bar in bars:
            bar.render_finish()
