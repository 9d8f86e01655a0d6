"""A form of questions as a file for other readers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from macros.commands.bad_input import BadInput

DEFAULT_COUNT = 20


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _known(names: Iterable[str], known: Iterable[str], what: str) -> None:
    from macros.validation import did_you_mean

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
    seed: int,
    title: str | None,
    output: str,
) -> None:
    """Questions as a file for Moodle, as GIFT, as a table, or as a sheet to print."""
    from macros.exports import FORMATS
    from macros.guide import Guide
    from macros.scenarios.form import form, narrowed, with_cases

    _known([format_name], FORMATS, "format")
    guide = Guide.load(root)
    _known(_listed(topics), [each.id for each in guide.topics], "topic")
    _known(_listed(levels), ["1", "2", "3"], "level")
    _known(_listed(scenarios), [each.id for topic in guide.topics for each in topic.scenarios], "scenario")
    named_cases = [each.id for each in guide.cases] if cases == "all" else _listed(cases)
    _known(named_cases, [each.id for each in guide.cases], "case")
    if count is None:
        count = 0 if named_cases and not (topics or levels or scenarios) else DEFAULT_COUNT
    elif count < 1:
        raise BadInput(f"--count {count} asks for no item; ask for 1 or more")
    asked = [each for each in guide.topics if not _listed(topics) or each.id in _listed(topics)]
    chosen = narrowed(asked, [int(level) for level in _listed(levels)], _listed(scenarios))
    if not chosen:
        raise BadInput("no scenario is in all of these topics, levels and scenarios; ask for fewer of them")
    items = [*with_cases(guide, named_cases, seed), *form(guide, chosen, count, seed)]
    named = title or (chosen[0].title if len(chosen) == 1 else "Guide 97112")
    made = FORMATS[format_name].write(items, named)
    if output == "-":
        sys.stdout.buffer.write(made.content)
    else:
        _write(Path(output), made.content)
    click.echo(f"{len(items) - len(made.left_out)} of {len(items)} items written.", err=True)
    for (kind, why), number in sorted(Counter((each.kind, each.why) for each in made.left_out).items()):
        click.echo(f"Left out: {number} of the kind {kind}, for {why}.", err=True)


def _write(path: Path, content: bytes) -> None:
    """Write the file whole, or not at all."""
    import os
    import tempfile

    if not path.parent.is_dir():
        raise BadInput(f"there is no folder {path.parent}; make it first")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
