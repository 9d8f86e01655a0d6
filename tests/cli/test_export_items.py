"""`guide export --items`: the questions of an assignment, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.pages.assignment import index, items_named
from macros.pages.case_page import DRAWS
from macros.pages.pieces import OFFERED
from macros.pages.quiz import PAGE_SEED
from macros.scenarios.case import drawn_cases
from tests.command import ROOT, guide
from tests.exports.sample import GUIDE

ENTRIES = [entry for entry in GUIDE.bank.entries("plans") if entry.item]
WITHDRAWN = next(entry for entry in GUIDE.bank.entries("plans") if entry.withdrawn)
CASE = GUIDE.quizzes.case("numb-feet")
DRAWN = drawn_cases(GUIDE.library, CASE, PAGE_SEED, DRAWS + 1)
PAST = next(entry for entry in GUIDE.bank.entries("how-it-was") if entry.item)


def test_items_come_in_the_order_in_which_they_are_named() -> None:
    named = [f"plans:{ENTRIES[5].id}", ENTRIES[0].id, f"case-numb-feet:{DRAWN[3].id}", DRAWN[8].id, f"how-it-was:{PAST.id}"]
    expected = [ENTRIES[5].item, ENTRIES[0].item, *DRAWN[3].items, *DRAWN[8].items, PAST.item]
    assert items_named(GUIDE, named) == expected
    assert items_named(GUIDE, [named[1], named[1]]) == [ENTRIES[0].item]


def test_the_command_writes_them(tmp_path: Path) -> None:
    names = ",".join(entry.id for entry in (ENTRIES[9], ENTRIES[2], ENTRIES[4]))
    done = guide("export", "--format", "csv", "--items", names, "--title", "Week 3", "-o", tmp_path / "out.csv", root=ROOT)
    assert (done.returncode, done.stderr.strip()) == (0, "3 of 3 items written.")
    text = (tmp_path / "out.csv").read_text("utf-8")
    places = [text.index(entry.id) for entry in (ENTRIES[9], ENTRIES[2], ENTRIES[4])]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--items", "plans:no-such-0000"], "there is no question `plans:no-such-0000`"),
        (["--items", "nowhere:a-1"], "there is no topic or case `nowhere`"),
        (["--items", "case-numb-feet:numb-feet-00000000"], "the case numb-feet is no longer drawn as"),
        (["--items", f"plans:{WITHDRAWN.id}"], WITHDRAWN.withdrawn),
        (["--items", " , "], "--items names no question"),
        (["--items", ENTRIES[0].id, "--topics", "units"], "--items names every question"),
        (["--items", ENTRIES[0].id, "--kinds", "number"], "--items names every question"),
        (["--items", ENTRIES[0].id, "--count", "3"], "--items names every question"),
    ],
)
def test_what_names_no_question_is_one_line(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = guide("export", "--format", "csv", *arguments, "-o", tmp_path / "out.csv", root=ROOT)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()


def test_the_index_names_a_file_of_pieces_for_every_format() -> None:
    assert f'"name": "{next(iter(OFFERED))}"' in index(GUIDE)
