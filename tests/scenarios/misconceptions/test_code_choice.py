"""Wrong codes, read from docs/data/examples.yml by eye: the family of code choice."""

from __future__ import annotations

from macros.scenarios.misconceptions.code_choice import CODE_CHOICE
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, rows, wrong_values

EXAMPLES = rows("examples", "examples")
CASED = {"neighbour-code", "neighbour-code-of-several", "code-of-another-activity", "neighbour-activity"}


def asked(ask: str, *ids: str) -> Question:
    found = {example.id: example for example in LIBRARY.examples}
    return made_up(ask, draw={f"drawn_{place}": found[name] for place, name in enumerate(ids)})


def activity(example: str) -> str:
    """What the example tells, as YAML has it."""
    return str(EXAMPLES[example]["activity"]).strip()


def test_the_codes_that_an_activity_looks_like() -> None:
    assert wrong_values("neighbour-code", asked("code", "X-01")) == ["97110", "97116"]
    # Walking (97116) that looks like balance or daily living.
    assert wrong_values("neighbour-code", asked("code", "X-20")) == ["97112", "97535"]


def test_each_example_is_taken_for_all_of_its_neighbors() -> None:
    for name, example in EXAMPLES.items():
        neighbors = [neighbor["code"] for neighbor in example["confused_with"]]
        assert wrong_values("neighbour-code", asked("code", name)) == neighbors


def test_one_of_several_is_taken_for_its_neighbors() -> None:
    assert wrong_values("neighbour-code-of-several", asked("match-codes", "X-01", "X-19", "X-18")) == [
        (activity("X-01"), "97110"),
        (activity("X-01"), "97116"),
        (activity("X-19"), "97112"),
        (activity("X-19"), "97530"),
        (activity("X-18"), "97140"),
        (activity("X-18"), "97112"),
    ]


def test_one_of_several_is_given_the_code_of_another() -> None:
    # Balance and coordination are 97112, walking is 97116.
    assert wrong_values("code-of-another-activity", asked("match-codes", "X-01", "X-07", "X-19")) == [
        (activity("X-01"), "97116"),
        (activity("X-07"), "97116"),
        (activity("X-19"), "97112"),
    ]
    # Strength is 97110.
    assert wrong_values("code-of-another-activity", asked("match-codes", "X-16", "X-19", "X-01")) == [
        (activity("X-16"), "97116"),
        (activity("X-16"), "97112"),
        (activity("X-19"), "97110"),
        (activity("X-19"), "97112"),
        (activity("X-01"), "97110"),
        (activity("X-01"), "97116"),
    ]
    assert wrong_values("code-of-another-activity", asked("match-codes", "X-01", "X-02", "X-03")) == []


def test_the_activities_taken_for_those_of_a_code() -> None:
    # No example is taken for its own code, so all that are taken for 97112 support another. None is unverified.
    taken = [name for name, example in EXAMPLES.items() if "97112" in {each["code"] for each in example["confused_with"]}]
    assert {"X-16", "X-19", "X-43"} <= set(taken)
    assert wrong_values("neighbour-activity", asked("activity", "X-01")) == taken
    # Nothing is taken for crystals moved out of place (X-30, 95992) but these two.
    assert wrong_values("neighbour-activity", asked("activity", "X-30")) == ["X-06", "X-41"]
    # Performance testing (X-35, 97750) is what X-03 is taken for; group treatment is what nothing is taken for.
    assert wrong_values("neighbour-activity", asked("activity", "X-35")) == ["X-03"]
    assert wrong_values("neighbour-activity", asked("activity", "X-26")) == []


def test_every_wrong_code_has_a_case() -> None:
    assert set(CODE_CHOICE) == CASED
