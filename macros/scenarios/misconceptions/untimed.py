"""Timed and untimed codes mixed up.

These learners treat every minute in the gym alike. An evaluation, a group or unattended stimulation has a start and an end in
the chart, so its minutes slip into the timed total, or it is billed by the quarter hour itself; and whoever knows that untimed
minutes do not count may drop the code from the claim altogether.
"""

from __future__ import annotations

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
    feedback = f"The {counted(sum(untimed.values()), 'minute')} of {listed(untimed)} are untimed and stay out."
    return WrongCount(whole_claim(question, units), feedback, timed_total=total)


def untimed_by_minutes(question: Question) -> WrongCount | None:
    """Counts an untimed code by its minutes, as if it were timed."""
    untimed = untimed_minutes(question)
    if not untimed or question.counted.unsettled:
        return None
    units = {**question.counted.acceptable[0], **{code: max(1, cap_for(m)) for code, m in untimed.items()}}
    code, minutes = max(untimed.items(), key=lambda pair: pair[1])
    feedback = f"{code} is 1 unit however long it took, and its {counted(minutes, 'minute')} stay out of the timed total."
    return WrongCount(units, feedback, timed_total=sum(untimed.values()))


def untimed_forgotten(question: Question) -> WrongCount | None:
    """Leaves the untimed code off the claim."""
    untimed = untimed_minutes(question)
    if not untimed or question.counted.unsettled:
        return None
    units = {code: count for code, count in question.counted.acceptable[0].items() if code not in untimed}
    return WrongCount(units, f"{listed(untimed)} still counts as 1 unit of its own.")


def _left_out_too(question: Question, claim: Any) -> WrongAnswer | None:
    """A claim, itself right or wrong, without the untimed codes."""
    untimed = untimed_minutes(question)
    if not isinstance(claim, tuple) or not untimed:
        return None
    feedback = f"{listed(untimed)} still counts as 1 unit of its own."
    return WrongAnswer(tuple(line for line in claim if line[0] not in untimed), feedback)


UNTIMED = {
    each.name: each
    for each in (
        wrong_count("untimed-in-total", "Adds untimed minutes to the timed total", untimed_in_total, of_timed_total=True),
        wrong_count("untimed-by-minutes", "Counts an untimed code by its minutes", untimed_by_minutes, of_timed_total=True),
        wrong_count("untimed-forgotten", "Leaves the untimed code out", untimed_forgotten, upon=_left_out_too),
    )
}
