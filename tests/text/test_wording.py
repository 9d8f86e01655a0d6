"""How counts, dollars, dates and lists are written, everywhere alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from macros.scenarios.expressions import text_renderer
from macros.text.wording import counted, dollars, listed, long_date, with_article

COUNTS = [
    (0, "unit", "0 units"),
    (1, "unit", "1 unit"),
    (2, "unit", "2 units"),
    (1, "loss/losses", "1 loss"),
    (2, "loss/losses", "2 losses"),
    (1, "fact rests/facts rest", "1 fact rests"),
    (12, "fact rests/facts rest", "12 facts rest"),
]


@pytest.mark.parametrize(("count", "noun", "words"), COUNTS)
def test_a_count_agrees_with_its_noun(count: int, noun: str, words: str) -> None:
    assert counted(count, noun) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "$0"), (2480, "$2,480"), (Decimal("2480.00"), "$2,480"), (Decimal("79.82"), "$79.82"), (Decimal("1089.5"), "$1,089.50")],
)
def test_dollars_show_cents_only_where_there_are_any(amount: Decimal | int, words: str) -> None:
    assert dollars(amount) == words


@pytest.mark.parametrize("day", ["2026-03-02", date(2026, 3, 2)])
def test_a_date_is_written_as_americans_write_it(day: str | date) -> None:
    assert long_date(day) == "March 2, 2026"


def test_a_list_ends_with_its_last_word() -> None:
    assert [listed("abc"[:length]) for length in range(4)] == ["", "a", "a and b", "a, b, and c"]
    assert listed(["GP", "GO", "GN"], "or") == "GP, GO, or GN"


def test_an_article_fits_its_word() -> None:
    assert with_article("occupational-therapist") == "an occupational therapist"
    assert with_article("physical-therapist") == "a physical therapist"


def test_scenario_authors_use_the_same_wording() -> None:
    text = "{{ one | units }}, {{ two | minutes }}, {{ day | long_date }}, {{ amount | dollars }}, {{ who | a }}"
    names = {"one": 1, "two": 2, "day": "2026-03-02", "amount": 2480, "who": "assistant"}
    assert text_renderer(text)(names) == "1 unit, 2 minutes, March 2, 2026, $2,480, an assistant"
