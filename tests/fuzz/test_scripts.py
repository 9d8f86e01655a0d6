"""Hostile addresses, receipts and memories, read in node: nothing throws, and what is refused is said in a sentence."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.fuzz.scripts import faults_of_scripts
from tests.in_node import copy_modules, node_or_skip
from tests.seeds import daily_seed

SOME, MANY = 900, 20_000


def test_addresses_receipts_and_memories_end_well(tmp_path: Path) -> None:
    assert faults_of_scripts(node_or_skip("hostile addresses are not tried"), tmp_path, daily_seed(), SOME) == []


@pytest.mark.proof
def test_many_addresses_receipts_and_memories_end_well(tmp_path: Path) -> None:
    assert faults_of_scripts(node_or_skip("hostile addresses are not tried"), tmp_path, daily_seed(), MANY) == []


def test_names_that_every_object_has_are_only_names(tmp_path: Path) -> None:
    """A file of progress, brought in, in which a skill is called `constructor`; it made Practice fail at every visit."""
    node = node_or_skip("memories are not tried")
    folder = copy_modules(tmp_path, Path(__file__).with_name("hostile.mjs"), "quiz", "vendor", "elements.js")
    program = """
        globalThis.localStorage = { getItem: () => null, setItem() {}, removeItem() {} };
        const { merge, parsed, read, record } = await import("./quiz/store.js");
        const { cards } = await import("./quiz/schedule.js");
        const item = { topic: "units", level: 1, times: 1, right: 1, last: 1 };
        const other = { version: 1, items: { "constructor-a1": item }, days: {}, skills: { toString: [[1, "right"]] } };
        merge(parsed(JSON.stringify(other)));
        cards(parsed(JSON.stringify(other)));
        const { wantedIn, address } = await import("./quiz/address.js");
        const title = encodeURIComponent("x".repeat(79) + "\\u{1f469}");
        const long = address(wantedIn("#topics=units:1&title=" + title, 1, ["units"]));
        console.log(JSON.stringify([cards(parsed(JSON.stringify(other))).length, long.endsWith("%F0%9F%91%A9")]));
    """
    (folder / "names.mjs").write_text(program, "utf-8")
    run = subprocess.run([node, "names.mjs"], cwd=folder, text=True, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [0, True]
