"""What the lessons name of the quizzes, and the numbers in their texts: each fault at its line of docs/data/lessons.yml.

What a lesson shows by itself, macros/facts/consistency.py has looked at before.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from macros.facts.lesson import Lesson, Loc, points_of
from macros.guide import Guide
from macros.pages.lessons import filled
from macros.pages.practice import skills_of
from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem
from macros.rules.refused import Refused
from macros.scenarios.bank import Entry
from macros.site.page_numbers import named_numbers, numbers_in_prose

LESSONS = "lessons"
"""The name of the file."""

_Fault = tuple[Loc, str, str]


def lesson_problems(guide: Guide) -> list[Problem]:
    """Everything that is wrong between the lessons and the quizzes. The quizzes must be sound."""
    return [
        guide.library.yaml[LESSONS].problem(("lessons", i, *loc), what, fix)
        for i, lesson in enumerate(guide.library.lessons)
        for loc, what, fix in (*_names(guide, lesson), *_form(guide, lesson), *_texts(guide, lesson))
    ]


def _names(guide: Guide, lesson: Lesson) -> Iterator[_Fault]:
    """Topics, skills and cases that there are, the skills on a topic of the lesson."""
    topics = [topic.id for topic in guide.quizzes.headings]
    for i, name in enumerate(lesson.topics):
        if name not in topics:
            yield ("topics", i), f"there is no topic `{name}`", did_you_mean(name, topics)
    for i, objective in enumerate(lesson.objectives):
        for j, skill in enumerate(objective.skills):
            home = guide.quizzes.scenario(skill)
            loc = ("objectives", i, "skills", j)
            if home is None:
                known = [scenario for topic in guide.quizzes.headings for scenario in skills_of(guide, topic)]
                yield loc, f"there is no skill `{skill}`", did_you_mean(skill, known)
            elif home[0].id not in lesson.topics:
                yield loc, f"`{skill}` is on the topic `{home[0].id}`, which the lesson has not", "add the topic, or take another"
    cases = [case.id for case in guide.quizzes.cases]
    for i, discussion in enumerate(lesson.discussions):
        if discussion.case not in cases:
            yield ("discussions", i, "case"), f"there is no case `{discussion.case}`", did_you_mean(discussion.case, cases)


def _form(guide: Guide, lesson: Lesson) -> Iterator[_Fault]:
    """Questions that can still be asked, each once, on the lesson's topics, and one at least for every objective."""
    skills = {skill: objective.id for objective in lesson.objectives for skill in objective.skills}
    asked: set[str | None] = set()
    for i, name in enumerate(lesson.form.questions):
        loc = ("form", "questions", i)
        topic, _, own = name.partition(":")
        if name in lesson.form.questions[:i]:
            yield loc, f"`{name}` is asked twice", "keep it once"
        elif topic not in lesson.topics:
            yield loc, f"`{name}` is not on a topic of the lesson", f"take one of {', '.join(lesson.topics)}"
        elif not any(heading.id == topic for heading in guide.quizzes.headings):
            continue  # said of the topic already
        else:
            entries = guide.bank.entries(topic)
            entry = next((each for each in entries if each.id == own), None)
            if entry is None:
                scenario = own.rpartition("-")[0]
                if any(each.scenario == scenario for each in entries):
                    fix = f"what `{scenario}` draws from may have changed: {_another(entries, topic, scenario)}"
                else:
                    fix = did_you_mean(own, [each.id for each in entries if each.item])
                yield loc, f"there is no question `{name}`", fix
            elif entry.item is None:
                asked.add(skills.get(entry.scenario))  # it is one fault, and not another of its objective
                yield loc, f"the question `{own}` was withdrawn: {entry.withdrawn}", _another(entries, topic, entry.scenario)
            elif entry.scenario not in skills:
                yield (
                    loc,
                    f"no objective of the lesson has the skill `{entry.scenario}`",
                    "name it in one, or take another question",
                )
            else:
                asked.add(skills[entry.scenario])
    for i, objective in enumerate(lesson.objectives):
        if objective.id not in asked:
            what = f"no question of the form asks `{objective.id}`"
            yield ("objectives", i), what, "add a question on one of its skills to `questions`"


def _another(entries: tuple[Entry, ...], topic: str, scenario: str) -> str:
    same = next((each.id for each in entries if each.scenario == scenario and each.item), None)
    return f"take another of its skill, such as {topic}:{same}" if same else "take another question"


def _texts(guide: Guide, lesson: Lesson) -> Iterator[_Fault]:
    """Braces that name no number, and numbers that are typed: they come from the data."""
    held = {loc: point.rests_on for loc, point in points_of(lesson)}
    for loc, text in _each_text(lesson):
        try:
            filled(guide.library, text)
        except Refused as refused:
            yield loc, refused.what, refused.fix
            continue
        facts = [guide.library.fact(name) for name in held.get(loc[:-1], ())]
        for number in numbers_in_prose(text):
            if number not in named_numbers(guide.library, facts):
                what = f"{number} is typed, and no fact that this point rests on holds it" if facts else f"{number} is typed"
                yield loc, what, "let braces write it, such as {{ days('certification') }}, or say it without a number"


NOT_PROSE = frozenset({"id", "topics", "skills", "page", "questions", "case", "rests_on", "figure", "minutes"})
"""Fields of a lesson that are names or numbers of their own."""


def _each_text(record: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    for field in type(record).model_fields:
        if field in NOT_PROSE:
            continue
        value = getattr(record, field)
        if isinstance(value, str):
            yield (*loc, field), value
        elif isinstance(value, BaseModel):
            yield from _each_text(value, (*loc, field))
        elif isinstance(value, tuple):
            for i, each in enumerate(value):
                if isinstance(each, BaseModel):
                    yield from _each_text(each, (*loc, field, i))
                else:
                    yield (*loc, field, i), each
