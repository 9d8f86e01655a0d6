"""Questions made up for a test, over the real library, and the answers that a wrong method gives to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from macros.guide import Guide
from macros.scenarios.draw import Draw
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.question import Question
from macros.scenarios.template import Scenario

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "docs" / "data"
LIBRARY = Guide.load(ROOT).library


def made_up(
    ask: str, given: dict[str, str] | None = None, draw: Draw | None = None, visit: dict[str, Any] | None = None
) -> Question:
    """A question with what is given, the records drawn, or a visit."""
    plain = {"id": "made-up", "level": 1, "teaches": [], "vary": {}, "stem": "?", "wrong": []}
    scenario = Scenario.model_validate({**plain, "ask": ask, "given": given or {}, "visit": visit})
    return Question(LIBRARY, scenario, draw or {})


def wrong_values(name: str, question: Question) -> list[Any]:
    """The answers of a misconception to what the question asks, in their order."""
    misconception = MISCONCEPTIONS[name]
    assert question.scenario.ask in misconception.asks
    return [answer.value for answer in misconception.answers(question, question.scenario.ask)]


def rows(file: str, name: str) -> dict[str, dict[str, Any]]:
    """The rows of a data file by their ids, as they stand in YAML."""
    return {row["id"]: row for row in yaml.safe_load((DATA / f"{file}.yml").read_text(encoding="utf-8"))[name]}
