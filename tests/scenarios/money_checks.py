"""The key of every question on assistants, written claims and amounts, found again without the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from macros.scenarios.item import Item
from macros.scenarios.question import Question
from tests import oracle
from tests.scenarios.misconceptions.made_up import published

Lines = Iterable[tuple[str, int, frozenset[str]]]
MARKS, THERAPY, SEPARATE = {"CQ", "CO"}, {"GP", "GO", "GN"}, {"59", "XE", "XS", "XP", "XU"}


def marked_by_hand(therapist: int, assistant: int) -> int | None:
    """The marked units of one timed code in 2026: take full blocks away in turn, then look at what is left. None: not settled."""
    units, total = 0, therapist + assistant
    while total >= 8:
        units, total = units + 1, total - 15
    blocks = 0
    while therapist >= 15:
        therapist, units = therapist - 15, units - 1
    while assistant >= 15:
        assistant, units, blocks = assistant - 15, units - 1, blocks + 1
    if units == 0 or assistant == 0:
        return blocks
    if units == 2:
        return blocks + 1 if therapist >= 9 and assistant >= 9 else None
    if therapist >= 8:
        return blocks
    return blocks + 1 if assistant >= 2 else None  # one minute of 8 or 9 is where the ways to work out 10 percent differ


def _right(item: Item) -> str:
    (text,) = [option.text for option in item.options if option.correct]
    return text


def _most(question: Question) -> int:
    allowed, whole = int(question.given("allowed", "0")), int(question.given("whole", "0"))
    if question.given("timed", "yes") != "yes":
        return whole // 10
    assistant = 0
    while True:
        therapist = whole - assistant - 1 if whole else int(question.given("therapist"))
        marked = marked_by_hand(therapist, assistant + 1)
        assert marked is not None
        if marked > allowed:
            return assistant
        assistant += 1


def assistant_most(question: Question, item: Item) -> None:
    assert item.answer == _most(question)


def assistant_plan(question: Question, item: Item) -> None:
    minutes = [int(figure) for figure in re.findall(r"\d+", _right(item))]
    assert minutes == [int(question.given("whole")) - _most(question), _most(question)]


def assistant_verdict(question: Question, item: Item) -> None:
    (service,) = [each for each in question.services if each.assistant]
    therapist, assistant = service.minutes - service.assistant, service.assistant
    if service.timed:
        marked, units = marked_by_hand(therapist, assistant), (service.minutes + 7) // 15
    else:
        marked, units = int(10 * assistant > service.minutes), 1
    mark = "CO" if question.discipline == "OT" else "CQ"
    begins = f"{mark} on {marked} of {units} units" if units > 1 else f"{mark} on the unit" if marked else f"No {mark}"
    assert _right(item).startswith(f"{begins}: ")
    left = therapist % 15
    says_eight = "8 minutes or more of the last unit" in _right(item)
    assert not says_eight or left >= 8


def assistant_task(question: Question, item: Item) -> None:
    may = {question.given("judges"), question.given("evaluates")} == {"no"}
    assert _right(item).startswith("Yes, a supervised PTA" if may else "No, that part")


def _seen(lines: Lines) -> dict[str, Any]:
    """What can change in a claim: units and marked units by code, modifiers for separate services by code, and the others."""
    seen: dict[str, Any] = {"therapy": set(), "mark": set(), "kx": set()}
    for code, units, modifiers in lines:
        seen[f"units {code}"] = seen.get(f"units {code}", 0) + units
        seen[f"marked {code}"] = seen.get(f"marked {code}", 0) + units * bool(modifiers & MARKS)
        seen.setdefault(f"separate {code}", set()).update(modifiers & SEPARATE)
        seen["therapy"] |= modifiers & THERAPY
        seen["mark"] |= modifiers & MARKS
        seen["kx"] |= modifiers & {"KX"}
    return seen


def _changed(seen: dict[str, Any], text: str, mark: str) -> dict[str, Any]:
    """What a claim is after the changes that an option names."""
    made = dict(seen)
    if found := re.search(r"ill (\d+) units? of (\w+)", text):
        made[f"units {found[2]}"] = int(found[1])
    for found in re.finditer(r"ssistant's modifier on (\d+ of the \d+ units|the unit|both units|all \d+ units) of (\w+)", text):
        marked = re.match(r"(\d+) of", found[1])
        made[f"marked {found[2]}"] = int(marked[1]) if marked else made[f"units {found[2]}"]
        made["mark"] = made["mark"] or {mark}
    for found in re.finditer(r"ssistant's modifier off (\w+)", text):
        made[f"marked {found[1]}"] = 0
    if found := re.search(r"dd (59|X\w) to (\w+)", text):
        made[f"separate {found[2]}"] = {found[1]}
    if found := re.search(r"separate services off (\w+)", text):
        made[f"separate {found[1]}"] = set()
    if found := re.search(r"se (G\w) on every line", text):
        made["therapy"] = {found[1]}
    if "eave the therapy modifier out" in text:
        made["therapy"] = set()
    if found := re.search(r"se (C[QO]) for the assistant", text):
        made["mark"] = {found[1]}
    if "dd KX" in text:
        made["kx"] = {"KX"}
    if "ake KX off" in text:
        made["kx"] = set()
    if not any(value for name, value in made.items() if name.startswith("marked ")):
        made["mark"] = set()
    return {name: value for name, value in made.items() if value}


def claim_corrected(question: Question, item: Item, claim: Lines) -> None:
    """The last step names the changes that make the written claim the right one, which the oracle found."""
    found = re.fullmatch(r"The claim read (.*?)\. ([^.]*)\.", item.explanation[-1])
    assert found
    assert f"**{found[1]}**" in item.stem
    written = []
    for part in found[1].split("; "):
        code, _, units, *modifiers = part.split()
        written.append((code, int(units), frozenset(modifiers)))
    right = {name: value for name, value in _seen(claim).items() if value}
    assert _changed(_seen(written), found[2], "CO" if question.discipline == "OT" else "CQ") == right, found[2]


def _cents(amount: Fraction) -> Fraction:
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


def _is(item: Item, amount: Fraction) -> None:
    assert Fraction(_right(item).replace("$", "").replace(",", "")) == amount


def share(question: Question, item: Item) -> None:
    allowed, open_part = Fraction(question.given("allowed")), Fraction(question.given("deductible", "0"))
    rest = max(allowed - open_part, Fraction(0))
    patient = allowed - rest + _cents(rest / 5)
    medicare = _cents(rest * Fraction(4, 5) * (Fraction(17, 20) if question.given("assistant", "no") == "yes" else 1))
    if question.given("sequestration", "no") == "yes":
        medicare = _cents(medicare * Fraction(49, 50))
    _is(item, {"medicare": medicare, "patient": patient, "clinic": medicare + patient}[question.given("whose")])


def difference(question: Question, item: Item) -> None:
    fees = published("fees")

    def total(text: str) -> Fraction:
        days = [[part.partition("=") for part in day.split()] for day in text.split("|")]
        prices = [oracle.allowed([(code, int(n), False) for code, _, n in day], question.day.isoformat(), fees) for day in days]
        return sum(prices, Fraction(0))

    _is(item, total(question.given("more")) - total(question.given("less")))


def toward_threshold(question: Question, item: Item) -> None:
    own = ("ot",) if question.discipline == "OT" else ("pt", "slp")
    assert item.answer == sum(int(question.given(name, "0")) for name in (*own, "patient"))


def visits_left(question: Question, item: Item) -> None:
    (limit,) = [row["pt_and_slp"] for row in published("thresholds")["years"] if row["year"] == question.day.year]
    visits, total = 0, int(question.given("before"))
    while total + int(question.given("each")) <= limit:
        visits, total = visits + 1, total + int(question.given("each"))
    assert item.answer == visits


MONEY_CHECKS: dict[str, Callable[[Question, Item], None]] = {
    "assistant-most": assistant_most,
    "assistant-plan": assistant_plan,
    "assistant-verdict": assistant_verdict,
    "assistant-task": assistant_task,
    "share": share,
    "difference": difference,
    "toward-threshold": toward_threshold,
    "visits-left": visits_left,
}
