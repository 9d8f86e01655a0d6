"""The comparison of codes: every cell against the data files, read here without the library and its rules."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from macros.guide import Guide
from macros.pages.comparison import comparison
from macros.pages.links import Links
from macros.rules.refused import Refused
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Guide.load(ROOT).library


def data(name: str) -> Any:
    return plain_yaml(ROOT / f"docs/data/{name}.yml")


WRITTEN = {row["code"]: row for row in data("neighbours")["comparison"]}
CELLS: dict[str, dict[str, str]] = {}
for row in re.findall(r"<tr[^>]*>(<th scope=.row.*?)</tr>", comparison(LIBRARY, Links(LIBRARY, "../"))):
    code = re.search(r">(\w{5})</span>", row)
    assert code
    CELLS[code[1]] = {label: html.unescape(cell) for label, cell in re.findall(r'<td data-label="([^"]+)">([^<]*)</td>', row)}

each_code = pytest.mark.parametrize("code", WRITTEN)


def test_the_eight_codes_are_compared_in_order() -> None:
    assert list(CELLS) == ["97110", "97112", "97113", "97116", "97140", "97150", "97530", "97535"]
    assert all(len(cells) == 8 for cells in CELLS.values())


@each_code
def test_the_words_are_those_of_the_data(code: str) -> None:
    cells, row = CELLS[code], WRITTEN[code]
    assert (cells["Purpose"], cells["The clinician"]) == (row["purpose"], row["does"])
    assert cells["Words that support it"].split("; ") == row["supports"]
    assert cells["Words that contradict it"].split("; ") == row["contradicts"]


@each_code
def test_timed_is_what_the_codes_say(code: str) -> None:
    (known,) = (each for each in data("codes")["codes"] if each["code"] == code)
    assert CELLS[code]["Timed"] == (f"yes, {known['unit_minutes']} min" if known["timed"] else "no")


@each_code
def test_the_fee_is_the_relative_values_times_the_factor_of_the_newest_year(code: str) -> None:
    fees = data("fees")
    newest = max(fees["fees"], key=lambda each: each["year"])
    (factor,) = (
        each["amount"]
        for each in fees["conversion_factors"]
        if each["until"] == f"{newest['year']}-12-31" and each["kind"] != "qualifying"
    )
    values = newest["values"][code]
    total = sum(Decimal(str(values[part])) for part in ("work", "practice_expense", "malpractice"))
    amount = (total * Decimal(str(factor))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert CELLS[code][f"Fee {newest['year']}"] == f"${amount}"


@each_code
def test_the_unit_limit_is_that_of_the_newest_practitioner_table(code: str) -> None:
    tables = [table for table in data("unit-limits")["tables"] if table["table"] == "practitioner"]
    newest = max(table["as_of"] for table in tables)
    ((as_of, units),) = ((table["as_of"], row["units"]) for table in tables for row in table["rows"] if row["code"] == code)
    assert CELLS[code]["Units a day"] == str(units) + ("" if as_of == newest else f" ({date.fromisoformat(as_of):%B %Y})")


@each_code
def test_the_edit_is_the_run_in_force_in_the_newest_practitioner_table_read_for_the_pair(code: str) -> None:
    if code == "97112":
        assert CELLS[code]["Edit with 97112"] == "–"
        return
    pairs = data("edit-pairs")
    pair = {code, "97112"}
    runs = [
        row
        for row in pairs["rows"]
        if {row["column_1"], row["column_2"]} == pair and row.get("only_in") in {None, "practitioner"}
    ]
    named = {row.get("reading", pairs["readings"][0]["id"]) for row in runs}

    def covers(reading: dict[str, Any]) -> bool:
        listed = any({each["code"], other} == pair for each in reading.get("pairs", ()) for other in each["with"])
        return listed or pair <= set(reading.get("between", ())) or reading["id"] in named

    read = max(each["as_of"] for each in pairs["readings"] if "practitioner" in each["tables"] and covers(each))
    newest = max(each["as_of"] for each in pairs["readings"])
    in_force = [row for row in runs if row.get("until", "9999") >= read and row["indicator"] != 9]
    said = "none"
    for row in in_force:
        opens = {0: "no modifier opens it", 1: "a modifier that applies can open it"}[row["indicator"]]
        said = f"yes: {row['column_2']} is denied; {opens}"
    assert len(in_force) <= 1
    assert CELLS[code]["Edit with 97112"] == said + ("" if read == newest else f" ({date.fromisoformat(read):%B %Y})")


def test_group_treatment_alone_is_edited_and_a_modifier_can_open_it() -> None:
    """As the tables were read by a person."""
    edited = {code: cells["Edit with 97112"] for code, cells in CELLS.items() if cells["Edit with 97112"].startswith("yes")}
    assert edited == {"97150": "yes: 97112 is denied; a modifier that applies can open it (July 2024)"}


def test_a_compared_code_without_a_fee_is_refused() -> None:
    file = LIBRARY.file("neighbours")
    row = file.comparison[0].model_copy(update={"code": "98940"})
    with pytest.raises(Refused, match="there is no fee for 98940"):
        comparison(LIBRARY.with_file("neighbours", file.model_copy(update={"comparison": (row,)})), Links(LIBRARY, "../"))
