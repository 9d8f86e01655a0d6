"""Rules of item writing that a machine can check, each by its name in the message. docs/contribute/items.md says why.

They are judged over the questions that a scenario gives, for a pattern shows only in many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from macros.scenarios.expressions import names_in_text
from macros.scenarios.item import MULTIPLE, SINGLE, Item
from macros.scenarios.looks import central
from macros.scenarios.template import Choices, Scenario, Scene, Span, texts_of_scenes

ENOUGH = 12
"""Fewer questions than this show no pattern."""

TOLERANCE = 0.25
"""How far above chance a guesser's pattern may lead to the key: with four options, in half of the questions at most."""

FEW = 0.5
"""Of few questions a pattern may show by chance alone: this, divided by the root of their number, is allowed beside."""

MIDDLE = 3
"""More options than this have a middle that a guesser would take."""

LONG_STEM = 120
"""Words; a stem of level 1 or 2 has no more."""

NAMES_ITS_PAYER = {
    *(
        "claim",
        "claim-grid",
        "claim-corrected",
        "claim-lines",
        "every-claim",
        "total-units",
        "rest-order",
        "assistant-units",
        "threshold-room",
    ),
    *("claim-verdict", "working-step", "last-unit", "minutes-to-next", "minutes-to-spare", "least-minutes", "minutes-range"),
    *("units-lost", "payers-compared", "short-service", "visit-for-units"),
    *("minute-kind", "treatment-total", "note-totals", "sort-minutes"),
    *("edit", "edit-remedy", "price", "in-full", "expense-order", "who", "one-who-may", "supervision", "verdict"),
    *("element", "every-element", "missing", "missing-element", "document", "match-documents", "failing-sentence"),
    *("certified", "due", "due-order", "appeal-days", "next-level", "appeal-order"),
}
"""Asks whose answer another payer's rule would change: the stem says whose rule the question is about."""

STORY_SENTENCES = 3
"""A vignette has so many sentences or more."""

ALL_IN_OPTIONS = {"visit-for-units", "sort-minutes", "one-who-may", "moving-change", "harmless-change"}
"""Asks whose options show whatever varies: the visits, the minutes of a log, who is free to treat, or the changes."""

_ALL_OR_NONE = re.compile(r"\b(all|none|both|neither) of (the|these)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?<![*])\b(not|except|never|cannot|nobody|none|nothing|\w+n['’]t)\b(?![*])", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_NUMBER = re.compile(r"[0-9]")
_WORDS = re.compile(r"[a-z_]+")
_CODE = re.compile(r"\b[0-9A-Z]\d{4}\b")
_FIGURE = re.compile(r"(?<![\w.])\d[\d,.]*")
_BRACES = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_DAY_IN_FIGURES = re.compile(r"-[01]\d-[0-3]\d\b")
_NOT_SAID: tuple[tuple[str, str], ...] = (
    (r"mend(?:s|ed|ing)?", "fix"),
    (r"held back", "left out"),
    (r"apt", "that applies"),
    (r"furnish(?:es|ed|ing)?", "provide"),
    (r"over and over", "every Tuesday, or how often it was"),
    (r"(?:according to|going by) the sources of this guide", "under Medicare, or whose rule it is"),
    (r"which it looks like", "what speaks for the other code"),
    (r"(?:the )?record must stand", "the record has to show"),
    (r"is wanted", "is required"),
    (r"brings (?:her|his) \w+ing", "nothing: it only pads the story"),
    (r"waits in the car", "nothing: it only pads the story"),
    (r"after so many days each time", "how often it was"),
    (r"whilst|amongst|hereby|thereof|heretofore", "while, among, or the plain word"),
    (r"(?:man|woman|boy|girl) of \d{1,2}", "a 71-year-old man"),
    (r"stands? under (?:PR|CO)", "is under PR"),
    (r"bears the (?:day|date)", "is dated"),
    (r"the log (?:adds|shows)|stands? in the log", "also that day, or what the note shows"),
    (r"rows? of the table", "the range of minutes, or where a unit starts"),
    (r"this working", "this way of counting"),
    (r"has this meaning, and each of the others another", "that is what the term means"),
    (r"1 (?:unit|minute) (?:need|begin|make|stay|count|have|are)", "the verb in the singular, for one"),
    (r"a (?:8\d?|11|18)-(?:minute|month|year)\w*", "an"),
    (r"would (?:give|bill) nothing is billed", "what the mistake leads to, in a clause"),
)
"""Words that nobody says in an American clinic, and what to say instead."""

_SAID_BY_NOBODY = re.compile("|".join(rf"\b({pattern})\b" for pattern, _ in _NOT_SAID), re.IGNORECASE)
READ_FOR_WORDS = 20
"""Questions of a scenario that are read for such words: more say the same."""

SAID_ONCE = {
    *("judgment", "judgment-reason", "judgment-next", "judgment-change", "judgment-example"),
    *("verdict", "term", "meaning", "element", "missing", "document", "authority", "code", "activity"),
    *("due", "certified", "next-level", "missing-element"),
}
"""Asks whose worked steps show the way to the key and do not repeat why it is right: the feedback says that."""

_PAYERS = re.compile(r"Medicare|TRICARE|payer|midpoint|\bplans?\b(?! of care)", re.IGNORECASE)
_SHORT_QUESTION = 3
"""Words; a question with no more leans on the sentence before it."""

Fault = tuple[str, str, str]
"""The field of the scenario, what is wrong, and how to fix it."""


def faults(scenario: Scenario, items: Sequence[Item], drawn_alike: Sequence[Item] | None = None) -> Iterator[Fault]:
    """What is wrong with the questions of a scenario, the first of each rule.

    `drawn_alike` are the questions as a form takes them, as many of each stratum: a guesser meets no others.
    """
    yield from _shown_in_stem(scenario, scenario.stem, scenario.vary)
    yield from _details(scenario)
    yield from _figures(scenario)
    yield from _story(scenario)
    yield from _each(scenario, items)
    yield from _twice(items)
    yield from _guessable(items if drawn_alike is None else drawn_alike)


def part_faults(part: Scenario, items: Sequence[Item], text_before: str) -> Iterator[Fault]:
    """The same for a part of a case, which may always have the same key, for nobody meets it a second time.

    `text_before` is what the reader sees before its stem; the two together must show all that its answer rests on.
    """
    yield from _shown_in_stem(part, f"{text_before}\n{part.stem}", part.names_used)
    yield from _each(part, items)


def _each(scenario: Scenario, items: Sequence[Item]) -> Iterator[Fault]:
    for check in (_all_or_none, _negative, _long_stem, _payer, _parallel, _day_in_figures):
        first_fault = next((fault for item in items if (fault := check(scenario, item))), None)
        if first_fault:
            yield first_fault
    for read_for in (_said_by_nobody, _said_twice):
        yield from islice((fault for item in items[:READ_FOR_WORDS] if (fault := read_for(scenario, item))), 1)


def _said_twice(scenario: Scenario, item: Item) -> Fault | None:
    """A worked step that is the feedback on the right answer over again; of a number or a claim, in every ask."""
    of_options = {option.feedback for option in item.options if option.correct} if scenario.ask in SAID_ONCE else set()
    said = {why for why in (*of_options, item.why) if why}
    step = next((step for step in item.explanation if any(why in step for why in said)), None)
    what = f"[said-twice] a worked step repeats the feedback on the key: `{step}`"
    return ("ask", what, "let the steps show the way, and the feedback why") if step else None


def _said_by_nobody(scenario: Scenario, item: Item) -> Fault | None:
    """A word or turn that no clinician says, in the stem or in what is said of an answer."""
    for field, texts in (("stem", (item.full_text,)), ("ask", _said_of_answers(item))):
        for text in texts:
            odd = _odd_words(text)
            if odd:
                _, instead = _NOT_SAID[(odd.lastindex or 1) - 1]
                return field, f"[words] nobody in a clinic says `{odd[0]}` ({_around(text, odd)})", f"write: {instead}"
    return None


@lru_cache(maxsize=4096)
def _odd_words(text: str) -> re.Match[str] | None:
    """Most of what is said of an answer is said of many, and the list of words is long."""
    return _SAID_BY_NOBODY.search(text)


def _around(text: str, found: re.Match[str]) -> str:
    """The words on both sides of what was found."""
    return " ".join(text[max(0, found.start() - 30) : found.end() + 30].split())


def _shown_in_stem(scenario: Scenario, text: str, must_be_shown: Collection[str]) -> Iterator[Fault]:
    """A value that changes the answer must be in the stem, or nobody can work it out."""
    names_shown = names_shown_by(scenario, text)
    if scenario.ask in ALL_IN_OPTIONS:
        return
    for name, domain in scenario.vary.items():
        several = isinstance(domain, Span) or (isinstance(domain, Choices) and len(domain.values) > 1)
        if several and name in must_be_shown and name not in names_shown:
            yield "stem", f"[told] `{name}` varies and the stem does not tell it", f"put {{{{ {name} }}}} into the stem"


def names_shown_by(scenario: Scenario, text: str) -> set[str]:
    """The variables that a text tells, those that it tells through a scene too."""
    names_shown = names_in_text(text)
    if "written" in names_shown:
        names_shown |= {
            name for given, text in scenario.given.items() if given.startswith("written_") for name in _WORDS.findall(text)
        }
    for name in names_shown & set(scenario.vary):
        names_shown |= {each for text in texts_of_scenes(scenario.vary[name]) for each in names_in_text(text)}
    return names_shown


def _details(scenario: Scenario) -> Iterator[Fault]:
    """A number in the stem is needed for the answer, or it is marked as a detail that does not matter."""
    names_shown, used = names_shown_by(scenario, scenario.stem), scenario.names_used
    for name, domain in scenario.vary.items():
        number = isinstance(domain, Span) or (
            isinstance(domain, Choices)
            and any(
                _NUMBER.search(str(value)) and not _CODE.search(str(value))
                for value in domain.values
                if not isinstance(value, Scene)
            )
        )
        if number and name in names_shown and name not in used and name not in scenario.details:
            what = f"[detail] the stem tells the number `{name}`, and nothing rests on it"
            yield "stem", what, f"use it, or mark it: details: [{name}]"
    for name in scenario.details:
        if _FIGURE.fullmatch(name):
            if not re.search(rf"(?<!\d){re.escape(name)}(?!\d)", scenario.stem):
                yield (
                    "details",
                    f"[detail] `{name}` is marked as a detail, but the stem does not tell it",
                    "take it out of `details`",
                )
        elif name not in names_shown or name in used:
            what = (
                f"[detail] `{name}` is marked as a detail, but {'the answer rests on it' if name in used else 'nothing tells it'}"
            )
            yield "details", what, "take it out of `details`"


def _figures(scenario: Scenario) -> Iterator[Fault]:
    """A number that is written in the stem is also in the visit or in `given`, or it is marked as a detail."""
    story = scenario.story.model_dump().values() if scenario.story else ()
    sources = [scenario.visit.model_dump(mode="json") if scenario.visit else {}, scenario.given, scenario.require or "", *story]
    choices = [value for domain in scenario.vary.values() if isinstance(domain, Choices) for value in domain.values]
    known = {plain for text in (*map(str, sources), *map(str, choices)) for plain in _plain_figures(text)} | {*scenario.details}
    for figure in _plain_figures(_CODE.sub("", _BRACES.sub(" ", scenario.stem))):
        if figure not in known:
            what = f"[detail] the stem tells the number {figure}, and neither the visit nor what is given holds it"
            yield "stem", what, f'let it be used, or mark it: details: ["{figure}"]'
            return


def _plain_figures(text: str) -> list[str]:
    """The numbers of a text without commas and leading zeros, those of a day apart."""
    figures = [figure.strip(".,").replace(",", "").lstrip("0") for figure in re.findall(r"\d[\d,.]*", text)]
    return [figure for figure in figures if figure]


def _story(scenario: Scenario) -> Iterator[Fault]:
    """The parts of a story are in the stem, which has several sentences; the answer does not rest on its detail."""
    if scenario.story is None:
        return
    stem = " ".join(scenario.stem.split())
    for name, text in scenario.story.model_dump().items():
        if text not in stem:
            yield "story", f"[story] the stem does not hold the {name} `{text}`", "write it as it stands in the stem"
    needed = names_in_text(scenario.story.detail) & scenario.names_used
    if needed:
        yield "story", f"[story] the answer rests on `{min(needed)}`, so it is no detail", "name a detail that does not matter"
    if len(re.findall(r"[.!?](?=\s|$)", re.sub(r"\b(Mr|Mrs|Ms|Dr)\.", "", stem))) < STORY_SENTENCES:
        yield "story", f"[story] the stem has fewer than {STORY_SENTENCES} sentences", "tell it in more, or take `story` out"


def _all_or_none(scenario: Scenario, item: Item) -> Fault | None:
    odd = next((option.text for option in item.options if _ALL_OR_NONE.search(option.text)), None)
    return ("wrong", f"[all-or-none] an option reads `{odd}`", "let each option stand for itself") if odd else None


def _negative(scenario: Scenario, item: Item) -> Fault | None:
    """A negative in what is asked: in every question, and in the sentence that a short one such as `Which one?` leans on."""
    sentences = re.split(r"(?<=[.!?])\s+", _QUOTED.sub('""', item.stem))
    asked = {len(sentences) - 1, *(i for i, sentence in enumerate(sentences) if sentence.endswith("?"))}
    asked |= {i - 1 for i in asked if i > 0 and len(sentences[i].split()) <= _SHORT_QUESTION}
    for place in sorted(asked):
        negative = _NEGATIVE.search(sentences[place])
        if negative:
            what = f"[negative] the question turns on `{negative[0]}`, which is easily overlooked"
            return "stem", what, f"write **{negative[0]}**, or ask the other way round"
    return None


def _long_stem(scenario: Scenario, item: Item) -> Fault | None:
    words = len(item.stem.split())
    if scenario.level == 3 or words <= LONG_STEM:
        return None
    return (
        "stem",
        f"[long-stem] {words} words at level {scenario.level}, and {LONG_STEM} are the most",
        "shorten it, or make it level 3",
    )


def _payer(scenario: Scenario, item: Item) -> Fault | None:
    if scenario.ask not in NAMES_ITS_PAYER or _PAYERS.search(item.full_text):
        return None
    return "stem", "[payer] the stem does not say whose rule is asked for", "name Medicare or the payer"


def _parallel(scenario: Scenario, item: Item) -> Fault | None:
    """Options of one form: all with a full stop or none, all with a capital letter first or none, all questions or none."""
    if item.kind not in {SINGLE, MULTIPLE}:
        return None
    forms: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("end with a full stop", lambda text: text.endswith(".")),
        ("begin with a capital letter", lambda text: not text[0].islower()),
        ("are questions", lambda text: text.endswith("?")),
    )
    for form, holds in forms:
        if len({holds(option.text) for option in item.options}) > 1:
            return "wrong", f"[parallel] some options {form} and others do not", "write them alike"
    return None


def _day_in_figures(scenario: Scenario, item: Item) -> Fault | None:
    """A day is written in words, in the stem and in all that is said of an answer: March 2, 2026."""
    if _DAY_IN_FIGURES.search(item.full_text):
        return "stem", "[day] the stem writes a day in figures", "write {{ day | long_date }}, or the day in words"
    text = next((text for text in _said_of_answers(item) if _DAY_IN_FIGURES.search(text)), None)
    return ("ask", f"[day] a day stands in figures in `{text}`", "write it in words where this text comes from") if text else None


def _said_of_answers(item: Item) -> Iterator[str]:
    """The steps, what can be chosen, and every feedback."""
    yield from (*item.explanation, item.why)
    yield from (text for option in item.options for text in (option.text, option.feedback))
    yield from (text for row in item.rows for text in (row.text, row.feedback))
    yield from (wrong.feedback for row in item.rows for wrong in row.wrong)
    yield from (wrong.feedback for field in item.fields for wrong in field.wrong)
    yield from (wrong.feedback for wrong in item.orders)
    yield from (wrong.feedback for wrong in (item.grid.wrong if item.grid else ()))


def _twice(items: Sequence[Item]) -> Iterator[Fault]:
    """Two draws that differ and give one question, such as the same three things in another order."""
    seen: dict[tuple[str, frozenset[str]], str] = {}
    for item in items:
        shown = frozenset([*(option.text for option in item.options), *(row.text for row in item.rows)])
        first = seen.setdefault((item.stem, shown), item.id)
        if first != item.id:
            yield "vary", f"[twice] two draws give one question, {first} and {item.id}", "let `require` keep one of them"
            return


def _guessable(items: Sequence[Item]) -> Iterator[Fault]:
    """A pattern that somebody could use without knowing anything."""
    single = [item for item in items if item.kind == SINGLE]
    if len(single) < ENOUGH:
        return
    chance = sum(1 / len(item.options) for item in single) / len(single)
    place, often = Counter(_key_place(item) for item in single).most_common(1)[0]
    if often > _most(chance, single):
        what = f"[same-place] the key stands at place {place + 1} in {often} of {len(single)} questions"
        yield "wrong", what, "name `strata` that even it out, or misconceptions that err the other way"
    text, often = Counter(item.options[_key_place(item)].text for item in single).most_common(1)[0]
    if often > _most(chance, single):
        what = f"[same-key] the key is `{text}` in {often} of {len(single)} questions"
        yield "vary", what, "draw more that has another key, or name `strata` that even it out"
    between = sum((len(item.options) - 2) / len(item.options) for item in single) / len(single)
    patterns = (
        ("longest", "the longest option", _key_is_longest, chance, "make distractors as long, or name other misconceptions"),
        ("shortest", "the shortest option", _key_is_shortest, chance, "make distractors as short, or name other misconceptions"),
        (
            "middle",
            "neither the lowest nor the highest",
            _key_is_between,
            between,
            "name misconceptions that err to one side only",
        ),
        (
            "odd-one-out",
            "the only option of its form",
            _key_is_odd,
            chance,
            "write the options alike, or name other misconceptions",
        ),
        (
            "most-alike",
            "the option most like the others",
            _key_is_central,
            chance,
            "name misconceptions that differ in another way",
        ),
    )
    for name, description, holds, expected, fix in patterns:
        matches = sum(holds(item) for item in single)
        if matches > _most(expected, single):
            yield "wrong", f"[{name}] the key is {description} in {round(matches)} of {len(single)} questions", fix


def _most(chance: float, items: Sequence[Item]) -> float:
    """In how many of these questions a pattern may lead to the key that leads to it in `chance` of them by itself."""
    return float(chance + TOLERANCE + FEW / len(items) ** 0.5) * len(items)


def _key_place(item: Item) -> int:
    return next(i for i, option in enumerate(item.options) if option.correct)


def _key_is_longest(item: Item) -> bool:
    lengths = sorted((len(option.text), option.correct) for option in item.options)
    return lengths[-1][1] and lengths[-1][0] > lengths[-2][0]


def _key_is_shortest(item: Item) -> bool:
    lengths = sorted((len(option.text), option.correct) for option in item.options)
    return lengths[0][1] and lengths[0][0] < lengths[1][0]


def _key_is_central(item: Item) -> float:
    return central([option.text for option in item.options], _key_place(item))


def _key_is_between(item: Item) -> bool:
    """Of options that stand in an order of their own."""
    return item.ordered and len(item.options) > MIDDLE and 0 < _key_place(item) < len(item.options) - 1


def _key_is_odd(item: Item) -> bool:
    """One form is the first word, the other whether there is a number: the key differs from all others, which agree."""
    for form in (lambda text: text.split()[0].lower(), lambda text: bool(_NUMBER.search(text))):
        key = form(item.options[_key_place(item)].text)
        others = {form(option.text) for option in item.options if not option.correct}
        if len(others) == 1 and key not in others:
            return True
    return False
