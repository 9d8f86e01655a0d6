"""One Item as an HTML form, the same on a page and in a pool."""

from __future__ import annotations

import json

from macros.facts.library import Library
from macros.pages.minute_bar import minute_bar
from macros.pages.templating import html
from macros.pages.written import Written
from macros.rules.units import count_units
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from macros.scenarios.topic import Topic

TOP = "@top@/"
"""Stands in an item for the way to the top of the site, which differs from page to page."""


def item_form(library: Library, topic: Topic, item: Item, where: Written | None = None) -> str:
    """The item's form. Addresses within the site begin with TOP, for the page or the player to fill in.

    `where` it is written is told on the site alone: what is handed out leads to no file.
    """
    figure = ""
    if item.visit is not None:
        services = [library.service(service["code"], service["minutes"]) for service in item.visit["services"]]
        figure = minute_bar(services, count_units(services, str(item.rule)), item.id)
    page = TOP + topic.page.removesuffix("index.md").removesuffix(".md")
    return html(
        "item.html.j2",
        item=item,
        figure=figure,
        page=page if page.endswith("/") else f"{page}/",
        topic=topic,
        where=where,
        answer=_answer(item),
        answer_template=_TEMPLATES[item.kind],
    )


_TEMPLATES = {
    SINGLE: "answer_options.html.j2",
    MULTIPLE: "answer_options.html.j2",
    FIND: "answer_options.html.j2",
    NUMBER: "answer_number.html.j2",
    MATCH: "answer_match.html.j2",
    ORDER: "answer_order.html.j2",
    CLAIM_LINES: "answer_claim.html.j2",
}


def _answer(item: Item) -> str:
    """What the player grades by: ids with a space between, a number, or every acceptable claim as JSON."""
    if item.grid is not None:
        return json.dumps([[line.as_json() for line in claim] for claim in item.grid.acceptable])
    return " ".join(item.answer) if isinstance(item.answer, tuple) else str(item.answer)
