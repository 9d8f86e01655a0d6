"""A form of questions as a file for other readers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.cli.bad_input import BadInput, told_in_one_line
from macros.reading.files import write_whole

if TYPE_CHECKING:
    from macros.exports import Cover, Exported, Format
    from macros.guide import Guide
    from macros.scenarios.item import Item
    from macros.scenarios.topic import Topic

DEFAULT_COUNT = 20
LONG = 1000
"""From this many items on, a line says what is waited for."""


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _known(names: Iterable[str], known: Iterable[str], what: str) -> None:
    from macros.reading.hint import did_you_mean

    known = list(known)
    for name in names:
        if name not in known:
            raise BadInput(f"there is no {what} `{name}`; {did_you_mean(name, known)}")


@click.command()
@click.option(
    "--format",
    "format_name",
    required=True,
    help="moodle, moodle-4.4, moodle-cells, gift, qti12, qti21, qti30, imscc, scorm12, scorm2004, anki, anki-text, csv, html "
    "or pdf.",
)
@click.option("--topics", help="Topics, with commas between.  [default: all]")
@click.option("--levels", help="Levels, with commas between.  [default: all]")
@click.option("--kinds", help="Kinds of question, with commas between, such as number or claim-lines.  [default: all]")
@click.option("--scenarios", help="Scenarios, with commas between.  [default: all]")
@click.option("--cases", help="Whole cases to put in, with commas between, or all of them: `all`.")
@click.option("--items", "named", help="These questions and draws of cases, by their ids, in this order; commas between.")
@click.option("--count", type=int, help=f"How many items beside the cases.  [default: {DEFAULT_COUNT}; none beside cases alone]")
@click.option("--all", "whole", is_flag=True, help="Every item, and of the cases named many draws, in place of a drawn form.")
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same items.")
@click.option("--title", help="What the sheet is called.")
@click.option("--passing", type=int, help="The score that passes in scorm12 and scorm2004, of a hundred.  [default: 80]")
@click.option("-o", "--output", required=True, help="The file to write; - for standard output.")
@click.pass_obj
def export(
    root: Path,
    format_name: str,
    topics: str | None,
    levels: str | None,
    kinds: str | None,
    scenarios: str | None,
    cases: str | None,
    named: str | None,
    count: int | None,
    whole: bool,
    seed: int,
    title: str | None,
    passing: int | None,
    output: str,
) -> None:
    """Questions as a file for Moodle, as GIFT, as a table, or as a sheet to print."""
    from macros.exports import FORMATS
    from macros.exports.cover import PASSING
    from macros.guide import Guide
    from macros.pages.assignment import items_named
    from macros.scenarios.form import narrowed
    from macros.scenarios.item import KINDS

    _known([format_name], FORMATS, "format")
    if passing is not None and not FORMATS[format_name].passes:
        passed = " and ".join(name for name, format in FORMATS.items() if format.passes)
        raise BadInput(f"--passing is for {passed}; leave it out of {format_name}")
    if passing is not None and not 1 <= passing <= 100:
        raise BadInput(f"--passing {passing} is no score of a hundred; give one from 1 to 100")
    guide = Guide.load(root)
    if named is not None:
        if topics or levels or kinds or scenarios or cases or whole or count is not None:
            raise BadInput("--items names every question; leave out what else would choose them, such as --topics and --count")
        if not _listed(named):
            raise BadInput("--items names no question; give ids with commas between")
        with told_in_one_line("take names from the link of an assignment"):
            items = items_named(guide, _listed(named))
        _write(guide, format_name, items, title or "", passing or PASSING, output)
        return
    every = guide.quizzes.topics_and_past
    _known(_listed(topics), [topic.id for topic in every], "topic")
    _known(_listed(levels), ["1", "2", "3"], "level")
    _known(_listed(kinds), KINDS, "kind of question")
    _known(_listed(scenarios), [scenario.id for topic in guide.quizzes.topics for scenario in topic.scenarios], "scenario")
    named_cases = [case.id for case in guide.quizzes.cases] if cases == "all" else _listed(cases)
    _known(named_cases, [case.id for case in guide.quizzes.cases], "case")
    if whole and count is not None:
        raise BadInput("--all takes every item and --count so many; give one of them")
    if count is None:
        count = 0 if named_cases and not (topics or levels or kinds or scenarios) else DEFAULT_COUNT
    elif count < 1:
        raise BadInput(f"--count {count} asks for no item; ask for 1 or more")
    # Questions of past years are drawn only where their topic or one of their scenarios is named.
    unasked = every if _listed(scenarios) else guide.quizzes.topics
    asked = [topic for topic in every if topic.id in _listed(topics)] if _listed(topics) else list(unasked)
    chosen = narrowed(asked, [int(level) for level in _listed(levels)], _listed(scenarios), _listed(kinds))
    if not chosen:
        raise BadInput("no scenario is in all of these topics, levels, kinds and scenarios; ask for fewer of them")
    items = _every(guide, chosen, named_cases) if whole else _drawn(guide, chosen, named_cases, count, seed)
    _write(guide, format_name, items, title or (chosen[0].title if len(chosen) == 1 else ""), passing or PASSING, output)


def _write(guide: Guide, format_name: str, items: Sequence[Item], title: str, passing: int, output: str) -> None:
    """Write the file, and say how many are in it and what is not. Without a title it is called as the guide."""
    from macros.exports import FORMATS, Unavailable, reasons
    from macros.facts.freshness import newest_reading
    from macros.pages.cover import cover_of
    from macros.pages.settings import settings

    if len(items) >= LONG:
        click.echo(f"Writing {len(items)} items.", err=True)
    cover = replace(cover_of(guide, title or settings(guide.root).name, passing), day=newest_reading(guide.library))
    try:
        made = FORMATS[format_name].write(items, cover)
    except Unavailable as lacking:
        raise BadInput(str(lacking)) from None
    if output == "-":
        sys.stdout.buffer.write(made.content)
    else:
        if not Path(output).parent.is_dir():
            raise BadInput(f"there is no folder {Path(output).parent}; make it first")
        _save(FORMATS[format_name], items, cover, made, Path(output))
    click.echo(f"{len(items) - len(made.left_out)} of {len(items)} items written.", err=True)
    for reason in reasons(made.left_out):
        click.echo(f"Left out: {reason.text}.", err=True)


def _save(format: Format, items: Sequence[Item], cover: Cover, made: Exported, path: Path) -> None:
    """Write the file; one that is too large for its readers as several, a topic or a case each."""
    from macros.exports.format import in_parts

    if format.largest is None or len(made.content) <= format.largest:
        write_whole(path, made.content)
        return
    size = f"{len(made.content) / 1_000_000:.0f} MB are more than the {format.largest / 1_000_000:.0f} MB"
    click.echo(f"{size} that can be imported at once: a file for each topic or case.", err=True)
    for name, part in in_parts(format, items, cover):
        file = path.with_name(f"{path.stem}-{name}{path.suffix}")
        write_whole(file, part.content)
        click.echo(f"{file.name}: {len(part.content) / 1_000_000:.1f} MB.", err=True)


def _drawn(guide: Guide, topics: Sequence[Topic], cases: Sequence[str], count: int, seed: int) -> list[Item]:
    from macros.cli.progress import progress_bar
    from macros.reading.processors import processors
    from macros.scenarios.form import form, with_cases

    of_cases = with_cases(guide.library, [guide.quizzes.case(name) for name in cases], seed)
    with progress_bar("Drawing") as progress:
        return [*of_cases, *form(guide.library, topics, count, seed, processors(), guide.quizzes.before, progress)]


def _every(guide: Guide, topics: Sequence[Topic], cases: Sequence[str]) -> list[Item]:
    """Every item, scenario by scenario, with progress where somebody is watching."""
    from macros.scenarios.form import every_case_item, every_item

    scenarios = chain(
        every_case_item(guide.library, [guide.quizzes.case(name) for name in cases]), every_item(guide.library, topics)
    )
    count = len(cases) + sum(len(topic.scenarios) for topic in topics)
    with click.progressbar(scenarios, length=count, label="Making items", file=sys.stderr) as made:
        return [item for items in made for item in items]
