"""The claim builder's form. Its rules are in docs/assets/calculator/, held to macros/rules by a test."""

from __future__ import annotations

import json
from collections.abc import Iterator

from macros.facts.code import Code
from macros.facts.library import Library
from macros.pages.claim_tables import RULES_OF_A_CLAIM, TREATED_BY, claim_tables
from macros.pages.links import Links
from macros.pages.quiz import Ways
from macros.pages.templating import html
from macros.rules.cited import cited_by
from macros.rules.claim import SETTINGS
from macros.rules.modifiers import SEPARATE_MODIFIER
from macros.rules.units import UNIT_MINUTES
from macros.rules.vocabulary import (
    DISCIPLINE_NAMES,
    PAYER_RULE_NAMES,
    PROFESSION_NAMES,
    SEPARATE_REASON_NAMES,
    SETTING_NAMES,
    PayerRule,
    SeparateReason,
    Setting,
)


def claim_builder(library: Library, links: Links, served: Links, ways: Ways) -> str:
    """The form, with the codes that can be counted and the way to each fact that a step cites."""
    return html(
        "claim_builder.html.j2",
        linked=links.top,
        codes=list(countable(library)),
        tables=f"{ways.served}generated/claim/{claim_tables(library).name}",
        facts=json.dumps({name: served.fact(name) for name in sorted(cited_by(*RULES_OF_A_CLAIM))}),
        disciplines=DISCIPLINE_NAMES,
        treated_by=[(who, PROFESSION_NAMES[who]) for who in TREATED_BY],
        settings=[(setting, SETTING_NAMES[setting], SETTINGS[setting]) for setting in Setting],
        reasons=[(reason, SEPARATE_REASON_NAMES[reason], SEPARATE_MODIFIER[reason]) for reason in SeparateReason],
        localities=list({place.id: place.name for place in library.fees.localities}.items()),
        rules=[(rule, PAYER_RULE_NAMES[rule]) for rule in (PayerRule.MIDPOINT, PayerRule.CAPPED_MIDPOINT)],
        first=f"{library.thresholds.years[0].year}-01-01",
    )


def countable(library: Library) -> Iterator[Code]:
    """The codes whose units the rules of a day can count."""
    return (
        code
        for code in library.codes.values()
        if not (code.once_a_day or code.adds_to or code.by_period) and code.unit_minutes in {None, UNIT_MINUTES}
    )
