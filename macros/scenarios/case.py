"""Cases: one patient, several questions that share one draw, and a record that grows from question to question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from macros.facts.fact import Record, Slug, Text
from macros.facts.library import Library
from macros.reading.yaml_source import YamlSource
from macros.rules.refused import Refused
from macros.scenarios.compose import TRIES, compose, is_drawn
from macros.scenarios.draw import draw_id, random_draws
from macros.scenarios.expressions import ExpressionFault, condition, text_renderer
from macros.scenarios.item import CasePart, Item
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.template import Domain, Scenario, variable_names

FEWEST_PARTS, MOST_PARTS = 5, 8


class PartTemplate(Scenario):
    """One question of a case. It draws nothing of its own: `vary` stands once, for the whole case.

    `record` is what the record gains before the question is asked.
    """

    topic: Slug
    record: Text | None = None
    vary: dict[str, Domain] = Field(default_factory=dict, exclude=True, max_length=0)
    strata: dict[Slug, Text] = Field(default_factory=dict, exclude=True, max_length=0)


class CaseFile(Record):
    """One file of quizzes/cases: a patient, what varies, what is told at the start, and the questions in their order."""

    case: Slug
    title: Text
    about: Text
    vary: Annotated[dict[str, Domain], AfterValidator(variable_names)]
    require: Text | None = None
    story: Text
    parts: tuple[PartTemplate, ...]

    @model_validator(mode="after")
    def _number_of_parts(self) -> Self:
        if not FEWEST_PARTS <= len(self.parts) <= MOST_PARTS:
            raise Refused(f"a case of {len(self.parts)} parts", f"write {FEWEST_PARTS} to {MOST_PARTS}")
        return self


@dataclass(frozen=True)
class Part:
    """One question of a case as a scenario of its own, under the topic that it belongs to."""

    topic: str
    record: str
    scenario: Scenario


@dataclass(frozen=True)
class Case:
    """A case, with the file it was read from so that faults are reported at their place."""

    id: str
    title: str
    about: str
    story: str
    require: str | None
    parts: tuple[Part, ...]
    source: YamlSource

    @property
    def drawn(self) -> Scenario:
        """What varies, under the case's own id: every part has the same draw."""
        return self.parts[0].scenario.model_copy(update={"id": self.id})

    def text_before(self, index: int) -> str:
        """The story and what the record holds when this part is asked, as templates."""
        return "\n".join([self.story, *(part.record for part in self.parts[: index + 1])])


def case_of(file: CaseFile, source: YamlSource) -> Case:
    """The case that a file holds; its parts are called by the case's id and their own."""
    parts = tuple(
        Part(
            part.topic,
            part.record or "",
            Scenario(
                **part.model_dump(include=set(Scenario.model_fields) - {"id", "vary", "strata", "visit"}),
                id=f"{file.case}-{part.id}",
                vary=file.vary,
                visit=part.visit,
            ),
        )
        for part in file.parts
    )
    return Case(file.case, file.title, file.about, file.story, file.require, parts, source)


@dataclass(frozen=True)
class DrawnCase:
    """One draw of a case: an id of its own, and the items in their order."""

    id: str
    case: Case
    story: str
    items: tuple[Item, ...]


def case_questions(library: Library, case: Case, seed: int) -> Iterator[tuple[Question, ...]]:
    """Endless draws of a case for a seed, each with the questions of all its parts; ends where too many draws fail."""
    failed = 0
    for draw in random_draws(case.drawn, library, seed):
        asked = tuple(Question(library, part.scenario, draw) for part in case.parts)
        with _at("require"):
            holds = case.require is None or condition(case.require)(asked[0].names)
        for index, question in enumerate(asked):
            with _at("parts", index, otherwise="require"):
                holds = holds and is_drawn(question)
        if holds:
            failed = 0
            yield asked
        elif (failed := failed + 1) >= TRIES:
            return


def different_cases(library: Library, case: Case, seed: int, count: int) -> list[tuple[Question, ...]]:
    """Up to `count` different draws of a case."""
    draws: dict[str, tuple[Question, ...]] = {}
    for asked in islice(case_questions(library, case, seed), count * 20):
        draws.setdefault(asked[0].id, asked)
        if len(draws) >= count:
            break
    return list(draws.values())


def compose_case(library: Library, case: Case, asked: tuple[Question, ...]) -> DrawnCase:
    """The items of one draw, each with the story and what the record contained by then.

    Raises QuestionFault where the draw makes no sound item; its field is one of the case's file.
    """
    names = asked[0].names
    with _at(otherwise="story"):
        story = text_renderer(case.story)(names).strip()
    record: list[str] = []
    items: list[Item] = []
    for index, (part, question) in enumerate(zip(case.parts, asked, strict=True)):
        with _at("parts", index, otherwise="record"):
            record.append(text_renderer(part.record)(names).strip())
        case_part = CasePart(case.id, case.title, index + 1, len(case.parts), story, tuple(record))
        with _at("parts", index, otherwise="stem"):
            items.append(compose(question, part.topic, case_part))
    return DrawnCase(draw_id(case.drawn, asked[0].draw), case, story, tuple(items))


@contextmanager
def _at(*place: str | int, otherwise: str = "") -> Iterator[None]:
    """Faults of a part, reported at their place in the case's file; those of an expression at the field that it is in."""
    try:
        yield
    except QuestionFault as fault:
        raise QuestionFault(fault.what, fault.fix, (*place, *fault.field)) from None
    except ExpressionFault as fault:
        field = (*place, otherwise) if otherwise else place
        raise QuestionFault(str(fault), "fix the text or the condition", field) from None


def drawn_cases(library: Library, case: Case, seed: int, count: int) -> list[DrawnCase]:
    """Up to `count` different draws of a case, each whole. The same seed gives the same."""
    return [compose_case(library, case, asked) for asked in different_cases(library, case, seed, count)]
