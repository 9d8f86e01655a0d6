"""What comes first: an order turned around, two neighbors swapped, or ranked by something else.

Whoever knows the things but not their order starts from the wrong end, or slips once in the middle. Of left-over minutes the
usual mistake is to rank the codes by all of their minutes.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.asks import ordering
from macros.scenarios.asks.ask import Key
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question

ORDERS = {"appeal-order", "due-order", "rest-order", "expense-order"}


def _key(question: Question, ask: str) -> Key:
    return next(order.key(question) for order in ordering.ORDER_ASKS if order.name == ask)


def order_reversed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Puts the last first and the first last."""
    key = _key(question, ask)
    yield WrongAnswer(key.value[::-1], f"That is the order upside down. {key.parts[0].text} belongs first.")


def neighbors_swapped(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Has all in order but two neighbors, and swaps them."""
    key = _key(question, ask)
    for i in range(len(key.parts) - 1):
        one, other = key.parts[i], key.parts[i + 1]
        value = (*key.value[:i], other.value, one.value, *key.value[i + 2 :])
        yield WrongAnswer(value, f"{one.text}: {one.feedback} {other.text}: {other.feedback}")


def minutes_ranked(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Ranks codes by their minutes in all, not by what is left over."""
    minutes = {service.code: service.minutes for service in question.services if service.timed}
    if len(set(minutes.values())) == len(minutes):
        ranked = tuple(sorted(minutes, key=lambda code: -minutes[code]))
        yield WrongAnswer(ranked, "Total minutes do not decide: only what is left over after full 15-minute blocks is compared.")


_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "minutes-ranked": ("Ranks by all minutes", {"rest-order"}, minutes_ranked),
    "order-reversed": ("Turns the order around", ORDERS, order_reversed),
    "neighbors-swapped": ("Swaps two neighbors", ORDERS, neighbors_swapped),
}

OF_ORDERS = family(_METHODS)
