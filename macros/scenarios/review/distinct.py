"""What makes two questions different, apart from their numbers and their stories.

In a stem, numbers, dollars, days, people, settings and codes are masked, and so is what nothing rests on. What is left, with what
is asked, is one question, however many draws it has. Around a visit the story is masked whole: a new patient with other minutes
is asked the same. A record whose content decides the key, such as an activity or a flaw in a note, makes a question of its own,
and so does a scene that says what happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.facts.article import Statement
from macros.facts.example import Example
from macros.facts.fact import Record
from macros.facts.glossary import Term
from macros.facts.note import Flaw, NotePair
from macros.facts.patient import Patient
from macros.facts.requirement import Requirement
from macros.scenarios.asks import ASKS
from macros.scenarios.draw import stable_hash
from macros.scenarios.expressions import ExpressionFault, names_in_expression, text_renderer
from macros.scenarios.item import Item
from macros.scenarios.question import Question
from macros.scenarios.template import Scenario, Scene

MASK = "~"

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|once|twice"
_ORDER = (
    rf"\b(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?|\b(?:{_MONTHS}) \d{{4}}",
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b",
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\. [A-Z][\w’'-]+(?:'s|’s)?",
    r"\(?\b(?:\d{5}|[A-Z]\d{4})\b\)?",
    r"\$?\d[\d,.]*\d|\$?\d",
    rf"\b(?:{_NUMBERS})\b",
    r"\b(?:private practices?|outpatient clinics?|rehabilitation agenc(?:y|ies)|rehab agenc(?:y|ies)|home health agenc(?:y|ies)|"
    r"hospital(?: outpatient)? departments?|skilled nursing facilit(?:y|ies)|physician[’']s offices?|nursing homes?|"
    r"comprehensive outpatient rehabilitation facilit(?:y|ies)|outpatient hospitals?|hospitals?|clinics?)\b",
    r"\b(?:He|She|he|she|him|her|his|hers|himself|herself)\b",
)
_MASKED = re.compile("|".join(f"(?:{pattern})" for pattern in _ORDER))
_RUN = re.compile(rf"(?:\b(?:a|an|the|in|at|of)\s+)?{MASK}(?:[\s,]*{MASK})*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z~(\"])")


@dataclass(frozen=True)
class Asked:
    """What one question asks: the stem with all of it masked that may vary, what is asked, and the records that decide the key.

    `records` name each its kind and the variable that drew it, then its id. `path` is the way to the key: what is asked, the
    kinds of reasons that decide, and the misconceptions that options may come from.
    """

    stem: str
    question: str
    records: frozenset[tuple[str, str]]
    path: str

    @property
    def same(self) -> str:
        """A hash that two questions share which ask the same of the same records."""
        return stable_hash(self.question, sorted(self.records))


def questions_of(asked: Iterable[Asked]) -> int:
    """How many different questions there are.

    Of several records that are drawn together, those of the variable that takes most: three activities of ten to be matched are
    no hundred questions.
    """
    decided: dict[str, dict[str, set[str]]] = {}
    for each in asked:
        by_variable = decided.setdefault(each.question, {})
        for variable, record in each.records:
            by_variable.setdefault(variable, set()).add(record)
    return sum(max(map(len, by_variable.values()), default=1) for by_variable in decided.values())


class Masker:
    """Masks the questions of one scenario."""

    def __init__(self, scenario: Scenario):
        self._scenario = scenario
        self._used = scenario.names_used
        self._stem: Callable[[Mapping[str, Any]], str] | None = None
        self._constant = False
        self._same: str | None = None
        self._hashes: dict[str, tuple[str, str]] = {}
        self._shape = _shape(scenario)
        self._told = [text for text in _told(scenario) if "{" not in text]

    def asked(self, question: Question, item: Item) -> Asked:
        """What an item of the scenario asks."""
        stem = self._masked(question)
        ask = self._scenario.ask
        if stem not in self._hashes:
            whole = stable_hash(ask, stem)
            told = stable_hash(ask, _asking_sentence(stem), *self._shape) if self._scenario.visit else whole
            self._hashes[stem] = (whole, told)
        whole, told = self._hashes[stem]
        records = frozenset(
            (f"{type(value).__name__} {name}", value.id)  # type: ignore[union-attr]
            for name, value in question.draw.items()
            if ((isinstance(value, Record) and decides(value)) or (isinstance(value, Scene) and name in self._used))
            and self._decides(question)
        )
        reasons = item.reasons or {kind for value in question.draw.values() for kind in _reasons_of(value)}
        return Asked(whole, told, records, stable_hash(ask, sorted(reasons), sorted(self._scenario.wrong)))

    def _decides(self, question: Question) -> bool:
        """Whether the records of this question decide its key."""
        ask = ASKS.get(self._scenario.ask)
        return ask is None or ask.record_decides is None or ask.record_decides(question)

    def _masked(self, question: Question) -> str:
        if self._same is not None:
            return self._same
        if self._stem is None:
            template = _BRACES.sub(lambda braces: self._kept(braces, question), self._scenario.stem)
            self._stem = text_renderer(template)
            self._constant = "{{" not in template and "{%" not in template
        text = self._stem(question.names)
        for told in self._told:
            text = text.replace(told, MASK)
        masked = _RUN.sub(MASK, " ".join(_MASKED.sub(MASK, text).split()))
        if self._constant:
            self._same = masked
        return masked

    def _kept(self, braces: re.Match[str], question: Question) -> str:
        """What is filled in, or a mask where it is a number, a record, or a text that nothing rests on."""
        try:
            names = names_in_expression(braces[1])
        except ExpressionFault:
            return braces[0]
        masked = all(
            name in question.draw
            and (name not in self._used or isinstance(question.draw[name], Record) or not isinstance(question.draw[name], str))
            for name in names
        )
        return MASK if masked else braces[0]


def decides(record: Record) -> bool:
    """Whether the content of a record decides a key. A patient of the cast does not: another one is asked the same."""
    return not isinstance(record, Patient)


def _reasons_of(value: object) -> Iterator[str]:
    """What decides where a record does, for no rule says it: the rule of the code, the document and its status, the verdict."""
    match value:
        case Example():
            yield from (type(step).__name__ for step in value.features.choice.steps)
        case Requirement():
            yield f"{value.document} {value.authority} {value.status}"
        case Statement():
            yield f"statement {value.verdict}"
        case Flaw():
            yield f"flaw {value.concept}"
        case NotePair() | Term():
            yield type(value).__name__


def _shape(scenario: Scenario) -> tuple[Any, ...]:
    """What makes one visit another task than the next: how many services, whose, by which rule; and the wrong methods offered."""
    visit = scenario.visit
    if visit is None:
        return ()
    services = sorted((service.code in {"97150", "97014", "G0283"}, bool(service.assistant)) for service in visit.services)
    return (services, visit.payer_rule, visit.discipline, visit.year_to_date is None, len(visit.separate), sorted(scenario.wrong))


def _told(scenario: Scenario) -> Iterator[str]:
    if scenario.story:
        yield from (scenario.story.patient, scenario.story.setting, scenario.story.detail)


def _asking_sentence(stem: str) -> str:
    """The last question of a masked stem; where there is none, its last sentence."""
    sentences = _SENTENCE_END.split(stem)
    return next((sentence for sentence in reversed(sentences) if sentence.endswith("?")), sentences[-1])
