"""Asks about services of assistants: which reasoning holds, how many minutes are still unmarked, and what an assistant may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from macros.rules.assistant_tasks import NotAnEvaluator, Task, UnderThePlan, task_reason, whose_task
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
from macros.scenarios.asks.claims import assistant_units, in_brief, lines_of, settled_claim
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
    OwnBlocks.__name__: "each full block stays with whoever provided it",
    NoPart.__name__: "the {who} had nothing of the last unit alone",
    EightMinutes.__name__: "the therapist had 8 minutes or more of the last unit",
    MoreThanTenth.__name__: "the {who} had more than a tenth of the last unit",
    NotMoreThanTenth.__name__: "the {who} had a tenth of the last unit or less",
    OneOfTwo.__name__: "each of the two had most of one unit",
    UntimedMarked.__name__: "the {who} had over a tenth of the minutes",
    UntimedUnmarked.__name__: "the {who} had a tenth of the minutes or less",
    "assistant-forgotten": "the therapist is in charge of the whole service",
    "assistant-marks-the-code": "the {who} had part of the service",
    "more-minutes-decide": "the {who} had over half of the minutes|the {who} had half of the minutes or less",
    "ten-percent-of-the-code": "the {who} had over a tenth of all minutes|the {who} had a tenth of all minutes or less",
    "eight-minutes-ignored": "the {who} had more than a tenth of the last unit",
    "full-blocks-only": "only a full 15-minute block by the {who} counts|the {who} had no full block of 15 minutes",
    "started-blocks": "each 15-minute block that the {who} started counts",
    "eight-minutes-in-all": "the therapist had fewer than 8 minutes in all|the therapist had 8 minutes or more in all",
    "assistants-minutes-apart": "the {who}'s minutes are counted alone, from the eighth on|the {who} had fewer than 8 minutes",
    "todays-rule-for-then": "that is today's rule",
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
    return key_from(steps, value, in_brief(reason))


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
    number = {name: question.given_whole(name, "0") for name in ("allowed", "therapist", "whole")}
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
    reasons: list[Reason] = []
    decided: list[Reason] = []
    mark = ASSISTANT_MODIFIER[question.given("discipline", "PT")]
    cites: list[str] = ["T-05", "A-04"] if not limit.timed else ["A-01", "T-05", "T-06"]
    for assistant in (most, most + 1):
        therapist = limit.whole - assistant if limit.whole else limit.therapist
        if limit.timed:
            total = therapist + assistant
            units = cap_for(total)
            parted = split_units("97112", units, therapist, assistant, question.day)
            marked = None if parted.open else parted.with_modifier
            reasons += parted.steps
            decided.append(parted.steps[-1])
            steps.append(
                f"With {counted(assistant, 'minute')} from the assistant, {therapist} + {assistant} = {total} minutes make "
                f"{counted(units, 'unit')}: {marked or 'none'} with the modifier."
            )
        else:
            of_group = ("97150", assistant, limit.whole)
            decided.append(UntimedUnmarked(*of_group) if assistant == most else UntimedMarked(*of_group, mark))
            reasons.append(decided[-1])
            percent = f"{100 * assistant / limit.whole:.1f}".removesuffix(".0")
            steps.append(f"{assistant} of {limit.whole} minutes are {percent} percent.")
    of_timed = "The last unit has no modifier if 8 minutes or more of it are the therapist's."
    steps.append(
        of_timed if limit.timed else "The modifier goes on once the assistant has more than 10 percent of the whole service."
    )
    return Key(most, in_brief(decided[0]), tuple(steps), tuple(cites), reasons=tuple(reasons))


def _plan(question: Question) -> Key:
    key = _most(question)
    whole = question.given_whole("whole")
    parted = split_units("97112", cap_for(whole), whole - key.value, key.value, question.day)
    return Key((whole - key.value, key.value), in_brief(parted.steps[-1]), key.explanation, key.cites, reasons=key.reasons)


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
    return key_from((reason,), whose_task(task_of(question)), _why_task(reason))


def _why_task(reason: Reason) -> str:
    """Whether a task carries out the plan, sees the patient afresh, or judges."""
    if isinstance(reason, UnderThePlan):
        return "It carries out the plan or records what was done, and needs no new judgment."
    if isinstance(reason, NotAnEvaluator):
        return "To see the patient afresh is to evaluate, and that takes a therapist."
    return "It takes a clinical judgment, and that takes a therapist."


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
