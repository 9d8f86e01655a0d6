"""Nothing that sound code has computed may answer for a mutant.

mutmut tests each mutant in a process forked from one that has run all tests: caches are full there, and what test modules
made as they were imported is still there.
"""

from __future__ import annotations

import os
import sys

from macros.reading.kept import NO_CACHE


def forget_computed() -> None:
    """Empty the caches of our functions, let test modules be imported again, and use no kept result."""
    os.environ[NO_CACHE] = "1"
    for name, module in list(sys.modules.items()):
        if name.startswith("macros"):
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()
        elif name.rpartition(".")[2].startswith("test_") and name.startswith("tests."):
            del sys.modules[name]
