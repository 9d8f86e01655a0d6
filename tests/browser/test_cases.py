"""A case in a real browser: one question after another, the record growing beside them, and without a script all at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from macros.guide import Guide
from tests.browser.conftest import new_page

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
CASE = GUIDE.quizzes.case("numb-feet")

pytestmark = pytest.mark.browser


def answer_rightly(page: Page, place: int) -> None:
    form = page.locator(".casebook__part").nth(place).locator("form.item")
    if form.get_attribute("data-kind") == "number":
        form.locator("input").fill(form.get_attribute("data-answer") or "")
    else:
        form.locator("[data-correct] .option__row").click()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text("Right.")


def test_a_case_is_told_question_by_question_to_its_end(page: Page, site: str) -> None:
    page.goto(f"{site}practice/cases/numb-feet/")
    parts = page.locator(".casebook__part")
    expect(parts).to_have_count(len(CASE.parts))
    gained = page.locator(".casebook__gained")
    for place in range(len(CASE.parts)):
        expect(parts.nth(place)).to_be_visible()
        if place + 1 < len(CASE.parts):
            expect(parts.nth(place + 1)).to_be_hidden()
        answer_rightly(page, place)
        if place + 1 < len(CASE.parts):
            page.get_by_role("button", name="Next question").click()
            expect(parts.nth(place + 1).locator(".casebook__place")).to_be_focused()
    expect(gained).to_contain_text("First visit: evaluation (97161)")
    expect(gained).to_contain_text("Minutes of the second visit")
    expect(page.locator(".casebook__end")).to_contain_text(f"{len(CASE.parts)} of {len(CASE.parts)} questions are right.")
    page.get_by_role("button", name="The same case, drawn anew").click()
    expect(parts.nth(0)).to_be_visible()
    expect(parts.nth(1)).to_be_hidden()
    expect(page.locator(".casebook__end")).to_be_empty()
    answer_rightly(page, 0)


def test_a_case_goes_on_where_it_was_left(page: Page, site: str) -> None:
    page.goto(f"{site}practice/cases/numb-feet/")
    for place in range(2):
        answer_rightly(page, place)
        page.get_by_role("button", name="Next question").click()
    page.reload()
    parts = page.locator(".casebook__part")
    expect(parts.nth(1)).to_be_hidden()
    expect(page.locator(".casebook__resume")).to_contain_text("question 3")
    before = page.evaluate("localStorage.guide97112")
    page.get_by_role("button", name="Continue").click()
    expect(parts.nth(2).locator(".casebook__place")).to_be_focused()
    expect(parts.nth(0).locator(".item__result")).to_contain_text("Right.")
    expect(page.locator(".casebook__resume")).to_have_count(0)
    assert page.evaluate("localStorage.guide97112") == before  # Nothing is counted twice.
    for place in range(2, len(CASE.parts)):
        answer_rightly(page, place)
        if place + 1 < len(CASE.parts):
            page.get_by_role("button", name="Next question").click()
    expect(page.locator(".casebook__end")).to_contain_text(f"{len(CASE.parts)} of {len(CASE.parts)} questions are right.")
    page.reload()
    expect(page.locator(".casebook__resume")).to_have_count(0)


def test_an_answer_given_before_the_case_lives_is_not_lost(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/quiz/cases.js", lambda route: held.append(route))
    page.goto(f"{site}practice/cases/numb-feet/")
    answer_rightly(page, 0)
    for route in held:
        route.continue_()
    page.get_by_role("button", name="Next question").click()
    expect(page.locator(".casebook__part").nth(1)).to_be_visible()


def test_on_a_phone_the_record_comes_along(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}practice/cases/numb-feet/")
    answer_rightly(page, 0)
    page.get_by_role("button", name="Next question").click()
    place = page.locator(".casebook__part").nth(1).locator(".casebook__place")
    page.wait_for_function("place => place.getBoundingClientRect().top >= 48", arg=place.element_handle())
    record = page.locator(".casebook__part").nth(1).locator("details.casebook__so-far")
    record.locator("summary").click()
    expect(record).to_contain_text("First visit: evaluation (97161)")
    expect(record.get_by_text("First visit: evaluation (97161)")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 740})
    expect(record).to_be_hidden()


def test_the_record_stands_beside_on_a_desk_and_above_on_a_phone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/cases/numb-feet/")
    told, parts = page.locator(".casebook__told"), page.locator(".casebook__parts")
    one, two = told.bounding_box(), parts.bounding_box()
    assert one
    assert two
    assert two["x"] + two["width"] <= one["x"]
    page.set_viewport_size({"width": 360, "height": 800})
    one, two = told.bounding_box(), parts.bounding_box()
    assert one
    assert two
    assert one["y"] + one["height"] <= two["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_script_every_part_and_its_answer_can_be_read(scriptless_page: Page, site: str) -> None:
    page = scriptless_page
    page.goto(f"{site}practice/cases/numb-feet/")
    parts = page.locator(".casebook__part")
    for place in range(len(CASE.parts)):
        expect(parts.nth(place).locator(".item__stem")).to_be_visible()
        parts.nth(place).locator("summary").click()
        expect(parts.nth(place).locator(".steps")).to_be_visible()


def test_a_writer_sees_a_question_and_a_case_as_a_learner_does(tab: Page) -> None:
    """`guide preview --open` serves a page with the site's look and player until Ctrl+C."""
    for file, scenario in (("quizzes/units.yml", ["two-timed-codes"]), ("quizzes/cases/numb-feet.yml", [])):
        command = [sys.executable, "-m", "macros.cli", "preview", file, *scenario, "--open"]
        environment, pipe = {"BROWSER": "true", "PATH": "/usr/bin:/bin"}, subprocess.PIPE
        running = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=GUIDE.root, env=environment)
        assert running.stderr
        address = running.stderr.readline().split()[2]
        page = new_page(tab.context)
        page.goto(address)
        expect(page.get_by_role("button", name="Check").first).to_be_enabled()
        assert page.locator(".item").first.evaluate("node => getComputedStyle(node).padding") != "0px"
        page.close()
        running.terminate()
        running.wait(10)
