"""Asks about amounts that follow from a price: who pays how much, what a change makes, and how far the year has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from macros.rules.payment import Billed, Price, price
from macros.rules.refused import Refused
from macros.rules.shares import Shares, shares
from macros.scenarios.asks.ask import Ask, Key, key_from
from macros.scenarios.asks.payment import billed_in, write_dollars
from macros.scenarios.item import NUMBER, SINGLE
from macros.scenarios.question import Question, QuestionFault
from macros.text.wording import listed, sentence_case

WHO = ("medicare", "patient", "clinic")
"""Whose amount is asked for: what Medicare pays, what the patient owes, or what the clinic gets of both."""

COUNTED_WITH = {"PT": ("pt", "slp"), "SLP": ("pt", "slp"), "OT": ("ot",)}
"""The amounts that count toward the threshold of a discipline (M-04)."""


def share_given(question: Question) -> tuple[Decimal, Decimal, bool, bool]:
    """The allowed amount, what is open of the deductible, and whether an assistant's modifier and sequestration play a part."""
    return (
        question.given_dollars("allowed"),
        question.given_dollars("deductible", "0"),
        question.given("assistant", "no") == "yes",
        question.given("sequestration", "no") == "yes",
    )


def part_of(question: Question, found: Shares) -> Decimal:
    """The amount that is asked for."""
    who = question.given("whose")
    if who not in WHO:
        raise QuestionFault(f"`{who}` pays or gets nothing here", f"use one of {', '.join(WHO)}", ("given", "whose"))
    return Decimal(getattr(found, who))


def _share(question: Question) -> Key:
    allowed, deductible, assistant, sequestration = share_given(question)
    found = shares(allowed, deductible, assistant=assistant, sequestration=sequestration)
    return key_from(found.steps, part_of(question, found), _why_this_part(question))


def _why_this_part(question: Question) -> str:
    """In which order the deductible, the split and the cuts come, as far as they play a part."""
    _, deductible, assistant, sequestration = share_given(question)
    order = ["the deductible"] * bool(deductible) + ["the 80/20 split"]
    order += ["the cut to 85 percent of Medicare's part"] * assistant + ["sequestration of Medicare's part"] * sequestration
    if len(order) == 1:
        return "With the deductible met, only the 80/20 split is left."
    return sentence_case(f"{order[0]} comes first, then {listed(order[1:])}.")


def days_priced(question: Question, name: str) -> list[Price]:
    """The prices of the days that are given under a name: lines as for a price, days apart by `|`."""
    schedule = question.library.tables.schedule
    try:
        return [price(lines, question.day, schedule) for lines in days_given(question, name)]
    except Refused as error:
        raise QuestionFault(error.what, error.fix or "fix `given`", ("given", name)) from None


def days_given(question: Question, name: str) -> list[Sequence[Billed]]:
    """The lines of each day that is given under a name."""
    return [billed_in(question, name, day) for day in question.given(name).split("|")]


def amount_of(question: Question, days: Sequence[Price]) -> Decimal:
    """What is compared: what is allowed, or what Medicare pays of it with the deductible met."""
    if question.given("compare", "allowed") == "allowed":
        return sum((day.total for day in days), Decimal(0))
    if any(day.unsettled for day in days):
        raise QuestionFault("no source settles what Medicare pays of one of the days", "mark other units", ("given",))
    return sum((day.paid[0].medicare for day in days), Decimal(0))


def _difference(question: Question) -> Key:
    more, less = (days_priced(question, name) for name in ("more", "less"))
    higher, lower = amount_of(question, more), amount_of(question, less)
    if higher <= lower:
        raise QuestionFault(
            f"${higher} is not more than ${lower}", "change the two around, or narrow `require`", ("given", "more")
        )
    steps = [step for day in (*more, *less) for step in day.steps]
    said = f"{write_dollars(question, higher)} − {write_dollars(question, lower)} = {write_dollars(question, higher - lower)}."
    key = key_from(list(dict.fromkeys(steps)), higher - lower, said)
    return Key(key.value, _why_they_differ(more, less), (*key.explanation, said), key.cites, reasons=key.reasons)


def _why_they_differ(more: Sequence[Price], less: Sequence[Price]) -> str:
    """Whether another day, and so another unit in full, makes the difference, or another unit of one day."""
    if len(more) > len(less):
        return "Each day has one unit in full, so one more day pays one more unit in full."
    with_more, with_less = (next(line.code for line in days[0].lines if line.in_full) for days in (more, less))
    if with_more != with_less:
        return f"{with_more} has the higher practice expense: its unit is paid in full, and that of {with_less} is reduced."
    return "One unit of the day stays in full either way, so what is added or taken off is a reduced unit."


def year_amounts(question: Question) -> Mapping[str, int]:
    """The dollars of the year that the stem tells, by what they are."""
    return {name: question.given_whole(name, "0") for name in ("pt", "slp", "ot", "patient", "last_year")}


def counted(question: Question, discipline: str) -> int:
    """What counts toward the threshold of a discipline: what was allowed this year, the patient's share included."""
    amounts = year_amounts(question)
    return sum(amounts[name] for name in COUNTED_WITH[discipline]) + amounts["patient"]


def _toward(question: Question) -> Key:
    total = counted(question, question.discipline)
    amounts = year_amounts(question)
    named = [f"${amounts[name]:,}" for name in (*COUNTED_WITH[question.discipline], "patient") if amounts[name]]
    whose = "PT and speech therapy together" if question.discipline != "OT" else "OT by itself"
    steps = (
        f"The threshold counts what Medicare allows in the calendar year for {whose}, including the patient's share.",
        f"{' + '.join(named)} = ${total:,}." if len(named) > 1 else f"That is ${total:,}.",
    )
    return Key(total, _why_these_dollars(question), steps, ("M-04", "M-05b"))


_AMOUNTS = {
    "pt": "the amount for PT",
    "slp": "the amount for speech therapy",
    "ot": "the amount for OT",
    "last_year": "last year's amount",
}


def _why_these_dollars(question: Question) -> str:
    """Which of the amounts in the question do not count."""
    amounts = year_amounts(question)
    out = [said for name, said in _AMOUNTS.items() if amounts[name] and name not in COUNTED_WITH[question.discipline]]
    if not out:
        return "All of these amounts belong to this year and to this threshold."
    return sentence_case(f"{listed(out)} {'stays' if len(out) == 1 else 'stay'} out of this threshold.")


def visits_before(question: Question) -> tuple[int, int, int]:
    """The year's total before the visits, what each visit is allowed, and the threshold, in whole dollars."""
    limit = question.library.tables.thresholds[question.day.year].amount(question.discipline)
    return question.given_whole("before"), question.given_whole("each"), int(limit)


def _visits(question: Question) -> Key:
    before, each, limit = visits_before(question)
    if before > limit or each <= 0:
        raise QuestionFault("the year is above the threshold already", "narrow what varies", ("given",))
    left = (limit - before) // each
    after, beyond = before + left * each, before + (left + 1) * each
    steps = (
        f"The {question.day.year} threshold is ${limit:,}, and a total equal to it is not above it.",
        f"After {left} more the total is ${after:,}; another would make it ${beyond:,}.",
    )
    return Key(
        left, "The last visit that fits may bring the year right up to the threshold, but not past it.", steps, ("M-04", "M-05")
    )


AMOUNT_ASKS = (
    Ask(
        "share",
        "what Medicare, the patient or the clinic has of an amount",
        SINGLE,
        "payment",
        _share,
        write_dollars,
    ),
    Ask(
        "difference",
        "how much more one way to bill brings than another",
        SINGLE,
        "payment",
        _difference,
        write_dollars,
    ),
    Ask(
        "toward-threshold",
        "the dollars that count toward a threshold",
        NUMBER,
        "payment",
        _toward,
        lambda q, v: str(v),
        label="Dollars",
        maximum=9999,
    ),
    Ask(
        "visits-left",
        "the visits that fit below the year's threshold",
        NUMBER,
        "payment",
        _visits,
        lambda q, v: str(v),
        label="Visits",
        maximum=99,
    ),
)
