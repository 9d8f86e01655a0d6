"""When facts hold: days of force, days of a table or page that was read, and what no two facts may fix for one day."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages import registers
from macros.pages.links import Links
from macros.pages.reference import fact_html
from macros.reading.problem import ProblemsFound
from macros.rules import payment
from tests.plain_yaml import plain_yaml
from tests.small_checkout import spoil, write_small_checkout

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../../")
NEAR = {"law", "cms", "contractor", "payer"}
"""Kinds of sources at which a rule can be read in full."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return write_small_checkout(tmp_path)


def told(root: Path) -> list[str]:
    try:
        Guide.load(root)
    except ProblemsFound as found:
        return [problem.what for problem in found.problems]
    return []


@cache
def raw_facts() -> dict[str, dict[str, object]]:
    found = {}
    for path in sorted((ROOT / "docs/data").glob("*.yml")):
        data = plain_yaml(path)
        for each in [*data.get("facts", ()), *data.get("requirements", ())]:
            found[each["id"]] = each
    return found


FIXING = """\
  - id: {id}
    section: service
    field: units-in-a-day
    text: "So."
    authority: {authority}
    sources: [manual]
    checked: full
    {when}
"""


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ('as_of: "2024-07-01"', 'as_of: "2026-10-01"', False),
        ('as_of: "2024-07-01"', 'as_of: "2024-07-01"', True),
        ('as_of: "2024-07-01"', 'from: "2024-07-02"', False),
        ('as_of: "2024-07-01"', 'from: "2024-07-01"', True),
        ('as_of: "2024-07-01"', 'until: "2024-06-30"', False),
        ('as_of: "2024-07-01"', 'until: "2024-07-01"', True),
        ('as_of: "2024-07-01"', "", True),
        ('from: "2025-01-01"', 'from: "2026-01-01"', True),
        ("", "", True),
    ],
)
def test_two_facts_of_one_field_may_not_tell_of_one_day(checkout: Path, first: str, second: str, overlaps: bool) -> None:
    path = checkout / "docs/data/scope.yml"
    facts = [FIXING.format(id=name, authority="medicare", when=when) for name, when in (("S-98", first), ("S-99", second))]
    path.write_text(path.read_text("utf-8") + "".join(facts), "utf-8")
    expected = ["S-99 and S-98 fix the same thing (units-in-a-day) for the same days"] if overlaps else []
    assert told(checkout) == expected


def test_two_authorities_may_fix_one_field_each(checkout: Path) -> None:
    path = checkout / "docs/data/scope.yml"
    facts = [FIXING.format(id=name, authority=whose, when="") for name, whose in (("S-98", "medicare"), ("S-99", "code"))]
    path.write_text(path.read_text("utf-8") + "".join(facts), "utf-8")
    assert told(checkout) == []


def test_an_element_of_a_document_fixes_its_field_too(checkout: Path) -> None:
    path = checkout / "docs/data/documentation.yml"
    elements = re.findall(
        r"^  - id: (D-\S+)\n    document: .*\n    element: .*\n    concept: .*\n", path.read_text("utf-8"), re.M
    )
    assert len(elements) >= 2
    for name in elements[:2]:
        spoil(checkout, "docs/data/documentation.yml", f"  - id: {name}\n", f"  - id: {name}\n    field: days\n")
    assert told(checkout) == [f"{elements[1]} and {elements[0]} fix the same thing (days) for the same days"]


@pytest.mark.parametrize("day", ["from", "until"])
def test_the_day_of_a_table_is_not_told_beside_days_of_force(checkout: Path, day: str) -> None:
    spoil(checkout, "docs/data/scope.yml", "checked: full", f'checked: full\n    as_of: "2024-07-01"\n    {day}: "2024-07-01"')
    (what,) = told(checkout)
    assert what.startswith("`as_of` is the day of a table or page")


def test_what_may_change_or_be_contradicted_names_its_field() -> None:
    named = {fact.id for fact in GUIDE.library.facts.values() if fact.field}
    assert len(named) >= 75
    assert named >= {
        *("S-05b", "S-10a", "S-10b", "S-13", "T-04", "T-04a", "T-05", "T-06", "T-07"),
        *("U-02", "U-39", "U-40", "M-06", "M-11", "M-50", "E-06", "P-03", "P-04", "P-09", "P-24"),
        *("N-01", "N-05", "N-06", "N-07", "N-08", "N-09", "N-11", "D-17a", "D-17b", "D-20", "D-30", "O-04", "O-09", "O-18"),
    }


def test_a_second_limit_on_97112_for_the_same_table_would_be_refused(tmp_path: Path) -> None:
    limit = GUIDE.library.facts["M-11"]
    later = limit.model_copy(update={"as_of": date(2027, 1, 1)})
    assert limit.shares_a_day(limit)
    assert not limit.shares_a_day(later)
    reduction, since = GUIDE.library.facts["P-04"], GUIDE.library.facts["P-04"].since
    assert since is not None
    assert reduction.shares_a_day(reduction.model_copy(update={"since": date(2027, 1, 1)}))
    assert not reduction.shares_a_day(reduction.model_copy(update={"since": None, "until": date(2013, 3, 31)}))


def test_what_a_table_told_has_the_day_of_the_table() -> None:
    days = {"of July 2024": "2024-07-01", "of October 2026": "2026-10-01"}
    found = {
        name: {day for words, day in days.items() if re.search(rf"tables? {words}", str(each["text"]))}
        for name, each in raw_facts().items()
    }
    assert sum(map(bool, found.values())) >= 15
    for name, told_of in found.items():
        if told_of:
            assert (raw_facts()[name].get("as_of"), raw_facts()[name].get("from")) == (max(told_of), None), name


def test_no_fact_on_edits_or_limits_stops_at_the_tables_of_2024() -> None:
    """A table of October 2026 was read for every pair and limit that the facts tell of, by the hospital table at least."""
    older = {"cms-ncci-tables-2024-07", "cms-mue-tables-2024-07"}
    resting = [fact for fact in GUIDE.library.facts.values() if older & set(fact.sources) and fact.as_of]
    assert len(resting) >= 10
    for fact in resting:
        assert fact.as_of == date(2026, 10, 1), fact.id
        assert any(source.endswith("-2026-10") for source in fact.sources), fact.id


def test_what_changed_lists_days_of_force_and_no_day_of_a_table() -> None:
    html = registers.changes_page(GUIDE.library, LINKS)
    listed = re.findall(r'changes__day">([0-9-]{10})</span>.*?>([A-Z]{1,2}-[0-9]{2,3}[a-z]?)</a>', html)
    expected = [
        (str(day), name)
        for name, each in raw_facts().items()
        for day in (each.get("from"), each.get("until"))
        if day is not None and str(day) >= "2018"
    ]
    assert sorted(listed) == sorted(expected)
    names = {name for _, name in listed}
    assert not names & {"M-11", "M-43", "M-44", "M-50", "E-07", "F-20", "P-24", "U-40"}
    assert {("2020-01-01", "M-30"), ("2020-09-01", "M-31a"), ("2022-01-01", "T-04a")} <= set(listed)
    assert "(from this day; Medicare; quoted by others)" in html
    assert "; UnitedHealthcare; not verified)" in html


def test_the_day_of_a_table_stands_beside_the_fact() -> None:
    assert '<span class="fact__dates">as of 2026-10-01</span>' in fact_html(GUIDE.library, GUIDE.library.facts["M-11"])
    assert "as of" not in fact_html(GUIDE.library, GUIDE.library.facts["T-04a"])


def test_the_assistants_share_is_a_fact_of_its_own_day() -> None:
    assert GUIDE.library.facts["T-04a"].since == payment.ASSISTANT_SHARE_FROM
    assert f"{payment.ASSISTANT_SHARE:.0%}".rstrip("%") in GUIDE.library.facts["T-04a"].text
    assert "85" not in GUIDE.library.facts["T-04"].text
    assert "T-04a" in payment.AssistantPaid.cites


def test_nothing_is_read_in_full_that_only_others_told() -> None:
    for fact in GUIDE.library.facts.values():
        if fact.checked == "full":
            assert NEAR & {GUIDE.library.sources[name].kind for name in fact.sources}, fact.id


def test_that_97112_is_always_therapy_follows_and_is_not_claimed_as_seen() -> None:
    fact = GUIDE.library.facts["S-05b"]
    assert fact.checked == "own-arithmetic"
    assert {"cms-rvu-2026", "cms-therapy-services"} <= set(fact.sources)
    assert "not among its sources" in fact.text


def test_advice_and_rule_are_two_facts() -> None:
    """What was once one fact under one badge."""
    assert {GUIDE.library.facts[name].authority for name in ("D-25", "D-35a", "S-39")} == {"medicare"}
    assert {GUIDE.library.facts[name].authority for name in ("D-25a", "D-73", "D-39")} == {"good-practice"}
    for fact in GUIDE.library.facts.values():
        if fact.authority == "medicare":
            assert not re.search(r"\bit is wise\b|\ba payer\b", fact.text), fact.id
