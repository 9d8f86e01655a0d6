"""The browser's modules of receipts, asked in node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.in_node import copy_modules, node_or_skip

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A function of the browser's modules, by its name in ask.mjs; node runs as long as the tests."""
    node = node_or_skip("the browser's receipts are not compared")
    program = Path(__file__).with_name("ask.mjs")
    folder = copy_modules(tmp_path_factory.mktemp("receipts"), program, "receipt", "quiz", "assignment", "vendor", "elements.js")
    with subprocess.Popen([node, "ask.mjs"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        into, out = running.stdin, running.stdout

        def asked(call: str, *arguments: Any) -> Any:
            print(json.dumps({"call": call, "arguments": arguments}), file=into, flush=True)
            line = out.readline()
            assert line, "node ended: what it said is above"
            return json.loads(line)

        yield asked
        into.close()
