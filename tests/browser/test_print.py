"""A page of questions on paper: a worksheet to hand out, with the answers on a sheet of their own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import box_of

pytestmark = pytest.mark.browser

TEN = "practice/set/#seed=1&topics=units:2,modifiers:3,records:3,plans:2&bank=1"
"""Ten published questions, among them every kind that a set draws."""

KINDS = {"single", "find", "number", "match", "order", "claim-lines"}

LONGEST = (TEN, "practice/set/#seed=1&topics=codes:10&bank=1", "practice/set/#seed=1&topics=assistants:10&bank=1")
"""Of every kind, with the longest stems and options, and with the longest worked answers."""


def sheets(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper)))


def begun(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("form.item")).to_have_count(10)


def on_paper(page: Page, site: str) -> None:
    """Every kind of question as it prints, some of them answered first."""
    begun(page, site + TEN)
    assert {form.get_attribute("data-kind") for form in page.locator("form.item").all()} == KINDS
    single = page.locator("form[data-kind=single]").first
    single.locator("input").first.check()
    single.get_by_role("button", name="Check").click()
    expect(single.locator(".item__result")).not_to_be_empty()
    page.locator("form[data-kind=number] input").first.fill("7")
    page.locator("form[data-kind=order] [data-action=down]").first.click()
    page.locator("form[data-kind=claim-lines] [data-action=add-line]").first.click()
    page.emulate_media(media="print")


@pytest.mark.parametrize("address", LONGEST)
def test_ten_questions_and_their_answers_are_four_pages_at_most(page: Page, site: str, address: str) -> None:
    begun(page, site + address)
    assert 2 <= sheets(page, "Letter") <= 4
    assert 2 <= sheets(page, "A4") <= 4


def test_nothing_of_the_site_and_of_the_answers_given_is_on_paper(page: Page, site: str) -> None:
    on_paper(page, site)
    for part in (
        "header",
        "nav",
        ".button",
        "input[type=radio]",
        "select",
        ".option__feedback",
        ".item__result",
        ".option__verdict",
    ):
        expect(page.locator(part).locator("visible=true")).to_have_count(0)
    typed = page.locator("form[data-kind=number] input").first
    assert typed.evaluate("field => getComputedStyle(field).color") == "rgba(0, 0, 0, 0)"
    page.locator("form[data-kind=single] .item__stem").first.evaluate("stem => { stem.tabIndex = -1; stem.focus() }")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"


LETTERED = """form => [...form.querySelectorAll(".option")].map((option) => {
  const row = option.querySelector(".option__row");
  return [getComputedStyle(row, "::before").content, option.hasAttribute("data-correct")];
})"""
KEY = "form => getComputedStyle(form.querySelector('summary + .item__key'), '::before').content"


def test_options_have_letters_and_the_key_names_the_right_one(page: Page, site: str) -> None:
    on_paper(page, site)
    asked = page.locator("form:is([data-kind=single], [data-kind=find])").all()
    assert len(asked) >= 3
    for form in asked:
        options = form.evaluate(LETTERED)
        assert {content for content, _ in options} == {'counter(option, upper-alpha) "."'}
        letters = [letter for letter, (_, right) in zip("ABCDEFGHIJ", options, strict=False) if right]
        assert re.findall(r"[A-J](?=\. )", form.evaluate(KEY)) == letters


def test_matches_orders_and_claims_can_be_filled_in_with_a_pencil(page: Page, site: str) -> None:
    on_paper(page, site)
    match = page.locator("form[data-kind=match]").first
    assert match.locator(".match__letters > li:visible").count() == len(match.locator("select").first.locator("option").all()) - 1
    for row in match.locator(".match__text").all():
        assert row.evaluate("row => parseFloat(getComputedStyle(row, '::before').width)") > 30
    order = page.locator("form[data-kind=order]").first
    entries = sorted(order.locator(".order__entry").all(), key=lambda entry: entry.evaluate("e => e.getBoundingClientRect().y"))
    assert [entry.get_attribute("data-id") for entry in entries] == list("abcdefgh")[: len(entries)], "as it was asked"
    assert entries[0].evaluate("entry => parseFloat(getComputedStyle(entry, '::before').width)") > 15
    expect(order.get_by_text("with the buttons")).to_be_hidden()
    expect(order.get_by_text("Number them")).to_be_visible()
    rows = page.locator("form[data-kind=claim-lines]").first.locator(".claim-grid > :visible")
    expect(rows).to_have_count(6)
    for cell in (rows.first.locator("[data-cell]").first, *rows.all()[1:]):
        box = box_of(cell)
        assert box["width"] > 60
        assert box["height"] > 18


STYLE = "([element, pseudo, name]) => getComputedStyle(document.querySelector(element), pseudo)[name]"


def test_answers_begin_a_sheet_and_questions_are_not_torn(page: Page, site: str) -> None:
    on_paper(page, site)
    assert page.evaluate(STYLE, [".quiz__items", "::after", "content"]) == '"Answers"'
    assert page.evaluate(STYLE, [".quiz__items", "::after", "breakBefore"]) == "page"
    assert page.evaluate(STYLE, [".item__question", None, "breakInside"]) == "avoid"
    questions, answers = (page.locator(part).all() for part in (".item__question", ".item__worked"))
    last = max(question.evaluate("each => each.getBoundingClientRect().bottom") for question in questions)
    assert all(answer.evaluate("each => each.getBoundingClientRect().top") > last for answer in answers)


def test_no_question_no_worksheet(page: Page, site: str) -> None:
    page.goto(f"{site}practice/exam/")
    expect(page.get_by_role("button", name="Begin the exam")).to_be_visible()
    assert sheets(page, "Letter") == 1
