"""The elements of Moodle XML. Text is escaped by lxml; HTML is in CDATA, and neither holds a control character."""

from __future__ import annotations

from lxml import etree

from macros.exports.format import printable


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element with plain text in it."""
    element = etree.SubElement(parent, tag, attributes)
    if text:
        element.text = printable(text)
    return element


def add_text(parent: etree._Element, tag: str, text: str) -> etree._Element:
    """Add an element whose plain text is in a `text` of its own, as Moodle expects of most texts."""
    element = etree.SubElement(parent, tag)
    add(element, "text", text)
    return element


def add_html(parent: etree._Element, tag: str, html: str, **attributes: str) -> etree._Element:
    """Add an element whose HTML is in a `text` of its own."""
    element = etree.SubElement(parent, tag, attributes, format="html")
    add_cdata(etree.SubElement(element, "text"), html)
    return element


def add_cdata(element: etree._Element, html: str) -> None:
    """Put HTML into an element as CDATA. Its end sign `]]>` would end the CDATA; `]]&gt;` is the same HTML."""
    if html:
        element.text = etree.CDATA(printable(html).replace("]]>", "]]&gt;"))
