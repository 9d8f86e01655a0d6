"""How long a contributor waits, as ratios to a floor: the same pages, macro output pasted in, built by plain Material.

All of it is measured in one run, in copies of the checkout, so nothing that was kept before helps. The middle of three counts.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from macros.site.page_check import filled_in, pages
from tests.built_sites import copy_checkout

ITEMS = 1000
RUNS = 3

Ratios = dict[str, float]

GOALS: Ratios = {
    "guide check, cold": 3,
    "guide check, nothing changed": 0.4,
    "guide check, one scenario changed": 0.7,
    "guide check, one fact changed": 1.5,
    "guide build, cold": 4,
    "from saving a page to its new site": 1.5,
    "from saving a scenario to its new site": 1.5,
    "guide units, from the shell": 0.08,
    f"{ITEMS:,} items drawn, keyed and written as Moodle XML": 0.3,
}
"""What is measured, and the most that each may take, in times of the floor."""


def ratios() -> tuple[float, Ratios]:
    """The floor in seconds, and everything in times of it."""
    with tempfile.TemporaryDirectory() as folder:
        floor = _floor(Path(folder))
        times = _times(Path(folder))
    return floor, {name: round(seconds / floor, 3) for name, seconds in times.items()}


def _floor(folder: Path) -> float:
    """How long plain Material takes for the same pages: no macros, and their output pasted in."""
    root = copy_checkout(_made(folder / "floor"))
    guide(root, "build")  # so that pasted pages name the files beside them, as built pages do
    for page in pages(root):
        text = filled_in(root, page)
        (root / page).write_text(text, "utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    plain = re.sub(r"(?m)^  - macros:\n(?:      .*\n)+", "", settings)
    assert plain != settings
    (root / "mkdocs.yml").write_text(plain, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "floor-site")]
    environment = {**_shell(), "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return middle(lambda: subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True))


def _times(folder: Path) -> Ratios:
    root = copy_checkout(_made(folder / "checkout"))

    def cold(*command: str) -> float:
        def run() -> None:
            shutil.rmtree(root / ".cache", ignore_errors=True)
            shutil.rmtree(root / "docs" / "generated", ignore_errors=True)
            guide(root, *command)

        return middle(run)

    times = {"guide check, cold": cold("check"), "guide build, cold": cold("build")}
    guide(root, "check")
    times["guide check, nothing changed"] = middle(lambda: guide(root, "check"))
    scenario = _changing(root / "quizzes" / "units.yml", "all of it balance retraining (97112)")
    fact = _changing(root / "docs" / "data" / "units.yml", "are compared.")
    page = _changing(root / "docs" / "reference" / "payment.md", "Medicare")
    times["guide check, one scenario changed"] = middle(lambda: guide(root, "check"), scenario)
    times["guide check, one fact changed"] = middle(lambda: guide(root, "check"), fact)
    guide(root, "build", "--unfinished")
    times["from saving a page to its new site"] = middle(lambda: guide(root, "build", "--unfinished"), page)
    times["from saving a scenario to its new site"] = middle(lambda: guide(root, "build", "--unfinished"), scenario)
    times["guide units, from the shell"] = middle(lambda: guide(root, "units", "97112=24", "97110=23"))
    export = ("export", "--format", "moodle", "--count", str(ITEMS), "--output", str(folder / "items.xml"))
    times[f"{ITEMS:,} items drawn, keyed and written as Moodle XML"] = middle(lambda: guide(root, *export))
    return {name: times[name] for name in GOALS}


def _changing(path: Path, words: str) -> Callable[[], None]:
    """A function that changes the file at each call, so that it says something that it never said before."""
    before = path.read_text("utf-8")
    assert words in before
    count = 0

    def change() -> None:
        nonlocal count
        count += 1
        path.write_text(before.replace(words, f"{words} {'Indeed. ' * count}".rstrip(), 1), "utf-8")

    return change


def middle(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """The seconds that something takes, the middle of three runs. What comes `before` each is not counted."""
    times = []
    for _ in range(RUNS):
        before()
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def guide(root: Path, *arguments: str) -> None:
    """The copy's own command, as from the shell."""
    command = [sys.executable, "-m", "macros.cli", "--root", str(root), *arguments]
    subprocess.run(command, cwd=root, env=_shell(), check=True, capture_output=True)


def _shell() -> dict[str, str]:
    """The environment of a contributor's shell, where Python keeps what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> None:
    """Print every ratio beside its goal."""
    floor, measured = ratios()
    print(f"The floor: {floor:.2f} s.")
    for name, ratio in measured.items():
        print(f"{ratio:7.3f} (at most {GOALS[name]:g})  {name}")


if __name__ == "__main__":
    main()
