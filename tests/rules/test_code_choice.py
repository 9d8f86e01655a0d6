"""The choice of a code: against the research's vignettes, and by properties over every combination of features."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.rules.cited import CITED_FACTS
from macros.rules.code_choice import CONTROL, Activity, choose_code
from macros.rules.vocabulary import Action, Device, Modality, Target
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
VIGNETTES = plain_yaml(ROOT / "tests/worked/activities.yml")
YES_NO = (False, True)


@cache
def every_activity() -> list[Activity]:
    return [
        Activity(*features)
        for features in product(
            Action, (None, *Target), YES_NO, YES_NO, YES_NO, (None, *Modality), YES_NO, (None, *Device), YES_NO
        )
    ]


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda each: each["told"])
def test_the_vignettes_of_the_research(vignette: dict[str, object]) -> None:
    found = choose_code(Activity(**vignette["features"]))  # type: ignore[arg-type]
    assert list(found.codes) == vignette["codes"]


def test_every_activity_is_answered_with_reasons() -> None:
    for activity in every_activity():
        found = choose_code(activity)
        assert found.steps, activity
        assert set(found.codes) <= set(GUIDE.library.codes), activity
        assert len(set(found.codes)) == len(found.codes), activity
        for step in found.steps:
            assert step.text.endswith("."), step
            assert step.cites, step
            assert set(step.cites) <= CITED_FACTS, step
        for code in found.codes:
            assert any(code in step.text for step in found.steps) or code == "97032", activity


def test_97112_takes_a_target_of_control_and_skilled_correction_alone_and_on_land() -> None:
    for activity in every_activity():
        if "97112" in choose_code(activity).codes:
            assert activity.trains in CONTROL, activity
            assert activity.does == "corrects", activity
            assert not activity.shared, activity
            assert not activity.in_water, activity
            assert activity.modality in {None, "stimulation"}, activity


def test_a_deficit_alone_never_selects_97112() -> None:
    for activity in every_activity():
        if activity.trains in CONTROL and activity.does != "corrects":
            assert "97112" not in choose_code(activity).codes, activity


def test_shared_attention_is_never_one_on_one() -> None:
    for activity in every_activity():
        if activity.shared and activity.modality is None:
            codes = choose_code(activity).codes
            assert codes in {("97150",), (), ("95992",), ("98940",), ("97750",)}, activity


def test_water_changes_the_code_of_every_exercise() -> None:
    for activity in every_activity():
        if activity.in_water and not activity.shared and activity.modality is None and activity.does in {"corrects", "doses"}:
            assert choose_code(activity).codes == ("97113",), activity


def test_what_nobody_with_skill_does_is_never_billed() -> None:
    assert all(choose_code(activity).codes == () for activity in every_activity() if activity.does == "watches")


def test_more_than_one_code_is_defensible_only_where_a_source_says_so() -> None:
    for activity in every_activity():
        codes = choose_code(activity).codes
        if len(codes) > 1:
            assert "97032" in codes or codes == ("97530", "97112"), activity


def test_the_examples_of_the_site_follow_from_their_features_alone() -> None:
    for example in GUIDE.library.examples:
        assert example.features.choice.codes == (example.code,)
        assert example.code not in {each.code for each in example.confused_with}


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ({"does": "cures"}, "no action `cures`; use one of corrects"),
        ({"does": "corrects", "trains": "nerves"}, "no target `nerves`; use one of balance"),
        ({"does": "starts", "modality": "laser"}, "no modality `laser`; use one of stimulation"),
        ({"does": "fits", "device": "hearing-aid"}, r"no device `hearing-aid`; use one of orthosis, prosthesis$"),
    ],
)
def test_unknown_features_are_refused(features: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Activity(**features)  # type: ignore[arg-type]
