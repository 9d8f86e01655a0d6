"""Units against the independent method, against the manual's own examples, and by properties that must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.rules import units as units_rules
from macros.rules.cited import cited_by
from macros.rules.units import RULES, MostLeft, NoCodeGivesWay, Tie, UnitsResult, Untimed, cap_for, count_units, minutes_for
from macros.rules.visit import Service
from tests import oracle

CODES = ("97110", "97112", "97116", "97140", "97530")


def timed(minutes: Mapping[str, int]) -> list[Service]:
    return [Service(code, count) for code, count in minutes.items()]


def claims(result: UnitsResult) -> set[oracle.Claim]:
    return {frozenset(claim.items()) for claim in result.acceptable}


def agrees(minutes: Mapping[str, int]) -> None:
    """All three rules give what the independent method gives for these timed minutes."""
    services = timed(minutes)
    assert claims(count_units(services, "medicare")) == oracle.medicare(minutes)
    midpoint = {frozenset((code, n) for code, n in oracle.midpoint(minutes).items() if n)}
    assert claims(count_units(services, "midpoint")) == midpoint
    capped = count_units(services, "capped-midpoint")
    expected = oracle.capped_midpoint(minutes)
    assert (capped.unsettled is not None) == (expected is None)
    assert claims(capped) == (expected or set())


def test_every_pair_of_codes_up_to_75_minutes_agrees_with_the_oracle() -> None:
    for first, second in product(range(76), repeat=2):
        agrees({"97112": first, "97110": second})


def test_every_single_code_up_to_300_minutes_agrees_with_the_oracle() -> None:
    for minutes in range(301):
        agrees({"97112": minutes})


days = st.dictionaries(st.sampled_from(CODES), st.integers(0, 120), min_size=1)


@settings(max_examples=500, deadline=None)
@given(days)
def test_any_day_agrees_with_the_oracle(minutes: dict[str, int]) -> None:
    agrees(minutes)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 30), min_size=3), st.integers(0, 4))
def test_days_rich_in_ties_agree_with_the_oracle(minutes: dict[str, int], block: int) -> None:
    agrees({code: block * 15 + count % 3 + 7 for code, count in minutes.items()})


# The numbered examples of Medicare Claims Processing Manual chapter 5 section 20.2 C, with the arithmetic.
MANUAL = {
    # 24 + 23 = 47, row 38-52: 3. Blocks 1 + 1, left over 9 and 8: the third to 97112.
    "example 1": ({"97112": 24, "97110": 23}, [{"97112": 2, "97110": 1}]),
    # 20 + 20 = 40, row 38-52: 3. Left over 5 and 5: either.
    "example 2": ({"97112": 20, "97110": 20}, [{"97112": 2, "97110": 1}, {"97112": 1, "97110": 2}]),
    # 33 + 7 = 40: 3. Blocks 2 + 0, left over 3 and 7: the third to 97140, though it lasted only 7 minutes.
    "example 3": ({"97110": 33, "97140": 7}, [{"97110": 2, "97140": 1}]),
    # 18 + 13 + 10 + 8 = 49: 3. One block, then left over 13, 10, 8, 3: 97140 and 97116; ultrasound is not billed.
    "example 4": ({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, [{"97110": 1, "97140": 1, "97116": 1}]),
}


@pytest.mark.parametrize(("minutes", "expected"), MANUAL.values(), ids=MANUAL)
def test_the_manuals_own_examples(minutes: dict[str, int], expected: list[dict[str, int]]) -> None:
    assert claims(count_units(timed(minutes))) == {frozenset(claim.items()) for claim in expected}


@pytest.mark.parametrize(("row", "units"), oracle.TABLE.items(), ids=str)
def test_the_rows_of_the_table(row: tuple[int, int], units: int) -> None:
    low, high = row
    assert cap_for(low) == cap_for(high) == units
    assert minutes_for(units) == row
    assert low == 0 or cap_for(low - 1) == units - 1
    assert cap_for(high + 1) == units + 1


@given(days)
def test_the_units_always_add_up_to_the_table(minutes: dict[str, int]) -> None:
    for claim in count_units(timed(minutes)).acceptable:
        assert sum(claim.values()) == oracle.table_units(sum(minutes.values()))


@given(days)
def test_every_code_keeps_its_full_blocks_and_gets_at_most_one_more(minutes: dict[str, int]) -> None:
    for claim in count_units(timed(minutes)).acceptable:
        for code, count in minutes.items():
            blocks = claim.get(code, 0) * 15
            assert count - 15 < blocks < count + 15
            assert count > 0 or code not in claim


@given(days, st.sampled_from(RULES))
def test_the_order_of_services_never_matters(minutes: dict[str, int], rule: str) -> None:
    services = timed(minutes)
    shuffled = sorted(services, key=lambda service: service.code, reverse=True)
    one, two = count_units(services, rule), count_units(shuffled, rule)
    assert one.acceptable == two.acceptable
    assert one.unsettled == two.unsettled


@given(days, st.data(), st.sampled_from(RULES))
def test_splitting_a_service_in_two_changes_nothing(minutes: dict[str, int], data: st.DataObject, rule: str) -> None:
    code = data.draw(st.sampled_from(sorted(minutes)))
    first = data.draw(st.integers(0, minutes[code]))
    split = [*timed({**minutes, code: first}), Service(code, minutes[code] - first)]
    assert count_units(split, rule).acceptable == count_units(timed(minutes), rule).acceptable


@given(days, st.data())
def test_more_minutes_never_give_fewer_units(minutes: dict[str, int], data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(minutes)))
    more = {**minutes, code: minutes[code] + data.draw(st.integers(1, 60))}
    for rule in ("medicare", "midpoint"):
        before, after = (sum(count_units(timed(day), rule).acceptable[0].values()) for day in (minutes, more))
        assert after >= before


@given(days, st.integers(0, 120))
def test_by_the_midpoint_no_code_looks_at_another(minutes: dict[str, int], other: int) -> None:
    (alone,) = count_units([Service("97112", minutes.get("97112", 5))], "midpoint").acceptable
    (together,) = count_units([Service("97112", minutes.get("97112", 5)), Service("97530", other)], "midpoint").acceptable
    assert together.get("97112", 0) == alone.get("97112", 0)


@given(days, st.integers(0, 90), st.sampled_from(RULES))
def test_an_untimed_code_is_one_unit_and_changes_nothing_else(minutes: dict[str, int], untimed: int, rule: str) -> None:
    without = count_units(timed(minutes), rule)
    with_it = count_units([*timed(minutes), Service("97161", untimed, timed=False)], rule)
    assert with_it.total_timed_minutes == without.total_timed_minutes == sum(minutes.values())
    assert claims(with_it) == {claim | {("97161", 1)} for claim in claims(without)}


def test_an_untimed_code_alone_is_one_unit_under_every_rule() -> None:
    for rule in RULES:
        result = count_units([Service("97161", 45, timed=False)], rule)
        assert [dict(claim) for claim in result.acceptable] == [{"97161": 1}]
        assert result.total_timed_minutes == 0


def test_a_code_with_units_of_an_hour_counts_from_its_31st_minute() -> None:
    for minutes, units in ((30, 0), (31, 1), (90, 1), (91, 2)):
        (claim,) = count_units([Service("99999", minutes, unit_minutes=60)], "midpoint").acceptable
        assert claim.get("99999", 0) == units


@given(days, st.sampled_from(RULES))
def test_a_tie_is_more_than_one_claim_and_claims_stand_in_a_fixed_order(minutes: dict[str, int], rule: str) -> None:
    result = count_units(timed(minutes), rule)
    lines = [sorted(claim.items()) for claim in result.acceptable]
    assert result.tie == (len(lines) > 1)
    assert all(list(claim.items()) == billed for claim, billed in zip(result.acceptable, lines, strict=True))
    again = count_units(timed(minutes), rule).acceptable
    assert [dict(claim) for claim in again] == [dict(claim) for claim in result.acceptable]
    assert len({tuple(billed) for billed in lines}) == len(lines)
    assert all(count >= 1 for billed in lines for _, count in billed)


def test_two_services_of_8_minutes_pass_the_days_limit_and_no_claim_is_given() -> None:
    # 8 + 8 = 16, row 8-22: 1. By the midpoint 1 + 1 = 2, and no source says which of the two gives way.
    result = count_units(timed({"97112": 8, "97110": 8}), "capped-midpoint")
    assert result.acceptable == ()
    assert not result.tie
    assert result.unsettled == NoCodeGivesWay(2, 1)
    assert result.steps[-1] == result.unsettled


def test_minutes_below_8_are_not_billed_but_two_of_7_are() -> None:
    assert count_units([Service("97112", 7)]).acceptable == ({},)
    assert claims(count_units(timed({"97112": 7, "97110": 7}))) == {frozenset({("97112", 1)}), frozenset({("97110", 1)})}


@given(days, st.sampled_from(RULES))
def test_the_steps_name_the_total_the_codes_and_facts_that_exist(minutes: dict[str, int], rule: str) -> None:
    result = count_units([*timed(minutes), Service("97161", 20, timed=False)], rule)
    text = " ".join(step.text for step in result.steps)
    assert str(sum(minutes.values())) in text
    for claim in result.acceptable:
        assert all(code in text for code in claim)
    assert all(step.cites for step in result.steps)
    assert {fact for step in result.steps for fact in step.cites} <= cited_by(units_rules)


def test_the_last_step_names_who_gets_the_unit() -> None:
    assert count_units(timed({"97112": 24, "97110": 23})).steps[-1] == MostLeft(1, ("97112",))
    assert count_units(timed({"97112": 20, "97110": 20})).steps[-1] == Tie(("97110", "97112"), 5, 1)
    short = count_units(timed({"97112": 5, "97110": 6})).steps
    assert short[-1].cites == ("U-08",)


BAD: dict[str, tuple[Sequence[tuple[object, ...]], str, str]] = {
    "no services": ([], "medicare", "no services"),
    "unknown rule": ([("97112", 10)], "medicaid", "no rule"),
    "negative minutes": ([("97112", -1)], "medicare", "negative"),
    "half a minute": ([("97112", 7.5)], "medicare", "not a whole number"),
    "true": ([("97112", True)], "medicare", "not a whole number"),
    "text": ([("97112", "10")], "medicare", "not a whole number"),
    "more than a day": ([("97112", 1441)], "medicare", "1440"),
    "more than a day together": ([("97112", 721), ("97110", 720)], "medicare", "1441"),
    "units of an hour under Medicare": ([("97112", 60, True, 60)], "medicare", "15 minutes"),
    "units of an hour under a cap": ([("97112", 60, True, 60)], "capped-midpoint", "15 minutes"),
    "negative minutes of an untimed service": ([("97161", -1, False)], "medicare", "negative"),
    "more than a day of an untimed service": ([("97161", 1441, False)], "midpoint", "1440"),
    "a length that is true": ([("97112", 60, True, True)], "midpoint", "True is not a length for a unit"),
    "no length for a unit": ([("97112", 60, True, 0)], "midpoint", "length"),
    "timed and untimed": ([("97112", 10), ("97112", 10, False)], "medicare", "as timed and as untimed"),
}


@pytest.mark.parametrize(("services", "rule", "said"), BAD.values(), ids=BAD)
def test_a_visit_that_cannot_be_is_refused_in_one_line(services: Sequence[tuple[object, ...]], rule: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        count_units([Service(*service) for service in services], rule)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_the_whole_day_is_allowed() -> None:
    assert count_units([Service("97112", 1440)]).acceptable == ({"97112": 96},)


def test_a_unit_may_be_a_minute_long() -> None:
    assert count_units([Service("97112", 7, unit_minutes=1)], "midpoint").acceptable == ({"97112": 7},)


def test_the_assistants_minutes_are_part_of_all() -> None:
    assert Service("97112", 15, assistant=15).assistant == 15
    with pytest.raises(ValueError, match="97112: 16 minutes of the assistant are more than all 15"):
        Service("97112", 15, assistant=16)


def told(minutes: dict[str, int]) -> list[str]:
    return [step.text for step in count_units(timed(minutes)).steps]


def test_the_steps_of_one_code() -> None:
    assert told({"97112": 24}) == [
        "97112 is the only timed code: 24 total timed minutes.",
        "24 total timed minutes → 2 units for the day (23–37 minutes).",
        "Full 15-minute blocks first: 97112 24 minutes → 1 × 15, 9 left over.",
        "The 9 minutes left over bring the total to one more unit: 97112 gets it.",
    ]


def test_the_steps_where_two_codes_get_one_each() -> None:
    # 18 + 13 + 10 + 8 = 49: 3 units (38-52); rests 3, 13, 10, 8; one full block, so two units are left
    assert told({"97110": 18, "97140": 13, "97116": 10, "97035": 8})[2:] == [
        "Full 15-minute blocks first: 97110 18 minutes → 1 × 15, 3 left over; 97140 13 minutes → 0 × 15, 13 left over; "
        "97116 10 minutes → 0 × 15, 10 left over; 97035 8 minutes → 0 × 15, 8 left over.",
        "2 units left to assign. Compare the left-over minutes: 97140 13, 97116 10, 97035 8, 97110 3.",
        "2 units go, one each, to 97140 and 97116.",
    ]


def test_the_steps_of_a_tie_behind_sure_winners() -> None:
    # 14 + 13 + 10 + 10 = 47: 3 units; no full block; 14 and 13 win, the third is a tie of 10 and 10
    assert told({"97112": 14, "97116": 13, "97110": 10, "97140": 10})[2:] == [
        "3 units left to assign. Compare the left-over minutes: 97112 14, 97116 13, 97110 10, 97140 10.",
        "2 units go, one each, to 97112 and 97116.",
        "97110 and 97140 tie at 10 minutes left over, with 1 unit to assign: the clinician chooses, and every such "
        "claim is acceptable.",
    ]
    assert told({"97112": 14, "97110": 10, "97140": 10})[3:] == [  # 34: 2 units
        "1 unit goes to 97112.",
        "97110 and 97140 tie at 10 minutes left over, with 1 unit to assign: the clinician chooses, and every such "
        "claim is acceptable.",
    ]


def test_the_fact_behind_the_comparison_depends_on_whether_there_are_full_blocks() -> None:
    assert count_units(timed({"97112": 24, "97110": 23})).steps[3].cites == ("U-04",)
    assert count_units(timed({"97112": 14, "97110": 10})).steps[2].cites == ("U-08",)


def test_nothing_billable_is_told_code_by_code() -> None:
    assert any("3 (97112) + 4 (97110) = 7" in text for text in told({"97112": 3, "97110": 4}))


def test_an_untimed_code_changes_neither_rule_nor_what_is_unsettled() -> None:
    services = [*timed({"97112": 8, "97110": 8}), Service("97161", 30, False)]
    found = count_units(services, "capped-midpoint")
    assert found.rule == "capped-midpoint"
    assert found.unsettled == NoCodeGivesWay(2, 1)
    assert found.steps[-1] == Untimed("97161")


def test_what_is_refused_names_what_may_be_used() -> None:
    with pytest.raises(ValueError, match=r"^there is no rule 'x'; use one of medicare, midpoint, capped-midpoint$"):
        count_units(timed({"97112": 15}), "x")
    with pytest.raises(ValueError, match=r"^the visit has no services$"):
        count_units([])
