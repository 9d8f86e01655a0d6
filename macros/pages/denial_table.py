"""What a code on the remittance says and what to do about it, with the time that is left for it."""

from __future__ import annotations

from collections.abc import Mapping

from macros.facts.denial_code import Remedy
from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.vocabulary import AppealLevel


def denial_codes(library: Library, links: Links) -> str:
    """The codes as a row of links, then each with what it says, where to look, what to do, and by when."""
    return html(
        "denial_codes.html.j2",
        codes=library.denial_codes,
        due=limits(library),
        links=links,
    )


def limits(library: Library) -> Mapping[Remedy, str]:
    """By when each remedy is due: N-01, N-11 and N-05 state the limits that are Medicare's."""
    days = library.periods.appeals[AppealLevel.REDETERMINATION]
    return {
        Remedy.NEW_CLAIM: "New claim: one year from the service date",
        Remedy.REOPENING: "Reopening: one year, for any reason",
        Remedy.REDETERMINATION: f"Appeal: {days} days from receipt",
        Remedy.OTHER_PAYER: "The other payer's own time limit",
        Remedy.NONE: "Nothing is due",
    }
