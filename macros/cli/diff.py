"""What a change of the checkout changes for readers, compared with an earlier revision."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from macros.cli.bad_input import BadInput, told_in_one_line
from macros.cli.progress import progress_bar

KEYS_MOVED = 3
"""The exit code of --exit-code where a key moved. 1 and 2 are those of errors."""


@click.command()
@click.argument("revisions", metavar="REV[..REV2]")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file.")
@click.option("--all", "whole", is_flag=True, help="List everything; without it each list ends after twenty.")
@click.option("--exit-code", "exits", is_flag=True, help=f"Exit {KEYS_MOVED} where a key moved.")
@click.pass_obj
def diff(root: Path, revisions: str, form: str, output: Path | None, whole: bool, exits: bool) -> None:
    """What changed since an earlier revision: facts, keys that moved and why, questions, pages, counts.

    Compares the working tree with REV, or REV2 with REV; REV... begins where HEAD branched off from REV. The keys of a revision
    are those that its own Python computes.
    """
    from macros.cli.diff_report import as_json, as_markdown, as_text
    from macros.reading.files import write_whole
    from macros.site.diff.revision import compare

    with told_in_one_line("`git log --oneline` lists the revisions"), progress_bar("Comparing") as progress:
        comparison = compare(root.resolve(), revisions, progress)
    if form == "json":
        text = json.dumps(as_json(comparison), ensure_ascii=False, indent=2) + "\n"
    else:
        text = (as_markdown if form == "markdown" else as_text)(comparison, sys.maxsize if whole else SHOWN)
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            write_whole(output, text)
        except OSError as error:
            raise BadInput(f"{output} cannot be written ({error.strerror}); name another file with -o") from None
    if exits and comparison.moves.moved:
        sys.exit(KEYS_MOVED)


SHOWN = 20
"""Entries of a list that are shown where --all is not given."""
