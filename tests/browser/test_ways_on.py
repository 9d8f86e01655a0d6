"""What an end offers is what comes; and questions that cannot be had are asked for again, never shown in part."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from macros.guide import Guide
from macros.scenarios.bank import Entry
from tests.browser.test_session import fill, on, shown

GUIDE = Guide.load(Path(__file__).resolve().parents[2])

pytestmark = pytest.mark.browser


def asked(topic: str, count: int) -> list[Entry]:
    """Questions of a topic, each of another scenario."""
    first: dict[str, Entry] = {}
    for entry in GUIDE.bank.entries(topic):
        if entry.item is not None and not entry.past:
            first.setdefault(entry.scenario, entry)
    return [*first.values()][:count]


def link_to(*entries: Entry) -> str:
    return f"practice/set/#bank={GUIDE.bank.current_edition}&items={','.join(f'{entry.topic}:{entry.id}' for entry in entries)}"


def walk(page: Page, count: int) -> list[str]:
    """Answer so many questions one after another, to the end; their ids."""
    ids = []
    for place in range(1, count + 1):
        expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place} of {count}")
        ids.append(shown(page).get_attribute("id") or "")
        fill(shown(page), right=True)
        on(page).click()
        on(page).click()
    expect(page.locator(".session-end")).to_be_visible()
    return ids


def have_due(page: Page, site: str, entries: list[Entry]) -> None:
    """The skills of these questions were missed long ago."""
    items = {entry.id: {"topic": entry.topic, "level": entry.level, "times": 1, "right": 0, "last": 1} for entry in entries}
    stored = {"version": 1, "items": items, "days": {}, "skills": {entry.scenario: [[1, "wrong"]] for entry in entries}}
    page.goto(f"{site}practice/")
    page.evaluate("stored => localStorage.setItem('guide97112', stored)", json.dumps(stored))
    page.goto(f"{site}practice/review/")


def test_a_review_of_more_than_ten_goes_on_after_a_reload(phone: Page, site: str) -> None:
    due = asked("edits", 6) + asked("plans", 6)
    have_due(phone, site, due)
    forms, more = phone.locator("form.item"), phone.get_by_role("button", name="Next questions")
    expect(forms).to_have_count(10)
    expect(phone.locator(".tool__status")).to_have_text("12 questions are due.")
    expect(more).to_be_visible()
    phone.reload()
    expect(forms).to_have_count(10)
    expect(more).to_be_visible()
    first = walk(phone, 10)
    phone.reload()
    end = phone.locator(".session-end")
    expect(end.locator("h2")).to_have_text("10 of 10 right")
    expect(phone.locator(".tool__status")).to_have_text("2 questions are due.")
    end.get_by_role("button", name="2 more").click()
    second = walk(phone, 2)
    skills = {name.rpartition("-")[0] for name in (*first, *second)}
    assert skills == {entry.scenario for entry in due}
    phone.reload()
    expect(end).to_be_visible()
    expect(more).to_be_hidden()
    expect(end.get_by_role("button", name=re.compile("more$"))).to_have_count(0)


@pytest.mark.parametrize(
    ("topics", "words"), [(["edits"], "Ten more on this topic"), (["edits", "plans"], "Ten more on these topics")]
)
def test_after_an_assignment_ten_more_are_on_its_topics(topics: list[str], words: str, phone: Page, site: str) -> None:
    entries = [asked(topic, 1)[0] for topic in topics]
    phone.goto(site + link_to(*entries))
    walk(phone, len(entries))
    expect(phone.locator(".session-end").get_by_role("button", name=re.compile(r"\d+ more"))).to_have_count(0)
    phone.locator(".session-end").get_by_role("link", name=words).click()
    forms = phone.locator("form.item")
    expect(forms).to_have_count(10)
    assert {*forms.evaluate_all("forms => forms.map(form => form.dataset.topic)")} == {*topics}


def test_after_redoing_a_miss_a_set_still_says_how_many_come(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/set/#seed=7&topics=edits:3&levels=1,2,3&bank=2")
    for place in (1, 2, 3):
        expect(phone.locator(".steps-bar__place")).to_have_text(f"Question {place} of 3")
        fill(shown(phone), right=place > 1)
        on(phone).click()
        on(phone).click()
    phone.get_by_role("button", name="Redo the one you missed").click()
    walk(phone, 1)
    phone.locator(".session-end").get_by_role("button", name="3 more").click()
    expect(phone.locator("form.item")).to_have_count(3)


WAYS = {
    "mixed": ("practice/across/#begin", 10),
    "set": ("practice/set/#seed=7&topics=units:4,edits:4&levels=1,2,3&bank=2", 8),
    "assigned": (link_to(*asked("units", 3), *asked("edits", 3)), 6),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_fails_in_the_middle_is_said_and_tried_again(way: str, lenient_page: Page, site: str) -> None:
    page = lenient_page
    address, count = WAYS[way]
    files = 0

    def fail_after_two(route: Route) -> None:
        nonlocal files
        files += 1
        if files > 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/generated/questions/*.json", fail_after_two)
    page.goto(site + address)
    expect(page.locator(".tool__status")).to_contain_text("could not be loaded")
    expect(page.locator("form.item")).to_have_count(0)
    assert files > 2
    page.unroute("**/generated/questions/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("form.item")).to_have_count(count)
    expect(page.locator(".tool__status")).not_to_contain_text("could not be loaded")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


def test_an_exam_does_not_begin_with_a_part_of_its_questions(lenient_page: Page, site: str) -> None:
    page = lenient_page
    page.route("**/generated/questions/edits-*.json", lambda route: route.abort())
    page.goto(f"{site}practice/exam/#seed=7&topics=edits:2,people:2&minutes=10")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator(".tool__status")).to_contain_text("could not be loaded")
    expect(page.locator("form.item")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('guide97112.sessions')") is None
    page.unroute("**/generated/questions/edits-*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("form.item")).to_have_count(4)


def test_new_questions_of_a_topic_that_fail_leave_those_on_the_page(lenient_page: Page, site: str) -> None:
    page = lenient_page
    page.route("**/generated/questions/*.json", lambda route: route.abort())
    page.goto(f"{site}practice/units/")
    before = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    page.get_by_role("button", name="New questions").click()
    expect(page.locator(".quiz__status")).to_contain_text("could not be loaded")
    assert page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)") == before
    page.unroute("**/generated/questions/*.json")
    page.get_by_role("button", name="New questions").click()
    expect(page.locator(".quiz__status")).to_contain_text("10 new questions")
    expect(page.locator("form.item")).to_have_count(10)
