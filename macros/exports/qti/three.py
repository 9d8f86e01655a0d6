"""QTI 3.0 of QTI 2.1: the same parts, with names such as qti-simple-choice and response-identifier."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from macros.exports.format import NotCarried
from macros.exports.qti.build import ALLOWED

TABULAR = "qti-match-tabular"
"""A word of QTI 3.0's own: to match is then to tick in a table, which takes keys, and rows of many words."""

TABLES = frozenset({"table", "thead", "tbody", "tr", "th", "td"})

_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")


def as_three(element: etree._Element) -> etree._Element:
    """The element, all of it renamed. Raises NotCarried for braces in a text, which readers of QTI 3.0 take for a variable."""
    if "{{" in "".join(element.itertext()):
        raise NotCarried("readers of QTI 3.0 take two braces for a variable")
    for each in list(element.iter()):
        _rename(each)
    return element


def _rename(element: etree._Element) -> None:
    name = str(element.tag)
    element.tag = _tag(name)
    attributes = [(str(key), str(value)) for key, value in element.items()]
    element.attrib.clear()
    for key, value in attributes:
        element.set(_dashed(key), value)
    if name == "matchInteraction":
        element.set("class", TABULAR)
    if name == "modalFeedback":
        body = etree.Element("qti-content-body")
        body.text, element.text = element.text, None
        body.extend(list(element))
        element.append(body)


@cache
def _tag(name: str) -> str:
    return name if name in ALLOWED or name in TABLES else f"qti-{_dashed(name)}"


@cache
def _dashed(name: str) -> str:
    return _CAPITAL.sub(r"-\1", name).lower()
