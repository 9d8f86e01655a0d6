"""The tables of shared minutes against the independent method, row by row."""

from __future__ import annotations

import re

import pytest

from macros.guide import Guide
from macros.pages.assistant_tables import shared_minutes_table, tenth_table
from macros.rules.refused import Refused
from tests import oracle
from tests.pages.rendering import ROOT

GUIDE = Guide.load(ROOT)
PAGE = (ROOT / "docs/reference/assistants.md").read_text("utf-8")
SPLITS = re.findall(r'"([0-9]+\+[0-9]+)"', PAGE)
TENTHS = [int(number) for number in re.findall(r"[0-9]+", PAGE.partition("tenth_table(")[2].partition(")")[0])]


def rows(table: str) -> list[list[str]]:
    body = table.partition("<tbody>")[2].partition("</tbody>")[0].replace("\N{NO-BREAK SPACE}", " ")
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]


@pytest.mark.parametrize("split", [*SPLITS, "0+8", "14+0", "29+29", "14+14", "60+1"])
def test_each_visit_is_split_as_the_independent_method_splits_it(split: str) -> None:
    therapist, assistant = map(int, split.split("+"))
    row = rows(shared_minutes_table(GUIDE.library, "97112", split))[0]
    units = oracle.table_units(therapist + assistant)
    assert row[0] == f"{therapist} + {assistant} min"
    assert row[1] == str(units)
    assert row[2] == f"{therapist // 15} + {assistant // 15}"
    found = {modifiers: int(count) for count, modifiers in (line.split(" × ") for line in row[5].split("; "))}
    if assistant:
        without, marked = oracle.assistant_split(units, therapist, assistant, 2026) or (None, None)
    else:
        without, marked = units, 0
    assert (found.get("GP", 0), found.get("GP CQ", 0)) == (without, marked)
    if row[3] != "–":
        assert row[3] == f"{therapist % 15} + {assistant % 15}"
        assert units > therapist // 15 + assistant // 15


def test_the_page_shows_one_to_four_units_and_every_way_they_are_settled() -> None:
    shown = rows(shared_minutes_table(GUIDE.library, "97112", *SPLITS[:8]))
    assert {row[1] for row in shown} == {"1", "2", "3", "4"}
    assert {row[4] for row in shown} == {
        "the therapist has 8 or more",
        "the assistant has over 10 percent",
        "two units: one each",
    }


def test_a_split_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="20 and 25"):
        shared_minutes_table(GUIDE.library, "97112", "20 and 25")


@pytest.mark.parametrize("minutes", [*TENTHS, *range(1, 61)])
def test_the_tenth_is_due_where_the_independent_method_says_so(minutes: int) -> None:
    exact, percent, whole, so = rows(tenth_table(GUIDE.library, minutes))[0][1:]
    settled = [oracle.above_a_tenth(minutes - own, own) for own in range(1, minutes + 1)]
    assert int(exact) == minutes // 10 + 1
    assert so.endswith(f"due from {settled.index(True) + 1}")
    assert ("not settled" in so) == (None in settled)
    if None in settled:
        assert so.startswith(f"{settled.index(None) + 1} is not settled")
    assert max(int(exact), int(percent), int(whole)) == settled.index(True) + 1


def test_two_minutes_of_the_assistant_are_enough_below_eight_of_the_therapist() -> None:
    """A-09, by every pair of minutes that one unit can have left."""
    for therapist in range(15):
        for assistant in range(2, 15):
            assert oracle.assistant_split(1, therapist, assistant, 2026) == ((0, 1) if therapist < 8 else (1, 0))
            assert oracle.assistant_split(1, therapist, 1, 2026) == (
                (1, 0) if therapist >= 8 else None if therapist > 3 else (0, 1)
            )
