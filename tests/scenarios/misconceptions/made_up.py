"""Questions made up for a test, over the real library, and the answers that a wrong method gives to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.guide import Guide
from macros.scenarios.draw import Draw
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.question import Question
from macros.scenarios.template import Scenario
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "docs" / "data"
LIBRARY = Guide.load(ROOT).library
DAY = "2026-03-02"

Lines = tuple[tuple[str, int, tuple[str, ...]], ...]
"""Claim lines: code, units and modifiers of each."""


def made_up(
    ask: str, given: dict[str, str] | None = None, draw: Draw | None = None, visit: dict[str, Any] | None = None
) -> Question:
    """A question with what is given, the records drawn, or a visit."""
    plain = {"id": "made-up", "level": 1, "teaches": [], "vary": {}, "stem": "?", "wrong": []}
    scenario = Scenario.model_validate({**plain, "ask": ask, "given": given or {}, "visit": visit})
    return Question(LIBRARY, scenario, draw or {})


def about(**given: str) -> Question:
    """A question about what is given, on `day`."""
    return made_up("none", given={"day": DAY, **given})


def visit(*services: tuple[str, int] | tuple[str, int, int], **rest: object) -> Question:
    """A question about a Medicare visit: the code, the minutes of each service, and those of them that are the assistant's."""
    written = [dict(zip(("code", "minutes", "assistant"), service, strict=False)) for service in services]
    return made_up("none", visit={"payer_rule": "medicare", "service_date": DAY, "services": written, **rest})


def wrong_values(name: str, question: Question, ask: str | None = None) -> list[Any]:
    """The answers of a misconception to `ask`, or to what the question asks, in their order."""
    misconception = MISCONCEPTIONS[name]
    asked = ask or question.scenario.ask
    assert asked in misconception.asks
    return [answer.value for answer in misconception.answers(question, asked)]


def published(file: str) -> Any:
    """A data file as it stands in YAML."""
    return plain_yaml(DATA / f"{file}.yml")


def rows(file: str, name: str) -> dict[str, dict[str, Any]]:
    """The rows of a data file by their ids, as they stand in YAML."""
    return {row["id"]: row for row in published(file)[name]}
