"""Pages that look at the facts as a whole: their sources, what changed when, what could not be verified."""

from __future__ import annotations

from collections import Counter
from datetime import date

from macros.facts.fact import Fact
from macros.facts.freshness import review_by
from macros.facts.library import Library
from macros.pages.data_table import data_table
from macros.pages.links import Links
from macros.pages.reference import CHECKED, whose
from macros.pages.templating import html

KINDS = {
    "law": "Law and Federal Register",
    "cms": "CMS",
    "contractor": "Medicare contractors",
    "payer": "Other payers",
    "association": "Professional associations",
    "secondary": "Secondary sources",
    "ours": "Our own",
}
"""Kinds of sources, the nearest to the law first."""

FIRST_YEAR = 2018
"""The year from which changes are listed."""


def sources_page(library: Library, links: Links) -> str:
    """Every source by its kind: when it was looked at, when to look again, and how many facts rest on it."""
    resting = Counter(name for fact in library.facts.values() for name in fact.sources)
    parts = []
    for kind, title in KINDS.items():
        cited = sorted(
            (s for s in library.sources.values() if s.kind == kind), key=lambda s: (s.publisher.lower(), s.title.lower())
        )
        if cited:
            parts.append(f"## {title} {{#{kind}}}")
            rows = [(source, resting[source.id], links.page("reference/facts.md", f"source={source.id}")) for source in cited]
            parts.append(html("source_list.html.j2", rows=rows, links=links))
    return "\n\n".join(parts)


def changes_page(library: Library, links: Links) -> str:
    """What changed by year, the newest first, from the days on which facts begin and end.

    What a table or page says as of its own day is no change and is left out.
    """
    changes: dict[int, list[tuple[date, str, Fact]]] = {}
    for fact in library.facts.values():
        for day, word in ((fact.since, "begins"), (fact.until, "ends")):
            if day is not None and day.year >= FIRST_YEAR:
                changes.setdefault(day.year, []).append((day, word, fact))
    parts = []
    for year in sorted(changes, reverse=True):
        parts.append(f"## {year} {{#in-{year}}}")
        rows = [
            (day, word, fact, whose(fact), CHECKED[fact.checked][0], links.fact(fact.id))
            for day, word, fact in sorted(changes[year], key=lambda change: (change[0], change[2].id))
        ]
        parts.append(html("changes.html.j2", rows=rows, links=links))
    return "\n\n".join(parts)


def unverified_page(library: Library, links: Links) -> str:
    """Every fact that was not checked, or of which a part was not read, in full, by the page that shows it."""
    by_page: dict[str, list[Fact]] = {}
    for fact in library.facts.values():
        if fact.checked == "unverified" or fact.unread:
            by_page.setdefault(links.fact_page(fact.id), []).append(fact)
    parts = []
    for page, facts in by_page.items():
        parts.append(f"## {links.title(page)} {{#{page.rpartition('/')[2].removesuffix('.md')}}}")
        rows = [(fact, whose(fact), links.fact(fact.id)) for fact in facts]
        parts.append(html("unverified.html.j2", rows=rows, links=links))
    return "\n\n".join(parts)


def checked_table(library: Library) -> str:
    """How many facts were checked how far."""
    counts = {name: sum(fact.checked == name for fact in library.facts.values()) for name in CHECKED}
    rows = [(word.capitalize(), counts[name], meaning) for name, (word, meaning) in CHECKED.items()]
    return data_table("How far the facts were checked", ("Checked", "Facts", "Which means"), rows)


def next_reviews(library: Library) -> str:
    """The days by which facts are to be looked at again, with how many fall on each."""
    days: dict[date, int] = {}
    for fact in library.facts.values():
        day = review_by(library, fact)
        days[day] = days.get(day, 0) + 1
    rows = [(day.isoformat(), count) for day, count in sorted(days.items())]
    return data_table("When the facts are to be looked at again", ("By", "Facts"), rows)
