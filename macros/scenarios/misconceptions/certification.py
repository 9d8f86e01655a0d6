"""Whether a plan of care was certified in time.

Three answers are possible, and each is mistaken for another: a late signature, an order or a plan that was sent is taken for a
certification; what stands in for a signature is overlooked; or a question that the calendar has settled is left open.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.asks import deadlines
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question
from macros.text.wording import long_date


def _unless_right(question: Question, value: bool | None) -> Iterable[WrongAnswer]:
    certification = deadlines.certification(question)
    if certification.met is not value:
        yield WrongAnswer(value, _MISSED[certification.met, value].format(due=long_date(certification.due)))


_MISSED: dict[tuple[bool | None, bool | None], str] = {
    (False, True): "Nothing had certified the plan by {due}, the last day.",
    (False, None): "The last day, {due}, has passed, so nothing is open any more.",
    (True, False): "The plan was certified by the last day, {due}.",
    (True, None): "Nothing is left to wait for: the plan is certified.",
    (None, True): "Neither a signature nor what stands in for one is there yet.",
    (None, False): "The last day is {due}, and it has not passed.",
}
"""What was missed, by how the certification stands and what was said of it."""


def late_taken_for_timely(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a late signature, an order or the sending of the plan certify where it does not."""
    yield from _unless_right(question, True)


def timely_taken_for_late(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Overlooks a signature in time, what stands in for it, or that time is left."""
    yield from _unless_right(question, False)


def certification_left_open(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Waits for a signature although the last day has passed, or none is needed."""
    yield from _unless_right(question, None)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "late-taken-for-timely": ("Takes a late certification for a timely one", {"certified"}, late_taken_for_timely),
    "timely-taken-for-late": ("Takes a timely certification for a late one", {"certified"}, timely_taken_for_late),
    "certification-left-open": ("Leaves a certification open that is settled", {"certified"}, certification_left_open),
}

CERTIFICATION = family(_METHODS)
