"""A topic of quizzes: its scenarios, and the page that teaches it."""

from __future__ import annotations

from dataclasses import dataclass

from macros.reading.yaml_source import YamlSource
from macros.scenarios.template import Scenario


@dataclass(frozen=True)
class Topic:
    """A topic, and the file it was read from, so that a problem can be reported at its line.

    `before` is the year before which the topic of past years has all its questions; 0 for every other topic.
    """

    id: str
    title: str
    about: str
    page: str
    place: int
    scenarios: tuple[Scenario, ...]
    source: YamlSource
    before: int = 0
