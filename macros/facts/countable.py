"""Codes as the rules count them, without what the site says of each: light enough for a command that answers at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from macros.reading.hint import code_hint
from macros.rules.limits import UnitLimit
from macros.rules.reason import Reason
from macros.rules.refused import Refused
from macros.rules.units import UNIT_MINUTES
from macros.rules.visit import Service

BY_HAND = "count this day by hand, for without its minutes the day's timed total would be wrong"
"""What to do with a timed code that the rules do not count."""


@dataclass(frozen=True)
class Countable:
    """A code and what it is: timed or not, the minutes of a unit, how else it is billed, and from when to when it holds.

    A code may be `attended` by somebody or not, and an `evaluation`.
    """

    code: str
    name: str
    timed: bool
    unit_minutes: int | None
    once_a_day: bool
    attended: bool
    evaluation: bool
    adds_to: str | None
    by_period: bool
    since: date | None
    until: date | None


@dataclass(frozen=True)
class CountingTables:
    """Codes that can be counted, other codes that exist, the unit limits, and what Medicare does not pay as it is."""

    codes: Mapping[str, Countable]
    real: frozenset[str]
    limits: Mapping[tuple[str, str], UnitLimit]
    not_paid_as_is: Mapping[str, Reason]


def service_of(
    codes: Mapping[str, Countable],
    number: str,
    minutes: int,
    assistant: int = 0,
    on: date | None = None,
    real: Collection[str] = (),
) -> Service:
    """A service of a code that the rules can count, of so many minutes; `real` are further codes that exist.

    Raises Refused for any other code, for one that is not in force on the service date, and for impossible minutes.
    """
    code = codes.get(number)
    if code is None:
        names = {known: other.name for known, other in codes.items()}
        raise Refused(f"`{number}` is not a code of this guide", code_hint(number, names, real))
    if on and code.since and on < code.since:
        raise Refused(f"{number} is in force from {code.since} on, and not on {on}", "use another code or day")
    if on and code.until and on > code.until:
        raise Refused(f"{number} was in force until {code.until}, and not on {on}", "use another code or day")
    if code.by_period:
        raise Refused(f"{number} is billed by the month or the period, not by the minutes of a day", "leave it out")
    if code.adds_to:
        raise Refused(f"{number} adds time to {code.adds_to}, and the two are not counted here", BY_HAND)
    if code.once_a_day:
        raise Refused(f"{number} is billed once a day, with an add-on code for further time, and is not counted here", BY_HAND)
    return Service(number, minutes, code.timed, code.unit_minutes or UNIT_MINUTES, assistant)
