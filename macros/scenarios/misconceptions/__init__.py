"""Every misconception by its name in YAML: a plain dictionary, no registration."""

from macros.scenarios.misconceptions.counting import COUNTING
from macros.scenarios.misconceptions.misconception import Misconception
from macros.scenarios.misconceptions.records import RECORDS

MISCONCEPTIONS: dict[str, Misconception] = {**COUNTING, **RECORDS}

__all__ = ["MISCONCEPTIONS"]
