"""Whether a task is an assistant's: treatment under the plan is; an evaluation or a clinical judgment is the therapist's own.

Sources: facts S-06a and S-06f on what an assistant provides under Medicare, and D-32 on progress reports; the reasons cite them.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros.rules.reason import Reason


@dataclass(frozen=True)
class Task:
    """Something that an assistant is asked to do: whether it evaluates the patient, or takes a clinician's judgment."""

    evaluates: bool
    judges: bool


@dataclass(frozen=True)
class TaskReason(Reason):
    """Why a task is an assistant's or not."""


class NotAnEvaluator(TaskReason):
    """The task is an evaluation."""

    says = "Under Medicare an assistant provides no evaluation or assessment: that is always the therapist's own."
    cites = ("S-06f",)


class NotAJudge(TaskReason):
    """The task takes a clinical judgment."""

    says = (
        "Under Medicare an assistant makes no clinical judgments, and does not say in a progress report why progress did or "
        "did not come."
    )
    cites = ("S-06f", "D-32")


class UnderThePlan(TaskReason):
    """The task is treatment under the plan, or what was seen and measured of it."""

    says = "A supervised assistant treats under the therapist's plan, and writes down what was done and measured."
    cites = ("S-06a", "D-32")


def task_reason(task: Task) -> type[TaskReason]:
    """Whose a task is. An evaluation is named first, for it takes judgment too."""
    return NotAnEvaluator if task.evaluates else NotAJudge if task.judges else UnderThePlan


def whose_task(task: Task) -> str:
    """The answer for a task: the assistant's, or the therapist's."""
    return "assistant" if task_reason(task) is UnderThePlan else "therapist"
