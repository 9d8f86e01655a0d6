"""What of others a browser gets with the site, and under which license, from docs/contribute/third-party.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from macros.pages.data_table import data_table
from macros.reading.uses import note
from macros.rules.refused import Refused

FILE = "docs/contribute/third-party.yml"


@dataclass(frozen=True)
class Library:
    """A library of others that a browser gets."""

    name: str
    package: str
    """Its package URL, such as `pkg:npm/fflate@0.8.3`."""
    license: str
    copyright: str
    purpose: str
    files: tuple[str, ...]
    """Patterns of its files, from the top of the site."""
    within: tuple[str, ...]
    """Names of the libraries that stand inside its files."""

    @property
    def version(self) -> str:
        """The version of its package."""
        return self.package.rpartition("@")[2]


def libraries(root: Path) -> tuple[Library, ...]:
    """Every library that is listed."""
    return tuple(
        Library(
            each["name"],
            each["package"],
            each["license"],
            str(each["copyright"]),
            each["for"],
            tuple(each["files"]),
            tuple(each.get("within", ())),
        )
        for each in _listed(root)["libraries"]
    )


def within(root: Path) -> dict[str, tuple[str, str]]:
    """License and holder of each library that stands inside files of another, by its name."""
    return {each["name"]: (each["license"], str(each["copyright"])) for each in _listed(root)["within"]}


def third_party(root: Path) -> str:
    """The libraries as a table."""
    rows = [(each.name, each.version, each.purpose, each.license, each.copyright) for each in libraries(root)]
    return data_table("Libraries that a browser gets", ("Library", "Version", "For", "License", "Copyright"), rows)


def third_party_within(root: Path) -> str:
    """The libraries inside those as a table, with where they are."""
    holders = libraries(root)
    rows = [
        (name, " and ".join(each.name for each in holders if name in each.within), license, holder)
        for name, (license, holder) in within(root).items()
    ]
    return data_table("Libraries inside the themes", ("Library", "Inside", "License", "Copyright"), rows)


def other_links(root: Path) -> str:
    """Addresses of others to which a page leads and that are no source, with the day on which each was last seen."""
    rows = [(each["address"], each["for"], str(each.get("seen", "no day was noted"))) for each in _listed(root)["links"]]
    return data_table("Addresses elsewhere that are no sources", ("Address", "For", "Last seen"), rows)


def _listed(root: Path) -> dict[str, Any]:
    note(FILE)
    path = root / FILE
    if not path.is_file():
        raise Refused(f"there is no {FILE}", "take it from the repository")
    listed: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return listed
