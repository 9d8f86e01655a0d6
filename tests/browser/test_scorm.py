"""SCORM packages in a real browser, with scorm-again as the LMS: what it is told agrees with the rules, and a session goes on."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Locator, Page, Request, expect

from macros.exports import FORMATS
from macros.exports.scorm import MOST
from macros.pages.cover import cover_of
from macros.scenarios.compose import compose, questions
from macros.scenarios.item import CLAIM_LINES, FIND, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_kinds import made
from tests.exports.sample import GUIDE, ITEMS
from tests.loopback import served
from tests.proof import proof

pytestmark = pytest.mark.browser

READER = Path(__file__).parent / "node" / "node_modules" / "scorm-again" / "dist"
VERSIONS = {"1.2": "scorm12", "2004": "scorm2004"}

ALONE = [item for item in ITEMS if item.case is None]
TWO_CLAIMS = made("assistants", "two-codes-to-fill-in", claims=2)
CASE = next(item.case.id for item in ITEMS if item.case)
OF_CASE = [item for item in ITEMS if item.case and item.case.id == CASE]
FORM = [*(next(item for item in ALONE if item.kind == kind and item != TWO_CLAIMS) for kind in KINDS), TWO_CLAIMS, *OF_CASE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An LMS with a package of each version; without scorm-again skipped aloud, or failed where CI asks for it."""
    if not READER.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("NO READER: scorm-again is not installed, and CI=true asks for it")
        pytest.skip("NO READER: scorm-again is not installed, and no package was opened")
    folder = tmp_path_factory.mktemp("lms")
    shutil.copy(Path(__file__).with_name("lms.html"), folder)
    for name in VERSIONS.values():
        shutil.copy(READER / f"{name}.js", folder)
        written = FORMATS[name].write(FORM, cover_of(GUIDE, "Minutes & units", passing=100))
        assert not written.left_out
        unpack(written.content, folder / name)
    return folder


def unpack(content: bytes, to: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        package.extractall(to)


@pytest.fixture(scope="module")
def lms(folder: Path) -> Iterator[str]:
    """The address of the LMS."""
    with served(folder) as address:
        yield address


@pytest.fixture
def learner(browser: Browser, lms: str) -> Iterator[Page]:
    """A learner's browser, in which an error or a request to elsewhere fails the test."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    faults: list[str] = []

    def read_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "favicon" not in str(message.location):
            faults.append(message.text)

    def read_request(request: Request) -> None:
        if not request.url.startswith((lms, "data:")):
            faults.append(request.url)

    page.on("console", read_console)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", read_request)
    yield page
    context.close()
    assert faults == []


def opened(page: Page, lms: str, version: str, more: str = "") -> FrameLocator:
    page.goto(f"{lms}lms.html?version={version}&package={VERSIONS[version]}{more}")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".steps-bar__place")).to_contain_text("of")
    return frame


def fill(form: Locator, item: Item, *, right: bool) -> Any:
    """Answer a question as a learner does; what was answered, by the ids of the item."""
    if item.kind in {SINGLE, FIND, MULTIPLE}:
        chosen = [option.id for option in item.options if option.correct is right]
        chosen = chosen if item.kind == MULTIPLE and right else chosen[:1]
        for option in chosen:
            form.locator(f"input[value='{option}']").check()
        return chosen
    if item.kind == NUMBER:
        assert isinstance(item.answer, int)
        number = item.answer if right else item.answer + 1
        form.locator("[name=answer]").fill(str(number))
        return number
    if item.kind == MATCH:
        pairs = {row.id: row.answer if right else next(o.id for o in item.options if o.id != row.answer) for row in item.rows}
        for row, option in pairs.items():
            form.locator(f"[name=row-{row}]").select_option(option)
        return pairs
    if item.kind == ORDER:
        order = list(item.answer_ids) if right else [*item.answer_ids[1:], item.answer_ids[0]]
        for place, name in enumerate(order):
            entries = form.locator(".order__entry")
            while entries.evaluate_all("(entries) => entries.map((entry) => entry.dataset.id)").index(name) > place:
                form.locator(f".order__entry[data-id='{name}'] [data-action=up]").click()
        return order
    assert item.kind == CLAIM_LINES
    assert item.grid
    claim = [(line.code, line.units if right else line.units + 1, line.modifiers) for line in item.grid.acceptable[-1]]
    for number, (code, units, modifiers) in enumerate(claim, 1):
        if number > 1:
            form.locator("[data-action=add-line]").click()
        form.locator(f"[name=code-{number}]").select_option(code)
        form.locator(f"[name=units-{number}]").fill(str(units))
        form.locator(f"[name=modifiers-{number}]").select_option(modifiers)
    return claim


def told(item: Item, answer: Any, version: str) -> str:
    """An answer as SCORM writes it down, from what the rules made of the item."""
    between, within = (",", ".") if version == "1.2" else ("[,]", "[.]")
    if item.kind == NUMBER:
        return str(answer)
    if item.kind == MATCH:
        return between.join(f"{row}{within}{option}" for row, option in answer.items())
    if item.kind == CLAIM_LINES:
        lines = sorted(f"{code} x {units} {modifiers}".strip() for code, units, modifiers in answer)
        return ("; " if version == "1.2" else "[,]").join(lines)
    return between.join(answer)


def keys(item: Item, version: str) -> list[str]:
    """What SCORM says is right, from the key of the item."""
    if item.grid:
        claims = [[(line.code, line.units, line.modifiers) for line in claim] for claim in item.grid.acceptable]
        return [("" if version == "1.2" else "{order_matters=false}") + told(item, claim, version) for claim in claims]
    if item.kind == NUMBER:
        return [str(item.answer) if version == "1.2" else f"{item.answer}[:]{item.answer}"]
    if item.kind == MATCH:
        return [told(item, {row.id: row.answer for row in item.rows}, version)]
    return [told(item, item.answer if isinstance(item.answer, tuple) else [str(item.answer)], version)]


def go_on(frame: FrameLocator) -> None:
    frame.locator("[data-action=on]").click()


def walk(frame: FrameLocator, items: list[Item], *, right: bool) -> dict[str, Any]:
    """Answer these questions one after another."""
    answers = {}
    for item in items:
        form = frame.locator(f"form.item[id='{item.id}']")
        expect(form).to_be_visible()
        answers[item.id] = fill(form, item, right=right)
        go_on(frame)
        expect(form).to_have_attribute("data-checked", "right" if right else "wrong")
        go_on(frame)
    return answers


def committed(page: Page) -> Any:
    """What the LMS has kept."""
    return json.loads(page.evaluate("localStorage.getItem('lms')"))["cmi"]


def interactions(page: Page) -> list[dict[str, Any]]:
    """What was reported to the LMS of each question, in the order of the reports."""
    kept = page.evaluate("lms.cmi.interactions.childArray.map((each) => JSON.parse(JSON.stringify(each)))")
    for each in kept:
        each["response"] = each.get("student_response", each.get("learner_response"))
        patterns = each["correct_responses"]
        each["patterns"] = [patterns[place]["pattern"] for place in sorted(patterns) if place.isdigit()]
    return list(kept)


@pytest.mark.parametrize(("version", "right"), [("1.2", True), ("2004", False), proof("1.2", False), proof("2004", True)])
def test_all_right_is_a_hundred_and_passed_and_all_wrong_is_nothing_and_failed(
    learner: Page, lms: str, version: str, right: bool
) -> None:
    frame = opened(learner, lms, version)
    answers = walk(frame, FORM, right=right)
    expect(frame.locator(".session-end h2")).to_have_text(f"{len(FORM) if right else 0} of {len(FORM)} right")
    said = "Reported to your LMS: 100%, passed." if right else "Reported to your LMS: 0%, not passed."
    expect(frame.locator(".package__said")).to_have_text(said)
    found = interactions(learner)
    assert [each["id"] for each in found] == [item.id for item in FORM]
    wrong = "wrong" if version == "1.2" else "incorrect"
    for each, item in zip(found, FORM, strict=True):
        assert each["type"] == FORMATS["scorm12"].kinds[item.kind](item)
        assert each["response"] == told(item, answers[item.id], version)
        assert each["patterns"] == keys(item, version)
        assert each["result"] == ("correct" if right else wrong)
        assert float(each["weighting"]) == 1
        assert each["latency"]
    assert learner.evaluate("window.refused ?? []") == []
    learner.evaluate("document.querySelector('iframe').remove()")
    cmi = committed(learner)
    if version == "1.2":
        assert cmi["core"]["lesson_status"] == ("passed" if right else "failed")
        assert [float(cmi["core"]["score"][name]) for name in ("raw", "min", "max")] == [100 if right else 0, 0, 100]
    else:
        assert (cmi["completion_status"], cmi["success_status"]) == ("completed", "passed" if right else "failed")
        score = [float(cmi["score"][name]) for name in ("raw", "min", "max", "scaled")]
        assert score == [100 if right else 0, 0, 100, 1 if right else 0]
    calls = learner.evaluate("localStorage.getItem('calls')").split()
    assert calls[-1] == ("LMSFinish" if version == "1.2" else "Terminate")
    assert calls.count(calls[-1]) == 1
    assert sum(call.endswith("Commit") for call in calls) > len(FORM)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_session_left_in_the_middle_goes_on_where_it_was(learner: Page, lms: str, version: str) -> None:
    half = len(FORM) // 2
    frame = opened(learner, lms, version)
    order = options_in(frame)
    walk(frame, FORM[:half], right=True)
    begun = frame.locator(f"form.item[id='{FORM[half].id}']")
    typed = fill(begun, FORM[half], right=True)
    before = answers_in(frame)
    frame.locator("[data-action=flag]").click()
    learner.goto("about:blank")
    frame = opened(learner, lms, version)
    cmi = committed(learner)
    assert (cmi["core"]["lesson_status"] if version == "1.2" else cmi["completion_status"]) == "incomplete"
    assert (cmi["core"]["lesson_location"] if version == "1.2" else cmi["location"]) == str(half + 1)
    assert len(cmi["suspend_data"]) < 500
    expect(frame.locator(".steps-bar__place")).to_have_text(f"Question {half + 1} of {len(FORM)}")
    assert typed
    assert answers_in(frame) == before
    assert options_in(frame) == order
    expect(frame.locator("[data-action=flag]")).to_have_attribute("aria-pressed", "true")
    expect(frame.locator("form.item[data-checked=right]")).to_have_count(half)
    go_on(frame)
    go_on(frame)
    walk(frame, FORM[half + 1 :], right=True)
    expect(frame.locator(".package__said")).to_have_text("Reported to your LMS: 100%, passed.")
    assert [each["id"] for each in interactions(learner)] == [item.id for item in FORM]


def options_in(frame: FrameLocator) -> list[str]:
    """The ids of the questions and of their options, as they stand."""
    read = (
        "(forms) => forms.flatMap((form) => [form.id, ...[...form.querySelectorAll('.option input')].map(({ value }) => value)])"
    )
    return list(frame.locator("form.item, .option input").evaluate_all(read))


def answers_in(frame: FrameLocator) -> dict[str, Any]:
    """What is filled in, as a learner sees it."""
    read = """(forms) => {
      const valueOf = (field) => (/radio|checkbox/.test(field.type) ? field.checked && field.value : field.value);
      return Object.fromEntries(forms.map((form) => [form.id, [
      ...[...form.elements].filter(({ name }) => name).map(valueOf),
      ...[...form.querySelectorAll(".order__entry")].map((entry) => entry.dataset.id),
    ]])); }"""
    return dict(frame.locator("form.item").evaluate_all(read))


@pytest.mark.parametrize("version", [proof("1.2"), "2004"])
def test_what_is_answered_while_the_connection_is_lost_is_sent_when_it_is_back(learner: Page, lms: str, version: str) -> None:
    frame = opened(learner, lms, version)
    walk(frame, FORM[:1], right=True)
    learner.evaluate("lost = true")
    walk(frame, FORM[1:3], right=False)
    expect(frame.locator(".package__said")).to_contain_text("The LMS does not answer.")
    assert len(interactions(learner)) == 1
    learner.evaluate("lost = false")
    expect(frame.locator(".package__said")).to_be_hidden()
    assert [each["id"] for each in interactions(learner)] == [item.id for item in FORM[:3]]
    learner.evaluate("lost = true")
    walk(frame, FORM[3:5], right=True)
    before = answers_in(frame)
    learner.goto("about:blank")
    frame = opened(learner, lms, version)
    expect(frame.locator(".steps-bar__place")).to_have_text(f"Question 6 of {len(FORM)}")
    assert answers_in(frame) == before
    learner.wait_for_function("lms.cmi.interactions.childArray.length === 5")
    assert [each["id"] for each in interactions(learner)] == [item.id for item in FORM[:5]]
    assert learner.evaluate("Object.keys(localStorage).filter((name) => !/^(lms|calls)$/.test(name))") == []


def test_a_package_that_is_opened_from_its_folder_is_practice_and_says_so(folder: Path, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme="dark")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((folder / "scorm2004" / "index.html").as_uri())
    expect(page.locator(".package__said")).to_have_text(
        "This package is open without an LMS: you can practice, and nothing is reported."
    )
    form = page.locator(f"form.item[id='{FORM[0].id}']")
    expect(form.locator(".item__worked")).to_be_hidden()
    fill(form, FORM[0], right=False)
    page.keyboard.press("Enter")
    expect(form).to_have_attribute("data-checked", "wrong")
    expect(form.get_by_role("button", name="Try again")).to_be_hidden()
    expect(form.locator(".item__worked")).to_be_visible()
    page.locator("[data-action=on]").click()
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question 2 of {len(FORM)}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 30)"
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('guide97112'))") == []
    page.reload()
    expect(page.locator(".steps-bar__place")).to_have_text(f"Question 2 of {len(FORM)}")
    expect(form).to_have_attribute("data-checked", "wrong")
    context.close()
    assert faults == []


def test_sixty_claims_with_every_line_filled_in_fit_into_what_scorm_keeps(learner: Page, folder: Path, lms: str) -> None:
    scenarios = [each for topic in GUIDE.quizzes.topics for each in topic.scenarios]
    claims: dict[str, Item] = {}
    for scenario in scenarios:
        home = GUIDE.quizzes.scenario(scenario.id)
        assert home
        for question in islice(questions(GUIDE.library, scenario, 11), 12):
            item = compose(question, home[0].id)
            if item.kind != CLAIM_LINES or len(claims) == MOST:
                break
            claims[item.id] = item
    assert len(claims) == MOST
    unpack(FORMATS["scorm12"].write(list(claims.values()), cover_of(GUIDE, "Claims")).content, folder / "claims")
    learner.goto(f"{lms}lms.html?version=1.2&package=claims")
    frame = learner.frame_locator("iframe")
    expect(frame.locator(".steps-bar__place")).to_have_text(f"Question 1 of {MOST}")
    frame.locator(":root").evaluate(
        """() => {
          for (const form of document.querySelectorAll("form.item")) {
            for (let line = 1; line < 6; line += 1) form.querySelector("[data-action=add-line]").click();
            for (const field of form.querySelectorAll("select")) field.selectedIndex = field.length - 1;
            for (const field of form.querySelectorAll("input")) field.value = "987654321012345";
            form.requestSubmit();
          }
        }"""
    )
    expect(frame.locator("form.item[data-checked=wrong]")).to_have_count(MOST)
    learner.wait_for_function("localStorage.getItem('lms')?.includes('failed')")
    text = committed(learner)["suspend_data"]
    assert text.count("9876543") == MOST * 6
    assert len(text) <= 4096
    assert learner.evaluate("window.refused ?? []") == []


@pytest.mark.parametrize("version", VERSIONS)
def test_what_an_lms_only_shows_is_not_reported(learner: Page, lms: str, version: str) -> None:
    frame = opened(learner, lms, version, "&mode=review")
    expect(frame.locator(".package__said")).to_have_text("The LMS opened this to be looked at: nothing is reported.")
    walk(frame, FORM[:1], right=True)
    assert interactions(learner) == []
