"""Why a right number or claim is right: said in a sentence that holds for its numbers, and that nothing else in the item says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.scenarios.item import CLAIM_LINES, NUMBER, Item

GUIDE = Guide.load(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="module")
def items() -> list[tuple[str, Item]]:
    """Every number and claim of the bank, with its ask."""
    entries = [entry for entry in GUIDE.bank.every_entry() if entry.item and entry.item.kind in {NUMBER, CLAIM_LINES}]
    homes = {entry.scenario: GUIDE.quizzes.scenario(entry.scenario) for entry in entries}
    return [(home[1].ask, entry.item) for entry in entries if entry.item and (home := homes[entry.scenario])]


def units(minutes: int) -> int:
    """Medicare's table of minutes: 8 to 22 are one unit, and 15 more another."""
    return sum(minutes >= first for first in range(8, 1000, 15))


def test_every_right_number_and_claim_says_why(items: list[tuple[str, Item]]) -> None:
    assert len(items) > 300
    for _, item in items:
        assert re.fullmatch(r"[A-Z0-9].+\.", item.why), item.id
        assert item.why not in {str(item.answer), "Right."}


def test_the_options_of_all_other_kinds_say_it_themselves() -> None:
    others = [entry.item for entry in GUIDE.bank.every_entry() if entry.item and entry.item.kind not in {NUMBER, CLAIM_LINES}]
    assert not [item.id for item in others if item.why]


def test_no_sentence_stands_twice(items: list[tuple[str, Item]]) -> None:
    for _, item in items:
        wrong = [wrong.feedback for field in item.fields for wrong in field.wrong]
        wrong += [wrong.feedback for wrong in (item.grid.wrong if item.grid else ())]
        said = {
            sentence.strip() for text in (*item.explanation, *wrong, item.stem) for sentence in re.split(r"(?<=[.?!])\s", text)
        }
        for sentence in re.split(r"(?<=[.?!])\s", item.why):
            assert sentence not in said, (item.id, sentence)


def test_the_numbers_hold(items: list[tuple[str, Item]]) -> None:
    checked: dict[str, int] = {}
    for ask, item in items:
        numbers = [int(number) for number in re.findall(r"\d+", item.why.replace(",", ""))]
        answer = item.answer
        untimed = sum(not service["timed"] for service in (item.visit or {"services": []})["services"])
        if ask == "total-units" and (
            found := re.match(r"(\d+) timed minutes are (\d+) × 15 (?:exactly|and (\d+) more)", item.why)
        ):
            total, full, left = int(found[1]), int(found[2]), int(found[3] or 0)
            assert (total, left < 15) == (15 * full + left, True), item.id
            assert ("enough for one more unit" in item.why) == (left >= 8), item.id
            assert answer == units(total) + untimed, item.id
        elif ask == "minutes-to-next" and "past the full blocks" in item.why:
            before, more, low = numbers[:3]
            assert more == answer, item.id
            assert (before + more, units(low) - units(low - 1)) == (low, 1), item.id
        elif ask == "minutes-to-spare":
            total, spare, low, count = numbers
            assert spare == answer, item.id
            assert (total - spare, units(total), units(low), units(low - 1)) == (low, count, count, count - 1), item.id
        elif ask == "units-lost":
            total, before, left, after = numbers
            assert (units(total), units(left), before - after) == (before, after, answer), item.id
        elif ask == "least-minutes":
            count = numbers[-1]
            assert (units(int(str(answer))), units(int(str(answer)) - 1)) == (count, count - 1), item.id
        elif ask == "appeal-days":
            assert answer in numbers, item.id
        else:
            continue
        checked[ask] = checked.get(ask, 0) + 1
    assert set(checked) == {"total-units", "minutes-to-next", "minutes-to-spare", "units-lost", "least-minutes", "appeal-days"}
    assert sum(checked.values()) > 60


def test_what_decided_about_a_modifier_fits_the_claim(items: list[tuple[str, Item]]) -> None:
    seen = set()
    for _, item in items:
        if item.grid is None:
            continue
        lines = [line for claim in item.grid.acceptable for line in claim]
        marked = any({"CQ", "CO"} & set(line.modifiers.split()) for line in lines)
        above = any("KX" in line.modifiers.split() for line in lines)
        for words, holds in (
            ("more than the tenth that may stay unmarked", marked),
            ("so one is marked and one is not", marked),
            ("above the threshold, and that is when KX is needed", above),
            ("the year's total is not above the threshold", not above),
            ("above the threshold before this visit", above),
        ):
            if words in item.why:
                seen.add(words)
                assert holds, item.id
    assert len(seen) >= 4


def test_a_claim_of_a_year_below_the_threshold_says_why_it_has_no_kx(items: list[tuple[str, Item]]) -> None:
    plain = [
        item
        for _, item in items
        if item.grid
        and item.id.startswith(("kx-or-not", "kx-in-another-year"))
        and not any("KX" in line.modifiers for claim in item.grid.acceptable for line in claim)
    ]
    assert plain
    assert {item.why for item in plain} == {"Even with this visit, the year's total is not above the threshold."}


def test_before_the_modifier_was_required_the_year_decides(items: list[tuple[str, Item]]) -> None:
    early = [item for ask, item in items if ask == "assistant-units" and re.search(r"\b201\d\b", item.stem)]
    assert early
    assert {item.why for item in early} == {"Only service dates from 2020 on need the assistant's modifier."}
