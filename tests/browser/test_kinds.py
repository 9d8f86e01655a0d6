"""Several options, matches, an order, a claim, the sentence of a note, in a real browser; right, wrong, and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.guide import Guide
from macros.pages.item_form import item_form
from macros.pages.pools import Pooled, Written, pool_of
from macros.scenarios.compose import compose, questions
from macros.scenarios.item import GridLine, Item
from macros.scenarios.misconceptions import MISCONCEPTIONS
from tests.browser.conftest import forget

GUIDE = Guide.load(Path(__file__).resolve().parents[2])

pytestmark = pytest.mark.browser


def made(topic_id: str, scenario_id: str, *, claims: int | None = None) -> Item:
    """A question of a scenario, with so many acceptable claims if that is asked for."""
    topic = GUIDE.quizzes.topic(topic_id)
    scenario = next(each for each in topic.scenarios if each.id == scenario_id)
    for question in questions(GUIDE.library, scenario, 3):
        item = compose(question, topic.id)
        if claims is None or (item.grid is not None and len(item.grid.acceptable) == claims):
            return item
    raise AssertionError("no such question")


def serve(page: Page, address: str, file: Written) -> None:
    """Serve this file for every request to an address."""
    page.route(address, lambda route: route.fulfill(body=file.content, content_type="application/json"))


def show(page: Page, site: str, item: Item) -> Locator:
    """The item as a new question on its topic's page."""
    html = item_form(GUIDE.library, GUIDE.quizzes.topic(item.topic), item)
    made = pool_of(item.topic, "questions/", [Pooled(item.scenario, item.id, {}, html)])
    serve(page, "**/generated/*.json", made.listed)
    serve(page, "**/generated/questions/*.json", made.questions[0])
    forget(page, site)  # or the question would come back as it was answered
    page.goto(f"{site}practice/{item.topic}/")
    page.get_by_role("button", name="New question").first.click()
    form = page.locator(f"form.item[id='{item.id}']")
    expect(form).to_be_visible()
    return form


def check(form: Locator) -> Locator:
    form.get_by_role("button", name="Check").click()
    return form.locator(".item__result")


def test_every_right_option_and_no_other_is_right(page: Page, site: str) -> None:
    form = show(page, site, made("records", "note-elements"))
    expect(form.locator(".item__how")).to_have_text("Choose every one that is right.")
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text("Choose an answer first.")
    for option in form.locator(".option[data-correct] .option__row").all():
        option.click()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text("Right.")
    expect(form.locator(".item__result")).to_contain_text("You found every one, and no other.")


def test_what_is_missing_and_what_is_wrong_is_told(page: Page, site: str) -> None:
    form = show(page, site, made("records", "note-elements"))
    form.locator(".option[data-correct] .option__row").first.click()
    form.locator(".option:not([data-correct]) .option__row").first.click()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".item__result")).to_contain_text("Not right.")
    expect(form.locator(".item__result")).to_contain_text("2 right ones are missing. 1 of yours is wrong.")
    expect(form.locator(".option__feedback:visible")).to_have_count(form.locator(".option").count())
    form.get_by_role("button", name="Try again").click()
    expect(form.locator("input:checked")).to_have_count(0)


def test_several_options_are_chosen_from_the_keyboard(page: Page, site: str) -> None:
    form = show(page, site, made("records", "note-elements"))
    right = form.locator(".option[data-correct] input")
    for box in right.all():
        box.focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(form.locator(".item__result")).to_contain_text("Right.")


def test_every_row_is_matched_and_each_wrong_one_told(page: Page, site: str) -> None:
    item = made("codes", "three-activities-three-codes")
    form = show(page, site, item)
    expect(form.locator(".on-paper:visible")).to_have_count(0)
    expect(check(form)).to_have_text("Choose an answer in every row first.")
    expect(form.locator("select").first).to_be_focused()
    for row in item.rows:
        form.locator(f"select[name=row-{row.id}]").select_option(row.answer)
    expect(check(form)).to_contain_text("Right.")
    expect(form.locator(".match__row .option__verdict")).to_have_text(["right"] * len(item.rows))
    expect(form.locator("select").first).to_be_disabled()
    form.get_by_role("button", name="Try again").click()
    expect(form.locator(".match__row .option__verdict").first).to_be_hidden()
    others = [option.id for option in item.options if option.id != item.rows[0].answer]
    form.locator(f"select[name=row-{item.rows[0].id}]").select_option(others[0])
    for row in item.rows[1:]:
        form.locator(f"select[name=row-{row.id}]").select_option(row.answer)
    expect(check(form)).to_contain_text(f"{len(item.rows) - 1} of {len(item.rows)} matched.")
    expect(form.locator(".match__row .option__verdict").first).to_have_text("wrong")
    expect(form.locator(".match__row .option__feedback").first).to_contain_text(item.rows[0].feedback[:30])
    form.get_by_role("button", name="Try again").click()
    expect(form.locator(".match__slip:visible")).to_have_count(0)
    mixed_up = next(row for row in item.rows if row.wrong)
    for row in item.rows:
        chosen = row.wrong[0].option if row is mixed_up else row.answer
        form.locator(f"select[name=row-{row.id}]").select_option(chosen)
    check(form)
    slip = form.locator(".match__slip:visible")
    expect(slip).to_have_count(1)
    expect(slip).to_contain_text(mixed_up.wrong[0].misconception_title[:30])


@pytest.mark.parametrize(
    ("topic", "scenario"), [("plans", "documents-and-elements"), ("mixed", "sort-the-minutes"), ("units", "next-in-line")]
)
def test_no_sentence_is_read_twice_after_a_wrong_match_or_order(page: Page, site: str, topic: str, scenario: str) -> None:
    item = made(topic, scenario)
    form = show(page, site, item)
    for row in item.rows:
        form.locator(f"select[name=row-{row.id}]").select_option(row.wrong[0].option if row.wrong else row.answer)
    said = plain(check(form).inner_text())
    expect(form.locator("details.item__worked")).not_to_have_attribute("open", "")
    for part in form.locator(".match__row, .order__entry").all():
        texts = [plain(text.inner_text()) for text in part.locator(":is(.option__feedback, .match__slip):visible").all()]
        read = [sentence for text in texts for sentence in text.removesuffix(".").split(". ")]
        assert len(read) == len(set(read)), read
        assert not any(sentence in said for sentence in read)
    for right in form.locator(":is(.match__row, .order__entry)[data-verdict=right]").all():
        expect(right.locator(".option__feedback")).to_be_hidden()
    for wrong in form.locator(":is(.match__row, .order__entry)[data-verdict=wrong]").all():
        assert wrong.locator(":is(.option__feedback, .match__slip):visible").count() >= 1, "each says why"


def arrange(page: Page, form: Locator, order: tuple[str, ...]) -> None:
    """Put the entries in an order, by keyboard alone."""
    for place, name in enumerate(order):
        button = form.locator(f".order__entry[data-id={name}] [data-action=up]")
        button.focus()
        while shown_order(form).index(name) > place:
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
            expect(form.locator(".item__result")).to_contain_text("place ")
    assert shown_order(form) == list(order)


def shown_order(form: Locator) -> list[str]:
    return [each.get_attribute("data-id") or "" for each in form.locator(".order__entry").all()]


@pytest.mark.parametrize(("topic", "scenario"), [("appeals", "levels-in-order"), ("units", "next-in-line")])
def test_an_order_is_made_by_keyboard_alone(page: Page, site: str, topic: str, scenario: str) -> None:
    item = made(topic, scenario)
    assert isinstance(item.answer, tuple)
    form = show(page, site, item)
    expect(check(form)).to_contain_text("Not right.")
    form.get_by_role("button", name="Try again").click()
    arrange(page, form, item.answer)
    expect(check(form)).to_contain_text("Right.")
    expect(form.locator(".order__entry .option__verdict")).to_have_text(["right"] * len(item.answer))
    form.get_by_role("button", name="Try again").click()
    known = item.orders[0]
    arrange(page, form, known.order)
    expect(check(form)).to_contain_text(known.misconception_title[:30])


def fill(form: Locator, lines: tuple[GridLine, ...]) -> None:
    for number, line in enumerate(lines, start=1):
        if form.locator(".claim-grid__line").count() < number:
            form.get_by_role("button", name="Add a line").click()
        form.locator(f"[name=code-{number}]").select_option(line.code)
        form.locator(f"[name=units-{number}]").fill(str(line.units))
        form.locator(f"[name=modifiers-{number}]").select_option(line.modifiers)


def test_a_claim_is_graded_cell_by_cell_in_any_order_of_lines(page: Page, site: str) -> None:
    item = next(
        each
        for each in (made("assistants", "two-codes-to-fill-in", claims=1),)
        if each.grid and len(each.grid.acceptable[0]) >= 2
    )
    assert item.grid is not None
    (claim,) = item.grid.acceptable
    form = show(page, site, item)
    expect(check(form)).to_have_text("Fill in a line first.")
    form.locator("[name=code-1]").select_option(claim[0].code)
    expect(check(form)).to_have_text("A line needs its code and its units.")
    fill(form, claim[::-1])
    expect(check(form)).to_contain_text("Right.")
    expect(form.locator(".option__verdict:visible")).to_have_count(0)
    form.get_by_role("button", name="Try again").click()
    fill(form, (GridLine(claim[0].code, claim[0].units + 5, claim[0].modifiers), *claim[1:]))
    expect(check(form)).to_contain_text(f"{3 * len(claim) - 1} of {3 * len(claim)} cells are right.")
    expect(form.locator("[data-cell=units] .option__verdict").first).to_have_text("wrong")
    expect(form.locator("[data-cell=code] .option__verdict").first).to_have_text("right")


def test_lines_are_added_and_removed_by_touch_at_the_narrowest(phone: Page, site: str) -> None:
    """What is seen before anybody answers is the same for every claim; a code is shown whole."""
    phone.set_viewport_size({"width": 320, "height": 640})
    item = made("assistants", "two-codes-to-fill-in", claims=1)
    assert item.grid is not None
    form = show(phone, site, item)
    lines, add = form.locator(".claim-grid__line"), form.get_by_role("button", name="Add a line")
    expect(lines).to_have_count(1)
    expect(form.get_by_role("button", name="Remove line 1")).to_be_hidden()
    code = form.locator("[name=code-1]")
    code.select_option(item.grid.codes[0][0])
    room = code.evaluate(
        """field => {
          const style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
          pen.font = style.font;
          const arrow = 24, padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
          return field.clientWidth - padding - arrow - pen.measureText("97112").width;
        }"""
    )
    assert room >= 0, "five digits beside the arrow of the menu"
    for count in range(2, 7):
        add.tap()
        expect(lines).to_have_count(count)
        expect(form.locator(f"[name=code-{count}]")).to_be_focused()
    expect(add).to_be_hidden()
    form.locator("[name=units-3]").fill("3")
    form.get_by_role("button", name="Remove line 2").tap()
    expect(lines).to_have_count(5)
    expect(form.locator("[name=units-2]")).to_have_value("3")
    expect(form.locator(".item__result")).to_have_text("Line 2 is removed. 5 lines are left.")
    expect(form.locator("[name=code-2]")).to_be_focused()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    for field in form.locator(":is(select, input, button):visible").all():
        box = field.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_lines_are_added_and_removed_by_keyboard(page: Page, site: str) -> None:
    item = made("assistants", "two-codes-to-fill-in", claims=1)
    assert item.grid is not None
    (claim,) = item.grid.acceptable
    form = show(page, site, item)
    form.locator("[name=code-1]").focus()
    for place, line in enumerate(claim):
        page.keyboard.type(line.code)
        page.keyboard.press("Tab")
        page.keyboard.type(str(line.units))
        page.keyboard.press("Tab")
        page.keyboard.type(line.modifiers)
        page.keyboard.press("Tab")
        if place:
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(form.locator(f"[name=code-{place + 2}]")).to_be_focused()
    left = form.locator(f"[name=code-{len(claim) + 1}]")
    expect(left).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(form.get_by_role("button", name=f"Remove line {len(claim) + 1}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.locator(".claim-grid__line")).to_have_count(len(claim))
    expect(check(form)).to_contain_text("Right.")
    expect(form.get_by_role("button", name="Add a line")).to_be_hidden()
    form.get_by_role("button", name="Try again").click()
    expect(form.locator(".claim-grid__line")).to_have_count(1)
    expect(form.locator("[name=code-1]")).to_have_value("")


def test_a_line_that_is_left_empty_costs_nothing(page: Page, site: str) -> None:
    item = made("assistants", "two-codes-to-fill-in", claims=1)
    assert item.grid is not None
    (claim,) = item.grid.acceptable
    form = show(page, site, item)
    fill(form, claim)
    form.get_by_role("button", name="Add a line").click()
    form.get_by_role("button", name="Add a line").click()
    expect(check(form)).to_contain_text("Right.")


def test_a_wrong_number_is_answered_and_no_other(page: Page, site: str) -> None:
    entries = (entry.item for entry in GUIDE.bank.entries("units") if entry.item)
    item, wrong = next((item, field.wrong[0]) for item in entries for field in item.fields if len(field.wrong) > 1)
    form = show(page, site, item)
    form.locator("input").fill(str(wrong.value))
    expect(check(form)).to_contain_text(wrong.misconception_title)
    expect(form.locator(".item__known li:visible")).to_have_count(0)


def test_a_known_wrong_claim_is_told_what_was_done(page: Page, site: str) -> None:
    item = made("assistants", "lines-to-fill-in")
    assert item.grid is not None
    for wrong in item.grid.wrong:
        form = show(page, site, item)
        fill(form, wrong.lines)
        said = check(form)
        expect(said).to_contain_text("Not right.")
        expect(said).to_contain_text(MISCONCEPTIONS[wrong.misconception].title)
        expect(said).to_contain_text(wrong.feedback[:50])


def test_two_slips_at_once_are_both_explained(page: Page, site: str) -> None:
    entries = (entry.item for entry in GUIDE.bank.entries("modifiers") if entry.item)
    item, twice = next((item, option) for item in entries for option in item.options if len(option.slips) == 2)
    other = next(option for option in item.options if not option.correct and option != twice)
    form = show(page, site, item)
    form.locator(f"input[value={other.id}]").check()
    check(form)
    said = form.locator(".option", has=page.locator(f"input[value={twice.id}]")).locator(".option__feedback")
    expect(said).to_be_visible()
    first, second = (plain(slip) for slip in twice.slips)
    assert plain(said.inner_text()).endswith(f"Two errors at once. {first} {second}")
    form.get_by_role("button", name="Try again").click()
    form.locator(f"input[value={twice.id}]").check()
    expect(check(form)).to_contain_text("Two errors at once.")
    assert plain(form.locator(".item__result").inner_text()).endswith(f"{first} {second}")


def plain(text: str) -> str:
    """A text with its spaces evened out, as it is read."""
    return " ".join(text.split())


def test_either_claim_of_a_tie_is_right_and_the_other_is_told(page: Page, site: str) -> None:
    item = made("assistants", "two-codes-to-fill-in", claims=2)
    assert item.grid is not None
    for claim in item.grid.acceptable:
        form = show(page, site, item)
        fill(form, claim)
        expect(check(form)).to_contain_text("Another claim would be acceptable too.")


def test_the_sentence_that_fails_is_found(page: Page, site: str) -> None:
    item = made("records", "sentence-that-fails")
    form = show(page, site, item)
    right = form.locator(f"input[value={item.answer}]")
    wrong = next(option for option in item.options if not option.correct)
    form.locator(f"input[value={wrong.id}]").check()
    expect(check(form)).to_contain_text(wrong.feedback)
    form.get_by_role("button", name="Try again").click()
    right.check()
    expect(check(form)).to_contain_text("Right.")


@pytest.mark.parametrize(
    ("topic", "scenario"),
    [("assistants", "lines-to-fill-in"), ("codes", "three-activities-three-codes"), ("plans", "what-falls-due-first")],
)
def test_parts_fit_a_narrow_phone_and_a_finger(page: Page, site: str, topic: str, scenario: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    form = show(page, site, made(topic, scenario))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for field in form.locator("select, input, .order__move, [type=submit]").all():
        box = field.bounding_box()
        assert box
        assert box["height"] >= 44


def test_without_javascript_the_key_of_each_kind_stands_in_the_worked_answer() -> None:
    for topic, scenario in (
        ("codes", "three-activities-three-codes"),
        ("appeals", "levels-in-order"),
        ("assistants", "lines-to-fill-in"),
    ):
        item = made(topic, scenario)
        worked = item_form(GUIDE.library, GUIDE.quizzes.topic(topic), item).partition("<details")[2]
        assert "Answer:" in worked or "Acceptable:" in worked
        for row in item.rows:
            assert next(option.text for option in item.options if option.id == row.answer) in worked
        if item.kind == "order":
            texts = {option.id: option.text for option in item.options}
            assert isinstance(item.answer, tuple)
            assert "; then ".join(texts[name] for name in item.answer) in worked


def test_a_right_number_says_why_and_once(page: Page, site: str) -> None:
    item = made("units", "one-timed-code")
    form = show(page, site, item)
    form.locator("input[type=number]").fill(str(item.answer))
    result = check(form)
    expect(result).to_have_text(f"Right. {item.why}")
    form.locator(".item__worked summary").click()
    assert page.get_by_text(item.why, exact=False).locator("visible=true").count() == 1
    form.get_by_role("button", name="Try again").click()
    form.locator("input[type=number]").fill("97")
    expect(check(form)).not_to_contain_text(item.why)


def test_a_right_claim_says_why(page: Page, site: str) -> None:
    item = made("assistants", "lines-to-fill-in", claims=1)
    assert item.grid
    form = show(page, site, item)
    fill(form, item.grid.acceptable[0])
    expect(check(form)).to_have_text(f"Right. {item.why}")
