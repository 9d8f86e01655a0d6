"""The check of one scenario or one case, by drawing it; and of the bank as a whole, by what was seen of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from macros.facts.library import Library
from macros.scenarios.case import Case, compose_case, different_cases
from macros.scenarios.compose import compose, range_of
from macros.scenarios.draw import Draw, plain_draw, stable_hash
from macros.scenarios.expressions import ExpressionFault, condition
from macros.scenarios.item import NUMBER, SINGLE, Item
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.review.days import closed_day
from macros.scenarios.review.distinct import Asked, Masker
from macros.scenarios.review.fault import Fault, Field
from macros.scenarios.review.guesser import Guess, glance, guess, same_units
from macros.scenarios.review.item_writing import faults, part_faults
from macros.scenarios.review.levels import level_of, level_of_most
from macros.scenarios.template import Scenario

DRAWS = BRIEF, USUAL, THOROUGH = 120, 400, 2000
"""Draws that are tried of each scenario, all of them where it has no more: in a check of the whole; in one of named files and
scenarios, and before the tests; and in `make proof`."""

ITEMS_GUESSED = 240
"""Questions of a scenario that the guesser is tried on."""

DRAWS_OF_A_CASE = 20
"""Of a case, whose every draw is several questions, so many times fewer draws are tried."""

ITEMS_FOR_PLACES, PLACES = 200, 4
"""Items of a scenario, and options of an item, among which the places of the keys are counted."""


@dataclass(frozen=True)
class Review:
    """What was seen of a scenario: its faults, and what the look over the whole bank needs of it.

    `key_places` counts at which of four shuffled options the key comes; `stem` is the stem of its first question; `substance` is
    what its questions ask, apart from their stories. `asked` is the same with the numbers masked, each once; `guess` is what a
    guesser reaches, `same_units` and `glance` are the shares of questions whose options agree in units, or that GP, GO and 59
    decide. `level` is that of most of its questions, as the way to their keys has it.
    """

    faults: tuple[Fault, ...]
    questions: int = 0
    key_places: tuple[int, ...] = (0,) * PLACES
    stem: str | None = None
    substance: frozenset[str] = frozenset()
    asked: frozenset[Asked] = frozenset()
    guess: Guess | None = None
    same_units: float = 0.0
    glance: float = 0.0
    level: int | None = None


def review_scenario(library: Library, topic: str, scenario: Scenario, draws: int) -> Review:
    """Draw a scenario of a topic, and look at the questions of so many draws: the first fault of each kind."""
    try:
        return _review(library, topic, scenario, draws)
    except QuestionFault as fault:  # of what is only worked out when the questions are looked at as a whole
        return Review((Fault(fault.field, fault.what, fault.fix),))
    except ExpressionFault as fault:
        return Review((Fault(("stem",), str(fault), "correct the text"),))


def _review(library: Library, topic: str, scenario: Scenario, draws: int) -> Review:
    seen: set[Field] = set()
    faults_of_draws: list[Fault] = []
    drawn, problems = _drawn(library, scenario, draws)
    if problems:
        return Review(tuple(problems))
    items = []
    for question in drawn:
        try:
            items.append(compose(question, topic))
            continue
        except QuestionFault as fault:
            field, what, fix = fault.field, f"{fault.what} (drawn: {_shown(question.draw)})", fault.fix
        except ExpressionFault as fault:
            field, what, fix = ("stem",), str(fault), "correct the text"
        if field not in seen:
            faults_of_draws.append(Fault(field, what, fix))
        seen.add(field)
    if faults_of_draws:
        return Review(tuple(faults_of_draws))
    as_in_forms = _drawn_alike(scenario, drawn, items)
    writing = [Fault((field,), what, fix) for field, what, fix in faults(scenario, items, as_in_forms)]
    closed = [fault for fault in map(closed_day, drawn) if fault]
    masker = Masker(scenario)
    level = level_of_most(scenario.level, list(map(level_of, drawn, items)))
    return Review(
        (*writing, *closed[:1], *_wrong_level(scenario, level)),
        len(items),
        _key_places(items),
        items[0].stem,
        frozenset(map(substance_of, items)),
        frozenset(masker.asked(question, item) for question, item in zip(drawn, items, strict=True)),
        guess(_some(as_in_forms, ITEMS_GUESSED)),
        same_units(items),
        glance(items),
        level,
    )


def review_case(library: Library, case: Case, draws: int) -> tuple[Fault, ...]:
    """Draw a case, and look at the questions of each of its parts."""
    try:
        drawn = different_cases(library, case, 0, draws // DRAWS_OF_A_CASE)
    except QuestionFault as fault:
        return (Fault(fault.field, fault.what, fault.fix),)
    if not drawn:
        return (Fault(("vary",), "the conditions of all parts together leave nothing to draw", "widen one of them"),)
    made: list[tuple[Item, ...]] = []
    for asked in drawn:
        try:
            made.append(compose_case(library, case, asked).items)
        except QuestionFault as fault:
            return (Fault(fault.field, f"{fault.what} (drawn: {_shown(asked[0].draw)})", fault.fix),)
    return (
        *(
            Fault(("parts", i, field), what, fix)
            for i, part in enumerate(case.parts)
            for field, what, fix in part_faults(part.scenario, [items[i] for items in made], case.text_before(i))
        ),
        *(
            Fault(("parts", i), closed[0].what, closed[0].fix)
            for i in range(len(case.parts))
            if (closed := [one for asked in drawn if (one := closed_day(asked[i]))])
        ),
    )


def substance_of(item: Item) -> str:
    """A hash of what a question asks: its answers and its worked steps. Two with the same are one question told twice."""
    answers = sorted((option.text, option.correct) for option in item.options)
    rows = sorted((row.text, row.feedback) for row in item.rows)
    number = item.answer if item.kind == NUMBER else None
    claims = [[line.as_json() for line in claim] for claim in item.grid.acceptable] if item.grid else None
    return stable_hash(item.kind, answers, rows, number, claims, item.explanation)


def _drawn(library: Library, scenario: Scenario, draws: int) -> tuple[Sequence[Question], list[Fault]]:
    """The draws of a scenario, or why there are none."""
    try:
        drawn = range_of(library, scenario, draws)
    except QuestionFault as fault:
        return [], [Fault(fault.field, fault.what, fault.fix)]
    except ExpressionFault as fault:
        return [], [Fault(("require",) if scenario.require else ("vary",), str(fault), "correct the condition")]
    if not drawn:
        field = "require" if scenario.require else "vary"
        return [], [Fault((field,), f"`{field}` leaves nothing to draw", "widen it, or widen what varies")]
    return drawn, list(_empty_strata(scenario, drawn))


def _empty_strata(scenario: Scenario, drawn: Sequence[Question]) -> Iterator[Fault]:
    for name, text in scenario.kinds_of_draw.items():
        field = ("strata", name) if scenario.strata else ("vary",)
        try:
            if not any(condition(text)(question.names_for_require) for question in drawn):
                yield Fault(field, f"no draw belongs to the stratum `{name}`", "correct its condition, or widen what varies")
        except ExpressionFault as fault:
            yield Fault(field, str(fault), "correct the condition")


def _wrong_level(scenario: Scenario, reckoned: int) -> Iterator[Fault]:
    if scenario.level != reckoned:
        what = f"[level] most of its questions are of level {reckoned}, by the rules that the way to their keys takes"
        yield Fault(("level",), what, f"write `level: {reckoned}`, or ask what takes {scenario.level}")


def _drawn_alike(scenario: Scenario, drawn: Sequence[Question], items: Sequence[Item]) -> list[Item]:
    """The items as forms take them: as many of each stratum, some of a small one again and again."""
    if not scenario.kinds_of_draw:
        return list(items)
    strata = [
        [item for question, item in zip(drawn, items, strict=True) if holds(question.names_for_require)]
        for holds in map(condition, scenario.kinds_of_draw.values())
    ]
    most = max(map(len, strata))
    return [item for stratum in strata for item in islice(cycle(stratum), most)]


def _some(items: Sequence[Item], count: int) -> Sequence[Item]:
    """At most so many of the items, from all over them."""
    step = -(-len(items) // count)
    return items[::step]


def _key_places(items: Sequence[Item]) -> tuple[int, ...]:
    places = Counter(
        next(i for i, option in enumerate(item.options) if option.correct)
        for item in items[:ITEMS_FOR_PLACES]
        if item.kind == SINGLE and not item.ordered and len(item.options) == PLACES
    )
    return tuple(places[place] for place in range(PLACES))


def _shown(draw: Draw) -> str:
    return ", ".join(f"{name} = {value}" for name, value in plain_draw(draw).items())
