"""The calculator's JavaScript run in node, and the results of the rules in the form in which it gives its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from macros.rules.claim import ClaimResult, Line, OpenClaim
from macros.rules.payment import Price
from macros.rules.reason import Phrase
from macros.rules.units import UnitsResult

ROOT = Path(__file__).resolve().parents[2]
RUNNER = Path(__file__).with_name("run.mjs")
AT_ONCE = 20_000
"""Cases that one process of node is given."""


@dataclass(frozen=True)
class BrowserRules:
    """The rules as the browser has them. `folder` holds its modules, `tables` are what it would load."""

    node: str
    folder: Path
    tables: str

    def results(self, cases: Iterable[Sequence[Any]]) -> Iterator[Any]:
        """The result of each case, [rule, ...arguments], whole: every reason has its sentence."""
        return map(json.loads, self._lines("say", cases))

    def briefs(self, cases: Iterable[Sequence[Any]]) -> Iterator[str]:
        """What a grid compares of each result, as JSON without spaces: see BRIEF in run.mjs, and `as_json`."""
        return self._lines("brief", cases)

    def _lines(self, form: str, cases: Iterable[Sequence[Any]]) -> Iterator[str]:
        """A line for each case. A process of node counts many of them, for it takes its time to begin."""
        left = iter(cases)
        while batch := [json.dumps(case) for case in islice(left, AT_ONCE)]:
            given = "\n".join([self.tables, *batch])
            command = [self.node, str(self.folder / RUNNER.name), form]
            ran = subprocess.run(command, input=given, text=True, capture_output=True, encoding="utf-8")
            assert ran.returncode == 0, ran.stderr
            lines = ran.stdout.split("\n")
            assert len(lines) == len(batch)
            yield from lines


as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""As JavaScript writes it."""


@cache
def _fields(kind: type[Phrase]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of phrase, and whether each is in dollars."""
    return tuple((field.name, f"{{{field.name}:dollars" in kind.says) for field in fields(kind))  # type: ignore[arg-type]


def cents(amount: Decimal) -> int:
    """Whole cents; a price has no part of one."""
    assert amount * 100 == int(amount * 100)
    return int(amount * 100)


def _plain(value: Any, dollars: bool) -> Any:
    if isinstance(value, tuple):
        return [_plain(part, dollars) for part in value]
    if isinstance(value, Phrase):
        return phrase_as_json(value)
    if isinstance(value, Decimal):
        return cents(value) if dollars else str(value)
    return value.isoformat() if isinstance(value, date) else value


def phrase_as_json(phrase: Phrase) -> dict[str, Any]:
    """The name of its kind, and its fields."""
    plain = {name: _plain(getattr(phrase, name), dollars) for name, dollars in _fields(type(phrase))}  # type: ignore[arg-type]
    return {"kind": type(phrase).__name__, **plain}


def said(phrase: Phrase | None) -> dict[str, Any] | None:
    """The fields of a phrase with its sentence."""
    if phrase is None:
        return None
    return {**phrase_as_json(phrase), "text": phrase.text, "cites": list(phrase.cites)}


def units_as_json(result: UnitsResult) -> dict[str, Any]:
    """What countUnits of units.js returns."""
    return {
        "total": result.total_timed_minutes,
        "acceptable": [dict(claim) for claim in result.acceptable],
        "steps": [said(step) for step in result.steps],
        "unsettled": said(result.unsettled),
    }


def paid_as_json(price: Price) -> list[dict[str, int]]:
    """Who pays what of a day."""
    return [{"medicare": cents(paid.medicare), "patient": cents(paid.patient)} for paid in price.paid]


def lines_as_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines of a claim."""
    return [
        {
            "code": line.code,
            "units": line.units,
            "modifiers": list(line.modifiers),
            "deniedBy": line.denied_by,
            "openModifier": line.open_modifier,
        }
        for line in lines
    ]


def price_as_json(price: Price | None) -> dict[str, Any] | None:
    """What a claim is allowed, and who pays it."""
    if price is None:
        return None
    return {
        "lines": [cents(line.allowed) for line in price.lines],
        "total": cents(price.total),
        "paid": paid_as_json(price),
        "cut": price.cut,
        "steps": [said(step) for step in price.steps],
        "unsettled": said(price.unsettled),
    }


def claim_as_json(result: ClaimResult) -> dict[str, Any]:
    """What claimFor of claim.js returns."""
    settled = [OpenClaim(lines, price, ()) for lines, price in zip(result.acceptable, result.prices, strict=True)]
    return {
        "claims": [
            {
                "lines": lines_as_json(claim.lines),
                "price": price_as_json(claim.price),
                "why": [said(reason) for reason in claim.why],
            }
            for claim in (*settled, *result.open)
        ],
        "steps": [said(step) for step in result.steps],
        "warnings": [said(warning) for warning in result.warnings],
        "unsettled": said(result.unsettled),
        "notPayable": [said(refusal) for refusal in result.not_payable],
    }
