"""A fact: one statement with its sources, how far it was checked, and from when to when it holds."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema, model_validator

from macros.rules.refused import Refused
from macros.rules.vocabulary import Authority

FACT_ID = re.compile(r"[A-Z]{1,2}-[0-9]{2,3}[a-z]?\Z")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def _nonempty(text: str) -> str:
    if not text.strip():
        raise Refused("the text is empty", "write it, or delete the field")
    return text.strip()


def _date(value: object) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Refused(f"`{value}` is not a date", 'write a day that there is, as year, month and day in quotes: "2026-03-02"')


def _fact_id(text: str) -> str:
    if not FACT_ID.match(text):
        raise Refused(f"`{text}` is not a fact id", "write a letter, a dash and two digits, such as S-01 or D-23a")
    return text


def _slug(text: str) -> str:
    if not SLUG.match(text):
        raise Refused(f"`{text}` is not a plain id", "use small letters, digits and dashes, such as two-timed-codes")
    return text


def at_least_one(otherwise: str) -> AfterValidator:
    """Refuses an empty list; `otherwise` says what is then wrong."""

    def check(values: tuple[str, ...]) -> tuple[str, ...]:
        if not values:
            raise Refused(f"{otherwise}", "name at least one")
        return values

    return AfterValidator(check)


def _address(text: str) -> str:
    if not re.match(r"https?://[^\s/]+\S*\Z", text):
        raise Refused(f"`{text}` is not a web address", "begin it with https://")
    return text


MAX_AMOUNT, MAX_DIGITS = 10**9, 18
"""Of dollars, relative values and indexes: what is larger or longer was mistyped, and does not survive being added up."""


def _amount(value: object) -> Decimal:
    try:
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            amount = Decimal(str(value))
            if amount.is_finite() and 0 <= amount <= MAX_AMOUNT and len(amount.as_tuple().digits) <= MAX_DIGITS:
                return amount
    except InvalidOperation:
        pass
    raise Refused(f"`{value}` is not an amount", "write digits, 0 or more, such as 2480 or 33.4009")


def as_schema(pattern: str, **more: Any) -> WithJsonSchema:
    """The JSON Schema of a text, for editors and for those who reuse the data."""
    return WithJsonSchema({"type": "string", "pattern": pattern, **more})


Text = Annotated[str, Strict(), AfterValidator(_nonempty), as_schema(r"\S")]
Slug = Annotated[str, Strict(), AfterValidator(_slug), as_schema(r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactId = Annotated[str, Strict(), AfterValidator(_fact_id), as_schema(r"^[A-Z]{1,2}-[0-9]{2,3}[a-z]?$")]
Day = Annotated[date, BeforeValidator(_date), as_schema(r"^\d{4}-\d{2}-\d{2}$", format="date")]
Address = Annotated[str, Strict(), AfterValidator(_address), as_schema(r"^https?://", format="uri")]
Flag = Annotated[bool, Strict()]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\.\d+)?$"}]}),
]
Whole = Annotated[int, Strict()]

FactIds = Annotated[tuple[FactId, ...], at_least_one("it rests on no fact")]

Checked = Literal["full", "copy", "quoted", "own-arithmetic", "unverified"]


class Record(BaseModel):
    """The base of all models of YAML files: immutable, and no field that is not known."""

    # A model is only completed where something is validated: where all that was read is kept, that never happens.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Section(Record):
    """A part of a subject, in reading order, and the page that shows it, where that is not the page of the subject."""

    id: Slug
    title: Text
    page: Text | None = None


class Fact(Record):
    """One statement. `authority` says whose rule it is; the three kinds are never merged into one sentence.

    A fact is in force `from` one day `until` another, as far as they are known. One that tells what a table or a page said,
    and not since when it holds, has the day of that table or page in `as_of` instead: nothing changed on it.

    `unread` names the method or the case in it that nobody here has read. A question may rest on neither: a key that cites the
    fact is a fault.

    `field` names what the fact fixes where another fact fixes the same for other days: such facts may not overlap. It is to
    be looked at again by `review_by`, or by the soonest day of its sources.
    """

    id: FactId
    text: Text
    authority: Authority
    payer: Text | None = None
    sources: Annotated[tuple[Slug, ...], at_least_one("a fact without a source")]
    checked: Checked
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    as_of: Day | None = None
    unread: Text | None = None
    field: Slug | None = None
    review_by: Day | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Fact:
        if self.authority == Authority.PAYER and self.payer is None:
            fix = "name the payer in `payer:`, or choose another `authority`"
            raise Refused("`authority: payer` without `payer` does not say whose rule it is", fix, field="authority")
        if self.payer is not None and self.authority != Authority.PAYER:
            fix = "write `authority: payer`, or delete `payer`"
            raise Refused(f"`payer` is given, and `authority` is `{self.authority}`", fix, field="payer")
        if self.since and self.until and self.until < self.since:
            raise Refused("`until` is before `from`", "swap or correct them")
        if self.as_of and (self.since or self.until):
            raise Refused(
                "`as_of` is the day of a table or page, `from` and `until` are days of a rule", "keep what the source tells"
            )
        return self

    def shares_a_day(self, other: Fact) -> bool:
        """Whether there is a day for which both facts tell something."""
        begins, ends = self.as_of or self.since or date.min, self.as_of or self.until or date.max
        return begins <= (other.as_of or other.until or date.max) and (other.as_of or other.since or date.min) <= ends
