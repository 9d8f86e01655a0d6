"""Exports, read back as their readers read them: what is right there is right here, and the bytes are always the same."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from macros.exports import FORMATS
from macros.exports.cover import TeachingPage
from macros.exports.format import KIND_NAMES
from macros.exports.sheet import VERSIONS, key, version
from macros.exports.spreadsheet import COLUMNS
from macros.facts.library import Library
from macros.guide import Guide
from macros.pages.cover import cover_of, site_url
from macros.pages.downloads import COUNT, downloads_of
from macros.pages.practice import downloads as downloads_on_page
from macros.reading.files import fill_folder
from macros.scenarios.item import FIND, KINDS, MATCH, ORDER, SINGLE, Item
from macros.text.markdown_text import one_line
from tests.command import guide
from tests.exports.sample import BY_ID, COVER, GUIDE, ITEMS, ROOT, plain


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_the_page_that_teaches_each_item(name: str) -> None:
    pages = {topic: TeachingPage(f"Page of {topic}", f"https://guide.example.org/{topic}/") for topic in COVER.pages}
    text = FORMATS[name].write(ITEMS, replace(COVER, pages=pages)).content.decode().replace("\\:", ":").replace("\\=", "=")
    left_out = {each.item for each in FORMATS[name].write(ITEMS, COVER).left_out}
    carried = [item.topic for item in ITEMS if item.id not in left_out]
    for topic in pages:
        link = f'<a href="https://guide.example.org/{topic}/">Page of {topic}</a>'
        told = f"Page of {topic}, https://guide.example.org/{topic}/" if name == "csv" else f"Taught on: {link}"
        assert text.count(told) == carried.count(topic)


def test_a_page_has_a_full_address_where_the_site_has_one(tmp_path: Path) -> None:
    for topic in GUIDE.quizzes.topics:
        page = COVER.pages[topic.id]
        assert (ROOT / "docs" / topic.page).is_file()
        assert f"docs/{page.address}".rstrip("/") in {
            f"docs/{topic.page}".removesuffix(ending) for ending in (".md", "/index.md")
        }
        assert f"\n# {page.title}\n" in "\n" + (ROOT / "docs" / topic.page).read_text("utf-8")
    assert site_url(ROOT) == ""
    assert site_url(tmp_path) == ""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(re.sub(r"(?m)^site_url:.*$", "site_url: https://guide.example.org/x", settings), "utf-8")
    cover = cover_of(Guide(Library(tmp_path, GUIDE.library._files, GUIDE.library.yaml), GUIDE.quizzes, GUIDE.kept), "A form")
    assert cover.pages["units"].address == "https://guide.example.org/x/reference/minutes-and-units/"


def test_a_line_keeps_its_emphasis_and_shows_its_html() -> None:
    assert one_line("R&D, **not** <b>") == "R&amp;D, <strong>not</strong> &lt;b&gt;"


@pytest.mark.parametrize("name", ["moodle-4.4", "gift", "html"])
def test_steps_that_begin_with_a_number_stay_one_list(name: str) -> None:
    item = replace(ITEMS[0], explanation=("1. The first.", "2. The second."))
    text = FORMATS[name].write([item], COVER).content.decode().replace("\\=", "=")
    assert "<li>1. The first.</li><li>2. The second.</li>" in text
    assert "<li><ol>" not in text


def test_a_page_tells_what_each_of_its_files_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.pages.practice.DOWNLOADS", tmp_path)
    (tmp_path / "gone.gift").write_text("of a topic that is gone", "utf-8")
    assert downloads_on_page(GUIDE, "units", "up/") == ""
    files = [each for topic in GUIDE.quizzes.topics for each in downloads_of(GUIDE, topic)]
    fill_folder(tmp_path, {each.file: each.content for each in files})
    assert not (tmp_path / "gone.gift").exists()
    shown = html.unescape("\n".join(downloads_on_page(GUIDE, topic.id, "up/") for topic in GUIDE.quizzes.topics)).splitlines()
    for each in files:
        (line,) = (line for line in shown if f'"up/generated/downloads/{each.file}"' in line)
        assert f": {each.questions} questions" in line
        sign = {".gift": b"::[html]", ".xml": b"<idnumber>"}.get(Path(each.file).suffix)
        assert sign is None or (tmp_path / each.file).read_bytes().count(sign) == each.questions
        assert ("Left out" in line) == bool(each.left_out)
        assert all(f"{reason.count} {KIND_NAMES[reason.kind]}, for {reason.why}" in line for reason in each.left_out)
        assert each.questions + sum(reason.count for reason in each.left_out) == COUNT
    assert len([each for each in files if each.left_out]) >= 3


def test_the_items_tried_are_of_every_kind() -> None:
    assert {item.kind for item in ITEMS} == set(KINDS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_items_give_the_same_bytes(name: str) -> None:
    made = [FORMATS[name].write(ITEMS, COVER) for _ in range(2)]
    assert made[0] == made[1]
    assert len({each.item for each in made[0].left_out}) == len(made[0].left_out)


def test_the_table_is_read_back_and_no_cell_is_a_formula() -> None:
    content = FORMATS["csv"].write(ITEMS, COVER).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [item.id for item in ITEMS]
    for row, item in zip(rows, ITEMS, strict=True):
        assert item.stem in row["question"]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        if item.kind in {SINGLE, FIND}:
            assert f"{row['key']}) {next(o.text for o in item.options if o.correct)}" in row["choices"].split("\n")
        assert row["explanation"].split("\n") == list(item.explanation)
        assert row["page"] == f"{COVER.pages[item.topic].title}, {COVER.pages[item.topic].address}"
        for option in item.options:
            assert option.misconception_title in row["feedback"]
        for wrong in (each for match in item.rows for each in match.wrong):
            assert f"{wrong.misconception_title}. {wrong.feedback}" in row["feedback"]


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    odd = replace(ITEMS[0], stem="=SUM(A1)")
    row = list(csv.reader(io.StringIO(FORMATS["csv"].write([odd], COVER).content.decode("utf-8-sig"))))[1]
    assert row[COLUMNS.index("question")] == "'=SUM(A1)"


def right_texts(item: Item) -> list[str]:
    """What is right, whatever its letter."""
    texts = {option.id: option.text for option in item.options}
    if item.kind == MATCH:
        return [f"{row.text} -> {texts[row.answer]}" for row in item.rows]
    if item.kind == ORDER:
        assert isinstance(item.answer, tuple)
        return [texts[name] for name in item.answer]
    return sorted(option.text for option in item.options if option.correct) or [key(item)]


def test_versions_hold_the_same_items_with_the_same_answers() -> None:
    first, *others = [version(name, ITEMS) for name in VERSIONS]
    for other in others:
        assert [item.id for item in other.items] != [item.id for item in first.items]
        assert {item.id for item in other.items} == set(BY_ID)
        moved = 0
        for item in other.items:
            was = BY_ID[item.id]
            assert right_texts(item) == right_texts(was)
            letters = [option.id for option in item.options]
            assert letters == sorted(letters)
            if was.ordered or was.kind == FIND:
                assert item == was
            elif item.kind == SINGLE:
                assert next(o.id for o in item.options if o.correct) == item.answer
                moved += item.answer != was.answer
        assert moved > 20


def test_the_sheet_keeps_its_key_apart() -> None:
    page = FORMATS["html"].write(ITEMS[:20], COVER).content.decode()
    questions_part, key_part = page.split("<h1>Key: A form</h1>")
    for item in ITEMS[:20]:
        assert item.explanation[0].replace("'", "&#39;")[:20] in key_part or plain(item.explanation[0])[:20] in plain(key_part)
        assert item.id in key_part
        assert item.id not in questions_part
        assert plain(COVER.pages[item.topic].html) in plain(key_part)
    assert "<script" not in page
    assert "http" not in re.sub(r"https?://www\.w3\.org\S*", "", questions_part)
    assert "CPT copyright 2026 American Medical Association" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "moodel"), "there is no format `moodel`; did you mean `moodle`?"),
        (("--format", "csv", "--topics", "unit"), "there is no topic `unit`; did you mean `units`?"),
        (("--format", "csv", "--levels", "4"), "there is no level `4`"),
        (("--format", "csv", "--scenarios", "two-codez"), "there is no scenario `two-codez`"),
        (("--format", "csv", "--count", "0"), "--count 0 asks for no item"),
        (("--format", "csv", "--all", "--count", "5"), "--all takes every item and --count so many"),
        (("--format", "csv", "--topics", "units", "--scenarios", "kx-or-not"), "no scenario is in all of these"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_no_file(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = guide("export", *arguments, "-o", str(tmp_path / "x"), root=ROOT)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_command_writes_what_is_asked_and_says_what_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "form.gift"
    done = guide(
        "export", "--format", "gift", "--topics", "assistants", "--levels", "2,3", "--count", "12", "-o", str(file), root=ROOT
    )
    assert done.returncode == 0, done.stderr
    kept = file.read_text("utf-8").count("::[html]")
    assert f"{kept} of 12 items written." in done.stderr
    assert 0 < kept < 12
    assert f"Left out: {12 - kept} with a claim to fill in, for GIFT has no grids." in done.stderr
    again = guide(
        "export", "--format", "gift", "--topics", "assistants", "--levels", "2,3", "--count", "12", "-o", "-", root=ROOT
    )
    assert again.stdout == file.read_text("utf-8")


def test_every_item_of_a_scenario_and_draw_of_a_case_twice_the_same_and_it_says_how_far_it_is(tmp_path: Path) -> None:
    case = GUIDE.quizzes.cases[0].id
    files = [tmp_path / name for name in ("one.xml", "two.xml")]
    asked = ("--format", "moodle", "--all", "--scenarios", "two-codes-to-fill-in", "--cases", case)
    for file in files:
        done = guide("export", *asked, "-o", str(file), root=ROOT)
        assert done.returncode == 0, done.stderr
    assert files[0].read_bytes() == files[1].read_bytes()
    ids = re.findall(r"<idnumber>(.*?)</idnumber>", files[0].read_text("utf-8"))
    assert len(set(ids)) == len(ids)
    assert len([name for name in ids if name.startswith("two-codes-to-fill-in-")]) > 1000
    assert len([name for name in ids if name.startswith(f"{case}-")]) > 100
    written, of = map(int, re.findall(r"(\d+) of (\d+) items written", done.stderr)[0])
    left_out = sum(map(int, re.findall(r"Left out: (\d+) ", done.stderr)))
    assert (written, of) == (len(ids), len(ids) + left_out)
    assert "Making items" in done.stderr
    assert f"Writing {of} items." in done.stderr


def test_a_long_form_says_what_is_waited_for(tmp_path: Path) -> None:
    arguments = ("--format", "csv", "--scenarios", "one-timed-code", "--count", "1000", "-o", str(tmp_path / "x.csv"))
    assert "Drawing up to 1000 items." in guide("export", *arguments, root=ROOT).stderr
