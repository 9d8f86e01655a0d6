"""Exports, read back as their readers read them: what is right there is right here, and the bytes are always the same."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from macros.exports import FORMATS
from macros.exports.csv_table import COLUMNS
from macros.exports.sheet import VERSIONS, key, version
from macros.guide import Guide
from macros.scenarios.compose import compose, questions
from macros.scenarios.item import CLAIM_LINES, FIND, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.test_cli import guide

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
# Three questions of every scenario: every kind of every topic.
ITEMS: list[Item] = []
for _topic in GUIDE.topics:
    for _scenario in _topic.scenarios:
        _drawn = {question.id: question for question, _ in zip(questions(GUIDE, _scenario, 5), range(3), strict=False)}
        ITEMS += [compose(question, _topic) for question in _drawn.values()]
BY_ID = {item.id: item for item in ITEMS}

# get_grade_options_full() of Moodle's question/engine/lib.php: the fractions that an import accepts.
MOODLE_GRADES = [
    1,
    0.9,
    5 / 6,
    0.8,
    0.75,
    0.7,
    2 / 3,
    0.6,
    0.5,
    0.4,
    1 / 3,
    0.3,
    0.25,
    0.2,
    1 / 6,
    1 / 7,
    0.125,
    1 / 9,
    0.1,
    0.05,
    0,
]


def plain(html: str) -> str:
    """The text of a piece of HTML."""
    return " ".join(re.sub(r"<[^>]+>|\*\*", " ", html).replace("&lt;", "<").replace("&amp;", "&").replace("\xa0", " ").split())


def test_the_items_tried_are_of_every_kind() -> None:
    assert {item.kind for item in ITEMS} == set(KINDS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_items_give_the_same_bytes(name: str) -> None:
    made = [FORMATS[name].write(ITEMS, "A form") for _ in range(2)]
    assert made[0] == made[1]
    assert len({each.item for each in made[0].left_out}) == len(made[0].left_out)


def moodle(name: str) -> tuple[dict[str, ET.Element], set[str]]:
    made = FORMATS[name].write(ITEMS, "A form")
    root = ET.fromstring(made.content)
    assert root.tag == "quiz"
    shown = {q.findtext("name/text") or "": q for q in root if q.get("type") != "category"}
    return shown, {each.item for each in made.left_out}


@pytest.mark.parametrize("name", ["moodle", "moodle-4.4"])
def test_moodle_holds_every_item_or_says_why_not(name: str) -> None:
    shown, left_out = moodle(name)
    assert set(shown) | left_out == set(BY_ID)
    assert not set(shown) & left_out
    for each in left_out:
        item = BY_ID[each]
        assert (item.kind == ORDER and name == "moodle") or (item.grid is not None and len(item.grid.acceptable) > 1)


def test_moodle_questions_are_such_as_its_importer_takes() -> None:
    shown, _ = moodle("moodle-4.4")
    assert "&nbsp;" not in FORMATS["moodle"].write(ITEMS, "A form").content.decode()
    for name, question in shown.items():
        item, kind = BY_ID[name], question.get("type")
        assert question.findtext("idnumber") == name
        assert plain(item.stem) in plain(question.findtext("questiontext/text") or "")
        assert len(question.findall("generalfeedback/text")) == 1
        answers = question.findall("answer")
        fractions = [float(each.get("fraction") or "x") / 100 for each in answers]
        if kind in {"multichoice", "numerical"}:
            assert all(any(abs(abs(f) - grade) < 0.00001 for grade in MOODLE_GRADES) for f in fractions)
        if kind == "multichoice":
            assert question.findtext("shuffleanswers") == "false"
            assert len(answers) >= 3
            right = [plain(each.findtext("text") or "") for each, f in zip(answers, fractions, strict=True) if f > 0]
            assert right == [plain(option.text) for option in item.options if option.correct]
            assert [plain(each.findtext("feedback/text") or "") for each in answers] == [plain(o.feedback) for o in item.options]
            if question.findtext("single") == "true":
                assert item.kind in {SINGLE, FIND}
                assert sorted(fractions)[-1] == 1
                assert sum(f for f in fractions) == 1
            else:
                assert item.kind == MULTIPLE
                assert abs(sum(f for f in fractions if f > 0) - 1) < 0.00001
                assert sum(fractions) < 0.5, "ticking everything earns little"
        elif kind == "numerical":
            assert item.kind == NUMBER
            values = [each.findtext("text") or "" for each in answers]
            assert "$" not in "".join(values)
            assert [float(v) for v, f in zip(values, fractions, strict=True) if f == 1] == [item.answer]
            assert len(set(values)) == len(values)
        elif kind == "matching":
            pairs = [(plain(s.findtext("text") or ""), s.findtext("answer/text")) for s in question.findall("subquestion")]
            texts = {option.id: option.text for option in item.options}
            assert [pair for pair in pairs if pair[0]] == [(plain(row.text), texts[row.answer]) for row in item.rows]
            assert len([pair for pair in pairs if pair[0]]) >= 2
            assert {answer for _, answer in pairs} == set(texts.values())
            assert all(answer and "<" not in answer for _, answer in pairs)
            assert len(set(texts.values())) >= 3
        elif kind == "ordering":
            texts = {option.id: option.text for option in item.options}
            assert isinstance(item.answer, tuple)
            assert [plain(each.findtext("text") or "") for each in answers] == [plain(texts[each]) for each in item.answer]
            assert question.find("shownumcorrect") is not None
        else:
            assert kind == "cloze"
            assert item.grid is not None
            text = question.findtext("questiontext/text") or ""
            (claim,) = item.grid.acceptable
            choices = re.findall(r"\{1:MULTICHOICE:([^}]*)\}", text)
            keys = [[part[1:] for part in choice.split("~") if part.startswith("=")] for choice in choices]
            units = [int(each) for each in re.findall(r"\{1:NUMERICAL:=(\d+):0\}", text)]
            spare = item.grid.rows - len(claim)
            assert keys[0::2] == [[line.code] for line in claim] + [["none"]] * spare
            assert keys[1::2] == [[line.modifiers or "none"] for line in claim] + [["none"]] * spare
            assert units == [line.units for line in claim] + [0] * spare


def gift_blocks() -> dict[str, str]:
    text = FORMATS["gift"].write(ITEMS, "A form").content.decode()
    blocks = [each for each in text.split("\n\n") if each.startswith("::")]
    return {block[2:].partition("::")[0]: block for block in blocks}


def unescaped(text: str) -> str:
    return plain(re.sub(r"\\([~=#{}:\\])", r"\1", text))


def test_gift_holds_every_item_that_it_can_carry() -> None:
    blocks = gift_blocks()
    assert set(blocks) == {item.id for item in ITEMS if item.kind not in {ORDER, CLAIM_LINES}}
    for name, block in blocks.items():
        item = BY_ID[name]
        head, _, body = block.partition("{\n")
        assert plain(item.stem) in unescaped(head)
        assert not re.search(r"(?<!\\)[{}~#]", head), "nothing in a stem is taken for a sign of GIFT"
        *answers, worked, end = body.split("\n")
        assert end == "}"
        assert worked.startswith("####")
        told = [re.match(r"(=|~)(?:%(-?[\d.]+)%)?(.*?)(?<!\\)#(.*)$", line) for line in answers if line != "#"]
        if item.kind in {SINGLE, FIND}:
            assert [(m[1] == "=", unescaped(m[3])) for m in told if m] == [(o.correct, plain(o.text)) for o in item.options]
            assert len(answers) >= 3
        elif item.kind == MULTIPLE:
            assert [(float(m[2]) > 0, unescaped(m[3])) for m in told if m] == [(o.correct, plain(o.text)) for o in item.options]
            assert all(m and m[1] == "~" for m in told)
        elif item.kind == NUMBER:
            assert answers[0] == "#"
            assert [m[3] for m in told if m and m[2] is None] == [f"{item.answer}:0"]
        else:
            assert item.kind == MATCH
            texts = {option.id: option.text for option in item.options}
            pairs = [tuple(unescaped(side) for side in line[1:].split(" -> ")) for line in answers]
            assert [p for p in pairs if p[0]] == [(plain(row.text), plain(texts[row.answer])) for row in item.rows]


def test_the_table_is_read_back_and_no_cell_is_a_formula() -> None:
    content = FORMATS["csv"].write(ITEMS, "A form").content
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


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    from dataclasses import replace

    odd = replace(ITEMS[0], stem="=SUM(A1)")
    row = list(csv.reader(io.StringIO(FORMATS["csv"].write([odd], "A form").content.decode("utf-8-sig"))))[1]
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
    page = FORMATS["html"].write(ITEMS[:20], "A form").content.decode()
    questions_part, key_part = page.split("<h1>Key: A form</h1>")
    for item in ITEMS[:20]:
        assert item.explanation[0].replace("'", "&#39;")[:20] in key_part or plain(item.explanation[0])[:20] in plain(key_part)
        assert item.id in key_part
        assert item.id not in questions_part
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
    assert f"Left out: {12 - kept} of the kind claim-lines, for GIFT has no grids." in done.stderr
    again = guide(
        "export", "--format", "gift", "--topics", "assistants", "--levels", "2,3", "--count", "12", "-o", "-", root=ROOT
    )
    assert again.stdout == file.read_text("utf-8")
