"""Whose minutes are whose, and what an assistant may do.

Two people in one visit blur the record. These learners give minutes spent together to the assistant, minutes of the assistant
alone to the supervising therapist, and minutes of an aide or of rest to whoever is nearest. Of tasks they believe that a
co-signature, or the therapist in the room, makes everything right.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.rules.assistant_tasks import NotAnEvaluator, UnderThePlan, task_reason, whose_task
from macros.rules.units import cap_for
from macros.scenarios.asks.assistants import shared_minutes, task_of, units_marked
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question


def _counted(question: Question, therapist: int, assistant: int) -> int | None:
    """The units marked with these minutes instead of the right ones."""
    return units_marked(cap_for(therapist + assistant), therapist, assistant, True, question)


def _minutes(question: Question, name: str) -> int:
    return question.given_whole(name, "0")


def _right(question: Question) -> tuple[int, int]:
    """The minutes of therapist and assistant of the first code."""
    service = question.services[0]
    return service.minutes - service.assistant, service.assistant


def joint_minutes_to_the_assistant(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives minutes that both spent together to the assistant."""
    therapist, assistant = _right(question)
    joint = _minutes(question, "together")
    marked = _counted(question, therapist - joint, assistant + joint) if joint else None
    if marked is not None:
        yield WrongAnswer(marked, "Minutes in which both treat the patient together count as the therapist's.")


def supervised_minutes_to_the_therapist(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives minutes of the assistant alone to the therapist, who supervises."""
    therapist, assistant = _right(question)
    if assistant:
        marked = _counted(question, therapist + assistant, 0)
        if marked is not None:
            yield WrongAnswer(marked, "To supervise is not to treat: what the assistant does alone is the assistant's.")


def others_minutes_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts rest, set-up, or an aide's minutes as the assistant's."""
    therapist, assistant = _right(question)
    other = _minutes(question, "nobodys")
    marked = _counted(question, therapist, assistant + other) if other else None
    if marked is not None:
        yield WrongAnswer(marked, "Rest, set-up and an aide's help are not treatment, so the assistant gets no credit for them.")


def others_minutes_to_the_therapist(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts rest, set-up, or an aide's minutes as the therapist's."""
    therapist, assistant = _right(question)
    other = _minutes(question, "nobodys")
    marked = _counted(question, therapist + other, assistant) if other else None
    if marked is not None:
        yield WrongAnswer(marked, "Minutes without skilled treatment count for no one, not for the therapist either.")


def evaluation_minutes_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the minutes of an untimed evaluation among the therapist's timed ones."""
    untimed = sum(service.minutes for service in question.services if not service.timed)
    code, therapist, assistant, _ = shared_minutes(question)
    marked = _counted(question, therapist + untimed, assistant) if untimed else None
    if marked is not None:
        yield WrongAnswer(marked, f"An evaluation is untimed: its minutes do not count as the therapist's time for {code}.")


def co_signature_cures(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a co-signature decide."""
    feedback = "A co-signature does not decide whose work it is. Medicare requires none from a supervisor who took no part."
    yield WrongAnswer("co-signed", feedback)


def presence_cures(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets the therapist's presence decide."""
    feedback = "How close the supervisor stands does not decide it: for treatment under the plan general supervision is enough."
    if whose_task(task_of(question)) == "therapist":
        feedback = "How close the supervisor stands does not decide it: the therapist has to do it."
    yield WrongAnswer("in-the-room", feedback)


def task_misread(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes data for a judgment, or a judgment for data."""
    reason = task_reason(task_of(question))
    if reason is UnderThePlan:
        yield WrongAnswer("therapist", "The judgment is in the plan already; this carries it out or records it.")
    elif reason is NotAnEvaluator:
        yield WrongAnswer("assistant", "This sees the patient afresh, which is more than treating and measuring under the plan.")
    else:
        yield WrongAnswer("assistant", "This is a decision, which is more than treating and measuring under the plan.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "joint-minutes-to-the-assistant": (
        "Gives joint minutes to the assistant",
        {"assistant-units"},
        joint_minutes_to_the_assistant,
    ),
    "supervised-minutes-to-the-therapist": (
        "Gives the assistant's minutes to the supervisor",
        {"assistant-units"},
        supervised_minutes_to_the_therapist,
    ),
    "others-minutes-counted": ("Counts time that is no treatment", {"assistant-units"}, others_minutes_counted),
    "others-minutes-to-the-therapist": (
        "Gives idle time to the therapist",
        {"assistant-units"},
        others_minutes_to_the_therapist,
    ),
    "evaluation-minutes-counted": (
        "Counts an evaluation's minutes",
        {"assistant-units"},
        evaluation_minutes_counted,
    ),
    "co-signature-cures": ("Lets a co-signature decide", {"assistant-task"}, co_signature_cures),
    "presence-cures": ("Lets the therapist's presence decide", {"assistant-task"}, presence_cures),
    "task-misread": ("Misreads what the task takes", {"assistant-task"}, task_misread),
}

SHARING = family(_METHODS)
