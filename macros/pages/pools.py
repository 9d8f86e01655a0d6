"""Item pools: the bank as the player reads it, one JSON file a topic beside the pages. A withdrawn item has no HTML.

A pool's name holds a hash of what stands in it, so a page never meets a pool of other data or of older markup.
"""

from __future__ import annotations

import json
import os
import tempfile
from functools import cache
from pathlib import Path

from macros.guide import Guide, Topic
from macros.pages.item_form import item_form
from macros.scenarios.bank import entries
from macros.scenarios.draw import stable_hash

GENERATED = Path("docs") / "generated"


def pool_name(guide: Guide, topic: Topic) -> str:
    """The file name of a topic's pool."""
    return f"{topic.id}-{stable_hash(_pool(guide.root, guide.stamp, topic.id))[:12]}.json"


def write_pools(guide: Guide, folder: Path) -> None:
    """Write every topic's pool, each at once and whole, and remove those of other data."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for topic in guide.topics:
        name = pool_name(guide, topic)
        write_whole(folder / name, _pool(guide.root, guide.stamp, topic.id))
        kept.add(name)
    for path in folder.glob("*.json"):
        if path.name not in kept:
            path.unlink()


@cache
def _pool(root: Path, stamp: tuple[object, ...], name: str) -> str:
    """A topic's pool as JSON text. `stamp` tells the data of one moment from those of another."""
    guide = Guide.load(root)
    topic = guide.topic(name)
    shown = []
    for entry in entries(guide, name):
        known = {"id": entry.id, "scenario": entry.scenario, "level": entry.level, "edition": entry.edition}
        html = item_form(guide, topic, entry.item) if entry.item else None
        shown.append({**known, "records": sorted(entry.records), "html": html})
    return json.dumps({"topic": name, "items": shown}, ensure_ascii=False)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file at once, or leave it alone where it says the same already."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
