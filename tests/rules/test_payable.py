"""Who treated and under which plan reach the claim: each case worked by hand from M-02a and S-06a to S-15."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.rules.claim import ClaimResult, Visit, claim_for
from macros.rules.refused import Refused
from macros.rules.visit import Service
from macros.scenarios.asks.claims import acceptable_claims
from macros.scenarios.question import QuestionFault
from tests.scenarios.misconceptions.made_up import visit as question_about

TABLES = Guide.load(Path(__file__).resolve().parents[2]).library.tables
EVALUATIONS = {"PT": range(97161, 97165), "OT": range(97165, 97169)}


def claim(*services: Service, discipline: str = "PT", setting: str = "private-practice") -> ClaimResult:
    visit = Visit(date(2026, 3, 2), services, discipline=discipline, setting=setting, year_to_date=Decimal(0))
    return claim_for(visit, TABLES)


def lines(result: ClaimResult) -> list[list[str]]:
    return [[f"{line.code}x{line.units} {' '.join(line.modifiers)}" for line in lines] for lines in result.acceptable]


def refused(result: ClaimResult) -> dict[str, tuple[str, ...]]:
    """Each code that is not payable, with the facts behind it."""
    return {refusal.code: tuple(fact for why in refusal.why for fact in why.cites) for refusal in result.not_payable}


def evaluation(code: int | str, minutes: int = 30, assistant: int = 0) -> Service:
    return Service(str(code), minutes, timed=False, assistant=assistant)


@pytest.mark.parametrize("discipline", ["PT", "OT"])
def test_an_assistants_evaluation_is_not_payable(discipline: str) -> None:
    for code in EVALUATIONS[discipline]:
        found = claim(evaluation(code, assistant=30), discipline=discipline)
        assert lines(found) == [[]]
        assert refused(found) == {str(code): ("S-06f", "S-06i")}
        assert found.prices == (None,)


def test_an_evaluation_that_an_assistant_shared_depends_and_never_carries_cq() -> None:
    found = claim(evaluation(97161, assistant=10))
    assert lines(found) == [["97161x1 GP"]]
    assert found.depends
    assert any("10 minutes" in str(warning) and "may not evaluate" in str(warning) for warning in found.warnings)


@pytest.mark.parametrize(("owner", "other"), [("PT", "OT"), ("OT", "PT"), ("PT", "SLP"), ("OT", "SLP")])
def test_an_evaluation_belongs_to_its_discipline(owner: str, other: str) -> None:
    modifier = {"PT": "GP", "OT": "GO"}[owner]
    for code in EVALUATIONS[owner]:
        assert lines(claim(evaluation(code), discipline=owner)) == [[f"{code}x1 {modifier}"]]
        assert refused(claim(evaluation(code), discipline=other)) == {str(code): ("M-02a",)}


@pytest.mark.parametrize("code", ["97112", "97110"])
def test_no_claim_of_a_speech_language_pathologist_holds_a_code_of_pt_and_ot(code: str) -> None:
    found = claim(Service(code, 30), discipline="SLP")
    assert lines(found) == [[]]
    assert refused(found) == {code: ("S-14a", "S-14c", "S-14d")}


@pytest.mark.parametrize(
    ("who", "setting", "facts"),
    [
        ("chiropractor", "private-practice", ("S-11a",)),
        ("aide", "private-practice", ("S-07",)),
        ("athletic-trainer", "physician-office", ("S-08",)),
        ("speech-language-pathologist", "private-practice", ("S-14a", "S-14c")),
        ("occupational-therapist", "private-practice", ("S-15",)),
        ("nurse-practitioner", "rehab-agency", ("S-06g", "S-06h")),
    ],
)
def test_who_treated_decides_whether_97112_is_a_line(who: str, setting: str, facts: tuple[str, ...]) -> None:
    found = claim(Service("97112", 30, treated_by=who), setting=setting)
    assert lines(found) == [[]]
    assert refused(found) == {"97112": facts}


@pytest.mark.parametrize(
    ("who", "setting", "said"),
    [
        ("nurse-practitioner", "private-practice", "where state law allows"),
        ("physician", "physician-office", "own number"),
        ("nurse-practitioner", "skilled-nursing", "No source that was read"),
        ("naturopath", "private-practice", "No Medicare source"),
    ],
)
def test_where_it_depends_the_claim_says_on_what(who: str, setting: str, said: str) -> None:
    found = claim(Service("97112", 30, treated_by=who), setting=setting)
    assert lines(found) == [["97112x2 GP"]]
    assert found.depends
    assert any("97112" in str(warning) and said in str(warning) for warning in found.warnings)


def test_minutes_that_are_not_payable_never_make_a_unit_of_another_code() -> None:
    # 8 + 7 minutes would be one unit; 7 alone are none. 20 + 8 would be two; 20 alone are one.
    assert lines(claim(Service("97112", 7), Service("97110", 8, treated_by="aide"))) == [[]]
    assert lines(claim(Service("97112", 20), Service("97110", 8, treated_by="aide"))) == [["97112x1 GP"]]


def test_an_assistants_minutes_stay_where_an_aides_go() -> None:
    found = claim(Service("97112", 45, assistant=30, treated_by="aide"))
    assert lines(found) == [["97112x2 GP CQ"]]
    assert refused(found) == {"97112": ("S-07",)}


def test_the_therapist_of_the_plan_is_the_one_who_treats_unless_said_otherwise() -> None:
    for discipline, therapist in (("PT", "physical-therapist"), ("OT", "occupational-therapist")):
        named = claim(Service("97112", 30, treated_by=therapist), discipline=discipline)
        plain = claim(Service("97112", 30), discipline=discipline)
        assert (named.acceptable, named.warnings, named.steps) == (plain.acceptable, plain.warnings, plain.steps)


@pytest.mark.parametrize("code", ["98940", "98941", "98942"])
@pytest.mark.parametrize("who", [None, "chiropractor", "occupational-therapist", "physician"])
def test_a_chiropractors_manipulation_is_on_no_therapy_line_and_denies_nothing_there(code: str, who: str | None) -> None:
    found = claim(Service("97112", 30), Service(code, 0, timed=False, treated_by=who))
    assert lines(found) == [["97112x2 GP"]]
    assert found.acceptable[0][0].denied_by is None
    assert refused(found) == {code: ("S-11a",)}
    assert "not payable" not in str(found.not_payable[0])


@pytest.mark.parametrize(("code", "fact"), [("97014", "U-23"), ("20560", "E-13"), ("20561", "E-13"), ("97010", "E-12")])
def test_what_medicare_does_not_pay_as_it_is_stands_on_no_line(code: str, fact: str) -> None:
    found = claim(Service("97112", 30), Service(code, 20, timed=False))
    assert lines(found) == [["97112x2 GP"]]
    assert refused(found) == {code: (fact,)}


@pytest.mark.parametrize("plan", ["PT", "OT"])
def test_a_speech_language_pathologist_is_answered_as_guide_who_answers(plan: str) -> None:
    for code in ("97112", "97110"):
        assert lines(claim(Service(code, 30, treated_by="speech-language-pathologist"), discipline=plan)) == [[]]
    assert claim(Service("97116", 30, treated_by="speech-language-pathologist"), discipline=plan).depends


@pytest.mark.parametrize("who", ["nurse-practitioner", "physician", "naturopath"])
def test_an_assistants_minutes_need_a_therapist(who: str) -> None:
    # 8 minutes of the practitioner are one unit. As the therapist's they would also take the modifier off it.
    found = claim(Service("97112", 22, assistant=14, treated_by=who))
    assert lines(found) == [["97112x1 GP"]]
    assert refused(found) == {"97112": ("S-09a", "T-05")}
    assert lines(claim(Service("97112", 15, assistant=15, treated_by=who))) == [[]]
    in_rows = claim(Service("97112", 8, treated_by=who), Service("97112", 14, assistant=14))
    assert lines(in_rows) == [["97112x1 GP"]]
    apart = claim(Service("97110", 15, treated_by=who), Service("97112", 15, assistant=15))
    assert lines(apart) == [["97110x1 GP", "97112x1 GP CQ"]]


def test_an_assistant_is_not_named_as_the_one_who_treated() -> None:
    with pytest.raises(Refused, match="physical therapist assistant is named"):
        claim(Service("97112", 30, treated_by="physical-therapist-assistant"))
    with pytest.raises(Refused, match="no profession `coach`"):
        claim(Service("97112", 30, treated_by="coach"))


def test_no_question_rests_on_a_claim_with_a_service_that_is_not_payable() -> None:
    with pytest.raises(QuestionFault, match="97112 is not payable"):
        acceptable_claims(question_about(("97112", 30), discipline="SLP", year_to_date=0))
