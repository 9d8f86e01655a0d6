"""A table of data: on a phone its rows become labelled lines, and its sources are one click away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from macros.facts.fact import Record
from macros.facts.source import Source
from macros.pages.links import Links
from macros.pages.templating import html


def data_table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    sources: Sequence[Source] = (),
    note: str = "",
    records: Sequence[Record] = (),
    links: Links | None = None,
) -> str:
    """The table. With `records`, one a row, each row leads to its line of YAML where the project has a repository."""
    editable = records if links is not None and links.repository else ()
    return html(
        "data_table.html.j2",
        caption=caption,
        head=head,
        rows=list(rows),
        sources=sources,
        note=note,
        records=editable,
        links=links,
    )


def behind(summary: str, table: str) -> str:
    """The table behind a figure, which shows the same: one click away."""
    return html("figure_data.html.j2", summary=summary, table=table)
