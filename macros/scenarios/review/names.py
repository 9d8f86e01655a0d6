"""Faults of a scenario that show without drawing it: names that nobody knows.

They are looked for whenever quizzes are read, so that every command reports them, at their line, all of them in one run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from macros.facts.library import Library
from macros.reading.hint import did_you_mean, nearest
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.yaml_source import read
from macros.scenarios.asks import ASKS
from macros.scenarios.case import Case
from macros.scenarios.expressions import ExpressionFault, names_in_expression, names_in_text
from macros.scenarios.loading import Quizzes
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.records import collection, described
from macros.scenarios.review.fault import Fault, Field
from macros.scenarios.template import RESERVED, TABLE_NAMES, Drawn, Scenario, texts_of_scenes

_NamedText = tuple[Field, str, Callable[[str], set[str]], tuple[str, ...]]
"""A field, its text, how names are found in it, and names that it may use beside the variables."""


def unknown_names_of_quizzes(library: Library, quizzes: Quizzes) -> Iterator[Problem]:
    """The unknown names of every topic and every case, each at its line."""
    for topic in quizzes.topics:
        for i, scenario in enumerate(topic.scenarios):
            yield from (fault.in_topic(topic, i) for fault in unknown_names(library, scenario))
    for case in quizzes.cases:
        yield from (fault.in_case(case) for fault in unknown_names_of_case(library, case))


def unknown_names_of_broken(library: Library, paths: Iterable[Path]) -> Iterator[Problem]:
    """The unknown names of topics that cannot be read as a whole, in those of their scenarios that can."""
    for path in paths:
        try:
            source = read(path)
        except ProblemsFound:
            continue  # it is no YAML, which is reported already
        plain = source.plain()
        listed = plain.get("scenarios") if isinstance(plain, dict) else None
        for i, entry in enumerate(listed if isinstance(listed, list) else ()):
            try:
                scenario = Scenario.model_validate(entry)
            except ValidationError:
                continue
            for fault in unknown_names(library, scenario):
                yield source.problem(("scenarios", i, *fault.field), f"{scenario.id}: {fault.what}", fault.fix)


def unknown_names(library: Library, scenario: Scenario) -> Iterator[Fault]:
    """Asks, misconceptions, variables and fields of records that are not there."""
    yield from _asked(scenario)
    visit_names = RESERVED if scenario.visit else ()
    texts: list[_NamedText] = [(("stem",), scenario.stem, names_in_text, TABLE_NAMES)]
    texts += [(("given", name), text, names_in_text, TABLE_NAMES) for name, text in scenario.given.items()]
    for name, domain in scenario.vary.items():
        texts += [(("vary", name), text, names_in_text, TABLE_NAMES) for text in texts_of_scenes(domain)]
    if scenario.require:
        texts.append((("require",), scenario.require, names_in_expression, visit_names))
    texts += [(("strata", name), text, names_in_expression, visit_names) for name, text in scenario.strata.items()]
    for i, service in enumerate(scenario.visit.services if scenario.visit else ()):
        for name in ("minutes", "assistant"):
            minutes = getattr(service, name)
            if isinstance(minutes, str):
                texts.append((("visit", "services", i, name), minutes, names_in_expression, ()))
    yield from _unknown_variables(scenario, texts)
    for name, domain in scenario.vary.items():
        if isinstance(domain, Drawn) and domain.where:
            yield from _unknown_fields(library, name, domain)


def unknown_names_of_case(library: Library, case: Case) -> Iterator[Fault]:
    """The same for the texts of a case and for each of its parts."""
    texts: list[_NamedText] = [(("story",), case.story, names_in_text, ())]
    texts += [(("parts", i, "record"), part.record, names_in_text, ()) for i, part in enumerate(case.parts) if part.record]
    if case.require:
        texts.append((("require",), case.require, names_in_expression, ()))
    yield from _unknown_variables(case.drawn, texts)
    for i, part in enumerate(case.parts):
        for fault in unknown_names(library, part.scenario):
            # What varies stands once for the whole case, not in its parts.
            field = fault.field if fault.field[0] == "vary" else ("parts", i, *fault.field)
            yield Fault(field, fault.what, fault.fix)


def _asked(scenario: Scenario) -> Iterator[Fault]:
    known = scenario.ask in ASKS
    if not known:
        yield Fault(("ask",), f"nothing is known to ask as `{scenario.ask}`", did_you_mean(scenario.ask, ASKS))
    for i, name in enumerate(scenario.wrong):
        if name not in MISCONCEPTIONS:
            fix = did_you_mean(name, MISCONCEPTIONS)
            if known and not nearest(name, MISCONCEPTIONS):
                fitting = [each.name for each in MISCONCEPTIONS.values() if scenario.ask in each.asks]
                fix = f"`ask: {scenario.ask}` takes {', '.join(fitting)}"
            yield Fault(("wrong", i), f"there is no misconception `{name}`", fix)
        elif known and scenario.ask not in MISCONCEPTIONS[name].asks:
            fitting = [each.name for each in MISCONCEPTIONS.values() if scenario.ask in each.asks]
            yield Fault(("wrong", i), f"`{name}` gives no answer to `ask: {scenario.ask}`", did_you_mean(name, fitting))


def _unknown_variables(scenario: Scenario, texts: Iterable[_NamedText]) -> Iterator[Fault]:
    for field, text, names_in, more in texts:
        known = [*scenario.vary, *more]
        try:
            unknown = sorted(names_in(text) - set(known))
        except ExpressionFault as fault:
            yield Fault(field, f"cannot be read ({fault})", "fix the braces or the condition")
            continue
        for name in unknown:
            yield Fault(field, f"`{name}` is not a variable of this scenario", did_you_mean(name, known))


def _unknown_fields(library: Library, variable: str, domain: Drawn) -> Iterator[Fault]:
    assert domain.where is not None
    records = collection(library, domain.collection)
    known = list(described(library, records[0])) if records else []
    try:
        for name in sorted(names_in_expression(domain.where) - set(known)):
            what = f"`{name}` is not a field of {domain.collection}"
            yield Fault(("vary", variable, "where"), what, did_you_mean(name, known))
    except ExpressionFault as fault:
        yield Fault(("vary", variable, "where"), f"cannot be read ({fault})", "correct the condition")
