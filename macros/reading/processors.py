"""On how many processors work can be done side by side."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time


def processors() -> int:
    """The processors that this process may use; one where it cannot be forked, for others would have to read everything again."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_with(parent: int) -> None:
    """Let this process end soon after the one that forked it, should that be killed: nobody else would tell it."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
