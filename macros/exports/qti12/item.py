"""One item as a QTI 1.2 element."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from macros.exports.cover import Cover
from macros.exports.feedback import worked_html
from macros.exports.qti12.answers import Answers
from macros.exports.qti12.build import condition, element, material, says
from macros.scenarios.item import Item
from macros.text.markdown_text import rendered

WORKED = "general_fb"
"""What Canvas calls the feedback that is shown after every answer."""


def item_element(item: Item, answers: Answers, about: Mapping[str, str], cover: Cover) -> etree._Element:
    """The item with its answers, and what a reader is to know of it."""
    fields = [
        element("qtimetadatafield", element("fieldlabel", text=name), element("fieldentry", text=value))
        for name, value in about.items()
    ]
    worked = condition(element("other"), says(WORKED), goes_on=True)
    outcome = element("decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")
    feedback = [*answers.feedback, (WORKED, worked_html(item, cover))]
    return element(
        "item",
        element("itemmetadata", element("qtimetadata", *fields)),
        element("presentation", material(rendered(item.full_text)), *answers.body),
        element("resprocessing", element("outcomes", outcome), worked, *answers.conditions),
        *(element("itemfeedback", element("flow_mat", material(html)), ident=name) for name, html in feedback),
        ident=item.id,
        title=f"{item.topic}, level {item.level}",
    )
