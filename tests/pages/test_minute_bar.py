"""The minute bar shows what the rule found: every minute once, and as many stamps as units."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.pages.minute_bar import minute_bar, minute_table
from macros.rules.units import CAPPED_MIDPOINT, MEDICARE, MIDPOINT, UNIT_MINUTES, count_units
from macros.rules.visit import Service

CODES = ("97112", "97110", "97140", "97530")

visits = st.lists(st.integers(1, 90), min_size=1, max_size=4).map(
    lambda minutes: [Service(code, each) for code, each in zip(CODES, minutes, strict=False)]
)


def widths(figure: str, kind: str) -> list[float]:
    return [float(width) for width in re.findall(rf'<rect class="bar-{kind}"[^>]* width="([\d.]+)"', figure)]


def stamps(figure: str) -> tuple[int, int]:
    """How many units are stamped for sure, and how many in brackets."""
    found = re.findall(r'class="bar-stamp"[^>]*>([^<]+)<', figure)
    return found.count("+1"), found.count("(+1)")


@given(visits, st.sampled_from([MEDICARE, MIDPOINT, CAPPED_MIDPOINT]))
def test_the_stamps_are_the_units_of_the_result(services: list[Service], rule: str) -> None:
    result = count_units(services, rule)
    sure, open_to_choice = stamps(minute_bar(services, result, "bar"))
    if result.unsettled:
        assert (sure, open_to_choice) == (sum(service.minutes // UNIT_MINUTES for service in services), 0)
        return
    least = sum(min(claim.get(service.code, 0) for claim in result.acceptable) for service in services)
    most = sum(max(claim.get(service.code, 0) for claim in result.acceptable) for service in services)
    assert (sure, sure + open_to_choice) == (least, most)


@given(visits)
def test_every_minute_is_drawn_once_and_on_one_scale(services: list[Service]) -> None:
    figure = minute_bar(services, count_units(services), "bar")
    full, rest, day = widths(figure, "full"), widths(figure, "rest"), widths(figure, "day")
    assert len(full) == sum(service.minutes // UNIT_MINUTES for service in services)
    assert len(rest) == sum(service.minutes % UNIT_MINUTES > 0 for service in services)
    rounded = 0.05 * (len(full) + len(rest) + 1)  # each width is written to a tenth
    assert sum(full) + sum(rest) == pytest.approx(day[0], abs=rounded + 0.01)


def test_the_figure_is_told_in_words() -> None:
    services = [Service("97112", 24), Service("97110", 23), Service("97161", 30, timed=False)]
    figure = minute_bar(services, count_units(services), "told")
    assert '<title id="bar-title-told">47 timed minutes, 3 units</title>' in figure
    assert "97112: 24 minutes, 2 units; 97110: 23 minutes, 1 unit; 97161: 30 minutes, untimed: 1 unit." in figure
    assert 'aria-labelledby="bar-title-told bar-desc-told"' in figure
    assert stamps(figure) == (3, 0)


def test_a_tie_leaves_the_unit_in_brackets() -> None:
    services = [Service("97112", 20), Service("97110", 20)]
    figure = minute_bar(services, count_units(services), "tie")
    assert stamps(figure) == (2, 2)
    assert figure.count(">1 or 2 units<") == 2


def test_no_colour_is_fixed_in_the_figure() -> None:
    services = [Service("97112", 24), Service("97110", 23)]
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b(?!-)|rgb\(|style=", minute_bar(services, count_units(services), "colour"))


def test_the_table_tells_what_the_bar_shows() -> None:
    services = [Service("97112", 24), Service("97110", 20), Service("97140", 20), Service("97161", 30, timed=False)]
    body = minute_table(services, count_units(services)).partition("<tbody>")[2]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if "<td" in row]
    assert rows == [
        ["97112", "24", "1", "9", "2 units"],
        ["97110", "20", "1", "5", "1 unit"],
        ["97140", "20", "1", "5", "1 unit"],
        ["97161", "30", "", "", "untimed: 1 unit"],
        ["The day, timed", "64", "", "", "4 units"],
    ]
