"""The units calculator's form. The counting is done in docs/assets/calculator/, held to macros/rules/units.py by a test."""

from __future__ import annotations

import json

from macros.facts.library import Library
from macros.pages.claim_builder import countable
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.units import CITED
from macros.rules.vocabulary import PAYER_RULE_NAMES


def calculator(library: Library, links: Links) -> str:
    """The form, with the codes that can be counted and the way to each fact that a step cites."""
    codes = list(countable(library))
    facts = json.dumps({name: links.fact(name) for name in CITED})
    return html("calculator.html.j2", codes=codes, rules=list(PAYER_RULE_NAMES.items()), facts=facts, linked=links.top)
