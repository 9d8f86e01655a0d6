"""Who may furnish 97112, and under what supervision.

A state license, a skill or a supervisor in the room feel as though they decide; for a payer its own rule does. These learners
carry one payer's rule to another, shut out whom a rule names, or remember the supervision of another year or setting.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.rules.furnishing import (
    ALLOWED,
    DEPENDS,
    NOT_ALLOWED,
    AideIsNoTherapy,
    Furnishing,
    ManipulationOnly,
    NeverBilledAsTherapy,
    NeverIncidentTo,
    StudentAlone,
)
from macros.rules.reason import Reason
from macros.scenarios.asks import people
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question


def _reasons(answer: Furnishing) -> str:
    return " ".join(step.text for step in answer.steps)


def license_pays(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a license, skill or supervision decide where the payer's rule shuts the service out."""
    if people.answered(question).answer == NOT_ALLOWED:
        yield WrongAnswer(ALLOWED, "No license, skill or supervisor outweighs the payer's own rule, and it shuts this out.")


def rule_left_open(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Leaves open what the payer's own rule settles."""
    if people.answered(question).answer != DEPENDS:
        yield WrongAnswer(DEPENDS, "This payer has a rule of its own, and it settles the question.")


def named_profession_shut_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Shuts out a profession that the payer's rule names."""
    if people.answered(question).answer == ALLOWED:
        yield WrongAnswer(NOT_ALLOWED, "This payer's rule names the profession among those who may provide it.")


def one_rule_for_every_payer(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Answers by one payer's rule where none settles it."""
    if people.answered(question).answer == DEPENDS:
        yield WrongAnswer(ALLOWED, "One payer's yes binds no other: this plan's contract may say no.")
        yield WrongAnswer(NOT_ALLOWED, "Another payer's no does not bind this plan: its contract may allow it.")


def supervision_of_another_day(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the supervision of another day or setting: private practice before 2025, or any other."""
    right = people.answered(question)
    of_another_day = {
        "direct": "Direct supervision was the rule in private practice before 2025.",
        "general": "General supervision became enough in private practice in 2025.",
    }
    for supervision, feedback in of_another_day.items():
        if supervision != right.supervision:
            yield WrongAnswer(supervision, feedback)


def supervision_overlooked(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets an assistant work without supervision."""
    yield WrongAnswer("none", "An assistant is always supervised, in every setting and year.")


NOT_PAID = "A state may allow it; Medicare still does not pay this profession for therapy."
"""What is said of a second profession that the same reason shuts out."""


def _shut_out_by(kinds: tuple[type[Reason], ...], question: Question) -> Iterable[WrongAnswer]:
    """Those among whom to choose whom the rule shuts out for one of these kinds of reasons."""
    said: set[str] = set()
    for profession, answer in people.answers_among(question).items():
        if answer.answer == NOT_ALLOWED and isinstance(answer.steps[0], kinds):
            reasons = _reasons(answer)
            yield WrongAnswer(
                profession, NOT_PAID if reasons in said and isinstance(answer.steps[0], NeverBilledAsTherapy) else reasons
            )
            said.add(reasons)


def another_license_counts(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a license or a skill in another profession for enough."""
    return _shut_out_by((NeverBilledAsTherapy, ManipulationOnly), question)


def help_at_hand_counts(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes somebody without a license of therapy for enough, because a therapist is near."""
    return _shut_out_by((AideIsNoTherapy, StudentAlone), question)


def employment_counts(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an assistant whom the physician employs for enough."""
    return _shut_out_by((NeverIncidentTo,), question)


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "license-pays": ("Lets license or supervision decide", {"who"}, license_pays),
    "another-license-counts": ("Takes a license in another profession for enough", {"one-who-may"}, another_license_counts),
    "help-at-hand-counts": ("Takes help under a therapist's eyes for enough", {"one-who-may"}, help_at_hand_counts),
    "employment-counts": ("Takes employment by the physician for enough", {"one-who-may"}, employment_counts),
    "rule-left-open": ("Leaves open what the payer's rule settles", {"who"}, rule_left_open),
    "named-profession-shut-out": ("Shuts out a profession that the rule names", {"who"}, named_profession_shut_out),
    "one-rule-for-every-payer": ("Takes one payer's rule for another's", {"who"}, one_rule_for_every_payer),
    "supervision-of-another-day": (
        "Takes the supervision of another day or setting",
        {"supervision"},
        supervision_of_another_day,
    ),
    "supervision-overlooked": ("Leaves supervision out", {"supervision"}, supervision_overlooked),
}

FURNISHING = family(_METHODS)
