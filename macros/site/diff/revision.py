"""Two revisions, each with the questions that its own Python computes, and what moved between them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import macros
from macros.guide import Guide
from macros.reading.files import write_whole
from macros.reading.kept import FOLDER, nothing_kept_counts, program_of
from macros.reading.progress import Progress
from macros.reading.uses import digest
from macros.rules.refused import Refused
from macros.scenarios.expressions import ExpressionFault
from macros.scenarios.question import QuestionFault
from macros.site.diff import answers as answers_of_today
from macros.site.diff.folder import snapshot_of
from macros.site.diff.git import Revision, extract, resolved
from macros.site.diff.moves import Moves, moves
from macros.site.diff.snapshot import questions_of

TODAY = Path(macros.__file__).resolve().parents[1]
"""Where the Python is that runs now."""

SCRIPT = Path("macros") / "site" / "diff" / "answers.py"
KEPT = Path(".cache") / "diff"
KEPT_REVISIONS = 12
LONGEST = 1800
"""Seconds after which a Python that does not answer is given up."""


@dataclass(frozen=True)
class Side:
    """One of two revisions, and which Python computed its keys, in words."""

    revision: Revision
    python: str


@dataclass(frozen=True)
class Comparison:
    """Two revisions and what moved between them."""

    old: Side
    new: Side
    moves: Moves


@dataclass(frozen=True)
class _Answered:
    """The questions of a folder, the Python that answered (where it is, and which), and the script that asked."""

    questions: list[dict[str, Any]]
    home: Path
    python: str
    script: Path


class _Unanswered(Exception):
    """A Python could not answer for a checkout: what it said, in one line."""


def compare(root: Path, named: str, progress: Progress) -> Comparison:
    """Compare the working tree, or the second of two revisions, with the first. `named` is REV, REV..REV2 or REV...REV2.

    Raises Refused where a revision cannot be read, and ProblemsFound with all that is wrong in the working tree.
    """
    first, second = resolved(root, named)
    with _told_of_working_tree():
        guide = None if second.commit else Guide.load(root)
    with tempfile.TemporaryDirectory(prefix="guide-diff-") as place, ThreadPoolExecutor(2) as readers:
        old_folder, new_folder = Path(place) / "old", Path(place) / "new" if second.commit else root
        extract(root, first, old_folder)
        if second.commit:
            extract(root, second, new_folder)
        progress(1, 4)
        earlier = readers.submit(_answered, root, first, old_folder)
        if guide:
            with _told_of_working_tree():
                now = _Answered(answers_of_today.answers(guide), TODAY, "today's Python", TODAY / SCRIPT)
        else:
            now = readers.submit(_answered, root, second, new_folder).result()
        progress(2, 4)
        before = earlier.result()
        progress(3, 4)
        old = snapshot_of(old_folder, before.questions, before.home)
        new = snapshot_of(new_folder, now.questions, now.home)
        between = None
        if old.python != new.python:
            with suppress(_Unanswered):
                between = questions_of(_asked(now.script, now.home, old_folder))
        found = moves(old, new, between)
        progress(4, 4)
    return Comparison(Side(first, before.python), Side(second, now.python), found)


@contextmanager
def _told_of_working_tree() -> Iterator[None]:
    """Say of what no question can be made of that it is the working tree, and where to look."""
    try:
        yield
    except (Refused, QuestionFault, ExpressionFault) as fault:
        what = f"the questions of the working tree cannot be made: {fault}"
        raise Refused(what, "run `guide check`, which names the line") from None


def _answered(root: Path, revision: Revision, folder: Path) -> _Answered:
    """The questions of a revision, by its own Python where that can answer, else by today's, which is then said.

    A commit never changes, so what its Python answered is kept.
    """
    has_own = (folder / "macros").is_dir()
    same = has_own and program_of(folder / "macros") == program_of(TODAY / "macros")
    faults: list[str] = []
    if has_own and not same:
        for script in (folder / SCRIPT, TODAY / SCRIPT):
            try:
                return _Answered(_asked_once(root, revision, script, folder, folder), folder, "its own Python", script)
            except _Unanswered as fault:
                faults.append(str(fault))
    try:
        found = _asked_once(root, revision, TODAY / SCRIPT, TODAY, folder)
    except _Unanswered as fault:
        by_its_own = f", nor by its own ({faults[-1]})" if faults else ""
        what = f"{revision} cannot be loaded by today's Python: {fault}{by_its_own}"
        raise Refused(what, "compare with a later revision, in which the data have the form of today") from None
    if same:
        python = "its own Python, which is today's"
    elif has_own:
        python = f"today's Python, for its own cannot list its keys ({faults[-1]})"
    else:
        python = "today's Python, for it has none of its own"
    return _Answered(found, TODAY, python, TODAY / SCRIPT)


def _asked_once(root: Path, revision: Revision, script: Path, home: Path, folder: Path) -> list[dict[str, Any]]:
    """What a Python answers for a commit; kept, for neither changes."""
    if not script.is_file():
        raise _Unanswered(f"there is no {SCRIPT}")
    parts = [revision.commit, str(root), program_of(home / "macros"), digest(script.read_bytes())]
    path = root / KEPT / f"{digest(' '.join(parts))}.json"
    if not nothing_kept_counts():
        with suppress(OSError, ValueError):
            kept: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
            os.utime(path)
            return kept
    _lend_kept_results(root, home, folder)
    found = _asked(script, home, folder)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(found, ensure_ascii=False))
        by_age = sorted(path.parent.glob("*.json"), key=lambda kept_file: kept_file.stat().st_mtime)
        for old in by_age[:-KEPT_REVISIONS]:
            old.unlink(missing_ok=True)
    return found


def _lend_kept_results(root: Path, home: Path, folder: Path) -> None:
    """Let a Python find what it has kept of the checkout, which still counts for all that the revisions have in common.

    A link is replaced, not followed, when a result is made again.
    """
    place = FOLDER / program_of(home / "macros")
    if (root / place).is_dir() and not (folder / place).exists():
        with suppress(OSError):
            shutil.copytree(root / place, folder / place, copy_function=os.symlink)


def _asked(script: Path, home: Path, folder: Path) -> list[dict[str, Any]]:
    """What the Python at `home` answers for the checkout in a folder, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", str(script), "."]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        raise _Unanswered(f"no answer within {LONGEST // 60} minutes") from None
    if done.returncode:
        raise _Unanswered(_fault(done.stderr.decode("utf-8", "replace")))
    try:
        said = json.loads(done.stdout)
    except ValueError:
        raise _Unanswered("its answer is not JSON") from None
    if said.get("format") != answers_of_today.FORMAT:
        raise _Unanswered(f"it answers in format {said.get('format')}")
    if said.get("python") != str(home.resolve()):
        raise _Unanswered(f"the Python of {said.get('python')} answered")
    found: list[dict[str, Any]] = said["questions"]
    return found


def _fault(errors: str) -> str:
    """Why a process failed, in one line: the last of a traceback, else the first that was said."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()] or ["it said nothing"]
    return lines[-1] if lines[0].startswith("Traceback") else lines[0]
