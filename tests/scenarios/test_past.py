"""Questions that are set wholly in past years: what they are, that nothing takes them up unasked, and that links still open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages.pools import pool
from macros.pages.quiz import Ways, quiz
from macros.scenarios.bank import Entry, bank_form
from macros.scenarios.form import form
from macros.scenarios.item import Item
from tests.command import ROOT
from tests.command import guide as run_guide
from tests.pooled import pooled
from tests.small_checkout import spoil, write_small_checkout

GUIDE = Guide.load(ROOT)
THIS_YEAR = 2026
ENTRIES = {entry.id: entry for topic in GUIDE.quizzes.topics for entry in GUIDE.bank.entries(topic.id) if entry.item}
HELD = list(GUIDE.bank.entries("how-it-was"))
TABLE_OF_TODAY = {"edits-that-ended"}
"""Their stem names the year of the table that is read; the claim in it is an old one all the same."""
WITHOUT_A_DAY = {"term-for-a-meaning", "term-of-a-denial", "way-after-a-denial", "reason-for-the-way"}
"""They tell of a year in passing, such as when a term came up; nothing in them is set in it."""


def dated(entry: Entry) -> list[int]:
    """The years of the days that were drawn, straight from the draw."""
    return [date.fromisoformat(value).year for value in entry.draw.values() if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value))]


def test_what_was_drawn_decides_and_the_text_agrees() -> None:
    """By the draw, as an edition holds it, and by another way: the years that the stem names."""
    for entry in ENTRIES.values():
        assert entry.item is not None
        if entry.past:
            assert max(dated(entry)) < THIS_YEAR, entry.id
        named = [int(year) for year in re.findall(r"\b(20[012]\d)\b", entry.item.full_text)]
        if entry.scenario not in TABLE_OF_TODAY | WITHOUT_A_DAY:
            assert (entry.past > 0) == (bool(named) and max(named) < THIS_YEAR), entry.id


def test_the_topic_holds_each_of_them_once_and_nothing_else() -> None:
    past = {entry.id for entry in ENTRIES.values() if entry.past}
    assert len(past) > 40
    assert [entry.id for entry in HELD] == [name for name in ENTRIES if name in past]
    for entry in HELD:
        assert entry.item is not None
        assert entry.item.topic == "how-it-was"
        assert entry.item == replace(ENTRIES[entry.id].item or entry.item, topic="how-it-was"), "the same question otherwise"


def is_past(item: Item) -> bool:
    return item.id in ENTRIES and ENTRIES[item.id].past > 0


@pytest.mark.parametrize("topic", GUIDE.quizzes.topics, ids=lambda topic: topic.id)
def test_no_form_takes_them_up_unasked(topic: object) -> None:
    name = topic.id  # type: ignore[attr-defined]
    for seed in range(60):
        assert not any(entry.past for entry in bank_form(GUIDE.bank.entries(name), 60, seed))
    ids = re.findall(r'<form class="item" id="([^"]+)"', quiz(GUIDE, name, 60, Ways("", "")))
    assert ids
    assert not any(ENTRIES[each].past for each in ids)


def test_a_link_of_an_edition_that_did_not_tell_them_apart_stays_the_same() -> None:
    """Edition 1 took them up like all others. Its forms are drawn as though nothing were past."""
    held = 0
    for topic in GUIDE.quizzes.topics:
        published = [entry for entry in GUIDE.bank.entries(topic.id) if entry.edition == 1]
        unmarked = [replace(entry, past=0) for entry in published]
        for seed in range(40):
            drawn = bank_form(published, 12, seed, 1)
            assert [entry.id for entry in drawn] == [entry.id for entry in bank_form(unmarked, 12, seed, 1)]
            held += sum(entry.past > 0 for entry in drawn)
    assert held > 20


def test_an_edition_keeps_the_year_before_which_its_questions_are_past(tmp_path: Path) -> None:
    """When the year is raised, links to the edition still give what they gave, and newer forms leave more out."""
    root = write_small_checkout(tmp_path)
    spoil(root, "quizzes/units.yml", "      nmr: 8..40", '      day: ["2025-03-03", "2026-03-02"]\n      nmr: 8..40')
    spoil(root, "quizzes/units.yml", "      payer_rule: medicare", "      payer_rule: medicare\n      service_date: day")
    heading = "topic: how-it-was\ntitle: How it was\nabout: Old claims.\npage: index.md\nbefore: 2026\n"
    (root / "quizzes/past").mkdir()
    (root / "quizzes/past/how-it-was.yml").write_text(heading, "utf-8")
    done = run_guide("edition", "--published", "2026-11-23", root=root)
    assert done.returncode == 0, done.stderr
    assert "before: 2026" in (root / "quizzes/editions/1.yml").read_text("utf-8")
    published = Guide.load(root).bank.entries("units")
    assert {(entry.draw["day"], entry.past) for entry in published} == {("2025-03-03", 1), ("2026-03-02", 0)}
    forms = [bank_form(published, 60, seed, 1) for seed in range(20)]
    assert all({entry.draw["day"] for entry in form} == {"2026-03-02"} for form in forms)
    spoil(root, "quizzes/past/how-it-was.yml", "before: 2026", "before: 2027")
    raised = Guide.load(root).bank.entries("units")
    assert {(entry.draw["day"], entry.past) for entry in raised} == {("2025-03-03", 1), ("2026-03-02", 2)}
    for seed, before in enumerate(forms):
        assert [entry.id for entry in bank_form(raised, 60, seed, 1)] == [entry.id for entry in before]
        assert bank_form(raised, 60, seed) == []


def test_a_withdrawal_moves_no_form_that_leaves_the_past_out() -> None:
    entries = list(GUIDE.bank.entries("payment"))
    gone = next(entry for entry in entries if entry.past)
    rest = [replace(entry, item=None, past=0) if entry is gone else entry for entry in entries]
    for seed in range(60):
        assert [each.id for each in bank_form(rest, 10, seed)] == [each.id for each in bank_form(entries, 10, seed)]


def test_a_drawn_form_has_them_only_where_the_topic_is_asked_for() -> None:
    past = GUIDE.quizzes.past
    assert past is not None
    old = [topic for topic in GUIDE.quizzes.topics if topic.id in {"payment", "edits"}]
    for seed in range(3):
        drawn = form(GUIDE.library, old, 40, seed, before=GUIDE.quizzes.before)
        named = [int(year) for item in drawn for year in re.findall(r"\bon [A-Z][a-z]+ \d+, (20\d\d)", item.stem)]
        assert all(year >= THIS_YEAR for year in named), named
    drawn = form(GUIDE.library, [past], 12, 1, before=GUIDE.quizzes.before)
    assert len({item.id for item in drawn}) == 12
    for item in drawn:
        assert item.topic == "how-it-was"
        years = [int(year) for year in re.findall(r"\b(20[012]\d)\b", item.stem)]
        assert min(years) < THIS_YEAR
    both = form(GUIDE.library, [*old, past], 40, 1, before=GUIDE.quizzes.before)
    assert {item.topic for item in both} == {"payment", "edits", "how-it-was"}


def test_the_pool_says_which_they_are_and_each_leads_to_the_page_that_teaches_it() -> None:
    told = {item["id"]: item for item in pooled(pool(GUIDE, GUIDE.quizzes.topic("payment")))}
    assert any(item["past"] for item in told.values())
    assert {name for name, item in told.items() if item["past"]} == {
        entry.id for entry in ENTRIES.values() if entry.past and entry.topic == "payment"
    }
    held = {item["id"]: item for item in pooled(pool(GUIDE, GUIDE.quizzes.topic("how-it-was")))}
    assert not any(item["past"] for item in held.values())
    for name, item in held.items():
        if ENTRIES[name].topic == "payment":
            assert 'data-topic="how-it-was"' in item["html"]
            assert "@top@/reference/payment/" in item["html"]
