"""The table of edits beside 97112: every code that the data knows, told as the plain YAML has it."""

from __future__ import annotations

import re

import pytest
import yaml

from macros.guide import Guide
from macros.pages.edit_table import edit_table, outside_table
from tests.pages.rendering import ROOT

GUIDE = Guide.load(ROOT)
RAW = yaml.safe_load((ROOT / "docs/data/edit-pairs.yml").read_text("utf-8"))
TABLE = edit_table(GUIDE.library)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


ROWS = {
    cells[0].partition(",")[0]: cells[1:]
    for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", TABLE)
    if (cells := [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)])
}
RUNS: dict[str, list[dict[str, object]]] = {}
for run in RAW["rows"]:
    if "97112" in {run["column_1"], run["column_2"]}:
        RUNS.setdefault(run["column_2"] if run["column_1"] == "97112" else run["column_1"], []).append(run)
UNEDITED = {code for each in RAW["unedited"] if each["code"] == "97112" for code in each["with"]}
DESCRIBED = sorted((UNEDITED | set(RUNS)) & GUIDE.library.codes.keys())
OUTSIDE = (UNEDITED | set(RUNS)) - GUIDE.library.codes.keys()


def test_the_table_holds_every_code_of_the_data_and_no_other() -> None:
    assert set(ROWS) == set(DESCRIBED)
    left_out = set(GUIDE.library.codes) - set(ROWS) - {"97112"}
    said = re.search(r"Not looked up beside 97112: ([^.]+)\.", TABLE)
    assert set(said[1].split(", ") if said else ()) == left_out


@pytest.mark.parametrize("code", DESCRIBED)
def test_a_row_says_what_the_runs_say(code: str) -> None:
    edit, opens, hospital, ended = ROWS[code]
    active = [run for run in RUNS.get(code, []) if "until" not in run and run["indicator"] != 9]
    if active:
        assert edit == f"{active[0]['column_2']} denies"
        assert opens == {0: "no", 1: "yes, if apt"}[int(str(active[0]["indicator"]))]
    else:
        assert (edit, opens) == ("none", "")
    assert (hospital == "the same") == all("hospital_indicator" not in run for run in active)
    for run in RUNS.get(code, []):
        assert ("until" not in run) or str(run["until"]) in ended


def test_every_other_code_stands_once_where_its_runs_put_it() -> None:
    rows = [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", outside_table(GUIDE.library))
    ]
    listed = [(code, (edit, opens, hospital)) for edit, codes, opens, hospital in rows for code in codes.split(", ")]
    over = {code for code in OUTSIDE - UNEDITED if all("until" in run or run["indicator"] == 9 for run in RUNS[code])}
    assert sorted(code for code, _ in listed) == sorted(OUTSIDE - over)
    assert f"Of {len(over)} more codes" in outside_table(GUIDE.library)
    for code, (edit, opens, hospital) in listed:
        active = [run for run in RUNS.get(code, []) if "until" not in run and run["indicator"] != 9]
        here = [run for run in active if run.get("only_in") != "hospital"]
        assert edit == ({"97112": "97112 denies"}.get(str(here[0]["column_2"]), "the other code denies") if here else "none")
        assert opens == ({0: "no", 1: "yes, if apt"}[int(str(here[0]["indicator"]))] if here else "")
        there = [run for run in active if run.get("only_in") != "practitioner"]
        assert hospital == (
            "the same" if here == there else "none" if not there else "97112 denies; a modifier opens it: yes, if apt"
        )


def test_active_edits_come_first() -> None:
    answers = [cells[0] != "none" for cells in ROWS.values()]
    assert answers == sorted(answers, reverse=True)
    assert True in answers


def test_a_table_that_differs_for_hospitals_is_told() -> None:
    code = next(code for code, cells in ROWS.items() if cells[0] != "none")
    rows = tuple(
        row.model_copy(update={"hospital_indicator": 0}) if code in {row.column_1, row.column_2} else row
        for row in GUIDE.library.edit_pairs.rows
    )
    changed = GUIDE.library.with_file("edit-pairs", GUIDE.library.edit_pairs.model_copy(update={"rows": rows}))
    row = next(row for row in edit_table(changed).splitlines() if row.startswith(f'<tr><th scope="row">{code},'))
    assert "97112 denies; a modifier opens it: no" in row
