"""Assistant modifiers against the independent method, by properties, and at the borders of each sentence of the rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.rules import assistants
from macros.rules.assistants import SplitUnits, split_units, untimed_needs_modifier
from macros.rules.cited import cited_by
from tests import oracle

YEARS = (2019, 2020, 2021, 2022, 2026)


def on(year: int) -> date:
    return date(year, 6, 1)


def possible_units(therapist: int, assistant: int) -> range:
    """The units that a code with these minutes can win: its full blocks, or one more where a minute is left."""
    full, rest = divmod(therapist + assistant, 15)
    return range(full, full + 1 + (rest > 0))


def parted(result: SplitUnits) -> tuple[int, int] | None:
    assert (result.unsettled is None) == (result.open == 0)
    if result.unsettled:
        return None
    return result.without, result.with_modifier


@pytest.mark.parametrize("year", YEARS)
def test_every_split_of_up_to_45_minutes_each_agrees_with_the_oracle(year: int) -> None:
    for therapist in range(46):
        for assistant in range(46):
            for units in possible_units(therapist, assistant):
                expected = oracle.assistant_split(units, therapist, assistant, year)
                assert parted(split_units("97112", units, therapist, assistant, on(year))) == expected, (
                    units,
                    therapist,
                    assistant,
                )


minutes = st.integers(0, 240)


@settings(max_examples=500)
@given(minutes, minutes, st.sampled_from(YEARS), st.booleans())
def test_any_split_agrees_with_the_oracle_and_keeps_its_units(therapist: int, assistant: int, year: int, more: bool) -> None:
    units = possible_units(therapist, assistant)[-1 if more else 0]
    found = parted(split_units("97112", units, therapist, assistant, on(year)))
    assert found == oracle.assistant_split(units, therapist, assistant, year)
    if found:
        assert sum(found) == units


@given(minutes, minutes, st.sampled_from(YEARS), st.booleans())
def test_what_is_open_can_be_parted_in_every_way_that_the_oracle_leaves(
    therapist: int, assistant: int, year: int, more: bool
) -> None:
    units = possible_units(therapist, assistant)[-1 if more else 0]
    found = split_units("97112", units, therapist, assistant, on(year))
    ways = [(found.without + found.open - marked, found.with_modifier + marked) for marked in range(found.open + 1)]
    assert sorted(ways) == sorted(oracle.possible_splits(units, therapist, assistant, year, True))


@given(minutes, st.sampled_from(YEARS))
def test_a_therapist_alone_never_gets_the_modifier_and_an_assistant_alone_always(given_minutes: int, year: int) -> None:
    for units in possible_units(given_minutes, 0):
        assert parted(split_units("97112", units, given_minutes, 0, on(year))) == (units, 0)
        alone = split_units("97112", units, 0, given_minutes, on(year))
        if year >= 2020 and parted(alone):
            assert parted(alone) == (0, units)


# therapist, assistant, units, year -> without, with
BORDERS = {
    "last unit, therapist 7 of 15": (7, 8, 1, 2022, (0, 1)),
    "last unit, therapist 8 of 15": (8, 7, 1, 2022, (1, 0)),
    "the same before 2022": (8, 7, 1, 2021, (0, 1)),
    "before 2020 no modifier": (0, 15, 1, 2019, (1, 0)),
    "exactly a tenth is not enough": (9, 1, 1, 2020, (1, 0)),
    "more than a tenth is, by every way": (7, 2, 1, 2020, (0, 1)),
    "1 of 9 minutes, where the ways differ": (8, 1, 1, 2020, None),
    "1 of 9 minutes, the year after": (8, 1, 1, 2021, None),
    "1 of 9 minutes, under the exception": (8, 1, 1, 2022, (1, 0)),
    "1 of 8 minutes, where the ways differ": (7, 1, 1, 2022, None),
    "2 of 15 minutes, where the ways differ": (13, 2, 1, 2020, None),
    "3 of 15 minutes": (12, 3, 1, 2020, (0, 1)),
    "two units left, 9 and 14": (9, 14, 2, 2022, (1, 1)),
    "two units left, 14 and 14": (14, 14, 2, 2022, (1, 1)),
    "two units left, 8 and 14": (8, 14, 2, 2022, None),
    "two units left before 2022": (12, 12, 2, 2021, None),
    "each a full block": (15, 15, 2, 2022, (1, 1)),
    "a full block and the assistant's rest": (15, 13, 2, 2022, (1, 1)),
    "CMS: 13 and 23 minutes, two units": (13, 23, 2, 2022, (1, 1)),
    "the same under the rule of 2020": (13, 23, 2, 2020, (0, 2)),
}


@pytest.mark.parametrize(("therapist", "assistant", "units", "year", "expected"), BORDERS.values(), ids=BORDERS)
def test_the_borders_of_the_rule(therapist: int, assistant: int, units: int, year: int, expected: tuple[int, int] | None) -> None:
    assert parted(split_units("97112", units, therapist, assistant, on(year))) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 12, 31), (1, 0)),
        (date(2020, 1, 1), (0, 1)),
        (date(2021, 12, 31), (0, 1)),
        (date(2022, 1, 1), (1, 0)),
    ],
    ids=str,
)
def test_the_rule_is_chosen_by_the_service_date(day: date, expected: tuple[int, int]) -> None:
    assert parted(split_units("97112", 1, 8, 7, day)) == expected


@given(minutes, minutes)
def test_an_untimed_service_is_tested_as_a_whole(therapist: int, assistant: int) -> None:
    found = untimed_needs_modifier(therapist, assistant, on(2026))
    assert found == oracle.above_a_tenth(therapist, assistant)
    if found is not None:
        assert found == (10 * assistant > therapist + assistant)
    assert untimed_needs_modifier(therapist, assistant, on(2019)) is False


@pytest.mark.parametrize(
    ("therapist", "assistant", "expected"),
    [(22, 3, None), (23, 3, None), (25, 3, None), (26, 3, None), (27, 3, False), (21, 4, True), (20, 2, False), (0, 1, True)],
)
def test_the_ways_to_work_out_the_tenth_of_an_untimed_service(therapist: int, assistant: int, expected: bool | None) -> None:
    # 25 minutes: a tenth is 2.5, as a whole minute 3, so that one more is 4. 30 minutes: 3 are exactly a tenth.
    assert untimed_needs_modifier(therapist, assistant, on(2026)) is expected


@given(minutes, minutes, st.sampled_from(YEARS))
def test_the_steps_cite_facts_that_exist(therapist: int, assistant: int, year: int) -> None:
    units = possible_units(therapist, assistant)[-1]
    for step in split_units("97112", units, therapist, assistant, on(year)).steps:
        assert step.text.endswith(".")
        assert step.cites
        assert set(step.cites) <= cited_by(assistants)


BAD = {
    "negative minutes": (1, -1, 15, "therapist's minutes are -1"),
    "half a minute": (1, 15, 0.5, "assistant's minutes are 0.5"),
    "more units than minutes": (3, 10, 10, "cannot make 3 units"),
    "fewer units than full blocks": (1, 30, 15, "cannot make 1 units"),
}


@pytest.mark.parametrize(("units", "therapist", "assistant", "said"), BAD.values(), ids=BAD)
def test_minutes_that_cannot_be_are_refused(units: int, therapist: float, assistant: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        split_units("97112", units, therapist, assistant, on(2026))  # type: ignore[arg-type]
