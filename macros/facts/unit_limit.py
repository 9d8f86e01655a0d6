"""Medically unlikely edits (MUE): how many units of a code one provider may bill for one patient and day."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, Day, Record, Slug
from macros.rules.vocabulary import EditTable

Limit = Annotated[int, Field(strict=True, ge=0)]


class UnitLimitRow(Record):
    """The limit of a code in one table, and its adjudication indicator (MAI)."""

    code: CodeNumber
    units: Limit
    indicator: Literal[1, 2, 3]


class LimitTable(Record):
    """The limits that were read of one table of one quarter."""

    table: EditTable
    as_of: Day
    sources: tuple[Slug, ...]
    checked: Checked
    rows: tuple[UnitLimitRow, ...]


class UnitLimitsFile(Record):
    """docs/data/unit-limits.yml"""

    tables: tuple[LimitTable, ...]
