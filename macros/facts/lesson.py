"""Lessons for trainers: objectives, the minutes, a fixed form of questions, cases to talk through, and a handout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from macros.facts.fact import FactId, FactIds, Record, Slug, Text, Whole, as_schema, at_least_one
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused

MINUTES = 45
"""What the plan of every lesson adds up to."""

VERBS = (
    *("Add", "Answer", "Ask", "Build", "Check", "Choose", "Code", "Compare", "Correct", "Count", "Date", "Decide", "Defend"),
    *("Draft", "Explain", "Fill", "Find", "List", "Look", "Mark", "Match", "Name", "Point", "Price", "Put", "Reject", "Rewrite"),
    *("Say", "Set", "Sort", "Split", "State", "Tell", "Total", "Write"),
)
"""What an objective may begin with: something that a trainer can see or hear a learner do."""


def _observable(text: str) -> str:
    verb = text.split()[0]
    if verb not in VERBS:
        raise Refused(f"`{verb}` is nothing that a trainer can see", did_you_mean(verb, VERBS))
    return text


def _adds_up(plan: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    total = sum(stretch.minutes for stretch in plan)
    if total != MINUTES:
        raise Refused(f"the plan takes {total} minutes", f"let its parts add up to {MINUTES}")
    return plan


def _lasts(minutes: int) -> int:
    if minutes < 1:
        raise Refused(f"a part of {minutes} minutes", "write 1 or more, or delete the part")
    return minutes


def _named(name: str) -> str:
    home, _, own = name.partition(":")
    if not (home and own):
        raise Refused(f"`{name}` does not name a question", "write its topic and its id, as in the link of an assignment")
    return name


ItemName = Annotated[str, AfterValidator(_named), as_schema(r"^[a-z0-9-]+:[a-z0-9-]+$")]
Figure = Literal["units", "last-unit", "treatment-note", "appeals"]
"""A table that a handout shows, computed from the data."""


class Objective(Record):
    """What a learner does at the end, and the skills that show it: scenarios, of which the bank has questions."""

    id: Slug
    says: Annotated[Text, AfterValidator(_observable)]
    skills: Annotated[tuple[Slug, ...], at_least_one("an objective without a skill")]


class Reading(Record):
    """A page to read before class, and what to look for on it."""

    page: Text
    why: Text


class Stretch(Record):
    """A part of the lesson: its minutes, what it is called, and what trainer and class do."""

    minutes: Annotated[Whole, AfterValidator(_lasts)]
    name: Text
    does: Text


class Form(Record):
    """The fixed questions of a lesson, by topic and id, in their order; `say` are the instructions above them."""

    say: Text
    questions: Annotated[tuple[ItemName, ...], at_least_one("a form without a question")]


class Point(Record):
    """A part of a good answer, and the facts that it rests on. They are all Medicare's, all a payer's, or all good practice."""

    says: Text
    rests_on: FactIds


class Talk(Record):
    """A question to the class, and what a good answer holds."""

    asks: Text
    good: Annotated[tuple[Point, ...], at_least_one("a question without an answer")]


class Discussion(Record):
    """A case of the bank to talk through."""

    case: Slug
    talk: Annotated[tuple[Talk, ...], at_least_one("a case without a question")]


class HandoutLine(Record):
    """A line of a handout; what is to be filled in rests on nothing."""

    says: Text
    rests_on: tuple[FactId, ...] = ()


class HandoutPart(Record):
    """A part of a handout: lines, a computed table, or both."""

    title: Text
    lines: tuple[HandoutLine, ...] = ()
    figure: Figure | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not (self.lines or self.figure):
            raise Refused(f"the part `{self.title}` is empty", "give it `lines` or a `figure`")
        return self


class Handout(Record):
    """One sheet of paper for the class."""

    title: Text
    use: Text
    parts: Annotated[tuple[HandoutPart, ...], at_least_one("a handout without a part")]


class Lesson(Record):
    """One lesson. Its questions are of its topics, and its form asks every objective."""

    id: Slug
    title: Text
    aim: Text
    topics: Annotated[tuple[Slug, ...], at_least_one("a lesson on no topic")]
    objectives: Annotated[tuple[Objective, ...], at_least_one("a lesson without an objective")]
    reading: Annotated[tuple[Reading, ...], at_least_one("a lesson without reading")]
    plan: Annotated[tuple[Stretch, ...], AfterValidator(_adds_up)]
    form: Form
    discussions: Annotated[tuple[Discussion, ...], at_least_one("a lesson without a case")]
    handout: Handout
    worked: Annotated[tuple[Text, ...], at_least_one("a lesson that nobody can tell worked")]


class LessonsFile(Record):
    """docs/data/lessons.yml"""

    lessons: tuple[Lesson, ...]


Loc = tuple[str | int, ...]


def points_of(lesson: Lesson) -> Iterator[tuple[Loc, Point | HandoutLine]]:
    """Everything that a lesson says of the rules, in the order of its pages, with the path to it in the lesson."""
    for i, discussion in enumerate(lesson.discussions):
        for j, talk in enumerate(discussion.talk):
            yield from ((("discussions", i, "talk", j, "good", k), point) for k, point in enumerate(talk.good))
    for i, part in enumerate(lesson.handout.parts):
        yield from ((("handout", "parts", i, "lines", j), line) for j, line in enumerate(part.lines))
