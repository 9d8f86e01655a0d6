"""Our work beside that of other tools, in one run: sites of questions, QTI 1.2, Anki; and how evenly ours grows.

The other tools stand in an environment of their own (requirements/bench.txt). Where it is missing, the old figures stay.
`python -m tests.bench.others` measures this alone.
"""

from __future__ import annotations

import json
import pickle
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import expect, sync_playwright

from macros.exports import FORMATS
from macros.guide import Guide
from macros.pages.cover import cover_of
from macros.scenarios.form import form, narrowed
from macros.scenarios.item import SINGLE, Item
from macros.site.build import build
from tests.bench.carried import carried
from tests.bench.figures import FIGURES, write_figures
from tests.bench.lighthouse import Compressing
from tests.bench.plain_quiz import as_mkdocs_quiz, as_text2qti
from tests.bench.programs import run
from tests.bench.speed import middle
from tests.browser.chromium import FLAGS, find_chromium
from tests.command import ROOT
from tests.loopback import served
from tests.plain_yaml import plain_yaml

TOOLS = ROOT / ".bench" / "bin"

COUNT = 1000
"""Questions that are written in each format."""

SIZES = (100, 1000, 10_000)

RECEIPTS = (1000, 10_000)

GENANKI = """\
import json, sys, genanki
model = genanki.Model(1607392319, "Basic", fields=[{"name": "Front"}, {"name": "Back"}],
    templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}])
deck = genanki.Deck(2059400110, "Compared")
for front, back in json.load(open(sys.argv[1], encoding="utf-8")):
    deck.add_note(genanki.Note(model, [front, back]))
genanki.Package(deck).write_to_file(sys.argv[2])
"""
OURS = """\
import pickle, sys
from pathlib import Path
from macros.exports import FORMATS
from macros.exports.cover import Cover
items, pages = pickle.loads(Path(sys.argv[2]).read_bytes())
Path(sys.argv[3]).write_bytes(FORMATS[sys.argv[1]].write(items, Cover("Compared", pages, practice=None)).content)
"""
"""Each is started anew, as the others are: what a program takes to start is in all of the times."""


def others(site: Path) -> dict[str, Any] | None:
    """All of it, with machine and date; None, said aloud, where the other tools are not installed. `site` is the built site."""
    if not (TOOLS / "text2qti").is_file():
        print("The other tools are not there (.bench): what was measured before stays.")
        return None
    guide = Guide.load(ROOT)
    rates, items = _rates(guide)
    with tempfile.TemporaryDirectory() as folder:
        return {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
            "written": _written(guide, items, Path(folder)),
            "carried": carried(TOOLS, Path(folder)),
            "rates": rates,
            "receipts": _receipts(site),
        }


def _rates(guide: Guide) -> tuple[dict[int, float], list[Item]]:
    """Questions drawn, keyed and composed in a second, in times of the rate at COUNT, by how many; and COUNT of them to write."""
    topics = narrowed(guide.quizzes.topics, kinds=[SINGLE])
    form(guide.library, topics, SIZES[0], seed=0)  # what a process compiles once
    rates: dict[int, float] = {}
    items: list[Item] = []
    for size in SIZES:
        begun = time.perf_counter()
        drawn = form(guide.library, topics, size, seed=size)
        rates[len(drawn)] = len(drawn) / (time.perf_counter() - begun)
        items = drawn if size == COUNT else items
    return {size: round(rate / rates[len(items)], 2) for size, rate in rates.items()}, items


def _written(guide: Guide, items: list[Item], folder: Path) -> dict[str, dict[str, float]]:
    """From the start of a program to its file, the middle of three, in times of ours, by format and tool."""
    (folder / "items").write_bytes(pickle.dumps((items, cover_of(guide, "Compared").pages)))
    (folder / "quiz.txt").write_text(as_text2qti("Compared", items), "utf-8")
    (folder / "quiz.md").write_text(as_mkdocs_quiz("Compared", items), "utf-8")
    (folder / "cards.json").write_text(json.dumps([(item.full_text, _back(item)) for item in items]), "utf-8")

    def seconds(*command: object) -> float:
        return middle(lambda: run(*command))

    def ours(name: str) -> float:
        return seconds(sys.executable, "-c", OURS, name, folder / "items", folder / f"ours{FORMATS[name].suffix}")

    qti, anki = ours("qti12"), ours("anki")
    in_qti = {
        "text2qti": seconds(TOOLS / "text2qti", folder / "quiz.txt"),
        "mkdocs-quiz": seconds(TOOLS / "mkdocs-quiz", "export", "qti", "-q", "1.2", "-o", folder / "q.zip", folder / "quiz.md"),
    }
    by_hand = seconds(TOOLS / "python", "-c", GENANKI, folder / "cards.json", folder / "cards.apkg")
    return {
        "QTI 1.2": {tool: round(taken / qti, 2) for tool, taken in in_qti.items()},
        "Anki": {"genanki by hand": round(by_hand / anki, 2)},
    }


def _back(item: Item) -> str:
    """The options, and what is said of each."""
    return "<br>".join(f"{option.text}: {option.feedback}" for option in item.options)


def _receipts(site: Path) -> dict[int, float]:
    """By how many receipts are dropped on the results page: the time to the table, in times of that for the fewest."""
    from tests.browser.test_results import big_class, drop, opened

    taken: dict[int, float] = {}
    with served(site, Compressing) as top, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        for count in RECEIPTS:
            page = browser.new_page()
            opened(page, top)
            text = big_class(count)
            begun = time.perf_counter()
            drop(page, text)
            expect(page.locator(".tool__status")).to_have_text(f"{count:,} receipts are added.", timeout=600_000)
            taken[count] = time.perf_counter() - begun
            page.close()
        browser.close()
    return {count: round(seconds / taken[RECEIPTS[0]], 1) for count, seconds in taken.items()}


def main() -> None:
    """Measure, print, and put the figures into their own part of the file."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(Guide.load(ROOT), "mkdocs", site, lambda done, total: None)
        found = others(site)
    if found is None:
        return
    print(yaml.safe_dump(found, sort_keys=False))
    write_figures({**plain_yaml(FIGURES), "others": found})


if __name__ == "__main__":
    main()
