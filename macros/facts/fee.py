"""What the physician fee schedule is made of: conversion factors, indices of places, relative values of codes."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Amount, Checked, Day, Record, Slug, Text, Whole
from macros.rules.refused import Refused


class _Dated(Record):
    """Something that holds from one day to another, both included."""

    since: Day = Field(alias="from")
    until: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise Refused("`until` is before `from`", "swap or correct them")
        return self


class ConversionFactorYear(_Dated):
    """Dollars for one relative value unit. `qualifying` is for participants of a qualifying payment model."""

    kind: Literal["all", "other", "qualifying"]
    amount: Amount
    sources: tuple[Slug, ...]
    checked: Checked


class ProposedFactor(Record):
    """A conversion factor that was proposed for a year. Nothing is priced with it: a page that shows it marks it as proposed."""

    year: Whole
    kind: Literal["other", "qualifying"]
    amount: Amount
    sources: tuple[Slug, ...]
    checked: Checked


class LocalityIndices(_Dated):
    """The three geographic indices of one place, and the state that it belongs to."""

    id: Slug
    state: Text
    name: Text
    work: Amount
    practice_expense: Amount
    malpractice: Amount
    sources: tuple[Slug, ...]
    checked: Checked


class RelativeValues(Record):
    """The relative values of one unit of a code."""

    work: Amount
    practice_expense: Amount
    malpractice: Amount


class FeeYear(Record):
    """The relative values of one calendar year."""

    year: Whole
    sources: tuple[Slug, ...]
    checked: Checked
    values: dict[CodeNumber, RelativeValues]


class FeesFile(Record):
    """docs/data/fees.yml"""

    conversion_factors: tuple[ConversionFactorYear, ...]
    proposed_factors: tuple[ProposedFactor, ...] = ()
    localities: tuple[LocalityIndices, ...]
    fees: tuple[FeeYear, ...]
