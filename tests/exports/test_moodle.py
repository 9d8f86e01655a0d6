"""Moodle XML against Moodle's own import rules, and its embedded answers read and graded by a small reader of this test alone."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import pytest

from macros.cli.export import _save
from macros.exports import FORMATS
from macros.exports.claim_rows import NO_LINE, PLAIN
from macros.exports.format import category_of, in_parts, readable_name
from macros.exports.moodle.cloze import SAME_ROW
from macros.exports.ticked import SEVERAL_CLAIMS
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, ClaimGrid, GridLine, Item
from tests.exports.sample import BY_ID, COVER, ITEMS, plain

# get_grade_options_full() of Moodle's question/engine/bank.php: the fractions that an import accepts, and each below zero.
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
KINDS_IN_MOODLE = {
    "multichoice": {SINGLE, FIND, MULTIPLE, CLAIM_LINES},
    "numerical": {NUMBER},
    "matching": {MATCH},
    "ordering": {ORDER},
    "cloze": {CLAIM_LINES},
}
GRIDS = [item for item in ITEMS if item.grid is not None and len(item.grid.acceptable) == 1]


def moodle(name: str, items: list[Item] = ITEMS) -> tuple[dict[str, ET.Element], dict[str, str]]:
    """The questions of an export by their ids, and why others are left out."""
    made = FORMATS[name].write(items, COVER)
    root = ET.fromstring(made.content)
    assert root.tag == "quiz"
    shown = {q.findtext("idnumber") or "": q for q in root if q.get("type") != "category"}
    return shown, {each.item: each.why for each in made.left_out}


@pytest.mark.parametrize("name", ["moodle", "moodle-4.4", "moodle-cells"])
def test_every_item_is_in_it_or_said_to_be_left_out(name: str) -> None:
    shown, left_out = moodle(name)
    assert set(shown) | set(left_out) == set(BY_ID)
    assert not set(shown) & set(left_out)
    for each, why in left_out.items():
        item = BY_ID[each]
        if item.kind == ORDER:
            assert name == "moodle"
        else:
            assert item.grid is not None
            assert len(item.grid.acceptable) > 1
            assert why == SEVERAL_CLAIMS


def test_html_stands_in_cdata_alone_and_no_entity_is_undeclared() -> None:
    text = FORMATS["moodle-4.4"].write(ITEMS, COVER).content.decode()
    outside = re.sub(r"<!\[CDATA\[.*?\]\]>", "", text, flags=re.DOTALL)
    tags = set(re.findall(r"</?([a-z_]+)", outside))
    assert tags <= {
        "quiz", "question", "category", "text", "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden",
        "idnumber", "tags", "tag", "answer", "feedback", "single", "shuffleanswers", "answernumbering", "tolerance",
        "subquestion", "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle",
        "shownumcorrect", "xml",
    }  # fmt: skip
    assert set(re.findall(r"&[^;\s]*;?", outside)) <= {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}


@pytest.mark.parametrize("format_name", ["moodle-4.4", "moodle-cells"])
def test_what_moodle_asks_of_every_question(format_name: str) -> None:
    shown, _ = moodle(format_name)
    for name, question in shown.items():
        item = BY_ID[name]
        assert item.kind in KINDS_IN_MOODLE[question.get("type") or ""]
        assert len(name) <= 100, "Moodle's column holds no more"
        assert question.findtext("name/text") == readable_name(item)
        assert plain(item.stem) in plain(question.findtext("questiontext/text") or "")
        worked = plain(question.findtext("generalfeedback/text") or "")
        assert all(plain(step) in worked for step in item.explanation)
        assert f"Taught on: {COVER.pages[item.topic].title}" in worked
        for answer in question.findall("answer"):
            fraction = float(answer.get("fraction") or "x") / 100
            if item.kind != ORDER:
                assert any(abs(abs(fraction) - grade) < 0.00001 for grade in MOODLE_GRADES), f"{name}: {fraction}"


def test_choices_have_two_options_or_more_and_their_own_feedback() -> None:
    shown, _ = moodle("moodle")
    choices = [
        question for name, question in shown.items() if question.get("type") == "multichoice" and BY_ID[name].kind != CLAIM_LINES
    ]
    assert {BY_ID[q.findtext("idnumber") or ""].kind for q in choices} == {SINGLE, FIND, MULTIPLE}
    for question in choices:
        item = BY_ID[question.findtext("idnumber") or ""]
        answers = question.findall("answer")
        fractions = [float(each.get("fraction") or "x") for each in answers]
        assert len(answers) >= 2
        assert question.findtext("shuffleanswers") == "false"
        shown_options = [plain(each.findtext("text") or "") for each in answers]
        if item.kind == MULTIPLE:  # in quotes where they hold commas
            shown_options = [text.strip("“”") for text in shown_options]
        assert shown_options == [plain(option.text) for option in item.options]
        assert [fraction > 0 for fraction in fractions] == [option.correct for option in item.options]
        for each, option in zip(answers, item.options, strict=True):
            said = plain(each.findtext("feedback/text") or "")
            assert plain(option.feedback) in said
            assert option.misconception_title in said
        if question.findtext("single") == "true":
            assert sorted(fractions) == [0.0] * (len(fractions) - 1) + [100.0], "exactly one is right"
        else:
            assert item.kind == MULTIPLE
            assert abs(sum(f for f in fractions if f > 0) - 100) < 0.001
            assert sum(fractions) < 0.001, "ticking everything earns nothing"


def test_numbers_are_bare_and_one_is_right() -> None:
    shown, _ = moodle("moodle")
    numbers = [question for question in shown.values() if question.get("type") == "numerical"]
    assert numbers
    for question in numbers:
        item = BY_ID[question.findtext("idnumber") or ""]
        values = [each.findtext("text") or "" for each in question.findall("answer")]
        assert all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in values), "no $ and no comma"
        assert [v for v, a in zip(values, question.findall("answer"), strict=True) if a.get("fraction") == "100"] == [
            str(item.answer)
        ]
        assert {each.findtext("tolerance") for each in question.findall("answer")} == {"0"}
        assert len(set(values)) == len(values)


def test_matching_has_two_questions_three_answers_and_plain_answers() -> None:
    shown, _ = moodle("moodle")
    matching = [question for question in shown.values() if question.get("type") == "matching"]
    assert matching
    for question in matching:
        item = BY_ID[question.findtext("idnumber") or ""]
        pairs = [(plain(s.findtext("text") or ""), s.findtext("answer/text") or "") for s in question.findall("subquestion")]
        texts = {option.id: option.text for option in item.options}
        assert [pair for pair in pairs if pair[0]] == [(plain(row.text), texts[row.answer]) for row in item.rows]
        assert len([pair for pair in pairs if pair[0]]) >= 2
        answers = {answer for _, answer in pairs}
        assert len(answers) >= 3
        assert not any(re.search(r"[<>]|&\w+;|\*\*", answer) for answer in answers)


def test_ordering_is_only_for_4_4_and_holds_what_its_import_asks_for() -> None:
    assert not [q for q in moodle("moodle")[0].values() if q.get("type") == "ordering"]
    ordering = [question for question in moodle("moodle-4.4")[0].values() if question.get("type") == "ordering"]
    assert ordering
    for question in ordering:
        item = BY_ID[question.findtext("idnumber") or ""]
        texts = {option.id: option.text for option in item.options}
        assert isinstance(item.answer, tuple)
        assert [plain(each.findtext("text") or "") for each in question.findall("answer")] == [
            plain(texts[n]) for n in item.answer
        ]
        assert question.find("shownumcorrect") is not None
        places = [each.get("fraction") for each in question.findall("answer")]
        assert places == [str(place + 1) for place in range(len(item.options))]


# A claim as choices: a share of one mark for each line that is ticked, never below nothing, as Moodle's multiple choice adds up.


def ticked(question: ET.Element, lines: Iterable[GridLine]) -> float:
    """What share of the question somebody earns who ticks these lines, each found by what it says."""
    total = 0.0
    for line in lines:
        for answer in question.findall("answer"):
            code, units, modifiers = plain(answer.findtext("text") or "").strip("“”").split(", ")
            marks = "" if modifiers == "no modifier" else modifiers
            if (code, int(units.split()[0]), marks) == (line.code, line.units, line.modifiers):
                total += float(answer.get("fraction") or "x") / 100
    return min(1.0, max(0.0, total))


def test_a_claim_is_one_mark_and_its_right_lines_earn_it() -> None:
    shown, _ = moodle("moodle")
    for item in GRIDS:
        assert item.grid is not None
        question = shown[item.id]
        assert question.get("type") == "multichoice"
        assert question.findtext("defaultgrade") == "1"
        assert question.findtext("single") == "false"
        (claim,) = item.grid.acceptable
        assert ticked(question, claim) == pytest.approx(1, abs=1e-6)
        assert ticked(question, ()) == 0, "a line that is not needed is left alone, and nothing is earned by that"
        for wrong in item.grid.wrong:
            assert ticked(question, wrong.lines) < 0.999, wrong.misconception


def test_the_choices_of_a_claim_give_nothing_away() -> None:
    shown, _ = moodle("moodle")
    lengths = set()
    for item in GRIDS:
        assert item.grid is not None
        answers = shown[item.id].findall("answer")
        texts = [plain(answer.findtext("text") or "").strip("“”") for answer in answers]
        assert len(set(texts)) == len(texts) == 12
        right = [answer for answer in answers if not (answer.get("fraction") or "").startswith("-")]
        assert len(right) == len(item.grid.acceptable[0])
        assert sum(float(answer.get("fraction") or "x") for answer in answers) < 0.001, "ticking everything earns nothing"
        lengths.add(len(right))
    assert len(lengths) > 1, "as many choices for one line as for more"


def test_a_wrong_line_of_a_claim_says_what_was_done() -> None:
    shown, _ = moodle("moodle")
    explained = 0
    for item in GRIDS:
        assert item.grid is not None
        (claim,) = item.grid.acceptable
        explained_here = {
            plain(answer.findtext("text") or "").strip("“”"): plain(answer.findtext("feedback/text") or "")
            for answer in shown[item.id].findall("answer")
        }
        for wrong in item.grid.wrong:
            for line in set(wrong.lines) - set(claim):
                text = f"{line.code}, {line.units} unit{'' if line.units == 1 else 's'}, {line.modifiers or 'no modifier'}"
                if text in explained_here:
                    assert wrong.misconception_title in explained_here[text]
                    explained += 1
    assert explained > 30


# Embedded answers: what follows reads them as Moodle does, sign by sign, and grades what a learner gives.


@dataclass(frozen=True)
class Alternative:
    """One known answer of a cell: what share of its weight it earns, and what Moodle says to it."""

    text: str
    fraction: int
    feedback: str


@dataclass(frozen=True)
class Cell:
    """A cell as Moodle reads it."""

    weight: int
    kind: str
    alternatives: tuple[Alternative, ...]

    def grade(self, given: str) -> int:
        """What an answer earns, in hundredths of the weight. One that is not known earns nothing."""
        return next((each.fraction for each in self.alternatives if each.text == given), 0) * self.weight

    def said(self, given: str) -> str:
        return next((each.feedback for each in self.alternatives if each.text == given), "")


def cell(code: str) -> Cell:
    """One `{weight:KIND:alternatives}`, taken apart at the signs that no backslash stands before."""
    weight, kind, rest = code[1:-1].split(":", 2)
    parts, part, kept = [], "", False
    for sign in rest:
        if sign == "~" and not kept:
            parts.append(part)
            part = ""
        else:
            part += sign
        kept = sign == "\\"
    found = []
    for each in [*parts, part]:
        answer, _, said = each.partition("#")
        fraction = 100 if answer.startswith("=") else 0
        text = answer[1:] if fraction else answer.removeprefix("%0%")
        if kind == "NUMERICAL":
            text, tolerance = text.split(":")
            assert tolerance == "0"
            assert text.isdigit()
        said = html.unescape(said).replace("\\}", "}").replace("\\#", "#")
        found.append(Alternative(html.unescape(text), fraction, said))
    return Cell(int(weight), kind, tuple(found))


@dataclass(frozen=True)
class Row:
    label: str
    units: Cell
    modifiers: Cell

    def answered(self, lines: Iterable[GridLine]) -> tuple[str, str]:
        """What a learner who holds these lines puts into this row, going by its label alone."""
        code, _, marked = self.label.partition(" ")
        for line in lines:
            has_mark = bool({"CQ", "CO"} & set(line.modifiers.split()))
            if line.code == code and has_mark == marked.startswith("with "):
                return str(line.units), line.modifiers or PLAIN
        return "0", NO_LINE


def table(question: ET.Element) -> list[Row]:
    text = question.findtext("questiontext/text") or ""
    rows = re.findall(r"<tr><th>([^<]*)</th><td>(\{.*?(?<!\\)\})</td><td>(\{.*?(?<!\\)\})</td></tr>", text)
    assert len(re.findall(r"(?<!\\)\{\d*:[A-Z_]+:", text)) == 2 * len(rows), "every code of Moodle stands in a cell"
    return [Row(label, cell(units), cell(modifiers)) for label, units, modifiers in rows]


def earned(rows: list[Row], lines: Iterable[GridLine]) -> float:
    """What share of the question a claim earns, each cell graded by itself."""
    lines = list(lines)
    most = sum(100 * (row.units.weight + row.modifiers.weight) for row in rows)
    found = sum(row.units.grade(units) + row.modifiers.grade(marks) for row in rows for units, marks in [row.answered(lines)])
    return found / most


def test_the_right_claim_earns_everything_in_whatever_order_it_was_found() -> None:
    shown, _ = moodle("moodle-cells")
    assert len(GRIDS) > 8
    for item in GRIDS:
        assert item.grid is not None
        rows = table(shown[item.id])
        for order in permutations(item.grid.acceptable[0]):
            assert earned(rows, order) == 1, item.id


def test_the_right_answers_are_the_key_and_nothing_else_is_right() -> None:
    shown, _ = moodle("moodle-cells")
    for item in GRIDS:
        assert item.grid is not None
        found = []
        for row in table(shown[item.id]):
            for each in (row.units, row.modifiers):
                assert len([a for a in each.alternatives if a.fraction == 100]) == 1
                assert len({a.text for a in each.alternatives}) == len(each.alternatives)
            (units,) = (a.text for a in row.units.alternatives if a.fraction)
            (marks,) = (a.text for a in row.modifiers.alternatives if a.fraction)
            assert len(row.modifiers.alternatives) >= 2
            assert (units == "0") == (marks == NO_LINE)
            if units != "0":
                found.append(GridLine(row.label.split()[0], int(units), "" if marks == PLAIN else marks))
        assert sorted(found, key=str) == sorted(item.grid.acceptable[0], key=str)


def test_every_code_has_both_rows_whether_or_not_it_earns_a_unit() -> None:
    shown, _ = moodle("moodle-cells")
    for item in GRIDS:
        assert item.grid is not None
        labels = [row.label for row in table(shown[item.id])]
        assert labels == [f"{code} {how} CQ or CO" for code, _ in item.grid.codes for how in ("without", "with")]
        for row in table(shown[item.id]):
            offered = {each.text for each in row.modifiers.alternatives}
            marked = row.label.split()[1] == "with"
            fitting = {m for m in item.grid.modifiers if m and bool({"CQ", "CO"} & set(m.split())) == marked}
            assert offered == {NO_LINE, *fitting, *([] if marked else [PLAIN])}


def test_a_known_wrong_claim_loses_marks_and_is_told_what_it_did() -> None:
    shown, _ = moodle("moodle-cells")
    tried = 0
    for item in GRIDS:
        assert item.grid is not None
        rows = table(shown[item.id])
        for wrong in item.grid.wrong:
            assert earned(rows, wrong.lines) < 1
            said = []
            for row in rows:
                units, marks = row.answered(wrong.lines)
                said += [row.units.said(units), row.modifiers.said(marks)]
            assert any(plain(wrong.feedback) in plain(each) for each in said), f"{item.id}: {wrong.misconception}"
            assert any(wrong.misconception_title in plain(each) for each in said)
            tried += 1
        feedback = {plain(wrong.feedback) for wrong in item.grid.wrong}
        for row in rows:
            for each in (*row.units.alternatives, *row.modifiers.alternatives):
                told = plain(each.feedback)
                assert told in {"", "Right."} or any(known in told for known in feedback)
                assert (told == "Right.") == (each.fraction == 100)
    assert tried > 30


def test_whoever_leaves_everything_empty_earns_at_most_a_third() -> None:
    shown, _ = moodle("moodle-cells")
    assert all(earned(table(shown[item.id]), ()) <= 1 / 3 for item in GRIDS)


def grid_of(*lines: GridLine, feedback: str = "So.") -> Item:
    """A claim item with this key, made from a true one."""
    item = GRIDS[0]
    assert item.grid is not None
    wrong = tuple(replace(each, feedback=feedback) for each in item.grid.wrong)
    codes = tuple((code, code) for code in dict.fromkeys(line.code for line in lines))
    grid: ClaimGrid = replace(item.grid, codes=codes, acceptable=(lines,), wrong=wrong)
    return replace(item, grid=grid)


def test_lines_that_a_fixed_row_cannot_hold_are_left_out_and_said() -> None:
    twice = grid_of(GridLine("97112", 1, "GP"), GridLine("97112", 1, "GP 59"))
    shown, left_out = moodle("moodle-cells", [twice])
    assert not shown
    assert list(left_out.values()) == [SAME_ROW]


def test_signs_of_moodle_in_a_feedback_stay_text() -> None:
    odd = "Not {1:NM:=2} ~ a } or # <b> & c \\ d"
    item = GRIDS[0]
    assert item.grid is not None
    changed = replace(item, grid=replace(item.grid, wrong=tuple(replace(each, feedback=odd) for each in item.grid.wrong)))
    (question,) = moodle("moodle-cells", [changed])[0].values()
    text = question.findtext("questiontext/text") or ""
    rows = re.findall(r"<tr><th>[^<]*</th><td>(\{.*?(?<!\\)\})</td><td>(\{.*?(?<!\\)\})</td></tr>", text)
    said = [a.feedback for pair in rows for code in pair for a in cell(code).alternatives if a.feedback and not a.fraction]
    assert said
    assert all(odd in plain(each) for each in said)


def questions_of(content: bytes) -> list[ET.Element]:
    return [question for question in ET.fromstring(content).iterfind("question") if question.get("type") != "category"]


def test_right_answers_with_commas_are_told_apart_where_moodle_lists_them() -> None:
    """Moodle lists "97112, 2 units, GP, 97110, 1 unit, GP", from which nobody can tell how many answers they are."""
    several = [item for item in ITEMS if item.kind in {MULTIPLE, CLAIM_LINES}]
    for question in questions_of(FORMATS["moodle"].write(several, COVER).content):
        texts = [answer.findtext("text") or "" for answer in question.iterfind("answer")]
        assert all(re.fullmatch("“[^“”]+”", text) for text in texts) == any("," in text for text in texts)


def test_what_is_said_of_a_wrong_order_stands_after_the_steps() -> None:
    items = [item for item in ITEMS if item.orders]
    assert items
    for item in items:
        (question,) = questions_of(FORMATS["moodle-4.4"].write([item], COVER).content)
        said = plain(question.findtext("generalfeedback/text") or "")
        texts = {option.id: plain(option.text) for option in item.options}
        for wrong in item.orders:
            assert " → ".join(texts[name] for name in wrong.order) in said
            assert plain(wrong.feedback) in said


def test_a_large_number_is_asked_for_alone() -> None:
    """Moodle grades "$1,089" as wrong."""
    numbers = [item for item in ITEMS if item.kind == NUMBER]
    for item, question in zip(numbers, questions_of(FORMATS["moodle"].write(numbers, COVER).content), strict=True):
        said = "without a dollar sign or a comma" in (question.findtext("questiontext/text") or "")
        assert said == (item.fields[0].maximum > 999), item.id


def test_what_is_too_large_for_moodle_comes_as_a_file_for_each_topic_and_case() -> None:
    whole = FORMATS["moodle"]
    assert whole.largest == 25_000_000
    items = ITEMS[::4]
    size = len(whole.write(items, COVER).content)
    small = replace(whole, largest=size // 12)
    parts = in_parts(small, items, COVER)
    assert len({name for name, _ in parts}) == len(parts)
    assert all(len(made.content) <= size // 12 for _, made in parts)
    ids = [question.findtext("idnumber") for _, made in parts for question in questions_of(made.content)]
    left_out = [entry.item for _, made in parts for entry in made.left_out]
    assert sorted([*map(str, ids), *left_out]) == sorted(item.id for item in items)
    named = {category_of(item).replace("/", "-") for item in items}
    assert {re.sub(r"-\d+$", "", name) for name, _ in parts} == {re.sub(r"-\d+$", "", name) for name in named}


def test_the_command_splits_what_is_too_large_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = replace(FORMATS["moodle"], largest=200_000)
    items = [item for item in ITEMS if item.kind == SINGLE]
    made = small.write(items, COVER)
    assert len(made.content) > 200_000
    _save(small, items, COVER, made, tmp_path / "all.xml")
    files = sorted(path.name for path in tmp_path.iterdir())
    assert "all-units.xml" in files
    assert "all.xml" not in files
    said = capsys.readouterr().err
    assert "more than the 0 MB that can be imported at once" in said
    assert all(name in said for name in files)
