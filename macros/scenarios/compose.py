"""Composing Items: the key from the rules, the distractors from misconceptions, and the same item for the same draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Any

from macros.facts.library import Library
from macros.rules.modifiers import ASSISTANT_MODIFIER, THERAPY_MODIFIER
from macros.scenarios.asks import ASKS, Ask, Key
from macros.scenarios.distractors import MIN_DISTRACTORS, Written, beside_one, beside_several
from macros.scenarios.draw import FULL_RANGE, Draw, combinations_of, draws_again, every_draw, random_draws, stable_hash
from macros.scenarios.expressions import condition
from macros.scenarios.item import (
    CLAIM_LINES,
    CLAIM_ROWS,
    FIND,
    MATCH,
    MULTIPLE,
    NUMBER,
    ORDER,
    SINGLE,
    CasePart,
    ClaimGrid,
    GridLine,
    Item,
    ItemSource,
    MatchRow,
    NumberField,
    Option,
    WrongGrid,
    WrongMatch,
    WrongNumber,
    WrongOrder,
    in_words,
)
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.misconceptions.misconception import WrongAnswer
from macros.scenarios.question import Question, QuestionFault
from macros.scenarios.review.unread import unread_in
from macros.scenarios.template import Scenario

MAX_CHOICES = 5
LETTERS = "abcdefghijklmnop"
TRIES = 20_000


def questions(library: Library, scenario: Scenario, seed: int | None = None) -> Iterator[Question]:
    """The scenario's sound draws: all of them in order, or endlessly at random where a seed is given.

    A scenario too large to list is drawn at random in either case. Ends when TRIES draws in a row fail `require`.
    """

    def sound(draw: Draw) -> Question | None:
        question = Question(library, scenario, draw)
        return question if is_drawn(question) else None

    few = combinations_of(scenario, library) <= FULL_RANGE
    if few and seed is None:
        yield from filter(None, map(sound, every_draw(scenario, library)))
        return
    drawn = draws_again(scenario, library, seed or 0, sound) if few else map(sound, random_draws(scenario, library, seed or 0))
    failed = 0
    for question in drawn:
        if question:
            failed = 0
            yield question
        elif (failed := failed + 1) >= TRIES:
            return


def is_drawn(question: Question) -> bool:
    """Whether a draw makes a question: its `require` holds, and some source settles the answer."""
    scenario = question.scenario
    if scenario.require and not condition(scenario.require)(question.names_for_require):
        return False
    ask = ASKS.get(scenario.ask)
    return ask is None or ask.settled is None or ask.settled(question)


def range_of(library: Library, scenario: Scenario, limit: int) -> list[Question]:
    """The scenario's full range, or `limit` different draws of it where it is larger."""
    if combinations_of(scenario, library) <= FULL_RANGE:
        listed = [Question(library, scenario, draw) for draw in every_draw(scenario, library)]
        places = sorted(range(len(listed)), key=lambda place: stable_hash(listed[place].id))
        # To find out whether a draw makes a question is the slow part, so it stops at the limit.
        chosen = list(islice((place for place in places if is_drawn(listed[place])), limit + 1))
        return [listed[place] for place in (chosen[:limit] if len(chosen) > limit else sorted(chosen))]
    unique: dict[str, Question] = {}
    for tried, question in enumerate(questions(library, scenario, seed=0)):
        unique.setdefault(question.id, question)
        if len(unique) >= limit or tried > limit * 20:
            break
    return list(unique.values())


def compose(question: Question, topic: str, case: CasePart | None = None) -> Item:
    """The item of one question of a topic, or of one part of a case.

    Raises QuestionFault where the draw makes no sound item.
    """
    scenario, library = question.scenario, question.library
    ask = ASKS[scenario.ask]
    key = ask.key(question)
    for name in key.cites:
        if not library.has_fact(name):
            what = f"the rule behind `{scenario.ask}` cites {name}, which is no fact of this guide"
            raise QuestionFault(what, "ask what your own data decides, such as judgment, or add the facts of that rule", ("ask",))
    unread = unread_in(library, key)
    if unread:
        raise QuestionFault(f"the key is not settled: {unread}", "narrow what is drawn", ("ask",))
    cited = [name for fact in key.cites for name in library.standing(fact).sources]
    names = list(dict.fromkeys([*key.sources, *cited]))
    wrong = _wrong_answers(question, ask, key)
    parts = _PARTS[ask.kind](question, ask, key, wrong)
    return Item(
        id=question.id,
        scenario=scenario.id,
        topic=topic,
        level=scenario.level,
        kind=ask.kind,
        stem=question.stem,
        options=parts.options,
        fields=parts.fields,
        answer=parts.answer,
        explanation=key.explanation,
        sources=tuple(_source(library, name) for name in names),
        visit=_visit(question),
        rule=question.rule if scenario.visit else None,
        rows=parts.rows,
        grid=parts.grid,
        case=case,
        ordered=ask.sort_key is not None,
        orders=parts.orders,
        reasons=tuple(dict.fromkeys(reason.kind for reason in key.reasons)),
        why=key.feedback if ask.kind in {NUMBER, CLAIM_LINES} else "",
    )


def _source(library: Library, name: str) -> ItemSource:
    def made() -> ItemSource:
        source = library.source(name)
        return ItemSource(name, source.title, source.url)

    return library.remember(("item source", name), made)


@dataclass(frozen=True)
class _Answered:
    """The parts of an item that depend on its kind."""

    answer: str | int | tuple[str, ...]
    options: tuple[Option, ...] = ()
    fields: tuple[NumberField, ...] = ()
    rows: tuple[MatchRow, ...] = ()
    grid: ClaimGrid | None = None
    orders: tuple[WrongOrder, ...] = ()


def _single(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> _Answered:
    options = _options(question, ask, key, wrong)
    return _Answered(next(option.id for option in options if option.correct), options)


def _multiple(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> _Answered:
    options = _every_option(question, ask, key, wrong)
    return _Answered(tuple(option.id for option in options if option.correct), options)


def _number(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> _Answered:
    wrong_numbers = tuple(WrongNumber(answer.value, *_feedback(answer)) for answer in wrong)
    return _Answered(key.value, fields=(NumberField("value", ask.label, 0, ask.maximum, wrong_numbers),))


def _match(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> _Answered:
    """Rows in a shuffled order, and every answer that one of them has, with wrong ones up to five in all.

    A wrong answer is a pair here: the text of a row, and what it is mistaken for.
    """
    right = list(dict.fromkeys(part.value for part in key.parts))
    values = list(dict.fromkeys([*right, *(answer.value[1] for answer in wrong)]))[: max(MAX_CHOICES, len(right))]
    order = ask.sort_key or (lambda value: stable_hash(question.id, "order", str(value)))
    values.sort(key=order)
    letter = {value: LETTERS[place] for place, value in enumerate(values)}
    leads = {answer.value[1]: answer for answer in reversed(wrong)}
    options = tuple(
        Option(letter[value], ask.write(question, value), value in right, "", *(() if value in right else _named(leads[value])))
        for value in values
    )
    parts = sorted(key.parts, key=lambda part: stable_hash(question.id, "row", part.text))
    mixed_up: dict[str, list[WrongMatch]] = {part.text: [] for part in parts}
    for answer in wrong:
        row, value = answer.value
        if value in letter:
            mixed_up[row].append(WrongMatch(letter[value], *_feedback(answer)))
    rows = tuple(
        MatchRow(str(n), part.text, letter[part.value], part.feedback, tuple(mixed_up[part.text]))
        for n, part in enumerate(parts, 1)
    )
    return _Answered(tuple(row.answer for row in rows), options, rows=rows)


def _order(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> _Answered:
    """The parts in another order than the right one."""
    shown = sorted(key.parts, key=lambda part: stable_hash(question.id, "order", str(part.value)))
    if shown == list(key.parts):
        shown = [*shown[1:], shown[0]]
    letter = {part.value: LETTERS[place] for place, part in enumerate(shown)}
    options = tuple(Option(letter[part.value], part.text, True, part.feedback) for part in shown)
    orders = tuple(WrongOrder(tuple(letter[value] for value in answer.value), *_feedback(answer)) for answer in wrong)
    return _Answered(tuple(letter[value] for value in key.value), options, orders=orders)


def _named(wrong: WrongAnswer) -> tuple[str, str]:
    """A misconception's name, and its title."""
    return wrong.misconception, wrong.title or MISCONCEPTIONS[wrong.misconception].title


def _feedback(wrong: WrongAnswer) -> tuple[str, str, str, tuple[str, ...]]:
    """What is said to someone who gave a wrong answer, the misconception and its title, and its slips."""
    return in_words(wrong.slips), *_named(wrong), wrong.slips


def _claim_lines(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> _Answered:
    """A grid for the claim: the visit's codes and every modifier of the right and the wrong claims."""
    acceptable = tuple(_grid_lines(claim) for claim in key.value)
    wrong_claims = tuple(WrongGrid(_grid_lines(answer.value), *_feedback(answer)) for answer in wrong)
    claims = [*acceptable, *(wrong_claim.lines for wrong_claim in wrong_claims)]
    therapy = THERAPY_MODIFIER[question.discipline]
    assistant = ASSISTANT_MODIFIER.get(question.discipline)
    usual = [therapy, f"{therapy} KX", *([f"{therapy} {assistant}", f"{therapy} {assistant} KX"] if assistant else [])]
    modifiers = sorted({*usual, *(line.modifiers for claim in claims for line in claim)}, key=lambda m: (len(m.split()), m))
    codes = tuple((code, question.library.codes[code].name) for code in dict.fromkeys(s.code for s in question.services))
    if max(map(len, claims)) >= CLAIM_ROWS:
        raise QuestionFault(f"a claim has {max(map(len, claims))} lines", f"narrow the visit to {CLAIM_ROWS - 1}", ("visit",))
    return _Answered("", grid=ClaimGrid(CLAIM_ROWS, codes, tuple(modifiers), 99, acceptable, wrong_claims))


def _grid_lines(lines: Iterable[tuple[str, int, tuple[str, ...]]]) -> tuple[GridLine, ...]:
    return tuple(GridLine(code, units, " ".join(modifiers)) for code, units, modifiers in lines)


_PARTS: dict[str, Callable[[Question, Ask, Key, list[WrongAnswer]], _Answered]] = {
    SINGLE: _single,
    FIND: _single,
    MULTIPLE: _multiple,
    NUMBER: _number,
    MATCH: _match,
    ORDER: _order,
    CLAIM_LINES: _claim_lines,
}


def _wrong_answers(question: Question, ask: Ask, key: Key) -> list[WrongAnswer]:
    """Every wrong answer that the named misconceptions give, taking turns, each answer once, none of them right."""
    acceptable = set(key.value) if ask.kind in {MULTIPLE, CLAIM_LINES} else {key.value}
    by_misconception = []
    for name in question.scenario.wrong:
        answers = MISCONCEPTIONS[name].answers(question, ask.name)
        answers_given = [answer if answer.misconception else replace(answer, misconception=name) for answer in answers]
        if len(answers_given) > 1:
            answers_given.sort(key=lambda answer: stable_hash(question.id, str(answer.value)))
        by_misconception.append(answers_given)
    turns = [answer for turn in zip_longest(*by_misconception) for answer in turn if answer is not None]
    if ask.about:
        turns = _about_other_things(question, ask.about, acceptable, turns)
    wrong: dict[Any, WrongAnswer] = {}
    for answer in turns:
        if answer.value not in acceptable:
            wrong.setdefault(answer.value, answer)
    if ask.kind == SINGLE and len(wrong) > 1:
        for answer in _twice_wrong(question, list(wrong.values())):
            if answer.value not in acceptable:
                wrong.setdefault(answer.value, answer)
    return list(wrong.values())


def _about_other_things(
    question: Question, about: Callable[[Question, Any], str], acceptable: set[Any], wrong: list[WrongAnswer]
) -> list[WrongAnswer]:
    """The wrong answers without those that say in other words what the key or an earlier one says."""
    subjects = {about(question, value) for value in acceptable}
    kept = []
    for answer in wrong:
        subject = about(question, answer.value)
        if subject not in subjects:
            subjects.add(subject)
            kept.append(answer)
    return kept


NOTHING_BILLED = ()
"""A claim without lines: whoever bills nothing has made one error, and a modifier on it is no second one."""


def _twice_wrong(question: Question, wrong: list[WrongAnswer]) -> Iterator[WrongAnswer]:
    """Wrong answers with a second slip upon the first, so that the key is not the one option that all others resemble."""
    for first in wrong:
        for name in question.scenario.wrong:
            upon = MISCONCEPTIONS[name].upon
            second = upon(question, first.value) if upon and name != first.misconception else None
            if second is not None and second.value != first.value and second.value != NOTHING_BILLED:
                yield replace(first, value=second.value, then=second.feedback)


def _options(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> tuple[Option, ...]:
    """The key among distractors: in their natural order where they have one, shuffled where not."""
    right = ask.write(question, key.value)
    texts = {right}
    distinct: list[Written] = []
    for answer in wrong:
        text = ask.write(question, answer.value)
        if text not in texts:
            texts.add(text)
            distinct.append((answer.value, text, answer))
    if len(distinct) < MIN_DISTRACTORS:
        raise _too_few(len(distinct))
    shown: Written = (key.value, right, key.feedback)
    chosen = [shown, *(distinct if ask.kind == FIND else beside_one(shown, distinct, question.id, question.stem, ask.sort_key))]
    if ask.sort_key:
        order = ask.sort_key
        chosen.sort(key=lambda option: order(option[0]))
    else:
        chosen.sort(key=lambda option: stable_hash(question.id, "order", str(option[0])))
    return _lettered(chosen)


def _too_few(distinct: int) -> QuestionFault:
    what = f"`wrong` leaves {distinct} distractor{'' if distinct == 1 else 's'}, and {MIN_DISTRACTORS} are needed"
    fix = "name more misconceptions, or narrow `require` so that no draw makes one of them right, or two of them the same"
    return QuestionFault(what, fix, ("wrong",))


def _every_option(question: Question, ask: Ask, key: Key, wrong: list[WrongAnswer]) -> tuple[Option, ...]:
    """Every right answer and up to three wrong ones, shuffled."""
    said = {part.value: part.feedback for part in key.parts}
    right: list[Written] = [(value, ask.write(question, value), said.get(value, key.feedback)) for value in key.value]
    texts = {text for _, text, _ in right}
    distinct: list[Written] = []
    for answer in wrong:
        text = ask.write(question, answer.value)
        if text not in texts:
            texts.add(text)
            distinct.append((answer.value, text, answer))
    if len(distinct) < MIN_DISTRACTORS or len(texts) < len(right) + len(distinct):
        raise _too_few(len(distinct))
    shown = [*right, *beside_several(right, distinct, question.id, question.stem)]
    shown.sort(key=lambda option: stable_hash(question.id, "order", str(option[0])))
    return _lettered(shown)


def _lettered(written: list[Written]) -> tuple[Option, ...]:
    return tuple(
        Option(letter, text, True, said) if isinstance(said, str) else Option(letter, text, False, *_feedback(said))
        for letter, (_, text, said) in zip(LETTERS, written, strict=False)
    )


def _visit(question: Question) -> dict[str, Any] | None:
    if question.scenario.visit is None:
        return None
    services = [
        {"code": s.code, "minutes": s.minutes, "timed": s.timed, **({"assistant": s.assistant} if s.assistant else {})}
        for s in question.services
    ]
    return {"payer_rule": question.rule, "services": services}
