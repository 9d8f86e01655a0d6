"""Hostile addresses and memories in a real browser: nothing throws, the page says something in words, and the reader can go on.

The modules alone are tried with thousands of them in tests/fuzz; here are those that reach the page.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import stored, students_page

pytestmark = pytest.mark.browser

SET = "practice/set/"

ADDRESSES = (
    "#topics=constructor,__proto__:4,units%00:2",
    "#seed=99999999999999999999&topics=units:99999999999&levels=9&bank=0&n=-1",
    "#topics=units:1&title=" + "x" * 79 + "%F0%9F%91%A9%E2%80%AE",
    "#topics=units:1&title=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "#bank=1&items=,,,",
    "#bank=1&items=constructor:__proto__,units:toString,case-nobody:a-b",
    "#bank=abc&items=" + "units:two-codes-00000000," * 300 + "&due=9999-99-99&minutes=99999",
    "#bank=1&items=%E2%80%AE&say=%00%1B%5B31m&title=%ED%A0%80",
    "#%",
    "#topics=units:1&levels=" + "1," * 5_000,
)


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Any:
    yield from students_page(request, browser, narrow=True)


def test_every_address_is_answered_in_words_and_the_page_goes_on(page: Page, site: str) -> None:
    page.goto(f"{site}{SET}")
    for address in ADDRESSES:
        page.evaluate("hash => { location.hash = hash; }", address)
        form = page.locator("form.tool__choices")
        said = page.locator(".tool__status, .tool__gone, form.item")
        if address != "#%":
            expect(said.filter(has_text=" ").first).to_be_attached()
        expect(form).to_be_attached()
        assert page.locator("img[src=x]").count() == 0
    page.evaluate("location.hash = '#seed=1&topics=units:2&levels=1,2,3&bank=1'")
    expect(page.locator("form.item")).to_have_count(2)


ITEM = {"topic": "units", "level": 1, "times": 1, "right": 0, "last": 1_795_000_000_000}
SESSION = {
    "title": "<img src=x>",
    "seed": 1,
    "ids": ["a-1", "b-2"],
    "place": 0,
    "begun": 1,
    "spent": 1,
    "last": 1,
    "ended": None,
    "checked": ["a-1"],
    "counted": [],
    "helped": [],
    "flags": [],
    "answers": {},
}
MEMORIES: tuple[dict[str, object], ...] = (
    {"guide97112": {"version": 1, "items": {"constructor-a1": ITEM, "__proto__": ITEM}, "days": {}, "skills": {}}},
    {"guide97112.sessions": {"version": 2, "pages": {"//[": SESSION, "/%": SESSION, "//evil.example/": SESSION}}},
    {"guide97112": {"version": 1, "items": {"a-1": {**ITEM, "topic": "nobody", "last": 1e14}}, "days": {"9999-99-99": 1}}},
    {"guide97112": [], "guide97112.sessions": 5, "guide97112.receipts": {"version": 1, "codes": ["x"]}, "guide97112.view": {}},
    {"guide97112": {"version": 99}, "guide97112.sessions": {"version": 2, "pages": {"/": {}}}},
)


def test_whatever_is_remembered_the_start_of_practice_says_what_to_do(page: Page, site: str) -> None:
    for memory in MEMORIES:
        page.goto(f"{site}practice/")
        page.evaluate(
            "all => { localStorage.clear(); for (const [name, text] of all) localStorage.setItem(name, text); }",
            [[name, json.dumps(value)] for name, value in memory.items()],
        )
        page.reload()
        expect(page.locator("[data-home] a").first).to_be_visible()
        assert page.locator("img[src=x], [data-home] a[href*='evil']").count() == 0
    assert stored(page) is None or stored(page)["version"] == 1
