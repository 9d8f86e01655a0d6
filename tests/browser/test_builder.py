"""A trainer builds an assignment: from the page for trainers to a link, a sheet and a file, on a laptop and on a phone."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from macros.pages.pieces import OFFERED
from tests.browser.conftest import bottom, box_of, shipped
from tests.browser.test_accessibility import axe, violations
from tests.command import ROOT, guide
from tests.proof import proof

pytestmark = pytest.mark.browser

__all__ = ["axe"]

ASKED = "trainers/#seed=7&n=10&topics=codes,units,plans,records,modifiers&cases=numb-feet"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def opened(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address)
    page.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1 })")


def drawn(page: Page, site: str, address: str = ASKED) -> None:
    """The builder with questions in it."""
    opened(page, site + address)
    page.locator(".tool__begin").click()
    expect(page.locator(".builder__row").first).to_be_visible()


def named(page: Page) -> list[str]:
    """The names in the address of the page."""
    found = re.search(r"items=([^&]*)", page.url)
    return found[1].split(",") if found else []


def bar(page: Page, name: str) -> None:
    page.locator(f"[data-action={name}]").click()


def ten_by_taps(page: Page, site: str) -> None:
    """Draw, Link; Print, Print now; Download, Moodle. Nothing else is pressed."""
    page.context.grant_permissions(CLIPBOARD)
    opened(page, f"{site}trainers/")
    taps = 0

    def tap(selector: str) -> None:
        nonlocal taps
        taps += 1
        page.locator(selector).first.click()

    assert bottom(page.locator(".tool__begin")) <= (page.viewport_size or {"height": 0})["height"]
    tap(".tool__begin")
    expect(page.locator(".builder__row")).to_have_count(10)
    tap("[data-action=link]")
    expect(page.locator(".builder__said")).to_contain_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{site}practice/set/#bank=")
    tap("[data-action=print]")
    tap(".builder__panel .button--primary")
    assert page.evaluate("window.printed") == 1
    expect(page.locator(".paper__sheet .item")).to_have_count(10)
    tap("[data-action=download]")
    with page.expect_download() as download:
        tap(".builder__formats button")
    assert download.value.suggested_filename == "assignment.xml"
    assert taps == 6
    assert len(named(page)) == 10
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("form.item")).to_have_count(10)


def test_ten_questions_are_a_link_a_sheet_and_a_file_after_six_presses(page: Page, site: str) -> None:
    ten_by_taps(page, site)


def test_ten_questions_are_a_link_a_sheet_and_a_file_after_six_taps(phone: Page, site: str) -> None:
    ten_by_taps(phone, site)


@pytest.mark.parametrize(
    "label",
    [
        *("Moodle 4.4 and later", "Table (CSV)", "SCORM 2004"),
        *map(
            proof,
            ("Canvas and others (QTI 1.2)", "Common Cartridge 1.1", "QTI 2.1", "GIFT", "SCORM 1.2", "Anki (text to import)"),
        ),
    ],
)
def test_a_download_is_the_file_of_the_command(label: str, page: Page, site: str, tmp_path: Path) -> None:
    drawn(page, site)
    page.locator(".builder__cover [name=title]").fill('Week 3: "minutes" & <units>')
    bar(page, "download")
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    assert download.value.suggested_filename.startswith("week-3-minutes-units.")
    passing = ["--passing", "80"] if label.startswith("SCORM") else []
    out = tmp_path / "out"
    items = ",".join(named(page))
    title = 'Week 3: "minutes" & <units>'
    (name,) = [name for name, offered in OFFERED.items() if offered == label]
    done = guide("export", "--format", name, "--items", items, "--title", title, *passing, "-o", out, root=ROOT)
    assert done.returncode == 0
    assert Path(download.value.path()).read_bytes() == out.read_bytes()
    said = page.locator(".builder__said").inner_text()
    written, *left_out = done.stderr.strip().splitlines()
    assert written.removesuffix(" items written.") in said
    for line in left_out:
        assert line.removeprefix("Left out: ").rstrip(".") in said


def test_a_reload_keeps_everything_and_back_undoes_a_step(page: Page, site: str) -> None:
    drawn(page, site)
    first = named(page)
    cover = page.locator(".builder__cover")
    cover.locator("[name=title]").fill("Week 3")
    cover.locator("[name=say]").fill("Alone.\nAll of it.")
    cover.locator("[name=due]").fill("2027-03-02")
    cover.locator("[name=minutes]").fill("20")
    cover.locator("[name=minutes]").blur()
    row = page.locator(".builder__row")
    row.nth(2).locator("[data-act=lock]").click()
    expect(row.nth(2).locator("[data-act=lock]")).to_have_attribute("aria-pressed", "true")
    row.nth(1).locator("[data-act=down]").click()
    expect(row.nth(2).locator("[data-act=lock]")).to_have_attribute("aria-pressed", "false")
    row.nth(0).locator("[data-act=swap]").click()
    expect(row.nth(0).locator("[data-act=swap]")).to_be_focused()
    row.nth(9).locator("[data-act=remove]").click()
    expect(row).to_have_count(len(first) - 1)
    after = named(page)
    assert after[1:3] == [first[2], first[1]]
    assert after[0] != first[0]
    assert after[0].partition(":")[0] == first[0].partition(":")[0]
    shown = page.locator(".builder__stem").all_inner_texts()
    page.reload()
    expect(row).to_have_count(len(first) - 1)
    assert page.locator(".builder__stem").all_inner_texts() == shown
    assert [cover.locator(f"[name={name}]").input_value() for name in ("title", "say", "due", "minutes")] == [
        "Week 3", "Alone.\nAll of it.", "2027-03-02", "20",
    ]  # fmt: skip
    expect(row.nth(1).locator("[data-act=lock]")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(row).to_have_count(len(first))
    page.locator(".builder__cover [name=title]").fill("Week 4")
    page.locator(".builder__cover [name=title]").blur()
    page.reload()
    expect(page.locator(".builder__cover [name=title]")).to_have_value("Week 4")
    assert named(page)[9] == first[9]
    page.locator(".tool__begin").click()
    expect(page.locator("[name=seed]")).not_to_have_value("7")
    assert named(page)[1] == first[2]


def test_the_link_opens_the_same_questions_in_the_same_order_under_its_title(page: Page, site: str) -> None:
    page.context.grant_permissions(CLIPBOARD)
    drawn(page, site)
    cover = page.locator(".builder__cover")
    for name, text in (
        ("title", "<b>Week 3</b> & more"),
        ("say", "Alone.\n<script>alert(1)</script>"),
        ("due", "2027-03-02"),
        ("minutes", "20"),
    ):
        cover.locator(f"[name={name}]").fill(text)
    cover.locator("[name=minutes]").blur()
    ids = named(page)
    bar(page, "link")
    expect(page.locator(".builder__said")).to_contain_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("h1")).to_contain_text("<b>Week 3</b> & more")
    brief = page.locator(".tool__brief")
    expect(brief).to_contain_text("Alone.\n<script>alert(1)</script>")
    expect(brief).to_contain_text("18 questions · about 20 minutes · due Tuesday, March 2, 2027")
    expect(page.locator("form.item")).to_have_count(18)
    shown = page.locator(".quiz__items > form.item, .quiz__items > .casebook").evaluate_all(
        "all => all.map(each => each.dataset.drawn ?? each.id)"
    )
    assert shown == [name.partition(":")[2] for name in ids]
    order = page.locator("form.item input").evaluate_all("all => all.map(each => each.value)")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("form.item")).to_have_count(18)
    assert page.locator("form.item input").evaluate_all("all => all.map(each => each.value)") == order


def test_a_case_of_an_assignment_stands_with_its_record_and_no_other_question_does(phone: Page, site: str) -> None:
    drawn(phone, site, "trainers/#seed=7&n=1&topics=codes&cases=numb-feet,eyes-first")
    items = ",".join(named(phone))
    phone.goto("about:blank")
    phone.goto(f"{site}practice/set/#bank=2&items={items}")
    expect(phone.locator("form.item:visible")).to_have_count(1)
    expect(phone.locator(".casebook__told:visible")).to_have_count(0)
    phone.evaluate("document.querySelectorAll('form.item')[0].dataset.checked = 'right'")
    phone.locator("[data-action=on]").click()
    expect(phone.locator(".casebook__told:visible")).to_have_count(1)
    expect(phone.locator("form.item:visible")).to_have_count(1)


def test_an_address_that_names_what_is_not_there_says_so(page: Page, site: str) -> None:
    drawn(page, site)
    good = named(page)[0]
    gone = page.evaluate("""async () => {
      const { pool } = await import(new URL("../assets/quiz/pools.js", location.href).href);
      const items = await pool(document.querySelector("[data-topic-pool][value=plans]").dataset.topicPool);
      const { id, withdrawn } = items.find((item) => item.withdrawn);
      return { id, withdrawn };
    }""")
    assert gone["withdrawn"]
    bad = f"plans:{gone['id']},plans:no-such-0000,nowhere:a-1,case-none:none-1,<b>,{quote('é:é')}"
    for address in (f"practice/set/#bank=2&items={bad},{good}", f"trainers/#n=1&items={bad},{good}"):
        opened(page, site + address)
        body = page.locator(".tool")
        expect(body).to_contain_text(gone["withdrawn"])
        expect(body).to_contain_text("there is no question of this name")
        expect(body).to_contain_text("there is no topic or case of this name")
        expect(body).to_contain_text("2 entries of this")
    opened(page, f"{site}practice/set/#bank=2&items={good},plans:{gone['id']}")
    expect(page.locator(".tool__gone")).to_have_text(f"Question 2 of this link is left out: {gone['withdrawn']}.")
    opened(page, f"{site}practice/set/#items=nowhere:a-1")
    expect(page.locator(".tool__status")).to_contain_text("This link names no question that can be asked.")
    opened(page, f"{site}practice/set/#items=&title=x")
    expect(page.locator(".tool__status")).to_contain_text("This link names no question that can be asked.")


def pages_of(pdf: bytes) -> list[str]:
    """What each page of a PDF by Chromium says, its margins included."""
    parts = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj(.*?)endobj", pdf, re.S)}

    def stream(body: bytes) -> str:
        found = re.search(rb"stream\r?\n(.*?)\r?\nendstream", body, re.S)
        content = found[1] if found else b""
        return (zlib.decompress(content) if b"FlateDecode" in body else content).decode("latin-1")

    def signs(font: int) -> dict[int, str]:
        found = re.search(rb"/ToUnicode (\d+) 0 R", parts[font])
        table = stream(parts[int(found[1])]) if found else ""
        known: dict[int, str] = {}
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
            known |= {
                int(sign, 16): bytes.fromhex(text).decode("utf-16-be") for sign, text in re.findall(r"<(\w+)>\s*<(\w+)>", block)
            }
        for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
            for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
                known |= {sign: chr(int(text, 16) + sign - int(first, 16)) for sign in range(int(first, 16), int(last, 16) + 1)}
        return known

    pages = []
    for body in (body for _, body in sorted(parts.items()) if re.search(rb"/Type\s*/Page\b(?!s)", body)):
        fonts = {name: signs(int(number)) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body)}
        contents = re.search(rb"/Contents (\d+) 0 R", body)
        assert contents
        text, current = "", dict[int, str]()
        for font, shown, end in re.findall(r"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|(\bET\b)", stream(parts[int(contents[1])])):
            if font:
                current = fonts.get(font.encode(), {})
            text += "".join(current.get(int(shown[at : at + 4], 16), "") for at in range(0, len(shown), 4)) + " " * bool(end)
        pages.append(" ".join(text.split()))
    return pages


def test_every_page_on_paper_has_its_version_and_number_and_the_story_of_a_case_stands_once(page: Page, site: str) -> None:
    drawn(page, site)
    page.locator(".builder__cover [name=title]").fill("Week 3")
    page.locator(".builder__cover [name=title]").blur()
    bar(page, "print")
    for name in ("Version B", "Version D"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Print now").click()
    expect(page.locator(".paper__sheet")).to_have_count(3)
    assert page.locator(".paper__sheet").evaluate_all("all => all.map(each => each.querySelectorAll('.item').length)") == [18] * 3
    order = page.locator(".paper__sheet").evaluate_all(
        "all => all.map(each => [...each.querySelectorAll('.item')].map(item => item.dataset.item))"
    )
    assert len({tuple(each) for each in order}) == 3
    assert len({frozenset(each) for each in order}) == 1
    story = page.locator(".paper__sheet").first.locator(".casebook__story").inner_text().strip()
    table = page.locator(".paper__key tbody tr")
    expect(table).to_have_count(18)
    places = page.locator(".paper__key tbody tr").evaluate_all(
        "all => all.map(row => [...row.cells].map(cell => parseInt(cell.textContent)))"
    )
    for place, row in enumerate(places):
        assert [ids[number - 1] for ids, number in zip(order, row, strict=True)] == [order[0][place]] * 3
    expect(page.locator(".paper__sheet :is(.item__worked, .option__feedback, .item__known)")).to_have_count(0)
    pages = pages_of(page.pdf(format="Letter"))
    labels = [text.partition(" · page")[0] for text in pages]
    assert set(labels) == {"Version A", "Version B", "Version D", "Answer key"}
    assert labels == sorted(labels, key=["Version A", "Version B", "Version D", "Answer key"].index)
    for label in set(labels):
        numbers = [int(re.findall(r" · page (\d+)", text)[0]) for text in pages if text.startswith(label)]
        assert numbers == list(range(1, len(numbers) + 1)), "each version counts its pages anew"
    of_first = " ".join(text for text, label in zip(pages, labels, strict=True) if label == "Version A")
    assert of_first.count(" ".join(story.split())[:60]) == 1
    assert "CPT copyright" in pages[-1]
    expect(page.locator(".paper > *")).to_have_count(0)


def test_the_key_names_the_letters_under_which_the_right_answers_stand(page: Page, site: str) -> None:
    drawn(page, site)
    bar(page, "print")
    page.get_by_label("Version C").check()
    page.get_by_role("button", name="Print now").click()
    for place, sheet in enumerate(page.locator(".paper__sheet").all()):
        for item in sheet.locator(".item:is([data-kind=single], [data-kind=find])").all():
            right = item.locator(".option").evaluate_all("all => all.findIndex(each => each.hasAttribute('data-correct'))")
            number = sheet.locator(".item").evaluate_all(
                "(all, id) => all.findIndex(each => each.dataset.item === id) + 1", item.get_attribute("data-item")
            )
            cells = page.locator(f".paper__key tbody td:nth-child({place + 1})").all_inner_texts()
            assert f"{number}. {'ABCDEFGHIJ'[right]}" in [cell.strip() for cell in cells]


@shipped
def test_the_answer_key_is_on_the_page(phone: Page, site: str) -> None:
    drawn(phone, site)
    bar(phone, "key")
    expect(phone.locator(".builder__key")).to_be_focused()
    expect(phone.locator(".builder__key .paper__worked")).to_have_count(18)
    bar(phone, "print")
    phone.get_by_label("Version C").check()
    expect(phone.locator(".builder__key tbody tr")).to_have_count(18)
    key, content = (box_of(phone.locator(part)) for part in ("[data-action=key]", ".builder__list"))
    assert key["x"] + key["width"] <= content["x"] + content["width"]
    bar(phone, "key")
    expect(phone.locator(".builder__key")).to_be_hidden()


def test_the_builder_is_worked_by_keyboard(page: Page, site: str) -> None:
    opened(page, f"{site}trainers/")
    page.locator(".tool__begin").focus()
    page.keyboard.press("Enter")
    row = page.locator(".builder__row")
    expect(row).to_have_count(10)
    first = named(page)
    row.nth(3).locator("[data-act=up]").focus()
    page.keyboard.press("Enter")
    expect(row.nth(2).locator("[data-act=up]")).to_be_focused()
    assert named(page)[2] == first[3]
    row.nth(0).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.nth(0).locator(".item")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_builder_is_read_by_axe_and_fits_the_screen(width: int, page: Page, site: str, axe: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    drawn(page, site)
    page.locator(".builder__row summary").first.click()
    for name in ("key", "print"):
        bar(page, name)
    assert violations(page, axe) == []
    bar(page, "download")
    expect(page.locator(".builder__formats button")).to_have_count(len(OFFERED))
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pieces_are_fetched_for_a_download_alone(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    drawn(page, site, "trainers/#seed=7&n=4&topics=codes,plans")
    assert not [url for url in fetched if "/pieces/" in url]
    assert len([url for url in fetched if re.search(r"/generated/[a-z-]+-[0-9a-f]{12}\.json", url)]) == 2
    bar(page, "download")
    with page.expect_download():
        page.get_by_role("button", name="GIFT").click()
    assert len([url for url in fetched if url.endswith(".pieces")]) == 2
