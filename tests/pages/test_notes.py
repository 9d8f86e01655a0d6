"""Weak and strong notes: both sheets of every pair, and marks that follow from what is asked of the document."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from macros.facts.note import NotePair
from macros.facts.note_reading import BilledUnits, MinutesDoNotAddUp, UnitsNotOfCodes
from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.notes import mark, note_list, notes, sheet
from macros.rules.deadline_reasons import DelayedTooLong, ReportDue, ReportLate, SinceEpisodeBegan
from macros.rules.units import cap_for

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
LINKS = Links(GUIDE.library, "../")
PAGE = notes(GUIDE.library, LINKS)

ALWAYS = {
    document.id: {
        each.concept
        for each in GUIDE.library.requirements
        if (each.document, each.authority, each.status, each.only_if) == (document.id, "medicare", "required", None)
    }
    for document in GUIDE.library.documents
}
"""What Medicare always requires of each document, by concept."""

each_pair = pytest.mark.parametrize("pair", GUIDE.library.notes, ids=lambda each: each.id)


def block(pair: NotePair) -> str:
    """What stands under the heading of a pair."""
    return re.split(rf"(?m)^## .* \{{: #{pair.id} \.pair.*$", PAGE)[1].partition("\n## ")[0]


def sheets(pair: NotePair) -> list[str]:
    """The weak and the strong sheet of a pair, as they stand on the page."""
    shown = block(pair)
    return re.findall(r'(?s)<section class="note note--\w+".*?</section>', shown)


def named(text: str, *, empty: bool) -> set[str]:
    """The concepts marked on a sheet."""
    lines = re.findall(r'<li class="(note-mark [^"]*)">.*?note-mark__name">([^<]+)<', text)
    return {name.lower().replace(" ", "-") for kind, name in lines if ("note-mark--empty" in kind) == empty}


def test_there_are_pairs_of_more_than_one_document() -> None:
    assert len(GUIDE.library.notes) >= 12
    assert len({pair.document for pair in GUIDE.library.notes}) >= 3
    listed = note_list(GUIDE.library)
    assert all(listed.count(f"](#{pair.id})") == 1 for pair in GUIDE.library.notes)


@each_pair
def test_both_notes_stand_side_by_side_word_for_word(pair: NotePair) -> None:
    weak, strong = sheets(pair)
    assert ("note--weak" in weak, "note--strong" in strong) == (True, True)
    for text, note in ((weak, pair.weak), (strong, pair.strong)):
        read = html.unescape(text)
        assert [each.says in read for each in note.says] == [True] * len(note.says)
        assert f"{'Strong' if note is pair.strong else 'Weak'} note: " in read
        for code, units in note.billed.items():
            assert f"{code}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{units}" in read


@each_pair
def test_the_marks_are_what_the_note_meets_and_what_is_missing_from_it(pair: NotePair) -> None:
    for text, note, other in zip(sheets(pair), (pair.weak, pair.strong), (pair.strong, pair.weak), strict=True):
        assert named(text, empty=False) == note.concepts
        missing = named(text, empty=True)
        assert missing >= ALWAYS[pair.document] - note.concepts
        assert not missing & note.concepts
        assert missing <= ALWAYS[pair.document] | other.concepts


@each_pair
def test_a_strong_note_lacks_nothing_and_its_minutes_make_its_units(pair: NotePair) -> None:
    strong = pair.strong
    assert strong.concepts >= ALWAYS[pair.document]
    assert not sheet(GUIDE.library, pair, strong).against
    if pair.document == "treatment-note":
        assert strong.timed_minutes is not None
        assert strong.total_minutes is not None
        assert strong.timed_minutes <= strong.total_minutes
        timed = [units for code, units in strong.billed.items() if GUIDE.library.codes[code].timed]
        assert sum(timed) == cap_for(strong.timed_minutes)
        assert sum(strong.minutes.values()) == strong.total_minutes, "minutes outside any code are not told apart"


@each_pair
def test_a_weak_note_shows_what_is_weak_about_it(pair: NotePair) -> None:
    read = GUIDE.library.read_note(pair, pair.weak)
    shown = html.unescape(block(pair))
    assert read.spoiled or pair.weak.faults
    for each in read.reading.missing:
        assert each.name in shown
        assert f'href="{LINKS.fact(each.id)}"' in shown
    for fault in pair.weak.faults:
        assert fault.says in shown
        assert all(f">{fact}</a>" in shown for fact in fault.rests_on)
    for step in read.against:
        assert step.text in shown
    assert ("Nothing that Medicare always requires is missing" in shown) == (not read.reading.missing)


def test_a_late_report_is_found_by_its_days() -> None:
    pair = next(each for each in GUIDE.library.notes if each.id == "late-report")
    read = GUIDE.library.read_note(pair, pair.weak)
    assert read.against == (
        ReportDue(10, SinceEpisodeBegan(date(2026, 3, 2)), date(2026, 3, 23)),
        ReportLate(date(2026, 4, 1), date(2026, 3, 23), 9),
        DelayedTooLong(7, date(2026, 3, 30)),
    )


def test_a_mark_says_whose_the_element_is() -> None:
    asked = GUIDE.library.asked_elements("treatment-note")
    timed = mark(asked, "timed-minutes")
    assert (timed.kind, timed.whose, timed.facts) == ("medicare", "Medicare", ("D-23a",))
    skilled = mark(asked, "skilled-part")
    assert (skilled.kind, skilled.whose) == ("good-practice", "good practice")
    need = mark(GUIDE.library.asked_elements("progress-report"), "skilled-need")
    assert (need.kind, need.whose) == ("good-practice", "good practice")
    onset = mark(GUIDE.library.asked_elements("evaluation"), "onset-and-function")
    assert (onset.kind, onset.whose) == ("advised", "Medicare advises")
    assert mark(asked, "one-on-one").name == "One-on-one"
    assert "minutes-per-code" not in {each.concept for each in asked}, "Medicare does not ask for it"


def test_minutes_that_disagree_are_told() -> None:
    pair = next(each for each in GUIDE.library.notes if each.id == "walking")
    spoiled = pair.strong.model_copy(update={"billed": {"97112": 2}})
    read = GUIDE.library.read_note(pair, spoiled)
    assert read.against == (UnitsNotOfCodes((BilledUnits(2, "97112"),)),)
    short = tuple(each.model_copy(update={"minutes": {"97112": 14}}) if each.minutes else each for each in pair.strong.says)
    read = GUIDE.library.read_note(
        pair,
        pair.strong.model_copy(update={"says": short}),
    )
    assert read.against[0] == MinutesDoNotAddUp(14, 30)
