"""Deadlines against counting day by day, and at their borders."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.guide import Guide
from macros.rules import deadlines
from macros.rules.cited import CITED_FACTS
from macros.rules.deadline_reasons import (
    APPEAL_DUE,
    AmountInDispute,
    AmountNotKnown,
    AppealNotSettled,
    CertificationDue,
    CouncilDue,
    DeadlineReason,
    DelayedReport,
    DelayedTooLong,
    EvaluationNeedsOrder,
    FiledNextWorkday,
    FilingYear,
    NeverSigned,
    NoWorkday,
    OrderCameTooEarly,
    OrderCertifiesEvaluation,
    OrderDoesNotRecertify,
    PlanEndsSooner,
    PlanInTime,
    PlanTooLate,
    RecertificationDue,
    ReportDue,
    ReportLate,
    ReportNotYetDue,
    SignatureCertifiesEvaluation,
    SignedLate,
    SinceEpisodeBegan,
    SinceReport,
)
from macros.rules.deadlines import AppealAmounts, Periods, filing_counts_from, filing_due, level_open, plan_written
from macros.rules.refused import Refused
from macros.rules.vocabulary import AppealLevel

PERIODS = Periods(
    certification=30,
    spoken_signature=14,
    recertification=90,
    reports=10,
    delayed_report=7,
    records_request=45,
    appeals={"redetermination": 120, "reconsideration": 180, "hearing": 60, "council": 60, "court": 60},
)
"""Typed from the manual, from contractors' pages, and from an account of the manual on delayed reports."""

certification_due = partial(deadlines.certification_due, periods=PERIODS)
certified = partial(deadlines.certified, periods=PERIODS)
recertification_due = partial(deadlines.recertification_due, periods=PERIODS)
progress_report_due = partial(deadlines.progress_report_due, periods=PERIODS)
appeal_due = partial(deadlines.appeal_due, periods=PERIODS)

AMOUNTS = Guide.load(Path(__file__).resolve().parents[2]).library.appeal_amounts
days = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def test_the_data_hold_the_periods_that_were_read() -> None:
    assert Guide.load(Path(__file__).resolve().parents[2]).library.periods == PERIODS


OTHERS = Periods(31, 15, 91, 11, 8, 46, {level: days + 1 for level, days in PERIODS.appeals.items()})


def test_every_deadline_moves_with_its_period() -> None:
    first = date(2026, 3, 2)
    assert deadlines.certification_due(first, periods=OTHERS).due == after(first, 31)
    assert deadlines.recertification_due(first, periods=OTHERS).due == after(first, 91)
    treated = [after(first, count) for count in range(12)]
    assert deadlines.progress_report_due(treated, periods=OTHERS).due == treated[10]
    for level, days in OTHERS.appeals.items():
        assert deadlines.appeal_due(level, first, AMOUNTS, periods=OTHERS).due == after(first, days)
    assert deadlines.records_request_due(first, periods=OTHERS).due == after(first, 46)
    assert deadlines.next_recertification_due(first, periods=OTHERS).due == after(first, 91)
    made_up = after(first, 8)
    assert isinstance(deadlines.report_delayed(first, made_up, periods=OTHERS)[1], DelayedReport)
    assert isinstance(deadlines.report_delayed(first, made_up, periods=PERIODS)[1], DelayedTooLong)
    late = after(first, 31)
    assert deadlines.certified(first, late, late, periods=OTHERS).met is True
    assert deadlines.certified(first, late, late, periods=PERIODS).met is False
    signed = after(late, 15)
    assert deadlines.certified(first, signed, signed, periods=OTHERS, spoken=late).met is True
    assert deadlines.certified(first, signed, signed, periods=PERIODS, spoken=late).met is False


def after(day: date, count: int) -> date:
    """The day that many midnights later, one at a time."""
    for _ in range(count):
        day += timedelta(days=1)
    return day


@given(days)
def test_certification_and_recertification_are_counted_in_calendar_days(first: date) -> None:
    assert certification_due(first).due == after(first, 30)
    assert recertification_due(first).due == after(first, 90)


@given(days, st.integers(0, 200))
def test_a_shorter_plan_is_recertified_at_its_end(first: date, length: int) -> None:
    found = recertification_due(first, after(first, length))
    assert found.due == after(first, min(length, 90))
    assert (PlanEndsSooner(after(first, length)) in found.steps) == (length < 90)
    assert found.steps[0].cites == ("D-20",)


@given(days)
def test_what_follows_a_recertification_and_a_request_for_records_is_counted_in_calendar_days(first: date) -> None:
    assert deadlines.next_recertification_due(first, periods=PERIODS).due == after(first, 90)
    assert deadlines.records_request_due(first, periods=PERIODS).due == after(first, 45)


@given(days, st.integers(-20, 20))
def test_a_report_is_late_by_the_midnights_since_its_last_day_and_made_up_within_seven(due: date, shift: int) -> None:
    written = due + timedelta(days=shift)
    midnights, walker = 0, due
    while walker < written:
        midnights, walker = midnights + 1, after(walker, 1)
    assert deadlines.days_late(due, written) == midnights
    found = deadlines.report_delayed(due, written, periods=PERIODS)
    if midnights == 0:
        assert found == ()
        return
    in_the_week = written in {after(due, count) for count in range(1, 8)}
    assert found == (ReportLate(written, due, midnights), (DelayedReport if in_the_week else DelayedTooLong)(7, after(due, 7)))
    assert type(found[1]) is (DelayedReport if in_the_week else DelayedTooLong)


def test_an_evaluation_alone_is_certified_by_an_order_a_signature_or_not_at_all() -> None:
    order, signed = date(2026, 3, 5), date(2026, 3, 9)
    assert deadlines.evaluation_certified(order, signed) == OrderCertifiesEvaluation(order)
    assert deadlines.evaluation_certified(None, signed) == SignatureCertifiesEvaluation(signed)
    assert deadlines.evaluation_certified() == EvaluationNeedsOrder()


def test_a_plan_that_ends_on_the_last_day_does_not_end_sooner() -> None:
    assert [step.cites for step in recertification_due(FIRST, date(2026, 5, 31)).steps] == [("D-20",), ("D-19",)]


def test_what_stands_in_for_the_first_signature_does_not_for_the_next() -> None:
    for first, said in ((date(2024, 10, 2), False), (date(2024, 10, 3), True)):  # 90 days later: 2024-12-31, 2025-01-01
        assert any("D-19" in step.cites for step in recertification_due(first).steps) is said


def test_a_plan_cannot_end_before_it_begins() -> None:
    with pytest.raises(
        ValueError, match="plan ends on March 1, 2026, before its first treatment of March 2, 2026; correct one of them"
    ):
        recertification_due(date(2026, 3, 2), date(2026, 3, 1))


FIRST = date(2026, 3, 2)
DUE = date(2026, 4, 1)  # March has 31 days: 29 left after March 2, and one of April


@pytest.mark.parametrize(
    ("signed", "order", "sent", "today", "met"),
    [
        (DUE, None, None, DUE, True),
        (date(2026, 4, 2), None, None, date(2026, 4, 2), False),
        (None, None, None, DUE, None),
        (None, None, None, date(2026, 4, 2), False),
        (None, date(2026, 2, 20), DUE, date(2026, 6, 1), True),
        (None, DUE, DUE, date(2026, 6, 1), True),
        (None, date(2026, 2, 20), date(2026, 4, 2), date(2026, 6, 1), False),
        (None, date(2026, 2, 20), None, date(2026, 6, 1), False),
        (None, None, date(2026, 3, 5), date(2026, 6, 1), False),
        (None, date(2026, 4, 2), date(2026, 3, 5), date(2026, 6, 1), False),
        (date(2026, 4, 2), date(2026, 2, 20), date(2026, 3, 5), date(2026, 6, 1), True),
    ],
)
def test_the_first_certification(
    signed: date | None, order: date | None, sent: date | None, today: date, met: bool | None
) -> None:
    found = certified(FIRST, today, signed, order=order, sent=sent)
    assert found.due == DUE
    assert found.met is met
    assert all(step.text.endswith(".") and step.cites and set(step.cites) <= CITED_FACTS for step in found.steps)


@pytest.mark.parametrize(
    ("spoken", "signed", "today", "met"),
    [
        (date(2026, 3, 25), date(2026, 4, 5), date(2026, 4, 5), True),
        (date(2026, 3, 25), date(2026, 4, 8), date(2026, 4, 8), True),
        (date(2026, 3, 25), date(2026, 4, 9), date(2026, 4, 9), False),
        (date(2026, 3, 25), None, date(2026, 4, 8), None),
        (date(2026, 3, 25), None, date(2026, 4, 9), False),
        (DUE, date(2026, 4, 15), date(2026, 4, 15), True),
        (date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 3), False),
        (date(2026, 3, 3), date(2026, 3, 28), date(2026, 3, 28), True),
        (date(2026, 3, 25), date(2026, 3, 25), date(2026, 3, 25), True),
    ],
)
def test_a_spoken_approval_wants_a_signature_within_14_days(
    spoken: date, signed: date | None, today: date, met: bool | None
) -> None:
    found = certified(FIRST, today, signed, spoken=spoken)
    in_time = spoken <= DUE and (signed is None or signed > DUE)
    last = max(DUE, spoken + timedelta(days=14)) if in_time else DUE
    assert (found.due, found.met) == (last, met)
    assert all(step.cites and set(step.cites) <= CITED_FACTS for step in found.steps)


def test_one_day_alone_is_named_as_the_last() -> None:
    """A verbal order of March 4 would have to be signed by March 18; the 30 days of every plan run longer, to April 1."""
    said = " ".join(step.text for step in certified(FIRST, date(2026, 3, 20), spoken=date(2026, 3, 4)).steps)
    assert "March 18" not in said
    assert said.count("April 1, 2026") == 3


def test_a_signature_before_the_spoken_approval_is_refused() -> None:
    with pytest.raises(ValueError, match="before the verbal order of March 25, 2026; correct one of them"):
        certified(FIRST, FIRST, date(2026, 3, 24), spoken=date(2026, 3, 25))
    with pytest.raises(ValueError, match="the verbal order of March 1, 2026 is before the first treatment"):
        certified(FIRST, FIRST, spoken=date(2026, 3, 1))


def test_signed_and_sent_on_the_first_day_is_in_time() -> None:
    assert certified(FIRST, FIRST, FIRST).met is True
    assert certified(FIRST, FIRST, order=FIRST, sent=FIRST).met is True


def test_an_order_stands_in_for_the_signature_only_from_2025() -> None:
    for first, met in ((date(2024, 12, 31), False), (date(2025, 1, 1), True)):
        found = certified(first, after(first, 60), order=after(first, -0), sent=after(first, 3))
        assert found.met is met
        assert (OrderCameTooEarly() in found.steps) is not met
    assert OrderCameTooEarly() not in certified(date(2025, 1, 1), date(2025, 6, 1), order=FIRST).steps
    assert OrderCameTooEarly() not in certified(date(2024, 1, 1), date(2024, 6, 1)).steps


def test_a_late_certification_names_its_last_day() -> None:
    signed = certified(FIRST, date(2026, 4, 3), date(2026, 4, 2))
    assert signed.steps[-1] == SignedLate(date(2026, 4, 2), DUE)
    assert certified(FIRST, date(2026, 4, 2)).steps[-1] == NeverSigned(DUE)
    spoken = certified(FIRST, date(2026, 4, 20), date(2026, 4, 9), spoken=date(2026, 3, 25))
    assert spoken.steps[-1] == SignedLate(date(2026, 4, 9), date(2026, 4, 8))


@pytest.mark.parametrize(("name", "said"), [("signed", "signature"), ("sent", "sending")])
def test_nothing_is_signed_or_sent_before_the_first_treatment(name: str, said: str) -> None:
    with pytest.raises(
        ValueError, match=rf"^the {said} of March 1, 2026 is before the first treatment of March 2, 2026; correct one of them$"
    ):
        deadlines.certified(FIRST, FIRST, **{"periods": PERIODS, name: date(2026, 3, 1)})  # type: ignore[arg-type]


@given(st.sets(days, min_size=1, max_size=40), st.none() | days, st.randoms(use_true_random=False))
def test_the_report_is_due_by_the_tenth_treatment_day(treated: set[date], last: date | None, random: object) -> None:
    count, due = 0, None
    for day in sorted(treated):
        if last is None or day > last:
            count += 1
            if count == 10:
                due = day
    assert progress_report_due(list(treated), last).due == due
    assert progress_report_due([*treated, *treated], last).due == due


def test_an_episode_has_days() -> None:
    with pytest.raises(ValueError, match=r"^the episode has no treatment day; name the days$"):
        progress_report_due([])


@given(days)
def test_a_claim_is_filed_within_one_calendar_year(service: date) -> None:
    due = filing_due(service).due
    assert due is not None
    month_day = "02-28" if service.isoformat().endswith("02-29") else service.isoformat()[5:]
    assert due.isoformat() == f"{service.year + 1}-{month_day}"


def test_february_29_counts_to_february_28() -> None:
    found = filing_due(date(2024, 2, 29))
    assert found.due == date(2025, 2, 28)
    assert any("N-03" in step.cites for step in found.steps)


@pytest.mark.parametrize(
    ("service", "next_day"),
    [
        (date(2025, 1, 11), date(2026, 1, 12)),  # a Sunday
        (date(2025, 7, 3), date(2026, 7, 6)),  # Independence Day of 2026 is kept on Friday the 3rd
        (date(2025, 11, 26), date(2026, 11, 27)),  # Thanksgiving
        (date(2025, 3, 2), None),
    ],
)
def test_a_last_day_to_file_that_is_no_workday_runs_on_to_the_next(service: date, next_day: date | None) -> None:
    found = filing_due(service)
    due = service.replace(year=service.year + 1)
    assert found.steps == (FilingYear(service, due), *((FiledNextWorkday(due, next_day),) if next_day else ()))
    assert found.runs_on is (next_day is not None)


@pytest.mark.parametrize(("received", "said"), [(date(2026, 1, 4), False), (date(2026, 1, 2), True)])
def test_an_appeal_due_on_no_workday_is_said_not_to_be_settled(received: date, said: bool) -> None:
    found = appeal_due("redetermination", received, AMOUNTS)  # due on Monday, May 4 and on Saturday, May 2
    assert (AppealNotSettled(date(2026, 5, 2)) in found.steps) is said
    assert found.runs_on is said


LEVELS = {"redetermination": 120, "reconsideration": 180, "hearing": 60, "council": 60, "court": 60}


@given(st.sampled_from(list(LEVELS)), days)
def test_appeals_are_counted_from_receipt(level: str, received: date) -> None:
    found = appeal_due(level, received, AMOUNTS)
    assert found.due == after(received, LEVELS[level])
    assert list(AppealLevel) == list(LEVELS)
    assert all(step.text.endswith(".") and step.cites and set(step.cites) <= CITED_FACTS for step in found.steps)


@pytest.mark.parametrize(
    ("level", "received", "expected"),
    [
        ("hearing", date(2026, 3, 2), [AmountInDispute(2026, Decimal(200))]),
        ("court", date(2026, 3, 2), [AmountInDispute(2026, Decimal(1960))]),
        ("hearing", date(2025, 12, 1), [AmountInDispute(2025, Decimal(190)), AmountInDispute(2026, Decimal(200))]),
        ("court", date(2025, 3, 1), [AmountInDispute(2025, Decimal(1900))]),
        ("court", date(2026, 12, 15), [AmountInDispute(2026, Decimal(1960)), AmountNotKnown(2027)]),
        ("council", date(2026, 3, 2), []),
        ("redetermination", date(2026, 3, 2), []),
    ],
)
def test_hearing_and_court_need_an_amount_by_the_year_of_the_request(
    level: str, received: date, expected: list[DeadlineReason]
) -> None:
    found = appeal_due(level, received, AMOUNTS)
    assert [step for step in found.steps[1:] if not isinstance(step, NoWorkday)] == expected


def test_each_level_cites_its_own_fact() -> None:
    cited = [appeal_due(level, FIRST, {2026: AppealAmounts(Decimal(1), Decimal(2))}).steps[0].cites for level in AppealLevel]
    assert cited == [("N-05",), ("N-06",), ("N-07",), ("N-08",), ("N-09",)]


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"no level of appeal `mediation`; use one of redetermination, reconsideration, hearing, council, court$"
    ):
        appeal_due("mediation", FIRST, AMOUNTS)


def test_the_data_rest_each_level_on_the_fact_that_its_reason_cites() -> None:
    periods = Guide.load(Path(__file__).resolve().parents[2]).library.periods_file.periods
    facts = {period.id.value: period.fact for period in periods}
    assert {level.value: (facts[level.value],) for level in AppealLevel} == {
        level.value: reason.cites for level, reason in APPEAL_DUE.items()
    }


def test_each_deadline_carries_what_it_was_counted_from() -> None:
    assert certification_due(FIRST).steps == (CertificationDue(FIRST, 30, DUE),)
    assert recertification_due(FIRST).steps == (RecertificationDue(FIRST, 90, date(2026, 5, 31)), OrderDoesNotRecertify())
    assert filing_due(FIRST).steps == (FilingYear(FIRST, date(2027, 3, 2)),)
    assert appeal_due("council", FIRST, AMOUNTS).steps == (CouncilDue(FIRST, 60, date(2026, 5, 1)),)
    treated = [FIRST + timedelta(days=count) for count in range(12)]
    assert progress_report_due(treated).steps == (ReportDue(10, SinceEpisodeBegan(FIRST), date(2026, 3, 11)),)
    assert progress_report_due(treated, FIRST).steps == (ReportDue(10, SinceReport(FIRST), date(2026, 3, 12)),)
    assert progress_report_due(treated, treated[5]).steps == (ReportNotYetDue(6, SinceReport(date(2026, 3, 7)), 10),)


def test_a_plan_is_written_by_the_first_treatment() -> None:
    assert plan_written(FIRST, FIRST) == PlanInTime(FIRST, FIRST)
    assert plan_written(after(FIRST, 1), FIRST) == PlanTooLate(date(2026, 3, 3), FIRST)


def test_every_deadline_cites_the_facts_it_is_declared_to() -> None:
    treated = [FIRST + timedelta(days=count) for count in range(12)]
    found = (
        certification_due(FIRST),
        recertification_due(FIRST, FIRST),
        filing_due(FIRST),
        filing_due(date(2024, 2, 29)),
        progress_report_due(treated),
        progress_report_due(treated[:3]),
    )
    assert all(set(step.cites) <= CITED_FACTS for each in found for step in each.steps)


# By hand: 60 days from March 2, 2026 are May 1. Of 2025 a hearing takes $190 and a court $1,900, of 2026 $200 and $1,960.
AMOUNTS = {2025: AppealAmounts(Decimal(190), Decimal(1900)), 2026: AppealAmounts(Decimal(200), Decimal(1960))}


@pytest.mark.parametrize(
    ("level", "received", "asked", "amount", "in_time", "enough"),
    [
        ("hearing", date(2026, 3, 2), date(2026, 5, 1), 200, True, True),
        ("hearing", date(2026, 3, 2), date(2026, 5, 2), 200, False, True),
        ("hearing", date(2026, 3, 2), date(2026, 5, 1), 199, True, False),
        ("court", date(2026, 3, 2), date(2026, 5, 4), 1959, False, False),
        ("court", date(2026, 3, 2), date(2026, 3, 2), 1960, True, True),
        # The decision came in 2025 and the request is made in 2026: the amount is that of 2026.
        ("hearing", date(2025, 12, 2), date(2026, 1, 6), 195, True, False),
        ("hearing", date(2025, 12, 2), date(2025, 12, 30), 195, True, True),
    ],
)
def test_a_level_that_takes_an_amount_is_open(
    level: str, received: date, asked: date, amount: int, in_time: bool, enough: bool
) -> None:
    found = level_open(level, received, asked, Decimal(amount), AMOUNTS, periods=PERIODS)
    assert (found.in_time, found.enough) == (in_time, enough)
    assert [type(step).__name__ for step in found.steps[1:]] == [
        "AskedInTime" if in_time else "AskedTooLate",
        "EnoughInDispute" if enough else "TooLittleInDispute",
    ]


@pytest.mark.parametrize(
    ("level", "asked", "what"),
    [
        ("council", date(2026, 5, 1), "takes no amount in dispute"),
        ("hearing", date(2026, 3, 1), "before the decision"),
        ("hearing", date(2027, 4, 1), "the amounts of 2027 are not in the data"),
    ],
)
def test_a_level_that_cannot_be_judged_is_refused(level: str, asked: date, what: str) -> None:
    with pytest.raises(Refused, match=what):
        level_open(level, date(2026, 3, 2), asked, Decimal(500), AMOUNTS, periods=PERIODS)


def test_the_year_for_filing_counts_from_the_day_that_the_kind_of_claim_names() -> None:
    first, through = date(2026, 3, 3), date(2026, 3, 24)
    assert filing_counts_from("professional", first, through).day == first
    assert filing_counts_from("institutional", first, through).day == through
    with pytest.raises(Refused, match="kind of claim"):
        filing_counts_from("paper", first, through)
