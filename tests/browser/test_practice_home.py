"""The page of all practice as a student comes back to it: the first day, what is due, what was left, nothing kept."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.browser.conftest import bottom, new_page, stored, students_page
from tests.browser.test_session import fill, on, shown
from tests.proof import proof

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
MONDAY = datetime(2026, 11, 23, 9, 30)

pytestmark = pytest.mark.browser


def at(page: Page, day: int) -> None:
    """The clock of the reader: so many days after a Monday morning."""
    page.clock.set_fixed_time(MONDAY + timedelta(days=day))


def keep(page: Page, stored: dict[str, Any], name: str = "guide97112") -> None:
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, json.dumps(stored)])


def today(page: Page) -> Locator:
    return page.locator("[data-home]")


def state_of(page: Page, topic: str) -> Locator:
    return page.locator(f".skills li:has([data-topic={topic}]) .skills__state")


def walk(page: Page, *, misses: int = 0) -> list[str]:
    """A session from where it stands to its end, with the first questions missed; the skills that were asked."""
    expect(on(page)).to_be_visible()
    count = page.locator("form.item").count()
    skills = []
    for place in range(1, count + 1):
        expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place} of {count}")
        form = shown(page)
        skills.append((form.get_attribute("id") or "").rpartition("-")[0])
        fill(form, right=place > misses)
        on(page).click()
        expect(on(page)).to_have_text("Finish" if place == count else "Next")
        on(page).click()
    expect(page.locator(".session-end h2")).to_have_text(f"{count - misses} of {count} right")
    return skills


@pytest.fixture(params=["phone", proof("desk")])
def student(request: pytest.FixtureRequest, browser: Browser) -> Any:
    """A browser as a student has it, on a phone and on a desk, one question at a time."""
    yield from students_page(request, browser, narrow=request.param == "phone")


def test_the_first_day_begins_with_one_tap(student: Page, site: str) -> None:
    student.goto(f"{site}practice/")
    start = today(student).get_by_role("link")
    expect(start).to_have_count(1)
    assert bottom(start) <= 740
    expect(today(student)).to_contain_text("Start with ten questions")
    for topic in GUIDE.quizzes.topics:
        expect(state_of(student, topic.id)).to_have_text("New")
    start.click()
    expect(student.locator(".steps-bar__place")).to_have_text("Question 1 of 10")
    forms = student.locator("form.item")
    drawn = {entry.id for entry in GUIDE.bank.every_entry() if entry.level <= 2}
    assert set(forms.evaluate_all("forms => forms.map(form => form.id)")) <= drawn
    topics = forms.evaluate_all("forms => forms.map(form => form.dataset.topic)")
    assert len(set(topics)) == 10
    ids = forms.evaluate_all("forms => forms.map(form => form.id)")
    student.reload()
    expect(forms).to_have_count(10)
    assert forms.evaluate_all("forms => forms.map(form => form.id)") == ids
    student.go_back()
    expect(student).to_have_url(f"{site}practice/")


def test_three_days_of_reviews(student: Page, site: str) -> None:
    at(student, 0)
    student.goto(f"{site}practice/edits/")
    first = walk(student, misses=2)
    assert len(set(first)) == 5
    end = student.locator(".session-end")
    expect(end).to_contain_text("2 questions come back tomorrow.")
    student.goto(f"{site}practice/")
    expect(today(student)).to_contain_text("Nothing is due today; 2 questions come back tomorrow.")
    expect(state_of(student, "edits")).to_contain_text("Learning 5 of")

    at(student, 1)
    student.reload()
    expect(today(student).locator(".today__what").first).to_have_text("2 due today")
    expect(state_of(student, "edits")).to_contain_text("Due: 2")
    assert bottom(today(student).get_by_role("link", name="Review")) <= 740
    expect(today(student).get_by_role("link").first).to_have_text("Review")
    missed = list(stored(student)["items"])[:2]
    today(student).get_by_role("link", name="Review").click()
    expect(student.locator("form.item")).to_have_count(2)
    assert not set(student.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")) & set(missed)
    assert sorted(walk(student)) == sorted(first[:2])
    expect(student.locator(".session-end__due")).to_have_text("3 questions come back tomorrow.")

    at(student, 2)
    student.goto(f"{site}practice/")
    expect(today(student).locator(".today__what").first).to_have_text("3 due today")
    today(student).get_by_role("link", name="Review").click()
    expect(student.locator("form.item")).to_have_count(3)
    assert sorted(walk(student, misses=1)) == sorted(first[2:])
    expect(student.locator(".session-end__due")).to_have_text("3 questions come back tomorrow.")
    student.goto(f"{site}practice/")
    expect(today(student)).to_contain_text("Practiced 3 days in a row.")

    at(student, 30)
    student.reload()
    expect(today(student).locator(".today__what").first).to_have_text("5 due today")
    expect(today(student)).not_to_contain_text("in a row")


def test_what_was_left_is_continued_and_other_tabs_know(student: Page, site: str) -> None:
    other = new_page(student.context, view="")
    other.goto(f"{site}practice/")
    expect(today(other)).to_contain_text("Start with ten questions")
    student.bring_to_front()  # A tab behind another is drawn once a second, and a click waits for the tab to be drawn.
    student.goto(f"{site}practice/units/")
    fill(shown(student), right=True)
    on(student).click()
    on(student).click()
    expect(student.locator(".steps-bar__place")).to_have_text("Question 2 of 3")
    expect(today(other)).to_contain_text("1 of 3 answered, just now")
    student.goto(f"{site}practice/")
    student.reload()
    left = today(student).locator(".today__card--left")
    expect(left).to_contain_text("Practice: minutes to units")
    expect(left.locator("progress")).to_have_js_property("value", 1)
    expect(today(student).locator(".button--primary")).to_have_text("Continue")
    left.get_by_role("link", name="Continue").click()
    expect(student.locator(".steps-bar__place")).to_have_text("Question 2 of 3")
    for place in (2, 3):
        fill(shown(student), right=True)
        on(student).click()
        expect(on(student)).to_have_text("Finish" if place == 3 else "Next")
        on(student).click()
    expect(student.locator(".session-end")).to_be_visible()
    expect(today(other).locator(".today__card--left")).to_have_count(0)
    student.goto(f"{site}practice/")
    expect(today(student).locator(".today__card--left")).to_have_count(0)


def test_every_session_left_is_named_and_only_pages_of_the_site_are_led_to(student: Page, site: str) -> None:
    student.goto(f"{site}practice/")
    session = {
        "title": "<b>Units</b>", "seed": 1, "ids": ["a", "b"], "place": 1, "answers": {}, "checked": ["a"], "counted": ["a"],
        "helped": [], "flags": [], "spent": 0, "begun": 1, "ended": None,
    }  # fmt: skip
    pages = [
        "/practice/units/",
        "/practice/set/#seed=7&topics=units:2",
        "/reference/edits/",
        "//example.org/",
        "javascript:alert(1)",
    ]
    keep(
        student,
        {"version": 2, "pages": {page: {**session, "last": 5 - n} for n, page in enumerate(pages)}},
        "guide97112.sessions",
    )
    student.reload()
    student.get_by_text("2 more unfinished").click()
    expect(today(student).get_by_role("link", name="Continue")).to_have_attribute("href", pages[0])
    expect(today(student).locator(".today__card--left h2")).to_have_text("<b>Units</b>")
    more = today(student).locator("details a")
    assert more.evaluate_all("links => links.map(link => link.getAttribute('href'))") == pages[1:3]


def test_an_exam_that_is_open_says_how_long_it_is(student: Page, site: str) -> None:
    student.goto(f"{site}practice/exam/")
    student.get_by_role("button", name="Begin the exam").click()
    expect(student.locator("form.item:visible")).to_have_count(1)
    student.goto(f"{site}practice/")
    left = today(student).locator(".today__card--left")
    expect(left).to_contain_text("Exam")
    expect(left).to_contain_text("0 of 20 answered, 30 minutes left")
    student.clock.set_fixed_time(datetime.now() + timedelta(minutes=31))
    student.reload()
    expect(left).to_contain_text("the time is up")
    left.get_by_role("link", name="Continue").click()
    expect(student).to_have_url(re.compile("practice/exam/"))


def test_a_case_that_was_left_is_continued(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/cases/numb-feet/")
    fill(shown(phone), right=True)
    on(phone).click()
    expect(on(phone)).to_have_text("Next")
    phone.goto(f"{site}practice/")
    left = today(phone).locator(".today__card--left")
    expect(left).to_contain_text("1 of")
    left.get_by_role("link", name="Continue").click()
    expect(phone.locator(".item__result--right")).to_have_count(1)


@pytest.mark.parametrize(
    "bad", ["{", '{"version":1,"items":{},"days":{},"skills":{"a":[[1,"good"]]}}', proof("[]"), proof("null")]
)
def test_what_cannot_be_read_begins_anew_and_says_so(phone: Page, site: str, bad: str) -> None:
    phone.goto(f"{site}practice/")
    phone.evaluate("bad => { localStorage.guide97112 = bad; localStorage['guide97112.sessions'] = bad; }", bad)
    phone.reload()
    expect(today(phone)).to_contain_text("Start with ten questions")
    expect(today(phone)).to_contain_text("It was set aside")
    aside = phone.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('aside')).map(([, text]) => text)")
    assert bad in aside
    today(phone).get_by_role("link", name="Start").click()
    walk(phone)
    phone.goto(f"{site}practice/")
    expect(today(phone)).to_contain_text("Nothing is due today")
    expect(today(phone)).not_to_contain_text("set aside")


def blocked(context: BrowserContext) -> Page:
    page = new_page(context, view="")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    return page


def test_where_nothing_is_kept_practice_says_so_in_one_line_and_works(lenient_page: Page, site: str) -> None:
    page = blocked(lenient_page.context)
    for name in ("", "units/", "set/", "across/", "review/", "progress/", "cases/numb-feet/"):
        page.goto(f"{site}practice/{name}")
        expect(page.locator(".unkept")).to_have_count(1)
        expect(page.locator(".unkept")).to_contain_text("keeps nothing")
    page.goto(f"{site}practice/")
    expect(today(page)).to_contain_text("Start with ten questions")
    today(page).get_by_role("link", name="Start").click()
    walk(page, misses=1)
    expect(page.locator(".session-end")).to_contain_text("What went wrong")
    expect(page.locator(".session-end__due")).to_have_count(0)  # Nothing comes back of what is forgotten.


def test_where_everything_is_kept_nothing_is_said_of_it(phone: Page, site: str) -> None:
    for name in ("", "units/"):
        phone.goto(f"{site}practice/{name}")
        expect(phone.locator(".unkept")).to_have_count(0)


def test_without_a_script_the_page_begins_with_a_topic(scriptless_page: Page, site: str) -> None:
    scriptless_page.goto(f"{site}practice/")
    begin = scriptless_page.locator(".begin").get_by_role("link")
    expect(begin).to_be_visible()
    expect(scriptless_page.locator(".skills li")).to_have_count(len(GUIDE.quizzes.headings_and_past))
    begin.click()
    expect(scriptless_page.locator("form.item").first).to_be_visible()


def test_how_each_topic_stands_is_said_in_words(phone: Page, site: str) -> None:
    at(phone, 0)
    phone.goto(f"{site}practice/")
    when = int(MONDAY.timestamp() * 1000)
    day = 86_400_000
    skills: dict[str, dict[str, str]] = {}
    for topic in ("edits", "units", "scope"):
        for entry in GUIDE.bank.entries(topic):
            if entry.item and not entry.past:
                skills.setdefault(topic, {})[entry.scenario] = entry.id
    # Edits: each skill right twice, two days apart. Units: one right today. Scope: one missed yesterday.
    histories = {
        "edits": (skills["edits"], [[when - 2 * day, "right"], [when, "right"]]),
        "units": (dict(list(skills["units"].items())[:1]), [[when, "right"]]),
        "scope": (dict(list(skills["scope"].items())[:1]), [[when - day, "wrong"]]),
    }
    items = {
        name: {"topic": topic, "level": 1, "times": 1, "right": 1, "last": when}
        for topic, (asked, _) in histories.items()
        for name in asked.values()
    }
    answers = {skill: answers for asked, answers in histories.values() for skill in asked}
    keep(phone, {"version": 1, "items": items, "days": {}, "skills": answers})
    phone.reload()
    counts = {topic: len(known) for topic, known in skills.items()}
    expect(state_of(phone, "edits")).to_have_text(f"Solid {counts['edits']} of {counts['edits']} skills solid")
    expect(state_of(phone, "units")).to_have_text(f"Learning 1 of {counts['units']} skills tried")
    expect(state_of(phone, "scope")).to_have_text(f"Due: 1 1 of {counts['scope']} skills tried")
    expect(state_of(phone, "payment")).to_have_text("New")


def test_what_earlier_versions_left_in_boxes_is_due(phone: Page, site: str) -> None:
    at(phone, 0)
    phone.goto(f"{site}practice/")
    when = int(MONDAY.timestamp() * 1000)
    entry = next(entry for entry in GUIDE.bank.entries("edits") if entry.item and not entry.past)
    item = {"topic": "edits", "level": 1, "times": 1, "right": 0, "last": when - 10, "box": 1, "due": when - 5}
    keep(phone, {"version": 1, "items": {entry.id: item}, "days": {}})
    phone.reload()
    expect(today(phone).locator(".today__what").first).to_have_text("1 due today")
    today(phone).get_by_role("link", name="Review").click()
    expect(phone.locator("form.item")).to_have_count(1)
    assert (phone.locator("form.item").get_attribute("id") or "").startswith(f"{entry.scenario}-")


def test_a_page_of_reference_does_without_the_schedule(phone: Page, site: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{site}reference/edits/")
    phone.locator(".quiz").scroll_into_view_if_needed()
    walk(phone)
    expect(phone.locator(".session-end__due")).to_have_count(0)
    assert not [url for url in asked if "ts-fsrs" in url or "schedule.js" in url]
    phone.goto(f"{site}practice/")
    expect(today(phone)).to_contain_text("Nothing is due today")
    assert [url for url in asked if "ts-fsrs" in url]


@pytest.mark.parametrize("day", [0, 1])
def test_nothing_moves_when_the_page_knows_what_comes_first(phone: Page, site: str, day: int) -> None:
    at(phone, 0)
    phone.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) moved += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    if day:
        phone.goto(f"{site}practice/edits/")
        walk(phone, misses=1)
    at(phone, day)
    phone.goto(f"{site}practice/")
    expect(today(phone)).to_contain_text("1 due today" if day else "Start with ten questions")
    expect(phone.get_by_role("heading", name="Topics")).to_be_visible()
    assert phone.evaluate("moved") == 0


def test_the_page_is_gone_through_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}practice/")
    start = today(page).get_by_role("link", name="Start")
    start.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # After the link to the heading.
    assert page.evaluate("document.activeElement.dataset.topic") == GUIDE.quizzes.headings[0].id
    start.focus()
    page.keyboard.press("Enter")
    expect(page.locator("form.item")).to_have_count(10)
