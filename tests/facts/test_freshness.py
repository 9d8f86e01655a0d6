"""What must be looked at again, and numbers that a page may not state."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from macros.facts.freshness import overdue, review_by, reviews
from macros.guide import Guide
from macros.site.page_numbers import stray_numbers
from tests.command import guide
from tests.small_checkout import spoil, write_small_checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return write_small_checkout(tmp_path)


def test_a_fact_is_due_with_the_soonest_of_its_sources_or_on_its_own_day(checkout: Path) -> None:
    spoil(checkout, "docs/data/sources.yml", 'review_by: "2027-11-23"', 'review_by: "2027-03-01"')
    spoil(checkout, "docs/data/scope.yml", "sources: [manual]", "sources: [guide, manual]")
    spoil(checkout, "docs/data/units.yml", "sources: [manual]", 'sources: [manual]\n    review_by: "2027-01-15"')
    found = Guide.load(checkout)
    assert review_by(found.library, found.library.facts["S-01"]) == date(2027, 3, 1)
    assert reviews(found.library)[0].by == date(2027, 1, 15)
    assert reviews(found.library)[0].fact.id.startswith("U-")


@pytest.mark.parametrize(
    ("day", "warned", "expired"),
    [("2027-11-23", False, False), ("2027-11-24", True, False), ("2027-12-23", True, False), ("2027-12-24", False, True)],
)
def test_a_fact_past_its_day_is_a_warning_for_30_days_and_then_an_error(
    checkout: Path, day: str, warned: bool, expired: bool
) -> None:
    failing, warning = overdue(Guide.load(checkout).library, date.fromisoformat(day))
    assert (bool(warning), bool(failing)) == (warned, expired)
    done = guide("check", "--on", day, root=checkout)
    assert done.returncode == expired
    assert ("was to be looked at again by 2027-11-23" in done.stderr) == (warned or expired)
    assert ("still a warning" in done.stderr) == warned


def test_facts_and_stale_list_every_fact(checkout: Path) -> None:
    loaded = Guide.load(checkout)
    data = json.loads(guide("facts", "--json", root=checkout).stdout)
    assert [each["id"] for each in data] == list(loaded.library.facts)
    assert list(data[0]) == ["id", "text", "kind", "payer", "sources", "checked", "from", "until", "unread", "as_of", "review_by"]
    assert len(guide("facts", root=checkout).stdout.splitlines()) == len(loaded.library.facts)
    (checkout / "docs/index.md").write_text('# Home\n\nOne. {{ cite("U-01", "S-01") }}\n\n{{ proof() }}\n', "utf-8")
    uncited = [line.split()[0] for line in guide("facts", "--uncited", root=checkout).stdout.splitlines()]
    assert uncited == [name for name in loaded.library.facts if name not in ("U-01", "S-01")]
    news = f"{len(uncited)} facts are cited by no page: `guide facts --uncited` lists them."
    assert news in guide("check", root=checkout).stderr
    stale = json.loads(guide("stale", "--on", "2028-01-01", "--json", root=checkout).stdout)
    assert {each["id"] for each in stale} == set(loaded.library.facts)
    assert all(each["overdue"] for each in stale)
    told = guide("stale", "--on", "2027-11-20", root=checkout).stdout.splitlines()
    assert told[0].startswith("2027-11-23  in 3 days  ")
    assert told[-1] == f"0 of {len(loaded.library.facts)} facts are past their day on 2027-11-20."


def test_what_is_past_its_day_is_the_text_of_an_issue(checkout: Path) -> None:
    assert guide("stale", "--format", "markdown", "--on", "2027-11-23", root=checkout).stdout == ""
    text = guide("stale", "--format", "markdown", "--on", "2027-11-24", root=checkout).stdout
    facts = Guide.load(checkout).library.facts
    assert text.startswith(f"{len(facts)} facts are past the day of the next review, as of 2027-11-24.\n")
    lines = [line for line in text.splitlines() if line.startswith("- [ ] ")]
    assert len(lines) == min(len(facts), 60)
    place = re.search(r"`(docs/data/\S+):(\d+)`", lines[0])
    name = re.search(r"`([A-Z]+-\d+)`, 1 day late", lines[0])
    assert place
    assert name
    assert name[1] in (checkout / place[1]).read_text("utf-8").splitlines()[int(place[2]) - 1]
    assert "[A manual](https://example.org/manual)" in text


def test_an_issue_on_every_fact_fits_into_one() -> None:
    text = guide("stale", "--format", "markdown", "--on", "2099-01-01").stdout
    assert 1_000 < len(text.encode()) < 65_536, "what GitHub takes"
    assert re.search(r"- and \d+ more", text)


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ("A unit has 15 minutes.", []),
        ("Above $2,500 in 2026 a line needs KX.", []),
        ("Above $2,510 a line needs KX.", ["$2,510"]),
        ("The fee is 0.5 and 0.55.", ["0.55"]),
        ("1. First\n2. Second\n\n`97999` and [a link](page-77.md) and ![](x88.png)\n\n```\n99 bottles\n```", []),
        ('{{ worked_visit("97112=24") }}\n\n24 minutes of 97112, and 26 of another.', ["26"]),
        ("97999 is no code here.", ["97999"]),
    ],
)
def test_a_page_states_only_numbers_of_the_data(checkout: Path, text: str, strays: list[str]) -> None:
    (checkout / "docs/index.md").write_text(f"# Home\n\n{text}\n", "utf-8")
    found = stray_numbers(Guide.load(checkout))
    assert [problem.what.split(" is not")[0] for problem in found] == strays
    for problem in found:
        line = (checkout / "docs/index.md").read_text("utf-8").splitlines()[problem.line - 1]
        assert line[problem.column - 1 :].startswith(problem.what.split(" is not")[0])


CITED = [
    ('One unit has 8 to 22 minutes. {{ cite("U-01") }}', []),
    ('One unit has 8 to 23 minutes. {{ cite("U-01") }}', ["23"]),
    ('- 8 minutes {{ cite("U-01") }}\n- 8 minutes again', ["8"]),
    ('- 8 minutes\n  of one {{ cite("U-01") }}', []),
    ('| 22 | {{ cite("U-01") }} |\n| 22 | nothing |', ["22"]),
    ('Said. {{ cite("U-01") }}\n\nIn 2026 97112 takes modifier 59, and 22 minutes.', ["22"]),
    ('Said. {{ cite("U-01") }}\n\n<div class="vignette" markdown>\n\nShe is 71.\n\n</div>\n\nShe is 72.', ["72"]),
    ('## The 9 ways\n\nSaid. {{ cite("U-01") }} {{ worked_visit("97112=24") }} 24 of them.', []),
]


@pytest.mark.parametrize(("text", "strays"), CITED)
def test_on_a_page_that_cites_a_number_is_in_a_fact_of_its_own_paragraph(checkout: Path, text: str, strays: list[str]) -> None:
    spoil(checkout, "docs/data/units.yml", "within 7 days", "of 8 to 22 minutes")
    (checkout / "docs/index.md").write_text(f"# Home\n\n{text}\n", "utf-8")
    found = stray_numbers(Guide.load(checkout))
    assert [problem.what.split(" is in no fact")[0] for problem in found] == strays


def test_an_amount_that_is_typed_is_answered_with_the_macros_that_write_it(checkout: Path) -> None:
    (checkout / "docs/index.md").write_text('# Home\n\nIt is $2,480 for 12 visits. {{ cite("U-01") }}\n', "utf-8")
    amount, count = stray_numbers(Guide.load(checkout))
    assert amount.fix.startswith('let a macro write the amount, such as {{ threshold() }} or {{ fee("97112") }}')
    assert count.fix.startswith("cite the fact that holds it")


def test_check_tells_a_stray_number_at_its_place(checkout: Path) -> None:
    (checkout / "docs/index.md").write_text("# Home\n\nAbout 4711 units.\n", "utf-8")
    done = guide("check", root=checkout)
    assert done.returncode == 1
    assert "docs/index.md:3:7: 4711 is not a number of the data; take it from a fact, or add the fact first" in done.stderr
