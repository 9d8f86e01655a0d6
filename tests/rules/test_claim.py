"""Whole claims against the independent method on more than 100,000 visits, by properties, and at the borders of each rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.guide import Guide
from macros.rules.assistants import NoWayToDivide
from macros.rules.claim import SETTINGS, ClaimResult, Crowded, Line, NotPriced, Separate, Visit, claim_for
from macros.rules.edits import HOSPITAL
from macros.rules.furnishing import ASSISTANTS
from macros.rules.modifiers import SEPARATE_MODIFIER
from macros.rules.payment import NATIONAL, NoFee
from macros.rules.units import cap_for
from macros.rules.visit import Service
from macros.rules.vocabulary import Profession
from tests import oracle
from tests.seeds import daily_seed

ROOT = Path(__file__).resolve().parents[2]
DATA = {
    name: yaml.safe_load((ROOT / f"docs/data/{name}.yml").read_text("utf-8"))
    for name in ("codes", "edit-pairs", "fees", "thresholds", "unit-limits")
}
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


def payments_of(result: ClaimResult) -> dict[frozenset[oracle.ClaimLine], set[oracle.Payment]] | None:
    """Each claim with what may be allowed, and paid by whom."""
    assert (result.unsettled is None) == bool(result.acceptable)
    if result.unsettled:
        return None
    return {
        lines_of(claim): {(Fraction(price.total), Fraction(paid.medicare), Fraction(paid.patient)) for paid in price.paid}
        if price
        else set()
        for claim, price in zip(result.acceptable, result.prices, strict=True)
    }


def bill_alike(found: ClaimResult, visit: Visit) -> None:
    """The rules and the oracle give the same claims, allowed and paid the same."""
    ours, theirs = payments_of(found), oracle.claims(plainly(visit), DATA)
    assert (ours and ours.keys()) == (theirs and theirs.keys()), visit
    for claim, paid in (theirs or {}).items():
        assert ours is not None
        assert oracle.is_payment(ours[claim], paid), visit


def agree(visit: Visit) -> None:
    """The rules and the oracle bill alike, and warn of the same limits."""
    found = claim_for(visit, TABLES)
    bill_alike(found, visit)
    _, lost, open_codes = oracle.paid(plainly(visit), DATA)
    assert {refusal.code for refusal in found.not_payable} == lost, visit
    assert found.depends == bool(open_codes), visit
    hospital = SETTINGS[visit.setting] == HOSPITAL
    for code in {service.code for service in visit.services} if not found.unsettled else set():
        most = max(sum(line.units for line in claim if line.code == code) for claim in found.acceptable)
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


PARTS = [*range(2), *(pytest.param(part, marks=pytest.mark.proof) for part in range(2, 16))]


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


@pytest.mark.parametrize("day", [date(2019, 6, 3), date(2021, 6, 3), date(2026, 6, 3)], ids=str)
def test_every_split_of_97112_up_to_45_minutes_each_is_billed_as_the_oracle_says(day: date) -> None:
    for therapist in range(46):
        for assistant in range(46):
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
    for claim in found.acceptable:
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
    for one, other in zip(with_assistant.prices, without.prices, strict=bool(with_assistant.acceptable)):
        assert (one is None) == (other is None)
        if one and other:
            assert one.total == other.total
            assert one.paid[0].medicare <= other.paid[0].medicare + Decimal("0.01") * len(one.lines)


@given(visits)
def test_modifiers_belong_together(visit: Visit) -> None:
    therapy = {"PT": "GP", "OT": "GO", "SLP": "GN"}[visit.discipline]
    for claim in claim_for(visit, TABLES).acceptable:
        for line in claim:
            assert line.modifiers[0] == therapy
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
