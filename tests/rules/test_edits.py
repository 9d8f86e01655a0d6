"""Edits against the plain YAML by another method, and against rows of the tables that were typed by hand."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.rules import edits
from macros.rules.cited import cited_by
from macros.rules.edits import (
    TABLES,
    EarlierThanRead,
    EditRow,
    EndedNotRead,
    HasEdit,
    HasNoEdit,
    InferredRun,
    LaterThanRead,
    OtherTable,
    PairNotRead,
    QuarterRead,
    Reading,
    edit_between,
)
from tests import oracle
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
RAW = plain_yaml(ROOT / "docs/data/edit-pairs.yml")
GUIDE = Guide.load(ROOT)
JULY, OCTOBER = date(2024, 7, 1), date(2026, 10, 1)
BOTH = [Reading(table, JULY) for table in TABLES]
DAYS = [
    date.fromisoformat(day)
    for day in (
        "1999-12-31", "2018-05-01", "2019-12-31", "2020-01-01", "2020-03-01", "2020-09-30", "2020-10-01", "2021-12-31",
        "2022-01-01", "2024-06-30", "2024-07-01", "2026-03-02", "2026-10-01",
    )
]  # fmt: skip
DAY_OF_THERAPY = (
    "97110", "97112", "97113", "97116", "97124", "97140", "97150", "97530", "97535", "97542", "97750", "97760", "97761", "97161",
    "97162", "97163", "97164", "97012", "97032", "97035", "95992", "G0283",
)  # fmt: skip
"""The 22 codes of an ordinary therapy day."""


@pytest.mark.parametrize("table", TABLES)
def test_every_pair_on_every_day_agrees_with_the_oracle(table: str) -> None:
    words = {True: "active", False: "inactive", None: "unknown"}
    known = {tuple(sorted((row["column_1"], row["column_2"]))) for row in RAW["rows"]}
    of_pair: dict[tuple[str, ...], list[object]] = {}
    for row in RAW["rows"]:
        of_pair.setdefault(tuple(sorted((row["column_1"], row["column_2"]))), []).append(row)
    for first, second in known | {*combinations(sorted(GUIDE.library.codes), 2)}:
        raw = {"readings": RAW["readings"], "rows": of_pair.get((first, second), [])}
        for day in DAYS:
            answer = GUIDE.library.edit(first, second, day, table)
            expected = oracle.edit_state(raw, first, second, day.isoformat(), table == "hospital")
            assert words[answer.active] == expected, (first, second, day)
            assert (answer.unsettled is None) == (answer.active is not None)
            if answer.active:
                edit = (answer.denies, answer.modifier_opens)
                assert edit == oracle.edit_of(raw, first, second, day.isoformat(), table == "hospital")


def test_the_order_of_the_codes_never_matters() -> None:
    for first, second in combinations(sorted(GUIDE.library.codes), 2):
        one, two = (GUIDE.library.edit(*pair, None, "practitioner") for pair in ((first, second), (second, first)))
        assert (one.active, one.denies, one.modifier_opens, one.rows) == (two.active, two.denies, two.modifier_opens, two.rows)


# Typed by hand from what was read: pair, table, day of the table -> (the code that denies, whether a modifier opens it) or None.
READ = {
    "97112 with exercise": ("97112", "97110", "practitioner", OCTOBER, None),
    "97112 with walking": ("97112", "97116", "practitioner", OCTOBER, None),
    "97112 with manual therapy": ("97112", "97140", "hospital", OCTOBER, None),
    "97112 with whole tasks": ("97112", "97530", "practitioner", OCTOBER, None),
    "97112 with an evaluation": ("97112", "97163", "practitioner", OCTOBER, None),
    "97112 with a re-evaluation": ("97112", "97164", "practitioner", JULY, None),
    "97112 with a re-evaluation, hospital": ("97112", "97164", "hospital", OCTOBER, None),
    "manual therapy with whole tasks": ("97140", "97530", "practitioner", OCTOBER, None),
    "whole tasks with walking": ("97530", "97116", "practitioner", OCTOBER, None),
    "manual therapy with an evaluation": ("97140", "97161", "practitioner", OCTOBER, None),
    "97112 with group": ("97112", "97150", "practitioner", JULY, ("97112", True)),
    "97112 with group, hospital": ("97112", "97150", "hospital", OCTOBER, ("97112", True)),
    "97112 with repositioning": ("97112", "95992", "hospital", OCTOBER, ("97112", True)),
    "97112 with an orthotic": ("97112", "97760", "practitioner", JULY, ("97112", True)),
    "97112 with an artificial limb": ("97112", "97761", "hospital", OCTOBER, ("97112", True)),
    "97112 with manipulation": ("97112", "98940", "practitioner", JULY, ("97112", True)),
    "97112 with 98942": ("97112", "98942", "hospital", OCTOBER, ("97112", True)),
    "97112 with 97022": ("97112", "97022", "hospital", OCTOBER, ("97022", True)),
    "97112 with pelvic biofeedback": ("97112", "90912", "hospital", OCTOBER, ("97112", True)),
    "97112 with 97542": ("97112", "97542", "hospital", OCTOBER, None),
    "97112 with G0283": ("97112", "G0283", "hospital", OCTOBER, None),
    "97112 with 97550": ("97112", "97550", "hospital", OCTOBER, None),
    "97112 with 64450": ("97112", "64450", "practitioner", JULY, ("64450", True)),
    "97112 with 64466": ("97112", "64466", "hospital", OCTOBER, ("64466", True)),
    "97112 with 62323": ("97112", "62323", "practitioner", OCTOBER, ("62323", True)),
    "97112 with 36591, practitioner": ("97112", "36591", "practitioner", JULY, ("36591", False)),
    "97112 with 36591, hospital": ("97112", "36591", "hospital", JULY, None),
    "97112 with G0177, practitioner": ("97112", "G0177", "practitioner", JULY, None),
    "97112 with G0177, hospital": ("97112", "G0177", "hospital", OCTOBER, ("97112", True)),
    "97112 with 20560": ("97112", "20560", "practitioner", JULY, None),
    "manual therapy with massage": ("97140", "97124", "hospital", OCTOBER, ("97124", False)),
    "testing with group": ("97750", "97150", "hospital", OCTOBER, ("97150", False)),
    "traction with manual therapy": ("97012", "97140", "hospital", OCTOBER, ("97140", True)),
    "water exercise with exercise": ("97113", "97110", "hospital", OCTOBER, ("97110", True)),
    "whole tasks with testing": ("97530", "97750", "hospital", OCTOBER, ("97750", True)),
    "whole tasks with wheelchair": ("97530", "97542", "hospital", OCTOBER, ("97542", True)),
    "group with whole tasks": ("97150", "97530", "hospital", OCTOBER, ("97530", True)),
    "exercise with home tasks, hospital": ("97110", "97535", "hospital", OCTOBER, None),
    "two evaluations": ("97162", "97161", "practitioner", OCTOBER, ("97161", False)),
    "evaluation with testing, practitioner": ("97161", "97750", "practitioner", JULY, ("97750", False)),
    "evaluation with testing, hospital": ("97161", "97750", "hospital", OCTOBER, ("97750", True)),
    "home tasks with a re-evaluation": ("97535", "97164", "hospital", OCTOBER, ("97164", True)),
    "speech treatment with 97112": ("92507", "97112", "hospital", OCTOBER, ("97112", True)),
    "manipulation with an evaluation": ("98941", "97161", "hospital", OCTOBER, ("97161", False)),
}


@pytest.mark.parametrize(("first", "second", "table", "as_of", "expected"), READ.values(), ids=READ)
def test_what_the_tables_say(first: str, second: str, table: str, as_of: date, expected: tuple[str, bool] | None) -> None:
    answer = GUIDE.library.edit(first, second, None, table)
    assert answer.as_of == as_of
    assert answer.active is (expected is not None)
    assert (answer.denies, answer.modifier_opens) == (expected or (None, None))
    assert answer.steps[0] == QuarterRead(as_of)


# The dated history of the practitioner table, typed by hand: pair -> days and the code that denies on them, None where none does.
HISTORY = {
    ("97140", "97530"): {"2000-06-30": None, "2000-07-01": "97530", "2019-12-31": "97530", "2020-10-01": None},
    ("97530", "97116"): {"1999-06-30": None, "1999-07-01": "97116", "2019-12-31": "97116", "2020-10-01": None},
    ("97161", "97140"): {"2019-12-31": None, "2020-01-01": None, "2020-01-15": None, "2020-10-01": None, "2020-11-02": None},
    ("97530", "97162"): {"2019-12-31": None, "2020-01-01": None, "2020-01-15": None},
    ("97112", "97140"): {"1999-04-01": None, "1999-04-02": None, "2019-05-01": None},
    ("97530", "97112"): {"1996-01-01": None, "2019-05-01": None},
    ("97112", "62323"): {"2016-12-31": None, "2017-01-01": "62323", "2020-09-30": None, "2020-10-01": "62323"},
    ("97112", "64483"): {"2003-03-31": None, "2003-04-01": "64483", "2020-03-02": None, "2026-10-01": "64483"},
    ("97530", "64484"): {"2003-04-01": "64484", "2020-03-02": "64484"},
    ("97163", "97162"): {"2016-12-31": None, "2017-01-01": "97162", "2020-03-02": None, "2020-10-01": "97162"},
    ("97112", "97161"): {"1996-01-01": None, "2020-01-15": None, "2026-10-01": None},
}  # fmt: skip


@pytest.mark.parametrize(("pair", "days"), HISTORY.items(), ids=" ".join)
def test_the_practitioner_table_has_a_dated_history(pair: tuple[str, str], days: dict[str, str | None]) -> None:
    for day, denies in days.items():
        answer = GUIDE.library.edit(*pair, date.fromisoformat(day), "practitioner")
        assert answer.active is (denies is not None), day
        assert answer.denies == denies, day
        assert not any(isinstance(step, InferredRun) for step in answer.steps)


def test_every_pair_of_a_therapy_day_is_answered_in_the_hospital_table() -> None:
    for first, second in combinations(DAY_OF_THERAPY, 2):
        answer = GUIDE.library.edit(first, second, None, "hospital")
        assert answer.active is not None, (first, second)
        assert answer.as_of == OCTOBER


def test_a_pair_that_the_practitioner_table_was_not_read_for_says_what_the_hospital_table_has() -> None:
    unread = 0
    for first, second in combinations(DAY_OF_THERAPY, 2):
        answer = GUIDE.library.edit(first, second, None, "practitioner")
        if answer.active is None:
            unread += 1
            told, last = answer.steps
            assert last == answer.unsettled == PairNotRead(first, second, "practitioner")
            hospital = GUIDE.library.edit(first, second, None, "hospital")
            indicator = 1 if hospital.modifier_opens else 0
            finding = HasEdit(hospital.denies, indicator) if hospital.denies else HasNoEdit()
            assert told == OtherTable("hospital", OCTOBER, finding)
    assert 0 < unread < 158, "fewer than were unanswered in both tables before"


def test_a_copy_of_what_is_in_force_tells_nothing_of_earlier_days() -> None:
    answer = GUIDE.library.edit("97110", "97535", date(2026, 9, 30), "hospital")
    assert answer.unsettled == EndedNotRead("97110", "97535", "hospital", OCTOBER, date(2026, 9, 30))
    assert GUIDE.library.edit("97110", "97535", OCTOBER, "hospital").active is False
    run = EditRow("97110", "97535", 1, None, None, OCTOBER, only_in="hospital")
    reading = [Reading("hospital", OCTOBER, in_force_only=True)]
    assert edit_between([run], reading, "97110", "97535", date(2026, 9, 30), "hospital").active is None
    assert edit_between([run], reading, "97110", "97535", OCTOBER, "hospital").active is True


def test_no_pair_is_edited_both_ways_in_one_table_on_one_day() -> None:
    active = [row for row in RAW["rows"] if "until" not in row]
    counted = [(row["column_1"], row["column_2"], each) for row in active for each in TABLES if row.get("only_in", each) == each]
    ways = set(counted)
    assert not {(one, other, table) for one, other, table in ways if (other, one, table) in ways}
    assert len(counted) == len(ways)


def test_a_deleted_run_ends_on_its_first_day_and_no_run_before_it() -> None:
    for row in RAW["rows"]:
        begins, ends = row.get("from"), row.get("until")
        if 9 in {row["indicator"], row.get("hospital_indicator")}:
            assert begins == ends is not None, row
        elif begins and ends:
            assert begins < ends, row


def test_every_run_of_the_practitioner_table_of_2026_has_its_days() -> None:
    runs = [row for row in RAW["rows"] if row.get("reading") == "practitioner-2026-10"]
    assert len(runs) == 66
    assert all("from" in row and "inferred" not in row and row["only_in"] == "practitioner" for row in runs)
    hospital = [row for row in RAW["rows"] if row.get("reading") == "hospital-2026-10"]
    assert all(row["only_in"] == "hospital" and not {"from", "until"} & row.keys() for row in hospital)


def test_97112_denies_wherever_it_is_edited_with_a_code_of_this_guide_but_two() -> None:
    for table in TABLES:
        edited = [GUIDE.library.edit("97112", code, None, table) for code in GUIDE.library.codes if code != "97112"]
        assert {answer.denies for answer in edited if answer.active} == {"97112", "97022"}


def test_an_answer_for_another_day_says_of_which_table_it_is() -> None:
    earlier = GUIDE.library.edit("97112", "97530", date(2026, 3, 2), "practitioner")
    assert earlier.steps[0] == EarlierThanRead(date(2026, 3, 2), OCTOBER)
    assert earlier.as_of == OCTOBER
    for day in (None, date(2026, 10, 1), date(2026, 12, 31)):
        assert GUIDE.library.edit("97112", "97530", day, "practitioner").steps[0] == QuarterRead(OCTOBER)
    later = GUIDE.library.edit("97112", "97530", date(2027, 1, 4), "practitioner")
    assert later.steps[0] == LaterThanRead(date(2027, 1, 4), "practitioner", OCTOBER)
    for day in (None, date(2024, 7, 1), date(2024, 9, 30)):
        assert GUIDE.library.edit("97112", "97150", day, "practitioner").steps[0] == QuarterRead(JULY)
    late = date(2024, 10, 1)
    assert GUIDE.library.edit("97112", "97150", late, "practitioner").steps[0] == LaterThanRead(late, "practitioner", JULY)
    early = date(2024, 6, 30)
    assert GUIDE.library.edit("97112", "97150", early, "practitioner").steps[0] == EarlierThanRead(early, JULY)


def test_a_first_day_that_was_worked_out_says_so() -> None:
    for day in (date(2020, 5, 1), date(2021, 5, 3)):
        told = [step for step in GUIDE.library.edit("97112", "97150", day, "practitioner").steps if isinstance(step, InferredRun)]
        assert [step.cites for step in told] == [("E-01", "E-10")]
        assert ", from October 1, 2020 (inferred): " in told[0].text
    read = EditRow("97150", "97112", 1, date(2015, 1, 1), None, JULY)
    found = edit_between([read], BOTH, "97112", "97150", JULY, "practitioner")
    assert not any("inferred" in step.text for step in found.steps)
    assert [step.cites for step in found.steps][1] == ("E-01",)
    first = [row for row in RAW["rows"] if "reading" not in row]
    assert all(row.get("inferred") for row in first if "from" in row)


def row(indicator: int, since: date | None = None, until: date | None = None) -> EditRow:
    return EditRow("97150", "97112", indicator, since, until, JULY)


def test_a_run_of_one_table_says_nothing_in_the_other() -> None:
    run = EditRow("97112", "36591", 0, None, None, JULY, only_in="practitioner")
    here, there = (edit_between([run], BOTH, "97112", "36591", JULY, table) for table in TABLES)
    assert (here.active, here.rows) == (True, (run,))
    assert (there.active, there.rows, there.unsettled) == (False, (), None)
    assert there.steps[-1].text == "97112 and 36591 have no edit in the hospital table: no modifier is needed."
    alone = edit_between([run], BOTH[:1], "97112", "36591", JULY, "hospital")
    assert alone.unsettled == PairNotRead("97112", "36591", "hospital")


@pytest.mark.parametrize("day", [date(2019, 6, 30), date(2019, 7, 1)], ids=str)
def test_where_the_modifier_stands_depends_on_the_day(day: date) -> None:
    answer = edit_between([row(1, date(2015, 1, 1))], BOTH, "97112", "97150", day, "practitioner")
    assert ("either line" in answer.steps[-1].text) == (day >= date(2019, 7, 1))


def test_a_run_holds_on_its_first_and_last_day_and_not_outside() -> None:
    rows = [row(0, date(2020, 10, 1), date(2021, 12, 31))]
    for day, holds in (("2020-09-30", False), ("2020-10-01", True), ("2021-12-31", True), ("2022-01-01", False)):
        answer = edit_between(rows, BOTH, "97112", "97150", date.fromisoformat(day), "practitioner")
        assert answer.active is holds


def test_a_deleted_run_never_fires() -> None:
    for day in DAYS:
        rows = [row(9, date(2020, 1, 1), date(2020, 1, 1))]
        assert edit_between(rows, BOTH, "97112", "97150", day, "practitioner").active is False


def test_every_step_cites_facts_that_exist() -> None:
    known = cited_by(edits) & GUIDE.library.facts.keys()
    for first, second in combinations(sorted(GUIDE.library.codes), 2):
        for day in DAYS:
            for step in GUIDE.library.edit(first, second, day, "practitioner").steps:
                assert step.cites
                assert set(step.cites) <= known


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="given twice"):
        GUIDE.library.edit("97112", "97112", None, "practitioner")
    with pytest.raises(ValueError, match=r"no table .*; use one of practitioner, hospital$"):
        GUIDE.library.edit("97112", "97530", None, "hospitals")
    with pytest.raises(ValueError, match="not a code of this guide"):
        GUIDE.library.edit("97112", "99999", None, "practitioner")
