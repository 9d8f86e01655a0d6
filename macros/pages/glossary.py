"""The glossary: the terms by letter, each under a heading of its own, so that search leads to the very term."""

from __future__ import annotations

from itertools import groupby

from macros.facts.glossary import Term
from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.reference import CHECKED
from macros.pages.templating import html
from macros.text.markdown_text import in_heading

DIGITS = "0–9"
"""The heading of the terms that begin with a digit; it comes before A."""


def glossary(library: Library, links: Links) -> str:
    """The letter index, and every term in the order of the alphabet."""
    groups = [(letter, list(terms)) for letter, terms in groupby(sorted(library.terms, key=_place), key=_letter)]
    parts = [html("letters.html.j2", letters=[(letter, _anchor(letter)) for letter, _ in groups])]
    for letter, terms in groups:
        parts.append(f"## {letter} {{#{_anchor(letter)}}}")
        for term in terms:
            parts.append(f"### {in_heading(term.term)} {{#{term.id}}}")
            parts.append(_term(library, term, links))
    return "\n\n".join(parts)


def _place(term: Term) -> tuple[bool, str]:
    return not term.term[0].isdigit(), term.term.casefold()


def _letter(term: Term) -> str:
    return DIGITS if term.term[0].isdigit() else term.term[0].upper()


def _anchor(letter: str) -> str:
    return f"letter-{'digits' if letter == DIGITS else letter.lower()}"


def _term(library: Library, term: Term, links: Links) -> str:
    return html(
        "term.html.j2",
        term=term,
        meaning=CHECKED[term.checked][1],
        sources=[library.sources[name] for name in term.sources],
        links=links,
    )
