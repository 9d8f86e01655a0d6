"""Quizzes in a real browser: by mouse, by keyboard, without JavaScript, on a phone and on a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def item(page: Page, kind: str) -> Locator:
    return page.locator(f"form.item[data-kind={kind}]").first


def teaching_link(form: Locator) -> Locator:
    return form.get_by_role("link", name="The page that teaches this")


def test_a_wrong_choice_is_told_why_and_the_right_one_shown(page: Page, site: str) -> None:
    page.goto(f"{site}practice/units/")
    form = item(page, "single")
    wrong = form.locator(".option:not([data-correct])").first
    feedback = wrong.locator(".option__feedback").text_content() or ""
    wrong.locator(".option__row").click()
    expect(form.locator(".item__result")).to_be_empty()
    form.get_by_role("button", name="Check").click()
    result = form.locator(".item__result")
    expect(result).to_contain_text("Not right.")
    expect(result).to_contain_text(feedback.strip()[:40])
    expect(result).to_be_focused()
    expect(form.locator("[data-correct] .option__verdict")).to_have_text("right")
    expect(form.locator(".option:not([data-correct]) .option__verdict").first).to_have_text("wrong")
    expect(form.locator(".item__worked .steps")).to_be_visible()
    expect(form.locator("input").first).to_be_disabled()
    form.get_by_role("button", name="Try again").click()
    expect(result).to_be_empty()
    expect(form.locator("input").first).to_be_enabled()
    expect(form.locator("input:checked")).to_have_count(0)


def test_every_choice_of_every_question_is_graded_as_marked(page: Page, site: str) -> None:
    for topic in ("units", "codes", "records"):
        page.goto(f"{site}practice/{topic}/")
        forms = page.locator("form.item[data-kind=single]")
        for i in range(forms.count()):
            form = forms.nth(i)
            for j in range(form.locator(".option").count()):
                option = form.locator(".option").nth(j)
                right = option.get_attribute("data-correct") is not None
                option.locator(".option__row").click()
                form.get_by_role("button", name="Check").click()
                expect(form.locator(".item__result")).to_contain_text("Right." if right else "Not right.")
                form.get_by_role("button", name="Try again").click()


def test_numbers_are_graded_and_known_wrong_ones_explained(page: Page, site: str) -> None:
    page.goto(f"{site}practice/assistants/")
    form = item(page, "number")
    answer = form.get_attribute("data-answer") or ""
    known = form.locator(".item__known li").first
    for given, said in (
        (answer, "Right."),
        (known.get_attribute("data-value") or "", (known.text_content() or "")[:40]),
        ("90", "Not 90"),
    ):
        form.locator("input").fill(given)
        form.get_by_role("button", name="Check").click()
        expect(form.locator(".item__result")).to_contain_text(said)
        form.get_by_role("button", name="Try again").click()


def test_every_other_answer_is_told_of_without_blame(page: Page, site: str) -> None:
    """The feedback names the wrong method and never says "you did"."""
    page.goto(f"{site}practice/units/")
    form = item(page, "single")
    wrong = form.locator(".option:not([data-correct])").first
    wrong.locator(".option__row").click()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result b")).to_have_text(re.compile(r"\w"))
    told = form.locator(".option__feedback:visible")
    expect(told).to_have_count(form.locator(".option").count() - 1)
    assert not [text for text in told.all_inner_texts() if re.search(r"\b[Yy]ou\b", text)]
    form.get_by_role("button", name="Try again").click()
    other = form.locator(".option:not([data-correct])").nth(1)
    other.locator(".option__row").click()
    form.get_by_role("button", name="Check").click()
    assert "This answer" not in (form.locator(".item__result").text_content() or "")


def test_a_number_says_what_is_behind_the_one_given_and_of_no_other(page: Page, site: str) -> None:
    page.goto(f"{site}practice/assistants/")
    form = item(page, "number")
    known = form.locator(".item__known li")
    value, said = known.first.get_attribute("data-value") or "", known.first.text_content() or ""
    form.locator("input").fill(value)
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text(said.strip())
    form.get_by_role("button", name="Try again").click()
    form.locator("input").fill(form.get_attribute("data-answer") or "")
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text("Right.")
    for each in known.all():
        expect(each).to_be_hidden()


def test_steps_are_numbered_once(page: Page, site: str) -> None:
    for name in ("practice/units/", "practice/cases/numb-feet/", "practice/appeals/", "practice/payment/"):
        page.goto(site + name)
        lists = page.locator("ol.steps")
        assert lists.evaluate_all("all => all.every((each) => getComputedStyle(each).listStyleType === 'decimal')")
        assert lists.locator("ol").count() == 0
        assert not [text for text in lists.locator("li").all_text_contents() if re.match(r"\d+\. ", text)]


def test_nothing_given_is_said_and_not_graded(page: Page, site: str) -> None:
    page.goto(f"{site}practice/assistants/")
    for kind, said in (("single", "Choose an answer first."), ("number", "Write a whole number first.")):
        form = item(page, kind)
        form.get_by_role("button", name="Check").click()
        expect(form.locator(".item__result")).to_have_text(said)
        expect(form.locator(".item__worked")).not_to_have_attribute("open", "")
        field = form.locator("input").first
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_attribute("aria-describedby", form.locator(".item__result").get_attribute("id") or "nothing")
        if kind == "number":
            field.fill("1")
        else:
            field.check()
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(form.locator(".item__result")).to_be_empty()


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_a_choice_by_keyboard_alone(page: Page, site: str, right: bool) -> None:
    """The arrow keys move through every option, the middle ones too, and nothing is graded before Enter."""
    page.goto(f"{site}practice/units/")
    form = item(page, "single")
    options = form.locator(".option")
    wanted = [options.nth(i).get_attribute("data-correct") is not None for i in range(options.count())].index(right)
    form.locator("input").first.focus()
    page.keyboard.press("Space")
    for step in range(options.count()):
        expect(options.nth(step).locator("input")).to_be_checked()
        expect(form.locator(".item__result")).to_be_empty()
        if step < options.count() - 1:
            page.keyboard.press("ArrowDown")
    for _ in range(options.count() - 1 - wanted):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.locator(".item__result")).to_contain_text("Right." if right else "Not right.")
    expect(form.locator(".item__result")).to_be_focused()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Try again")).to_be_focused()


def test_a_number_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/assistants/")
    form = item(page, "number")
    form.locator("input").focus()
    page.keyboard.type(form.get_attribute("data-answer") or "")
    page.keyboard.press("Enter")
    expect(form.locator(".item__result")).to_contain_text("Right.")


def test_new_questions_are_others_and_can_be_answered(page: Page, site: str) -> None:
    page.goto(f"{site}practice/codes/")
    before = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    page.get_by_role("button", name="New questions").click()
    expect(page.locator(".quiz__status")).to_contain_text("new questions")
    after = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    assert len(after) == 10
    assert not set(before) & set(after)
    form = item(page, "single")
    for _ in range(8):
        if form.count():
            break
        page.get_by_role("button", name="New questions").click()
    form.locator("[data-correct] .option__row").click()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text("Right.")
    form.locator(".item__worked summary").click()
    expect(teaching_link(form)).to_have_js_property("href", f"{site}reference/examples/")


def test_a_pool_that_cannot_be_had_is_said(lenient_page: Page, site: str) -> None:
    page = lenient_page
    page.route("**/generated/*.json", lambda route: route.abort())
    page.goto(f"{site}practice/units/")
    before = page.locator("form.item").count()
    page.get_by_role("button", name="New questions").click()
    expect(page.locator(".quiz__status")).to_contain_text("could not be loaded")
    assert page.locator("form.item").count() == before


def test_without_javascript_the_worked_answer_opens(scriptless_page: Page, site: str) -> None:
    page = scriptless_page
    page.goto(f"{site}practice/assistants/")
    form = item(page, "single")
    expect(form.locator(".item__stem")).to_be_visible()
    expect(form.get_by_role("button", name="Check")).to_be_hidden()
    expect(page.get_by_role("button", name="New questions")).to_be_hidden()
    expect(form.locator(".steps")).to_be_hidden()
    form.locator("summary").click()
    expect(form.locator(".steps")).to_be_visible()
    right = (form.locator("[data-correct] .option__text").text_content() or "").strip()
    expect(form.locator(".item__key")).to_contain_text(right)
    number = item(page, "number")
    number.locator("input").fill("3")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}practice/assistants/")


def test_the_page_that_teaches_is_linked_from_every_item(page: Page, site: str) -> None:
    for topic, taught in (("units", "minutes-and-units"), ("codes", "examples"), ("records", "documentation")):
        page.goto(f"{site}practice/{topic}/")
        form = page.locator("form.item").first
        form.locator("summary").click()
        expect(teaching_link(form)).to_have_js_property("href", f"{site}reference/{taught}/")
        page.goto(f"{site}reference/{taught}/")
        expect(page.locator("h1")).to_be_visible()


def test_a_fact_shows_its_source_in_one_click_and_has_an_address(page: Page, site: str) -> None:
    page.goto(f"{site}reference/what-97112-covers/#S-01")
    fact = page.locator("#S-01")
    expect(fact).to_be_in_viewport()
    words = fact.locator("p").first.inner_text()
    mark = page.locator(".minute .cite[href$='#S-01']")
    mark.click()
    opened = page.locator("#cited")
    expect(opened).to_be_in_viewport()
    expect(opened).to_contain_text(words)
    expect(opened.locator(".proof__line a[href^='https://']").first).to_be_visible()
    expect(mark).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)


def _luminance(colour: str) -> float:
    channels = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_against_its_ground(page: Page, site: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}practice/units/")
    form = item(page, "single")
    form.locator(".option:not([data-correct]) .option__row").first.click()
    form.get_by_role("button", name="Check").click()
    for selector in (
        ".item__stem",
        ".option__text",
        ".option__verdict",
        ".option__feedback",
        ".item__result",
        ".item__sources a",
    ):
        shown = form.locator(selector).locator("visible=true").first
        text, ground = shown.evaluate(
            """element => {
                let ground = element;
                while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
                return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
            }"""
        )
        light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{selector}: {text} on {ground}"


def test_a_question_is_announced_with_its_options_and_the_verdict_comes_before_them(page: Page, site: str) -> None:
    page.goto(f"{site}practice/units/")
    form = item(page, "single")
    stem = (form.locator("legend").text_content() or "").strip()
    group = form.get_by_role("group", name=stem)
    expect(group.get_by_role("radio")).to_have_count(form.locator(".option").count())
    form.locator(".option__row").first.click()
    form.get_by_role("button", name="Check").click()
    said, rows = form.locator(".item__result").bounding_box(), form.locator(".item__options").bounding_box()
    assert said is not None
    assert rows is not None
    assert said["y"] + said["height"] <= rows["y"]
    expect(form.locator(".item__result")).to_be_in_viewport()


def test_options_are_large_enough_to_touch(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}practice/codes/")
    for selector in (".option__row", ".button:visible"):
        for box in page.locator(selector).evaluate_all("all => all.map(each => each.getBoundingClientRect().height)"):
            assert box >= 44


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("name", ["practice/units/", "practice/cases/numb-feet/"])
def test_on_paper_the_worked_answers_come_after_the_questions(
    page: Page, scriptless_page: Page, site: str, name: str, script: bool
) -> None:
    page = page if script else scriptless_page
    page.set_viewport_size({"width": 800, "height": 1000})
    page.goto(site + name)
    page.emulate_media(media="print")
    questions = [each.bounding_box() for each in page.locator(".item__question").all()]
    answers = [each.bounding_box() for each in page.locator(".item__worked .steps").all()]
    assert len(questions) == len(answers) >= 3
    assert all(box is not None and box["height"] > 10 for box in [*questions, *answers])
    assert max(box["y"] for box in questions if box) < min(box["y"] for box in answers if box)
    for control in (".item__actions", ".steps-bar", ".quiz__more", ".order__buttons"):
        expect(page.locator(control).locator("visible=true")).to_have_count(0)


def test_an_exam_prints_no_answers(page: Page, site: str) -> None:
    page.goto(f"{site}practice/exam/")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator(".item__question").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".item__worked").locator("visible=true")).to_have_count(0)
