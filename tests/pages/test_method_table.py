"""Days by three payer methods side by side, against the independent count."""

from __future__ import annotations

import re

import pytest

from macros.guide import Guide
from macros.pages.method_table import method_table
from tests import oracle
from tests.pages.rendering import ROOT

GUIDE = Guide.load(ROOT)
PAGE = (ROOT / "docs/reference/minutes-and-units.md").read_text("utf-8")
ASKED = re.findall(r'"([^"]+)"', PAGE.partition("method_table(")[2].partition(")")[0])


def cells(visit: str) -> list[str]:
    body = method_table(GUIDE.library, visit).partition("<tbody>")[2].partition("</tbody>")[0]
    return [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in re.findall(r"<td[^>]*>(.*?)</td>", body)]


@pytest.mark.parametrize("visit", [*ASKED, "97112=38 97110=8", "97112=14 97110=1 97140=8"])
def test_each_method_tells_its_units(visit: str) -> None:
    minutes = {part.partition("=")[0]: int(part.partition("=")[2]) for part in visit.split()}
    medicare, midpoint, capped = (int(cell.partition(":")[0].partition(";")[0].partition(",")[0]) for cell in cells(visit))
    alone = sum(oracle.midpoint(minutes).values())
    assert (medicare, midpoint) == (oracle.table_units(sum(minutes.values())), alone)
    assert capped == min(medicare, midpoint)
    assert ("unsettled" in cells(visit)[2]) == (alone > medicare)


def test_the_page_shows_where_each_pair_of_methods_parts() -> None:
    totals = [[re.match(r"\d+", cell)[0] for cell in cells(visit)] for visit in ASKED]  # type: ignore[index]
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert any(row[one] != row[other] for row in totals)
    assert any(len(set(row)) == 1 for row in totals)
