"""Wrong ideas about what comes first: an order turned round, two neighbors swapped, or sorted by something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from macros.scenarios.asks import ordering
from macros.scenarios.asks.ask import Key
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question

ORDERS = {"appeal-order", "due-order", "rest-order", "expense-order"}


def _key(question: Question, ask: str) -> Key:
    return next(each.key(question) for each in ordering.ORDER_ASKS if each.name == ask)


def order_reversed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Puts the last first and the first last."""
    key = _key(question, ask)
    first, last = key.parts[0].text, key.parts[-1].text
    yield WrongAnswer(key.value[::-1], f"turned the order round. It begins with this: {first}. It ends with this: {last}.")


def neighbors_swapped(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Has all in order but two neighbors, and swaps them."""
    key = _key(question, ask)
    for i in range(len(key.parts) - 1):
        one, other = key.parts[i], key.parts[i + 1]
        value = (*key.value[:i], other.value, one.value, *key.value[i + 2 :])
        yield WrongAnswer(value, f"swapped two neighbors. {one.text}: {one.feedback} {other.text}: {other.feedback}")


def minutes_ranked(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Ranks codes by their minutes in all, not by what is left over."""
    minutes = {service.code: service.minutes for service in question.services if service.timed}
    if len(set(minutes.values())) == len(minutes):
        ranked = tuple(sorted(minutes, key=lambda code: -minutes[code]))
        yield WrongAnswer(
            ranked, "ranked the codes by their minutes in all. Only what is left over after full blocks is compared."
        )


_METHODS: dict[str, tuple[str, set[str], Callable[[Question, str], Iterable[WrongAnswer]]]] = {
    "minutes-ranked": ("Ranks by all minutes", {"rest-order"}, minutes_ranked),
    "order-reversed": ("Turns the order round", ORDERS, order_reversed),
    "neighbors-swapped": ("Swaps two neighbors", ORDERS, neighbors_swapped),
}

OF_ORDERS = {
    name: Misconception(name, title, frozenset(asks), answers, answers) for name, (title, asks, answers) in _METHODS.items()
}
