"""Procedure-to-procedure edits (NCCI): which line of a pair denies, and whether a modifier opens it.

Sources: the CMS edit tables for practitioners and for outpatient hospitals; Medicare contractors on what the indicators
mean and where the modifier may stand. Facts E-01 to E-10 state each sentence; the steps cite them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from macros.rules.step import Step
from macros.rules.vocabulary import EditTable

TABLES = tuple(EditTable)
PRACTITIONER, HOSPITAL = TABLES

EITHER_LINE_FROM = date(2019, 7, 1)
"""From this service date the modifier may stand on either line of the pair (E-06)."""

EDIT_CITED = ("E-01", "E-02", "E-03", "E-04", "E-05", "E-06", "E-07", "E-08", "E-10")
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


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
    steps: tuple[Step, ...]
    unsettled: str | None = None


def edit_between(
    rows: Sequence[EditRow], unedited: Collection[frozenset[str]], first: str, second: str, on: date, table: str, as_of: date
) -> EditAnswer:
    """What the edits say of two codes that one provider bills for one patient on one day.

    `rows` are runs of any pairs; `unedited` are the pairs that were looked up and have no active run in either table; `as_of` is
    the day of the tables that were read. Raises ValueError for one code given twice, or an unknown table.
    """
    if first == second:
        raise ValueError(f"{first} is given twice; an edit is between two different codes")
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r}: use one of {', '.join(TABLES)}")
    pair = frozenset({first, second})
    anywhere = [row for row in rows if {row.column_1, row.column_2} == pair]
    found = tuple(row for row in anywhere if row.only_in in {None, table})
    steps = [_dated(on, as_of)]
    if not found:
        if anywhere or pair in unedited:
            steps.append(Step(f"{first} and {second} have no edit in the {table} table: no modifier is called for.", ("E-07",)))
            return EditAnswer(False, None, None, (), as_of, tuple(steps))
        why = f"{first} with {second} is not among the pairs that this guide looked up"
        return EditAnswer(None, None, None, (), as_of, (*steps, Step(f"Unsettled: {why}.", ("E-08",))), why)
    held = [(row, row.holds_on(on, table, as_of)) for row in found]
    steps += [_told(row, holds, table) for row, holds in held]
    if any(holds for _, holds in held):
        row = next(row for row, holds in held if holds)
        opens = row.indicator_in(table) == 1
        steps.append(_remedy(row, opens, on))
        return EditAnswer(True, row.column_2, opens, found, as_of, tuple(steps))
    if any(holds is None for _, holds in held):
        why = f"an edit was or is in the table, but the day on which it began is not known; {on} may lie before it"
        return EditAnswer(None, None, None, found, as_of, (*steps, Step(f"Unsettled: {why}.", ("E-08",))), why)
    steps.append(Step(f"No run is in force: {first} and {second} need no edit modifier.", ("E-07",)))
    return EditAnswer(False, None, None, found, as_of, tuple(steps))


def _dated(on: date, as_of: date) -> Step:
    if _quarter(on) == _quarter(as_of):
        return Step(f"Answered from the table of the quarter that began on {as_of}.", ("E-08",))
    if on < as_of:
        return Step(f"Answered for {on} from the runs that stand in the table of {as_of}.", ("E-08",))
    return Step(f"Answered as of {as_of}, the newest table that was read; look the pair up again for {on}.", ("E-08",))


def _quarter(day: date) -> tuple[int, int]:
    """A table holds for a quarter of the year."""
    return (day.year, (day.month - 1) // 3)


def _told(row: EditRow, holds: bool | None, table: str) -> Step:
    began = f"from {row.since}" if row.since else "from a day that is not known"
    began += " (worked out, not read)" if row.inferred else ""
    ended = f" until {row.until}" if row.until else ""
    indicator = row.indicator_in(table)
    run = f"Column 1 {row.column_1}, column 2 {row.column_2}, indicator {indicator}, {began}{ended}"
    if indicator == 9:
        return Step(f"{run}: deleted back to its first day, so it never fires.", ("E-05",))
    state = {True: "in force", False: "not in force on that day", None: "in force on that day only if it had begun"}[holds]
    return Step(f"{run}: {state}.", ("E-01", "E-10") if row.inferred else ("E-01",))


def _remedy(row: EditRow, opens: bool, on: date) -> Step:
    if not opens:
        return Step(f"Indicator 0: {row.column_2} denies, and no modifier opens it.", ("E-02", "E-03"))
    line = "either line" if on >= EITHER_LINE_FROM else f"the line of {row.column_2}"
    return Step(
        f"Indicator 1: {row.column_2} denies, unless the services were separate, the record shows it, and 59 or an X modifier "
        f"stands on {line}.",
        ("E-02", "E-04", "E-06"),
    )
