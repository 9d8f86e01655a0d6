"""Whole claims against the independent method on more than 100,000 visits, by properties, and at the borders of each rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.guide import Guide
from macros.rules.assistants import NoWayToDivide
from macros.rules.claim import SETTINGS, ClaimResult, Line, Separate, Visit, claim_for
from macros.rules.claim_reasons import Crowded, NotPriced
from macros.rules.edits import HOSPITAL
from macros.rules.furnishing import ASSISTANTS
from macros.rules.modifiers import SEPARATE_MODIFIER
from macros.rules.payment import NATIONAL, NoFee, Price
from macros.rules.units import cap_for
from macros.rules.visit import Service
from macros.rules.vocabulary import Profession
from tests import oracle
from tests.plain_yaml import plain_yaml
from tests.proof import proof
from tests.seeds import daily_seed

ROOT = Path(__file__).resolve().parents[2]
DATA = {name: plain_yaml(ROOT / f"docs/data/{name}.yml") for name in ("codes", "edit-pairs", "fees", "thresholds", "unit-limits")}
GUIDE = Guide.load(ROOT)
DATA["edit-pairs"]["rows"] = [
    row for row in DATA["edit-pairs"]["rows"] if {row["column_1"], row["column_2"]} <= GUIDE.library.codes.keys()
]
TABLES = GUIDE.library.tables
PLACES = sorted({place.id for place in GUIDE.library.fees.localities})
COUNTED = [code for code in GUIDE.library.codes.values() if not (code.once_a_day or code.adds_to or code.by_period)]
TIMED = [code.code for code in COUNTED if code.timed]
EVALUATIONS = {code.code for code in GUIDE.library.codes.values() if code.evaluation}
OTHERS = [profession for profession in Profession if profession not in ASSISTANTS]
"""Who may be named as the one who treated: an assistant's minutes are written as such."""
UNTIMED = [code.code for code in COUNTED if not code.timed]


def lines_of(claim: tuple[Line, ...]) -> frozenset[oracle.ClaimLine]:
    return frozenset((line.code, line.units, frozenset(line.modifiers), line.denied_by is not None) for line in claim)


Paid = set[oracle.Payment]
Alternatives = tuple[dict[frozenset[oracle.ClaimLine], Paid], dict[frozenset[frozenset[oracle.ClaimLine]], Paid]]


def paid_for(price: Price | None) -> Paid:
    return {(Fraction(price.total), Fraction(paid.medicare), Fraction(paid.patient)) for paid in price.paid} if price else set()


def may_become(claim: tuple[Line, ...]) -> frozenset[frozenset[oracle.ClaimLine]]:
    """The claims that one with open modifiers may turn out to be: each of its open units is marked or not."""
    units = [
        [(line, marked) for marked in ((False, True) if line.open_modifier else (False,))]
        for line in claim
        for _ in range(line.units)
    ]
    possible = set()
    for way in product(*units):
        counted = Counter(
            (line.code, frozenset({*line.modifiers, *([line.open_modifier] if marked else [])}), line.denied_by is not None)
            for line, marked in way
        )
        possible.add(frozenset((code, count, modifiers, denied) for (code, modifiers, denied), count in counted.items()))
    return frozenset(possible)


def payments_of(result: ClaimResult) -> Alternatives:
    """Each settled claim, and each open one as what it may become, with what may be allowed, and paid by whom."""
    assert (result.unsettled is None) == (not result.open)
    settled = zip(result.acceptable, result.prices, strict=True)
    return (
        {lines_of(claim): paid_for(price) for claim, price in settled},
        {may_become(each.lines): paid_for(each.price) for each in result.open},
    )


def every_claim(result: ClaimResult) -> list[tuple[Line, ...]]:
    """Settled and open."""
    return [*result.acceptable, *(each.lines for each in result.open)]


def prices_by_units(result: ClaimResult) -> dict[frozenset[tuple[str, int]], Price | None]:
    """The price of each claim, settled or open, by how many units of each code it has."""
    priced = [*zip(result.acceptable, result.prices, strict=True), *((each.lines, each.price) for each in result.open)]
    counted = [(Counter[str](), lines, price) for lines, price in priced]
    for units, lines, _ in counted:
        for line in lines:
            units[line.code] += line.units
    return {frozenset(units.items()): price for units, _, price in counted}


def bill_alike(found: ClaimResult, visit: Visit) -> None:
    """The rules and the oracle give the same claims, settled and open, allowed and paid the same."""
    settled, open_claims = payments_of(found)
    alternatives = oracle.claims(plainly(visit), DATA)
    expected = {claim: paid for possible in alternatives if len(possible) == 1 for claim, paid in possible.items()}
    expected_open = {frozenset(possible): possible for possible in alternatives if len(possible) > 1}
    assert settled.keys() == expected.keys(), visit
    assert open_claims.keys() == expected_open.keys(), visit
    for claim, paid in expected.items():
        assert oracle.is_payment(settled[claim], paid), visit
    for possible_claims, possible in expected_open.items():
        assert oracle.is_payment(open_claims[possible_claims], [each for paid in possible.values() for each in paid]), visit
        assert len({total for total, _, _ in open_claims[possible_claims]}) <= 1, visit


def agree(visit: Visit) -> None:
    """The rules and the oracle bill alike, and warn of the same limits."""
    found = claim_for(visit, TABLES)
    bill_alike(found, visit)
    _, lost, open_codes = oracle.paid(plainly(visit), DATA)
    assert {refusal.code for refusal in found.not_payable} == lost, visit
    assert found.depends == bool(open_codes), visit
    hospital = SETTINGS[visit.setting] == HOSPITAL
    claims = every_claim(found)
    for code in {service.code for service in visit.services}:
        most = max(sum(line.units for line in claim if line.code == code) for claim in claims)
        warned = any(warning.startswith(f"{code}: ") and "above the limit" in warning for warning in map(str, found.warnings))
        assert warned == oracle.over_limit(most, code, hospital, DATA["unit-limits"]), visit


def plainly(visit: Visit) -> dict[str, object]:
    """The visit as the oracle takes it."""
    return {
        "day": visit.service_date.isoformat(),
        "discipline": visit.discipline,
        "setting": visit.setting,
        "hospital": SETTINGS[visit.setting] == HOSPITAL,
        "year_to_date": None if visit.year_to_date is None else str(visit.year_to_date),
        "place": visit.locality,
        "qualifying": visit.qualifying,
        "separate": {each.codes: SEPARATE_MODIFIER[each.because] for each in visit.separate},
        "services": [
            (each.code, each.timed, each.minutes - each.assistant, each.assistant, each.treated_by) for each in visit.services
        ],
    }


def random_visit(random: Random) -> Visit:
    """A visit of one to five codes: often near a unit's border, often with an assistant, often near a threshold."""
    codes = random.sample(TIMED, random.choice((1, 1, 2, 2, 2, 3, 4))) + random.sample(UNTIMED, random.choice((0, 0, 0, 1)))
    discipline = random.choice(("PT", "PT", "OT", "SLP"))
    services = []
    for code in random.sample(codes, len(codes)):
        minutes = random.choice((random.randint(0, 75), random.randint(6, 24)))
        assistant = random.randint(0, minutes) if discipline != "SLP" and random.random() < 0.5 else 0
        who = random.choice(OTHERS) if random.random() < 0.1 else None
        services.append(replace(GUIDE.library.service(code, minutes, assistant), treated_by=who))
    year = random.randint(2018, 2027)
    near = Decimal(random.randint(-20000, 2000)) / 100
    known = TABLES.thresholds.get(year)
    pairs = list(combinations(codes, 2))
    return Visit(
        service_date=date(year, random.randint(1, 12), random.randint(1, 28)),
        services=tuple(services),
        discipline=discipline,
        setting=random.choice(list(SETTINGS)),
        locality=random.choice((NATIONAL.id, *PLACES)) if year == 2026 else NATIONAL.id,
        qualifying=random.random() < 0.3,
        year_to_date=random.choice((None, Decimal(random.randint(0, 4000)), known.amount(discipline) + near if known else None)),
        separate=tuple(
            Separate(frozenset(pair), random.choice(list(SEPARATE_MODIFIER))) for pair in pairs if random.random() < 0.4
        ),
    )


PARTS = [*range(2), *(proof(part) for part in range(2, 16))]


@pytest.mark.parametrize("part", PARTS)
def test_a_hundred_thousand_random_visits_agree_with_the_oracle(part: int) -> None:
    """13,000 visits, others each day; 104,000 with `make proof`."""
    random = Random(f"{daily_seed()}, part {part}")
    for _ in range(6_500):
        agree(random_visit(random))


@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_any_visit_that_hypothesis_finds_agrees_with_the_oracle(random: Random) -> None:
    agree(random_visit(random))


@pytest.mark.parametrize("most", [30, proof(45)])
@pytest.mark.parametrize("day", [date(2019, 6, 3), date(2021, 6, 3), date(2026, 6, 3)], ids=str)
def test_every_split_of_97112_is_billed_as_the_oracle_says(day: date, most: int) -> None:
    """Up to two blocks of each, with every remainder; `make proof` goes up to three."""
    for therapist in range(most + 1):
        for assistant in range(most + 1):
            visit = Visit(day, (Service("97112", therapist + assistant, assistant=assistant),), year_to_date=Decimal(0))
            bill_alike(claim_for(visit, TABLES), visit)


visits = st.builds(random_visit, st.randoms(use_true_random=False))


@given(visits, st.randoms(use_true_random=False))
def test_the_order_of_services_never_matters(visit: Visit, random: Random) -> None:
    shuffled = random.sample(visit.services, len(visit.services))
    assert payments_of(claim_for(replace(visit, services=tuple(shuffled)), TABLES)) == payments_of(claim_for(visit, TABLES))


@given(visits, st.data())
def test_splitting_a_service_in_two_changes_nothing(visit: Visit, data: st.DataObject) -> None:
    which = data.draw(st.sampled_from(visit.services))
    mine = data.draw(st.integers(0, which.minutes - which.assistant))
    theirs = data.draw(st.integers(0, which.assistant))
    halves = (
        replace(which, minutes=mine + theirs, assistant=theirs),
        replace(which, minutes=which.minutes - mine - theirs, assistant=which.assistant - theirs),
    )
    others = tuple(service for service in visit.services if service is not which)
    assert payments_of(claim_for(replace(visit, services=(*others, *halves)), TABLES)) == payments_of(claim_for(visit, TABLES))


@given(visits)
def test_units_never_exceed_the_days_table(visit: Visit) -> None:
    found = claim_for(visit, TABLES)
    timed = sum(mine + theirs for is_timed, mine, theirs in oracle.paid(plainly(visit), DATA)[0].values() if is_timed)
    for claim in every_claim(found):
        assert sum(line.units for line in claim if line.code in TIMED) == cap_for(timed)
        assert all(line.units > 0 for line in claim)


@given(visits)
def test_an_assistants_minutes_leave_what_is_allowed_and_never_raise_what_medicare_pays(visit: Visit) -> None:
    by_therapists = [service for service in visit.services if not service.assistant or service.code not in EVALUATIONS]
    visit = replace(visit, services=tuple(replace(service, treated_by=None) for service in by_therapists))
    if not by_therapists:
        return
    alone = tuple(replace(service, assistant=0) for service in visit.services)
    with_assistant, without = claim_for(visit, TABLES), claim_for(replace(visit, services=alone), TABLES)
    prices, of_therapists = prices_by_units(with_assistant), prices_by_units(without)
    assert prices.keys() == of_therapists.keys()
    for units, one in prices.items():
        other = of_therapists[units]
        assert (one is None) == (other is None)
        if one and other:
            assert one.total == other.total
            assert one.paid[0].medicare <= other.paid[0].medicare + Decimal("0.01") * len(one.lines)


@given(visits)
def test_modifiers_belong_together(visit: Visit) -> None:
    therapy = {"PT": "GP", "OT": "GO", "SLP": "GN"}[visit.discipline]
    for claim in every_claim(claim_for(visit, TABLES)):
        for line in claim:
            assert line.modifiers[0] == therapy
            assert line.open_modifier in {"", {"GP": "CQ", "GO": "CO"}.get(therapy, "")}
            assert line.open_modifier not in line.modifiers
            assert {"CQ": "GP", "CO": "GO"}.get(next(iter({"CQ", "CO"} & set(line.modifiers)), ""), therapy) == therapy
            assert len(set(line.modifiers)) == len(line.modifiers)
        assert len({"KX" in line.modifiers for line in claim}) <= 1


@given(visits)
def test_every_step_is_a_sentence_and_cites_a_fact(visit: Visit) -> None:
    found = claim_for(visit, TABLES)
    assert len(set(found.steps)) == len(found.steps)
    for step in found.steps:
        assert step.text.endswith("."), step
        assert step.cites, step
    assert all(warning.endswith(".") for warning in map(str, found.warnings))


def of_the_issue(**changed: object) -> Visit:
    services = (Service("97112", 28, assistant=13), Service("97140", 22), Service("97161", 0, timed=False))
    visit = Visit(date(2026, 3, 2), services, year_to_date=Decimal("2400.00"))
    return replace(visit, **changed)  # type: ignore[arg-type]


def texts(result: ClaimResult) -> list[str]:
    return [step.text for step in result.steps]


def told(result: ClaimResult) -> list[list[str]]:
    return [[f"{line.code}x{line.units} {' '.join(line.modifiers)}" for line in claim] for claim in result.acceptable]


def test_a_visit_worked_by_hand() -> None:
    # 28 + 22 = 50 minutes: 3 units. Rests 13 and 7: the odd unit is 97112's, all of it the assistant's. The evaluation in full
    # (practice expense 1.38): 97.86; 97112 twice at 24.88, with CQ and without; 97140 (0.43 + 0.195 + 0.01) x 33.4009 = 21.21.
    # Together 168.83, and 2,568.83 is above 2,480. Medicare: 19.90 + 0.68 x 24.88 (16.9184) + 16.97 + 78.29 = 132.08.
    found = claim_for(of_the_issue(), TABLES)
    assert told(found) == [["97112x1 GP KX", "97112x1 GP CQ KX", "97140x1 GP KX", "97161x1 GP KX"]]
    assert found.prices[0] is not None
    assert str(found.prices[0].total) == "168.83"
    assert [str(paid.medicare) for paid in found.prices[0].paid] == ["132.08"]
    assert found.crosses
    assert any("passes the KX threshold" in warning for warning in map(str, found.warnings))


@pytest.mark.parametrize(
    ("before", "kx", "crosses"),
    [("0", False, False), ("2311.17", False, False), ("2311.18", True, True), ("2480.00", True, True), ("2480.01", True, False)],
)
def test_the_running_total_decides_kx(before: str, kx: bool, crosses: bool) -> None:
    found = claim_for(of_the_issue(year_to_date=Decimal(before)), TABLES)  # the visit is 168.83
    assert {"KX" in line.modifiers for claim in found.acceptable for line in claim} == {kx}
    assert found.crosses is crosses


def test_without_the_years_amount_kx_is_not_decided_and_said_so() -> None:
    found = claim_for(of_the_issue(year_to_date=None), TABLES)
    assert not any("KX" in line.modifiers for claim in found.acceptable for line in claim)
    assert any(warning.startswith("KX is not decided") for warning in map(str, found.warnings))


@pytest.mark.parametrize(("before", "warned"), [("2831.17", False), ("2831.18", True)])
def test_the_line_of_targeted_review_is_told(before: str, warned: bool) -> None:
    found = claim_for(of_the_issue(year_to_date=Decimal(before)), TABLES)  # 2,831.17 + 168.83 = 3,000.00
    assert any("medical review" in warning for warning in map(str, found.warnings)) is warned


def with_group(**changed: object) -> Visit:
    services = (Service("97112", 30), Service("97150", 25, timed=False))
    return replace(Visit(date(2026, 3, 2), services, year_to_date=Decimal(0)), **changed)  # type: ignore[arg-type]


def test_an_edited_line_denies_and_is_not_paid() -> None:
    found = claim_for(with_group(), TABLES)
    (claim,) = found.acceptable
    assert [(line.code, line.denied_by) for line in claim] == [("97112", "97150"), ("97150", None)]
    assert found.prices[0] is not None
    assert [line.code for line in found.prices[0].lines] == ["97150"]
    assert any(warning.startswith("97112 denies beside 97150") for warning in map(str, found.warnings))


@pytest.mark.parametrize(("because", "modifier"), SEPARATE_MODIFIER.items())
def test_separate_services_open_the_pair_with_the_modifier_that_says_why(because: str, modifier: str) -> None:
    found = claim_for(with_group(separate=(Separate(frozenset({"97112", "97150"}), because),)), TABLES)
    assert told(found) == [[f"97112x2 GP {modifier}", "97150x1 GP"]]
    assert not any("denies" in warning for warning in map(str, found.warnings))


def test_no_modifier_opens_an_edit_of_indicator_0() -> None:
    services = (Service("97140", 15), Service("97124", 15))
    separate = (Separate(frozenset({"97140", "97124"}), "structure"),)
    found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=Decimal(0), separate=separate), TABLES)
    assert [(line.code, line.denied_by) for line in found.acceptable[0]] == [("97140", None), ("97124", "97140")]
    assert any("no modifier overrides the edit" in warning for warning in map(str, found.warnings))


def test_the_setting_chooses_the_table_of_edits_and_limits() -> None:
    services = (Service("97161", 20, timed=False), Service("97750", 30))
    separate = (Separate(frozenset({"97161", "97750"}), "encounter"),)
    for setting, denied in (("private-practice", "97161"), ("hospital-outpatient", None)):
        visit = Visit(date(2026, 3, 2), services, setting=setting, year_to_date=Decimal(0), separate=separate)
        assert claim_for(visit, TABLES).acceptable[0][1].denied_by == denied
    long = (Service("97112", 75),)  # 5 units: above 4 in the practitioner table, not above 6 in the hospital table
    for setting, warned in (("private-practice", True), ("skilled-nursing", False)):
        visit = Visit(date(2026, 3, 2), long, setting=setting, year_to_date=Decimal(0))
        assert any("above the limit of 4" in warning for warning in map(str, claim_for(visit, TABLES).warnings)) is warned


def test_two_units_left_without_the_exception_are_unsettled() -> None:
    found = claim_for(Visit(date(2026, 3, 2), (Service("97112", 23, assistant=8),)), TABLES)
    # 15 by the therapist is a full block; 8 by the assistant is the unit left: settled. 14 and 9 before 2022: not.
    assert told(found) == [["97112x1 GP", "97112x1 GP CQ"]]
    before = claim_for(Visit(date(2021, 3, 2), (Service("97112", 23, assistant=9),)), TABLES)
    assert before.acceptable == ()
    assert before.unsettled == NoWayToDivide("97112", 14, 9, 23)


def test_one_unsettled_alternative_hides_no_settled_one() -> None:
    # Therapist 12 and assistant 8 beside 20 of 97530: 40 minutes are 3 units, and the third is either code's. With one unit
    # 97112 is the therapist's, by 8 minutes or more; with two no source parts them, for 20 minutes are not 23.
    services = (Service("97112", 20, assistant=8), Service("97530", 20))
    found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=Decimal(0)), TABLES)
    assert told(found) == [["97112x1 GP", "97530x2 GP"]]
    # 97530 in full 1.05 x 33.4009 = 35.07, and with half of its practice expense 0.75 x 33.4009 = 25.05; 97112 halved 24.88.
    assert [str(price and price.total) for price in found.prices] == ["85.00"]
    (open_claim,) = found.open
    assert open_claim.lines == (Line("97112", 2, ("GP",), open_modifier="CQ"), Line("97530", 1, ("GP",)))
    assert open_claim.why == (NoWayToDivide("97112", 12, 8, 20),)
    assert found.unsettled == open_claim.why[0]


def test_full_blocks_are_certain_where_the_units_left_are_not() -> None:
    # Therapist 42 and assistant 38 are two blocks each, with 12 and 8 minutes left over. Beside 20 of 97530, in 7 units, 97112
    # has five, the last the therapist's by 8 minutes or more, or six, and then no source parts the last two.
    services = (Service("97112", 80, assistant=38), Service("97530", 20))
    found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=Decimal(0)), TABLES)
    assert [each.lines for each in found.open] == [
        (
            Line("97112", 2, ("GP",)),
            Line("97112", 2, ("GP", "CQ")),
            Line("97112", 2, ("GP",), open_modifier="CQ"),
            Line("97530", 1, ("GP",)),
        )
    ]
    assert told(found) == [["97112x3 GP", "97112x2 GP CQ", "97530x2 GP"]]


def test_an_open_claim_is_allowed_the_same_whoever_had_the_units_left() -> None:
    # 97112 twice and 97530 once pass the threshold of 2,480 after 2,479, whoever had the units left: KX is known. Medicare pays
    # 80 percent of them, or 68 of each line with CQ.
    services = (Service("97112", 20, assistant=8), Service("97530", 20))
    found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=Decimal(2479)), TABLES)
    (open_claim,) = found.open
    assert open_claim.price is not None
    ways = [[("97112", 2, False)], [("97112", 1, False), ("97112", 1, True)], [("97112", 2, True)]]
    possible = [each for way in ways for each in oracle.payments([*way, ("97530", 1, False)], "2026-03-02", DATA["fees"]) or []]
    assert {Fraction(open_claim.price.total)} == {total for each in possible for total, _, _ in each}
    assert {Fraction(paid.medicare) for paid in open_claim.price.paid} == {paid for each in possible for _, paid, _ in each}
    assert len(open_claim.price.paid) == 3
    assert all("KX" in line.modifiers for line in open_claim.lines)
    assert open_claim.price.unsettled is not None
    assert open_claim.price.unsettled in found.steps


def test_an_edit_denies_an_open_line_too() -> None:
    # 23 minutes of both before 2022 leave two units that nothing parts; 97112 denies beside a group unless they were separate.
    services = (Service("97112", 23, assistant=9), Service("97150", 25, timed=False))
    shut = claim_for(Visit(date(2021, 3, 2), services, year_to_date=Decimal(0)), TABLES)
    assert [(line.code, line.open_modifier, line.denied_by) for line in shut.open[0].lines] == [
        ("97112", "CQ", "97150"),
        ("97150", "", None),
    ]
    separate = (Separate(frozenset({"97112", "97150"}), "structure"),)
    opened = claim_for(Visit(date(2021, 3, 2), services, year_to_date=Decimal(0), separate=separate), TABLES)
    assert opened.open[0].lines[0] == Line("97112", 2, ("GP", "XS"), open_modifier="CQ")


def test_a_service_whose_share_is_not_settled_keeps_its_unit() -> None:
    # 3 of 25 minutes are 12 percent, and as a whole minute the tenth is 3, so that one way marks the group and another does not.
    visit = Visit(date(2026, 3, 2), (Service("97150", 25, assistant=3, timed=False),), year_to_date=Decimal(0))
    found = claim_for(visit, TABLES)
    assert found.acceptable == ()
    assert [each.lines for each in found.open] == [(Line("97150", 1, ("GP",), open_modifier="CQ"),)]
    assert found.open[0].price is not None
    assert len(found.open[0].price.paid) == 2


def test_ties_are_claims_of_their_own_each_with_its_price() -> None:
    found = claim_for(Visit(date(2026, 3, 2), (Service("97112", 20), Service("97110", 20)), year_to_date=Decimal(0)), TABLES)
    assert told(found) == [["97112x2 GP", "97110x1 GP"], ["97112x1 GP", "97110x2 GP"]]
    assert [str(each.total) for each in found.prices if each] == ["79.82", "77.15"]


@pytest.mark.parametrize("rule", ["midpoint", "capped-midpoint"])
def test_another_payers_claim_has_units_alone(rule: str) -> None:
    found = claim_for(Visit(date(2026, 3, 2), (Service("97112", 23),), payer_rule=rule, year_to_date=Decimal(9999)), TABLES)
    assert told(found) == [["97112x2 "]]
    assert found.prices == (None,)
    assert found.warnings


def test_what_cannot_be_priced_is_still_a_claim() -> None:
    found = claim_for(Visit(date(2026, 3, 2), (Service("97533", 15),), year_to_date=Decimal(100)), TABLES)
    assert told(found) == [["97533x1 GP"]]
    assert found.prices == (None,)
    assert NotPriced(NoFee("97533", 2026)) in found.warnings


@pytest.mark.parametrize("before", [Decimal(100), Decimal(5000)])
def test_nothing_billable_is_an_empty_claim_and_says_nothing_of_kx(before: Decimal) -> None:
    found = claim_for(Visit(date(2026, 3, 2), (Service("97112", 7),), year_to_date=before), TABLES)
    assert found.acceptable == ((),)
    assert found.prices == (None,)
    assert not any("KX" in text for text in (*texts(found), *map(str, found.warnings)))
    assert found.crosses is False


def test_a_denied_line_adds_nothing_to_the_year() -> None:
    services = (Service("97140", 15), Service("97124", 15))
    found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=Decimal(2480)), TABLES)
    assert found.crosses
    assert found.prices[0] is not None
    assert [line.code for line in found.prices[0].lines] == ["97140"]


OPENED = (
    Separate(frozenset({"97112", "97150"}), "minutes"),
    Separate(frozenset({"97112", "95992"}), "encounter"),
)


def test_59_gives_way_to_an_x_modifier_on_one_line() -> None:
    services = (Service("97112", 30), Service("97150", 20, timed=False), Service("95992", 10, timed=False))
    for separate in (OPENED, OPENED[::-1]):
        found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=Decimal(0), separate=separate), TABLES)
        assert told(found) == [["97112x2 GP XE", "97150x1 GP", "95992x1 GP"]]
        assert any("59 and an X modifier do not go on one line" in text for text in texts(found))
    alone = claim_for(Visit(date(2026, 3, 2), services[:2], year_to_date=Decimal(0), separate=OPENED[:1]), TABLES)
    assert told(alone) == [["97112x2 GP 59", "97150x1 GP"]]
    assert not any("do not go on one line" in text for text in texts(alone))


def test_more_than_four_modifiers_are_warned_of() -> None:
    services = (Service("97112", 15, assistant=15), Service("97150", 20, timed=False), Service("97760", 15))
    separate = (Separate(frozenset({"97112", "97150"}), "encounter"), Separate(frozenset({"97112", "97760"}), "practitioner"))
    told = Crowded("97112", 4, ("GP", "CQ", "XE", "XP", "KX"))
    for before, crowded in ((Decimal(9000), True), (Decimal(0), False)):
        found = claim_for(Visit(date(2026, 3, 2), services, year_to_date=before, separate=separate), TABLES)
        assert (told in found.warnings) is crowded
        assert any("a claim line holds" in warning for warning in map(str, found.warnings)) is crowded


def test_a_code_not_read_as_always_therapy_is_warned_of() -> None:
    services = (Service("95992", 10, timed=False), Service("97112", 15))
    found = claim_for(Visit(date(2026, 3, 2), services, discipline="OT", year_to_date=Decimal(0)), TABLES)
    warned = [warning for warning in map(str, found.warnings) if "always therapy" in warning]
    assert warned == [
        "95992: Medicare's list of always therapy codes was not read for it; GO is on it because the plan of care is OT."
    ]


@pytest.mark.parametrize(("code", "warned"), [("97542", False), ("97016", False), ("97018", False), ("97533", True)])
def test_codes_with_the_mark_of_the_reduction_are_always_therapy_and_priced(code: str, warned: bool) -> None:
    """The fee file of 2026 marks 97016, 97018 and 97542 with the therapy reduction; 97533 was not read in it."""
    services = (Service(code, 20, timed=code in {"97533", "97542"}), Service("97112", 15))
    found = claim_for(Visit(date(2026, 10, 5), services, year_to_date=Decimal(0)), TABLES)
    assert any("always therapy" in warning for warning in map(str, found.warnings)) is warned
    assert [priced is None for priced in found.prices] == [warned]


def test_units_above_a_limit_are_told_with_the_day_of_the_table_and_what_the_amount_counts() -> None:
    found = claim_for(Visit(date(2026, 3, 2), (Service("97112", 75),), year_to_date=Decimal(0)), TABLES)
    assert found.warnings[0].text == (
        "97112: 5 units are above the limit of 4 a day (MUE) in the practitioner table of October 1, 2026 (indicator 3: a limit "
        "for the day that can be appealed with records). They are counted here all the same."
    )


BAD = {
    "rule": (of_the_issue(payer_rule="medicaid"), "no payer rule `medicaid`; use one of medicare"),
    "discipline": (of_the_issue(discipline="AT"), "no discipline `AT`; use one of PT, OT, SLP"),
    "setting": (of_the_issue(setting="gym"), "no setting `gym`; use one of private-practice"),
    "reason": (
        of_the_issue(separate=(Separate(frozenset({"97112", "97140"}), "money"),)),
        "no reason `money`; use one of encounter",
    ),
    "day": (of_the_issue(service_date=date(2017, 12, 31)), "before the data begins; use a service date from 2018-01-01 on"),
    "plan": (of_the_issue(therapists_plan=False), "97112: an assistant works under a therapist's plan"),
    "assistant of an SLP": (of_the_issue(discipline="SLP"), "97112: there is no assistant's modifier for SLP"),
    "nothing": (of_the_issue(services=()), "no services"),
}


@pytest.mark.parametrize(("visit", "said"), BAD.values(), ids=BAD)
def test_a_visit_that_cannot_be_is_refused(visit: Visit, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        claim_for(visit, TABLES)


def test_the_first_day_of_the_data_is_accepted() -> None:
    assert told(claim_for(Visit(date(2018, 1, 1), (Service("97112", 15, assistant=15),), year_to_date=Decimal(0)), TABLES)) == [
        ["97112x1 GP"]
    ]
