"""Everything of quizzes/: topics, cases and editions, read, validated and held together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem
from macros.reading.uses import Remembering, derived, digest, exists, note, unnoted
from macros.reading.yaml_source import Loc, YamlSource, shown_path
from macros.rules.refused import Refused
from macros.scenarios.case import Case, CaseFile, case_of
from macros.scenarios.edition import Edition
from macros.scenarios.template import PastFile, Scenario, TopicFile
from macros.scenarios.topic import Topic

TOPICS, CASES, EDITIONS, PAST = "quizzes", "quizzes/cases", "quizzes/editions", "quizzes/past"
"""The folders of a checkout in which topics, cases, editions and the topic of past years stand."""


_NOWHERE = YamlSource(Path())

LAST = 99
"""The place of the topic of past years."""

File = TopicFile | CaseFile | Edition | PastFile


class Quizzes(Remembering):
    """The topics in their order, the cases, and the editions of the bank.

    `files` holds the content of each file of quizzes/ by its path below the checkout, each with its source.
    """

    def __init__(self, root: Path, files: dict[str, tuple[File, YamlSource]]):
        super().__init__()
        self.root = root
        self._files = files

    def __getstate__(self) -> dict[str, Any]:
        computed = {"_topic_by_id", "_heading_by_id", "_case_by_id", "_scenario_by_id", "_places", "digests"}
        return {name: value for name, value in super().__getstate__().items() if name not in computed}

    def _in(self, folder: str) -> list[tuple[str, tuple[File, YamlSource]]]:
        found = [(path, each) for path, each in self._files.items() if path.rpartition("/")[0] == folder]
        for path, _ in found:
            note(path)
        return found

    @derived
    def topics(self) -> tuple[Topic, ...]:
        """Every topic, in the order in which learners meet them."""
        topics = [
            Topic(file.topic, file.title, file.about, file.page, file.place, file.scenarios, source)
            for _, (file, source) in self._in(TOPICS)
            if isinstance(file, TopicFile)
        ]
        return tuple(sorted(topics, key=lambda topic: (topic.place, topic.id)))

    @derived
    def past(self) -> Topic | None:
        """The topic of past years, with every scenario that may be set in them; None where there is none."""
        return next(
            (
                Topic(file.topic, file.title, file.about, file.page, LAST, self._of_past(file.before), source, file.before)
                for _, (file, source) in self._in(PAST)
                if isinstance(file, PastFile)
            ),
            None,
        )

    @property
    def topics_and_past(self) -> tuple[Topic, ...]:
        """Every topic, that of past years last, where there is one."""
        return (*self.topics, self.past) if self.past else self.topics

    def _of_past(self, before: int) -> tuple[Scenario, ...]:
        return tuple(scenario for topic in self.topics for scenario in topic.scenarios if scenario.may_be_past(before))

    @property
    def before(self) -> int:
        """The year before which a question is one of the past; 0 where nobody tells the past apart."""
        return max((topic.before for topic in self.headings_and_past), default=0)

    @derived
    def cases(self) -> tuple[Case, ...]:
        """Every case."""
        return tuple(case_of(file, source) for _, (file, source) in self._in(CASES) if isinstance(file, CaseFile))

    @derived
    def editions(self) -> tuple[Edition, ...]:
        """The editions, the first one first."""
        note(f"{EDITIONS}/")  # another edition changes the bank, although no file of it has changed
        files = [file for _, (file, _) in self._in(EDITIONS) if isinstance(file, Edition)]
        return tuple(sorted(files, key=lambda file: file.edition))

    def case(self, name: str) -> Case:
        """The case of that name. Raises Refused with a hint where there is none."""
        note(f"case {name}")
        if name not in self._case_by_id:
            raise Refused(f"there is no case `{name}`", did_you_mean(name, self._case_by_id))
        return self._case_by_id[name]

    def topic(self, name: str) -> Topic:
        """The topic of that name. Raises Refused with a hint where there is none."""
        note(f"topic {name}")
        if name not in self._topic_by_id:
            raise Refused(f"there is no topic `{name}`", did_you_mean(name, self._topic_by_id))
        return self._topic_by_id[name]

    @property
    def headings(self) -> tuple[Topic, ...]:
        """Every topic without its scenarios, for what shows no more of it: a changed scenario says nothing of that."""
        note("headings of topics")
        return tuple(topic for topic in self._heading_by_id.values() if not topic.before)

    @property
    def headings_and_past(self) -> tuple[Topic, ...]:
        """Every topic without its scenarios, that of past years last."""
        note("headings of topics")
        return tuple(self._heading_by_id.values())

    def heading(self, name: str) -> Topic:
        """One topic without its scenarios. Raises KeyError where there is none."""
        note(f"heading {name}")
        return self._heading_by_id[name]

    def scenario(self, name: str) -> tuple[Topic, Scenario] | None:
        """The scenario of that name and its topic; None where there is none (any more)."""
        note(f"scenario {name}")
        return self._scenario_by_id.get(name)

    def place(self, name: str) -> tuple[str, int]:
        """The file below the checkout and the line of a scenario, or of a part of a case. Raises KeyError for any other name."""
        note(f"place {name}")
        return self._places[name]

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, int]]:
        places: dict[str, tuple[str, int]] = {}
        for path, (file, source) in self._files.items():
            if isinstance(file, TopicFile):
                names = [("scenarios", i, each.id) for i, each in enumerate(file.scenarios)]
            elif isinstance(file, CaseFile):
                names = [("parts", i, f"{file.case}-{each.id}") for i, each in enumerate(file.parts)]
            else:
                continue
            places |= {name: (path, source.place((key, i))[0]) for key, i, name in names}
        return places

    # What is found by name is noted by name alone: a change of one topic says nothing of the others.
    @cached_property
    def _topic_by_id(self) -> Mapping[str, Topic]:
        with unnoted():
            return {topic.id: topic for topic in self.topics_and_past}

    @cached_property
    def _heading_by_id(self) -> Mapping[str, Topic]:
        return {name: replace(topic, scenarios=(), source=_NOWHERE) for name, topic in self._topic_by_id.items()}

    @cached_property
    def _case_by_id(self) -> Mapping[str, Case]:
        with unnoted():
            return {case.id: case for case in self.cases}

    @cached_property
    def _scenario_by_id(self) -> Mapping[str, tuple[Topic, Scenario]]:
        with unnoted():
            return {scenario.id: (topic, scenario) for topic in self.topics for scenario in topic.scenarios}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """What each topic, heading, scenario and case says, as a hash by its noted name."""
        with unnoted():
            scenarios = {name: f"{topic.id} {each!r}" for name, (topic, each) in self._scenario_by_id.items()}
            return {
                **{f"topic {name}": digest(_without_source(topic)) for name, topic in self._topic_by_id.items()},
                **{f"heading {name}": digest(repr(topic)) for name, topic in self._heading_by_id.items()},
                "headings of topics": digest(repr(self._heading_by_id)),
                **{f"scenario {name}": digest(text) for name, text in scenarios.items()},
                **{f"case {case.id}": digest(_without_source(case)) for case in self.cases},
                **{f"place {name}": digest(f"{path} {line}") for name, (path, line) in self._places.items()},
            }

    def problems(self) -> list[Problem]:
        """What no file of quizzes/ shows alone: ids used twice, missing pages and topics, editions out of order."""
        problems = [*self._order_of_editions(), *self._names()]
        if not self.topics:
            problems.append(Problem(shown_path(self.root / TOPICS), 1, 1, "there is no topic", "add a file such as units.yml"))
        return problems

    def _order_of_editions(self) -> list[Problem]:
        """Each edition's file is called as its number, and none is left out."""
        problems = []
        named = [(Path(path).stem, file, source) for path, (file, source) in self._in(EDITIONS) if isinstance(file, Edition)]
        for number, (stem, file, source) in enumerate(sorted(named, key=lambda each: (len(each[0]), each[0])), start=1):
            if not stem == str(file.edition) == str(number):
                what = f"this is edition {file.edition} in {stem}.yml, and edition {number} is the next"
                problems.append(source.problem(("edition",), what, "an edition is never renamed or removed: take it back"))
        return problems

    def _names(self) -> list[Problem]:
        problems: list[Problem] = []
        topics: dict[str, str] = {}
        scenarios: dict[str, str] = {}

        def say(source: YamlSource, loc: Loc, what: str, fix: str) -> None:
            problems.append(source.problem(loc, what, fix))

        for topic in self.topics_and_past:
            if topic.id in topics:
                say(topic.source, ("topic",), f"the topic `{topic.id}` is already in {topics[topic.id]}", "rename one")
            topics[topic.id] = topic.source.path
            if not exists(self.root, f"docs/{topic.page}"):
                say(topic.source, ("page",), f"there is no page docs/{topic.page}", "name a page below docs/")
            for i, scenario in enumerate(() if topic.before else topic.scenarios):
                if scenario.id in scenarios:
                    what = f"the scenario `{scenario.id}` is already in {scenarios[scenario.id]}"
                    say(topic.source, ("scenarios", i, "id"), what, "rename one: ids are unique over all topics")
                scenarios[scenario.id] = topic.source.path
        for case in self.cases:
            named: list[tuple[str, Loc]] = [(case.id, ("case",))]
            named += [(part.scenario.id, ("parts", i, "id")) for i, part in enumerate(case.parts)]
            for name, place in named:
                if name in scenarios:
                    say(case.source, place, f"the id `{name}` is already in {scenarios[name]}", "rename one: ids are unique")
                scenarios[name] = case.source.path
            for i, part in enumerate(case.parts):
                if part.topic not in topics:
                    what = f"there is no topic `{part.topic}`"
                    say(case.source, ("parts", i, "topic"), what, did_you_mean(part.topic, topics))
        return problems


def _without_source(filed: Topic | Case) -> str:
    """What a topic or a case says, wherever it stands in its file."""
    return repr(replace(filed, source=_NOWHERE))
