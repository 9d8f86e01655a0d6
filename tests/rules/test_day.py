"""Days of several disciplines against the independent method, and cases worked by hand from S-15, K-922a, M-04, M-26 and P-02."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from macros.rules.assistants import NoWayToDivide
from macros.rules.claim import Line, Separate, Visit, claim_for
from macros.rules.claim_reasons import KxByFullUnit
from macros.rules.day import CountedAsOne, DayClaims, DayResult, FullUnitOfEither, MinutesTogether, day_for
from macros.rules.modifiers import SEPARATE_MODIFIER, THRESHOLDS
from macros.rules.refused import Refused
from macros.rules.visit import Service
from tests import oracle
from tests.proof import proof
from tests.rules.test_claim import DATA, TABLES, may_become, paid_for, plainly, random_visit
from tests.seeds import daily_seed

DAY = date(2026, 3, 2)


def pt(*services: Service, before: str | None = "0", **changed: object) -> Visit:
    amount = None if before is None else Decimal(before)
    return replace(Visit(DAY, services, year_to_date=amount), **changed)  # type: ignore[arg-type]


def ot(*services: Service, before: str | None = "0", **changed: object) -> Visit:
    return replace(pt(*services, before=before, **changed), discipline="OT")


def lines(result: DayResult) -> list[list[str]]:
    return [[f"{claim.discipline} {told(line)}" for claim in day.claims for line in claim.lines] for day in result.acceptable]


def told(line: Line) -> str:
    return f"{line.code}x{line.units} {' '.join(line.modifiers)}"


def random_day(random: Random) -> list[Visit]:
    """Two disciplines, seldom three, on one day: often with one code in both, often near a threshold."""
    first = random_visit(random)
    threshold = TABLES.thresholds.get(first.service_date.year)
    before: dict[tuple[str, ...], Decimal | None] = dict.fromkeys(THRESHOLDS, first.year_to_date)
    if threshold and random.random() < 0.6:
        before = {shared: threshold.amount(shared[0]) - Decimal(random.randint(0, 20000)) / 100 for shared in THRESHOLDS}
    visits: list[Visit] = []
    for discipline in random.sample(("PT", "OT", "SLP"), random.choice((2, 2, 2, 3))):
        services = [replace(each, assistant=0) if discipline == "SLP" else each for each in random_visit(random).services]
        if visits and random.random() < 0.5:
            codes = {each.code for each in services}
            services += [replace(each, assistant=0) for each in visits[0].services[:1] if each.code not in codes]
        (amount,) = [amount for shared, amount in before.items() if discipline in shared]
        visits.append(replace(first, discipline=discipline, services=tuple(services), year_to_date=amount))
    pairs = combinations(sorted({each.code for visit in visits for each in visit.services}), 2)
    reasons = list(SEPARATE_MODIFIER)
    separate = tuple(Separate(frozenset(pair), random.choice(reasons)) for pair in pairs if random.random() < 0.3)
    return [replace(visit, separate=separate) for visit in visits]


DayPaid = tuple[set[oracle.Payment], dict[str, set[Fraction]]]


def way_of(day: DayClaims) -> frozenset[frozenset[oracle.DayLine]]:
    """The ways to bill that this one may turn out to be: one if it is settled."""
    each_claim = [[(claim.discipline, possible) for possible in may_become(claim.lines)] for claim in day.claims]
    return frozenset(frozenset((discipline, line) for discipline, claim in way for line in claim) for way in product(*each_claim))


def paid_of(day: DayClaims) -> DayPaid:
    return paid_for(day.price), {claim.discipline: {Fraction(amount) for amount in claim.allowed} for claim in day.claims}


@pytest.mark.parametrize("count", [400, proof(8_000)])
def test_random_days_of_several_disciplines_agree_with_the_oracle(count: int) -> None:
    random = Random(f"{daily_seed()}, days")
    settled = unsettled = tied = edited = 0
    for _ in range(count):
        visits = random_day(random)
        result = day_for(visits, TABLES)
        theirs = {frozenset(possible): possible for possible in oracle.days([plainly(visit) for visit in visits], DATA)}
        ours = {way_of(day): paid_of(day) for day in (*result.acceptable, *result.open)}
        assert ours.keys() == theirs.keys(), visits
        assert {way_of(day) for day in result.acceptable} == {way for way in theirs if len(way) == 1}, visits
        assert bool(result.open) == bool(result.unsettled), visits
        for way, possible in theirs.items():
            payments = [payment for paid, _ in possible.values() for payment in paid]
            assert oracle.is_payment(ours[way][0], payments), visits
            for _, allowed in possible.values():
                assert ours[way][1] == allowed, visits
                tied += any(len(amounts) > 1 for amounts in allowed.values())
            edited += any(line[1][3] for claim in possible for line in claim)
        settled += not result.open
        unsettled += bool(result.open)
    assert min(settled, unsettled, tied, edited) > 8, (settled, unsettled, tied, edited)


def test_each_discipline_has_a_claim_with_its_own_modifier_and_units() -> None:
    # 20 minutes of PT and 20 of OT are a unit each, and 40 minutes as one would be three.
    found = day_for([pt(Service("97112", 20)), ot(Service("97535", 20))], TABLES)
    assert lines(found) == [["PT 97112x1 GP", "OT 97535x1 GO"]]
    assert CountedAsOne(40, 2, 3) in found.warnings


def test_minutes_counted_apart_that_make_more_than_as_one_are_warned_of() -> None:
    found = day_for([pt(Service("97112", 8)), ot(Service("97535", 8))], TABLES)
    assert lines(found) == [["PT 97112x1 GP", "OT 97535x1 GO"]]
    assert CountedAsOne(16, 2, 1) in found.warnings
    whole = day_for([pt(Service("97112", 15)), ot(Service("97535", 15))], TABLES)
    assert not any(isinstance(warning, CountedAsOne) for warning in whole.warnings)


def test_one_unit_of_the_whole_day_is_paid_in_full() -> None:
    # 2026, the nation: 97112 in full (0.50 + 0.47 + 0.01) x 33.4009 = 32.73, halved (0.50 + 0.235 + 0.01) = 24.88;
    # 97535 in full (0.45 + 0.51 + 0.01) = 32.40, halved 23.88. 97535 has the higher practice expense: 24.88 + 32.40 = 57.28.
    found = day_for([pt(Service("97112", 15)), ot(Service("97535", 15))], TABLES)
    (day,) = found.acceptable
    assert day.price is not None
    assert str(day.price.total) == "57.28"
    assert [[str(amount) for amount in claim.allowed] for claim in day.claims] == [["24.88"], ["32.40"]]
    alone = [claim_for(visit, TABLES).prices[0] for visit in (pt(Service("97112", 15)), ot(Service("97535", 15)))]
    assert sum(price.total for price in alone if price) == Decimal("65.13")


@pytest.mark.parametrize(
    ("pt_before", "ot_before", "pt_kx", "ot_kx"),
    [
        ("2455.12", "2447.60", False, False),  # 2,455.12 + 24.88 and 2,447.60 + 32.40 are 2,480.00 each: not above
        ("2455.13", "2447.60", True, False),
        ("2455.12", "2447.61", False, True),
        ("0", "9000", False, True),
    ],
)
def test_each_threshold_has_its_own_total(pt_before: str, ot_before: str, pt_kx: bool, ot_kx: bool) -> None:
    found = day_for([pt(Service("97112", 15), before=pt_before), ot(Service("97535", 15), before=ot_before)], TABLES)
    (day,) = found.acceptable
    assert ["KX" in claim.lines[0].modifiers for claim in day.claims] == [pt_kx, ot_kx]


def test_pt_and_slp_share_a_threshold() -> None:
    # 97112 halved twice 49.76 and 97535 in full 32.40 are on one total: 2,430 and 82.16 are above 2,480, and 2,430 and 32.40 not.
    visits = [pt(Service("97112", 30), before="2430"), replace(pt(Service("97535", 15), before="2430"), discipline="SLP")]
    (day,) = day_for(visits, TABLES).acceptable
    assert day.price is not None
    assert Decimal("2430") + day.price.total > Decimal("2480")
    assert all("KX" in line.modifiers for claim in day.claims for line in claim.lines)
    alone = claim_for(visits[1], TABLES)
    assert "KX" not in alone.acceptable[0][0].modifiers
    with pytest.raises(Refused, match="PT and SLP share a threshold"):
        day_for([visits[0], replace(visits[1], year_to_date=Decimal(1))], TABLES)


def test_a_tie_for_the_unit_paid_in_full_may_leave_kx_open() -> None:
    # 97530: 35.07 in full, 25.05 halved. One unit each: PT has 35.07 or 25.05, and 2,450 + 35.07 is above 2,480.
    found = day_for([pt(Service("97530", 15), before="2450"), ot(Service("97530", 15), before="0")], TABLES)
    (day,) = found.acceptable
    assert [set(map(str, claim.allowed)) for claim in day.claims] == [{"35.07", "25.05"}, {"25.05", "35.07"}]
    assert day.price is not None
    assert str(day.price.total) == "60.12"
    assert KxByFullUnit(("PT",)) in found.warnings
    assert not any("KX" in line.modifiers for claim in day.claims for line in claim.lines)


def test_a_tie_for_the_unit_paid_in_full_is_told_by_claim() -> None:
    found = day_for([pt(Service("97530", 15)), ot(Service("97530", 15))], TABLES)
    assert FullUnitOfEither(("PT", "OT")) in found.warnings
    apart = day_for([pt(Service("97112", 15)), ot(Service("97530", 15))], TABLES)
    assert not any(isinstance(warning, FullUnitOfEither) for warning in apart.warnings)


def test_edits_look_across_disciplines() -> None:
    visits = [pt(Service("97112", 30)), ot(Service("97150", 25, timed=False))]
    (day,) = day_for(visits, TABLES).acceptable
    assert [claim.lines[0].denied_by for claim in day.claims] == ["97150", None]
    pair = (Separate(frozenset({"97112", "97150"}), "practitioner"),)
    opened = day_for([replace(visit, separate=pair) for visit in visits], TABLES)
    assert lines(opened) == [["PT 97112x2 GP XP", "OT 97150x1 GO"]]


def test_the_limit_of_a_code_counts_the_units_of_all_disciplines() -> None:
    apart = [pt(Service("97112", 45)), ot(Service("97112", 30))]
    assert not any("above the limit" in str(warning) for visit in apart for warning in claim_for(visit, TABLES).warnings)
    assert any("97112: 5 units are above the limit of 4" in str(warning) for warning in day_for(apart, TABLES).warnings)


def test_a_claim_that_is_not_settled_leaves_the_day_its_lines_edits_and_price() -> None:
    old = date(2021, 3, 2)
    visits = [
        pt(Service("97112", 23, assistant=9), service_date=old),  # two units left, 14 and 9 minutes: unsettled before 2022
        ot(Service("97535", 20), service_date=old, before="9000"),
    ]
    found = day_for(visits, TABLES)
    assert list(found.unsettled) == ["PT"]
    assert lines(found) == []
    (day,) = found.open
    assert [line for claim in day.claims for line in claim.lines] == [
        Line("97112", 2, ("GP",), open_modifier="CQ"),
        Line("97535", 1, ("GO", "KX")),
    ]
    assert day.why == (NoWayToDivide("97112", 14, 9, 23),)
    assert day.price is not None
    assert day.price.total == sum(amount for claim in day.claims for amount in claim.allowed)


def test_a_day_keeps_its_settled_way_beside_one_that_is_not() -> None:
    # As alone: 97112 has one unit, which is the therapist's, or two, which no source parts. The other plan's unit stands in both.
    visits = [pt(Service("97112", 20, assistant=8), Service("97530", 20)), ot(Service("97535", 15))]
    found = day_for(visits, TABLES)
    assert lines(found) == [["PT 97112x1 GP", "PT 97530x2 GP", "OT 97535x1 GO"]]
    assert [[line.open_modifier for line in claim.lines] for claim in found.open[0].claims] == [["CQ", ""], [""]]


def test_units_of_two_claims_are_not_paid_as_one_line() -> None:
    # 97112 twice with half of its practice expense, 24.88 each: 80 percent is 19.904 on a line of its own, and 39.808 of both.
    visits = [pt(Service("97112", 8, assistant=1)), ot(Service("97112", 15), Service("97530", 15))]
    (day,) = day_for(visits, TABLES).open
    assert day.price is not None
    # 97530 in full, 35.07: 28.056. Unmarked 19.90 + 19.90 + 28.06; marked 68 percent, 16.9184: 16.92 + 19.90 + 28.06.
    assert [str(paid.medicare) for paid in day.price.paid] == ["67.86", "64.88"]


def test_what_is_not_payable_under_one_plan_is_under_the_other() -> None:
    found = day_for([pt(Service("97161", 30, timed=False)), ot(Service("97161", 30, timed=False))], TABLES)
    assert lines(found) == [["PT 97161x1 GP"]]
    assert [refusal.code for refusal in found.drafts["OT"].not_payable] == ["97161"]


def test_without_clock_times_it_is_said_that_minutes_together_count_once() -> None:
    visits = [pt(Service("97112", 15)), ot(Service("97535", 15))]
    assert MinutesTogether(("PT", "OT")) in day_for(visits, TABLES).warnings
    assert MinutesTogether(("PT", "OT")) not in day_for(visits, TABLES, clock=True).warnings


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        ([pt(Service("97112", 15)), pt(Service("97110", 15))], "two visits on the day"),
        ([pt(Service("97112", 15)), ot(Service("97110", 15), locality="ohio")], "not of one day, place and payer"),
        ([pt(Service("97112", 15), payer_rule="midpoint"), ot(Service("97110", 15), payer_rule="midpoint")], "was not read"),
    ],
    ids=["one discipline twice", "two places", "another payer"],
)
def test_visits_that_are_no_day_are_refused(visits: list[Visit], said: str) -> None:
    with pytest.raises(Refused, match=said):
        day_for(visits, TABLES)
