"""The page on edits: every pair that the data knows, as the plain YAML has it by another method."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from macros.guide import Guide
from macros.pages.edit_table import edit_groups, edit_neighbors
from macros.pages.links import Links
from macros.rules.refused import Refused
from tests import oracle
from tests.pages.rendering import ROOT
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../")
RAW = plain_yaml(ROOT / "docs/data/edit-pairs.yml")
LAST = "2026-10-01"

RUNS: dict[frozenset[str], list[dict[str, object]]] = {}
for run in RAW["rows"]:
    RUNS.setdefault(frozenset({run["column_1"], run["column_2"]}), []).append(run)
LISTED: set[frozenset[str]] = set()
for reading in RAW["readings"]:
    LISTED |= {frozenset(pair) for pair in combinations(reading.get("between", ()), 2)}
    LISTED |= {frozenset({pair["code"], other}) for pair in reading.get("pairs", ()) for other in pair["with"]}
PAIRS = sorted((sorted(pair) for pair in LISTED | RUNS.keys()), key=lambda pair: (pair[0], pair[1]))
BESIDE = sorted({code for pair in PAIRS if "97112" in pair for code in pair} - {"97112"})


def finding(first: str, second: str, table: str) -> tuple[str, str]:
    """What the newest table says: the code that denies, none, or not read; and whether a modifier is allowed."""
    raw = {"readings": RAW["readings"], "rows": RUNS.get(frozenset({first, second}), [])}
    state = oracle.edit_state(raw, first, second, LAST, table == "hospital")
    edit = oracle.edit_of(raw, first, second, LAST, table == "hospital")
    if edit:
        return edit[0], "allowed" if edit[1] else "never"
    return ("none", "") if state == "inactive" else ("not read", "")


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def table_rows(html: str) -> list[list[str]]:
    found = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


def words(denied: str, modifier: str, first: str, second: str, named: str | None = None) -> tuple[str, str]:
    """How a table writes a finding of one table, in its two columns."""
    if denied == "none":
        return "No", "None needed"
    paid = second if denied == first else first
    say = {second: named} if named else {}
    column_1, column_2 = say.get(paid, paid), say.get(denied, denied)
    return f"Yes: column 1 is {column_1}, column 2 {column_2}", {"allowed": "59 or X, if distinct", "never": "Never"}[modifier]


def expected(code: str, named: str | None = None) -> tuple[str, str]:
    found = {table: finding("97112", code, table) for table in ("practitioner", "hospital")}
    read = {table: words(*of_table, "97112", code, named) for table, of_table in found.items() if of_table[0] != "not read"}
    if len(read) == 2 and len(set(found.values())) == 1:
        return read["hospital"]
    edit, modifier = ("; ".join(f"{table} table: {cells[i]}" for table, cells in read.items()) for i in (0, 1))
    return edit, modifier


def test_a_row_on_a_code_says_what_the_runs_say() -> None:
    described = [code for code in BESIDE if code in GUIDE.library.codes]
    rows = table_rows(edit_neighbors(GUIDE.library, described, LINKS))
    for code, (named, edit, modifier, dates, _) in zip(described, rows, strict=True):
        assert named.startswith(f"{code}, ")
        assert (edit, modifier) == expected(code)
        in_force = [run for run in RUNS.get(frozenset({"97112", code}), []) if "until" not in run]
        ended = [run for run in RUNS.get(frozenset({"97112", code}), []) if "until" in run]
        days = {str(run["from"]) for run in in_force if "from" in run} or {str(run["until"]) for run in ended if not in_force}
        assert days <= set(re.findall(r"\d{4}-\d\d-\d\d", dates))
        assert ("worked out" in dates) == any(run.get("inferred") for run in in_force)


@pytest.mark.parametrize("code", ["97010", "62320"])
def test_a_code_that_was_not_looked_up_or_has_no_name_here_is_no_row(code: str) -> None:
    with pytest.raises(Refused, match="was not looked up"):
        edit_neighbors(GUIDE.library, [code], LINKS)


def test_the_groups_hold_every_code_beside_97112_once() -> None:
    html = edit_groups(GUIDE.library)
    cells = {code: (edit, modifier) for edit, codes, modifier, _ in table_rows(html) for code in codes.split(", ")}
    listed = [code for _, codes, _, _ in table_rows(html) for code in codes.split(", ")]
    assert sorted(listed) == BESIDE
    assert cells == {code: expected(code, "the other code") for code in BESIDE}
    left_out = set(GUIDE.library.codes) - set(BESIDE) - {"97112"}
    said = re.search(r"Not looked up beside 97112: ([^.]+)\.", html)
    assert set(said[1].split(", ") if said else ()) == left_out
    active = ["Yes" in edit for edit, *_ in table_rows(html)]
    assert active == sorted(active, reverse=True)


# Typed by hand: the tables that were read last for the pair.
READ = {
    "97110": "both, October 2026", "97161": "both, October 2026", "97150": "practitioner July 2024; hospital October 2026",
    "20560": "both, July 2024", "97533": "practitioner not read; hospital October 2026",
}  # fmt: skip


@pytest.mark.parametrize("code", READ)
def test_a_row_says_of_which_quarter_its_tables_are(code: str) -> None:
    ((*_, tables),) = table_rows(edit_neighbors(GUIDE.library, [code], LINKS))
    assert tables.lower() == READ[code].lower()


def test_a_table_that_differs_for_hospitals_is_said() -> None:
    rows = tuple(
        row.model_copy(update={"hospital_indicator": 0}) if "97150" in {row.column_1, row.column_2} else row
        for row in GUIDE.library.edit_pairs.rows
    )
    changed = GUIDE.library.with_file("edit-pairs", GUIDE.library.edit_pairs.model_copy(update={"rows": rows}))
    ((_, edit, modifier, *_),) = table_rows(edit_neighbors(changed, ["97150"], LINKS))
    assert modifier == "practitioner table: 59 or X, if distinct; hospital table: Never"
    assert edit.count("column 1 is 97150, column 2 97112") == 2
