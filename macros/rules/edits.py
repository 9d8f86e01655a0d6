"""Procedure-to-procedure edits (NCCI): which line of a pair denies, and whether a modifier opens it.

Sources: the CMS edit tables for practitioners and for outpatient hospitals; Medicare contractors on what the indicators
mean and where the modifier may go. Facts E-01 to E-10 state each sentence; the steps cite them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.vocabulary import EditTable

TABLES = tuple(EditTable)
PRACTITIONER, HOSPITAL = TABLES

EITHER_LINE_FROM = date(2019, 7, 1)
"""From this service date the modifier may be on either line of the pair (E-06)."""


@dataclass(frozen=True)
class QuarterRead(Reason):
    """The day lies in the quarter whose tables were read."""

    read: date

    says = "Answered from the table of the quarter that began on {read:date}."
    cites = ("E-08",)


@dataclass(frozen=True)
class EarlierThanRead(Reason):
    """The day lies before the tables that were read."""

    day: date
    read: date

    says = "Answered for {day:date} from the edits and dates in the table of {read:date}."
    cites = ("E-08",)


@dataclass(frozen=True)
class LaterThanRead(Reason):
    """The day lies after the tables that were read."""

    day: date
    read: date

    says = "Answered from the newest table that was read, of {read:date}; look the pair up again for {day:date}."
    cites = ("E-08",)


@dataclass(frozen=True)
class NoEdit(Reason):
    """The pair has no edit in a table."""

    first: str
    second: str
    table: str

    says = "{first} and {second} have no edit in the {table} table: no modifier is needed."
    cites = ("E-07",)


@dataclass(frozen=True)
class PairNotRead(NothingRead):
    """Unsettled: the pair was not looked up."""

    first: str
    second: str

    says = "{first} with {second} is not among the pairs that this guide looked up: look the pair up."
    cites = ("E-08",)


@dataclass(frozen=True)
class Since(Phrase):
    """The first day of a run."""

    since: date

    says = "from {since:date}"


@dataclass(frozen=True)
class SinceInferred(Phrase):
    """The first day of a run, where no table tells it."""

    since: date

    says = "from {since:date} (worked out, not read)"


@dataclass(frozen=True)
class SinceUnknown(Phrase):
    """A run whose first day is not known."""

    says = "from a day that is not known"


@dataclass(frozen=True)
class Until(Phrase):
    """The last day of a run."""

    until: date

    says = "until {until:date}"


@dataclass(frozen=True)
class InForce(Phrase):
    """A run that holds on the day."""

    says = "in force"


@dataclass(frozen=True)
class NotInForce(Phrase):
    """A run that does not hold on the day."""

    says = "not in force on that day"


@dataclass(frozen=True)
class InForceIfBegun(Phrase):
    """A run that holds on the day if its unknown first day is not later."""

    says = "in force on that day only if it had begun"


@dataclass(frozen=True)
class EditRun(Reason):
    """One run of the pair's edit, and whether it holds on the day."""

    first: str
    second: str
    indicator: int
    dates: tuple[Phrase, ...]
    state: Phrase

    says = "Column 1 {first}, column 2 {second}, indicator {indicator}, {dates: }: {state}."
    cites: ClassVar[tuple[str, ...]] = ("E-01",)


@dataclass(frozen=True)
class InferredRun(EditRun):
    """A run whose first day was worked out."""

    cites = ("E-01", "E-10")


@dataclass(frozen=True)
class DeletedRun(Reason):
    """A run with indicator 9."""

    first: str
    second: str
    indicator: int
    dates: tuple[Phrase, ...]

    says = (
        "Column 1 {first}, column 2 {second}, indicator {indicator}, {dates: }: deleted back to its first day, so it "
        "never applies."
    )
    cites = ("E-05",)


@dataclass(frozen=True)
class NeverBoth(Reason):
    """An edit in force that no modifier overrides."""

    denied: str

    says = "Indicator 0: {denied} denies, and no modifier overrides the edit."
    cites = ("E-02", "E-03")


@dataclass(frozen=True)
class BothIfSeparate(Reason):
    """An edit in force that a modifier on either line overrides."""

    denied: str

    says = (
        "Indicator 1: {denied} denies unless the services were separate, the record shows it, and 59 or an X modifier is "
        "on either line."
    )
    cites = ("E-02", "E-04", "E-06")


@dataclass(frozen=True)
class BothIfMarked(Reason):
    """An edit in force that a modifier on the line that denies overrides."""

    denied: str

    says = (
        "Indicator 1: {denied} denies unless the services were separate, the record shows it, and 59 or an X modifier is "
        "on the line of {denied}."
    )
    cites = ("E-02", "E-04", "E-06")


@dataclass(frozen=True)
class StartNotKnown(NothingRead):
    """Unsettled: a run may have begun only after the day."""

    first: str
    second: str
    day: date

    says = (
        "The table has or had an edit of {first} with {second}, but its first day is not known and may be after "
        "{day:date}: look the pair up."
    )
    cites = ("E-08",)


@dataclass(frozen=True)
class NoRunInForce(Reason):
    """No run of the pair's edit holds on the day."""

    first: str
    second: str

    says = "No edit of {first} with {second} is in force: no modifier is needed."
    cites = ("E-07",)


@dataclass(frozen=True)
class EditRow:
    """One run of an edit. The column 2 code denies. `indicator` is 0, 1 or 9, and may differ for hospitals.

    `since` is None where the first day is not known, and `inferred` where it was worked out, for the tables that were read do not
    tell first days; `until` is the last day, None while active. `only_in` is the table that has the run, None where both have it.
    """

    column_1: str
    column_2: str
    indicator: int
    since: date | None
    until: date | None
    hospital_indicator: int | None = None
    inferred: bool = False
    only_in: str | None = None

    def indicator_in(self, table: str) -> int:
        """The indicator in the practitioner or the hospital table."""
        return self.hospital_indicator if table == HOSPITAL and self.hospital_indicator is not None else self.indicator

    def holds_on(self, day: date, table: str, as_of: date) -> bool | None:
        """Whether the run is in force: True, False, or None where its first day is not known and may lie after `day`."""
        if self.indicator_in(table) == 9 or (self.until is not None and day > self.until):
            return False
        if self.since is not None:
            return day >= self.since
        return True if day >= as_of else None


@dataclass(frozen=True)
class EditAnswer:
    """Whether a pair is edited on a day. `active` is None where the data does not settle it; `unsettled` then says why.

    `as_of` is the day of the table that was read; `rows` are all runs of the pair, older ones too.
    """

    active: bool | None
    denies: str | None
    modifier_opens: bool | None
    rows: tuple[EditRow, ...]
    as_of: date
    steps: tuple[Reason, ...]
    unsettled: Reason | None = None


def edit_between(
    rows: Sequence[EditRow], unedited: Collection[frozenset[str]], first: str, second: str, on: date, table: str, as_of: date
) -> EditAnswer:
    """What the edits say of two codes that one provider bills for one patient on one day.

    `rows` are runs of any pairs; `unedited` are the pairs that were looked up and have no active run in either table; `as_of` is
    the day of the tables that were read. Raises Refused for one code given twice, or an unknown table.
    """
    if first == second:
        raise Refused(f"{first} is given twice", "name two codes: an edit is between two different codes")
    if table not in TABLES:
        raise Refused(f"there is no table {table!r}", f"use one of {', '.join(TABLES)}")
    pair = frozenset({first, second})
    anywhere = [row for row in rows if {row.column_1, row.column_2} == pair]
    runs = tuple(row for row in anywhere if row.only_in in {None, table})
    steps: list[Reason] = [_dated(on, as_of)]
    if not runs and (anywhere or pair in unedited):
        return EditAnswer(False, None, None, (), as_of, (*steps, NoEdit(first, second, table)))
    unsettled: Reason
    if not runs:
        unsettled = PairNotRead(first, second)
        return EditAnswer(None, None, None, (), as_of, (*steps, unsettled), unsettled)
    in_force_on = [(row, row.holds_on(on, table, as_of)) for row in runs]
    steps += [_run(row, holds, table) for row, holds in in_force_on]
    in_force = next((row for row, holds in in_force_on if holds), None)
    if in_force:
        opens = in_force.indicator_in(table) == 1
        steps.append(_remedy(in_force.column_2, opens, on))
        return EditAnswer(True, in_force.column_2, opens, runs, as_of, tuple(steps))
    if any(holds is None for _, holds in in_force_on):
        unsettled = StartNotKnown(first, second, on)
        return EditAnswer(None, None, None, runs, as_of, (*steps, unsettled), unsettled)
    return EditAnswer(False, None, None, runs, as_of, (*steps, NoRunInForce(first, second)))


def _dated(on: date, as_of: date) -> Reason:
    if _quarter(on) == _quarter(as_of):
        return QuarterRead(as_of)
    return EarlierThanRead(on, as_of) if on < as_of else LaterThanRead(on, as_of)


def _quarter(day: date) -> tuple[int, int]:
    """A table holds for a quarter of the year."""
    return (day.year, (day.month - 1) // 3)


_STATES: Mapping[bool | None, Phrase] = {True: InForce(), False: NotInForce(), None: InForceIfBegun()}


def _run(row: EditRow, holds: bool | None, table: str) -> Reason:
    dates: tuple[Phrase, ...] = (SinceUnknown(),)
    if row.since:
        dates = ((SinceInferred if row.inferred else Since)(row.since),)
    if row.until:
        dates = (*dates, Until(row.until))
    indicator = row.indicator_in(table)
    if indicator == 9:
        return DeletedRun(row.column_1, row.column_2, indicator, dates)
    return (InferredRun if row.inferred else EditRun)(row.column_1, row.column_2, indicator, dates, _STATES[holds])


def _remedy(denied: str, opens: bool, on: date) -> Reason:
    if not opens:
        return NeverBoth(denied)
    return BothIfSeparate(denied) if on >= EITHER_LINE_FROM else BothIfMarked(denied)
