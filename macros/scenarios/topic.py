"""A topic of quizzes: its scenarios, and the page that teaches it."""

from __future__ import annotations

from dataclasses import dataclass

from macros.reading.yaml_source import YamlSource
from macros.scenarios.template import Scenario


@dataclass(frozen=True)
class Topic:
    """A topic, with the file it was read from so that faults are told in their place."""

    id: str
    title: str
    about: str
    page: str
    place: int
    scenarios: tuple[Scenario, ...]
    source: YamlSource
