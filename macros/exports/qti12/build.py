"""How QTI 1.2 elements are made. HTML stands in them as text."""

from __future__ import annotations

from lxml import etree

from macros.exports.format import printable


def element(tag: str, *children: etree._Element, text: str = "", **attributes: str) -> etree._Element:
    """An element with these children."""
    made = etree.Element(tag, attributes)
    if text:
        made.text = printable(text)
    made.extend(children)
    return made


def material(html: str) -> etree._Element:
    """HTML to be shown."""
    return element("material", element("mattext", text=html, texttype="text/html"))


def equals(response: str, value: str) -> etree._Element:
    """Whether a response is a value. Common Cartridge wants to be told that the case of letters counts."""
    return element("varequal", text=value, respident=response, case="Yes")


def says(feedback: str) -> etree._Element:
    """Feedback by its name."""
    return element("displayfeedback", feedbacktype="Response", linkrefid=feedback)


def scores(percent: str, *, adds: bool = False) -> etree._Element:
    """Percent of the item's points."""
    return element("setvar", text=percent, varname="SCORE", action="Add" if adds else "Set")


def condition(holds: etree._Element, *then: etree._Element, goes_on: bool) -> etree._Element:
    """What happens where something holds, and whether later conditions are read too."""
    variables = element("conditionvar", holds)
    return element("respcondition", variables, *then, **{"continue": "Yes" if goes_on else "No"})
