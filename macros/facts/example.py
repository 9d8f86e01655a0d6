"""Examples: what clinician and patient do, the code it supports, and the neighbours it is confused with."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, FactId, Record, Slug, Text


class Confusion(Record):
    """A neighbour code, and why it is not that one, told to someone who chose it."""

    code: CodeNumber
    because: Text


class Example(Record):
    """A teaching vignette of our own; the coding rests on facts."""

    id: FactId
    activity: Text
    code: CodeNumber
    because: Text
    confused_with: tuple[Confusion, ...]
    rests_on: tuple[FactId, ...]
    setting: Literal["outpatient", "hospital", "home", "skilled-nursing", "school"]
    region: Literal["balance", "trunk", "arm", "hand", "leg", "neck", "vestibular", "whole-body"]
    condition: Text
    sources: tuple[Slug, ...]
    checked: Checked

    @model_validator(mode="after")
    def _neighbours_differ(self) -> Self:
        codes = [self.code, *(each.code for each in self.confused_with)]
        if len(set(codes)) < len(codes):
            raise ValueError("`confused_with` names a code twice, or the example's own; keep each neighbour once")
        return self


class ExamplesFile(Record):
    """docs/data/examples.yml"""

    examples: tuple[Example, ...]
