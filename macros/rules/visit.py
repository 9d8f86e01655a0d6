"""What was done with one patient on one day, as far as the rules need to know it."""

from __future__ import annotations

from dataclasses import dataclass

MAX_MINUTES = 1440
"""Minutes in a day: neither a service nor a visit can hold more."""


@dataclass(frozen=True)
class Service:
    """One thing done in a visit.

    `minutes` are whole minutes of one-on-one treatment, 0 to 1440. A timed code is counted in units of
    `unit_minutes`; an untimed code is one unit whatever its minutes.
    """

    code: str
    minutes: int
    timed: bool = True
    unit_minutes: int = 15

    def __post_init__(self) -> None:
        if isinstance(self.minutes, bool) or not isinstance(self.minutes, int):
            raise ValueError(f"{self.code}: {self.minutes!r} is not a whole number of minutes")
        if self.minutes < 0:
            raise ValueError(f"{self.code}: minutes cannot be negative ({self.minutes})")
        if self.minutes > MAX_MINUTES:
            raise ValueError(f"{self.code}: {self.minutes} minutes are more than a day holds ({MAX_MINUTES})")
        if isinstance(self.unit_minutes, bool) or not isinstance(self.unit_minutes, int) or self.unit_minutes < 1:
            raise ValueError(f"{self.code}: {self.unit_minutes!r} is not a length for a unit")
