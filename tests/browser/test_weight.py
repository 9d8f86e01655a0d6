"""How much a phone loads to see a page for the first time. Bytes, not seconds: they are the same on every machine."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from macros.guide import Guide
from tests.browser.conftest import PHONE, shipped
from tests.proof import proof

GUIDE = Guide.load(Path(__file__).resolve().parents[2])

pytestmark = pytest.mark.browser

MOST = 200 * 1024
"""Bytes of everything that a page asks for on its own, each compressed."""

QUESTIONS = re.compile(r"^generated/questions/")


def weights(page: Page, site: str, name: str, *, asked: int | None = None) -> dict[str, int]:
    """What a page asks for until so many questions stand on it, and what each weighs compressed."""
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.set_viewport_size(PHONE)
    answers: list[Response] = []

    def read_answer(answer: Response) -> None:
        answers.append(answer)

    page.on("response", read_answer)
    page.goto(site + name)
    if asked is not None:
        expect(page.locator("form.item")).to_have_count(asked)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", read_answer)
    ours = [answer for answer in answers if answer.url.startswith(site)]
    return {answer.url.removeprefix(site): len(gzip.compress(answer.body())) for answer in ours}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "reference/modifiers/",
        "practice/units/",
        "trainers/",
        *map(
            proof, ("reference/payment/", "reference/claim-builder/", "practice/", "practice/exam/", "practice/cases/numb-feet/")
        ),
    ],
)
def test_the_first_view_of_a_page_is_light(page: Page, site: str, name: str) -> None:
    loaded = weights(page, site, name)
    assert {"assets/guide.css", "assets/guide.js"} <= set(loaded)
    assert not [path for path in loaded if path.startswith("search")], "the search's index waits until somebody searches"
    assert not [path for path in loaded if QUESTIONS.search(path)], "questions wait until somebody asks for others"
    assert sum(loaded.values()) <= MOST, loaded


def assigned() -> str:
    """An assignment of questions of every topic in turn, and a case."""
    entries = [next(entry for entry in GUIDE.bank.entries(topic.id) if entry.item) for topic in GUIDE.quizzes.headings_and_past]
    names = [f"{topic.id}:{entry.id}" for topic, entry in zip(GUIDE.quizzes.headings_and_past, entries, strict=True)]
    return f"practice/set/#bank={GUIDE.bank.current_edition}&items={','.join(names[:10])}&title=Week+3"


HARD = "practice/set/#seed={}&topics={}:10&levels=1,2,3&bank=3"


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        pytest.param("practice/across/#begin", 10, id="ten questions of every topic"),
        pytest.param(HARD.format(7, "codes"), 10, id="a set of the largest topic"),
        proof(HARD.format(7, "units"), 10, id="a set of the longest questions"),
        proof(HARD.format(7, "mixed"), 10, id="a set of claims"),
        pytest.param(assigned(), 10, id="an assignment"),
    ],
)
def test_a_way_into_practice_is_light(page: Page, site: str, name: str, asked: int) -> None:
    loaded = weights(page, site, name, asked=asked)
    assert 1 <= len([path for path in loaded if QUESTIONS.search(path)]) <= 10
    assert sum(loaded.values()) <= MOST, loaded


@shipped
def test_a_review_of_every_topic_is_light(page: Page, site: str) -> None:
    """Twelve skills of twelve topics are due, of which ten are asked."""
    firsts = [next(entry for entry in GUIDE.bank.entries(topic.id) if entry.item) for topic in GUIDE.quizzes.headings]
    items = {entry.id: {"topic": entry.topic, "level": entry.level, "times": 1, "right": 0, "last": 1} for entry in firsts}
    stored = {"version": 1, "items": items, "days": {}, "skills": {entry.scenario: [[1, "wrong"]] for entry in firsts}}
    page.goto(f"{site}practice/")
    page.evaluate("stored => localStorage.setItem('guide97112', stored)", json.dumps(stored))
    page.goto("about:blank")
    loaded = weights(page, site, "practice/review/", asked=10)
    assert len([path for path in loaded if QUESTIONS.search(path)]) == 10
    assert sum(loaded.values()) <= MOST, loaded


def test_an_exam_is_light_until_its_questions_are_asked_for(page: Page, site: str) -> None:
    """Twenty questions to begin with: what a page of ten may weigh, and ten files more."""
    loaded = weights(page, site, "practice/exam/#seed=7&topics=units,codes,mixed,plans,records&n=20&minutes=30")
    assert sum(loaded.values()) <= MOST, loaded
    answers: list[Response] = []

    def read_answer(answer: Response) -> None:
        answers.append(answer)

    page.on("response", read_answer)
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(20)
    more = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert sum(more.values()) <= MOST - 64 * 1024, more
