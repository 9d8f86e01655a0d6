"""Cells of tables that are written in Markdown, each with the head of its column, which a phone shows in front of it.

A Markdown extension, which mkdocs.yml names. Tables that a macro writes have their labels from its template.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_STASHED = re.compile("\x02[^\x03]*\x03")
"""What Markdown keeps aside until the page is finished: HTML within the text."""


class _LabelCells(Treeprocessor):
    def run(self, root: Element) -> None:
        """Give each cell but a row's first the head of its column as `data-label`."""
        for table in root.iter("table"):
            heads = [" ".join(_STASHED.sub("", "".join(head.itertext())).split()) for head in table.iterfind("thead/tr/th")]
            for row in table.iterfind("tbody/tr"):
                for cell, head in list(zip(row, heads, strict=False))[1:]:
                    if head:
                        cell.set("data-label", head)


class LabelExtension(Extension):
    """Labels the cells of every table."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Come after what is written within the cells."""
        md.treeprocessors.register(_LabelCells(md), "labelled_cells", 15)


def makeExtension(**settings: object) -> LabelExtension:  # noqa: N802 (Markdown's own name)
    """What Markdown calls to load the extension."""
    return LabelExtension(**settings)
