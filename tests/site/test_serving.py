"""`guide serve`: the address comes last, and a change of a fact, a scenario, a page or a rule reaches the browser."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.built_sites import copy_checkout
from tests.small_checkout import spoil

pytestmark = pytest.mark.builds

WAIT = 120


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    root = copy_checkout(tmp_path)
    command = [sys.executable, "-u", "-m", "macros.cli", "--root", str(root), "serve"]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    last = server.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", last)
    assert found, last
    yield root, found[0]
    server.terminate()
    server.wait(timeout=20)


def shows(address: str, text: str) -> bool:
    """Whether the page shows the text within the time that a rebuild may take."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with urlopen(address) as page:
            if text in page.read().decode():
                return True
        time.sleep(0.5)
    return False


def test_a_change_reaches_the_page_and_a_fault_leaves_the_last_good_one(served: tuple[Path, str]) -> None:
    root, address = served
    scope = f"{address}reference/what-97112-covers/"
    assert shows(scope, 'id="S-01"')
    spoil(root, "docs/data/scope.yml", "checked: copy", "checked: wrong")
    spoil(root, "docs/index.md", "Try one:", "Try this one:")
    time.sleep(4)
    with urlopen(address) as page:
        assert "Try one:" in page.read().decode(), "the last good site stays"
    spoil(root, "docs/data/scope.yml", "checked: wrong", "checked: copy")
    assert shows(address, "Try this one:")
    spoil(root, "quizzes/units.yml", "twice since spring", "twice since winter")
    assert shows(address, "twice since winter")
    spoil(root, "macros/rules/units.py", "Add up the timed minutes", "Sum all timed minutes")
    assert shows(address, "Sum all timed minutes")


def test_a_port_in_use_is_one_line(served: tuple[Path, str]) -> None:
    root, address = served
    port = address.rstrip("/").rsplit(":", 1)[1]
    command = [sys.executable, "-m", "macros.cli", "--root", str(root), "serve", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == f"port {port} is in use; choose another with --port\n"
