"""The claim builder bills as the rules do: every day of up to three services, and random visits word for word."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from macros.facts.rule_tables import edit_readings, edit_rows
from macros.guide import Guide
from macros.pages.claim_builder import countable
from macros.pages.claim_tables import TREATED_BY, claim_tables
from macros.pages.edit_answers import edit_answers
from macros.rules import edits, furnishing
from macros.rules.claim import SETTINGS, ClaimResult, Line, Separate, Visit, claim_for
from macros.rules.edits import (
    HOSPITAL,
    PRACTITIONER,
    TABLES,
    DeletedRun,
    EditAnswer,
    EditRow,
    EditRun,
    Reading,
    edit_between,
)
from macros.rules.modifiers import SEPARATE_MODIFIER
from macros.rules.payment import Price
from macros.rules.refused import Refused
from macros.rules.visit import Service
from macros.rules.vocabulary import EditTable
from tests.calculator.browser_rules import ROOT, BrowserRules, as_json, cents, claim_as_json, paid_as_json, phrase_as_json, said
from tests.proof import proof
from tests.seeds import daily_seed

GUIDE = Guide.load(ROOT)
CODES = ("97112", "97530", "97140")
DAY, BEFORE = date(2026, 3, 2), Decimal(2400)


def as_case(visit: Visit) -> list[Any]:
    """The visit as the claim builder's form gives it."""
    typed = {
        "on": visit.service_date.isoformat(),
        "discipline": visit.discipline,
        "setting": visit.setting,
        "table": SETTINGS[visit.setting],
        "yearToDate": None if visit.year_to_date is None else cents(visit.year_to_date),
        "locality": visit.locality,
        "qualifying": visit.qualifying,
        "separate": [{"codes": sorted(pair.codes), "because": pair.because} for pair in visit.separate],
        "services": [
            {"code": s.code, "minutes": s.minutes, "assistant": s.assistant, "timed": s.timed, "treatedBy": s.treated_by or ""}
            for s in visit.services
        ],
    }
    return ["claim", typed]


def lines_in_brief(claim: Sequence[Line]) -> list[Any]:
    return [[line.code, line.units, line.modifiers, line.open_modifier] for line in claim]


def payment_in_brief(price: Price | None) -> list[Any] | None:
    return None if price is None else [cents(price.total), paid_as_json(price)]


def compare_grid(rules: BrowserRules, minutes: range, days: int | None = None) -> None:
    """Every day of up to three services, a third of each code's minutes the assistant's: lines, totals, kinds of reasons.

    Or so many of these days, others each day.
    """
    every = list(product(minutes, repeat=len(CODES)))
    compared = every if days is None else Random(f"{daily_seed()}, days of the grid").sample(every, days)

    def visits() -> Iterator[Visit]:
        for each in compared:
            services = tuple(Service(code, n, True, 15, n // 3) for code, n in zip(CODES, each, strict=True))
            yield Visit(DAY, services, year_to_date=BEFORE)

    seen: Counter[str] = Counter()
    for visit, theirs in zip(visits(), rules.briefs(map(as_case, visits())), strict=True):
        ours = claim_for(visit, GUIDE.library.tables)
        settled = [[lines_in_brief(c), payment_in_brief(p), 0] for c, p in zip(ours.acceptable, ours.prices, strict=True)]
        not_settled = [[lines_in_brief(each.lines), payment_in_brief(each.price), len(each.why)] for each in ours.open]
        unsettled = ours.unsettled and phrase_as_json(ours.unsettled)
        assert theirs == as_json([settled + not_settled, unsettled, [type(step).__name__ for step in ours.steps]]), visit
        seen["unsettled"] += ours.unsettled is not None
        seen["settled beside it"] += bool(ours.open and ours.acceptable)
        seen["tie"] += len(ours.acceptable) > 1
        seen["KX"] += any("KX" in line.modifiers for claim in ours.acceptable for line in claim)
        seen["two lines"] += any(len(claim) > len({line.code for line in claim}) for claim in ours.acceptable)
    assert min(seen[name] for name in ("tie", "KX", "two lines")) > 100, seen
    assert min(seen[name] for name in ("unsettled", "settled beside it")) > 0, seen


@pytest.mark.parametrize("days", [9_000, proof(None)], ids=["a third", "every"])
def test_days_of_two_blocks_and_every_remainder_are_billed_alike(browser_rules: BrowserRules, days: int | None) -> None:
    compare_grid(browser_rules, range(30), days)


@pytest.mark.proof
def test_every_day_of_up_to_70_minutes_a_service_is_billed_alike(browser_rules: BrowserRules) -> None:
    compare_grid(browser_rules, range(71))


def random_visits(random: Random, count: int) -> list[Visit]:
    """Visits of every kind, and on every side of a day on which a rule changes."""
    codes = [code.code for code in countable(GUIDE.library)]
    places = ["national", *dict.fromkeys(place.id for place in GUIDE.library.fees.localities)]
    edited = sorted({tuple(sorted((row.column_1, row.column_2))) for row in GUIDE.library.edit_pairs.rows})
    pairs = [pair for pair in edited if set(pair) <= set(codes)]
    visits: list[Visit] = []
    while len(visits) < count:
        on = date(2018, 1, 1) + timedelta(days=random.randrange(3287))
        if random.random() < 0.5:
            on = date(2026, 1, 1) + timedelta(days=random.randrange(365))
        discipline = random.choice(["PT", "PT", "OT", "SLP"])
        chosen = random.choices(codes, k=random.randint(1, 5))
        if random.random() < 0.5:
            chosen += random.choice(pairs)
        services = []
        for code in chosen:
            minutes = int(random.random() ** 2 * 100)
            helped = discipline != "SLP" and random.random() < 0.5
            try:
                service = GUIDE.library.service(code, minutes, random.randint(0, minutes) if helped else 0, on)
                services.append(replace(service, treated_by=random.choice(TREATED_BY) if random.random() < 0.1 else None))
            except Refused:  # not in force on that day, which the form says before it builds anything
                continue
        if not services:
            continue
        given = {service.code for service in services}
        separate = [
            Separate(frozenset(pair), random.choice(list(SEPARATE_MODIFIER)))
            for pair in pairs
            if set(pair) <= given and random.random() < 0.4
        ]
        visits.append(
            Visit(
                on,
                tuple(services),
                discipline=discipline,
                setting=random.choice(list(SETTINGS)),
                year_to_date=Decimal(random.randrange(350_000)) / 100 if random.random() < 0.8 else None,
                locality=random.choice(places) if random.random() < 0.3 else "national",
                separate=tuple(separate),
                qualifying=random.random() < 0.3,
            )
        )
    return visits


@pytest.mark.parametrize("count", [4_000, proof(20_000)])
def test_random_visits_are_billed_and_explained_word_for_word(browser_rules: BrowserRules, count: int) -> None:
    visits = random_visits(Random(f"{daily_seed()}, visits"), count)
    results = [claim_for(visit, GUIDE.library.tables) for visit in visits]
    for visit, ours, theirs in zip(visits, results, browser_rules.results(map(as_case, visits)), strict=True):
        assert theirs == claim_as_json(ours), visit
    are_of_every_kind(results)


def are_of_every_kind(results: Sequence[ClaimResult]) -> None:
    """What makes the comparison worth something: no kind of claim is missing among so many."""
    lines = [line for result in results for claim in result.acceptable for line in claim]
    modifiers = Counter(name for line in lines for name in line.modifiers)
    assert {"GP", "GO", "GN", "CQ", "CO", "KX", *SEPARATE_MODIFIER.values()} <= modifiers.keys()
    assert min(modifiers.values()) > 10, modifiers
    assert sum(line.denied_by is not None for line in lines) > 50
    assert sum(len(result.acceptable) > 1 for result in results) > 20
    said = Counter(type(phrase).__name__ for result in results for phrase in (*result.steps, *result.warnings))
    common = ("NeverBoth", "BothIfSeparate", "Indices", "OverLimit", "MayReview", "CrossesThreshold", "NotPriced", "OneOfTwo")
    assert min(said[kind] for kind in common) > 5, said


RARE = (
    Visit(DAY, (Service("97112", 30, assistant=15),), year_to_date=Decimal(2427)),  # above the threshold with one of two totals
    Visit(DAY, (Service("97112", 65), Service("97116", 65)), year_to_date=Decimal(0)),  # a tie on either side of a unit limit
    Visit(date(2019, 12, 31), (Service("97150", 30, timed=False, assistant=30),)),  # the day before the assistant's modifier
    Visit(date(2100, 1, 4), (Service("97112", 8),), year_to_date=Decimal(1)),  # a year that the tables do not hold
    Visit(date(2021, 3, 2), (Service("97112", 23, assistant=9),)),  # before the exceptions
    # a settled claim beside an open one; full blocks beside units that are open; a group; an open line that denies beside it
    Visit(DAY, (Service("97112", 20, assistant=8), Service("97530", 20)), year_to_date=Decimal(2479)),
    Visit(DAY, (Service("97112", 80, assistant=38), Service("97530", 20)), year_to_date=Decimal(2300)),
    Visit(DAY, (Service("97112", 20, assistant=8), Service("97530", 20, assistant=9)), discipline="OT", year_to_date=Decimal(0)),
    Visit(DAY, (Service("97112", 23, assistant=16),), year_to_date=Decimal(0)),  # a block and an open unit, paid as one line
    Visit(DAY, (Service("97150", 25, assistant=3, timed=False),), year_to_date=Decimal(0)),
    Visit(date(2021, 3, 2), (Service("97112", 23, assistant=9), Service("97150", 25, timed=False)), year_to_date=Decimal(0)),
    Visit(DAY, (Service("97161", 0, timed=False),), discipline="OT", year_to_date=Decimal(9000)),
    Visit(DAY, (Service("97112", 7),)),
    # the first day on which Medicare pays less for an assistant, and the day before
    *(Visit(on, (Service("97112", 20, assistant=8), Service("97530", 20))) for on in (date(2022, 1, 1), date(2021, 12, 31))),
    # who treated: a practitioner beside an assistant, all minutes the assistant's, a speech-language pathologist under a PT plan
    Visit(DAY, (Service("97112", 22, assistant=14, treated_by="nurse-practitioner"),), year_to_date=Decimal(0)),
    Visit(DAY, (Service("97112", 8, treated_by="physician"), Service("97112", 14, assistant=14)), year_to_date=Decimal(0)),
    Visit(DAY, (Service("97112", 15, assistant=15, treated_by="naturopath"), Service("97110", 15, assistant=9))),
    Visit(DAY, tuple(Service(code, 15, treated_by="speech-language-pathologist") for code in ("97112", "97116"))),
    # what is not payable, with minutes of an assistant that stay, and without
    Visit(DAY, (Service("97112", 30, assistant=15, treated_by="chiropractor"),), year_to_date=Decimal(0)),
    Visit(DAY, (Service("97161", 30, timed=False, assistant=10),), discipline="OT"),
    # codes that are on no line
    Visit(DAY, tuple(Service(code, 9, timed=False) for code in ("98940", "97014", "97010", "20560", "G0283"))),
    # one unit is 32.73: the year begins or ends at the threshold, or ends at the line of review or a cent above it
    *(Visit(DAY, (Service("97112", 15),), year_to_date=Decimal(year)) for year in ("2480", "2447.27", "2967.27", "2967.28")),
)


def test_what_chance_seldom_brings_is_billed_and_explained_word_for_word(browser_rules: BrowserRules) -> None:
    for visit, theirs in zip(RARE, browser_rules.results(map(as_case, RARE)), strict=True):
        assert theirs == claim_as_json(claim_for(visit, GUIDE.library.tables)), visit


def test_the_browser_says_every_kind_of_reason_and_no_other() -> None:
    source = " ".join(path.read_text() for path in sorted((ROOT / "docs/assets/calculator").glob("*.js")))
    content = claim_tables(GUIDE.library).content
    tables = json.loads(content)
    kinds = tables["says"].keys()
    prepared = set(re.findall(r'"(?:kind|refusal)":"(\w+)"', content))
    prepared |= {kind for last in tables["rules"]["lastUnits"] for kind in last["marked"]} | set(tables["notAlways"].values())
    assert set(re.findall(r'kind: "(\w+)"', source)) | prepared <= kinds
    silent = {kind for kind in kinds - prepared if f'"{kind}"' not in source and kind not in vars(furnishing) | vars(edits)}
    # KxByFullUnit takes two disciplines; whose minutes a scene tells of is for a reader of the scene.
    told_of_scenes = {"TreatedTogether", "AssistantAlone", "NobodysMinutes"}
    assert silent == {"PayersOwn", "NoPlace", "KxByFullUnit", *told_of_scenes}


READ = date(2024, 7, 1)
EDIT_DAYS = (
    date(2019, 6, 30), date(2020, 11, 2), date(2024, 6, 30), date(2024, 7, 1), date(2025, 10, 1), date(2026, 10, 1),
)  # fmt: skip
EDIT_ROWS = (
    EditRow("97112", "36591", 0, None, None, READ, only_in=PRACTITIONER),
    EditRow("97112", "36591", 1, date(2018, 1, 1), None, READ),
    EditRow("97112", "36591", 1, date(2020, 10, 1), date(2024, 6, 30), READ, inferred=True),
    EditRow("97112", "36591", 1, None, None, READ),
    EditRow("97112", "36591", 1, None, None, READ, 0),
    EditRow("97112", "36591", 9, date(2020, 1, 1), date(2020, 1, 1), READ),
)
EDIT_READINGS = (
    (tuple(TABLES), READ, False),
    ((HOSPITAL,), date(2026, 10, 1), True),
    ((PRACTITIONER,), date(2026, 10, 1), False),
)
READ_SETS = ((0,), (0, 1), (1,), (0, 2), (2,))
"""Which of these readings looked the pair up, besides the first one, which has the run."""


def edit_as_json(answer: EditAnswer) -> dict[str, Any]:
    """What a claim takes of an answer."""
    steps = [step for step in answer.steps if answer.active or not isinstance(step, EditRun | DeletedRun)]
    return {
        "steps": [] if answer.unsettled else [said(step) for step in steps],
        "warnings": [said(answer.unsettled)] if answer.unsettled else [],
        "denied": answer.denies,
        "opens": answer.modifier_opens is True,
    }


def test_every_kind_of_edit_is_read_alike(browser_rules: BrowserRules) -> None:
    asked, cases = list(product(EDIT_ROWS, READ_SETS, EDIT_DAYS, TABLES)), []
    for row, looked_up in product(EDIT_ROWS, READ_SETS):
        chosen = [EDIT_READINGS[place] for place in looked_up]
        readings = [Reading(name, as_of, in_force_only) for tables, as_of, in_force_only in chosen for name in tables]
        readings += [Reading(name, READ) for name in TABLES if row.only_in in {None, name}]
        pair = {row.column_1, row.column_2}
        written = edit_answers(sorted(pair), {frozenset(pair): [row]}, {frozenset(pair): readings})
        for day, table in product(EDIT_DAYS, TABLES):
            answer = edit_between([row], readings, row.column_1, row.column_2, day, table)
            cases.append((["edit", written, row.column_1, row.column_2, day.isoformat(), table], edit_as_json(answer)))
    results = browser_rules.results(case for case, _ in cases)
    for combination, (_, ours), theirs in zip(asked, cases, results, strict=True):
        assert theirs == ours, combination


def test_every_pair_of_codes_is_looked_up_alike_on_days_of_every_year(browser_rules: BrowserRules) -> None:
    """In the order in which they are asked about, which chance turns around; the days are others each day."""
    random = Random(f"{daily_seed()}, days of edits")
    rows, readings = edit_rows(GUIDE.library.edit_pairs), edit_readings(GUIDE.library.edit_pairs)
    changes = [day for runs in rows.values() for run in runs for day in (run.since, run.until, run.seen) if day]
    days = sorted({change + timedelta(days=apart) for change in changes for apart in (-1, 0, 1)})
    asked: list[tuple[str, str, date, EditTable]] = []
    for pair, table in product(combinations(GUIDE.library.codes, 2), TABLES):
        on = [date(2018, 1, 1) + timedelta(days=random.randrange(3652)) for _ in range(4)]
        on += random.sample(days, 4) if frozenset(pair) in readings else []
        first, second = random.sample(pair, 2)
        asked += [(first, second, day, table) for day in on]
    results = browser_rules.results(["edit", None, first, second, day.isoformat(), table] for first, second, day, table in asked)
    for (first, second, day, table), theirs in zip(asked, results, strict=True):
        assert theirs == edit_as_json(GUIDE.library.edit(first, second, day, table)), (first, second, day, table)
