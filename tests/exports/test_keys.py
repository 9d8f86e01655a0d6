"""The key of every kind as the table and the sheet write it, read back and compared with the item."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import replace

import pytest

from macros.exports import FORMATS
from macros.scenarios.item import CLAIM_LINES, FIND, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.exports.sample import COVER, ITEMS

OF_KIND = {kind: [item for item in ITEMS if item.kind == kind] for kind in KINDS}


def row_of(item: Item) -> dict[str, str]:
    content = FORMATS["csv"].write([item], COVER).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    return row


def key_on_sheet(item: Item) -> str:
    """What the first cell of the key's table says: the answer in version A, where nothing is shuffled."""
    page = FORMATS["html"].write([item], COVER).content.decode()
    match = re.search(r"<tr><th>1</th><td>(.*?)</td>", page)
    assert match is not None
    return html.unescape(match[1])


def claims(item: Item) -> list[set[tuple[str, int, str]]]:
    assert item.grid is not None
    return [{(line.code, line.units, line.modifiers) for line in claim} for claim in item.grid.acceptable]


def claims_in(key: str) -> list[set[tuple[str, int, str]]]:
    lines = [[re.fullmatch(r"(\S+) × (\d+) ?(.*)", line) for line in claim.split("; ")] for claim in key.split(" or ")]
    return [{(m[1], int(m[2]), m[3]) for m in claim if m} for claim in lines]


def claims_in_columns(row: dict[str, str]) -> list[set[tuple[str, int, str]]]:
    """The acceptable claims by the columns of codes, units and modifiers, which have a line for each line of a claim."""
    columns = [row[name].split("\nor\n") for name in ("codes", "units", "modifiers")]
    return [
        {(code, int(units), "" if marks == "none" else marks) for code, units, marks in zip(*lines, strict=True)}
        for lines in ([cell.split("\n") for cell in claim] for claim in zip(*columns, strict=True))
    ]


@pytest.mark.parametrize("kind", [SINGLE, FIND])
def test_of_one_right_answer(kind: str) -> None:
    for item in OF_KIND[kind]:
        (right,) = (option.id for option in item.options if option.correct)
        assert (row_of(item)["key"], key_on_sheet(item)) == (right, right)


def test_of_several_right_answers() -> None:
    for item in OF_KIND[MULTIPLE]:
        right = {option.id for option in item.options if option.correct}
        assert set(row_of(item)["key"].split(" ")) == set(key_on_sheet(item).split(", ")) == right


def test_of_a_number() -> None:
    for item in OF_KIND[NUMBER]:
        assert int(row_of(item)["key"]) == int(key_on_sheet(item)) == item.answer


def test_of_an_order() -> None:
    for item in OF_KIND[ORDER]:
        row = row_of(item)
        assert tuple(row["key"].split(" then ")) == tuple(key_on_sheet(item).split(" → ")) == item.answer
        for wrong in item.orders:
            assert f"{' then '.join(wrong.order)}: {wrong.misconception_title}. {wrong.feedback}" in row["feedback"].split("\n")


def test_of_a_match() -> None:
    for item in OF_KIND[MATCH]:
        row = row_of(item)
        right = {match.id: match.answer for match in item.rows}
        assert dict(pair.split(" ") for pair in row["key"].split("; ")) == right
        assert key_on_sheet(item) == ", ".join(name + answer for name, answer in right.items())
        lines = row["feedback"].split("\n")
        assert all(f"{match.id}. {match.feedback}" in lines for match in item.rows)
        shown = row["choices"].split("\n")
        assert shown == [f"{m.id}. {m.text}" for m in item.rows] + [f"{o.id}) {o.text}" for o in item.options]


def test_of_a_claim() -> None:
    """Also with a second acceptable claim, one that leaves out a line of the first."""
    items = [item for item in OF_KIND[CLAIM_LINES] if all(claims(item))]
    longer = [item for item in items if item.grid and len(item.grid.acceptable[0]) > 1]
    assert longer
    for item in longer:
        assert item.grid is not None
        acceptable = (*item.grid.acceptable, item.grid.acceptable[0][1:])
        items.append(replace(item, grid=replace(item.grid, acceptable=acceptable)))
    for item in items:
        row = row_of(item)
        assert claims_in(row["key"]) == claims_in(key_on_sheet(item)) == claims(item)
        assert claims_in_columns(row) == claims(item)
    choice = row_of(OF_KIND[SINGLE][0])
    assert (choice["codes"], choice["units"], choice["modifiers"]) == ("", "", "")


HOW = {
    SINGLE: None,
    FIND: None,
    MULTIPLE: "Choose every one that is right.",
    MATCH: "Write the letter that fits each.",
    ORDER: "Write the letters in order.",
}


@pytest.mark.parametrize("kind", HOW)
def test_the_sheet_says_how_each_kind_is_answered(kind: str) -> None:
    page = FORMATS["html"].write([OF_KIND[kind][0]], COVER).content.decode().partition("<h1>Key")[0]
    assert set(re.findall(r'<p class="how">(.*?)</p>', page)) == {HOW[kind]} - {None}
    assert page.count('<ol class="choices">') == 4, "once in each version"
