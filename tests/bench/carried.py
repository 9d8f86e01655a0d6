"""How long a site takes to build that carries so many questions on 20 pages, and what a page weighs: ours beside mkdocs-quiz.

Ours are drawn from YAML, keyed, checked, and written for every format; mkdocs-quiz gets the same questions, ready as text.
"""

from __future__ import annotations

import gzip
import sys
import time
from pathlib import Path
from string import ascii_uppercase

from macros.guide import Guide
from macros.scenarios.bank import ITEMS_EACH
from macros.scenarios.item import Item
from tests.bench.plain_quiz import as_mkdocs_quiz
from tests.bench.programs import run
from tests.command import ROOT
from tests.small_checkout import write_small_checkout
from tests.toy_guide import write_engine

SIZES = (100, 1000, 5000)
PAGES = 20

TOPIC = """\
topic: topic-{number}
title: "Counting, part {number}"
about: Count.
page: index.md
scenarios:
"""
SCENARIO = """\
  - id: two-codes-{number}-{exercise}
    level: 3
    teaches: [total-time]
    vary: {{nmr: 16..75, exercise: {exercise}..{most}}}
    require: nmr % 15 not in [0, exercise % 15]
    visit:
      payer_rule: medicare
      services:
        - {{code: "97112", minutes: nmr}}
        - {{code: "97110", minutes: exercise}}
    stem: |
      Clinic {letter} has {{{{ nmr }}}} minutes of 97112 and {{{{ exercise }}}} minutes of 97110. How is it billed to Medicare?
    ask: claim
    wrong: [midpoint, drop-remainders, round-each-up, all-on-one-code, most-minutes-wins, smallest-rest-wins]
"""
PAGE = '---\ndescription: "Practice, part {number}."\n---\n\n# Part {number}\n\n{{{{ quiz("topic-{number}", count=3) }}}}\n'


def carried(tools: Path, folder: Path) -> dict[int, dict[str, float]]:
    """By how many questions, mkdocs-quiz in times of ours: a cold build, one after a page is saved, the heaviest page compressed.

    `tools` is the folder of the command of mkdocs that has mkdocs-quiz.
    """
    return dict(_beside(tools, folder / str(size), size) for size in SIZES)


def _beside(tools: Path, folder: Path, size: int) -> tuple[int, dict[str, float]]:
    ours, theirs = folder / "ours", folder / "theirs"
    ours.mkdir(parents=True)
    theirs.mkdir()
    _write_ours(ours, size // PAGES)
    build = [sys.executable, "-m", "macros.cli", "--root", ours, "build"]
    cold = _seconds(build, ours)
    guide = Guide.load(ours)
    items = [[entry.item for entry in guide.bank.entries(topic.id) if entry.item] for topic in guide.quizzes.topics]
    _write_theirs(theirs, items)
    their_build = _seconds([tools / "mkdocs", "build", "--quiet"], theirs)
    _seconds([*build, "--unfinished"], ours)
    (ours / "docs" / "index.md").write_text("# Home\n\nAnother page.\n", "utf-8")
    saved = _seconds([*build, "--unfinished"], ours)
    weights = _heaviest(theirs / "site", "part-*/index.html") / _heaviest(ours / "site", "practice/*/index.html")
    ratios = {"cold": their_build / cold, "saved": their_build / saved, "weight": weights}
    return sum(map(len, items)), {name: round(ratio, 2) for name, ratio in ratios.items()}


def _write_ours(folder: Path, each: int) -> None:
    """The engine beside a small checkout, with 20 topics of about `each` questions, eight a scenario."""
    settings = write_engine(folder)
    write_small_checkout(folder)
    (folder / "quizzes" / "units.yml").unlink()
    (folder / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    (folder / "docs" / "practice").mkdir()
    for number in range(1, PAGES + 1):
        names = {"number": number, "letter": ascii_uppercase[number - 1]}
        scenarios = [
            SCENARIO.format(**names, exercise=16 + place, most=45 + place) for place in range(max(1, each // ITEMS_EACH))
        ]
        (folder / "quizzes" / f"topic-{number}.yml").write_text(TOPIC.format(**names) + "".join(scenarios), "utf-8")
        (folder / "docs" / "practice" / f"topic-{number}.md").write_text(PAGE.format(**names), "utf-8")


def _write_theirs(folder: Path, items: list[list[Item]]) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n\nA page.\n", "utf-8")
    for number, of_page in enumerate(items, 1):
        (folder / "docs" / f"part-{number}.md").write_text(as_mkdocs_quiz(f"Part {number}", of_page), "utf-8")
    settings = "site_name: Compared\ntheme: {name: material, font: false}\nplugins: [search, mkdocs_quiz]\n"
    (folder / "mkdocs.yml").write_text(settings, "utf-8")


def _seconds(command: list[object], folder: Path) -> float:
    """One build of the site in a folder."""
    environment = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    run(*command, folder=folder, environment=environment)
    return time.perf_counter() - begun


def _heaviest(site: Path, pages: str) -> int:
    return max(len(gzip.compress(page.read_bytes(), 6)) for page in site.glob(pages))
