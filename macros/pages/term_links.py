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
        return Markup(self.in_html(str(escape(text))))

    def in_html(self, text: str) -> str:
        """The same for a text that is HTML already, and holds no tags."""
        return self._pattern.sub(self._linked, text)

    def count_as_linked(self, terms: Iterable[str]) -> None:
        """Terms that were linked by other means, by their ids."""
        self._seen.update(terms)

    def _linked(self, match: re.Match[str]) -> str:
        name = " ".join(match[0].casefold().split())
        term = self._terms[name] if name in self._terms else self._terms[_singular(name)]
        if term in self._seen:
            return match[0]
        self._seen.add(term)
        return f'<a class="term-link" href="{escape(self._links.page(GLOSSARY, term))}">{match[0]}</a>'

    @cached_property
    def _terms(self) -> dict[str, str]:
        return {str(escape(name)).casefold(): term.id for term in self._links.library.terms for name in linked_names(term)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return term_pattern(str(escape(name)) for term in self._links.library.terms for name in linked_names(term))


def linked_names(term: Term) -> tuple[str, ...]:
    """The names that are linked: none of a term with other meanings, and no bare number, which may be minutes."""
    return tuple(name for name in term.names if re.search(r"[^\W\d]", name)) if term.linked else ()


def term_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names as whole words, the longest first, also in the plural and over the end of a line.

    A name with capitals is linked only where it is written so.
    """
    plain = {name: re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True)}
    ways = [way if name != name.lower() else f"(?i:{way})" for name, way in plain.items()]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})s?(?![\w-])" if ways else r"(?!)")


def _singular(word: str) -> str:
    return word.removesuffix("s")
