"""Where each record of the data stands, so that a reader can open its very line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.facts.fact import Record
from macros.guide import DATA_MODELS, Guide
from macros.yaml_source import YamlSource, read

DATA = "docs/data"


class Places:
    """The file and line of every record of a guide."""

    def __init__(self, guide: Guide):
        # Records of two kinds may have one name, and some have none: so each is known by itself. The guide keeps them alive.
        self._guide = guide
        self._found = {id(record): (file, (key, i)) for file, key, records in _lists(guide) for i, record in enumerate(records)}

    def of(self, record: Record) -> tuple[str, int]:
        """The record's file below the checkout, and its line. Raises KeyError for a record that no file lists."""
        file, loc = self._found[id(record)]
        return f"{DATA}/{file}.yml", _files(self._guide.root, self._guide.stamp)[file].place(loc)[0]


def _lists(guide: Guide) -> Iterator[tuple[str, str, Iterable[Record]]]:
    """Each list of each file: the file, the list's key, and its records in their order."""
    yield "sources", "sources", guide.sources.values()
    yield "codes", "codes", guide.codes.values()
    for name, subject in guide.subjects.items():
        yield name, "facts", subject.facts
    yield "examples", "examples", guide.examples
    yield "documentation", "documents", guide.documents
    yield "documentation", "requirements", guide.requirements
    yield "documentation", "facts", guide.documentation_facts
    yield "notes", "notes", guide.notes
    yield "edit-pairs", "unedited", guide.edit_pairs.unedited
    yield "edit-pairs", "rows", guide.edit_pairs.rows
    yield "thresholds", "years", guide.thresholds.years
    yield "thresholds", "appeals", guide.thresholds.appeals
    yield "periods", "periods", guide.periods_file.periods
    yield "fees", "conversion_factors", guide.fees.conversion_factors
    yield "unit-limits", "rows", guide.unit_limits.rows
    yield "neighbours", "neighbours", guide.neighbours
    yield "glossary", "terms", guide.terms
    yield "article", "statements", guide.article.statements
    yield "article", "omissions", guide.article.omissions
    yield "article", "topics", guide.article.topics


@lru_cache(maxsize=2)
def _files(root: Path, stamp: tuple[Any, ...]) -> Mapping[str, YamlSource]:
    """The files read once more: the guide keeps what they say, and not where."""
    return {name: read(root / DATA / f"{name}.yml") for name in DATA_MODELS}
