"""Neighbours: the codes that 97112 is confused with, and the questions that tell them apart."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, FactIds, Record, Slug, Text, at_least_one
from macros.rules.refused import Refused

GUIDED = "97112"
"""The code that every neighbour is set against."""


Codes = Annotated[tuple[CodeNumber, ...], at_least_one("no code is named")]


class Vignette(Record):
    """A teaching case of our own: what is done, the code it supports, and why."""

    does: Text
    code: CodeNumber
    because: Text


class Neighbour(Record):
    """One neighbour: a case of it, one of 97112, and the common mistake."""

    id: Slug
    codes: Codes
    vignettes: tuple[Vignette, ...]
    mistake: Text
    rests_on: FactIds
    sources: Annotated[tuple[Slug, ...], at_least_one("a neighbour without a source")]
    checked: Checked

    @model_validator(mode="after")
    def _a_case_of_each(self) -> Self:
        if GUIDED in self.codes:
            raise Refused(f"{GUIDED} is not its own neighbour", "delete it from `codes`")
        shown = [vignette.code for vignette in self.vignettes]
        if len(shown) != 2 or shown[0] not in self.codes or shown[1] != GUIDED:
            raise Refused("two vignettes are required", f"write one of this neighbour, then one of {GUIDED}")
        return self


class DecisionStep(Record):
    """One question of the chain, and the codes that a yes leads to."""

    ask: Text
    leads_to: Codes
    rests_on: FactIds


class Decision(Record):
    """The chain: asked from the top, the first yes names the code. `otherwise` is said after the last no."""

    steps: tuple[DecisionStep, ...]
    otherwise: Text

    @model_validator(mode="after")
    def _ends_in_97112(self) -> Self:
        named = [code for step in self.steps for code in step.leads_to]
        if len(set(named)) < len(named):
            raise Refused("two questions lead to the same code", "keep one of them")
        if not self.steps or self.steps[-1].leads_to != (GUIDED,):
            raise Refused("the last question leads elsewhere", f"let its `leads_to` be {GUIDED} alone")
        return self


Words = Annotated[tuple[Text, ...], at_least_one("no words are listed")]


class ComparedCode(Record):
    """A row of the comparison: what the code is for, what the clinician does, and words of a note, all our own."""

    code: CodeNumber
    purpose: Text
    does: Text
    supports: Words
    contradicts: Words


class NeighboursFile(Record):
    """docs/data/neighbours.yml"""

    comparison: tuple[ComparedCode, ...]
    decision: Decision
    neighbours: tuple[Neighbour, ...]
