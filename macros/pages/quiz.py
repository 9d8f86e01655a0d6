"""A quiz on a page: items as HTML forms that work with the keyboard, a screen reader, and without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from macros.guide import Guide
from macros.pages.item_form import TOP, item_form
from macros.pages.pools import GENERATED, pool
from macros.pages.templating import html
from macros.pages.written import written
from macros.reading.hint import did_you_mean
from macros.reading.uses import exists
from macros.rules.refused import Refused
from macros.scenarios.bank import bank_form
from macros.scenarios.draw import stable_hash

PAGE_SEED = 97112
"""The seed of the questions that a page of practice shows before anybody asks for new ones."""

BEGUN = 6
"""The questions that a topic's page of practice shows, at most."""


@dataclass(frozen=True)
class Ways:
    """How a page leads to the top of the site: `served` as the browser sees it, `linked` as the builder wants it in links."""

    served: str
    linked: str


def quiz(guide: Guide, name: str, count: int, ways: Ways, scenario: str | None = None, page: str = "") -> str:
    """A form of `count` items of a topic, or of one of its scenarios. `ways` lead from the page to the top.

    A page named by its path below docs/ begins with questions of its own, and with none that the topic's page of practice begins
    with: several pages end with the same topic.

    Raises ValueError for an unknown topic or scenario.
    """
    topic = guide.quizzes.topic(name)
    names = [known.id for known in topic.scenarios]
    if scenario is not None and scenario not in names:
        raise Refused(f"{topic.id} has no scenario `{scenario}`", f"{did_you_mean(scenario, names)}")
    listed = [entry for entry in guide.bank.entries(topic.id) if entry.item]
    asked = [entry for entry in listed if scenario in {None, entry.scenario}]
    seed = PAGE_SEED
    if page and not page.startswith("practice/"):
        seed = int(stable_hash(page)[:8], 16)
        begun = {entry.id for entry in bank_form(listed, BEGUN, PAGE_SEED)}
        asked = [entry for entry in asked if entry.id not in begun] or asked
    form = [(entry, entry.item) for entry in bank_form(asked, count, seed) if entry.item]
    file = pool(guide, topic).listed.name
    listed_in = f"{ways.served}generated/{file}" if exists(guide.root, f"{GENERATED}/{file}") else None
    home = {entry.id: entry.topic for entry in asked}
    shown = [
        item_form(guide.library, guide.quizzes.heading(home[item.id]), item, written(guide, item, entry)) for entry, item in form
    ]
    about = topic.about if count > 1 else ""
    return html("quiz.html.j2", topic=topic, items=shown, pool=listed_in, count=count, up=ways.served, about=about).replace(
        TOP, ways.linked
    )
