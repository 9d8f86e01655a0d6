"""Judgments: the verdict of every situation against a table written by hand, and the rows against a reading of their own."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from macros.facts.judgment import Matter
from macros.guide import Guide
from macros.rules.judgment import changes, judge
from macros.rules.refused import Refused
from macros.scenarios.misconceptions.judgments import rulings_of_slips
from macros.scenarios.records import teachable
from tests.scenarios.judgment_checks import RAW, first_row
from tests.scenarios.misconceptions.made_up import LIBRARY, ROOT, made_up, wrong_values

VERDICTS = {
    "skilled-need": {
        "skilled-need-01": "restores",
        "skilled-need-02": "unskilled",
        "skilled-need-03": "keeps",
        "skilled-need-04": "stalled",
        "skilled-need-kovalenko": "restores",
        "skilled-need-osterman": "unskilled",
        "skilled-need-bergstrom": "keeps",
        "skilled-need-sorensen": "restores",
        "skilled-need-ferraro": "unskilled",
        "skilled-need-whitlock": "restores",
        "skilled-need-tierney": "stalled",
    },
}
"""What a therapist who knows the rules says of each situation: written before the rows were run."""

SITUATIONS = {situation.id: situation for situation in LIBRARY.situations}


def test_the_verdicts_are_those_of_the_table() -> None:
    found = {situation.id: situation.verdict for situation in LIBRARY.situations}
    assert found == {name: verdict for verdicts in VERDICTS.values() for name, verdict in verdicts.items()}


@pytest.mark.parametrize("matter", RAW, ids=lambda matter: matter["id"])
def test_every_combination_is_ruled_by_the_first_row_that_holds(matter: dict[str, Any]) -> None:
    rule = LIBRARY.matters[matter["id"]].rule
    values = [[value["id"] for value in feature["values"]] for feature in matter["features"]]
    for combination in product(*values):
        features = dict(zip([feature["id"] for feature in matter["features"]], combination, strict=True))
        row, ruling = first_row(matter, features), judge(rule, features)
        assert (ruling.row, ruling.verdict, ruling.text) == (row["id"], row["verdict"], row["because"])
        assert list(ruling.cites) == row["rests_on"]


@pytest.mark.parametrize("matter", RAW, ids=lambda matter: matter["id"])
def test_every_value_and_slip_is_met_somewhere(matter: dict[str, Any]) -> None:
    """What no situation shows, and no slip sees, would teach nothing."""
    situations = [situation["features"] for situation in matter["situations"]]
    seen = {(name, value) for features in situations for name, value in features.items()}
    seen |= {(name, value) for slip in matter["slips"] for name, value in slip["sees"].items()}
    assert {(feature["id"], value["id"]) for feature in matter["features"] for value in feature["values"]} <= seen
    made = {
        slip.id
        for situation in matter["situations"]
        for slip, _ in rulings_of_slips(made_up("judgment", draw={"situation": SITUATIONS[situation["id"]]}))
    }
    assert made == {slip["id"] for slip in matter["slips"]}


def test_only_situations_whose_facts_stand_are_asked() -> None:
    asked = {situation.id for situation in teachable(LIBRARY, "situations")}
    standing = {situation.id for situation in LIBRARY.situations if all(_stands(fact) for fact in situation.rests_on)}
    assert asked == standing


def _stands(fact: str) -> bool:
    standing = LIBRARY.standing(fact)
    return standing.checked != "unverified" and standing.unread is None and standing.until is None


DOORS: dict[str, Any] = {
    "id": "door",
    "title": "May she come in?",
    "verdicts": [{"id": "in", "says": "She may", "then": "Open"}, {"id": "out", "says": "She may not", "then": "Wait"}],
    "features": [
        {"id": "key", "about": "a key", "values": [{"id": "has", "if_so": "She has a key"}, {"id": "lacks", "if_so": "No key"}]},
        {"id": "day", "about": "a day", "values": [{"id": "open", "if_so": "It is open"}, {"id": "shut", "if_so": "It is shut"}]},
    ],
    "rows": [
        {"id": "key", "when": {"key": "has"}, "verdict": "in", "because": "A key opens.", "rests_on": ["S-01"]},
        {"id": "day", "when": {"day": ["open"]}, "verdict": "in", "because": "It is open.", "rests_on": ["S-01"]},
        {"id": "else", "verdict": "out", "because": "Nothing opens it.", "rests_on": ["S-01"]},
    ],
    "slips": [{"id": "slip", "title": "A slip", "where": {"key": "has"}, "sees": {"key": "lacks"}, "missed": "She has one."}],
    "situations": [{"id": "door-1", "tells": "She has a key.", "features": {"key": "has", "day": "shut"}, "details": {}}],
}


def changed(path: str, value: object) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(DOORS))
    *above, last = path.split("/")
    place: Any = copy
    for name in above:
        place = place[int(name) if name.isdigit() else name]
    place[last] = value
    return copy


def test_a_change_is_judged_by_the_same_rows() -> None:
    rule = Matter.model_validate(DOORS).rule
    shut = {"key": "has", "day": "shut"}
    assert [(name, value, then.verdict) for name, value, then in changes(rule, shut)] == [
        ("key", "lacks", "out"),
        ("day", "open", "in"),
    ]
    with pytest.raises(Refused, match="`day` is None"):
        judge(rule, {"key": "has"})


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        ("rows/1/when", {"key": "has"}, "the row `day` never decides"),
        ("rows/2/when", {"day": "open"}, "no row of `door` holds for key: lacks, day: shut"),
        ("rows/0/verdict", "maybe", "has no verdict of the matter: `maybe`"),
        ("rows/0/when", {"lock": "has"}, "a feature that the matter has not: `lock`"),
        ("slips/0/sees", {"key": "lost"}, "a value that it has not: `lost`"),
        ("slips/0/where", {"key": "lost"}, "a value that it has not: `lost`"),
        ("situations/0/features", {"key": "has"}, "does not say `day`"),
        ("situations/0/details", {"key": "a golden key"}, "does not stand in the situation `door-1`"),
        ("situations/0/details", {"lock": "a key"}, "a detail of no feature: `lock`"),
    ],
)
def test_a_matter_that_is_not_whole_is_refused(path: str, value: object, what: str) -> None:
    with pytest.raises((ValidationError, Refused), match=what):
        Matter.model_validate(changed(path, value))


def test_a_slip_answers_as_the_rows_say_of_what_it_sees() -> None:
    """By hand: the push test is trained with skill and a measured gain. Who overlooks the skill says unskilled; and so on."""
    question = made_up("judgment", draw={"situation": SITUATIONS["skilled-need-01"]})
    assert set(wrong_values("overlooks", question)) == {"unskilled", "stalled", "keeps"}
    question = made_up("judgment-change", {"to": "unskilled"}, draw={"situation": SITUATIONS["skilled-need-01"]})
    assert set(wrong_values("changes-what-does-not-decide", question)) == {("aim", "maintain"), ("measure", "flat")}


def test_no_verdict_stands_in_the_data() -> None:
    for matter in RAW:
        for situation in matter["situations"]:
            assert set(situation) <= {"id", "tells", "features", "details"}
    assert Guide.load(ROOT).library.matters.keys() == {matter["id"] for matter in RAW}
