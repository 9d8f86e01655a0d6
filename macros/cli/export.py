"""A form of questions as a file for other readers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.cli.bad_input import BadInput
from macros.reading.files import write_whole

if TYPE_CHECKING:
    from macros.guide import Guide
    from macros.scenarios.item import Item
    from macros.scenarios.topic import Topic

DEFAULT_COUNT = 20
LONG = 1000
"""From this many items on, a progress bar says what is being done."""


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _known(names: Iterable[str], known: Iterable[str], what: str) -> None:
    from macros.reading.hint import did_you_mean

    known = list(known)
    for name in names:
        if name not in known:
            raise BadInput(f"there is no {what} `{name}`; {did_you_mean(name, known)}")


@click.command()
@click.option("--format", "format_name", required=True, help="moodle, moodle-4.4, gift, csv or html.")
@click.option("--topics", help="Topics, with commas between.  [default: all]")
@click.option("--levels", help="Levels, with commas between.  [default: all]")
@click.option("--scenarios", help="Scenarios, with commas between.  [default: all]")
@click.option("--cases", help="Whole cases to put in, with commas between, or all of them: `all`.")
@click.option("--count", type=int, help=f"How many items beside the cases.  [default: {DEFAULT_COUNT}; none beside cases alone]")
@click.option("--all", "whole", is_flag=True, help="Every item, and of the cases named many draws, in place of a drawn form.")
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same items.")
@click.option("--title", help="What the sheet is called.")
@click.option("-o", "--output", required=True, help="The file to write; - for standard output.")
@click.pass_obj
def export(
    root: Path,
    format_name: str,
    topics: str | None,
    levels: str | None,
    scenarios: str | None,
    cases: str | None,
    count: int | None,
    whole: bool,
    seed: int,
    title: str | None,
    output: str,
) -> None:
    """Questions as a file for Moodle, as GIFT, as a table, or as a sheet to print."""
    from macros.exports import FORMATS, reasons
    from macros.guide import Guide
    from macros.pages.cover import cover_of
    from macros.scenarios.form import narrowed

    _known([format_name], FORMATS, "format")
    guide = Guide.load(root)
    _known(_listed(topics), [topic.id for topic in guide.quizzes.topics], "topic")
    _known(_listed(levels), ["1", "2", "3"], "level")
    _known(_listed(scenarios), [scenario.id for topic in guide.quizzes.topics for scenario in topic.scenarios], "scenario")
    named_cases = [case.id for case in guide.quizzes.cases] if cases == "all" else _listed(cases)
    _known(named_cases, [case.id for case in guide.quizzes.cases], "case")
    if whole and count is not None:
        raise BadInput("--all takes every item and --count so many; give one of them")
    if count is None:
        count = 0 if named_cases and not (topics or levels or scenarios) else DEFAULT_COUNT
    elif count < 1:
        raise BadInput(f"--count {count} asks for no item; ask for 1 or more")
    asked = [topic for topic in guide.quizzes.topics if not _listed(topics) or topic.id in _listed(topics)]
    chosen = narrowed(asked, [int(level) for level in _listed(levels)], _listed(scenarios))
    if not chosen:
        raise BadInput("no scenario is in all of these topics, levels and scenarios; ask for fewer of them")
    items = _every(guide, chosen, named_cases) if whole else _drawn(guide, chosen, named_cases, count, seed)
    named = title or (chosen[0].title if len(chosen) == 1 else "Guide 97112")
    if len(items) >= LONG:
        click.echo(f"Writing {len(items)} items.", err=True)
    made = FORMATS[format_name].write(items, cover_of(guide, named))
    if output == "-":
        sys.stdout.buffer.write(made.content)
    else:
        if not Path(output).parent.is_dir():
            raise BadInput(f"there is no folder {Path(output).parent}; make it first")
        write_whole(Path(output), made.content)
    click.echo(f"{len(items) - len(made.left_out)} of {len(items)} items written.", err=True)
    for reason in reasons(made.left_out):
        click.echo(f"Left out: {reason.text}.", err=True)


def _drawn(guide: Guide, topics: Sequence[Topic], cases: Sequence[str], count: int, seed: int) -> list[Item]:
    from macros.reading.processors import processors
    from macros.scenarios.form import form, with_cases

    if count >= LONG:
        click.echo(f"Drawing up to {count} items. For the whole bank --all is faster.", err=True)
    return [
        *with_cases(guide.library, [guide.quizzes.case(name) for name in cases], seed),
        *form(guide.library, topics, count, seed, processors()),
    ]


def _every(guide: Guide, topics: Sequence[Topic], cases: Sequence[str]) -> list[Item]:
    """Every item, scenario by scenario, with progress where somebody is watching."""
    from macros.scenarios.form import every_case_item, every_item

    scenarios = chain(
        every_case_item(guide.library, [guide.quizzes.case(name) for name in cases]), every_item(guide.library, topics)
    )
    count = len(cases) + sum(len(topic.scenarios) for topic in topics)
    with click.progressbar(scenarios, length=count, label="Making items", file=sys.stderr) as made:
        return [item for items in made for item in items]
