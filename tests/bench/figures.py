"""The file that `make bench` writes and the benchmarks page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from tests.command import ROOT

FIGURES = ROOT / "docs" / "contribute" / "benchmarks.yml"
HEAD = "# Written by make bench. Grades are those of the automated readability index; weights are bytes of the page's HTML.\n"


def write_figures(figures: Mapping[str, Any]) -> None:
    """Write all of it anew."""
    FIGURES.write_text(HEAD + yaml.safe_dump(dict(figures), sort_keys=False, width=120), "utf-8")
