"""Rules of item writing over the whole bank, each by its name in the message. docs/contribute/items.md says why.

What no single scenario shows: where the key comes over all questions, whom the stems are about, how hard they are to read,
and whether one question gives away the answer of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from macros.facts.patient import Patient
from macros.reading.problem import Problem
from macros.scenarios.bank import Bank
from macros.scenarios.item import MULTIPLE, SINGLE
from macros.scenarios.loading import Quizzes
from macros.scenarios.review.check import PLACES, Review
from macros.scenarios.topic import Topic
from macros.text.wording import counted

CHI_SQUARE = 16.27
"""With three degrees of freedom, chance alone passes it once in a thousand times."""
ENOUGH_PLACES, ENOUGH_PEOPLE = 200, 12
"""Fewer questions, or fewer people, show no pattern."""

HIGHEST_GRADE = 9
"""The reading grade of the stems of a topic, by the automated readability index."""

FEWEST_MEN, MOST_MEN = 0.35, 0.65
YOUNG, OLD, FEWEST_AGES = 40, 80, 12

KEYS_IN_WORDS = {"element", "every-element", "missing", "missing-element", "activity", "meaning"}
"""Asks whose key is a text of its own: whoever reads it in another question has the answer."""

_PERSON = re.compile(r"\b(Mr|Mrs|Ms)\. ([A-Z]\w+)(?:, (\d{2})\b)?")
_LABEL = re.compile(
    r"\b(elderly|senile|demented|housewife|old lady|old man|wheelchair-bound|confined to a wheelchair|suffers? from|victims? of|"
    r"the disabled|the blind|cripple[ds]?|noncompliant|non-compliant|spinster|girls|his wife does)\b",
    re.IGNORECASE,
)


def bank_problems(quizzes: Quizzes, bank: Bank, reviews: Mapping[str, Review]) -> Iterator[Problem]:
    """The faults of the bank as a whole. `reviews` say what was seen of each scenario, by its id."""
    yield from _key_places(quizzes, reviews)
    yield from _people(quizzes, bank.library.patients)
    for topic in quizzes.topics:
        yield from _reading(topic, reviews)
    yield from _key_elsewhere(quizzes, bank)
    yield from _two_levels(quizzes, reviews)


def _two_levels(quizzes: Quizzes, reviews: Mapping[str, Review]) -> Iterator[Problem]:
    """One question told at two levels: a longer story does not make it harder."""
    places = [
        (topic, i, scenario) for topic in quizzes.topics for i, scenario in enumerate(topic.scenarios) if scenario.id in reviews
    ]
    for topic, i, scenario in places:
        for _, _, easier in places:
            shared = reviews[scenario.id].substance & reviews[easier.id].substance if easier.level < scenario.level else None
            if shared:
                what = (
                    f"{scenario.id}: [two-levels] at level {scenario.level} it asks {counted(len(shared), 'question')} that "
                    f"{easier.id} asks at level {easier.level}"
                )
                yield topic.source.problem(("scenarios", i, "level"), what, "draw other cases, or take one of the two out")


def _key_places(quizzes: Quizzes, reviews: Mapping[str, Review]) -> Iterator[Problem]:
    places = [sum(review.key_places[place] for review in reviews.values()) for place in range(PLACES)]
    total = sum(places)
    if total < ENOUGH_PLACES:
        return
    chi_square = sum((count - total / PLACES) ** 2 / (total / PLACES) for count in places)
    if chi_square > CHI_SQUARE:
        shown = ", ".join(map(str, places))
        what = f"[key-places] over all shuffled questions the key stands at the places a to d {shown} times: not by chance"
        yield quizzes.topics[0].source.problem(("scenarios",), what, "let the order come from the hash of the question alone")


def _people(quizzes: Quizzes, cast: Sequence[Patient]) -> Iterator[Problem]:
    """Women and men alike, young and old, no name twice, and nobody called by a label."""
    seen = {(patient.name.split()[0].rstrip("."), patient.name.split()[1]): "docs/data/patients.yml" for patient in cast}
    ages = [patient.age for patient in cast]
    stories = [
        *(
            (topic.source, ("scenarios", i, "stem"), scenario.id, scenario.stem)
            for topic in quizzes.topics
            for i, scenario in enumerate(topic.scenarios)
        ),
        *((case.source, ("story",), case.id, case.story) for case in quizzes.cases),
    ]
    for source, field, name, text in stories:
        label = _LABEL.search(text)
        if label:
            what = f"{name}: [people] `{label[0]}` is a label, not a person"
            yield source.problem(field, what, "say who the person is and what the person does or has")
        for title, family, age in set(_PERSON.findall(text)):
            ages += [int(age)] if age else []
            first = seen.setdefault((title, family), name)
            if first != name:
                what = f"{name}: [people] {title}. {family} is told of in {first} already"
                yield source.problem(field, what, "give the person a name of their own")
    if len(seen) < ENOUGH_PEOPLE:
        return
    men = sum(title == "Mr" for title, _ in seen) / len(seen)
    place = quizzes.topics[0].source
    if not FEWEST_MEN <= men <= MOST_MEN:
        yield place.problem(("scenarios",), f"[people] {men:.0%} of the people are men", "tell of women and men alike")
    if len(ages) >= ENOUGH_PEOPLE and (min(ages) >= YOUNG or max(ages) <= OLD or len(set(ages)) < FEWEST_AGES):
        what = f"[people] the people are {min(ages)} to {max(ages)} years old, of {len(set(ages))} different ages"
        yield place.problem(("scenarios",), what, "tell of young and old alike")


def _reading(topic: Topic, reviews: Mapping[str, Review]) -> Iterator[Problem]:
    stems = [stem for scenario in topic.scenarios if scenario.id in reviews and (stem := reviews[scenario.id].stem)]
    grade = reading_grade(" ".join(stems)) if stems else 0
    if len(stems) > 1 and grade > HIGHEST_GRADE:
        graded = {s.id: reading_grade(reviews[s.id].stem or ".") for s in topic.scenarios if s.id in reviews}
        hardest = ", ".join(f"{name} {graded[name]:.0f}" for name in sorted(graded, key=lambda name: -graded[name])[:3])
        what = f"[grade] the stems are at reading grade {grade:.1f}, and {HIGHEST_GRADE} is the most (hardest: {hardest})"
        yield topic.source.problem(("scenarios",), what, "write shorter sentences and shorter words")


def reading_grade(text: str) -> float:
    """The automated readability index (Smith and Senter, 1967): letters for each word, words for each sentence."""
    words = re.findall(r"[\w'’-]+", text)
    sentences = max(1, len(re.findall(r"[.!?](?=\s|$)", re.sub(r"\b(Mr|Mrs|Ms)\.", r"\1", text))))
    letters = sum(character.isalnum() for word in words for character in word)
    return float(4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43)


def _key_elsewhere(quizzes: Quizzes, bank: Bank) -> Iterator[Problem]:
    """A question whose whole key is in the stem of another that may come in the same form.

    Scenarios that name one `family` now are let through: of what is published already, the family of that time holds.
    """
    listed = [
        (entry, entry.item, entry.item.stem.lower())
        for topic in quizzes.topics
        for entry in bank.entries(topic.id)
        if entry.item is not None
    ]
    asks = {scenario.id: scenario.ask for topic in quizzes.topics for scenario in topic.scenarios}
    families = {scenario.id: scenario.family for topic in quizzes.topics for scenario in topic.scenarios}
    pairs_reported: set[frozenset[str]] = set()
    for entry, item, _ in listed:
        if asks.get(entry.scenario) not in KEYS_IN_WORDS or item.kind not in {SINGLE, MULTIPLE}:
            continue
        keys = [option.text.lower().rstrip(".") for option in item.options if option.correct]
        for other in (other for other, _, stem in listed for key in keys if key in stem):
            if other is entry or entry.records & other.records:
                continue
            pair = frozenset({entry.scenario, other.scenario})
            if pair in pairs_reported or families[entry.scenario] == families.get(other.scenario) is not None:
                continue
            pairs_reported.add(pair)
            topic = quizzes.topic(entry.topic)
            index = next(i for i, scenario in enumerate(topic.scenarios) if scenario.id == entry.scenario)
            what = f"{entry.scenario}: [told-elsewhere] its key stands in the stem of {other.scenario}"
            yield topic.source.problem(("scenarios", index), what, "give both the same `family`, so that no form has both")
