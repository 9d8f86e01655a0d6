"""Data as it stands in YAML, which tests compare with what the project's own reading makes of it."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader in C where there is one: in Python alone, reading takes ten times as long."""


def plain_yaml(path: Path) -> Any:
    """The content of a YAML file. It is read once in a process; each call gets a copy of its own."""
    return pickle.loads(_pickled(path, path.stat().st_mtime_ns))


@cache
def _pickled(path: Path, changed: int) -> bytes:
    return pickle.dumps(yaml.load(path.read_bytes(), Loader=_LOADER))
