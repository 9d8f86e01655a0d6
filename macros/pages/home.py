"""What the home page shows at once: a minute bar with minutes to move, and a weak note turned into a strong one."""

from __future__ import annotations

from macros.facts.library import Library
from macros.facts.note import Sentence
from macros.pages.links import Links
from macros.pages.minute_bar import minute_bar
from macros.pages.reference import services_of
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused
from macros.rules.units import count_units

MOST_MINUTES = 45
"""How far the minutes of one service can be moved."""


def minute_sliders(library: Library, visit: str, links: Links) -> str:
    """A visit of timed services such as "97112=24 97110=23": its bar, and under it a slider for the minutes of each.

    What stands here is counted by the rules. The script draws it again by its own count, which a test holds to them.
    """
    services = services_of(library, visit)
    for service in services:
        if not service.timed:
            raise Refused(f"{service.code} is untimed, and its minutes make no unit", "name timed codes")
        if service.minutes > MOST_MINUTES:
            raise Refused(f"{service.minutes} minutes is more than a slider holds", f"write up to {MOST_MINUTES}")
    figure = minute_bar(services, count_units(services), "sliders")
    return html("minute_sliders.html.j2", figure=figure, services=services, most=MOST_MINUTES, linked=links.top)


def note_turned(library: Library, name: str, links: Links) -> str:
    """The weak note of a pair as it stands, and the strong one a click away."""
    pairs = {pair.id: pair for pair in library.notes}
    if name not in pairs:
        raise Refused(f"there is no pair of notes `{name}`", did_you_mean(name, pairs))
    pair = pairs[name]
    return html(
        "note_turned.html.j2",
        pair=pair,
        weak=_text(pair.weak.says),
        strong=_text(pair.strong.says),
        address=links.page("reference/notes.md", pair.id),
    )


def _text(lines: tuple[Sentence, ...]) -> str:
    return " ".join(line.says for line in lines)
