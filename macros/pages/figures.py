"""Figures that a reader would rather look at than read; every number in them comes out of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from macros.facts.library import Library
from macros.pages.data_table import behind, data_table
from macros.pages.templating import html
from macros.rules.deadlines import certification_due, progress_report_due, recertification_due
from macros.rules.units import MIDPOINT, cap_for, count_units, midpoint_units, minutes_for
from macros.rules.visit import Service

RULER_WIDTH = 420
LINE_WIDTH, LINE_EDGE = 420, 10
CELL = 8
"""Drawing units of one minute on the map."""


@dataclass(frozen=True)
class Band:
    """The minutes of the ruler that make so many units, in drawing units."""

    units: int
    low: int
    x: float
    width: float


@dataclass(frozen=True)
class Event:
    """One day of the timeline: when, what is due or done, and why."""

    day: date
    when: str
    what: str
    why: str
    kind: str


@dataclass(frozen=True)
class Mark:
    """An event on the line of the timeline, in drawing units: where it is, where its words are, and whether below the line."""

    x: float
    words_at: float
    anchor: str
    name: str
    day: str
    kind: str
    below: bool


def unit_ruler(library: Library, most: int) -> str:
    """A ruler from minutes to units, up to `most` units."""
    last = minutes_for(most)[1] + 1
    scale = RULER_WIDTH / last
    lows = [0, *(minutes_for(units)[0] for units in range(1, most + 1))]
    ends = [*lows[1:], last]
    bands = [Band(cap_for(low), low, low * scale, (end - low) * scale) for low, end in zip(lows, ends, strict=True)]
    described = "; ".join(f"from {band.low} minutes {band.units}" for band in bands)
    return html("unit_ruler.svg.j2", bands=bands, width=RULER_WIDTH, described=described)


def method_map(library: Library, most: int = 37) -> str:
    """Two timed codes of 0 to `most` minutes each: where total time and the midpoint give different units, and by which."""
    size = (most + 1) * CELL
    cells: dict[str, list[str]] = {"medicare": [], "midpoint": []}
    for up in range(most + 1):
        run: tuple[str, int] | None = None
        for across in range(most + 2):
            kind = _more(across, up) if across <= most else ""
            if run and run[0] != kind:
                x, y = 30 + run[1] * CELL, 4 + size - (up + 1) * CELL
                cells[run[0]].append(f"M{x} {y}h{(across - run[1]) * CELL}v{CELL}h-{(across - run[1]) * CELL}z")
                run = None
            if kind and run is None:
                run = (kind, across)
    described = (
        "Medicare gives more where each code alone stays below 8 minutes of its next unit and both together reach it. The "
        "midpoint gives more where each code passes its middle and the total does not reach as many units. The capped midpoint "
        "gives the smaller of the two numbers."
    )
    ticks = [(minute, (minute + 0.5) * CELL) for minute in (8, 15, 23, 30) if minute <= most]
    figure = html(
        "method_map.svg.j2",
        size=size,
        paths=[(kind, "".join(paths)) for kind, paths in cells.items()],
        ticks=ticks,
        described=described,
    )
    sampled = (5, 7, 8, 10, 15, 20, 23, 30)
    rows = [(f"{up} min", *(_told(across, up) for across in sampled)) for up in sampled]
    table = data_table(
        "Units of both codes together: Medicare, and after the stroke the midpoint where it differs",
        ("Minutes", *(f"{across} min" for across in sampled)),
        rows,
        sources=[library.sources[name] for name in library.facts["U-09"].sources],
    )
    return f"{figure}\n{behind('The same as a table', table)}"


def documentation_timeline(library: Library, first: str, weekdays: str = "Mon Wed Fri", weeks: int = 14) -> str:
    """An episode from its first treatment on, treated on the weekdays named: when the record's documents are due."""
    begin = date.fromisoformat(first)
    treated_on = {("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(name) for name in weekdays.split()}
    days = [day for n in range(weeks * 7) if (day := begin + timedelta(days=n)).weekday() in treated_on or day == begin]
    events = [
        Event(
            begin,
            "",
            "First treatment day",
            "The plan of care is written before treatment; an evaluation counts as a day.",
            "start",
        )
    ]
    certified = certification_due(begin, periods=library.periods).due
    recertified = recertification_due(begin, periods=library.periods).due
    assert certified is not None
    assert recertified is not None
    in_time = f"{library.periods.certification} days after the first treatment at the latest."
    again = f"{library.periods.recertification} days at the latest, or at the plan's end if sooner."
    events.append(Event(certified, "", "Certification", in_time, "sign"))
    events.append(Event(recertified, "", "Recertification", again, "sign"))
    report: date | None = None
    number = 0
    while (due := progress_report_due(days, report, periods=library.periods).due) is not None and due <= recertified:
        number += 1
        events.append(Event(due, "", f"Progress report {number}", f"By treatment day {10 * number} of the episode.", "report"))
        report = due
    shown = [
        Event(event.day, f"{event.day:%B} {event.day.day}, day {(event.day - begin).days}", event.what, event.why, event.kind)
        for event in sorted(events, key=lambda event: event.day)
    ]
    caption = (
        f"A made-up episode under Medicare, treated on {weekdays.replace(' ', ', ')}. Day 0 is the first treatment day, {first}."
    )
    last = (max(event.day for event in shown) - begin).days
    return html(
        "timeline.html.j2",
        events=shown,
        marks=[_mark(event, (event.day - begin).days, last) for event in shown],
        described="; ".join(f"{event.when}: {event.what}" for event in shown),
        caption=caption,
        width=LINE_WIDTH,
        end=LINE_WIDTH - LINE_EDGE,
        edge=LINE_EDGE,
    )


def _mark(event: Event, day: int, last: int) -> Mark:
    x = LINE_EDGE + day * (LINE_WIDTH - 2 * LINE_EDGE) / last
    anchor = "start" if day == 0 else "end" if day == last else "middle"
    short = {"start": "First day"}.get(event.kind, event.what.replace("Progress report", "Report"))
    at = {"start": 0.0, "end": float(LINE_WIDTH), "middle": x}[anchor]
    return Mark(x, at, anchor, short, f"day {day}", event.kind, event.kind == "report")


def _more(across: int, up: int) -> str:
    difference = cap_for(across + up) - midpoint_units(across) - midpoint_units(up)
    return "medicare" if difference > 0 else "midpoint" if difference < 0 else ""


def _told(across: int, up: int) -> str:
    pooled = cap_for(across + up)
    services = [Service("97112", across), Service("97110", up)]
    alone = sum(count_units(services, MIDPOINT).acceptable[0].values())
    return str(pooled) if pooled == alone else f"{pooled} / {alone}"
