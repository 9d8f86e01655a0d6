"""One Item as an HTML form, the same on a page and in a pool."""

from __future__ import annotations

from macros.guide import Guide, Topic
from macros.pages.minute_bar import minute_bar
from macros.pages.templating import html
from macros.rules.units import count_units
from macros.scenarios.item import Item

TOP = "@top@/"
"""Stands in an item for the way to the top of the site, which differs from page to page."""


def item_form(guide: Guide, topic: Topic, item: Item) -> str:
    """The item's form. Addresses within the site begin with TOP, for the page or the player to fill in."""
    figure = ""
    if item.visit is not None:
        services = [guide.service(each["code"], each["minutes"]) for each in item.visit["services"]]
        figure = minute_bar(services, count_units(services, str(item.rule)), item.id)
    page = TOP + topic.page.removesuffix("index.md").removesuffix(".md")
    return html("item.html.j2", item=item, figure=figure, page=page if page.endswith("/") else f"{page}/", topic=topic)
