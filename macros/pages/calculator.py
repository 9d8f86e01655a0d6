"""The units calculator's form. The counting is done in docs/assets/calculator/, held to macros/rules/units.py by a test."""

from __future__ import annotations

import json

from macros.facts.library import Library
from macros.pages.claim_builder import countable
from macros.pages.links import Links
from macros.pages.reasons import sentences
from macros.pages.templating import html
from macros.rules import units
from macros.rules.cited import cited_by
from macros.rules.vocabulary import PAYER_RULE_NAMES


def calculator(library: Library, links: Links, served: Links) -> str:
    """The form, with the codes that can be counted, the sentences of the steps, and the way to each fact that they cite."""
    return html(
        "calculator.html.j2",
        codes=list(countable(library)),
        rules=list(PAYER_RULE_NAMES.items()),
        says=json.dumps(sentences(units), ensure_ascii=False),
        facts=json.dumps({name: served.fact(name) for name in sorted(cited_by(units))}),
        linked=links.top,
    )
