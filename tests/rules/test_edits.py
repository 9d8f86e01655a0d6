"""Edits against the plain YAML by another method, and against what was read of the tables of July 2024."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from macros.guide import Guide
from macros.rules import edits
from macros.rules.cited import cited_by
from macros.rules.edits import TABLES, EarlierThanRead, EditRow, InferredRun, LaterThanRead, QuarterRead, edit_between
from tests import oracle

ROOT = Path(__file__).resolve().parents[2]
RAW = yaml.safe_load((ROOT / "docs/data/edit-pairs.yml").read_text("utf-8"))
GUIDE = Guide.load(ROOT)
DAYS = [
    date.fromisoformat(day)
    for day in (
        "2018-05-01", "2019-12-31", "2020-01-01", "2020-03-01", "2020-09-30", "2020-10-01", "2021-12-31", "2022-01-01",
        "2024-06-30", "2024-07-01", "2026-03-02",
    )
]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_every_pair_on_every_day_agrees_with_the_oracle(table: str) -> None:
    known = {frozenset({row["column_1"], row["column_2"]}) for row in RAW["rows"]}
    unedited = {frozenset({each["code"], other}) for each in RAW["unedited"] for other in each["with"]}
    words = {True: "active", False: "inactive", None: "unknown"}
    runs: dict[frozenset[str], list[dict[str, object]]] = {}
    for each in RAW["rows"]:
        runs.setdefault(frozenset({each["column_1"], each["column_2"]}), []).append(each)
    for pair in known | unedited | {frozenset(each) for each in combinations(GUIDE.library.codes, 2)}:
        first, second = sorted(pair)
        for day in DAYS:
            answer = GUIDE.library.edit(first, second, day, table)
            if pair in known:
                expected = oracle.edit_state(runs[pair], first, second, day.isoformat(), table == "hospital", RAW["as_of"])
            else:
                expected = "inactive" if pair in unedited else "unknown"
            assert words[answer.active] == expected, (first, second, day)
            assert (answer.unsettled is None) == (answer.active is not None)


def test_the_order_of_the_codes_never_matters() -> None:
    for first, second in combinations(sorted(GUIDE.library.codes), 2):
        one, two = (GUIDE.library.edit(*pair, None, "practitioner") for pair in ((first, second), (second, first)))
        assert (one.active, one.denies, one.modifier_opens, one.rows) == (two.active, two.denies, two.modifier_opens, two.rows)


# What was read of the tables of July 2024: pair, table -> (the code that denies, whether a modifier opens it) or None.
READ = {
    "97112 with exercise": ("97112", "97110", "practitioner", None),
    "97112 with walking": ("97112", "97116", "practitioner", None),
    "97112 with manual therapy": ("97112", "97140", "hospital", None),
    "97112 with whole tasks": ("97112", "97530", "practitioner", None),
    "97112 with a re-evaluation": ("97112", "97164", "practitioner", None),
    "manual therapy with whole tasks": ("97140", "97530", "practitioner", None),
    "whole tasks with walking": ("97530", "97116", "practitioner", None),
    "97112 with group": ("97112", "97150", "practitioner", ("97112", True)),
    "97112 with repositioning": ("97112", "95992", "hospital", ("97112", True)),
    "97112 with an orthotic": ("97112", "97760", "practitioner", ("97112", True)),
    "97112 with manipulation": ("97112", "98940", "practitioner", ("97112", True)),
    "manual therapy with massage": ("97140", "97124", "practitioner", ("97124", False)),
    "testing with group": ("97750", "97150", "practitioner", ("97150", False)),
    "evaluation with testing, practitioner": ("97161", "97750", "practitioner", ("97750", False)),
    "evaluation with testing, hospital": ("97161", "97750", "hospital", ("97750", True)),
    "97112 with 98942": ("97112", "98942", "practitioner", ("97112", True)),
    "97112 with 64450": ("97112", "64450", "practitioner", ("64450", True)),
    "97112 with 36591, practitioner": ("97112", "36591", "practitioner", ("36591", False)),
    "97112 with 36591, hospital": ("97112", "36591", "hospital", None),
    "97112 with G0177, practitioner": ("97112", "G0177", "practitioner", None),
    "97112 with G0177, hospital": ("97112", "G0177", "hospital", ("97112", True)),
    "97112 with 20560": ("97112", "20560", "practitioner", None),
    "home tasks with a re-evaluation": ("97535", "97164", "practitioner", ("97164", True)),
}


@pytest.mark.parametrize(("first", "second", "table", "expected"), READ.values(), ids=READ)
def test_what_the_tables_of_july_2024_say(first: str, second: str, table: str, expected: tuple[str, bool] | None) -> None:
    answer = GUIDE.library.edit(first, second, date(2024, 7, 1), table)
    assert answer.active is (expected is not None)
    assert (answer.denies, answer.modifier_opens) == (expected or (None, None))


def test_97112_is_column_2_wherever_it_is_edited_with_a_code_of_this_guide() -> None:
    edited = [GUIDE.library.edit("97112", code, None, "practitioner") for code in GUIDE.library.codes if code != "97112"]
    assert {answer.denies for answer in edited if answer.active} == {"97112"}


def test_an_answer_for_another_day_says_of_which_table_it_is() -> None:
    later = GUIDE.library.edit("97112", "97530", date(2026, 3, 2), "practitioner")
    assert later.steps[0] == LaterThanRead(date(2026, 3, 2), JULY)
    assert later.as_of == date(2024, 7, 1)
    for day in (None, date(2024, 7, 1), date(2024, 9, 30)):
        assert GUIDE.library.edit("97112", "97530", day, "practitioner").steps[0] == QuarterRead(JULY)
    for day, kind in (
        (date(2024, 6, 30), EarlierThanRead),
        (date(2024, 10, 1), LaterThanRead),
        (date(2025, 7, 1), LaterThanRead),
    ):
        assert GUIDE.library.edit("97112", "97530", day, "practitioner").steps[0] == kind(day, JULY)


def test_a_first_day_that_was_worked_out_says_so() -> None:
    for day in (date(2020, 5, 1), date(2021, 5, 3)):
        told = [step for step in GUIDE.library.edit("97112", "97150", day, "practitioner").steps if isinstance(step, InferredRun)]
        assert [step.cites for step in told] == [("E-01", "E-10")]
        assert ", from October 1, 2020 (worked out, not read): " in told[0].text
    read = EditRow("97150", "97112", 1, date(2015, 1, 1), None)
    found = edit_between([read], [], "97112", "97150", JULY, "practitioner", JULY)
    assert not any("worked out" in step.text for step in found.steps)
    assert [step.cites for step in found.steps][1] == ("E-01",)
    raw = yaml.safe_load((ROOT / "docs/data/edit-pairs.yml").read_text("utf-8"))["rows"]
    assert all(row.get("inferred") for row in raw if "from" in row)


def row(indicator: int, since: date | None = None, until: date | None = None) -> EditRow:
    return EditRow("97150", "97112", indicator, since, until)


JULY = date(2024, 7, 1)


def test_a_run_of_one_table_says_nothing_in_the_other() -> None:
    run = EditRow("97112", "36591", 0, None, None, only_in="practitioner")
    here, there = (edit_between([run], [], "97112", "36591", JULY, table, JULY) for table in TABLES)
    assert (here.active, here.rows) == (True, (run,))
    assert (there.active, there.rows, there.unsettled) == (False, (), None)
    assert there.steps[-1].text == "97112 and 36591 have no edit in the hospital table: no modifier is needed."


@pytest.mark.parametrize("day", [date(2019, 6, 30), date(2019, 7, 1)], ids=str)
def test_where_the_modifier_stands_depends_on_the_day(day: date) -> None:
    answer = edit_between([row(1, date(2015, 1, 1))], [], "97112", "97150", day, "practitioner", JULY)
    assert ("either line" in answer.steps[-1].text) == (day >= date(2019, 7, 1))


def test_a_run_holds_on_its_first_and_last_day_and_not_outside() -> None:
    rows = [row(0, date(2020, 10, 1), date(2021, 12, 31))]
    for day, holds in (("2020-09-30", False), ("2020-10-01", True), ("2021-12-31", True), ("2022-01-01", False)):
        answer = edit_between(rows, [], "97112", "97150", date.fromisoformat(day), "practitioner", JULY)
        assert answer.active is holds


def test_a_deleted_run_never_fires() -> None:
    for day in DAYS:
        rows = [row(9, date(2020, 1, 1), date(2020, 1, 1))]
        assert edit_between(rows, [], "97112", "97150", day, "practitioner", JULY).active is False


def test_every_step_cites_facts_that_exist() -> None:
    for first, second in combinations(sorted(GUIDE.library.codes), 2):
        for day in DAYS:
            for step in GUIDE.library.edit(first, second, day, "practitioner").steps:
                assert step.cites
                assert set(step.cites) <= cited_by(edits) & GUIDE.library.facts.keys()


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="given twice"):
        GUIDE.library.edit("97112", "97112", None, "practitioner")
    with pytest.raises(ValueError, match=r"no table .*; use one of practitioner, hospital$"):
        GUIDE.library.edit("97112", "97530", None, "hospitals")
    with pytest.raises(ValueError, match="not a code of this guide"):
        GUIDE.library.edit("97112", "99999", None, "practitioner")
