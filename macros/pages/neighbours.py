"""The neighbours of 97112: each under its heading, with a case of either code, and what the edit tables say of the two."""

from __future__ import annotations

from collections.abc import Iterable

from macros.facts.library import Library
from macros.facts.neighbour import GUIDED
from macros.facts.source import Source
from macros.pages.links import Links
from macros.pages.reference import CHECKED
from macros.pages.templating import html
from macros.rules.edits import PRACTITIONER


def neighbours(library: Library, links: Links) -> str:
    """Every neighbour, in the order of the file."""
    parts = []
    for neighbour in library.neighbours:
        word, meaning = CHECKED[neighbour.checked]
        parts.append(f"## {_listed(neighbour.codes)}: {neighbour.title} {{#{neighbour.id}}}")
        parts.append(
            html(
                "neighbour.html.j2",
                neighbour=neighbour,
                guided=GUIDED,
                edits=_edits(library, neighbour.codes),
                as_of=library.edit_pairs.as_of,
                checked=word,
                meaning=meaning,
                sources=sources_of(library, neighbour.sources, neighbour.rests_on),
                links=links,
            )
        )
    return "\n\n".join(parts)


def sources_of(library: Library, own: Iterable[str], facts: Iterable[str]) -> list[Source]:
    """The sources that a record names, and those of the facts that it rests on, each once."""
    names = dict.fromkeys([*own, *(name for fact in facts for name in library.facts[fact].sources)])
    return [library.sources[name] for name in names]


def _edits(library: Library, codes: Iterable[str]) -> list[str]:
    """What the practitioner table says of 97112 and each code; codes of which it says the same share a sentence."""
    codes_by_text: dict[str, list[str]] = {}
    for code in codes:
        answer = library.edit(GUIDED, code, None, PRACTITIONER)
        if answer.active is None:
            text = "was not looked up here"
        elif not answer.active:
            text = "has no edit"
        else:
            opens = "a modifier that applies bypasses it" if answer.modifier_opens else "no modifier bypasses it"
            text = f"is edited: {answer.denies} is the line that denies, and {opens}"
        codes_by_text.setdefault(text, []).append(code)
    return [f"{GUIDED} with {_listed(same, 'or')} {text}." for text, same in codes_by_text.items()]


def _listed(codes: Iterable[str], last: str = "and") -> str:
    *most, final = codes
    return f"{', '.join(most)} {last} {final}" if most else final
