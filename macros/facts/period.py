"""How many days each deadline runs."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from macros.facts.fact import Record, Text, Whole
from macros.rules.refused import Refused
from macros.rules.vocabulary import PeriodName


class Period(Record):
    """Calendar days, or treatment days for the progress report, as the text of `fact` states them."""

    id: PeriodName
    days: Whole
    fact: Text

    @model_validator(mode="after")
    def _runs(self) -> Self:
        if self.days < 1:
            raise Refused(f"a deadline of {self.days} days is none", "write 1 or more")
        return self


class PeriodsFile(Record):
    """docs/data/periods.yml"""

    periods: tuple[Period, ...]

    @model_validator(mode="after")
    def _are_all(self) -> Self:
        named = [period.id for period in self.periods]
        missing = [name for name in PeriodName if name not in named]
        if missing or len(named) > len(PeriodName):
            raise (
                Refused(f"`{missing[0]}` is missing", "add its days")
                if missing
                else Refused("a deadline is listed twice", "keep one")
            )
        return self
