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
    bank = guide.bank.current_edition
    addresses: dict[str, str] = {}
    for topic in guide.quizzes.headings:
        for name, drawn in drawing(guide, topic.id).items():
            addresses.setdefault(name, f"{drawn}&bank={bank}")
    return addresses


def drawing(guide: Guide, topic: str) -> Mapping[str, str]:
    """By the id of each example that a topic asks about: the seed that draws its question, with the topic and the level."""
    return guide.kept.result(f"questions-of {topic}", lambda: _found(guide, topic))


def _found(guide: Guide, topic: str) -> Mapping[str, str]:
    names = {example.id for example in guide.library.examples}
    listed = guide.bank.entries(topic)
    found: dict[str, str] = {}
    for level in sorted({entry.level for entry in listed}):
        drawn = [entry for entry in listed if entry.level == level]
        missing = {name for entry in drawn if entry.item for name in entry.records & names} - found.keys()
        for seed in range(SEEDS):
            if not missing:
                break
            for name in missing & {name for entry in bank_form(drawn, 1, seed) for name in entry.records}:
                found[name] = f"seed={seed}&topics={topic}:1&levels={level}"
                missing = missing - {name}
    return found
