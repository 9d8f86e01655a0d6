"""The rules of item writing: each finds what it is for, and the bank keeps them all."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from textstat import textstat

from macros.guide import Guide
from macros.reading.problem import ProblemsFound
from macros.scenarios.asks import ASKS
from macros.scenarios.bank import bank_form
from macros.scenarios.case import drawn_cases
from macros.scenarios.compose import compose, questions, range_of
from macros.scenarios.form import different, form
from macros.scenarios.item import MATCH, SINGLE, Item, NumberField, Option, WrongNumber
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.question import Question
from macros.scenarios.review.bank_writing import KEYS_IN_WORDS, bank_problems, reading_grade
from macros.scenarios.review.item_writing import faults
from macros.scenarios.template import Scenario
from macros.scenarios.topic import Topic
from macros.site.check import check_quizzes
from macros.text.wording import long_date
from tests.proof import proof
from tests.seeds import daily_seed
from tests.small_checkout import TOPIC, write_small_checkout

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
SLIPS = {slip.id: slip.title for matter in GUIDE.library.matters.values() for slip in matter.slips}
TITLES = {**{name: each.title for name, each in MISCONCEPTIONS.items()}, **SLIPS}


def scenario(**changed: object) -> Scenario:
    plain = {
        "id": "made-up",
        "level": 1,
        "teaches": [],
        "vary": {"nmr": "8..40"},
        "visit": VISIT,
        "stem": "Medicare: {{ nmr }}?",
        "ask": "claim",
        "wrong": [],
    }
    return Scenario.model_validate({**plain, **changed})


def item(
    number: int = 0,
    key: int = 0,
    texts: tuple[str, ...] = ("one", "two", "six"),
    stem: str = "What does Medicare say?",
    level: int = 1,
) -> Item:
    told = f"Visit {'abcdefghijklmnopqrstuvwxyzabcdefgh'[number]}{number > 25}. {stem}"
    options = tuple(Option("abcd"[i], text, i == key, "Because.") for i, text in enumerate(texts))
    return Item(f"made-up-{number}", "made-up", "units", level, SINGLE, told, options, (), "abcd"[key], ("So.",), (), None, None)


def with_feedback(feedback: str) -> Item:
    """An item whose last option says this."""
    made = item()
    return replace(made, options=(*made.options[:-1], replace(made.options[-1], feedback=feedback)))


def apart(number: int, *shapes: str) -> tuple[str, ...]:
    """Texts of these shapes that no other number has, each one word of its own, so that no key comes again."""
    return tuple(shape.format("abcdefghijklmnopqrstuvwxyz"[number] + "qrst"[i]) for i, shape in enumerate(shapes))


TOLD = {"patient": "Mr. X", "setting": "at home", "detail": "a hat"}
STORY = "Mr. X is treated at home. He has {{ nmr }} minutes and wears a hat. What does Medicare say?"
HUB = ("p{0} q{0} r{0} s{0}", "p{0} q{0} t{0} u{0}", "r{0} s{0} v{0} w{0}")
"""Texts of which the first shares words with both others, and these with it alone."""

VISIT = {"payer_rule": "medicare", "services": [{"code": "97112", "minutes": "nmr"}]}


def ordered(made: Item) -> Item:
    return replace(made, ordered=True)


def names(found: object) -> list[str]:
    return [what.partition("]")[0].strip("[") for _, what, _ in found]  # type: ignore[attr-defined]


def test_a_sound_set_of_questions_has_no_fault() -> None:
    assert names(faults(scenario(), [item(n, key=n % 3) for n in range(30)])) == []


def said_again() -> Item:
    """The worked step says no more than why the right answer is right."""
    made = item(stem="What does Medicare say?")
    options = tuple(replace(option, feedback="It takes skill." if option.correct else "It does not.") for option in made.options)
    return replace(made, options=options, explanation=("Ask what it takes.", "It takes skill."))


FAULTS = {
    "told": (scenario(stem="Medicare?"), [item()]),
    "all-or-none": (scenario(), [item(texts=("One", "Two", "All of the above"))]),
    "negative": (scenario(), [item(stem="A visit. Which is not billed to Medicare?")]),
    "negative, cannot": (scenario(), [item(stem="Which of them cannot be billed to Medicare?")]),
    "negative, isn't": (scenario(), [item(stem="Which of them isn't billed to Medicare?")]),
    "negative, before a short question": (scenario(), [item(stem="One does not go to Medicare. Which one?")]),
    "negative, before a last sentence that asks nothing": (
        scenario(),
        [item(stem="Which line is never billed to Medicare? It was a Monday.")],
    ),
    "long-stem": (scenario(), [item(stem="Medicare " + "word " * 120)]),
    "payer": (scenario(), [item(stem="How is the day billed?")]),
    "payer, a plan of care is none": (scenario(), [item(stem="Under a plan of care, how is the day billed?")]),
    "payer, of a verdict": (scenario(ask="verdict"), [item(stem="How does that hold?")]),
    "payer, of a threshold": (scenario(ask="threshold-room"), [item(stem="How many dollars are left?")]),
    "parallel": (scenario(), [item(texts=("One.", "Two", "Six"))]),
    "parallel, letters": (scenario(), [item(texts=("One", "two", "Six"))]),
    "detail": (scenario(vary={"nmr": "8..40", "age": "60..80"}, visit=VISIT, stem="Medicare: {{ nmr }} {{ age }}?"), [item()]),
    "detail, written in the stem": (scenario(stem="Medicare: Mr. X, 67: {{ nmr }}?"), [item()]),
    "detail, drawn as text": (
        scenario(vary={"nmr": "8..40", "hour": ["9 o'clock", "10 o'clock"]}, stem="Medicare: {{ nmr }} {{ hour }}?"),
        [item()],
    ),
    "words": (scenario(), [item(stem="A clerk mends the claim. What does Medicare say?")]),
    "words, in a feedback": (scenario(), [with_feedback("The record must stand.")]),
    "words, of an age": (scenario(), [item(stem="A man of 71 falls. What does Medicare say?")]),
    "words, of a remittance": (scenario(), [with_feedback("The rest stands under PR.")]),
    "said-twice": (scenario(ask="judgment"), [said_again()]),
    "words, of a log": (scenario(), [item(stem="The log adds: he rests. What does Medicare say?")]),
    "words, of a table": (scenario(), [with_feedback("A row of the table begins at 8.")]),
    "words, of a way to count": (scenario(), [item(stem="What does this working miss under Medicare?")]),
    "words, of a term": (scenario(), [with_feedback("KX has this meaning, and each of the others another.")]),
    "words, in the plural of one": (scenario(), [with_feedback("1 unit need 8 minutes.")]),
    "words, with the other article": (scenario(), [item(stem="A 18-minute visit is shared. What does Medicare say?")]),
    "words, an answer in a sentence": (scenario(), [with_feedback("That mistake would give Nothing is billed.")]),
    "day": (scenario(), [item(stem="What does Medicare say on 2026-03-02?")]),
    "day, in a feedback": (scenario(), [with_feedback("It was due on 2026-03-02.")]),
    "day, in a step": (scenario(), [replace(item(), explanation=("The plan ended on 2026-12-31.",))]),
    "day, of a wrong number": (
        scenario(),
        [replace(item(), fields=(NumberField("value", "Days", 0, 99, (WrongNumber(3, "Not from 2026-03-02 on."),)),))],
    ),
    "detail, marked but not told": (scenario(details=["67"]), [item()]),
    "story": (scenario(stem=STORY, story={**TOLD, "detail": "a red bag"}), [item()]),
    "story, too short": (scenario(stem="Mr. X at home {{ nmr }} Medicare, a hat?", story=TOLD), [item()]),
    "story, whose detail decides": (scenario(stem=STORY, story={**TOLD, "detail": "{{ nmr }}"}), [item()]),
    "twice": (scenario(), [item(1), replace(item(1), id="made-up-of-another-draw")]),
    "middle": (scenario(), [ordered(item(n, key=1 + n % 2, texts=apart(n, "{}", "{}", "{}", "{}"))) for n in range(26)]),
    "odd-one-out": (
        scenario(),
        [item(n, key=n % 3, texts=apart(n, *("see {}2" if i == n % 3 else "see {}a" for i in range(3)))) for n in range(26)],
    ),
    "same-place": (scenario(), [item(n, key=1, texts=apart(n, "{}", "{}", "{}")) for n in range(26)]),
    "same-key": (
        scenario(),
        [item(n, key=n % 3, texts=tuple("yes" if i == n % 3 else each for i, each in enumerate(apart(n, "{}e", "{}e", "{}e"))))
         for n in range(26)],
    ),
    "longest": (
        scenario(),
        [item(n, key=n % 3, texts=apart(n, *("{}longer" if i == n % 3 else "{}" for i in range(3)))) for n in range(26)],
    ),
    "shortest": (
        scenario(),
        [item(n, key=n % 3, texts=apart(n, *("{}" if i == n % 3 else "{}longer" for i in range(3)))) for n in range(26)],
    ),
    "most-alike": (
        scenario(),
        [item(n, key=n % 3, texts=tuple(HUB[(i - n) % 3].format(chr(97 + n)) for i in range(3))) for n in range(26)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_rule_finds_what_it_is_for(name: str) -> None:
    asked, items = FAULTS[name]
    assert names(faults(asked, items)) == [name.partition(",")[0]]


SOUND = {
    "a marked negative": (scenario(), [item(stem="Which is **not** billed to Medicare?")]),
    "a negative before the question": (scenario(), [item(stem="He does not walk. What does Medicare say of it?")]),
    "a long stem at level 3": (scenario(level=3), [item(stem="Medicare " + "word " * 120, level=3)]),
    "few questions with one place": (scenario(), [item(n, key=1) for n in range(11)]),
    "a negative that is quoted": (scenario(), [item(stem='A page says: "It is not billed." What does Medicare say?')]),
    "a story": (scenario(stem=STORY, story=TOLD), [item()]),
    "a number of a story": (
        scenario(stem=STORY.replace("Mr. X", "Mr. X, 67,"), story={**TOLD, "patient": "Mr. X, 67,"}),
        [item()],
    ),
    "a number that is marked": (scenario(stem="Mr. X, 67: {{ nmr }}?", details=["67"]), [item()]),
    "a constant need not be told": (scenario(vary={"day": ["2026-03-02"]}, visit=None, stem="Medicare?"), [item()]),
    "a detail that is marked": (
        scenario(vary={"nmr": "8..40", "age": "60..80"}, stem="Medicare: {{ nmr }} {{ age }}?", details=["age"]),
        [item()],
    ),
    "options without an order have no middle": (
        scenario(),
        [item(n, key=n % 4, texts=("1", "2", "3", "4")) for n in range(12)],
    ),
    "a day in words": (scenario(), [with_feedback("It was due on March 2, 2026, or 10-12 days later.")]),
    "another ask needs no payer": (scenario(ask="term"), [item(stem="Which is it?")]),
}


@pytest.mark.parametrize(("asked", "items"), SOUND.values(), ids=SOUND)
def test_what_is_sound_is_let_through(asked: Scenario, items: list[Item]) -> None:
    assert names(faults(asked, items)) == []


def in_bank() -> Iterator[Item]:
    """What learners are asked, as `guide check` kept it."""
    for topic in GUIDE.quizzes.topics:
        yield from (entry.item for entry in GUIDE.bank.entries(topic.id) if entry.item is not None)


def drawn_beyond() -> Iterator[Item]:
    """200 draws of every scenario, which take long to make."""
    for topic in GUIDE.quizzes.topics:
        for each in topic.scenarios:
            yield from (compose(question, topic.id) for question in islice(different(GUIDE.library, each, 0), 200))


each_walk = pytest.mark.parametrize("walk", [in_bank, proof(drawn_beyond)])


@each_walk
def test_the_key_stands_in_every_place_alike(walk: Callable[[], Iterator[Item]]) -> None:
    """Chi-square over the questions whose options are shuffled: 3 degrees of freedom, 16.27 at one in a thousand."""
    places: Counter[int] = Counter()
    for made in walk():
        if made.kind == SINGLE and not made.ordered and len(made.options) == 4:
            places[next(i for i, option in enumerate(made.options) if option.correct)] += 1
    total = sum(places.values())
    assert total > 1000
    chi_square = sum((places[place] - total / 4) ** 2 / (total / 4) for place in range(4))
    assert chi_square < 16.27, places


def wrong_answers(made: Item) -> Iterator[tuple[str, str, str]]:
    """The feedback, the misconception and its title of everything that is told to somebody who answered wrongly."""
    for option in made.options:
        if not option.correct:
            yield option.feedback if made.kind != MATCH else "So.", option.misconception, option.misconception_title
    told: list[Any] = [
        *(each for field in made.fields for each in field.wrong),
        *(each for row in made.rows for each in row.wrong),
    ]
    for wrong in [*told, *(made.grid.wrong if made.grid else ()), *made.orders]:
        yield wrong.feedback, wrong.misconception, wrong.misconception_title


def wrong_answers_are_named(scenario: Scenario, made: Item) -> None:
    """Whoever answers wrongly reads which of the scenario's misconceptions it was, and what was missed.

    The title, which stands before the feedback, says what was done; the feedback says neither that again nor "You".
    """
    for feedback, misconception, title in wrong_answers(made):
        of_slip = {"overlooks", "mistakes-another"} & {*scenario.wrong}
        assert misconception in scenario.wrong or (misconception in SLIPS and of_slip)
        assert title == TITLES[misconception]
        assert re.fullmatch(r"[A-Z0-9$].*[.?!\"”)]", feedback), feedback
        assert not re.search(r"\byou(r|rs|rself)?\b", feedback, re.IGNORECASE), feedback
        assert title.casefold() not in feedback.casefold(), feedback


def test_every_wrong_option_of_the_published_form_carries_its_misconception() -> None:
    for topic in GUIDE.quizzes.topics:
        for entry in GUIDE.bank.entries(topic.id):
            if entry.item is None:
                continue  # withdrawn by a later change, which `guide check` reports
            data = entry.item.as_json()
            wrong = [option for option in data.get("options", ()) if not option["correct"]]
            wrong += [each for row in data.get("rows", ()) for each in row["wrong"]] + data.get("orders", [])
            wrong += [each for field in data.get("fields", ()) for each in field["feedback"]]
            wrong += data.get("grid", {}).get("feedback", [])
            for each in wrong:
                assert each["misconception"]["id"] in TITLES, entry.id
                assert each["misconception"]["title"]
            assert not any("misconception" in option for option in data.get("options", ()) if option["correct"])


def test_opposite_errors_have_names_of_their_own() -> None:
    """A day too early and a day too late are not the same slip."""
    topic = GUIDE.quizzes.topic("plans")
    scenario = next(each for each in topic.scenarios if each.id == "certification-due")
    seen: dict[int, set[str]] = {}
    for question in range_of(GUIDE.library, scenario, 60):
        due = question.day + timedelta(days=30)
        for option in compose(question, topic.id).options:
            for days in (-1, 1):
                if option.text == long_date(due + timedelta(days=days)):
                    seen.setdefault(days, set()).add(option.misconception)
    assert seen == {-1: {"first-day-counted"}, 1: {"day-too-many"}}


def days_are_in_words(made: Item) -> None:
    """No step and no feedback writes a day in figures, or a count of one as if it were many."""
    text = json.dumps({**made.as_json(), "sources": []})
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", text)
    assert not re.search(r"\b1 (minutes|units|months|days)\b", text)


def test_one_minute_is_no_minutes() -> None:
    one_of_each = {**VISIT, "services": [{"code": "97112", "minutes": 1}, {"code": "97010", "minutes": 1}]}
    question = Question(GUIDE.library, scenario(ask="timed-total", vary={}, visit=one_of_each, stem="Medicare?"), {})
    key = ASKS["timed-total"].key(question)
    assert any("its 1 minute stay" in step for step in key.explanation)


@each_walk
def test_the_key_is_the_longest_option_no_more_often_than_chance_allows(
    walk: Callable[[], Iterator[Item]],
) -> None:
    """Each question counts one in so many options, and the sum stays within three standard deviations."""
    longest, expected, variance = 0, 0.0, 0.0
    for made in walk():
        lengths = Counter(len(option.text) for option in made.options)
        if made.kind != SINGLE or lengths[max(lengths)] > 1:
            continue
        chance = 1 / len(made.options)
        longest += max(made.options, key=lambda option: len(option.text)).correct
        expected, variance = expected + chance, variance + chance * (1 - chance)
    assert expected > 100
    assert longest <= expected + 3 * variance**0.5, (longest, expected)


def first_item(topic: Topic, scenario: Scenario) -> Item:
    return compose(next(questions(GUIDE.library, scenario)), topic.id)


def checkout_of(tmp_path: Path, *stems: str) -> Guide:
    """A small checkout with one scenario for each of these stems."""
    root = write_small_checkout(tmp_path)
    head, first = TOPIC.split("scenarios:\n")
    stem = next(line for line in first.splitlines() if "A visit of" in line)
    first = first.replace("nmr: 8..40", "nmr: 20..24").replace("level: 3", "level: 2")  # so that few draws are checked of each
    more = [first.replace("id: two-codes", f"id: made-{n}").replace(stem, f"{stem} {text}") for n, text in enumerate(stems)]
    (root / "quizzes/units.yml").write_text(head + "scenarios:\n" + "".join(more), "utf-8")
    return Guide.load(root)


def bank_faults(guide: Guide) -> list[str]:
    try:
        check_quizzes(guide, lambda done, total: None)
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems if "[" in str(problem)]
    return []


SOUND_PEOPLE = tuple(f"{'Mr' if n % 2 else 'Ms'}. {chr(65 + n)}ay is here." for n in range(12))
PEOPLE = {
    "a name twice": (*SOUND_PEOPLE[:3], "Mr. Bay is here."),
    "men alone": tuple(text.replace("Ms.", "Mr.") for text in SOUND_PEOPLE),
    "women alone": tuple(text.replace("Mr.", "Mrs.") for text in SOUND_PEOPLE),
    "a label": ("An elderly woman is here.",),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_people_who_are_all_alike_are_told_at_their_line(tmp_path: Path, name: str) -> None:
    found = bank_faults(checkout_of(tmp_path, *PEOPLE[name]))
    assert any(re.search(r"quizzes/units\.yml:\d+:\d+: .*\[people\]", each) for each in found), found


def test_people_who_differ_are_let_through(tmp_path: Path) -> None:
    assert bank_faults(checkout_of(tmp_path, *SOUND_PEOPLE)) == []


def test_stems_that_are_hard_to_read_are_told(tmp_path: Path) -> None:
    hard = "Notwithstanding incontrovertible multidisciplinary considerations, reimbursement authorizations materialize."
    found = bank_faults(checkout_of(tmp_path, hard, hard))
    assert any("[grade]" in each for each in found), found


def test_the_reading_grade_is_the_known_index() -> None:
    """Over the stems of the bank the index comes within a grade of the one of another program, which splits words otherwise."""
    for topic in GUIDE.quizzes.topics:
        stems = " ".join(first_item(topic, each).stem for each in topic.scenarios)
        assert abs(reading_grade(stems) - textstat.automated_readability_index(stems)) < 2, topic.id
        assert textstat.automated_readability_index(stems) <= 12, topic.id
    stories = " ".join(drawn_cases(GUIDE.library, case, 0, 1)[0].story for case in GUIDE.quizzes.cases)
    assert textstat.automated_readability_index(stories) <= 12


def test_the_people_of_the_vignettes_differ() -> None:
    """Women and men alike, young and old, and no two of one name."""
    texts = [each.stem for topic in GUIDE.quizzes.topics for each in topic.scenarios] + [
        case.story for case in GUIDE.quizzes.cases
    ]
    people = set(re.findall(r"\b(Mr|Mrs|Ms)\. ([A-Z]\w+)", " ".join(texts)))
    assert len(people) >= 40
    men = sum(title == "Mr" for title, _ in people)
    assert 0.4 <= men / len(people) <= 0.6, (men, len(people))
    ages = [int(found) for found in re.findall(r"\b(?:Mr|Mrs|Ms)\. \w+, (\d{2})\b", " ".join(texts))]
    assert min(ages) < 40
    assert max(ages) > 85
    assert len(set(ages)) >= 20


def test_a_third_of_the_scenarios_tell_of_a_patient() -> None:
    """One of the cast, one in a situation to be judged, or one of their own with a setting and a detail that does not matter."""
    scenarios = [(topic, each) for topic in GUIDE.quizzes.topics for each in topic.scenarios]
    stories = [(topic, each) for topic, each in scenarios if each.story]
    drawn = [{getattr(domain, "collection", None) for domain in each.vary.values()} for _, each in scenarios]
    of_the_cast = [collections for collections in drawn if collections & {"patients", "situations"}]
    assert len(stories) + len(of_the_cast) >= 0.34 * len(scenarios)
    for topic, each in stories:
        assert each.story
        stem = first_item(topic, each).stem
        sentences = re.findall(r"[.!?](?=\s|$)", re.sub(r"\b(Mr|Mrs|Ms)\.", "", stem))
        assert 3 <= len(sentences) <= 6, each.id
        for text in each.story.model_dump().values():
            assert "{{" in text or text in stem, each.id


def test_a_key_that_another_question_tells_is_told(tmp_path: Path) -> None:
    """The check finds it where the family is taken out, and a form of the real bank never has both."""
    root = tmp_path / "work"
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("assets", "generated", "practice", "schema"))
    shutil.copytree(ROOT / "quizzes", root / "quizzes", ignore=shutil.ignore_patterns("editions", "cases"))
    for path in (root / "quizzes").glob("*.yml"):
        if path.stem != "records":
            path.unlink()
    path = root / "quizzes/records.yml"
    path.write_text(re.sub(r"    family: .*\n", "", path.read_text("utf-8")), "utf-8")
    found = [str(each) for each in bank_problems(Guide.load(root).quizzes, Guide.load(root).bank, {})]
    assert any("records.yml:" in each and "note-element: [told-elsewhere]" in each for each in found), found
    assert [each for each in bank_problems(GUIDE.quizzes, GUIDE.bank, {}) if "told-elsewhere" in str(each)] == []


def test_no_form_holds_a_key_that_another_of_its_questions_tells() -> None:
    asks = {each.id: each.ask for topic in GUIDE.quizzes.topics for each in topic.scenarios}
    for topic in GUIDE.quizzes.topics:
        listed = GUIDE.bank.entries(topic.id)
        forms = [[entry.item for entry in bank_form(listed, 5, seed) if entry.item] for seed in range(40)]
        for made in [*forms, form(GUIDE.library, (topic,), 5, 1)]:
            for one in made:
                keys = [option.text for option in one.options if option.correct and asks[one.scenario] in KEYS_IN_WORDS]
                for key in keys:
                    told = [each.id for each in made if each.id != one.id and key.lower().rstrip(".") in each.stem.lower()]
                    assert not told, (one.id, key, told)


@pytest.mark.parametrize("seeds", [4, proof(40)])
def test_no_form_tells_the_answer_of_one_item_in_another(seeds: int) -> None:
    """No two items of a form rest on one term, statement or other record, as long as there are others; other forms each day."""
    for seed in range(daily_seed(), daily_seed() + seeds):
        for topic in GUIDE.quizzes.topics:
            items = form(GUIDE.library, (topic,), 6, seed)
            ids = {scenario.id: scenario for scenario in topic.scenarios}
            records: list[str] = []
            for made in items:
                drawn = islice(questions(GUIDE.library, ids[made.scenario], seed), 2000)
                question = next(each for each in drawn if each.id == made.id)
                records += [f"{type(v).__name__} {v.id}" for v in question.draw.values() if hasattr(v, "id")]
            assert len(set(records)) == len(records), (topic.id, seed)


def test_forty_misconceptions_are_named() -> None:
    used = {name for topic in GUIDE.quizzes.topics for each in topic.scenarios for name in each.wrong}
    assert used <= set(MISCONCEPTIONS)
    assert len(used) >= 40
