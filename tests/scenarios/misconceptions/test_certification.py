"""Wrong judgments on a plan's certification; first treatment on Monday, March 2, 2026, so that April 1 is the last day."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.certification import CERTIFICATION
from tests.scenarios.misconceptions.made_up import made_up, wrong_values

LATE = {"today": "2026-04-20", "signed": "2026-04-02"}
ON_THE_LAST_DAY = {"today": "2026-04-20", "signed": "2026-04-01"}
NEVER_SIGNED = {"today": "2026-04-02"}
OPEN = {"today": "2026-04-01"}
ORDERED_AND_SENT = {"today": "2026-04-20", "order": "2026-02-26", "sent": "2026-03-04"}
ONLY_SENT = {"today": "2026-04-20", "sent": "2026-03-04"}
SENT_LATE = {"today": "2026-04-20", "order": "2026-02-26", "sent": "2026-04-02"}

CASES: list[tuple[str, dict[str, str], list[bool | None]]] = [
    ("late-taken-for-timely", LATE, [True]),
    ("late-taken-for-timely", NEVER_SIGNED, [True]),
    ("late-taken-for-timely", ONLY_SENT, [True]),
    ("late-taken-for-timely", SENT_LATE, [True]),
    ("late-taken-for-timely", OPEN, [True]),
    ("late-taken-for-timely", ON_THE_LAST_DAY, []),
    ("late-taken-for-timely", ORDERED_AND_SENT, []),
    ("timely-taken-for-late", ON_THE_LAST_DAY, [False]),
    ("timely-taken-for-late", ORDERED_AND_SENT, [False]),
    ("timely-taken-for-late", OPEN, [False]),
    ("timely-taken-for-late", LATE, []),
    ("timely-taken-for-late", NEVER_SIGNED, []),
    ("certification-left-open", NEVER_SIGNED, [None]),
    ("certification-left-open", ORDERED_AND_SENT, [None]),
    ("certification-left-open", ON_THE_LAST_DAY, [None]),
    ("certification-left-open", OPEN, []),
]


@pytest.mark.parametrize(("name", "given", "values"), CASES)
def test_the_wrong_judgment(name: str, given: dict[str, str], values: list[bool | None]) -> None:
    assert wrong_values(name, made_up("certified", {"day": "2026-03-02", **given})) == values


def test_an_order_could_not_stand_in_before_2025() -> None:
    given = {"day": "2024-12-02", "today": "2025-02-03", "order": "2024-11-27", "sent": "2024-12-04"}
    assert wrong_values("late-taken-for-timely", made_up("certified", given)) == [True]
    assert wrong_values("timely-taken-for-late", made_up("certified", given)) == []


def test_every_wrong_judgment_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(CERTIFICATION)
