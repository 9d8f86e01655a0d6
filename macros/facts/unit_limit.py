"""Medically unlikely edits (MUE): how many units of a code one provider may bill for one patient and day."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, Day, Record, Slug

Limit = Annotated[int, Field(strict=True, ge=0)]


class UnitLimitRow(Record):
    """The limit of a code in both tables, and its adjudication indicator (MAI)."""

    code: CodeNumber
    practitioner: Limit
    hospital: Limit
    indicator: Literal[1, 2, 3]


class UnitLimitsFile(Record):
    """docs/data/unit-limits.yml"""

    as_of: Day
    sources: tuple[Slug, ...]
    checked: Checked
    rows: tuple[UnitLimitRow, ...]
