"""Codes on a remittance that are taken for another: by hand from docs/data/denial-codes.yml."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.denials import DENIALS
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, wrong_values

BY_ID = {denial.id: denial for denial in LIBRARY.denial_codes}

NAMES_A_CODE = {"co-16", "co-96"}
"""Codes whose first look names a code, so that it would give itself away among others."""


@pytest.mark.parametrize(
    ("asked", "same_way"),
    [("co-50", {"co-50", "co-151"}), ("co-236", {"co-97", "co-236", "code-119"}), ("code-109", {"code-109"})],
)
def test_another_code_is_one_that_calls_for_another_way(asked: str, same_way: set[str]) -> None:
    wrong = set(wrong_values("another-denial", made_up("denial-check", draw={"denial": BY_ID[asked]})))
    assert wrong == set(BY_ID) - same_way - NAMES_A_CODE


def test_the_feedback_names_the_code_that_was_taken() -> None:
    question = made_up("denial-check", draw={"denial": BY_ID["co-50"]})
    told = {answer.value: answer.feedback for answer in DENIALS["another-denial"].answers(question, "denial-check")}
    assert told["code-109"] == 'That is where to look after code 109: "Sent to the wrong payer."'
