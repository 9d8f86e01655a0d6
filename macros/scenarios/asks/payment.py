"""Asks about what Medicare allows for a day's units."""

from __future__ import annotations

from decimal import Decimal

from macros.rules.payment import Billed, PaidInFull, Price, UnitFee, price
from macros.rules.refused import Refused
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question, QuestionFault


def billed(question: Question) -> list[Billed]:
    """The units that `given.lines` names, such as "97112=2 97110=1"; CODE:CQ marks an assistant's."""
    return billed_in(question, "lines", question.given("lines"))


def billed_in(question: Question, name: str, text: str) -> list[Billed]:
    """The units that a text of `given` names."""
    billed_lines = []
    for part in text.split():
        code, _, units = part.partition("=")
        number, _, mark = code.partition(":")
        if not units.isdigit() or number not in question.library.codes or mark not in {"", "CQ", "CO"}:
            raise QuestionFault(f"`{part}` is not a line", "write lines such as 97112=2 97110=1", ("given", name))
        if int(units):
            billed_lines.append(Billed(number, int(units), bool(mark)))
    return billed_lines


def priced(question: Question) -> Price:
    """The price; one that the sources leave open makes no question."""
    try:
        answer = price(billed(question), question.day, question.library.tables.schedule, question.given("locality", "national"))
    except Refused as error:
        raise QuestionFault(error.what, error.fix or "fix `given`", ("given",)) from None
    if answer.unsettled:
        raise QuestionFault(
            f"no source settles the answer ({answer.unsettled.clause})", "mark all units of a code, or none", ("given",)
        )
    return answer


def write_dollars(question: Question, amount: Decimal) -> str:
    """$79.82"""
    return f"${amount:,.2f}"


def _price(question: Question) -> Key:
    answer = priced(question)
    if answer.cut:
        raise QuestionFault("what is allowed is the same with CQ or CO and without", "ask `paid`, or leave CQ out", ("ask",))
    return key_from(answer.steps, answer.total, _why_this_price(answer))


def _why_this_price(answer: Price) -> str:
    """Which unit of the day is paid in full, and how many are reduced."""
    code = next(line.code for line in answer.lines if line.in_full)
    reduced = sum(len(line.amounts) for line in answer.lines) - 1
    if not reduced:
        return "It is the only unit of the day, so nothing is reduced."
    others = "other keeps" if reduced == 1 else f"other {reduced} keep"
    return f"One unit of {code} is paid in full; the {others} work and malpractice but only half of the practice expense."


def _paid(question: Question) -> Key:
    answer = priced(question)
    if not answer.cut:
        raise QuestionFault("no line is paid less for an assistant", "mark a code with :CQ, from 2022 on", ("given",))
    (paid,) = answer.paid
    right = "80 percent of what is allowed for the therapist's lines, and 68 percent for the assistant's."
    return key_from(answer.steps, paid.medicare, f"{write_dollars(question, paid.medicare)}: {right}")


def _in_full(question: Question) -> Key:
    answer = priced(question)
    (code,) = [line.code for line in answer.lines if line.in_full]
    expenses = {
        line.code: question.library.tables.schedule.fees[question.day.year][line.code].practice_expense for line in answer.lines
    }
    if sorted(expenses.values())[-2:].count(expenses[code]) > 1 and len(expenses) > 1:
        raise QuestionFault("two codes have the highest practice expense", "draw other codes", ("given",))
    steps = tuple(step for step in answer.steps if isinstance(step, UnitFee | PaidInFull))
    return key_from(steps, code, f"Practice expense decides, not the whole fee, and {code} has the highest of the day.")


PAYMENT_ASKS = (
    Ask("price", "what Medicare allows for the units in all", SINGLE, "payment", _price, write_dollars, sort_key=Decimal),
    Ask(
        "paid",
        "what Medicare pays of a day with an assistant's units, with the deductible met",
        SINGLE,
        "payment",
        _paid,
        write_dollars,
        sort_key=Decimal,
    ),
    Ask("in-full", "the code of the unit that is paid in full", SINGLE, "payment", _in_full, lambda q, v: str(v)),
)
