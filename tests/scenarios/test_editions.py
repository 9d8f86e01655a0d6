"""Editions: what was published stays in its place, whatever is added or taken away, and a form drawn from it stays the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from macros.guide import Guide
from macros.scenarios.bank import Entry, bank_form, item_id
from macros.scenarios.compose import range_of
from macros.scenarios.draw import plain_draw, spread, values_of
from macros.scenarios.records import record_ids
from macros.scenarios.topic import Topic
from tests.command import guide as run_guide
from tests.small_checkout import spoil, write_small_checkout

GUIDE = Guide.load(Path(__file__).resolve().parents[2])

ADDED = """
  - id: added-later
    level: 1
    teaches: [total-time]
    vary:
      nmr: 8..40
    visit:
      payer_rule: medicare
      services:
        - {code: "97112", minutes: nmr}
    stem: |
      A Medicare patient has {{ nmr }} minutes of 97112. How many units?
    ask: total-units
    wrong: [boundary-off-by-one, full-fifteen, round-each-up]
"""


def everything(guide: Guide, edition: int) -> list[Entry]:
    return [entry for topic in guide.quizzes.topics for entry in guide.bank.entries(topic.id) if entry.edition <= edition]


def shown(guide: Guide, edition: int, seed: int) -> list[tuple[str, str]]:
    return [(each.id, each.item.stem) for each in bank_form(everything(guide, edition), 6, seed) if each.item]


def published(tmp_path: Path) -> Path:
    root = write_small_checkout(tmp_path)
    done = run_guide("edition", "--published", "2026-11-23", root=root)
    assert done.returncode == 0, done.stderr
    return root


def test_the_hash_is_the_known_one() -> None:
    """FNV-1a of the empty text is its offset basis; the mixing is MurmurHash3's fmix32, whose zero is zero."""

    def mixed(number: int) -> int:
        number ^= number >> 16
        number = number * 0x85EBCA6B % 2**32
        number ^= number >> 13
        number = number * 0xC2B2AE35 % 2**32
        return number ^ number >> 16

    assert spread("") == mixed(0x811C9DC5)
    assert spread("a") == mixed(0xE40C292C)  # FNV's own published value for "a"
    assert spread("foobar") == mixed(0xBF9CF968)  # and for "foobar"


def test_what_is_added_later_changes_no_form(tmp_path: Path) -> None:
    root = published(tmp_path)
    before = Guide.load(root)
    assert (before.bank.last_edition, before.bank.current_edition) == (1, 1)
    old = [shown(before, 1, seed) for seed in range(30)]
    path = root / "quizzes/units.yml"
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + ADDED, "utf-8")
    after = Guide.load(root)
    assert after.bank.current_edition == 2
    assert [shown(after, 1, seed) for seed in range(30)] == old
    assert any("added-later" in name for seed in range(30) for name, _ in shown(after, 2, seed))
    assert run_guide("edition", root=root).returncode == 0
    assert [shown(Guide.load(root), 1, seed) for seed in range(30)] == old
    again = run_guide("edition", root=root)
    assert (again.returncode, "nothing new to publish" in again.stderr) == (2, True)


def test_what_is_taken_away_leaves_the_others_in_their_place(tmp_path: Path) -> None:
    root = published(tmp_path)
    before = Guide.load(root)
    victim = before.quizzes.topics[0].scenarios[0].id
    old = [shown(before, 1, seed) for seed in range(30)]
    spoil(root, "quizzes/units.yml", f"id: {victim}", "id: called-otherwise-now")
    after = Guide.load(root)
    gone = [entry for entry in everything(after, 1) if entry.scenario == victim]
    assert gone
    assert all(entry.item is None for entry in gone)
    assert [shown(after, 1, seed) for seed in range(30)] == [
        [each for each in form if not each[0].startswith(victim)] for form in old
    ]


def test_a_withdrawn_question_gives_its_place_to_the_next_and_moves_no_other() -> None:
    for topic in GUIDE.quizzes.topics:
        listed = GUIDE.bank.entries(topic.id)
        asked = sum(entry.item is not None for entry in listed)
        for seed in range(10):
            form = bank_form(listed, 12, seed)
            assert len(form) == min(12, asked)
            for lost in form:
                rest = [replace(entry, item=None) if entry is lost else entry for entry in listed]
                shorter = [entry for entry in form if entry is not lost]
                refilled = bank_form(rest, 12, seed)
                assert refilled[: len(shorter)] == shorter
                assert len(refilled) == min(12, asked - 1)


def test_a_published_draw_that_is_no_longer_sound_is_withdrawn(tmp_path: Path) -> None:
    root = published(tmp_path)
    spoil(root, "quizzes/units.yml", "    require: ", "    require: units > 1 and ")
    units = [entry for entry in Guide.load(root).bank.entries("units") if entry.edition == 1]
    withdrawn = [entry for entry in units if entry.item is None]
    assert withdrawn
    for entry in units:
        if entry.item and entry.scenario == withdrawn[0].scenario:
            assert entry.item.visit
            assert sum(service["minutes"] for service in entry.item.visit["services"]) >= 23


def test_a_question_stays_with_its_topic_when_its_scenario_moves(tmp_path: Path) -> None:
    """The player looks for what comes back in the pool of the topic under which it was answered."""
    root = published(tmp_path)
    path = root / "quizzes/units.yml"
    head, scenarios = path.read_text("utf-8").split("scenarios:\n")
    (root / "quizzes/moved.yml").write_text(f"{head.replace('topic: units', 'topic: moved')}scenarios:\n{scenarios}", "utf-8")
    path.write_text(f"{head}scenarios:{ADDED}", "utf-8")
    guide = Guide.load(root)
    assert guide.quizzes.topic("moved").scenarios
    kept = [entry for entry in guide.bank.entries("units") if entry.edition == 1]
    assert kept
    assert {(entry.topic, entry.item and entry.item.topic) for entry in kept} == {("units", "units")}
    assert not [entry for entry in guide.bank.entries("moved") if entry.edition == 1]


def test_an_edition_that_is_renamed_or_spoiled_is_told(tmp_path: Path) -> None:
    root = published(tmp_path)
    (root / "quizzes/editions/1.yml").rename(root / "quizzes/editions/2.yml")
    done = run_guide("check", root=root)
    assert done.returncode == 1
    assert "quizzes/editions/2.yml:2:" in done.stderr
    assert "this is edition 1 in 2.yml, and edition 1 is the next" in done.stderr


def test_the_bank_of_the_site_is_sound_and_its_ids_are_its_own() -> None:
    """What no edition holds yet belongs to the next one: a contributor need not publish it, a release does."""
    listed = everything(GUIDE, 10**6)
    assert len({entry.id for entry in listed}) == len(listed)
    for entry in listed:
        assert entry.id == item_id(entry.scenario, entry.draw)
        assert entry.item is None or entry.item.id == entry.id  # None: withdrawn, which `guide check` reports
        assert plain_draw(entry.draw) == entry.draw
    assert GUIDE.bank.last_edition <= GUIDE.bank.current_edition <= GUIDE.bank.last_edition + 1


def test_a_new_scenario_needs_no_edition_and_the_check_says_who_writes_it(tmp_path: Path) -> None:
    root = published(tmp_path)
    assert "edition" not in run_guide("check", root=root).stderr
    assert run_guide("new", "scenario", "units", "my-first-scenario", root=root).returncode == 0
    done = run_guide("check", root=root)
    assert done.returncode == 0, done.stderr
    assert "8 questions are in no edition yet: whoever makes the next release runs `guide edition`" in done.stderr


def test_a_family_is_published_with_its_scenario(tmp_path: Path) -> None:
    """A family that is given or taken away later moves no form of an edition that is out."""
    root = write_small_checkout(tmp_path)
    spoil(root, "quizzes/units.yml", "    level: 3", "    level: 3\n    family: first-family")
    assert run_guide("edition", "--published", "2026-11-23", root=root).returncode == 0
    assert "family: first-family" in (root / "quizzes/editions/1.yml").read_text("utf-8")
    spoil(root, "quizzes/units.yml", "    family: first-family\n", "")
    kept = Guide.load(root).bank.entries("units")
    assert all("family first-family" in entry.records for entry in kept)
    assert len(bank_form(kept, 2, 1)) == 2


def test_judgment_and_other_scenarios_take_turns_from_the_edition_on_that_knows_of_it() -> None:
    """Ten scenarios, three of judgment from edition 2 on: in a form of edition 1 they come as they fall, as they always did."""
    first = GUIDE.bank.entries("units")[0]
    entries = [
        replace(first, id=f"s{n}-{draw}", scenario=f"s{n}", judged=2 if n < 3 else 0, records=frozenset())
        for n in range(10)
        for draw in range(2)
    ]
    plain = [replace(entry, judged=0) for entry in entries]
    begins = set()
    for seed in range(60):
        ids = [entry.id for entry in bank_form(entries, 20, seed)]
        assert [entry.id for entry in bank_form(entries, 20, seed, 1)] == [entry.id for entry in bank_form(plain, 20, seed)]
        of_judgment = [entry.judged > 0 for entry in bank_form(entries, 6, seed, 2)]
        assert sum(of_judgment) == 3
        assert all(one != other for one, other in pairwise(of_judgment))
        begins.add(of_judgment[0])
        assert len({entry.scenario for entry in bank_form(entries, 10, seed)}) == 10
        assert sorted(ids) == sorted(entry.id for entry in entries)
    assert begins == {True, False}


def test_an_edition_keeps_which_scenarios_ask_for_judgment(tmp_path: Path) -> None:
    """One that asks something else later keeps its place in the forms of the edition, and so do all others."""
    root = write_small_checkout(tmp_path)
    assert run_guide("edition", "--published", "2026-11-23", root=root).returncode == 0
    path = root / "quizzes/editions/1.yml"
    assert "judgment" not in path.read_text("utf-8"), "it has only arithmetic"
    name = Guide.load(root).quizzes.topics[0].scenarios[0].id
    path.write_text(f"{path.read_text('utf-8')}judgment: [{name}]\n", "utf-8")
    assert {entry.judged for entry in Guide.load(root).bank.entries("units") if entry.scenario == name} == {1}
    assert all(entry.judged in {0, GUIDE.bank.last_edition + 1} for entry in everything(GUIDE, 10**6))


def test_a_form_of_the_bank_takes_scenarios_in_turn_and_no_record_twice() -> None:
    listed = everything(GUIDE, 10**6)
    for seed in range(50):
        form = bank_form(listed, 40, seed)
        assert len({entry.scenario for entry in form}) == len(form) == 40
        families = [entry.family for entry in form if entry.family]
        assert len(set(families)) == len(families)
        records = [record for entry in form for record in entry.records]
        assert len(set(records)) == len(records)
    assert bank_form(listed, 40, 1) == bank_form(reversed(listed), 40, 1)


def hold_every_record(guide: Guide, topics: Sequence[Topic]) -> int:
    """How many questions beyond the eight of each scenario tell of a record; every record that can be drawn is told of."""
    further = 0
    for topic in topics:
        for scenario in topic.scenarios:
            asked = [entry.records for entry in guide.bank.entries(topic.id) if entry.scenario == scenario.id and entry.item]
            told: frozenset[str] = frozenset().union(*asked[:8])
            for records in asked[8:]:
                assert records - told, scenario.id
                told |= records
                further += 1
            for name, domain in scenario.vary.items():
                if getattr(domain, "collection", None) in {None, "patients", "stretches"}:  # a log has several stretches
                    continue
                values = (
                    [question.draw[name] for question in range_of(guide.library, scenario, 2000)]
                    if scenario.require
                    else values_of(domain, guide.library)
                )
                drawable = {value.id for value in values}
                assert drawable & record_ids(guide.library) <= told, scenario.id
    return further


def test_every_record_that_a_scenario_can_ask_about_is_asked_about(tmp_path: Path) -> None:
    assert hold_every_record(GUIDE, GUIDE.quizzes.topics) > 100
    for folder in ("docs", "quizzes"):
        shutil.copytree(GUIDE.root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("editions", "assets", "generated"))
    unpublished = Guide.load(tmp_path)
    assert unpublished.bank.last_edition == 0
    assert hold_every_record(unpublished, [unpublished.quizzes.topic("codes")]) > 50
