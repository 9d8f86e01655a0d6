"""What mkdocs.yml says of this site: its name, its address and its repository. A fork changes them there, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from macros.exports.cover import NAME
from macros.reading.uses import note


@dataclass(frozen=True)
class Settings:
    """The name of the site, its public address with a slash at its end, that of its repository, and what it is about; all but the
    name may be empty."""

    name: str = NAME
    address: str = ""
    repository: str = ""
    description: str = ""


def settings(root: Path) -> Settings:
    """The settings of a checkout."""
    path = root / "mkdocs.yml"
    note("mkdocs.yml")
    return _read(path.read_text("utf-8")) if path.is_file() else Settings()


@lru_cache(maxsize=4)
def _read(text: str) -> Settings:
    """Read once: every question asks where it is reported, and there are thousands of them."""
    read = yaml.load(text, Loader=_Untagged)
    known = {key: value.strip() for key, value in (read if isinstance(read, dict) else {}).items() if isinstance(value, str)}
    address = known.get("site_url", "")
    return Settings(
        known.get("site_name") or NAME,
        f"{address.rstrip('/')}/" if address else "",
        known.get("repo_url", "").rstrip("/"),
        known.get("site_description", ""),
    )


class _Untagged(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads mkdocs.yml, whose own tags mean nothing here; in C where PyYAML has that."""


def _no_value(loader: yaml.SafeLoader, suffix: str, node: Any) -> None:
    return None


_Untagged.add_multi_constructor("", _no_value)
