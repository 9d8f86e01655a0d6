"""The appeal letter: a form, and beside it the letter that the browser fills. Without a script it has blanks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from macros.facts.appeal_letter import FIELD, LetterField, LetterKind, LetterPart
from macros.facts.library import Library
from macros.pages.deadline_finder import FIRST, LAST, deadline_tables
from macros.pages.links import Links
from macros.pages.templating import html

KIND_NAMES = {
    LetterKind.REDETERMINATION: "Redetermination, Medicare's first level",
    LetterKind.RECONSIDERATION: "Reconsideration, Medicare's second level",
    LetterKind.PLAN: "An appeal to another plan",
}


@dataclass(frozen=True)
class Paragraph:
    """A part of the letter: its text with a place for each field, whether the letter shows it at first, and what it needs."""

    part: LetterPart
    text: Markup
    shown: bool
    needs: str


def appeal_letter(library: Library, links: Links) -> str:
    """The form and the letter; the tables of the deadlines go with it, to say by when it is due."""
    letter = library.appeal_letter
    codes = {code.id: code for code in library.denial_codes if code.id in letter.codes}
    tables = deadline_tables(library)
    kinds = {kind: tables["kinds"][kind] for kind in (LetterKind.REDETERMINATION, LetterKind.RECONSIDERATION)}
    return html(
        "appeal_letter.html.j2",
        linked=links.top,
        links=links,
        fields=letter.fields,
        kinds=KIND_NAMES,
        codes=[codes[name] for name in letter.codes],
        paragraphs=list(_paragraphs(letter.fields, letter.parts, letter.codes)),
        exhibits=letter.exhibits,
        first=FIRST.isoformat(),
        last=LAST.isoformat(),
        tables=json.dumps({**tables, "kinds": kinds, "amounts": {}}, ensure_ascii=False, separators=(",", ":")),
    )


def _paragraphs(fields: tuple[LetterField, ...], parts: tuple[LetterPart, ...], codes: tuple[str, ...]) -> Iterator[Paragraph]:
    """The parts, of which the letter shows at first those of the first kind and the first denial code."""
    named = {field.id: field for field in fields}
    for part in parts:
        first_kind = not part.kinds or LetterKind.REDETERMINATION in part.kinds
        optional = [name for name in part.fields if named[name].optional]
        shown = first_kind and (not part.codes or codes[0] in part.codes) and not optional
        yield Paragraph(part, _with_blanks(part.text, named), shown, " ".join(optional))


def _with_blanks(text: str, fields: dict[str, LetterField]) -> Markup:
    """The text, with a span for each field in which its blank stands."""
    pieces, at = [], 0
    for place in FIELD.finditer(text):
        pieces.append(Markup("{}").format(text[at : place.start()]))
        field = fields[place[1]]
        pieces.append(Markup('<span class="letter__blank" data-slot="{0}">[{1}]</span>').format(field.id, field.blank))
        at = place.end()
    return Markup("").join([*pieces, Markup("{}").format(text[at:])])
