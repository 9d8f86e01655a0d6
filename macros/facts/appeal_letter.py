"""The appeal letter: what is asked in the form, and the text that it fills."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from macros.facts.fact import FactId, Flag, Record, Slug, Text
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused

FIELD = re.compile(r"\{([a-z-]+)\}")


class LetterKind(StrEnum):
    """What the letter asks for."""

    REDETERMINATION = "redetermination"
    RECONSIDERATION = "reconsideration"
    PLAN = "plan"


class LetterField(Record):
    """One thing that the writer fills in. `blank` stands in the letter until then."""

    id: Slug
    label: Text
    blank: Text
    long: Flag = False
    optional: Flag = False


class LetterPart(Record):
    """A paragraph. It is in every letter, or in those of some `kinds`, or in those that answer one of some denial `codes`.

    A paragraph that states a rule names its facts in `rests_on`. One whose field is optional is left out while that is empty.
    """

    text: Text
    kinds: tuple[LetterKind, ...] = ()
    codes: tuple[Slug, ...] = ()
    rests_on: tuple[FactId, ...] = ()

    @property
    def fields(self) -> list[str]:
        """The fields that the text has a place for, by id."""
        return FIELD.findall(self.text)


class AppealLetterFile(Record):
    """docs/data/appeal-letter.yml"""

    fields: tuple[LetterField, ...]
    codes: tuple[Slug, ...]
    parts: tuple[LetterPart, ...]
    exhibits: tuple[Text, ...]

    @model_validator(mode="after")
    def _fields_known(self) -> Self:
        known = [field.id for field in self.fields]
        used = [name for part in self.parts for name in part.fields]
        for name in used:
            if name not in known:
                raise Refused(f"the letter has a place for {{{name}}}, and no field has that id", f"{did_you_mean(name, known)}")
        for name in known:
            if name not in used:
                raise Refused(f"the letter has no place for {{{name}}}", "name it in a part, or delete the field")
        return self
