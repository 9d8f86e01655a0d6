"""Edits of the codes of this guide, with each other and with other codes, as the CMS tables hold them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, Day, Flag, Record, Slug, at_least_one
from macros.rules.refused import Refused
from macros.rules.vocabulary import EditTable

Indicator = Literal[0, 1, 9]


class EditPair(Record):
    """One run of an edit: the column 2 code denies. `inferred` marks a first day that was worked out, not read.

    `only_in` names the table that the row is of where it is not of both; `reading` the reading that has the run, where it is not
    the first.
    """

    column_1: CodeNumber
    column_2: CodeNumber
    indicator: Indicator
    hospital_indicator: Indicator | None = None
    only_in: EditTable | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    inferred: Flag = False
    reading: Slug | None = None

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise Refused("`until` is before `from`", "swap or correct them")
        if 9 in {self.indicator, self.hospital_indicator} and self.since != self.until:
            raise Refused("a run with indicator 9 ends on its first day", "write the same day in `from` and `until`")
        if self.inferred and self.since is None:
            raise Refused("`inferred` marks a first day, and there is none", "add `from`, or delete `inferred`")
        if self.only_in and self.hospital_indicator is not None:
            raise Refused(
                f"the run is only in the {self.only_in} table, and has a `hospital_indicator`", "take one of the two out"
            )
        return self


class LookedUp(Record):
    """Codes that were looked up with `code`."""

    code: CodeNumber
    with_codes: tuple[CodeNumber, ...] = Field(alias="with")


class TableReading(Record):
    """What was read of the tables of one quarter: every pair of the codes in `between`, and the `pairs`.

    An `in_force_only` copy lacks the runs that had ended.
    """

    id: Slug
    tables: tuple[EditTable, ...]
    as_of: Day
    in_force_only: Flag = False
    sources: tuple[Slug, ...]
    checked: Checked
    between: tuple[CodeNumber, ...] = ()
    pairs: tuple[LookedUp, ...] = ()


class EditPairsFile(Record):
    """docs/data/edit-pairs.yml"""

    readings: Annotated[tuple[TableReading, ...], at_least_one("nothing was read")]
    rows: tuple[EditPair, ...]

    def reading_of(self, row: EditPair) -> TableReading:
        """The reading that has the run."""
        return next((reading for reading in self.readings if reading.id == row.reading), self.readings[0])

    @property
    def as_of(self) -> Day:
        """The day of the newest tables."""
        return max(reading.as_of for reading in self.readings)
