"""The command as the tests run it: in this process, which is quick, or as people do, in one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

from macros.cli.main import main

ROOT = Path(__file__).resolve().parents[1]

Outcome = subprocess.CompletedProcess[str]
"""What a run left: `returncode`, `stdout` and `stderr`."""


def _arguments(arguments: tuple[object, ...], root: Path | None) -> list[str]:
    return [*(["--root", str(root)] if root else []), *map(str, arguments)]


def guide(*arguments: object, root: Path | None = None, cwd: Path | None = None) -> Outcome:
    """Run `guide` in this process, on the checkout at `root`, with `cwd` as the current folder."""
    words = _arguments(arguments, root)
    output, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code: object = None
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors), contextlib.chdir(cwd or Path.cwd()):
        try:
            main(words)
        except SystemExit as stop:
            code = stop.code
    status = code if isinstance(code, int) else int(code is not None)
    return Outcome(words, status, *(stream.buffer.getvalue().decode("utf-8") for stream in (output, errors)))


def guide_process(*arguments: object, root: Path | None = None, cwd: Path | None = None) -> Outcome:
    """Run `guide` as a process of its own. With a copy of the project as `cwd`, the copy's own Python runs."""
    command = [sys.executable, "-m", "macros.cli", *_arguments(arguments, root)]
    environment = os.environ if cwd else {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)
