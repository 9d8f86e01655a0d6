"""What was done with one patient on one day, as far as the rules need to know it."""

from __future__ import annotations

from dataclasses import dataclass

from macros.rules.refused import Refused

MAX_MINUTES = 1440
"""Minutes in a day: neither a service nor a visit can hold more."""


@dataclass(frozen=True)
class Service:
    """One thing done in a visit.

    `minutes` are whole minutes of one-on-one treatment, 0 to 1440. A timed code is counted in units of
    `unit_minutes`; an untimed code is one unit whatever its minutes. `assistant` are those of the minutes that an
    assistant gave apart from the therapist; what both gave together is the therapist's (T-05). `treated_by` is the profession
    of whoever gave the others, None for a therapist of the plan's discipline; `student` says that a student took
    part while the therapist was present for the whole session.
    """

    code: str
    minutes: int
    timed: bool = True
    unit_minutes: int = 15
    assistant: int = 0
    treated_by: str | None = None
    student: bool = False

    def __post_init__(self) -> None:
        for minutes in (self.minutes, self.assistant):
            if isinstance(minutes, bool) or not isinstance(minutes, int):
                raise Refused(f"{self.code}: {minutes!r} is not a whole number of minutes")
            if minutes < 0:
                raise Refused(f"{self.code}: minutes cannot be negative ({minutes})")
        if self.assistant > self.minutes:
            raise Refused(f"{self.code}: {self.assistant} minutes of the assistant are more than all {self.minutes}")
        if self.minutes > MAX_MINUTES:
            raise Refused(f"{self.code}: {self.minutes} minutes are more than a day holds ({MAX_MINUTES})")
        if isinstance(self.unit_minutes, bool) or not isinstance(self.unit_minutes, int) or self.unit_minutes < 1:
            raise Refused(f"{self.code}: {self.unit_minutes!r} is not a length for a unit")
