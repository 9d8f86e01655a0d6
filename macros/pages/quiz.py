"""A quiz on a page: items as HTML forms that work with the keyboard, a screen reader, and without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from macros.guide import Guide, Topic
from macros.pages.item_form import TOP, item_form
from macros.pages.pools import GENERATED, pool_name
from macros.pages.templating import html
from macros.scenarios.bank import bank_form, entries
from macros.validation import did_you_mean

PAGE_SEED = 97112
"""The seed of the questions that stand on a page before anybody asks for new ones."""


@dataclass(frozen=True)
class Ways:
    """How a page leads to the top of the site: `served` as the browser sees it, `linked` as the builder wants it in links."""

    served: str
    linked: str


def quiz(guide: Guide, topic: Topic, count: int, ways: Ways, scenario: str | None = None) -> str:
    """A form of `count` items of a topic, or of one of its scenarios. `ways` lead from the page to the top."""
    names = [each.id for each in topic.scenarios]
    if scenario is not None and scenario not in names:
        raise ValueError(f"{topic.id} has no scenario `{scenario}`; {did_you_mean(scenario, names)}")
    asked = [each for each in entries(guide, topic.id) if each.item and scenario in {None, each.scenario}]
    items = [entry.item for entry in bank_form(asked, count, PAGE_SEED) if entry.item]
    name = pool_name(guide, topic)
    pool = f"{ways.served}generated/{name}" if (guide.root / GENERATED / name).is_file() else None
    shown = [item_form(guide, topic, item) for item in items]
    about = topic.about if count > 1 else ""
    return html("quiz.html.j2", topic=topic, items=shown, pool=pool, count=count, up=ways.served, about=about).replace(
        TOP, ways.linked
    )
