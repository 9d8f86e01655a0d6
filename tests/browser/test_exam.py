"""An exam in a real browser: a session without feedback, over a reload, in two tabs, over damaged storage, to its report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from macros.guide import Guide
from tests.browser.conftest import bottom, forget, new_page, stored
from tests.browser.test_session import fill, on, shown
from tests.proof import proof

pytestmark = pytest.mark.browser

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
SMALL = "practice/exam/#seed=7&topics=edits:2,people:2&minutes=10"
KINDS = "practice/exam/#seed=4&topics=modifiers:6,units:6,codes:6&levels=1,2,3&bank=1&minutes=30"


def ids(page: Page) -> list[str]:
    found: list[str] = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    return found


def exam(page: Page) -> Any:
    """The exam as the browser keeps it."""
    [kept] = [each for each in stored(page, "guide97112.sessions")["pages"].values() if "ends" in each]
    return kept


def begin(page: Page, site: str, name: str = SMALL) -> None:
    page.goto(site + name)
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator(".exam__clock")).to_contain_text(":")


def go_to(page: Page, place: int) -> None:
    """By the screen on which every question has its number."""
    page.get_by_role("button", name="All questions, and hand in").click()
    page.get_by_role("button", name=f"Question {place},").click()
    expect(page.locator(".steps-bar__place")).to_contain_text(f"Question {place} of")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="All questions, and hand in").click()
    page.get_by_role("button", name="Hand in").click()


def test_an_exam_comes_back_at_the_open_question_and_is_reported(phone: Page, site: str) -> None:
    begin(phone, site)
    drawn = ids(phone)
    assert len(drawn) == 4
    fill(shown(phone), right=True)
    expect(shown(phone).locator(".item__result")).to_be_empty()
    expect(phone.get_by_role("button", name="Check")).to_have_count(0)
    on(phone).tap()
    expect(shown(phone).locator(".item__stem")).to_be_focused()
    fill(shown(phone), right=False)
    phone.locator("[data-action=flag]").tap()
    on(phone).tap()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 3 of 4")
    phone.reload()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 3 of 4")
    assert ids(phone) == drawn
    expect(phone.locator(".steps-bar__line")).to_have_js_property("value", 2)
    phone.locator("[data-action=back]").tap()
    expect(phone.locator("[data-action=flag]")).to_have_attribute("aria-pressed", "true")
    slip = shown(phone).locator(".option:has(input:checked) .option__feedback").inner_html()
    on(phone).tap()
    on(phone).tap()
    expect(on(phone)).to_have_text("Hand in")
    on(phone).tap()
    end = phone.locator(".session-end")
    expect(end.locator("h2")).to_have_text("2 questions have no answer yet")
    expect(end.locator("h2")).to_be_focused()
    expect(end).to_contain_text("1 question is flagged.")
    expect(end.locator(".exam__left")).to_contain_text("left.")
    states = [each.get_attribute("aria-label") for each in end.locator(".exam__number").all()]
    assert states == [
        "Question 1, answered",
        "Question 2, answered, flagged",
        "Question 3, no answer yet",
        "Question 4, no answer yet",
    ]
    end.get_by_role("button", name="Back to the questions").tap()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 4 of 4")
    on(phone).tap()
    end.get_by_role("button", name="Hand in anyway").tap()
    for _ in range(2):
        expect(end.locator("h2")).to_have_text("1 of 4 right")
        expect(end.locator("h2")).to_be_focused()
        assert "<b>" in slip
        assert slip in end.locator("li").inner_html()
        expect(end.locator("li")).to_contain_text("Question 2")
        expect(end).to_contain_text("Not answered: Question 3 Question 4")
        expect(end).to_contain_text("You flagged: Question 2")
        expect(end.locator("tbody tr")).to_have_count(2)
        assert [item["times"] for item in stored(phone)["items"].values()] == [
            1,
            1,
        ]  # An open one says nothing.
        phone.reload()  # The report is still there, and nothing is counted twice.
    end.get_by_role("button", name="Question 3").tap()
    expect(shown(phone).locator(".item__result")).to_have_text("Not answered.")
    on(phone).tap()
    expect(on(phone)).to_have_text("Finish")
    on(phone).tap()
    end.get_by_role("button", name="Redo the 3 you missed").tap()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 3")
    expect(phone.locator(".exam__clock")).to_be_hidden()
    fill(shown(phone), right=True)
    on(phone).tap()
    expect(shown(phone).locator(".item__result")).to_contain_text("Right.")
    on(phone).tap()
    phone.reload()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 2 of 3")
    assert [item["times"] for item in stored(phone)["items"].values()] == [1, 1]


def test_what_went_wrong_is_said_in_words_for_every_kind(phone: Page, site: str) -> None:
    """A question counts once, whatever it is made of: a claim of three lines too."""
    begin(phone, site, KINDS)
    count = phone.locator("form.item").count()
    kinds = set(phone.locator("form.item").evaluate_all("forms => forms.map(form => form.dataset.kind)"))
    assert {"match", "claim-lines", "number"} <= kinds
    for place in range(1, count + 1):
        expect(phone.locator(".steps-bar__place")).to_have_text(f"Question {place} of {count}")
        fill(shown(phone), right=False)
        on(phone).click()
    expect(phone.locator(".session-end h2")).to_have_text("Every question has an answer")
    phone.get_by_role("button", name="Hand in", exact=True).click()
    expect(phone.locator(".session-end h2")).to_have_text(f"0 of {count} right")
    totals = [int(cell.split(" of ")[1]) for cell in phone.locator(".session-end tbody td").all_inner_texts()]
    assert sum(totals) == count
    lines = phone.locator(".session-end li").all_inner_texts()
    assert len(set(lines)) == len(lines)
    for line in lines:
        assert len(line.partition("Question")[0].split()) >= 3, line
        for count_alone in ("matched.", "cells are right", "in place.", "follow the steps", "is missing"):
            assert count_alone not in line
    questions = phone.locator(".session-end li .session-end__question").all_inner_texts()
    assert {f"Question {place}" for place in range(1, count + 1)} == set(questions)


def test_an_exam_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(site + SMALL)
    page.get_by_role("button", name="One at a time").or_(page.get_by_role("button", name="Begin the exam")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".exam__clock")).to_be_visible()
    page.get_by_role("button", name="One at a time").focus()
    page.keyboard.press("Enter")
    for place in range(1, 5):
        expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place} of 4")
        page.locator("form.item:visible input").first.focus()
        page.keyboard.press("b")
        page.keyboard.press("Enter")
    expect(page.locator(".session-end h2")).to_have_text("Every question has an answer")
    page.get_by_role("button", name="Hand in", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".session-end h2")).to_contain_text("of 4 right")
    expect(page.locator(".session-end h2")).to_be_focused()


def test_all_questions_of_an_exam_on_one_page_show_no_answer(page: Page, site: str) -> None:
    begin(page, site)
    expect(page.locator("form.item:visible")).to_have_count(4)
    expect(page.locator(".item__worked:visible")).to_have_count(0)
    for form in page.locator("form.item").all():
        form.locator(".option__row").first.click()
    expect(page.locator(".option__verdict:visible")).to_have_count(0)
    expect(page.locator(".steps-bar__line")).to_have_js_property("value", 4)
    on(page).click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.locator(".session-end h2")).to_contain_text("of 4 right")


def test_an_open_question_is_told_with_every_reason(page: Page, site: str) -> None:
    begin(page, site)
    hand_in(page)
    page.get_by_role("button", name="Look at every question").click()
    form = page.locator("form.item[data-kind=single]").first
    options = form.locator(".option").count()
    expect(form.locator(".option__verdict:visible")).to_have_count(options)
    expect(form.locator(".option__feedback:visible")).to_have_count(options)
    assert "You " not in " ".join(form.locator(".option__feedback").all_inner_texts())


def test_an_exam_has_an_address_that_gives_everybody_the_same(page: Page, site: str) -> None:
    page.goto(f"{site}practice/exam/#seed=7&topics=units,edits&n=5&minutes=12&levels=1,2")
    expect(page.get_by_role("spinbutton", name="Minutes")).to_have_value("12")
    expect(page.get_by_role("spinbutton", name="Questions")).to_have_value("5")
    address = page.url
    assert f"bank={GUIDE.bank.current_edition}" in address
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(5)
    assert page.url == address
    drawn = ids(page)
    page.goto("about:blank")
    forget(page, site)  # as somebody else, who has the address alone
    page.goto(address)
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(5)
    assert ids(page) == drawn


def test_an_exam_fits_a_phone(phone: Page, site: str) -> None:
    begin(phone, site, "practice/exam/")
    expect(phone.locator("form.item")).to_have_count(20)
    for place in (2, 20):
        go_to(phone, place)
        expect(shown(phone).locator(".item__stem")).to_be_focused()
        top = phone.locator(".steps-bar__place").bounding_box()
        assert top
        assert top["y"] >= bottom(phone.locator(".md-header")) - 1
        stem = shown(phone).locator(".item__stem").bounding_box()
        assert stem
        assert stem["y"] < 200
        assert bottom(on(phone)) <= 740
    phone.get_by_role("button", name="All questions, and hand in").tap()
    assert bottom(phone.get_by_role("button", name="Back to the questions")) <= 740
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_exam_left_open_waits_where_the_next_one_would_begin(phone: Page, site: str) -> None:
    begin(phone, site)
    drawn = ids(phone)
    fill(shown(phone), right=True)
    on(phone).tap()
    phone.goto(f"{site}practice/exam/")
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 2 of 4")
    assert ids(phone) == drawn
    hand_in(phone)
    phone.get_by_role("button", name="Set up another exam").tap()
    expect(phone.get_by_role("button", name="Begin the exam")).to_be_visible()
    expect(phone.locator("form.item")).to_have_count(0)
    assert stored(phone, "guide97112.sessions")["pages"] == {}
    phone.goto(f"{site}practice/exam/")
    expect(phone.get_by_role("button", name="Begin the exam")).to_be_visible()


def test_after_an_exam_ten_more_are_practiced(phone: Page, site: str) -> None:
    begin(phone, site)
    fill(shown(phone), right=False)
    topic = shown(phone).get_attribute("data-topic")
    hand_in(phone)
    way = phone.get_by_role("link", name="10 more")
    assert f"{topic}:" in (way.get_attribute("href") or "")
    way.tap()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 10")
    expect(on(phone)).to_have_text("Check")


@pytest.mark.parametrize("tool", ["exam", "set"])
def test_on_a_phone_the_button_that_begins_is_on_the_first_screen(page: Page, site: str, tool: str) -> None:
    topics = page.locator("[name=topic]:not([data-past])")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}practice/{tool}/")
    expect(page.locator(".tool__begin")).to_be_in_viewport(ratio=1)
    expect(topics.first).to_be_hidden()
    told = page.locator(".tool__narrow summary")
    expect(told).to_have_text("Ask about all topics, all levels")
    told.focus()
    page.keyboard.press("Enter")
    for box in topics.all()[:2]:
        box.uncheck()
    page.locator("[name=level]").first.uncheck()
    expect(told).to_have_text(f"Ask about {topics.count() - 2} of {topics.count()} topics, 2 of 3 levels")
    page.goto(f"{site}practice/{tool}/#seed=7&topics=units:2,edits:2&levels=1,2,3&bank=1")
    page.reload()
    expect(told).to_have_text(f"Ask about 2 of {topics.count()} topics, all levels")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("about:blank")
    page.goto(f"{site}practice/{tool}/")
    expect(topics.first).to_be_visible()


CLOCKS = """const clocks = new Set();
window.clocks = clocks;
const { setInterval: begin, clearInterval: end } = window;
window.setInterval = (work, wait) => { const id = begin(work, wait); if (wait === 1000) clocks.add(id); return id; };
window.clearInterval = (id) => { clocks.delete(id); end(id); };"""


def test_to_begin_twice_is_to_begin_once(page: Page, site: str) -> None:
    waiting: list[Route] = []
    page = new_page(page.context)
    page.add_init_script(CLOCKS)
    page.route("**/generated/*.json", lambda route: waiting.append(route))
    page.goto(site + SMALL)
    button = page.get_by_role("button", name="Begin the exam")
    button.click()
    expect(button).to_be_disabled()
    expect(page.locator(".tool__status")).to_contain_text("Loading")
    page.evaluate("document.querySelector('.tool__choices').requestSubmit()")
    for route in waiting:
        route.continue_()
    expect(page.locator("form.item")).to_have_count(4)
    expect(page.locator(".exam__clock")).to_contain_text(":")
    page.wait_for_timeout(300)
    assert page.evaluate("window.clocks.size") == 1
    hand_in(page)
    expect(page.locator(".session-end h2")).to_contain_text("0 of 4 right")
    page.wait_for_function("() => window.clocks.size === 0")


@pytest.mark.parametrize("part", ["ids", "answers", proof("ends"), proof("counted")])
def test_damaged_storage_is_set_aside(page: Page, site: str, part: str) -> None:
    begin(page, site)
    kept = stored(page, "guide97112.sessions")
    next(iter(kept["pages"].values()))[part] = {"ids": [], "ends": "soon", "answers": {"id": [["a"]]}, "counted": 5}[part]
    bad = json.dumps(kept)
    page.evaluate("bad => { localStorage['guide97112.sessions'] = bad; }", bad)
    page.reload()
    expect(page.get_by_role("button", name="Begin the exam")).to_be_visible()
    aside = page.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('aside')).map(([, value]) => value)")
    assert aside == [bad]
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(4)


def test_an_exam_whose_questions_are_gone_says_so(page: Page, site: str) -> None:
    begin(page, site)
    kept = stored(page, "guide97112.sessions")
    next(iter(kept["pages"].values()))["ids"][0] = "a-question-that-never-was"
    page.evaluate("kept => { localStorage['guide97112.sessions'] = kept; }", json.dumps(kept))
    page.reload()
    expect(page.locator(".tool__status")).to_contain_text("no longer here")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(4)


def test_two_tabs_of_an_exam_do_not_undo_each_other(phone: Page, site: str) -> None:
    begin(phone, site)
    other = new_page(phone.context, view="one")
    other.goto(site + SMALL)
    expect(other.locator("form.item")).to_have_count(4)
    drawn = ids(phone)
    phone.bring_to_front()  # Whoever uses a tab has it before the others; behind them it is drawn once a second.
    fill(shown(phone), right=True)
    expect(other.locator(".steps-bar__line")).to_have_js_property("value", 1)
    other.bring_to_front()
    go_to(other, 2)
    fill(shown(other), right=False)
    other.locator("[data-action=flag]").click()
    phone.bring_to_front()
    go_to(phone, 3)
    fill(shown(phone), right=True)
    expect(other.locator(".steps-bar__line")).to_have_js_property("value", 3)
    assert sorted(exam(phone)["answers"]) == sorted(drawn[:3])
    assert exam(phone)["flags"] == [drawn[1]]
    hand_in(phone)
    expect(phone.locator(".session-end h2")).to_contain_text("2 of 4 right")
    expect(other.locator(".session-end h2")).to_contain_text("2 of 4 right")
    assert [item["times"] for item in stored(phone)["items"].values()] == [1, 1, 1]


def test_an_exam_that_cannot_be_loaded_is_tried_again(lenient_page: Page, site: str) -> None:
    page = lenient_page
    begin(page, site)
    page.route("**/generated/*.json", lambda route: route.abort())
    page.reload()
    expect(page.locator(".tool__status")).to_contain_text("could not be loaded")
    page.unroute("**/generated/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("form.item")).to_have_count(4)


def test_an_exam_whose_time_ran_out_while_the_laptop_was_closed_ends(page: Page, site: str) -> None:
    begin(page, site, "practice/exam/")
    expect(page.locator("form.item")).to_have_count(20)
    kept = stored(page, "guide97112.sessions")
    next(iter(kept["pages"].values()))["ends"] = 1
    page.evaluate("kept => { localStorage['guide97112.sessions'] = kept; }", json.dumps(kept))
    page.reload()
    expect(page.locator(".session-end h2")).to_contain_text("0 of 20 right")
    expect(page.locator(".session-end")).to_contain_text("The time is up.")
