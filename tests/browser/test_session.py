"""A session on a phone: one question after another, feedback in view, nothing lost, an end that leads on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, bottom, box_of, new_page, stored
from tests.proof import proof

pytestmark = pytest.mark.browser


def shown(page: Page) -> Locator:
    """The question on the screen."""
    form = page.locator("form.item:visible")
    expect(form).to_have_count(1)
    return form


def on(page: Page) -> Locator:
    """The button that leads on."""
    return page.locator("[data-action=on]")


def fill(form: Locator, *, right: bool) -> None:
    """An answer to a question of any kind; a wrong one is wrong for certain."""
    kind = form.get_attribute("data-kind")
    if kind in {"single", "find"}:
        form.locator(".option[data-correct] input" if right else ".option:not([data-correct]) input").first.check()
    elif kind == "multiple":
        for option in form.locator(".option[data-correct] input" if right else ".option:not([data-correct]) input").all():
            option.check()
    elif kind == "number":
        form.locator("input[type=number]").fill(form.get_attribute("data-answer") or "" if right else "97")
    elif kind == "match":
        for row in form.locator(".match__row").all():
            key = row.get_attribute("data-answer") or ""
            values = [value for value in row.locator("option").evaluate_all("all => all.map(each => each.value)") if value]
            row.locator("select").select_option(key if right else next(value for value in values if value != key))
    elif kind == "order":
        entries = form.locator(".order__entry")
        for place in range(1, entries.count() + 1):
            entry = form.locator(f".order__entry[data-place='{place}']")
            while [each.get_attribute("data-place") for each in entries.all()].index(str(place)) > place - 1:
                entry.locator("[data-action=up]").click()
        if not right:
            entries.first.locator("[data-action=down]").click()
    else:
        lines = json.loads(form.get_attribute("data-answer") or "")[0]
        rows = form.locator(".claim-grid__line")
        while rows.count() < len(lines):
            form.get_by_role("button", name="Add a line").click()
        for row, line in zip(rows.all(), lines, strict=True):
            row.locator("[data-cell=code] select").select_option(line["code"])
            row.locator("[data-cell=units] input").fill(str(line["units"] if right else line["units"] + 9))
            row.locator("[data-cell=modifiers] select").select_option(line["modifiers"])


def go(page: Page, place: int, of: int) -> None:
    """The button is pressed, and the next question stands there."""
    on(page).click()
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place} of {of}")


def test_a_topic_is_walked_to_its_end_and_on(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/edits/")
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 5")
    ids = []
    for place in range(1, 6):
        form = shown(phone)
        ids.append(form.get_attribute("id"))
        expect(on(phone)).to_have_text("Check")
        fill(form, right=place > 2)
        on(phone).click()
        expect(on(phone)).to_have_text("Finish" if place == 5 else "Next")
        expect(form.locator(".item__worked")).to_have_attribute("open", "") if place <= 2 else expect(
            form.locator(".item__worked")
        ).not_to_have_attribute("open", "")
        if place < 5:
            go(phone, place + 1, 5)
    on(phone).click()
    end = phone.locator(".session-end")
    expect(end.locator("h2")).to_have_text("3 of 5 right")
    expect(end.locator("h2")).to_be_focused()
    expect(end.locator("li")).to_have_count(2)
    expect(end).to_contain_text("2 questions come back tomorrow.")
    # What most do next stands in reach of a thumb, above the list of misses however long that is.
    assert bottom(end.get_by_role("button", name="10 more")) < PHONE["height"]
    assert bottom(end.get_by_role("button", name="10 more")) < box_of(end.locator("li").first)["y"]
    expect(end.get_by_role("link", name="Read the page on what you missed")).to_have_attribute("href", "../../reference/edits/")
    [kept] = stored(phone, "guide97112.sessions")["pages"].values()
    assert kept["ended"] >= kept["begun"]
    end.get_by_role("button", name="Redo the 2 you missed").click()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 2")
    for place in (1, 2):
        assert shown(phone).get_attribute("id") in ids[:2]
        fill(shown(phone), right=True)
        on(phone).click()
        on(phone).click()
        if place == 1:
            expect(phone.locator(".steps-bar__place")).to_have_text("Question 2 of 2")
    expect(end.locator("h2")).to_have_text("2 of 2 right")
    # The answer had been read by then: it counts for nothing.
    assert [stored(phone)["items"][name]["times"] for name in ids[:2]] == [1, 1]
    end.get_by_role("button", name="10 more").click()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 10")
    assert shown(phone).get_attribute("id") not in ids


def test_on_a_phone_the_way_on_keeps_its_place_and_options_their_width(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/across/#seed=3&topics=codes:2,scope:2,people:2&levels=1,2,3&bank=2")
    places, lines = [], []
    for place in range(1, 7):
        expect(phone.locator(".steps-bar__place")).to_have_text(f"Question {place} of 6")
        texts = shown(phone).locator(".option__text")
        before = texts.evaluate_all("texts => texts.map(text => text.offsetHeight)")
        places.append(bottom(on(phone)))
        fill(shown(phone), right=place % 2 == 0)
        on(phone).tap()
        expect(on(phone)).to_have_text("Finish" if place == 6 else "Next")
        places.append(bottom(on(phone)))
        lines.append((before, texts.evaluate_all("texts => texts.map(text => text.offsetHeight)")))
        on(phone).tap()
    assert max(places) - min(places) <= 1
    assert all(before == after for before, after in lines)


def open_topic(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/units/")


def come_to_the_quiz(page: Page) -> None:
    """Below other things the player comes with its questions."""
    page.locator(".quiz").scroll_into_view_if_needed()


def open_page_of_reference(phone: Page, site: str) -> None:
    phone.goto(f"{site}reference/edits/")
    come_to_the_quiz(phone)


def open_mixed(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/across/")
    phone.get_by_role("button", name="Draw 10 questions").tap()


def open_set(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/set/")
    phone.get_by_role("button", name="Draw questions").tap()


def open_assigned(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/set/#seed=7&topics=units:2,edits:2&levels=1,2,3&bank=1&title=Week+3%3A+who+%26+when")
    expect(phone.locator("h1")).to_contain_text("Week 3: who & when")


def open_review(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/edits/")
    for place in range(2, 5):
        fill(shown(phone), right=False)
        on(phone).tap()
        go(phone, place, 5)
    phone.evaluate(
        """() => {
          const kept = JSON.parse(localStorage.guide97112);
          for (const answer of Object.values(kept.skills).flat()) answer[0] -= 3 * 86_400_000;
          localStorage.guide97112 = JSON.stringify(kept);
          localStorage.removeItem("guide97112.sessions");
        }"""
    )
    phone.goto(f"{site}practice/review/")


def open_exam(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/exam/#seed=7&topics=edits:2,people:2&minutes=10&title=Midterm")
    phone.get_by_role("button", name="Begin the exam").tap()
    expect(phone.locator("h1")).to_contain_text("Midterm")


def open_case(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/cases/numb-feet/")


WAYS = (
    open_topic,
    open_review,
    open_assigned,
    open_exam,
    *map(proof, (open_mixed, open_set, open_case, open_page_of_reference)),
)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost_whichever_way_in(phone: Page, site: str, way: Callable[[Page, str], None]) -> None:
    """By a reload, by going on and back, in another tab and without a network; and an answer counts once."""
    way(phone, site)
    exam = way is open_exam
    forms = phone.locator("form.item")
    expect(phone.locator(".session-bar")).to_be_visible()
    expect(phone.locator(".steps-bar__place")).to_contain_text("Question 1 of")
    before = (stored(phone) or {"items": {}})["items"]
    count = forms.count()
    ids = forms.evaluate_all("forms => forms.map(form => form.id)")
    fill(shown(phone), right=False)
    on(phone).tap()
    if not exam:
        expect(on(phone)).to_have_text("Next")
        on(phone).tap()
    expect(phone.locator(".steps-bar__place")).to_have_text(f"Question 2 of {count}")
    phone.locator("[data-action=flag]").tap()
    fill(shown(phone), right=True)
    order = shown(phone).locator(".option__text").all_inner_texts()

    def comes_back(tab: Page) -> None:
        come_to_the_quiz(tab)
        expect(tab.locator(".steps-bar__place")).to_have_text(f"Question 2 of {count}")
        expect(tab.locator("[data-action=flag]")).to_have_attribute("aria-pressed", "true")
        expect(tab.locator(".steps-bar__line")).to_have_js_property("value", 2 if exam else 1)
        assert tab.locator("form.item").evaluate_all("forms => forms.map(form => form.id)") == ids
        assert shown(tab).locator(".option__text").all_inner_texts() == order

    phone.reload()
    comes_back(phone)
    address = phone.url
    phone.goto("about:blank")
    phone.go_back()
    comes_back(phone)
    other = new_page(phone.context, view="")
    other.goto(address)
    comes_back(other)
    other.close()
    phone.context.set_offline(True)
    if not exam:
        on(phone).tap()
        expect(shown(phone).locator(".item__result")).to_contain_text("Right.")
        shown(phone).get_by_role("button", name="Try again").tap()
    phone.context.set_offline(False)
    phone.reload()
    come_to_the_quiz(phone)
    expect(phone.locator(".steps-bar__place")).to_have_text(f"Question 2 of {count}")
    if not exam:
        expect(on(phone)).to_have_text("Check")
        fill(shown(phone), right=False)
        on(phone).tap()
        expect(shown(phone).locator(".item__result")).to_contain_text("Not right.")
        phone.reload()
        come_to_the_quiz(phone)
    if exam:
        phone.get_by_role("button", name="All questions, and hand in").tap()
        phone.get_by_role("button", name="Hand in anyway").tap()
        expect(phone.locator(".session-end h2")).to_have_text(f"1 of {count} right")
    else:
        expect(shown(phone).locator(".item__result")).to_contain_text("Not right.")
        shown(phone).get_by_role("button", name="Try again").tap()
        fill(shown(phone), right=True)
        on(phone).tap()
        expect(shown(phone).locator(".item__result")).to_contain_text("Right.")
    items = stored(phone)["items"]
    counted = [(items[name]["times"], items[name]["right"]) for name in ids[:2]]
    known = [before.get(name, {"times": 0, "right": 0}) for name in ids[:2]]
    assert counted == [(known[0]["times"] + 1, known[0]["right"]), (known[1]["times"] + 1, known[1]["right"] + 1)]


def test_two_tabs_of_a_session_do_not_undo_each_other(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/edits/")
    other = new_page(phone.context, view="one")
    other.goto(f"{site}practice/edits/")
    phone.bring_to_front()  # Whoever uses a tab has it before the others; behind them it is drawn once a second.
    fill(shown(phone), right=True)
    on(phone).tap()
    other.bring_to_front()
    expect(other.locator("form.item").first.locator(".item__result")).to_contain_text("Right.")
    other.locator("form.item").first.locator(".item__stem").focus()
    expect(on(other)).to_have_text("Next")
    go(other, 2, 5)
    fill(shown(other), right=True)
    on(other).click()
    expect(phone.locator(".steps-bar__line")).to_have_js_property("value", 2)
    phone.bring_to_front()
    go(phone, 2, 5)
    expect(on(phone)).to_have_text("Next")
    [kept] = stored(phone, "guide97112.sessions")["pages"].values()
    assert len(kept["checked"]) == 2


def test_a_set_of_one_question_is_a_session_too(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/set/#seed=7&topics=edits:1")
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 1")
    fill(shown(phone), right=True)
    on(phone).tap()
    on(phone).tap()
    expect(phone.locator(".session-end h2")).to_have_text("1 of 1 right")


def test_a_title_belongs_to_its_link_alone(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/set/#seed=7&topics=edits:2&title=%3Cb%3EWeek%203%3C/b%3E")
    expect(phone.locator("h1")).to_contain_text("<b>Week 3</b>")  # Words, whatever they are.
    expect(shown(phone)).to_be_visible()
    expect(phone.locator("h1")).to_be_in_viewport()
    expect(on(phone)).to_be_in_viewport()
    assert phone.title() == "<b>Week 3</b> - Guide 97112"
    expect(phone.locator("[data-md-component=header-topic]")).to_have_text("<b>Week 3</b>")
    expect(phone.get_by_text("Choose topics, levels")).to_be_hidden()
    expect(phone.get_by_role("button", name="Draw questions")).to_be_hidden()
    for _ in range(2):
        fill(shown(phone), right=True)
        on(phone).tap()
        on(phone).tap()
    expect(phone.locator(".session-end h2")).to_have_text("2 of 2 right")
    phone.goto("about:blank")
    phone.goto(f"{site}practice/set/")
    expect(phone.locator("h1")).to_contain_text("A set of your own")
    assert phone.title() == "A set of your own - Guide 97112"
    phone.get_by_text("Ask about").tap()
    phone.get_by_label("Title for your class").fill("Week 4")
    phone.get_by_role("button", name="Draw questions").tap()
    expect(phone.locator("h1")).to_contain_text("Week 4")
    assert phone.url.endswith("&title=Week+4")


def test_new_questions_come_back_after_a_reload(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/codes/")
    before = phone.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    phone.get_by_role("button", name="New questions").click()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 10")
    fill(shown(phone), right=True)
    on(phone).click()
    go(phone, 2, 10)
    drawn = phone.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    assert not set(drawn) & set(before)
    phone.reload()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 2 of 10")
    assert phone.locator("form.item").evaluate_all("forms => forms.map(form => form.id)") == drawn


def test_a_hint_shows_one_step_and_the_answer_counts_as_helped(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/units/")
    hint = phone.get_by_role("button", name="Hint")
    form = shown(phone)
    steps = form.locator(".steps > li")
    assert steps.count() > 1
    expect(hint).to_be_enabled()
    for shown_steps in range(1, steps.count()):
        hint.click()
        expect(form.locator(".item__hints > li")).to_have_count(shown_steps)
    expect(hint).to_be_disabled()  # The last step is the answer.
    assert form.locator(".item__hints > li").all_text_contents() == steps.all_text_contents()[:-1]
    fill(form, right=True)
    on(phone).click()
    expect(form.locator(".item__result")).to_contain_text("Right.")
    name = form.get_attribute("id") or ""
    assert stored(phone)["items"][name]["right"] == 1
    assert [outcome for _, outcome in stored(phone)["skills"][name.rpartition("-")[0]]] == ["helped"]


@pytest.mark.parametrize("topic", ["units", "records", "cases/numb-feet", *map(proof, ("codes", "assistants", "plans"))])
def test_the_verdict_and_the_way_on_are_in_view_after_every_answer(phone: Page, site: str, topic: str) -> None:
    phone.goto(f"{site}practice/{topic}/")
    count = phone.locator("form.item").count()
    header = bottom(phone.locator(".md-header"))
    for place in range(1, count + 1):
        form = shown(phone)
        fill(form, right=place % 2 == 0)
        on(phone).click()
        result = form.locator(".item__result")
        expect(result).to_be_focused()
        phone.wait_for_function(
            "([id, low]) => { const { top } = document.getElementById(id).querySelector('.item__result').getBoundingClientRect();"
            " return top >= low; }",
            arg=[form.get_attribute("id"), header - 1],
        )
        assert bottom(on(phone)) <= 740
        assert bottom(result) <= box_of(phone.locator(".session-bar"))["y"] + 1, (topic, place)
        if place < count:
            go(phone, place + 1, count)


def test_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    page.get_by_role("button", name="One at a time").focus()
    page.keyboard.press("Enter")
    expect(page.locator("form.item:visible")).to_have_count(1)
    for place in range(1, 6):
        form = page.locator("form.item:visible")
        form.locator("input").first.focus()
        page.keyboard.press("2")
        expect(form.locator("input").nth(1)).to_be_checked()
        page.keyboard.press("a")
        expect(form.locator("input").nth(0)).to_be_checked()
        page.keyboard.press("Enter")
        expect(form.locator(".item__result")).to_be_focused()
        page.keyboard.press("Enter")
        if place < 5:
            expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place + 1} of 5")
            expect(page.locator("form.item:visible .item__stem")).to_be_focused()
    expect(page.locator(".session-end h2")).to_be_focused()
    expect(page.locator("progress")).to_have_js_property("value", 5)


def test_an_open_question_comes_before_the_end(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/units/")
    phone.evaluate(
        """async () => {
          const { goTo } = await import(new URL("../../assets/quiz/stepper.js", location.href).href);
          goTo(document.querySelector(".quiz"), 2);
        }"""
    )
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 3 of 3")
    fill(shown(phone), right=True)
    on(phone).click()
    on(phone).click()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 3")
    expect(phone.locator(".session-end")).to_have_count(0)


def test_what_cannot_be_read_of_a_session_is_set_aside(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/units/")
    for spoiled in ("{", '{"version": 1, "pages": {"/practice/units/": {"ids": []}}}', '{"version": 9}', "[]"):
        phone.evaluate("text => localStorage.setItem('guide97112.sessions', text)", spoiled)
        phone.reload()
        expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 3")
        aside = phone.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('aside')).map(([, text]) => text)")
        assert spoiled in aside


def test_at_400_percent_the_whole_screen_is_the_questions(phone: Page, site: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 256})
    phone.goto(f"{site}practice/units/")
    shown(phone).locator(".item__stem").evaluate("stem => scrollTo(0, scrollY + stem.getBoundingClientRect().top + 4)")
    at_edges = "() => [2, innerHeight - 2].map((y) => Boolean(document.elementFromPoint(160, y)?.closest('form.item')))"
    assert phone.evaluate(at_edges) == [True, True], "a bar covers the question"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_that_is_left_at_the_touch_keeps_the_answer(phone: Page, site: str) -> None:
    """A verdict is painted before the answer is kept; whoever leaves in between loses nothing."""
    phone.goto(f"{site}practice/edits/")
    form = shown(phone)
    fill(form, right=True)
    with phone.expect_navigation():
        phone.evaluate("document.querySelector('[data-action=on]').click(); location.reload()")
    expect(form).to_have_attribute("data-checked", "right")
    assert [item["right"] for item in stored(phone)["items"].values()] == [1]
