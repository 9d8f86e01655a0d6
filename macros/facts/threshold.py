"""What changes each calendar year: therapy thresholds, and the amounts in controversy of appeals."""

from __future__ import annotations

from macros.facts.fact import Amount, Checked, Record, Slug, Whole


class ThresholdYear(Record):
    """Dollars of one calendar year: PT and SLP together, OT by itself, and the line above which Medicare may review."""

    year: Whole
    pt_and_slp: Amount
    ot: Amount
    medical_review: Amount
    sources: tuple[Slug, ...]
    checked: Checked


class AppealYear(Record):
    """Dollars that must be in dispute for a hearing and for a federal court, for requests made in the year."""

    year: Whole
    hearing: Amount
    court: Amount
    sources: tuple[Slug, ...]
    checked: Checked


class ThresholdsFile(Record):
    """docs/data/thresholds.yml"""

    years: tuple[ThresholdYear, ...]
    appeals: tuple[AppealYear, ...]
