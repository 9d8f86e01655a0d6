"""Which questions an assignment draws, what its address says, and its versions on paper, run in node."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from macros.exports.sheet import VERSIONS, version
from macros.scenarios.item import Item
from tests.exports.sample import ITEMS
from tests.in_node import copy_modules, node_or_skip

Ask = Callable[..., Any]
KINDS = ["single", "multiple", "find", "number", "claim-lines", "match", "order"]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """A function of the browser's modules, by its name in ask.mjs."""
    node = node_or_skip("what the browser chooses is not compared")
    program = Path(__file__).with_name("ask.mjs")
    folder = copy_modules(tmp_path_factory.mktemp("choosing"), program, "assignment", "quiz", "vendor")

    def asked(call: str, *arguments: Any) -> Any:
        line = json.dumps({"call": call, "arguments": arguments})
        run = subprocess.run([node, "ask.mjs"], cwd=folder, input=line, text=True, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    return asked


def told(item: Item) -> dict[str, Any]:
    """A question as the page tells it to the module that orders versions."""
    return {
        "id": item.id,
        "group": item.case.id if item.case else item.id,
        "part": item.case.part if item.case else 0,
        "kind": item.kind,
        "ordered": item.ordered,
        "options": [option.id for option in item.options],
    }


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_on_the_page_is_that_of_the_command(name: str, ask: Ask) -> None:
    of_kinds = {item.kind: item for item in ITEMS}.values()
    items = [*of_kinds, *(item for item in ITEMS[::29] if item not in of_kinds), *(item for item in ITEMS if item.case)]
    items = list({item.id: item for item in items}.values())[:150]
    assert {item.kind for item in items} == set(KINDS)
    by_id = {item.id: item for item in items}
    of_command = []
    for item in version(name, items).items:
        texts = {option.text: option.id for option in by_id[item.id].options}
        of_command.append([item.id, [texts[option.text] for option in item.options]])
    assert ask("version", name, [told(item) for item in items]) == of_command


def pooled(topic: str, count: int) -> list[dict[str, Any]]:
    """A pool of questions, three of each scenario, of each level and kind and payer in turn."""
    return [
        {
            "id": f"{topic}-{number // 3}-{number:04x}",
            "scenario": f"{topic}-{number // 3}",
            "level": number // 3 % 3 + 1,
            "edition": 1 if number % 7 else 2,
            "judged": 0,
            "past": 2 if number % 11 == 10 else 0,
            "records": [],
            "payer": ("medicare", "other", "")[number % 3],
            "kind": KINDS[number % len(KINDS)],
            "withdrawn": "it was wrong" if number % 13 == 12 else "",
        }
        for number in range(count)
    ]


POOLS = {"units": pooled("units", 90), "edits": pooled("edits", 90), "plans": pooled("plans", 4)}
CHOICES = {
    "topics": [*POOLS], "levels": [1, 2, 3], "kinds": KINDS, "payer": "any", "cases": [], "count": 12, "seed": 7, "bank": 2,
}  # fmt: skip
BY_ID = {(topic, item["id"]): item for topic, pool in POOLS.items() for item in pool}


def items_of(drawn: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [BY_ID[named["home"], named["id"]] for named in drawn]


def test_a_draw_has_what_is_asked_for_and_each_question_once(ask: Ask) -> None:
    drawn = ask("draw", POOLS, CHOICES, [])
    assert len({named["id"] for named in drawn}) == 12
    assert Counter(named["home"] for named in drawn) == {"units": 4, "edits": 4, "plans": 4}
    assert all(not item["withdrawn"] and not item["past"] for item in items_of(drawn))
    assert ask("draw", POOLS, CHOICES, []) == drawn
    assert ask("draw", POOLS, {**CHOICES, "seed": 8}, []) != drawn


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        ({"levels": [2]}, lambda item: item["level"] == 2),
        ({"kinds": ["match", "order"]}, lambda item: item["kind"] in {"match", "order"}),
        ({"payer": "medicare"}, lambda item: item["payer"] != "other"),
        ({"payer": "other"}, lambda item: item["payer"] == "other"),
        ({"bank": 1}, lambda item: item["edition"] == 1),
    ],
)
def test_a_draw_narrows(choice: dict[str, Any], holds: Callable[[dict[str, Any]], bool], ask: Ask) -> None:
    drawn = items_of(ask("draw", POOLS, {**CHOICES, **choice}, []))
    assert drawn
    assert all(map(holds, drawn))


def test_a_topic_that_has_too_few_is_filled_up_by_the_others(ask: Ask) -> None:
    drawn = ask("draw", POOLS, {**CHOICES, "count": 30}, [])
    assert len(drawn) == 30
    assert Counter(named["home"] for named in drawn)["plans"] <= 4


def test_what_is_locked_stays_at_its_place(ask: Ask) -> None:
    first = ask("draw", POOLS, CHOICES, [])
    locked = [{"place": place, "named": first[place]} for place in (0, 5, 11)]
    second = ask("draw", POOLS, {**CHOICES, "seed": 99}, locked)
    assert len(second) == 12
    assert [second[place] for place in (0, 5, 11)] == [first[place] for place in (0, 5, 11)]
    assert len({named["id"] for named in second}) == 12


def test_a_swap_comes_to_every_other_question_of_the_level_and_repeats_none(ask: Ask) -> None:
    drawn = ask("draw", POOLS, CHOICES, [])
    place = next(place for place, named in enumerate(drawn) if named["home"] == "units")
    level = BY_ID["units", drawn[place]["id"]]["level"]
    others = {named["id"] for named in drawn} - {drawn[place]["id"]}
    seen = set()
    for _ in range(60):
        drawn[place] = ask("another", POOLS["units"], drawn[place], drawn, CHOICES)
        item = BY_ID["units", drawn[place]["id"]]
        assert item["level"] == level
        assert not item["withdrawn"]
        assert not item["past"]
        assert item["id"] not in others
        if item["id"] in seen:
            break
        seen.add(item["id"])
    skills = {BY_ID["units", named["id"]]["scenario"] for named in drawn if named["home"] == "units"} - {item["scenario"]}
    fresh = {
        item["id"]
        for item in POOLS["units"]
        if item["level"] == level and not item["withdrawn"] and not item["past"] and item["scenario"] not in skills
    }
    assert seen == fresh


ASSIGNMENT = (
    "#bank=1&items=units:two-codes-4a57a086,case-numb-feet:numb-feet-1c2d3e4f,edits:pair-00&title=Week+3&say=Alone.%0AAll.&due=2027-03-02"
    "&minutes=20"
)


def test_an_address_says_what_it_was_given(ask: Ask) -> None:
    assigned = ask("assigned", ASSIGNMENT)
    assert [named["home"] for named in assigned["items"]] == ["units", "case-numb-feet", "edits"]
    assert (assigned["title"], assigned["say"], assigned["due"], assigned["minutes"]) == (
        "Week 3",
        "Alone.\nAll.",
        "2027-03-02",
        20,
    )
    assert ask("again", ASSIGNMENT) == assigned
    odd = "#items=units:a-1&title=" + quote('a&b="<i>"+%20 é') + "&say=" + quote("1 + 1 = 2 & so on?")
    assert ask("again", odd) == ask("assigned", odd)


@pytest.mark.parametrize(
    ("address", "items", "unread", "beyond"),
    [
        ("#items=", 0, 0, 0),
        ("#items=%%%,<script>,units,units:,:a,../x:y,units:a b,units:A-1", 0, 8, 0),
        ("#items=units:a-1,units:a-1,units:a-1", 1, 0, 0),
        ("#items=" + ",".join(f"units:a-{number}" for number in range(5000)), 60, 0, 4940),
        ("#items=units:" + "a" * 100_000, 0, 1, 0),
        ("#items=units:a-1&items=edits:b-1", 1, 0, 0),
    ],
)
def test_a_malformed_address_does_no_harm(address: str, items: int, unread: int, beyond: int, ask: Ask) -> None:
    assigned = ask("assigned", address)
    assert (len(assigned["items"]), assigned["unread"], assigned["beyond"]) == (items, unread, beyond)


def test_texts_of_an_address_are_bounded_and_seen(ask: Ask) -> None:
    long = quote("\U0001f9e0" * 2000)
    hidden = quote("a\u202eb\u0000c\u0007d\ne")
    assigned = ask("assigned", f"#items=units:a-1&title={long}&say={hidden}&due=2027-02-30&minutes=99999")
    assert assigned["title"] == "\U0001f9e0" * 80
    assert assigned["say"] == "abcd\ne"
    assert assigned["due"] == ""
    assert ask("assigned", f"#items=units:a-1&say={quote('x' * 9000)}")["say"] == "x" * 500
    assert ask("assigned", "#items=units:a-1&bank=-1&minutes=ten") | {"items": []} == {
        "bank": 2, "items": [], "unread": 0, "beyond": 0, "title": "", "say": "", "due": "", "minutes": 0,
    }  # fmt: skip
    assert ask("assigned", "#seed=7&topics=units:4") is None


OFFERED = {"topics": ["units", "edits", "plans"], "kinds": KINDS, "cases": ["numb-feet"], "bank": 2}


def test_the_address_of_the_builder_keeps_everything(ask: Ask) -> None:
    address = (
        "#seed=7&n=12&topics=units,edits&levels=1,3&kinds=match,order&payer=medicare&cases=numb-feet&locked=0,2&bank=2"
        "&items=units:a-1,edits:b-2,case-numb-feet:numb-feet-3&title=Week+3&say=All.&due=2027-03-02&minutes=20"
    )
    assert ask("state", ask("address", address, OFFERED), OFFERED) == ask("state", address, OFFERED)
    state = ask("state", address, OFFERED)
    assert state["choices"]["topics"] == ["units", "edits"]
    assert set(state["choices"]["kinds"]) == {"match", "order"}
    assert (state["choices"]["payer"], state["choices"]["count"], state["choices"]["seed"]) == ("medicare", 12, 7)
    assert state["locked"] == ["units:a-1", "case-numb-feet:numb-feet-3"]


def test_the_builder_takes_nothing_that_is_not_offered(ask: Ask) -> None:
    state = ask("state", "#seed=-1&n=9e9&topics=x,__proto__&levels=9&kinds=x&payer=all&cases=y&locked=a,-1,1e9", OFFERED)
    assert state["choices"] == {**CHOICES, "topics": OFFERED["topics"], "count": 10, "seed": -1}
    assert state["assigned"] is None
