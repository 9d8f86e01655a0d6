"""Asks about vignettes and their twins: which words decide, what would change the code, why it is not the neighbor, and how
minutes are split between two aims. Every key is what the rule says of features, changed or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.facts.example import Example
from macros.rules.code_choice import CodeReason
from macros.rules.reason import Reason
from macros.rules.what_if import WHAT_IFS, WhatIf
from macros.scenarios.asks.ask import Ask, Key, Part, behind
from macros.scenarios.item import MATCH, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import sentence_case

NO_CODE = "none"
"""The answer where nothing is billed."""

Minutes = tuple[tuple[str, int], ...]
"""Minutes under each code, in the order of the visit."""


def vignette_of(question: Question) -> Example:
    """The vignette that was drawn."""
    example: Example = question.record(Example)
    return example


def twin_of(question: Question) -> Example:
    """The twin of the vignette that was drawn."""
    example = vignette_of(question)
    if example.twin is None:
        raise QuestionFault(f"{example.id} has no twin", "narrow what is drawn: `where: twin`", ("vary",))
    return question.library.vignette(example.twin)


def what_if_of(question: Question) -> WhatIf:
    """The change that is asked about, by its name in `given`."""
    name = question.given("change")
    if name not in WHAT_IFS:
        raise QuestionFault(f"there is no change `{name}`", f"use one of {', '.join(WHAT_IFS)}", ("given",))
    return WHAT_IFS[name]


def suits(question: Question) -> bool:
    """Whether the change can be told of the vignette. One that two codes fit already is left out."""
    example = vignette_of(question)
    return not example.also_fits and what_if_of(question).suits(example.features.activity, example.region)


def becomes(question: Question) -> bool:
    """Whether the change brings about what is asked for: with `becomes: twin` in `given`, the code of the twin."""
    if question.given("becomes", "any") == "any":
        return suits(question)
    return suits(question) and code_then(vignette_of(question), what_if_of(question)) == twin_of(question).code


def code_then(example: Example, what_if: WhatIf) -> str:
    """The code of a vignette with one thing different."""
    return next(iter(what_if.choice(example.features.activity).codes), NO_CODE)


def steps_then(example: Example, what_if: WhatIf) -> tuple[Reason, ...]:
    """Why the vignette has that code then."""
    if what_if.because:
        return (what_if.because, *example.features.choice.steps)
    return what_if.choice(example.features.activity).steps


def _cited(*steps: Reason) -> Iterator[str]:
    for step in steps:
        yield from step.cites


def _keyed(question: Question, value: Any, right: str, steps: tuple[Reason, ...], *first: str) -> Key:
    """A key whose worked steps begin with the vignette's own and go on with the rule's, without what the feedback says."""
    example = vignette_of(question)
    cites = tuple(dict.fromkeys([*_cited(*steps), *example.rests_on]))
    texts = [text for text in dict.fromkeys([*first, *(step.text for step in steps)]) if text != right]
    explanation = (*texts, *behind(question.library, cites, right, *texts))
    return Key(value, right, explanation, cites, example.sources, reasons=steps)


def write_code(question: Question, code: str) -> str:
    """A code as an option."""
    return "No code" if code == NO_CODE else f"{code} ({question.library.codes[code].name})"


def write_bare_code(question: Question, code: str) -> str:
    """A code as an option, by its number alone: where there may be none, a name would make one option longer than the other."""
    return "None" if code == NO_CODE else code


def _deciding_words(question: Question) -> Key:
    example, twin = vignette_of(question), twin_of(question)
    assert example.decided_by is not None
    other = f"The other scene, {twin.code}: {twin.activity}"
    return _keyed(question, example.details[example.decided_by], example.because, example.features.choice.steps, other)


def _quoted(question: Question, words: str) -> str:
    return f"“{words}”"


def _why_not(question: Question) -> Key:
    example, twin = vignette_of(question), twin_of(question)
    because = next(other.because for other in example.confused_with if other.code == twin.code)
    right = f"It says what {twin.code} would need and this scene lacks."
    return _keyed(question, because, right, example.features.choice.steps, f"{example.code} fits: {example.because}")


def _code_then(question: Question) -> Key:
    example, what_if = vignette_of(question), what_if_of(question)
    steps = steps_then(example, what_if)
    before = f"Before the change, the code is {example.code}: {example.because}"
    return _keyed(question, code_then(example, what_if), steps[0].text, steps, before)


def _base_decides(question: Question) -> bool:
    """Whether one must know the code of the vignette itself: else what is different decides alone."""
    example = vignette_of(question)
    circumstances = example.features.shared or example.features.in_water
    return circumstances or code_then(example, what_if_of(question)) == example.code


def _moving_change(question: Question) -> Key:
    example, what_if = vignette_of(question), what_if_of(question)
    steps = steps_then(example, what_if)
    return _keyed(question, question.given("change"), steps[0].text, steps, f"Before the change: {example.because}")


def _moves(question: Question) -> bool:
    return suits(question) and code_then(vignette_of(question), what_if_of(question)) != vignette_of(question).code


def _stays(question: Question) -> bool:
    """Whether the change leaves the code, and enough others do not."""
    example = vignette_of(question)
    return suits(question) and code_then(example, what_if_of(question)) == example.code and len(movers(example)) > 1


def movers(example: Example) -> list[str]:
    """The changes that suit a vignette and move it to another code, or to none."""
    return [
        name
        for name, what_if in WHAT_IFS.items()
        if what_if.suits(example.features.activity, example.region) and code_then(example, what_if) != example.code
    ]


def _said(question: Question, name: str) -> str:
    return sentence_case(WHAT_IFS[name].says)


def _minutes(question: Question) -> tuple[int, int]:
    """The minutes before and after the change."""
    return question.given_whole("before"), question.given_whole("after")


def under(*parts: tuple[str, int]) -> Minutes:
    """Minutes under each code: those of one code together."""
    minutes: dict[str, int] = {}
    for code, count in parts:
        minutes[code] = minutes.get(code, 0) + count
    return tuple(minutes.items())


def split(question: Question, then: str | None = None) -> Minutes:
    """The minutes of the visit under the codes they belong to; with `then`, those after the change under that code."""
    example, (before, after) = vignette_of(question), _minutes(question)
    return under((example.code, before), (then or code_then(example, what_if_of(question)), after))


def _split_minutes(question: Question) -> Key:
    example, what_if = vignette_of(question), what_if_of(question)
    steps = (*example.features.choice.steps, *steps_then(example, what_if))
    parts = split(question)
    right = "Each stretch of minutes goes under the code of what was done in it." if len(parts) > 1 else f"{steps[-1]}"
    if what_if.because:
        right = str(what_if.because)
    return _keyed(question, parts, right, steps, f"The first minutes: {example.because}")


def _can_be_split(question: Question) -> bool:
    """Whether both codes count minutes, and the visit belongs to one patient."""
    example = vignette_of(question)
    codes = {example.code, code_then(example, what_if_of(question))} - {NO_CODE}
    timed = all(question.library.codes[code].timed for code in codes)
    return timed and not example.features.shared and suits(question)


def _write_minutes(question: Question, value: Minutes) -> str:
    parts = [f"{'nothing' if code == NO_CODE else code} for {count} minutes" for code, count in value]
    return sentence_case(" and ".join(parts) if len(parts) > 1 else f"{parts[0]}, which is the whole visit")


def scenes_of(question: Question) -> tuple[Example, ...]:
    """The vignette that was drawn first, its twin, and the others that were drawn."""
    first, *others = [value for value in question.draw.values() if isinstance(value, Example)]
    twins = (first, question.library.vignette(first.twin or first.id))
    if {each.id for each in others} & {each.id for each in twins}:
        raise QuestionFault("one vignette is drawn twice", "keep the others from the two twins by `require`", ("require",))
    return (*twins, *others)


def _twins(question: Question) -> Key:
    examples = scenes_of(question)
    parts = tuple(Part(each.code, each.activity, f"{each.code} fits: {each.because}") for each in examples)
    steps: tuple[CodeReason, ...] = tuple(dict.fromkeys(step for each in examples for step in each.features.choice.steps))
    cites = dict.fromkeys([*_cited(*steps), *(fact for each in examples for fact in each.rests_on)])
    sources = dict.fromkeys(source for each in examples for source in each.sources)
    return Key((), "", tuple(step.text for step in steps), tuple(cites), tuple(sources), parts, steps)


def _one_code_each(question: Question) -> bool:
    return not any(each.also_fits for each in scenes_of(question))


def _by_code(value: Any) -> tuple[bool, str]:
    """Codes in their order, and then that there is none."""
    return value == NO_CODE, str(value)


VIGNETTE_ASKS = (
    Ask(
        "deciding-words",
        "the words of a vignette that decide its code against the twin's",
        SINGLE,
        "vignette",
        _deciding_words,
        _quoted,
        judgment=True,
    ),
    Ask(
        "why-not",
        "why a vignette does not have the code of its twin",
        SINGLE,
        "vignette",
        _why_not,
        lambda q, v: v,
        judgment=True,
    ),
    Ask(
        "code-then",
        "the code of a vignette with one thing different",
        SINGLE,
        "vignette",
        _code_then,
        write_bare_code,
        settled=becomes,
        record_decides=_base_decides,
        judgment=True,
    ),
    Ask(
        "moving-change",
        "the change that moves a vignette to another code",
        SINGLE,
        "vignette",
        _moving_change,
        _said,
        settled=_moves,
        judgment=True,
    ),
    Ask(
        "harmless-change",
        "the change that leaves the code of a vignette as it is",
        SINGLE,
        "vignette",
        _moving_change,
        _said,
        settled=_stays,
        judgment=True,
    ),
    Ask(
        "split-minutes",
        "the codes of the minutes before and after a change",
        SINGLE,
        "vignette",
        _split_minutes,
        _write_minutes,
        settled=_can_be_split,
        judgment=True,
    ),
    Ask(
        "match-twins",
        "the code of a vignette and of its twin",
        MATCH,
        "vignette",
        _twins,
        write_code,
        sort_key=_by_code,
        settled=_one_code_each,
        judgment=True,
    ),
)
