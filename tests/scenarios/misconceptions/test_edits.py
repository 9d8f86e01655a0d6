"""Wrong answers about edited pairs, each written by hand from the runs of July 2024."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.edits import EDITS
from tests.scenarios.misconceptions.made_up import about, published, wrong_values

CLOSED = ("97140", "97124")  # column 1 and column 2, indicator 0
OPEN = ("97530", "97750")  # column 1 and column 2, indicator 1
FREE = ("97112", "97110")

CASES: list[tuple[str, str, tuple[str, str], list[str]]] = [
    # Column 2, the second, denies; the columns turned, the first does.
    ("columns-reversed", "edit", CLOSED, ["first"]),
    ("columns-reversed", "edit", CLOSED[::-1], ["second"]),
    ("columns-reversed", "edit", OPEN, ["first"]),
    ("columns-reversed", "edit", FREE, []),
    ("every-pair-edited", "edit", FREE, ["first", "second"]),
    ("every-pair-edited", "edit-remedy", FREE, ["if-separate"]),
    ("every-pair-edited", "edit", OPEN, []),
    ("every-pair-edited", "edit-remedy", CLOSED, []),
    ("edit-overlooked", "edit", OPEN, ["neither"]),
    ("edit-overlooked", "edit-remedy", OPEN, ["none"]),
    ("edit-overlooked", "edit-remedy", CLOSED, ["none"]),
    ("edit-overlooked", "edit", FREE, []),
    ("both-deny", "edit", OPEN, ["both"]),
    ("both-deny", "edit", FREE, ["both"]),
    # The right answer to the open pair is "if-separate", so that "always" alone is wrong there.
    ("fifty-nine-opens-everything", "edit-remedy", CLOSED, ["always", "if-separate"]),
    ("fifty-nine-opens-everything", "edit-remedy", OPEN, ["always"]),
    ("fifty-nine-opens-everything", "edit-remedy", FREE, ["always"]),
    ("nothing-opens", "edit-remedy", OPEN, ["never"]),
    ("nothing-opens", "edit-remedy", FREE, ["never"]),
    ("nothing-opens", "edit-remedy", CLOSED, []),
]


def test_the_runs_that_the_cases_were_written_from() -> None:
    pairs = published("edit-pairs")
    assert pairs["readings"][0]["as_of"] == "2024-07-01"
    active = {(row["column_1"], row["column_2"]): row["indicator"] for row in pairs["rows"] if "until" not in row}
    assert (active[CLOSED], active[OPEN]) == (0, 1)
    looked_up = [pair for reading in pairs["readings"] for pair in reading.get("pairs", ())]
    assert any(pair["code"] == FREE[0] and FREE[1] in pair["with"] for pair in looked_up)


@pytest.mark.parametrize(("name", "ask", "pair", "answers"), CASES)
def test_the_wrong_answer_is_the_one_written_by_hand(name: str, ask: str, pair: tuple[str, str], answers: list[str]) -> None:
    assert wrong_values(name, about(first=pair[0], second=pair[1], day="2024-07-01"), ask) == answers


@pytest.mark.parametrize(("table", "answers"), [("practitioner", ["always", "if-separate"]), ("hospital", ["always"])])
def test_each_table_has_its_own_indicator(table: str, answers: list[str]) -> None:
    """97161 with 97750: indicator 0 for practitioners, 1 for hospitals."""
    (row,) = [
        row
        for row in published("edit-pairs")["rows"]
        if (row["column_1"], row["column_2"]) == ("97161", "97750") and "until" not in row
    ]
    assert (row["indicator"], row["hospital_indicator"]) == (0, 1)
    question = about(first="97161", second="97750", day="2024-07-01", table=table)
    assert wrong_values("fifty-nine-opens-everything", question, "edit-remedy") == answers


@pytest.mark.parametrize(
    ("name", "ask", "pair", "said"),
    [
        ("columns-reversed", "edit", CLOSED, "here that is 97124"),
        ("edit-overlooked", "edit", OPEN, "without a modifier, 97750 denies"),
        ("edit-overlooked", "edit", CLOSED, "on that day, and 97124 denies"),
        ("both-deny", "edit", OPEN, "here 97750; the other is paid"),
        ("both-deny", "edit", FREE, "No edit is in force"),
        ("every-pair-edited", "edit", FREE, "Nothing in the table denies"),
        ("fifty-nine-opens-everything", "edit-remedy", CLOSED, "ndicator"),
        ("fifty-nine-opens-everything", "edit-remedy", FREE, "No edit is in force"),
        ("nothing-opens", "edit-remedy", OPEN, "indicator 1"),
        ("nothing-opens", "edit-remedy", FREE, "the pair has no edit"),
    ],
)
def test_the_feedback_is_true_of_the_pair(name: str, ask: str, pair: tuple[str, str], said: str) -> None:
    answers = list(MISCONCEPTIONS[name].answers(about(first=pair[0], second=pair[1], day="2024-07-01"), ask))
    assert answers
    assert all(said in answer.feedback for answer in answers)


def test_every_wrong_answer_about_an_edit_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(EDITS)
