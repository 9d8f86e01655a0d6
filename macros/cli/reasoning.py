"""Reasons with the facts that they cite, and lists of words, as commands print them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from macros.facts.fact import Fact
    from macros.facts.library import Library
    from macros.rules.reason import Reason


def cited_facts(library: Library, steps: Iterable[Reason]) -> list[Fact]:
    """The facts that the reasons cite, each once, in their order."""
    return [library.facts[name] for name in dict.fromkeys(name for step in steps for name in step.cites)]


def print_reasons(steps: Iterable[Reason]) -> None:
    """A line for each reason, with the ids of its facts."""
    for step in steps:
        click.echo(f"  {step.text} ({', '.join(step.cites)})")


def print_facts(facts: Iterable[Fact]) -> None:
    """The facts in full: whose rule each is, how far it was checked, and what of it was not read."""
    click.echo("Facts:")
    for fact in facts:
        click.echo(f"  {fact.id}  {fact.payer or fact.authority}  {fact.checked}  {fact.text}")
        if fact.unread:
            click.echo(f"    not read: {fact.unread}")


def reasons_as_json(steps: Iterable[Reason]) -> list[dict[str, Any]]:
    """The reasons as data."""
    return [{"text": step.text, "facts": list(step.cites)} for step in steps]


def facts_as_json(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """The facts as data."""
    return [
        {
            "id": fact.id,
            "kind": fact.authority,
            "payer": fact.payer,
            "checked": fact.checked,
            "unread": fact.unread,
            "text": fact.text,
        }
        for fact in facts
    ]


def word_table(names: Mapping[str, str]) -> str:
    """The words of an option for its help, each with what it means where the word alone does not say it."""
    width = max(map(len, names))
    rows = ((word, name if name != word.replace("-", " ") else "") for word, name in names.items())
    return "\n".join(f"  {word:<{width}}  {name}".rstrip() for word, name in rows)
