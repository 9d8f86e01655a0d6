"""Dollars, limits and figures on pages: every number against the plain data or counted by hand."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages import amounts, figures, registers
from macros.pages.links import Links
from tests import oracle
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../../")


def raw(name: str) -> dict[str, list[dict[str, object]]]:
    data: dict[str, list[dict[str, object]]] = plain_yaml(ROOT / f"docs/data/{name}.yml")
    return data


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(html: str) -> list[list[str]]:
    """The rows of the first table, cell by cell."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in body.split("</tr>")
        if "<t" in row
    ]


def test_the_thresholds_table_holds_every_year() -> None:
    html = amounts.thresholds_table(GUIDE.library)
    assert rows(html) == [
        [str(year["year"]), f"${year['pt_and_slp']:,}", f"${year['ot']:,}", f"${year['medical_review']:,}"]
        for year in reversed(raw("thresholds")["years"])
    ]
    heights = [float(found) for found in re.findall(r'<rect class="column[^"]*" [^>]*height="([0-9.]+)"', html)]
    amounts_by_year = [float(str(year["pt_and_slp"])) for year in raw("thresholds")["years"]]
    for height, amount in zip(heights, amounts_by_year, strict=True):
        assert abs(height / heights[-1] - amount / amounts_by_year[-1]) < 0.01, "columns begin at zero"


def test_the_limits_and_appeals_tables_hold_the_data() -> None:
    listed = [(code, row[1:]) for row in rows(amounts.limits_table(GUIDE.library)) for code in row[0].split(", ")]
    limits = dict(listed)
    assert len(limits) == len(listed)
    assert limits["97112"][:2] == ["4", "6"]
    assert limits["97535"][:2] == ["8 (2024-07-01)", "8"]
    assert limits["97542"][:2] == ["not read", "8"]
    assert set(limits) == {code for _, code in GUIDE.library.tables.limits}
    assert [row[1:] for row in rows(amounts.appeals_table(GUIDE.library))] == [
        ["120 days", "no amount"],
        ["180 days", "no amount"],
        ["60 days", "$190 in 2025, $200 in 2026"],
        ["60 days", "no amount"],
        ["60 days", "$1,900 in 2025, $1,960 in 2026"],
    ]


def test_a_worked_price_shows_what_is_paid_and_what_is_cut() -> None:
    html = amounts.worked_price(GUIDE.library, "97112=2 97110=1", "2026-03-02")
    bars, _, lines = html.partition("</details>")
    assert rows(bars) == [
        ["97112", "1", "$32.73", "$0.00", "$32.73"],
        ["97112", "2", "$32.73", "$7.85", "$24.88"],
        ["97110", "1", "$29.06", "$6.85", "$22.21"],
    ]
    assert rows(lines) == [
        ["97112", "2", "$57.61"],
        ["97110", "1", "$22.21"],
        ["Together", "", "$79.82 ; without the reduction $94.52"],
    ]
    paid = [float(width) for width in re.findall(r'class="bar-full"[^>]*width="([0-9.]+)"', html)]
    cut = [float(width) for width in re.findall(r'class="bar-cut"[^>]*width="([0-9.]+)"', html)]
    scale = paid[0] / 32.73
    assert [round(width / scale, 1) for width in paid] == [32.7, 24.9, 22.2]
    assert [round(width / scale, 1) for width in cut] == [7.8, 6.8]  # 32.73 - 24.88, 29.06 - 22.21
    assert "<title" in html
    assert "<desc" in html


def test_a_worked_claim_shows_its_lines() -> None:
    html = amounts.worked_claim(GUIDE.library, "97112=15+13 97140=22 97161", "2026-03-02", year_to_date=2400)
    assert rows(html) == [["97112", "GP KX", "1"], ["97112", "GP CQ KX", "1"], ["97140", "GP KX", "1"], ["97161", "GP KX", "1"]]
    assert "Allowed: $168.83. Medicare pays $132.08, the patient $33.77 (deductible met, before sequestration)." in html
    assert "97112: 15 minutes by the therapist and 13 by the assistant; 97140: 22 minutes; 97161. $2,400 was allowed" in html
    assert "<strong>Mind:</strong> The visit itself passes the KX threshold." in html
    alone = plain(amounts.worked_claim(GUIDE.library, "97112=30 97110=0+15", "2026-03-02", year_to_date=0))
    assert "97112: 30 minutes; 97110: 15 minutes by the assistant. Nothing was allowed this year before." in alone
    unsettled = amounts.worked_claim(GUIDE.library, "97112=14+9", "2021-03-02")
    assert "<strong>Unsettled:</strong> 97112: person by person, two units are left" in unsettled
    denied = amounts.worked_claim(GUIDE.library, "97112=20 97110=20 97150", "2026-03-02")
    assert denied.count("denies beside 97150") >= 2
    assert "<em>or</em>" in denied


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: amounts.worked_claim(GUIDE.library, "97112:15", "2026-03-02"),
            "`97112:15` is not a service; write the code and minutes",
        ),
        (lambda: amounts.worked_claim(GUIDE.library, "97999=15", "2026-03-02"), "`97999` is not a code of this guide"),
        (
            lambda: amounts.worked_price(GUIDE.library, "97112", "2026-03-02"),
            "`97112` is not a line; write the code, = and its units",
        ),
    ],
)
def test_a_page_that_asks_nonsense_is_told(call: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()  # type: ignore[operator]


def test_the_unit_ruler_begins_each_band_where_the_table_does() -> None:
    html = figures.unit_ruler(GUIDE.library, 5)
    bands = re.findall(r'<rect class="ruler-band[^"]*" x="([0-9.]+)" y="24" width="([0-9.]+)"', html)
    units = [int(found) for found in re.findall(r'<text class="ruler-units[^"]*"[^>]*>([0-9]+)<', html)]
    minutes = [int(found) for found in re.findall(r'<text class="ruler-minute"[^>]*>([0-9]+)<', html)]
    assert units == [0, 1, 2, 3, 4, 5]
    for low, count in zip(minutes, units, strict=True):
        assert oracle.table_units(low) == count
        assert low == 0 or oracle.table_units(low - 1) == count - 1
    scale = 420 / 83
    assert all(abs(float(x) - low * scale) < 0.1 for (x, _), low in zip(bands, minutes, strict=True))


def test_the_map_colors_exactly_the_minutes_on_which_the_methods_differ() -> None:
    html = figures.method_map(GUIDE.library, 37)
    painted: dict[tuple[int, int], str] = {}
    for kind, path in re.findall(r'<path class="map-(medicare|midpoint)" d="([^"]*)"', html):
        for x, y, width in re.findall(r"M([0-9]+) ([0-9]+)h([0-9]+)", path):
            for step in range(int(width) // 8):
                painted[((int(x) - 30) // 8 + step, 37 - (int(y) - 4) // 8)] = kind
    for one in range(38):
        for other in range(38):
            pooled = oracle.table_units(one + other)
            alone = sum(oracle.midpoint({"a": one, "b": other}).values())
            expected = "medicare" if pooled > alone else "midpoint" if alone > pooled else None
            assert painted.get((one, other)) == expected, (one, other)


def test_the_maps_table_tells_the_same() -> None:
    html = figures.method_map(GUIDE.library, 37)
    head = [int(found) for found in re.findall(r'<th scope="col">([0-9]+) min</th>', html)]
    for row in rows(html):
        other = int(row[0].split()[0])
        for one, cell in zip(head, row[1:], strict=True):
            pooled, alone = oracle.table_units(one + other), sum(oracle.midpoint({"a": one, "b": other}).values())
            assert cell == (str(pooled) if pooled == alone else f"{pooled} / {alone}")


def test_the_timeline_counts_days_and_treatment_days() -> None:
    html = figures.documentation_timeline(GUIDE.library, "2026-03-02")  # a Monday
    told = plain(html)
    begin = date(2026, 3, 2)
    treated = [begin + timedelta(days=n) for n in range(100) if (begin + timedelta(days=n)).weekday() in {0, 2, 4}]
    for number, day in enumerate((treated[9], treated[19], treated[29]), start=1):
        assert f"{day:%B} {day.day}, day {(day - begin).days} Progress report {number}" in told
    assert "April 1, day 30 Certification" in told
    assert "May 31, day 90 Recertification" in told
    days = [int(found) for found in re.findall(r", day ([0-9]+)<", html)]
    assert days == sorted(days)
    assert re.search(r'<title id="timeline-title">[^<]+</title>', html)
    described = re.search(r'<desc id="timeline-desc">([^<]+)</desc>', html)
    assert described
    assert all(f"day {day}: " in described[1] for day in days)
    drawn = [float(x) for x in re.findall(r'<circle class="timeline-mark[^>]* cx="([0-9.]+)"', html)]
    for x, number in zip(drawn, days, strict=True):
        assert abs((x - drawn[0]) / (drawn[-1] - drawn[0]) - number / days[-1]) < 0.005, "days stand on one scale"
    assert [int(found) for found in re.findall(r'<text class="timeline-day"[^>]*>day ([0-9]+)<', html)] == days


def test_every_source_stands_once_with_what_rests_on_it() -> None:
    html = registers.sources_page(GUIDE.library, LINKS)
    assert sorted(re.findall(r'id="source-([a-z0-9-]+)"', html)) == sorted(GUIDE.library.sources)
    for name in ("cms-therapy-services", "guide-97112"):
        part = html.partition(f'id="source-{name}"')[2].partition("</li>")[0]
        resting = [fact.id for fact in GUIDE.library.facts.values() if name in fact.sources]
        assert f'reference/facts/#source={name}">{len(resting)} facts rest on it</a>' in part


def test_changes_are_listed_by_the_year_in_which_facts_begin_and_end() -> None:
    html = registers.changes_page(GUIDE.library, LINKS)
    years = [int(year) for year in re.findall(r"^## ([0-9]{4}) ", html, re.M)]
    assert years == sorted(years, reverse=True)
    assert years[-1] >= 2018
    part = html.partition("## 2025 ")[2].partition("\n## ")[0]
    assert "2025-01-01" in part
    assert ">S-10b</a>" in part
    assert ">S-10a</a>" not in part
    assert ">S-10a</a>" in html.partition("## 2024 ")[2].partition("\n## ")[0]


def test_what_was_not_verified_is_all_there_and_leads_to_its_place() -> None:
    html = registers.unverified_page(GUIDE.library, LINKS)
    for fact in GUIDE.library.facts.values():
        assert (f">{fact.id}</a>" in html) == (fact.checked == "unverified" or fact.unread is not None)
    assert 'id="N-153"' not in html
    assert "#N-153" in html


def test_no_settled_answer_rests_on_what_was_not_verified() -> None:
    from macros.rules.cited import CITED_FACTS

    unverified = {name for name in CITED_FACTS if GUIDE.library.facts[name].checked == "unverified"}
    assert unverified == {"E-12", "N-145a"}, "cited only in warnings that say so"


def test_the_counts_of_how_facts_were_checked_add_up() -> None:
    assert sum(int(row[1]) for row in rows(registers.checked_table(GUIDE.library))) == len(GUIDE.library.facts)
    assert sum(int(row[1]) for row in rows(registers.next_reviews(GUIDE.library))) == len(GUIDE.library.facts)
