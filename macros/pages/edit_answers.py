"""What the edits say of every pair of codes that a visit may hold, on every day, for the browser's claims.

The rules answer; the browser looks the answer up. Pairs of which the tables say the same are one entry, in which "$column1" and
"$column2" stand for the codes as their edit has them, "$first" and "$second" for the codes as they are asked about, and "$day"
for the day: the browser puts these in. Nothing changes between two of the days of `turning_days`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from macros.pages.reasons import phrase_as_json
from macros.rules.edits import EITHER_LINE_FROM, REWRITTEN, TABLES, EditAnswer, EditRow, Reading, edit_between
from macros.rules.reason import Phrase

Rows = Mapping[frozenset[str], Sequence[EditRow]]
Readings = Mapping[frozenset[str], Sequence[Reading]]

NEXT_DAY = timedelta(days=1)


def edit_answers(codes: Collection[str], rows: Rows, readings: Readings) -> dict[str, Any]:
    """Every answer once, and the kinds of pairs: their codes, and by table the number of the answer from each day on.

    A pair that is not named was never read: the first kind is its own.
    """
    kinds: dict[tuple[tuple[EditRow, ...], tuple[Reading, ...]], list[tuple[str, str]]] = {((), ()): []}
    for first, second in combinations(codes, 2):
        pair = frozenset({first, second})
        runs, read = rows.get(pair, ()), tuple(readings.get(pair, ()))
        columns = (runs[0].column_1, runs[0].column_2) if runs else (first, second)
        names = dict(zip(columns, ("$column1", "$column2"), strict=True))
        of_kind = tuple(replace(run, column_1=names[run.column_1], column_2=names[run.column_2]) for run in runs)
        if of_kind or read:
            kinds.setdefault((of_kind, read), []).append(columns)
    answers: list[dict[str, Any]] = []
    written = [
        {"pairs": pairs, **{table: _numbered(runs, read, table, answers) for table in TABLES}}
        for (runs, read), pairs in kinds.items()
    ]
    return {"answers": answers, "kinds": written}


def _numbered(
    runs: Sequence[EditRow], read: Sequence[Reading], table: str, answers: list[dict[str, Any]]
) -> list[tuple[str, int]]:
    """The answers of a table as the first day of each and its number among all of them, which are added to."""
    numbers: list[tuple[str, int]] = []
    for day in turning_days(runs, read):
        answer = _answer(edit_between(runs, read, "$first", "$second", day, table))
        if answer not in answers:
            answers.append(answer)
        number = answers.index(answer)
        if not numbers or numbers[-1][1] != number:
            numbers.append((day.isoformat(), number))
    return numbers


def turning_days(runs: Iterable[EditRow], read: Iterable[Reading]) -> list[date]:
    """The days on which an answer may become another one: a run or a rule begins or ends, or a quarter that was read does."""
    days = {date.min, EITHER_LINE_FROM, REWRITTEN[0], REWRITTEN[1] + NEXT_DAY}
    for run in runs:
        days |= {day for day in (run.since, run.seen, run.until and run.until + NEXT_DAY) if day}
    for reading in read:
        begins = reading.as_of.replace(month=reading.as_of.month - (reading.as_of.month - 1) % 3, day=1)
        days |= {begins, reading.as_of, (begins + timedelta(days=100)).replace(day=1)}
    return sorted(days)


def _answer(answer: EditAnswer) -> dict[str, Any]:
    """As a claim takes it: what it says, what it warns of, and which line denies."""
    return {
        "steps": [_said(step) for step in answer.on_a_claim],
        "warnings": [_said(answer.unsettled)] if answer.unsettled else [],
        "denied": answer.denies,
        "opens": bool(answer.modifier_opens),
    }


def _said(phrase: Phrase) -> dict[str, Any]:
    said = phrase_as_json(phrase)
    return {**said, "day": "$day"} if "day" in said else said
