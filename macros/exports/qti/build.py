"""How QTI 2.1 elements are made, and HTML that QTI allows. Their namespace is said once, where an item is written."""

from __future__ import annotations

from lxml import etree, html

from macros.exports.format import NotCarried, printable

ALLOWED = frozenset({"p", "ol", "ul", "li", "strong", "em", "code", "a", "br", "blockquote", "div", "sub", "sup", "hr"})
"""What our Markdown gives, all of which QTI has too."""


def element(tag: str, *children: etree._Element, text: str = "", **attributes: str) -> etree._Element:
    """A QTI element with these children."""
    made = etree.Element(tag, attributes)
    if text:
        made.text = printable(text)
    made.extend(children)
    return made


def base_value(kind: str, value: str) -> etree._Element:
    """A value of a base type."""
    return element("baseValue", text=value, baseType=kind)


def markup(tag: str, source: str, **attributes: str) -> etree._Element:
    """An element that holds HTML of ours. Raises NotCarried for HTML that QTI does not have."""
    parsed = html.fragment_fromstring(printable(source), create_parent="div")
    made = element(tag, text=parsed.text or "", **attributes)
    made.extend(_moved(child) for child in parsed)
    return made


def _moved(source: etree._Element) -> etree._Element:
    if source.tag not in ALLOWED:
        raise NotCarried(f"QTI has no <{source.tag!s}>")
    attributes = {"href": source.attrib["href"]} if source.tag == "a" else {}
    made = element(str(source.tag), text=source.text or "", **attributes)
    made.tail = source.tail
    made.extend(_moved(child) for child in source)
    return made
