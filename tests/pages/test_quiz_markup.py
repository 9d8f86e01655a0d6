"""Quiz items as HTML, and the pools that hold the same HTML."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages import pools
from macros.pages.item_form import TOP, item_form
from macros.pages.pools import pool
from macros.pages.quiz import Ways, quiz
from macros.pages.templating import feedback
from macros.pages.written import written
from macros.scenarios.form import form
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Option, in_words
from macros.scenarios.topic import Topic
from macros.site.generated import write_generated
from tests.pooled import pooled
from tests.small_checkout import spoil, write_small_checkout

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
WAYS = Ways("../", "../")

each_topic = pytest.mark.parametrize("topic", GUIDE.quizzes.topics, ids=lambda topic: topic.id)


@each_topic
def test_an_item_is_a_form_with_its_key_feedback_steps_and_sources(topic: Topic) -> None:
    for item in form(GUIDE.library, (topic,), 20, 3):
        shown = item_form(GUIDE.library, topic, item)
        assert shown.startswith(f'<form class="item" id="{item.id}"')
        assert "\n\n" not in shown
        assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>", shown)
        assert re.search(r'<button type="submit"[^>]* disabled>', shown), "without a script, Enter must send nothing"
        assert shown.count("<li>") >= len(item.explanation)
        assert shown.count("data-correct") == len([option for option in item.options if option.correct and option.feedback]) or (
            item.kind in {MATCH, ORDER}
        )
        assert 'class="item__sources"' in shown
        assert f'href="{TOP}{topic.page.removesuffix(".md")}/"' in shown
        assert ("minute-bar" in shown) == (item.visit is not None)
        if item.kind == MULTIPLE:
            assert isinstance(item.answer, tuple)
            assert shown.count('type="checkbox"') == len(item.options)
            assert f'data-answer="{" ".join(item.answer)}"' in shown
            assert len(re.findall(r"data-correct><?", shown)) == len(item.answer)
        elif item.kind == SINGLE:
            assert shown.count('type="radio"') == len(item.options)
            assert len(re.findall(r"data-correct><?", shown)) == 1
            assert re.search(rf'data-correct>\s*<label[^>]*><input type="radio" name="answer" value="{item.answer}">', shown)
        elif item.kind == FIND:
            assert shown.count('type="radio"') == len(item.options)
            assert re.search(rf'data-correct>\s*<label[^>]*><input type="radio" name="answer" value="{item.answer}">', shown)
        elif item.kind == MATCH:
            assert re.findall(r'class="match__row" data-answer="(\w+)"', shown) == list(item.answer)  # type: ignore[arg-type]
            assert shown.count("<option value=") == len(item.rows) * (len(item.options) + 1)
        elif item.kind == ORDER:
            places = re.findall(r'data-id="(\w+)" data-place="(\d+)"', shown)
            assert [name for name, _ in sorted(places, key=lambda each: int(each[1]))] == list(item.answer)  # type: ignore[arg-type]
        elif item.kind == CLAIM_LINES:
            assert item.grid is not None
            assert shown.count('class="claim-grid__line"') == 1
            assert shown.count('class="claim-grid__paper"') == item.grid.rows - 1
            (answer,) = re.findall(r'data-answer="([^"]*)"', shown.partition(">")[0])
            assert json.loads(unescape(answer)) == item.as_json()["answer"]
            wrong = re.findall(r'data-claim="([^"]*)"', shown)
            assert [json.loads(unescape(claim)) for claim in wrong] == [
                each["lines"] for each in item.as_json()["grid"]["feedback"]
            ]
        else:
            assert item.kind == NUMBER
            assert f'data-answer="{item.answer}"' in shown
            assert shown.count("<li data-value=") == len(item.fields[0].wrong)


def test_feedback_is_the_title_and_then_what_each_slip_missed() -> None:
    slips = ("Calendar days are counted.", "97150 still counts as 1 unit of its own.")
    one = Option("a", "3 days", False, in_words(slips[:1]), "working-days", "Counts <b>working</b> days", slips[:1])
    title = "<b>Counts &lt;b&gt;working&lt;/b&gt; days.</b>"
    assert one.feedback == "Calendar days are counted."
    assert feedback(one) == f"{title} Calendar days are counted."
    two = replace(one, feedback=in_words(slips), slips=slips)
    assert two.feedback == f"Two errors at once. {one.feedback} 97150 still counts as 1 unit of its own."
    assert feedback(two) == f"{title} {two.feedback}"
    assert feedback(Option("b", "4 days", True, "You get *four*.")) == "You get <em>four</em>."


@each_topic
def test_no_feedback_says_you(topic: Topic) -> None:
    """What is said of an answer is true for everybody, so the player shows it to everybody."""
    for item in form(GUIDE.library, (topic,), 60, 5):
        shown = item_form(GUIDE.library, topic, item)
        said = re.findall(r'(?s)<div class="option__feedback" hidden>(.*?)</div>', shown)
        said += re.findall(r'(?s)<ul class="item__known"[^>]*>(.*?)</ul>', shown)
        for each in said:
            assert not re.search(r"\b[Yy]ou\b", each), (item.id, each)


@each_topic
def test_a_pool_holds_each_question_once_and_enough_that_the_page_has_not(topic: Topic) -> None:
    made = pool(GUIDE, topic)
    held = pooled(made)
    ids = [item["id"] for item in held]
    assert json.loads(made.listed.content)["of"] == topic.id
    assert len(ids) == len(set(ids)) >= 30
    page = re.findall(r'<form class="item" id="([^"]+)"', quiz(GUIDE, topic.id, 6, WAYS))
    assert len(set(ids) - set(page)) >= 12


@each_topic
def test_a_pool_says_of_each_question_what_the_bank_says_and_where_its_html_is(topic: Topic) -> None:
    made = pool(GUIDE, topic)
    entries = {entry.id: entry for entry in GUIDE.bank.entries(topic.id)}
    for item in pooled(made):
        entry = entries.pop(item["id"])
        same = ("scenario", "level", "edition", "judged", "past")
        assert [item[name] for name in same] == [getattr(entry, name) for name in same]
        assert set(item["records"]) == entry.records
        if entry.item is None:
            assert item["withdrawn"] == entry.said
        else:
            where = written(GUIDE, entry.item, entry)
            assert item["html"] == item_form(GUIDE.library, GUIDE.quizzes.heading(entry.topic), entry.item, where)
            assert item["kind"] == entry.item.kind
            assert item["payer"] == pools.payer_of(entry.item)
    assert not entries


@each_topic
def test_the_files_of_a_pool_are_few_and_light(topic: Topic) -> None:
    made = pool(GUIDE, topic)
    weights = [len(gzip.compress(file.content.encode())) for file in made.questions]
    assert max(weights) <= 12_000
    assert len(made.questions) <= len(topic.scenarios) + len(GUIDE.bank.entries(topic.id)) / 5
    assert len(gzip.compress(made.listed.content.encode())) <= 12_000
    assert {name.rpartition("/")[2] for group in json.loads(made.listed.content)["scenarios"] for name in group["files"]} == {
        file.name for file in made.questions
    }


def test_pages_of_reference_with_one_topic_begin_with_questions_of_their_own() -> None:
    pages = ("reference/minutes-and-units.md", "reference/calculator.md", "practice/units.md")
    shown = [re.findall(r'<form class="item" id="([^"]+)"', quiz(GUIDE, "units", 3, WAYS, page=page)) for page in pages]
    assert len({name for names in shown for name in names}) == 9
    assert shown[2] == re.findall(r'<form class="item" id="([^"]+)"', quiz(GUIDE, "units", 3, WAYS))


def test_what_a_topic_begins_with_stands_on_no_other_page() -> None:
    """The home page, too, whose question is of one scenario."""
    asked = r'\{\{ quiz\("([\w-]+)", count=(\d+)(?:, scenario="([\w-]+)")?\) \}\}'
    pages = [path for folder in ("", "reference", "practice") for path in sorted((GUIDE.root / "docs" / folder).glob("*.md"))]
    shown: dict[str, set[str]] = {}
    for path in pages:
        page = path.relative_to(GUIDE.root / "docs").as_posix()
        for topic, count, scenario in re.findall(asked, path.read_text("utf-8")):
            made = quiz(GUIDE, topic, int(count), WAYS, scenario or None, page)
            for name in re.findall(r'<form class="item" id="([^"]+)"', made):
                shown.setdefault(name, set()).add(page)
    assert len(shown) > 60
    for name, on in shown.items():
        assert len(on) == 1 or not any(page.startswith("practice/") for page in on), f"{name}: {on}"
        assert len(on) < 3, f"{name}: {on}"


def test_what_is_generated_is_the_same_each_time_and_old_files_go(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    folder = root / pools.GENERATED
    folder.mkdir(parents=True)
    (folder / "units-000000000000.json").write_text("{}", "utf-8")
    (root / pools.QUESTIONS).mkdir()
    (root / pools.QUESTIONS / "units-000000000000.json").write_text("{}", "utf-8")
    write_generated(Guide.load(root))
    first = {path: path.read_bytes() for path in folder.rglob("*.json")}
    made = [pool(Guide.load(root), topic) for topic in Guide.load(root).quizzes.topics]
    assert {path.name for path in folder.glob("*.json")} == {each.listed.name for each in made}
    assert {path.name for path in (root / pools.QUESTIONS).iterdir()} == {file.name for each in made for file in each.questions}
    write_generated(Guide.load(root, fresh=True))
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == first


def test_other_words_give_a_pool_of_another_name(tmp_path: Path) -> None:
    """Data and markup alike: whatever would stand in the pool is in its name."""
    root = write_small_checkout(tmp_path)
    before = pool(Guide.load(root), Guide.load(root).quizzes.topics[0]).listed.name
    spoil(root, "quizzes/units.yml", "How is it billed to Medicare?", "What is billed to Medicare?")
    changed = pool(Guide.load(root), Guide.load(root).quizzes.topics[0]).listed.name
    assert changed != before
    fresh = Guide.load(root, fresh=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pools, "item_form", lambda library, topic, item, where: f"<form>{item.id}</form>")
        assert pool(fresh, fresh.quizzes.topics[0]).listed.name != changed


def test_a_page_offers_new_questions_only_where_their_pool_is(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    guide = Guide.load(root)
    topic = guide.quizzes.topics[0]
    assert "data-pool" not in quiz(guide, topic.id, 2, WAYS)
    assert "New question" not in quiz(guide, topic.id, 2, WAYS)
    write_generated(guide)
    guide = Guide.load(root, fresh=True)
    assert f'data-pool="../generated/{pool(guide, topic).listed.name}"' in quiz(guide, topic.id, 2, WAYS)
    assert ">New questions<" in quiz(guide, topic.id, 2, WAYS)
    assert ">New question<" in quiz(guide, topic.id, 1, WAYS)


def test_addresses_lead_to_the_top_whatever_the_page(tmp_path: Path) -> None:
    topic = GUIDE.quizzes.topic("units")
    shown = quiz(GUIDE, topic.id, 1, Ways("../../", "../"))
    assert TOP not in shown
    assert 'href="../reference/minutes-and-units/"' in shown
    assert 'data-top="../../"' in shown
