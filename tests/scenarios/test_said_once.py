"""Feedback is read option by option: each option says for itself what it misses, and none gives another one's answer away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pytest

from macros.guide import Guide
from macros.scenarios.asks.ask import quoted
from macros.scenarios.compose import compose
from macros.scenarios.form import different
from macros.scenarios.item import Item
from macros.scenarios.question import QuestionFault
from tests.command import ROOT

GUIDE = Guide.load(ROOT)
SAID_ONCE = [
    "judgment-change", "claim-verdict", "working-step", "one-who-may", "assistant-verdict", "assistant-most",
    "every-claim", "due", "denial-check",
]  # fmt: skip


def items(ask: str, draws: int = 3, scenario: str | None = None) -> Iterator[Item]:
    """A few draws of each scenario with this ask, or of the scenario that is named."""
    for topic in GUIDE.quizzes.topics:
        for each in topic.scenarios:
            if each.ask == ask and scenario in {None, each.id}:
                for question in islice(different(GUIDE.library, each, 47), draws):
                    try:
                        yield compose(question, topic.id)
                    except QuestionFault:
                        continue


@pytest.mark.parametrize("ask", SAID_ONCE)
def test_no_two_answers_of_an_item_are_told_the_same(ask: str) -> None:
    found = list(items(ask))
    assert found
    for item in found:
        said = [option.feedback for option in item.options] + [wrong.feedback for field in item.fields for wrong in field.wrong]
        assert len(said) == len(set(said)), item.id


def test_an_ot_student_who_watches_does_not_treat() -> None:
    watched = [item for item in items("claim-corrected", 20, "an-ota-and-the-others") if "OT student watches" in item.stem]
    assert watched
    for item in watched:
        assert not any("both treat" in step for step in item.explanation)
        assert item.visit is not None
        (visit,) = item.visit["services"]
        minutes = [int(number) for number in item.stem.replace(".", " ").split() if number.isdigit()]
        therapist, assistant, guided = minutes[:3]
        assert (visit["minutes"], visit["assistant"]) == (therapist + assistant + guided, assistant)


def test_quotes_within_a_quotation_are_single() -> None:
    assert quoted('only say "continue"') == "\"only say 'continue'.\""


def test_a_claim_without_lines_is_one_error() -> None:
    options = [option for item in items("claim-lines", 300, "lines-above-the-threshold") for option in item.options]
    twice_wrong = {option.text for option in options if option.feedback.startswith("Two errors at once.")}
    assert twice_wrong, "other claims do hold two"
    assert "Nothing is billed" not in twice_wrong


@pytest.mark.parametrize("ask", ["judgment-change", "judgment-example"])
def test_no_feedback_sends_the_reader_to_other_options(ask: str) -> None:
    for item in items(ask, 12):
        for option in item.options:
            assert not re.search(r"another of these|[Ll]ook at what", option.feedback), (item.id, option.feedback)


def test_a_line_that_was_cut_by_mistake_is_judged_by_the_rule_of_that_cut() -> None:
    cut = [item for item in items("judgment", 12, "remittance-judged") if "N851" in item.stem and "too little" in right(item)]
    assert len(cut) == 2
    for item in cut:
        assert "CQ or CO" in item.explanation[-1], item.id


def right(item: Item) -> str:
    return next(option.text for option in item.options if option.correct)
