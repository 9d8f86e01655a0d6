"""What each topic's page offers to take along: one form of the topic in every format, written before a build."""

from __future__ import annotations

from pathlib import Path

from macros.exports import FORMATS
from macros.guide import Guide, Topic
from macros.pages.pools import GENERATED, write_whole
from macros.scenarios.form import form

DOWNLOADS = GENERATED / "downloads"
COUNT, SEED = 20, 1
OFFERED = {"html": "Sheet to print", "moodle": "Moodle XML", "gift": "GIFT", "csv": "Table (CSV)"}
"""The formats that a page offers, with their names there."""


def download_name(topic: Topic, format_name: str) -> str:
    """The file name of a topic's form in a format. It never changes: the address may be kept."""
    return f"{topic.id}{FORMATS[format_name].suffix}"


def write_downloads(root: Path, guide: Guide) -> None:
    """Write the files of every topic, each whole, and remove those of topics that are gone."""
    folder = root / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for topic in guide.topics:
        items = form(guide, (topic,), COUNT, SEED)
        for name in OFFERED:
            file = download_name(topic, name)
            write_whole(folder / file, FORMATS[name].write(items, topic.title).content)
            kept.add(file)
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()
