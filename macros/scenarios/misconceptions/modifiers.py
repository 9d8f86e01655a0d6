"""Modifiers put on by habit or left off: KX, GP, GO, GN and 59.

These learners have seen a modifier on a paid claim and copy it, without the question that it answers. Billing software adds
to the habit: it puts KX or 59 on every line once it is switched on, and a clinic with one discipline forgets that GP and
GO name the plan of care, not the clinic.
"""

from __future__ import annotations

from macros.rules.modifiers import THERAPY_MODIFIER
from macros.scenarios.asks.claims import Lines
from macros.scenarios.misconceptions.claim_lines import Method, of_modifiers
from macros.scenarios.misconceptions.misconception import WrongAnswer
from macros.scenarios.question import Question
from macros.scenarios.written import SEPARATE


def kx_forgotten(question: Question, lines: Lines) -> WrongAnswer:
    """Leaves KX out above the threshold."""
    without = tuple((code, units, tuple(m for m in modifiers if m != "KX")) for code, units, modifiers in lines)
    return WrongAnswer(without, "Above the threshold, Medicare denies a line without KX.")


def kx_always(question: Question, lines: Lines) -> WrongAnswer:
    """Puts KX on every line, as a habit."""
    marked = tuple((code, units, (*(m for m in modifiers if m != "KX"), "KX")) for code, units, modifiers in lines)
    return WrongAnswer(marked, "KX is only for lines above the threshold, where it says that the record shows the need.")


def other_discipline(question: Question, lines: Lines) -> WrongAnswer:
    """Takes the therapy modifier of another discipline."""
    right = THERAPY_MODIFIER[question.discipline]
    other = "GO" if right != "GO" else "GP"
    feedback = f"{other} names another discipline's plan of care. This plan is {question.discipline}, so it is {right}."
    renamed = tuple((code, units, tuple(other if m == right else m for m in modifiers)) for code, units, modifiers in lines)
    return WrongAnswer(renamed, feedback)


def therapy_modifier_forgotten(question: Question, lines: Lines) -> WrongAnswer:
    """Leaves the modifier of the plan out."""
    right = THERAPY_MODIFIER[question.discipline]
    feedback = f"The plan is {question.discipline}, so every line needs {right}, along with any other modifier."
    of_plans = set(THERAPY_MODIFIER.values())
    without = tuple((code, units, tuple(m for m in modifiers if m not in of_plans)) for code, units, modifiers in lines)
    return WrongAnswer(without, feedback)


def fifty_nine_by_habit(question: Question, lines: Lines) -> WrongAnswer | None:
    """Puts 59 on the second code, whether or not the pair is edited."""
    codes = list(dict.fromkeys(code for code, _, _ in lines))
    if len(codes) < 2 or any("59" in modifiers for _, _, modifiers in lines):
        return None
    marked = tuple((code, units, (*modifiers, "59") if code == codes[1] else modifiers) for code, units, modifiers in lines)
    return WrongAnswer(marked, "59 is only for a pair with an edit, and only if the services were separate.")


def separate_forgotten(question: Question, lines: Lines) -> WrongAnswer:
    """Leaves out the modifier that says that two edited services were separate."""
    without = tuple((code, units, tuple(m for m in modifiers if m not in SEPARATE)) for code, units, modifiers in lines)
    return WrongAnswer(without, "The pair has an edit: without a modifier the line denies, although the services were separate.")


_METHODS: dict[str, tuple[str, Method]] = {
    "kx-forgotten": ("Forgets KX", kx_forgotten),
    "kx-always": ("Puts KX on everything", kx_always),
    "other-discipline": ("Takes another discipline's modifier", other_discipline),
    "therapy-modifier-forgotten": ("Forgets GP, GO or GN", therapy_modifier_forgotten),
    "separate-forgotten": ("Forgets the modifier for separate services", separate_forgotten),
    "fifty-nine-by-habit": ("Adds 59 by habit", fifty_nine_by_habit),
}

MODIFIERS = of_modifiers(_METHODS)
