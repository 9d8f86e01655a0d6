"""Item pools: the bank as the player reads it, one JSON file a topic beside the pages. A withdrawn item has no HTML.

A pool's name holds a hash of its content, so a page never meets a pool of other data or of older markup.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from macros.guide import Guide
from macros.pages.item_form import item_form
from macros.scenarios.draw import stable_hash
from macros.scenarios.topic import Topic

GENERATED = Path("docs") / "generated"
"""The folder of what is written beside the pages before a build."""


@dataclass(frozen=True)
class Written:
    """A file beside the pages: its name, and what is in it."""

    name: str
    content: str


def pool(guide: Guide, topic: Topic) -> Written:
    """A topic's pool."""
    return guide.kept.result(f"pool {topic.id}", lambda: _pool(guide, topic.id))


def _pool(guide: Guide, name: str) -> Written:
    topic = guide.quizzes.topic(name)
    shown = []
    for entry in guide.bank.entries(name):
        known = {"id": entry.id, "scenario": entry.scenario, "level": entry.level, "edition": entry.edition}
        html = item_form(guide.library, topic, entry.item) if entry.item else None
        shown.append({**known, "judged": entry.judged, "records": sorted(entry.records), "html": html})
    content = json.dumps({"topic": name, "items": shown}, ensure_ascii=False)
    return Written(f"{name}-{stable_hash(content)[:12]}.json", content)
