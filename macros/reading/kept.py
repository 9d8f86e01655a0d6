"""Results that are kept from one run to the next, each under a hash of all that it rests on.

A result is looked up by its name and by the program that made it. It counts as long as everything that was noted while it was
made (macros/reading/uses.py) is still the same; otherwise, or where its file cannot be read, it is made again. Nothing
is taken on trust from an older program: another version of our code, of Python or of a library that we compute with has a
folder of its own.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from macros.reading.files import write_whole
from macros.reading.uses import digest, first_heading, note_all, noted

Value = TypeVar("Value")

NO_CACHE = "GUIDE_NO_CACHE"
"""Set in the environment where nothing that an earlier run has kept is to be used, in this process and those it starts."""

FOLDER = Path(".cache") / "guide"
OLDER_PROGRAMS = 2
"""Folders of other versions of the program that stay, for whoever goes back and forth between two."""

LIBRARIES = ("pydantic", "pyyaml", "jinja2", "markdown", "lxml")
"""What we compute with. Another version of one of them may compute something else."""

NOT_FOUND = "not found"


@dataclass(frozen=True)
class _Result:
    """A value, and the digest of everything that was noted while it was made."""

    rests_on: Mapping[str, str]
    value: Any


class Kept:
    """The kept results of one checkout. Where not `reading`, everything is made again, and kept."""

    def __init__(self, root: Path, *, reading: bool = True):
        self.root = root
        self.reading = reading and not nothing_kept_counts()
        self.named: Callable[[], Mapping[str, str]] = dict
        """Gives the digests of what is no file: single facts and sources."""
        self._digests: dict[str, tuple[tuple[int, int], str]] = {}
        self._titles: dict[str, tuple[str, str]] = {}
        self._made: dict[str, _Result] = {}

    def result(self, what: str, made: Callable[[], Value]) -> Value:
        """The value that is kept under this name; made now, where none is kept or what it rests on has changed."""
        known = self._known(what)
        if known is not None:
            note_all(known.rests_on)
            value: Value = known.value
            return value
        with noted() as names:
            value = made()
        result = _Result({name: self.digest(name) for name in sorted(names)}, value)
        self._made[what] = result
        _write(self._path(what), result)
        return value

    def holds(self, what: str) -> bool:
        """Whether a value is kept under this name that still counts."""
        return self._known(what) is not None

    def _known(self, what: str) -> _Result | None:
        result = self._made.get(what)
        if result is None and self.reading:
            result = _opened(self._path(what))
        if result is None or any(self.digest(name) != said for name, said in result.rests_on.items()):
            return None
        self._made[what] = result
        return result

    def _path(self, what: str) -> Path:
        return self.folder / f"{digest(what)}.pickle"

    def digest(self, name: str) -> str:
        """The digest of what goes by this name now.

        A file of the checkout by its path; a folder, whose path ends with a slash, by the names in it; `exists PATH`;
        `title PATH`, of which only the first heading counts; and whatever `named` knows.
        """
        if name.startswith("exists "):
            return str(os.path.isfile(self._place(name.removeprefix("exists "))))
        if name.startswith("title "):
            return self._title(name.removeprefix("title "))
        if " " in name:
            return self.named().get(name, NOT_FOUND)
        place = self._place(name)
        try:
            if name.endswith("/"):
                return digest("\n".join(sorted(os.listdir(place))))
            status = os.stat(place)
        except OSError:
            return NOT_FOUND
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._digests.get(name)
        if known is None or known[0] != stamp:
            known = self._digests[name] = (stamp, digest(Path(place).read_bytes()))
        return known[1]

    def _title(self, path: str) -> str:
        page = self.digest(path)
        known = self._titles.get(path)
        if known is None or known[0] != page:
            known = self._titles[path] = (page, digest(first_heading(self.root / path) or NOT_FOUND))
        return known[1]

    def _place(self, name: str) -> str:
        """Where a file or folder is. A plain text, for a check looks at tens of thousands, and a Path takes ten times as long."""
        return f"{self.root}{os.sep}{name}"

    @cached_property
    def folder(self) -> Path:
        """Where the results of this very program are kept; older programs' are cleared away when it is made."""
        folder = self.root / FOLDER / program()
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            others = sorted(
                (other for other in folder.parent.iterdir() if other != folder), key=lambda other: other.stat().st_mtime
            )
            for old in others[:-OLDER_PROGRAMS]:
                shutil.rmtree(old, ignore_errors=True)
        return folder

    def __getstate__(self) -> dict[str, Any]:
        return {"root": self.root, "reading": self.reading, "named": dict, "_digests": {}, "_titles": {}, "_made": {}}


def nothing_kept_counts() -> bool:
    """Whether the environment says to make everything again."""
    return bool(os.environ.get(NO_CACHE))


@cache
def program() -> str:
    """A hash of what computes: our own Python and templates, Python itself, and the libraries."""
    return program_of(Path(__file__).resolve().parents[1])


def program_of(home: Path) -> str:
    """The same hash for the Python and the templates below a folder, such as those of another checkout."""
    files = sorted(path for ending in ("*.py", "*.j2", "*.js") for path in home.rglob(ending))
    ours = [f"{path.relative_to(home)} {digest(path.read_bytes())}" for path in files]
    return digest("\n".join([sys.version, *(f"{name} {version(name)}" for name in LIBRARIES), *ours]))


def _opened(path: Path) -> _Result | None:
    """The result in a file; None for one that is not there or not whole."""
    try:
        with path.open("rb") as file:
            result = pickle.load(file)
    except Exception:  # whatever a spoiled file raises, the result is made again
        return None
    return result if isinstance(result, _Result) else None


def _write(path: Path, result: _Result) -> None:
    """Keep a result, whole or not at all. A folder that cannot be written to keeps nothing, and that is all."""
    with suppress(OSError):
        write_whole(path, pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL))
