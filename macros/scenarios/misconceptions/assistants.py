"""Which units carry the assistant's modifier, CQ or CO.

These learners ask who treated, once, for the whole code. The rule asks it of each 15-minute unit: full blocks go to whoever
furnished them, and only the last unit is tested. Beliefs seen in practice: a code that the assistant touched is the
assistant's; whoever had more minutes has the code; 10 percent is taken of the whole code, as the statute reads without the CMS
examples; the exceptions of 2022 are unknown to whoever learned the rule when it began in 2020.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from macros.rules.assistants import split_units, untimed_needs_modifier
from macros.rules.modifiers import ASSISTANT_MODIFIER
from macros.rules.units import cap_for
from macros.scenarios.asks.claims import Lines, assistant_units
from macros.scenarios.misconceptions.claim_lines import Method, wrong_lines
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question

BEFORE_THE_EXCEPTIONS = date(2021, 12, 31)
"""A day on which the assistant rule of 2020 still held."""


def _minutes(question: Question, code: str) -> tuple[int, int]:
    """The minutes of therapist and assistant for a code."""
    services = [service for service in question.services if service.code == code]
    assistant = sum(service.assistant for service in services)
    return sum(service.minutes for service in services) - assistant, assistant


def _remarked(question: Question, lines: Lines, marked: Callable[[str, int], int]) -> Lines:
    """The lines with so many units of each code marked as the assistant's."""
    mark = ASSISTANT_MODIFIER[question.discipline]
    units: dict[str, int] = {}
    plain: dict[str, tuple[str, ...]] = {}
    for code, count, modifiers in lines:
        units[code] = units.get(code, 0) + count
        plain.setdefault(code, tuple(modifier for modifier in modifiers if modifier != mark))
    remarked = []
    for code, count in units.items():
        with_mark = marked(code, count)
        first, *rest = plain[code]
        remarked += [(code, count - with_mark, plain[code])] if count - with_mark else []
        remarked += [(code, with_mark, (first, mark, *rest))] if with_mark else []
    return tuple(remarked)


def _why(question: Question, of_timed: str) -> str:
    """The feedback for timed codes, and what holds for an untimed service that the assistant shared."""
    shared = {service.timed for service in question.services if service.assistant}
    of_untimed = "An untimed service is marked when the assistant provided more than 10 percent of it."
    return " ".join([*([of_timed] if shared != {False} else []), *([of_untimed] if False in shared else [])])


def assistant_forgotten(question: Question, lines: Lines) -> WrongAnswer:
    """Leaves the assistant's modifier out."""
    mark = ASSISTANT_MODIFIER[question.discipline]
    feedback = f"{mark} goes on the units that the assistant provided in whole or in part."
    return WrongAnswer(_remarked(question, lines, lambda code, count: 0), feedback)


def assistant_marks_the_code(question: Question, lines: Lines) -> WrongAnswer:
    """Marks every unit of a code in which the assistant had any part."""
    feedback = _why(question, "The modifier is decided unit by unit; one marked unit does not mark the rest.")
    return WrongAnswer(_remarked(question, lines, lambda code, count: count if _minutes(question, code)[1] else 0), feedback)


def more_minutes_decide(question: Question, lines: Lines) -> WrongAnswer:
    """Lets whoever gave more minutes of the code have all of its units."""

    def marked(code: str, count: int) -> int:
        therapist, assistant = _minutes(question, code)
        return count if assistant > therapist else 0

    of_timed = "Full 15-minute blocks go to whoever provided them; only the last unit is tested, by the minutes left over."
    return WrongAnswer(_remarked(question, lines, marked), _why(question, of_timed))


def ten_percent_of_the_code(question: Question, lines: Lines) -> WrongAnswer:
    """Takes the 10 percent test over all minutes of the code."""

    def marked(code: str, count: int) -> int:
        therapist, assistant = _minutes(question, code)
        return count if 10 * assistant > therapist + assistant else 0

    feedback = _why(question, "The test looks at each 15-minute unit by itself.")
    return WrongAnswer(_remarked(question, lines, marked), feedback)


def eight_minutes_ignored(question: Question, lines: Lines) -> WrongAnswer:
    """Works by the rule of 2020, without the exceptions that came in 2022."""

    def marked(code: str, count: int) -> int:
        timed = next(service.timed for service in question.services if service.code == code)
        if not timed:
            return count if untimed_needs_modifier(*_minutes(question, code), BEFORE_THE_EXCEPTIONS) else 0
        parted = split_units(code, count, *_minutes(question, code), BEFORE_THE_EXCEPTIONS)
        return parted.with_modifier + parted.open

    feedback = "Since 2022 the last unit has no modifier when the therapist provided 8 minutes or more of it."
    return WrongAnswer(_remarked(question, lines, marked), feedback)


def assistants_minutes_apart(question: Question, lines: Lines) -> WrongAnswer:
    """Counts the assistant's minutes as a service of their own, and rounds them by the 8-minute rule."""

    def marked(code: str, count: int) -> int:
        return min(count, cap_for(_minutes(question, code)[1]))

    of_timed = "The units of the code come first, from everyone's minutes; then each unit is looked at."
    return WrongAnswer(_remarked(question, lines, marked), _why(question, of_timed))


def _misconception(name: str, title: str, method: Method) -> Misconception:
    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        wrong = wrong_lines(question, ask, method)
        if ask != "assistant-units":
            return wrong
        return [replace(each, value=assistant_units(each.value)) for each in wrong]

    return Misconception(name, title, frozenset({"claim-lines", "claim-grid", "assistant-units"}), answers, method)


_METHODS: dict[str, tuple[str, Method]] = {
    "assistant-forgotten": ("Forgets the assistant's modifier", assistant_forgotten),
    "assistant-marks-the-code": ("Marks all units of a code the assistant touched", assistant_marks_the_code),
    "more-minutes-decide": ("Lets the longer share decide", more_minutes_decide),
    "ten-percent-of-the-code": ("Takes 10 percent of all minutes", ten_percent_of_the_code),
    "eight-minutes-ignored": ("Works by the assistant rule of 2020", eight_minutes_ignored),
    "assistants-minutes-apart": ("Counts the assistant's minutes apart", assistants_minutes_apart),
}

ASSISTANTS = {name: _misconception(name, title, method) for name, (title, method) in _METHODS.items()}
