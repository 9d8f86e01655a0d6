"""Wrong answers about vignettes and their twins, read from the YAML by eye: the family of vignettes."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.vignettes import VIGNETTES
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, wrong_values

BY_DETAIL = {
    "by-the-patient": "Since a spinal cord injury at T6",
    "by-the-place": "In long sitting on the mat",
    "by-the-exercise": "he works with his hands beside his hips",
}
"""What X-110 (sitting balance) and its twin X-111 (strong arms) have in common. Their problem, dose and cues differ."""

CHANGES = {"before": "12", "after": "15"}
CASED = {
    *BY_DETAIL, "by-the-problem", "by-the-dose", "by-the-cue", "by-the-aim", "answers-another-code", "tells-the-twin",
    "argues-by-diagnosis", "keeps-the-code", "codes-the-aim-alone", "codes-as-the-twin", "codes-the-familiar",
    "nothing-left-to-bill", "counts-what-decides-nothing", "overlooks-what-comes-first", "overlooks-what-decides",
    "all-as-it-began", "all-as-it-ended", "second-part-elsewhere", "nothing-after-it", "code-of-the-twin", "code-like-a-twin",
}  # fmt: skip


def asked(ask: str, name: str, **given: str) -> Question:
    return made_up(ask, given=given, draw={"vignette": LIBRARY.vignette(name)})


@pytest.mark.parametrize("name", BY_DETAIL)
def test_what_both_scenes_have_is_taken_for_what_decides(name: str) -> None:
    assert wrong_values(name, asked("deciding-words", "X-110")) == [BY_DETAIL[name]]


def test_other_details_are_taken_for_what_decides() -> None:
    # Both stand in the boxing corner, both topple, for 20 minutes, for the same aim: only the company differs.
    assert wrong_values("by-the-problem", asked("deciding-words", "X-120")) == ["topples when he twists"]
    assert wrong_values("by-the-place", asked("deciding-words", "X-120")) == ["In the boxing corner"]
    assert wrong_values("by-the-exercise", asked("deciding-words", "X-120")) == ["throws punches across the body"]
    assert wrong_values("by-the-dose", asked("deciding-words", "X-120")) == ["They work for 20 minutes"]
    assert wrong_values("by-the-patient", asked("deciding-words", "X-120")) == []
    assert wrong_values("by-the-aim", asked("deciding-words", "X-154")) == ["she stands evenly on both legs"]
    assert wrong_values("by-the-cue", asked("deciding-words", "X-154")) == ["steadies the pelvis and lets go as she straightens"]
    assert wrong_values("by-the-cue", asked("deciding-words", "X-110")) == []


def test_answers_that_do_not_meet_the_reviewer() -> None:
    # X-154 is in water (97113), X-155 on land (97112); X-154 is not the task 97530 either.
    assert wrong_values("answers-another-code", asked("why-not", "X-154")) == ["The floats are targets and no task of her day."]
    assert wrong_values("tells-the-twin", asked("why-not", "X-154")) == [
        "On land, even standing is retrained by guidance that fades.",
        "Nothing is done in water.",
    ]
    # "She sits upright well" would give the twin of Mr. Alvaro away.
    assert wrong_values("tells-the-twin", asked("why-not", "X-100")) == [
        "The transfer is practiced from start to finish, for use at home."
    ]
    assert wrong_values("argues-by-diagnosis", asked("why-not", "X-154")) == ["The diagnosis is stroke, which calls for 97113."]


def test_codes_that_miss_the_change() -> None:
    # Balance on one leg (X-176, 97112); the twin lifts the leg against a band (97110).
    changed = asked("code-then", "X-176", change="steps")
    assert wrong_values("keeps-the-code", changed) == ["97112"]
    assert wrong_values("codes-as-the-twin", changed) == ["97110"]
    assert sorted(wrong_values("codes-the-familiar", changed)) == ["97110", "97116", "97140", "97530"]
    assert wrong_values("nothing-left-to-bill", changed) == ["none"]
    assert wrong_values("codes-the-aim-alone", changed) == []
    # Six people share one therapist: strength for all of them is still a group.
    assert wrong_values("codes-the-aim-alone", asked("code-then", "X-121", change="strength")) == ["97110"]
    # In the pool strength is still exercise in water.
    assert wrong_values("codes-the-aim-alone", asked("code-then", "X-154", change="strength")) == ["97110"]
    # A twin with a code that nobody reaches for (X-132, crystals) is not offered.
    assert wrong_values("codes-as-the-twin", asked("code-then", "X-133", change="steps")) == []


def test_changes_that_are_taken_for_the_right_one() -> None:
    # Stamina by pulse (X-131, 97110): strength is 97110 too; the leg is no part of a whole-body question, so no range of motion.
    stays = wrong_values("overlooks-what-comes-first", asked("moving-change", "X-131"))
    assert stays == ["strength"]
    nothing = wrong_values("counts-what-decides-nothing", asked("moving-change", "X-131"))
    assert sorted(nothing) == ["diagnosis", "longer", "name", "place"]
    moves = wrong_values("overlooks-what-decides", asked("harmless-change", "X-131"))
    assert sorted(moves) == ["balance", "daily-living", "group", "relative", "scored", "steps", "transfer", "water"]
    # Of six people only company itself decides.
    assert wrong_values("overlooks-what-decides", asked("harmless-change", "X-121")) == ["alone"]


def test_minutes_that_go_to_the_wrong_code() -> None:
    asking = asked("split-minutes", "X-176", change="strength", **CHANGES)
    assert wrong_values("all-as-it-began", asking) == [(("97112", 27),)]
    assert wrong_values("all-as-it-ended", asking) == [(("97110", 27),)]
    assert wrong_values("second-part-elsewhere", asking) == [
        (("97112", 12), ("97530", 15)),
        (("97112", 12), ("97116", 15)),
    ]
    assert wrong_values("nothing-after-it", asking) == [(("97112", 12), ("none", 15))]
    alone = asked("split-minutes", "X-176", change="relative", **CHANGES)
    assert wrong_values("all-as-it-began", alone) == [(("97112", 27),)]
    assert wrong_values("all-as-it-ended", alone) == [(("none", 27),)]
    same = asked("split-minutes", "X-176", change="name", **CHANGES)
    assert wrong_values("all-as-it-ended", same) == []
    assert wrong_values("all-as-it-began", same) == [(("97112", 27),)]


def test_one_twin_is_taken_for_the_other_or_for_a_neighbor() -> None:
    draw = {"vignette": LIBRARY.vignette("X-154"), "other": LIBRARY.vignette("X-176")}
    asking = made_up("match-twins", draw=draw)
    water, land, leg = (LIBRARY.vignette(name).activity for name in ("X-154", "X-155", "X-176"))
    assert wrong_values("code-of-the-twin", asking) == [(water, "97112"), (land, "97113")]
    assert wrong_values("code-like-a-twin", asking) == [(water, "97530"), (land, "97530"), (leg, "97110"), (leg, "97530")]


def test_every_wrong_answer_about_a_vignette_has_a_case() -> None:
    assert set(VIGNETTES) == CASED
