"""How hard a question is, reckoned from the way to its key.

1: one rule is recalled, or read off one thing. 2: one rule is applied. 3: two rules meet, or there is a conflict: several answers
are right, or another activity that looks the same is weighed against it. A rule counts where one of the wrong answers offered
breaks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.facts.example import Example
from macros.facts.fact import Record
from macros.facts.judgment import JudgedSituation
from macros.facts.note import Flaw, NotePair
from macros.scenarios.item import Item
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.question import Question
from macros.scenarios.template import Scene

RECALLED, APPLIED, WEIGHED = 1, 2, 3

NO_RULE = "claim_checks"
"""The family of those who let a written claim pass: they break no rule of their own."""

CASES = (Example, JudgedSituation, NotePair, Flaw)
"""Records that are cases: a rule is applied to them. All others are recalled."""


NEARLY_AS_MANY = 0.4
"""The share of its questions of which the level of a scenario may be, where those of another level are more."""


def level_of_most(typed: int, levels: Sequence[int]) -> int:
    """The level of a scenario by those of its questions: the one that is typed, where many have it, or else that of most."""
    return typed if levels.count(typed) >= NEARLY_AS_MANY * len(levels) else max(set(levels), key=levels.count)


def level_of(question: Question, item: Item) -> int:
    """The level of one question."""
    records = [value for value in question.draw.values() if isinstance(value, Record)]
    case = any(isinstance(record, CASES) for record in records) or _scene_decides(question)
    rules = {_rule(name) for name in misconceptions_of(item)} - {NO_RULE}
    if len(rules) > 1 or _conflict(question, item, records):
        return WEIGHED
    services = question.services if question.scenario.visit else ()
    one_thing = (len(services) == 1 and not services[0].assistant) or (not services and len(item.reasons) == 1)
    return APPLIED if case or ((item.reasons or services) and not one_thing) else RECALLED


def misconceptions_of(item: Item) -> Iterator[str]:
    """The misconceptions that the wrong answers of an item come from."""
    yield from (option.misconception for option in item.options if option.misconception)
    yield from (wrong.misconception for field in item.fields for wrong in field.wrong)
    yield from (wrong.misconception for row in item.rows for wrong in row.wrong)
    yield from (wrong.misconception for wrong in item.orders)
    yield from (wrong.misconception for wrong in (item.grid.wrong if item.grid else ()))


def _rule(misconception: str) -> str:
    """The rule that a misconception breaks: its family has a module of its own. Those of the data are all of one matter."""
    known = MISCONCEPTIONS.get(misconception)
    return known.method.__module__.rpartition(".")[2] if known else "judgments"


def _scene_decides(question: Question) -> bool:
    """Whether a scene tells what happened, and the answer rests on it: it is a case, too."""
    used = question.scenario.names_used
    return any(isinstance(value, Scene) and name in used for name, value in question.draw.items())


def _conflict(question: Question, item: Item, records: list[Record]) -> bool:
    several = item.grid is not None and len(item.grid.acceptable) > 1
    twins = question.scenario.ask != "code" and any(isinstance(record, Example) and record.twin for record in records)
    two_rulings = any(isinstance(record, JudgedSituation) for record in records) and len(item.reasons) > 1
    return several or twins or two_rulings or (item.visit is not None and sum(option.correct for option in item.options) > 1)
