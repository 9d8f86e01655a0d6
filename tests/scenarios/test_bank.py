"""Every item that the real scenarios can give: one key, distinct options, and a key that another method finds too.

For counted visits that method is tests/oracle.py. For items drawn from facts the key is found again in the YAML,
read with plain PyYAML and without the models.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from macros.guide import Guide
from macros.rules.assistants import NoWayToDivide
from macros.rules.units import DayUnits
from macros.scenarios.asks import ASKS
from macros.scenarios.asks.ask import key_from
from macros.scenarios.compose import compose, range_of
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.records import teachable
from macros.scenarios.review.check import review_scenario
from macros.scenarios.review.unread import unread_in
from tests import oracle
from tests.plain_yaml import plain_yaml
from tests.scenarios.counts_judged import minutes_of
from tests.scenarios.misconceptions.made_up import visit as made_up_visit

ROOT = Path(__file__).resolve().parents[2]

GUIDE = Guide.load(ROOT)
SCENARIOS = [(topic, scenario) for topic in GUIDE.quizzes.topics for scenario in topic.scenarios]


@cache
def raw(name: str) -> Any:
    return plain_yaml(ROOT / "docs" / "data" / f"{name}.yml")


def test_the_bank_has_eighty_scenarios_over_twelve_topics_each_with_two_levels_or_more() -> None:
    assert len(SCENARIOS) >= 80
    assert len(GUIDE.quizzes.topics) == 12
    for topic in GUIDE.quizzes.topics:
        assert len({scenario.level for scenario in topic.scenarios}) >= 2, topic.id
    assert {scenario.level for _, scenario in SCENARIOS} == {1, 2, 3}


@pytest.mark.proof
def test_the_bank_gives_at_least_ten_thousand_questions() -> None:
    assert sum(len({question.id for question in range_of(GUIDE.library, each, 2000)}) for _, each in SCENARIOS) >= 10_000


def well_formed(item: Item) -> None:
    """One key, distinct options, and feedback wherever an answer can be wrong."""
    assert item.explanation
    assert item.sources
    if item.kind == MULTIPLE:
        right = tuple(option.id for option in item.options if option.correct)
        assert right == item.answer
        assert 1 <= len(right) < len(item.options) <= 6
        assert len({" ".join(option.text.lower().split()) for option in item.options}) == len(item.options)
    elif item.kind == SINGLE:
        assert [option.id for option in item.options if option.correct] == [item.answer]
        texts = [" ".join(option.text.lower().split()) for option in item.options]
        assert len(set(texts)) == len(texts)
        assert 3 <= len(texts) <= 4
        assert all(option.feedback for option in item.options)
        assert all(option.feedback.rstrip(".") != option.text.rstrip(".") for option in item.options), "feedback says why"
    elif item.kind == FIND:
        assert [option.id for option in item.options if option.correct] == [item.answer]
        assert all(option.feedback for option in item.options)
        assert len({option.text for option in item.options}) == len(item.options) >= 5
    elif item.kind == MATCH:
        assert len({option.text for option in item.options}) == len(item.options) >= 3
        assert tuple(row.answer for row in item.rows) == item.answer
        assert {row.answer for row in item.rows} == {option.id for option in item.options if option.correct}
        assert len(item.rows) >= 3
        assert all(row.feedback for row in item.rows)
    elif item.kind == ORDER:
        shown = tuple(option.id for option in item.options)
        assert isinstance(item.answer, tuple)
        assert sorted(item.answer) == sorted(shown)
        assert item.answer != shown, "it is shown in another order"
    elif item.kind == CLAIM_LINES:
        assert item.grid is not None
        claims = [frozenset(claim) for claim in item.grid.acceptable]
        assert 1 <= len(set(claims)) == len(claims)
        assert not set(claims) & {frozenset(each.lines) for each in item.grid.wrong}
        everything = [*item.grid.acceptable, *(each.lines for each in item.grid.wrong)]
        codes = {code for code, _ in item.grid.codes}
        for line in (line for claim in everything for line in claim):
            assert line.code in codes
            assert not line.modifiers or line.modifiers in item.grid.modifiers
        assert max(map(len, everything)) < item.grid.rows == 6, "the same for every question"
    else:
        assert item.kind == NUMBER
        (field,) = item.fields
        assert isinstance(item.answer, int)
        assert field.minimum <= item.answer <= field.maximum
        wrong = [each.value for each in field.wrong]
        assert item.answer not in wrong
        assert len(set(wrong)) == len(wrong)


def expected_totals(visit: dict[str, Any]) -> tuple[set[frozenset[tuple[str, int]]], int]:
    """Every acceptable claim by the independent method, and the total timed minutes."""
    timed: dict[str, int] = {}
    untimed = set()
    for service in visit["services"]:
        if service["timed"]:
            timed[service["code"]] = timed.get(service["code"], 0) + service["minutes"]
        else:
            untimed.add((service["code"], 1))
    if visit["payer_rule"] == "medicare":
        claims = oracle.medicare(timed)
    else:
        claims = {frozenset((code, n) for code, n in oracle.midpoint(timed).items() if n)}
    return {frozenset({*claim, *untimed}) for claim in claims}, sum(timed.values())


def claim_in(text: str) -> frozenset[tuple[str, int]]:
    """`97112 × 2, 97110 × 1` as a claim."""
    if "×" not in text:
        return frozenset()
    lines = [part.split("×") for part in text.split(",")]
    return frozenset((code.strip(), int(units)) for code, units in lines)


def counted(question: Question, item: Item) -> None:
    ask = question.scenario.ask
    untimed_codes = {code["code"] for code in raw("codes")["codes"] if not code["timed"]}
    assert item.visit is not None
    assert all(s["timed"] == (s["code"] not in untimed_codes) for s in item.visit["services"])
    drawn = [value for value in question.draw.values() if isinstance(value, int)]
    told = drawn or [s["minutes"] for s in item.visit["services"]]
    assert all(str(minutes) in item.stem for minutes in told), "the stem tells the minutes"
    if question.log:
        timed, untimed = minutes_of(question)
        assert timed == {s["code"]: s["minutes"] for s in item.visit["services"] if s["timed"]}
        assert untimed == sum(s["minutes"] for s in item.visit["services"] if not s["timed"])
    claims, timed_minutes = expected_totals(item.visit)
    if ask == "total-units":
        assert {sum(units for _, units in claim) for claim in claims} == {item.answer}
        return
    if ask == "timed-total":
        assert item.answer == timed_minutes
        return
    for option in item.options:
        assert (claim_in(option.text) in claims) == option.correct
    if ask == "every-claim":
        assert sum(option.correct for option in item.options) == len(claims)
    else:
        assert ask == "claim"
        assert len(claims) == 1


EXAMPLE_FILES = sorted(path.stem for path in (ROOT / "docs/data").glob("examples*.yml"))
EXAMPLES = [example for name in EXAMPLE_FILES for example in raw(name)["examples"]]
READ_CODES = {id: code for name in EXAMPLE_FILES for id, code in plain_yaml(ROOT / f"tests/worked/{name}.yml").items()}
"""The code that a person read from each example's activity; the site computes it from the features."""


@pytest.mark.parametrize("name", EXAMPLE_FILES)
def test_every_example_was_read_by_a_person(name: str) -> None:
    read = plain_yaml(ROOT / f"tests/worked/{name}.yml")
    assert list(read) == [example["id"] for example in raw(name)["examples"]]
    assert read == {example.id: example.code for example in Guide.load(ROOT).library.vignettes if example.id in read}


def _stripped(text: str) -> str:
    return " ".join(text.split())


def code_key(question: Question, item: Item) -> None:
    examples = {_stripped(each["activity"]): each for each in EXAMPLES}
    (example,) = [each for activity, each in examples.items() if activity in item.stem]
    for option in item.options:
        code = option.text.split()[0]
        assert (code == READ_CODES[example["id"]]) == option.correct
        assert option.correct or code in {each["code"] for each in example["confused_with"]}


def activity_key(question: Question, item: Item) -> None:
    examples = {_stripped(each["activity"]): each for each in EXAMPLES}
    asked = next(code["code"] for code in raw("codes")["codes"] if code["code"] in item.stem)
    for option in item.options:
        assert (READ_CODES[examples[_stripped(option.text)]["id"]] == asked) == option.correct


def _required(requirement: dict[str, Any], document: str) -> bool:
    return (requirement["document"], requirement["authority"], requirement["status"]) == (document, "medicare", "required")


def element_key(question: Question, item: Item) -> None:
    documents = {"note-element": "treatment-note", "plan-element": "plan-of-care", "progress-report-element": "progress-report"}
    document = documents[question.scenario.id]
    requirements = raw("documentation")["requirements"]
    concepts = {each["concept"] for each in requirements if _required(each, document)}
    for option in item.options:
        written = [each for each in requirements if _stripped(each["element"]).lower() == option.text.lower()]
        in_force = [each for each in written if _required(each, document)]
        assert bool(in_force) == option.correct, f"{item.id}: {option.text}"
        assert option.correct or not concepts & {each["concept"] for each in written}


def document_key(question: Question, item: Item) -> None:
    data = raw("documentation")
    names = {document["name"]: document["id"] for document in data["documents"]}
    found = [each for each in data["requirements"] if _stripped(each["element"]) in item.stem and each["authority"] == "medicare"]
    concepts = {each["concept"] for each in found}
    for option in item.options:
        holds = any(_required(each, names[option.text]) and each["concept"] in concepts for each in data["requirements"])
        assert holds == option.correct, f"{item.id}: {option.text}"


def authority_key(question: Question, item: Item) -> None:
    told = {"medicare": "Medicare requires it", "payer": "another payer", "good-practice": "good practice"}
    found = [each for each in raw("documentation")["requirements"] if _stripped(each["element"]) in item.stem]
    authorities = {
        each["authority"]
        for each in found
        if each["status"] != "not-required" and each["document"].replace("-", " ") in item.stem.lower()
    }
    assert len(authorities) == 1, item.id
    key = next(option.text for option in item.options if option.correct)
    assert told[authorities.pop()] in key


KEYS = {
    **dict.fromkeys(("claim", "every-claim", "total-units", "timed-total"), counted),
    "code": code_key,
    "activity": activity_key,
    "element": element_key,
    "document": document_key,
    "authority": authority_key,
}
"""How the key of an ask is found again; tests/scenarios/test_bank_rules.py has the others."""


UNVERIFIED = {
    fact["id"]
    for path in sorted((ROOT / "docs/data").glob("*.yml"))
    for part in ("facts", "requirements")
    for fact in (plain_yaml(path).get(part) or ())
    if fact["checked"] == "unverified" or "unread" in fact
}
"""Facts that nobody here has verified or read to the end, from the plain YAML."""


def rests_on_what_was_checked(question: Question) -> None:
    """Every fact behind the key, and every fact behind a record that was drawn, was checked and is settled."""
    if question.scenario.visit:
        assert question.counted.unsettled is None
    key = ASKS[question.scenario.ask].key(question)
    behind = {*key.cites}
    for value in question.draw.values():
        assert getattr(value, "checked", "full") != "unverified"
        behind |= {*getattr(value, "rests_on", ())}
    assert behind or key.sources
    assert not [reason for reason in key.reasons if "NothingRead" in {kind.__name__ for kind in type(reason).__mro__}]
    assert not behind & UNVERIFIED
    assert all(name in GUIDE.library.sources for name in key.sources)


def test_no_key_of_the_whole_bank_gives_gn_to_a_code_of_pt_and_ot() -> None:
    """Every question that is published or drafted: the right option, and every acceptable claim of a grid."""
    keys = []
    for topic in GUIDE.quizzes.topics:
        for item in (entry.item for entry in GUIDE.bank.entries(topic.id) if entry.item):
            right = [option.text for option in item.options if option.correct]
            grids = item.grid.acceptable if item.grid else ()
            keys += [(item.id, text) for text in right]
            keys += [(item.id, f"{line.code} × {line.units} {line.modifiers}") for claim in grids for line in claim]
    assert len(keys) > 800
    assert not [(name, text) for name, text in keys if re.search(r"97(112|110|150) × \d+ GN", text)]


def test_there_are_facts_on_which_no_question_may_rest() -> None:
    assert UNVERIFIED


def test_no_question_rests_on_a_method_that_was_not_read() -> None:
    """1 assistant minute of 9 in 2020 and 2021, 1 of 8 later, 3 of 25 in a group: the ways to work out a tenth differ."""
    for day, service in (("2021-03-02", ("97112", 9, 1)), ("2026-03-02", ("97112", 8, 1)), ("2026-03-02", ("97150", 25, 3))):
        asked = made_up_visit(service, service_date=day, year_to_date=0)
        for ask in ("assistant-units", "claim-lines"):
            with pytest.raises(QuestionFault, match="no source settles"):
                ASKS[ask].key(asked)


@pytest.mark.parametrize("unread", ["how it is counted", None])
def test_a_fact_of_which_a_part_was_not_read_takes_its_questions_out(unread: str | None) -> None:
    units = GUIDE.library.file("units")
    marked = tuple(fact.model_copy(update={"unread": unread}) if fact.id == "U-01" else fact for fact in units.facts)
    library = GUIDE.library.with_file("units", units.model_copy(update={"facts": marked}))
    topic = GUIDE.quizzes.topic("units")
    question = replace(range_of(GUIDE.library, topic.scenarios[0], 3)[0], library=library)
    if unread is None:
        assert compose(question, topic.id)
        return
    with pytest.raises(QuestionFault, match="U-01, of which this was not read: how it is counted"):
        compose(question, topic.id)
    assert not [term.id for term in teachable(library, "terms") if "U-01" in term.rests_on]
    faults = review_scenario(library, topic.id, topic.scenarios[0], 200).faults
    assert [fault.field for fault in faults] == [("ask",)]


def test_a_key_reached_through_a_reason_of_nothing_read_is_a_fault() -> None:
    key = key_from((NoWayToDivide("97112", 14, 9, 23),), 1, "1.")
    assert "no source settles it" in (unread_in(GUIDE.library, key) or "")
    assert unread_in(GUIDE.library, key_from((DayUnits(24, 2, 23, 37),), 2, "2.")) is None


def test_a_fact_that_is_no_longer_verified_takes_its_questions_out() -> None:
    """A question of the rules is refused, and a record that rests on the fact is not drawn."""
    units = GUIDE.library.file("units")
    doubted = tuple(fact.model_copy(update={"checked": "unverified"}) if fact.id == "U-01" else fact for fact in units.facts)
    other = GUIDE.library.with_file("units", units.model_copy(update={"facts": doubted}))
    topic = GUIDE.quizzes.topic("units")
    question = range_of(GUIDE.library, topic.scenarios[0], 3)[0]
    assert compose(question, topic.id)
    with pytest.raises(QuestionFault, match="U-01, which is unverified"):
        compose(replace(question, library=other), topic.id)
    resting = {term.id for term in GUIDE.library.terms if "U-01" in term.rests_on and term in teachable(GUIDE.library, "terms")}
    assert resting
    assert not resting & {term.id for term in teachable(other, "terms")}
