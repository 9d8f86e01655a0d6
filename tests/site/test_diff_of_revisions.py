"""`guide diff` on repositories: which revision is read, by which Python, and that the repository is left alone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros.cli.diff import KEYS_MOVED
from macros.reading.kept import NO_CACHE
from macros.site.diff import revision
from tests.command import ROOT, guide, guide_process
from tests.site.test_diff import NEAR_THRESHOLD, a_checkout
from tests.small_checkout import spoil, write_small_checkout

THRESHOLDS = "docs/data/thresholds.yml"
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *IDENTITY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commit_all(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit."""
    checkout = a_checkout(tmp_path / "checkout")
    (checkout / ".gitignore").write_text(".cache/\n__pycache__/\n", "utf-8")
    git(checkout, "init", "--quiet", "--initial-branch=main")
    commit_all(checkout, "Begin")
    return checkout


def told(root: Path, *arguments: str) -> dict[str, object]:
    done = guide("diff", *arguments, "--format", "json", root=root)
    assert done.returncode == 0, done.stderr
    data: dict[str, object] = json.loads(done.stdout)
    return data


def state_of(root: Path) -> tuple[str, ...]:
    """Everything that git says of a repository, and every file of it and of its git directory."""
    asked = (("status", "--porcelain"), ("worktree", "list"), ("for-each-ref",), ("stash", "list"))
    said = [git(root, *words) for words in asked]
    files = sorted(str(path) for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return (*said, *files)


def test_a_clean_tree_has_not_moved_and_the_repository_is_left_alone(root: Path) -> None:
    before = state_of(root)
    done = guide("diff", "HEAD", "--exit-code", root=root)
    assert done.returncode == 0, done.stderr
    assert "Nothing moved." in done.stdout
    assert "for it has none of its own" in done.stdout
    assert state_of(root) == before


def test_a_dirty_tree_is_compared_as_it_is_and_what_is_kept_is_asked_no_second_time(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil(root, THRESHOLDS, "pt_and_slp: 2500", "pt_and_slp: 2700")
    (root / "docs/new.md").write_text("# New\n", "utf-8")
    before = state_of(root)
    first = told(root, "main")
    # A second time with what the working tree has kept meanwhile, which the old revision may use as far as it still counts.
    shutil.rmtree(root / ".cache/diff")
    assert told(root, "main") == first
    monkeypatch.setattr(revision, "_asked", lambda *_: pytest.fail("asked a second time"))
    assert told(root, "main") == first
    assert state_of(root) == before
    moved = first["keys_moved"]
    assert isinstance(moved, list)
    assert {question["scenario"] for question in moved} == {"near-threshold"}
    assert all("KX" in question["old_key"] and "KX" not in question["new_key"] for question in moved)
    assert moved[0]["because"] == [{"kind": "data", "name": "years 2026", "file": THRESHOLDS}]
    assert first["pages"] == [{"path": "docs/new.md", "move": "added", "was": None, "facts": []}]

    text = guide("diff", "main", "--exit-code", root=root)
    assert text.returncode == KEYS_MOVED
    assert f"{len(moved)} keys moved" in text.stdout
    assert "because: years 2026 in docs/data/thresholds.yml" in text.stdout
    file = tmp_path / "summary.md"
    assert guide("diff", "main", "--format", "markdown", "-o", file, root=root).returncode == 0
    assert "| units | near-threshold-" in file.read_text("utf-8")
    assert guide("diff", "main", "-o", tmp_path / "no" / "file", root=root).returncode == 2


def test_two_revisions_a_branch_and_a_folder_below_the_top(tmp_path: Path) -> None:
    top = tmp_path / "top"
    root = a_checkout(top / "guide")
    git(top, "init", "--quiet", "--initial-branch=main")
    commit_all(top, "Begin")
    git(top, "checkout", "--quiet", "-b", "branch")
    spoil(root, "docs/data/claim-form.yml", 'text: "A sentence of the manual."', 'text: "Another sentence."')
    commit_all(top, "A fact")
    git(top, "checkout", "--quiet", "main")
    spoil(root, "quizzes/units.yml", NEAR_THRESHOLD, "")
    commit_all(top, "A scenario")

    def shown(named: str) -> tuple[list[str], list[str], int]:
        data = told(root, named)
        facts, scenarios, questions = (data[name] for name in ("facts", "scenarios", "questions"))
        assert isinstance(facts, dict)
        assert isinstance(scenarios, dict)
        assert isinstance(questions, dict)
        changed = [row["id"] for row in facts["changed"]]
        return changed, [row["id"] for row in scenarios["removed"]], len(questions["withdrawn"])

    assert shown("main~1") == ([], ["near-threshold"], 8)
    assert shown("branch..main") == (["F-01"], ["near-threshold"], 8)
    assert shown("main...branch") == (["F-01"], [], 0)
    assert shown("branch...") == ([], ["near-threshold"], 8)


def refused(root: Path, *arguments: str) -> str:
    """The one line that is said."""
    done = guide("diff", *arguments, root=root)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    return line


def test_a_revision_that_there_is_not(root: Path) -> None:
    assert "there is no revision `mian` in this repository; did you mean `main`?" in refused(root, "mian")
    assert "there is no revision `HEAD~1`" in refused(root, "HEAD~1")
    assert "there is no revision `nothing`" in refused(root, "HEAD..nothing")
    assert "there is no revision `--output=x`" in refused(root, "--", "--output=x")
    assert "`..HEAD` names no revision" in refused(root, "..HEAD")
    git(root, "checkout", "--quiet", "--orphan", "other")
    commit_all(root, "Begin again")
    assert "no commit in common; compare with two dots" in refused(root, "main...other")


def test_a_folder_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    plain = write_small_checkout(tmp_path / "plain")
    assert "is in no git repository; clone the repository with git" in refused(plain, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed; install git" in refused(root, "HEAD")


def test_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    spoil(root, "docs/index.md", "A page.", "The page.")
    commit_all(root, "A page")
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    assert "this clone is shallow: run `git fetch --unshallow`" in refused(tmp_path / "shallow", "HEAD~1")


def test_a_revision_that_cannot_be_loaded(root: Path) -> None:
    spoil(root, THRESHOLDS, "pt_and_slp: 2500", "pt_and_slp: many")
    commit_all(root, "Break it")
    line = refused(root, "HEAD..HEAD~1")
    assert "HEAD (" in line
    assert "cannot be loaded by today's Python: docs/data/thresholds.yml:3:" in line
    assert "compare with a later revision" in line
    git(root, "rm", "-r", "--quiet", "docs/data")
    git(root, "commit", "--quiet", "--message", "Nothing left")
    git(root, "checkout", "--quiet", "HEAD~2", "--", "docs/data")
    assert "has no docs/data; compare with a later revision" in refused(root, "HEAD")


def test_a_working_tree_with_errors_says_them_as_a_check_does(root: Path) -> None:
    spoil(root, THRESHOLDS, "pt_and_slp: 2500", "pt_and_slp: many")
    done = guide("diff", "HEAD", root=root)
    assert done.returncode == 1
    assert "docs/data/thresholds.yml:3:" in done.stderr


@pytest.fixture
def with_python(root: Path) -> Path:
    """The repository with a copy of our Python, as a real one has it."""
    shutil.copytree(ROOT / "macros", root / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    commit_all(root, "Python")
    return root


def test_keys_are_computed_by_the_python_of_their_revision(with_python: Path) -> None:
    """A rule that changes in Python moves keys, and is told from a number that changes in the data."""
    root = with_python
    spoil(root, "macros/rules/modifiers.py", '"GP"', '"GN"')
    spoil(root, THRESHOLDS, "pt_and_slp: 2500", "pt_and_slp: 2700")
    done = guide_process("diff", "HEAD", "--format", "json", cwd=root)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["python"] == ["macros/rules/modifiers.py"]
    assert (data["old"]["computed_by"], data["new"]["computed_by"]) == ("its own Python", "today's Python")
    because = {question["id"]: [cause["kind"] for cause in question["because"]] for question in data["keys_moved"]}
    above = {question["id"] for question in data["keys_moved"] if "2550 dollars" in question["stem"]}
    assert 0 < len(above) < len(because) == 8
    assert all(kinds == (["data", "python"] if name in above else ["python"]) for name, kinds in because.items())
    for question in data["keys_moved"]:
        assert question["old_key"].replace("GP", "GN").replace(" KX", "") == question["new_key"]


def test_a_python_that_cannot_answer_gives_way_to_todays_and_that_is_said(with_python: Path) -> None:
    root = with_python
    kept = (root / "macros/guide.py").read_text("utf-8")
    (root / "macros/guide.py").write_text("class Guide:\n    pass\n", "utf-8")
    commit_all(root, "Another Guide")
    (root / "macros/guide.py").write_text(kept, "utf-8")
    done = guide_process("diff", "HEAD", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "Nothing moved." in done.stdout
    assert "today's Python, for its own cannot list its keys (AttributeError: type object 'Guide' has no" in done.stdout


def test_a_diff_that_is_killed_leaves_the_repository_alone(root: Path, tmp_path: Path) -> None:
    before = state_of(root)
    place = tmp_path / "temporary"
    place.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(place), NO_CACHE: "1"}
    command = [sys.executable, "-m", "macros.cli", "--root", str(root), "diff", "HEAD"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    while running.poll() is None and not list(place.glob("guide-diff-*/old/docs")):
        time.sleep(0.01)
    assert running.poll() is None, running.communicate()
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert state_of(root) == before
