"""The lessons for trainers: each a page, its handout another, a list of them all, and which objective asks for which skill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from macros.exports.format import one_line_text
from macros.facts.lesson import Figure, HandoutLine, Lesson, Objective, Point
from macros.facts.library import Library
from macros.guide import Guide
from macros.pages import amounts, assistant_tables, reference, values
from macros.pages.assignment import items_named
from macros.pages.citing import cite
from macros.pages.data_table import data_table
from macros.pages.links import Links
from macros.pages.practice import skills_of
from macros.pages.templating import html
from macros.rules.refused import Refused
from macros.scenarios.expressions import ExpressionFault, filled_in
from macros.scenarios.item import Item
from macros.scenarios.topic import Topic

PRACTICE, BUILDER = "practice/set.md", "trainers/index.md"
"""Where the address of an assignment opens its questions: to be answered, and to be printed, put into a file or changed."""

NUMBERS: Mapping[str, Callable[..., str]] = {
    "fee": values.fee,
    "threshold": values.threshold,
    "days": values.days,
    "unit_limit": values.unit_limit,
    "newest_year": values.newest_year,
    "day_units": lambda _, minutes: reference.day_units(minutes),
}
"""The numbers that the text of a lesson may name in braces, as pages do."""

SPLITS = ("12+3", "6+9", "12+12", "20+25", "30+10")
"""Minutes of therapist and assistant, one visit for each way in which the last unit is decided."""

FIGURES: Mapping[Figure, Callable[[Library], str]] = {
    "units": lambda library: reference.units_table(library, 6),
    "last-unit": lambda library: assistant_tables.shared_minutes_table(library, "97112", *SPLITS),
    "treatment-note": lambda library: _note_elements(library),
    "appeals": amounts.appeals_table,
}
"""The computed tables of the handouts."""


def filled(library: Library, text: str) -> str:
    """The text of a lesson with its numbers. Raises Refused where its braces name none."""
    try:
        return filled_in(text, {name: partial(number, library) for name, number in NUMBERS.items()})
    except Refused:
        raise
    except ExpressionFault as fault:
        if fault.unknown:
            what = f"no number is known as `{text[text.find('{{') :].partition('}}')[0]}}}}}`"
            raise Refused(what, _known()) from None
        raise Refused(f"the braces cannot be read ({fault})", _known()) from None


def _known() -> str:
    return f"use one of {', '.join(NUMBERS)}, such as {{{{ days('certification') }}}}"


@dataclass(frozen=True)
class Asked:
    """A question of a lesson's form: its item, its topic, and the objective that it asks."""

    item: Item
    topic: Topic
    objective: Objective


def form_of(guide: Guide, lesson: Lesson) -> list[Asked]:
    """The questions of a lesson in their order. Raises Refused where one cannot be asked, or asks no objective."""
    asked = []
    for name in lesson.form.questions:
        (item,) = items_named(guide, [name])
        objective = next((each for each in lesson.objectives if item.scenario in each.skills), None)
        if objective is None:
            raise Refused(f"`{name}` asks no objective of the lesson", f"name the skill `{item.scenario}` in one")
        asked.append(Asked(item, guide.quizzes.heading(item.topic), objective))
    return asked


def form_address(guide: Guide, lesson: Lesson) -> str:
    """The address of a lesson's form behind the `#`, as the builder writes it (docs/assets/quiz/address.js)."""
    words = {"title": lesson.title, "say": filled(guide.library, lesson.form.say)}
    told = "".join(f"&{name}={_encoded(text)}" for name, text in words.items())
    return f"bank={guide.bank.current_edition}&items={','.join(lesson.form.questions)}{told}"


def _encoded(text: str) -> str:
    """As the browser's encodeURIComponent has it, with + for a space."""
    return quote(text, safe="!'()*-._~").replace("%20", "+")


def lesson(guide: Guide, name: str, page: str, links: Links) -> str:
    """The page of a lesson, from its objectives to how to tell that it worked."""
    library, shown = guide.library, guide.library.lesson(name)
    address = form_address(guide, shown)
    cases = {each.case: guide.quizzes.case(each.case) for each in shown.discussions}
    for case in cases:
        links.title(f"practice/cases/{case}.md")
    fields = {
        "lesson": shown,
        "links": links,
        "text": partial(filled, library),
        "marks": partial(_marks, library, page),
        "asked": form_of(guide, shown),
        "cases": cases,
        "practice": links.page(PRACTICE, address),
        "builder": links.page(BUILDER, address),
        "handout": links.page(handout_page(shown)),
        "short": one_line_text,
    }
    parts = (
        ("Objectives", "lesson_objectives"),
        ("Before class", "lesson_reading"),
        (f"The {sum(stretch.minutes for stretch in shown.plan)} minutes", "lesson_plan"),
        ("The questions", "lesson_form"),
        ("Talk it through", "lesson_cases"),
        ("Hand out", "lesson_handout"),
        ("How to tell that it worked", "lesson_worked"),
    )
    return "\n\n".join(f"## {title}\n\n{html(f'{template}.html.j2', **fields)}" for title, template in parts)


def _marks(library: Library, page: str, point: Point | HandoutLine) -> str:
    return cite(library, page, point.rests_on) if point.rests_on else ""


def lesson_page(shown: Lesson) -> str:
    """The page of a lesson, by its path below docs/."""
    return f"trainers/lessons/{shown.id}.md"


def handout_page(shown: Lesson) -> str:
    """The page of its handout."""
    return f"trainers/handouts/{shown.id}.md"


def lesson_list(guide: Guide, links: Links) -> str:
    """Every lesson with what it is for, its page, its questions and its handout."""
    rows = [
        (each, links.page(lesson_page(each)), links.page(PRACTICE, form_address(guide, each)), links.page(handout_page(each)))
        for each in guide.library.lessons
    ]
    return html("lesson_list.html.j2", rows=rows, text=partial(filled, guide.library), links=links)


def handout(library: Library, name: str, page: str, links: Links) -> str:
    """One sheet: what it is for, its lines and its computed tables."""
    shown = library.lesson(name)
    return html(
        "handout.html.j2",
        handout=shown.handout,
        text=partial(filled, library),
        marks=partial(_marks, library, page),
        figures=lambda name: FIGURES[name](library),
        links=links,
    )


def _note_elements(library: Library) -> str:
    """What Medicare always requires in a treatment note, with a box to tick."""
    rows = [
        (element.name, "☐")
        for element in library.asked_elements("treatment-note")
        if element.by == "medicare" and element.status == "required"
    ]
    return data_table("Medicare requires in the note of every treatment day", ("What", "There"), rows)


def competency_map(guide: Guide, links: Links) -> str:
    """Each objective with its skills and where it is asked; then the skills that no objective has."""
    covered = {skill for each in guide.library.lessons for objective in each.objectives for skill in objective.skills}
    lessons = [(each, links.page(lesson_page(each)), _rows(guide, each)) for each in guide.library.lessons]
    left = []
    for topic in guide.quizzes.headings:
        names = [skill_in_words(skill) for skill in skills_of(guide, topic) if skill not in covered]
        if names:
            left.append((topic, links.page(f"practice/{topic.id}.md"), names))
    counts = {"covered": len(covered), "every": sum(len(skills_of(guide, topic)) for topic in guide.quizzes.headings)}
    return "\n\n".join(
        [
            html("competency_map.html.j2", lessons=lessons, **counts, text=partial(filled, guide.library), links=links),
            "## Skills that no objective has",
            html("skills_left.html.j2", topics=left),
        ]
    )


def _rows(guide: Guide, shown: Lesson) -> list[tuple[Objective, list[str], Sequence[int]]]:
    """Each objective of a lesson, its skills in words, and the places of the questions that ask it."""
    asked = form_of(guide, shown)
    return [
        (
            objective,
            [skill_in_words(skill) for skill in objective.skills],
            [place for place, each in enumerate(asked, start=1) if each.objective is objective],
        )
        for objective in shown.objectives
    ]


def skill_in_words(skill: str) -> str:
    """A scenario's id as a reader sees it."""
    return skill.replace("-", " ").replace("neighbour", "neighbor")
