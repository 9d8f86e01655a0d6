"""`make bench`: reading grades, page weights and how fast questions are made, into docs/contribute/benchmarks.yml.

Speed is told in ratios of one run, for seconds depend on the machine.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import re
import tempfile
from pathlib import Path
from typing import Any

from macros.guide import Guide
from macros.site.build import build
from macros.site.finishing import WORKER
from tests.bench.feedback import milliseconds
from tests.bench.figures import FIGURES, write_figures
from tests.bench.interaction import waits
from tests.bench.lighthouse import scores
from tests.bench.others import others
from tests.bench.reading import grade, prose
from tests.bench.speed import GOALS, ratios
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure everything and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(Guide.load(ROOT), "mkdocs", site, lambda done, total: None)
        pages = sorted(site.glob("*/*/index.html"))
        reading = {name(site, page): measured(page) for page in pages}
        lighthouse = scores(site)
        feedback = milliseconds(site)
        interaction = waits(site)
        weight = {name(site, page): weighed(page) for page in pages if page.parent.parent.name == "practice"}
        whole = kept_offline(site)
        assets = {path: weighed(site / path) for path in quiz_page_assets(site)}
        compared = others(site)
    floor, measured_speed = ratios()
    before = plain_yaml(FIGURES)
    results: dict[str, Any] = {
        "measured_with": f"Python {platform.python_version()}",
        "speed": {name: {"goal": GOALS[name], "measured": ratio} for name, ratio in measured_speed.items()},
        "reading": reading,
        "weight": weight,
        "lighthouse": lighthouse or before["lighthouse"],
        "feedback": feedback or before["feedback"],
        "interaction": interaction or before["interaction"],
        "whole": whole,
        "assets": assets,
        "others": compared or before.get("others"),
    }
    write_figures(results)
    print(f"{FIGURES.relative_to(ROOT)}: {len(reading)} pages; the floor took {floor:.1f} s.")


def name(site: Path, page: Path) -> str:
    """reference/units for reference/units/index.html"""
    return page.parent.relative_to(site).as_posix()


def measured(page: Path) -> dict[str, Any]:
    """A page's words and reading grade."""
    text = prose(page.read_text("utf-8"))
    return {"words": len(text.split()), "grade": grade(text)}


def quiz_page_assets(site: Path) -> list[str]:
    """Our own style and scripts that a page of questions loads: what it names, and what those import in turn."""
    found = ["assets/guide.css"]
    waiting = ["assets/guide.js", "assets/quiz.js"]
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        found.append(path)
        for imported in re.findall(r'\bimport\b[^;"(]*"(\.[^"]+)"', (site / path).read_text("utf-8")):
            waiting.append(os.path.normpath(f"{Path(path).parent}/{imported}"))
    return found


def kept_offline(site: Path) -> dict[str, int]:
    """What a student loads once for each version: the files that the offline worker takes, each as it is and compressed."""
    (listed,) = re.findall(r"^const FILES = (\[.*\]);$", (site / WORKER).read_text("utf-8"), re.MULTILINE)
    files = [site / name / "index.html" if (site / name).is_dir() else site / name for name in json.loads(listed)]
    weights = [weighed(file) for file in files]
    return {"files": len(files), **{size: sum(weight[size] for weight in weights) for size in ("raw", "gzip")}}


def weighed(page: Path) -> dict[str, int]:
    """A page's bytes, as they are and compressed."""
    data = page.read_bytes()
    return {"raw": len(data), "gzip": len(gzip.compress(data, 9, mtime=0))}


if __name__ == "__main__":
    main()
