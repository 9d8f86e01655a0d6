"""Codes as the rules count them, without what the site says of each: light enough for a command that answers at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused
from macros.rules.units import UNIT_MINUTES
from macros.rules.visit import Service


@dataclass(frozen=True)
class Countable:
    """A code: whether it is timed, the minutes of a unit, once a day, attended by somebody, an evaluation, and its first and last
    day."""

    code: str
    timed: bool
    unit_minutes: int | None
    once_a_day: bool
    attended: bool
    evaluation: bool
    since: date | None
    until: date | None


def service_of(codes: Mapping[str, Countable], number: str, minutes: int, assistant: int = 0, on: date | None = None) -> Service:
    """A service of a code that the rules can count, of so many minutes.

    Raises Refused for any other code, for one that is not in force on the service date, and for impossible minutes.
    """
    code = codes.get(number)
    if code is None:
        raise Refused(f"`{number}` is not a code of this guide", did_you_mean(number, codes))
    if on and code.since and on < code.since:
        raise Refused(f"{number} is in force from {code.since} on, and not on {on}", "use another code or day")
    if on and code.until and on > code.until:
        raise Refused(f"{number} was in force until {code.until}, and not on {on}", "use another code or day")
    if code.once_a_day:
        raise Refused(f"{number} is billed once a day and its add-on code is not counted here", "leave it out")
    return Service(number, minutes, code.timed, code.unit_minutes or UNIT_MINUTES, assistant)
