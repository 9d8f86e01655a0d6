"""The key of every question on a situation, found again by reading the rows of the plain YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros.facts.judgment import JudgedSituation
from macros.scenarios.item import Item
from macros.scenarios.question import Question
from tests.plain_yaml import plain_yaml
from tests.scenarios.furnishing_by_hand import verdict_by_hand

DATA = Path(__file__).resolve().parents[2] / "docs" / "data"
RAW: list[dict[str, Any]] = [matter for path in sorted(DATA.glob("judgments*.yml")) for matter in plain_yaml(path)["matters"]]


def first_row(matter: dict[str, Any], features: dict[str, str]) -> dict[str, Any]:
    """The first row that holds, read from the plain YAML; where another rule decides, what a second table says."""
    if "rows" not in matter:
        return {"verdict": verdict_by_hand(features)}
    for row in matter["rows"]:
        asked = {name: [value] if isinstance(value, str) else value for name, value in row.get("when", {}).items()}
        if all(features[name] in values for name, values in asked.items()):
            found: dict[str, Any] = row
            return found
    raise AssertionError(f"no row for {features}")


def _drawn(question: Question) -> tuple[dict[str, Any], dict[str, str]]:
    situation: JudgedSituation = question.record(JudgedSituation)
    matter = next(each for each in RAW if each["id"] == situation.matter)
    return matter, next(each["features"] for each in matter["situations"] if each["id"] == situation.id)


def _options(item: Item) -> tuple[str, set[str]]:
    """The text of the right option, and those of the others."""
    right = [option.text for option in item.options if option.correct]
    assert len(right) == 1
    return right[0], {option.text for option in item.options if not option.correct}


def _verdict(matter: dict[str, Any], features: dict[str, str], field: str) -> str:
    name = first_row(matter, features)["verdict"]
    return str(next(each[field].strip() for each in matter["verdicts"] if each["id"] == name))


def judgment(question: Question, item: Item) -> None:
    right, wrong = _options(item)
    assert right == _verdict(*_drawn(question), "says")
    assert right not in wrong


def judgment_next(question: Question, item: Item) -> None:
    assert _options(item)[0] == _verdict(*_drawn(question), "then")


def judgment_reason(question: Question, item: Item) -> None:
    """No wrong reason is one of a row with the same verdict: it could be defended."""
    matter, features = _drawn(question)
    row = first_row(matter, features)
    right, wrong = _options(item)
    assert right == row["because"].strip()
    assert not wrong & {each["because"].strip() for each in matter["rows"] if each["verdict"] == row["verdict"]}


def judgment_change(question: Question, item: Item) -> None:
    """Of all changes that are offered, one alone leads to the verdict asked for."""
    matter, features = _drawn(question)
    name = question.given("to")
    to = {each["id"] for each in matter["verdicts"] if name in (each["id"], each.get("group"))}
    assert first_row(matter, features)["verdict"] not in to
    right, wrong = _options(item)
    verdicts: dict[str, str] = {}
    for feature in matter["features"]:
        for value in feature["values"]:
            if value["id"] != features[feature["id"]]:
                changed = {**features, feature["id"]: value["id"]}
                verdicts[value["if_so"].strip()] = first_row(matter, changed)["verdict"]
    assert verdicts[right] in to
    assert wrong <= set(verdicts)
    assert not {verdicts[text] for text in wrong} & {*to, "unsettled"}


def judgment_example(question: Question, item: Item) -> None:
    """Of the situations that are offered, one alone has the verdict of the one drawn."""
    matter, features = _drawn(question)
    verdicts = {" ".join(each["tells"].split()): first_row(matter, each["features"])["verdict"] for each in matter["situations"]}
    right, wrong = _options(item)
    asked = first_row(matter, features)["verdict"]
    assert verdicts[" ".join(right.split())] == asked
    assert all(verdicts[" ".join(text.split())] != asked for text in wrong)


JUDGMENT_CHECKS: dict[str, Callable[[Question, Item], None]] = {
    "judgment": judgment,
    "judgment-next": judgment_next,
    "judgment-reason": judgment_reason,
    "judgment-change": judgment_change,
    "judgment-example": judgment_example,
}
