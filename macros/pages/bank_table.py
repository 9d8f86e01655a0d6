"""What the bank asks, from docs/contribute/bank.yml, which `guide bank --report --write` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from macros.pages.data_table import data_table
from macros.reading.uses import note
from macros.rules.refused import Refused


def bank_table(root: Path) -> str:
    """The counts by topic, the whole bank last, with the goals in the heads."""
    path = root / "docs" / "contribute" / "bank.yml"
    note("docs/contribute/bank.yml")
    if not path.is_file():
        raise Refused("there is no docs/contribute/bank.yml", "run guide bank --report --write")
    report: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    questions, paths = report["questions"], report["paths"]
    head = (
        "Topic",
        f"Questions, at least {questions['of_a_topic']}",
        f"Ways to a key, at least {paths['of_a_topic']}",
        "Judgment",
        "Alike in ten, at most 2",
        "Scenarios a guesser beats, at most 0",
    )
    rows = [
        (topic, each["questions"], each["paths"], f"{each['judgment']:.0%}", each["alike_in_ten"], each["guessed"])
        for topic, each in report["topics"].items()
    ]
    whole = (
        "together",
        f"{questions['counted']:,} of {questions['goal']:,}",
        f"{paths['counted']} of {paths['goal']}",
        f"{report['judgment']['counted']:.0%} of {report['judgment']['goal']:.0%}",
        "",
        report["guessed"]["counted"],
    )
    return data_table("What the bank asks", head, [*rows, whole])
