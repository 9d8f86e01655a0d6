"""The browser's rules, where node is there to run them."""

from __future__ import annotations

import pytest

from macros.guide import Guide
from macros.pages.claim_tables import claim_tables
from tests.calculator.browser_rules import ROOT, RUNNER, BrowserRules
from tests.in_node import copy_modules, node_or_skip


@pytest.fixture(scope="session")
def browser_rules(tmp_path_factory: pytest.TempPathFactory) -> BrowserRules:
    """The rules of the calculators in node; without one the test is skipped aloud, or fails where CI asks for it."""
    node = node_or_skip("the browser's rules are not compared with those of Python")
    folder = copy_modules(tmp_path_factory.mktemp("calculator"), RUNNER, "calculator", "finder")
    return BrowserRules(node, folder, claim_tables(Guide.load(ROOT).library).content)
