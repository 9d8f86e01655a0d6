"""No wrong method without a test of the answer that it gives."""

from __future__ import annotations

from pathlib import Path

from macros.scenarios.asks import ASKS
from macros.scenarios.misconceptions import MISCONCEPTIONS

SCENARIO_TESTS = Path(__file__).resolve().parents[1]
BESIDE = {"test_all.py", "test_bank_report.py"}
"""Tests that name a wrong method and look at none of its answers."""


def test_every_misconception_is_named_by_a_test_of_its_answers() -> None:
    texts = [path.read_text("utf-8") for path in SCENARIO_TESTS.rglob("*.py") if path.name not in BESIDE]
    named = "\n".join(texts)
    assert not [name for name in MISCONCEPTIONS if f'"{name}"' not in named]


def test_every_misconception_answers_asks_that_there_are() -> None:
    assert {name: each.asks - set(ASKS) for name, each in MISCONCEPTIONS.items() if each.asks - set(ASKS)} == {}
