"""The keys of what is asked of vignettes, found again: by the plain YAML and by tables that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros.rules.what_if import WHAT_IFS
from macros.scenarios.item import Item
from macros.scenarios.question import Question
from tests.plain_yaml import plain_yaml
from tests.rules.test_what_if import CODES, HARMLESS

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "docs/data").glob("examples*.yml"))
VIGNETTES: dict[str, dict[str, Any]] = {each["id"]: each for path in FILES for each in plain_yaml(path)["examples"]}
READ: dict[str, str] = {name: code for path in FILES for name, code in plain_yaml(ROOT / "tests/worked" / path.name).items()}
TWINS: dict[str, str] = {name: each["twin"] for name, each in VIGNETTES.items() if "twin" in each}
BY_TEXT = {what_if.says.lower(): name for name, what_if in WHAT_IFS.items()}
_PERSONS = {"he", "she", "they", "his", "her", "their", "him", "them", "himself", "herself", "themselves"}


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def right(item: Item) -> str:
    """The text of the right option."""
    return next(option.text for option in item.options if option.correct)


def wrong(item: Item) -> set[str]:
    """The texts of the wrong options."""
    return {option.text for option in item.options if not option.correct}


def name_of(question: Question) -> str:
    """The id of the vignette that was drawn."""
    return str(question.draw["vignette"].id)


def said_by_both(name: str) -> set[str]:
    """The quotes of a vignette of which every word but he and she stands in a quote of the same kind of its twin."""

    def words(text: str) -> list[str]:
        return [word for word in re.findall(r"[\w'-]+", text.lower()) if word not in _PERSONS]

    own, other = VIGNETTES[name], VIGNETTES[TWINS[name]]["details"]
    return {
        plain(text)
        for kind, text in own["details"].items()
        if kind != own["decided_by"] and kind in other and words(text) == words(other[kind])
    }


def code_by_hand(name: str, change: str) -> str:
    """The code of a vignette with one thing different, by the table of the changes."""
    features = VIGNETTES[name]["features"]
    if change in HARMLESS:
        return READ[name]
    if change in {"alone", "land"}:
        work = {"corrects balance": "97112", "doses strength": "97110", "corrects movement-pattern": "97112"}
        return work[f"{features['does']} {features['trains']}"]
    if features.get("shared"):
        return "97150"
    if features.get("in_water"):
        return "97113"
    return str(CODES[change])


def deciding_words(question: Question, item: Item) -> None:
    vignette = VIGNETTES[name_of(question)]
    assert right(item) == f"“{plain(vignette['details'][vignette['decided_by']])}”"
    assert {text.strip("“”") for text in wrong(item)} <= said_by_both(vignette["id"])


def why_not(question: Question, item: Item) -> None:
    name = name_of(question)
    named = re.findall(r"\b(?:\d{5}|G\d{4})\b", item.stem.split("A reviewer")[1])
    assert named == [READ[TWINS[name]]]
    reasons = {other["code"]: plain(other["because"]) for other in VIGNETTES[name]["confused_with"]}
    assert right(item) == reasons[named[0]]


def code_then(question: Question, item: Item) -> None:
    name, change = name_of(question), question.draw["change"]
    read = code_by_hand(name, change)
    assert right(item) == read, (name, change)
    assert WHAT_IFS[change].says in item.stem
    if question.scenario.given.get("becomes") == "twin":
        assert read == READ[TWINS[name]]


def _changes(question: Question, item: Item, *, moves: bool) -> None:
    name = name_of(question)
    for option in item.options:
        then = code_by_hand(name, BY_TEXT[option.text.lower()])
        assert ((then != READ[name]) == moves) == option.correct, (name, option.text)


def moving_change(question: Question, item: Item) -> None:
    _changes(question, item, moves=True)


def harmless_change(question: Question, item: Item) -> None:
    _changes(question, item, moves=False)


def split_minutes(question: Question, item: Item) -> None:
    name, before, after = name_of(question), question.draw["before"], question.draw["after"]
    first, then = READ[name], code_by_hand(name, question.draw["change"])
    expected = f"{first} for {before} minutes and {then} for {after} minutes"
    if then == "None":
        expected = f"{first} for {before} minutes and nothing for {after} minutes"
    elif then == first:
        expected = f"{first} for {before + after} minutes, which is the whole visit"
    assert right(item) == expected, (name, question.draw["change"])
    assert not re.search(r"minute|second", VIGNETTES[name]["activity"])


def match_twins(question: Question, item: Item) -> None:
    ids = {plain(each["activity"]): name for name, each in VIGNETTES.items()}
    first, second = question.draw["vignette"].id, question.draw["other"].id
    assert {ids[row.text] for row in item.rows} == {first, TWINS[first], second}
    texts = {option.id: option.text.split()[0] for option in item.options}
    assert all(texts[row.answer] == READ[ids[row.text]] for row in item.rows)


VIGNETTE_CHECKS: dict[str, Callable[[Question, Item], None]] = {
    "deciding-words": deciding_words,
    "why-not": why_not,
    "code-then": code_then,
    "moving-change": moving_change,
    "harmless-change": harmless_change,
    "split-minutes": split_minutes,
    "match-twins": match_twins,
}
"""How the key of each ask is found again."""
