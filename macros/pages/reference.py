"""The reference pages: facts, documents, and the units table, whose every number comes out of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from macros.facts.fact import Fact
from macros.facts.freshness import review_by
from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.pages.data_table import behind
from macros.pages.links import Links
from macros.pages.minute_bar import minute_bar, minute_table
from macros.pages.templating import html
from macros.pages.term_links import TermLinks
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused
from macros.rules.units import cap_for, count_units, minutes_for
from macros.rules.visit import Service
from macros.rules.vocabulary import PAYER_RULE_NAMES, Authority
from macros.text.markdown_text import in_heading, unbroken

CHECKED = {
    "full": ("read in full", "Read in full at the source."),
    "copy": ("read in a copy", "Read in a copy or reproduction of the source."),
    "quoted": ("quoted by others", "Known from somebody else's account of it."),
    "own-arithmetic": ("our arithmetic", "Follows from other facts by our own reckoning."),
    "unverified": ("not verified", "Not checked against a source. Do not rely on it."),
}
"""How a fact was checked: the word beside it, and what the word means."""

AUTHORITIES: dict[str, str] = {
    Authority.MEDICARE: "Medicare",
    Authority.GOOD_PRACTICE: "Good practice",
    Authority.CODE: "The code itself",
}


def whose(fact: Fact) -> str:
    """Whose rule a fact is: the payer by its name, or the kind of its authority."""
    return fact.payer or AUTHORITIES[fact.authority]


def fact_html(
    library: Library, fact: Fact, terms: TermLinks | None = None, links: Links | None = None, *, elsewhere: bool = False
) -> str:
    """One fact with its permanent anchor, whose rule it is, how it was checked, and its sources one click away.

    With `terms`, the terms in its text lead to the glossary; with `links`, its line of YAML can be opened. A fact that has its
    place `elsewhere` has no anchor here and leads there.
    """
    word, meaning = CHECKED[fact.checked]
    return html(
        "fact.html.j2",
        fact=fact,
        text=terms(fact.text) if terms else fact.text,
        authority=whose(fact),
        checked=word,
        meaning=f"{meaning} To be looked at again by {review_by(library, fact)}.",
        sources=[library.sources[name] for name in fact.sources],
        requirement=fact if isinstance(fact, Requirement) else None,
        address=links.fact(fact.id) if links and elsewhere else f"#{fact.id}",
        elsewhere=elsewhere,
        links=links,
    )


def facts(library: Library, subject: str, section: str | None = None, links: Links | None = None) -> str:
    """The facts of a subject, or of one of its sections; without a section, each section of its page under its heading.

    With `links`, the first use of a term in each section leads to the glossary.
    """
    if subject not in library.subjects:
        raise Refused(f"there is no subject `{subject}`", f"{did_you_mean(subject, library.subjects)}")
    content = library.subjects[subject]
    names = [part.id for part in content.sections]
    if section is not None and section not in names:
        raise Refused(f"there is no section `{section}` of {subject}", f"{did_you_mean(section, names)}")
    parts = []
    for part in content.sections:
        if section == part.id or (section is None and part.page is None):
            if section is None:
                parts.append(f"## {in_heading(part.title)} {{#{part.id}}}")
            terms = TermLinks(links) if links else None
            parts += [fact_html(library, fact, terms, links) for fact in content.facts if fact.section == part.id]
    return "\n\n".join(parts)


def facts_from_elsewhere(library: Library, names: Iterable[str], links: Links) -> str:
    """Facts that another page holds and this one needs too, each leading to its place there."""
    terms = TermLinks(links)
    parts = []
    for name in names:
        if name not in library.facts:
            raise Refused(f"there is no fact `{name}`", f"{did_you_mean(name, library.facts)}")
        parts.append(fact_html(library, library.facts[name], terms, links, elsewhere=True))
    return "\n".join(parts)


GROUPS: tuple[tuple[str, Callable[[Requirement], bool]], ...] = (
    ("Medicare requires", lambda requirement: requirement.authority == "medicare" and requirement.status == "required"),
    (
        "Medicare recommends, and does not require",
        lambda requirement: requirement.authority == "medicare" and requirement.status == "recommended",
    ),
    (
        "Medicare does not require",
        lambda requirement: requirement.authority == "medicare" and requirement.status == "not-required",
    ),
    ("Other payers ask for", lambda requirement: requirement.authority == "payer"),
    ("Good practice", lambda requirement: requirement.authority == "good-practice"),
)


def units_table(library: Library, most: int) -> str:
    """The rows of the Medicare table up to `most` units, each checked at both ends by the rule."""
    rows = [(0, 7, 0)] + [(*minutes_for(units), units) for units in range(1, most + 1)]
    assert all(cap_for(low) == cap_for(high) == units for low, high, units in rows)
    return html("units_table.html.j2", rows=rows)


def day_units(minutes: int) -> str:
    """The timed units that Medicare allows for so many total timed minutes."""
    return str(cap_for(minutes))


def worked_visit(library: Library, visit: str) -> str:
    """A visit such as "97112=24 97110=23", worked under the three rules, with the minute bar."""
    services = services_of(library, visit)
    results = [(name, count_units(services, rule)) for rule, name in PAYER_RULE_NAMES.items()]
    order = [service.code for service in services]
    return html(
        "worked_visit.html.j2",
        steps=[step.text for step in results[0][1].steps],
        figure=minute_bar(services, results[0][1], visit.replace(" ", "-").replace("=", "-")),
        minutes=behind("The bar as a table", minute_table(services, results[0][1])),
        results=[(name, [_written(claim, order) for claim in result.acceptable], result.unsettled) for name, result in results],
    )


def services_of(library: Library, visit: str) -> list[Service]:
    """The services of a visit such as "97112=24 97110=23". Raises ValueError for what is none."""
    services = []
    for part in visit.split():
        code, _, minutes = part.partition("=")
        if not minutes.isdigit():
            raise Refused(f"`{part}` is not a service", "write the code, = and its minutes, such as 97112=24")
        services.append(library.service(code, int(minutes)))
    return services


def _written(claim: Mapping[str, int], order: Iterable[str]) -> str:
    return unbroken(", ".join(f"{code} × {claim.get(code)}" for code in dict.fromkeys(order) if claim.get(code))) or "nothing"
