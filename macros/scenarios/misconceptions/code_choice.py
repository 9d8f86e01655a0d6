"""Which code an activity supports.

Exercises have names, and these learners code the name or the look: whatever stands on foam is 97112, whatever walks is 97116.
What decides is the deficit that was trained, how, and what the clinician did. The wrong options and the reasons come from
docs/data/examples.yml: a corrected example corrects the questions.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.example import Example
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.misconceptions.vignettes import NEEDS
from macros.scenarios.question import Question
from macros.scenarios.records import teachable


def neighbour_code(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Chooses the neighbor that the activity looks like: by its name or its deficit, not by what was trained and how."""
    example: Example = question.record(Example)
    for neighbor in example.confused_with:
        yield WrongAnswer(neighbor.code, neighbor.because)


def neighbour_code_of_several(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives one of several activities the code of a neighbor that it looks like."""
    for example in question.records(Example):
        for neighbor in example.confused_with:
            yield WrongAnswer((example.activity, neighbor.code), neighbor.because)


IN_TURN = ("{} needs {}.", "What {} needs is {}.", "There is no {} without {}.")
"""What a code needs, for one row after another, so that no two rows say the same."""


def code_of_another_activity(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives an activity the code of another one on the list, which it does not even look like."""
    examples: list[Example] = question.records(Example)
    for place, example in enumerate(examples):
        for code in dict.fromkeys(other.code for other in examples if other.code != example.code):
            needs = NEEDS.get(code)
            said = IN_TURN[place % 3].format(code, needs) if needs else f"Nothing that {code} is for was done here."
            if example.features.activity.shared and question.library.codes[code].timed:  # for time with one patient (S-04a, S-76)
                said = f"{code} is one-on-one, and here several patients share the clinician's attention."
            yield WrongAnswer((example.activity, code), said)


def neighbour_activity(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an activity that supports a neighbor for one that supports this code."""
    example: Example = question.record(Example)
    for other in teachable(question.library, "examples"):
        if example.code in {neighbor.code for neighbor in other.confused_with}:
            yield WrongAnswer(other.id, f"It supports {other.code}: {other.because}")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "neighbour-code": ("Codes by the look of the activity", {"code"}, neighbour_code),
    "neighbour-code-of-several": ("Codes one of several by its look", {"match-codes"}, neighbour_code_of_several),
    "code-of-another-activity": ("Gives an activity another one's code", {"match-codes"}, code_of_another_activity),
    "neighbour-activity": ("Takes a neighbor's activity for this code's", {"activity"}, neighbour_activity),
}

CODE_CHOICE = family(_METHODS)
