"""The examples page: every example with its reasons and features in words, and filters that agree with the data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from macros.facts.example import Example, Features
from macros.guide import Guide
from macros.pages import examples as examples_page
from macros.pages.links import Links
from macros.rules.vocabulary import ACTION_NAMES, MODALITY_NAMES, TARGET_NAMES, Action, Modality, Target
from macros.scenarios.bank import bank_form
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
PAGE = examples_page.examples(GUIDE, Links(GUIDE.library, "../../"))
RAW = {each["id"]: each for each in plain_yaml(ROOT / "docs/data/examples.yml")["examples"]}
READ_CODES = plain_yaml(ROOT / "tests/worked/examples.yml")
BLOCK = re.compile(r'<div class="example" id="([^"]+)".*?(?=<div class="example"|^## |\Z)', re.DOTALL | re.MULTILINE)
BLOCKS = {found[1]: found[0] for found in BLOCK.finditer(PAGE)}


def test_every_example_names_its_code_and_why_not_the_neighbours() -> None:
    assert set(BLOCKS) == set(RAW)
    for name, block in BLOCKS.items():
        assert PAGE.count(f'id="{name}"') == 1
        assert f'<span class="code">{READ_CODES[name]}</span>' in block
        assert re.findall(r"<p>Not (\w+): ", block) == [each["code"] for each in RAW[name]["confused_with"]]


@pytest.mark.parametrize("name", RAW)
def test_what_an_example_is_filtered_by_is_what_the_data_say(name: str) -> None:
    given = dict(re.findall(r'data-(\w+)="([^"]*)"', BLOCKS[name].partition(">")[0]))
    assert given == {each: RAW[name][each] for each in ("setting", "region", "group")} | {"code": READ_CODES[name]}


@pytest.mark.parametrize("field", ["setting", "region", "group", "code"])
def test_every_choice_of_a_filter_finds_an_example_and_every_example_is_found(field: str) -> None:
    select = re.search(rf'(?s)<select id="filter-{field}" name="{field}">(.*?)</select>', PAGE)
    assert select
    first, *offered = re.findall(r'<option value="([^"]*)">', select[1])
    assert first == ""
    assert len(offered) == len(set(offered))
    assert set(offered) == {READ_CODES[name] if field == "code" else each[field] for name, each in RAW.items()}


def test_an_example_stands_under_the_heading_of_its_code() -> None:
    for part in re.split(r"(?m)^## ", PAGE)[1:]:
        code = part.partition(":")[0]
        assert f"{{#code-{code.lower()}}}" in part.splitlines()[0]
        assert set(re.findall(r'data-code="([^"]+)"', part)) == {code}


def test_the_form_is_hidden_until_a_script_shows_it() -> None:
    form = re.search(r'<form class="filters"[^>]*>', PAGE)
    assert form
    assert form[0].endswith(" hidden>")
    assert f">{len(RAW)} examples</p>" in PAGE


def test_every_example_tells_its_features_and_the_step_of_the_rule() -> None:
    for example in GUIDE.library.examples:
        block = BLOCKS[example.id]
        for asked, answer in examples_page.features_in_words(example.features):
            assert f"{asked}: {answer}. ".replace("'", "&#39;") in block
        for step in example.features.choice.steps:
            assert f"By the rule: {step.text}".replace("'", "&#39;") in block
            for fact in step.cites:
                assert re.search(rf'href="[^"]*#{fact}">{fact}</a>', block)


def test_every_example_leads_to_its_own_question() -> None:
    """The address is read as the player reads it, and the bank is asked which question it draws."""
    for name, block in BLOCKS.items():
        found = re.search(r'<a class="example__ask" href="([^"]+)">([^<]+)</a>', block)
        assert found
        address, _, hashed = found[1].replace("&amp;", "&").partition("#")
        assert (address, found[2]) == ("../../practice/set/", "Try it as a question")
        given = {key: value for key, _, value in (part.partition("=") for part in hashed.split("&"))}
        topic, _, count = given["topics"].partition(":")
        assert count == "1"
        assert given["levels"] in {"1", "2", "3"}
        listed = [entry for entry in GUIDE.bank.entries(topic) if entry.edition <= int(given["bank"])]
        bank = [entry for entry in listed if str(entry.level) in given["levels"].split(",")]
        (drawn,) = bank_form(bank, 1, int(given["seed"]))
        assert drawn.item
        assert name in drawn.records


def test_an_example_that_may_not_be_asked_about_leads_to_its_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples_page, "example_questions", lambda guide: {})
    html = examples_page.examples(GUIDE, Links(GUIDE.library, "../../"))
    asks = re.findall(r'<a class="example__ask" href="([^"]+)">([^<]+)</a>', html)
    assert asks == [("../../practice/codes/", "Practice choosing the code")] * len(RAW)


TOLD = [
    ({"does": "corrects", "trains": "balance"}, "trained: balance; did: guided and corrected the movement"),
    ({"does": "repositions"}, "trained: nothing; did: moved the head through set positions"),
    (
        {"does": "corrects", "trains": "balance", "in_water": True, "shared": True},
        "trained: balance; did: guided and corrected the movement; Where: in water; Attention: shared among patients",
    ),
    (
        {"does": "doses", "trains": "task", "whole_task": True},
        "trained: a task from start to finish; did: set load, repetitions or time",
    ),
    (
        {"does": "doses", "trains": "strength", "whole_task": True},
        "trained: strength in a task from start to finish; did: set load, repetitions or time",
    ),
    (
        {"does": "attends", "trains": "walking", "modality": "stimulation", "moving": True},
        "trained: walking; did: stayed with the treatment the whole time; With: electrical stimulation, while the patient moved",
    ),
    (
        {"does": "fits", "trains": "device-use", "device": "orthosis", "first_visit": False},
        "trained: use of the device; did: fitted the device, or trained its use; Device: orthosis, a later visit for it",
    ),
]


@pytest.mark.parametrize(("features", "told"), TOLD, ids=[told for _, told in TOLD])
def test_features_in_words(features: dict[str, object], told: str) -> None:
    words = examples_page.features_in_words(Features.model_validate(features))
    pairs = [f"{asked}: {answer}" for asked, answer in words]
    assert "; ".join(pairs).replace("What was trained", "trained").replace("What the clinician did", "did") == told


def test_every_word_of_the_rule_can_be_told() -> None:
    assert set(ACTION_NAMES) == set(Action)
    assert set(MODALITY_NAMES) == set(Modality)
    assert set(TARGET_NAMES) == set(Target)


def test_the_fields_that_readers_filter_by_have_a_closed_list() -> None:
    for field in examples_page.FILTERS:
        assert get_args(Example.model_fields[field].annotation)
