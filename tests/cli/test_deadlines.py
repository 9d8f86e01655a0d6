"""`guide deadline`: days counted again one midnight at a time, and one clear line for what cannot be counted."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests.command import ROOT, guide

MIDNIGHTS = {
    "certification": 30,
    "recertification": 90,
    "records-request": 45,
    "redetermination": 120,
    "reconsideration": 180,
    "hearing": 60,
    "council": 60,
    "court": 60,
}
"""Typed from the manual and from contractors' pages."""
FACTS = {
    "certification": "D-17a",
    "recertification": "D-20",
    "records-request": "N-42",
    "redetermination": "N-05",
    "reconsideration": "N-06",
    "hearing": "N-07",
    "council": "N-08",
    "court": "N-09",
}
STARTS = ["2024-02-29", "2025-09-30", "2026-03-02", "2026-07-06"]


def walk(day: date, midnights: int) -> date:
    for _ in range(midnights):
        day += timedelta(days=1)
    return day


def asked(*arguments: str) -> dict[str, Any]:
    done = guide("deadline", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("what", MIDNIGHTS)
def test_each_deadline_is_so_many_midnights_away_and_names_its_fact(what: str, start: str) -> None:
    due = walk(date.fromisoformat(start), MIDNIGHTS[what])
    data = asked(what, start, "--on", start)
    assert data["due"] == due.isoformat()
    assert data["days_left"] == MIDNIGHTS[what]
    assert data["steps"][0]["cites"] == [FACTS[what]]
    assert asked(what, start, "--on", walk(due, 3).isoformat())["days_left"] == -3


@pytest.mark.parametrize(
    ("start", "due", "runs_to"),
    [("2026-03-02", "2027-03-02", None), ("2024-02-29", "2025-02-28", None), ("2025-07-04", "2026-07-04", "2026-07-06")],
)
def test_a_claim_is_due_a_calendar_year_later(start: str, due: str, runs_to: str | None) -> None:
    data = asked("filing", start)
    assert (data["due"], data["runs_to"]) == (due, runs_to)


def test_the_tenth_treatment_day_and_the_week_after_it() -> None:
    days = [walk(date(2026, 3, 2), 2 * count).isoformat() for count in range(12)]
    assert asked("progress-report", *days)["due"] == days[9]
    assert asked("progress-report", *days[:9])["due"] is None
    assert asked("progress-report", *days, "--last-report", days[1])["due"] == days[11]
    tenth = date.fromisoformat(days[9])
    for after, met, cited in ((0, True, ""), (1, False, "here by"), (7, False, "here by"), (8, False, "this one came after")):
        data = asked("progress-report", *days, "--written", walk(tenth, after).isoformat())
        assert data["met"] is met
        told = data["steps"][-1]
        assert (told["cites"] == ["D-30a"]) == (after > 0)
        if after:
            assert cited in told["text"]


def test_a_certification_is_judged_by_the_days_that_are_given() -> None:
    ordered = ("--order", "2026-03-01", "--sent", "2026-04-01")
    for arguments, met in (
        (("2026-03-02", "--signed", "2026-04-01", "--on", "2026-06-01"), True),
        (("2026-03-02", "--signed", "2026-04-02", "--on", "2026-06-01"), False),
        (("2026-03-02", *ordered, "--on", "2026-06-01"), True),
        (("2024-03-04", "--order", "2024-03-01", "--sent", "2024-03-05", "--on", "2024-06-03"), False),
        (("2026-03-02", "--order", "2026-03-01", "--on", "2026-03-20"), None),
    ):
        assert asked("certification", *arguments)["met"] is met, arguments
    assert asked("recertification", "2026-03-02", "--plan-ends", "2026-04-13")["due"] == "2026-04-13"


@pytest.mark.parametrize(("on", "said"), [("2026", "$200"), ("2027", "is not in the data")])
def test_a_hearing_names_the_amount_of_each_year_in_which_it_may_be_asked_for(on: str, said: str) -> None:
    steps = asked("hearing", "2026-11-16")["steps"]
    assert any(on in step["text"] and said in step["text"] and step["cites"] == ["N-10"] for step in steps)


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        (("filing", "2026-03-02", "--on", "2027-03-01"), "1 day is left from March 1, 2027."),
        (("filing", "2026-03-02", "--on", "2027-03-02"), "March 2, 2027 is the last day."),
        (("filing", "2026-03-02", "--on", "2027-03-04"), "That was 2 days before March 4, 2027."),
        (("filing", "2025-07-04", "--on", "2026-07-06"), "Still on time."),
        (("filing", "2025-07-04", "--on", "2026-07-07"), "That was 3 days before July 7, 2026."),
        (("reconsideration", "2026-06-01", "--on", "2026-11-30"), "Whether that is still on time is not settled."),
        (("certification", "2026-03-02", "--signed", "2026-04-02", "--on", "2026-04-20"), "Not in time."),
        (("progress-report", "2026-03-02"), "Count again when there are more treatment days."),
    ],
)
def test_the_last_line_says_how_it_stands(arguments: tuple[str, ...], verdict: str) -> None:
    assert guide("deadline", *arguments).stdout.splitlines()[-1] == verdict


def test_the_documented_answer_is_what_is_printed() -> None:
    page = (ROOT / "docs/contribute/command.md").read_text("utf-8")
    _, _, after = page.partition("$ guide deadline ")
    command, _, answer = after.partition("\n")
    assert guide("deadline", *command.split()).stdout == answer.partition("```")[0]


def test_without_a_kind_every_kind_is_listed() -> None:
    listed = guide("deadline").stdout
    assert [line.split()[0] for line in listed.splitlines() if line.split()[0] in MIDNIGHTS] == list(MIDNIGHTS)
    assert asked("ADR", "2026-03-02")["what"] == "records-request"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fling", "2026-03-02"), "there is no deadline `fling`; did you mean `filing`?"),
        (("filing",), "filing counts from the service date; write guide deadline filing 2026-03-02"),
        (("filing", "2026-03-02", "2026-03-03"), "filing counts from the service date"),
        (("filing", "2026-3-2"), "`2026-3-2` is not a date; write it as 2026-03-02"),
        (("filing", "2026-02-30"), "`2026-02-30` is not a date"),
        (("filing", "9999-03-02"), "9999-03-02 is too far off; write a day from 2000 to 2099"),
        (("filing", "2026-03-02", "--signed", "2026-03-02"), "`--signed` goes with certification, not with filing; leave it out"),
        (("recertification", "2026-03-02", "--plan-ends", "2026-03-01"), "correct one of them"),
        (("certification", "2026-03-02", "--signed", "2026-03-01"), "correct one of them"),
        (("hearing", "2026-03-02", "--on", "soon"), "`soon` is not a date"),
        (("progress-report",), "progress-report counts from every treatment day of the episode"),
    ],
)
def test_what_cannot_be_counted_is_one_line_and_exit_2(arguments: tuple[str, ...], said: str) -> None:
    done = guide("deadline", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert said in line
