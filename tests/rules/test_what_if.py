"""What if one thing were different: every change over every activity, against a table that a person wrote."""

from __future__ import annotations

from itertools import product

import pytest

from macros.rules.code_choice import Activity, choose_code
from macros.rules.vocabulary import Action, Target
from macros.rules.what_if import ANYWHERE, WHAT_IFS

CODES = {
    "strength": "97110",
    "stamina": "97110",
    "motion": "97110",
    "hands": "97140",
    "massage": "97124",
    "steps": "97116",
    "transfer": "97530",
    "chore": "97530",
    "daily-living": "97535",
    "balance": "97112",
    "coordination": "97112",
    "group": "97150",
    "water": "97113",
    "scored": "97750",
    "relative": None,
    "screen": "90901",
}
"""The code that each change brings about on land and with one patient, as a person reads it; None where nothing is billed."""

HARMLESS = {
    "name": "The name of an exercise or a method decides no code.",
    "diagnosis": "The diagnosis decides no code; what is trained, and how, does.",
    "longer": "Minutes are counted once the code is known; they decide no code.",
    "place": "The same work at home, in a clinic or in a hospital has the same code.",
    "mirror": "A mirror is feedback within the treatment; what is trained stays the same.",
}
TOLD_OF_COMPANY = {"strength", "stamina", "balance", "alone", "land", "name", "diagnosis", "longer", "mirror"}
"""Changes that can be told of patients who share a clinician or stand in water, and do not move them elsewhere unsaid."""

ACTIVITIES = [
    Activity(does, trains, shared, in_water, whole_task)
    for does, trains, shared, in_water, whole_task in product(
        Action, (None, *Target), (False, True), (False, True), (False, True)
    )
    if not (shared and in_water)
]


def test_every_change_is_in_a_table() -> None:
    assert set(WHAT_IFS) == {*CODES, *HARMLESS, "alone", "land"}


@pytest.mark.parametrize("name", CODES)
def test_a_change_has_the_code_that_a_person_read(name: str) -> None:
    what_if, told = WHAT_IFS[name], 0
    for activity, region in product(ACTIVITIES, sorted(ANYWHERE)):
        if not what_if.suits(activity, region):
            continue
        told += 1
        read = "97150" if activity.shared else "97113" if activity.in_water else CODES[name]
        assert what_if.choice(activity).codes == ((read,) if read else ())
    assert told


@pytest.mark.parametrize("name", HARMLESS)
def test_what_decides_nothing_changes_nothing(name: str) -> None:
    what_if = WHAT_IFS[name]
    assert str(what_if.because) == HARMLESS[name]
    suited = [activity for activity in ACTIVITIES if what_if.suits(activity, "leg")]
    assert suited
    assert all(what_if.choice(activity) == choose_code(activity) for activity in suited)


def test_company_that_leaves_leaves_the_code_of_the_work() -> None:
    for name, feature in (("alone", "shared"), ("land", "in_water")):
        suited = [activity for activity in ACTIVITIES if WHAT_IFS[name].suits(activity, "balance")]
        assert suited
        assert all(getattr(activity, feature) for activity in suited)
        for activity in suited:
            plain = Activity(activity.does, activity.trains, whole_task=activity.whole_task)
            assert WHAT_IFS[name].choice(activity).codes == choose_code(plain).codes


def test_in_company_and_in_water_only_what_can_be_told_of_them_is_asked() -> None:
    for name, what_if in WHAT_IFS.items():
        told = any(what_if.suits(each, region) for each in ACTIVITIES if each.shared or each.in_water for region in ANYWHERE)
        assert told == (name in TOLD_OF_COMPANY), name


def test_nothing_is_asked_of_devices_and_modalities_or_between_two_codes() -> None:
    for what_if in WHAT_IFS.values():
        for region in ANYWHERE:
            assert not what_if.suits(Activity("corrects", "muscle-timing", modality="biofeedback"), region)
            assert not what_if.suits(Activity("fits", "device-use", device="orthosis"), region)
        assert all(len(what_if.choice(each).codes) <= 1 for each in ACTIVITIES if what_if.suits(each, "leg"))


def test_the_changes_read_alike() -> None:
    """Someone who looks at their length or their first words learns nothing."""
    lengths = [len(what_if.says) for what_if in WHAT_IFS.values()]
    assert max(lengths) - min(lengths) <= 12
    assert all(what_if.says.startswith("the therapist") and not what_if.says.endswith(".") for what_if in WHAT_IFS.values())
