"""What else changes a Medicare claim, each case from the fact that states it, and held against the claim without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from macros.rules.circumstances import (
    Circumstances,
    CriticalAccessNotRead,
    HomeHealthEpisode,
    MaintenanceBeforeNotRead,
    MaintenanceByAssistant,
    MaintenanceInTheInterim,
    NoMarksInCriticalAccess,
    NotYetOnTheList,
    PartAStay,
    StudentTookPart,
    StudentWithAssistant,
    TelehealthEnds,
    TelehealthLapsed,
    TelehealthListNotSeen,
    TelehealthOfAnInstitution,
    TelehealthOfOtherCodes,
    TelehealthPlace,
)
from macros.rules.claim import ClaimResult, Visit, claim_for
from macros.rules.day import day_for
from macros.rules.visit import Service
from tests.rules.test_claim import TABLES, payments_of, random_visit

DAY = date(2026, 3, 2)
visits = st.builds(random_visit, st.randoms(use_true_random=False))


def claim(*services: Service, on: date = DAY, setting: str = "private-practice", **circumstances: object) -> ClaimResult:
    given_circumstances = Circumstances(**circumstances)  # type: ignore[arg-type]
    return claim_for(Visit(on, services, setting=setting, year_to_date=Decimal(0), circumstances=given_circumstances), TABLES)


def lines(result: ClaimResult) -> list[list[str]]:
    return [[f"{line.code}x{line.units} {' '.join(line.modifiers)}" for line in lines] for lines in result.acceptable]


@pytest.mark.parametrize(("stay", "why"), [("part-a", PartAStay()), ("home-health", HomeHealthEpisode())])
@given(visit=visits)
def test_in_a_stay_that_pays_for_therapy_nothing_is_billed_to_part_b(visit: Visit, stay: str, why: object) -> None:
    found = claim_for(replace(visit, circumstances=Circumstances(stay)), TABLES)
    assert found.acceptable == ((),)
    assert found.prices == (None,)
    assert {refusal.code for refusal in found.not_payable} == {service.code for service in visit.services}
    assert all(refusal.why == (why,) for refusal in found.not_payable)


@given(visits)
def test_no_stay_and_a_stay_that_nobody_names_are_billed_alike(visit: Visit) -> None:
    assert claim_for(replace(visit, circumstances=Circumstances("none")), TABLES) == claim_for(visit, TABLES)


def test_a_stay_bars_both_disciplines_of_a_day() -> None:
    pt = Visit(DAY, (Service("97112", 15),), year_to_date=Decimal(0), circumstances=Circumstances("part-a"))
    found = day_for([pt, replace(pt, discipline="OT")], TABLES)
    assert [claim.lines for day in found.acceptable for claim in day.claims] == [(), ()]
    assert found.acceptable[0].price is None


def test_a_critical_access_hospital_has_no_cq_no_edits_and_no_price() -> None:
    services = (Service("97112", 30, assistant=15), Service("97150", 20, timed=False))
    found = claim(*services, setting="hospital-outpatient", critical_access=True)
    assert lines(found) == [["97112x2 GP", "97150x1 GP"]]
    assert all(line.denied_by is None for line in found.acceptable[0])
    assert found.prices == (None,)
    assert NoMarksInCriticalAccess() in found.steps
    assert CriticalAccessNotRead() in found.warnings
    elsewhere = claim(*services, setting="hospital-outpatient")
    assert lines(elsewhere) == [["97112x1 GP", "97112x1 GP CQ", "97150x1 GP"]]
    assert elsewhere.acceptable[0][0].denied_by == "97150"


@given(visits)
def test_units_are_the_same_at_a_critical_access_hospital_and_no_modifier_of_assistants_stands(visit: Visit) -> None:
    plain = claim_for(replace(visit, service_date=date(2019, visit.service_date.month, 1)), TABLES)  # before CQ and CO
    found = claim_for(
        replace(visit, service_date=date(2026, visit.service_date.month, 1), circumstances=Circumstances(critical_access=True)),
        TABLES,
    )
    assume(not plain.not_payable and not found.not_payable)
    assert [[(line.code, line.units) for line in claim] for claim in found.acceptable] == [
        [(line.code, line.units) for line in claim] for claim in plain.acceptable
    ]
    assert not any({"CQ", "CO"} & set(line.modifiers) for claim in found.acceptable for line in claim)


@given(visits, st.data())
def test_what_a_student_did_alone_is_billed_as_if_it_were_not_there(visit: Visit, data: st.DataObject) -> None:
    services = tuple(replace(service, assistant=0) for service in visit.services)
    alone = data.draw(st.sets(st.sampled_from([service.code for service in services]), min_size=1))
    assume(len(alone) < len(services))
    marked = tuple(replace(service, treated_by="student") if service.code in alone else service for service in services)
    found = claim_for(replace(visit, services=marked), TABLES)
    rest = tuple(service for service in services if service.code not in alone)
    without = claim_for(replace(visit, services=rest), TABLES)
    assert payments_of(found) == payments_of(without)
    assert alone <= {refusal.code for refusal in found.not_payable}


def test_a_student_alone_is_not_payable_and_with_the_therapist_payable_on_conditions() -> None:
    alone = claim(Service("97112", 20, treated_by="student"), Service("97110", 15))
    assert lines(alone) == [["97110x1 GP"]]
    (refusal,) = alone.not_payable
    assert [fact for why in refusal.why for fact in why.cites] == ["K-620a", "K-620b"]
    present = claim(Service("97112", 20, student=True), Service("97110", 15))
    assert lines(present) == [["97112x1 GP", "97110x1 GP"]]
    assert StudentTookPart(("97112",)) in present.warnings
    assert not any(isinstance(warning, StudentWithAssistant) for warning in present.warnings)


def test_an_assistants_minutes_stay_where_a_student_treated_alone_besides() -> None:
    found = claim(Service("97112", 30, assistant=15, treated_by="student"))
    assert lines(found) == [["97112x1 GP CQ"]]
    with_both = claim(Service("97112", 30, assistant=15, student=True))
    assert StudentWithAssistant(("97112",)) in with_both.warnings


@pytest.mark.parametrize(
    ("setting", "telehealth", "told"),
    [
        ("private-practice", "home", TelehealthPlace("10")),
        ("physician-office", "elsewhere", TelehealthPlace("02")),
        ("hospital-outpatient", "home", TelehealthOfAnInstitution()),
        ("rehab-agency", "elsewhere", TelehealthOfAnInstitution()),
    ],
)
def test_the_place_of_service_of_telehealth_is_told_as_unverified(setting: str, telehealth: str, told: object) -> None:
    found = claim(Service("97112", 15), Service("97110", 15), setting=setting, telehealth=telehealth)
    assert told in found.warnings
    assert {TelehealthListNotSeen(), TelehealthOfOtherCodes(("97110",))} <= set(found.warnings)
    assert lines(found) == [["97112x1 GP", "97110x1 GP"]]
    assert not any("elehealth" in str(warning) for warning in claim(Service("97112", 15), setting=setting).warnings)


@pytest.mark.parametrize(
    ("warning", "first", "last"),
    [
        (NotYetOnTheList(), date(2018, 1, 1), date(2020, 2, 29)),
        (TelehealthLapsed(), date(2025, 10, 1), date(2026, 2, 2)),
        (TelehealthEnds(), date(2028, 1, 1), None),
    ],
    ids=["before the list", "the gap", "after the law"],
)
def test_telehealth_is_warned_of_on_these_days_alone(warning: object, first: date, last: date | None) -> None:
    one = timedelta(days=1)
    days = {first: True, first - one: False} | ({last: True, last + one: False} if last else {})
    for day, warned in days.items():
        if day.year >= 2018:
            found = claim(Service("97112", 15), on=day, telehealth="home")
            assert (warning in found.warnings) is warned, day


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2019, 12, 31), MaintenanceBeforeNotRead()),
        (date(2020, 1, 1), MaintenanceInTheInterim()),
        (date(2020, 12, 31), MaintenanceInTheInterim()),
        (date(2021, 1, 1), MaintenanceByAssistant()),
    ],
)
def test_maintenance_by_an_assistant_by_its_day(day: date, told: object) -> None:
    found = claim(Service("97112", 15, assistant=15), on=day, maintenance=True)
    kinds = (MaintenanceBeforeNotRead, MaintenanceInTheInterim, MaintenanceByAssistant)
    assert [each for each in (*found.steps, *found.warnings) if isinstance(each, kinds)] == [told]
    for other in (claim(Service("97112", 15), on=day, maintenance=True), claim(Service("97112", 15, assistant=15), on=day)):
        assert not any(isinstance(each, kinds) for each in (*other.steps, *other.warnings))
