"""The finders' JavaScript run in node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.in_node import copy_modules, node_or_skip

RUNNER = Path(__file__).with_name("run.mjs")

Find = Callable[[str, Any, Iterable[Any]], list[Any]]
"""Called with a finder's name, its tables, and what is chosen; returns what each choice leads to."""


@pytest.fixture(scope="session")
def find(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """The finders in node; without one the test is skipped aloud, or fails where CI asks for it."""
    node = node_or_skip("the finders are not compared with the rules")
    folder = copy_modules(tmp_path_factory.mktemp("finder"), RUNNER, "finder", "calculator")

    def found(name: str, tables: Any, cases: Iterable[Any]) -> list[Any]:
        given = "\n".join(map(json.dumps, (tables, *cases)))
        command = [node, str(folder / RUNNER.name), name]
        ran = subprocess.run(command, input=given, text=True, capture_output=True, encoding="utf-8")
        assert ran.returncode == 0, ran.stderr
        return [json.loads(line) for line in ran.stdout.split("\n")]

    return found
