"""Days of treatment counted by the three payer methods side by side: where they agree, and where they part."""

from __future__ import annotations

from collections.abc import Sequence

from macros.facts.library import Library
from macros.pages.data_table import data_table
from macros.pages.reference import services_of
from macros.rules.units import CAPPED_MIDPOINT, UnitsResult, cap_for, count_units
from macros.rules.visit import Service
from macros.rules.vocabulary import PAYER_RULE_NAMES
from macros.text.markdown_text import unbroken


def method_table(library: Library, *visits: str) -> str:
    """A row a day such as "97112=24 97110=23", a column a method."""
    rows = []
    for visit in visits:
        services = services_of(library, visit)
        day = ", ".join(f"{service.minutes} of {service.code}" for service in services)
        rows.append((day, *(_told(services, count_units(services, rule)) for rule in PAYER_RULE_NAMES)))
    named = dict.fromkeys(name for fact in ("U-01", "U-09", "U-11", "U-12") for name in library.facts[fact].sources)
    return data_table(
        "The units of a day by three methods",
        ("One-on-one minutes", *PAYER_RULE_NAMES.values()),
        rows,
        sources=[library.sources[name] for name in named],
    )


def _told(services: Sequence[Service], result: UnitsResult) -> str:
    """The units of the day and of each code; where several claims are acceptable, or none is settled, so much."""
    if result.unsettled:
        most = cap_for(result.total_timed_minutes)
        return f"{most}, and which code gives way is unsettled" if result.rule == CAPPED_MIDPOINT else "unsettled"
    claim, *others = result.acceptable
    total = sum(claim.values())
    if not total:
        return "0"
    if others:
        return f"{total}; more than one claim is acceptable"
    shared = ", ".join(unbroken(f"{service.code} × {claim[service.code]}") for service in services if service.code in claim)
    return f"{total}: {shared}"
