"""What `guide check` says of scenarios: every fault at the line to correct, found by drawing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice

from macros.facts.library import Library
from macros.reading.problem import Problem
from macros.reading.validation import did_you_mean
from macros.scenarios.asks import ASKS
from macros.scenarios.bank import Bank
from macros.scenarios.case import Case, compose_case, different_cases
from macros.scenarios.compose import compose, range_of
from macros.scenarios.draw import Draw, plain_draw
from macros.scenarios.expressions import ExpressionFault, condition, names_in_expression, names_in_text
from macros.scenarios.item import Item
from macros.scenarios.loading import Quizzes
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.records import collection, described
from macros.scenarios.review.bank_writing import bank_problems
from macros.scenarios.review.item_writing import faults, part_faults
from macros.scenarios.template import RESERVED, Drawn, Scenario
from macros.scenarios.topic import Topic

DRAWS, FEWER_DRAWS = 2000, 200
"""Draws that are tried of each scenario, all of them where it has no more; and so many where a build is waited for."""

DRAWS_OF_A_CASE = 20
"""Of a case, whose every draw is several questions, so many times fewer draws are tried."""

_NamedText = tuple[tuple[str | int, ...], str, Callable[[str], set[str]], tuple[str, ...]]
"""A field, its text, how names are found in it, and names that it may use beside the variables."""


def problems(library: Library, quizzes: Quizzes, bank: Bank, draws: int = DRAWS) -> list[Problem]:
    """Every fault of every scenario, the first of its kind in each."""
    made: dict[str, list[Item]] = {}
    found = [
        problem
        for topic in quizzes.topics
        for index in range(len(topic.scenarios))
        for problem in _of_scenario(library, topic, index, draws, made)
    ]
    found += [problem for case in quizzes.cases for problem in _of_case(library, case, draws)]
    return found or (list(bank_problems(quizzes, bank, made)) if draws >= DRAWS else [])


def _of_scenario(library: Library, topic: Topic, index: int, draws: int, made: dict[str, list[Item]]) -> list[Problem]:
    scenario = topic.scenarios[index]

    def say(field: tuple[str | int, ...], what: str, fix: str) -> Problem:
        return topic.source.problem(("scenarios", index, *field), f"{scenario.id}: {what}", fix)

    found = [say(field, what, fix) for field, what, fix in _names(library, scenario)]
    return found or list(_by_drawing(library, topic, scenario, say, draws, made))


def _of_case(library: Library, case: Case, draws: int) -> list[Problem]:
    """The faults of a case: of the names in its texts, then of each part over draws of the whole case."""

    def say(field: tuple[str | int, ...], what: str, fix: str) -> Problem:
        index = field[1] if field[0] == "parts" else None
        name = case.parts[index].scenario.id if isinstance(index, int) else case.id
        return case.source.problem(field, f"{name}: {what}", fix)

    texts: list[_NamedText] = [(("story",), case.story, names_in_text, ())]
    texts += [(("parts", i, "record"), part.record, names_in_text, ()) for i, part in enumerate(case.parts) if part.record]
    if case.require:
        texts.append((("require",), case.require, names_in_expression, ()))
    found = [say(*fault) for fault in _unknown_names(case.drawn, texts)]
    for i, part in enumerate(case.parts):
        found += [say(("parts", i, *field), what, fix) for field, what, fix in _names(library, part.scenario)]
    if found:
        return found
    try:
        drawn = different_cases(library, case, 0, draws // DRAWS_OF_A_CASE)
    except QuestionFault as fault:
        return [say(fault.field, fault.what, fault.fix)]
    if not drawn:
        return [say(("vary",), "the conditions of all parts together leave nothing to draw", "widen one of them")]
    made: list[tuple[Item, ...]] = []
    for asked in drawn:
        try:
            made.append(compose_case(library, case, asked).items)
        except QuestionFault as fault:
            return [say(fault.field, f"{fault.what} (drawn: {_shown(asked[0].draw)})", fault.fix)]
    return [
        say(("parts", i, field), what, fix)
        for i, part in enumerate(case.parts)
        for field, what, fix in part_faults(part.scenario, [items[i] for items in made], case.told_before(i))
    ]


def _names(library: Library, scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Faults that can be told without drawing: names that nobody knows."""
    if scenario.ask not in ASKS:
        yield ("ask",), f"nothing is known to ask as `{scenario.ask}`", did_you_mean(scenario.ask, ASKS)
        return
    for i, name in enumerate(scenario.wrong):
        if name not in MISCONCEPTIONS:
            yield ("wrong", i), f"there is no misconception `{name}`", did_you_mean(name, MISCONCEPTIONS)
        elif scenario.ask not in MISCONCEPTIONS[name].asks:
            fitting = [each.name for each in MISCONCEPTIONS.values() if scenario.ask in each.asks]
            yield ("wrong", i), f"`{name}` gives no answer to `ask: {scenario.ask}`", did_you_mean(name, fitting)
    visit_names = RESERVED if scenario.visit else ()
    texts: list[_NamedText] = [(("stem",), scenario.stem, names_in_text, ())]
    if scenario.require:
        texts.append((("require",), scenario.require, names_in_expression, visit_names))
    texts += [(("strata", name), text, names_in_expression, visit_names) for name, text in scenario.strata.items()]
    for i, service in enumerate(scenario.visit.services if scenario.visit else ()):
        if isinstance(service.minutes, str):
            texts.append((("visit", "services", i, "minutes"), service.minutes, names_in_expression, ()))
    yield from _unknown_names(scenario, texts)
    for name, domain in scenario.vary.items():
        if isinstance(domain, Drawn) and domain.where:
            records = collection(library, domain.collection)
            known = list(described(library, records[0])) if records else []
            try:
                for unknown_name in sorted(names_in_expression(domain.where) - set(known)):
                    what = f"`{unknown_name}` is not a field of {domain.collection}"
                    yield ("vary", name, "where"), what, did_you_mean(unknown_name, known)
            except ExpressionFault as fault:
                yield ("vary", name, "where"), f"cannot be read ({fault})", "fix the condition"


def _unknown_names(scenario: Scenario, texts: Iterable[_NamedText]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for field, text, names_in, more in texts:
        known = [*scenario.vary, *more]
        try:
            unknown = sorted(names_in(text) - set(known))
        except ExpressionFault as fault:
            yield field, f"cannot be read ({fault})", "fix the braces or the condition"
            continue
        for name in unknown:
            yield field, f"`{name}` is not a variable of this scenario", did_you_mean(name, known)


def _by_drawing(
    library: Library,
    topic: Topic,
    scenario: Scenario,
    say: Callable[[tuple[str | int, ...], str, str], Problem],
    draws: int,
    made: dict[str, list[Item]],
) -> Iterator[Problem]:
    """Faults that show only in the draws: the first of each kind, with a draw that shows it. What is drawn goes into `made`."""
    try:
        drawn = range_of(library, scenario, draws)
    except QuestionFault as fault:
        yield say(fault.field, fault.what, fault.fix)
        return
    except ExpressionFault as fault:
        yield say(("require",) if scenario.require else ("vary",), str(fault), "fix the condition")
        return
    if not drawn:
        field = "require" if scenario.require else "vary"
        yield say((field,), f"`{field}` leaves nothing to draw", "widen it, or widen what varies")
        return
    for name, text in scenario.strata.items():
        try:
            if not any(condition(text)(question.names_for_require) for question in drawn):
                yield say(("strata", name), f"no draw belongs to the stratum `{name}`", "fix its condition, or widen what varies")
        except ExpressionFault as fault:
            yield say(("strata", name), str(fault), "fix the condition")
    told: set[tuple[str | int, ...]] = set()
    items = []
    for question in drawn:
        try:
            items.append(compose(question, topic.id))
        except QuestionFault as fault:
            if fault.field not in told:
                yield say(fault.field, f"{fault.what} (drawn: {_shown(question.draw)})", fault.fix)
            told.add(fault.field)
        except ExpressionFault as fault:
            if ("stem",) not in told:
                yield say(("stem",), str(fault), "fix the text")
            told.add(("stem",))
    if not told:
        made[scenario.id] = items
        for field_name, what, fix in faults(scenario, items, _drawn_alike(scenario, drawn, items)):
            yield say((field_name,), what, fix)


def _drawn_alike(scenario: Scenario, drawn: Sequence[Question], items: Sequence[Item]) -> list[Item]:
    """The items as forms take them: as many of each stratum, some of a small one again and again."""
    if not scenario.strata:
        return list(items)
    strata = [
        [item for question, item in zip(drawn, items, strict=True) if holds(question.names_for_require)]
        for holds in map(condition, scenario.strata.values())
    ]
    most = max(map(len, strata))
    return [item for stratum in strata for item in islice(cycle(stratum), most)]


def _shown(draw: Draw) -> str:
    return ", ".join(f"{name} = {value}" for name, value in plain_draw(draw).items())
