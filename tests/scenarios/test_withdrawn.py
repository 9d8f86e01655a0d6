"""What a learner reads of a question that is not asked any more."""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import Path

from macros.guide import Guide
from macros.pages.pools import pool
from macros.scenarios.withdrawn import no_longer_drawn
from tests.pooled import pooled

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
GONE = [entry for entry in GUIDE.bank.every_entry() if entry.item is None]
TECHNICAL = re.compile(r"[`_\[\]]|\d{4}-\d\d-\d\d|\b(scenario|variable|draw|drawn|condition|require|record)s?\b")


def test_every_question_that_is_gone_says_why_in_words_of_the_clinic() -> None:
    assert len(GONE) > 100
    for entry in GONE:
        assert entry.said, entry.id
        assert not TECHNICAL.search(entry.said), (entry.id, entry.said)
        assert not entry.said.endswith(".")
        assert entry.withdrawn != entry.said
    assert all(not entry.said for entry in GUIDE.bank.every_entry() if entry.item is not None)


def test_of_a_day_on_which_clinics_are_closed_it_is_said() -> None:
    """By the calendar of the standard library, which our rule of working days does not use."""
    closed = 0
    for entry in GONE:
        found = re.fullmatch(r"`(\w+)` can no longer be (\d{4})-(\d\d)-(\d\d)", entry.withdrawn)
        if found is None:
            continue
        year, month, day = map(int, found.groups()[1:])
        name = calendar.day_name[calendar.weekday(year, month, day)]
        weekend = name in {"Saturday", "Sunday"}
        assert (f"is a {name}" in entry.said) == weekend, (entry.id, entry.said)
        assert f"{calendar.month_name[month]} {day}, {year}" in entry.said
        closed += weekend
    assert closed > 5


def test_a_holiday_a_code_and_a_number_are_told_apart() -> None:
    assert "is a federal holiday" in no_longer_drawn("day", date(2026, 7, 3)).said  # July 4 was a Saturday
    assert "is a" not in no_longer_drawn("day", "2026-07-07").said
    assert "the code 97535" in no_longer_drawn("two", 97535).said
    assert "the number 5" in no_longer_drawn("therapist", 5).said
    assert "the statement" in no_longer_drawn("statement", "statement-11").said


def test_a_pool_tells_the_learners_reason() -> None:
    said = {entry.id: entry.said for entry in GUIDE.bank.entries("plans") if entry.item is None}
    told = {item["id"]: item["withdrawn"] for item in pooled(pool(GUIDE, GUIDE.quizzes.topic("plans"))) if item["withdrawn"]}
    assert told == said
