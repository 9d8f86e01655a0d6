"""QTI in readers of others: what the rules call right scores 1 there, every known wrong answer 0, and the feedback is ours.

QTI 3.0 is read by qti3-item-player and by Citolab's components. QTI 2.1 is read by the first of them too, once Citolab's
converter has made QTI 3.0 of it. An answer is found by the words that a learner reads, never by the file's own key.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route

from macros.exports import FORMATS
from macros.scenarios.item import FIND, KINDS, MATCH, MULTIPLE, ORDER, SINGLE, Item
from tests.browser.conftest import box_of
from tests.exports.sample import COVER, ITEMS
from tests.exports.test_qti import Reader, items_of, right_answer, wrong_answers
from tests.seeds import daily_seed

pytestmark = pytest.mark.browser

NODE_MODULES = Path(__file__).parent / "node" / "node_modules"
PAGES = Path(__file__).parent / "readers"
PACKAGES = {"qti3-item-player": "qti3-item-player", "qti-components": "@citolab/qti-components"}
"""The readers, each with its page here and its package."""

HOST = "http://reader.test/"
SAMPLED = 8
"""Of so many scenarios, others each day, besides one item of each kind, `make test` tries the answers."""


def missing(what: str) -> None:
    """Skip aloud, or fail where CI asks for the reader."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"NO QTI READER: {what} is not installed, and CI=true asks for it")
    pytest.skip(f"NO QTI READER: {what} is not installed")


@dataclass(frozen=True)
class Opened:
    """The page of a reader, and every error of its console and request to another host."""

    name: str
    page: Page
    faults: list[str]


@pytest.fixture(scope="module", params=PACKAGES)
def opened(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Opened]:
    """The page of a reader, which tests share: to load one takes longer than to answer twenty questions."""
    name = request.param
    if not (NODE_MODULES / PACKAGES[name]).is_dir():
        missing(PACKAGES[name])
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1200, "height": 1400})

    def read_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(message.text)

    def fulfil(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if not path:
            route.fulfill(path=PAGES / f"{name}.html")
        elif (NODE_MODULES / path).is_file():
            route.fulfill(path=NODE_MODULES / path)
        elif path == "favicon.ico":
            route.fulfill(body="")
        else:
            faults.append(route.request.url)
            route.abort()

    page.on("console", read_console)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/*", fulfil)
    page.goto(HOST)
    page.wait_for_selector("body[data-ready]", state="attached")
    yield Opened(name, page, faults)
    page.close()


@pytest.fixture
def reader(opened: Opened) -> Iterator[Page]:
    """The page of a reader, whose faults fail the test."""
    yield opened.page
    assert opened.faults == []


@cache
def sample() -> tuple[Item, ...]:
    """An item of each kind, the last part of a case, and one each of scenarios that are others each day."""
    chosen = {item.kind: item for item in random.Random(daily_seed()).sample(ITEMS, len(ITEMS)) if carried(item)}
    part = next(item for item in reversed(ITEMS) if item.case)
    scenarios = sorted({item.scenario for item in ITEMS})
    some = random.Random(daily_seed()).sample(scenarios, SAMPLED)
    return (*chosen.values(), part, *(next(item for item in ITEMS if item.scenario == name) for name in some))


def carried(item: Item) -> bool:
    """Whether QTI has the item."""
    return item.id in items_of("qti30")


def for_script(responses: dict[str, Any]) -> dict[str, Any]:
    """Responses as the pages of the readers take them."""

    def value_of(value: Any) -> Any:
        if isinstance(value, set):
            return sorted(" ".join(each) if isinstance(each, tuple) else each for each in value)
        return int(value) if isinstance(value, float) and value.is_integer() else value

    return {name: value_of(value) for name, value in responses.items()}


ANSWER_ALL = """async ([xml, answers]) => {
    const all = [];
    for (const responses of answers) {
        await present(xml);
        await give(responses);
        all.push(await outcomes());
    }
    return all;
}"""


def assert_scored(page: Page, item: Item, xml: str) -> None:
    """The right answer of an item scores 1 and every known wrong one 0, and what is said is what our file says."""
    root = etree.fromstring(xml.encode())
    answers = [right_answer(item, root), *(responses for responses, _ in wrong_answers(item, root))]
    scored = page.evaluate(ANSWER_ALL, [xml, [for_script(responses) for responses in answers]])
    for place, (responses, outcomes) in enumerate(zip(answers, scored, strict=True)):
        where = f"{item.id}: {responses} gives {outcomes}"
        assert float(outcomes["SCORE"]) == (1 if place == 0 else 0), where
        assert float(outcomes["MAXSCORE"]) == 1, where
        # An order that nobody touched is for one of the readers the order that stands there.
        untouched = [{"RESPONSE": [f"c-{option.id}" for option in item.options]}] if item.kind == ORDER and not responses else []
        read = [Reader(root, given).outcomes for given in (responses, *untouched)]
        said = {name: value for name, value in outcomes.items() if value and (name in read[0] or name.startswith("FEEDBACK"))}
        assert {**said, "SCORE": 0} in [{**ours, "SCORE": 0} for ours in read], where


def text_of(item: Item) -> str:
    return etree.tostring(items_of("qti30")[item.id], encoding="unicode")


def test_every_answer_is_scored_as_the_rules_have_it(reader: Page) -> None:
    assert {item.kind for item in sample()} == set(KINDS)
    for item in filter(carried, sample()):
        assert_scored(reader, item, text_of(item))


@pytest.mark.proof
def test_every_answer_of_every_scenario_and_case_is_scored_as_the_rules_have_it(reader: Page) -> None:
    for item in filter(carried, ITEMS):
        assert_scored(reader, item, text_of(item))


def as_three(items: Iterable[Item]) -> dict[str, str]:
    """Our QTI 2.1 of these items, made QTI 3.0 by Citolab's converter, by their ids."""
    if not find_spec("qti_convert"):
        missing("citolab-qti-convert")
    convert: Any = pytest.importorskip("qti_convert")
    content = FORMATS["qti21"].write(list(items), COVER).content
    files: dict[str, Any] = convert.upgrade_package(content).files
    with zipfile.ZipFile(io.BytesIO(content)) as ours:
        assert set(files) == set(ours.namelist())
    assert b"QTI Package" in as_bytes(files["imsmanifest.xml"])
    texts = {path: as_bytes(text).decode() for path, text in files.items() if path.startswith("items/")}
    return {path[len("items/") : -len(".xml")]: text.partition("?>")[2] for path, text in texts.items()}


def as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize("opened", ["qti3-item-player"], indirect=True)
def test_qti_2_1_that_was_converted_is_scored_as_the_rules_have_it(reader: Page) -> None:
    converted = as_three(sample())
    for item in filter(carried, sample()):
        assert_scored(reader, item, converted[item.id])


@pytest.mark.proof
@pytest.mark.parametrize("opened", ["qti3-item-player"], indirect=True)
def test_all_of_qti_2_1_that_was_converted_is_scored_as_the_rules_have_it(reader: Page) -> None:
    converted = as_three(ITEMS)
    for item in filter(carried, ITEMS):
        assert_scored(reader, item, converted[item.id])


@dataclass(frozen=True)
class Hands:
    """How a learner answers in a reader: what is clicked for a choice, a pair, an inline choice, and where an order is made."""

    choice: str
    pair: str
    opener: str
    inline: str
    ordered: Callable[[Page, list[str]], None]


def drag(page: Page, what: Locator, to: Locator) -> None:
    what.scroll_into_view_if_needed()
    start, end = ((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in map(box_of, (what, to)))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 8, start[1] + 8)
    page.mouse.move(*end, steps=8)
    page.mouse.move(end[0] + 1, end[1] + 1)
    page.mouse.up()
    page.wait_for_timeout(600)  # what is dropped glides into its place


def in_one_list(page: Page, order: list[str]) -> None:
    for place, name in enumerate(order):
        there = page.locator("li.qti-simple-choice").nth(place)
        if there.get_attribute("data-identifier") != name:
            drag(page, page.locator(f"li.qti-simple-choice[data-identifier={name}]"), there)


def into_places(page: Page, order: list[str]) -> None:
    for place, name in enumerate(order):
        drag(page, page.locator(f"qti-simple-choice[identifier={name}]").first, page.locator("drop-list").nth(place))


HANDS = {
    "qti3-item-player": Hands(
        ".qti-simple-choice[data-identifier={0}]",
        "[data-pair='{0}']",
        "#inlinechoice_button_{0}",
        "#inlinechoice_button_{0} ~ ul [data-identifier={1}]",
        in_one_list,
    ),
    "qti-components": Hands(
        "qti-simple-choice[identifier={0}]",
        "input[value='{0}']",
        "qti-inline-choice-interaction[response-identifier={0}] [part=trigger]",
        "qti-inline-choice-interaction[response-identifier={0}] qti-inline-choice[identifier={1}]",
        into_places,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_learner_answers_with_mouse_and_keys(kind: str, opened: Opened, reader: Page) -> None:
    item = next(item for item in ITEMS if item.kind == kind and carried(item))
    hands = HANDS[opened.name]
    reader.evaluate("(xml) => present(xml)", text_of(item))
    responses = for_script(right_answer(item, items_of("qti30")[item.id]))
    fields = iter(reader.locator("input").all()) if kind not in {SINGLE, FIND, MULTIPLE, MATCH, ORDER} else iter(())
    for name, value in responses.items():
        if kind == ORDER:
            hands.ordered(reader, value)
        elif isinstance(value, int):
            next(fields).press_sequentially(str(value))
        elif name.startswith("MODIFIERS"):
            reader.locator(hands.opener.format(name)).click()
            reader.locator(hands.inline.format(name, value)).click()
        else:
            for each in value if isinstance(value, list) else [value]:
                reader.locator((hands.pair if kind == MATCH else hands.choice).format(each)).click()
    assert float(reader.evaluate("outcomes()")["SCORE"]) == 1
