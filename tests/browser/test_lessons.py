"""A trainer teaches a lesson: its page, its questions, its sheet of paper; and what IT is told holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.guide import Guide
from macros.pages.hosting import KEPT
from tests.browser.conftest import DESK, PHONE, bottom
from tests.proof import proof

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
LESSONS = Guide.load(ROOT).library.lessons
NAMES = [lesson.id for lesson in LESSONS]
MOST_WORDS = 200
"""Before the first action of the page for trainers."""


@pytest.mark.parametrize("lesson", [*LESSONS[:2], *map(proof, LESSONS[2:])], ids=NAMES)
def test_the_questions_of_a_lesson_open_as_practice_and_in_the_builder(page: Page, site: str, lesson: object) -> None:
    (shown,) = [each for each in LESSONS if each is lesson]
    page.goto(f"{site}trainers/lessons/{shown.id}/")
    practice, builder = (page.locator(f".lesson__ways a >> nth={place}").evaluate("a => a.href") for place in (0, 1))
    page.goto("about:blank")
    page.goto(practice)
    expect(page.locator("form.item")).to_have_count(len(shown.form.questions))
    expect(page.locator("h1")).to_contain_text(shown.title)
    expect(page.locator(".tool__brief")).to_contain_text(shown.form.say)
    assert page.locator(".tool__gone").count() == 0
    asked = [form.get_attribute("id") for form in page.locator("form.item").all()]
    assert asked == [name.partition(":")[2] for name in shown.form.questions]
    page.goto("about:blank")
    page.goto(builder)
    expect(page.locator(".builder__row")).to_have_count(len(shown.form.questions))
    expect(page.locator("[name=title]").last).to_have_value(shown.title)


@pytest.mark.parametrize("name", NAMES)
def test_a_handout_is_one_sheet(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}trainers/handouts/{name}/")
    for paper in ("Letter", "A4"):
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper))) == 1, paper
    page.emulate_media(media="print")
    expect(page.locator(".handout")).to_be_visible()
    for part in ("header.md-header", "#proof", ".handout .cites", ".on-screen"):
        expect(page.locator(part).first).not_to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_for_trainers_begins_with_the_builder(page: Page, site: str, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(f"{site}trainers/")
    assert bottom(page.locator(".tool__begin")) <= size["height"]
    before = page.evaluate("""() => {
      const range = document.createRange();
      range.setStart(document.querySelector("article"), 0);
      range.setEndBefore(document.querySelector(".tool"));
      return range.toString().split(/\\s+/).filter(Boolean).length;
    }""")
    assert before <= MOST_WORDS
    for name in ("lessons", "map", "it"):
        assert page.locator(f"article a[href$='{name}/']").count() >= 1, name


def test_a_link_of_an_older_edition_says_so(page: Page, site: str) -> None:
    lesson = LESSONS[0]
    items = ",".join(lesson.form.questions)
    for address in (f"practice/set/#bank=1&items={items}", "practice/set/#seed=7&topics=units:3&levels=1,2,3&bank=1"):
        page.goto("about:blank")
        page.goto(site + address)
        expect(page.locator("form.item").first).to_be_attached()
        expect(page.locator(".tool")).to_contain_text("This link is of edition 1 of the questions; the newest is edition")
    page.goto("about:blank")
    page.goto(f"{site}trainers/lessons/{lesson.id}/")
    page.locator(".lesson__ways a").first.click()
    expect(page.locator("form.item").first).to_be_attached()
    expect(page.locator(".tool")).not_to_contain_text("This link is of edition")


def test_the_browser_keeps_what_it_is_told_and_sends_nothing(page: Page, site: str) -> None:
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.goto(f"{site}practice/units/")
    page.locator("form.item input").first.check()
    page.get_by_role("button", name="Check").first.click()
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    page.goto(f"{site}practice/progress/")
    keys = set(page.evaluate("Object.keys(localStorage)"))
    told = {key for key in keys if key in KEPT or key.startswith("guide97112.aside.") or key.endswith(".__palette")}
    assert keys == told
    assert {"guide97112", "guide97112.sessions"} <= keys
    assert any(key.endswith(".__palette") for key in keys)
    assert page.evaluate("[Object.keys(sessionStorage).length, document.cookie]") == [0, ""]
    assert {method for method, _ in asked} == {"GET"}
    assert [url for _, url in asked if not url.startswith((site, "data:", "blob:"))] == []
    page.goto(f"{site}trainers/it/")
    for name in KEPT:
        expect(page.locator("article")).to_contain_text(name)
