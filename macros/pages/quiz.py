"""A quiz on a page: items as HTML forms that work with the keyboard, a screen reader, and without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from macros.guide import Guide
from macros.pages.item_form import TOP, item_form
from macros.pages.pools import GENERATED, pool
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.reading.uses import exists
from macros.rules.refused import Refused
from macros.scenarios.bank import bank_form
from macros.scenarios.draw import stable_hash

PAGE_SEED = 97112
"""The seed of the questions that a page of practice shows before anybody asks for new ones."""


@dataclass(frozen=True)
class Ways:
    """How a page leads to the top of the site: `served` as the browser sees it, `linked` as the builder wants it in links."""

    served: str
    linked: str


def quiz(guide: Guide, name: str, count: int, ways: Ways, scenario: str | None = None, page: str = "") -> str:
    """A form of `count` items of a topic, or of one of its scenarios. `ways` lead from the page to the top.

    A page of reference, named by its path below docs/, begins with questions of its own: several end with the same topic.

    Raises ValueError for an unknown topic or scenario.
    """
    topic = guide.quizzes.topic(name)
    names = [known.id for known in topic.scenarios]
    if scenario is not None and scenario not in names:
        raise Refused(f"{topic.id} has no scenario `{scenario}`", f"{did_you_mean(scenario, names)}")
    asked = [entry for entry in guide.bank.entries(topic.id) if entry.item and scenario in {None, entry.scenario}]
    seed = int(stable_hash(page)[:8], 16) if page.startswith("reference/") else PAGE_SEED
    items = [entry.item for entry in bank_form(asked, count, seed) if entry.item]
    file = pool(guide, topic).name
    written = f"{ways.served}generated/{file}" if exists(guide.root, f"{GENERATED}/{file}") else None
    shown = [item_form(guide.library, topic, item) for item in items]
    about = topic.about if count > 1 else ""
    return html("quiz.html.j2", topic=topic, items=shown, pool=written, count=count, up=ways.served, about=about).replace(
        TOP, ways.linked
    )
