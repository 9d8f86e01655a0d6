"""Procedure-to-procedure edits (NCCI): which line of a pair denies, and whether a modifier is allowed.

Sources: the CMS edit tables for practitioners and for outpatient hospitals; Medicare contractors on what the indicators
mean and where the modifier may go. Facts E-01 to E-15 state each sentence; the steps cite them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

REWRITTEN = (date(2020, 1, 1), date(2020, 12, 31))
"""The days for which therapy edits were later removed back to their first day (E-11)."""


@dataclass(frozen=True)
class QuarterRead(Reason):
    """The day lies in the quarter whose tables were read."""

    read: date

    says = "The table used is that of the quarter that began on {read:date}."
    cites = ("E-08",)


@dataclass(frozen=True)
class EarlierThanRead(Reason):
    """The day lies before the tables that were read."""

    day: date
    read: date

    says = "For {day:date} the edits and dates in the table of {read:date} are used."
    cites = ("E-08",)


@dataclass(frozen=True)
class BetweenReadings(Reason):
    """The day lies between two tables that were read, which say the same of the pair."""

    day: date
    before: date
    after: date

    says = "Answered for {day:date} from the tables of {before:date} and {after:date}."
    cites = ("E-08",)


@dataclass(frozen=True)
class LaterThanRead(Reason):
    """The day lies after the tables that were read."""

    day: date
    table: str
    read: date

    says = "The newest {table} table that we read for this pair is that of {read:date}; look it up again before you file."
    cites = ("E-08",)


@dataclass(frozen=True)
class RewrittenYear(Reason):
    """The day lies in the year whose therapy edits were removed back to their first day."""

    day: date
    read: date

    says = (
        "Some edits of 2020 were later deleted back to their first day. This is how the table of {read:date} shows them; a "
        "claim for {day:date} may have met others."
    )
    cites = ("E-11", "M-34")


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
    """Unsettled: the pair was not looked up in the table."""

    first: str
    second: str
    table: str

    says = "{first} with {second} was not looked up in the {table} table: look the pair up."
    cites = ("E-08",)


@dataclass(frozen=True)
class EndedNotRead(NothingRead):
    """Unsettled: the copy of the table does not hold the runs that ended, and the day lies before its quarter."""

    first: str
    second: str
    table: str
    read: date
    day: date

    says = (
        "For {first} with {second} the {table} table was read as of {read:date} only, without edits that had ended: look the "
        "pair up for {day:date}."
    )
    cites = ("E-08",)


@dataclass(frozen=True)
class HasEdit(Phrase):
    """An edit in force in another table."""

    denied: str
    indicator: int

    says = "edits the pair: {denied} denies, indicator {indicator}"


@dataclass(frozen=True)
class HasNoEdit(Phrase):
    """No edit in force in another table."""

    says = "has no edit for the pair"


@dataclass(frozen=True)
class OtherTable(Reason):
    """What the other table says, where it was read for a later quarter."""

    table: str
    read: date
    finding: Phrase

    says = "The {table} table of {read:date} {finding}."
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

    says = "from {since:date} (inferred)"


@dataclass(frozen=True)
class SinceUnknown(Phrase):
    """A run whose first day is not known."""

    says = "from an unknown day"


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
class Reading:
    """A table that was read for a pair, of the quarter that begins on `as_of`.

    An `in_force_only` copy lacks the runs that had ended, so that it tells nothing of earlier days.
    """

    table: str
    as_of: date
    in_force_only: bool = False


@dataclass(frozen=True)
class EditRow:
    """One run of an edit. The column 2 code denies. `indicator` is 0, 1 or 9, and may differ for hospitals.

    `since` is None where no table that was read tells the first day, and `inferred` where it was worked out; `until` is the last
    day, None while active. `seen` is the day of the table in which the run was read. `only_in` is the table that the row is of,
    None where both have it.
    """

    column_1: str
    column_2: str
    indicator: int
    since: date | None
    until: date | None
    seen: date
    hospital_indicator: int | None = None
    inferred: bool = False
    only_in: str | None = None

    def indicator_in(self, table: str) -> int:
        """The indicator in the practitioner or the hospital table."""
        return self.hospital_indicator if table == HOSPITAL and self.hospital_indicator is not None else self.indicator

    def holds_on(self, day: date, table: str) -> bool | None:
        """Whether the run is in force: True, False, or None where its first day is not known and may lie after `day`."""
        if self.indicator_in(table) == 9 or (self.until is not None and day > self.until):
            return False
        if self.since is not None:
            return day >= self.since
        return True if day >= self.seen else None


@dataclass(frozen=True)
class EditAnswer:
    """Whether a pair is edited on a day. `active` is None where the data does not settle it; `unsettled` then says why.

    `as_of` is the day of the newest table that was read for the pair, None where none was; `rows` are all its runs in the table,
    older ones too.
    """

    active: bool | None
    denies: str | None
    modifier_opens: bool | None
    rows: tuple[EditRow, ...]
    as_of: date | None
    steps: tuple[Reason, ...]
    unsettled: Reason | None = None

    @property
    def on_a_claim(self) -> tuple[Reason, ...]:
        """What a claim says of the pair: no run where none is in force, and nothing that is not settled."""
        if self.unsettled:
            return ()
        return self.steps if self.active else tuple(step for step in self.steps if not isinstance(step, EditRun | DeletedRun))


def edit_between(
    rows: Sequence[EditRow], readings: Sequence[Reading], first: str, second: str, on: date | None, table: str
) -> EditAnswer:
    """What the edits say of two codes that one provider bills for one patient on one day.

    `rows` and `readings` are those of the pair, in both tables; without a day, the answer is that of the newest table that was
    read. Raises Refused for one code given twice, or an unknown table.
    """
    if first == second:
        raise Refused(f"{first} is given twice", "name two codes: an edit is between two different codes")
    if table not in TABLES:
        raise Refused(f"there is no table {table!r}", f"use one of {', '.join(TABLES)}")
    read = sorted((reading for reading in readings if reading.table == table), key=lambda reading: reading.as_of)
    runs = tuple(row for row in rows if row.only_in in {None, table})
    as_of = read[-1].as_of if read else None
    other = _other_table(rows, readings, table, on)

    def open_(unsettled: Reason, *steps: Reason) -> EditAnswer:
        return EditAnswer(None, None, None, runs, as_of, (*steps, *other, unsettled), unsettled)

    if as_of is None:
        return open_(PairNotRead(first, second, table))
    day = on or as_of
    whole = [reading.as_of for reading in read if not reading.in_force_only or reading.as_of <= day]
    if not whole:
        return open_(EndedNotRead(first, second, table, as_of, day))
    steps = [_dated(day, table, whole[-1], as_of)]
    if runs and REWRITTEN[0] <= day <= REWRITTEN[1]:
        steps.append(RewrittenYear(day, whole[-1]))
    in_force_on = [(row, row.holds_on(day, table)) for row in runs]
    steps += [_run(row, holds, table) for row, holds in in_force_on]
    in_force = next((row for row, holds in in_force_on if holds), None)
    if in_force is None and any(holds is None for _, holds in in_force_on):
        return open_(StartNotKnown(first, second, day), *steps)
    if in_force is None:
        none = NoRunInForce(first, second) if runs else NoEdit(first, second, table)
        return EditAnswer(False, None, None, runs, as_of, (*steps, *other, none))
    opens = in_force.indicator_in(table) == 1
    remedy = _remedy(in_force.column_2, opens, day)
    return EditAnswer(True, in_force.column_2, opens, runs, as_of, (*steps, *other, remedy))


def _other_table(rows: Sequence[EditRow], readings: Sequence[Reading], table: str, on: date | None) -> list[Reason]:
    """What the other table says, where it was read nearer to the day: later, and not after it."""
    here = max((reading.as_of for reading in readings if reading.table == table), default=date.min)
    there = max(
        (reading for reading in readings if reading.table != table and here < reading.as_of <= (on or date.max)),
        key=lambda reading: reading.as_of,
        default=None,
    )
    if there is None:
        return []
    active = (row for row in rows if row.only_in in {None, there.table} and row.holds_on(there.as_of, there.table))
    row = next(active, None)
    finding = HasEdit(row.column_2, row.indicator_in(there.table)) if row else HasNoEdit()
    return [OtherTable(there.table, there.as_of, finding)]


def _dated(day: date, table: str, whole: date, newest: date) -> Reason:
    """Of which table the answer is: `whole` is the newest one that tells of the day, `newest` the newest of all."""
    if _quarter(day) == _quarter(whole):
        return QuarterRead(whole)
    if day < whole:
        return EarlierThanRead(day, whole)
    return LaterThanRead(day, table, whole) if whole == newest else BetweenReadings(day, whole, newest)


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
