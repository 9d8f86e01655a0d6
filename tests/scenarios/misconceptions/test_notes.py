"""Wrong readings of a note, from docs/data/notes.yml by eye: the family of notes."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.misconception import WrongAnswer
from macros.scenarios.misconceptions.notes import NOTES
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, wrong_values

BALANCE, REPORT = "balance-in-a-line", "assistant-judges"


def about_note(ask: str, name: str, given: dict[str, str] | None = None, flaw: str | None = None) -> Question:
    draw = {"note": next(pair for pair in LIBRARY.notes if pair.id == name)}
    flaws = {"flaw": next(each for each in LIBRARY.flaws if each.id == flaw)} if flaw else {}
    return made_up(ask, given, {**draw, **flaws})


def feedback(question: Question) -> list[str]:
    answers: list[WrongAnswer] = list(MISCONCEPTIONS["sound-sentence-blamed"].answers(question, question.scenario.ask))
    return [answer.feedback for answer in answers]


# The sentences of the note "balance-in-a-line", from 0: date, interventions and position, skill, reaction, one-on-one, timed
# minutes, total minutes, signature. Skill, reaction and one-on-one are good practice.
OF_GOOD_PRACTICE = {2, 3, 4}
NOTHING = "Medicare requires nothing of this sentence, so nothing is missing here."


@pytest.mark.parametrize(
    ("flaw", "place"),
    [
        ("timed-in-units", 5),
        ("the-team", 7),
    ],
)
def test_each_sentence_may_be_blamed(flaw: str, place: int) -> None:
    question = about_note("failing-sentence", BALANCE, flaw=flaw)
    assert wrong_values("sound-sentence-blamed", question) == [0, 1, 2, 3, 4, 5, 6, 7]
    told = feedback(question)
    assert {
        i for i, text in enumerate(told) if text.endswith("which is good practice and not required here.")
    } == OF_GOOD_PRACTICE
    # The flawed sentence gives nothing.
    assert {i for i, text in enumerate(told) if text == NOTHING} == {place}
    assert told[4] == "It shows a statement that the time was one-on-one, which is good practice and not required here."
    assert told[0] == "It shows the date of treatment."
    assert told[1] == "It shows each specific intervention given and billed."


@pytest.mark.parametrize("place", ["0", "5"])
def test_what_the_note_holds_is_read_past(place: str) -> None:
    # Timed minutes, total minutes, date, interventions, signature: all that Medicare requires of a note, in the
    # order of documentation.yml. One of them is right, since its sentence was taken away; whoever gathers answers leaves it out.
    question = about_note("missing-element", BALANCE, {"place": place})
    assert wrong_values("read-past", question) == ["D-23a", "D-23b", "D-23c", "D-23d", "D-23e"]


def test_what_is_required_only_sometimes_is_not_read_past() -> None:
    # The report holds what the patient said (D-31d) and a change of plan (D-31g and, only if the plan is changed, D-31h).
    question = about_note("missing-element", REPORT, {"place": "0"})
    assert wrong_values("read-past", question) == ["D-31a", "D-31b", "D-31c", "D-31e", "D-31f", "D-31g"]


def test_the_feedback_quotes_the_sentence() -> None:
    question = about_note("missing-element", BALANCE, {"place": "0"})
    answers = {answer.value: answer.feedback for answer in MISCONCEPTIONS["read-past"].answers(question, "missing-element")}
    assert answers["D-23b"] == "It is there: Total minutes 30."
    assert answers["D-23e"] == "It is there: J. Lee, PT (signed)"


# The note has skill (D-27e, D-72b), reaction (D-27b, D-72c), position (D-72a), one-on-one (D-72d) and timed minutes (D-72e).
# It lacks what the patient said, an unexpected change, parameters, a home program, and communication with others.
MISSED = {"D-27a", "D-27c", "D-27d", "D-27f", "D-27g"}


def test_good_practice_that_the_note_lacks() -> None:
    values = wrong_values("good-practice-missed", about_note("missing-element", BALANCE, {"place": "0"}))
    assert set(values) == MISSED
    assert len(values) == len(MISSED)


def test_good_practice_that_a_report_lacks_or_holds() -> None:
    # Why a therapist is still needed (D-73) is the only good practice of a report; the report on maintenance says it.
    assert wrong_values("good-practice-missed", about_note("missing-element", REPORT, {"place": "0"})) == ["D-73"]
    assert wrong_values("good-practice-missed", about_note("missing-element", "maintenance", {"place": "0"})) == []


def test_every_wrong_reading_has_a_case() -> None:
    assert set(NOTES) == {"sound-sentence-blamed", "read-past", "good-practice-missed"}
