"""What is overlooked in a situation that takes judgment.

Each matter names its own slips in docs/data/judgments*.yml: what these learners see in place of what is there. The same rows
then give what they would say, so that a corrected row corrects the wrong answers too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.facts.judgment import Slip
from macros.rules.judgment import UNSETTLED, Ruling, changes, judge
from macros.scenarios.asks.judgments import matter_of, targets
from macros.scenarios.draw import stable_hash
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question

OFFERED = 3
"""So many wrong changes are offered beside the right one, where there are so many."""


def rulings_of_slips(question: Question) -> Iterator[tuple[Slip, Ruling]]:
    """What each slip of the matter makes of the situation, where somebody could make it."""
    matter, situation = matter_of(question)
    for slip in matter.slips:
        if slip.is_made(situation.features):
            ruling = judge(matter.rule, {**situation.features, **slip.sees})
            if ruling.verdict != UNSETTLED:
                yield slip, ruling


def overlooks(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Judges a situation without one of its features, as the slips of the matter have it: each is named there."""
    _, situation = matter_of(question)
    for slip, ruling in rulings_of_slips(question):
        first = next(name for name, value in slip.sees.items() if situation.features[name] != value)
        shown = situation.details.get(first)
        missed = f'{slip.missed} Here: "{shown}".' if shown else slip.missed
        value = ruling.row if ask == "judgment-reason" else ruling.verdict
        if ruling.verdict != situation.verdict:
            yield WrongAnswer(value, missed, slip.id, title=slip.title)


def changes_what_does_not_decide(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Changes a feature of the situation after which the verdict asked for is still not reached.

    Changes that lead to different rulings come before others that lead to one of them, so that no two options are told the same.
    """
    matter, situation = matter_of(question)
    to = targets(question)
    other = [(name, value, then) for name, value, then in changes(matter.rule, situation.features) if then.verdict not in to]
    other.sort(key=lambda change: stable_hash(question.id, *change[:2]))
    first = {then.row: (name, value, then) for name, value, then in reversed(other)}.values()
    more = [change for change in other if change not in first]
    for name, value, then in (*first, *more[: max(0, OFFERED - len(first))]):
        yield WrongAnswer((name, value), then.text)


def mistakes_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another situation for the one asked for: the slip that leads from it to the same verdict is named there."""
    matter, asked = matter_of(question)
    for other in question.library.situations:
        if other.matter != matter.id or other.verdict == asked.verdict:
            continue
        for slip in matter.slips:
            if slip.is_made(other.features) and judge(matter.rule, {**other.features, **slip.sees}).verdict == asked.verdict:
                yield WrongAnswer(other.id, slip.missed, slip.id, title=slip.title)
                break


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "overlooks": (
        "Overlooks what decides the situation",
        {"judgment", "judgment-reason", "judgment-next"},
        overlooks,
    ),
    "changes-what-does-not-decide": ("Changes what does not decide", {"judgment-change"}, changes_what_does_not_decide),
    "mistakes-another": ("Takes another situation for it", {"judgment-example"}, mistakes_another),
}

JUDGMENTS = family(_METHODS)
