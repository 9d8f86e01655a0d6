"""Wrong answers about the year's threshold, each worked by hand from the amounts of the years 2018 to 2026."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.thresholds import THRESHOLDS
from tests.scenarios.misconceptions.made_up import published, visit, wrong_values

CASES: list[tuple[str, str, str, int | None, list[str | int]]] = [
    ("kx-at-the-review-line", "threshold-room", "2026-03-02", 2000, [1000]),  # 3000 - 2000
    ("kx-at-the-review-line", "threshold-room", "2026-03-02", 2480, [520]),  # 3000 - 2480
    ("last-years-threshold", "threshold-room", "2026-03-02", 2000, [410]),  # 2410 - 2000
    ("last-years-threshold", "threshold-room", "2025-03-03", 2000, [330]),  # 2330 - 2000
    ("last-years-threshold", "threshold-room", "2026-03-02", 2409, [1]),
    ("last-years-threshold", "threshold-room", "2026-03-02", 2410, []),  # last year's amount is reached
    ("last-years-threshold", "threshold-room", "2018-03-05", 1000, []),  # no earlier year is in the data
    ("last-years-threshold", "threshold-room", "2026-03-02", None, []),
]


def test_the_amounts_that_the_cases_were_worked_from() -> None:
    years = {row["year"]: row for row in published("thresholds")["years"]}
    assert min(years) == 2018
    assert [years[year]["pt_and_slp"] for year in (2024, 2025, 2026)] == [2330, 2410, 2480]
    assert [years[year]["ot"] for year in (2024, 2025, 2026)] == [2330, 2410, 2480]
    assert years[2026]["medical_review"] == 3000


@pytest.mark.parametrize("discipline", ["PT", "OT"])
@pytest.mark.parametrize(("name", "ask", "day", "before", "answers"), CASES)
def test_the_wrong_answer_is_the_one_worked_by_hand(
    name: str, ask: str, day: str, before: int | None, answers: list[str | int], discipline: str
) -> None:
    question = visit(("97112", 15), service_date=day, year_to_date=before, discipline=discipline)
    assert wrong_values(name, question, ask) == answers


def test_every_wrong_answer_about_the_threshold_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(THRESHOLDS)
