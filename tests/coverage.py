"""Which branches of the Python the tests take: printed room by room, and kept for the benchmarks page.

Run after `coverage run -m pytest`, by `make coverage`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import coverage
import yaml

from tests.command import ROOT

REPORT = ROOT / ".cache/coverage/report.json"
FILE = ROOT / "docs/contribute/coverage.yml"


def room_of(path: Path) -> str:
    """The room of a module below macros/: `rules` for macros/rules/units.py, `macros` for a module of none."""
    parts = path.relative_to(ROOT / "macros").parts
    return parts[0] if len(parts) > 1 else "macros"


def shares(report: dict[str, Any]) -> dict[str, float]:
    """The percentage of statements and branches that ran, by room and in all."""
    run: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for name, measured in report["files"].items():
        summary = measured["summary"]
        for room in (room_of(ROOT / name), "all"):
            run[room] += summary["covered_lines"] + summary["covered_branches"]
            total[room] += summary["num_statements"] + summary["num_branches"]
    return {room: round(100 * run[room] / total[room], 1) for room in sorted(total, key=lambda room: (room == "all", room))}


def main() -> None:
    """Combine what every process measured, print it and keep it."""
    data = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"))
    data.combine()
    data.json_report(outfile=str(REPORT))
    found = shares(json.loads(REPORT.read_text("utf-8")))
    for room, share in found.items():
        print(f"{room:<10} {share:5.1f}%")
    FILE.write_text(
        "# By `make coverage`: percent of statements and branches that the tests run.\n" + yaml.safe_dump(found), "utf-8"
    )


if __name__ == "__main__":
    main()
