"""Receipts are collected, graded again and shown as a class; whatever they hold does no harm."""

from __future__ import annotations

import csv
import io
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from macros.scenarios.item import Item
from tests.browser.test_accessibility import axe, violations
from tests.browser.test_receipts import CLIPBOARD, assigned, fill_in
from tests.exports.sample import GUIDE
from tests.receipts import paper

pytestmark = pytest.mark.browser

__all__ = ["axe"]

RESULTS = "trainers/results/"


def receipt(items: list[list[Any]], **said: Any) -> dict[str, Any]:
    """A receipt that somebody wrote by hand."""
    return {
        "name": "Ana Ruiz",
        "title": "Week 3",
        "bank": 2,
        "ended": 1_795_000_000,
        "spent": 600,
        "right": 0,
        "items": items,
    } | said


def opened(page: Page, site: str, fragment: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{site}{RESULTS}{fragment}")


def add(page: Page, text: str) -> str:
    """Put a text into the field and add it; what is said then."""
    page.locator(".results__paste").fill(text)
    page.locator("[data-action=add]").click()
    status = page.locator(".tool__status")
    expect(status).to_contain_text(re.compile(r"added|already|could not be read|no receipt"))
    return status.inner_text()


def drop(page: Page, text: str) -> None:
    """Drop a file with a text on the page."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "all.txt", { type: "text/plain" }));
            const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.querySelector("[data-tool]").dispatchEvent(event);
        }""",
        text,
    )


def table(page: Page) -> list[dict[str, str]]:
    """The table that is downloaded."""
    with page.expect_download() as download:
        page.locator("[data-action=csv]").click()
    assert download.value.suggested_filename == "results-97112.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def rows(page: Page, section: str) -> list[list[str]]:
    """The cells of a table of the page, row by row."""
    found: list[list[str]] = page.locator(f"[data-results={section}] tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )
    return found


def handed_in(page: Page, link: str, name: str, rights: list[bool]) -> str:
    """Go through an assignment, and copy its receipt."""
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("form.item")).to_have_count(len(rights))
    for form, right in zip(page.locator("form.item").all(), rights, strict=True):
        fill_in(form, right=right)
        form.locator("[type=submit]").click()
    page.get_by_role("button", name="Finish").click()
    page.locator("[name=learner]").fill(name)
    page.get_by_role("button", name="Copy receipt").click()
    expect(page.locator(".receipt__said")).to_contain_text("The receipt is copied.")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied


def test_five_receipts_of_an_assignment_become_a_class(page: Page, site: str) -> None:
    page.context.grant_permissions(CLIPBOARD)
    link = assigned(page, site, "trainers/#seed=11&n=6&topics=units,codes,plans,records,modifiers&cases=")
    chance = random.Random(5)
    rights = {
        "Ana Ruiz": [True] * 6,
        "Bo": [False] * 6,
        "=HYPERLINK(1)": [True, False] * 3,
        "<b>Dee</b>": [False, False, True, True, True, False],
        "": [chance.random() < 0.5 for _ in range(6)],
    }
    receipts = [handed_in(page, link, name, answers) for name, answers in rights.items()]
    opened(page, site)
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n\n".join(f"Hello,\n{text}\nBye" for text in receipts))
    page.locator(".results__paste").focus()
    page.keyboard.press("Control+V")
    expect(page.locator(".tool__status")).to_have_text("5 receipts are added.")
    scores = {name: sum(answers) for name, answers in rights.items()}
    shown = {row[0]: row[1:3] for row in rows(page, "scores")}
    assert shown == {name or "no name": [f"{right} of 6", "the same"] for name, right in scores.items()}
    expect(page.locator("[data-results=scores] .class__picture svg")).to_have_attribute(
        "aria-label", re.compile("1 from 90 to 100%")
    )
    downloaded = {row["name"]: row for row in table(page)}
    assert {name.removeprefix("'"): int(row["right"]) for name, row in downloaded.items()} == scores
    assert "'=HYPERLINK(1)" in downloaded
    ids = [name.partition(":")[2] for name in link.partition("items=")[2].partition("&")[0].split(",")]
    for name, answers in rights.items():
        row = downloaded.get(name) or downloaded[f"'{name}"]
        assert [row[id_] == "right" for id_ in ids] == answers
    needs = rows(page, "needs")
    assert [row[1] for row in needs] == [f"{right} of 6" for right in sorted(scores.values())]
    questions = {re.search(r"Question ([\w-]+)\.", row[0])[1]: row for row in rows(page, "questions")}  # type: ignore[index]
    for at, id_ in enumerate(ids):
        assert questions[id_][1] == f"{sum(answers[at] for answers in rights.values())} of 5"
        assert questions[id_][2] == "needs 30 receipts"
    assert page.locator("[data-results=scores] tbody b").count() == 0
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('receipts'))") == []


def answers(item: Item) -> Iterator[tuple[list[str], bool]]:
    """Answers to a question, as fields, and whether they are right by the item itself."""
    if item.kind in {"single", "find"}:
        yield from ((["answer", option.id], option.correct) for option in item.options)
    elif item.kind == "multiple":
        key = [option.id for option in item.options if option.correct]
        others = [option.id for option in item.options if not option.correct]
        for chosen in (key, key[:-1], [*key, *others[:1]], others, list(reversed(key))):
            yield [text for id_ in chosen for text in ("answer", id_)], set(chosen) == set(key)
    elif item.kind == "number":
        assert isinstance(item.answer, int)
        for number in (item.answer, item.answer + 1, *(wrong.value for wrong in item.fields[0].wrong)):
            yield ["answer", str(number)], number == item.answer
    elif item.kind == "match":
        key = [row.answer for row in item.rows]
        for moved in range(len(key)):
            chosen = [*key[moved:], *key[:moved]]
            yield [text for row, id_ in zip(item.rows, chosen, strict=True) for text in (f"row-{row.id}", id_)], chosen == key
        yield [f"row-{item.rows[0].id}", key[0]], len(key) == 1
    elif item.kind == "order":
        for order in itertools.islice(itertools.permutations(item.answer_ids), 7):
            yield [text for id_ in order for text in ("entry", id_)], order == item.answer_ids
    else:
        assert item.grid
        acceptable = [sorted(claim, key=str) for claim in item.grid.acceptable]
        tried = [*item.grid.acceptable, *(tuple(reversed(claim)) for claim in item.grid.acceptable)]
        tried += [wrong.lines for wrong in item.grid.wrong] + [claim[:-1] for claim in item.grid.acceptable]
        tried += [(replace(claim[0], units=claim[0].units + 1), *claim[1:]) for claim in item.grid.acceptable]
        for lines in tried:
            cells = [
                (f"{name}-{at}", str(cell))
                for at, line in enumerate(lines, 1)
                for name, cell in line.as_json().items()
                if cell != ""
            ]
            yield [text for cell in cells for text in cell], sorted(lines, key=str) in acceptable


def test_every_kind_is_graded_as_the_items_say(page: Page, site: str) -> None:
    sample: list[tuple[str, Item]] = []
    for topic in GUIDE.quizzes.headings_and_past:
        of_kinds: dict[str, list[Item]] = {}
        for entry in GUIDE.bank.entries(topic.id):
            if entry.item:
                of_kinds.setdefault(entry.item.kind, []).append(entry.item)
        sample += [(topic.id, item) for items in of_kinds.values() for item in items[:: max(1, len(items) // 4)][:5]]
    assert {item.kind for _, item in sample} == {"single", "multiple", "find", "number", "match", "order", "claim-lines"}
    tried: list[tuple[str, Item, list[str], bool]] = [
        (f"{home}:{item.id}", item, fields, right) for home, item in sample for fields, right in answers(item) if fields
    ]
    by_round: dict[int, list[tuple[str, Item, list[str], bool]]] = {}
    seen: dict[str, int] = {}
    for each in tried:
        by_round.setdefault(seen.setdefault(each[0], 0), []).append(each)
        seen[each[0]] += 1
    expected: dict[str, dict[str, bool]] = {}
    codes = []
    for number, turn in by_round.items():
        for start in range(0, len(turn), 60):
            part = turn[start : start + 60]
            name = f"r{number}-{start}"
            expected[name] = {item.id: right for _, item, _, right in part}
            codes.append(paper.written(receipt([[own, [fields, 1, 0]] for own, _, fields, _ in part], name=name)))
    opened(page, site)
    assert add(page, "\n".join(codes)) == f"{len(codes)} receipts are added."
    found = {row["name"]: row for row in table(page)}
    graded = {
        name: {id_: found[name][id_] for id_ in questions} for name, questions in expected.items()
    }  # fmt: skip
    wanted = {
        name: {id_: "right" if right else graded[name][id_] for id_, right in questions.items()}
        for name, questions in expected.items()
    }
    assert graded == wanted
    wrong = [graded[name][id_] for name, questions in expected.items() for id_, right in questions.items() if not right]
    assert "right" not in wrong
    assert len(wrong) > 300
    assert sum(right for questions in expected.values() for right in questions.values()) > 150
    assert "no answer to this question" not in {cell for cells in graded.values() for cell in cells.values()}


def some_item(kind: str, topic: str = "units") -> Item:
    return next(entry.item for entry in GUIDE.bank.entries(topic) if entry.item and entry.item.kind == kind)


def one_of(kind: str) -> tuple[str, Item]:
    """A question of a kind with its name, of whatever topic has one."""
    for topic in GUIDE.quizzes.headings_and_past:
        for entry in GUIDE.bank.entries(topic.id):
            if entry.item and entry.item.kind == kind:
                return f"{topic.id}:{entry.id}", entry.item
    raise LookupError(kind)


def right_answer(item: Item) -> list[str]:
    return next(fields for fields, right in answers(item) if right)


def test_a_score_that_was_not_earned_is_shown_as_such(page: Page, site: str) -> None:
    single, number = some_item("single"), some_item("number")
    items = [[f"units:{single.id}", [right_answer(single), 1, 0]], [f"units:{number.id}", [["answer", "999"], 1, 0]]]
    gone = next(entry for entry in GUIDE.bank.entries("units") if entry.item is None)
    unsure = [*items, [f"units:{gone.id}", [["answer", "a"], 1, 0]], ["units:no-such-question", [[], 0, 0], [[], 0, 0]]]
    opened(page, site)
    codes = [
        paper.written(receipt(items, name="honest", right=1)),
        paper.written(receipt(items, name="boasts", right=2)),
        paper.written(receipt(items, name="modest", right=0)),
        paper.written(receipt(unsure, name="may be", right=4)),
        paper.written(receipt(unsure, name="cannot be", right=5)),
    ]
    add(page, " ".join(codes))
    assert {row[0]: row[2] for row in rows(page, "scores")} == dict.fromkeys(
        ("honest", "boasts", "modest", "may be", "cannot be"), "1 of 2"
    )
    unearned = page.locator(".class__unearned")
    assert unearned.all_inner_texts() == [f"Not earned: says {said} right, and its answers are 1 right" for said in (2, 5, 0)]
    assert [row[3] for row in rows(page, "scores") if row[0] == "may be"] == ["4 right, with what cannot be graded now"]
    expect(page.locator("[data-results=scores]")).to_contain_text("3 scores were not earned.")
    left_out = page.locator("[data-results=ungraded] li").all_inner_texts()
    assert len(left_out) == 2
    assert gone.said in " ".join(left_out)
    assert any("units:no-such-question: there is no question of this name (on 2 receipts)." in line for line in left_out)


def test_answers_that_no_form_could_hold_are_wrong_and_do_no_harm(page: Page, site: str) -> None:
    (claim, _), (order, ordered), (match, _), (single, chosen) = map(one_of, ("claim-lines", "order", "match", "single"))
    odd = {
        claim: ["code-999999999", "97112", "units-999999999", "2"],
        order: ["entry", ordered.answer_ids[0]],
        match: ["row-<b>", "x"],
        single: [text for option in chosen.options for text in ("answer", option.id)],
    }
    opened(page, site)
    add(page, paper.written(receipt([[name, [fields, 1, 0]] for name, fields in odd.items()])))
    (row,) = table(page)
    assert [row[name.partition(":")[2]] for name in odd] == ["no answer to this question"] * 4
    assert row["right"] == "0"


HOSTILE = "\u202e<img src=x onerror=document.title='harmed'>\u0000"


def test_hostile_receipts_get_one_line_each(page: Page, site: str) -> None:
    item = some_item("single")
    items = [[f"units:{item.id}", [right_answer(item), 1, 0]]]
    good = paper.written(receipt(items, name=HOSTILE, title=HOSTILE, right=1))
    bad = [good[:60], "97112r9.AAAA.00000000", paper.packed(b"\0" * 8_000_000), paper.written([1, 2]), f"97112r1.{'A' * 100_000}"]
    opened(page, site)
    drop(page, "\n".join([good, *bad, good]))
    said = "1 receipt is added. 1 was here already. 5 could not be read: see the end of this page."
    expect(page.locator(".tool__status")).to_have_text(said)
    lines = page.locator("[data-results=unread] li").all_inner_texts()
    assert len(lines) == len(bad)
    assert all(line.startswith("all.txt: Receipt ") and line.endswith((".", ")")) and "\n" not in line for line in lines)
    assert page.locator(".tool img").count() == 0
    assert "harmed" not in page.title()
    assert rows(page, "scores")[0][0] == HOSTILE.strip("\u202e\u0000")[:60]
    assert add(page, "Dear all, see you on Monday.").startswith("There is no receipt in this text.")
    expect(page.locator(".results__paste")).to_have_value("Dear all, see you on Monday.")


def test_nothing_is_kept_unless_the_trainer_asks(page: Page, site: str) -> None:
    item = some_item("single")
    codes = [
        paper.written(receipt([[f"units:{item.id}", [right_answer(item), 1, 0]]], name=name, right=1))
        for name in ("Ana", "Bo", "Cy")
    ]
    opened(page, site, f"#{codes[0]}")
    expect(page.locator(".tool__status")).to_have_text("1 receipt is added.")
    assert page.url == f"{site}{RESULTS}"
    page.reload()
    expect(page.locator("[data-results=scores]")).to_be_hidden()
    page.locator("[name=keep]").check()
    add(page, codes[0])
    opened(page, site, f"#{codes[1]}")
    expect(page.locator("[data-results=scores] tbody tr")).to_have_count(2)
    opened(page, site)
    expect(page.locator("[data-results=scores] tbody tr")).to_have_count(2)
    remove = page.locator("[data-action=remove]")
    remove.click()
    expect(page.locator("[data-results=scores] tbody tr")).to_have_count(2)
    remove.click()
    expect(page.locator("[data-results=scores]")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('guide97112.receipts')") is None
    page.evaluate("localStorage.setItem('guide97112.receipts', '{\"version\": 1, \"codes\": [7]}')")
    page.reload()
    expect(page.locator("[name=keep]")).not_to_be_checked()


def test_files_are_opened_and_dropped(page: Page, site: str, tmp_path: Path) -> None:
    item = some_item("single")
    names = ["Ana", "Bo", "Cy", "Dee"]
    codes = [paper.written(receipt([[f"units:{item.id}", [right_answer(item), 1, 0]]], name=name, right=1)) for name in names]
    for name, text in zip(("one.txt", "two.eml", "none.txt"), (codes[0], f"{codes[1]}\n{codes[2]}", "nothing"), strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    opened(page, site)
    page.locator("input[type=file]").set_input_files([tmp_path / name for name in ("one.txt", "two.eml", "none.txt")])
    expect(page.locator(".tool__status")).to_have_text("3 receipts are added. 1 could not be read: see the end of this page.")
    assert page.locator("[data-results=unread] li").all_inner_texts() == ["none.txt: the file holds no receipt."]
    drop(page, codes[3])
    expect(page.locator(".tool__status")).to_have_text("1 receipt is added.")
    assert [row[0] for row in rows(page, "scores")] == names


def test_several_attempts_and_several_assignments_stand_apart(page: Page, site: str) -> None:
    one, other = some_item("single"), some_item("number")
    first = [[f"units:{one.id}", [["answer", next(option.id for option in one.options if not option.correct)], 1, 0]]]
    second = [[f"units:{one.id}", [right_answer(one), 1, 0]]]
    third = [[f"units:{other.id}", [right_answer(other), 1, 0]]]
    codes = [
        paper.written(receipt(second, name="ana  ruiz", ended=1_795_000_900, right=1)),
        paper.written(receipt(first, name="Ana Ruiz")),
        paper.written(receipt(third, name="Ana Ruiz", title="Week 4", right=1)),
    ]
    opened(page, site)
    add(page, "\n".join(codes))
    expect(page.locator("[data-results=scores] p").first).to_contain_text(
        "3 receipts of 1 learner. Of several attempts at one assignment the first counts."
    )
    assert [row[1:5] for row in rows(page, "scores")] == [
        ["Week 3", "0 of 1", "the same", "1 of 2, counts"],
        ["Week 4", "1 of 1", "the same", "only one"],
        ["Week 3", "1 of 1", "the same", "2 of 2"],
    ]
    assert rows(page, "needs")[0][1] == "1 of 2"
    page.locator("[name=which]").select_option("best")
    assert rows(page, "needs")[0][1] == "2 of 2"
    page.locator("[name=form]").select_option(index=2)
    assert [row[1] for row in rows(page, "scores")] == ["1 of 1"]


def big_class(count: int, seed: int = 1) -> str:
    """Receipts of a large class: ten questions each, of two assignments."""
    chance = random.Random(seed)
    pool = [entry.item for entry in GUIDE.bank.entries("units") if entry.item and entry.item.kind in {"single", "number"}][:20]
    tried = {item.id: list(answers(item)) for item in pool}
    codes = []
    for number in range(count):
        form = pool[:10] if number % 2 else pool[10:]
        items: list[list[Any]] = []
        right = 0
        for item in form:
            fields, good = chance.choice(tried[item.id])
            right += good
            items.append([f"units:{item.id}", [fields, 1, 0]])
        codes.append(paper.written(receipt(items, name=f"Learner {number}", right=right, ended=1_795_000_000 + number)))
    return "\n".join(codes)


def test_thirty_receipts_measure_a_question_and_a_thousand_stay_usable(page: Page, site: str) -> None:
    opened(page, site)
    drop(page, big_class(1000))
    expect(page.locator(".tool__status")).to_have_text("1,000 receipts are added.")
    assert page.locator("[data-results=scores] tbody tr").count() == 20
    page.locator("[data-results=scores]").get_by_role("button", name="Show 200 more of 980").click()
    assert page.locator("[data-results=scores] tbody tr").count() == 220
    apart = [row[2] for row in rows(page, "questions")]
    assert len(apart) == 20
    assert all(re.fullmatch(r"−?0\.\d\d(, look at it)?", each) for each in apart)
    assert len(table(page)) == 1000


def test_the_page_with_a_class_is_accessible_and_fits_a_phone(page: Page, site: str, axe: str) -> None:
    opened(page, site)
    assert violations(page, axe) == []
    add(page, big_class(40) + "\n97112r7.A.B")
    assert violations(page, axe) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for section in ("scores", "needs", "misconceptions", "questions", "unread"):
        expect(page.locator(f"[data-results={section}]")).to_be_visible()
