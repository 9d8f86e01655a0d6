"""Runs `hostile.mjs` in node, beside copies of the modules of the pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.in_node import copy_modules


def faults_of_scripts(node: str, folder: Path, seed: int, count: int) -> list[str]:
    """What so many hostile addresses, receipts and memories have shown, a line of JSON for each that did not end well."""
    program = Path(__file__).with_name("hostile.mjs")
    there = copy_modules(folder, program, "receipt", "quiz", "assignment", "vendor", "elements.js")
    run = subprocess.run(
        [node, program.name, str(seed), str(count)], cwd=there, text=True, capture_output=True, encoding="utf-8", check=False
    )
    return [*run.stdout.splitlines(), *([run.stderr] if run.returncode else [])]
