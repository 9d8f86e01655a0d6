"""What no question may teach, over every question of the topics that could: read from the text that a learner sees."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.scenarios.case import drawn_cases
from macros.scenarios.form import every_item
from macros.scenarios.item import Item

GUIDE = Guide.load(Path(__file__).resolve().parents[2])


@cache
def items(topic: str) -> tuple[Item, ...]:
    """Every question of a topic that its scenarios give, and many of the case that asks what a note lacks."""
    own = [item for drawn in every_item(GUIDE.library, [GUIDE.quizzes.topic(topic)]) for item in drawn]
    case = next(case for case in GUIDE.quizzes.cases if case.id == "limb-that-recoils")
    drawn = [item for one in drawn_cases(GUIDE.library, case, 0, 20) for item in one.items]
    return (*own, *(item for item in drawn if item.topic == topic))


def right(item: Item) -> set[str]:
    return {option.text.lower() for option in item.options if option.correct or option.id == item.answer}


WHO_TOOK_PART = ("took part", "contributed")
"""What a list of people would be called."""


def test_no_note_lacks_a_list_of_who_took_part() -> None:
    asked = items("records")
    assert len(asked) > 500
    for item in asked:
        assert "by me alone" not in item.full_text, item.id
        if item.scenario.startswith(("note-", "element-that-", "sentence-")):
            assert not any(words in text for text in right(item) for words in WHO_TOOK_PART), item.id


NOTES_THAT_LACKED_IT = ("d89d49ba", "ea484338", "12ec21d8", "68c1433e", "43b3a59d", "ee7acdec", "a3e5b4ea", "e340f4f1")


@pytest.mark.parametrize("draw", NOTES_THAT_LACKED_IT)
def test_the_questions_that_said_so_are_gone(draw: str) -> None:
    assert f"element-that-the-note-lost-{draw}" not in {item.id for item in items("records")}
    listed = {entry.id: entry for entry in GUIDE.bank.entries("records")}
    entry = listed.get(f"element-that-the-note-lost-{draw}")
    assert entry is None or entry.withdrawn


def test_no_plan_lacks_what_the_manual_fills_in() -> None:
    plans = items("plans")
    lacking = [item for item in plans if item.scenario == "plan-lacks"]
    assert lacking
    assert not {f"plan-lacks-{draw}" for draw in ("44272970", "ba97f2d9")} & {item.id for item in plans}
    for item in lacking:
        assert not any("frequency" in text or "sessions planned for a day" in text for text in right(item)), item.id


STRETCHED = "relax, and then stretches"
"""The contract-and-relax stretch, in the words of the vignette. It is 97140 or 97110, and never 97112."""


def test_a_stretch_after_contract_and_relax_is_never_wrong_under_97110_or_97140() -> None:
    keyed = 0
    for item in items("codes"):
        assert not any(STRETCHED in row.text for row in item.rows), item.id
        if STRETCHED in item.stem:
            keyed += 1
            offered = {option.text.split()[0]: option for option in item.options}
            assert len({"97110", "97140"} & offered.keys()) == 1, item.id
            assert right(item) & {option.text.lower() for code, option in offered.items() if code in {"97110", "97140"}}
            assert any("97110 fits, too" in line for line in item.explanation), item.id
        for option in item.options:
            if STRETCHED in option.text and ("97110" in item.stem or "97140" in item.stem):
                assert option.correct, item.id
    assert keyed
