"""One finished question. Pages, the player and exports show Items; none of them computes an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from macros.rules.modifiers import has_assistant_modifier

SINGLE, MULTIPLE, NUMBER, CLAIM_LINES = "single", "multiple", "number", "claim-lines"
MATCH, ORDER, FIND = "match", "order", "find"
KINDS = (SINGLE, MULTIPLE, NUMBER, CLAIM_LINES, MATCH, ORDER, FIND)


TWO_SLIPS = "Two errors at once."


def in_words(slips: tuple[str, ...]) -> str:
    """The feedback on one slip or two: "Calendar days are counted, weekends included."."""
    return " ".join([*([TWO_SLIPS] if len(slips) > 1 else []), *slips])


@dataclass(frozen=True)
class Option:
    """One choice. `feedback` speaks to someone who chose it.

    `misconception` names the wrong method that leads to it, and `misconception_title` says what that method does.
    `slips` is the feedback on each slip: two where a second was made on top of the first.
    """

    id: str
    text: str
    correct: bool
    feedback: str
    misconception: str = ""
    misconception_title: str = ""
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrongNumber:
    """A wrong number that a known misconception leads to, and what to say to someone who gave it."""

    value: int
    feedback: str
    misconception: str = ""
    misconception_title: str = ""
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumberField:
    """A place for one whole number from `minimum` to `maximum`; `label` names it with its unit."""

    id: str
    label: str
    minimum: int
    maximum: int
    wrong: tuple[WrongNumber, ...]


@dataclass(frozen=True)
class WrongMatch:
    """A wrong option for one row that a known misconception leads to, and what to say to someone who chose it there."""

    option: str
    feedback: str
    misconception: str
    misconception_title: str
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class MatchRow:
    """One thing to be matched: the `answer` is the id of the option that belongs to it, `feedback` says why.

    `wrong` names what someone mixed up who chose another option for the row, where that is known.
    """

    id: str
    text: str
    answer: str
    feedback: str
    wrong: tuple[WrongMatch, ...] = ()


@dataclass(frozen=True)
class WrongOrder:
    """A wrong order that a known misconception leads to, as the ids of the options, and what to say to someone who gave it."""

    order: tuple[str, ...]
    feedback: str
    misconception: str
    misconception_title: str
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridLine:
    """One line of a claim as an answer: code, units, and its modifiers in the order of the claim, such as "GP CQ"."""

    code: str
    units: int
    modifiers: str

    def as_json(self) -> dict[str, Any]:
        """The line in its public JSON form."""
        return {"code": self.code, "units": self.units, "modifiers": self.modifiers}


def shows_assistant(modifiers: str) -> bool:
    """Whether the modifiers of a line of a grid, such as "GP CQ", say that an assistant furnished it."""
    return has_assistant_modifier(modifiers.split())


def claim_text(lines: tuple[GridLine, ...]) -> str:
    """`97112 × 1 GP; 97112 × 1 GP CQ`"""
    return "; ".join(f"{line.code} × {line.units} {line.modifiers}".strip() for line in lines) or "nothing is billed"


@dataclass(frozen=True)
class WrongGrid:
    """A wrong claim that a known misconception leads to, and what to say to someone who gave it."""

    lines: tuple[GridLine, ...]
    feedback: str
    misconception: str = ""
    misconception_title: str = ""
    slips: tuple[str, ...] = ()


CLAIM_ROWS = 6
"""The lines that may be filled in, or stand empty on paper: the same for every question, and more than any of them needs."""


@dataclass(frozen=True)
class ClaimGrid:
    """A claim to be filled in: how many lines it may have, what may be chosen, the acceptable claims, and known wrong ones.

    `rows` is CLAIM_ROWS for every question, so that it says nothing of the claim. Lines may be entered in any order; each cell
    is graded against the acceptable claim that comes nearest.
    """

    rows: int
    codes: tuple[tuple[str, str], ...]
    modifiers: tuple[str, ...]
    maximum: int
    acceptable: tuple[tuple[GridLine, ...], ...]
    wrong: tuple[WrongGrid, ...]


@dataclass(frozen=True)
class CasePart:
    """The place of an item in its case: part `part` of `parts`.

    `record` is what was added to the record before each part up to this one; "" where nothing was added.
    """

    id: str
    title: str
    part: int
    parts: int
    story: str
    record: tuple[str, ...]


@dataclass(frozen=True)
class ItemSource:
    """A source as an item names it."""

    id: str
    title: str
    url: str | None


@dataclass(frozen=True)
class Item:
    """A question with its key, feedback for each answer, the worked steps and the sources.

    `id` is the scenario's id and a short hash of the draw, so that the same question can be recognized in a later
    export. `stem` and the other texts are Markdown.
    `ordered` says that the options have an order of their own, such as numbers, and are not to be shuffled. By kind:

    - single: `options`, one of them right; `answer` is its id.
    - multiple: `options`; every right one must be chosen and no other; `answer` holds their ids.
    - number: one field in `fields`; `answer` is the number.
    - claim-lines: `grid`; `answer` is empty, for the grid holds every acceptable claim.
    - match: `rows`, each answered with one of `options`; `answer` holds the right option's id for each row in turn.
    - order: `options` as they are shown; `answer` holds their ids in the right order, `orders` known wrong ones.
    - find: the sentences of a note are the `options`, in their order; one of them fails, and `answer` is its id.

    `reasons` are the kinds of the reasons that the key was reached by, each once; no export shows them.

    `why` is why the answer is right, where it is a number or a claim; the options of all other kinds say it themselves.

    `full_text` is all that must be read before answering: for a part of a case, its story and record too.
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
    rows: tuple[MatchRow, ...] = ()
    grid: ClaimGrid | None = None
    case: CasePart | None = None
    ordered: bool = False
    orders: tuple[WrongOrder, ...] = ()
    reasons: tuple[str, ...] = ()
    why: str = ""

    @property
    def answer_ids(self) -> tuple[str, ...]:
        """The ids of the right options, where the answer holds several."""
        assert isinstance(self.answer, tuple)
        return self.answer

    @property
    def full_text(self) -> str:
        """The whole question in Markdown paragraphs: for a part of a case its story and record, then the stem."""
        if self.case is None:
            return self.stem
        return "\n\n".join(part for part in (self.case.story, *self.case.record, self.stem) if part)

    def as_json(self) -> dict[str, Any]:
        """The item in its public JSON form; its field names are stable."""
        data: dict[str, Any] = {
            "id": self.id, "scenario": self.scenario, "topic": self.topic, "level": self.level,
            "kind": self.kind, "stem": self.stem,
        }  # fmt: skip
        if self.case is not None:
            data["case"] = {
                "id": self.case.id, "title": self.case.title, "part": self.case.part, "parts": self.case.parts,
                "story": self.case.story, "record": list(self.case.record),
            }  # fmt: skip
        if self.rows:
            data["rows"] = [
                {
                    "id": r.id, "text": r.text, "answer": r.answer, "feedback": r.feedback,
                    "wrong": [{"option": w.option, "text": w.feedback, **_slip(w)} for w in r.wrong],
                }
                for r in self.rows
            ]  # fmt: skip
        if self.options:
            data["options"] = [
                {"id": o.id, "text": o.text, "correct": o.correct, "feedback": o.feedback, **_slip(o)} for o in self.options
            ]
        if self.orders:
            data["orders"] = [{"order": list(w.order), "text": w.feedback, **_slip(w)} for w in self.orders]
        if self.fields:
            data["fields"] = [
                {
                    "id": f.id, "label": f.label, "min": f.minimum, "max": f.maximum,
                    "feedback": [{"value": w.value, "text": w.feedback, **_slip(w)} for w in f.wrong],
                }
                for f in self.fields
            ]  # fmt: skip
        if self.grid is not None:
            data["grid"] = {
                "rows": self.grid.rows,
                "codes": [{"code": code, "name": name} for code, name in self.grid.codes],
                "modifiers": list(self.grid.modifiers),
                "max": self.grid.maximum,
                "feedback": [
                    {"lines": [line.as_json() for line in w.lines], "text": w.feedback, **_slip(w)} for w in self.grid.wrong
                ],
            }
            data["answer"] = [[line.as_json() for line in claim] for claim in self.grid.acceptable]
        else:
            data["answer"] = list(self.answer) if isinstance(self.answer, tuple) else self.answer
        if self.why:
            data["why"] = self.why
        data["explanation"] = list(self.explanation)
        data["sources"] = [{"id": s.id, "title": s.title, "url": s.url} for s in self.sources]
        if self.visit is not None:
            data["visit"] = self.visit
        data["rule"] = self.rule
        return data


def _slip(wrong: Option | WrongNumber | WrongMatch | WrongOrder | WrongGrid) -> dict[str, Any]:
    """The misconception that an answer shows, by its id and its title; nothing for a right answer."""
    if not wrong.misconception:
        return {}
    return {"misconception": {"id": wrong.misconception, "title": wrong.misconception_title}}
