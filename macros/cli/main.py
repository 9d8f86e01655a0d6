"""The `guide` command. Bad input gets one clear line and a non-zero exit, never a traceback."""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.cli.bad_input import BadInput, day_of
from macros.cli.bank import bank, edition, new, preview
from macros.cli.claims import claim, price
from macros.cli.code_choice import code
from macros.cli.counting import edits, units
from macros.cli.deadlines import deadline
from macros.cli.diff import diff
from macros.cli.export import export
from macros.cli.facts import facts, stale
from macros.cli.progress import progress_bar
from macros.cli.records import record
from macros.cli.schema import schema
from macros.cli.who import who
from macros.reading.files import CANNOT_WRITE, CannotWrite
from macros.reading.problem import BadFile, ProblemsFound
from macros.rules.refused import Refused
from macros.text.wording import counted

if TYPE_CHECKING:
    from macros.guide import Guide
    from macros.scenarios.item import Item

UNCOLLECTED = 100_000
"""Objects that are made before Python looks for circles among them: ours hold few, and a look at all of them takes long."""

HOME = Path(__file__).resolve().parents[2]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=HOME,
    show_default="the checkout that guide was installed from",
    help="Another checkout's docs/data and quizzes.",
)
@click.option("--no-cache", is_flag=True, help="Make everything again, whatever an earlier run has kept.")
@click.pass_context
def cli(context: click.Context, root: Path, no_cache: bool) -> None:
    """Facts, rules and quizzes on one billing code."""
    context.obj = root
    if no_cache:
        from macros.reading.kept import NO_CACHE

        os.environ[NO_CACHE] = "1"


for command in (
    units,
    edits,
    code,
    who,
    claim,
    price,
    record,
    deadline,
    facts,
    stale,
    bank,
    preview,
    new,
    edition,
    diff,
    schema,
    export,
):
    cli.add_command(command)


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def verify(files: tuple[Path, ...]) -> None:
    """Compare published worked examples with the rules; exit 1 where one differs."""
    from macros.inputs.published import AGREE, DIFFER, NOT_COVERED, summary
    from macros.inputs.published import verify as verify_file

    outcomes = [outcome for path in files for outcome in verify_file(path)]
    for outcome in outcomes:
        if outcome.verdict == DIFFER:
            click.echo(f"{outcome.example.id}: {outcome.said}")
    missing = sorted({outcome.said for outcome in outcomes if outcome.verdict == NOT_COVERED})
    for reason in missing:
        names = [outcome.example.id for outcome in outcomes if outcome.verdict == NOT_COVERED and outcome.said == reason]
        click.echo(f"not covered: {', '.join(names)}: {reason}")
    click.echo(summary(outcomes))
    if any(outcome.verdict == DIFFER for outcome in outcomes):
        sys.exit(1)
    assert all(outcome.said or outcome.verdict == AGREE for outcome in outcomes)


@cli.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--scenario", "scenarios", multiple=True, metavar="ID", help="Check this scenario alone, of a FILE too. May be repeated."
)
@click.option(
    "--draws",
    type=click.Choice(["120", "400", "2000"]),
    help="Draws of each scenario: `make test` tries 400, `make proof` 2000.  [default: 120; 400 of FILES and scenarios]",
)
@click.option("--on", "day", help="Judge what is out of date as of this day.  [default: today]")
@click.pass_obj
def check(root: Path, files: tuple[Path, ...], scenarios: tuple[str, ...], draws: str | None, day: str | None) -> None:
    """Check every fact, scenario and page, or only some FILES and scenarios.

    Exit 1 on any error, and where a fact is long past its review.
    """
    from macros.facts.freshness import overdue
    from macros.guide import Guide
    from macros.reading.hint import did_you_mean
    from macros.scenarios.review.check import BRIEF, USUAL
    from macros.site.check import check as check_whole
    from macros.site.check import check_parts

    on = day_of(day) if day else date.today()
    guide = Guide.load(root)
    for name in scenarios:
        if guide.quizzes.scenario(name) is None:
            known = [scenario.id for topic in guide.quizzes.topics for scenario in topic.scenarios]
            raise BadInput(f"there is no scenario `{name}`; {did_you_mean(name, known)}")
    if files or scenarios:
        with progress_bar("Checking") as progress:
            checked = check_parts(guide, files, scenarios, progress, int(draws or USUAL))
        click.echo(f"{checked}: no error.")
        return
    with progress_bar("Checking") as progress:
        check_whole(guide, progress, int(draws or BRIEF))
    expired, warned = overdue(guide.library, on)
    for problem in warned:
        click.echo(f"{problem} (still a warning)", err=True)
    if expired:
        raise ProblemsFound(expired)
    library, topics = guide.library, guide.quizzes.topics
    count = sum(len(topic.scenarios) for topic in topics)
    click.echo(
        f"{counted(len(library.facts), 'fact')}, {counted(len(library.vignettes), 'example')}, "
        f"{counted(len(library.sources), 'source')}, {counted(count, 'scenario')} in {counted(len(topics), 'topic')}, "
        f"{counted(len(guide.quizzes.cases), 'case')}: no error."
    )
    _news(guide)


WITHDRAWN_SHOWN = 10
"""Withdrawn questions that `guide check` names; it counts the others."""


def _news(guide: Guide) -> None:
    """What is no fault and yet good to know: facts without a page, withdrawn questions, and those that no edition has yet."""
    from macros.site.page_check import uncited_facts

    uncited = len(uncited_facts(guide))
    if uncited:
        click.echo(f"{uncited} facts are cited by no page: `guide facts --uncited` lists them.", err=True)
    entries = [entry for topic in guide.quizzes.topics for entry in guide.bank.entries(topic.id)]
    withdrawn = [entry for entry in entries if entry.withdrawn]
    for entry in withdrawn[:WITHDRAWN_SHOWN]:
        click.echo(f"withdrawn: {entry.id} of edition {entry.edition}: {entry.withdrawn}", err=True)
    if len(withdrawn) > WITHDRAWN_SHOWN:
        click.echo(f"and {len(withdrawn) - WITHDRAWN_SHOWN} more questions are withdrawn.", err=True)
    drafts = sum(entry.edition > guide.bank.last_edition for entry in entries)
    if drafts and guide.quizzes.editions:
        click.echo(f"{drafts} questions are in no edition yet: whoever makes the next release runs `guide edition`.", err=True)


@cli.command()
@click.argument("topic")
@click.option("--count", default=5, show_default=True, help="How many items.")
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same items.")
@click.option("--all", "whole", is_flag=True, help="Every item, one after the other, in place of a drawn form.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def quiz(root: Path, topic: str, count: int, seed: int, whole: bool, as_json: bool) -> None:
    """Draw items of TOPIC, of `all` topics, or of a case by its id, which is drawn whole."""
    from macros.cli.item_text import item_text
    from macros.guide import Guide
    from macros.scenarios.case import drawn_cases
    from macros.scenarios.form import every_case_item, every_item, form

    if count < 1:
        raise BadInput(f"--count {count} asks for no item; ask for 1 or more")
    guide = Guide.load(root)
    cases = [case for case in guide.quizzes.cases if topic in {"all", case.id}]
    try:
        topics = guide.quizzes.topics if topic == "all" else () if cases else (guide.quizzes.topic(topic),)
    except Refused as refused:
        raise BadInput(str(refused)) from None
    if whole:
        every = chain(every_item(guide.library, topics), every_case_item(guide.library, cases))
        _stream(every, sum(len(drawn.scenarios) for drawn in topics) + len(cases), as_json=as_json)
        return
    if topics:
        items = form(guide.library, topics, count, seed, before=guide.quizzes.before)
    else:
        items = [item for drawn in drawn_cases(guide.library, cases[0], seed, 1) for item in drawn.items]
    if topics and len(items) < count:
        click.echo(f"Only {len(items)} different items exist.", err=True)
    if as_json:
        click.echo(json.dumps([item.as_json() for item in items], ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(f"{number}. {item_text(item)}" for number, item in enumerate(items, start=1)))


def _stream(scenarios: Iterable[list[Item]], count: int, *, as_json: bool) -> None:
    """Print items as they are made; progress goes to standard error where somebody is watching."""
    from macros.cli.item_text import item_text

    first = True
    if as_json:
        click.echo("[", nl=False)
    with click.progressbar(scenarios, length=count, label="Making items", file=sys.stderr) as made:
        for items in made:
            for item in items:
                if as_json:
                    click.echo(("" if first else ",") + "\n" + json.dumps(item.as_json(), ensure_ascii=False), nl=False)
                else:
                    click.echo(("" if first else "\n") + item_text(item))
                first = False
    if as_json:
        click.echo("\n]")


@cli.command()
@click.option("--builder", type=click.Choice(["mkdocs", "zensical", "properdocs"]), default="mkdocs", show_default=True)
@click.option("--site", type=click.Path(path_type=Path), help="Where to put the site.  [default: site in the checkout]")
@click.option("--unfinished", is_flag=True, help="Leave out the security policy and the offline worker, for trying out.")
@click.pass_obj
def build(root: Path, builder: str, site: Path | None, unfinished: bool) -> None:
    """Check everything and build the site; a failure leaves the last good site in place."""
    from macros.guide import Guide
    from macros.site.build import build as build_site

    target = site or root / "site"
    with progress_bar("Building") as progress:
        build_site(Guide.load(root), builder, target, progress, finished=not unfinished)
    click.echo(f"The site is in {target}.")


@cli.command()
@click.option("--builder", type=click.Choice(["mkdocs", "zensical", "properdocs"]), default="mkdocs", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), help="The port on loopback.  [default: the first free from 8000 on]")
@click.pass_obj
def serve(root: Path, builder: str, port: int | None) -> None:
    """Build the site, serve it on this machine, and build again at every change."""
    from macros.guide import Guide
    from macros.site.serve import serve as serve_site

    with progress_bar("Building") as progress:
        serve_site(Guide.load(root), builder, [port] if port else range(8000, 8020), progress)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command, and print every fault on a line of its own."""
    gc.set_threshold(UNCOLLECTED)
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="guide", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        click.echo(f"guide: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except BadFile as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        _tell(error)
        sys.exit(1)


def _tell(error: Exception) -> None:
    if isinstance(error, ProblemsFound):
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo(f"{counted(len(error.problems), 'error')} found.", err=True)
        return
    if isinstance(error, SyntaxError) and error.filename:
        where, what = f"{error.filename}:{error.lineno}:{error.offset or 1}", error.msg
    elif type(error).__name__ == "BuildFailed" or isinstance(error, CannotWrite):
        click.echo(str(error), err=True)
        return
    elif isinstance(error, OSError) and error.errno in CANNOT_WRITE and error.filename is None:
        click.echo(str(CannotWrite(Path("standard output"), error.errno)), err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would try again at the end, and say so
        return
    else:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where, what = f"{frame.filename}:{frame.lineno}:1", f"{type(error).__name__}: {error}"
    click.echo(f"{where}: {what}; fix the Python there", err=True)
