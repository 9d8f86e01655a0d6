"""Where random tests begin: at another seed each day, so that every run of `make test` looks where none has looked before.

The seed is printed at the head of a run. GUIDE_SEED=20261128 repeats the run of that day.
"""

from __future__ import annotations

import os
from datetime import date

SEED = "GUIDE_SEED"


def daily_seed() -> int:
    """The seed that GUIDE_SEED names, else the day as a number, such as 20261128."""
    return int(os.environ.setdefault(SEED, f"{date.today():%Y%m%d}"))
