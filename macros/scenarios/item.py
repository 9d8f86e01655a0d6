"""One finished question. Pages, the player and exports show Items; none of them computes an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SINGLE, MULTIPLE, NUMBER = "single", "multiple", "number"


@dataclass(frozen=True)
class Option:
    """One choice. `feedback` speaks to someone who chose it."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class WrongNumber:
    """A wrong number that a known misconception leads to, and what to say to someone who gave it."""

    value: int
    feedback: str


@dataclass(frozen=True)
class NumberField:
    """A place for one whole number from `minimum` to `maximum`; `label` names it with its unit."""

    id: str
    label: str
    minimum: int
    maximum: int
    wrong: tuple[WrongNumber, ...]


@dataclass(frozen=True)
class ItemSource:
    """A source as an item names it."""

    id: str
    title: str
    url: str | None


@dataclass(frozen=True)
class Item:
    """A question with its key, feedback for each answer, the worked steps and the sources.

    `id` is the scenario's id and a short hash of the draw, so that the same question is found again in a later
    export. `stem` and the other texts are Markdown. A single-choice item has `options` and its `answer` is the
    id of the key; in a multiple-choice item every right option must be chosen and no other, and its `answer` holds their ids; a
    number item has `fields` and its `answer` is the number.
    """

    id: str
    scenario: str
    topic: str
    level: int
    kind: str
    stem: str
    options: tuple[Option, ...]
    fields: tuple[NumberField, ...]
    answer: str | int | tuple[str, ...]
    explanation: tuple[str, ...]
    sources: tuple[ItemSource, ...]
    visit: dict[str, Any] | None
    rule: str | None

    def as_json(self) -> dict[str, Any]:
        """The item in its public JSON form; its field names are stable."""
        data: dict[str, Any] = {
            "id": self.id, "scenario": self.scenario, "topic": self.topic, "level": self.level,
            "kind": self.kind, "stem": self.stem,
        }  # fmt: skip
        if self.options:
            data["options"] = [{"id": o.id, "text": o.text, "correct": o.correct, "feedback": o.feedback} for o in self.options]
        else:
            data["fields"] = [
                {
                    "id": f.id, "label": f.label, "min": f.minimum, "max": f.maximum,
                    "feedback": [{"value": w.value, "text": w.feedback} for w in f.wrong],
                }
                for f in self.fields
            ]  # fmt: skip
        data["answer"] = list(self.answer) if isinstance(self.answer, tuple) else self.answer
        data["explanation"] = list(self.explanation)
        data["sources"] = [{"id": s.id, "title": s.title, "url": s.url} for s in self.sources]
        if self.visit is not None:
            data["visit"] = self.visit
        data["rule"] = self.rule
        return data
