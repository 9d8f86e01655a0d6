"""From the validated data to the tables that the rules are given: what changes by date, as small frozen dataclasses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from macros.rules.claim import Tables
from macros.rules.deadlines import APPEAL_LEVELS, AppealAmounts, Periods
from macros.rules.edits import EditAnswer
from macros.rules.limits import UnitLimit
from macros.rules.modifiers import Threshold
from macros.rules.payment import ConversionFactor, Fee, FeeSchedule, Locality

if TYPE_CHECKING:
    from macros.guide import Guide


def rule_tables(guide: Guide) -> Tables:
    """Everything that a claim's rules look up."""

    def edit(first: str, second: str, on: date, table: str) -> EditAnswer:
        return guide.edit(first, second, on, table)

    return Tables(
        thresholds={y.year: Threshold(y.year, y.pt_and_slp, y.ot, y.medical_review) for y in guide.thresholds.years},
        limits={
            row.code: UnitLimit(row.code, row.practitioner, row.hospital, row.indicator, guide.unit_limits.as_of)
            for row in guide.unit_limits.rows
        },
        schedule=fee_schedule(guide),
        edit=edit,
        always_therapy=frozenset(code for year in guide.fees.fees for code in year.values),
    )


def fee_schedule(guide: Guide) -> FeeSchedule:
    """The physician fee schedule, as far as the data holds it."""
    fees = guide.fees
    kinds = {"all": None, "other": False, "qualifying": True}
    return FeeSchedule(
        {
            year.year: {code: Fee(code, v.work, v.practice_expense, v.malpractice) for code, v in year.values.items()}
            for year in fees.fees
        },
        tuple(ConversionFactor(f.since, f.until, f.amount, kinds[f.kind]) for f in fees.conversion_factors),
        tuple(Locality(p.id, p.name, p.work, p.practice_expense, p.malpractice, p.since, p.until) for p in fees.localities),
    )


def appeal_amounts(guide: Guide) -> dict[int, AppealAmounts]:
    """The amounts in controversy by year."""
    return {year.year: AppealAmounts(year.hearing, year.court) for year in guide.thresholds.appeals}


def deadline_periods(guide: Guide) -> Periods:
    """How many days each deadline runs."""
    days: dict[str, int] = {period.id: period.days for period in guide.periods_file.periods}
    return Periods(
        certification=days["certification"],
        spoken_signature=days["spoken-signature"],
        recertification=days["recertification"],
        reports=days["progress-report"],
        appeals={level: days[level] for level in APPEAL_LEVELS},
    )
