"""Rules of item writing that a machine can check, each by its name in the message. docs/contribute/items.md says why.

They are judged over the questions that a scenario gives, for a pattern shows only in many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from macros.scenarios.expressions import names_in_text
from macros.scenarios.item import MULTIPLE, SINGLE, Item
from macros.scenarios.template import Choices, Scenario, Span

ENOUGH = 12
"""Fewer questions than this show no pattern."""

PATTERN = 0.85
"""The largest share of questions in which a guesser's pattern may lead to the key."""

MIDDLE = 3
"""More options than this have a middle that a guesser would take."""

LONG_STEM = 120
"""Words; a stem of level 1 or 2 has no more."""

NAMES_ITS_PAYER = {
    "claim",
    "claim-grid",
    "missing-element",
    "due-order",
    "every-claim",
    "total-units",
    "claim-lines",
    "assistant-units",
    "price",
    "certified",
    "due",
    "appeal-days",
}
"""Asks whose answer another payer's rule would change: the stem says whose rule is asked for."""

TOLD_IN_OPTIONS = {"sentence-against-units"}
"""Asks whose options are the note itself: what is `given` stands there."""

_ALL_OR_NONE = re.compile(r"\b(all|none|both|neither) of (the|these)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?<![*])\b(not|except|never)\b(?![*])")
_NUMBER = re.compile(r"[0-9]")
_PAYERS = re.compile(r"Medicare|TRICARE|payer|plan|midpoint", re.IGNORECASE)

Fault = tuple[str, str, str]
"""The field of the scenario, what is wrong, and how to mend it."""


def faults(scenario: Scenario, items: Sequence[Item]) -> Iterator[Fault]:
    """What is wrong with the questions of a scenario, the first of each rule."""
    yield from _told(scenario, scenario.stem, scenario.vary)
    yield from _details(scenario)
    yield from _each(scenario, items)
    yield from _guessable(items)


def part_faults(part: Scenario, items: Sequence[Item], told_before: str) -> Iterator[Fault]:
    """The same for a part of a case, which may always have the same key, for nobody meets it a second time.

    `told_before` is what stands before its stem; by then all is told that its answer rests on.
    """
    yield from _told(part, f"{told_before}\n{part.stem}", part.names_used)
    yield from _each(part, items)


def _each(scenario: Scenario, items: Sequence[Item]) -> Iterator[Fault]:
    for check in (_all_or_none, _negative, _long_stem, _payer, _parallel):
        found = next((fault for item in items if (fault := check(scenario, item))), None)
        if found:
            yield found


def _told(scenario: Scenario, text: str, must_be_told: Collection[str]) -> Iterator[Fault]:
    """A value that changes the answer must be in the stem, or nobody can work it out."""
    told = names_in_text(text)
    if scenario.ask in TOLD_IN_OPTIONS:
        told |= {name for text in scenario.given.values() for name in names_in_text(text)}
    for name, domain in scenario.vary.items():
        several = isinstance(domain, Span) or (isinstance(domain, Choices) and len(domain.values) > 1)
        if several and name in must_be_told and name not in told:
            yield "stem", f"[told] `{name}` varies and the stem does not tell it", f"put {{{{ {name} }}}} into the stem"


def _details(scenario: Scenario) -> Iterator[Fault]:
    """A number in the stem is needed for the answer, or it is marked as a detail that does not matter."""
    told, used = names_in_text(scenario.stem), scenario.names_used
    for name, domain in scenario.vary.items():
        number = isinstance(domain, Span) or (
            isinstance(domain, Choices) and all(isinstance(each, int) for each in domain.values)
        )
        if number and name in told and name not in used and name not in scenario.details:
            what = f"[detail] the stem tells the number `{name}`, and nothing rests on it"
            yield "stem", what, f"use it, or mark it: details: [{name}]"
    for name in scenario.details:
        if name not in told or name in used:
            what = (
                f"[detail] `{name}` is marked as a detail, but {'the answer rests on it' if name in used else 'nothing tells it'}"
            )
            yield "details", what, "take it out of `details`"


def _all_or_none(scenario: Scenario, item: Item) -> Fault | None:
    odd = next((option.text for option in item.options if _ALL_OR_NONE.search(option.text)), None)
    return ("wrong", f"[all-or-none] an option reads `{odd}`", "let each option stand for itself") if odd else None


def _negative(scenario: Scenario, item: Item) -> Fault | None:
    question = re.split(r"(?<=[.!?])\s+", item.stem)[-1]
    found = _NEGATIVE.search(question)
    if not found:
        return None
    return (
        "stem",
        f"[negative] the question turns on `{found[0]}`, which is easily overlooked",
        f"write **{found[0]}**, or ask the other way round",
    )


def _long_stem(scenario: Scenario, item: Item) -> Fault | None:
    words = len(item.stem.split())
    if scenario.level == 3 or words <= LONG_STEM:
        return None
    return (
        "stem",
        f"[long-stem] {words} words at level {scenario.level}, and {LONG_STEM} are the most",
        "shorten it, or make it level 3",
    )


def _payer(scenario: Scenario, item: Item) -> Fault | None:
    if scenario.ask not in NAMES_ITS_PAYER or _PAYERS.search(item.told):
        return None
    return "stem", "[payer] the stem does not say whose rule is asked for", "name Medicare or the payer"


def _parallel(scenario: Scenario, item: Item) -> Fault | None:
    """Options that end alike: a full stop on one alone gives it away."""
    if item.kind not in {SINGLE, MULTIPLE}:
        return None
    ends = {option.text.endswith(".") for option in item.options}
    return (
        ("wrong", "[parallel] some options end with a full stop and others do not", "write them alike") if len(ends) > 1 else None
    )


def _guessable(items: Sequence[Item]) -> Iterator[Fault]:
    """A pattern that somebody could use without knowing anything."""
    single = [item for item in items if item.kind == SINGLE]
    if len(single) < ENOUGH:
        return
    places = Counter(_key_place(item) for item in single)
    place, often = places.most_common(1)[0]
    if often > PATTERN * len(single):
        what = f"[same-place] the key stands at place {place + 1} in {often} of {len(single)} questions"
        yield "wrong", what, "vary what is drawn, or name misconceptions that err the other way"
    patterns = (
        ("longest", "the longest option", _key_is_longest, "make distractors as long, or name other misconceptions"),
        ("middle", "neither the lowest nor the highest", _key_is_between, "name misconceptions that err to one side only"),
        ("odd-one-out", "the only option of its form", _key_is_odd, "write the options alike, or name other misconceptions"),
    )
    for name, told, holds, mend in patterns:
        often = sum(holds(item) for item in single)
        if often > PATTERN * len(single):
            yield "wrong", f"[{name}] the key is {told} in {often} of {len(single)} questions", mend


def _key_place(item: Item) -> int:
    return next(i for i, option in enumerate(item.options) if option.correct)


def _key_is_longest(item: Item) -> bool:
    lengths = sorted((len(option.text), option.correct) for option in item.options)
    return lengths[-1][1] and lengths[-1][0] > lengths[-2][0]


def _key_is_between(item: Item) -> bool:
    """Of options that stand in an order of their own."""
    return item.ordered and len(item.options) > MIDDLE and 0 < _key_place(item) < len(item.options) - 1


def _key_is_odd(item: Item) -> bool:
    """One form is the first word, the other whether there is a number: the key differs from all others, which agree."""
    for form in (lambda text: text.split()[0].lower(), lambda text: bool(_NUMBER.search(text))):
        key = form(item.options[_key_place(item)].text)
        others = {form(option.text) for option in item.options if not option.correct}
        if len(others) == 1 and key not in others:
            return True
    return False
