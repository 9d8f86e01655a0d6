"""The terms of the glossary, linked where a text first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup, escape

from macros.facts.glossary import Term
from macros.pages.links import Links

GLOSSARY = "reference/glossary.md"


class TermLinks:
    """Links each term once in all the texts that one of these is given: make a new one for each section of a page."""

    def __init__(self, links: Links):
        self._links = links
        self._seen: set[str] = set()

    def __call__(self, text: str) -> Markup:
        """The text as HTML, with its terms linked. Nothing else in it is markup."""
        made = Markup()
        end = 0
        for found in self._pattern.finditer(text):
            term = self._terms[found[0].casefold()] if found[0].casefold() in self._terms else self._terms[_singular(found[0])]
            if term not in self._seen:
                self._seen.add(term)
                address = self._links.page(GLOSSARY, term)
                made += escape(text[end : found.start()]) + Markup('<a class="term-link" href="{}">{}</a>').format(
                    address, found[0]
                )
                end = found.end()
        return made + escape(text[end:])

    @cached_property
    def _terms(self) -> dict[str, str]:
        return {name.casefold(): term.id for term in self._links.guide.terms for name in linked_names(term)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return term_pattern(name for term in self._links.guide.terms for name in linked_names(term))


def linked_names(term: Term) -> tuple[str, ...]:
    """The names that are linked: none of a term with other meanings, and no bare number, which may be minutes."""
    return tuple(name for name in term.names if re.search(r"[^\W\d]", name)) if term.linked else ()


def term_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names as whole words, the longest first, also in the plural. A name with capitals is found only as written."""
    ways = [
        re.escape(name) if name != name.lower() else f"(?i:{re.escape(name)})" for name in sorted(names, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})s?(?![\w-])" if ways else r"(?!)")


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")
