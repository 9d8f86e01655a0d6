"""Which units carry the assistant's modifier, CQ or CO.

These learners ask who treated, once, for the whole code. The rule asks it of each 15-minute unit: full blocks go to whoever
furnished them, and only the last unit is tested. Beliefs seen in practice: a code that the assistant touched is the
assistant's; whoever had more minutes has the code; 10 percent is taken of the whole code, as the statute reads without the CMS
examples; the exceptions of 2022 are unknown to whoever learned the rule when it began in 2020.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from macros.rules.assistants import (
    EXCEPTIONS_FROM,
    THERAPIST_MINUTES_OF_THE_LAST_UNIT,
    split_units,
    untimed_needs_modifier,
)
from macros.rules.modifiers import ASSISTANT_MODIFIER
from macros.rules.refused import Refused
from macros.rules.units import UNIT_MINUTES, cap_for
from macros.scenarios.asks.assistants import Marks, limit_of, most_minutes, shared_minutes, units_marked
from macros.scenarios.asks.claims import Lines, assistant_units, lines_of, settled_claim
from macros.scenarios.misconceptions.claim_lines import GRIDS, Method, wrong_lines
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question
from macros.scenarios.written import THERAPY

BEFORE_THE_EXCEPTIONS = date(2021, 12, 31)
"""A day on which the assistant rule of 2020 still held."""


def _minutes(question: Question, code: str) -> tuple[int, int]:
    """The minutes of therapist and assistant for a code."""
    services = [service for service in question.services if service.code == code]
    assistant = sum(service.assistant for service in services)
    return sum(service.minutes for service in services) - assistant, assistant


def by_full_blocks(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks the assistant's own full blocks and nothing else."""
    return min(units, assistant // UNIT_MINUTES) if timed else 0


def by_started_blocks(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks a unit for every block of 15 minutes that the assistant began."""
    return min(units, -(-assistant // UNIT_MINUTES)) if timed else units * bool(assistant)


def by_eight_minutes_in_all(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks nothing as soon as the therapist has 8 minutes in all, and else everything."""
    return 0 if therapist >= THERAPIST_MINUTES_OF_THE_LAST_UNIT or not assistant else units


def _by_the_rule_on(day: date, units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks by the rule of that day; a unit that no source settles is marked too."""
    if not timed:
        return units if untimed_needs_modifier(therapist, assistant, day) else 0
    parted = split_units("97112", units, therapist, assistant, day)
    return parted.with_modifier + parted.open


def by_the_rule_of_today(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks by the rule with the exceptions of 2022, whatever the day."""
    return _by_the_rule_on(EXCEPTIONS_FROM, units, therapist, assistant, timed)


def _remarked(question: Question, lines: Lines, marks: Marks) -> Lines:
    """The lines with so many units of each code marked as the assistant's."""
    mark = ASSISTANT_MODIFIER[question.discipline]
    units: dict[str, int] = {}
    plain: dict[str, tuple[str, ...]] = {}
    for code, count, modifiers in lines:
        units[code] = units.get(code, 0) + count
        plain.setdefault(code, tuple(modifier for modifier in modifiers if modifier != mark))
    remarked = []
    for code, count in units.items():
        timed = next(service.timed for service in question.services if service.code == code)
        with_mark = marks(count, *_minutes(question, code), timed) or 0
        first, *rest = plain[code]
        remarked += [(code, count - with_mark, plain[code])] if count - with_mark else []
        remarked += [(code, with_mark, (first, mark, *rest))] if with_mark else []
    return tuple(remarked)


def _why(question: Question, of_timed: str, of_untimed: str) -> str:
    """The feedback for timed codes, and that for an untimed service that the assistant shared."""
    if question.scenario.visit is None:
        shared = {limit_of(question).timed}
    else:
        shared = {service.timed for service in question.services if service.assistant}
    return " ".join([*([of_timed] if shared != {False} else []), *([of_untimed] if False in shared else [])])


def forgotten(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks nothing."""
    return 0


def every_unit(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks all units that the assistant had any part in."""
    return units if assistant else 0


def by_the_longer_share(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks all units where the assistant gave more minutes than the therapist."""
    return units if assistant > therapist else 0


def by_a_tenth_of_all(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks all units where the assistant gave more than a tenth of all minutes."""
    return units if 10 * assistant > therapist + assistant else 0


def by_the_rule_of_2020(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks by the 10 percent test alone, without the exceptions of 2022."""
    return _by_the_rule_on(BEFORE_THE_EXCEPTIONS, units, therapist, assistant, timed)


def by_minutes_apart(units: int, therapist: int, assistant: int, timed: bool) -> int:
    """Marks as many units as the assistant's minutes make by themselves."""
    return min(units, cap_for(assistant))


def assistant_forgotten(question: Question, lines: Lines) -> WrongAnswer:
    """Leaves the assistant's modifier out."""
    mark = ASSISTANT_MODIFIER[question.discipline]
    feedback = f"{mark} goes on the units that the assistant provided in whole or in part."
    return WrongAnswer(_remarked(question, lines, forgotten), feedback)


def assistant_marks_the_code(question: Question, lines: Lines) -> WrongAnswer:
    """Marks every unit of a code in which the assistant had any part."""
    of_timed = "Each unit is decided by itself; one marked unit does not mark the rest."
    if sum(units for _, units, _ in lines) == 1:
        of_timed = "Taking part is not enough: what decides is how many minutes each person has in the unit."
    feedback = _why(
        question,
        of_timed,
        "A part of up to 10 percent leaves an untimed service unmarked.",
    )
    return WrongAnswer(_remarked(question, lines, every_unit), feedback)


def more_minutes_decide(question: Question, lines: Lines) -> WrongAnswer:
    """Lets whoever gave more minutes of the code have all of its units."""
    of_timed = "Full 15-minute blocks go to whoever provided them; only the last unit is tested, by the minutes left over."
    return WrongAnswer(
        _remarked(question, lines, by_the_longer_share),
        _why(question, of_timed, "It does not take the larger share: past 10 percent, an untimed service is marked."),
    )


def ten_percent_of_the_code(question: Question, lines: Lines) -> WrongAnswer:
    """Takes the 10 percent test over all minutes of the code."""
    feedback = _why(
        question,
        "The 10 percent test applies to the last 15-minute unit, not to the whole code.",
        "An untimed service is marked once the assistant has more than 10 percent of it.",
    )
    return WrongAnswer(_remarked(question, lines, by_a_tenth_of_all), feedback)


def eight_minutes_ignored(question: Question, lines: Lines) -> WrongAnswer:
    """Works by the rule of 2020, without the exceptions that came in 2022."""
    feedback = "Since 2022 the last unit has no modifier when the therapist provided 8 minutes or more of it."
    return WrongAnswer(_remarked(question, lines, by_the_rule_of_2020), feedback)


def assistants_minutes_apart(question: Question, lines: Lines) -> WrongAnswer:
    """Counts the assistant's minutes as a service of their own, and rounds them by the 8-minute rule."""
    of_timed = "First everyone's minutes together make the units of the code; then each unit is tested."
    return WrongAnswer(
        _remarked(question, lines, by_minutes_apart),
        _why(
            question,
            of_timed,
            "The eighth minute matters for timed codes; an untimed service goes by the assistant's 10 percent.",
        ),
    )


def full_blocks_only(question: Question, lines: Lines) -> WrongAnswer:
    """Marks the assistant's own full blocks, and leaves what is left over to the therapist."""
    of_timed = "What is left after the full blocks is tested too; it is not the therapist's automatically."
    return WrongAnswer(
        _remarked(question, lines, by_full_blocks),
        _why(question, of_timed, "Full blocks belong to timed codes; an untimed service is tested as a whole."),
    )


def started_blocks(question: Question, lines: Lines) -> WrongAnswer:
    """Marks a unit for every block that the assistant began."""
    of_timed = "A block that the assistant started but did not fill is tested together with what the therapist has left over."
    return WrongAnswer(
        _remarked(question, lines, by_started_blocks),
        _why(question, of_timed, "Blocks belong to timed codes; an untimed service is tested as a whole."),
    )


def eight_minutes_in_all(question: Question, lines: Lines) -> WrongAnswer:
    """Holds the therapist's 8 minutes against all minutes of the code."""
    of_timed = "The therapist's 8 minutes count within the last unit alone: minutes in other units do not add to them."
    return WrongAnswer(
        _remarked(question, lines, by_eight_minutes_in_all),
        _why(question, of_timed, "The therapist's 8 minutes are a rule for timed codes; here only the assistant's share counts."),
    )


def todays_rule_for_then(question: Question, lines: Lines) -> WrongAnswer:
    """Judges an old claim by the rule of today."""
    feedback = "The service date decides: CQ and CO started in 2020, and their two exceptions in 2022."
    return WrongAnswer(_remarked(question, lines, by_the_rule_of_today), feedback)


def people_rounded_apart(question: Question, lines: Lines) -> WrongAnswer:
    """Rounds the therapist's minutes and the assistant's to units by themselves, as if there were two visits."""
    feedback = "Everyone's minutes together make the units of the day; only then does it matter whose they are."
    return WrongAnswer(_of_each(question, lines, lambda therapist, assistant: (cap_for(therapist), cap_for(assistant))), feedback)


def assistants_minutes_dropped(question: Question, lines: Lines) -> WrongAnswer:
    """Bills the therapist's minutes alone."""
    feedback = "Minutes of a supervised assistant are billed too; the modifier shows whose they are."
    return WrongAnswer(_of_each(question, lines, lambda therapist, assistant: (cap_for(therapist), 0)), feedback)


def each_code_apart(question: Question, lines: Lines) -> WrongAnswer:
    """Rounds the minutes of each code by themselves, instead of the day's."""
    feedback = "Under Medicare the total of all timed minutes sets the day's units; counting code by code can give more or fewer."
    mark = ASSISTANT_MODIFIER[question.discipline]
    made: list[tuple[str, int, tuple[str, ...]]] = []
    first, *rest = (modifier for modifier in lines[0][2] if modifier != mark)
    for code in dict.fromkeys(service.code for service in question.services):
        therapist, assistant = _minutes(question, code)
        units = cap_for(therapist + assistant)
        with_mark = units_marked(units, therapist, assistant, True, question) or 0
        made += [(code, units - with_mark, (first, *rest))] if units - with_mark else []
        made += [(code, with_mark, (first, mark, *rest))] if with_mark else []
    return WrongAnswer(tuple(made), feedback)


def full_blocks_billed(question: Question, lines: Lines) -> WrongAnswer:
    """Bills the full blocks of each code alone, and lets what is left over go."""
    feedback = "Minutes left over stay in the day's total, and can still bring a unit."
    mark = ASSISTANT_MODIFIER.get(question.discipline, "")
    made: list[tuple[str, int, tuple[str, ...]]] = []
    for code in dict.fromkeys(service.code for service in question.services):
        kept = [modifiers for each, _, modifiers in lines if each == code]
        therapist, assistant = _minutes(question, code)
        for minutes, marked in ((therapist, False), (assistant, True)):
            blocks = minutes // UNIT_MINUTES
            if blocks and kept:
                first, *rest = (modifier for modifier in kept[0] if modifier != mark)
                made.append((code, blocks, (first, *([mark] if marked else []), *rest)))
    return WrongAnswer(tuple(made), feedback)


def other_assistants_modifier(question: Question, lines: Lines) -> WrongAnswer | None:
    """Takes CQ for CO, or CO for CQ."""
    right = ASSISTANT_MODIFIER[question.discipline]
    other = next(mark for mark in ASSISTANT_MODIFIER.values() if mark != right)
    if not assistant_units(lines):
        return None
    renamed = tuple((code, units, tuple(other if m == right else m for m in modifiers)) for code, units, modifiers in lines)
    return WrongAnswer(
        renamed,
        f"{other} is for the other discipline. The plan is {question.discipline}, so an assistant's units are marked {right}.",
    )


def _of_each(question: Question, lines: Lines, parted: Callable[[int, int], tuple[int, int]]) -> Lines:
    """The lines with the units of each shared code parted anew: those without the modifier, and those with it."""
    mark = ASSISTANT_MODIFIER[question.discipline]
    made: list[tuple[str, int, tuple[str, ...]]] = []
    for code in dict.fromkeys(code for code, _, _ in lines):
        own = [line for line in lines if line[0] == code]
        therapist, assistant = _minutes(question, code)
        if not assistant:
            made += own
            continue
        first, *rest = (modifier for modifier in own[0][2] if modifier != mark)
        without, with_mark = parted(therapist, assistant)
        made += [(code, without, (first, *rest))] if without else []
        made += [(code, with_mark, (first, mark, *rest))] if with_mark else []
    return tuple(made)


def _misconception(name: str, title: str, method: Method, marks: Marks | None) -> Misconception:
    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        if ask == "assistant-plan" and marks:
            whole = question.given_whole("whole")
            return [replace(each, value=(whole - each.value, each.value)) for each in _most(question, method, marks)]
        if ask == "assistant-most" and marks:
            return list(_most(question, method, marks))
        if ask == "assistant-verdict" and marks:
            return list(_verdict(question, name, method, marks))
        wrong = wrong_lines(question, ask, method)
        if ask != "assistant-units":
            return wrong
        return [replace(each, value=assistant_units(each.value)) for each in wrong]

    def upon(question: Question, value: Any) -> WrongAnswer | None:
        if question.scenario.ask != "claim-lines" or not all(THERAPY & set(modifiers) for _, _, modifiers in value):
            return None
        if value == assistants_minutes_dropped(question, lines_of(settled_claim(question))).value:
            return None  # who drops the assistant's minutes has nothing left to mark
        try:
            return method(question, value)
        except Refused:  # the rule cannot part units that the minutes do not make
            return None

    asks = {"claim-lines", *GRIDS, "assistant-units"}
    asks |= {"assistant-most", "assistant-verdict", "assistant-plan"} if marks else set()
    return Misconception(name, title, frozenset(asks), answers, method, upon)


def _verdict(question: Question, name: str, method: Method, marks: Marks) -> Iterable[WrongAnswer]:
    """What this learner would say of the code, with the learner's own reason, even where the number is right."""
    code, therapist, assistant, timed = shared_minutes(question)
    lines = lines_of(settled_claim(question))
    units = sum(count for each, count, _ in lines if each == code)
    right = assistant_units(tuple(line for line in lines if line[0] == code))
    marked = marks(units, therapist, assistant, timed) or 0
    wrong = method(question, lines)
    if wrong is None or (marked == right and (name in REASON_OF_THE_RULE or (name == "ten-percent-of-the-code" and units == 1))):
        return
    yield WrongAnswer((marked, units, name), wrong.feedback)


REASON_OF_THE_RULE = frozenset({"eight-minutes-ignored"})
"""Methods whose reason is one of the rule's own, so that with the same number they say nothing wrong."""


def _most(question: Question, method: Method, marks: Marks) -> Iterable[WrongAnswer]:
    """The most minutes that this learner would allow the assistant."""
    limit = limit_of(question)
    most = most_minutes(limit, marks)
    wrong = method(question, ())
    if most is not None and wrong is not None and 0 <= most < limit.most_possible:
        yield WrongAnswer(most, wrong.feedback)


_METHODS: dict[str, tuple[str, Method, Marks | None]] = {
    "assistant-forgotten": ("Forgets the assistant's modifier", assistant_forgotten, forgotten),
    "assistant-marks-the-code": ("Marks all units of a code the assistant touched", assistant_marks_the_code, every_unit),
    "more-minutes-decide": ("Lets the longer share decide", more_minutes_decide, by_the_longer_share),
    "ten-percent-of-the-code": ("Takes 10 percent of all minutes", ten_percent_of_the_code, by_a_tenth_of_all),
    "eight-minutes-ignored": ("Works by the assistant rule of 2020", eight_minutes_ignored, by_the_rule_of_2020),
    "assistants-minutes-apart": ("Counts the assistant's minutes apart", assistants_minutes_apart, by_minutes_apart),
    "full-blocks-only": ("Marks full blocks alone", full_blocks_only, by_full_blocks),
    "started-blocks": ("Marks every block that was begun", started_blocks, by_started_blocks),
    "eight-minutes-in-all": ("Looks for 8 minutes in all", eight_minutes_in_all, by_eight_minutes_in_all),
    "todays-rule-for-then": ("Takes today's rule for an old claim", todays_rule_for_then, by_the_rule_of_today),
    "people-rounded-apart": ("Rounds each person's minutes apart", people_rounded_apart, None),
    "full-blocks-billed": ("Bills full blocks alone", full_blocks_billed, None),
    "each-code-apart": ("Rounds each code by itself", each_code_apart, None),
    "other-assistants-modifier": ("Takes CQ for CO", other_assistants_modifier, None),
    "assistants-minutes-dropped": ("Drops the assistant's minutes", assistants_minutes_dropped, None),
}

ASSISTANTS = {name: _misconception(name, title, method, marks) for name, (title, method, marks) in _METHODS.items()}
