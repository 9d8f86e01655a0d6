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

SAME_PLACE, LONGEST = 0.85, 0.85
"""The largest share of questions whose key may stand in one place, or be the longest option."""

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
_PAYERS = re.compile(r"Medicare|TRICARE|payer|plan|midpoint", re.IGNORECASE)

Fault = tuple[str, str, str]
"""The field of the scenario, what is wrong, and how to mend it."""


def faults(scenario: Scenario, items: Sequence[Item]) -> Iterator[Fault]:
    """What is wrong with the questions of a scenario, the first of each rule."""
    yield from _told(scenario, scenario.stem, scenario.vary)
    yield from _each(scenario, items)
    yield from _guessable(items)


def part_faults(part: Scenario, items: Sequence[Item], told_before: str, must_be_told: Collection[str]) -> Iterator[Fault]:
    """The same for a part of a case, which may always have the same key, for nobody meets it a second time.

    `told_before` is what stands before its stem, and `must_be_told` what its answer rests on.
    """
    yield from _told(part, f"{told_before}\n{part.stem}", must_be_told)
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
    places = Counter(next(i for i, option in enumerate(item.options) if option.correct) for item in single)
    place, often = places.most_common(1)[0]
    if often > SAME_PLACE * len(single):
        what = f"[same-place] the key stands at place {place + 1} in {often} of {len(single)} questions"
        yield "wrong", what, "vary what is drawn, or name misconceptions that err the other way"
    longest = sum(_key_is_longest(item) for item in single)
    if longest > LONGEST * len(single):
        what = f"[longest] the key is the longest option in {longest} of {len(single)} questions"
        yield "wrong", what, "make distractors as long, or name other misconceptions"


def _key_is_longest(item: Item) -> bool:
    lengths = sorted((len(option.text), option.correct) for option in item.options)
    return lengths[-1][1] and lengths[-1][0] > lengths[-2][0]
