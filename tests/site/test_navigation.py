"""The navigation: groups by task that a reader takes in at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
NAV: list[Mapping[str, Any]] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)["nav"]
PRACTICE_AND_BEHIND = {"Practice", "Trainers", "Contribute"}


def test_the_reference_stands_in_five_groups_of_at_most_six_pages() -> None:
    groups = {
        name: entries
        for entry in NAV
        for name, entries in entry.items()
        if isinstance(entries, list) and name not in PRACTICE_AND_BEHIND
    }
    assert list(groups) == ["Is it 97112?", "Count and bill it", "Write it down", "Get paid", "Look it up"]
    assert {name: len(entries) for name, entries in groups.items() if len(entries) > 6} == {}
    pages = [page for entries in groups.values() for entry in entries for page in entry.values()]
    assert sorted(pages) == sorted(set(pages))
    shown = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs/reference").glob("*.md")}
    assert shown - set(pages) <= {"reference/index.md", "reference/claim-form.md", "reference/appeal-letter.md"}
