"""The home page's two pieces: the minutes to move, counted by an independent method, and the note that is turned."""

from __future__ import annotations

import re

import pytest
import yaml

from macros.guide import Guide
from macros.pages import home
from macros.pages.links import Links
from tests import oracle
from tests.pages.rendering import ROOT
from tests.pages.test_amounts import plain

LIBRARY = Guide.load(ROOT).library
LINKS = Links(LIBRARY, "./")


def test_the_sliders_begin_at_the_visit_and_its_bar_has_the_units_of_the_oracle() -> None:
    html = home.minute_sliders(LIBRARY, "97112=24 97110=23", LINKS)
    assert re.findall(r'name="(\d+)" min="0" max="45" value="(\d+)"', html) == [("97112", "24"), ("97110", "23")]
    won = re.findall(r'class="bar-won"[^>]*>(\d+) units?<', html)
    (claim,) = oracle.medicare({"97112": 24, "97110": 23})
    assert [int(units) for units in won] == [dict(claim)["97112"], dict(claim)["97110"]]


@pytest.mark.parametrize(
    ("visit", "said"),
    [
        ("97112=24 97161=30", "97161 is untimed, and its minutes make no unit; name timed codes"),
        ("97112=46", "46 minutes is more than a slider holds; write up to 45"),
    ],
)
def test_a_visit_that_no_slider_can_show_is_refused(visit: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        home.minute_sliders(LIBRARY, visit, LINKS)


def test_the_note_is_the_weak_one_until_it_is_turned() -> None:
    pairs = yaml.safe_load((ROOT / "docs/data/notes.yml").read_text("utf-8"))["notes"]
    (pair,) = (pair for pair in pairs if pair["id"] == "balance-in-a-line")
    html = home.note_turned(LIBRARY, "balance-in-a-line", LINKS)
    before, _, after = html.partition("<details>")
    for sentence in pair["weak"]["says"]:
        assert sentence["says"] in plain(before)
    for sentence in pair["strong"]["says"]:
        assert " ".join(sentence["says"].split()) in plain(after)
        assert " ".join(sentence["says"].split()) not in plain(before)
    assert 'href="./reference/notes/#balance-in-a-line"' in after
    with pytest.raises(ValueError, match="no pair of notes `balance-in-a-lime`; did you mean `balance-in-a-line`"):
        home.note_turned(LIBRARY, "balance-in-a-lime", LINKS)
