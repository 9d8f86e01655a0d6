"""`guide code`: every worked vignette by its options, and what would have made another code by trying every other activity."""

from __future__ import annotations

import json
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.cli.code_choice import OTHER_NAMES
from macros.guide import Guide
from macros.rules.code_choice import Activity, Change, choose_code, known_codes, near_misses, without_effect
from macros.rules.vocabulary import ACTION_NAMES, MODALITY_NAMES, TARGET_NAMES, Action, Device, Modality, Target
from tests.command import ROOT, Outcome, guide
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(ROOT)
EXAMPLES = {raw["id"]: raw["features"] for raw in plain_yaml(ROOT / "docs/data/examples.yml")["examples"]}
READ_CODES = plain_yaml(ROOT / "tests/worked/examples.yml")
VIGNETTES = plain_yaml(ROOT / "tests/worked/activities.yml")
WORKED = {
    **{name: (features, [READ_CODES[name]]) for name, features in EXAMPLES.items()},
    **{vignette["told"]: (vignette["features"], vignette["codes"]) for vignette in VIGNETTES},
}


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide is read once for all of them."""
    monkeypatch.setattr(Guide, "load", lambda _: GUIDE)


def options(features: dict[str, Any]) -> list[str]:
    """The features of a YAML file as the options that stand for them."""
    words: list[str] = []
    for name, value in features.items():
        if name == "first_visit":
            words += [] if value else ["--later-visit"]
        else:
            option = f"--{name.replace('_', '-')}"
            words += [] if value is False else [option] if value is True else [option, value]
    return words


def answer(line: str) -> Outcome:
    return guide("code", *shlex.split(line))


@pytest.mark.parametrize(("features", "codes"), WORKED.values(), ids=WORKED)
def test_every_worked_activity_has_its_code(features: dict[str, Any], codes: list[str]) -> None:
    done = guide("code", *options(features), "--json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert list(data) == ["codes", "depends", "reasons", "also_fits", "of_no_effect", "another_answer", "facts"]
    assert data["codes"] == codes
    assert data["depends"] == (len(codes) > 1 or bool(data["also_fits"]))
    cited = {fact for reason in data["reasons"] for fact in reason["facts"]}
    assert cited <= {fact["id"] for fact in data["facts"]}
    lines = guide("code", *options(features)).stdout.splitlines()
    assert [line.partition("  ")[0] for line in lines[: len(codes)]] == codes
    for reason in data["reasons"]:
        assert any(line.startswith(f"  {reason['text']} (") for line in lines)
    for fact in data["facts"]:
        assert any(fact["id"] in line and fact["text"] in line for line in lines)


ACTIVITIES = st.builds(
    Activity,
    st.sampled_from(Action),
    st.none() | st.sampled_from(Target),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from(Modality),
    st.booleans(),
    st.none() | st.sampled_from(Device),
    st.booleans(),
)


def differences(one: Activity, other: Activity) -> list[str]:
    return [field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)]


@settings(max_examples=60)
@given(ACTIVITIES, ACTIVITIES)
def test_a_near_miss_is_mutual_and_none_is_left_out(one: Activity, other: Activity) -> None:
    """Walk from one activity to another, a feature at a time: each step that changes the code is a near miss, both ways."""
    here = one
    for name in differences(one, other):
        there = Activity(**{**vars(here), name: getattr(other, name)})
        codes = choose_code(here).codes, choose_code(there).codes
        for start, end, codes_there in ((here, there, codes[1]), (there, here, codes[0])):
            change = Change(name, getattr(end, name))
            holding = [miss.codes for miss in near_misses(start) if change in miss.changes]
            assert holding == ([codes_there] if codes[0] != codes[1] else [])
        here = there


@given(ACTIVITIES)
def test_what_has_no_effect_can_be_left_out(activity: Activity) -> None:
    plain = Activity(activity.does)
    idle = without_effect(activity)
    for name in differences(activity, plain):
        without = Activity(**{**vars(activity), name: getattr(plain, name)})
        assert (choose_code(without) == choose_code(activity)) == (name in idle)
    assert set(idle) <= set(differences(activity, plain))


ANOTHER = {
    # the squat of S-41: for strength 97110, to pick things up 97530, with cues for the pattern 97112
    "--does corrects --trains movement-pattern": ["97110: .*strength", "97530: if a task was trained"],
    "--does doses --trains strength": ["97150: if attention was shared among patients", "97113: if the patient was in water"],
    "--does starts --modality stimulation": ["97032: .*the clinician stayed with the treatment the whole time"],
    "--does fits --device orthosis": ["97763: if it was a later visit for the device", "97761: if prosthesis was used"],
    "--does corrects --trains balance --shared": ["97112: if it was one-on-one"],
    "--does corrects --trains balance --in-water": ["97112: if the patient was not in water"],
    "--does corrects --trains balance": ["no code of this guide: .*present without using a therapist's skill"],
}


@pytest.mark.parametrize(("line", "patterns"), ANOTHER.items(), ids=ANOTHER)
def test_what_would_have_made_it_another_code(line: str, patterns: list[str]) -> None:
    shown = answer(line).stdout.partition("Another answer, if one thing were different:\n")[2].partition("Facts:\n")[0]
    for pattern in patterns:
        code, _, rest = pattern.partition(": ")
        (found,) = [row for row in shown.splitlines() if row.startswith(f"  {code}: ")]
        assert rest.removeprefix(".*") in found


def test_where_it_depends_the_command_says_so() -> None:
    told = answer("--does corrects --trains balance --whole-task").stdout
    assert "97530" in told.splitlines()[0]
    assert "It depends: each of these codes is defensible" in told
    stretch = json.loads(answer("--does handles --trains tissue --json").stdout)
    assert (stretch["codes"], stretch["depends"]) == (["97140"], True)
    assert [(other["code"], other["example"]) for other in stretch["also_fits"]] == [("97110", "X-24")]
    assert stretch["of_no_effect"] == [], "another target would not be like that example"
    told = answer("--does handles --trains tissue").stdout
    assert "It depends: 97110 fits too in X-24" in told
    assert "Of no effect" not in told
    assert "It depends" not in answer("--does corrects --trains balance").stdout


def test_where_nothing_fits_the_command_says_what_it_knows() -> None:
    told = answer("--does teaches --trains relaxation").stdout
    assert told.startswith("No code of this guide.\n")
    assert "Not read: any code but 90901, 95992, " in told
    assert set(known_codes()) <= set(GUIDE.library.codes)
    assert {code for _, codes in WORKED.values() for code in codes} <= set(known_codes())


def test_what_had_no_effect_is_named() -> None:
    assert "Of no effect here: --trains, --moving\n" in answer("--does measures --trains balance --moving").stdout
    assert "Of no effect" not in answer("--does corrects --trains balance").stdout


BAD = {
    "": "say what the clinician did, such as --does corrects; guide code --help lists the words",
    "--trains balance": "say what the clinician did",
    "--does correct": "there is no action `correct`; did you mean `corrects`?",
    "--does corrects --trains gait": "there is no target `gait`; write `walking`",
    "--does corrects --trains nerves": "there is no target `nerves`; check the spelling; guide code --help lists the words",
    "--does starts --modality laser": "there is no modality `laser`; use one of `biofeedback`",
    "--does fits --device splint": "there is no device `splint`; write `orthosis`",
    "--does corrects": "what was trained decides the code here; add --trains, such as --trains balance",
    "--does fits": "the device decides the code here; add --device orthosis or --device prosthesis",
    "--does starts": "what was used decides the code here; add --modality",
    "--does corrects --trains balance --shard": "--shard",
}


@pytest.mark.parametrize(("line", "said"), BAD.items(), ids=[line or "nothing" for line in BAD])
def test_bad_options_are_one_line_and_exit_2(line: str, said: str) -> None:
    done = answer(line)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_words_may_be_written_with_spaces_and_capitals() -> None:
    assert answer('--does Corrects --trains "Position sense"').stdout == answer("--does corrects --trains position-sense").stdout


def test_help_lists_every_word_and_no_other_name_is_one() -> None:
    told = answer("--help").stdout.splitlines()
    words = [*ACTION_NAMES, *TARGET_NAMES, *MODALITY_NAMES]
    rows = {line.split()[0] for line in told if line.startswith("    ")}
    assert set(words) <= rows
    assert set(OTHER_NAMES).isdisjoint({*Action, *Target, *Modality, *Device})


def test_the_command_reads_the_guide_of_a_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert guide("code", "--does", "repositions", root=Path(ROOT)).stdout.startswith("95992  ")
