"""Moodle XML, for Moodle 4.3 and later. What its importer asks for is told beside each line that heeds it.

Fractions must be Moodle's own grade options, or the whole file is refused. HTML stands in CDATA only. Options are never shuffled
by Moodle: numbers and dates keep their order, and other options are shuffled already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from macros.exports.cloze import cloze, why_not
from macros.exports.cover import Cover
from macros.exports.exported import Exported, Format, LeftOut, by_topic
from macros.exports.one_line import feedback, one_line
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item, Option
from macros.text.markdown_text import rendered

GRADES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10"}
"""Moodle's own grade options for one of so many right answers."""

ORDERING = "Moodle has ordering questions only from 4.4 on (moodle-4.4 holds them)"


def _write(items: Sequence[Item], cover: Cover, *, ordering: bool) -> Exported:
    parts, left_out, topic = [], [], None
    for item in by_topic(items):
        why = _why_not(item, ordering=ordering)
        if why:
            left_out.append(LeftOut(item.id, item.kind, why))
            continue
        if item.topic != topic:
            topic = item.topic
            parts.append(_category(f"$course$/top/Guide 97112/{topic}"))
        parts.append(_question(item, cover))
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(parts) + "\n</quiz>\n"
    return Exported(text.encode(), tuple(left_out))


def _why_not(item: Item, *, ordering: bool) -> str | None:
    if item.kind == ORDER and not ordering:
        return ORDERING
    if item.grid is not None:
        return why_not(item.grid)
    if item.kind == MATCH and len(item.options) < 3:
        return "a Moodle matching question needs three answers"
    return None


def _category(path: str) -> str:
    return f'<question type="category"><category><text>{escape(path)}</text></category></question>'


def _question(item: Item, cover: Cover) -> str:
    kind, body = _KINDS[item.kind](item)
    stem = rendered(item.told) + (cloze(item.grid) if item.grid is not None else "")
    steps = "".join(f"<li>{one_line(step)}</li>" for step in item.explanation)
    sources = "; ".join(escape(source.title) for source in item.sources)
    worked = (
        f"<ol>{steps}</ol><p>Taught on: {cover.pages[item.topic].html}.</p>"
        f"<p>Sources: {sources}. CPT copyright 2026 American Medical Association. All rights reserved.</p>"
    )
    head = [
        f'<question type="{kind}">',
        f"<name><text>{escape(item.id)}</text></name>",
        _html("questiontext", stem),
        _html("generalfeedback", worked),
        *(() if kind == "cloze" else ("<defaultgrade>1</defaultgrade>",)),
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        f"<idnumber>{escape(item.id)}</idnumber>",
    ]
    tags = f"<tags><tag><text>level {item.level}</text></tag><tag><text>{escape(item.topic)}</text></tag></tags>"
    return "\n".join([*head, *body, tags, "</question>"])


def _html(tag: str, html: str, attributes: str = "") -> str:
    # A CDATA section may not hold its own end.
    return f'<{tag} format="html"{attributes}><text><![CDATA[{html.replace("]]>", "]]&gt;")}]]></text></{tag}>'


def _answer(option: Option, fraction: str) -> str:
    said = _html("feedback", feedback(option))
    return f'<answer fraction={quoteattr(fraction)} format="html"><text><![CDATA[{one_line(option.text)}]]></text>{said}</answer>'


def _choices(item: Item) -> tuple[str, list[str]]:
    right = sum(option.correct for option in item.options)
    several = item.kind == MULTIPLE
    # A wrong choice takes away what a right one gives: ticking everything earns nothing.
    wrong = f"-{GRADES[right]}" if several else "0"
    answers = [_answer(o, GRADES[right] if o.correct else wrong) for o in item.options]
    single = "false" if several else "true"
    return "multichoice", [
        f"<single>{single}</single>",
        "<shuffleanswers>false</shuffleanswers>",
        "<answernumbering>abc</answernumbering>",
        *answers,
    ]


def _number(item: Item) -> tuple[str, list[str]]:
    (field,) = item.fields

    def answer(value: int, fraction: str, html: str) -> str:
        said = _html("feedback", html)
        exact = "<tolerance>0</tolerance>"
        return f'<answer fraction="{fraction}" format="moodle_auto_format"><text>{value}</text>{said}{exact}</answer>'

    right = answer(int(str(item.answer)), "100", "Right.")
    return "numerical", [right, *(answer(each.value, "0", feedback(each)) for each in field.wrong)]


def _match(item: Item) -> tuple[str, list[str]]:
    texts = {option.id: option.text for option in item.options}
    # Answers are plain text; one without a question is a distractor.
    pairs = [(one_line(row.text), texts[row.answer]) for row in item.rows]
    pairs += [("", option.text) for option in item.options if option.id not in {row.answer for row in item.rows}]
    subquestions = [
        f'<subquestion format="html"><text><![CDATA[{question}]]></text>'
        f"<answer><text>{escape(answer)}</text></answer></subquestion>"
        for question, answer in pairs
    ]
    return "matching", ["<shuffleanswers>false</shuffleanswers>", *subquestions]


def _order(item: Item) -> tuple[str, list[str]]:
    texts = {option.id: option.text for option in item.options}
    assert isinstance(item.answer, tuple)
    answers = [
        f'<answer fraction="{place}" format="html"><text><![CDATA[{one_line(texts[name])}]]></text></answer>'
        for place, name in enumerate(item.answer, start=1)
    ]
    return "ordering", [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        "<selectcount>0</selectcount>",
        "<gradingtype>ABSOLUTE_POSITION</gradingtype>",
        "<showgrading>SHOW</showgrading>",
        "<numberingstyle>none</numberingstyle>",
        "<shownumcorrect/>",  # without it the import fails
        *answers,
    ]


def _claim(item: Item) -> tuple[str, list[str]]:
    return "cloze", []


_KINDS: dict[str, Callable[[Item], tuple[str, list[str]]]] = {
    SINGLE: _choices,
    FIND: _choices,
    MULTIPLE: _choices,
    NUMBER: _number,
    MATCH: _match,
    ORDER: _order,
    CLAIM_LINES: _claim,
}

FORMAT = Format(
    "moodle", ".xml", "Moodle XML, for Moodle 4.3 and later", lambda items, cover: _write(items, cover, ordering=False)
)
FORMAT_44 = Format(
    "moodle-4.4", ".xml", "Moodle XML with ordering questions, from 4.4", lambda items, cover: _write(items, cover, ordering=True)
)
