"""What minutes of a visit go to, as a log tells of them; whether they count follows from their features."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Flag, Record, Slug, Text
from macros.rules.refused import Refused
from macros.rules.treatment_time import Beside, By, Doing, Place, Stretch, place_of

TOLD = ("he", "him", "his", "therapist", "assistant", "minutes")
_BRACES = re.compile(r"\{(\w*)\}")


class StretchFeatures(Record):
    """What decides where minutes go, in the words of macros/rules/treatment_time.py."""

    doing: Doing = Doing.TREATING
    by: By = By.THERAPIST
    beside: Beside = Beside.NOBODY
    untimed: Flag = False


class StretchOfVisit(Record):
    """Some minutes of a visit. `text` goes on in a sentence; `code` is their untimed code, where they have one.

    `hands_on: false` says that nobody touches the patient, and `again` that the minutes come after a pause: neither decides, and
    some believe that it does. `discipline` is set where only patients of one discipline can have them.
    """

    id: Slug
    text: Text
    features: StretchFeatures = Field(default_factory=StretchFeatures)
    hands_on: Flag = True
    again: Flag = False
    code: CodeNumber | None = None
    discipline: Literal["PT", "OT"] | None = None

    @cached_property
    def stretch(self) -> Stretch:
        """The features as the rule takes them."""
        return Stretch(self.features.doing, self.features.by, self.features.beside, self.features.untimed)

    @cached_property
    def place(self) -> Place:
        """Where the minutes go."""
        return place_of(self.stretch, 0)[0]

    @model_validator(mode="after")
    def _told(self) -> Self:
        names = _BRACES.findall(self.text)
        odd = next((name for name in names if name not in TOLD), None)
        if odd is not None:
            raise Refused(f"`{{{odd}}}` is nothing that a text can tell", f"use {', '.join(TOLD)}")
        if names.count("minutes") != 1:
            raise Refused(f"the text of {self.id} does not tell its minutes once", "write {minutes} where they belong")
        return self

    @model_validator(mode="after")
    def _code_where_untimed(self) -> Self:
        if (self.place is Place.TOTAL) != (self.code is not None):
            raise Refused(
                f"the minutes of {self.id} go to `{self.place}`", "give a `code` to untimed services, and to nothing else"
            )
        return self


class StretchesFile(Record):
    """docs/data/stretches.yml"""

    stretches: tuple[StretchOfVisit, ...]
