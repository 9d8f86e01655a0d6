"""The checklist: every element of every document with a box to tick, by whose rule it is, short enough to print."""

from __future__ import annotations

from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.pages.links import Links
from macros.pages.reference import GROUPS
from macros.pages.templating import html
from macros.text.markdown_text import in_heading

NOT_ASKED = "Medicare does not require"
"""The group that has no box: nobody asks for these."""


def checklist(library: Library, links: Links) -> str:
    """One block a document. An element that is unverified, or no longer in force, is left out."""
    blocks = []
    for document in library.documents:
        groups = []
        for title, belongs in GROUPS:
            elements = [
                requirement
                for requirement in library.requirements
                if requirement.document == document.id and belongs(requirement) and _ticked(requirement)
            ]
            if elements:
                groups.append((title, title == NOT_ASKED, elements))
        if groups:
            blocks.append(f"## {in_heading(document.name)} {{#{document.id}}}")
            blocks.append(html("checklist.html.j2", groups=groups, links=links))
    return "\n\n".join(blocks)


def _ticked(requirement: Requirement) -> bool:
    return requirement.checked != "unverified" and requirement.until is None
