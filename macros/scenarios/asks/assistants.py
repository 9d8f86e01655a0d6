"""Asks about services of assistants: which reasoning holds, how many minutes are still unmarked, and what an assistant may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from macros.rules.assistant_tasks import Task, task_reason, whose_task
from macros.rules.assistants import (
    AssistantReason,
    EightMinutes,
    LastUnits,
    MoreThanTenth,
    NoPart,
    NotMoreThanTenth,
    OneOfTwo,
    OwnBlocks,
    UntimedMarked,
    UntimedUnmarked,
    split_units,
    untimed_needs_modifier,
)
from macros.rules.modifiers import ASSISTANT_MODIFIER
from macros.rules.reason import Reason
from macros.rules.units import cap_for
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.asks.claims import assistant_units, lines_of, settled_claim
from macros.scenarios.item import NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import counted

ASSISTANT_OF = {"PT": "PTA", "OT": "OTA"}

Marks = Callable[[int, int, int, bool], int | None]
"""How many of a code's units carry the modifier: by its units, the therapist's minutes, the assistant's, and whether it is timed.
None where no source settles it."""

Verdict = tuple[int, int, str]
"""Marked units, all units of the code, and the reason, as a name of REASONS."""

REASONS: dict[str, str] = {
    OwnBlocks.__name__: "each full block is that of whoever gave it",
    NoPart.__name__: "the {who} gave nothing of the last unit alone",
    EightMinutes.__name__: "the therapist gave 8 minutes or more of the last unit",
    MoreThanTenth.__name__: "the {who} gave more than a tenth of the last unit",
    NotMoreThanTenth.__name__: "the {who} gave a tenth of the last unit or less",
    OneOfTwo.__name__: "each of the two gave most of one unit",
    UntimedMarked.__name__: "over a tenth of the minutes fell to the {who}",
    UntimedUnmarked.__name__: "a tenth of the minutes or less fell to the {who}",
    "assistant-forgotten": "the therapist is in charge of the whole service",
    "assistant-marks-the-code": "the {who} gave a part of the service",
    "more-minutes-decide": "the {who} gave more of the minutes|the {who} did not give more of the minutes",
    "ten-percent-of-the-code": "the {who} gave over a tenth of all minutes|the {who} gave a tenth of all minutes or less",
    "eight-minutes-ignored": "the {who} gave more than a tenth of the last unit",
    "full-blocks-only": "only a full 15-minute block of the {who} counts|the {who} gave no full block of 15 minutes",
    "started-blocks": "each 15-minute block that the {who} began counts",
    "eight-minutes-in-all": "the therapist gave fewer than 8 minutes in all|the therapist gave 8 minutes or more in all",
    "assistants-minutes-apart": "the {who}'s minutes are counted alone, from the eighth on|the {who} gave fewer than 8 minutes",
    "todays-rule-for-then": "that is the rule of today",
}
"""Why so many units carry the modifier, by Medicare's reasons and by those of wrong methods.

Where a reason reads otherwise when no unit carries it, that stands second.
"""


def shared_minutes(question: Question) -> tuple[str, int, int, bool]:
    """The one code of the visit that an assistant shared: its minutes by therapist and assistant, and whether it is timed."""
    shared = [service for service in question.services if service.assistant]
    codes = {service.code for service in shared}
    if len(codes) != 1:
        raise QuestionFault("this asks about one code that an assistant shared", "let one service have `assistant:`", ("visit",))
    code = codes.pop()
    own = [service for service in question.services if service.code == code]
    assistant = sum(service.assistant for service in own)
    return code, sum(service.minutes for service in own) - assistant, assistant, own[0].timed


def _why(steps: tuple[Reason, ...]) -> AssistantReason:
    """The reason that decides: that of the units left, or else of the full blocks."""
    reasons: list[AssistantReason] = [step for step in steps if isinstance(step, LastUnits | UntimedMarked | UntimedUnmarked)]
    reasons += [step for step in steps if isinstance(step, OwnBlocks)]
    if not reasons:
        raise QuestionFault("no reason of the assistant's rule decides", "let an assistant share a code", ("visit",))
    return reasons[0]


def _verdict(question: Question) -> Key:
    code, _, _, _ = shared_minutes(question)
    lines = tuple(line for line in lines_of(settled_claim(question)) if line[0] == code)
    reason = _why(question.claim.steps)
    value: Verdict = (assistant_units(lines), sum(units for _, units, _ in lines), type(reason).__name__)
    steps = tuple(step for step in question.claim.steps if isinstance(step, AssistantReason))
    return key_from(steps, value, reason.text)


def _write_verdict(question: Question, verdict: Verdict) -> str:
    marked, units, reason = verdict
    mark = ASSISTANT_MODIFIER[question.discipline]
    of_one = f"{mark} on the unit" if marked else f"no {mark}"
    carries = of_one if units == 1 else f"{mark} on {marked} of {units} units"
    said, _, unmarked = REASONS[reason].partition("|")
    text = f"{carries}: {(said if marked or not unmarked else unmarked).format(who=ASSISTANT_OF[question.discipline])}"
    return text[0].upper() + text[1:]


def units_marked(units: int, therapist: int, assistant: int, timed: bool, question: Question) -> int | None:
    """The rule itself: how many units of one code carry the modifier, None where no source settles it."""
    if not timed:
        needed = untimed_needs_modifier(therapist, assistant, question.day)
        return None if needed is None else units * needed
    parted = split_units("97112", units, therapist, assistant, question.day)
    return None if parted.open else parted.with_modifier


@dataclass(frozen=True)
class Limit:
    """What is looked for: the most minutes of the assistant that leave at most `allowed` units marked.

    The therapist's own minutes are `therapist`, and the assistant's come on top; or the whole lasts `whole` minutes, and what
    the assistant has not is the therapist's.
    """

    timed: bool
    allowed: int
    therapist: int = 0
    whole: int = 0

    @property
    def most_possible(self) -> int:
        """The most minutes that the assistant can have."""
        return self.whole or 45

    def marked(self, assistant: int, marks: Marks) -> int | None:
        """How many units are marked with so many minutes of the assistant."""
        therapist = self.whole - assistant if self.whole else self.therapist
        units = cap_for(therapist + assistant) if self.timed else 1
        return marks(units, therapist, assistant, self.timed)


def limit_of(question: Question) -> Limit:
    """What is given of the limit."""
    number = {name: int(question.given(name, "0")) for name in ("allowed", "therapist", "whole")}
    return Limit(question.given("timed", "yes") == "yes", **number)


def most_minutes(limit: Limit, marks: Marks) -> int | None:
    """The most minutes of the assistant before the first that mark too many units; None where that is not settled."""
    for assistant in range(limit.most_possible + 1):
        marked = limit.marked(assistant, marks)
        if marked is None:
            return None
        if marked > limit.allowed:
            return assistant - 1
    return limit.most_possible


def _rule_of(question: Question) -> Marks:
    return lambda units, therapist, assistant, timed: units_marked(units, therapist, assistant, timed, question)


def _most_is_settled(question: Question) -> bool:
    limit = limit_of(question)
    most = most_minutes(limit, _rule_of(question))
    return most is not None and 0 < most < limit.most_possible


def _most(question: Question) -> Key:
    limit = limit_of(question)
    most = most_minutes(limit, _rule_of(question))
    if most is None:
        raise QuestionFault("no source settles how many minutes there may be", "draw other minutes", ("given",))
    steps: list[str] = []
    cites: list[str] = ["T-05", "A-04"] if not limit.timed else ["A-01", "T-05", "T-06"]
    for assistant in (most, most + 1):
        therapist = limit.whole - assistant if limit.whole else limit.therapist
        if limit.timed:
            total = therapist + assistant
            units = cap_for(total)
            marked = units_marked(units, therapist, assistant, True, question)
            steps.append(
                f"With {counted(assistant, 'minute')} of the assistant, {therapist} and {assistant} make {total} minutes and "
                f"{units} "
                f"{'unit' if units == 1 else 'units'}, {marked or 'none'} of them with the modifier."
            )
        else:
            percent = f"{100 * assistant / limit.whole:.1f}".removesuffix(".0")
            steps.append(f"{assistant} of {limit.whole} minutes are {percent} percent.")
    of_timed = "A last unit of which the therapist gave 8 minutes or more has no modifier."
    steps.append(of_timed if limit.timed else "More than 10 percent of the whole service marks it.")
    return Key(most, f"{most}.", tuple(steps), tuple(cites))


def _plan(question: Question) -> Key:
    key = _most(question)
    whole = int(question.given("whole"))
    parted = split_units("97112", cap_for(whole), whole - key.value, key.value, question.day)
    return Key((whole - key.value, key.value), parted.steps[-1].text, key.explanation, key.cites)


def _write_plan(question: Question, split: tuple[int, int]) -> str:
    who = ASSISTANT_OF[question.given("discipline", "PT")]
    return f"{counted(split[0], 'minute')} with the therapist, then {split[1]} with the {who}"


TASK_ANSWERS = {
    "assistant": "Yes, a supervised PTA may do that under the plan",
    "therapist": "No, that part of the work is the therapist's",
    "co-signed": "Yes, as long as the therapist co-signs it that day",
    "in-the-room": "Yes, but only with the therapist in the room",
}


def task_of(question: Question) -> Task:
    """The task that is given."""
    return Task(question.given("evaluates", "no") == "yes", question.given("judges", "no") == "yes")


def _task(question: Question) -> Key:
    reason = task_reason(task_of(question))()
    return key_from((reason,), whose_task(task_of(question)), reason.text)


ASSISTANT_ASKS = (
    Ask(
        "assistant-verdict",
        "which reasoning about the assistant's modifier holds",
        SINGLE,
        "claims",
        _verdict,
        _write_verdict,
        judgment=True,
    ),
    Ask(
        "assistant-most",
        "the most minutes of an assistant that leave units unmarked",
        NUMBER,
        "claims",
        _most,
        lambda q, v: str(v),
        label="Minutes",
        maximum=99,
        settled=_most_is_settled,
    ),
    Ask(
        "assistant-plan",
        "the split of a session that gives an assistant most and leaves its units unmarked",
        SINGLE,
        "claims",
        _plan,
        _write_plan,
        sort_key=lambda split: split[0],
        settled=_most_is_settled,
        judgment=True,
    ),
    Ask(
        "assistant-task",
        "whether a task is an assistant's",
        SINGLE,
        "people",
        _task,
        lambda q, v: TASK_ANSWERS[v],
        judgment=True,
    ),
)
