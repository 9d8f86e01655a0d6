"""Billing codes, by bare number and in our own plain words."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, Strict, model_validator

from macros.facts.fact import Checked, Day, Flag, Record, Slug, Text, Whole
from macros.rules.refused import Refused
from macros.rules.units import UNIT_MINUTES
from macros.rules.vocabulary import Discipline, Pays


def _code(text: str) -> str:
    if not re.match(r"([0-9]{5}|[0-9]{4}T|[A-Z][0-9]{4})\Z", text):
        raise Refused(f"`{text}` is not a code", 'write five characters in quotes, such as "97112" or "G0283"')
    return text


CodeNumber = Annotated[str, Strict(), AfterValidator(_code)]


class MedicarePays(Record):
    """What Medicare pays for a code that it does not pay as it is; `instead` is the code that it takes for the service."""

    pays: Pays
    instead: CodeNumber | None = None

    @model_validator(mode="after")
    def _names_the_other_code(self) -> Self:
        if (self.pays == Pays.OTHER_CODE) != (self.instead is not None):
            raise Refused("`instead` and `pays: other-code` belong together", "give both or neither")
        return self


class Code(Record):
    """A code. A timed code is counted in units of `unit_minutes`, 15 unless it is not counted here; an untimed one is one unit.

    A code that runs without a clinician beside the patient is not `attended`. A code in force on some days only has `from` and
    `until`. The rules here do not count a code that is billed `once_a_day` with an add-on code for further time, the add-on
    code itself (`adds_to`), nor one that is billed by a month or another period (`by_period`). `medicare` says what Medicare
    pays for a code that it does not pay as it is.

    `disciplines` are those under whose plan of care Medicare takes the code, where it does not take it under every one: one
    for a code that belongs to a discipline (M-02a), PT and OT for a code that is no work of speech-language pathologists
    (S-14a). An `evaluation` is no work of an assistant (S-06f, S-06i).
    """

    code: CodeNumber
    name: Text
    plain: Text
    timed: Flag
    unit_minutes: Whole | None = None
    once_a_day: Flag = False
    adds_to: CodeNumber | None = None
    by_period: Flag = False
    attended: Flag = True
    sometimes_therapy: Flag = False
    medicare: MedicarePays | None = None
    disciplines: tuple[Discipline, ...] | None = None
    evaluation: Flag = False
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    sources: tuple[Slug, ...]
    checked: Checked

    @model_validator(mode="after")
    def _timed_has_minutes(self) -> Self:
        if self.timed and (self.unit_minutes is None or self.unit_minutes < 1):
            raise Refused("a timed code needs `unit_minutes`", "write how many minutes make a unit, such as 15")
        if not self.timed and self.unit_minutes is not None:
            raise Refused("an untimed code has no `unit_minutes`", "delete the field")
        if self.timed and self.unit_minutes != UNIT_MINUTES and not (self.once_a_day or self.by_period):
            what = f"units are counted in blocks of {UNIT_MINUTES} minutes here, and not of {self.unit_minutes}"
            raise Refused(what, f"write {UNIT_MINUTES}, or leave the code out if its unit has another length")
        return self

    @model_validator(mode="after")
    def _disciplines_are_known(self) -> Self:
        if self.disciplines is not None and len(self.disciplines) != 1 and self.disciplines != (Discipline.PT, Discipline.OT):
            what = f"no fact of this guide speaks of codes of {' and '.join(self.disciplines) or 'no discipline'} alone"
            raise Refused(what, "write one discipline, or [PT, OT], or delete the field")
        return self


class CodesFile(Record):
    """docs/data/codes.yml"""

    codes: tuple[Code, ...]
