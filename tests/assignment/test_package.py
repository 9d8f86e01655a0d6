"""A form that the browser puts together is the form that the command writes, to the byte."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros.exports import FORMATS
from macros.exports.format import NotCarried, category_of
from macros.scenarios.item import Item
from tests.exports.sample import COVER, ITEMS, ROOT
from tests.in_node import copy_modules, node_or_skip

TITLE = 'Week 3: "minutes" & <units> — d’accord \x07'
PUT_TOGETHER = [name for name, format in FORMATS.items() if format.frame]
SAMPLE = [*ITEMS[::29], *(item for item in ITEMS if item.case)][:60]

Assemble = Callable[[str, list[Item]], bytes]


@pytest.fixture(scope="module")
def assemble(tmp_path_factory: pytest.TempPathFactory) -> Assemble:
    """A form as the browser's module makes it in node; without one the test is skipped aloud, or fails where CI asks for it."""
    node = node_or_skip("what the browser puts together is not compared")
    program = Path(__file__).with_name("run.mjs")
    folder = copy_modules(tmp_path_factory.mktemp("assignment"), program, "assignment", "quiz", "vendor")

    def made(name: str, items: list[Item]) -> bytes:
        format = FORMATS[name]
        assert format.frame
        assert format.pieces
        shown = []
        for item in items:
            try:
                pieces = format.pieces(item, COVER).as_json()
            except NotCarried:
                continue
            shown.append({"id": item.id, "category": category_of(item), "pieces": pieces})
        asked = json.dumps({"frame": format.frame(COVER).as_json(), "items": shown, "cover": {"title": TITLE, "passing": 7}})
        # A zone far from UTC: an archive's dates are written in the zone of the machine.
        environment = {**os.environ, "TZ": "America/Los_Angeles"}
        run = subprocess.run([node, "run.mjs"], cwd=folder, input=asked, text=True, capture_output=True, env=environment)
        assert run.returncode == 0, run.stderr
        return base64.b64decode(run.stdout)

    return made


def test_most_formats_are_put_together_of_pieces() -> None:
    assert {"moodle", "moodle-4.4", "gift", "qti12", "qti21", "qti30", "imscc", "csv", "scorm12", "scorm2004"} <= set(
        PUT_TOGETHER
    )


@pytest.mark.parametrize("name", PUT_TOGETHER)
@pytest.mark.parametrize("items", [SAMPLE, SAMPLE[:1], []], ids=["many", "one", "none"])
def test_the_browser_makes_the_same_file_as_the_command(name: str, items: list[Item], assemble: Assemble) -> None:
    assert assemble(name, items) == FORMATS[name].write(items, replace(COVER, title=TITLE, passing=7)).content


def test_the_library_that_makes_archives_is_its_file_as_published() -> None:
    library = (ROOT / "docs/assets/vendor/fflate.js").read_bytes()
    assert hashlib.sha256(library).hexdigest() == "b7ca4450b19559a1d50eb381adcee94b82449674be4cd17789d9beba7e6122a1"
