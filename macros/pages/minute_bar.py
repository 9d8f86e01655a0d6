"""The minute bar: a row a service on a common scale, full blocks solid, left-over minutes hatched, the unit each won."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from macros.pages.data_table import data_table
from macros.pages.templating import html
from macros.rules.units import MEDICARE, UNIT_MINUTES, UnitsResult, minutes_for
from macros.rules.visit import Service
from macros.text.wording import counted

WIDTH, ROW, EDGE = 420, 66, 12
"""Drawing units: the whole width, the height of a row, the room left and right of the scale."""


UNTIMED = "untimed: 1 unit"


@dataclass(frozen=True)
class Block:
    """A stretch of a row: a full block, a rest, or untimed.

    `text` is written on it where there is room, and `stamp` above it: the unit that it earned, in brackets where
    another code may take that unit instead.
    """

    x: float
    width: float
    kind: str
    text: str
    stamp: str = ""


@dataclass(frozen=True)
class Row:
    """A service of the bar: what is written above it left and right, and its blocks."""

    code: str
    minutes: int
    blocks: tuple[Block, ...]
    won: str
    y: int


def minute_bar(services: Sequence[Service], result: UnitsResult, key: str) -> str:
    """The figure as SVG with title, description and the same numbers as text. `key` makes its ids unique on a page."""
    timed, untimed = _minutes(services)
    pooled = result.rule == MEDICARE and bool(timed)
    longest = max([result.total_timed_minutes if pooled else 0, *timed.values(), *untimed.values(), 2 * UNIT_MINUTES])
    scale = (WIDTH - 2 * EDGE) / longest
    rows = [_timed_row(code, minutes, result, scale, i) for i, (code, minutes) in enumerate(timed.items())]
    for code, minutes in untimed.items():
        block = Block(EDGE, max(minutes * scale, 2), "untimed", "")
        rows.append(Row(code, minutes, (block,), UNTIMED, len(rows) * ROW))
    won = _totals(result, timed)
    cap = _day(result, timed)
    starts = [EDGE + minutes_for(number)[0] * scale for number in range(1, won[0] + 1)] if pooled and won else []
    every = UNIT_MINUTES if longest <= 8 * UNIT_MINUTES else 2 * UNIT_MINUTES
    return html(
        "minute_bar.svg.j2",
        rows=rows,
        day={"y": len(rows) * ROW, "width": result.total_timed_minutes * scale, "starts": starts} if pooled else None,
        total=result.total_timed_minutes,
        tie=result.tie,
        cap=cap,
        key=key,
        ticks=[(minute, EDGE + minute * scale) for minute in range(0, longest + 1, every)],
        edge=EDGE,
        width=WIDTH,
        height=(len(rows) + pooled) * ROW + 24,
        title=f"{result.total_timed_minutes} timed minutes" + (f", {cap}" if cap and timed else ""),
        described="; ".join(f"{row.code}: {row.minutes} minutes, {row.won}" for row in rows),
    )


def minute_table(services: Sequence[Service], result: UnitsResult) -> str:
    """What the bar shows, as a table: a row a code, and the day's total where the rule pools the minutes."""
    timed, untimed = _minutes(services)
    rows: list[tuple[object, ...]] = [
        (code, minutes, minutes // UNIT_MINUTES, minutes % UNIT_MINUTES, _won(code, result)) for code, minutes in timed.items()
    ]
    rows += [(code, minutes, "", "", UNTIMED) for code, minutes in untimed.items()]
    if result.rule == MEDICARE and timed:
        rows.append(("The day, timed", result.total_timed_minutes, "", "", _day(result, timed)))
    return data_table("Minutes and units", ("Code", "Minutes", "Full blocks", "Left over", "Units"), rows)


def _minutes(services: Sequence[Service]) -> tuple[dict[str, int], dict[str, int]]:
    timed: dict[str, int] = {}
    untimed: dict[str, int] = {}
    for service in services:
        kind = timed if service.timed else untimed
        kind[service.code] = kind.get(service.code, 0) + service.minutes
    return timed, untimed


def _timed_row(code: str, minutes: int, result: UnitsResult, scale: float, index: int) -> Row:
    full, rest = divmod(minutes, UNIT_MINUTES)
    width = UNIT_MINUTES * scale
    blocks = [Block(EDGE + i * width, width, "full", str(UNIT_MINUTES) if width > 22 else "", "+1") for i in range(full)]
    won = sorted({claim.get(code, 0) for claim in result.acceptable})
    if rest:
        stamp = "" if not won or won[-1] == full else "+1" if won[0] > full else "(+1)"
        blocks.append(Block(EDGE + full * width, rest * scale, "rest", str(rest) if rest * scale > 18 else "", stamp))
    return Row(code, minutes, tuple(blocks), _won(code, result), index * ROW)


def _won(code: str, result: UnitsResult) -> str:
    """The units of a code, or all that are acceptable."""
    won = sorted({claim.get(code, 0) for claim in result.acceptable})
    return " or ".join(counted(count, "unit") if count == won[-1] else str(count) for count in won) if won else "unsettled"


def _totals(result: UnitsResult, timed: Collection[str]) -> list[int]:
    return sorted({sum(count for code, count in claim.items() if code in timed) for claim in result.acceptable})


def _day(result: UnitsResult, timed: Collection[str]) -> str:
    """The day's timed units; nothing where the rule does not settle them."""
    won = _totals(result, timed)
    return counted(won[0], "unit") if won else ""
