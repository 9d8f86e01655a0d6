"""The scenarios of a form, dealt into hands: what each has to give can be drawn side by side, in processes of their own."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any

from macros.facts.fact import Record
from macros.scenarios.compose import compose
from macros.scenarios.item import Item
from macros.scenarios.question import Question

Place = tuple[str, int]
"""A question of a form: the scenario's id, and which of its questions it is, from 0."""


class Hand:
    """Some scenarios, each with its topic's id and its different questions, drawn only as far as a form needs them."""

    def __init__(self, streams: Mapping[str, tuple[str, Iterator[Question]]]):
        self._streams = streams
        self._drawn: dict[str, list[Question]] = {name: [] for name in streams}
        self._asked: tuple[str, Any] = ("", None)

    def begin(self, what: str, asked: Any) -> None:
        """Ask for what `result` gives: `records` of so many more questions of each scenario, or the `items` of these places."""
        self._asked = (what, asked)

    def result(self) -> Any:
        """The answer to what `begin` asked."""
        what, asked = self._asked
        return self.records(asked) if what == "records" else self.items(asked)

    def records(self, count: int) -> dict[str, list[set[str]]]:
        """What each of the next `count` questions shares with no other of its form; fewer where a scenario has no more."""
        records = {}
        for name, (_, stream) in self._streams.items():
            drawn = list(islice(stream, count))
            self._drawn[name] += drawn
            records[name] = [records_of(question) for question in drawn]
        return records

    def items(self, places: Iterable[Place]) -> list[Item]:
        """The items of questions that were drawn."""
        return [compose(self._drawn[name][place], self._streams[name][0]) for name, place in places]


class HandLost(Exception):
    """The process of a hand has ended, for a fault that whoever draws the same in this process meets too."""


class HandApart:
    """A hand in a process of its own, forked from this one."""

    def __init__(self, hand: Hand):
        self._pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_serve, args=(hand, self._pipe, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def begin(self, what: str, asked: Any) -> None:
        """Ask for what `result` gives."""
        with suppress(OSError):  # it has ended, as `result` will say
            self._pipe.send((what, asked))

    def result(self) -> Any:
        """The answer to what `begin` asked, once it is there. Raises HandLost where the process has ended."""
        try:
            return self._pipe.recv()
        except (EOFError, OSError):
            raise HandLost from None


def _serve(hand: Hand, ours: Connection, theirs: Connection) -> None:
    """Answer until nobody asks any more."""
    ours.close()
    gc.disable()  # nothing of ours goes in circles
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever forked this ends it
    with suppress(Exception):
        while True:
            hand.begin(*theirs.recv())
            theirs.send(hand.result())


def records_of(question: Question) -> set[str]:
    """What a question does not share with another of its form: records of the data, each by its kind and id, and its family."""
    records = {f"{type(record).__name__} {record.id}" for record in question.draw.values() if isinstance(record, Record)}  # type: ignore[attr-defined]
    return records | ({f"family {question.scenario.family}"} if question.scenario.family else set())
