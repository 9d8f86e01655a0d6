"""Minutes, clock times and lists of services, as people type and paste them.

Each function takes a string and returns values, or raises Refused: what cannot be read, and how to write it. What could be read
in two ways is refused, never guessed.

A list of services holds a code and what it got, again and again: `97112=15,97110=10`, or one on each line, `97112 9:00 AM to
9:24 AM`. Spaces, commas, semicolons and new lines part them. CQ or CO beside a code (`97112:CQ=13`) says that an assistant did
it, apart from the therapist.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from macros.facts.countable import Countable, service_of
from macros.rules.modifiers import ASSISTANT_MODIFIER
from macros.rules.refused import Refused
from macros.rules.schedule import Block, read_schedule
from macros.rules.visit import MAX_MINUTES, Service

MARKS = tuple(ASSISTANT_MODIFIER.values())
SHOWN = 50
"""So many characters of what cannot be read are shown."""


@dataclass(frozen=True)
class Span:
    """A stretch of one day, in minutes since midnight. `halves` says that its times were written with AM or PM."""

    start: int
    end: int
    halves: bool = False
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class TypedService:
    """What a code got: `minutes`, or a `span` of the day. `mark` is CQ or CO where an assistant gave it, else ""."""

    code: str
    mark: str
    minutes: int | None = None
    span: Span | None = None


@dataclass(frozen=True)
class TypedLine:
    """A line to be billed: a code, the assistant's modifier or "", and units."""

    code: str
    mark: str
    units: int


def read_services(text: str) -> tuple[TypedService, ...]:
    """The services of a list. A code may have several spans, parted by commas: `97112=9:00-9:10, 9:20-9:30`."""
    services = []
    for entry in _entries(text):
        parts = _PARTS.split(entry.amount)
        if len(parts) > 1 and any(map(_NUMBER.fullmatch, parts)):
            raise Refused(
                f"`{_shown(entry.amount)}` is not one number of minutes for {entry.code}",
                f"write the sum, such as {entry.code}=24",
            )
        if entry.bare and entry.amount.isdecimal():
            raise Refused(
                f"`{entry.code} {_shown(entry.amount)}` may be minutes or units",
                f"for minutes write {entry.code}={_shown(entry.amount)}",
            )
        for part in parts:
            if _NUMBER.fullmatch(part) or not _CLOCK_SIGNS.search(part):
                services.append(TypedService(entry.code, entry.mark, minutes=_minutes(part, entry.code)))
            else:
                services.append(TypedService(entry.code, entry.mark, span=read_span(part)))
    spans = [service.span for service in services if service.span]
    for span in spans:
        one_clock(span, spans)
    return tuple(services)


def services_of(typed: Sequence[TypedService], codes: Mapping[str, Countable], real: Collection[str] = ()) -> list[Service]:
    """What one patient was given in a day, with the minutes of times added up by code; `real` are further codes that exist.

    Raises Refused for what service_of refuses, for times that overlap, for a code with both minutes and times, whose minutes may
    lie within the times, and for assistants of two disciplines, whose units are counted apart.
    """
    marks = {service.mark for service in typed} - {""}
    if len(marks) > 1:
        raise Refused("CQ and CO belong to two disciplines, and each has a claim of its own", "count one discipline at a time")
    helped = next(
        (service.code for service in typed if service.mark and service.code in codes and codes[service.code].evaluation), None
    )
    if helped:
        raise Refused(f"{helped}: an assistant may not evaluate", "leave it out, or correct who evaluated")
    timed = {service.code for service in typed if service.span}
    both = next((service.code for service in typed if service.span is None and service.code in timed), None)
    if both:
        raise Refused(f"{both} has minutes and times", "write one of the two")
    blocks = []
    for service in typed:
        if service.span:
            known = service_of(codes, service.code, 0, real=real).code
            clinician = _CLINICIANS[bool(service.mark)] if service.mark or codes[known].attended else None
            blocks.append(Block(known, service.span.start, service.span.end, "", clinician, bool(service.mark)))
    schedule = read_schedule(blocks, "")
    for clash in schedule.clashes:
        raise Refused(clash.text, f"{clash.rule}: correct the times, or the code")
    services = {}
    for code, given in schedule.given.items():
        services[code] = [service_of(codes, code, given.minutes, given.assistant, real=real)]
    for service in typed:
        if service.minutes is not None:
            assistant = service.minutes if service.mark else 0
            services.setdefault(service.code, []).append(service_of(codes, service.code, service.minutes, assistant, real=real))
    return [service for code in dict.fromkeys(service.code for service in typed) for service in services[code]]


def read_lines(text: str) -> tuple[TypedLine, ...]:
    """The lines of a list such as `97112=2, 97112:CQ=1`, or `97112 × 2, 97112:CQ × 1`."""
    lines = []
    for entry in _entries(text):
        match = _UNITS.fullmatch(entry.amount)
        if not match or (entry.bare and entry.amount.isdecimal()):
            amount = f"`{_shown(entry.amount)}` is not a number of units for {entry.code}"
            raise Refused(amount if entry.amount else f"{entry.code} has no units", f"write units such as {entry.code}=2")
        lines.append(TypedLine(entry.code, entry.mark, int(match[1])))
    return tuple(lines)


def read_minutes(text: str) -> int:
    """Whole minutes: `15`, `15 min`."""
    match = _NUMBER.fullmatch(_plain(text).strip())
    if not match:
        raise Refused(f"`{_shown(text)}` is not a number of minutes", "write whole minutes, such as 15")
    return int(match[1])


def read_span(text: str) -> Span:
    """A stretch of a day: `9:00-9:24`, `9:00 AM to 9:24 AM`, `0900-0924`, `11:50 AM to noon`.

    AM or PM written once, at the end, holds for both times where they then run forward. An end at midnight is the end of the day.
    """
    plain = _plain(text).strip()
    shown = _shown(plain)
    times = [clock for part in _TO.split(plain, maxsplit=2) if (clock := _clock(part))]
    if len(times) != 2 or len(_TO.findall(plain)) != 1:
        raise Refused(f"`{shown}` is not a time", f"write it as {_AS_TIMES}")
    first, last = times
    if first.half and not last.half and not last.whole:
        raise Refused(f"`{shown}` has {first.half} after the start alone", "write AM or PM after the end too")
    inherits = bool(last.half and not first.half and not first.whole)
    start, end = first.minute(last.half if inherits else ""), last.minute()
    if start is None or end is None:
        raise Refused(f"`{shown}` is not a time", f"write it as {_AS_TIMES}")
    if end == 0 < start and not inherits:
        end = MAX_MINUTES
    if start >= end:
        raise Refused(*_backward(shown, start, end, last.half if inherits else "", halves=bool(last.half)))
    return Span(start, end, bool(first.half or last.half), plain)


def one_clock(span: Span, day: Iterable[Span]) -> None:
    """Raises Refused for a span without AM or PM on a day that has them elsewhere: its 1:20 may then be either."""
    if not span.halves and any(other.halves for other in day):
        raise Refused(
            f"`{_shown(span.text)}` has no AM or PM, and other times of the day have", "write AM or PM after every time"
        )


_CLINICIANS = ("therapist", "assistant")
_AS_TIMES = "9:00-9:24 or 9:00 AM-9:24 AM"
_NUMBER = re.compile(r"(-?(?:0?[0-9]|[1-9][0-9]{1,8}))\s*(?:m|min|mins|minute|minutes)?\.?", re.IGNORECASE)
_UNITS = re.compile(r"(?:[x×]\s*)?([0-9]{1,3})\s*(?:u|unit|units)?", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:,|&|\+|\band\b)\s*", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|&|\+)\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-+|to)\s*", re.IGNORECASE)
_CLOCK_SIGNS = re.compile(r"[0-9]:[0-9]|[0-9]\s*[ap]\.?m?\b|noon|midnight|\bto\b|[0-9]\s*-+\s*[0-9]", re.IGNORECASE)
_TIME = re.compile(
    r"(?:12(?::00)?\s*)?(?P<whole>noon|midnight)"
    r"|(?:(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-5][0-9]))?|(?P<h>[0-9]{2})(?P<m>[0-5][0-9]))"
    r"(?:\s*(?P<half>[ap])(?:\.?\s*m)?\.?)?",
    re.IGNORECASE,
)
_CODE = r"[0-9]{4}[0-9TFUM]|[A-Z][0-9]{4}"
_HEAD = re.compile(
    r"(?:^|(?<=[\s,]))(?:"
    r"(?P<named>[^\s,=:]+?)\s*(?:[:\s-]\s*(?P<named_mark>[A-Z0-9]{2})\s*)?[:=]*=\s*"  # anything before an =
    rf"|(?P<code>{_CODE})(?:\s*[:\s-]\s*(?P<mark>C[QO]))?(?=[\s:,-]|$)\s*(?::|-(?=\s))?\s*"  # a code without one
    r")",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Entry:
    """A code of a list, its mark, and what was written after them. Without = before the amount it is `bare`."""

    code: str
    mark: str
    amount: str
    bare: bool


def _entries(text: str) -> Iterator[_Entry]:
    for piece in re.split(r"[\n;]", _plain(text)):
        heads = list(_HEAD.finditer(piece))
        before = piece[: heads[0].start() if heads else len(piece)].strip(" ,")
        if before:
            raise Refused(f"`{_shown(before)}` is not a service", "begin with the code, such as 97112=24 or 97112=9:00-9:24")
        for head, following in zip_longest(heads, heads[1:]):
            end = following.start() if following else len(piece)
            code = (head["named"] or head["code"]).upper()
            mark = (head["named_mark"] or head["mark"] or "").upper()
            if mark and mark not in MARKS:
                raise Refused(f"`{mark}` is not an assistant's modifier", f"write {code}:CQ or {code}:CO, or {code} alone")
            amount = _AND.sub("", piece[head.end() : end]).strip(" ,")
            yield _Entry(code, mark, amount, bare=head["named"] is None)


def _minutes(text: str, code: str) -> int:
    if not text:
        raise Refused(f"{code} has no minutes", f"write {code}=24 or {code}=9:00-9:24")
    try:
        return read_minutes(text)
    except Refused as refused:
        raise Refused(
            f"{refused.what} for {code}", f"write whole minutes or times, such as {code}=24 or {code}=9:00-9:24"
        ) from None


@dataclass(frozen=True)
class _Clock:
    """A time as written: noon and midnight are `whole`, others may have a `half` of the day, AM or PM."""

    hour: int
    minutes: int | None
    half: str = ""
    whole: bool = False

    def minute(self, other_half: str = "") -> int | None:
        """Minutes since midnight, with the half of the day that stands once for two times; None where there is no such time."""
        half = self.half or other_half
        if half:
            return (self.hour % 12 + 12 * (half == "PM")) * 60 + (self.minutes or 0) if 1 <= self.hour <= 12 else None
        if self.minutes is None or self.hour > 24 or (self.hour == 24 and self.minutes):
            return None
        return self.hour * 60 + self.minutes


def _clock(text: str) -> _Clock | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    if match["whole"]:
        return _Clock(12 if match["whole"].lower() == "noon" else 0, 0, whole=True)
    minutes = match["minute"] or match["m"]
    half = f"{match['half'].upper()}M" if match["half"] else ""
    return _Clock(int(match["hour"] or match["h"]), int(minutes) if minutes else None, half)


def _backward(shown: str, start: int, end: int, shared: str, *, halves: bool) -> tuple[str, str]:
    if start == end:
        return f"`{shown}` has no minutes", "write an end after the start"
    if shared:
        return f"`{shown}` runs backward with {shared} for both times", "write AM or PM after each of them"
    after_noon = "" if halves else ", and times after noon as 1:10 PM or 13:10"
    return f"`{shown}` ends before it begins", f"write the end after the start, on the same day{after_noon}"


def _plain(text: str) -> str:
    """The text with plain spaces, dashes, digits and letters in place of those that word processors and phones put there."""
    return "".join(map(_plain_sign, "\n".join(text.splitlines())))


def _plain_sign(sign: str) -> str:
    if sign == "\n" or " " <= sign <= "~":
        return sign
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    kind = unicodedata.category(sign)
    if sign == "\t" or kind == "Zs":
        return " "
    if kind == "Pd" or sign == "\u2212":
        return "-"
    return {"Cf": "", "Cc": "\ufffd"}.get(kind, sign)


def _shown(text: str) -> str:
    plain = " ".join(_plain(text).split())
    return plain if len(plain) <= SHOWN + 1 else f"{plain[:SHOWN]}…"
