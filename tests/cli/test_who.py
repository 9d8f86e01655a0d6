"""`guide who`: a profession, payer, setting, day and supervision in; the answer with its reasons and facts out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.command import guide

# What is typed -> the answer, and a fact that it rests on, read from the facts by hand.
ANSWERS: dict[str, tuple[list[str], str, str]] = {
    "NP in an agency": (["NP", "--setting", "rehab-agency"], "not allowed", "S-06h"),
    "NP in an office": (["nurse-practitioner", "--setting", "physician-office"], "allowed", "S-06e"),
    "NP in a hospital": (["np", "--setting", "hospital-outpatient"], "depends", "S-06d"),
    "PTA before 2025, generally supervised": (["PTA", "--on", "2024-12-31", "--supervision", "general"], "not allowed", "S-10a"),
    "PTA before 2025, directly supervised": (["PTA", "--on", "2024-12-31", "--supervision", "direct"], "allowed", "S-10a"),
    "PTA since 2025": (["pta", "--on", "2025-01-01", "--supervision", "general"], "allowed", "S-10b"),
    "PTA incident to": (["PTA", "--incident-to"], "not allowed", "S-09a"),
    "PTA evaluates": (["PTA", "--code", "97161"], "not allowed", "S-06f"),
    "PT gives an OT evaluation": (["PT", "--code", "97165"], "not allowed", "M-02a"),
    "PT incident to": (["Physical Therapist", "--setting", "physician-office", "--incident-to"], "allowed", "S-06b"),
    "SLP under Medicare": (["SLP"], "not allowed", "S-14a"),
    "SLP elsewhere": (["SLP", "--payer", "other"], "depends", "S-14b"),
    "chiropractor": (["DC"], "not allowed", "S-11a"),
    "chiropractor manipulates": (["DC", "--code", "98940"], "depends", "S-11a"),
    "chiropractor under TRICARE": (["DC", "--payer", "TRICARE"], "not allowed", "S-12b"),
    "OTA evaluates under TRICARE": (["OTA", "--payer", "tricare", "--code", "97165"], "not allowed", "S-13a"),
    "PTA evaluates under TRICARE": (["PTA", "--payer", "tricare", "--code", "97161"], "depends", "S-13a"),
    "PTA alone under TRICARE": (["PTA", "--payer", "tricare", "--supervision", "none"], "not allowed", "S-13"),
    "PTA alone in an office": (
        ["PTA", "--setting", "physician-office", "--supervision", "none"],
        "not allowed",
        "S-06a",
    ),
    "PT manipulates": (["PT", "--code", "98940"], "depends", "S-11a"),
    "PT needles": (["PT", "--code", "20560"], "depends", "E-13"),
    "PT and the code that Medicare does not take": (["PT", "--code", "97014"], "not allowed", "U-23"),
    "PT and a code of PT and OT": (["PT", "--code", "97110"], "allowed", "S-14a"),
    "PT evaluates": (["PT", "--code", "97161"], "allowed", "M-02a"),
    "PT and a code that is always therapy": (["PT", "--code", "97116"], "allowed", "S-06j"),
    "OT and a code that is always therapy": (["OT", "--code", "97530"], "allowed", "S-05b"),
    "PTA and a code that is always therapy": (["PTA", "--code", "97116"], "allowed", "S-06j"),
    "PTA in 2024 and a code that is always therapy": (
        ["PTA", "--code", "97116", "--on", "2024-12-31", "--supervision", "general"],
        "not allowed",
        "S-10a",
    ),
    "PTA and a test with a report": (["PTA", "--code", "97750"], "depends", "S-06a"),
    "PT and a code that nothing names": (["PT", "--code", "97129"], "depends", "S-06a"),
    "PT under TRICARE": (["PT", "--payer", "tricare"], "allowed", "S-13b"),
    "NP under TRICARE": (["NP", "--payer", "tricare"], "depends", "S-12b"),
    "PTA in Michigan": (["PTA", "--payer", "other"], "depends", "S-12d"),
    "massage therapist in Michigan": (["LMT", "--payer", "other"], "depends", "S-12e"),
    "NP and a code that nothing names": (["NP", "--code", "97116"], "depends", "S-06d"),
    "SLP trains caregivers": (["SLP", "--code", "97550"], "allowed", "N-147"),
    "athletic trainer in Vermont": (["ATC", "--payer", "other"], "depends", "S-12a"),
    "a student alone": (["student"], "not allowed", "K-620a"),
    "a student by initials": (["SPT"], "not allowed", "K-620b"),
    "aide under the closest supervision": (["aide", "--supervision", "personal"], "not allowed", "S-07"),
}


def asked(*arguments: str) -> Any:
    done = guide("who", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("typed", "answer", "fact"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_and_the_fact_behind_it(typed: list[str], answer: str, fact: str) -> None:
    data = asked(*typed)
    assert data["answer"] == answer
    assert fact in {name for reason in data["reasons"] for name in reason["facts"]}
    assert {name for reason in data["reasons"] for name in reason["facts"]} == {row["id"] for row in data["facts"]}


def test_another_payers_answer_cites_what_bears_on_the_profession() -> None:
    def facts(*typed: str) -> set[str]:
        return {row["id"] for row in asked(*typed, "--payer", "other")["facts"]}

    assert facts("aide") == facts("student") == {"S-14e"}
    assert facts("OT") == {"S-14e", "S-12c"}
    assert facts("PT") == {"S-14e", "S-12a", "S-12c"}
    assert facts("SLP") == {"S-14e", "S-14b"}
    assert facts("DC") == {"S-14e", "S-12a", "S-12c"}


@pytest.mark.parametrize("code", ["97110", "97116", "98940", "20560", "97161"])
def test_no_answer_on_another_code_calls_it_allowed_by_the_fact_on_97112(code: str) -> None:
    for who in ("PT", "OT", "PTA", "NP"):
        data = asked(who, "--code", code)
        assert not (data["answer"] == "allowed" and "S-06a" in {row["id"] for row in data["facts"]}), who


def test_the_supervision_that_is_required_is_said() -> None:
    assert asked("PTA", "--on", "2024-12-31")["supervision"] == "direct"
    assert "Supervision required: general" in guide("who", "OTA", "--on", "2026-03-02").stdout
    assert asked("PT")["supervision"] is None


def test_reasons_facts_and_what_was_not_read_are_printed() -> None:
    done = guide("who", "SLP")
    assert done.stdout.startswith("Not allowed: Speech-language pathologist, 97112\n")
    assert "(S-14a, S-14c)" in done.stdout
    assert "not read: the manual's text of 2026" in done.stdout
    assert "(no source that was read settles it)" in guide("who", "naturopath").stdout


BAD = {
    "no profession": (["coach"], "there is no profession `coach`"),
    "a slip": (["fysician"], "did you mean `physician`?"),
    "payer": (["aide", "--payer", "aetna"], "there is no payer `aetna`; use one of medicare, tricare, other"),
    "setting": (["aide", "--setting", "gym"], "there is no setting `gym`; use one of private-practice"),
    "supervision": (["aide", "--supervision", "remote"], "there is no supervision `remote`; use one of none, general"),
    "day": (["aide", "--on", "yesterday"], "`yesterday` is not a date; write it as 2026-03-02"),
    "before the data": (["aide", "--on", "2017-12-31"], "use a service date from 2018-01-01 on"),
    "code": (["aide", "--code", "00000"], "`00000` is not a code of this guide"),
    "nothing": ([], "PROFESSION"),
}


@pytest.mark.parametrize(("typed", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_that_says_how_to_fix_it(typed: list[str], said: str) -> None:
    done = guide("who", *typed)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert "Traceback" not in done.stderr
