"""What a script puts into the page leads where it should, whichever builder made the page: no builder rewrites data."""

from __future__ import annotations

import html
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest

from macros.pages.page_macros import page_macros
from tests.command import ROOT


class _Zensical(SimpleNamespace):
    pass


_Zensical.__module__ = "zensical.markdown"


@pytest.mark.parametrize("tool", ["calculator", "claim_builder", "which_code", "who_may_bill", "deadline_finder"])
def test_the_facts_of_a_tool_are_led_to_from_the_address_of_its_page(tool: str) -> None:
    page = SimpleNamespace(url="reference/tool/", path="reference/tool.md", file=SimpleNamespace(src_uri="reference/tool.md"))

    def facts(env: Any) -> dict[str, str]:
        (found,) = re.findall(r'data-facts="([^"]*)"', page_macros(ROOT, env)[tool]())
        known: dict[str, str] = json.loads(html.unescape(found))
        return known

    addresses = facts(_Zensical(conf={}, page=page))
    assert addresses == facts(SimpleNamespace(conf={}, page=page))
    assert addresses
    assert all(address.startswith("../../") for address in addresses.values())
