"""A cell of a table in Markdown says on a phone which column it is of."""

from __future__ import annotations

import markdown
import pytest
from lxml import html as lxml_html

from tests.pages.rendering import EXTENSIONS, pages, shown

TABLE = """
| Measure | Change that *counts* |
|---|---|
| Berg | **6.5** points <sup>4</sup> |
| SARA | |
"""


def test_each_cell_but_the_first_has_the_head_of_its_column() -> None:
    page = lxml_html.fromstring(markdown.markdown(TABLE, extensions=EXTENSIONS))
    assert [cell.get("data-label") for cell in page.iter("td")] == [None, "Change that counts", None, "Change that counts"]


def test_html_in_a_head_is_left_out() -> None:
    page = markdown.markdown(TABLE.replace("Change", '<span title="a">Change</span>'), extensions=EXTENSIONS)
    assert page.count('data-label="Change that counts"') == 2


def test_a_table_that_a_macro_writes_is_left_alone() -> None:
    html = "<div><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>"
    assert "data-label" not in markdown.markdown(html, extensions=EXTENSIONS)


@pytest.mark.parametrize("page", ["coverage", "other-payers"])
def test_every_cell_of_a_page_says_its_column(page: str) -> None:
    (path,) = [known for known in pages() if known.stem == page]
    tables = lxml_html.fromstring(f"<div>{shown(path)}</div>").findall("table")
    assert tables
    for table in tables:
        heads = [head.text_content() for head in table.iterfind("thead/tr/th")]
        for row in table.iterfind("tbody/tr"):
            assert [cell.get("data-label") for cell in row] == [None, *heads[1:]]
