"""Files that are written whole or not at all, and folders that hold what was made last and nothing else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> bool:
    """Write a file at once, or leave it alone where it says the same already. Says whether it was written."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def fill_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Let the folder hold these files, each whole, and no other file. Folders in it stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    for path in folder.iterdir():
        if path.is_file() and path.name not in files:
            path.unlink()
