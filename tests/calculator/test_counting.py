"""The calculator counts as the rules do: every day of up to three services, and random ones word for word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest

from macros.rules.units import CAPPED_MIDPOINT, MEDICARE, MIDPOINT, RULES, count_units
from macros.rules.visit import Service
from tests.calculator.browser_rules import BrowserRules, as_json, units_as_json
from tests.proof import proof
from tests.seeds import daily_seed

CODES = ("97112", "97110", "97140")
TIMED, UNTIMED = ("97110", "97112", "97116", "97140", "97530", "97535"), ("97150", "97161", "G0283")
Day = tuple[list[Service], str]


def as_case(day: Day) -> list[Any]:
    services, rule = day
    return ["count", [{"code": s.code, "minutes": s.minutes, "timed": s.timed} for s in services], rule]


def compare_grid(rules: BrowserRules, minutes: range) -> None:
    """Every day of up to three timed services of so many minutes each, under every rule: totals, claims, kinds."""

    def days() -> Iterator[Day]:
        for rule, each in product(RULES, product(minutes, repeat=len(CODES))):
            yield [Service(code, n) for code, n in zip(CODES, each, strict=True)], rule

    for day, theirs in zip(days(), rules.briefs(map(as_case, days())), strict=True):
        ours = count_units(*day)
        claims = [dict(sorted(claim.items())) for claim in ours.acceptable]
        assert theirs == as_json([ours.total_timed_minutes, claims, [type(step).__name__ for step in ours.steps]]), day


def random_days(random: Random, count: int) -> list[Day]:
    days = []
    for _ in range(count):
        services = []
        for _ in range(random.randint(1, 6)):
            code = random.choice(TIMED + UNTIMED)
            services.append(Service(code, int(random.random() ** 2 * 90), code in TIMED))
        days.append((services, random.choice(RULES)))
    return days


def test_every_day_of_two_blocks_and_every_remainder_is_counted_alike(browser_rules: BrowserRules) -> None:
    compare_grid(browser_rules, range(30))


@pytest.mark.proof
def test_every_day_of_up_to_70_minutes_a_service_is_counted_alike(browser_rules: BrowserRules) -> None:
    compare_grid(browser_rules, range(71))


@pytest.mark.parametrize("count", [4_000, proof(20_000)])
def test_random_days_are_counted_and_explained_word_for_word(browser_rules: BrowserRules, count: int) -> None:
    days = random_days(Random(f"{daily_seed()}, days"), count)
    for day, theirs in zip(days, browser_rules.results(map(as_case, days)), strict=True):
        assert theirs == units_as_json(count_units(*day)), day


def test_random_days_are_of_every_kind() -> None:
    results = [count_units(*day) for day in random_days(Random(f"{daily_seed()}, days"), 4_000)]
    assert {result.rule for result in results} == {MEDICARE, MIDPOINT, CAPPED_MIDPOINT}
    assert sum(result.tie for result in results) > 20
    assert sum(result.unsettled is not None for result in results) > 20
    assert sum(result.total_timed_minutes < 8 for result in results) > 20
    kinds = {type(step).__name__ for result in results for step in result.steps}
    assert len(kinds) >= 18, kinds
