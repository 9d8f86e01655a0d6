"""A case in a real browser: a session, the record growing beside it, and without a script all at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.guide import Guide
from tests.browser.conftest import bottom, box_of, new_page, stored
from tests.browser.test_session import fill, on, shown

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
CASE = GUIDE.quizzes.case("numb-feet")

pytestmark = pytest.mark.browser


COUNT = len(CASE.parts)


def answer(page: Page, place: int, *, right: bool = True) -> None:
    """Fill in the question that is shown, which is the one at that place, and check it."""
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place + 1} of {COUNT}")
    fill(shown(page), right=right)
    on(page).click()
    expect(shown(page).locator(".item__result")).to_contain_text("Right." if right else "Not right.")


def test_a_case_is_gone_through_part_by_part_to_its_end(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/cases/numb-feet/")
    record = phone.locator(".casebook__told")
    for place in range(COUNT):
        answer(phone, place, right=place != 1)
        on(phone).click()
    end = phone.locator(".session-end")
    expect(end.locator("h2")).to_have_text(f"{COUNT - 1} of {COUNT} right")
    expect(end.locator("li")).to_contain_text("Question 2")
    expect(end.get_by_role("link", name="Read: ")).to_have_count(1)
    expect(end.get_by_role("link", name="All cases")).to_have_attribute("href", "../")
    phone.reload()  # The end was on the screen, and is so again.
    expect(end.locator("h2")).to_have_text(f"{COUNT - 1} of {COUNT} right")
    end.get_by_role("button", name="Redo the one you missed").tap()
    expect(phone.locator(".steps-bar__place")).to_have_text("Question 1 of 1")
    record.locator("summary").tap()
    expect(record.locator(".casebook__gained")).to_contain_text("First visit: evaluation (97161)")  # What came before it.
    fill(shown(phone), right=True)
    on(phone).tap()
    on(phone).tap()
    expect(end.locator("h2")).to_have_text("1 of 1 right")
    expect(end.get_by_role("link", name="Read: ")).to_have_count(1)
    assert {item["times"] for item in stored(phone)["items"].values()} == {1}
    end.get_by_role("button", name="The same case, drawn anew").tap()
    answer(phone, 0)


def test_a_case_is_told_in_its_order(page: Page, site: str) -> None:
    """What comes next may give away the answer, so no key leads there before it is given."""
    page.goto(f"{site}practice/cases/numb-feet/")
    page.get_by_role("button", name="One at a time").click()
    shown(page).locator("summary").focus()
    page.keyboard.press("n")
    page.wait_for_timeout(100)
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question 1 of {COUNT}")
    answer(page, 0)
    page.keyboard.press("n")
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question 2 of {COUNT}")
    page.keyboard.press("p")
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question 1 of {COUNT}")


def test_a_case_goes_on_where_it_was_left(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/cases/numb-feet/")
    phone.get_by_role("button", name="The same case, drawn anew").tap()
    expect(phone.locator(".quiz__status")).to_contain_text("1 new draw")
    drawn = phone.locator(".casebook").get_attribute("data-drawn") or ""
    for place in range(2):
        answer(phone, place)
        on(phone).click()
    before = stored(phone)
    phone.reload()
    expect(phone.locator(".steps-bar__place")).to_have_text(f"Question 3 of {COUNT}")
    assert phone.locator(".casebook").get_attribute("data-drawn") == drawn
    expect(phone.locator(".casebook__gained")).to_contain_text("First visit: evaluation (97161)")
    phone.locator("[data-action=back]").tap()
    expect(shown(phone).locator(".item__result")).to_contain_text("Right.")
    assert stored(phone) == before  # Nothing is counted twice.
    on(phone).tap()
    for place in range(2, COUNT):
        answer(phone, place)
        on(phone).click()
    expect(phone.locator(".session-end h2")).to_have_text(f"{COUNT} of {COUNT} right")
    phone.goto("about:blank")
    phone.goto(f"{site}practice/cases/numb-feet/")  # Another day: the case begins.
    expect(phone.locator(".steps-bar__place")).to_have_text(f"Question 1 of {COUNT}")
    expect(phone.locator(".session-end")).to_have_count(0)


def test_the_record_is_in_reach_at_every_question_on_a_phone(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/cases/numb-feet/")
    record = phone.locator(".casebook__told")
    story = record.locator(".casebook__story")
    expect(story).to_be_visible()
    entries = phone.locator(".casebook__part").evaluate_all(
        "parts => parts.map(part => part.querySelector('.casebook__entry')?.textContent.trim() ?? '')"
    )
    for place in range(COUNT):
        if place:
            expect(story).to_be_hidden()
            expect(record.locator("summary")).to_be_in_viewport(ratio=1)
            record.locator("summary").tap()
            expect(story).to_be_visible()
        gained = " ".join(record.locator(".casebook__gained").inner_text().split())
        assert [entry for entry in entries if entry and " ".join(entry.split()) in gained] == [e for e in entries[:place] if e]
        answer(phone, place)
        assert bottom(on(phone)) <= 740
        on(phone).click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_record_stands_beside_on_a_desk(page: Page, site: str) -> None:
    page.goto(f"{site}practice/cases/numb-feet/")
    page.get_by_role("button", name="One at a time").click()
    told, parts = page.locator(".casebook__told"), page.locator(".casebook__parts")
    for place in range(2):
        expect(page.locator(".casebook__story")).to_be_visible()
        one, two = box_of(told), box_of(parts)
        assert two["x"] + two["width"] <= one["x"]
        answer(page, place)
        on(page).click()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator(".casebook__story")).to_be_hidden()
    one, two = box_of(told), box_of(parts)
    assert one["y"] + one["height"] <= two["y"]


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
