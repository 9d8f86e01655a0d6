"""Every misconception by its name in YAML: a plain dictionary, no registration."""

from macros.scenarios.misconceptions.claims import CLAIMS
from macros.scenarios.misconceptions.counting import COUNTING
from macros.scenarios.misconceptions.knowledge import KNOWLEDGE
from macros.scenarios.misconceptions.misconception import Misconception
from macros.scenarios.misconceptions.notes import NOTES
from macros.scenarios.misconceptions.orders import OF_ORDERS
from macros.scenarios.misconceptions.records import RECORDS
from macros.scenarios.misconceptions.rules import RULES

MISCONCEPTIONS: dict[str, Misconception] = {**COUNTING, **CLAIMS, **RULES, **RECORDS, **NOTES, **KNOWLEDGE, **OF_ORDERS}

__all__ = ["MISCONCEPTIONS"]
