"""What each topic's page offers to take along: one form of the topic in every format, written before a build.

A page says what a file leaves out. It reads that from the file's own export, so the two cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros.exports import FORMATS, reasons
from macros.exports.format import Reason
from macros.guide import Guide
from macros.pages.cover import cover_of
from macros.pages.pools import GENERATED
from macros.scenarios.form import form
from macros.scenarios.topic import Topic

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
    return guide.kept.result(f"downloads {topic.id}", lambda: _downloads(guide, topic.id))


def _downloads(guide: Guide, name: str) -> tuple[Download, ...]:
    topic = guide.quizzes.topic(name)
    items = form(guide.library, (topic,), COUNT, SEED, before=guide.quizzes.before)
    cover = cover_of(guide, topic.title)
    offered: dict[str, Download] = {}
    for format_name, (label, ending) in OFFERED.items():
        made = FORMATS[format_name].write(items, cover)
        questions = len(items) - len(made.left_out)
        if format_name in FULLER and offered[FULLER[format_name]].questions >= questions:
            continue
        offered[format_name] = Download(label, f"{topic.id}{ending}", made.content, questions, tuple(reasons(made.left_out)))
    return tuple(offered.values())
