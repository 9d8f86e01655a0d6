"""From the validated data to the tables that the rules are given: what changes by date, as small frozen dataclasses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from macros.facts.code import Code
from macros.facts.edit_pair import EditPairsFile
from macros.facts.fee import FeesFile
from macros.facts.period import PeriodsFile
from macros.facts.threshold import ThresholdsFile
from macros.facts.unit_limit import UnitLimitsFile
from macros.rules.coverage import not_paid_as_is
from macros.rules.deadlines import AppealAmounts, Periods
from macros.rules.edits import EditRow, Reading
from macros.rules.furnishing import ASSESSMENT, CAREGIVER_TRAINING, MANIPULATION, Work
from macros.rules.limits import UnitLimit
from macros.rules.modifiers import Threshold
from macros.rules.payment import ConversionFactor, Fee, FeeSchedule, Locality
from macros.rules.vocabulary import AppealLevel, PeriodName


def thresholds_by_year(file: ThresholdsFile) -> dict[int, Threshold]:
    """The KX thresholds by year."""
    return {y.year: Threshold(y.year, y.pt_and_slp, y.ot, y.medical_review) for y in file.years}


NAMED = "97112"
"""The code for which it was read who may provide it (S-06a)."""


def works_by_code(codes: Iterable[Code], always_therapy: Collection[str]) -> dict[str, Work]:
    """What Medicare ties to each code: disciplines, what kind of work it is, why the code is not paid as it is, and whether it is
    always therapy."""
    return {
        code.code: Work(
            code.disciplines,
            code.evaluation,
            code.code in MANIPULATION,
            code.code in CAREGIVER_TRAINING,
            code.code == NAMED,
            not_paid_as_is(code.code, code.medicare.pays, code.medicare.instead) if code.medicare else None,
            code.code in always_therapy,
            code.code in ASSESSMENT,
        )
        for code in codes
    }


def unit_limits(file: UnitLimitsFile) -> dict[tuple[str, str], UnitLimit]:
    """The medically unlikely edits by table and code."""
    return {
        (limits.table, row.code): UnitLimit(row.code, limits.table, row.units, row.indicator, limits.as_of)
        for limits in file.tables
        for row in limits.rows
    }


def edit_rows(file: EditPairsFile) -> Mapping[frozenset[str], tuple[EditRow, ...]]:
    """The runs of each pair of codes that has one."""
    rows: dict[frozenset[str], list[EditRow]] = {}
    for r in file.rows:
        seen = file.reading_of(r).as_of
        row = EditRow(r.column_1, r.column_2, r.indicator, r.since, r.until, seen, r.hospital_indicator, r.inferred, r.only_in)
        rows.setdefault(frozenset({r.column_1, r.column_2}), []).append(row)
    return {pair: tuple(of_pair) for pair, of_pair in rows.items()}


def edit_readings(file: EditPairsFile) -> Mapping[frozenset[str], tuple[Reading, ...]]:
    """The tables that were read for each pair of codes: those that were looked up, and those that have a run of it."""
    readings: dict[frozenset[str], dict[Reading, None]] = {}
    for table_reading in file.readings:
        tables = [Reading(table, table_reading.as_of, table_reading.in_force_only) for table in table_reading.tables]
        listed = [(looked_up.code, other) for looked_up in table_reading.pairs for other in looked_up.with_codes]
        for first, second in [*combinations(table_reading.between, 2), *listed]:
            readings.setdefault(frozenset({first, second}), {}).update(dict.fromkeys(tables))
    for row in file.rows:
        reading = file.reading_of(row)
        of_row = [table for table in reading.tables if row.only_in in {None, table}]
        read = [Reading(table, reading.as_of, reading.in_force_only) for table in of_row]
        readings.setdefault(frozenset({row.column_1, row.column_2}), {}).update(dict.fromkeys(read))
    return {pair: tuple(of_pair) for pair, of_pair in readings.items()}


def fee_schedule(file: FeesFile) -> FeeSchedule:
    """The physician fee schedule, as far as the data holds it."""
    kinds = {"all": None, "other": False, "qualifying": True}
    return FeeSchedule(
        {
            year.year: {code: Fee(code, v.work, v.practice_expense, v.malpractice) for code, v in year.values.items()}
            for year in file.fees
        },
        tuple(ConversionFactor(f.since, f.until, f.amount, kinds[f.kind]) for f in file.conversion_factors),
        tuple(Locality(p.id, p.name, p.work, p.practice_expense, p.malpractice, p.since, p.until) for p in file.localities),
    )


def appeal_amounts(file: ThresholdsFile) -> dict[int, AppealAmounts]:
    """The amounts in controversy by year."""
    return {year.year: AppealAmounts(year.hearing, year.court) for year in file.appeals}


def deadline_periods(file: PeriodsFile) -> Periods:
    """How many days each deadline runs."""
    days = {period.id: period.days for period in file.periods}
    return Periods(
        certification=days[PeriodName.CERTIFICATION],
        spoken_signature=days[PeriodName.SPOKEN_SIGNATURE],
        recertification=days[PeriodName.RECERTIFICATION],
        reports=days[PeriodName.PROGRESS_REPORT],
        delayed_report=days[PeriodName.DELAYED_REPORT],
        records_request=days[PeriodName.RECORDS_REQUEST],
        appeals={level: days[PeriodName(level)] for level in AppealLevel},
    )
