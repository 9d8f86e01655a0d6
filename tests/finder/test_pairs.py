"""Any pair of codes: what the browser looks up is what the plain YAML has, by another method."""

from __future__ import annotations

from macros.pages.edit_table import edit_tables
from tests.finder.conftest import Find
from tests.pages.test_edit_table import GUIDE, PAIRS, finding

TABLES = edit_tables(GUIDE.library)


def test_the_browser_finds_every_pair_that_was_read(find: Find) -> None:
    """Each line names the code that denies where the plain data has one, and the indicator; a table that was not read says so."""
    answers = find("pair", TABLES, [{"first": first, "second": second} for first, second in PAIRS])
    for (first, second), answer in zip(PAIRS, answers, strict=True):
        found = {table: finding(first, second, table) for table in ("practitioner", "hospital")}
        assert answer is not None
        assert "{" not in str(answer["says"]) + "".join(answer["lines"])
        lines = dict.fromkeys(("practitioner", "hospital"), answer["lines"][0])
        if len(answer["lines"]) == 2:
            lines = dict(zip(lines, answer["lines"], strict=True))
        for table, (denied, modifier) in found.items():
            assert table in lines[table].lower()
            assert ("not read" in lines[table]) == (denied == "not read")
            assert ("no edit" in lines[table]) == (denied == "none")
            assert (f"column 2 {denied}," in lines[table]) == (modifier != "")
            assert ("Indicator 1:" in lines[table], "Indicator 0:" in lines[table]) == (
                modifier == "allowed",
                modifier == "never",
            )
        settled = {of_table for of_table in found.values() if of_table[0] != "not read"}
        one_read = any(denied == "not read" for denied, _ in found.values())
        kind = "depends"
        if len(settled) == 1:
            ((denied, modifier),) = settled
            kind = {"none": "depends" if one_read else "allowed"}.get(denied, "not allowed" if modifier == "never" else "depends")
        assert answer["kind"] == kind
        assert ("only one read" in answer["says"]) == (one_read and len(settled) == 1)


def test_the_browser_finds_a_pair_either_way_round_and_none_that_was_not_read(find: Find) -> None:
    there, back, missing = find("pair", TABLES, [
        {"first": "97112", "second": "95992"}, {"first": "95992", "second": "97112"}, {"first": "97112", "second": "97551"},
    ])  # fmt: skip
    assert there == back
    assert there["says"] == "Edited: 97112 denies unless the services were distinct and marked so."
    assert missing is None
