"""For whoever hosts the site: what it weighs, what that makes for a class, and what the browser keeps by which name."""

from __future__ import annotations

import re
from pathlib import Path

from macros.pages.benchmarks import results
from macros.pages.data_table import data_table
from macros.reading.uses import note
from macros.rules.refused import Refused

CLASS, SCHOOL = 30, 1_000
"""Students of the examples."""

MB = 1_000_000

KEPT = {
    "guide97112": "when each question was answered and whether rightly, and the days of practice",
    "guide97112.sessions": "sessions: their questions in order, what was answered and checked, and the place",
    "guide97112.receipts": "receipts that a trainer asked the page of results to keep: names as learners typed them, and answers",
    "guide97112.view": "whether questions are shown one at a time or all at once",
    "guide97112.aside": "what one of the other entries held and could not be read, with the time behind the name",
}
"""What the scripts of the site keep in `localStorage`, by name."""

OF_THE_THEME = {"….__palette": "light or dark; the path of the site stands in front"}
OFFLINE = {"guide-97112-…": "the offline copy of the site (Cache Storage), with the version behind the name"}

_NAME = re.compile(r"[\"'`](guide97112(?:\.[a-z-]+)*)[\"'`]")


def names_in_scripts(root: Path) -> dict[str, str]:
    """Every name under which a script of ours keeps something, with the file that says so."""
    found: dict[str, str] = {}
    for path in sorted((root / "docs" / "assets").rglob("*.js")):
        if "vendor" not in path.parts:
            name = path.relative_to(root).as_posix()
            note(name)
            found |= dict.fromkeys(_NAME.findall(path.read_text("utf-8")), name)
    return found


def kept_names(root: Path) -> str:
    """What the browser keeps, by name. Raises Refused where a script keeps what nobody describes, or nothing any more."""
    found = names_in_scripts(root)
    for name, file in found.items():
        if name not in KEPT:
            raise Refused(
                f"{file} keeps `{name}`, and nothing says what that is", "describe it in KEPT of macros/pages/hosting.py"
            )
    for name in KEPT:
        if name not in found:
            raise Refused(f"no script keeps `{name}` any more", "delete it from KEPT of macros/pages/hosting.py")
    rows = [(f"`{name}`", text) for name, text in (*KEPT.items(), *OF_THE_THEME.items(), *OFFLINE.items())]
    return data_table("What the browser keeps", ("Name", "What it holds"), rows)


def carried(root: Path) -> str:
    """What students load, with the arithmetic."""
    whole = results(root)["whole"]
    files, loaded, unpacked = whole["files"], round(whole["gzip"] / MB, 1), whole["raw"] / MB
    rows = [
        ("One student, once for each version", f"{files} files, each compressed", f"{loaded:.1f} MB"),
        (f"{CLASS} students", f"{CLASS} × {loaded:.1f} MB", f"{CLASS * loaded:,.0f} MB"),
        (f"{SCHOOL:,} students", f"{SCHOOL:,} × {loaded:.1f} MB", f"{SCHOOL * loaded / 1000:.1f} GB"),
        ("Students that 100 GB of traffic carry", f"100,000 MB ÷ {loaded:.1f} MB", f"{100_000 / loaded:,.0f}"),
        (
            f"{CLASS} students at once on 100 Mbit/s",
            f"{CLASS} × {loaded:.1f} MB × 8 ÷ 100",
            f"{CLASS * loaded * 8 / 100:.0f} seconds",
        ),
        ("Space on the device", "the same files, unpacked", f"{unpacked:.0f} MB"),
    ]
    return data_table("What students load, from the built site", ("What", "Arithmetic", "Makes"), rows)
