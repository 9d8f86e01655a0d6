"""What an ask is: what the key is, how an answer is written, and why the key is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from macros.facts.library import Library
from macros.rules.reason import Reason
from macros.rules.vocabulary import Authority
from macros.scenarios.question import Question


@dataclass(frozen=True)
class Part:
    """One thing to be matched or put in order, what is said of it, and the value that it belongs to or stands for."""

    value: Any
    text: str
    feedback: str


@dataclass(frozen=True)
class Key:
    """The right answer, with its reasoning and the facts it rests on.

    `value` is the answer; several for a question with several right options or claims, in their order for one of order. `parts`
    are what is matched (each with its right value) or ordered (in the right order). `reasons` are the rule's own, where a rule
    gives the answer.
    """

    value: Any
    feedback: str
    explanation: tuple[str, ...]
    cites: tuple[str, ...]
    sources: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Ask:
    """One kind of question.

    `subject` names what misconceptions must speak about ("counting", "example", "requirement"). `sort_key` is set where
    the options have a natural order; else they are shuffled. `label` names the field of a number. A draw for which `settled`
    is set and says no is never drawn, for no source settles its answer. `about` is set where two values can say one thing in
    other words, and says what a value is about: no two options are about the same. `judgment` is set where the learner weighs a
    case, as in a clinic or an office: which code, is skill needed, does this note suffice, is this denial right, what to do next.
    Recalling a rule, counting and looking up are not. Where `record_decides` is set and says no, the record that was drawn only
    tells the story, and another one makes no other question.
    """

    name: str
    meaning: str
    kind: str
    subject: str
    key: Callable[[Question], Key]
    write: Callable[[Question, Any], str]
    sort_key: Callable[[Any], Any] | None = None
    label: str = ""
    maximum: int = 0
    settled: Callable[[Question], bool] | None = None
    about: Callable[[Question, Any], str] | None = None
    judgment: bool = False
    record_decides: Callable[[Question], bool] | None = None


def key_from(steps: Sequence[Reason], value: Any, right: str) -> Key:
    """A key whose reasoning is the rule's own steps."""
    return Key(
        value,
        right,
        tuple(step.text for step in steps),
        tuple(dict.fromkeys(fact for step in steps for fact in step.cites)),
        reasons=tuple(steps),
    )


def quoted(words: str) -> str:
    """Words of the scene at the end of a sentence; what they quote themselves gets single quotes."""
    within = re.sub(r'"([^"]*)"', r"'\1'", words.rstrip("."))
    return f'"{within}."'


def behind(library: Library, cites: Iterable[str], *said: str) -> tuple[str, ...]:
    """The first cited fact that says more than what was said already, as a worked step: the rule, or good practice."""
    facts = (library.fact(name) for name in cites if library.has_fact(name))  # a missing one makes the key unread
    telling = (fact for fact in facts if not any(fact.text in text or text in fact.text for text in said))
    return tuple(f"{_WHOSE.get(fact.authority, 'The rule')}: {fact.text}" for fact in telling)[:1]


_WHOSE = {Authority.GOOD_PRACTICE: "Good practice"}
