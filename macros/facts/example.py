"""Examples: what clinician and patient do, the code it supports, and the neighbours it is confused with.

Each may have a twin: the same exercise with another intent, and so another code. `docs/data/examples.yml` holds those that a page
lists; `docs/data/examples-*.yml` hold more of them, for practice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, FactId, Flag, Record, Slug, Text
from macros.rules.code_choice import Activity, CodeChoice, choose_code
from macros.rules.refused import Refused


class Confusion(Record):
    """A neighbour code, and why it is not that one, as it is explained to someone who chose it."""

    code: CodeNumber
    because: Text


class Features(Record):
    """What decides the code of an activity, in the words of macros/rules/code_choice.py."""

    does: Slug
    trains: Slug | None = None
    shared: Flag = False
    in_water: Flag = False
    whole_task: Flag = False
    modality: Slug | None = None
    moving: Flag = False
    device: Slug | None = None
    first_visit: Flag = True

    @model_validator(mode="after")
    def _are_known(self) -> Self:
        self.choice  # noqa: B018 - raises ValueError for a word that the rule does not know
        return self

    @cached_property
    def activity(self) -> Activity:
        """The features as the rule takes them."""
        return Activity(**self.model_dump())

    @cached_property
    def choice(self) -> CodeChoice:
        """The codes that the rule finds for these features."""
        return choose_code(self.activity)


DetailName = Literal["people", "problem", "place", "intervention", "cue", "dose", "aim"]
"""What a detail of an activity says of it."""


class Example(Record):
    """A teaching vignette of our own. Its code follows from its features by the rule; it is never written down.

    `also_fits` are other codes that a note may argue for as well: no question offers them as wrong. `twin` is the example that
    looks the same and has another code, `details` are words of the activity by what they say of it, and `decided_by` names the
    one that decides against the twin. macros/facts/consistency.py holds the three together.
    """

    id: FactId
    activity: Text
    features: Features
    because: Text
    confused_with: tuple[Confusion, ...]
    also_fits: tuple[Confusion, ...] = ()
    twin: FactId | None = None
    details: dict[DetailName, Text] = Field(default_factory=dict)
    decided_by: DetailName | None = None
    rests_on: tuple[FactId, ...]
    setting: Literal["outpatient", "hospital", "home", "skilled-nursing", "school"]
    region: Literal["balance", "trunk", "arm", "hand", "leg", "neck", "vestibular", "whole-body"]
    condition: Text
    group: Literal["neurologic", "orthopedic", "vestibular", "amputation", "pain", "developmental", "other"]
    sources: tuple[Slug, ...]
    checked: Checked

    @property
    def code(self) -> str:
        """The one code that the features support."""
        return self.features.choice.codes[0]

    def shared_with(self, twin: Example) -> Mapping[str, str]:
        """The details that the twin has too, by what they say, of whomever they say it. None of them decides between the two."""
        return {
            name: words
            for name, words in self.details.items()
            if name != self.decided_by and name in twin.details and _impersonal(words) == _impersonal(twin.details[name])
        }

    @model_validator(mode="after")
    def _supports_one_code(self) -> Self:
        codes = self.features.choice.codes
        if len(codes) != 1:
            supported = f"either of {' and '.join(codes)}" if codes else "no code"
            raise Refused(f"the features of {self.id} support {supported}", "change them until exactly one is left")
        return self

    @model_validator(mode="after")
    def _neighbours_differ(self) -> Self:
        codes = [self.code, *(other.code for other in (*self.confused_with, *self.also_fits))]
        if len(set(codes)) < len(codes):
            raise Refused("`confused_with` or `also_fits` names a code twice, or the example's own", "keep each code once")
        return self


_PERSONS = (
    (re.compile(r"\b(?:he|she|they)\b"), "they"),
    (re.compile(r"\b(?:his|her|their)\b"), "their"),
    (re.compile(r"\b(?:him|them)\b"), "them"),
    (re.compile(r"\b(?:himself|herself|themselves)\b"), "themselves"),
)


def _impersonal(words: str) -> str:
    words = words.lower().strip(" .,")
    for pattern, word in _PERSONS:
        words = pattern.sub(word, words)
    return words


class ExamplesFile(Record):
    """docs/data/examples.yml, and each docs/data/examples-*.yml"""

    examples: tuple[Example, ...]
