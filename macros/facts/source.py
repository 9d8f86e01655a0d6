"""Where facts come from."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from macros.facts.fact import Address, Day, Record, Slug, Text
from macros.rules.refused import Refused


class Source(Record):
    """A document that facts rest on.

    `copy_url` is where its text was really read, when not at `url`; `review_by` is the day by which to look again.
    """

    id: Slug
    title: Text
    publisher: Text
    kind: Literal["law", "cms", "contractor", "payer", "association", "secondary", "ours"]
    url: Address | None = None
    copy_url: Address | None = None
    read: Day
    review_by: Day
    note: Text | None = None

    @model_validator(mode="after")
    def _has_an_address(self) -> Source:
        if self.kind != "ours" and self.url is None:
            raise Refused("a source without a `url`", "give the address of the document")
        if self.review_by < self.read:
            raise Refused("`review_by` is before `read`", "name a later day")
        return self


class SourcesFile(Record):
    """docs/data/sources.yml"""

    sources: tuple[Source, ...]
