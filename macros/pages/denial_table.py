"""What a code on the remittance says and what to do about it, with the time that is left for it."""

from __future__ import annotations

from collections.abc import Mapping

from macros.facts.denial_code import Remedy
from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.deadlines import FilingYear
from macros.rules.vocabulary import AppealLevel

REOPENING_FACT = "N-11"


def denial_codes(library: Library, links: Links) -> str:
    """The codes as a row of links, then each with what it says, where to look, what to do, and by when."""
    return html(
        "denial_codes.html.j2",
        codes=library.denial_codes,
        due={remedy: limit(library, remedy) for remedy in Remedy},
        links=links,
    )


def limit(library: Library, remedy: Remedy) -> tuple[str, str]:
    """By when the remedy is due, and the fact that states it; both empty where nothing is due."""
    days = library.periods.appeals[AppealLevel.REDETERMINATION]
    limits: Mapping[Remedy, tuple[str, str]] = {
        Remedy.NEW_CLAIM: ("New claim: one year from the service date", FilingYear.cites[0]),
        Remedy.REOPENING: ("Reopening: one year, for any reason", REOPENING_FACT),
        Remedy.REDETERMINATION: (f"Appeal: {days} days from receipt", "N-05"),
        Remedy.NONE: ("", ""),
    }
    return limits[remedy]
