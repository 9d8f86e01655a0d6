"""A person comes to a finder with a question and leaves with the answer, its reason, and a link that keeps it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import shipped

pytestmark = pytest.mark.browser


def test_the_code_of_an_activity_is_found_by_keyboard_and_a_link_keeps_it(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/which-code/")
    result = page.locator(".finder__result")
    expect(result.locator(".finder__code")).to_contain_text("97112")
    expect(page.locator(".finder__answer")).to_be_in_viewport()
    page.get_by_role("checkbox", name="Whole task").focus()
    page.keyboard.press("Space")
    expect(result.locator(".finder__code")).to_contain_text(["97530", "97112"])
    expect(page.locator(".finder__status")).to_contain_text("97530")
    page.locator(".finder").get_by_label("What was trained").select_option("walking")
    expect(result.locator(".finder__code")).to_contain_text(["97116"])
    expect(result).to_contain_text("Of no effect here: Whole task, for a named function.")
    assert page.url.endswith("#does=corrects&trains=walking&whole_task=yes")
    page.reload()
    expect(result.locator(".finder__code")).to_contain_text(["97116"])
    expect(page.get_by_role("checkbox", name="Whole task")).to_be_checked()
    page.get_by_text("A modality or a device").click()
    page.locator(".finder").get_by_label("The clinician").select_option("starts")
    page.locator(".finder").get_by_label("Modality").select_option("stimulation")
    expect(result.locator(".finder__code")).to_contain_text(["G0283"])
    result.locator(".finder__why .fact__id").first.click()
    expect(page).to_have_url(re.compile(r"/reference/what-97112-covers/#S-81$"))
    expect(page.locator("#S-81")).to_be_in_viewport()


@shipped
def test_who_may_provide_it_is_answered_for_a_day_and_led_to_its_fact(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/who-may-bill/")
    finder = page.locator(".finder")
    expect(finder.locator(".finder__word")).to_have_text("Allowed")
    expect(finder.locator(".finder__word")).to_be_in_viewport()
    finder.get_by_label("Profession").select_option("Physical therapist assistant (PTA)")
    expect(finder.locator(".finder__word")).to_have_text("Allowed, under general supervision")
    finder.get_by_label("Service date").fill("2024-12-31")
    expect(finder.locator(".finder__status")).to_have_text("Allowed, under direct supervision.")
    expect(finder.locator(".finder__days")).to_contain_text(
        "Service dates from January 1, 2025 on: Allowed, under general supervision."
    )
    finder.get_by_text("Supervision and incident-to").click()
    finder.get_by_label("Supervision of an assistant").select_option("general")
    expect(finder.locator(".finder__word")).to_have_text("Not allowed")
    page.reload()
    expect(finder.locator(".finder__word")).to_have_text("Not allowed")
    expect(finder.get_by_label("Supervision of an assistant")).to_be_visible()
    finder.get_by_label("Service date").fill("2017-12-31")
    expect(finder.locator(".finder__error")).to_contain_text("2018-01-01")
    expect(finder.locator(".finder__result")).to_be_hidden()
    finder.get_by_label("Service date").fill("2026-03-02")
    finder.locator(".finder__why .fact__id").first.click()
    expect(page.locator("#S-06a")).to_be_in_viewport()


def test_a_deadline_is_counted_from_its_day_and_a_link_keeps_it(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/deadlines/#what=hearing&day=2025-12-01")
    finder = page.locator(".finder")
    expect(finder.locator(".finder__due")).to_have_text("Due Friday, January 30, 2026")
    expect(finder.locator(".finder__due")).to_be_in_viewport()
    expect(finder.locator(".finder__why")).to_contain_text("A request made in 2026 needs $200 in dispute. N-10")
    finder.get_by_label("What is due").select_option("The claim")
    finder.get_by_label("The service date").fill("2025-07-04")
    expect(finder.locator(".finder__status")).to_contain_text("Due Saturday, July 4, 2026.")
    expect(finder.locator(".finder__why")).to_contain_text("filed on the next one, July 6, 2026, still counts as on time.")
    finder.get_by_label("What is due").select_option("The progress report")
    expect(finder.locator("#finder-error-week")).to_have_text("Mark at least one day of the week.")
    expect(finder.locator(".finder__result")).to_be_hidden()
    finder.get_by_label("Count from").fill("2026-03-03")
    for day in ("Tue", "Fri"):
        finder.get_by_label(day).check()
    expect(finder.locator(".finder__due")).to_have_text("Due Friday, April 3, 2026")
    page.reload()
    expect(finder.locator(".finder__due")).to_have_text("Due Friday, April 3, 2026")
    expect(finder.get_by_label("Tue")).to_be_checked()
    finder.locator(".finder__why .fact__id").first.click()
    expect(page.locator("#D-30")).to_be_in_viewport()
