"""The JSON Schemas of the data and of quizzes."""

from __future__ import annotations

from pathlib import Path

import click

from macros.cli.bad_input import BadInput


@click.command()
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="Write every schema into docs/data/schema/, after a model has changed.")
@click.pass_obj
def schema(root: Path, name: str | None, write: bool) -> None:
    """The JSON Schema of a data file by its name, of `quiz`, a file of quizzes/, of `case`, one of
    quizzes/cases/, or of `past`, that of quizzes/past/. Without NAME, the names."""
    from macros.reading.hint import did_you_mean
    from macros.site.open_data import MODELS, schema_text, write_schemas

    if write:
        changed = write_schemas(root)
        click.echo(f"Written: {', '.join(changed)}." if changed else "Every schema was up to date.")
    elif name is None:
        click.echo("\n".join(MODELS))
    elif name not in MODELS:
        raise BadInput(f"there is no schema `{name}`; {did_you_mean(name, MODELS)}")
    else:
        click.echo(schema_text(name), nl=False)
