"""Edits of the codes of this guide, with each other and with other codes, as the CMS tables hold them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.facts.code import CodeNumber
from macros.facts.fact import Checked, Day, Flag, Record, Slug
from macros.rules.vocabulary import EditTable

Indicator = Literal[0, 1, 9]


class EditPair(Record):
    """One run of an edit: the column 2 code denies. `inferred` marks a first day that was worked out, not read.

    `only_in` names the table that has the run where the other has not.
    """

    column_1: CodeNumber
    column_2: CodeNumber
    indicator: Indicator
    hospital_indicator: Indicator | None = None
    only_in: EditTable | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    inferred: Flag = False


class Unedited(Record):
    """Codes that were looked up with `code` and have no active run with it."""

    code: CodeNumber
    with_codes: tuple[CodeNumber, ...] = Field(alias="with")


class EditPairsFile(Record):
    """docs/data/edit-pairs.yml"""

    as_of: Day
    sources: tuple[Slug, ...]
    checked: Checked
    unedited: tuple[Unedited, ...]
    rows: tuple[EditPair, ...]
