"""Programs that are timed: what one said where it failed ends the bench."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.command import ROOT


def run(*command: object, folder: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
    """Run it to its end in a folder, with `environment` beside that of the shell; where it fails, exit with what it said."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env={**os.environ, **(environment or {})}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words[0]} in {folder.name} failed: {(done.stderr or done.stdout)[-2000:]}")
