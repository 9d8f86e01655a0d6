"""The facts as a list, and which of them must be looked at again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import day_of
from macros.text.wording import counted

if TYPE_CHECKING:
    from macros.facts.fact import Fact
    from macros.facts.freshness import Review
    from macros.facts.library import Library
    from macros.facts.source import Source


@click.command()
@click.option("--uncited", is_flag=True, help="Only facts that no page cites: they are in the data alone.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def facts(root: Path, uncited: bool, as_json: bool) -> None:
    """Every fact: id, whose rule, how far it was checked, text."""
    from macros.facts.freshness import review_by
    from macros.guide import Guide
    from macros.site.page_check import uncited_facts

    guide = Guide.load(root)
    listed = uncited_facts(guide) if uncited else list(guide.library.facts.values())
    if as_json:
        data = [_as_json(fact, review_by(guide.library, fact)) for fact in listed]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for fact in listed:
        click.echo(f"{fact.id}  {fact.payer or fact.authority}  {fact.checked}  {fact.text}")


@click.command()
@click.option("--on", "day", help="As of this day, such as 2027-03-02.  [default: today]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="markdown: only facts that are past their day, as the text of an issue; nothing where none is.",
)
@click.pass_obj
def stale(root: Path, day: str | None, as_json: bool, format_name: str) -> None:
    """Which facts must be looked at again, the soonest first."""
    from macros.facts.freshness import reviews
    from macros.guide import Guide

    on = day_of(day) if day else date.today()
    library = Guide.load(root).library
    by_day = reviews(library)
    if format_name == "markdown":
        click.echo(_issue(library, [review for review in by_day if review.overdue(on)], on), nl=False)
        return
    if as_json or format_name == "json":
        data = [{**_as_json(review.fact, review.by), "overdue": review.overdue(on)} for review in by_day]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for review in by_day:
        click.echo(f"{review.by}  {_due(review, on)}  {review.fact.id}  {review.fact.text}")
    click.echo(f"{sum(review.overdue(on) for review in by_day)} of {len(by_day)} facts are past their day on {on}.")


LISTED = 60
"""Facts that an issue lists; it counts the others. GitHub takes 65,536 signs."""


def _issue(library: Library, late: list[Review], on: date) -> str:
    """What is past its day as the text of an issue: the sources to read again, and which facts rest on them."""
    if not late:
        return ""
    lines = [f"{counted(len(late), 'fact is/facts are')} past the day of the next review, as of {on}.", ""]
    for review in late[:LISTED]:
        path, line = library.place(review.fact)
        sources = "; ".join(_linked(library.sources[name]) for name in review.fact.sources)
        lines.append(f"- [ ] `{review.fact.id}`, {_due(review, on)}, `{path}:{line}`: {sources}")
    if len(late) > LISTED:
        lines.append(f"- and {len(late) - LISTED} more: `guide stale` lists them")
    lines += ["", "Read the sources again, then set their `read` and `review_by` in `docs/data/sources.yml`.", ""]
    return "\n".join(lines)


def _linked(source: Source) -> str:
    title = source.title.replace("[", "(").replace("]", ")")
    return f"[{title}]({source.url})" if source.url else title


def _due(review: Review, on: date) -> str:
    days = (review.by - on).days
    return f"in {counted(days, 'day')}" if days >= 0 else f"{counted(-days, 'day')} late"


def _as_json(fact: Fact, by: date) -> dict[str, Any]:
    return {
        "id": fact.id,
        "text": fact.text,
        "kind": fact.authority,
        "payer": fact.payer,
        "sources": list(fact.sources),
        "checked": fact.checked,
        "from": fact.since.isoformat() if fact.since else None,
        "until": fact.until.isoformat() if fact.until else None,
        "unread": fact.unread,
        "as_of": fact.as_of.isoformat() if fact.as_of else None,
        "review_by": by.isoformat(),
    }
