"""Files that are written whole or not at all, folders that hold what was made last and nothing else, and one writer at a time."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

CANNOT_WRITE = {
    errno.ENOSPC: "free some space, and run it again",
    errno.EDQUOT: "free some space, and run it again",
    errno.EFBIG: "raise the limit for the size of a file, or write it elsewhere",
    errno.EROFS: "write it to another folder",
    errno.EACCES: "write it where you may, or have the owner let you",
    errno.EPERM: "write it where you may, or have the owner let you",
    errno.EBUSY: "write it to a folder that is no mount point",
    errno.EEXIST: "move away what is in the way",
    errno.ENOTDIR: "move away what is in the way",
    errno.EISDIR: "name a file, not a folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EIO: "look after the disk, and run it again",
}
"""Why nothing could be written, which is no fault of the Python, and what to do."""


class CannotWrite(Exception):
    """A disk or a folder takes nothing: what could not be written, why, and the fix."""

    def __init__(self, path: Path, number: int):
        super().__init__(f"{path}: {os.strerror(number)}; {CANNOT_WRITE[number]}")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever the system refuses within is a refusal to write here."""
    try:
        yield
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        raise CannotWrite(Path(error.filename or path), error.errno) from error


def write_whole(path: Path, content: str | bytes) -> bool:
    """Write a file at once, or leave it alone where it says the same already. Says whether it was written.

    A link stays a link, and what is no file, such as /dev/null or a pipe, is written to. Raises CannotWrite.
    """
    data = content.encode() if isinstance(content, str) else content
    with writing(path):
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return True
        if path.is_file() and path.read_bytes() == data:
            return False
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}-")
        try:
            with os.fdopen(handle, "wb") as file, writing(path):
                file.write(data)
                file.flush()
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return True


def fill_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Let the folder hold these files, each whole, and no other file. Folders in it stay as they are."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    with writing(folder):
        for path in folder.iterdir():
            if path.is_file() and path.name not in files:
                path.unlink()


def swap(fresh: Path, target: Path) -> None:
    """Put a folder in the place of another one, which takes its place: at one stroke, so that there is no moment without either.

    Where the system knows no such stroke, between the two is a moment.
    """
    if _exchanged(fresh, target):
        return
    try:
        fresh.rename(target)  # where there is none yet
    except OSError:
        if not target.is_dir():
            raise
        target.rename(set_aside(fresh))
        fresh.rename(target)
        set_aside(fresh).rename(fresh)


def set_aside(fresh: Path) -> Path:
    """Where the old folder is in that moment."""
    return fresh.with_name(f"{fresh.name}-set-aside")


AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""On Linux and macOS alike."""


def _exchanged(one: Path, other: Path) -> bool:
    names = os.fsencode(one), os.fsencode(other)
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, RENAME_EXCHANGE) == 0)
        return bool(library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)
    return False


@contextmanager
def alone(path: Path, waits: str) -> Iterator[None]:
    """Hold the lock of this file; where another process holds it, say so once and wait. The system frees the lock of a process
    that was killed. Processes that are started meanwhile do not hold it."""
    try:
        import fcntl
    except ImportError:  # Windows: nobody is kept away
        yield
        return
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        held = path.open("ab")
    with held:
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print(waits, file=sys.stderr, flush=True)
            fcntl.lockf(held, fcntl.LOCK_EX)
        yield
