"""What each topic's page offers to take along: one form of the topic in every format, written before a build.

A page tells what each file leaves out. It finds it as the file does, so the two cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from macros.exports import FORMATS, cover_of, reasons
from macros.exports.exported import Reason
from macros.guide import Guide, Topic
from macros.pages.pools import GENERATED, write_whole
from macros.scenarios.form import form

DOWNLOADS = GENERATED / "downloads"
COUNT, SEED = 20, 1
OFFERED = {
    "html": ("Sheet to print", ".html"),
    "moodle": ("Moodle XML", ".xml"),
    "moodle-4.4": ("Moodle XML, from 4.4 on", "-moodle-4.4.xml"),
    "gift": ("GIFT", ".gift"),
    "csv": ("Table (CSV)", ".csv"),
}
"""The formats that a page offers: the name there, and how the file's name ends. It never changes: the address may be kept."""

FULLER = {"moodle-4.4": "moodle"}
"""A format that is offered only where it carries more than another."""


@dataclass(frozen=True)
class Download:
    """A file of a topic: how many questions are in it, and which are not and why."""

    label: str
    file: str
    content: bytes
    questions: int
    left_out: tuple[Reason, ...]


def downloads_of(guide: Guide, topic: Topic) -> tuple[Download, ...]:
    """The files that a topic's page offers, in their order there."""
    return _downloads(guide.root, guide.stamp, topic.id)


@cache
def _downloads(root: Path, stamp: tuple[object, ...], name: str) -> tuple[Download, ...]:
    guide = Guide.load(root)
    topic = guide.topic(name)
    items = form(guide, (topic,), COUNT, SEED)
    cover = cover_of(guide, topic.title)
    offered: dict[str, Download] = {}
    for each, (label, ending) in OFFERED.items():
        made = FORMATS[each].write(items, cover)
        questions = len(items) - len(made.left_out)
        if each in FULLER and offered[FULLER[each]].questions >= questions:
            continue
        offered[each] = Download(label, f"{topic.id}{ending}", made.content, questions, tuple(reasons(made.left_out)))
    return tuple(offered.values())


def write_downloads(root: Path, guide: Guide) -> None:
    """Write the files of every topic, each whole, and remove those of topics that are gone."""
    folder = root / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for topic in guide.topics:
        for download in downloads_of(guide, topic):
            write_whole(folder / download.file, download.content)
            kept.add(download.file)
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()
