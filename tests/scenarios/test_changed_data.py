"""The YAML is changed, and every key that rests on it changes with it: no typed answer survives anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.reading.problem import ProblemsFound
from macros.scenarios.compose import compose, questions
from tests.small_checkout import spoil

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
DRAWN = 40

# A change of the data, and a scenario whose keys rest on it.
CHANGES: dict[str, tuple[list[tuple[str, str, str]], tuple[str, str]]] = {
    "the days of an appeal": (
        [
            ("docs/data/denials.yml", "within 120 days of receiving", "within 150 days of receiving"),
            ("docs/data/periods.yml", "days: 120", "days: 150"),
        ],
        ("appeals", "days-of-a-level"),
    ),
    "the days of a certification": (
        [
            ("docs/data/documentation.yml", "dated signature within 30 days of", "dated signature within 45 days of"),
            ("docs/data/periods.yml", "{id: certification, days: 30", "{id: certification, days: 45"),
        ],
        ("plans", "certification-due"),
    ),
    "a threshold": (
        [("docs/data/thresholds.yml", "pt_and_slp: 2480", "pt_and_slp: 2680")],
        ("modifiers", "room-below-the-threshold"),
    ),
    "a conversion factor": (
        [("docs/data/fees.yml", "amount: 33.4009", "amount: 43.4009")],
        ("payment", "two-units-of-97112"),
    ),
    "an edit": (
        [('docs/data/edit-pairs.yml', '{column_1: "97150", column_2: "97112", indicator: 1, from: "2020-10-01"',
          '{column_1: "97150", column_2: "97112", indicator: 0, from: "2020-10-01"')],
        ("edits", "modifier-of-a-pair"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The project after all the changes. Each is of other data than what the scenarios of the others rest on."""
    root = copy_data(tmp_path_factory.mktemp("changed"))
    for changes, _ in CHANGES.values():
        for file, old, new in changes:
            spoil(root, file, old, new)
    return Guide.load(root)


def copy_data(root: Path) -> Path:
    """What a Guide is loaded from, without what only a site needs."""
    for folder in ("docs", "quizzes"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("editions", "assets", "generated"))
    return root


def keys(guide: Guide, topic_name: str, scenario_name: str) -> Mapping[str, str]:
    """The right answer of the first draws, by what was drawn."""
    topic = guide.quizzes.topic(topic_name)
    scenario = next(each for each in topic.scenarios if each.id == scenario_name)
    items = [compose(question, topic.id) for question in islice(questions(guide.library, scenario, seed=1), DRAWN)]
    return {item.id: " / ".join(each.text for each in item.options if each.correct) or str(item.answer) for item in items}


@pytest.mark.xdist_group("changed data")
@pytest.mark.parametrize("asked", [asked for _, asked in CHANGES.values()], ids=list(CHANGES))
def test_a_changed_value_changes_the_keys(changed: Guide, asked: tuple[str, str]) -> None:
    before, after = keys(GUIDE, *asked), keys(changed, *asked)
    assert any(after[name] != right for name, right in before.items() if name in after)


@pytest.mark.parametrize("side", [0, 1])
def test_a_deadline_and_its_fact_may_not_part(tmp_path: Path, side: int) -> None:
    root = copy_data(tmp_path)
    spoil(root, *CHANGES["the days of an appeal"][0][side])
    with pytest.raises(ProblemsFound) as found:
        Guide.load(root)
    told = [str(problem) for problem in found.value.problems]
    assert any("periods.yml" in each and "N-05 does not say" in each for each in told), told
