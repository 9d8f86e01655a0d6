"""Codes on a remittance: what each says, what is usually behind it on a line of 97112, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from macros.facts.fact import FactIds, Record, Slug, Text, at_least_one


class Remedy(StrEnum):
    """A way that is open after a denial."""

    NEW_CLAIM = "new-claim"
    REOPENING = "reopening"
    REDETERMINATION = "redetermination"
    OTHER_PAYER = "other-payer"
    NONE = "none"


class DenialCode(Record):
    """One code. `cause` and `check` are this guide's reading; the facts in `rests_on` say what it means and what to do."""

    id: Slug
    code: Text
    remarks: tuple[Text, ...] = ()
    says: Text
    cause: Text
    check: Text
    fix: Text
    remedies: Annotated[tuple[Remedy, ...], at_least_one("no way is named")]
    rests_on: FactIds


class DenialCodesFile(Record):
    """docs/data/denial-codes.yml"""

    codes: tuple[DenialCode, ...]
