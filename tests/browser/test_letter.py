"""A clinician with a denial writes the appeal letter and prints it; a pair of codes is looked up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hostile = true"><b>bold</b> {member} ${1+1}'


def test_the_letter_holds_what_is_typed_as_text_and_prints_alone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    requests: list[str] = []
    page.goto(f"{site}reference/appeal-letter/")
    letter = page.locator(".letter")
    expect(letter).to_contain_text("Patient: [name of the patient].")
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_label("Patient", exact=True).focus()
    page.keyboard.type(HOSTILE)
    page.keyboard.press("Tab")
    page.keyboard.type("1EG4-TE5-MK72")
    page.get_by_label("What took a therapist, date by date").fill("March 12: foam removed.\nMarch 14: foam again.")
    page.get_by_label("The day you received the decision").fill("2026-04-30")
    expect(page.locator(".letter__due")).to_contain_text("Due Friday, August 28, 2026.")
    expect(letter).to_contain_text(HOSTILE)
    expect(letter).to_contain_text("Number: 1EG4-TE5-MK72.")
    expect(letter).to_contain_text("March 12: foam removed. March 14: foam again.")
    expect(letter.locator("img, b")).to_have_count(0)
    assert page.evaluate("window.hostile") is None
    expect(letter).to_contain_text("chapter 15, section 220.2")
    page.get_by_label("Code on the remittance").select_option("CO-96")
    expect(letter).to_contain_text("adjudication indicator 3")
    expect(letter).not_to_contain_text("section 220.2", use_inner_text=True)
    page.get_by_label("What you ask for").select_option("An appeal to another plan")
    expect(letter).not_to_contain_text("Medicare", use_inner_text=True)
    expect(page.locator(".letter__due")).to_contain_text("stands in the notice")
    page.get_by_label("What you withdraw, if anything").fill("the second unit of March 23")
    expect(letter).to_contain_text("I withdraw the second unit of March 23.")
    page.get_by_role("checkbox", name="Score sheets with dates").uncheck()
    expect(letter).not_to_contain_text("Score sheets", use_inner_text=True)
    page.emulate_media(media="print")
    expect(page.locator("form.finder__form")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    expect(letter).to_be_visible()
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", page.pdf())) <= 2
    assert not requests
    assert "#" not in page.url
    assert "1EG4" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Clear the letter").click()
    expect(letter).not_to_contain_text("1EG4", use_inner_text=True)


def test_without_javascript_the_letter_has_blanks(scriptless_page: Page, site: str) -> None:
    scriptless_page.goto(f"{site}reference/appeal-letter/")
    expect(scriptless_page.locator("form.finder__form")).to_be_hidden()
    expect(scriptless_page.locator(".letter")).to_contain_text("I am the treating [physical or occupational therapist]")


def test_a_pair_of_codes_is_looked_up_and_a_link_keeps_it(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/edits/")
    finder = page.locator("[data-finder=pair]")
    finder.evaluate("part => part.scrollIntoView()")
    expect(finder.locator(".finder__result")).to_be_hidden()
    finder.get_by_label("The other code").fill("95992")
    expect(finder.locator(".finder__code")).to_have_text("Edited: 97112 denies unless the services were distinct and marked so.")
    assert page.url.endswith("#first=97112&second=95992")
    page.reload()
    expect(finder.locator(".finder__note")).to_contain_text("97112")
    finder.get_by_label("One code").fill("97530")
    finder.get_by_label("The other code").fill("97116")
    expect(finder.locator(".finder__code")).to_have_text("No edit: no modifier needed.")
    finder.get_by_label("The other code").fill("97530")
    expect(finder.locator(".finder__result")).to_be_hidden()
    expect(finder).to_contain_text("Write another code")
    finder.get_by_label("The other code").fill("<b>x5")
    expect(finder).to_contain_text("<B>X5 is in no table of edits")
    page.goto(f"{site}reference/edits/#E-04")
    expect(page.locator("#E-04")).to_be_in_viewport()
    assert page.url.endswith("#E-04")


def test_nothing_above_the_form_of_the_edits_moves_when_its_style_comes(page: Page, site: str) -> None:
    """The form's style is read within the page, after the answer is shown."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/edits/#first=97112&second=95992")
    expect(page.locator("[data-finder=pair][data-waiting]")).to_have_count(0)
    styled = [page.locator(".minute").bounding_box(), page.locator("h1").bounding_box()]
    page.evaluate("document.querySelector('link[href*=\"finder.css\"]').disabled = true")
    assert [page.locator(".minute").bounding_box(), page.locator("h1").bounding_box()] == styled
