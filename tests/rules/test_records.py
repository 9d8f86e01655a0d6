"""What a document lacks against the plain YAML by another path, and the agreement of minutes and units by the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.guide import Guide
from macros.inputs.record_file import elements
from macros.rules.cited import CITED_FACTS
from macros.rules.records import Element, TimedOverTotal, UnitsNotOfTotal, contradictions, read_record
from tests import oracle
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
RAW = plain_yaml(ROOT / "docs/data/documentation.yml")["requirements"]
ELEMENTS = elements(Guide.load(ROOT).library)
DOCUMENTS = sorted({each["document"] for each in RAW})
CONCEPTS = sorted({each["concept"] for each in RAW})
PAYERS = sorted({each["payer"] for each in RAW if "payer" in each})


@settings(max_examples=300)
@given(
    st.sampled_from(DOCUMENTS),
    st.sets(st.sampled_from(CONCEPTS)),
    st.sampled_from(["2018-01-01", "2023-06-30", "2023-07-01", "2024-12-31", "2025-01-01", "2026-03-02"]),
    st.sampled_from([None, *PAYERS]),
)
def test_what_is_missing_follows_from_the_data(document: str, held: set[str], day: str, payer: str | None) -> None:
    found = read_record(ELEMENTS, document, held, date.fromisoformat(day), payer)
    expected: dict[str, set[str]] = {"missing": set(), "missing_if": set(), "advised": set(), "assumed": set()}
    for each in RAW:
        whose = each.get("payer") or each["authority"]
        if each["document"] != document or each["concept"] in held or not each.get("from", "0") <= day <= each.get("until", "9"):
            continue
        if whose != "good-practice" and whose != (payer or "medicare"):
            continue
        if each["status"] == "required":
            kind = "missing_if" if "only_if" in each else "assumed" if "if_unstated" in each else "missing"
            expected[kind].add(each["id"])
        elif each["status"] == "recommended":
            expected["advised"].add(each["id"])
    for name, ids in expected.items():
        assert {each.id for each in getattr(found, name)} == ids, name


def test_medicares_five_elements_of_a_treatment_note() -> None:
    found = read_record(ELEMENTS, "treatment-note", set(), date(2026, 3, 2))
    assert {each.concept for each in found.missing} == {
        "date", "interventions", "timed-minutes", "total-minutes", "signature",
    }  # fmt: skip
    assert {each.concept for each in found.missing_if} == {"contributors"}
    assert {each.by for each in found.missing} == {"medicare"}
    assert "clock-times" not in {each.concept for each in (*found.missing, *found.missing_if, *found.advised)}


@pytest.mark.parametrize(("day", "asked"), [("2023-06-30", False), ("2023-07-01", True)])
def test_a_payers_requirement_holds_from_its_first_day(day: str, asked: bool) -> None:
    found = read_record(ELEMENTS, "evaluation", set(), date.fromisoformat(day), "UnitedHealthcare commercial plans")
    assert ("D-10a" in {each.id for each in found.missing}) is asked


@pytest.mark.parametrize(("day", "asked"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_a_requirement_holds_until_its_last_day(day: str, asked: bool) -> None:
    ended = Element("D-99", "treatment-note", "date", "the date", "required", "medicare", until=date(2026, 3, 2))
    assert bool(read_record([ended], "treatment-note", set(), date.fromisoformat(day)).missing) is asked


def test_one_unit_too_many() -> None:
    assert contradictions(7, 40, {"97112": 1}) == (UnitsNotOfTotal(timed=7, units=0, billed=1, low=8, high=22),)
    assert contradictions(41, 40, {}) == (TimedOverTotal(timed=41, total=40),)


def test_the_six_elements_of_a_plan() -> None:
    found = read_record(ELEMENTS, "plan-of-care", set(), date(2026, 3, 2))
    assert {each.concept for each in found.missing} == {
        "type", "duration", "diagnosis", "goals", "signature", "date",
    }  # fmt: skip
    assert {(each.concept, each.if_unstated) for each in found.assumed} == {
        ("amount", "one session a day"),
        ("frequency", "one treatment"),
    }


minutes = st.integers(0, 200)


@given(minutes, minutes, st.dictionaries(st.sampled_from(["97112", "97110", "97140"]), st.integers(0, 6)))
def test_minutes_and_units_contradict_each_other_exactly_when_the_table_says_so(
    timed: int, total: int, billed: dict[str, int]
) -> None:
    found = contradictions(timed, total, billed)
    units = sum(billed.values())
    expected = (timed > total) + (bool(billed) and units != oracle.table_units(timed))
    assert len(found) == expected
    assert all(step.text.endswith(".") and set(step.cites) <= CITED_FACTS and step.cites for step in found)


def test_a_note_without_minutes_contradicts_nothing() -> None:
    assert contradictions(None, 40, {"97112": 2}) == ()
    assert contradictions(30, None, {}) == ()


def test_the_units_billed_are_added_up() -> None:
    found = contradictions(22, 40, {"97112": 1, "97110": 1})
    assert found == (UnitsNotOfTotal(timed=22, units=1, billed=2, low=23, high=37),)


@pytest.mark.parametrize(("timed", "total", "billed"), [(-1, 3, {}), (3, -1, {}), (3, 3, {"97112": -1})])
def test_negative_numbers_are_refused(timed: int, total: int, billed: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"^minutes and units cannot be negative; write 0 or more$"):
        contradictions(timed, total, billed)
