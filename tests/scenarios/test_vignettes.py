"""The vignettes and their twins as the YAML has them, and what can be asked of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from macros.facts.consistency import inconsistencies
from macros.guide import Guide
from macros.scenarios.compose import compose, is_drawn, range_of
from macros.scenarios.item import Item
from macros.scenarios.question import Question, QuestionFault
from tests.scenarios.vignette_checks import READ, ROOT, TWINS, VIGNETTE_CHECKS, VIGNETTES, plain, right

GUIDE = Guide.load(ROOT)
TOPIC = GUIDE.quizzes.topic("codes")
SCENARIOS = {each.id: each for each in TOPIC.scenarios}


def items(scenario: str) -> Iterator[tuple[Question, Item]]:
    for question in range_of(GUIDE.library, SCENARIOS[scenario], 400):
        yield question, compose(question, TOPIC.id)


def test_there_are_two_hundred_vignettes() -> None:
    assert len(VIGNETTES) >= 200
    assert len(TWINS) >= 160
    assert len({plain(each["activity"]) for each in VIGNETTES.values()}) == len(VIGNETTES)


def test_twins_name_each_other_and_differ_in_their_code() -> None:
    for name, twin in TWINS.items():
        assert TWINS[twin] == name
        assert READ[name] != READ[twin], name
        assert READ[twin] in [other["code"] for other in VIGNETTES[name]["confused_with"]], name


def test_the_words_that_decide_stand_in_the_text() -> None:
    for name in TWINS:
        vignette = VIGNETTES[name]
        details = {kind: plain(words) for kind, words in vignette["details"].items()}
        assert len(details) >= 3, name
        assert all(words in plain(vignette["activity"]) for words in details.values()), name
        assert vignette["decided_by"] in details, name
        assert len(set(details.values())) == len(details), name


def test_no_vignette_gives_its_code_away() -> None:
    given_away = re.compile(r"\b\d{5}\b|neuromuscular|re-?educat|therapeutic (?:activit|exercise)|gait training|self-care", re.I)
    found = {name: hit[0] for name, each in VIGNETTES.items() if name in TWINS and (hit := given_away.search(each["activity"]))}
    assert not found


@pytest.mark.parametrize("words", ["97112: ", "Neuro-reeducation. ", "Gait training: "])
def test_the_check_tells_at_its_line_what_gives_a_code_away(words: str) -> None:
    file = GUIDE.library.file("examples-neuro")
    first = file.examples[0]
    spoiled = first.model_copy(update={"activity": words + first.activity})
    library = GUIDE.library.with_file("examples-neuro", file.model_copy(update={"examples": (spoiled, *file.examples[1:])}))
    (problem,) = inconsistencies(library)
    assert problem.what.startswith(f"the activity of {first.id} gives its code away with")
    assert problem.line == GUIDE.library.yaml["examples-neuro"].place(("examples", 0, "activity"))[0]


@pytest.mark.parametrize(
    ("scenario", "keys"),
    [
        ("words-that-decide", 50),
        ("answer-to-a-reviewer", 80),
        ("into-its-twin", 4),
        ("same-aim-otherwise", 5),
        ("another-aim-in-company", 4),
        ("change-that-moves-it", 8),
        ("change-that-leaves-it", 8),
        ("two-aims-one-visit", 50),
    ],
)
def test_every_key_is_the_one_that_a_person_reads(scenario: str, keys: int) -> None:
    seen = Counter[str]()
    for question, item in items(scenario):
        VIGNETTE_CHECKS[SCENARIOS[scenario].ask](question, item)
        seen[right(item)] += 1
    assert len(seen) >= keys


def test_twins_side_by_side_are_told_apart() -> None:
    seen = 0
    for question, item in items("twins-side-by-side"):
        VIGNETTE_CHECKS["match-twins"](question, item)
        seen += 1
    assert seen > 30


def test_minutes_are_split_left_together_and_not_billed() -> None:
    shapes = {
        "none" if "nothing" in right(item) else "two" if " and " in right(item) else "one"
        for _, item in items("two-aims-one-visit")
    }
    assert shapes == {"none", "two", "one"}


def test_what_cannot_be_told_is_not_drawn_or_is_a_fault() -> None:
    scenario = SCENARIOS["same-aim-otherwise"]
    vignettes = {each.id: each for each in GUIDE.library.vignettes}
    # A brace is put on: no change is told of it. Two codes fit a stretch.
    for name in ("X-164", "X-114"):
        assert not is_drawn(Question(GUIDE.library, scenario, {"vignette": vignettes[name], "change": "longer"}))
    unknown = Question(GUIDE.library, scenario, {"vignette": vignettes["X-102"], "change": "weather"})
    with pytest.raises(QuestionFault, match="there is no change `weather`"):
        is_drawn(unknown)
    alone = next(each for each in vignettes.values() if each.twin is None)
    with pytest.raises(QuestionFault, match="has no twin"):
        compose(Question(GUIDE.library, SCENARIOS["words-that-decide"], {"vignette": alone}), "codes")
