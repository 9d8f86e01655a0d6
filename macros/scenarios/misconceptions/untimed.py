"""Timed and untimed codes mixed up.

These learners treat every minute in the gym alike. An evaluation, a group or unattended stimulation has a start and an end in
the chart, so its minutes slip into the timed total, or it is billed by the quarter hour itself; and whoever knows that untimed
minutes do not count may drop the code from the claim altogether.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from macros.rules.units import UNIT_MINUTES, cap_for
from macros.scenarios.misconceptions.counting import WrongCount, timed_minutes, untimed_minutes, whole_claim, wrong_count
from macros.scenarios.misconceptions.misconception import WrongAnswer
from macros.scenarios.question import Question
from macros.text.wording import counted, listed


def untimed_in_total(question: Question) -> WrongCount | None:
    """Adds the minutes of untimed codes to the timed total."""
    timed, untimed = timed_minutes(question), untimed_minutes(question)
    if not untimed or not timed:
        return None
    total = sum(timed.values()) + sum(untimed.values())
    most = max(timed, key=lambda code: timed[code])
    units = {code: m // UNIT_MINUTES for code, m in timed.items()}
    units[most] += max(0, cap_for(total) - sum(units.values()))
    is_untimed = "is untimed, so its" if len(untimed) == 1 else "are untimed, so their"
    feedback = f"{listed(untimed)} {is_untimed} {counted(sum(untimed.values()), 'minute')} cannot go into the timed total."
    return WrongCount(whole_claim(question, units), feedback, timed_total=total)


def untimed_by_minutes(question: Question) -> WrongCount | None:
    """Counts an untimed code by its minutes, as if it were timed."""
    untimed = untimed_minutes(question)
    if not untimed or question.counted.unsettled:
        return None
    units = {**question.counted.acceptable[0], **{code: max(1, cap_for(m)) for code, m in untimed.items()}}
    minutes = counted(sum(untimed.values()), "minute")
    feedback = f"{listed(untimed)} is not billed by the minute: its {minutes} make 1 unit and add nothing to the timed total."
    if len(untimed) > 1:
        feedback = (
            f"{listed(untimed)} are not billed by the minute: each is 1 unit, and their {minutes} add nothing to the timed total."
        )
    return WrongCount(units, feedback, timed_total=sum(untimed.values()))


def untimed_forgotten(question: Question) -> WrongCount | None:
    """Leaves the untimed code off the claim."""
    untimed = untimed_minutes(question)
    if not untimed or question.counted.unsettled:
        return None
    units = {code: count for code, count in question.counted.acceptable[0].items() if code not in untimed}
    return WrongCount(units, _billed_too(untimed))


def _left_out_too(question: Question, claim: Any) -> WrongAnswer | None:
    """A claim, itself right or wrong, without the untimed codes."""
    untimed = untimed_minutes(question)
    if not isinstance(claim, tuple) or not untimed:
        return None
    return WrongAnswer(tuple(line for line in claim if line[0] not in untimed), _billed_too(untimed))


def _billed_too(untimed: Mapping[str, int]) -> str:
    if len(untimed) == 1:
        return f"{listed(untimed)} is billed too, as 1 unit of its own."
    return f"{listed(untimed)} are billed too, each as 1 unit of its own."


UNTIMED = {
    each.name: each
    for each in (
        wrong_count("untimed-in-total", "Adds untimed minutes to the timed total", untimed_in_total, of_timed_total=True),
        wrong_count("untimed-by-minutes", "Counts an untimed code by its minutes", untimed_by_minutes, of_timed_total=True),
        wrong_count("untimed-forgotten", "Leaves the untimed code out", untimed_forgotten, upon=_left_out_too),
    )
}
