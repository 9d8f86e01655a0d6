"""An assigned link is gone through, and ends with a receipt that says what was answered first."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import axe, violations
from tests.receipts import paper

pytestmark = pytest.mark.browser

__all__ = ["axe"]

CLIPBOARD = ["clipboard-read", "clipboard-write"]
ASKED = "trainers/#seed=7&n=10&topics=codes,units,plans,records,modifiers,edits&cases="
EVERY_KIND = {"single", "multiple", "find", "number", "claim-lines", "match", "order"}


def assigned(page: Page, site: str, asked: str = ASKED) -> str:
    """The address of an assignment that a trainer draws."""
    page.goto("about:blank")
    page.goto(site + asked)
    page.locator(".tool__begin").click()
    expect(page.locator(".builder__row").first).to_be_visible()
    found = re.search(r"items=([^&]*)", page.url)
    assert found
    return f"{site}practice/set/#bank=2&items={found[1]}&title=Week+3"


def fill_in(form: Locator, *, right: bool) -> None:
    """Answer a question by the key that stands in its form, or beside it."""
    form.evaluate(
        """(form, right) => {
            const { kind, answer } = form.dataset;
            const all = (selector, root = form) => [...root.querySelectorAll(selector)];
            const set = (field, value) => { field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); };
            if (kind === "number") set(form.elements.answer, right ? answer : Number(answer) + 40);
            const chosen = right ? ".option[data-correct] input" : ".option:not([data-correct]) input";
            if (kind === "single" || kind === "find") all(chosen)[0].click();
            if (kind === "multiple") for (const option of all(chosen)) option.click();
            if (kind === "match") for (const row of all(".match__row")) {
                const select = row.querySelector("select");
                const wrong = all("option", select).find((option) => option.value && option.value !== row.dataset.answer);
                set(select, right ? row.dataset.answer : wrong.value);
            }
            if (kind === "order") {
                const place = (entry) => Number(entry.dataset.place) * (right ? 1 : -1);
                const before = all(".order__entry");
                before.sort((one, other) => place(one) - place(other));
                for (const entry of before) entry.parentElement.append(entry);
                form.dataset.moved = "";
            }
            if (kind === "claim-lines") JSON.parse(answer)[0].forEach((line, at) => {
                if (at) form.querySelector("[data-action=add-line]").click();
                set(form.elements[`code-${at + 1}`], line.code);
                set(form.elements[`units-${at + 1}`], right ? line.units : line.units + 1);
                set(form.elements[`modifiers-${at + 1}`], line.modifiers);
            });
        }""",
        right,
    )


def walk(page: Page, rights: list[bool], hints: tuple[int, ...] = ()) -> None:
    """Go through the questions one at a time, right or wrong as told, some after a hint."""
    on = page.locator("[data-action=on]")
    for place, right in enumerate(rights):
        form = page.locator("form.item:visible")
        expect(form).to_have_count(1)
        if place in hints:
            page.locator("[data-action=hint]").click()
        fill_in(form, right=right)
        on.click()
        expect(form).to_have_attribute("data-checked", "right" if right else "wrong")
        on.click()


def receipt_of(page: Page, name: str = "") -> dict[str, Any]:
    """The receipt that is copied at the end, read by Python."""
    page.locator("[name=learner]").fill(name)
    page.get_by_role("button", name="Copy receipt").click()
    expect(page.locator(".receipt__said")).to_contain_text("The receipt is copied.")
    return paper.read(page.evaluate("navigator.clipboard.readText()"))


def test_an_assignment_ends_with_a_receipt_of_its_first_answers(phone: Page, site: str, tmp_path: Path) -> None:
    phone.context.grant_permissions(CLIPBOARD)
    link = assigned(phone, site, "trainers/#seed=3&n=4&topics=units,plans&cases=numb-feet")
    phone.goto("about:blank")
    phone.goto(link)
    expect(phone.locator(".tool__brief")).to_contain_text("ends with a receipt")
    expect(phone.locator("form.item").first).to_be_attached()
    count = phone.locator("form.item").count()
    rights = [place % 3 != 1 for place in range(count)]
    missed = rights.count(False)
    walk(phone, rights, hints=(0,))
    expect(phone.locator(".session-end h2")).to_have_text(f"{count - missed} of {count} right")
    receipt = receipt_of(phone, "Ana Ruiz")
    assert (receipt["name"], receipt["title"], receipt["bank"], receipt["right"]) == ("Ana Ruiz", "Week 3", 2, count - missed)
    assert [item[0] for item in receipt["items"]] == link.partition("items=")[2].partition("&")[0].split(",")
    responses = [response for item in receipt["items"] for response in item[1:]]
    assert len(responses) == count
    assert all(fields and tries == 1 for fields, tries, _ in responses)
    assert [hint for *_, hint in responses] == [1, *([0] * (count - 1))]
    before = phone.locator(".receipt > p").first.inner_text()
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "receipt-week-3-ana-ruiz.txt"
    assert paper.read(Path(download.value.path()).read_text("utf-8")) == receipt
    phone.reload()
    expect(phone.locator(".receipt > p").first).to_have_text(before)
    phone.get_by_role("button", name=re.compile("Redo")).click()
    walk(phone, [True] * missed)
    again = receipt_of(phone, "Ana Ruiz")
    answers = [response for item in again["items"] for response in item[1:]]
    assert [(fields, hint) for fields, _, hint in answers] == [(fields, hint) for fields, _, hint in responses]
    assert [tries for _, tries, _ in answers] == [1 if right else 2 for right in rights]
    assert (again["right"], again["ended"], again["spent"]) == (receipt["right"], receipt["ended"], receipt["spent"])
    assert json.dumps(again)


def test_whoever_sees_all_questions_at_once_gets_a_receipt_too(page: Page, site: str) -> None:
    page.goto(assigned(page, site, "trainers/#seed=5&n=3&topics=units,plans&cases="))
    page.reload()
    expect(page.locator("form.item")).to_have_count(3)
    for form in page.locator("form.item").all():
        expect(page.locator(".session-bar")).to_be_hidden()
        fill_in(form, right=True)
        form.locator("[type=submit]").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".receipt > p").first).to_contain_text("3 of 3 right at the first answer")


def test_a_topic_page_has_no_receipt(phone: Page, site: str) -> None:
    phone.goto(f"{site}practice/set/#seed=1&topics=units:1&levels=1,2,3&bank=2&title=Week+3")
    walk(phone, [True])
    expect(phone.locator(".session-end")).to_be_visible()
    expect(phone.locator(".receipt")).to_have_count(0)


def test_the_end_with_a_receipt_and_its_squares_is_accessible(page: Page, site: str, axe: str) -> None:
    page.goto(assigned(page, site, "trainers/#seed=5&n=2&topics=units,plans&cases="))
    page.reload()
    expect(page.locator("form.item")).to_have_count(2)
    for form in page.locator("form.item").all():
        fill_in(form, right=True)
        form.locator("[type=submit]").click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Show QR code").click()
    expect(page.locator(".receipt__squares svg")).to_be_visible()
    assert violations(page, axe) == []
