"""Practice across topics in a real browser: sets with a link, one at a time, review, exam, progress, and what is remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.guide import Guide
from macros.scenarios.bank import bank_form, entries
from tests.browser.conftest import new_page

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
HASH = "seed=7&topics=units:4,edits:2&levels=1,2,3&bank=1"

pytestmark = pytest.mark.browser


def ids(page: Page) -> list[str]:
    found: list[str] = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    return found


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.guide97112 ?? 'null'"))


def answer(form: Locator, *, right: bool) -> None:
    """Answer a single choice."""
    form.locator(".option[data-correct] .option__row" if right else ".option:not([data-correct]) .option__row").first.click()
    form.get_by_role("button", name="Check").click()


def test_the_player_and_python_draw_the_same_forms(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/")
    for topic in ("units", "scope", "records"):
        address = page.locator(f"[name=topic][value={topic}]").get_attribute("data-topic-pool")
        drawn = page.evaluate(
            """async ([address, seeds]) => {
              const { bankForm } = await import(new URL("../../assets/quiz/form.js", location.href).href);
              const { items } = await (await fetch(address)).json();
              return seeds.map((seed) => bankForm(items, 12, seed).map((item) => item.id));
            }""",
            [address, list(range(100))],
        )
        assert drawn == [[entry.id for entry in bank_form(entries(GUIDE, topic), 12, seed)] for seed in range(100)]


def test_a_link_gives_everybody_the_same_questions_in_the_same_order(browser: Browser, page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/#{HASH}")
    expect(page.locator("form.item")).to_have_count(6)
    mine = ids(page)
    texts = page.locator(".option__text").all_text_contents()
    assert sum(name.rsplit("-", 1)[0] in {each.id for each in GUIDE.topic("edits").scenarios} for name in mine) == 2
    context = browser.new_context(service_workers="block")
    other = new_page(context)
    other.goto(f"{site}practice/set/#{HASH}")
    expect(other.locator("form.item")).to_have_count(6)
    assert ids(other) == mine
    assert other.locator(".option__text").all_text_contents() == texts
    other.goto(f"{site}practice/set/#seed=8&topics=units,edits&n=5")
    expect(other.locator("form.item")).to_have_count(5)
    assert ids(other) != mine
    context.close()


def test_a_drawn_set_names_itself_in_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/")
    for box in page.locator("[name=topic]").all()[2:]:
        box.uncheck()
    page.get_by_label("Questions").fill("7")
    page.get_by_role("button", name="Draw questions").click()
    expect(page.locator("form.item")).to_have_count(7)
    drawn = ids(page)
    assert "bank=1" in page.url
    page.reload()
    expect(page.locator("form.item")).to_have_count(7)
    assert ids(page) == drawn


@pytest.mark.parametrize("address", ["#topics=nothing", "#topics=units:x&seed=-1&n=1e9&levels=7&bank=z"])
def test_an_address_that_makes_no_sense_breaks_nothing(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}practice/set/{address}")
    expect(page.locator(".tool__status")).not_to_be_empty()


def test_one_at_a_time_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    page.get_by_role("button", name="One at a time").focus()
    page.keyboard.press("Enter")
    expect(page.locator("form.item:visible")).to_have_count(1)
    expect(page.locator(".steps-bar__place")).to_have_text("Question 1 of 5")
    for place in range(2, 6):
        page.get_by_role("button", name="Next", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".steps-bar__place")).to_have_text(f"Question {place} of 5")
        expect(page.locator("form.item:visible .item__stem")).to_be_focused()
    page.reload()
    expect(page.locator("form.item:visible")).to_have_count(1)  # The choice of view is kept.
    page.keyboard.press("Tab")
    form = page.locator("form.item:visible")
    form.locator("input").first.focus()
    page.keyboard.press("2")
    expect(form.locator("input").nth(1)).to_be_checked()
    page.keyboard.press("c")
    expect(form.locator("input").nth(2)).to_be_checked()
    page.keyboard.press("Enter")
    expect(form.locator(".item__result")).not_to_be_empty()
    expect(page.locator("progress")).to_have_js_property("value", 1)


def test_what_is_missed_comes_back_until_it_is_known(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    form = page.locator("form.item[data-kind=single]").first
    name = form.get_attribute("id") or ""
    answer(form, right=False)
    assert stored(page)["items"][name] | {"last": 0, "due": 0} == {
        "topic": "edits", "level": stored(page)["items"][name]["level"], "times": 1, "right": 0, "last": 0, "box": 0, "due": 0,
    }  # fmt: skip
    days = []
    for _ in range(6):
        page.goto(f"{site}practice/review/")
        form = page.locator(f"form.item[id='{name}']")
        expect(form).to_be_visible()
        answer(form, right=True)
        item = stored(page)["items"][name]
        if "due" not in item:
            break
        days.append(round((item["due"] - item["last"]) / 86_400_000))
        page.goto(f"{site}practice/review/")
        expect(page.locator(".tool__status")).to_contain_text("Nothing is due today. 1 question waits")
        item["due"] = 0
        page.evaluate("([name, item]) => { const data = JSON.parse(localStorage.guide97112); data.items[name] = item;"
                      " localStorage.guide97112 = JSON.stringify(data); }", [name, item])  # fmt: skip
    assert days == [1, 3, 7, 14, 30]
    page.goto(f"{site}practice/review/")
    expect(page.locator(".tool__status")).to_contain_text("Nothing is waiting")


def test_two_tabs_do_not_undo_each_other(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    other = new_page(page.context)
    other.goto(f"{site}practice/people/")
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    answer(other.locator("form.item[data-kind=single]").first, right=True)
    answer(page.locator("form.item[data-kind=single]").nth(1), right=False)
    assert sorted(item["topic"] for item in stored(page)["items"].values()) == ["edits", "edits", "people"]


@pytest.mark.parametrize("bad", ["{", "[]", '{"version":0,"items":{}}', '{"version":1,"items":{"a":null},"days":{}}', "null"])
def test_data_that_cannot_be_read_is_set_aside(page: Page, site: str, bad: str) -> None:
    page.goto(f"{site}practice/edits/")
    page.evaluate("bad => { localStorage.clear(); localStorage.guide97112 = bad; }", bad)
    page.reload()
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    assert len(stored(page)["items"]) == 1
    aside = page.evaluate("Object.entries(localStorage).filter(([key]) => key.includes('aside')).map(([, value]) => value)")
    assert aside == [bad]
    page.goto(f"{site}practice/progress/")
    expect(page.locator(".tool__status")).to_contain_text("set aside")


def test_where_nothing_can_be_kept_practice_still_works(browser: Browser, site: str) -> None:
    """Material itself complains of such a browser on its console; our own part goes on."""
    context = browser.new_context(service_workers="block")
    page = new_page(context)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(f"{site}practice/edits/")
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    expect(page.locator(".item__result--right")).to_have_count(1)
    page.goto(f"{site}practice/progress/")
    expect(page.locator(".tool__status")).to_contain_text("This browser keeps nothing")
    context.close()


def test_progress_is_told_exported_imported_and_erased(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}practice/edits/")
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    page.goto(f"{site}practice/progress/")
    row = page.locator("tr", has_text="Edits")
    expect(row.locator("td").first).to_have_text("1 of 1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    kept = tmp_path / "progress.json"
    download.value.save_as(kept)
    page.get_by_role("button", name="Erase").click()
    expect(row.locator("td").first).to_have_text("1 of 1")  # It asks once more.
    page.get_by_role("button", name="Erase it for good").click()
    expect(row.locator("td").first).to_have_text("–")
    page.locator("input[type=file]").set_input_files(kept)
    expect(row.locator("td").first).to_have_text("1 of 1")
    kept.write_text("something else")
    page.locator("input[type=file]").set_input_files(kept)
    expect(page.locator(".tool__status")).to_contain_text("nothing was changed")
    expect(row.locator("td").first).to_have_text("1 of 1")


def test_an_exam_survives_a_reload_and_is_reported(page: Page, site: str) -> None:
    page.goto(f"{site}practice/exam/")
    for box in page.locator("[name=topic]").all():
        box.set_checked(box.get_attribute("value") in {"edits", "people"})
    page.get_by_role("spinbutton", name="Questions").fill("4")
    page.get_by_role("spinbutton", name="Minutes").fill("10")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(4)
    expect(page.locator(".exam__clock")).to_contain_text("left")
    drawn = ids(page)
    first = page.locator(f"form.item[id='{drawn[0]}']")
    first.locator(".option[data-correct] .option__row").click()
    expect(first.locator(".item__result")).to_be_empty()
    expect(first.get_by_role("button", name="Check")).to_be_hidden()
    page.get_by_role("button", name="Next", exact=True).click()
    second = page.locator(f"form.item[id='{drawn[1]}']")
    second.locator(".option:not([data-correct]) .option__row").first.click()
    second.get_by_label("Come back to this one").check()
    expect(page.get_by_role("button", name="Question 2, answered, flagged")).to_be_visible()
    page.reload()
    expect(page.locator("form.item")).to_have_count(4)
    assert ids(page) == drawn
    expect(page.get_by_role("button", name="Question 1, answered", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Question 2, answered, flagged")).to_be_visible()
    expect(first.locator(".option[data-correct] input")).to_be_checked()
    slip = second.locator(".option:has(input:checked)").get_attribute("data-slip") or ""
    page.get_by_role("button", name="Hand in").click()
    report = page.locator(".exam__report")
    expect(report.locator("h2")).to_contain_text("1 of 4 right")
    expect(report).to_contain_text(slip.replace("-", " "))
    expect(page.locator(".item__result--wrong")).to_have_count(3)
    expect(page.locator(".item__result", has_text="Not answered.")).to_have_count(2)
    assert len(stored(page)["items"]) == 2  # What was not answered says nothing of what somebody knows.
    assert page.evaluate("localStorage['guide97112.exam'] ?? null") is None


def test_an_exam_whose_time_ran_out_while_the_laptop_was_closed_ends(page: Page, site: str) -> None:
    page.goto(f"{site}practice/exam/")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.locator("form.item")).to_have_count(20)
    page.evaluate("() => { const s = JSON.parse(localStorage['guide97112.exam']); s.ends = Date.now() - 1;"
                  " localStorage['guide97112.exam'] = JSON.stringify(s); }")  # fmt: skip
    page.reload()
    expect(page.locator(".exam__report h2")).to_contain_text("The time is up. 0 of 20 right")


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_the_tools_fit_every_width(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("set", "review", "exam", "progress"):
        page.goto(f"{site}practice/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_every_topic_is_chosen_or_none_with_one_button(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/")
    page.get_by_role("button", name="No topic").click()
    expect(page.locator("[name=topic]:checked")).to_have_count(0)
    page.get_by_role("button", name="Draw questions").click()
    expect(page.locator(".tool__status")).to_contain_text("Choose a topic")
    page.get_by_role("button", name="Every topic").click()
    expect(page.locator("[name=topic]:not(:checked)")).to_have_count(0)


def test_what_is_missed_in_a_case_is_counted_and_not_asked_alone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/cases/numb-feet/")
    page.locator(".item__field input").first.fill("9")
    page.get_by_role("button", name="Check").first.click()
    expect(page.locator(".item__result").first).to_contain_text("Not right.")
    kept = page.evaluate("JSON.parse(localStorage.guide97112).items")
    assert [item["times"] for item in kept.values()] == [1]
    page.goto(f"{site}practice/review/")
    expect(page.locator(".tool__status")).to_contain_text("Nothing is waiting")
