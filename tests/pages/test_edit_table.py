"""The table of edits beside 97112: every code that the data knows, as the plain YAML has it by another method."""

from __future__ import annotations

import re

import pytest

from macros.guide import Guide
from macros.pages.edit_table import edit_table, outside_table
from tests import oracle
from tests.pages.rendering import ROOT
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(ROOT)
RAW = plain_yaml(ROOT / "docs/data/edit-pairs.yml")
TABLE = edit_table(GUIDE.library)
LAST = "2026-10-01"


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def table_rows(html: str) -> list[list[str]]:
    found = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


ROWS = {cells[0].partition(",")[0]: cells[1:] for cells in table_rows(TABLE)}
RUNS: dict[str, list[dict[str, object]]] = {}
for run in RAW["rows"]:
    if "97112" in {run["column_1"], run["column_2"]}:
        RUNS.setdefault(run["column_2"] if run["column_1"] == "97112" else run["column_1"], []).append(run)
LISTED = {
    code for each in RAW["readings"] for pair in each.get("pairs", ()) if pair["code"] == "97112" for code in pair["with"]
}.union(*(each["between"] for each in RAW["readings"] if "97112" in each.get("between", ()))) - {"97112"}
DESCRIBED = sorted((LISTED | set(RUNS)) & GUIDE.library.codes.keys())
OUTSIDE = (LISTED | set(RUNS)) - GUIDE.library.codes.keys()


def finding(code: str, table: str) -> tuple[str, str]:
    """The line that denies and whether a modifier opens the pair, as the newest tables have it."""
    raw = {"readings": RAW["readings"], "rows": RUNS.get(code, [])}
    state = oracle.edit_state(raw, "97112", code, LAST, table == "hospital")
    edit = oracle.edit_of(raw, "97112", code, LAST, table == "hospital")
    if edit:
        return edit[0], "only if separate" if edit[1] else "no"
    return ("none", "") if state == "inactive" else ("not read", "")


def test_the_table_holds_every_code_of_the_data_and_no_other() -> None:
    assert set(ROWS) == set(DESCRIBED)
    left_out = set(GUIDE.library.codes) - set(ROWS) - {"97112"}
    said = re.search(r"Not looked up beside 97112: ([^.]+)\.", TABLE)
    assert set(said[1].split(", ") if said else ()) == left_out


@pytest.mark.parametrize("code", DESCRIBED)
def test_a_row_says_what_the_runs_say(code: str) -> None:
    edit, opens, _, hospital, _, ended = ROWS[code]
    here, there = finding(code, "practitioner"), finding(code, "hospital")
    assert (edit, opens) == (f"{here[0]} denies" if here[1] else here[0], here[1])
    if here == there:
        assert hospital == "the same"
    else:
        assert hospital == (f"{there[0]} denies; a modifier opens it: {there[1]}" if there[1] else there[0])
    for run in RUNS.get(code, []):
        assert "until" not in run or str(run["until"]) in ended


# Typed by hand: the practitioner and the hospital table that were read last for the pair.
AS_OF = {
    "97110": ("2026-10-01", "2026-10-01"), "97161": ("2026-10-01", "2026-10-01"), "97150": ("2024-07-01", "2026-10-01"),
    "97761": ("2024-07-01", "2026-10-01"), "20560": ("2024-07-01", "2024-07-01"), "97533": ("", "2026-10-01"),
    "97550": ("", "2026-10-01"),
}  # fmt: skip


@pytest.mark.parametrize("code", AS_OF)
def test_a_row_says_of_which_days_the_tables_are(code: str) -> None:
    assert (ROWS[code][2], ROWS[code][4]) == AS_OF[code]


def test_every_other_code_stands_once_where_its_runs_put_it() -> None:
    html = outside_table(GUIDE.library)
    listed = [(code, (edit, opens, hospital)) for edit, codes, opens, hospital in table_rows(html) for code in codes.split(", ")]
    over = {code for code in OUTSIDE - LISTED if not {finding(code, table)[1] for table in ("practitioner", "hospital")} - {""}}
    assert sorted(code for code, _ in listed) == sorted(OUTSIDE - over)
    assert f"Of {len(over)} more codes" in html
    for code, (edit, opens, hospital) in listed:
        here, there = (
            ({"97112": "97112 denies"}.get(denied, "the other code denies") if modifier else denied, modifier)
            for denied, modifier in (finding(code, table) for table in ("practitioner", "hospital"))
        )
        assert (edit, opens) == here
        told = f"{there[0]}; a modifier opens it: {there[1]}" if there[1] else there[0]
        assert hospital == ("the same" if here == there else told)


def test_active_edits_come_first() -> None:
    answers = ["denies" in cells[0] + cells[3] or (cells[3] == "the same" and "denies" in cells[0]) for cells in ROWS.values()]
    assert answers == sorted(answers, reverse=True)
    assert True in answers


def test_a_table_that_differs_for_hospitals_is_told() -> None:
    code = "97150"
    rows = tuple(
        row.model_copy(update={"hospital_indicator": 0}) if code in {row.column_1, row.column_2} else row
        for row in GUIDE.library.edit_pairs.rows
    )
    changed = GUIDE.library.with_file("edit-pairs", GUIDE.library.edit_pairs.model_copy(update={"rows": rows}))
    row = next(row for row in edit_table(changed).splitlines() if row.startswith(f'<tr><th scope="row">{code},'))
    assert "97112 denies; a modifier opens it: no" in row
