"""`guide serve`: the address comes last, and a change of a fact, a scenario, a page or a rule reaches the browser."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.request import urlopen

import pytest

from tests.built_sites import write_small_site
from tests.command import guide_process
from tests.small_checkout import spoil

pytestmark = pytest.mark.builds

NEVER = 1800
"""Seconds after which something that was to happen is taken to happen never, on the slowest machine."""


class Served:
    """A running `guide serve` of a small site. What it says is waited for, however long that takes."""

    def __init__(self, root: Path):
        self.root = root
        command = [sys.executable, "-u", "-m", "macros.cli", "--root", str(root), "serve"]
        self.process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: Queue[str] = Queue()
        self.log: list[str] = []
        Thread(target=self._read, daemon=True).start()
        self.address = self.says(r"http://127\.0\.0\.1:\d+/")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def says(self, pattern: str) -> str:
        """Wait for a line that matches, and give back what matched."""
        while line := self.lines.get(timeout=NEVER):
            self.log.append(line)
            if match := re.search(pattern, line):
                return match[0]
        raise AssertionError(f"it ended without {pattern!r}: {''.join(self.log)}")

    def page(self, name: str = "") -> str:
        with urlopen(self.address + name) as page:
            text: str = page.read().decode()
            return text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(write_small_site(tmp_path))
    yield running
    running.process.terminate()
    running.process.wait(timeout=NEVER)


def test_a_change_reaches_the_page_and_a_fault_leaves_the_last_good_one(served: Served) -> None:
    assert 'id="S-01"' in served.page("reference/facts/")
    spoil(served.root, "docs/data/scope.yml", "checked: full", "checked: wrong")
    served.says("The last good site stays")
    spoil(served.root, "docs/index.md", "A page.", "A newer page.")
    served.says("The last good site stays")
    assert "A page." in served.page()
    spoil(served.root, "docs/data/scope.yml", "checked: wrong", "checked: full")
    served.says("Built again")
    assert "A newer page." in served.page()
    spoil(served.root, "quizzes/units.yml", "How is it billed to Medicare?", "What may Medicare be billed?")
    served.says("Built again")
    assert "What may Medicare be billed?" in served.page("practice/units/")
    spoil(served.root, "macros/rules/units.py", "Add up the timed minutes", "Sum all timed minutes")
    served.says("Built again")
    assert "Sum all timed minutes" in served.page("practice/units/")


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    root = write_small_site(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = guide_process("serve", "--port", port, root=root, cwd=root)
    assert done.returncode == 1
    assert done.stderr == f"port {port} is in use; choose another with --port\n"
