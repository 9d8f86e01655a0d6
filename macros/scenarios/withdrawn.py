"""Why a published question is not asked any more: to whoever keeps the quizzes, and to a learner who follows an old link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.rules.workdays import SATURDAY, is_workday
from macros.text.wording import long_date


@dataclass(frozen=True)
class Withdrawn:
    """Why a question is withdrawn. `said` goes on from "Question 3 of this link is left out:", and names no variable."""

    what: str
    said: str


SCENARIO_GONE = Withdrawn("its scenario is gone", "we no longer ask questions of this kind")
DRAWS_OTHERS = Withdrawn("its scenario now draws other variables", "we rewrote it, and ask it in another form now")
LEFT_OUT = Withdrawn("the conditions of its scenario now leave it out", "its numbers no longer fit what it asks")

LARGEST_NUMBER = 9999
"""No number of minutes, units or dollars that is drawn is larger; a code is."""

_THINGS = {
    "example": "example",
    "first": "example or requirement",
    "second": "example or requirement",
    "third": "example or requirement",
    "statement": "statement",
    "term": "term",
    "requirement": "requirement",
    "flaw": "fault in the note",
}
"""What a learner knows a drawn record by, where its variable is called like this."""


def no_longer_sound(fault: str) -> Withdrawn:
    """A question that the rules as they are now give no sound item for."""
    return Withdrawn(fault, "under the rules as we have them now, it has no single right answer")


def no_longer_drawn(name: str, value: Any) -> Withdrawn:
    """A question with a value that its variable cannot take any more. What was wrong with a day is worked out."""
    return Withdrawn(f"`{name}` can no longer be {value}", _what_was_wrong(name, value))


def _what_was_wrong(name: str, value: Any) -> str:
    day = _day(value)
    if day is not None:
        if day.weekday() >= SATURDAY:
            return f"its date, {long_date(day)}, is a {day:%A}, when most clinics and offices are closed"
        if not is_workday(day):
            return f"its date, {long_date(day)}, is a federal holiday, when most clinics and offices are closed"
        return f"we no longer set it on {long_date(day)}"
    if isinstance(value, int):
        return f"the {'code' if value > LARGEST_NUMBER else 'number'} {value} in it no longer fits what it asks"
    return f"the {_THINGS.get(name, 'case')} it was about no longer fits what it asks"


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
