"""The claim builder bills as the rules do, over every day of up to three services and random visits; and it can be used."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from macros.guide import Guide
from macros.pages.claim_builder import claim_tables, countable
from macros.rules.claim import SETTINGS, ClaimResult, Separate, Visit, claim_for
from macros.rules.edits import PRACTITIONER, EditRow, edit_between
from macros.rules.edits import TABLES as EDIT_TABLES
from macros.rules.modifiers import SEPARATE_MODIFIER
from macros.rules.visit import Service

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
TABLES = json.loads(claim_tables(GUIDE.library).content)
MOST = 70
ROWS = 12
RANDOM_VISITS = 20_000
CODES = ("97112", "97530", "97140")

pytestmark = pytest.mark.browser

GRID = """async ([a, most, tables, visit]) => {
  const { claimFor } = await import("/calculator/claim.js");
  const codes = ["97112", "97530", "97140"];
  const lines = [];
  for (let b = 0; b <= most; b++)
    for (let c = 0; c <= most; c++) {
      const minutes = [a, b, c];
      // A third of each code's minutes are the assistant's, so that every way of parting comes about.
      const services = minutes.map((all, i) => ({ code: codes[i], minutes: all, assistant: Math.floor(all / 3), timed: true }));
      const { acceptable, prices, unsettled } = claimFor({ ...visit, yearToDate: BigInt(visit.yearToDate), services }, tables);
      const claims = acceptable.map((claim) => claim.map((x) => `${x.code}*${x.units}:${x.modifiers.join("+")}`).join());
      const totals = prices.map((price) => price?.totals.join("/") ?? "-");
      lines.push(`${claims.join("|")};${totals.join("|")};${unsettled ?? ""}`);
    }
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\\n"))));
  return [[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""), lines];
}"""

VISITS = """async ([visits, tables]) => {
  const { claimFor } = await import("/calculator/claim.js");
  const written = (value) => (typeof value === "bigint" ? String(value) : value);
  return visits.map((visit) => {
    const found = claimFor({ ...visit, yearToDate: visit.yearToDate === null ? null : BigInt(visit.yearToDate) }, tables);
    return JSON.stringify({ ...found, openable: undefined }, (_, value) => written(value));
  });
}"""


@pytest.mark.parametrize("begin", range(0, MOST + 1, ROWS))
def test_every_day_of_up_to_three_services_is_billed_alike(modules: Page, begin: int) -> None:
    on, before = date(2026, 3, 2), Decimal(2400)
    given = {
        "on": on.isoformat(),
        "discipline": "PT",
        "table": "practitioner",
        "yearToDate": "240000",
        "locality": "national",
        "qualifying": False,
        "separate": [],
    }
    seen: Counter[str] = Counter()
    for a in range(begin, min(begin + ROWS, MOST + 1)):
        lines = []
        for b in range(MOST + 1):
            for c in range(MOST + 1):
                services = tuple(Service(code, n, True, 15, n // 3) for code, n in zip(CODES, (a, b, c), strict=True))
                result = claim_for(Visit(on, services, year_to_date=before), GUIDE.library.tables)
                claims = [",".join(f"{x.code}*{x.units}:{'+'.join(x.modifiers)}" for x in claim) for claim in result.acceptable]
                totals = ["/".join(map(cents, price.totals)) if price else "-" for price in result.prices]
                lines.append(f"{'|'.join(claims)};{'|'.join(totals)};{result.unsettled or ''}")
                seen["unsettled"] += result.unsettled is not None
                seen["tie"] += len(result.acceptable) > 1
                seen["KX"] += "KX" in lines[-1]
                seen["two lines"] += any(len(claim) > len({x.code for x in claim}) for claim in result.acceptable)
        digest, theirs = modules.evaluate(GRID, [a, MOST, TABLES, given])
        if digest != hashlib.sha256("\n".join(lines).encode()).hexdigest():
            place, ours, other = next((i, x, y) for i, (x, y) in enumerate(zip(lines, theirs, strict=True)) if x != y)
            pytest.fail(f"{a}, {divmod(place, MOST + 1)} minutes: Python {ours}, browser {other}")
    assert min(seen[name] for name in ("unsettled", "tie", "KX", "two lines")) > 100, seen


def random_visits() -> list[Visit]:
    """Visits of every kind, and on every side of a day on which a rule changes."""
    random = Random(97112)
    codes = list(countable(GUIDE.library))
    places = ["national", *dict.fromkeys(place.id for place in GUIDE.library.fees.localities)]
    edited = sorted({frozenset({row.column_1, row.column_2}) for row in GUIDE.library.edit_pairs.rows}, key=sorted)
    numbers = {code.code for code in codes}
    pairs = [sorted(pair) for pair in edited if pair <= numbers]

    def one_of(choices: Any) -> Any:
        return choices[int(random.random() * len(choices))]

    visits: list[Visit] = []
    while len(visits) < RANDOM_VISITS:
        on = date(2018, 1, 1) + timedelta(days=int(random.random() * 3287))
        if random.random() < 0.5:
            on = date(2026, 1, 1) + timedelta(days=int(random.random() * 365))
        discipline = one_of(["PT", "PT", "OT", "SLP"])
        chosen = [one_of(codes).code for _ in range(1 + int(random.random() * 5))]
        if random.random() < 0.5:
            chosen += one_of(pairs)
        services = []
        for code in chosen:
            minutes = int(random.random() ** 2 * 100)
            helped = discipline != "SLP" and random.random() < 0.5
            try:
                services.append(GUIDE.library.service(code, minutes, int(random.random() * (minutes + 1)) if helped else 0, on))
            except ValueError:  # not in force on that day, which the form tells before it builds anything
                continue
        if not services:
            continue
        given = [service.code for service in services]
        separate = [
            Separate(frozenset(pair), one_of(list(SEPARATE_MODIFIER)))
            for pair in pairs
            if set(pair) <= set(given) and random.random() < 0.4
        ]
        known = random.random() < 0.8
        visits.append(
            Visit(
                on,
                tuple(services),
                discipline=discipline,
                setting=one_of(list(SETTINGS)),
                year_to_date=Decimal(int(random.random() * 350_000)) / 100 if known else None,
                locality=one_of(places) if random.random() < 0.3 else "national",
                separate=tuple(separate),
                qualifying=random.random() < 0.3,
            )
        )
    return visits


VISITS_AT_RANDOM = random_visits()


def test_random_visits_are_billed_and_explained_word_for_word(modules: Page) -> None:
    for begin in range(0, RANDOM_VISITS, 1000):
        part = VISITS_AT_RANDOM[begin : begin + 1000]
        told = modules.evaluate(VISITS, [[as_typed(visit) for visit in part], TABLES])
        for visit, text in zip(part, told, strict=True):
            assert json.loads(text) == as_built(claim_for(visit, GUIDE.library.tables)), visit


def test_random_visits_are_of_every_kind() -> None:
    results = [claim_for(visit, GUIDE.library.tables) for visit in VISITS_AT_RANDOM[:5000]]
    lines = [line for result in results for claim in result.acceptable for line in claim]
    modifiers = Counter(name for line in lines for name in line.modifiers)
    assert {"GP", "GO", "GN", "CQ", "CO", "KX", *SEPARATE_MODIFIER.values()} <= modifiers.keys()
    assert min(modifiers.values()) > 20, modifiers
    assert sum(line.denied_by is not None for line in lines) > 100
    for text in ("tie", "Unsettled", "Indicator 0", "Indicator 1", "Indices of", "above the limit", "Medicare may review"):
        if text == "tie":
            assert sum(len(result.acceptable) > 1 for result in results) > 50
            continue
        told = sum(text in f"{' '.join(map(str, result.steps))} {' '.join(result.warnings)}" for result in results)
        assert told > 20, text


def cents(amount: Decimal) -> str:
    return str(int(amount * 100))


def as_typed(visit: Visit) -> dict[str, Any]:
    return {
        "on": visit.service_date.isoformat(),
        "discipline": visit.discipline,
        "table": SETTINGS[visit.setting],
        "yearToDate": None if visit.year_to_date is None else cents(visit.year_to_date),
        "locality": visit.locality,
        "qualifying": visit.qualifying,
        "separate": [{"codes": sorted(each.codes), "because": each.because} for each in visit.separate],
        "services": [{"code": s.code, "minutes": s.minutes, "assistant": s.assistant, "timed": s.timed} for s in visit.services],
    }


def as_built(result: ClaimResult) -> dict[str, Any]:
    return {
        "acceptable": [
            [{"code": x.code, "units": x.units, "modifiers": list(x.modifiers), "deniedBy": x.denied_by} for x in claim]
            for claim in result.acceptable
        ],
        "prices": [
            {
                "lines": [{"code": x.code, "amounts": [cents(a) for a in x.amounts], "inFull": x.in_full} for x in price.lines],
                "totals": [cents(total) for total in price.totals],
                "withoutReduction": cents(price.without_reduction),
                "steps": [{"text": step.text, "cites": list(step.cites)} for step in price.steps],
                "unsettled": price.unsettled,
            }
            if price
            else None
            for price in result.prices
        ],
        "steps": [{"text": step.text, "cites": list(step.cites)} for step in result.steps],
        "warnings": list(result.warnings),
        "unsettled": result.unsettled,
        "crosses": result.crosses,
    }


@pytest.mark.parametrize("table", EDIT_TABLES)
def test_a_run_of_one_table_is_read_alike(modules: Page, table: str) -> None:
    day = date(2024, 7, 1)
    ours = edit_between([EditRow("97112", "36591", 0, None, None, only_in="practitioner")], [], "97112", "36591", day, table, day)
    run = {"column1": "97112", "column2": "36591", "indicator": 0, "hospital": 0, "since": None, "until": None, "inferred": False}
    theirs = modules.evaluate(
        """async ([edits, on, table]) => {
          const { editBetween } = await import("/calculator/edits.js");
          return editBetween(edits, "97112", "36591", on, table);
        }""",
        [{"rows": [{**run, "onlyIn": "practitioner"}], "unedited": [], "asOf": day.isoformat()}, day.isoformat(), table],
    )
    assert (theirs["active"], theirs["denies"], theirs["opens"]) == (ours.active, ours.denies, ours.modifier_opens)
    assert [each["text"] for each in theirs["steps"]] == [each.text for each in ours.steps]
    assert ours.active is (table == PRACTITIONER)


def test_a_visit_is_typed_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&discipline=PT&before=2400&97112=20+18")
    lines = page.locator(".calculator__lines tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("97112")
    page.get_by_label("Plan of care").focus()
    page.keyboard.press("O")
    expect(lines.first).to_contain_text("GO")
    expect(lines.nth(1)).to_contain_text("GO CO")
    page.get_by_label("Service 1, minutes by the assistant alone").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0")
    expect(lines).to_have_count(1)
    expect(page.locator(".calculator__status")).to_contain_text("97112 × 1 GO")
    assert "97112=20" in page.url


def test_an_edit_is_asked_about_and_the_answer_stays(page: Page, site: str) -> None:
    pair = next(
        sorted({row.column_1, row.column_2})
        for row in GUIDE.library.edit_pairs.rows
        if row.indicator == 1
        and row.until is None
        and {row.column_1, row.column_2} <= {code.code for code in countable(GUIDE.library)}
    )
    address = f"{site}reference/claim-builder/#on=2026-03-02&setting=private-practice&{pair[0]}=30&{pair[1]}=30"
    page.goto(address)
    expect(page.locator(".calculator__warnings")).to_contain_text("denies beside")
    page.locator(".calculator__separate select").select_option("structure")
    expect(page.locator(".calculator__lines")).to_contain_text("XS")
    expect(page.locator(".calculator__warnings")).not_to_contain_text("denies beside")
    kept = page.url
    page.goto("about:blank")
    page.goto(kept)
    expect(page.locator(".calculator__lines")).to_contain_text("XS")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Allowed this year", "-3", "Write dollars"),
        ("Allowed this year", "1e9", "Write dollars"),
        ("Service date", "2017-12-31", "The data begins on"),
        ("Service date", "", "Write the day."),
        ("Service 1, minutes by the therapist", "7.5", "whole number"),
        ("Service 1, minutes by the assistant alone", "1441", "1440"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(page: Page, site: str, field: str, typed: str, said: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=2026-03-02&97112=24")
    expect(page.locator(".calculator__result")).to_be_visible()
    given = page.get_by_label(field)
    given.fill(typed)
    error = page.locator(".calculator__error", has_text=said)
    expect(error).to_be_visible()
    assert given.get_attribute("aria-describedby") == error.get_attribute("id")
    expect(page.locator(".calculator__result")).to_be_hidden()


def test_an_odd_address_breaks_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}reference/claim-builder/#on=x&discipline=MD&locality=<b>&before=many&99999=3&97112=8&97140")
    expect(page.locator(".calculator__status")).to_contain_text("Allowed this year so far")
    page.get_by_label("Allowed this year so far, in $").fill("100")
    expect(page.locator(".calculator__lines tbody tr")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_the_builder_fits_every_width(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}reference/claim-builder/")
    expect(page.locator(".calculator__lines")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for field in page.locator(".calculator :is(select, input, .button):visible").all():
        box = field.bounding_box()
        assert box is not None
        assert box["height"] >= 44
