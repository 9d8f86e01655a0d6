"""Signs that a file format keeps for itself, and signs that nobody sees, in every text of an item of every kind."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from lxml import etree

from macros.exports import FORMATS
from macros.exports.format import NotCarried, printable
from macros.exports.moodle.answers import FEW_ANSWERS
from macros.exports.moodle.elements import add_cdata
from macros.scenarios.item import KINDS, MATCH, Item
from tests.exports.sample import COVER, ITEMS, OF_TEXT, plain, text_of

XML = ("moodle", "moodle-4.4")
ONE_OF_EACH_KIND = [next(item for item in ITEMS if item.kind == kind) for kind in KINDS]
KEPT = {
    "id",
    "scenario",
    "topic",
    "kind",
    "answer",
    "order",
    "option",
    "code",
    "codes",
    "modifiers",
    "rule",
    "url",
    "visit",
    "lines",
}
"""Fields that are names and answers, and no text for readers."""


def with_text(value: Any, odd: str) -> Any:
    """A copy of an item in which every text ends with `odd`."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in KEPT}
        return replace(value, **{name: with_text(part, odd) for name, part in parts.items()})
    if isinstance(value, tuple):
        return tuple(with_text(part, odd) for part in value)
    return f"{value}{odd}" if isinstance(value, str) and value else value


def strict(content: bytes) -> etree._Element:
    """A file as a reader of XML without mercy reads it."""
    return etree.fromstring(content, etree.XMLParser(recover=False, strip_cdata=False))


def texts(question: etree._Element) -> str:
    # What Moodle embeds in a stem it reads as HTML once more.
    return html.unescape(plain(" ".join(question.itertext())))


def counts(item: Item, word: str) -> int:
    """How often readers of the Moodle file meet a word that stands at the end of every text of an item."""
    (question,) = [q for q in strict(FORMATS["moodle-4.4"].write([item], COVER).content) if q.get("type") != "category"]
    return texts(question).count(word)


def moodle_kinds() -> list[Item]:
    return [item for item in ONE_OF_EACH_KIND if not FORMATS["moodle-4.4"].write([item], COVER).left_out]


def test_the_sample_holds_an_item_of_every_kind_and_moodle_carries_them_all() -> None:
    assert [item.kind for item in moodle_kinds()] == list(KINDS)


def refusal(name: str, item: Item) -> str | None:
    """Why the cell of an item's kind refuses it; None where it is written."""
    try:
        FORMATS[name].kinds[item.kind](item)
    except NotCarried as reason:
        return str(reason)
    return None


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_cell_for_every_kind(name: str) -> None:
    assert set(FORMATS[name].kinds) == set(KINDS)


@pytest.mark.parametrize("name", OF_TEXT)
def test_what_a_cell_refuses_is_left_out(name: str) -> None:
    for item in ONE_OF_EACH_KIND:
        why = refusal(name, item)
        made = FORMATS[name].write([item], COVER)
        assert [(entry.item, entry.kind, entry.why) for entry in made.left_out] == ([(item.id, item.kind, why)] if why else [])
        assert (item.id.encode() in made.content) == (why is None)


@pytest.mark.parametrize("item", ONE_OF_EACH_KIND, ids=KINDS)
def test_the_end_sign_of_cdata_is_text_in_every_text(item: Item) -> None:
    odd = with_text(item, " QQ]]>WW")
    content = FORMATS["moodle-4.4"].write([odd], COVER).content
    assert b"]]><![CDATA[" not in content, "Moodle may keep one of two sections that stand side by side"
    (question,) = [q for q in strict(content) if q.get("type") != "category"]
    read = texts(question)
    assert read.count("QQ]]>WW") == read.count("QQ") == read.count("WW") == counts(with_text(item, " QQ"), "QQ") > 0


@pytest.mark.parametrize("name", OF_TEXT)
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_no_control_character_reaches_a_file(name: str, sign: str) -> None:
    """One of them makes Moodle refuse the whole file. What stands before and after it stays."""
    for item in ONE_OF_EACH_KIND:
        made = FORMATS[name].write([with_text(item, f" QQ{sign}WW")], COVER)
        assert made == FORMATS[name].write([with_text(item, " QQWW")], COVER)
        assert sign not in text_of(made.content)
        if name in XML:
            strict(made.content)


def test_text_that_readers_see_is_not_taken_for_a_control_character() -> None:
    seen = "Tab\tline\nreturn\r, é — × 97112\N{NO-BREAK SPACE}× 2, ≥ 8, 😀"
    assert printable(seen) == seen
    assert printable("a\ud800b") == "ab", "half of a character cannot be written as UTF-8"


def test_signs_of_xml_in_a_title_and_in_a_plain_answer_stay_text() -> None:
    item = next(item for item in ONE_OF_EACH_KIND if item.kind == MATCH)
    odd = replace(
        item,
        options=tuple(replace(option, text=f"{option.text} & <b> ]]> \"'") for option in item.options),
        sources=tuple(replace(source, title="Rules & <manuals>") for source in item.sources),
    )
    content = FORMATS["moodle"].write([odd], COVER).content
    (question,) = [q for q in strict(content) if q.get("type") != "category"]
    answers = {answer.findtext("text") for answer in question.iterfind("subquestion/answer")}
    assert answers == {option.text for option in odd.options}
    assert "Rules &amp; &lt;manuals&gt;" in (question.findtext("generalfeedback/text") or "")


def test_html_stays_in_cdata_and_the_file_says_that_it_is_utf_8() -> None:
    content = FORMATS["moodle-4.4"].write(ITEMS, COVER).content.decode()
    assert re.match(r"<\?xml version=['\"]1\.0['\"] encoding=['\"]UTF-8['\"]\?>\s*<quiz>", content)
    html = re.findall(
        r'<(?:questiontext|feedback|generalfeedback|subquestion|answer)[^>]* format="html"[^>]*>\s*<text>(.{0,9})', content
    )
    assert len(html) > 1000
    assert all(start.startswith(("<![CDATA[", "</text>")) for start in html)


def test_a_matching_item_with_two_answers_is_left_out_and_counted() -> None:
    item = next(item for item in ONE_OF_EACH_KIND if item.kind == MATCH)
    two = replace(item, options=item.options[:2], rows=tuple(row for row in item.rows if row.answer in {"a", "b"}))
    made = FORMATS["moodle"].write([two], COVER)
    assert [(entry.item, entry.why) for entry in made.left_out] == [(item.id, FEW_ANSWERS)]
    assert len(strict(made.content)) == 0, "and no category stands empty"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_sign_makes_a_cell_a_formula(sign: str) -> None:
    odd = replace(ITEMS[0], stem=f"{sign}SUM(A1)", case=None)
    row = next(csv.DictReader(io.StringIO(FORMATS["csv"].write([odd], COVER).content.decode("utf-8-sig"), newline="")))
    assert row["question"] == f"'{sign}SUM(A1)"


def test_html_that_holds_the_end_sign_of_cdata_stays_one_section() -> None:
    """Two sections side by side are the same to lxml; Moodle may keep one of them."""
    element = etree.Element("text")
    add_cdata(element, "a ]]> b")
    assert etree.tostring(element) == b"<text><![CDATA[a ]]&gt; b]]></text>"
