"""The calculator counts as the rules do: every day of up to three services, and random ones word for word; and it can be used."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from macros.rules.units import CAPPED_MIDPOINT, MEDICARE, MIDPOINT, RULES, UnitsResult, count_units
from macros.rules.visit import Service

ROOT = Path(__file__).resolve().parents[2]
MOST = 70
RANDOM_DAYS = 20_000
TIMED, UNTIMED = ("97110", "97112", "97116", "97140", "97530", "97535"), ("97150", "97161", "G0283")

pytestmark = pytest.mark.browser

GRID = """async ([a, most, rules]) => {
  const { countUnits } = await import("/calculator/units.js");
  const codes = ["97112", "97110", "97140"];
  const lines = [];
  for (let b = 0; b <= most; b++)
    for (let c = 0; c <= most; c++)
      for (const rule of rules) {
        const services = [a, b, c].map((minutes, i) => ({ code: codes[i], minutes, timed: true }));
        const { total, acceptable } = countUnits(services, rule);
        lines.push(`${total}:` + acceptable.map((claim) => codes.map((code) => claim[code] ?? 0).join(",")).join("|"));
      }
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\\n"))));
  return [[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""), lines];
}"""

DAYS = """async (days) => {
  const { countUnits } = await import("/calculator/units.js");
  return days.map(([services, rule]) => JSON.stringify(countUnits(services, rule)));
}"""


def line_of(result: UnitsResult, codes: tuple[str, ...]) -> str:
    claims = ["" + ",".join(str(claim.get(code, 0)) for code in codes) for claim in result.acceptable]
    return f"{result.total_timed_minutes}:" + "|".join(claims)


def test_every_day_of_up_to_three_services_is_counted_alike(modules: Page) -> None:
    codes = ("97112", "97110", "97140")
    for a in range(MOST + 1):
        lines = [
            line_of(count_units([Service(code, n) for code, n in zip(codes, (a, b, c), strict=True)], rule), codes)
            for b in range(MOST + 1)
            for c in range(MOST + 1)
            for rule in RULES
        ]
        digest, theirs = modules.evaluate(GRID, [a, MOST, list(RULES)])
        if digest != hashlib.sha256("\n".join(lines).encode()).hexdigest():
            place, ours, other = next((i, x, y) for i, (x, y) in enumerate(zip(lines, theirs, strict=True)) if x != y)
            b, c = divmod(place // len(RULES), MOST + 1)
            pytest.fail(f"{a}, {b}, {c} minutes, {RULES[place % len(RULES)]}: Python {ours}, browser {other}")


def random_days() -> list[tuple[list[Service], str]]:
    random = Random(97112)
    days = []
    for _ in range(RANDOM_DAYS):
        services = []
        for _ in range(1 + int(random.random() * 6)):
            code = (TIMED + UNTIMED)[int(random.random() * 9)]
            services.append(Service(code, int(random.random() ** 2 * 90), code in TIMED))
        days.append((services, RULES[int(random.random() * 3)]))
    return days


def test_random_days_are_counted_and_explained_word_for_word(modules: Page) -> None:
    days = random_days()
    for begin in range(0, len(days), 2000):
        part = days[begin : begin + 2000]
        given = [[[{"code": s.code, "minutes": s.minutes, "timed": s.timed} for s in services], rule] for services, rule in part]
        for (services, rule), text in zip(part, modules.evaluate(DAYS, given), strict=True):
            result = count_units(services, rule)
            expected: dict[str, Any] = {
                "rule": rule,
                "total": result.total_timed_minutes,
                "acceptable": [dict(claim) for claim in result.acceptable],
                "steps": [{"text": step.text, "cites": list(step.cites)} for step in result.steps],
                "unsettled": result.unsettled,
            }
            assert json.loads(text) == expected, (services, rule)


def test_random_days_are_of_every_kind() -> None:
    results = [count_units(services, rule) for services, rule in random_days()]
    assert {result.rule for result in results} == {MEDICARE, MIDPOINT, CAPPED_MIDPOINT}
    assert sum(result.tie for result in results) > 100
    assert sum(result.unsettled is not None for result in results) > 100
    assert sum(result.total_timed_minutes < 8 for result in results) > 100


def test_minutes_are_typed_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}reference/calculator/")
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 2, 97110 × 1")
    page.locator(".calculator select").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("20")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("20")
    medicare = page.locator(".calculator__rule[data-rule=medicare]")
    expect(medicare.locator(".calculator__claim")).to_have_count(2)
    expect(page.locator(".calculator__status")).to_contain_text(
        "Medicare (total time): 97112 × 2, 97110 × 1 or 97112 × 1, 97110 × 2."
    )
    assert page.url.endswith("#97112=20&97110=20")
    assert "the clinician chooses" in medicare.inner_text()


def test_an_address_brings_the_day_and_rows_come_and_go(page: Page, site: str) -> None:
    page.goto(f"{site}reference/calculator/#97161=30&97112=7")
    expect(page.locator(".calculator__answer").first).to_have_text("97161 × 1")
    page.get_by_role("button", name="Add a service").click()
    expect(page.locator(".calculator__error").nth(2)).to_have_text("Write the minutes.")
    expect(page.locator(".calculator__rule").first).to_be_hidden()
    page.keyboard.type("1")
    expect(page.locator(".calculator__rule").first).to_be_visible()
    expect(page.locator(".calculator__answer").first).to_have_text("97161 × 1, 97112 × 1")
    page.get_by_role("button", name="Remove service 3").click()
    expect(page.locator(".calculator__row")).to_have_count(2)
    expect(page.locator(".calculator input").nth(1)).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Write the minutes."), ("7.5", "whole number"), ("-3", "whole number"), ("1441", "1440")]
)
def test_what_cannot_be_is_said_beside_its_field(page: Page, site: str, typed: str, said: str) -> None:
    page.goto(f"{site}reference/calculator/#97112=24")
    field = page.locator(".calculator input")
    field.fill(typed)
    expect(page.locator(".calculator__error")).to_contain_text(said)
    error = page.locator(".calculator__error").get_attribute("id")
    assert field.get_attribute("aria-describedby") == error
    assert field.get_attribute("aria-invalid") == "true"
    expect(page.locator(".calculator__status")).to_contain_text("Service 1: ")
    expect(page.locator(".calculator__status")).to_contain_text(said)
    expect(page.locator(".calculator__rule").first).to_be_hidden()
    field.fill("8")
    expect(page.locator(".calculator__error")).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 1")


def test_an_odd_address_is_passed_over(page: Page, site: str) -> None:
    page.goto(f"{site}reference/calculator/#99999=20&97112=abc&<b>")
    expect(page.locator(".calculator__answer").first).to_have_text("97112 × 2, 97110 × 1")


def test_the_bar_says_what_the_page_beside_it_says(page: Page, site: str) -> None:
    """The calculator begins with the day that the page works out below, drawn by Python."""
    page.goto(f"{site}reference/calculator/")
    drawn, written = (page.locator(f"{place} svg") for place in (".calculator__figure", ".worked-visit"))
    expect(drawn.locator("title")).to_be_attached()
    texts = [[each.text_content() for each in svg.locator("text").all()] for svg in (drawn, written)]
    assert sorted(filter(None, texts[0])) == sorted(filter(None, texts[1]))
    assert drawn.locator("rect").count() == written.locator("rect").count()
    assert drawn.locator("desc").text_content() == written.locator("desc").text_content()
