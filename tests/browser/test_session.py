"""A session on a phone: one question after another, feedback in view, nothing lost, an end that leads on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import bottom, box_of

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
        for row, line in zip(form.locator(".claim-grid__line").all(), lines, strict=False):
            row.locator("[data-cell=code] select").select_option(line["code"])
            row.locator("[data-cell=units] input").fill(str(line["units"] if right else line["units"] + 9))
            row.locator("[data-cell=modifiers] select").select_option(line["modifiers"])


def go(page: Page, place: int, of: int) -> None:
    """The button is pressed, and the next question stands there."""
    on(page).click()
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place} of {of}")


def stored(page: Page, name: str = "guide97112") -> Any:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", name) or "null")


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
    expect(end).to_contain_text("2 questions are due for review now")
    expect(end.get_by_role("link", name="Read the page on what you missed")).to_have_attribute("href", "../../reference/edits/")
    assert stored(phone, "guide97112.sessions")["pages"] == {}
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


@pytest.mark.parametrize(
    "way", ["practice/units/", "practice/set/#seed=7&topics=units:2,edits:2&levels=1,2,3&bank=1", "reference/edits/"]
)
def test_a_reload_in_the_middle_loses_nothing(phone: Page, site: str, way: str) -> None:
    phone.goto(site + way)
    forms = phone.locator("form.item")
    expect(phone.locator(".session-bar")).to_be_visible()
    count = forms.count()
    ids = forms.evaluate_all("forms => forms.map(form => form.id)")
    fill(shown(phone), right=False)
    on(phone).click()
    go(phone, 2, count)
    phone.locator("[data-action=flag]").click()
    fill(shown(phone), right=True)
    order = shown(phone).locator(".option__text").all_inner_texts()
    phone.reload()
    expect(phone.locator(".steps-bar__place")).to_have_text(f"Question 2 of {count}")
    assert forms.evaluate_all("forms => forms.map(form => form.id)") == ids
    assert shown(phone).locator(".option__text").all_inner_texts() == order
    expect(phone.locator("[data-action=flag]")).to_have_attribute("aria-pressed", "true")
    on(phone).click()
    expect(shown(phone).locator(".item__result")).to_contain_text("Right.")
    phone.locator("[data-action=back]").click()
    expect(shown(phone).locator(".item__result")).to_contain_text("Not right.")
    assert [item["times"] for item in stored(phone)["items"].values()] == [1, 1]


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
    item = stored(phone)["items"][form.get_attribute("id") or ""]
    assert (item["right"], item["box"]) == (1, 1)
    assert 0 < item["due"] - item["last"] <= 86_400_000


@pytest.mark.parametrize("topic", ["units", "codes", "assistants", "records", "plans"])
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
