"""The browser's modules, run in node."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT

ASSETS = ROOT / "docs" / "assets"


def node_or_skip(untested: str) -> str:
    """The path of node; without it the test is skipped, with what is left untested, or fails where CI=true asks for it."""
    node = shutil.which("node")
    if node is not None:
        return node
    if os.environ.get("CI") == "true":
        pytest.fail("NO NODE: there is no node, and CI=true asks for one")
    pytest.skip(f"NO NODE: {untested}")


def copy_modules(folder: Path, program: Path, *parts: str) -> Path:
    """Copy folders and files of docs/assets, by their names, and the program that runs them; returns the folder."""
    for part in parts:
        if (ASSETS / part).is_dir():
            shutil.copytree(ASSETS / part, folder / part)
        else:
            shutil.copy(ASSETS / part, folder)
    shutil.copy(program, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder
