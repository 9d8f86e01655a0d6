"""Wrong lines with the assistant's modifier, each worked by hand: whole claims of a day."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.assistants import ASSISTANTS
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import Lines, about, visit, wrong_values

# 40 minutes are 3 units. The therapist's 30 are 2 blocks; the third unit is the assistant's 10 minutes. Right: 2 GP, 1 GP CQ.
TEN_LEFT = visit(("97112", 40, 10))
# 30 minutes are 2 units. The therapist's 25 are a block and 10 left over, which is 8 or more. Right: 2 GP.
THERAPIST_HAS_TEN = visit(("97112", 30, 5))
# 35 minutes are 2 units, a block of each person. Right: 1 GP, 1 GP CQ.
A_BLOCK_OF_EACH = visit(("97112", 35, 20))
# 26 minutes are 2 units, 13 and 13 left: the exception for two units. Right: 1 GP, 1 GP CQ.
THIRTEEN_EACH = visit(("97112", 26, 13))
# 37 minutes are 2 units. The therapist's 23 are a block and 8 left over. Right: 2 GP.
THERAPIST_HAS_EIGHT = visit(("97112", 37, 14))
# 23 + 14 = 37 minutes are 2 units: the block of 97112, and 97110 with 14 left over against 8. Right: 1 GP CQ, 1 GP.
CODE_OF_THE_ASSISTANT = visit(("97112", 23, 23), ("97110", 14))
# The assistant has 5 of the 20 untimed minutes, 25 percent. Right: 97112 GP, G0283 GP CQ.
UNTIMED = visit(("97112", 15), ("G0283", 20, 5))
# 2 of 20 untimed minutes are 10 percent and not more. Right: both GP.
UNTIMED_TENTH = visit(("97112", 15), ("G0283", 20, 2))

PLAIN, MARKED = ("GP",), ("GP", "CQ")

CASES: list[tuple[str, Question, Lines]] = [
    ("assistant-forgotten", TEN_LEFT, (("97112", 3, PLAIN),)),
    ("assistant-forgotten", CODE_OF_THE_ASSISTANT, (("97112", 1, PLAIN), ("97110", 1, PLAIN))),
    ("assistant-forgotten", UNTIMED, (("97112", 1, PLAIN), ("G0283", 1, PLAIN))),
    ("assistant-marks-the-code", TEN_LEFT, (("97112", 3, MARKED),)),
    ("assistant-marks-the-code", THERAPIST_HAS_TEN, (("97112", 2, MARKED),)),
    ("assistant-marks-the-code", UNTIMED_TENTH, (("97112", 1, PLAIN), ("G0283", 1, MARKED))),
    ("more-minutes-decide", TEN_LEFT, (("97112", 3, PLAIN),)),  # 10 against 30
    ("more-minutes-decide", A_BLOCK_OF_EACH, (("97112", 2, MARKED),)),  # 20 against 15
    ("more-minutes-decide", THIRTEEN_EACH, (("97112", 2, PLAIN),)),  # 13 are not more than 13
    ("more-minutes-decide", UNTIMED, (("97112", 1, PLAIN), ("G0283", 1, PLAIN))),  # 5 against 15
    ("ten-percent-of-the-code", TEN_LEFT, (("97112", 3, MARKED),)),  # 10 of 40
    ("ten-percent-of-the-code", visit(("97112", 30, 3)), (("97112", 2, PLAIN),)),  # 3 of 30 are not more than 10 percent
    ("ten-percent-of-the-code", visit(("97112", 30, 4)), (("97112", 2, MARKED),)),  # 4 of 30 are
    ("eight-minutes-ignored", THERAPIST_HAS_TEN, (("97112", 1, PLAIN), ("97112", 1, MARKED))),  # 5 of the 15 left over
    ("eight-minutes-ignored", THIRTEEN_EACH, (("97112", 2, MARKED),)),  # without the exception nothing parts the two
    ("eight-minutes-ignored", visit(("97112", 29, 1)), (("97112", 2, PLAIN),)),  # 1 of the 14 left over is 7 percent
    # In 2020 the 10 percent test of an untimed service was the one of today.
    ("eight-minutes-ignored", UNTIMED, (("97112", 1, PLAIN), ("G0283", 1, MARKED))),
    ("eight-minutes-ignored", UNTIMED_TENTH, (("97112", 1, PLAIN), ("G0283", 1, PLAIN))),
    ("assistants-minutes-apart", THERAPIST_HAS_EIGHT, (("97112", 1, PLAIN), ("97112", 1, MARKED))),  # 14 would be 1 unit
    ("assistants-minutes-apart", visit(("97112", 22, 7)), (("97112", 1, PLAIN),)),  # 7 would be none
    # 23 would be 2 units, but the code has 1.
    ("assistants-minutes-apart", CODE_OF_THE_ASSISTANT, (("97112", 1, MARKED), ("97110", 1, PLAIN))),
    ("full-blocks-only", TEN_LEFT, (("97112", 3, PLAIN),)),  # 10 minutes are no block
    ("full-blocks-only", A_BLOCK_OF_EACH, (("97112", 1, PLAIN), ("97112", 1, MARKED))),
    ("full-blocks-only", UNTIMED, (("97112", 1, PLAIN), ("G0283", 1, PLAIN))),
    ("started-blocks", THERAPIST_HAS_TEN, (("97112", 1, PLAIN), ("97112", 1, MARKED))),  # 5 minutes begin a block
    ("started-blocks", A_BLOCK_OF_EACH, (("97112", 2, MARKED),)),  # 20 begin a second one
    ("started-blocks", UNTIMED_TENTH, (("97112", 1, PLAIN), ("G0283", 1, MARKED))),
    ("eight-minutes-in-all", TEN_LEFT, (("97112", 3, PLAIN),)),  # the therapist has 30
    ("eight-minutes-in-all", visit(("97112", 27, 20)), (("97112", 2, MARKED),)),  # the therapist has 7
    ("todays-rule-for-then", THERAPIST_HAS_TEN, (("97112", 2, PLAIN),)),  # on a day of today it is the rule
    ("todays-rule-for-then", visit(("97112", 30, 5), service_date="2021-09-20"), (("97112", 2, PLAIN),)),
    ("todays-rule-for-then", visit(("97112", 20, 15), service_date="2019-09-16"), (("97112", 1, MARKED),)),
    ("people-rounded-apart", TEN_LEFT, (("97112", 2, PLAIN), ("97112", 1, MARKED))),  # 30 are 2 units, 10 are 1
    ("people-rounded-apart", THERAPIST_HAS_EIGHT, (("97112", 2, PLAIN), ("97112", 1, MARKED))),  # 23 are 2, 14 are 1
    ("people-rounded-apart", CODE_OF_THE_ASSISTANT, (("97112", 2, MARKED), ("97110", 1, PLAIN))),
    ("assistants-minutes-dropped", TEN_LEFT, (("97112", 2, PLAIN),)),
    ("assistants-minutes-dropped", CODE_OF_THE_ASSISTANT, (("97110", 1, PLAIN),)),
    ("each-code-apart", CODE_OF_THE_ASSISTANT, (("97112", 2, MARKED), ("97110", 1, PLAIN))),  # 23 alone are 2 units
    ("each-code-apart", visit(("97112", 10), ("97110", 8, 8)), (("97112", 1, PLAIN), ("97110", 1, MARKED))),  # 18 are 1
    ("full-blocks-billed", TEN_LEFT, (("97112", 2, PLAIN),)),  # 30 are 2 blocks, and 10 are none
    ("full-blocks-billed", A_BLOCK_OF_EACH, (("97112", 1, PLAIN), ("97112", 1, MARKED))),
    ("full-blocks-billed", visit(("97112", 38), ("97110", 22)), (("97112", 2, PLAIN), ("97110", 1, PLAIN))),  # 60 are 4 units
    ("other-assistants-modifier", TEN_LEFT, (("97112", 2, PLAIN), ("97112", 1, ("GP", "CO")))),
]


@pytest.mark.parametrize(("name", "question", "lines"), CASES)
def test_the_wrong_lines_are_those_worked_by_hand(name: str, question: Question, lines: Lines) -> None:
    assert wrong_values(name, question, "claim-lines") == [lines]
    assert wrong_values(name, question, "claim-grid") == [lines]
    marked = sum(units for _, units, marks in lines if {"CQ", "CO"} & {*marks})
    assert wrong_values(name, question, "assistant-units") == [marked]


def test_an_occupational_therapists_assistant_has_a_modifier_of_their_own() -> None:
    question = visit(("97112", 40, 10), discipline="OT")
    assert wrong_values("assistant-marks-the-code", question, "claim-lines") == [(("97112", 3, ("GO", "CO")),)]
    assert wrong_values("assistant-marks-the-code", question, "assistant-units") == [3]
    assert wrong_values("assistant-forgotten", question, "claim-lines") == [(("97112", 3, ("GO",)),)]


def test_other_modifiers_stay_where_they_were() -> None:
    """2,500 dollars before the visit are above the 2,480 of 2026, so that each line has KX."""
    question = visit(("97112", 40, 10), year_to_date=2500)
    assert wrong_values("assistant-marks-the-code", question, "claim-lines") == [(("97112", 3, ("GP", "CQ", "KX")),)]
    assert wrong_values("assistant-forgotten", question, "claim-lines") == [(("97112", 3, ("GP", "KX")),)]


def test_each_claim_of_a_tie_is_made_wrong() -> None:
    """20 + 20 = 40 minutes are 3 units; 5 minutes are left over of each code, so that either may have the third."""
    question = visit(("97112", 20, 5), ("97110", 20))
    first, second = sorted(wrong_values("assistant-marks-the-code", question, "claim-grid"))
    assert first == (("97112", 1, MARKED), ("97110", 2, PLAIN))
    assert second == (("97112", 2, MARKED), ("97110", 1, PLAIN))


def test_a_learner_gives_a_reason_of_their_own_even_where_the_number_is_right_by_luck() -> None:
    """Right is 1 of 3 units, for the last unit is the assistant's alone. Minutes apart make 1 as well, of 10 minutes."""
    (answer,) = ASSISTANTS["assistants-minutes-apart"].answers(TEN_LEFT, "assistant-verdict")
    assert answer.value == (1, 3, "assistants-minutes-apart")
    assert answer.feedback == "First everyone's minutes together make the units of the code; then each unit is tested."
    (wrong,) = ASSISTANTS["more-minutes-decide"].answers(TEN_LEFT, "assistant-verdict")
    assert wrong.value == (0, 3, "more-minutes-decide")


def test_a_reason_of_the_rule_that_gives_the_right_number_is_no_wrong_answer() -> None:
    """By the rule of 2020 the last unit is the assistant's too: that is right here, and said for the right reason."""
    assert wrong_values("eight-minutes-ignored", TEN_LEFT, "assistant-verdict") == []
    assert wrong_values("eight-minutes-ignored", THERAPIST_HAS_TEN, "assistant-verdict") == [(1, 2, "eight-minutes-ignored")]


MOST: list[tuple[str, dict[str, str], int]] = [
    # A visit of 30 minutes is 2 units. Half of it and a minute more makes the assistant the longer; 10 percent are 3 minutes.
    ("more-minutes-decide", {"whole": "30"}, 15),
    ("ten-percent-of-the-code", {"whole": "30"}, 3),
    ("full-blocks-only", {"whole": "30"}, 14),
    ("assistants-minutes-apart", {"whole": "30"}, 7),
    ("assistant-marks-the-code", {"whole": "30"}, 0),
    ("eight-minutes-in-all", {"whole": "30"}, 22),
    # After 10 minutes of the therapist: 7 more do not round up to a unit, and 10 are not more than 10.
    ("assistants-minutes-apart", {"therapist": "10"}, 7),
    ("more-minutes-decide", {"therapist": "10"}, 10),
    ("ten-percent-of-the-code", {"therapist": "10"}, 1),
]


@pytest.mark.parametrize(("name", "given", "most"), MOST)
def test_the_most_minutes_of_a_wrong_method(name: str, given: dict[str, str], most: int) -> None:
    assert wrong_values(name, about(**given), "assistant-most") == [most]
    if "whole" in given:
        assert wrong_values(name, about(**given), "assistant-plan") == [(int(given["whole"]) - most, most)]


def test_every_wrong_claim_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(ASSISTANTS)
