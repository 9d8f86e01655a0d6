"""Asks about who may furnish 97112, and under what supervision."""

from __future__ import annotations

from dataclasses import replace

from macros.rules.furnishing import ALLOWED, DEPENDS, NOT_ALLOWED, Furnishing, who_may_furnish
from macros.rules.refused import Refused
from macros.rules.vocabulary import PROFESSION_NAMES, Payer, Setting
from macros.scenarios.asks.ask import Ask, Key, behind, key_from
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question, QuestionFault

ANSWERS = {
    ALLOWED: "Yes, this payer allows it",
    NOT_ALLOWED: "No",
    DEPENDS: "It depends on the plan and on the state's scope of practice",
}
SUPERVISION = {
    "direct": "Direct supervision",
    "general": "General supervision",
    "none": "No supervision",
}


def answered(question: Question, profession: str | None = None) -> Furnishing:
    """What the rule says of a profession, or the one given, with the payer, day and setting that are given."""
    try:
        return who_may_furnish(
            profession or question.given("profession"),
            question.given("payer", Payer.MEDICARE),
            question.day,
            question.given("setting", Setting.PRIVATE_PRACTICE),
            incident_to=question.given("incident_to", "no") == "yes",
        )
    except Refused as refused:
        raise QuestionFault(refused.what, refused.fix, ("given",)) from None


def _who(question: Question) -> Key:
    furnishing = answered(question)
    if not furnishing.settled:
        raise QuestionFault("no source on this profession was read", "draw another profession", ("given",))
    return _told(question, key_from(furnishing.steps, furnishing.answer, furnishing.steps[0].text))


def _supervision(question: Question) -> Key:
    furnishing = answered(question)
    if furnishing.supervision is None:
        raise QuestionFault("the rule says nothing of supervision here", "draw assistants and Medicare", ("given",))
    return _told(question, key_from(furnishing.steps, furnishing.supervision, furnishing.steps[-1].text))


def _told(question: Question, key: Key) -> Key:
    """The key with the reasons that its feedback does not give, and the rule behind them."""
    steps = tuple(step for step in key.explanation if step != key.feedback)
    rule = behind(question.library, key.cites, key.feedback, *steps)
    return replace(key, explanation=(*steps, *rule) or key.explanation)


def answers_among(question: Question) -> dict[str, Furnishing]:
    """What the rule says of each profession that is given to choose from."""
    return {profession: answered(question, profession) for profession in question.given("among").split()}


def _one_who_may(question: Question) -> Key:
    found = answers_among(question)
    may = [profession for profession, furnishing in found.items() if furnishing.answer != NOT_ALLOWED]
    if len(may) != 1 or found[may[0]].answer != ALLOWED:
        raise QuestionFault(f"of these, {len(may)} may or might", "give `among` one that may and others that may not", ("given",))
    steps = found[may[0]].steps
    key = key_from(steps, may[0], " ".join(step.text for step in steps))
    return replace(key, explanation=behind(question.library, key.cites, key.feedback) or key.explanation)


PEOPLE_ASKS = (
    Ask(
        "one-who-may",
        "the one of several professions who may provide 97112",
        SINGLE,
        "people",
        _one_who_may,
        lambda q, v: PROFESSION_NAMES[v].partition(" (")[0],
        judgment=True,
    ),
    Ask(
        "who",
        "whether a profession may provide 97112 for a payer",
        SINGLE,
        "people",
        _who,
        lambda q, v: ANSWERS[v],
        sort_key=list(ANSWERS).index,
    ),
    Ask(
        "supervision",
        "the supervision that an assistant needs",
        SINGLE,
        "people",
        _supervision,
        lambda q, v: SUPERVISION[v],
        sort_key=list(SUPERVISION).index,
    ),
)
