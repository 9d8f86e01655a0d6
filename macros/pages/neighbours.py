"""The neighbours of 97112: a case of either code, the common mistake, and what the edit tables say of the two."""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.library import Library
from macros.facts.neighbour import GUIDED
from macros.facts.source import Source
from macros.pages.links import Links
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.rules.edits import PRACTITIONER
from macros.rules.refused import Refused
from macros.text.wording import listed


def neighbour_pair(library: Library, name: str, links: Links) -> str:
    """The two cases of one neighbour. Of a code that the comparison does not show, the edits with 97112 are said as well."""
    neighbours = {neighbour.id: neighbour for neighbour in library.neighbours}
    if name not in neighbours:
        raise Refused(f"there is no neighbour `{name}`", did_you_mean(name, neighbours))
    compared = {row.code for row in library.comparison}
    codes = [code for code in neighbours[name].codes if code not in compared]
    return html(
        "neighbour.html.j2",
        neighbour=neighbours[name],
        guided=GUIDED,
        edits=_edits(library, codes),
        as_of=library.edit_pairs.as_of,
        folded=bool(codes),
        links=links,
    )


def sources_of(library: Library, own: Iterable[str], facts: Iterable[str]) -> list[Source]:
    """The sources that a record names, and those of the facts that it rests on, each once."""
    names = dict.fromkeys([*own, *(name for fact in facts for name in library.facts[fact].sources)])
    return [library.sources[name] for name in names]


def _edits(library: Library, codes: Iterable[str]) -> list[str]:
    """What the practitioner table says of 97112 and each code; codes of which it says the same share a sentence."""
    codes_by_text: dict[str, list[str]] = {}
    for code in codes:
        answer = library.edit(GUIDED, code, None, PRACTITIONER)
        if answer.active is None or answer.as_of is None:
            text = "was not looked up here"
        elif not answer.active:
            text = f"has no edit in the table of {answer.as_of:%B %Y}"
        else:
            opens = "a modifier that applies bypasses it" if answer.modifier_opens else "no modifier bypasses it"
            text = f"is edited in the table of {answer.as_of:%B %Y}: {answer.denies} is denied, and {opens}"
        codes_by_text.setdefault(text, []).append(code)
    return [f"{GUIDED} with {listed(same, 'or')} {text}." for text, same in codes_by_text.items()]
