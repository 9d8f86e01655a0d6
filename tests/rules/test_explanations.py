"""What a learner reads: the steps and warnings of visits worked by hand, word for word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.rules.assistants import split_units, untimed_needs_modifier
from macros.rules.claim import ClaimResult, Separate, Visit, claim_for
from macros.rules.edits import HOSPITAL, PRACTITIONER, EditRow, PairNotRead, Reading, RewrittenYear, edit_between
from macros.rules.limits import OverLimit
from macros.rules.modifiers import NoThreshold, Threshold, VisitNotPriced, YearNotTold, kx_for
from macros.rules.units import CAPPED_MIDPOINT, MEDICARE, MIDPOINT, count_units
from macros.rules.visit import Service

TABLES = Guide.load(Path(__file__).resolve().parents[2]).library.tables
DAY = date(2026, 3, 2)


def warnings(result: ClaimResult) -> list[str]:
    return [warning.text for warning in result.warnings]


def texts(result: ClaimResult) -> list[str]:
    return [step.text for step in result.steps]


def test_a_claim_is_explained_from_minutes_to_dollars() -> None:
    services = (Service("97112", 28, assistant=13), Service("97140", 22), Service("97161", 0, timed=False))
    found = claim_for(Visit(DAY, services, year_to_date=Decimal(2400)), TABLES)
    assert texts(found) == [
        "Add up the timed minutes: 28 (97112) + 22 (97140) = 50 total timed minutes.",
        "50 total timed minutes → 3 units for the day (38–52 minutes).",
        "Full 15-minute blocks first: 97112 28 minutes → 1 × 15, 13 left over; 97140 22 minutes → 1 × 15, 7 left over.",
        "1 unit left to assign. Compare the left-over minutes: 97112 13, 97140 7.",
        "1 unit goes to 97112.",
        "97161 is untimed: 1 unit however long it takes, and its minutes stay out of the timed total.",
        "The plan of care is PT: GP on every line.",
        "97112: each full 15-minute block belongs to the person who provided it: 1 to the therapist, 0 to the assistant.",
        "97112: person by person, one unit is left, and the assistant provided 13 of its 13 minutes, more than "
        "10 percent: the modifier is "
        "required.",
        "97112 is billed on two lines: 1 unit without CQ and 1 with it.",
        "CQ goes beside GP on the line.",
        "For March 2, 2026 the edits and dates in the table of October 1, 2026 are used.",
        "No edit of 97112 with 97140 is in force: no modifier is needed.",
        "97112 and 97161 have no edit in the practitioner table: no modifier is needed.",
        "No edit of 97140 with 97161 is in force: no modifier is needed.",
        "The conversion factor on March 2, 2026, outside a qualifying alternative payment model, is 33.4009.",
        "97112: work 0.5, practice expense 0.47, malpractice 0.01 come to $32.73 a unit; "
        "with half of the practice expense, $24.88.",
        "97140: work 0.43, practice expense 0.39, malpractice 0.01 come to $27.72 a unit; "
        "with half of the practice expense, $21.21.",
        "97161: work 1.54, practice expense 1.38, malpractice 0.01 come to $97.86 a unit; "
        "with half of the practice expense, $74.82.",
        "97161 has the highest practice expense, 1.38: one unit of it is paid in full, and every other unit of the day with "
        "half of its practice expense.",
        "$24.88 + $24.88 + $21.21 + $97.86 = $168.83.",
        "A line with CQ or CO keeps its allowed amount. Medicare pays 68 percent of it, which is 85 percent of its usual 80, and "
        "the patient 20. This is our reading of the statute: CMS gives no example with coinsurance, and the remittance, with "
        "remark N851, decides.",
        "With the deductible met and before sequestration, Medicare pays $132.08 of the day and the patient $33.77.",
        "The 2026 threshold for PT and SLP together is $2,480.",
        "$2,400 before the visit and $168.83 for it make $2,568.83, above the threshold: KX, if the record shows the need.",
        "The year's total counts the whole allowed amount of a line with CQ or CO. That is not confirmed: no text that we read "
        "says whether such a line adds less.",
    ]
    assert warnings(found) == [
        "The visit itself passes the KX threshold. KX is on all its lines here; no source says which lines of such a day "
        "need it.",
        "The year's total counts the whole allowed amount of a line with CQ or CO. That is not confirmed: no text that we read "
        "says whether such a line adds less.",
    ]
    assert found.units.total_timed_minutes == 50


def test_an_untimed_service_of_an_assistant_is_explained() -> None:
    for assistant, told, modifiers in (
        (3, "and the assistant provided 3 of its 30 minutes, not more than 10 percent: no assistant modifier", ("GO",)),
        (4, "and the assistant provided 4 of its 30 minutes, more than 10 percent: CO", ("GO", "CO")),
    ):
        services = (Service("97150", 30, timed=False, assistant=assistant),)
        found = claim_for(Visit(DAY, services, discipline="OT", year_to_date=Decimal(0)), TABLES)
        assert f"97150 is untimed, {told}." in texts(found)
        assert not any("two lines" in text for text in texts(found))
        assert [line.modifiers for lines in found.acceptable for line in lines] == [modifiers]


def test_edits_are_explained_and_warned_of() -> None:
    services = (Service("97112", 15), Service("97150", 25, timed=False))
    closed = claim_for(Visit(DAY, services, year_to_date=Decimal(0)), TABLES)
    assert warnings(closed) == [
        "97112 denies beside 97150: 59 or an X modifier overrides the edit only if the services were separate and the record "
        "shows it.",
    ]
    pair = (Separate(frozenset({"97112", "97150"}), "encounter"),)
    opened = claim_for(Visit(DAY, services, year_to_date=Decimal(0), separate=pair), TABLES)
    assert opened.warnings == ()
    assert "The record shows that 97112 and 97150 were separate: XE on 97112." in texts(opened)
    never = claim_for(Visit(DAY, (Service("97140", 15), Service("97124", 15)), year_to_date=Decimal(0)), TABLES)
    assert warnings(never) == ["97124 denies beside 97140: no modifier overrides the edit."]


def test_warnings_of_several_kinds_stand_together_and_once() -> None:
    services = (Service("97112", 75), Service("97533", 15), Service("97110", 15))
    found = claim_for(Visit(DAY, services, year_to_date=Decimal(3001)), TABLES)
    assert warnings(found) == [
        "97112 with 97533 was not looked up in the practitioner table: look the pair up.",
        "97533 with 97110 was not looked up in the practitioner table: look the pair up.",
        "97112: 5 units are above the limit of 4 a day (MUE) in the practitioner table of October 1, 2026 (indicator 3: a limit "
        "for the day that can be appealed with records). They are counted here all the same.",
        "97533: Medicare's list of always therapy codes was not read for it; GP is on it because the plan of care is PT.",
        "Not priced: the guide has no fee for 97533 in 2026.",
        "The year's total is above the threshold of targeted medical review; not every claim above it is reviewed.",
    ]
    assert all("KX" in line.modifiers for line in found.acceptable[0])


def test_a_tie_keeps_the_warnings_of_each_claim() -> None:
    services = (Service("97112", 65), Service("97116", 65))  # 130 minutes: 9 units, 4 or 5 of either
    found = claim_for(Visit(DAY, services, year_to_date=Decimal(0)), TABLES)
    over = [warning for warning in found.warnings if isinstance(warning, OverLimit)]
    assert len(over) == len(found.warnings) == 2
    assert {(warning.code, warning.units) for warning in over} == {("97112", 5), ("97116", 5)}


@pytest.mark.parametrize(("before", "kx"), [("2422.39", False), ("2422.40", True)])
def test_kx_counts_what_is_allowed_whoever_is_paid_less(before: str, kx: bool) -> None:
    # 32.73 + 24.88 = 57.61 is allowed with CQ on one unit or on none; 2,422.39 + 57.61 = 2,480.00.
    not_confirmed = (
        "The year's total counts the whole allowed amount of a line with CQ or CO. That is not confirmed: no text that we read "
        "says whether such a line adds less."
    )
    for assistant in (0, 15):
        services = (Service("97112", 30, assistant=assistant),)
        found = claim_for(Visit(DAY, services, year_to_date=Decimal(before)), TABLES)
        assert {"KX" in line.modifiers for line in found.acceptable[0]} == {kx}
        assert (texts(found)[-1] == not_confirmed) == bool(assistant)
        assert (not_confirmed in warnings(found)) == (kx and bool(assistant))


def test_a_year_that_is_not_known_says_nothing_of_what_counts_in_it() -> None:
    found = claim_for(Visit(DAY, (Service("97112", 30, assistant=15),)), TABLES)
    assert not any("year's total" in text for text in (*texts(found), *warnings(found)))


@pytest.mark.parametrize("day", [date(2018, 6, 4), date(2027, 3, 1)])
def test_a_year_without_fees_is_never_told_as_no_dollars(day: date) -> None:
    found = claim_for(Visit(day, (Service("97112", 15),), year_to_date=Decimal(2600)), TABLES)
    assert f"Not priced: the guide has no fee for {day.year}." in warnings(found)
    assert not any("$0" in text for text in (*texts(found), *warnings(found)))
    if day.year == 2018:
        assert texts(found)[-1] == (
            "$2,600 before the visit is above the threshold already: KX, if the record shows the need. What the visit adds is "
            "not known."
        )
        assert [line.modifiers for line in found.acceptable[0]] == [("GP", "KX")]


def test_a_visit_of_2019_is_priced() -> None:
    found = claim_for(Visit(date(2019, 9, 16), (Service("97112", 15),), discipline="OT", year_to_date=Decimal(2100)), TABLES)
    assert texts(found)[-1] == (  # 0.99 x 36.0391 = 35.678709
        "$2,100 before the visit and $35.68 for it make $2,135.68, above the threshold: KX, if the record shows the need."
    )


def test_another_payers_claim_is_explained() -> None:
    found = claim_for(Visit(DAY, (Service("97112", 8), Service("97110", 8)), payer_rule=CAPPED_MIDPOINT), TABLES)
    assert warnings(found) == ["Modifiers, edits, thresholds, and payment are the payer's own; only the units are counted here."]
    assert str(found.unsettled) == "The codes add up to 2 units and the day allows 1; no source says which code gives way."
    assert found.units.rule == CAPPED_MIDPOINT
    assert found.steps == found.units.steps


def test_an_unsettled_claim_keeps_its_steps_and_units() -> None:
    found = claim_for(Visit(date(2021, 3, 2), (Service("97112", 23, assistant=9),), year_to_date=Decimal(0)), TABLES)
    assert (found.acceptable, found.prices, found.warnings) == ((), (), ())
    assert found.units.total_timed_minutes == 23
    assert str(found.unsettled) in texts(found)
    assert str(found.unsettled) == (
        "97112: person by person, two units are left, with 14 minutes from the therapist and 9 from the "
        "assistant, and no source says how to "
        "divide them."
    )


def test_what_medicare_pays_is_open_with_the_modifier() -> None:
    # 1 minute of 8 is an eighth, and as a whole minute no more than the tenth: marked by one way and not by another. 97112 is
    # allowed 32.73; of it Medicare pays 80 percent (26.184) or 68 (22.2564), and the patient 20 (6.546).
    found = claim_for(Visit(DAY, (Service("97112", 8, assistant=1),), year_to_date=Decimal(0)), TABLES)
    (claim,) = found.open
    assert [f"{line.code} × {line.units} {line.modifiers_text}" for line in claim.lines] == ["97112 × 1 GP (CQ not settled)"]
    assert claim.price is not None
    assert str(claim.price.paid_by) == (
        "Medicare pays $26.18 or $22.26, the patient $6.55 (deductible met, before sequestration)"
    )
    assert (
        "Medicare pays $26.18 or $22.26 of the day: no source says which of its units need the assistant's modifier."
    ) in texts(found)


def test_the_place_and_the_payment_model_of_the_visit_are_priced() -> None:
    def total(**fields: object) -> str:
        (priced,) = claim_for(Visit(DAY, (Service("97112", 15),), year_to_date=Decimal(0), **fields), TABLES).prices  # type: ignore[arg-type]
        assert priced is not None
        return str(priced.total)

    assert (total(), total(locality="ohio"), total(qualifying=True)) == ("32.73", "31.37", "32.90")


def test_the_last_unit_is_explained() -> None:
    def told(therapist: int, assistant: int, on: date = DAY) -> list[str]:
        return [step.text for step in split_units("97112", 1, therapist, assistant, on).steps]

    assert told(9, 1, date(2021, 1, 1)) == [
        "97112: person by person, one unit is left, and the assistant provided 1 of its 10 minutes, not more "
        "than 10 percent: no modifier."
    ]
    assert told(7, 2) == [
        "97112: person by person, one unit is left, and the assistant provided 2 of its 9 minutes, more than "
        "10 percent: the modifier is required."
    ]
    assert told(8, 2) == [
        "97112: person by person, one unit is left, with 8 minutes from the therapist and 2 from the "
        "assistant. The therapist provided 8 minutes "
        "or more: no modifier."
    ]
    assert told(8, 0) == [
        "97112: person by person, one unit is left, with 8 minutes from the therapist and none from the "
        "assistant alone: no modifier."
    ]
    assert [step.text for step in split_units("97112", 2, 23, 7, DAY).steps] == [
        "97112: each full 15-minute block belongs to the person who provided it: 1 to the therapist, 0 to the assistant.",
        "97112: person by person, one unit is left, with 8 minutes from the therapist and 7 from the "
        "assistant. The therapist provided 8 minutes "
        "or more: no modifier.",
    ]
    assert [step.text for step in split_units("97112", 2, 12, 13, DAY).steps] == [
        "97112: person by person, two units are left, with 12 minutes from the therapist and 13 from the "
        "assistant, 25 together: one unit with the "
        "modifier and one without."
    ]


def test_the_assistants_rules_begin_on_their_days() -> None:
    assert not untimed_needs_modifier(0, 10, date(2019, 12, 31))
    assert untimed_needs_modifier(0, 10, date(2020, 1, 1))
    for day, settled in ((date(2021, 12, 31), False), (date(2022, 1, 1), True)):
        assert (split_units("97112", 2, 12, 13, day).unsettled is None) is settled


def test_kx_is_explained_in_dollars() -> None:
    limit = Threshold(2026, Decimal(2480), Decimal(2480), Decimal(3000))
    assert [step.text for step in kx_for(limit, "PT", Decimal(100), Decimal("0.50")).steps] == [
        "The 2026 threshold for PT and SLP together is $2,480.",
        "$100 before the visit and $0.50 for it make $100.50, not above the threshold: no KX.",
    ]
    assert kx_for(limit, "PT", Decimal(2500), None).steps[1].text == (
        "$2,500 before the visit is above the threshold already: KX, if the record shows the need. What the visit adds is not "
        "known."
    )
    assert kx_for(None, "PT", Decimal(1), Decimal(1)).unsettled == NoThreshold()
    assert kx_for(limit, "PT", None, Decimal(1)).unsettled == YearNotTold()
    assert kx_for(limit, "PT", Decimal(1), None).unsettled == VisitNotPriced()


def test_the_midpoint_is_explained() -> None:
    found = count_units([Service("97112", 24), Service("99999", 31, unit_minutes=60)], MIDPOINT)
    assert [step.text for step in found.steps] == [
        "The timed minutes add up to 55, but each code is counted by itself.",
        "97112: 24 minutes = 1 × 15 and 9 left over; 8 or more left over earn one more → 2 units.",
        "99999: 31 minutes = 0 × 60 and 31 left over; 31 or more left over earn one more → 1 unit.",
    ]
    assert found.rule == MIDPOINT
    capped = count_units([Service("97112", 24)], CAPPED_MIDPOINT)
    assert capped.steps[-1].text == "The day's limit for 24 total timed minutes is 2 units; the codes add up to 2."
    assert capped.rule == CAPPED_MIDPOINT
    assert count_units([Service("97112", 24)]).rule == MEDICARE
    assert count_units([Service("97161", 0, timed=False)], MIDPOINT).steps[0].text == (
        "97161 is untimed: 1 unit however long it takes, and its minutes stay out of the timed total."
    )


AS_OF = date(2024, 7, 1)
ROW = EditRow("97150", "97112", 1, None, None, AS_OF)
BOTH = [Reading(table, AS_OF) for table in (PRACTITIONER, HOSPITAL)]


@pytest.mark.parametrize(
    ("row", "day", "told"),
    [
        (ROW, AS_OF, "indicator 1, from an unknown day: in force."),
        (ROW, date(2024, 6, 30), "indicator 1, from an unknown day: in force on that day only if it had begun."),
        (
            EditRow("97150", "97112", 1, date(2020, 10, 1), date(2021, 12, 31), AS_OF),
            date(2022, 1, 1),
            "indicator 1, from October 1, 2020 until December 31, 2021: not in force on that day.",
        ),
        (
            EditRow("97150", "97112", 9, date(2020, 10, 1), date(2020, 10, 1), AS_OF),
            date(2020, 10, 1),
            "indicator 9, from October 1, 2020 until October 1, 2020: deleted back to its first day, so it never applies.",
        ),
        (EditRow("97150", "97112", 1, None, None, AS_OF, 0), AS_OF, "indicator 1, from an unknown day: in force."),
    ],
)
def test_each_run_of_an_edit_is_told(row: EditRow, day: date, told: str) -> None:
    found = edit_between([row], BOTH, "97112", "97150", day, "practitioner")
    assert f"Column 1 97150, column 2 97112, {told}" in [step.text for step in found.steps]
    assert found.rows == (row,)
    assert found.as_of == AS_OF
    assert "the table" in found.steps[0].text.lower()


def test_the_hospital_indicator_is_told_for_hospitals() -> None:
    row = EditRow("97150", "97112", 1, None, None, AS_OF, 0)
    found = edit_between([row], BOTH, "97112", "97150", AS_OF, "hospital")
    assert [step.text for step in found.steps] == [
        "The table used is that of the quarter that began on July 1, 2024.",
        "Column 1 97150, column 2 97112, indicator 0, from an unknown day: in force.",
        "Indicator 0: 97112 denies, and no modifier overrides the edit.",
    ]
    deleted = EditRow("97150", "97112", 1, date(2020, 1, 1), None, AS_OF, 9)
    assert edit_between([deleted], BOTH, "97112", "97150", AS_OF, "hospital").active is False
    assert edit_between([deleted], BOTH, "97112", "97150", AS_OF, "practitioner").active is True


@pytest.mark.parametrize(("day", "line"), [(date(2019, 6, 30), "the line of 97112"), (date(2019, 7, 1), "either line")])
def test_where_the_modifier_may_stand_is_told(day: date, line: str) -> None:
    row = EditRow("97150", "97112", 1, date(2018, 1, 1), None, AS_OF)
    found = edit_between([row], BOTH, "97112", "97150", day, "practitioner")
    assert found.steps[-1].text == (
        f"Indicator 1: 97112 denies unless the services were separate, the record shows it, and 59 or an X modifier is on {line}."
    )


def test_pairs_without_runs_are_told() -> None:
    found = edit_between([], BOTH, "97112", "97110", AS_OF, "hospital")
    assert (found.rows, found.as_of) == ((), AS_OF)
    assert [step.text for step in found.steps] == [
        "The table used is that of the quarter that began on July 1, 2024.",
        "97112 and 97110 have no edit in the hospital table: no modifier is needed.",
    ]
    unknown = edit_between([], [], "97112", "97110", AS_OF, "hospital")
    assert (unknown.rows, unknown.as_of) == ((), None)
    assert unknown.unsettled == PairNotRead("97112", "97110", "hospital")


def test_what_the_other_table_says_is_told_where_it_is_newer() -> None:
    october = date(2026, 10, 1)
    readings = [*BOTH, Reading("hospital", october, in_force_only=True)]
    active = edit_between([ROW], readings, "97112", "97150", date(2026, 11, 3), "practitioner")
    assert [step.text for step in active.steps][0::2] == [
        "The newest practitioner table that we read for this pair is that of July 1, 2024; look it up again before you file.",
        "The hospital table of October 1, 2026 edits the pair: 97112 denies, indicator 1.",
    ]
    free = edit_between([], readings[2:], "97110", "97535", None, "practitioner")
    assert [step.text for step in free.steps] == [
        "The hospital table of October 1, 2026 has no edit for the pair.",
        "97110 with 97535 was not looked up in the practitioner table: look the pair up.",
    ]
    early = edit_between([], readings[2:], "97110", "97535", date(2024, 7, 1), "hospital")
    assert early.active is None
    assert early.steps[-1].text == (
        "For 97110 with 97535 the hospital table was read as of October 1, 2026 only, without edits that had ended: look the "
        "pair up for July 1, 2024."
    )
    between = edit_between([ROW], readings, "97112", "97150", date(2025, 3, 3), "hospital")
    assert between.steps[0].text == "Answered for March 3, 2025 from the tables of July 1, 2024 and October 1, 2026."


def test_a_day_of_2020_says_that_the_tables_were_rewritten() -> None:
    told = {
        day: any(isinstance(step, RewrittenYear) for step in edit_between([ROW], BOTH, "97112", "97150", day, "hospital").steps)
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 11, 2), date(2020, 12, 31), date(2021, 1, 1))
    }
    assert list(told.values()) == [False, True, True, True, False]
