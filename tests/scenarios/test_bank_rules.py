"""Every key of the asks on claims, edits, payment, people, deadlines and statements, found again by the independent method.

The inputs are what the scenario draws; the answers come from tests/oracle.py, from plain YAML, or from counting days by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from macros.guide import Guide
from macros.rules.claim import SETTINGS
from macros.rules.vocabulary import APPEAL_LEVEL_NAMES, PROFESSION_NAMES, AppealLevel
from macros.scenarios.asks.deadlines import CERTIFIED
from macros.scenarios.asks.edits import REMEDIES
from macros.scenarios.asks.knowledge import VERDICTS
from macros.scenarios.asks.people import ANSWERS, SUPERVISION
from macros.scenarios.compose import compose, is_drawn, range_of
from macros.scenarios.item import GridLine, Item
from macros.scenarios.question import Question, QuestionFault
from tests import oracle
from tests.plain_yaml import plain_yaml
from tests.rules.test_furnishing import PRACTITIONERS
from tests.scenarios.money_checks import MONEY_CHECKS
from tests.scenarios.money_checks import claim_corrected as changes_named

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
READ_CODES = plain_yaml(ROOT / "tests/worked/examples.yml")


@cache
def raw(name: str) -> Any:
    return plain_yaml(ROOT / "docs" / "data" / f"{name}.yml")


DATA = {name: raw(name) for name in ("codes", "edit-pairs", "fees", "thresholds")}


def right(item: Item) -> str:
    return next(option.text for option in item.options if option.correct)


def oracle_claim(question: Question) -> frozenset[oracle.ClaimLine]:
    (claim,) = oracle_claims(question)
    return claim


def oracle_claims(question: Question) -> set[frozenset[oracle.ClaimLine]]:
    template = question.scenario.visit
    assert template is not None
    before = question.year_to_date
    visit = {
        "day": question.day.isoformat(),
        "discipline": question.discipline,
        "setting": template.setting,
        "hospital": SETTINGS[template.setting] == "hospital",
        "year_to_date": None if before is None else str(before),
        "separate": {each.codes: {"minutes": "59"}[each.because] for each in question.visit.separate},
        "place": "national",
        "qualifying": False,
        "services": [(s.code, s.timed, s.minutes - s.assistant, s.assistant, s.treated_by) for s in question.services],
    }
    alternatives = oracle.claims(visit, DATA)
    assert oracle.paid(visit, DATA)[1:] == (set(), set())
    assert all(len(possible) == 1 for possible in alternatives), "no question rests on a claim that is open"
    return {claim for possible in alternatives for claim in possible}


def lines_in(text: str) -> frozenset[oracle.ClaimLine]:
    lines: set[oracle.ClaimLine] = set()
    for part in text.split("; ") if text != "Nothing is billed" else ():
        code, _, units, *modifiers = part.split()
        lines.add((code, int(units), frozenset(modifiers), False))
    return frozenset(lines)


def claim_lines(question: Question, item: Item) -> None:
    expected = oracle_claim(question)
    for option in item.options:
        assert (lines_in(option.text) == expected) == option.correct


def assistant_units(question: Question, item: Item) -> None:
    marked = sum(units for _, units, modifiers, _ in oracle_claim(question) if {"CQ", "CO"} & modifiers)
    assert item.answer == marked


def threshold_room(question: Question, item: Item) -> None:
    year = next(row for row in raw("thresholds")["years"] if row["year"] == question.day.year)
    assert question.year_to_date is not None
    assert item.answer == year["ot" if question.discipline == "OT" else "pt_and_slp"] - int(question.year_to_date)


def _edit(question: Question) -> tuple[str, bool] | None:
    first, second, day = question.given("first"), question.given("second"), question.day.isoformat()
    hospital = question.given("table", "practitioner") == "hospital"
    assert oracle.edit_state(raw("edit-pairs"), first, second, day, hospital) != "unknown"
    return oracle.edit_of(raw("edit-pairs"), first, second, day, hospital)


def edit(question: Question, item: Item) -> None:
    found = _edit(question)
    text = right(item)
    assert text.startswith(f"{found[0]} denies") if found else text == "Both are paid; neither denies"
    assert question.given("first") in item.full_text
    assert question.given("second") in item.full_text


def edit_remedy(question: Question, item: Item) -> None:
    found = _edit(question)
    assert right(item) == REMEDIES["none" if not found else "if-separate" if found[1] else "never"]


def _billed(question: Question) -> list[oracle.BilledLine]:
    lines: list[oracle.BilledLine] = []
    for part in question.given("lines").split():
        code, _, count = part.partition("=")
        number, _, mark = code.partition(":")
        if int(count):
            lines.append((number, int(count), bool(mark)))
    return lines


def _dollars_are(item: Item, expected: Fraction) -> None:
    for option in item.options:
        assert (Fraction(option.text.strip("$").replace(",", "")) == expected) == option.correct


def price(question: Question, item: Item) -> None:
    assert not any(marked for _, _, marked in _billed(question)), "CQ changes what is paid, not what is allowed"
    total = oracle.allowed(_billed(question), question.day.isoformat(), raw("fees"), question.given("locality", "national"))
    _dollars_are(item, total)


def paid(question: Question, item: Item) -> None:
    found = oracle.payments(_billed(question), question.day.isoformat(), raw("fees"), question.given("locality", "national"))
    assert found is not None
    ((_, medicare, patient),) = {payment for payments in found for payment in payments}
    _dollars_are(item, medicare)
    assert "deductible" in item.full_text
    assert "sequestration" in item.full_text
    # By the other reading, which takes 15 percent off the whole allowed amount, Medicare pays the same and the patient less.
    assert {Fraction(option.text.strip("$").replace(",", "")) for option in item.options}.isdisjoint({patient})


def in_full(question: Question, item: Item) -> None:
    year = next(row for row in raw("fees")["fees"] if row["year"] == question.day.year)
    expenses = {code: Fraction(str(year["values"][code]["practice_expense"])) for code, _, _ in _billed(question)}
    best = [code for code, expense in expenses.items() if expense == max(expenses.values())]
    assert [right(item).split()[0]] == best


def who(question: Question, item: Item) -> None:
    incident_to = question.given("incident_to", "no") == "yes"
    expected = oracle.may_treat(
        question.given("profession"),
        question.given("payer", "medicare"),
        question.day.isoformat(),
        question.given("setting", "private-practice"),
        incident_to,
        None,
        ["PT", "OT"],
        False,
    )
    assert right(item) == ANSWERS[expected]
    if question.given("profession") in PRACTITIONERS and expected == "allowed":
        for condition in ("State law allows", "plan", "record are in order", "number"):
            assert condition in item.stem, f"a practitioner may only if this holds: {condition}"


def one_who_may(question: Question, item: Item) -> None:
    """By the oracle, the key alone of all that are offered may, and every one given is offered or barred as well."""
    place = (question.day.isoformat(), question.given("setting", "private-practice"))
    incident_to = question.given("incident_to", "no") == "yes"
    names = {PROFESSION_NAMES[who].partition(" (")[0]: who for who in question.given("among").split()}
    may = [
        name
        for name, who in names.items()
        if oracle.may_treat(who, "medicare", *place, incident_to, None, ["PT", "OT"], False) != "not allowed"
    ]
    assert may == [right(item)]
    assert {option.text for option in item.options} <= set(names)


def supervision(question: Question, item: Item) -> None:
    in_practice = question.given("setting") == "private-practice"
    assert right(item) == SUPERVISION["direct" if in_practice and question.day.year < 2025 else "general"]


def written(day: date) -> str:
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
    months += ["November", "December"]
    return f"{months[day.month - 1]} {day.day}, {day.year}"


HOLIDAYS = {
    *("2024-01-01", "2024-01-15", "2024-02-19", "2024-05-27", "2024-06-19", "2024-07-04", "2024-09-02", "2024-10-14"),
    *("2024-11-11", "2024-11-28", "2024-12-25", "2025-01-01", "2025-01-20", "2025-02-17", "2025-05-26", "2025-06-19"),
    *("2025-07-04", "2025-09-01", "2025-10-13", "2025-11-11", "2025-11-27", "2025-12-25", "2026-01-01", "2026-01-19"),
    *("2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26"),
    *("2026-12-25", "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05", "2027-09-06"),
}
"""The days on which federal offices are closed, as calendars list them."""
RUNS_ON = {"filing", "redetermination", "reconsideration", "hearing", "council", "court"}
"""What is filed with an office: a last day on which offices are closed is not the last."""


def office_is_open(day: date) -> bool:
    assert 2024 <= day.year <= 2027
    return day.isoweekday() <= 5 and day.isoformat() not in HOLIDAYS


def due(question: Question, item: Item) -> None:
    what, day = question.given("what"), question.day
    days = {
        "certification": 30,
        "recertification": 90,
        "next-recertification": 90,
        "redetermination": 120,
        "reconsideration": 180,
        "hearing": 60,
        "council": 60,
    }
    if what in days:
        for _ in range(days[what]):
            day += timedelta(days=1)
        ends = question.given("plan_ends", "")
        day = min(day, date.fromisoformat(ends)) if ends else day
    elif what == "verbal-order":
        spoken = date.fromisoformat(question.given("spoken"))
        assert (spoken - day).days <= 30
        day = max(day + timedelta(days=30), spoken + timedelta(days=14))
    elif what == "filing":
        if question.given("claim", "") == "institutional":  # It counts from the through date, by N-02.
            day = date.fromisoformat(question.given("through"))
        day = date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else date(day.year + 1, day.month, day.day)
    else:
        assert what == "progress-report"
        gaps = [int(gap) for gap in question.given("every").split()]
        missed = question.given("missed", "").split()
        reported = int(question.given("reported", "0"))
        visits = came = 1
        while came - reported < 10:
            day += timedelta(days=gaps[(visits - 1) % len(gaps)])
            visits += 1
            came += str(visits) not in missed
    assert right(item) == written(day)
    assert what not in RUNS_ON or office_is_open(day), "no key is a day on which nothing can be filed"


def certified(question: Question, item: Item) -> None:
    first, last = question.day, question.day + timedelta(days=30)
    signed, order, sent = (question.given(name, "") for name in ("signed", "order", "sent"))
    met = (signed and signed <= last.isoformat()) or (
        first.year >= 2025 and order and order <= last.isoformat() and sent and sent <= last.isoformat()
    )
    still_open = not met and not signed and question.given("today") <= last.isoformat()
    assert right(item) == CERTIFIED[None if still_open else bool(met)]
    if sent:
        assert date.fromisoformat(sent) - first == timedelta(days=int(question.draw["sent"]))


def level_open(question: Question, item: Item) -> None:
    """By the dollars that the stem tells, of the year of the request, and by 60 days."""
    told = {"hearing": {2025: 190, 2026: 200}, "court": {2025: 1900, 2026: 1960}}[question.given("level")]
    asked = date.fromisoformat(question.given("asked"))
    in_time = (asked - question.day).days <= 60
    enough = int(question.given("amount")) >= told[asked.year]
    words = right(item)
    assert words.startswith("Yes") == (in_time and enough)
    assert ("in time" in words, "is late" in words) == (in_time, not in_time)
    assert ("is enough" in words, "too low" in words) == (enough, not enough)


def denial_check(question: Question, item: Item) -> None:
    """The right text is that of the code named; each wrong one is that of a code whose first way is another."""
    (row,) = [row for row in raw("denial-codes")["codes"] if re.search(rf"with {re.escape(row['code'])}\.", item.stem)]
    firsts = {each["check"]: each["remedies"][0] for each in raw("denial-codes")["codes"]}
    assert right(item) == row["check"]
    assert all(firsts[option.text] != row["remedies"][0] for option in item.options if not option.correct)


def appeal_days(question: Question, item: Item) -> None:
    days = {"redetermination": 120, "reconsideration": 180, "hearing": 60, "council": 60, "court": 60}
    assert item.answer == days[question.given("level")]


def next_level(question: Question, item: Item) -> None:
    levels = ["redetermination", "reconsideration", "hearing", "council", "court"]
    assert right(item) == APPEAL_LEVEL_NAMES[AppealLevel(levels[levels.index(question.given("level")) + 1])]


def verdict(question: Question, item: Item) -> None:
    (statement,) = [each for each in raw("article")["statements"] if f'"{" ".join(each["says"].split())}"' in item.full_text]
    assert right(item) == VERDICTS[statement["verdict"]]


def _terms() -> dict[str, str]:
    return {" ".join(each["means"].split()): each["term"] for each in raw("glossary")["terms"]}


def term(question: Question, item: Item) -> None:
    (found,) = [name for means, name in _terms().items() if means in item.full_text]
    assert right(item).lower() == found.lower()


def meaning(question: Question, item: Item) -> None:
    terms = _terms()
    for option in item.options:
        assert (f'"{terms[" ".join(option.text.split())]}"' in item.full_text) == option.correct


def missing(question: Question, item: Item) -> None:
    """The key is required by Medicare and not named in the stem; every other option is named there or not required."""
    asked = question.record(type(GUIDE.library.requirements[0]))
    required = {
        each["element"]: each["concept"]
        for each in raw("documentation")["requirements"]
        if (each["document"], each["authority"], each["status"]) == (asked.document, "medicare", "required")
        and "only_if" not in each
    }
    for option in item.options:
        element = option.text[0].lower() + option.text[1:]
        lacking = element in required and element not in item.full_text
        assert lacking == option.correct, option.text


def every_element(question: Question, item: Item) -> None:
    """Each right option is required by Medicare in the document; no wrong one is, in any words."""
    document = question.draw["requirement"].document
    required = [
        each
        for each in raw("documentation")["requirements"]
        if (each["document"], each["authority"], each["status"]) == (document, "medicare", "required")
    ]
    elements = {each["element"]: each for each in required}
    assert sum(option.correct for option in item.options) == 3
    for option in item.options:
        element = option.text[0].lower() + option.text[1:]
        assert (element in elements) == option.correct
        if not option.correct:
            concepts = {each["concept"] for each in raw("documentation")["requirements"] if each["element"] == element}
            assert not concepts & {each["concept"] for each in required}


def claim_grid(question: Question, item: Item) -> None:
    """Every claim of the independent method is acceptable, no other is, and no known wrong one is among them."""
    expected = oracle_claims(question)
    assert item.grid is not None

    def as_set(lines: tuple[GridLine, ...]) -> frozenset[oracle.ClaimLine]:
        return frozenset((line.code, line.units, frozenset(line.modifiers.split()), False) for line in lines)

    assert {as_set(claim) for claim in item.grid.acceptable} == expected
    assert not expected & {as_set(each.lines) for each in item.grid.wrong}


def _strong(question: Question) -> Any:
    name = question.draw["note"].id
    (pair,) = [each for each in raw("notes")["notes"] if each["id"] == name]
    return pair


def _required(document: str) -> dict[str, str]:
    """The concepts that Medicare always requires in a document, with their names."""
    return {
        each["concept"]: each["element"]
        for each in raw("documentation")["requirements"]
        if (each["document"], each["authority"], each["status"]) == (document, "medicare", "required") and "only_if" not in each
    }


def _concepts(sentence: dict[str, Any]) -> set[str]:
    numbers = {name.replace("_", "-") for name in ("timed_minutes", "total_minutes") if name in sentence}
    return {*sentence.get("meets", ()), *numbers}


def _changed(question: Question, item: Item) -> tuple[dict[str, Any], str]:
    """The one sentence of the note that is shown otherwise, as it was and as it is; it is the key."""
    sound = _strong(question)["strong"]["says"]
    assert len(sound) == len(item.options)
    pairs = [(was, option) for was, option in zip(sound, item.options, strict=True) if was["says"].strip() != option.text]
    ((was, option),) = pairs
    assert option.correct
    return was, option.text


def failing_sentence(question: Question, item: Item) -> None:
    was, now = _changed(question, item)
    (flaw,) = [each for each in raw("notes")["flaws"] if each["says"] == now]
    document = _strong(question)["document"]
    assert flaw["document"] == document
    assert _concepts(was) & set(_required(document)) == {flaw["concept"]}


def missing_element(question: Question, item: Item) -> None:
    pair = _strong(question)
    lost = [each for each in pair["strong"]["says"] if " ".join(each["says"].split()) not in item.full_text]
    required = _required(pair["document"])
    ((concept,),) = [_concepts(each) & set(required) for each in lost]
    held = {name for each in pair["strong"]["says"] if each not in lost for name in _concepts(each)}
    for option in item.options:
        element = option.text[0].lower() + option.text[1:]
        lacking = [name for name, text in required.items() if text == element and name not in held]
        assert (lacking == [concept]) == option.correct


def _pairs(item: Item) -> dict[str, str]:
    texts = {option.id: option.text for option in item.options}
    return {row.text: texts[row.answer] for row in item.rows}


def match_codes(question: Question, item: Item) -> None:
    ids = {" ".join(each["activity"].split()): each["id"] for each in raw("examples")["examples"]}
    for activity, answer in _pairs(item).items():
        assert answer.split()[0] == READ_CODES[ids[activity]]


def _requirement(element: str) -> list[dict[str, Any]]:
    return [each for each in raw("documentation")["requirements"] if each["element"] == element[0].lower() + element[1:]]


def match_documents(question: Question, item: Item) -> None:
    names = {each["id"]: each["name"] for each in raw("documentation")["documents"]}
    for element, answer in _pairs(item).items():
        concepts = {each["concept"] for each in _requirement(element)}
        documents = {
            names[each["document"]]
            for each in raw("documentation")["requirements"]
            if each["concept"] in concepts and (each["authority"], each["status"]) == ("medicare", "required")
        }
        assert documents == {answer}


def match_authorities(question: Question, item: Item) -> None:
    said = {"medicare": "Medicare requires it", "good-practice": "it is good practice", "payer": "another payer asks for it"}
    for element, answer in _pairs(item).items():
        (found,) = {each["authority"] for each in _requirement(element) if each["document"] == "treatment-note"}
        assert answer.endswith(said[found])


def _ordered(item: Item) -> list[str]:
    texts = {option.id: option.text for option in item.options}
    assert isinstance(item.answer, tuple)
    return [texts[name] for name in item.answer]


def appeal_order(question: Question, item: Item) -> None:
    levels = ["Redetermination", "Reconsideration", "Hearing", "Review by the Appeals Council", "Federal court"]
    found = [next(i for i, level in enumerate(levels) if text.startswith(level)) for text in _ordered(item)]
    assert found == sorted(found)
    assert len(found) == 4


def due_order(question: Question, item: Item) -> None:
    start, gaps = question.day, [int(gap) for gap in question.given("every").split()]
    tenth = start
    for visit in range(9):
        tenth += timedelta(days=gaps[visit % len(gaps)])
    weeks = int(question.draw["weeks"])
    days = {
        "The first certification of the plan": start + timedelta(days=30),
        "The recertification": start + timedelta(days=min(90, 7 * weeks)),
        "The first progress report": tenth,
    }
    assert _ordered(item) == sorted(days, key=lambda text: days[text])


def rest_order(question: Question, item: Item) -> None:
    told = [re.match(r"(\S+) \((\d+) minutes\)", text) for text in _ordered(item)]
    minutes = {found[1]: int(found[2]) for found in told if found}
    assert minutes == {service.code: service.minutes for service in question.services}
    rests = []
    for left in minutes.values():
        while left >= 15:
            left -= 15
        rests.append(left)
    assert rests == sorted(rests, reverse=True)


def expense_order(question: Question, item: Item) -> None:
    year = next(row for row in raw("fees")["fees"] if row["year"] == question.day.year)
    expenses = [Fraction(str(year["values"][text.split()[0].rstrip(",")]["practice_expense"])) for text in _ordered(item)]
    assert expenses == sorted(expenses, reverse=True)
    assert all(text.split()[0].rstrip(",") in item.full_text for text in _ordered(item))


def claim_corrected(question: Question, item: Item) -> None:
    claim_grid(question, item)
    changes_named(question, item, [(code, units, modifiers) for code, units, modifiers, _ in oracle_claim(question)])


CHECKS: dict[str, Callable[[Question, Item], None]] = {
    **MONEY_CHECKS,
    "claim-lines": claim_lines,
    "claim-grid": claim_grid,
    "claim-corrected": claim_corrected,
    "failing-sentence": failing_sentence,
    "missing-element": missing_element,
    "match-codes": match_codes,
    "match-documents": match_documents,
    "match-authorities": match_authorities,
    "appeal-order": appeal_order,
    "due-order": due_order,
    "rest-order": rest_order,
    "expense-order": expense_order,
    "assistant-units": assistant_units,
    "threshold-room": threshold_room,
    "edit": edit,
    "edit-remedy": edit_remedy,
    "price": price,
    "paid": paid,
    "in-full": in_full,
    "who": who,
    "supervision": supervision,
    "one-who-may": one_who_may,
    "due": due,
    "certified": certified,
    "level-open": level_open,
    "denial-check": denial_check,
    "appeal-days": appeal_days,
    "next-level": next_level,
    "verdict": verdict,
    "term": term,
    "meaning": meaning,
    "missing": missing,
    "every-element": every_element,
}
"""How the key of an ask is found again; tests/scenarios/test_bank.py has the others."""


@pytest.mark.parametrize("what", sorted(RUNS_ON))
def test_a_last_day_on_which_no_office_is_open_is_never_drawn(what: str) -> None:
    """Every day of a year: the draw is taken exactly where the last day is one on which something can be filed."""
    topic = GUIDE.quizzes.topic("appeals")
    scenario = next(each for each in topic.scenarios if each.id == "year-of-a-claim")
    days = {"redetermination": 120, "reconsideration": 180}.get(what, 60)
    closed = 0
    for n in range(365):
        day = date(2025, 1, 1) + timedelta(days=n)
        last = day.replace(year=2026) if what == "filing" else day + timedelta(days=days)
        asked = scenario.model_copy(update={"given": {"what": what, "day": day.isoformat()}})
        question = Question(GUIDE.library, asked, {"day": day.isoformat()})
        assert is_drawn(question) == office_is_open(last), (what, day)
        closed += not office_is_open(last)
        if not office_is_open(last):
            with pytest.raises(QuestionFault, match="no workday"):
                compose(question, topic.id)
    assert 100 < closed < 130


def test_a_changed_threshold_changes_the_keys_that_rest_on_it() -> None:
    topic = GUIDE.quizzes.topic("modifiers")
    scenario = next(each for each in topic.scenarios if each.id == "room-below-the-threshold")
    question = range_of(GUIDE.library, scenario, 5)[0]
    changed = GUIDE.library.thresholds.model_copy(
        update={
            "years": tuple(
                year.model_copy(update={"pt_and_slp": year.pt_and_slp + 100}) for year in GUIDE.library.thresholds.years
            )
        }
    )
    other = GUIDE.library.with_file("thresholds", changed)
    before, after = compose(question, topic.id).answer, compose(replace(question, library=other), topic.id).answer
    assert isinstance(before, int)
    assert after == before + 100


def test_a_changed_fact_changes_the_keys_that_rest_on_it() -> None:
    """An example's features and a requirement's standing: no answer is typed that would survive."""
    topic = GUIDE.quizzes.topic("codes")
    scenario = next(each for each in topic.scenarios if each.id == "balance-work-or-not")
    question = next(each for each in range_of(GUIDE.library, scenario, 50) if each.draw["example"].id == "X-01")
    example = question.draw["example"]
    in_water = type(example.features)(**{**example.features.model_dump(), "in_water": True})
    bathed = type(example).model_construct(**{**dict(example), "features": in_water})
    other = replace(question, draw={**question.draw, "example": bathed})
    assert right(compose(question, topic.id)).startswith("97112")
    assert right(compose(other, topic.id)).startswith("97113")


def test_a_changed_fee_changes_the_price() -> None:
    topic = GUIDE.quizzes.topic("payment")
    scenario = next(each for each in topic.scenarios if each.id == "two-units-of-97112")
    question = range_of(GUIDE.library, scenario, 5)[0]
    factors = tuple(each.model_copy(update={"amount": each.amount * 2}) for each in GUIDE.library.fees.conversion_factors)
    other = GUIDE.library.with_file("fees", GUIDE.library.fees.model_copy(update={"conversion_factors": factors}))
    before, after = (Fraction(right(compose(each, topic.id)).strip("$")) for each in (question, replace(question, library=other)))
    assert abs(after - 2 * before) <= Fraction(2, 100)
