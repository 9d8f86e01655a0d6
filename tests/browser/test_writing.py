"""Pages on writing it down: one pair of notes at a time, rows that open their fact, a checklist on one sheet, samples to keep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_checklist_prints_as_one_sheet(page: Page, site: str, paper: str) -> None:
    page.goto(f"{site}reference/checklist/")
    expect(page.locator("form.item").first).to_be_attached()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper))) == 1
    page.emulate_media(media="print")
    for document in page.locator(".checklist").all():
        expect(document).to_be_visible()
    for other in ("form.item", ".minute", ".proof", "h2#check-yourself"):
        expect(page.locator(other).first).to_be_hidden()


def test_one_pair_of_notes_is_open_at_a_time(page: Page, site: str) -> None:
    page.goto(f"{site}reference/notes/")
    shown = page.locator(".note-pair:visible")
    expect(shown).to_have_count(1)
    expect(page.get_by_role("heading", name="Balance in one line")).to_be_visible()
    page.get_by_role("article").get_by_role("link", name="Two patients at once").click()
    expect(shown).to_have_count(1)
    expect(page.get_by_role("heading", name="Two patients at once")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Balance in one line")).to_be_hidden()
    page.go_back()
    expect(page.get_by_role("heading", name="Balance in one line")).to_be_visible()


def test_a_row_of_a_document_opens_its_fact_under_itself(page: Page, site: str) -> None:
    page.goto(f"{site}reference/documentation/")
    row = page.locator("tr:has(> th > a[href='#D-23b'])")
    row.get_by_role("link", name="D-23b").click()
    opened = page.locator("tr.cited-row")
    expect(opened).to_contain_text("timed and untimed services together")
    assert row.evaluate("row => row.nextElementSibling.className") == "cited-row"
    page.locator(".ruled a[href='#D-23c']").click()
    expect(opened).to_have_count(1)
    expect(opened).to_contain_text("gives the date of treatment")
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)


@pytest.mark.parametrize("fact", ["D-10a", "D-23a", "D-14"])
def test_an_old_address_of_a_fact_still_leads_to_it(page: Page, site: str, fact: str) -> None:
    page.goto(f"{site}reference/documentation/#{fact}")
    expect(page.locator(f"[id='{fact}']")).to_be_in_viewport()


def test_the_deadline_tool_and_its_answer_are_on_the_first_screen_of_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}reference/deadlines/")
    for part in ("select[name=what]", "input[name=day]", ".finder__due", ".finder__note"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_a_sample_can_be_downloaded_as_it_is_checked(page: Page, site: str) -> None:
    page.goto(f"{site}reference/samples/")
    links = page.locator(".sample-checks a[download]")
    assert links.count() == 5
    for link in links.all():
        address = str(link.evaluate("link => link.href"))
        kept = ROOT / "docs/reference/samples" / address.rpartition("/")[2]
        assert page.request.get(address).body() == kept.read_bytes()
