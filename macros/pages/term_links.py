"""The terms of the glossary, found in a text and linked where it first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from markupsafe import Markup, escape

from macros.facts.glossary import Term
from macros.pages.links import Links

GLOSSARY = "reference/glossary.md"


class TermFinder:
    """Finds names of terms in a text that holds no markup.

    Names are whole words, the longest first, also in the plural and over the end of a line. A name with capitals is found only
    where it is written so.
    """

    def __init__(self, names: Iterable[str]):
        self._names = {name.casefold(): name for name in names}
        plain = {name: re.escape(name).replace(r"\ ", r"\s+") for name in sorted(self._names.values(), key=len, reverse=True)}
        ways = [way if name != name.lower() else f"(?i:{way})" for name, way in plain.items()]
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})s?(?![\w-])" if ways else r"(?!)")

    def found(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each name in the text, with where it begins and ends there."""
        for match in self._pattern.finditer(text):
            words = " ".join(match[0].casefold().split())
            yield self._names[words if words in self._names else words.removesuffix("s")], match.start(), match.end()

    @staticmethod
    @lru_cache(maxsize=64)
    def of(names: tuple[str, ...]) -> TermFinder:
        """The finder of these names, kept: compiling them takes longer than a short page."""
        return TermFinder(names)


class TermLinks:
    """Links each term once in all the texts that one of these is given: make a new one for each section of a page."""

    def __init__(self, links: Links):
        self._links = links
        self._linked: set[str] = set()

    def __call__(self, text: str) -> Markup:
        """The text as HTML, with its terms linked. Nothing else in it is markup."""
        parts, end = [], 0
        for name, start, stop in TermFinder.of(tuple(self.names)).found(text):
            term = self.names[name]
            if term not in self._linked:
                self._linked.add(term)
                link = Markup('<a class="term-link" href="{}">{}</a>').format(self.address(term), text[start:stop])
                parts += [escape(text[end:start]), link]
                end = stop
        return Markup("").join([*parts, escape(text[end:])])

    def address(self, term: str) -> str:
        """Where the glossary explains a term, given by its id."""
        return self._links.page(GLOSSARY, term)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The id of its term for every name that is linked."""
        return {name: term.id for term in self._links.library.terms for name in linked_names(term)}


def linked_names(term: Term) -> tuple[str, ...]:
    """The names that are linked: none of a term with other meanings, and no bare number, which may be minutes."""
    return tuple(name for name in term.names if re.search(r"[^\W\d]", name)) if term.linked else ()
