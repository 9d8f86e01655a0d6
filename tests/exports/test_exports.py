"""Exports, read back as their readers read them: what is right there is right here, and the bytes are always the same."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import subprocess
import sys
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
from macros.pages.cover import cover_of
from macros.pages.downloads import COUNT, downloads_of
from macros.pages.practice import downloads as downloads_on_page
from macros.pages.settings import Settings, settings
from macros.reading.files import fill_folder
from macros.scenarios.form import form, narrowed
from macros.scenarios.item import FIND, KINDS, MATCH, ORDER, SINGLE, Item
from macros.text.markdown_text import one_line
from tests.command import guide
from tests.exports.sample import BY_ID, COVER, GUIDE, ITEMS, OF_TEXT, ROOT, plain, text_of


@pytest.mark.parametrize("name", OF_TEXT)
def test_every_format_names_the_page_that_teaches_each_item(name: str) -> None:
    pages = {topic: TeachingPage(f"Page of {topic}", f"https://guide.example.org/{topic}/") for topic in COVER.pages}
    text = text_of(FORMATS[name].write(ITEMS, replace(COVER, pages=pages)).content)
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
    ours = settings(ROOT)
    assert (ours.name, ours.address, ours.repository) == ("Guide 97112", "", "")
    assert settings(tmp_path) == Settings()
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(re.sub(r"(?m)^site_url:.*$", "site_url: https://guide.example.org/x", text), "utf-8")
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
    assert any(each.left_out for each in files), "a claim is carried; what has to be put in order is not, by GIFT and Moodle 4.3"


def test_the_items_tried_are_of_every_kind() -> None:
    assert {item.kind for item in ITEMS} == set(KINDS)


HASHES = """
import hashlib, json
from pathlib import Path
from macros.exports import FORMATS, Unavailable
from macros.guide import Guide
from macros.pages.cover import cover_of
from macros.scenarios.form import form, with_cases

guide = Guide.load(Path())
items = [*with_cases(guide.library, guide.quizzes.cases[:1], 3), *form(guide.library, guide.quizzes.topics, 14, 3)]
cover = cover_of(guide, "A & B")
made = {}
for name, format in FORMATS.items():
    try:
        made[name] = hashlib.sha256(format.write(items, cover).content).hexdigest()
    except Unavailable:
        made[name] = "no library of this machine can write it"
print(json.dumps(made))
"""
"""Exports a form in every format, in a process of its own, and prints a hash of each file."""


@pytest.fixture(scope="module")
def hashes() -> list[dict[str, str]]:
    """What two processes write of one form, one after the other, in which sets have another order."""
    made = []
    for seed in ("1", "2"):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "UTC" if seed == "1" else "Asia/Tokyo"}
        done = subprocess.run([sys.executable, "-c", HASHES], cwd=ROOT, env=settings, capture_output=True, text=True, check=True)
        made.append(json.loads(done.stdout))
    return made


@pytest.mark.xdist_group("same bytes")
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_form_gives_the_same_bytes(name: str, hashes: list[dict[str, str]]) -> None:
    one, other = hashes
    assert one[name] == other[name]


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
        assert (row["case"], row["part"]) == ((item.case.id, f"{item.case.part} of {item.case.parts}") if item.case else ("", ""))
        assert "CPT copyright 2026 American Medical Association" in row["rights"]
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


def test_a_sheet_has_as_many_empty_rows_for_every_claim() -> None:
    claims = [item for item in ITEMS if item.grid is not None]
    assert len({len(claim) for item in claims if item.grid for claim in item.grid.acceptable}) > 1
    page = FORMATS["html"].write(claims, COVER).content.decode()
    tables = re.findall(r'<table class="grid">(.*?)</table>', page, re.DOTALL)
    assert len(tables) == 4 * len(claims)
    assert {len(re.findall(r"<tr><td>\d", table)) for table in tables} == {6}


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
        (("--format", "csv", "--kinds", "numbr"), "there is no kind of question `numbr`; did you mean `number`?"),
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


def test_only_questions_of_the_kinds_that_are_asked_for_come(tmp_path: Path) -> None:
    done = guide("export", "--format", "csv", "--kinds", "number,match", "--count", "40", "-o", tmp_path / "x", root=ROOT)
    assert (done.returncode, done.stderr.strip()) == (0, "40 of 40 items written.")
    rows = csv.DictReader(io.StringIO((tmp_path / "x").read_text("utf-8-sig")))
    assert {row["kind"] for row in rows} == {"number", "match"}


def test_the_command_writes_what_is_asked_and_says_what_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "form.gift"
    asked = ("export", "--format", "gift", "--scenarios", "what-falls-due-first,two-timed-codes", "--count", "12")
    done = guide(*asked, "-o", str(file), root=ROOT)
    assert done.returncode == 0, done.stderr
    kept = file.read_text("utf-8").count("::[html]")
    assert f"{kept} of 12 items written." in done.stderr
    assert 0 < kept < 12
    assert f"Left out: {12 - kept} to put in order, for GIFT has no ordering questions." in done.stderr
    again = guide(*asked, "-o", "-", root=ROOT)
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
    said = guide("export", *arguments, root=ROOT).stderr
    assert "items written." in said
    assert "Drawing" not in said, "a bar is for somebody who watches"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_long_form_is_the_same_with_somebody_watching(processes: int) -> None:
    seen: list[tuple[int, int]] = []
    topics = narrowed(GUIDE.quizzes.topics, scenarios=["one-timed-code", "two-timed-codes", "three-timed-codes", "two-codes"])
    drawn = form(GUIDE.library, topics, 200, 4, processes, progress=lambda *far: seen.append(far))
    assert [item.id for item in drawn] == [item.id for item in form(GUIDE.library, topics, 200, 4)]
    shares = [done / total for done, total in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 10


@pytest.mark.parametrize("name", [name for name in OF_TEXT if not name.startswith("scorm")])
def test_what_is_handed_out_has_the_name_of_the_fork_that_made_it(name: str) -> None:
    """A source of ours keeps its title; packages of SCORM hold the NOTICE of the checkout, which a fork writes anew."""
    made = FORMATS[name].write(ITEMS, replace(COVER, guide="Guide <00000> & more"))
    text = text_of(made.content)
    assert not re.search(r"Guide 97112(?!('|&#39;|&#x27;|’)s own)", text)
    if name in {"gift", "moodle", "moodle-4.4", "csv", "html", "anki-text"}:
        assert re.search(r"Guide (\\\{)?(<|&lt;)00000(>|&gt;) (&|&amp;) more", text)


def test_the_settings_of_a_fork_are_read_from_one_file(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Guide 00000\nsite_url: https://example.org/g\nrepo_url: https://github.com/o/r/\nsite_dir: !ENV [X, site]\n"
    )
    assert settings(tmp_path) == Settings("Guide 00000", "https://example.org/g/", "https://github.com/o/r")
