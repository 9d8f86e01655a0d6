"""What is asked of git: which commits are meant, and their files in a folder outside the checkout.

The repository is only read. `git archive` leaves neither a worktree nor a branch behind, whenever it is stopped.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from macros.facts.library import DATA
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused

ARCHIVED = ("docs", "quizzes", "macros", "mkdocs.yml", "README.md")
"""What of a revision is needed to load it, as far as it has it."""

WORKING_TREE = "the working tree"


@dataclass(frozen=True)
class Revision:
    """A revision as it was named, and its commit; the working tree has none."""

    name: str
    commit: str = ""

    def __str__(self) -> str:
        """The name, with the short commit where it says something else."""
        return self.name if not self.commit or self.commit.startswith(self.name) else f"{self.name} ({self.commit[:8]})"


def resolved(root: Path, named: str) -> tuple[Revision, Revision]:
    """The two revisions of REV, REV..REV2 or REV...REV2; with three dots the first is where the second one branched off.

    What is missing behind the dots is the working tree.
    """
    _in_repository(root)
    first, dots, second = named.partition("...") if "..." in named else named.partition("..")
    if not first:
        raise Refused(f"`{named}` names no revision to compare with", "write one such as main, HEAD~1 or main..HEAD")
    commit = _commit(root, first)
    new = Revision(second, _commit(root, second)) if second else Revision(WORKING_TREE)
    if dots == "...":
        base = _git(root, "merge-base", commit, new.commit or "HEAD")
        if base.returncode:
            fix = _deepen(root) or "compare with two dots"
            raise Refused(f"{first} and {second or 'HEAD'} have no commit in common", fix)
        commit = _text(base)
    return Revision(first, commit), new


def _in_repository(root: Path) -> None:
    try:
        asked = _git(root, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        raise Refused("git is not installed", "install git: earlier revisions are read with it") from None
    if asked.returncode:
        said = asked.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said:
            raise Refused(f"git does not trust {root}", f"git config --global --add safe.directory {root}")
        raise Refused(f"{root} is in no git repository", "clone the repository with git: a downloaded folder has no revisions")


def _commit(root: Path, name: str) -> str:
    asked = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not asked.returncode:
        return _text(asked)
    listed = _git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
    fix = _deepen(root) or did_you_mean(name, _text(listed).split()) or "`git log --oneline` lists the revisions"
    raise Refused(f"there is no revision `{name}` in this repository", fix)


def _deepen(root: Path) -> str:
    """How to get the rest of the history, where the clone is shallow."""
    if _text(_git(root, "rev-parse", "--is-shallow-repository")) != "true":
        return ""
    return "this clone is shallow: run `git fetch --unshallow`, or check out with fetch-depth: 0 in a workflow"


def extract(root: Path, revision: Revision, folder: Path) -> None:
    """Put the files of a revision that it takes to load it into a folder. Of a checkout below the repository's top, its part."""
    listed = _git(root, "ls-tree", "-z", "--name-only", revision.commit)
    names = [name for name in ARCHIVED if name in listed.stdout.decode("utf-8", "replace").split("\0")]
    if "docs" not in names:
        raise Refused(f"{revision} has no {DATA}", "compare with a later revision")
    archive = _git(root, "archive", "--format=tar", revision.commit, "--", *names)
    if archive.returncode:
        said = " ".join(archive.stderr.decode("utf-8", "replace").split())
        raise Refused(f"git cannot read {revision}: {said}", _deepen(root) or "run `git fsck`")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        # The first releases of Python 3.11 have no filter yet.
        files.extraction_filter = getattr(tarfile, "data_filter", lambda member, place: member)
        try:
            files.extractall(folder)
        except tarfile.TarError as error:
            raise Refused(f"{revision} holds what cannot be unpacked: {error}", "compare with another revision") from None
    if not (folder / DATA).is_dir():
        raise Refused(f"{revision} has no {DATA}", "compare with a later revision")


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)


def _text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8", "replace").strip()
