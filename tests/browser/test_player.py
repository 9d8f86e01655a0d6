"""Practice across topics in a real browser: sets with a link, one at a time, review, exam, progress, and what is remembered."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.guide import Guide
from macros.scenarios.bank import bank_form
from tests.browser.conftest import forget, new_page, stored
from tests.browser.test_session import fill
from tests.proof import proof

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
HASH = "seed=7&topics=units:4,edits:2&levels=1,2,3&bank=1"

pytestmark = pytest.mark.browser


def ids(page: Page) -> list[str]:
    found: list[str] = page.locator("form.item").evaluate_all("forms => forms.map(form => form.id)")
    return found


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
              const { pool } = await import(new URL("../../assets/quiz/pools.js", location.href).href);
              const items = await pool(address);
              return seeds.map((seed) => bankForm(items, 12, seed).map((item) => item.id));
            }""",
            [address, list(range(100))],
        )
        assert drawn == [[entry.id for entry in bank_form(GUIDE.bank.entries(topic), 12, seed)] for seed in range(100)]


def test_a_link_gives_everybody_the_same_questions_in_the_same_order(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/#{HASH}")
    expect(page.locator("form.item")).to_have_count(6)
    mine = ids(page)
    texts = page.locator(".option__text").all_text_contents()
    assert sum(name.rsplit("-", 1)[0] in {each.id for each in GUIDE.quizzes.topic("edits").scenarios} for name in mine) == 2
    page.goto("about:blank")
    forget(page, site)  # as somebody else, who has the link alone
    page.goto(f"{site}practice/set/#{HASH}")
    expect(page.locator("form.item")).to_have_count(6)
    assert ids(page) == mine
    assert page.locator(".option__text").all_text_contents() == texts
    page.goto(f"{site}practice/set/#seed=8&topics=units,edits&n=5")
    expect(page.locator("form.item")).to_have_count(5)
    assert ids(page) != mine


def test_a_drawn_set_names_itself_in_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/")
    for box in page.locator("[name=topic]").all()[2:]:
        box.uncheck()
    page.get_by_role("spinbutton", name="Questions").fill("7")
    page.get_by_role("button", name="Draw questions").click()
    expect(page.locator("form.item")).to_have_count(7)
    drawn = ids(page)
    assert f"bank={GUIDE.bank.current_edition}" in page.url
    page.reload()
    expect(page.locator("form.item")).to_have_count(7)
    assert ids(page) == drawn


@pytest.mark.parametrize("address", ["#topics=nothing", "#topics=units:x&seed=-1&n=1e9&levels=7&bank=z"])
def test_an_address_that_makes_no_sense_breaks_nothing(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}practice/set/{address}")
    expect(page.locator(".tool__status")).not_to_be_empty()


def test_a_short_link_is_written_out_so_that_it_stays_the_same(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/#seed=7&topics=units,edits&n=6")
    expect(page.locator("form.item")).to_have_count(6)
    assert page.url.endswith(f"#seed=7&topics=units:3,edits:3&levels=1,2,3&bank={GUIDE.bank.current_edition}")
    chosen = page.locator("[name=topic]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert sorted(chosen) == ["edits", "units"]
    expect(page.get_by_label("Questions", exact=True)).to_have_value("6")


def test_each_drawn_set_is_a_step_back(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/")
    sets: list[str] = []
    for _ in range(2):
        page.get_by_role("button", name="Draw questions").click()
        page.wait_for_function("before => location.hash && location.hash !== before", arg=sets[-1] if sets else "")
        expect(page.locator("form.item")).to_have_count(10)
        sets.append(page.evaluate("location.hash"))
    page.go_back()
    page.wait_for_function("hash => location.hash === hash", arg=sets[0])
    page.go_back()
    expect(page.locator("form.item")).to_have_count(0)
    assert page.url.endswith("practice/set/")


def test_the_question_that_is_brought_stands_below_the_header(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}practice/set/#{HASH}")
    header = page.locator(".md-header").bounding_box()
    assert header

    def seen(selector: str) -> None:
        expect(page.locator(selector)).to_be_focused()
        page.wait_for_function(
            "([selector, least]) => { const { top } = document.querySelector(selector).getBoundingClientRect();"
            " return top >= least && top < 300; }",
            arg=[selector, header["height"]],
        )

    seen("form.item:first-child .item__stem")
    page.goto(f"{site}practice/units/")
    page.get_by_role("button", name="New questions").click()
    seen("form.item:first-child .item__stem")
    page.get_by_role("button", name="One at a time").click()
    form = page.locator("form.item:visible")
    expect(form).to_have_count(1)
    form.locator("input, .order__entry button:enabled").first.focus()
    on = page.locator("[data-action=on]")
    expect(on).to_have_text("Check")
    kind = form.get_attribute("data-kind")  # Any of the topic's: the draw is by chance.
    if kind == "number":
        form.locator("input").fill("3")
    elif kind in {"single", "multiple"}:
        form.locator("input").first.check()
    else:
        assert kind == "order"  # As it stands, which is an answer too.
    on.click()
    expect(on).to_have_text("Next")
    on.click()
    expect(page.locator(".steps-bar__place")).to_have_text("Question 2 of 10")
    seen("form.item:nth-child(2) .item__stem")


def test_mixed_practice_leans_on_what_was_missed(page: Page, site: str) -> None:
    items = {f"edits-{i}": {"topic": "edits", "level": 1, "times": 1, "right": 0, "last": 1} for i in range(5)}
    items |= {f"units-{i}": {"topic": "units", "level": 1, "times": 1, "right": 1, "last": 1} for i in range(5)}
    page.goto(f"{site}practice/across/")
    expect(page.locator(".tool__lean")).to_contain_text("every topic comes alike")
    page.evaluate("items => localStorage.guide97112 = JSON.stringify({ version: 1, items, days: {} })", items)
    page.reload()
    expect(page.locator(".tool__lean")).to_contain_text("Edits (0 of 5 right)")
    counts = page.evaluate(
        """async () => {
          const { shares } = await import(new URL("../../assets/quiz/address.js", location.href).href);
          const { need } = await import(new URL("../../assets/quiz/store.js", location.href).href);
          const topics = [...document.querySelectorAll("[data-topic-pool]")].map((each) => each.value);
          return Object.fromEntries(shares(topics, 60, 1, need));
        }"""
    )
    others = [count for topic, count in counts.items() if topic not in {"edits", "units"}]
    assert sum(counts.values()) == 60
    assert 18 <= counts["edits"] <= 26
    assert counts["edits"] >= 5 * max(others)
    assert counts["units"] < min(others)
    page.get_by_role("button", name="Draw 10 questions").click()
    expect(page.locator("form.item")).to_have_count(10)
    expect(page.locator("form.item[data-topic=edits]")).to_have_count(int(page.url.partition("edits:")[2][0]))
    assert page.locator("form.item[data-topic=edits]").count() >= 3


def test_a_second_try_counts_for_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    form = page.locator("form.item[data-kind=single]").first
    answer(form, right=False)
    form.get_by_role("button", name="Try again").click()
    answer(form, right=True)
    [item] = stored(page)["items"].values()
    assert (item["times"], item["right"]) == (1, 0)
    assert [[outcome for _, outcome in answers] for answers in stored(page)["skills"].values()] == [["wrong"]]


def test_a_browser_without_room_is_told(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    page.evaluate(
        "() => { for (let size = 4e6; size >= 1; size = Math.floor(size / 2)) {"
        " try { for (;;) localStorage.setItem(`x${localStorage.length}`, 'x'.repeat(size)); } catch {} } }"
    )
    page.goto(f"{site}practice/progress/")
    expect(page.locator(".unkept")).to_contain_text("This browser keeps nothing")
    expect(page.locator("tr", has_text="Edits").locator("td").first).to_have_text("1 of 1")


def test_a_skill_comes_back_with_other_numbers_after_longer_and_longer_waits(browser: Browser, site: str) -> None:
    page = new_page(browser.new_context(service_workers="block"))  # its own, for a clock that stands still stays with a context
    begun = datetime(2026, 3, 2, 8)
    page.clock.set_fixed_time(begun)
    page.goto(f"{site}practice/edits/")
    form = page.locator("form.item[data-kind=single]").first
    skill = (form.get_attribute("id") or "").rpartition("-")[0]
    answer(form, right=False)
    seen = {form.get_attribute("id")}
    day = 0
    for wait in (1, 2, 6, 17, 44):
        if wait > 1:
            page.clock.set_fixed_time(begun + timedelta(days=day + wait - 1))
            page.goto(f"{site}practice/review/")
            expect(page.locator(".tool__status")).to_contain_text("Nothing is due today. The next question comes back tomorrow.")
            expect(page.get_by_role("link", name="Ten new questions")).to_have_attribute("href", "../../practice/across/#begin")
        day += wait
        page.clock.set_fixed_time(begun + timedelta(days=day))
        page.goto(f"{site}practice/review/")
        form = page.locator("form.item")
        expect(form).to_have_count(1)
        name = form.get_attribute("id") or ""
        assert name.rpartition("-")[0] == skill
        assert name not in seen
        seen.add(name)
        fill(form, right=True)
        form.get_by_role("button", name="Check").click()
        expect(form.locator(".item__result")).to_contain_text("Right.")
    assert [outcome for _, outcome in stored(page)["skills"][skill]] == ["wrong", *["right"] * 5]
    page.context.close()


def test_two_tabs_do_not_undo_each_other(page: Page, site: str) -> None:
    page.goto(f"{site}practice/edits/")
    other = new_page(page.context)
    other.goto(f"{site}practice/people/")
    page.bring_to_front()  # A tab behind another is drawn once a second.
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    other.bring_to_front()
    answer(other.locator("form.item[data-kind=single]").first, right=True)
    page.bring_to_front()
    answer(page.locator("form.item[data-kind=single]").nth(1), right=False)
    assert sorted(item["topic"] for item in stored(page)["items"].values()) == ["edits", "edits", "people"]


@pytest.mark.parametrize(
    "bad", ["{", '{"version":1,"items":{"a":null},"days":{}}', *map(proof, ("[]", '{"version":0,"items":{}}', "null"))]
)
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


def test_where_nothing_can_be_kept_practice_still_works(lenient_page: Page, site: str) -> None:
    """Material itself complains of such a browser on its console; our own part goes on."""
    page = new_page(lenient_page.context)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(f"{site}practice/edits/")
    page.get_by_role("button", name="All on one page").click()
    answer(page.locator("form.item[data-kind=single]").first, right=True)
    expect(page.locator(".item__result--right")).to_have_count(1)
    page.goto(f"{site}practice/progress/")
    expect(page.locator(".unkept")).to_contain_text("This browser keeps nothing")


def test_an_import_that_is_called_off_changes_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}practice/progress/")
    page.locator("input[type=file]").dispatch_event("change")  # An error on the page fails the test.
    page.wait_for_timeout(200)
    expect(page.locator(".tool__status")).to_be_empty()


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
    expect(row).to_have_count(0)
    expect(page.locator(".progress__open summary")).to_have_text(f"{len(GUIDE.quizzes.topics)} topics without an answer yet")
    page.locator("input[type=file]").set_input_files(kept)
    expect(row.locator("td").first).to_have_text("1 of 1")
    nonsense = json.loads(kept.read_text())
    next(iter(nonsense["items"].values())).update(right=1e9, times=-5)
    for text in ("something else", json.dumps(nonsense)):
        kept.write_text(text)
        page.locator("input[type=file]").set_input_files(kept)
        expect(page.locator(".tool__status")).to_contain_text("nothing was changed")
        expect(row.locator("td").first).to_have_text("1 of 1")
        page.get_by_role("button", name="Export").click()  # says something else in between


def test_every_topic_is_chosen_or_none_with_one_button(page: Page, site: str) -> None:
    page.goto(f"{site}practice/set/")
    page.get_by_role("button", name="Clear all topics").click()
    expect(page.locator("[name=topic]:checked")).to_have_count(0)
    page.get_by_role("button", name="Draw questions").click()
    expect(page.locator(".tool__status")).to_contain_text("Choose a topic")
    page.get_by_role("button", name="Choose all topics").click()
    expect(page.locator("[name=topic]:not(:checked)")).to_have_count(1)
    expect(page.locator("[name=topic]:not(:checked)")).to_have_attribute("data-past", "")


def test_what_is_missed_in_a_case_is_counted_and_not_asked_alone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/cases/numb-feet/")
    page.locator(".item__field input").first.fill("9")
    page.get_by_role("button", name="Check").first.click()
    expect(page.locator(".item__result").first).to_contain_text("Not right.")
    kept = stored(page)["items"]
    assert [item["times"] for item in kept.values()] == [1]
    page.goto(f"{site}practice/review/")
    expect(page.locator(".tool__status")).to_contain_text("Nothing is waiting")
