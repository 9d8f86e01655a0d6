"""Models of quizzes/*.yml: a topic and its scenarios. No answer stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from macros.facts.fact import Record, Slug, Text
from macros.rules.refused import Refused
from macros.rules.workdays import is_workday

_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)(?: step (\d+))?\Z")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})(?: step (\d+))?\Z")
_YEAR = re.compile(r"(?<!\d)(\d{4})-\d{2}-\d{2}(?!\d)")
_WORD = re.compile(r"[a-z_][a-z0-9_]*(?:-[a-z0-9_]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")

COLLECTIONS = (
    *("examples", "vignettes", "requirements", "statements", "terms", "notes", "flaws", "patients", "situations"),
    *("stretches", "workings", "denials"),
)
CLAIM_NAMES = ("claim_unsettled", "crosses", "denied", "claims", "marked", "needs_kx")
"""Names that the claim of the visit gives to `require`."""

TABLE_NAMES = ("fees", "year", "written")
"""Names that every text may use: the fees and the amounts of the day, and a claim as somebody wrote it."""

RESERVED = (*TABLE_NAMES, "tie", "total", "units", "unsettled", "claims_listed", *CLAIM_NAMES)
"""Names that the visit gives to `require`: a variable cannot be called so."""


MOST_DAYS = 3_660
"""From the first day that is drawn to the last: ten years."""


@dataclass(frozen=True)
class Span:
    """Whole numbers from `low` to `high`, both included, each `step`."""

    low: int
    high: int
    step: int = 1


@dataclass(frozen=True)
class Choices:
    """One of the values listed."""

    values: tuple[str | int | Scene, ...]


@dataclass(frozen=True)
class Scene:
    """What happened, in words, with what matters of it: a value of a variable that is told and that the rules can use.

    `fields` hold its texts and features by name. A text may name the other variables of the scenario.
    """

    id: str
    fields: tuple[tuple[str, str | int | bool], ...]

    def __getitem__(self, name: str) -> str | int | bool:
        return dict(self.fields)[name]


@dataclass(frozen=True)
class Drawn:
    """One of the records of a data file, of those for which `where` holds."""

    collection: str
    where: str | None


def _domain(value: object) -> Span | Choices | Drawn:
    if isinstance(value, Span | Choices | Drawn):
        return value
    if isinstance(value, str) and (match := _RANGE.match(value)):
        low, high, step = int(match[1]), int(match[2]), int(match[3] or 1)
        if high < low or step < 1:
            raise Refused(f"`{value}` holds no number", "write the smaller number first")
        return Span(low, high, step)
    if isinstance(value, str) and (match := _DAYS.match(value)):
        return Choices(_workdays(match[1], match[2], int(match[3] or 1)))
    if isinstance(value, list):
        if not value:
            raise Refused("a variable without values", "list at least one")
        if any(isinstance(each, dict) for each in value):
            return Choices(_scenes(value))
        odd = [each for each in value if isinstance(each, bool) or not isinstance(each, str | int)]
        if odd:
            raise Refused(f"`{odd[0]}` cannot be drawn", "list whole numbers or text")
        return Choices(tuple(value))
    if isinstance(value, dict):
        unknown = [key for key in value if key not in {"from", "where"}]
        if unknown or "from" not in value:
            raise Refused("a drawn variable has `from:` and, if wanted, `where:`", "keep to these two")
        if value["from"] not in COLLECTIONS:
            raise Refused(f"`{value['from']}` is nothing to draw from", f"use one of {', '.join(COLLECTIONS)}")
        where = value.get("where")
        if where is not None and not isinstance(where, str):
            raise Refused("`where` is not text", 'write a condition such as code == "97112"')
        return Drawn(value["from"], where)
    raise Refused(f"`{value}` is nothing to draw from", "write 8..40, 10..60 step 5, a list of values, or from: examples")


def _scenes(listed: list[object]) -> tuple[Scene, ...]:
    """Situations, each with an id of its own, and with the same fields."""
    scenes = []
    for each in listed:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            raise Refused("a scene has no `id`", "give each of the list an id, what it says, and its features")
        fields = {name: field for name, field in each.items() if name != "id"}
        odd = next((name for name, field in fields.items() if not isinstance(field, str | int)), None)
        if odd is not None:
            raise Refused(f"`{odd}` of the scene `{each['id']}` is neither text nor a number", "write text or a whole number")
        scenes.append(Scene(each["id"], tuple((str(name), field) for name, field in fields.items())))
    if len({scene.id for scene in scenes}) < len(scenes):
        raise Refused("two scenes have one id", "give each an id of its own")
    if len({tuple(sorted(dict(scene.fields))) for scene in scenes}) > 1:
        raise Refused("the scenes of one list have other fields", "give each the same fields")
    return tuple(scenes)


def _workdays(first: str, last: str, step: int) -> tuple[str, ...]:
    """Every day, or every `step` days, on which a clinic and an office are open."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Refused(f"`{first}..{last}` are no days", "write them as 2026-03-02..2026-04-30") from None
    if (end - begin).days > MOST_DAYS:
        raise Refused(f"`{first}..{last}` are more than {MOST_DAYS} days", "write two days that are closer together")
    days = [begin + timedelta(days=n) for n in range(0, (end - begin).days + 1, step)] if step else []
    workdays = tuple(day.isoformat() for day in days if is_workday(day))
    if not workdays:
        raise Refused(f"`{first}..{last}` holds no working day", "write the earlier day first, and a step of one day or more")
    return workdays


_DOMAIN_SCHEMA = {
    "anyOf": [
        {
            "type": "string",
            "pattern": r"^-?\d+\.\.-?\d+( step \d+)?$",
            "description": "Whole numbers, such as 8..40 or 10..60 step 5.",
        },
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}( step \d+)?$",
            "description": "Working days from one to another, or with a step such as 7 those of every week.",
        },
        {
            "type": "array",
            "minItems": 1,
            "items": {"type": ["string", "integer", "object"]},
            "description": "One of these. A scene has an id, texts and features.",
        },
        {
            "type": "object",
            "properties": {"from": {"enum": list(COLLECTIONS)}, "where": {"type": "string"}},
            "required": ["from"],
            "additionalProperties": False,
            "description": "One of the records of the data, of those for which `where` holds.",
        },
    ]
}
Domain = Annotated[Span | Choices | Drawn, BeforeValidator(_domain), WithJsonSchema(_DOMAIN_SCHEMA)]


def variable_names(domains: dict[str, Domain]) -> dict[str, Domain]:
    """The domains, if each variable may be called so; raises ValueError otherwise."""
    for name in domains:
        if not _NAME.match(name):
            raise Refused(f"`{name}` cannot be a variable", "use small letters, digits and _")
        if name in RESERVED:
            raise Refused(f"`{name}` is the name of something counted", "call the variable otherwise")
    return domains


def _minutes(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(f"`{value}` is neither minutes nor a variable", "write a whole number or a name from `vary`")
    return value


Minutes = Annotated[str | int, BeforeValidator(_minutes), WithJsonSchema({"type": ["integer", "string"]})]


class ServiceTemplate(Record):
    """A service of the visit: its code (or the variable that holds it), and its minutes (or an expression).

    `assistant` are those of the minutes that an assistant gave apart from the therapist.
    """

    code: Text
    minutes: Minutes
    assistant: Minutes = 0


class LogTemplate(Record):
    """Minutes of the visit that may count: the variable of the stretch, its minutes, and the timed code that they would be."""

    stretch: Text
    minutes: Minutes
    code: Text = "97112"


class SeparateTemplate(Record):
    """Two codes whose services the record shows to be separate, and why."""

    codes: tuple[Text, Text]
    because: Text


class VisitTemplate(Record):
    """The visit that the rules count. `payer_rule` is a rule's name or the variable that holds it.

    `log` holds minutes of which the rules find out whether they count. The rest matters to asks about claims: `year_to_date`
    are dollars, or an expression.
    """

    payer_rule: Text
    services: tuple[ServiceTemplate, ...]
    log: tuple[LogTemplate, ...] = ()
    service_date: Text = "2026-03-02"
    discipline: Text = "PT"
    setting: Text = "private-practice"
    year_to_date: Minutes | None = None
    separate: tuple[SeparateTemplate, ...] = ()

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.services:
            raise Refused("a visit without services", "list at least one")
        return self


class Vignette(Record):
    """What makes a story of a question: who the patient is, where they are treated, and what is told that does not matter.

    Each stands in the stem, as it is written here.
    """

    patient: Text
    setting: Text
    detail: Text


class Scenario(Record):
    """A template: what varies, what is asked, how it is told.

    `strata` name the kinds of draw that matter, each with its condition; a form takes them in turn. `details` are the
    variables that the stem tells although nothing rests on them, so that the learner must choose what matters; a number that
    is written in the stem and does not matter is listed there too. `story` marks a question that is a vignette.

    Two questions of one `family` do not stand in one form, as long as there are others: one would tell the answer of the other.
    """

    id: Slug
    level: Literal[1, 2, 3]
    teaches: tuple[Slug, ...]
    vary: Annotated[dict[str, Domain], AfterValidator(variable_names)]
    require: Text | None = None
    strata: dict[Slug, Text] = Field(default_factory=dict)
    visit: VisitTemplate | None = None
    given: dict[str, Text] = Field(default_factory=dict)
    stem: Text
    ask: Slug
    wrong: tuple[Slug, ...]
    details: tuple[Text, ...] = ()
    story: Vignette | None = None
    family: Slug | None = None

    @property
    def kinds_of_draw(self) -> dict[str, str]:
        """The strata; where there are none, each scene is one."""
        if self.strata:
            return self.strata
        return {
            value.id: f'{name}.id == "{value.id}"'
            for name, domain in self.vary.items()
            if isinstance(domain, Choices) and len(domain.values) > 1
            for value in domain.values
            if isinstance(value, Scene)
        }

    @cached_property
    def years_named(self) -> frozenset[int]:
        """The years of every day that a draw may name."""
        visit = self.visit.model_dump(mode="json") if self.visit else {}
        varied = [str(value) for domain in self.vary.values() if isinstance(domain, Choices) for value in domain.values]
        return frozenset(year for text in _texts_in([visit, self.given, varied]) for year in years_in(text))

    def may_be_past(self, before: int) -> bool:
        """Whether a draw may name a day before a year."""
        return min(self.years_named, default=before) < before

    @property
    def names_used(self) -> set[str]:
        """The variables on which the answer may rest: those that the visit, what is given, or a condition mentions."""
        visit = self.visit.model_dump(mode="json") if self.visit else {}
        rests_on = [visit, self.given, self.require, list(self.strata.values())]
        return {word for text in _texts_in(rests_on) for word in _WORD.findall(text)} & set(self.vary)


def texts_of_scenes(domain: Domain) -> Iterator[str]:
    """The texts of the scenes among the values of a variable."""
    for value in domain.values if isinstance(domain, Choices) else ():
        if isinstance(value, Scene):
            yield from (text for _, text in value.fields if isinstance(text, str))


def years_in(text: str) -> Iterator[int]:
    """The years of the days that a text holds, such as 2026-03-02."""
    return (int(year) for year in _YEAR.findall(text))


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, str):
        yield value


class PastFile(Record):
    """The file of quizzes/past: the topic of every question that is set wholly before a year, whatever its scenario's topic."""

    topic: Slug
    title: Text
    about: Text
    page: Text
    before: Annotated[int, Field(strict=True, ge=2000)]


class TopicFile(Record):
    """One file of quizzes/: a topic, the page that teaches it, its place among the topics, and its scenarios."""

    topic: Slug
    title: Text
    about: Text
    page: Text
    place: Annotated[int, Field(strict=True, ge=1)] = 99
    scenarios: tuple[Scenario, ...]

    @model_validator(mode="after")
    def _has_scenarios(self) -> Self:
        if not self.scenarios:
            raise Refused("a topic without scenarios", "write one, or delete the file")
        return self
