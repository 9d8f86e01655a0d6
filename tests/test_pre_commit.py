"""The hooks of a commit work without a network once the environment is there, and stop what is wrong at its line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.plain_yaml import plain_yaml
from tests.small_checkout import spoil, write_small_checkout

CUT_OFF = ["unshare", "--map-root-user", "--net"]
"""Runs a command that sees no network at all; Linux alone, and not where namespaces are forbidden."""


def cut_off() -> list[str]:
    works = shutil.which("unshare") and subprocess.run([*CUT_OFF, "true"], capture_output=True, check=False).returncode == 0
    return CUT_OFF if works else []


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout as git knows it, with the project's hooks, and the tools of the environment that runs this test."""
    root = write_small_checkout(tmp_path / "checkout")
    for name in (".pre-commit-config.yaml", ".ci/tool", "pyproject.toml"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "macros").mkdir(exist_ok=True)
    (root / "macros/rule.py").write_text('"""A rule."""\n\nx = 1\n', "utf-8")
    tools = root / ".venv/bin"
    tools.mkdir(parents=True)
    (tools / "ruff").symlink_to(Path(sys.prefix) / "bin/ruff")
    # Installed in a checkout, the command works on that one.
    (tools / "guide").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m macros.cli --root "$PWD" "$@"\n', "utf-8")
    (tools / "guide").chmod(0o755)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    return root


def run(root: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the hooks on everything. Types and import directions are left out: they take long, and read this project's Python."""
    nowhere = "http://127.0.0.1:9"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "SKIP": "mypy,imports",
        "PRE_COMMIT_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }
    command = [*cut_off(), sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_no_hook_comes_from_elsewhere() -> None:
    hooks = plain_yaml(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]
    assert {(hook["language"], hook["entry"].split()[0]) for hook in hooks[0]["hooks"]} == {("system", ".ci/tool")}


@pytest.mark.skipif(shutil.which("git") is None, reason="NO GIT: nobody tries the hooks of a commit")
def test_the_hooks_pass_and_fail_without_a_network(checkout: Path, tmp_path: Path) -> None:
    done = run(checkout, tmp_path / "home")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3, done.stdout
    line = spoil(checkout, "docs/data/units.yml", "authority: medicare", "authority: medicar")
    (checkout / "macros/rule.py").write_text('"""A rule."""\n\nimport os\n', "utf-8")
    subprocess.run(["git", "add", "."], cwd=checkout, check=True)
    done = run(checkout, tmp_path / "home")
    assert done.returncode == 1
    assert f"docs/data/units.yml:{line}:" in done.stdout
    assert "import os" not in (checkout / "macros/rule.py").read_text("utf-8"), "ruff takes out what is not used"
