"""Lasting addresses of questions about an example: a set of one question, whose seed draws this very one from the bank."""

from __future__ import annotations

from collections.abc import Mapping

from macros.guide import Guide
from macros.scenarios.bank import bank_form

PRACTICE = "practice/codes.md"
"""The page where the examples are asked as questions."""

SET = "practice/set.md"
"""The page that shows a set of questions named by its address."""

SEEDS = 5000
"""How many seeds are tried. A seed draws each question equally often, so far fewer do."""


def example_questions(guide: Guide) -> Mapping[str, str]:
    """By the id of each example that the bank asks about: what follows the # in the address of a set."""
    return guide.kept.result("questions-of examples", lambda: _found(guide))


def _found(guide: Guide) -> Mapping[str, str]:
    names = {example.id for example in guide.library.examples}
    bank = guide.bank.current_edition
    addresses: dict[str, str] = {}
    for topic in guide.quizzes.headings:
        listed = guide.bank.entries(topic.id)
        for level in sorted({entry.level for entry in listed}):
            drawn = [entry for entry in listed if entry.level == level]
            missing = {name for entry in drawn if entry.item for name in entry.records & names} - addresses.keys()
            for seed in range(SEEDS):
                if not missing:
                    break
                entry = bank_form(drawn, 1, seed)[0]
                for name in missing & entry.records:
                    addresses[name] = f"seed={seed}&topics={topic.id}:1&levels={level}&bank={bank}"
                    missing = missing - {name}
    return addresses
