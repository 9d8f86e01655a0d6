"""What a pool's files say, read as the player reads them: each item with what its scenario's have in common, and its HTML."""

from __future__ import annotations

import json
import re
from typing import Any

from macros.pages.pools import EMPTY, Pool


def pooled(pool: Pool) -> list[dict[str, Any]]:
    """Every item of a pool."""
    files = {file.name: json.loads(file.content) for file in pool.questions}
    items = []
    for group in json.loads(pool.listed.content)["scenarios"]:
        scenario, columns = group["scenario"], group["each"]
        for at, own in enumerate(re.findall(".{8}", group["ids"])):
            item = {**EMPTY, **group["all"], **{name: column[at] for name, column in columns.items()}, "scenario": scenario}
            item["id"] = f"{scenario}-{own}"
            if not item["withdrawn"]:
                item["html"] = files[group["files"][item["file"]].rpartition("/")[2]][item["id"]]
            items.append(item)
    return items
