"""Typed input: times by the standard library's own clock, lists against what was written, overlaps minute by minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from macros.facts.countable import Countable
from macros.inputs.typed import TypedLine, TypedService, read_lines, read_minutes, read_services, read_span, services_of
from macros.rules.refused import Refused

DAY = 24 * 60
MINUTES = st.integers(0, DAY - 1)
CODES = {
    number: Countable(
        number,
        "a code",
        timed,
        15 if timed else None,
        once_a_day=False,
        attended=attended,
        evaluation=evaluation,
        adds_to=None,
        by_period=False,
        since=None,
        until=None,
    )
    for number, timed, attended, evaluation in (
        ("97112", True, True, False),
        ("97110", True, True, False),
        ("97530", True, True, False),
        ("97161", False, True, True),
        ("G0283", False, False, False),
    )
}


def at(minute: int) -> datetime:
    """The time of a day, by the standard library's clock."""
    return datetime(2026, 3, 2) + timedelta(minutes=minute)


WITH_HALF = ("%I:%M %p", "%I:%M%p", "%I:%M\u00a0%p")
WITHOUT_HALF = ("%H:%M", "%H%M")
BETWEEN = ("-", " - ", "–", " to ", " — ", "\u2009–\u2009")


def written(minute: int, form: str, case: str = "upper", *, zero: bool = True) -> str:
    text = str(getattr(at(minute).strftime(form), case)())
    return text if zero or form == "%H%M" else text.removeprefix("0")


@given(
    MINUTES,
    MINUTES,
    st.sampled_from(WITH_HALF + WITHOUT_HALF),
    st.sampled_from(BETWEEN),
    st.booleans(),
    st.sampled_from(["upper", "lower"]),
)
def test_a_span_is_read_as_it_was_written(start: int, end: int, form: str, between: str, zero: bool, case: str) -> None:
    text = between.join(written(minute, form, case, zero=zero) for minute in (start, end))
    if start < end:
        span = read_span(text)
        assert (span.start, span.end) == (start, end)
    elif start and not end:
        assert read_span(text).end == DAY
    else:
        with pytest.raises(Refused):
            read_span(text)


@given(MINUTES, MINUTES, st.sampled_from(WITH_HALF))
def test_one_am_or_pm_at_the_end_never_changes_how_long_it_was(start: int, end: int, form: str) -> None:
    """Written without its own AM or PM, a start is read as meant or not at all, where no more than half a day was meant."""
    assume(start < end < start + DAY // 2)
    text = f"{written(start, '%I:%M')}-{written(end, form)}"
    if (start < DAY // 2) == (end < DAY // 2):
        assert (read_span(text).start, read_span(text).end) == (start, end)
    else:
        with pytest.raises(Refused, match="AM or PM"):
            read_span(text)


SPANS = {
    "9:00am-9:24am": (540, 564),
    "9:00 AM to 9:24 AM": (540, 564),
    "9:00 a.m. – 9:24 a.m.": (540, 564),
    "9:00a-9:24a": (540, 564),
    "9-9:24 AM": (540, 564),
    "9am to 10am": (540, 600),
    "9:00-9:24 AM": (540, 564),
    "1:00-1:24 PM": (780, 804),
    "12:00 AM-12:24 AM": (0, 24),
    "12:00 PM-12:24 PM": (720, 744),
    "12:00-12:24 PM": (720, 744),
    "12:30 AM-1:00 AM": (30, 60),
    "11:50 AM-12:10 PM": (710, 730),
    "11:50 AM to noon": (710, 720),
    "11:50-12 noon": (710, 720),
    "noon-12:24 PM": (720, 744),
    "11:30 PM-12:00 AM": (1410, 1440),
    "11:30 PM-midnight": (1410, 1440),
    "23:30-24:00": (1410, 1440),
    "23:30-0:00": (1410, 1440),
    "midnight-0:24": (0, 24),
    "0900-0924": (540, 564),
    "９：００－９：２４": (540, 564),
    "9:00\u200b-9:24": (540, 564),
    "9:00\u202f\u2212\u202f9:24": (540, 564),
}  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), SPANS.items(), ids=SPANS)
def test_spans_of_a_clinic(text: str, minutes: tuple[int, int]) -> None:
    span = read_span(text)
    assert (span.start, span.end) == minutes


NO_SPANS = {
    "10:25-10:00": "ends before it begins; write the end after the start, on the same day",
    "12:50-1:10": "ends before it begins; .* times after noon as 1:10 PM or 13:10",
    "9:00 PM-1:00 AM": "ends before it begins",
    "11:50-12:10 PM": "runs backward with PM for both times; write AM or PM after each of them",
    "11:30-12:00 AM": "runs backward with AM for both times",
    "9:00 AM-9:24": "has AM after the start alone; write AM or PM after the end too",
    "9:00-9:00": "has no minutes",
    "12:00 AM-12:00 AM": "has no minutes",
    "0:00-0:00": "has no minutes",
    "9:00": "is not a time; write it as 9:00-9:24",
    "9-10": "is not a time",
    "15-20": "is not a time",
    "900-924": "is not a time",
    "9:00-9:10-9:20": "is not a time",
    "9:00-9:10-": "is not a time",
    "9:00 9:24": "is not a time",
    "9:60-10:00": "is not a time",
    "9:5-9:24": "is not a time",
    "25:00-26:00": "is not a time",
    "23:30-24:10": "is not a time",
    "13:00 PM-13:24 PM": "is not a time",
    "0:10 AM-0:20 AM": "is not a time",
    "9:00 XM-9:24 XM": "is not a time",
    "٩:٠٠-٩:٢٤": "is not a time",
    "": "is not a time",
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), NO_SPANS.items(), ids=NO_SPANS)
def test_what_is_no_span_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_span(text)


@pytest.mark.parametrize("text", ["15", "15 min", "15min", "15 mins.", "15 Minutes", "15m", "１５\u3000min", "15\u00a0min"])
def test_minutes_as_they_are_typed(text: str) -> None:
    assert read_minutes(text) == 15


@pytest.mark.parametrize("text", ["", "15.0", "1,5", "15²", "015", "1 h", "15 units", "x 15", "min", "1e1", "۱۵", "15\x0815"])
def test_what_is_no_number_of_minutes_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a number of minutes"):
        read_minutes(text)


AMOUNTS = st.tuples(st.sampled_from(sorted(CODES)), st.sampled_from(["", "CQ"]), st.integers(0, 1440))


@given(
    st.lists(AMOUNTS, min_size=1, max_size=5),
    st.sampled_from([" ", ",", ", ", ";", "; ", "\n", "\r\n", " ,\n", "\u2028", " and ", ", and ", " & "]),
    st.sampled_from([":", "-", " "]),
    st.sampled_from(["=", " = ", " =", "＝"]),
    st.sampled_from(["", " min", "min", "\u00a0minutes"]),
)
def test_a_list_is_read_as_it_was_written(
    amounts: list[tuple[str, str, int]], between: str, beside: str, equals: str, unit: str
) -> None:
    text = between.join(f"{code}{beside + mark if mark else ''}{equals}{minutes}{unit}" for code, mark, minutes in amounts)
    assert list(read_services(text)) == [TypedService(*amount) for amount in amounts]


@given(
    st.lists(MINUTES, min_size=4, max_size=4, unique=True),
    st.sampled_from([", ", " and ", " & ", ","]),
    st.sampled_from(["=", " ", ": "]),
)
def test_a_code_may_have_several_spans(times: list[int], between: str, equals: str) -> None:
    first, second, third, last = sorted(times)
    spans = between.join(f"{written(a, '%I:%M %p')}-{written(b, '%I:%M %p')}" for a, b in ((first, second), (third, last)))
    services = read_services(f"97112{equals}{spans}\n97110=5")
    read = [(service.code, service.span and (service.span.start, service.span.end), service.minutes) for service in services]
    assert read == [("97112", (first, second), None), ("97112", (third, last), None), ("97110", None, 5)]


NO_LISTS = {
    "97112=15,10": "`15,10` is not one number of minutes for 97112; write the sum",
    "97112=1,440": "`1,440` is not one number of minutes",
    "97112 15": "`97112 15` may be minutes or units; for minutes write 97112=15",
    "97112: 2": "may be minutes or units",
    "97112 x 2": "`x 2` is not a number of minutes for 97112",
    "97112=0915": "`0915` is not a number of minutes",
    "97112=9:00-9:24, 15": "is not one number of minutes",
    "97112": "97112 has no minutes",
    "97112=15\n97110": "97110 has no minutes",
    "97112 97110=10": "97112 has no minutes",
    "=15": "`=15` is not a service; begin with the code",
    "9:00-9:24 97112": "`9:00-9:24` is not a service; begin with the code",
    "97112=9:00-9:10;9:20-9:30": "`9:20-9:30` is not a service",
    "97112:GP=15": "`GP` is not an assistant's modifier; write 97112:CQ or 97112:CO, or 97112 alone",
    "97112 neuro 15 min": "`neuro 15 min` is not a number of minutes for 97112",
    "97112=9:00-9:24 97110=9:30 AM-9:40 AM": "`9:00-9:24` has no AM or PM, and other times of the day have",
    "97112=" + "x" * 500: "`x{50}…` is not a number of minutes",
    "97112=\x1b[31m": "�",
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), NO_LISTS.items(), ids=range(len(NO_LISTS)))
def test_a_list_that_cannot_be_read_names_the_part(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        read_services(text)
    assert refused.value.fix
    assert str(refused.value).isprintable()


@given(st.text(st.sampled_from(" \n=:;,-–0123456789apmCQtoxGHAO９\u00a0\x00"), max_size=30))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    for reader in (read_services, read_lines, read_span, read_minutes):
        try:
            reader(text)
            said = "read"
        except Refused as refused:
            said = f"{refused.what}; {refused.fix}"
        assert said.isprintable()
        assert not said.endswith("; ")


def test_lines_to_price() -> None:
    lines = (TypedLine("97112", "", 2), TypedLine("97112", "CQ", 1))
    for text in ("97112=2 97112:CQ=1", "97112=2,97112:cq=1 unit", "97112 × 2, 97112:CQ × 1", "97112 2 units\n97112-CQ x1"):
        assert read_lines(text) == lines


def test_the_minutes_of_a_day_by_code() -> None:
    typed = read_services("97112=9:00-9:20, 9:40-9:50; 97112:CQ=9:15-9:30; G0283=9:00-9:30; 97530=11")
    services = services_of(typed, CODES)
    given_minutes = [(service.code, service.minutes, service.assistant) for service in services]
    assert given_minutes == [("97112", 40, 10), ("G0283", 30, 0), ("97530", 11, 0)]


BLOCKS = st.lists(st.tuples(st.sampled_from(["97112", "97110", "97530"]), MINUTES, st.integers(1, 60)), min_size=1, max_size=4)


@given(BLOCKS)
def test_times_count_each_minute_once_or_are_refused(blocks: list[tuple[str, int, int]]) -> None:
    blocks = [(code, start, min(start + length, DAY)) for code, start, length in blocks]
    text = ",".join(f"{code}={start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}" for code, start, end in blocks)
    typed = read_services(text)
    minutes = [minute for _, start, end in blocks for minute in range(start, end)]
    if len(set(minutes)) < len(minutes):
        with pytest.raises(Refused, match=r"counted under both|twice"):
            services_of(typed, CODES)
        return
    assert {service.code: service.minutes for service in services_of(typed, CODES)} == {
        code: sum(end - start for other, start, end in blocks if other == code) for code, _, _ in blocks
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("97112:CQ=10 97110:CO=10", "CQ and CO belong to two disciplines"),
        ("97112=9:00-9:10 97112=10", "97112 has minutes and times"),
        ("9711=10", "`9711` is not a code of this guide"),
        ("9711=9:00-9:10", "`9711` is not a code of this guide"),
        ("97161:CQ=30", "97161: an assistant may not evaluate"),
        ("97112=1441", "more than a day holds"),
        ("97112=-5", "cannot be negative"),
    ],
)
def test_a_day_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        services_of(read_services(text), CODES)


def test_the_order_typed_is_kept() -> None:
    services = services_of(read_services("97530=5 97112=9:00-9:10 97110=8 97530=6"), CODES)
    codes = [service.code for service in services]
    assert codes == ["97530", "97530", "97112", "97110"]
    assert not any(a == b for a, b in pairwise(dict.fromkeys(codes)))
