"""An exam in a real browser: on a phone, over a reload, in two tabs, over damaged storage, to its report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from macros.guide import Guide
from tests.browser.conftest import forget, new_page

pytestmark = pytest.mark.browser

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
SMALL = "practice/exam/#seed=7&topics=edits:2,people:2&minutes=10"


def ids(page: Page) -> list[str]:
    found: list[str] = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    return found


def exam(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage['guide97112.exam'] ?? 'null'"))


def begin(page: Page, site: str, name: str = SMALL) -> None:
    page.goto(site + name)
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator(".exam__clock")).to_contain_text("left")


def choose(page: Page, item: str, *, right: bool) -> None:
    page.get_by_role("button", name=f"Question {ids(page).index(item) + 1},").click()
    form = page.locator(f"form.item[id='{item}']")
    form.locator(".option[data-correct] .option__row" if right else ".option:not([data-correct]) .option__row").first.click()


def test_an_exam_survives_a_reload_and_is_reported(page: Page, site: str) -> None:
    begin(page, site)
    drawn = ids(page)
    assert len(drawn) == 4
    choose(page, drawn[0], right=True)
    first = page.locator(f"form.item[id='{drawn[0]}']")
    expect(first.locator(".item__result")).to_be_empty()
    expect(first.get_by_role("button", name="Check")).to_be_hidden()
    page.get_by_role("button", name="Next", exact=True).click()
    second = page.locator(f"form.item[id='{drawn[1]}']")
    expect(second.locator(".item__stem")).to_be_focused()
    choose(page, drawn[1], right=False)
    second.get_by_label("Come back to this one").check()
    expect(page.get_by_role("button", name="Question 2, answered, flagged")).to_be_visible()
    page.reload()
    expect(page.locator("form.item")).to_have_count(4)
    assert ids(page) == drawn
    expect(page.get_by_role("button", name="Question 1, answered", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Question 2, answered, flagged")).to_be_visible()
    expect(first.locator(".option[data-correct] input")).to_be_checked()
    method = second.locator(".option:has(input:checked) .option__feedback b").text_content() or ""
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.locator(".exam__sure p")).to_have_text("2 questions have no answer yet.")
    expect(page.locator(".exam__sure p")).to_be_focused()
    expect(page.locator(".exam__report")).to_be_empty()
    page.get_by_role("button", name="Hand in anyway").click()
    for _ in range(2):
        report = page.locator(".exam__report")
        expect(report.locator("h2")).to_contain_text("1 of 4 right")
        assert method
        expect(report).to_contain_text(method)
        expect(page.locator(".item__result--wrong")).to_have_count(3)
        expect(page.locator(".item__result", has_text="Not answered.")).to_have_count(2)
        kept = json.loads(page.evaluate("localStorage.guide97112"))
        assert [item["times"] for item in kept["items"].values()] == [1, 1]  # An open question says nothing of what one knows.
        expect(page.locator(".tool__choices")).to_be_hidden()
        page.reload()  # The report is still there, and nothing is counted twice.
    page.get_by_role("button", name="Set up another exam").click()
    expect(page.get_by_role("button", name="Begin the exam")).to_be_visible()
    expect(page.locator("form.item")).to_have_count(0)
    assert exam(page) is None


def test_an_open_question_is_told_with_every_reason(page: Page, site: str) -> None:
    begin(page, site)
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in anyway").click()
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


def test_an_exam_fits_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    begin(page, site, "practice/exam/")
    expect(page.locator("form.item")).to_have_count(20)
    bar = page.locator(".exam__bar").bounding_box()
    assert bar
    assert bar["height"] <= 100
    for place in (1, 20):
        page.get_by_role("button", name=f"Question {place}, ").click()
        form = page.locator("form.item:visible")
        expect(form.locator(".item__stem")).to_be_focused()
        stem = form.locator(".item__stem").bounding_box()
        bar = page.locator(".exam__bar").bounding_box()
        assert bar
        assert stem
        assert stem["y"] >= bar["y"] + bar["height"]
        assert stem["y"] < 400
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    form = page.locator("form.item:visible:has(.option)")
    place = 20
    while not form.count():
        place -= 1
        page.get_by_role("button", name=f"Question {place}, ").click()
    form.locator(".option__row").first.click()
    expect(page.get_by_role("button", name=f"Question {place}, answered")).to_be_visible()


@pytest.mark.parametrize("tool", ["exam", "set"])
def test_on_a_phone_the_button_that_begins_is_on_the_first_screen(page: Page, site: str, tool: str) -> None:
    topics = page.locator("[name=topic]")
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
    expect(page.locator(".exam__clock")).to_contain_text("left")
    page.wait_for_timeout(300)
    assert page.evaluate("window.clocks.size") == 1
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in anyway").click()
    assert page.evaluate("window.clocks.size") == 0


@pytest.mark.parametrize(
    "bad",
    ["[]", "{", '{"answers":{"id":5}}', "ids", '{"answers":{"id":[["a"]]}}', '{"ends":"soon"}', '{"ids":[]}'],
)
def test_damaged_storage_is_set_aside(page: Page, site: str, bad: str) -> None:
    begin(page, site)
    sound = exam(page)
    if bad == "ids":
        bad = json.dumps(sound | {"ids": ["x"]})
    elif bad.startswith('{"'):
        bad = json.dumps(sound | json.loads(bad))
    page.evaluate("bad => { localStorage['guide97112.exam'] = bad; }", bad)
    page.reload()
    expect(page.get_by_role("button", name="Begin the exam")).to_be_visible()
    aside = page.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('aside')).map(([, value]) => value)")
    assert aside == [bad]
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(4)


def test_two_tabs_of_an_exam_do_not_undo_each_other(page: Page, site: str) -> None:
    begin(page, site)
    other = new_page(page.context)
    other.goto(site + SMALL)
    expect(other.locator("form.item")).to_have_count(4)
    drawn = ids(page)
    choose(page, drawn[0], right=True)
    expect(other.get_by_role("button", name="Question 1, answered")).to_be_visible()
    choose(other, drawn[1], right=False)
    other.locator(f"form.item[id='{drawn[1]}']").get_by_label("Come back to this one").check()
    choose(page, drawn[2], right=True)
    page.wait_for_timeout(100)
    assert sorted(exam(page)["answers"]) == sorted(drawn[:3])
    assert exam(page)["flags"] == [drawn[1]]
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in anyway").click()
    expect(other.locator(".exam__report h2")).to_contain_text("2 of 4 right")
    kept = json.loads(page.evaluate("localStorage.guide97112"))
    assert [item["times"] for item in kept["items"].values()] == [1, 1, 1]
    other.get_by_role("button", name="Set up another exam").click()
    assert exam(page) is None


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
    page.evaluate("() => { const s = JSON.parse(localStorage['guide97112.exam']); s.ends = Date.now() - 1;"
                  " localStorage['guide97112.exam'] = JSON.stringify(s); }")  # fmt: skip
    page.reload()
    expect(page.locator(".exam__report h2")).to_contain_text("The time is up. 0 of 20 right")
